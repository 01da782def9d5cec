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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_is_read_like_half_width() {
        assert_eq!(half_width("ＺＳ１２：～　党。"), "ZS12:~ 党。");
        assert_eq!(digits(" １７ "), Some(17));
        for no in ["", "+1", "-1", "1.0", "一", "99999999999"] {
            assert_eq!(digits(no), None, "{no}");
        }
    }
}
