//! The score: what the records suggest, what a person decided, and the totals that keep the two apart.
//! Pure: facts and calendar in, points and reasons out. Not here: where facts come from (`store::facts`).

mod duty;
mod evaluate;
mod forecast;
mod frame;
mod item;
mod ledger;
mod limits;
mod measure;
mod measured;
mod result;
mod value;
mod what_if;
mod words;

pub use evaluate::evaluate;
pub use forecast::{Forecast, Ground};
pub use result::{QuotaBreach, quota_breaches, year_points};
pub use what_if::{Supposed, Todo, Won};

use super::{
    amount::Amount,
    checklist::Scope,
    date::{Date, Period},
    duty::Status,
    grounds::Grounds,
    id::{ActivityId, LedgerEntryId, MemberId},
    points::Points,
};
use serde::Serialize;
use std::cmp::Ordering;

/// The state of an item. Not scored ≠ 0 ≠ not applicable.
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
    /// What is missing, in words: `支委会 2月 无记录`.
    pub text: String,
    pub status: Status,
    /// The duty, with `period` and `group`, to start the missing record from, where the gap is a record.
    pub duty: Option<String>,
    pub group: Option<String>,
    pub period: Option<Period>,
    /// The member whose roster entry lacks something; together with a ledger, who has no row in it.
    pub member: Option<MemberId>,
    /// The first column of the roster that the member's entry lacks; empty where it lacks none.
    pub lacks: String,
    /// The ledger to go to, by its id.
    pub ledger: Option<String>,
    /// The row of the ledger to go to.
    pub row: Option<LedgerEntryId>,
    /// How many rows the ledger lacks.
    pub short: u32,
    /// The rows that the ledger lacks count only once they are closed.
    pub closed: bool,
    /// The points that the gap costs now: 0 while it can still be done in time, unless nothing at all was recorded this
    /// year (无记录不得分).
    pub cost: Points,
    /// The points that doing it is worth: what the gap costs now, or would cost once the time is over; 0 where it can
    /// no longer be done.
    pub won: Points,
    /// Hours of work that putting the gap right is thought to take, a setting; hundredths.
    pub hours: Amount,
}

impl Gap {
    /// Whether both are the same thing to do, whatever it is worth now.
    pub fn same(&self, other: &Self) -> bool {
        let key = |g: &Self| (g.period, g.member, g.row);
        key(self) == key(other) && (&self.text, &self.group) == (&other.text, &other.group)
    }

    /// The order of gaps by worth: more points won per hour of work first.
    pub fn by_worth(&self, other: &Self) -> Ordering {
        let per_hour = |a: &Self, b: &Self| i128::from(a.won.0) * i128::from(b.hours.0.max(1));
        per_hour(other, self).cmp(&per_hour(self, other))
    }
}

/// One item of a sheet, scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    pub no: String,
    pub text: String,
    pub max: Points,
    pub state: State,
    /// The points that the records suggest; `None` where they cannot say.
    pub suggestion: Option<Points>,
    pub decided: Option<Points>,
    /// The arithmetic of the suggestion or the reason of the decision, in one line.
    pub reason: String,
    /// The findings of the arithmetic that take points, without what they take.
    pub losses: Vec<String>,
    /// What the suggestion rests on.
    pub grounds: Grounds,
    /// What has changed since the decision, in words: in what it rested on, and in the suggestion itself.
    pub changed: Vec<String>,
    /// The points that count towards *expected*: the decision, else the suggestion, else 0.
    pub expected: Points,
    pub reachable: Points,
    pub records: Vec<ActivityId>,
    pub gaps: Vec<Gap>,
}

impl Scored {
    /// Whether the decision was made on other evidence than there is now.
    pub fn is_stale(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The points that the item loses by the decision, else by the suggestion; `None` where it loses nothing or that is
    /// not known.
    pub fn lost(&self) -> Option<Points> {
        let counts = matches!(self.state, State::Decided | State::Suggested);
        Some(self.max - self.expected).filter(|lost| counts && *lost > Points::ZERO)
    }
}

/// Totals of a section or of the sheet. `expected + open` is shown, never a sum that hides the open part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub max: Points,
    /// 已确认: only what a person decided, without any base.
    pub confirmed: Points,
    /// The points that everybody has to begin with, as they count in `expected` after bounds and conversions; nobody
    /// decided them.
    pub base: Points,
    /// 预估: decisions, else suggestions.
    pub expected: Points,
    /// 待评: the maxima of items that have neither a decision nor a suggestion.
    pub open: Points,
    /// How many items with neither decision nor suggestion have no maximum, so that no points of `open` show them.
    pub open_lines: u32,
    /// 可达: decisions, else the best still possible; open items at their maximum.
    pub reachable: Points,
    /// The maxima of items that do not apply here: in `max`, never in `reachable`.
    pub waived: Points,
}

impl Totals {
    /// What is still open, for the screen: `68`, `9项` where no points show it, `5+9项` for both.
    pub fn open_text(&self) -> String {
        match (self.open, self.open_lines) {
            (points, 0) => points.to_string(),
            (Points::ZERO, n) => format!("{n}项"),
            (points, n) => format!("{points}+{n}项"),
        }
    }

    /// The points that are expected and that may still be given: no work moves them by only making an item known.
    pub fn in_sight(&self) -> Points {
        self.expected + self.open
    }

    /// Whether nothing waits for a person.
    pub fn is_settled(&self) -> bool {
        self.open == Points::ZERO && self.open_lines == 0
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredSection {
    pub name: String,
    /// The sum of the items and of `changes`.
    pub totals: Totals,
    pub items: Vec<Scored>,
    /// What the section does to the sum of its items, in order: its base, its bounds, a veto, a conversion.
    pub changes: Vec<Change>,
}

/// A step between a sum and its total, stated: never silently rescaled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The step in words: `基准分 10`, `“捐款”每年最多 40,超出 5 不计`, `按 100 折 10`.
    pub text: String,
    /// What the step adds to the totals so far.
    pub by: Totals,
}

/// A veto in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veto {
    pub scope: Scope,
    pub item: String,
    /// Why there is a veto, and whom it concerns, in words.
    pub text: String,
    pub who: String,
}

/// The grade of a sheet that has bands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The band by *expected*.
    pub band: String,
    /// The best band that is still possible, by *reachable*.
    pub best: String,
    /// What else moved the band, in words: vetoes, drops, direct grades.
    pub reasons: Vec<String>,
}

/// Something given or taken that is not points: `3 万元`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    pub item: String,
    pub amount: Amount,
    pub unit: String,
}

/// A whole sheet, scored as of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub checklist: String,
    pub name: String,
    pub on: Date,
    /// The sum of the sections and of `changes`.
    pub totals: Totals,
    pub sections: Vec<ScoredSection>,
    /// What the sheet does to the sum of its sections, in order: its start, caps that items share, its bounds.
    pub changes: Vec<Change>,
    pub vetoes: Vec<Veto>,
    /// The band; `None` on a sheet without bands.
    pub grade: Option<Graded>,
    pub money: Vec<Money>,
    /// What is wrong with the sheet, in words: maxima that do not add up, decisions under another version of the
    /// checklist, which do not count.
    pub warnings: Vec<String>,
}

impl Score {
    pub fn items(&self) -> impl Iterator<Item = &Scored> {
        self.sections.iter().flat_map(|s| &s.items)
    }

    /// Whether a veto on more than one person is in force: no total is to be read without it.
    pub fn is_vetoed(&self) -> bool {
        self.vetoes.iter().any(|v| v.scope != Scope::Person)
    }
}
