//! Ledgers (台账): what a data file says of one, and its rows with where they stand on a day.
//! Not here: reading the files (`catalog`), the rows on disk (`store::ledger`).

use super::{
    date::Date,
    field::{FieldSpec, FieldType},
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The ledger of what is to be put right: deductions and problems become its rows.
pub const RECTIFICATION: &str = "rectification";
/// Its fields that code fills or prints, by the ids of `data/ledgers/rectification.toml`.
pub const REQUIREMENT: &str = "requirement";
pub const MEASURE: &str = "measure";
/// Of every ledger whose rows are closed one by one: who said that a row is done.
pub const CLOSED_BY: &str = "closed_by";

/// The further fields of an activity that hold problems and what is to be done about them, a line each.
pub const PROBLEMS: &str = "problems";
pub const MEASURES: &str = "measures";

/// A deadline this many days away or fewer is *soon*.
pub const SOON_DAYS: i64 = 10;
/// Days to put something right that are proposed, to be changed by whoever answers for it.
pub const PROPOSED_DAYS: u64 = 30;

/// Names that columns may use besides the ids of fields.
pub const COLUMNS: [&str; 7] = ["state", "no", "title", "opened", "due", "closed", "org"];

/// One ledger as its file describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    pub id: String,
    pub name: String,
    pub version: u32,
    /// Rows are closed one by one; a row of a log is closed on its own day.
    pub closes: bool,
    /// May be posted where everybody reads it.
    #[serde(default)]
    pub public: bool,
    /// What a row is about is a person.
    #[serde(default)]
    pub person: bool,
    pub labels: Labels,
    #[serde(default)]
    pub fields: Vec<FieldSpec>,
    /// Columns on the screen: [`COLUMNS`] and ids of fields.
    pub list: Vec<String>,
    /// Columns of the printed form.
    pub form: Vec<FormColumn>,
    #[serde(default)]
    pub basis: String,
}

/// What a ledger calls what every row has. Empty: this ledger has no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Labels {
    pub title: String,
    pub opened: String,
    pub due: String,
    pub closed: String,
    /// A row that is still open, and one that is done.
    pub open: String,
    pub done: String,
}

/// A column of the printed form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormColumn {
    pub heading: String,
    /// What stands in it, one below the other: [`COLUMNS`] and ids of fields.
    pub value: Vec<String>,
    /// In narrow characters.
    pub width: u16,
}

impl Ledger {
    /// What a column of the list is called.
    pub fn heading<'a>(&'a self, column: &'a str) -> &'a str {
        match column {
            "state" => "情况",
            "no" => "序号",
            "org" => "党组织名称",
            "title" => &self.labels.title,
            "opened" => &self.labels.opened,
            "due" => &self.labels.due,
            "closed" => &self.labels.closed,
            id => self.fields.iter().find(|f| f.id == id).map_or(id, |f| &f.label),
        }
    }

    /// What stands in a column of a row; nothing where it has none.
    pub fn value(&self, row: &LedgerEntry, column: &str, around: &Around) -> String {
        let day = |date: Option<Date>| date.map_or(String::new(), around.day);
        match column {
            "state" => self.state_words(row.standing(around.today)),
            "no" => around.no.to_string(),
            "org" => around.org.to_owned(),
            "title" => row.title.clone(),
            "opened" => day(Some(row.opened_on)),
            "due" => day(row.due_on),
            "closed" => day(row.closed_on),
            id => {
                let text = row.text(id);
                let is_date = self.fields.iter().any(|f| f.id == id && f.kind == FieldType::Date);
                text.parse().ok().filter(|_| is_date).map_or_else(|| text.to_owned(), around.day)
            }
        }
    }

    /// How a row stands, in words: `超期3天`.
    pub fn state_words(&self, standing: Standing) -> String {
        match standing {
            Standing::Closed if self.closes => self.labels.done.clone(),
            Standing::Closed => String::new(),
            Standing::Open(Some(days)) if days < 0 => format!("超期{}天", -days),
            Standing::Open(Some(0)) => "今天到期".to_owned(),
            Standing::Open(Some(days)) if days <= SOON_DAYS => format!("还剩{days}天"),
            Standing::Open(_) => self.labels.open.clone(),
        }
    }
}

/// What a row's columns need that is not in the row.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// The row's number on the list, from 1.
    pub no: usize,
    pub today: Date,
    /// How days are written there.
    pub day: fn(Date) -> String,
}

