//! Ledgers (台账): what a data file says of one, and its rows with where they stand on a day.
//! Not here: reading the files (`catalog`), the rows on disk (`store::ledger`).

mod check;
mod paper;

pub use paper::{PaperColumn, RowCell, RowPaper, RowSheet};

use super::{
    date::Date,
    field::{FieldSpec, FieldType},
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
    lack::in_words,
    points::Points,
};
use chrono::Datelike;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The ledger of what is to be put right: deductions and problems become its rows.
pub const RECTIFICATION: &str = "rectification";
/// The fields of the rectification ledger that code fills or prints, by their ids in `data/ledgers/rectification.toml`:
/// what is required, the measure, who is in charge.
pub const REQUIREMENT: &str = "requirement";
pub const MEASURE: &str = "measure";
pub const IN_CHARGE: &str = "person";
/// The field, by its id, that says who closed a row, in every ledger whose rows are closed one by one.
pub const CLOSED_BY: &str = "closed_by";

/// The further fields of an activity, by their ids, that hold problems and what is to be done about them, a line each.
pub const PROBLEMS: &str = "problems";
pub const MEASURES: &str = "measures";

/// Days before a deadline within which a row is due *soon*.
pub const SOON_DAYS: i64 = 10;
/// Days to put something right that are proposed, to be changed by whoever answers for it.
pub const PROPOSED_DAYS: u64 = 30;

/// Names that columns may use besides the ids of fields.
pub const COLUMNS: [&str; 10] = ["state", "no", "title", "opened", "due", "closed", "org", "step", "lacks", "total"];

/// One ledger as its file describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    pub id: String,
    pub name: String,
    pub version: u32,
    /// The rows are closed one by one (销号); where not, the ledger is a log (流水账) and each row is closed on its own day.
    pub closes: bool,
    /// The ledger may be posted where everybody reads it.
    #[serde(default)]
    pub public: bool,
    /// The thing that a row is about is a person.
    #[serde(default)]
    pub person: bool,
    /// The id of the field that names the member a row belongs to, where that is not what the row is about; else empty.
    #[serde(default)]
    pub member: String,
    /// The ids of dates that follow one another; see [`Ledger::lacks`].
    #[serde(default)]
    pub steps: Vec<String>,
    /// The id of the field that says why a row's steps go no further.
    #[serde(default)]
    pub stopped: String,
    /// The ids of fields that no row may leave blank.
    #[serde(default)]
    pub required: Vec<String>,
    /// The id of the number that adds up for each member over a year, in the column `total`.
    #[serde(default)]
    pub sum: String,
    pub labels: Labels,
    #[serde(default)]
    pub fields: Vec<FieldSpec>,
    /// The columns on the screen: [`COLUMNS`] and ids of fields.
    pub list: Vec<String>,
    /// The columns of the printed form.
    pub form: Vec<PaperColumn>,
    /// The paper of a single row; `None`: everything that stands in the row, field by field.
    #[serde(default)]
    pub paper: Option<RowPaper>,
    #[serde(default)]
    pub basis: String,
}

/// What a ledger calls what every row has; empty where this ledger has no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Labels {
    pub title: String,
    pub opened: String,
    pub due: String,
    pub closed: String,
    /// What a row is called that is still open.
    pub open: String,
    /// What a row is called that is closed.
    pub done: String,
}

impl Ledger {
    /// What a column of the list is called.
    pub fn heading<'a>(&'a self, column: &'a str) -> &'a str {
        match column {
            "state" => "情况",
            "no" => "序号",
            "org" => "党组织名称",
            "step" => "走到哪一步",
            "lacks" => "还缺",
            "total" => "累计",
            "title" => &self.labels.title,
            "opened" => &self.labels.opened,
            "due" => &self.labels.due,
            "closed" => &self.labels.closed,
            id => self.field(id).map_or(id, |f| &f.label),
        }
    }

    /// What closing a row is called, after what a closed row is: 离岗, 归档, 销号.
    pub fn closing(&self) -> &str {
        self.labels.done.strip_prefix('已').unwrap_or(&self.labels.done)
    }

