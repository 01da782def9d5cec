//! Sheets on disk: whose scoring of which organisation by which checklist.
//! Not here: what stands on their items (`mark`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    id::{OrgId, SheetId},
    sheet::{Sheet, SheetRole},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

const COLUMNS: &str = "id, org, checklist, version, year, role, round, rater, scored_on";

/// The sheets of one organisation and year, by role and day.
pub fn list(conn: &Connection, org: OrgId, year: i32) -> Result<Vec<Sheet>> {
    let sql = format!("SELECT {COLUMNS} FROM sheet WHERE org = ?1 AND year = ?2 ORDER BY role, scored_on, id");
    let mut stmt = conn.prepare_cached(&sql)?;
    Ok(stmt.query_map(params![org.0, year], read)?.collect::<rusqlite::Result<_>>()?)
}

pub fn get(conn: &Connection, id: SheetId) -> Result<Option<Sheet>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM sheet WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// The running sheets of a checklist and year, the newest version first.
pub fn running(conn: &Connection, org: OrgId, checklist: &str, year: i32) -> Result<Vec<Sheet>> {
    let mut stmt = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM sheet WHERE org = ?1 AND checklist = ?2 AND year = ?3 AND role = 'running'
         ORDER BY version DESC"
    ))?;
    Ok(stmt.query_map(params![org.0, checklist, year], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The sheets by one checklist, of whatever year and version, the oldest year first.
pub fn of_checklist(conn: &Connection, org: OrgId, checklist: &str) -> Result<Vec<Sheet>> {
    let sql = format!("SELECT {COLUMNS} FROM sheet WHERE org = ?1 AND checklist = ?2 ORDER BY year, scored_on, id");
    let mut stmt = conn.prepare_cached(&sql)?;
    Ok(stmt.query_map(params![org.0, checklist], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The sheets of a checklist and year, in whichever organisation, as [`of_year_sql`] finds them.
pub fn of_year(conn: &Connection, checklist: &str, year: i32) -> Result<Vec<Sheet>> {
    let mut stmt = conn.prepare_cached(&of_year_sql(COLUMNS, ""))?;
    Ok(stmt.query_map(params![checklist, year], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The statement for sheets of a checklist and year, organisation by organisation, so that the sheets of other
/// checklists are not even looked at.
pub(super) fn of_year_sql(columns: &str, join: &str) -> String {
    let columns: Vec<String> =
        columns.split(", ").map(|c| if c.contains('.') { c.into() } else { format!("s.{c}") }).collect();
    format!(
        "SELECT {} FROM org o CROSS JOIN sheet s ON s.org = o.id AND s.checklist = ?1 {join} WHERE s.year = ?2",
        columns.join(", ")
    )
}

/// Adds a sheet; its `id` must be new.
pub fn insert(tx: &Tx<'_>, s: &Sheet) -> Result<()> {
    let day = s.scored_on.map(|d| d.to_string());
    tx.prepare_cached(&format!("INSERT INTO sheet ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"))?
        .execute(params![s.id.0, s.org.0, s.checklist, s.version, s.year, s.role.code(), s.round, s.rater, day])?;
    Ok(())
}

/// Removes a sheet with everything on it.
pub fn delete(tx: &Tx<'_>, id: SheetId) -> Result<()> {
    tx.prepare_cached("DELETE FROM sheet WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Sheet> {
    Ok(Sheet {
        id: SheetId(r.get(0)?),
        org: OrgId(r.get(1)?),
        checklist: r.get(2)?,
        version: r.get(3)?,
        year: r.get(4)?,
        role: row::closed(r, 5, SheetRole::from_code)?,
        round: r.get(6)?,
        rater: r.get(7)?,
        scored_on: row::day_or_none(r, 8)?,
    })
}
