//! The history of one record: each step that touched it, and which fields went from what to what.
//! Not here: names of fields for people (`model::change`).

use super::history::local;
use crate::{model::change::FieldChange, store::error::Result};
use chrono::NaiveDateTime;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// One step that touched a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordStep {
    /// When the step was made, in local time.
    pub at: NaiveDateTime,
    pub person: String,
    pub label: String,
    pub changes: Vec<FieldChange>,
}

const SELECT: &str = "SELECT s.n, s.wall_ms, s.person, s.label, r.table_name, r.before, r.after
                      FROM journal_row r JOIN journal_step s ON s.origin = r.origin AND s.seq = r.seq";

/// The steps that touched a member, what happened to the membership or the dues, the newest first.
pub fn of_member(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    steps(conn, &of_member_sql(), id)
}

/// The steps that touched a row of a ledger, the newest first.
pub fn of_ledger_row(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    let sql = format!("{SELECT} WHERE r.table_name = 'ledger_entry' AND r.row_id = ?1 ORDER BY s.n DESC, r.n");
    steps(conn, &sql, id)
}

/// The steps that touched an activity, its roll, votes or files, the newest first.
pub fn of_activity(conn: &Connection, id: i64) -> Result<Vec<RecordStep>> {
    steps(conn, &of_activity_sql(), id)
}

pub(in crate::store) fn of_member_sql() -> String {
    with_parts("member", &["member_event", "dues_standard", "dues_payment"])
}

pub(in crate::store) fn of_activity_sql() -> String {
    with_parts("activity", &["attendance", "vote", "attachment"])
}

/// The steps of a record and of the rows of other tables that name it, those that are gone since too.
fn with_parts(of: &str, tables: &[&str]) -> String {
    let part = |table: &&str| {
        format!(
            "OR (r.table_name = '{table}' AND r.row_id IN (
               SELECT id FROM {table} WHERE {of} = ?1
               UNION ALL SELECT row_id FROM journal_row WHERE table_name = '{table}' AND after IS NULL AND before ->> '{of}' = ?1))"
        )
    };
    let parts: Vec<String> = tables.iter().map(part).collect();
    format!("{SELECT} WHERE (r.table_name = '{of}' AND r.row_id = ?1) {} ORDER BY s.n DESC, r.n", parts.join(" "))
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
    let named = |fields: &Map<String, Value>| fields.get("name").or(fields.get("matter")).map(plain);
    let subject = named(&after).or_else(|| named(&before)).unwrap_or_default();
    let change = |(column, old, new): (&String, Option<&Value>, Option<&Value>)| FieldChange {
        table: table.clone(),
        column: column.clone(),
        label: String::new(),
        subject: subject.clone(),
        before: old.map_or(String::new(), plain),
        after: new.map_or(String::new(), plain),
    };
    Ok(pairs(&before, &after).into_iter().map(change).filter(|c| c.before != c.after).flat_map(apart).collect())
}

/// A change of a column that holds several fields (JSON) as one of each that changed, labelled with its key.
fn apart(change: FieldChange) -> Vec<FieldChange> {
    if !matches!(change.column.as_str(), "extra" | "fields") {
        return vec![change];
    }
    let (before, after) = (fields(Some(change.before.clone())), fields(Some(change.after.clone())));
    let one = |(key, old, new): (&String, Option<&Value>, Option<&Value>)| FieldChange {
        label: key.clone(),
        before: old.map_or(String::new(), plain),
        after: new.map_or(String::new(), plain),
        ..change.clone()
    };
    pairs(&before, &after).into_iter().map(one).filter(|c| c.before != c.after).collect()
}

/// Every key of either side in order, with its values.
fn pairs<'a>(
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
) -> Vec<(&'a String, Option<&'a Value>, Option<&'a Value>)> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().map(|key| (key, before.get(key), after.get(key))).collect()
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
