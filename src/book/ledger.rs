//! Rows of ledgers: lists and counts, saving, closing one by one, and their history.
//! Not here: rows that deductions and problems become (`rectify`), printing (`print`).

use super::{Book, Error, RecordStep, Result};
use crate::{
    model::{
        change::{Changed, FieldChange, Op},
        date::Date,
        id::{LedgerEntryId, MemberId},
        ledger::{CLOSED_BY, Labels, Ledger, LedgerCount, LedgerEntry, PaperColumn},
    },
    store::{self, Tx, journal::record},
};
use std::cmp::Reverse;

/// A row of a ledger as a member's record tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub id: LedgerEntryId,
    pub on: Date,
    /// The row in one line: `设岗定责 在岗 美丽乡村岗`.
    pub text: String,
}

impl Book {
    /// Every ledger with how its rows of this year stand today: those that the data files describe, then those that only rows speak of.
    pub fn ledgers(&self) -> Result<Vec<(Ledger, LedgerCount)>> {
        let mut counts = store::ledger::counts(self.store.conn(), self.here()?.id, self.today())?;
        let described = self.catalog.ledgers();
        let mut all: Vec<_> = described.map(|l| (l.clone(), counts.remove(&l.id).unwrap_or_default())).collect();
        all.extend(counts.into_iter().map(|(id, count)| (unknown(&id), count)));
        Ok(all)
    }

    /// The ledgers with a deadline that is over or near, in the same order as [`Book::ledgers`].
    pub fn ledgers_due(&self) -> Result<Vec<(Ledger, LedgerCount)>> {
        let mut counts = store::ledger::counts(self.store.conn(), self.here()?.id, self.today())?;
        counts.retain(|_, count| count.overdue > 0 || count.soon > 0);
        let mut due: Vec<_> = counts.into_iter().map(|(id, count)| (self.ledger(&id), count)).collect();
        due.sort_by_key(|(ledger, _)| self.catalog.place_of_ledger(&ledger.id));
        Ok(due)
    }

    /// The ledger as the data files describe it; where they no longer know it, with what every ledger has.
    pub fn ledger(&self, id: &str) -> Ledger {
        self.catalog.ledger(id).cloned().unwrap_or_else(|| unknown(id))
    }

    /// The rows of a ledger of all years: open ones first, the nearest deadline before the others; then the closed ones
    /// and those of a log, the newest first.
    pub fn ledger_rows(&self, ledger: &str) -> Result<Vec<LedgerEntry>> {
        Ok(in_order(store::ledger::list(self.store.conn(), self.here()?.id, ledger)?))
    }

    /// The rows of a ledger of one year: what was open in it, or closed since it began; in the order of
    /// [`Book::ledger_rows`].
    pub fn ledger_rows_of(&self, ledger: &str, year: i32) -> Result<Vec<LedgerEntry>> {
        Ok(in_order(store::ledger::list_of_year(self.store.conn(), self.here()?.id, ledger, year)?))
    }

    /// What the ledgers say of one member since a year began, each in a line; by day.
    pub fn rows_of_member(&self, member: MemberId, year: i32) -> Result<Vec<LedgerLine>> {
        let rows = store::ledger::of_member(self.store.conn(), member, year)?;
        let line = |row: LedgerEntry| {
            let text = self.ledger(&row.ledger).of_member(&row, self.today());
            LedgerLine { id: row.id, on: row.opened_on, text }
        };
        Ok(rows.into_iter().map(line).collect())
    }

    pub fn ledger_row(&self, id: LedgerEntryId) -> Result<Option<LedgerEntry>> {
        store::ledger::get(self.store.conn(), id)
    }

    /// A new row of a ledger, opened today and otherwise empty; not saved.
    pub fn new_ledger_row(&self, ledger: &str) -> Result<LedgerEntry> {
        Ok(LedgerEntry::new(self.here()?.id, &self.ledger(ledger), self.today()))
    }

