//! Loose matching for the command palette.
//! Not here: names of people (`pinyin`, `pick`).
/// How well the query fits, larger is better; `None` where it does not.
pub fn score(_text: &str, _query: &str) -> Option<i64> {
    todo!()
}
