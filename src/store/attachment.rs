//! Which files belong to which activity, on disk.
//! Not here: the files themselves (`blob`).

use super::{act::Tx, error::Result};
use crate::model::{
    attachment::Attachment,
    id::{ActivityId, AttachmentId, OrgId},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

const COLUMNS: &str = "id, org, activity, item, name, sha256, size";

/// Of one activity, in the order in which they came.
pub fn list(conn: &Connection, activity: ActivityId) -> Result<Vec<Attachment>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment WHERE activity = ?1 ORDER BY id"))?;
    Ok(stmt.query_map([activity.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// All of the book.
pub fn all(conn: &Connection) -> Result<Vec<Attachment>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment ORDER BY id"))?;
    Ok(stmt.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

pub fn get(conn: &Connection, id: AttachmentId) -> Result<Option<Attachment>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

pub fn insert(tx: &Tx<'_>, attachment: &Attachment) -> Result<()> {
    let a = attachment;
    let size = i64::try_from(a.size).unwrap_or(i64::MAX);
    tx.prepare_cached(&format!("INSERT INTO attachment ({COLUMNS}) VALUES (?1, ?2, ?3, '', ?4, ?5, ?6)"))?
        .execute(params![a.id.0, a.org.0, a.activity.0, a.name, a.sha256, size])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: AttachmentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: AttachmentId(r.get(0)?),
        org: OrgId(r.get(1)?),
        activity: ActivityId(r.get(2)?),
        name: r.get(4)?,
        sha256: r.get(5)?,
        size: r.get::<_, i64>(6)?.unsigned_abs(),
    })
}
