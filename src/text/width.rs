//! Columns that text takes on a terminal, cutting it to fit, and twins for signs that some terminals draw too wide.
//! Not here: breaking into lines (`wrap`).
use std::borrow::Cow;
/// Columns of the text where ambiguous characters take one.
pub fn width(_text: &str) -> usize {
    todo!()
}
/// The text with every control character and invisible control shown as `·`, a tab as a blank.
pub fn clean(_text: &str) -> Cow<'_, str> {
    todo!()
}
/// The longest prefix of whole graphemes that fits.
pub fn cut(_text: &str, _cols: usize) -> &str {
    todo!()
}
/// Cut or padded with blanks to exactly `cols` columns.
pub fn fit(_text: &str, _cols: usize) -> String {
    todo!()
}
/// The twin of a grapheme whose width is ambiguous; `None` where the grapheme is safe as it is.
pub fn settle(_symbol: &str) -> Option<&'static str> {
    todo!()
}
