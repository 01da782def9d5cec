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

/// A whole number written in digits of either width, blanks around it allowed.
pub fn digits(text: &str) -> Option<u32> {
    let text = half_width(text);
    let text = text.trim();
    // `parse` alone would take a sign.
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A key that puts 第一 before 第二 before 第三 …, which is not the order of their code points.
pub fn counting_key(name: &str) -> Vec<usize> {
    let digit = |c: char| "一二三四五六七八九十".chars().position(|d| d == c);
    name.chars().map(|c| digit(c).unwrap_or(c as usize)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_in_which_one_counts() {
        let mut names = ["第三小组", "第一小组", "第二小组"];
        names.sort_by_key(|n| counting_key(n));
        assert_eq!(names, ["第一小组", "第二小组", "第三小组"]);
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
