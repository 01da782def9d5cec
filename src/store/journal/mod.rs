//! The journal: what each act changed, row by row, chained by hashes and never rewritten.
//! Not here: who may begin an act (`store::act`), the triggers that write the rows (`store::schema`).

pub mod chain;
pub mod history;
pub mod next;
pub mod reach;
pub mod record;
pub mod replay;

use super::{
    error::{Error, Result},
    schema,
};
use crate::model::{
    change::Changed,
    date::Date,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, ReadingId},
    table::Table,
};
use chrono::Datelike;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;

/// What a step is: an act, or an act taken back or done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Do,
    Undo,
    Redo,
}

impl Kind {
    /// The kind's code as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// The name of a step for ever: the machine-and-file that made it, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepId {
    pub origin: i64,
    pub seq: i64,
}

/// What is known of a step before it runs.
#[derive(Clone, Debug)]
pub struct Head {
    pub kind: Kind,
    pub op: String,
    pub label: String,
    /// The step that this one undoes or redoes; `None` for an act.
    pub target: Option<StepId>,
}

/// One record before and after; `None` where it did not exist. The JSON is as the triggers wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    pub table: String,
    pub id: i64,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Who and when, for a step.
#[derive(Clone, Debug)]
pub struct By<'a> {
    pub device: &'a str,
    pub person: &'a str,
    pub wall_ms: i64,
}

/// Opens a step: from now on the triggers know where to write.
pub fn open(conn: &Connection, step: StepId) -> Result<()> {
    let sql = "INSERT INTO journal_open (one, origin, seq) VALUES (1, ?1, ?2)";
    conn.prepare_cached(sql)?.execute([step.origin, step.seq])?;
    Ok(())
}

/// Closes the step and says what changed; `None` where no record did (then the caller rolls back).
pub fn close(conn: &Connection, step: StepId, head: &Head, by: &By<'_>) -> Result<Option<Changed>> {
    let rows = rows(conn, step)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut last = conn.prepare_cached("SELECT at_ms FROM journal_step ORDER BY n DESC LIMIT 1")?;
    let last: Option<i64> = last.query_row([], |r| r.get(0)).optional()?;
    let mut record = chain::Record {
        step,
        at_ms: by.wall_ms.max(last.map_or(i64::MIN, |at| at + 1)),
        wall_ms: by.wall_ms,
        device: by.device.to_owned(),
        person: by.person.to_owned(),
        op: head.op.clone(),
        label: head.label.clone(),
        kind: head.kind.code().to_owned(),
        target: head.target,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: schema::LATEST,
        prev_hash: chain::previous(conn, step)?,
        hash: String::new(),
    };
    record.hash = chain::hash(&record, &rows)?;
    chain::insert(conn, &record)?;
    conn.prepare_cached("DELETE FROM journal_open")?.execute([])?;
    Ok(Some(changed(&head.label, &rows)))
}

/// The largest number that an origin has used in this file; 0 where none.
pub fn last_seq(conn: &Connection, origin: i64) -> Result<i64> {
    let mut stmt = conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM journal_step WHERE origin = ?1")?;
    Ok(stmt.query_row([origin], |r| r.get(0))?)
}

/// Whether a step is stored.
pub fn is_stored(conn: &Connection, step: StepId) -> Result<bool> {
    Ok(last_seq(conn, step.origin)? >= step.seq)
}

/// Whether anything was ever done in this file.
pub fn is_empty(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM journal_step)", [], |r| r.get(0))?)
}

/// The rows of a step in the order in which they changed.
pub fn rows(conn: &Connection, step: StepId) -> Result<Vec<RowChange>> {
    let mut stmt = conn.prepare_cached(
        "SELECT table_name, row_id, before, after FROM journal_row WHERE origin = ?1 AND seq = ?2 ORDER BY n",
    )?;
    let read = |r: &Row<'_>| Ok(RowChange { table: r.get(0)?, id: r.get(1)?, before: r.get(2)?, after: r.get(3)? });
    Ok(stmt.query_map(params![step.origin, step.seq], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Whether a step touched a row that another did not.
pub fn touches_more(conn: &Connection, step: StepId, other: StepId) -> Result<bool> {
    let mut stmt = conn.prepare_cached(
        "SELECT EXISTS (SELECT table_name, row_id FROM journal_row WHERE origin = ?1 AND seq = ?2
                 EXCEPT SELECT table_name, row_id FROM journal_row WHERE origin = ?3 AND seq = ?4)",
    )?;
    Ok(stmt.query_row(params![step.origin, step.seq, other.origin, other.seq], |r| r.get(0))?)
}

/// What a row belongs to, as far as its table has such columns.
#[derive(Default, Deserialize)]
struct Of {
    org: Option<i64>,
    member: Option<i64>,
    activity: Option<i64>,
    sheet: Option<i64>,
    entry: Option<i64>,
    held_on: Option<Date>,
}

/// Which records the rows belong to.
fn changed(label: &str, rows: &[RowChange]) -> Changed {
    let mut out = Changed { label: label.to_owned(), ..Changed::default() };
    for row in rows {
        // A table that only a newer version has: its file is not written here.
        let Some(table) = Table::from_code(&row.table) else { continue };
        for side in [&row.before, &row.after].into_iter().flatten() {
            let of: Of = serde_json::from_str(side).unwrap_or_default();
            out.books.extend(of.org.map(OrgId));
            match table {
                Table::Org => out.orgs.push(OrgId(row.id)),
                Table::Member => out.members.push(MemberId(row.id)),
                Table::MemberEvent | Table::DuesStandard | Table::DuesPayment => {
                    out.members.extend(of.member.map(MemberId));
                }
                // A held row belongs to nobody yet: it changes what the organisation's roster asks.
                Table::ImportIssue => match (of.member, of.activity) {
                    (None, None) => out.orgs.extend(of.org.map(OrgId)),
                    (member, activity) => {
                        out.members.extend(member.map(MemberId));
                        out.activities.extend(activity.map(ActivityId));
                    }
                },
                Table::Activity => {
                    out.activities.push(ActivityId(row.id));
                    out.years.extend(of.held_on.map(|day| day.year()));
                }
                Table::Attendance | Table::Vote => out.activities.extend(of.activity.map(ActivityId)),
                Table::Attachment => {
                    out.activities.extend(of.activity.map(ActivityId));
                    out.ledgers.extend(of.entry.map(LedgerEntryId));
                    out.marks |= of.sheet.is_some();
                }
                Table::LedgerEntry => out.ledgers.push(LedgerEntryId(row.id)),
                Table::Checklist | Table::Sheet | Table::Mark | Table::Occurrence => out.marks = true,
                Table::Reading => out.readings.push(ReadingId(row.id)),
            }
        }
    }
    out.settle();
    out
}

/// Refuses what an undo or redo cannot do.
fn refuse<T>(why: &str) -> Result<T> {
    Err(Error::refused(why))
}