    pub fn field(&self, id: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The column that names the member a row belongs to: what the row is about, or a field; `None` where rows belong
    /// to nobody.
    pub fn member_column(&self) -> Option<&str> {
        if self.person { Some("title") } else { Some(self.member.as_str()).filter(|id| !id.is_empty()) }
    }

    /// The sum of each row with those before it, for the same person in the same year; by the row's id. Empty where the
    /// ledger adds nothing up.
    pub fn totals(&self, rows: &[LedgerEntry]) -> BTreeMap<LedgerEntryId, Points> {
        let mut sums: BTreeMap<(i32, Option<MemberId>, &str), Points> = BTreeMap::new();
        let mut rows: Vec<&LedgerEntry> = if self.sum.is_empty() { Vec::new() } else { rows.iter().collect() };
        rows.sort_by_key(|r| (r.opened_on, r.id));
        let mut totals = BTreeMap::new();
        for row in rows {
            // Two members may have one name.
            let named = self.member_column().filter(|_| row.member.is_none());
            let name = named.map_or("", |id| if id == "title" { &row.title } else { row.text(id) });
            let sum = sums.entry((row.opened_on.year(), row.member, name)).or_default();
            // What is no number of points adds nothing.
            *sum += row.text(&self.sum).parse().unwrap_or_default();
            totals.insert(row.id, *sum);
        }
        totals
    }

    /// The text in a column of a row; empty where there is none.
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
            "step" => self.step(&row.fields).to_owned(),
            "lacks" => in_words(&self.lacks(row.opened_on, row.closed_on, &row.fields)),
            "total" => around.totals.get(&row.id).map_or(String::new(), Points::to_string),
            id => {
                let text = row.text(id);
                let is_date = self.field(id).is_some_and(|f| f.kind == FieldType::Date);
                text.parse().ok().filter(|_| is_date).map_or_else(|| text.to_owned(), around.day)
            }
        }
    }

    /// A row in a line, as the record of the member tells it whom it belongs to: `设岗定责 在岗 美丽乡村岗`.
    pub fn of_member(&self, row: &LedgerEntry, today: Date) -> String {
        let around = Around { org: "", no: 1, today, day: |d| d.to_string(), totals: &BTreeMap::new() };
        let told = |c: &&String| {
            !matches!(c.as_str(), "no" | "opened" | "lacks" | "total") && self.member_column() != Some(c.as_str())
        };
        let values = self.list.iter().filter(told).map(|c| self.value(row, c, &around)).filter(|t| !t.is_empty());
        std::iter::once(self.name.trim_end_matches("台账").to_owned()).chain(values).collect::<Vec<_>>().join(" ")
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
    /// How days are written in the place where the row is shown.
    pub day: fn(Date) -> String,
    /// The [`Ledger::totals`] of the rows that this one stands among.
    pub totals: &'a BTreeMap<LedgerEntryId, Points>,
}

/// One row of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    pub id: LedgerEntryId,
    pub org: OrgId,
    /// The ledger's id.
    pub ledger: String,
    /// What the row is about, in one line; never empty.
    pub title: String,
    pub opened_on: Date,
    pub due_on: Option<Date>,
    /// The day on which the row was closed; in a log the day itself.
    pub closed_on: Option<Date>,
    /// What else the ledger asks for, by the fields' ids. Values that no field describes are kept.
    pub fields: BTreeMap<String, Value>,
    /// The member that the row belongs to.
    pub member: Option<MemberId>,
    /// The record that the row came from.
    pub activity: Option<ActivityId>,
    /// The scoring that the row came from.
    pub sheet: Option<SheetId>,
    /// The number of the item of `sheet` that the row came from; empty for none.
    pub item: String,
}

/// How a row stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Open, with the days left, less than 0 once overdue; `None` without a deadline.
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

    /// Whether the row is open, not overdue, and has no more than [`SOON_DAYS`] to go.
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

    /// Sets the text of a field; an empty text takes the field away.
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

/// How many rows a ledger has in a year: those that are open, or were closed in it; and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerCount {
    pub all: u32,
    pub open: u32,
    pub overdue: u32,
    /// Rows that are open and whose deadline is no more than [`SOON_DAYS`] away.
    pub soon: u32,
    /// Days to the nearest deadline among the rows that are due soon.
    pub nearest: Option<i64>,
}

/// The state of the rectification of something from which rows were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rectified {
    /// 整改中: at least one row is open.
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
        for (due, expected) in [
            ("2026-11-18", "超期3天"),
            ("2026-11-21", "今天到期"),
            ("2026-12-01", "还剩10天"),
            ("2026-12-02", "整改中"),
        ] {
            row.due_on = Some(due.parse().unwrap());
            assert_eq!(words(&row), expected);
        }
        row.closed_on = Some(today);
        assert_eq!(words(&row), "已销号");
    }

    #[test]
    fn points_of_two_members_with_one_name_are_added_up_apart() {
        let ledger = Ledger { sum: "points".into(), member: "who".into(), ..Ledger::default() };
        let row = |id: i64, member: Option<i64>, points: &str| {
            let mut row = LedgerEntry::new(OrgId(1), &ledger, "2026-11-21".parse().unwrap());
            (row.id, row.member) = (LedgerEntryId(id), member.map(MemberId));
            row.set("who", "张三");
            row.set("points", points);
            row
        };
        let rows =
            [row(1, Some(1), "5"), row(2, Some(2), "3"), row(3, Some(1), "2"), row(4, None, "1"), row(5, None, "1")];
        let totals: Vec<String> = ledger.totals(&rows).values().map(Points::to_string).collect();
        assert_eq!(totals, ["5", "3", "7", "1", "2"]);
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
