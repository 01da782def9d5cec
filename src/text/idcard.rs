//! 公民身份号码 by GB 11643-1999: what it says and whether it can be right; hiding its middle on paper.
//! Not here: comparing it with the rest of a record (`office::roster`, `book`).

use crate::text::number::half_width;
use chrono::NaiveDate;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// What a number says. The area code is not checked: those of abolished counties stay valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdCard {
    /// Year, month, day; a real day.
    pub birth: (i32, u32, u32),
    pub male: bool,
    /// A number of the old kind, which has no check digit and is taken to mean the twentieth century.
    pub fifteen: bool,
}

/// Why a number cannot be right. When several are true, the first in this order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    #[error("身份证号含有数字以外的字符(只有第18位可以是X)")]
    NotDigits,
    #[error("身份证号应为18位(旧号15位),这里是{0}位")]
    Length(usize),
    #[error("身份证号中的出生日期不存在")]
    Birth,
    #[error("身份证号校验码不符:按前17位算,末位应为{expected}")]
    Check { expected: char },
}

/// Reads a number; blanks, full-width digits and a small x do no harm.
pub fn parse(text: &str) -> Result<IdCard, IdFault> {
    let number = normal(text);
    let body = number.strip_suffix('X').filter(|b| b.chars().count() == 17).unwrap_or(&number);
    if body.is_empty() || !body.bytes().all(|b| b.is_ascii_digit()) {
        return Err(if body.is_empty() { IdFault::Length(0) } else { IdFault::NotDigits });
    }
    let (birth, order, fifteen) = match number.len() {
        15 => (format!("19{}", &number[6..12]), &number[14..15], true),
        18 => (number[6..14].to_owned(), &number[16..17], false),
        n => return Err(IdFault::Length(n)),
    };
    let part = |r: std::ops::Range<usize>| birth[r].parse().unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let year = i32::try_from(year).unwrap_or(0);
    if year < 1880 || NaiveDate::from_ymd_opt(year, month, day).is_none() {
        return Err(IdFault::Birth);
    }
    if !fifteen {
        let expected = check_digit(&number[..17]);
        if !number.ends_with(expected) {
            return Err(IdFault::Check { expected });
        }
    }
    let male = order.parse::<u32>().is_ok_and(|n| n % 2 == 1);
    Ok(IdCard { birth: (year, month, day), male, fifteen })
}

/// The eighteenth character that belongs to seventeen digits.
fn check_digit(body: &str) -> char {
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    CHECKS[(sum % 11) as usize]
}

/// Half-width, capital X, without blanks and without the apostrophe that marks text in spreadsheets.
pub fn normal(text: &str) -> String {
    half_width(text)
        .trim_start_matches(['\'', '’', '‘'])
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .map(|c| if c == 'x' { 'X' } else { c })
        .collect()
}

/// The same text for both forms of one [`normal`] number: the old one has no century and no check digit.
pub fn identity(number: &str) -> String {
    match (number.len(), number.get(..6), number.get(6..8), number.get(8..17)) {
        (18, Some(area), Some("19"), Some(rest)) => format!("{area}{rest}"),
        _ => number.to_owned(),
    }
}

/// `419923********3589`: the first six and the last four stay. What is shorter than eleven is hidden whole.
pub fn mask_id(text: &str) -> String {
    mask(text, 6, 4)
}

/// `156****1273`: the first three and the last four stay. What is shorter than eight is hidden whole.
pub fn mask_phone(text: &str) -> String {
    mask(text, 3, 4)
}

/// A cell of which nobody knows what it holds: with as many digits as a phone or an identity number it is hidden as one.
pub fn mask_numbers(cell: &str) -> String {
    match cell.chars().filter(char::is_ascii_digit).count() {
        11 => mask_phone(cell),
        12.. => mask_id(cell),
        _ => cell.to_owned(),
    }
}

fn mask(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let hides = |i| count <= head + tail || (head..count - tail).contains(&i);
    text.chars().enumerate().map(|(i, c)| if hides(i) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sample_of_the_standard_is_right() {
        let card = parse("11010519491231002X").unwrap();
        assert_eq!(card, IdCard { birth: (1949, 12, 31), male: false, fifteen: false });
        assert_eq!(parse("１１０１０５ １９４９１２３１ ００２ｘ"), Ok(card));
        assert_eq!(parse("110105491231002"), Ok(IdCard { fifteen: true, ..card }));
    }

    #[test]
    fn each_fault_is_told_apart() {
        assert_eq!(parse("110105194912310021"), Err(IdFault::Check { expected: 'X' }));
        assert_eq!(parse("11010519491331002X"), Err(IdFault::Birth));
        assert_eq!(parse("1101051949123100"), Err(IdFault::Length(16)));
        assert_eq!(parse("4.19923E+17"), Err(IdFault::NotDigits));
        assert_eq!(parse("11010549123100X"), Err(IdFault::NotDigits));
        assert_eq!(parse(" "), Err(IdFault::Length(0)));
        assert_eq!(IdFault::Check { expected: 'X' }.to_string(), "身份证号校验码不符:按前17位算,末位应为X");
    }

    #[test]
    fn masks_hide_the_middle() {
        assert_eq!(mask_id("419923196406033589"), "419923********3589");
        assert_eq!(mask_id("419923640603358"), "419923*****3358");
        assert_eq!(mask_phone("15600001273"), "156****1273");
        assert_eq!(mask_phone("12345"), "*****");
        assert_eq!(mask_id(""), "");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}") {
            let _ = parse(&text);
            prop_assert_eq!(mask_id(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn one_wrong_digit_is_always_found(body in "[1-9][0-9]{5}19[0-9]{2}0[1-9][12][0-8][0-9]{3}", at in 0usize..17, add in 1u8..10) {
            let right = format!("{body}{}", check_digit(&body));
            prop_assert!(parse(&right).is_ok());
            let mut wrong = right.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + add) % 10;
            prop_assert!(parse(&String::from_utf8(wrong).unwrap()).is_err());
        }
    }
}
