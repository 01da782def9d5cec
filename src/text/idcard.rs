//! 公民身份号码 by GB 11643-1999: what it says and whether it can be right; it shows itself with its middle hidden.
//! Not here: comparing it with the rest of a record (`office::roster`, `book`), numbers within a text (`mask`).

use crate::text::{mask::mask, number::half_width};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::fmt;

/// The number of somebody's identity card (公民身份号码), 15 or 18 characters, as its source has it; empty where it is not
/// known. Shown, logged or written as JSON it hides its middle: `419923********3589`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdNumber(String);

impl IdNumber {
    /// The number with all its digits: the only way out, for whom tests/secrets.rs names.
    pub fn whole(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the number says: sex, birth and kind.
    ///
    /// # Errors
    ///
    /// Why it cannot be an identity number.
    pub fn parse(&self) -> Result<IdCard, IdFault> {
        parse(&self.0)
    }

    /// Whose number this is, the same for its old and its new form; `None` where it is not known.
    pub fn identity(&self) -> Option<Identity> {
        let number = normal(&self.0);
        (!number.is_empty()).then(|| Identity(identity(&number)))
    }

    /// Whether the number has the digits that somebody looks for.
    pub fn contains(&self, digits: &str) -> bool {
        self.0.to_ascii_uppercase().contains(&digits.to_ascii_uppercase())
    }
}

impl From<&str> for IdNumber {
    fn from(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl From<String> for IdNumber {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&mask(&self.0, 6, 4))
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({self})")
    }
}

impl Serialize for IdNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The person whom an identity number means: equal for the old and the new number of one person. To compare, not to
/// show.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(String);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", mask(&self.0, 6, 4))
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// What an identity number says. The area code is not checked: those of abolished counties stay valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdCard {
    /// Day of birth as year, month and day; always a day of the calendar.
    pub birth: (i32, u32, u32),
    pub male: bool,
    /// The number is of the old kind with fifteen digits, which has no check digit and is taken to mean the twentieth
    /// century.
    pub fifteen: bool,
}

/// Why an identity number cannot be right; of several faults the first in this order.
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

/// Reads an identity number of 15 or 18 characters; blanks, full-width digits and a small x do no harm.
///
/// # Errors
///
/// The first fault of the number, see [`IdFault`].
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

/// An identity number in its normal form: half-width, capital X, without blanks and without the apostrophe that marks
/// text in spreadsheets.
pub fn normal(text: &str) -> String {
    half_width(text)
        .trim_start_matches(['\'', '’', '‘'])
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .map(|c| if c == 'x' { 'X' } else { c })
        .collect()
}

/// One text for both forms of a [`normal`] number: the old one has no century and no check digit.
fn identity(number: &str) -> String {
    match (number.len(), number.get(..6), number.get(6..8), number.get(8..17)) {
        (18, Some(area), Some("19"), Some(rest)) => format!("{area}{rest}"),
        _ => number.to_owned(),
    }
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
    fn a_number_shows_itself_without_its_middle() {
        let number = IdNumber::from("419923196406033589");
        assert_eq!(number.to_string(), "419923********3589");
        assert_eq!(format!("{number:?}"), "IdNumber(419923********3589)");
        assert_eq!(format!("{:?}", number.identity()), "Some(Identity(419923*****3358))");
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"419923********3589\"");
        assert_eq!(IdNumber::from("419923640603358").to_string(), "419923*****3358");
        assert_eq!(IdNumber::default().to_string(), "");
        assert_eq!(IdNumber::from("1234567").to_string(), "*******");
        assert!(number.contains("3196406") && !number.contains("12"));
    }

    #[test]
    fn both_forms_of_a_number_are_one_identity() {
        let of = |text: &str| IdNumber::from(text).identity();
        assert_eq!(of("110105491231002"), of("\u{3000}11010519491231002x"));
        assert_ne!(of("110105491231002"), of("110105491231003"));
        assert_eq!(of(" "), None);
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,20}") {
            let _ = parse(&text);
            prop_assert_eq!(IdNumber::from(text.as_str()).to_string().chars().count(), text.trim().chars().count());
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
