//! The rows of the demo's ledgers: those of its file that had been opened by a day.
//! Not here: who is in it (`demo`).

use super::{Faulty, ORG, Years, faulty};
use crate::model::{
    date::Date,
    ledger::{Ledger, LedgerEntry},
    member::Member,
};
use chrono::Datelike;
use serde::Deserialize;
use std::collections::BTreeMap;

const ROWS: &str = include_str!("../../../data/demo/ledgers.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowsFile {
    row: Vec<Row>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    ledger: String,
    on: String,
    title: String,
    due: Option<String>,
    /// The day of closing; in a log the day itself.
    closed: Option<String>,
    /// The name of the member that the row belongs to.
    member: Option<String>,
    fields: BTreeMap<String, String>,
}

/// The rows of so many years, the two of the file by turns; of earlier ones only what is closed.
pub(super) fn rows(count: i32, today: Date, members: &[Member]) -> Result<Vec<LedgerEntry>, Faulty> {
    let file: RowsFile = toml::from_str(ROWS)?;
    let mut rows = Vec::new();
    for back in (0..count.max(1)).step_by(2) {
        let years = Years { this: today.year() - back };
        for row in &file.row {
            let entry = row.entry(years, today, members)?;
            if entry.opened_on <= today && (back == 0 || entry.closed_on.is_some()) {
                rows.push(entry);
            }
        }
    }
    Ok(rows)
}

impl Row {
    fn entry(&self, years: Years, today: Date, members: &[Member]) -> Result<LedgerEntry, Faulty> {
        let day = |text: &str| years.date(text).map(|d| d.earliest());
        let known = |text: &Option<String>| text.as_deref().map(day).transpose();
        let (opened_on, closed_on) = (day(&self.on)?, known(&self.closed)?.filter(|d| *d <= today));
        let named = |name: &String| members.iter().find(|m| m.name == *name).ok_or_else(|| faulty(name));
        let ledger = Ledger { id: self.ledger.clone(), closes: true, ..Ledger::default() };
        let mut entry = LedgerEntry::new(ORG, &ledger, opened_on);
        entry.title.clone_from(&self.title);
        entry.due_on = known(&self.due)?;
        entry.closed_on = closed_on;
        entry.member = self.member.as_ref().map(named).transpose()?.map(|m| m.id);
        for (field, text) in &self.fields {
            match text.strip_prefix(['Z', 'A', 'B']).filter(|rest| rest.starts_with('-')) {
                None => entry.set(field, text),
                // What had not happened by the day is not written yet.
                Some(_) => {
                    entry.set(field, &Some(day(text)?).filter(|d| *d <= today).map_or(String::new(), |d| d.to_string()))
                }
            }
        }
        Ok(entry)
    }
}
