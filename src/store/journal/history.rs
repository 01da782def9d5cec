//! The journal as a person reads it: who did what when.
//! Not here: the rows behind a step (`journal::rows`).

use crate::store::error::Result;
use chrono::{DateTime, Local, NaiveDateTime};
use rusqlite::Connection;

/// A step of the journal, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The number of the step within its origin.
    pub seq: i64,
    /// Local time.
    pub at: NaiveDateTime,
    pub device: String,
    pub person: String,
    pub label: String,
    /// Taken back by a later undo.
    pub undone: bool,
}

/// The newest steps first.
pub fn list(conn: &Connection, limit: usize) -> Result<Vec<Step>> {
    let mut stmt = conn.prepare_cached(
        "SELECT s.seq, s.wall_ms, s.device, s.person, s.label,
                coalesce((SELECT f.kind = 'undo' FROM journal_step f
                          WHERE f.target_origin = s.origin AND f.target_seq = s.seq ORDER BY f.n DESC LIMIT 1), 0)
         FROM journal_step s ORDER BY s.n DESC LIMIT ?1",
    )?;
    let steps = stmt.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |r| {
        Ok(Step {
            seq: r.get(0)?,
            at: local(r.get(1)?),
            device: r.get(2)?,
            person: r.get(3)?,
            label: r.get(4)?,
            undone: r.get(5)?,
        })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// A stored moment on this machine's clock.
pub fn local(wall_ms: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(wall_ms).unwrap_or_default().with_timezone(&Local).naive_local()
}
