//! Rows of ledgers on disk.
//! Not here: what a ledger asks for (`model::ledger`), what may be saved (`book`).

use super::{act::Tx, error::Result, row};
use crate::model::{
    date::Date,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
    ledger::{CLOSED_BY, LedgerEntry},
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

const COLUMNS: &str = "id, org, ledger, title, opened_on, due_on, closed_on, fields, member, activity, sheet, item";

/// Of one ledger, in the order in which they were opened.
pub fn list(conn: &Connection, org: OrgId, ledger: &str) -> Result<Vec<LedgerEntry>> {
    select(conn, "org = ?1 AND ledger = ?2", params![org.0, ledger])
}

/// The days of one row: all that counting needs, cheaper than the row itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    pub ledger: String,
    pub due_on: Option<Date>,
    pub closed_on: Option<Date>,
}

/// Of all rows of an organisation.
pub fn days(conn: &Connection, org: OrgId) -> Result<Vec<Days>> {
    let mut stmt = conn.prepare_cached("SELECT ledger, due_on, closed_on FROM ledger_entry WHERE org = ?1")?;
    let read = |r: &Row<'_>| {
        Ok(Days { ledger: r.get(0)?, due_on: row::day_or_none(r, 1)?, closed_on: row::day_or_none(r, 2)? })
    };
    Ok(stmt.query_map([org.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Who closed the row of a ledger that was closed last; empty where nobody did.
pub fn last_closer(conn: &Connection, org: OrgId, ledger: &str) -> Result<String> {
    let mut stmt = conn.prepare_cached(&last_closer_sql())?;
    Ok(stmt.query_row(params![org.0, ledger], |r| r.get(0)).optional()?.unwrap_or_default())
}

pub(super) fn last_closer_sql() -> String {
    format!(
        "SELECT fields ->> '$.{CLOSED_BY}' AS who FROM ledger_entry
         WHERE org = ?1 AND closed_on IS NOT NULL AND ledger = ?2 AND who <> '' ORDER BY closed_on DESC, id DESC LIMIT 1"
    )
}

/// Those that came from one activity.
pub fn of_activity(conn: &Connection, activity: ActivityId) -> Result<Vec<LedgerEntry>> {
    select(conn, "activity = ?1", [activity.0])
}

/// Those that came from items of one sheet.
pub fn of_sheet(conn: &Connection, sheet: SheetId) -> Result<Vec<LedgerEntry>> {
    select(conn, "sheet = ?1", [sheet.0])
}

/// Those with a text in what they are about or in any of their fields, the newest first.
pub fn with_text(conn: &Connection, org: OrgId, pattern: &str, limit: i64) -> Result<Vec<LedgerEntry>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM ledger_entry WHERE org = ?1 AND (title LIKE ?2 ESCAPE '\\' OR EXISTS
           (SELECT 1 FROM json_each(fields) f WHERE f.value LIKE ?2 ESCAPE '\\'))
         ORDER BY opened_on DESC, id DESC LIMIT ?3"
    );
    read_all(conn, &sql, params![org.0, pattern, limit])
}

pub fn get(conn: &Connection, id: LedgerEntryId) -> Result<Option<LedgerEntry>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ledger_entry WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// Adds one; its `id` must be new.
pub fn insert(tx: &Tx<'_>, entry: &LedgerEntry) -> Result<()> {
    let sql =
        format!("INSERT INTO ledger_entry ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    write(tx, &sql, entry)
}

/// Writes all of one that is there; what is unchanged leaves no trace.
pub fn update(tx: &Tx<'_>, entry: &LedgerEntry) -> Result<()> {
    let sql = "UPDATE ledger_entry SET org = ?2, ledger = ?3, title = ?4, opened_on = ?5, due_on = ?6, closed_on = ?7, \
               fields = ?8, member = ?9, activity = ?10, sheet = ?11, item = ?12 WHERE id = ?1";
    write(tx, sql, entry)
}

/// Removes one.
pub fn delete(tx: &Tx<'_>, id: LedgerEntryId) -> Result<()> {
    tx.prepare_cached("DELETE FROM ledger_entry WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn write(tx: &Tx<'_>, sql: &str, e: &LedgerEntry) -> Result<()> {
    tx.prepare_cached(sql)?.execute(params![
        e.id.0,
        e.org.0,
        e.ledger,
        e.title,
        e.opened_on.to_string(),
        e.due_on.map(|d| d.to_string()),
        e.closed_on.map(|d| d.to_string()),
        serde_json::to_value(&e.fields).unwrap_or_default().to_string(),
        e.member.map(|m| m.0),
        e.activity.map(|a| a.0),
        e.sheet.map(|s| s.0),
        e.item,
    ])?;
    Ok(())
}

fn select(conn: &Connection, filter: &str, params: impl Params) -> Result<Vec<LedgerEntry>> {
    read_all(conn, &format!("SELECT {COLUMNS} FROM ledger_entry WHERE {filter} ORDER BY opened_on, id"), params)
}

fn read_all(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<LedgerEntry>> {
    let mut stmt = conn.prepare_cached(sql)?;
    Ok(stmt.query_map(params, read)?.collect::<rusqlite::Result<_>>()?)
}

fn read(r: &Row<'_>) -> rusqlite::Result<LedgerEntry> {
    Ok(LedgerEntry {
        id: LedgerEntryId(r.get(0)?),
        org: OrgId(r.get(1)?),
        ledger: r.get(2)?,
        title: r.get(3)?,
        opened_on: row::day(r, 4)?,
        due_on: row::day_or_none(r, 5)?,
        closed_on: row::day_or_none(r, 6)?,
        fields: row::json(r, 7)?,
        member: r.get::<_, Option<i64>>(8)?.map(MemberId),
        activity: r.get::<_, Option<i64>>(9)?.map(ActivityId),
        sheet: r.get::<_, Option<i64>>(10)?.map(SheetId),
        item: r.get(11)?,
    })
}
