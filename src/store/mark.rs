//! Decisions on checklist items, on disk: at most one per organisation, checklist, year and item.
//! Not here: what may be decided (`book`), totals (`model::score`).

use super::{act::Tx, error::Result};
use crate::model::{
    id::{MarkId, OrgId},
    score::{Mark, Points},
};
use rusqlite::{Connection, Row, params};

/// The decisions on a checklist in a year, by item.
pub fn list(conn: &Connection, org: OrgId, checklist: &str, year: i32) -> Result<Vec<Mark>> {
    let mut stmt = conn.prepare_cached(
        "SELECT id, org, checklist, version, year, item, points, reason, suggested FROM mark
         WHERE org = ?1 AND checklist = ?2 AND year = ?3 ORDER BY item",
    )?;
    Ok(stmt.query_map(params![org.0, checklist, year], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Adds a decision, or changes the one on that item; `mark.id` is used only for a new one.
pub fn put(tx: &Tx<'_>, mark: &Mark) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO mark (id, org, checklist, version, year, item, points, reason, suggested)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (org, checklist, year, item) DO UPDATE SET
           version = excluded.version, points = excluded.points, reason = excluded.reason, suggested = excluded.suggested",
    )?
    .execute(params![
        mark.id.0,
        mark.org.0,
        mark.checklist,
        mark.version,
        mark.year,
        mark.item,
        mark.points.map(|p| p.0),
        mark.reason,
        mark.suggested.map(|p| p.0)
    ])?;
    Ok(())
}

/// Removes the decision on an item; tells whether there was one.
pub fn delete(tx: &Tx<'_>, org: OrgId, checklist: &str, year: i32, item: &str) -> Result<bool> {
    let mut stmt =
        tx.prepare_cached("DELETE FROM mark WHERE org = ?1 AND checklist = ?2 AND year = ?3 AND item = ?4")?;
    Ok(stmt.execute(params![org.0, checklist, year, item])? > 0)
}

fn read(r: &Row<'_>) -> rusqlite::Result<Mark> {
    Ok(Mark {
        id: MarkId(r.get(0)?),
        org: OrgId(r.get(1)?),
        checklist: r.get(2)?,
        version: r.get(3)?,
        year: r.get(4)?,
        item: r.get(5)?,
        points: r.get::<_, Option<i64>>(6)?.map(Points),
        reason: r.get(7)?,
        suggested: r.get::<_, Option<i64>>(8)?.map(Points),
    })
}
