//! Checklists as they were adopted, on disk: their files word for word, so that a sheet keeps the version it was scored with.
//! Not here: reading such a file (`model::catalog`), which version is in force (`book`).

use super::{error::Result, tx::Tx};
use crate::model::id::{ChecklistId, OrgId};
use rusqlite::{Connection, OptionalExtension, params};

/// One version of a checklist, as adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub id: ChecklistId,
    pub org: OrgId,
    /// The checklist's id in its file.
    pub code: String,
    pub version: u32,
    /// The file's text.
    pub body: String,
    /// SHA-256 of `body`, 64 hexadecimal digits.
    pub hash: String,
}

/// Every version of a checklist that any organisation adopted.
pub fn adopted(conn: &Connection) -> Result<Vec<(OrgId, String, u32)>> {
    let mut stmt = conn.prepare_cached("SELECT org, code, version FROM checklist")?;
    let found = stmt.query_map([], |r| Ok((OrgId(r.get(0)?), r.get(1)?, r.get(2)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The hash of a checklist's version as an organisation adopted it; `None` where it never did.
pub fn hash(conn: &Connection, org: OrgId, code: &str, version: u32) -> Result<Option<String>> {
    let sql = "SELECT hash FROM checklist WHERE org = ?1 AND code = ?2 AND version = ?3";
    Ok(conn.prepare_cached(sql)?.query_row(params![org.0, code, version], |r| r.get(0)).optional()?)
}

/// Whether a checklist's version was adopted with this text; `None` where it was never adopted.
pub fn is_adopted(conn: &Connection, org: OrgId, code: &str, version: u32, body: &str) -> Result<Option<bool>> {
    let sql = "SELECT body = ?4 FROM checklist WHERE org = ?1 AND code = ?2 AND version = ?3";
    Ok(conn.prepare_cached(sql)?.query_row(params![org.0, code, version, body], |r| r.get(0)).optional()?)
}

/// The text of a checklist's version as an organisation adopted it; `None` where it never did.
pub fn body(conn: &Connection, org: OrgId, code: &str, version: u32) -> Result<Option<String>> {
    let sql = "SELECT body FROM checklist WHERE org = ?1 AND code = ?2 AND version = ?3";
    Ok(conn.prepare_cached(sql)?.query_row(params![org.0, code, version], |r| r.get(0)).optional()?)
}

/// Adds a version of a checklist as adopted; its `id` must be new.
pub fn insert(tx: &Tx<'_>, a: &Adopted) -> Result<()> {
    let sql = "INSERT INTO checklist (id, org, code, version, body, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.prepare_cached(sql)?.execute(params![a.id.0, a.org.0, a.code, a.version, a.body, a.hash])?;
    Ok(())
}
