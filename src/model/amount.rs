//! The numbers that a rule is written with, as strings in the toml: how many (`12.5`, `80%`), what it is worth
//! (`-0.5`, `+1~5`, `-all`), a share or a factor (`70%`, `1/2`). All exact; never a float.
//! Not here: which number stands where (`checklist::rule`).

use super::points::Points;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The error that a text is none of the ways in which a number of a rule may be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}”写法不对,应写成 {like}")]
pub struct NotANumber {
    text: String,
    like: &'static str,
}

/// How many of whatever is counted, in hundredths: 100 is one person, one percent, one yuan, one hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

impl Amount {
    pub const ONE: Self = Self(100);
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Points(self.0).fmt(f)
    }
}

impl FromStr for Amount {
    type Err = NotANumber;
    fn from_str(s: &str) -> Result<Self, NotANumber> {
        let number = s.strip_suffix('%').unwrap_or(s);
        number.parse().map(|p: Points| Self(p.0)).map_err(|_| bad(s, "12、12.5 或 80%(最多两位小数)"))
    }
}

/// A factor as an exact fraction: `2`, `1/2`, `70%`, `0`. Never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    num: i64,
    den: i64,
}

impl Factor {
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// The factor `num / den`, exactly; `None` where `den` is not positive or the factor would be negative.
    pub fn new(num: i64, den: i64) -> Option<Self> {
        (den > 0 && num >= 0).then_some(Self { num, den })
    }

    /// So many hundredths times the factor, halves rounded away from zero.
    pub fn of(self, hundredths: i64) -> i64 {
        rounded(i128::from(hundredths) * i128::from(self.num), i128::from(self.den))
    }

    pub fn parts(self) -> (i64, i64) {
        (self.num, self.den)
    }
}

/// `num / den` to a whole number, halves away from zero; saturating, and 0 for a `den` that is not positive.
pub fn rounded(num: i128, den: i128) -> i64 {
    if den <= 0 {
        return 0;
    }
    let twice = (num.abs() * 2 + den) / (den * 2);
    i64::try_from(twice * num.signum()).unwrap_or(if num < 0 { i64::MIN } else { i64::MAX })
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.num, self.den) {
            (n, 1) => write!(f, "{n}"),
            (n, d) if 10_000 % d == 0 => write!(f, "{}%", Points(n * (10_000 / d))),
            (n, d) => write!(f, "{n}/{d}"),
        }
    }
}

impl FromStr for Factor {
    type Err = NotANumber;
    fn from_str(s: &str) -> Result<Self, NotANumber> {
        let err = || bad(s, "2、1/2 或 70%");
        let hundredths = |t: &str| t.parse::<Points>().map(|p| p.0).map_err(|_| err());
        let (num, den) = match (s.split_once('/'), s.strip_suffix('%')) {
            (Some((a, b)), _) => (hundredths(a)?, hundredths(b)?),
            (None, Some(percent)) => (hundredths(percent)?, 10_000),
            (None, None) => (hundredths(s)?, 100),
        };
        let shared = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let part = |n: i64| i64::try_from(n.unsigned_abs() / shared).map_err(|_| err());
        if num < 0 || den < 0 {
            return Err(err());
        }
        Self::new(part(num)?, part(den)?).ok_or_else(err)
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// What one unit, tier or choice is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The sign as written: `Some(true)` for `+`, `Some(false)` for `-`. Only a rule with a `share` goes without.
    pub gain: Option<bool>,
    pub size: Size,
}

/// How much something is worth, without the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Points(Points),
    /// Between two numbers of points, both included, at the discretion of whoever scores: always asked, never
    /// suggested.
    Range(Points, Points),
    /// All the points that the item has.
    All,
}

impl Worth {
    /// The points with their sign: a fixed worth, or all of an item that has `full`; `None` for a range.
    pub fn points(self, full: Points) -> Option<Points> {
        match self.size {
            Size::Points(p) => Some(self.signed(p)),
            Size::All => Some(self.signed(full)),
            Size::Range(..) => None,
        }
    }

    /// So many points with the sign of this worth; without one they are a deduction.
    pub fn signed(self, size: Points) -> Points {
        if self.gain == Some(true) { size } else { Points::ZERO - size }
    }

    pub fn gains(self) -> bool {
        self.gain == Some(true)
    }
}

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = self.gain.map_or("", |gain| if gain { "+" } else { "-" });
        match self.size {
            Size::Points(p) => write!(f, "{sign}{p}"),
            Size::Range(low, high) => write!(f, "{sign}{low}~{high}"),
            Size::All => write!(f, "{sign}all"),
        }
    }
}

impl FromStr for Worth {
    type Err = NotANumber;
    fn from_str(s: &str) -> Result<Self, NotANumber> {
        let err = || bad(s, "-0.5、+2、-0.5~2 或 -all");
        let points = |t: &str| t.parse::<Points>().ok().filter(|p| *p >= Points::ZERO).ok_or_else(err);
        let (gain, rest) = match (s.strip_prefix('+'), s.strip_prefix('-')) {
            (Some(rest), _) => (Some(true), rest),
            (None, Some(rest)) => (Some(false), rest),
            (None, None) => (None, s),
        };
        let size = match rest.split_once('~') {
            _ if rest == "all" => Size::All,
            Some((low, high)) => Size::Range(points(low)?, points(high)?),
            None => Size::Points(points(rest)?),
        };
        match size {
            Size::Range(low, high) if low > high => Err(err()),
            _ => Ok(Self { gain, size }),
        }
    }
}

fn bad(text: &str, like: &'static str) -> NotANumber {
    NotANumber { text: text.to_owned(), like }
}

/// Serialises a number as the text that it is written with.
macro_rules! as_text {
    ($($ty:ty),+) => {$(
        impl Serialize for $ty {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}
as_text!(Amount, Factor, Worth);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for text in ["-0.5", "+2", "0.3", "-0.5~2", "+1~5", "-all"] {
            assert_eq!(text.parse::<Worth>().unwrap().to_string(), text);
        }
        for text in ["", "+", "--1", "-2~1", "+all~2", "0.333", "-x"] {
            assert!(text.parse::<Worth>().is_err(), "{text}");
        }
        for (text, parts) in
            [("2", (2, 1)), ("1/2", (1, 2)), ("70%", (7, 10)), ("0", (0, 1)), ("33.33%", (3333, 10_000))]
        {
            assert_eq!(text.parse::<Factor>().unwrap().parts(), parts, "{text}");
        }
        for text in ["", "1/0", "-1", "-1/-2", "a%"] {
            assert!(text.parse::<Factor>().is_err(), "{text}");
        }
        assert_eq!("80%".parse(), Ok(Amount(8000)));
        assert_eq!(["7/10", "3/2", "1/3"].map(|t| t.parse::<Factor>().unwrap().to_string()), ["70%", "150%", "1/3"]);
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!([(5, 2), (-5, 2), (1, 3), (2, 3), (0, 7), (4, 0)].map(|(n, d)| rounded(n, d)), [3, -3, 0, 1, 0, 0]);
        let third: Factor = "1/3".parse().unwrap();
        assert_eq!([third.of(100), third.of(-200)], [33, -67]);
    }
}
