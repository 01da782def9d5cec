//! The superior's readings on disk, and what the journal knows of the records since.
//! Not here: what may be written (`book`).

use super::{
    error::Result,
    journal::history::{local, wall},
    row,
    tx::Tx,
};
use crate::model::{
    id::{OrgId, ReadingId},
    reading::{Reading, ReadingGrade, Since},
};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;

const COLUMNS: &str = "id, org, year, quarter, opinion, grade, reader, read_on";

/// The readings of a year, by quarter.
pub fn list(conn: &Connection, org: OrgId, year: i32) -> Result<Vec<Reading>> {
    let sql = format!("SELECT {COLUMNS} FROM reading WHERE org = ?1 AND year = ?2 ORDER BY quarter");
    let mut stmt = conn.prepare_cached(&sql)?;
    Ok(stmt.query_map(params![org.0, year], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Adds a reading, or changes the one of that quarter; its `id` is used only for a new one.
pub fn put(tx: &Tx<'_>, r: &Reading) -> Result<()> {
    let day = r.read_on.map(|d| d.to_string());
    tx.prepare_cached(&format!(
        "INSERT INTO reading ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (org, year, quarter) DO UPDATE SET opinion = excluded.opinion, grade = excluded.grade,
           reader = excluded.reader, read_on = excluded.read_on"
    ))?
    .execute(params![
        r.id.0,
        r.org.0,
        r.year,
        r.quarter,
        r.opinion,
        r.grade.map(ReadingGrade::code),
        r.reader,
        day
    ])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: ReadingId) -> Result<()> {
    tx.prepare_cached("DELETE FROM reading WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// What was done to the records of a reading's quarter after the day of the reading: added, changed, removed, moved in
/// or out. What was undone again is as it was. Nothing where the day is not known.
pub fn since(conn: &Connection, reading: &Reading) -> Result<Since> {
    let Some(read_on) = reading.read_on else { return Ok(Since::default()) };
    let period = reading.period();
    let after = wall(read_on.succ_opt().unwrap_or(read_on));
    let mut stmt = conn.prepare_cached(&since_sql())?;
    let mut rows = stmt.query(params![reading.org.0, period.first().to_string(), period.last().to_string(), after])?;
    let (mut since, mut records, mut last) = (Since::default(), BTreeSet::new(), 0);
    while let Some(r) = rows.next()? {
        let (n, id): (i64, i64) = (r.get(0)?, r.get(3)?);
        records.insert(id);
        if n != last {
            let label: String = r.get(2)?;
            let label = if r.get(4)? { label } else { format!("撤销:{label}") };
            since.steps.push((local(r.get(1)?).date(), label));
        }
        last = n;
    }
    since.records = records.len();
    Ok(since)
}

pub(super) fn since_sql() -> String {
    // Whether an act holds follows from the last undo or redo of it, looked at on the evening of that day and now.
    // Only acts that were done, undone or redone since can differ.
    let holds = |until: &str| {
        format!(
            "coalesce((SELECT f.kind = 'redo' FROM journal_step f WHERE f.target_origin = s.origin
               AND f.target_seq = s.seq {until} ORDER BY f.n DESC LIMIT 1), 1)"
        )
    };
    format!(
        "WITH s AS MATERIALIZED (
           SELECT origin, seq, n, wall_ms, label FROM journal_step WHERE kind = 'do' AND wall_ms >= ?4
           UNION
           SELECT s.origin, s.seq, s.n, s.wall_ms, s.label FROM journal_step f
             JOIN journal_step s ON s.origin = f.target_origin AND s.seq = f.target_seq
             WHERE f.kind <> 'do' AND f.wall_ms >= ?4)
         SELECT s.n, s.wall_ms, s.label, {record}, {now}
         FROM s CROSS JOIN journal_row r ON r.origin = s.origin AND r.seq = s.seq
           AND r.table_name IN ('activity', 'attendance', 'vote', 'attachment')
         LEFT JOIN activity a ON a.id = {record}
         WHERE (s.wall_ms < ?4 AND {then}) <> {now}
           AND json_extract(coalesce(r.after, r.before), '$.org') = ?1
           AND (a.held_on BETWEEN ?2 AND ?3 OR json_extract(r.before, '$.held_on') BETWEEN ?2 AND ?3
             OR json_extract(r.after, '$.held_on') BETWEEN ?2 AND ?3)
         ORDER BY s.n, r.n",
        record = "json_extract(coalesce(r.after, r.before), iif(r.table_name = 'activity', '$.id', '$.activity'))",
        now = holds(""),
        then = holds("AND f.wall_ms < ?4"),
    )
}

fn read(r: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        id: ReadingId(r.get(0)?),
        org: OrgId(r.get(1)?),
        year: r.get(2)?,
        quarter: r.get(3)?,
        opinion: r.get(4)?,
        grade: row::closed_or_none(r, 5, ReadingGrade::from_code)?,
        reader: r.get(6)?,
        read_on: row::day_or_none(r, 7)?,
    })
}