    /// A new row of a ledger, not saved, with a member already named, where the ledger names members.
    pub fn new_ledger_row_about(&self, ledger: &str, member: MemberId) -> Result<LedgerEntry> {
        let mut entry = self.new_ledger_row(ledger)?;
        let described = self.ledger(ledger);
        if let (Some(column), Some(member)) = (described.member_column(), self.member(member)?) {
            entry.member = Some(member.id);
            match column {
                "title" => entry.title = member.name,
                field => entry.set(field, &member.name),
            }
        }
        Ok(entry)
    }

    /// Adds a row (`id` 0) or changes it. A row of a log is closed on its own day.
    ///
    /// # Errors
    ///
    /// Refuses a row that is about nothing, opened on a day to come, closed before it was opened, or no longer there.
    pub fn save_ledger_row(&mut self, entry: &LedgerEntry) -> Result<(LedgerEntryId, Changed)> {
        let ledger = self.ledger(&entry.ledger);
        let entry = self.checked(&ledger, entry)?;
        let title = entry.title.clone();
        let new = entry.id.0 == 0;
        let ledger = ledger.name;
        let op = if new { Op::AddLedgerRow { ledger, title } } else { Op::EditLedgerRow { ledger, title } };
        self.act(&op, |tx| put(tx, &entry))
    }

    /// Adds several new rows as one step.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::save_ledger_row`] refuses, and where there is none.
    pub fn add_ledger_rows(&mut self, rows: &[LedgerEntry]) -> Result<(Vec<LedgerEntryId>, Changed)> {
        let Some(first) = rows.first() else { return Err(Error::refused("没有选中要列入的。")) };
        let ledger = self.ledger(&first.ledger);
        let rows: Vec<_> = rows.iter().map(|e| self.checked(&ledger, e)).collect::<Result<_>>()?;
        let op = Op::AddLedgerRows { ledger: ledger.name, count: rows.len() };
        self.act(&op, |tx| rows.iter().map(|entry| put(tx, entry)).collect())
    }

    /// Says that a row is done: on which day and by whom.
    ///
    /// # Errors
    /// Refuses a log, a row that is closed, a day to come or before it was opened, and nobody's name.
    pub fn close_ledger_row(&mut self, id: LedgerEntryId, on: Date, by: &str) -> Result<Changed> {
        let (ledger, mut entry) = self.row_of(id)?;
        if !ledger.closes || entry.closed_on.is_some() {
            return Err(Error::refused(format!("这一条不用再{}。", ledger.labels.done)));
        }
        if on > self.today() {
            return Err(Error::refused(format!("{on} 还没到。")));
        }
        if by.trim().is_empty() {
            return Err(Error::refused("写明由谁确认。"));
        }
        entry.closed_on = Some(on);
        entry.set(CLOSED_BY, by.trim());
        let entry = self.checked(&ledger, &entry)?;
        let op = Op::CloseLedgerRow { ledger: ledger.name, title: entry.title.clone(), done: ledger.labels.done };
        Ok(self.act(&op, |tx| store::ledger::update(tx, &entry))?.1)
    }

    /// Opens a closed row again; who had closed it stands in the history.
    pub fn reopen_ledger_row(&mut self, id: LedgerEntryId) -> Result<Changed> {
        let (ledger, mut entry) = self.row_of(id)?;
        if !ledger.closes || entry.closed_on.is_none() {
            return Err(Error::refused("这一条本来就没有完成。"));
        }
        entry.closed_on = None;
        entry.set(CLOSED_BY, "");
        let op = Op::ReopenLedgerRow { ledger: ledger.name, title: entry.title.clone() };
        Ok(self.act(&op, |tx| store::ledger::update(tx, &entry))?.1)
    }

    pub fn delete_ledger_row(&mut self, id: LedgerEntryId) -> Result<Changed> {
        let (ledger, entry) = self.row_of(id)?;
        let op = Op::DeleteLedgerRow { ledger: ledger.name, title: entry.title };
        Ok(self.act(&op, |tx| store::ledger::delete(tx, id))?.1)
    }

