//! Rows of ledgers on disk.
//! Not here: what a ledger asks for (`model::ledger`), what may be saved (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    date::Date,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
    ledger::{CLOSED_BY, LedgerCount, LedgerEntry, SOON_DAYS},
};
use chrono::{Datelike, Days};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "id, org, ledger, title, opened_on, due_on, closed_on, fields, member, activity, sheet, item";

/// The rows of one ledger, in the order in which they were opened.
pub fn list(conn: &Connection, org: OrgId, ledger: &str) -> Result<Vec<LedgerEntry>> {
    select(conn, "org = ?1 AND ledger = ?2", params![org.0, ledger])
}

/// The rows of one ledger in a year: open at its end, or closed since it began.
pub fn list_of_year(conn: &Connection, org: OrgId, ledger: &str, year: i32) -> Result<Vec<LedgerEntry>> {
    let (from, to) = days_of(year);
    read_all(conn, &of_year_sql(), params![org.0, to, from, ledger])
}

pub(super) fn of_year_sql() -> String {
    // Its own index would lead through all years.
    of_year(COLUMNS, "ledger_entry WHERE org = ?1", " AND +ledger = ?4")
}

/// Rows opened by the end of a year (`?2`) that are open, or were closed after it began (`?3`). What was closed in an
/// earlier year is not even looked at: the open ones and those closed since are asked for apart.
pub(super) fn of_year(columns: &str, from: &str, more: &str) -> String {
    let select =
        |closed: &str| format!("SELECT {columns} FROM {from} AND opened_on <= ?2 AND closed_on {closed}{more}");
    format!("{} UNION ALL {} ORDER BY opened_on, id", select("IS NULL"), select(">= ?3"))
}

/// The first day of a year and its last, as stored.
pub(super) fn days_of(year: i32) -> (String, String) {
    (format!("{year:04}-01-01"), format!("{year:04}-12-31"))
}

/// Every ledger that has rows, of whatever year, with those of the year of `today`; in order of their ids.
pub fn counts(conn: &Connection, org: OrgId, today: Date) -> Result<BTreeMap<String, LedgerCount>> {
    let mut names = conn.prepare_cached(NAMES)?;
    let names = names.query_map([org.0], |r| r.get::<_, String>(0))?;
    let mut counts: BTreeMap<String, LedgerCount> =
        names.map(|name| Ok((name?, LedgerCount::default()))).collect::<rusqlite::Result<_>>()?;
    let mut stmt = conn.prepare_cached(COUNTS)?;
    let (from, _) = days_of(today.year());
    let soon = today + Days::new(SOON_DAYS.unsigned_abs());
    let mut rows = stmt.query(params![org.0, from, today.to_string(), soon.to_string()])?;
    while let Some(r) = rows.next()? {
        let count = counts.entry(r.get(0)?).or_default();
        count.all += r.get::<_, u32>(1)?;
        count.open += r.get::<_, u32>(2)?;
        count.overdue += r.get::<_, u32>(3)?;
        count.soon += r.get::<_, u32>(4)?;
        let nearest = row::day_or_none(r, 5)?.map(|day| (day - today).num_days());
        count.nearest = count.nearest.or(nearest);
    }
    Ok(counts)
}

/// The ids of the ledgers that have rows, by one look into the index for each.
pub(super) const NAMES: &str = "WITH RECURSIVE used (ledger) AS (
       SELECT min(ledger) FROM ledger_entry WHERE org = ?1
       UNION ALL SELECT (SELECT min(ledger) FROM ledger_entry WHERE org = ?1 AND ledger > used.ledger)
                 FROM used WHERE used.ledger IS NOT NULL)
     SELECT ledger FROM used WHERE ledger IS NOT NULL";

pub(super) const COUNTS: &str = "SELECT ledger, count(*), count(*), count(*) FILTER (WHERE due_on < ?3),
            count(*) FILTER (WHERE due_on BETWEEN ?3 AND ?4),
            min(due_on) FILTER (WHERE due_on BETWEEN ?3 AND ?4)
       FROM ledger_entry WHERE org = ?1 AND closed_on IS NULL GROUP BY ledger
     UNION ALL SELECT ledger, count(*), 0, 0, 0, NULL
       FROM ledger_entry WHERE org = ?1 AND closed_on >= ?2 GROUP BY ledger";

/// The rows that belong to one member, by day: of a year and since, and what was open when it began.
pub fn of_member(conn: &Connection, member: MemberId, year: i32) -> Result<Vec<LedgerEntry>> {
    read_all(conn, &of_member_sql(), params![member.0, days_of(year).0])
}

pub(super) fn of_member_sql() -> String {
    let filter = "member = ?1 AND coalesce(closed_on >= ?2, 1)";
    format!("SELECT {COLUMNS} FROM ledger_entry WHERE {filter} ORDER BY opened_on, id")
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

/// The rows that came from one activity.
pub fn of_activity(conn: &Connection, activity: ActivityId) -> Result<Vec<LedgerEntry>> {
    select(conn, "activity = ?1", [activity.0])
}

/// The rows that came from items of one sheet.
pub fn of_sheet(conn: &Connection, sheet: SheetId) -> Result<Vec<LedgerEntry>> {
    select(conn, "sheet = ?1", [sheet.0])
}

/// The rows with a text in what they are about or in any of their fields, the newest first; at most `limit`.
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

/// Adds a row; its `id` must be new.
pub fn insert(tx: &Tx<'_>, entry: &LedgerEntry) -> Result<()> {
    let sql =
        format!("INSERT INTO ledger_entry ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    write(tx, &sql, entry)
}

/// Writes all of a row that is there; what is unchanged leaves no trace.
pub fn update(tx: &Tx<'_>, entry: &LedgerEntry) -> Result<()> {
    let sql = "UPDATE ledger_entry SET org = ?2, ledger = ?3, title = ?4, opened_on = ?5, due_on = ?6, closed_on = ?7, \
               fields = ?8, member = ?9, activity = ?10, sheet = ?11, item = ?12 WHERE id = ?1";
    write(tx, sql, entry)
}

/// Removes a row.
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
        row::json_text(&e.fields),
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
