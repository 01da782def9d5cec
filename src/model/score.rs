//! The score: what the records suggest, what a person decided, and the totals that keep the two apart.
//! Pure: facts and calendar in, points and reasons out. Not here: where facts come from (`store::facts`).

mod evaluate;
mod findings;

pub use evaluate::evaluate;

use super::{
    date::{Date, Period},
    duty::Status,
    id::{ActivityId, MemberId},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Sub},
    str::FromStr,
};

/// Points in hundredths; never a float. Written with as many decimals as needed, at most two: `100`, `47.5`, `0.25`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

/// The text is no number of points: not a number, or more than two decimals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是有效分值(最多两位小数)")]
pub struct NotPoints(pub String);

impl Points {
    pub const ZERO: Self = Self(0);

    pub fn times(self, n: i64) -> Self {
        Self(self.0 * n)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / 100, self.0.abs() % 100);
        let text = match part {
            0 => format!("{sign}{whole}"),
            p if p % 10 == 0 => format!("{sign}{whole}.{}", p / 10),
            p => format!("{sign}{whole}.{p:02}"),
        };
        f.pad(&text)
    }
}

impl FromStr for Points {
    type Err = NotPoints;
    fn from_str(s: &str) -> Result<Self, NotPoints> {
        let err = || NotPoints(s.to_owned());
        let (sign, digits) = s.strip_prefix('-').map_or((1, s), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !all_digits(whole) || !all_digits(part) {
            return Err(err());
        }
        let whole: i64 = whole.parse().map_err(|_| err())?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| err())?;
        Ok(Self(sign * (whole * 100 + part)))
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Where an item stands. Not scored ≠ 0 ≠ not applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Decided,
    Suggested,
    Open,
    NotApplicable,
}

/// Something missing behind an item, and whether it can still be put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// In words: `支委会 2月 无记录`.
    pub text: String,
    pub status: Status,
    /// The duty and period to start the missing record from, where it is one.
    pub duty: Option<String>,
    pub group: Option<String>,
    pub period: Option<Period>,
    /// The member whose roster entry lacks something, where it is that.
    pub member: Option<MemberId>,
    /// What it costs now: 0 while it can still be done in time, unless nothing at all was recorded this year (无记录不得分).
    pub cost: Points,
}

/// One item scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    pub no: String,
    pub text: String,
    pub max: Points,
    pub state: State,
    /// What the records suggest; `None` where they cannot say.
    pub suggestion: Option<Points>,
    pub decided: Option<Points>,
    /// The arithmetic of the suggestion or the reason of the decision, in one line.
    pub reason: String,
    /// The decision was made when the records suggested something else.
    pub stale: bool,
    /// What counts towards *expected*: the decision, else the suggestion, else 0.
    pub expected: Points,
    pub reachable: Points,
    pub records: Vec<ActivityId>,
    pub gaps: Vec<Gap>,
}

impl Scored {
    /// What it loses by the decision, else by the suggestion; `None` where it loses nothing or that is not known.
    pub fn lost(&self) -> Option<Points> {
        let counts = matches!(self.state, State::Decided | State::Suggested);
        Some(self.max - self.expected).filter(|lost| counts && *lost > Points::ZERO)
    }
}

/// Totals of a section or of the sheet. `expected + open` is shown, never a sum that hides the open part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub max: Points,
    /// Only what a person decided.
    pub confirmed: Points,
    /// Decisions, else suggestions.
    pub expected: Points,
    /// The maxima of items that have neither.
    pub open: Points,
    /// Decisions; else the best still possible; open items at their maximum.
    pub reachable: Points,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredSection {
    pub name: String,
    pub totals: Totals,
    pub items: Vec<Scored>,
}

/// A whole sheet on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub checklist: String,
    pub name: String,
    pub on: Date,
    pub totals: Totals,
    pub sections: Vec<ScoredSection>,
    /// In words: maxima that do not add up, decisions under another version of the sheet, which do not count.
    pub warnings: Vec<String>,
}
