//! Duties: what is due how often, for whom, on what basis; and the calendar that follows from the facts.
//! Not here: points (`score`).

use super::{
    activity::ActivityKind,
    date::{Date, Period, Span},
    facts::Facts,
    id::ActivityId,
};
use serde::{Deserialize, Serialize};

/// To whom a duty applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    #[default]
    Always,
    /// Branches with a committee: roles on the roster, or at least 7 full members (支部条例).
    Committee,
    /// Once per 党小组; not applicable where there is none.
    EachGroup,
    /// Villages and communities only.
    Village,
    /// 两新 organisations only.
    Enterprise,
}

/// One duty, as `data/duties.toml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub name: String,
    /// Ids of the kinds of activity that fulfil it.
    pub activities: Vec<String>,
    pub every: Span,
    /// How many in one period.
    #[serde(default = "one")]
    pub count: u32,
    #[serde(default)]
    pub applies: Applies,
    /// Only activities where the secretary taught count.
    #[serde(default)]
    pub by_secretary: bool,
    /// First month of the year in which it becomes due (组织生活会: 10); before that it is *not yet*.
    #[serde(default)]
    pub from_month: Option<u32>,
    /// The regulation, as far as it was verified; or that it is a local custom.
    pub basis: String,
}

fn one() -> u32 {
    1
}

/// How a duty stands in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    NotApplicable,
    NotYet,
    Due,
    Done,
    /// Held in time, but typed in well after (more than [`LATE_DAYS`]).
    Late,
    Missed,
}

/// A record typed in more than this many days after the day it was held is a late entry (补录).
pub const LATE_DAYS: i64 = 7;

/// One cell of the calendar: a duty (for one 党小组, where it is per group) in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The duty's id and name.
    pub duty: String,
    pub name: String,
    pub group: Option<String>,
    pub period: Period,
    pub status: Status,
    /// The records that count for it, by day.
    pub records: Vec<ActivityId>,
    /// Days until the period ends; only while due.
    pub days_left: Option<i64>,
}

/// All entries of a year, by duty (in the order of the data file), group and period.
pub fn calendar(_duties: &[Duty], _kinds: &[ActivityKind], _facts: &Facts, _today: Date) -> Vec<Entry> {
    todo!()
}
