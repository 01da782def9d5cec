//! Breaking text into display lines by the rules of Chinese print (避头尾).
//! Not here: columns of text (`width`).

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Signs that never stand at the start of a line.
const CLOSING: &str = "，。、；：！？）》】〉」』〕］｝”’％‰℃·,.;:!?)]}%";
/// Signs that never stand at the end of a line.
const OPENING: &str = "（《【〈「『〔［｛“‘([{￥＄$";

/// Byte ranges of the display lines; there is always at least one. Newlines are in none of them, every other byte is in
/// exactly one. A line is wider than `cols` only where it is a single grapheme that is.
///
/// Where a sign may not stand at the edge, the character before it goes down with it. Words and numbers in Latin
/// letters stay whole as long as they fit a line. Blanks are kept and count.
pub fn wrap(text: &str, cols: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, newline) in text.match_indices(['\n', '\r']) {
        // The second half of \r\n.
        if at < start {
            continue;
        }
        wrap_paragraph(text, start..at, cols, &mut lines);
        start = at + if newline == "\r" && text[at + 1..].starts_with('\n') { 2 } else { 1 };
    }
    wrap_paragraph(text, start..text.len(), cols, &mut lines);
    lines
}

/// A grapheme and where a line may end before it.
struct Piece {
    at: usize,
    cols: usize,
    before: Break,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    Never,
    /// Inside a word: only where the word alone is too long.
    Emergency,
    Free,
}

fn wrap_paragraph(text: &str, range: Range<usize>, cols: usize, lines: &mut Vec<Range<usize>>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last = "";
    for (offset, grapheme) in text[range.clone()].grapheme_indices(true) {
        pieces.push(Piece { at: range.start + offset, cols: grapheme.width(), before: between(last, grapheme) });
        last = grapheme;
    }
    let mut first = 0;
    let mut used = 0;
    let mut i = 0;
    while i < pieces.len() {
        used += pieces[i].cols;
        if used <= cols || i == first {
            i += 1;
            continue;
        }
        let end = break_before(&pieces, first, i);
        lines.push(pieces[first].at..pieces[end].at);
        (first, i, used) = (end, end, 0);
    }
    lines.push(pieces.get(first).map_or(range.end, |p| p.at)..range.end);
}

/// The last place in `first + 1 ..= over` where the line may end, as freely as it can be had.
fn break_before(pieces: &[Piece], first: usize, over: usize) -> usize {
    let last = |least: Break| (first + 1..=over).rev().find(|&i| pieces[i].before >= least);
    last(Break::Free).or_else(|| last(Break::Emergency)).unwrap_or(over)
}

fn between(left: &str, right: &str) -> Break {
    let (Some(l), Some(r)) = (left.chars().next_back(), right.chars().next()) else { return Break::Never };
    if l.is_whitespace() && !r.is_whitespace() {
        return Break::Free;
    }
    if OPENING.contains(l) || CLOSING.contains(r) || (l == r && matches!(r, '—' | '…')) {
        return Break::Never;
    }
    if in_word(l) && in_word(r) { Break::Emergency } else { Break::Free }
}

/// Part of a word or number that should not be torn: narrow letters and digits, and the signs inside them.
fn in_word(c: char) -> bool {
    c.is_ascii_graphic() || (c.is_alphabetic() && UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;
    use proptest::prelude::*;

    fn lines(text: &str, cols: usize) -> Vec<&str> {
        wrap(text, cols).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn signs_keep_off_the_edges() {
        assert_eq!(lines("会议讨论，同意张三", 8), ["会议讨", "论，同意", "张三"]);
        assert_eq!(lines("学习了《党章》的规定", 8), ["学习了", "《党章》", "的规定"]);
        assert_eq!(lines("他说：“好。”会", 7), ["他说：", "“好。”", "会"]);
        assert_eq!(lines("一二三——四", 7), ["一二三", "——四"]);
    }

    #[test]
    fn words_stay_whole_while_they_fit() {
        assert_eq!(lines("电话13512345678已改", 14), ["电话", "13512345678已", "改"]);
        assert_eq!(lines("abcdefgh，", 4), ["abcd", "efg", "h，"]);
        assert_eq!(lines("one two", 5), ["one ", "two"]);
    }

    #[test]
    fn newlines_are_kept_and_in_no_line() {
        assert_eq!(lines("", 10), [""]);
        assert_eq!(lines("一\n\n二\r\n三\r", 10), ["一", "", "二", "三", ""]);
        assert_eq!(lines("党", 1), ["党"]);
        assert_eq!(lines("党员", 0), ["党", "员"]);
    }

    #[test]
    fn ten_thousand_characters_all_come_through() {
        let text = "党员大会讨论，".repeat(1500);
        let all = lines(&text, 76);
        assert_eq!(all.concat(), text);
        assert!(all.iter().all(|l| !l.starts_with('，') && width(l) <= 76));
    }

    proptest! {
        #[test]
        fn no_byte_is_lost_and_no_line_too_wide(text in "(\\PC|[，。（《”“a-c0-9—… \r\n]){0,60}", cols in 1usize..24) {
            let ranges = wrap(&text, cols);
            let mut end = 0;
            for r in &ranges {
                prop_assert!(text[end..r.start].chars().all(|c| matches!(c, '\r' | '\n')));
                let line = &text[r.clone()];
                prop_assert!(width(line) <= cols || line.graphemes(true).count() == 1, "{:?}", line);
                prop_assert!(!line.contains(['\r', '\n']));
                end = r.end;
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn signs_keep_off_the_edges_of_any_prose(text in "([一-十]{3,9}[，。；])(《[一-十]{1,3}》){0,1}[一-十]{2}", cols in 12usize..30) {
            for line in lines(&text, cols) {
                prop_assert!(!line.starts_with(['，', '。', '；', '》']) && !line.ends_with('《'), "{:?}", line);
            }
        }
    }
}