    /// Who closed the row of a ledger that was closed last; empty where nobody did.
    pub fn last_closer(&self, ledger: &str) -> Result<String> {
        store::ledger::last_closer(self.store.conn(), self.here()?.id, ledger)
    }

    /// The steps that touched a row, the newest first, each field under the name that its ledger gives it.
    pub fn ledger_history(&self, entry: &LedgerEntry) -> Result<Vec<RecordStep>> {
        let ledger = self.ledger(&entry.ledger);
        let mut steps = record::of_ledger_row(self.store.conn(), entry.id.0)?;
        for step in &mut steps {
            step.changes = step.changes.drain(..).map(|c| with_label(&ledger, c)).collect();
        }
        Ok(steps)
    }

    fn row_of(&self, id: LedgerEntryId) -> Result<(Ledger, LedgerEntry)> {
        let entry = self.ledger_row(id)?.ok_or_else(|| Error::gone("这一条"))?;
        Ok((self.ledger(&entry.ledger), entry))
    }

    /// The row as it may be saved.
    pub(super) fn checked(&self, ledger: &Ledger, entry: &LedgerEntry) -> Result<LedgerEntry> {
        let mut entry = entry.clone();
        entry.title = entry.title.trim().to_owned();
        if entry.title.is_empty() {
            return Err(Error::refused(format!("{}还没填。", ledger.labels.title)));
        }
        if entry.opened_on > self.today() {
            return Err(Error::refused(format!("{}{} 还没到。", ledger.labels.opened, entry.opened_on)));
        }
        if !ledger.closes {
            entry.closed_on = Some(entry.opened_on);
        }
        if let Some(closed) = entry.closed_on.filter(|c| *c < entry.opened_on) {
            let (closed_label, opened_label) = (&ledger.labels.closed, &ledger.labels.opened);
            return Err(Error::refused(format!("{closed_label}{closed}早于{opened_label}{}。", entry.opened_on)));
        }
        Ok(entry)
    }
}

fn in_order(mut rows: Vec<LedgerEntry>) -> Vec<LedgerEntry> {
    rows.sort_by_key(|e| {
        let open = e.closed_on.is_none();
        (!open, open.then(|| e.due_on.unwrap_or(Date::MAX)), Reverse(e.closed_on))
    });
    rows
}

/// Adds a row (`id` 0) or changes it.
pub(super) fn put(tx: &Tx<'_>, entry: &LedgerEntry) -> Result<LedgerEntryId> {
    if entry.id.0 == 0 {
        let id = LedgerEntryId(tx.new_id());
        store::ledger::insert(tx, &LedgerEntry { id, ..entry.clone() })?;
        return Ok(id);
    }
    store::ledger::get(tx, entry.id)?.ok_or_else(|| Error::gone("这一条"))?;
    store::ledger::update(tx, entry)?;
    Ok(entry.id)
}

/// A ledger that the data files no longer describe.
fn unknown(id: &str) -> Ledger {
    let word = |text: &str| text.to_owned();
    Ledger {
        id: word(id),
        name: format!("未知台账 {id}"),
        version: 1,
        closes: true,
        labels: Labels {
            title: word("事项"),
            opened: word("登记日期"),
            due: word("期限"),
            closed: word("完成日期"),
            open: word("未完成"),
            done: word("已完成"),
        },
        list: vec![word("state"), word("due"), word("title")],
        form: ["title", "opened", "due", "closed"]
            .map(|c| PaperColumn { value: vec![c.to_owned()], width: 16, ..PaperColumn::default() })
            .to_vec(),
        ..Ledger::default()
    }
}

/// A change under the name that the ledger gives the field.
fn with_label(ledger: &Ledger, change: FieldChange) -> FieldChange {
    let label = match change.column.as_str() {
        "title" => &ledger.labels.title,
        "opened_on" => &ledger.labels.opened,
        "due_on" => &ledger.labels.due,
        "closed_on" => &ledger.labels.closed,
        "fields" => ledger.heading(&change.label),
        _ => &change.label,
    };
    FieldChange { label: label.to_owned(), ..change }
}
