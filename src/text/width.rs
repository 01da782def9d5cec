//! Columns that text takes on a terminal, cutting it to fit, and twins for signs that some terminals draw too wide.
//! Not here: breaking into lines (`wrap`).

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// All of printable ASCII, to borrow single characters from.
const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// Columns that the text takes where ambiguous characters take one: the sum over its graphemes, as they are laid out
/// cell by cell.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The text in one line that cannot harm the screen: every control character (so also the start of an escape sequence)
/// and every invisible control (direction, zero width) shown as `·`, a tab as a blank.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\t' => ' ',
        c if is_hidden(c) => '·',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Control characters, and format characters that show nothing or turn the direction of what follows.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// The longest start of the text, in whole graphemes, that fits `cols` columns.
pub fn cut(text: &str, cols: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > cols {
            return &text[..at];
        }
    }
    text
}

/// The whole text where it fits `cols` columns, else a shorter start of it and `…`.
pub fn cut_with_sign(text: &str, cols: usize) -> Cow<'_, str> {
    if cols == 0 || width(text) <= cols {
        return Cow::Borrowed(cut(text, cols));
    }
    Cow::Owned(format!("{}…", cut(text, cols - 1)))
}

/// The whole text where it fits, else a shorter start of it, `…` and its last word: `支部党员… 第一党小组`.
pub fn cut_before_last_word(text: &str, cols: usize) -> Cow<'_, str> {
    match text.rsplit_once(' ') {
        Some((start, word)) if width(text) > cols && width(word) + 4 <= cols => {
            Cow::Owned(format!("{} {word}", cut_with_sign(start, cols - width(word) - 1)))
        }
        Some((_, word)) if width(text) > cols && width(word) < cols => Cow::Owned(format!("…{word}")),
        _ => cut_with_sign(text, cols),
    }
}

/// Names in at most `cols` columns each that can be told apart: of those whose starts are alike, what they have in common
/// is left out (`…党章学习`).
pub fn told_apart(names: &[&str], cols: usize) -> Vec<String> {
    let start = |name: &str| cut_with_sign(name, cols).into_owned();
    let apart = |name: &&str| {
        let alike = names.iter().filter(|other| start(other) == start(name) && *other != name);
        let shared = alike.map(|other| same_start(name, other)).min();
        match shared.map(|at| &name[at..]) {
            Some(end) if !end.is_empty() => cut_with_sign(&format!("…{end}"), cols).into_owned(),
            _ => start(name),
        }
    };
    names.iter().map(apart).collect()
}

/// Bytes of the whole graphemes that both begin with.
fn same_start(a: &str, b: &str) -> usize {
    a.graphemes(true).zip(b.graphemes(true)).take_while(|(a, b)| a == b).map(|(g, _)| g.len()).sum()
}

/// Lines of whole parts, a blank between them, in as many lines as it takes; a part wider than `cols` columns has a
/// line to itself.
pub fn lines_of_parts(parts: &[String], cols: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().filter(|p| !p.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(part) <= cols => {
                line.push(' ');
                line.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// As many whole parts as fit `cols` columns, a blank between them, the first ones kept: half a figure is a wrong
/// figure.
pub fn whole_parts(parts: &[String], cols: usize) -> String {
    let mut line = String::new();
    for part in parts {
        let longer = if line.is_empty() { part.clone() } else { format!("{line} {part}") };
        if width(&longer) > cols {
            break;
        }
        line = longer;
    }
    line
}

/// As many whole parts as fit `cols` columns, with `…` where parts are left out; a start of the first one where it
/// alone is too long.
pub fn whole_parts_with_sign(parts: &[String], cols: usize) -> String {
    let whole = parts.join(" ");
    if width(&whole) <= cols {
        return whole;
    }
    match whole_parts(parts, cols.saturating_sub(2)) {
        line if line.is_empty() => cut_with_sign(&whole, cols).into_owned(),
        line => format!("{line} …"),
    }
}

/// The text cut or padded with blanks to exactly `cols` columns.
pub fn fit(text: &str, cols: usize) -> String {
    let kept = cut(text, cols);
    let mut out = String::with_capacity(kept.len() + cols);
    out.push_str(kept);
    out.extend(std::iter::repeat_n(' ', cols - width(kept)));
    out
}

/// The twin of a grapheme that takes one column on some terminals and two on others (the old Windows console);
/// `None` where the grapheme is safe as it is. A twin takes as many columns as the grapheme does at its narrowest.
pub fn settle(symbol: &str) -> Option<&'static str> {
    if symbol.is_ascii() || symbol.width() == symbol.width_cjk() {
        return None;
    }
    let first = symbol.chars().next()?;
    match symbol.width() {
        0 | 1 => Some(ascii(twin(first)).unwrap_or(".")),
        _ => Some(".."),
    }
}

fn ascii(c: char) -> Option<&'static str> {
    let at = ASCII.find(c)?;
    ASCII.get(at..at + 1)
}

fn twin(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '´' => '\'',
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '╴' | '╶' | '╸' | '╺' | '‐'..='―' | '\u{ad}' => {
            '-'
        }
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '∥' => '|',
        '═' | '≡' | '≌' | '⇔' => '=',
        '┌'..='╋' | '╒'..='╰' => '+',
        '╱' | '÷' => '/',
        '╲' => '\\',
        '╳' | '×' => 'x',
        '▏' | '▎' | '▍' => '|',
        '█'..='▐' | '▒'..='▓' | '■' | '◆' => '#',
        '░' => ':',
        '▁' | '▂' | '▃' | '□' => '_',
        '●' | '★' | '☆' | '※' | '◎' => '*',
        '○' | '◇' | '°' | '˚' => 'o',
        '→' | '▶' | '▷' | '⇒' | '≥' | '≧' | '≯' => '>',
        '←' | '◀' | '◁' | '≤' | '≦' | '≮' => '<',
        '↑' | '▲' | '△' | '∧' => '^',
        '↓' | '▼' | '▽' | '∨' | '√' => 'v',
        '±' => '+',
        '≈' | '∽' | '∼' | '～' => '~',
        '≠' => '!',
        '§' => 'S',
        '№' => 'N',
        '℃' => 'C',
        '℉' => 'F',
        '∶' => ':',
        '·' | '•' | '…' | '‧' | '‥' => '.',
        // Roman numerals one to nine.
        'Ⅰ'..='Ⅸ' => char::from(b'1' + (u32::from(c) - 0x2160) as u8),
        'ⅰ'..='ⅸ' => char::from(b'1' + (u32::from(c) - 0x2170) as u8),
        _ => plain_letter(c),
    }
}

