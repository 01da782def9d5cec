//! Numbers and letters as an input method leaves them.
//! Not here: dates (`date`), identity numbers (`idcard`).

/// Full-width letters, digits and signs (U+FF01–FF5E) as their ASCII twins, the ideographic blank as a blank.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// A whole number written in digits of either width, blanks around it allowed; `None` for anything else and beyond
/// [`u32::MAX`].
pub fn digits(text: &str) -> Option<u32> {
    let text = half_width(text);
    let text = text.trim();
    // `parse` alone would take a sign.
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A key that puts 第一 before 第二 … before 第十 before 第十一, and 第2 before 第10: the numbers in a name count as numbers,
/// in whichever digits they are written, and stand before what is no number.
pub fn counting_key(name: &str) -> Vec<(bool, usize)> {
    let name = half_width(name);
    let mut key = Vec::new();
    let mut rest = name.as_str();
    while let Some(c) = rest.chars().next() {
        let same_kind = |other: char| match c {
            c if c.is_ascii_digit() => other.is_ascii_digit(),
            _ => chinese(c).is_some() && chinese(other).is_some(),
        };
        let run = rest.find(|other| !same_kind(other)).unwrap_or(rest.len());
        let counted = digits(&rest[..run]).map(|n| n as usize).or_else(|| counted(&rest[..run]));
        let (part, used) = counted.map_or(((true, c as usize), c.len_utf8()), |n| ((false, n), run));
        key.push(part);
        rest = &rest[used..];
    }
    key
}

/// The lines of a text that say something, each without the number it begins with (`1.`, `(2)`, `三、`), and that number.
pub fn numbered_lines(text: &str) -> Vec<(Option<usize>, &str)> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(numbered).filter(|(_, l)| !l.is_empty()).collect()
}

fn numbered(line: &str) -> (Option<usize>, &str) {
    let inner = line.strip_prefix(['(', '\u{ff08}']);
    let rest = inner.unwrap_or(line);
    let end = rest
        .find(|c: char| !(half_width(c.encode_utf8(&mut [0; 4])).is_ascii() && c.is_numeric()) && chinese(c).is_none());
    let (number, after) = rest.split_at(end.unwrap_or(0));
    let value = digits(number).map(|n| n as usize).or_else(|| counted(number));
    let stop: &[char] = if inner.is_some() { &[')', '\u{ff09}'] } else { &['.', '\u{ff0e}', '、', ')', '\u{ff09}'] };
    match (value, after.strip_prefix(stop)) {
        // 1.5公里 is no number one.
        (Some(n), Some(text)) if !text.starts_with(char::is_numeric) => (Some(n), text.trim_start()),
        _ => (None, line),
    }
}

/// 一 is 0.
fn chinese(c: char) -> Option<usize> {
    "一二三四五六七八九十".chars().position(|d| d == c)
}

/// 一 to 九十九 as one counts with them.
fn counted(text: &str) -> Option<usize> {
    let signs: Option<Vec<usize>> = text.chars().map(|c| chinese(c).map(|n| n + 1)).collect();
    match signs?[..] {
        [n] => Some(n),
        [10, n @ 1..=9] => Some(10 + n),
        [tens @ 1..=9, 10] => Some(10 * tens),
        [tens @ 1..=9, 10, n @ 1..=9] => Some(10 * tens + n),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_in_which_one_counts() {
        let mut names = ["第三小组", "第一小组", "第二小组"];
        names.sort_by_key(|n| counting_key(n));
        assert_eq!(names, ["第一小组", "第二小组", "第三小组"]);
        for ordered in [
            ["第一党小组", "第二党小组", "第九党小组", "第十党小组", "第十一党小组", "第二十党小组", "第二十一党小组"],
            ["第1党小组", "第2党小组", "第9党小组", "第10党小组", "第１１党小组", "第20党小组", "第100党小组"],
            ["一组", "二组", "九组", "十组", "十二组", "二十组", "机关党小组"],
            ["1组", "二组", "3组", "十组", "11组", "九九组", "老年组"],
        ] {
            let mut names = ordered;
            names.reverse();
            names.sort_by_cached_key(|n| counting_key(n));
            assert_eq!(names[..5], ordered[..5]);
        }
    }

    #[test]
    fn lines_lose_the_numbers_that_they_begin_with() {
        let text = "1.学习不够\n\n (2) 联系少 \n三、作风\n十二、会风\n４、宽\n1.5公里道路没修\n2个人没来\n一些人\n5.";
        let expected = [
            (Some(1), "学习不够"),
            (Some(2), "联系少"),
            (Some(3), "作风"),
            (Some(12), "会风"),
            (Some(4), "宽"),
            (None, "1.5公里道路没修"),
            (None, "2个人没来"),
            (None, "一些人"),
        ];
        assert_eq!(numbered_lines(text), expected);
    }

    #[test]
    fn full_width_is_read_like_half_width() {
        assert_eq!(half_width("ＺＳ１２：～　党。"), "ZS12:~ 党。");
        assert_eq!(digits(" １７ "), Some(17));
        for no in ["", "+1", "-1", "1.0", "一", "99999999999"] {
            assert_eq!(digits(no), None, "{no}");
        }
    }
}
