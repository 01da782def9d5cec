//! Hiding the middle of people's numbers (identity cards, phones, bank cards), alone and within a text.
//! Not here: what an identity number says (`idcard`), the types that hide themselves (`idcard`, `phone`).

use chrono::NaiveDate;
use std::{borrow::Cow, ops::Range};

/// What a row of digits in a text seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// An identity number (公民身份号码) of fifteen or eighteen characters.
    Id,
    /// A telephone number: a mobile, or a landline with its area code.
    Phone,
    /// A bank card, or any other row of digits that is too long to be an amount or a day.
    Other,
}

/// A number of a person within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundNumber {
    /// Bytes of the text that the number takes, with the blanks and hyphens between its digits.
    pub range: Range<usize>,
    pub kind: NumberKind,
}

/// Digits that are hidden at least, in whatever is hidden in part.
const HIDDEN: usize = 4;
/// How many digits in one row are no amount and no day.
const LONG: usize = 11;
/// More groups of digits do not make one number.
const GROUPS: usize = 6;

/// The text with the middle of every number of a person in it hidden. As many characters as before.
pub fn mask_text(text: &str) -> Cow<'_, str> {
    let found = numbers_in(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for number in found {
        out.push_str(&text[at..number.range.start]);
        out.push_str(&mask_number(&text[number.range.clone()]));
        at = number.range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// A text that was shown by [`mask_text`] and typed on: the numbers whose middle is still hidden are those of the stored
/// one again.
pub fn unmask_text(typed: &str, stored: &str) -> String {
    let mut out = typed.to_owned();
    let mut from = 0;
    for number in numbers_in(stored) {
        let whole = &stored[number.range];
        let hidden = mask_number(whole);
        if let Some(at) = out[from..].find(&hidden).map(|at| from + at) {
            out.replace_range(at..at + hidden.len(), whole);
            from = at + whole.len();
        }
    }
    out
}

/// Everything in a text that looks like a number of a person, in order. Days, moments (`20261105143000`) and amounts are none.
pub fn numbers_in(text: &str) -> Vec<FoundNumber> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let joined = groups[first + 1..].iter().take(GROUPS - 1).take_while(|g| g.joined).count();
        let known = (first..=first + joined).rev().find_map(|last| Some((last, kind_of(&groups[first..=last])?)));
        if let Some((last, kind)) = known {
            found.push(FoundNumber { range: groups[first].range.start..groups[last].range.end, kind });
            first = last;
        }
        first += 1;
    }
    found
}

/// Digits in a row.
struct Group {
    range: Range<usize>,
    /// The digits, half-width; an X may be the last of them.
    digits: String,
    /// Nothing but one or two blanks or hyphens stands between it and the group before it.
    joined: bool,
}

fn groups(text: &str) -> Vec<Group> {
    // Most texts have no long number: they cost one pass over their bytes. A full-width digit begins with EF BC.
    if text.bytes().filter(|b| b.is_ascii_digit() || *b == 0xbc).count() < LONG - 1 {
        return Vec::new();
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some(digit) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match groups.last_mut().filter(|g| g.range.end == at) {
            Some(group) => {
                group.digits.push(digit);
                group.range.end = end;
            }
            None => {
                let joined = groups.last().is_some_and(|g| joins(&text[g.range.end..at]));
                groups.push(Group { range: at..end, digits: digit.to_string(), joined });
            }
        }
        let Some(&(_, next)) = chars.peek() else { continue };
        let behind = text[end + next.len_utf8()..].chars().next();
        if matches!(next, 'X' | 'x' | '\u{ff38}' | '\u{ff58}') && !behind.is_some_and(|c| c.is_ascii_alphanumeric()) {
            if let Some(group) = groups.last_mut() {
                group.digits.push('X');
                group.range.end = end + next.len_utf8();
            }
            chars.next();
        }
    }
    groups
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}