/// One row of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    pub id: LedgerEntryId,
    pub org: OrgId,
    /// The ledger's id.
    pub ledger: String,
    /// What it is about, in one line; never empty.
    pub title: String,
    pub opened_on: Date,
    pub due_on: Option<Date>,
    /// Of a log the day itself.
    pub closed_on: Option<Date>,
    /// What else the ledger asks for, by the fields' ids. What no field describes is kept.
    pub fields: BTreeMap<String, Value>,
    /// What it came from.
    pub member: Option<MemberId>,
    pub activity: Option<ActivityId>,
    pub sheet: Option<SheetId>,
    /// The item of that sheet; empty for none.
    pub item: String,
}

/// How a row stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// With the days left, less than 0 once overdue; `None` without a deadline.
    Open(Option<i64>),
    Closed,
}

impl Standing {
    pub fn on(today: Date, due_on: Option<Date>, closed_on: Option<Date>) -> Self {
        match closed_on {
            Some(_) => Self::Closed,
            None => Self::Open(due_on.map(|due| (due - today).num_days())),
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }

    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Open(Some(days)) if days < 0)
    }

    /// Open, not overdue, and not long to go.
    pub fn is_due_soon(self) -> bool {
        matches!(self, Self::Open(Some(0..=SOON_DAYS)))
    }
}

impl LedgerEntry {
    /// A row that is not saved yet.
    pub fn new(org: OrgId, ledger: &Ledger, opened_on: Date) -> Self {
        Self {
            id: LedgerEntryId(0),
            org,
            ledger: ledger.id.clone(),
            title: String::new(),
            opened_on,
            due_on: None,
            closed_on: (!ledger.closes).then_some(opened_on),
            fields: BTreeMap::new(),
            member: None,
            activity: None,
            sheet: None,
            item: String::new(),
        }
    }

    /// The text of a field; empty where it has none.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// Empty: takes the field away.
    pub fn set(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.fields.remove(field);
        } else {
            self.fields.insert(field.to_owned(), Value::String(text.to_owned()));
        }
    }

    pub fn standing(&self, today: Date) -> Standing {
        Standing::on(today, self.due_on, self.closed_on)
    }
}

/// How many rows a ledger has, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerCount {
    pub all: usize,
    pub open: usize,
    pub overdue: usize,
    /// Open, and the deadline is near.
    pub soon: usize,
    /// Days to the nearest deadline among those.
    pub nearest: Option<i64>,
}

impl LedgerCount {
    pub fn add(&mut self, standing: Standing) {
        self.all += 1;
        self.open += usize::from(standing.is_open());
        self.overdue += usize::from(standing.is_overdue());
        if let (true, Standing::Open(Some(days))) = (standing.is_due_soon(), standing) {
            self.soon += 1;
            self.nearest = Some(self.nearest.map_or(days, |n| n.min(days)));
        }
    }
}

/// Where the rectification of something stands that rows were made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rectified {
    /// At least one row is open.
    UnderWay,
    /// All are closed; the sheet itself is untouched until somebody scores anew.
    ToReview,
}

impl Rectified {
    pub fn name(self) -> &'static str {
        match self {
            Self::UnderWay => "整改中",
            Self::ToReview => "已整改,待复核",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_by_its_deadline_until_it_is_closed() {
        let ledger = Ledger {
            closes: true,
            labels: Labels { open: "整改中".into(), done: "已销号".into(), ..Labels::default() },
            ..Ledger::default()
        };
        let today: Date = "2026-11-21".parse().unwrap();
        let mut row = LedgerEntry::new(OrgId(1), &ledger, today);
        let words = |row: &LedgerEntry| ledger.state_words(row.standing(today));
        assert_eq!(words(&row), "整改中");
        let mut count = LedgerCount::default();
        for (due, expected) in [
            ("2026-11-18", "超期3天"),
            ("2026-11-21", "今天到期"),
            ("2026-12-01", "还剩10天"),
            ("2026-12-02", "整改中"),
        ] {
            row.due_on = Some(due.parse().unwrap());
            assert_eq!(words(&row), expected);
            count.add(row.standing(today));
        }
        row.closed_on = Some(today);
        assert_eq!(words(&row), "已销号");
        count.add(row.standing(today));
        assert_eq!(count, LedgerCount { all: 5, open: 4, overdue: 1, soon: 2, nearest: Some(0) });
    }

    #[test]
    fn a_field_that_nobody_describes_stays() {
        let today: Date = "2026-11-21".parse().unwrap();
        let mut row = LedgerEntry::new(OrgId(1), &Ledger::default(), today);
        assert_eq!(row.closed_on, Some(today), "a log");
        row.fields.insert("later".into(), serde_json::json!({ "deep": [1] }));
        row.set("measure", "修");
        row.set("measure", "");
        assert_eq!((row.text("later"), row.fields.len()), ("", 1));
    }
}
