//! A person's telephone number, or several: it shows itself with its middle hidden.
//! Not here: numbers within a text (`mask`), whether one can be right (`office::roster`).

use crate::text::mask::mask;
use serde::{Serialize, Serializer};
use std::fmt;

/// What may stand between several numbers of one person.
const BETWEEN: [char; 7] = ['、', ',', '/', ';', '\u{ff0c}', '\u{ff1b}', '\u{ff0f}'];

/// Somebody's telephone (联系电话) as its source has it, which may be several numbers; empty where it is not known.
/// Shown, logged or written as JSON each hides its middle: `156****1273`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The telephone with all its digits: the only way out, for whom tests/secrets.rs names.
    pub fn whole(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many digits there are where they do not look like a telephone; `None` where they do, or nothing is known.
    pub fn doubtful(&self) -> Option<usize> {
        let fine = |one: &str| {
            let one = one.strip_prefix("+86").unwrap_or(one);
            let plain: String = one.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
            let mobile = plain.len() == 11 && plain.starts_with('1');
            let landline = matches!(plain.len(), 7 | 8) || (plain.starts_with('0') && (10..=12).contains(&plain.len()));
            plain.bytes().all(|b| b.is_ascii_digit()) && (mobile || landline)
        };
        let doubtful = !self.is_empty() && !self.0.split(BETWEEN).all(fine);
        doubtful.then(|| self.0.chars().filter(char::is_ascii_digit).count())
    }

    /// Whether the telephone has the digits that somebody looks for.
    pub fn contains(&self, digits: &str) -> bool {
        self.0.contains(digits)
    }
}

impl From<&str> for Phone {
    fn from(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl From<String> for Phone {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each: String = self
            .0
            .split_inclusive(BETWEEN)
            .map(|part| {
                let number = part.trim_end_matches(BETWEEN);
                mask(number, 3, 4) + &part[number.len()..]
            })
            .collect();
        f.pad(&each)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({self})")
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_several_numbers_hides_its_middle() {
        for (whole, shown) in [
            ("15600001273", "156****1273"),
            ("156-0000-1273", "156-****-1273"),
            ("15600001273、13800001111", "156****1273、138****1111"),
            ("0393-1234567", "039*-***4567"),
            ("12345678", "****5678"),
            ("1234567", "*******"),
            ("", ""),
        ] {
            let phone = Phone::from(whole);
            assert_eq!(phone.to_string(), shown);
            assert_eq!(format!("{phone:?}"), format!("Phone({shown})"));
            assert_eq!(serde_json::to_string(&phone).unwrap(), format!("\"{shown}\""));
        }
    }
}