fn joins(between: &str) -> bool {
    let sign = |c: char| {
        c.is_whitespace() && c != '\n' && c != '\r'
            || matches!(c, '-' | '\u{ff0d}' | '–' | '—' | '·' | '.' | '_' | '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    (1..=2).contains(&between.chars().count()) && between.chars().all(sign)
}

/// What these groups are when they are one number.
fn kind_of(groups: &[Group]) -> Option<NumberKind> {
    let number: String = groups.iter().map(|g| g.digits.as_str()).collect();
    let lengths: Vec<usize> = groups.iter().map(|g| g.digits.len()).collect();
    if is_moment(&number) {
        return None;
    }
    if is_id(&number) {
        return Some(NumberKind::Id);
    }
    // 150 20261105 is an amount and a day.
    let parted = match lengths[..] {
        [3, 8] => !is_day(&number[3..]),
        [3, 4, 4] | [3, 3, 5] | [4, 3, 4] | [4, 4, 3] | [7, 4] => true,
        _ => lengths.len() == 1,
    };
    if is_mobile(&number) && parted {
        return Some(NumberKind::Phone);
    }
    let landline = number.starts_with('0') && !number.starts_with("00") && (10..=12).contains(&number.len());
    if landline && matches!(lengths[..], [11 | 12] | [3 | 4, 7 | 8] | [3 | 4, 3 | 4, 4]) {
        return Some(NumberKind::Phone);
    }
    match lengths[..] {
        [one] => (one >= LONG).then_some(NumberKind::Other),
        // Years in a row begin with 1 or 2, no card does.
        _ if !(16..=19).contains(&number.len()) || number.starts_with(['0', '1', '2']) => None,
        [6, _] | [4, 4, 4, 4] | [4, 4, 4, 4, _] => Some(NumberKind::Other),
        _ => None,
    }
}

/// Eighteen characters, or fifteen digits of the old kind, with a province and a day where they belong.
fn is_id(number: &str) -> bool {
    let day = match number.len() {
        18 => number.get(6..14).map(str::to_owned),
        15 => number.get(6..12).map(|d| format!("19{d}")),
        _ => None,
    };
    let province = number.get(..2).and_then(|p| p.parse::<u8>().ok());
    let real = matches!(province, Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91));
    real && !(number.len() == 15 && number.ends_with('X')) && day.is_some_and(|d| is_day(&d))
}

fn is_mobile(number: &str) -> bool {
    let second = number.as_bytes().get(1);
    number.len() == 11
        && number.starts_with('1')
        && second.is_some_and(|b| (b'3'..=b'9').contains(b))
        && !number.ends_with('X')
}

/// Whether digits are a day: `20260305`.
fn is_day(digits: &str) -> bool {
    let part = |r: Range<usize>| digits.get(r).and_then(|p| p.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day), 8) = (part(0..4), part(4..6), part(6..8), digits.len()) else {
        return false;
    };
    let year = i32::try_from(year).unwrap_or(0);
    (1880..2100).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// Whether digits are a moment: `202603051430`, with seconds or without, as files are named.
fn is_moment(digits: &str) -> bool {
    let clock = |r: Range<usize>, most: u32| digits.get(r).is_none_or(|p| p.parse::<u32>().is_ok_and(|n| n < most));
    matches!(digits.len(), 12 | 14 | 17)
        && digits.starts_with("20")
        && digits.get(..8).is_some_and(is_day)
        && clock(8..10, 24)
        && clock(10..12, 60)
        && clock(12..14, 60)
}

/// A number as it stands in a text: of the long ones the first six digits and the last four stay, of others the first three.
fn mask_number(number: &str) -> String {
    let count = number.chars().filter(|c| counts(*c)).count();
    mask(number, if count > 14 { 6 } else { 3 }, 4)
}

fn counts(c: char) -> bool {
    digit(c).is_some() || c.is_ascii_alphabetic() || matches!(c, '\u{ff38}' | '\u{ff58}')
}

/// Stars for all but the first `head` and the last `tail` digits and letters; fewer at the head where less than four would
/// be hidden, and none at all where that is not enough.
pub(super) fn mask(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().filter(|c| counts(*c)).count();
    let (head, tail) = if count < tail + HIDDEN { (0, 0) } else { (head.min(count - tail - HIDDEN), tail) };
    let mut at = 0;
    let hide = |c: char| {
        at += usize::from(counts(c));
        if counts(c) && at > head && at + tail <= count { '*' } else { c }
    };
    text.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_within_a_text_lose_their_middle_however_they_are_written() {
        for (text, masked) in [
            ("身份证419923196406033589,电话13900001234。", "身份证419923********3589,电话139****1234。"),
            ("41992319640603358X", "419923********358X"),
            ("旧号419923640603358", "旧号419923*****3358"),
            ("419923 19640603 3589", "419923 ******** 3589"),
            ("4199-2319-6406-0335-89", "4199-23**-****-**35-89"),
            ("139 0000 1234", "139 **** 1234"),
            ("139-0000-1234/13800001111", "139-****-1234/138****1111"),
            ("+86 13900001234", "+86 139****1234"),
            ("8613900001234", "861******1234"),
            (
                "\u{ff11}\u{ff13}\u{ff19}\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff11}\u{ff12}\u{ff13}\u{ff14}",
                "\u{ff11}\u{ff13}\u{ff19}****\u{ff11}\u{ff12}\u{ff13}\u{ff14}",
            ),
            ("0393-1234567", "039*-***4567"),
            ("卡6222021234567890123", "卡622202*********0123"),
            ("6222 0212 3456 7890 123", "6222 02** **** ***0 123"),
            ("13900001234 13800001111", "139****1234 138****1111"),
        ] {
            assert_eq!(mask_text(text), masked);
            assert_eq!(unmask_text(masked, text), text, "and typed on it is what was stored");
        }
    }

    #[test]
    fn days_moments_amounts_and_numbers_of_papers_stay() {
        for text in [
            "2026-03-05 14:30",
            "2026-03-05—2026-03-12",
            "2021 2022 2023 2024",
            "微信图片_20261105143000.jpg",
            "1234567.89元",
            "150 2026-11-05",
            "150 20261105",
            "2026-017、2026-018",
            "豫发〔2026〕15号,共 1234567890 元",
            "",
        ] {
            assert_eq!(mask_text(text), text);
        }
    }

    #[test]
    fn what_was_typed_on_a_masked_text_keeps_its_numbers() {
        let stored = "子13900001234,女13900101234";
        let shown = mask_text(stored).into_owned();
        assert_eq!(shown, "子139****1234,女139****1234");
        assert_eq!(unmask_text(&format!("{shown},都在外"), stored), format!("{stored},都在外"));
        assert_eq!(unmask_text("女139****1234", "女13900101234,子13900001234"), "女13900101234");
        assert_eq!(unmask_text("138****1234", stored), "138****1234", "what was never stored stays as typed");
    }

    proptest! {
        #[test]
        fn a_masked_text_is_as_long_and_holds_no_number(text in "[0-9x\u{ff11} \\-年a]{0,60}") {
            let masked = mask_text(&text).into_owned();
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            prop_assert!(numbers_in(&masked).is_empty(), "{} of {}", masked, text);
            prop_assert_eq!(unmask_text(&masked, &text), text);
        }
    }
}