/// The letter or digit under an accent, in a circle or between brackets, else a dot.
fn plain_letter(c: char) -> char {
    let mut plain = std::iter::once(c).nfkd().filter(char::is_ascii_alphanumeric);
    match (plain.next(), plain.next()) {
        (Some(one), None) => one,
        _ => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn every_ambiguous_character_has_a_narrow_twin() {
        let mut ambiguous = 0;
        for c in '\u{20}'..=char::MAX {
            let text = c.to_string();
            if c.width() == c.width_cjk() {
                assert_eq!(settle(&text), None, "{c:?} needs no twin");
                continue;
            }
            ambiguous += 1;
            let twin = settle(&text).unwrap_or_else(|| panic!("{c:?} has no twin"));
            assert_eq!((twin.width(), twin.width_cjk()), (1, 1), "{c:?} → {twin:?}");
        }
        assert!(ambiguous > 600, "{ambiguous}");
    }

    #[test]
    fn common_signs_stay_readable() {
        for (sign, twin) in [
            ("“", "\""),
            ("’", "'"),
            ("—", "-"),
            ("…", "."),
            ("·", "."),
            ("─", "-"),
            ("│", "|"),
            ("┌", "+"),
            ("┤", "+"),
            ("█", "#"),
            ("▒", "#"),
            ("●", "*"),
            ("○", "o"),
            ("→", ">"),
            ("×", "x"),
            ("①", "1"),
            ("⑨", "9"),
            ("⑩", "."),
            ("Ⅲ", "3"),
            ("√", "v"),
        ] {
            assert_eq!(settle(sign), Some(twin), "{sign}");
        }
        assert_eq!(settle("党"), None);
    }

    #[test]
    fn text_is_cut_between_graphemes() {
        assert_eq!(cut("党支部abc", 5), "党支");
        assert_eq!(cut("e\u{301}x", 1), "e\u{301}");
        assert_eq!(fit("党支部", 5), "党支 ");
        assert_eq!(fit("a", 3), "a  ");
    }

    #[test]
    fn what_is_cut_can_still_be_told_apart() {
        assert_eq!(cut_before_last_word("支部党员大会 第一党小组", 20), "支部党员… 第一党小组");
        assert_eq!(cut_before_last_word("党课 第一党小组", 20), "党课 第一党小组");
        assert_eq!(cut_before_last_word("党小组会 第一党小组", 14), "党… 第一党小组");
        assert_eq!(cut_before_last_word("党小组会 第十一党小组", 14), "…第十一党小组");
        assert_eq!(cut_before_last_word("支部党员大会", 6), "支部…");
        let alike = ["守信(加分) — 学习", "守信(加分) — 服务", "经济"];
        assert_eq!(told_apart(&alike, 12), ["…学习", "…服务", "经济"]);
        assert_eq!(told_apart(&["综合工作与其他", "经济发展与其他"], 8), ["综合工…", "经济发…"]);
        let parts = ["预估 85 / 100".to_owned(), "已确认 12".to_owned(), "最高还能到 95".to_owned()];
        assert_eq!(lines_of_parts(&parts, 24), ["预估 85 / 100 已确认 12", "最高还能到 95"]);
    }

    #[test]
    fn nothing_invisible_is_left() {
        assert_eq!(clean("张\u{1b}[31m三\u{202e}\u{200b}\t四\n"), "张·[31m三·· 四·");
        assert!(matches!(clean("张三 Ａ—"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn what_is_fitted_has_the_asked_width(text in "\\PC{0,30}", cols in 0usize..40) {
            prop_assert_eq!(width(&fit(&text, cols)), cols);
        }

        #[test]
        fn whole_graphemes_settle_too(text in any::<String>()) {
            for g in text.graphemes(true) {
                if let Some(twin) = settle(g) {
                    prop_assert_eq!(twin.width(), twin.width_cjk());
                }
            }
        }
    }
}
