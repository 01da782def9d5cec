//! Organisations on disk.
//! Not here: which kinds may stand under which (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    id::OrgId,
    org::{Org, OrgKind},
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// All organisations, in the order in which they were made: parents before their children.
pub fn list(conn: &Connection) -> Result<Vec<Org>> {
    let mut stmt =
        conn.prepare_cached("SELECT id, parent, kind, name, township, founded, theme_day FROM org ORDER BY id")?;
    Ok(stmt.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Adds an organisation; its `id` must be new.
pub fn insert(tx: &Tx<'_>, org: &Org) -> Result<()> {
    let sql = "INSERT INTO org (id, org, parent, kind, name, township, founded, theme_day)
               VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    write(tx, sql, org)
}

/// Writes all fields of an organisation that is there.
pub fn update(tx: &Tx<'_>, org: &Org) -> Result<()> {
    let sql =
        "UPDATE org SET parent = ?2, kind = ?3, name = ?4, township = ?5, founded = ?6, theme_day = ?7 WHERE id = ?1";
    write(tx, sql, org)
}

fn write(tx: &Tx<'_>, sql: &str, org: &Org) -> Result<()> {
    tx.prepare_cached(sql)?.execute(params![
        org.id.0,
        org.parent.map(|p| p.0),
        org.kind.code(),
        org.name,
        org.township,
        org.founded.map(|d| d.to_string()),
        org.theme_day
    ])?;
    Ok(())
}

/// The id of the checklist chosen for an organisation; empty: the one for its kind.
pub fn checklist(conn: &Connection, id: OrgId) -> Result<String> {
    let mut stmt = conn.prepare_cached("SELECT checklist FROM org WHERE id = ?1")?;
    Ok(stmt.query_row([id.0], |r| r.get(0)).optional()?.unwrap_or_default())
}

/// The organisations that a checklist was chosen for, with its id.
pub fn checklists(conn: &Connection) -> Result<BTreeMap<OrgId, String>> {
    let mut stmt = conn.prepare_cached("SELECT id, checklist FROM org WHERE checklist <> ''")?;
    Ok(stmt.query_map([], |r| Ok((OrgId(r.get(0)?), r.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}

/// Chooses the checklist that scores an organisation.
pub fn set_checklist(tx: &Tx<'_>, id: OrgId, checklist: &str) -> Result<()> {
    tx.prepare_cached("UPDATE org SET checklist = ?2 WHERE id = ?1")?.execute(params![id.0, checklist])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Org> {
    Ok(Org {
        id: OrgId(r.get(0)?),
        parent: r.get::<_, Option<i64>>(1)?.map(OrgId),
        kind: row::closed(r, 2, OrgKind::from_code)?,
        name: r.get(3)?,
        township: r.get(4)?,
        founded: row::partial_or_none(r, 5)?,
        theme_day: r.get(6)?,
    })
}
