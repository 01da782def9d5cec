//! The journal as a person reads it: who did what when.
//! Not here: the rows behind a step (`journal::rows`).

use crate::{model::date::Date, store::error::Result};
use chrono::{DateTime, Local, NaiveDateTime, NaiveTime};
use rusqlite::Connection;

/// A step of the journal, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The step's number among all steps of this file, from 1.
    pub n: i64,
    /// The number of the step within its origin.
    pub seq: i64,
    /// When the step was made, in local time.
    pub at: NaiveDateTime,
    pub device: String,
    pub person: String,
    pub label: String,
    /// The step was taken back by a later undo.
    pub undone: bool,
}

/// The newest steps first.
pub fn list(conn: &Connection, limit: usize) -> Result<Vec<Step>> {
    let mut stmt = conn.prepare_cached(
        "SELECT s.n, s.seq, s.wall_ms, s.device, s.person, s.label,
                coalesce((SELECT f.kind = 'undo' FROM journal_step f
                          WHERE f.target_origin = s.origin AND f.target_seq = s.seq ORDER BY f.n DESC LIMIT 1), 0)
         FROM journal_step s ORDER BY s.n DESC LIMIT ?1",
    )?;
    let steps = stmt.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |r| {
        Ok(Step {
            n: r.get(0)?,
            seq: r.get(1)?,
            at: local(r.get(2)?),
            device: r.get(3)?,
            person: r.get(4)?,
            label: r.get(5)?,
            undone: r.get(6)?,
        })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// A stored moment as this machine's clock shows it.
pub fn local(wall_ms: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(wall_ms).unwrap_or_default().with_timezone(&Local).naive_local()
}

/// When a day begins on this machine's clock, as stored.
pub fn wall(day: Date) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight
        .and_local_timezone(Local)
        .earliest()
        .map_or_else(|| midnight.and_utc().timestamp_millis(), |t| t.timestamp_millis())
}
