//! The history of one record: each step that touched it, and which fields went from what to what.
//! Not here: names of fields for people (`model::change`).

use super::history::local;
use crate::{model::change::FieldChange, store::error::Result};
use chrono::NaiveDateTime;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value};

/// One step that touched a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordStep {
    /// Local time.
    pub at: NaiveDateTime,
    pub person: String,
    pub label: String,
    pub changes: Vec<FieldChange>,
}

const SELECT: &str = "SELECT s.n, s.wall_ms, s.person, s.label, r.table_name, r.before, r.after
                      FROM journal_row r JOIN journal_step s ON s.origin = r.origin AND s.seq = r.seq";

/// The steps that touched a member or their dues (as far as they are still there), the newest first.
pub fn of_member(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    let part =
        |table: &str| format!("(r.table_name = '{table}' AND r.row_id IN (SELECT id FROM {table} WHERE member = ?1))");
    let sql = format!(
        "{SELECT} WHERE (r.table_name = 'member' AND r.row_id = ?1) OR {} OR {} ORDER BY s.n DESC, r.n",
        part("dues_standard"),
        part("dues_payment"),
    );
    steps(conn, &sql, id)
}

/// The steps that touched a row of a ledger, the newest first.
pub fn of_ledger_row(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    let sql = format!("{SELECT} WHERE r.table_name = 'ledger_entry' AND r.row_id = ?1 ORDER BY s.n DESC, r.n");
    steps(conn, &sql, id)
}

/// The steps that touched an activity, its roll, votes or files (as far as they are still there), the newest first.
pub fn of_activity(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    let part = |table: &str| {
        format!("(r.table_name = '{table}' AND r.row_id IN (SELECT id FROM {table} WHERE activity = ?1))")
    };
    let sql = format!(
        "{SELECT} WHERE (r.table_name = 'activity' AND r.row_id = ?1) OR {} OR {} OR {} ORDER BY s.n DESC, r.n",
        part("attendance"),
        part("vote"),
        part("attachment"),
    );
    steps(conn, &sql, id)
}

fn steps(conn: &Connection, sql: &str, id: i64) -> Result<Vec<RecordStep>> {
    let mut stmt = conn.prepare_cached(sql)?;
    let mut rows = stmt.query([id])?;
    let mut out: Vec<(i64, RecordStep)> = Vec::new();
    while let Some(r) = rows.next()? {
        let n: i64 = r.get(0)?;
        if out.last().is_none_or(|(last, _)| *last != n) {
            let step = RecordStep { at: local(r.get(1)?), person: r.get(2)?, label: r.get(3)?, changes: Vec::new() };
            out.push((n, step));
        }
        if let Some((_, step)) = out.last_mut() {
            step.changes.extend(changes(r)?);
        }
    }
    Ok(out.into_iter().map(|(_, step)| step).collect())
}

fn changes(r: &Row<'_>) -> rusqlite::Result<Vec<FieldChange>> {
    let table: String = r.get(4)?;
    let (before, after) = (fields(r.get(5)?), fields(r.get(6)?));
    let subject = after.get("name").or(before.get("name")).and_then(Value::as_str).unwrap_or_default();
    let change = |column: &String| {
        let side = |fields: &Map<String, Value>| fields.get(column).map_or(String::new(), plain);
        let (old, new) = (side(&before), side(&after));
        (old != new).then(|| FieldChange {
            table: table.clone(),
            subject: subject.to_owned(),
            column: column.clone(),
            before: old,
            after: new,
        })
    };
    let mut columns: Vec<&String> = before.keys().chain(after.keys()).collect();
    columns.sort();
    columns.dedup();
    Ok(columns.into_iter().filter_map(change).collect())
}

fn fields(json: Option<String>) -> Map<String, Value> {
    json.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
