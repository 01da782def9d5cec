//! A sheet: one scoring of an organisation by one checklist, with what people put on its items.
//! Not here: the arithmetic (`score`), the checklist itself (`checklist`).

use super::{
    closed_set,
    date::Date,
    grounds::Grounds,
    id::{MarkId, OccurrenceId, OrgId, SheetId},
    points::Points,
};

/// Whose scoring a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetRole {
    /// The year's own sheet, always up to date: the one whose total stands in the title line.
    Running,
    /// 自查: a self-check put on record on one day.
    SelfCheck,
    /// 评分人: one rater's sheet, in a round.
    Rater,
    /// 复核: the superior's review of a round.
    Review,
}

closed_set!(SheetRole {
    Running = "running", "本年";
    SelfCheck = "self", "自查";
    Rater = "rater", "评分人";
    Review = "review", "复核";
});

/// The head of a sheet. Organisation, checklist, version, year, role, round and rater together name one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub id: SheetId,
    pub org: OrgId,
    /// The checklist's id.
    pub checklist: String,
    /// The checklist's version, kept for good: later versions leave the sheet alone.
    pub version: u32,
    pub year: i32,
    pub role: SheetRole,
    /// The round that the sheet is of, `三季度观摩`; the day (and a number) of a self-check that stands by itself; empty on
    /// the running one.
    pub round: String,
    pub rater: String,
    /// The day of scoring; `None` on the running sheet only.
    pub scored_on: Option<Date>,
}

/// Names a sheet: the year's own, saved or not, or any saved one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The year's own sheet, by the checklist's id.
    Running {
        checklist: String,
        year: i32,
    },
    Saved(SheetId),
}

impl Which {
    pub fn running(checklist: &str, year: i32) -> Self {
        Self::Running { checklist: checklist.to_owned(), year }
    }
}

impl Sheet {
    /// The sheet's name as people call it: `三季度观摩 · 张三`.
    pub fn name(&self) -> String {
        match self.role {
            SheetRole::Running => format!("{}年", self.year),
            SheetRole::SelfCheck if self.in_round().is_none() => format!("自查 {}", self.round),
            SheetRole::SelfCheck => format!("{} · 自查", self.round),
            SheetRole::Rater => format!("{} · {}", self.round, self.rater),
            SheetRole::Review if self.rater.is_empty() => format!("{} · 复核", self.round),
            SheetRole::Review => format!("{} · 复核({})", self.round, self.rater),
        }
    }

    /// The round that the sheet belongs to; `None` for the running one and for a self-check that stands by itself.
    pub fn in_round(&self) -> Option<&str> {
        let by_itself = match self.role {
            SheetRole::Running => true,
            SheetRole::SelfCheck => self.scored_on.is_some_and(|day| self.round.starts_with(&day.to_string())),
            SheetRole::Rater | SheetRole::Review => false,
        };
        (!by_itself).then_some(&self.round)
    }

    /// Why nothing more is put on it, saying what to do instead: a self-check is what stood on its day.
    pub fn fixed(&self) -> Option<&'static str> {
        (self.role == SheetRole::SelfCheck)
            .then_some("自查表存下后不再变;要改就改本年的表(Ctrl+T 里选),或删了这张重新存")
    }

    /// The sheet's name in code: the year's own, or its id.
    pub fn which(&self) -> Which {
        match self.role {
            SheetRole::Running => Which::running(&self.checklist, self.year),
            _ => Which::Saved(self.id),
        }
    }

    /// A year's own sheet, not saved yet.
    pub fn running(org: OrgId, checklist: &str, version: u32, year: i32) -> Self {
        Self {
            id: SheetId(0),
            org,
            checklist: checklist.to_owned(),
            version,
            year,
            role: SheetRole::Running,
            round: String::new(),
            rater: String::new(),
            scored_on: None,
        }
    }
}

/// What a person decided on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Points(Points),
    /// The item does not apply here.
    NotApplicable,
}

/// What a person put on one item of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub id: MarkId,
    pub org: OrgId,
    pub sheet: SheetId,
    /// The item's number.
    pub item: String,
    /// The decision; `None`: only a note so far.
    pub decision: Option<Decision>,
    /// The reason of the deduction; required where points < max or not applicable.
    pub reason: String,
    /// The reason was taken over, and begins with the sheet that the decision was made on.
    pub carried: bool,
    /// The points that the records suggested when this was decided; `None` where they could not say.
    pub suggested: Option<Points>,
    /// What the suggestion rested on when this was decided; `None` where that was not kept yet, or nothing was decided.
    pub grounds: Option<Grounds>,
    /// What was seen on the spot; no part of the decision.
    pub note: String,
}

impl Mark {
    /// One without a decision or a note.
    pub fn blank(id: MarkId, org: OrgId, sheet: SheetId, item: String) -> Self {
        let (reason, note) = (String::new(), String::new());
        Self { id, org, sheet, item, decision: None, reason, carried: false, suggested: None, grounds: None, note }
    }
}

/// One thing counted by hand on an item, for a rule that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub id: OccurrenceId,
    pub org: OrgId,
    pub sheet: SheetId,
    /// The item's number and the rule's id within the item.
    pub item: String,
    pub rule: String,
    pub day: Date,
    /// The person or unit concerned; may be empty.
    pub who: String,
    /// How many there were, in hundredths: 100 is one. For a rule (or choice) with a range: the points given or taken,
    /// without sign.
    pub amount: i64,
    /// One of the rule's choices and any of its modifiers, by name, joined by `+` (`到省+集体访`); empty where none.
    pub choice: String,
    pub note: String,
}

/// The result of another sheet of the same organisation and year, for rules that take it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetResult {
    /// The checklist's id.
    pub checklist: String,
    pub expected: Points,
    pub reachable: Points,
}

/// All that people put on one sheet, and what is taken over from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// What people put on the items, at most one mark of an item.
    pub marks: Vec<Mark>,
    /// The things counted by hand, by day.
    pub occurrences: Vec<Occurrence>,
    /// The results of other sheets that have nothing open.
    pub results: Vec<SheetResult>,
}

impl Entered {
    pub fn mark(&self, item: &str) -> Option<&Mark> {
        self.marks.iter().find(|m| m.item == item)
    }

    /// The note on an item; empty for none.
    pub fn note(&self, item: &str) -> &str {
        self.mark(item).map_or("", |m| m.note.as_str())
    }
}
