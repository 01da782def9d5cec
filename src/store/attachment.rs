//! Which files belong to which record, item of a sheet or row of a ledger, on disk.
//! Not here: the files themselves (`blob`).

use super::{error::Result, tx::Tx};
use crate::model::{
    attachment::{Attachment, Owner},
    id::{ActivityId, AttachmentId, LedgerEntryId, OrgId, SheetId},
};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Type};
use std::collections::BTreeMap;

const COLUMNS: &str = "id, org, activity, sheet, item, entry, name, sha256, size";

/// An owner as its columns hold it: activity, sheet, item, entry.
type Key<'a> = (Option<i64>, Option<i64>, &'a str, Option<i64>);

fn key(owner: &Owner) -> Key<'_> {
    match owner {
        Owner::Activity(id) => (Some(id.0), None, "", None),
        Owner::Item { sheet, item } => (None, Some(sheet.0), item, None),
        Owner::Entry(id) => (None, None, "", Some(id.0)),
    }
}

/// The attachments of one owner, in the order in which they came.
pub fn list(conn: &Connection, owner: &Owner) -> Result<Vec<Attachment>> {
    let (id, item) = match owner {
        Owner::Activity(id) => (id.0, None),
        Owner::Item { sheet, item } => (sheet.0, Some(item)),
        Owner::Entry(id) => (id.0, None),
    };
    let mut stmt = conn.prepare_cached(&list_sql(owner))?;
    let found = match item {
        Some(item) => stmt.query_map(params![id, item], read),
        None => stmt.query_map([id], read),
    };
    Ok(found?.collect::<rusqlite::Result<_>>()?)
}

/// Each kind of owner has a statement, and so an index, of its own.
pub(super) fn list_sql(owner: &Owner) -> String {
    let filter = match owner {
        Owner::Activity(_) => "activity = ?1",
        Owner::Item { .. } => "sheet = ?1 AND item = ?2",
        Owner::Entry(_) => "entry = ?1",
    };
    format!("SELECT {COLUMNS} FROM attachment WHERE {filter} ORDER BY id")
}

/// The attachments of every item of a sheet, by the item's number, in the order in which they came.
pub fn of_sheet(conn: &Connection, sheet: SheetId) -> Result<BTreeMap<String, Vec<Attachment>>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment WHERE sheet = ?1 ORDER BY id"))?;
    let mut out: BTreeMap<String, Vec<Attachment>> = BTreeMap::new();
    for found in stmt.query_map([sheet.0], read)? {
        let found = found?;
        if let Owner::Item { item, .. } = &found.owner {
            out.entry(item.clone()).or_default().push(found);
        }
    }
    Ok(out)
}

/// All attachments of the book.
pub fn all(conn: &Connection) -> Result<Vec<Attachment>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment ORDER BY id"))?;
    Ok(stmt.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

pub fn get(conn: &Connection, id: AttachmentId) -> Result<Option<Attachment>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM attachment WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// The organisation whose record an owner of attachments is, and what the owner is called; `None` where it is gone.
pub fn whose(conn: &Connection, owner: &Owner) -> Result<Option<(OrgId, String)>> {
    let (id, sql) = match owner {
        Owner::Activity(id) => (id.0, "SELECT org, title FROM activity WHERE id = ?1"),
        Owner::Item { sheet, .. } => (sheet.0, "SELECT org, '' FROM sheet WHERE id = ?1"),
        Owner::Entry(id) => (id.0, "SELECT org, title FROM ledger_entry WHERE id = ?1"),
    };
    let read = |r: &Row<'_>| Ok((OrgId(r.get(0)?), r.get(1)?));
    let found: Option<(OrgId, String)> = conn.prepare_cached(sql)?.query_row([id], read).optional()?;
    Ok(found.map(|(org, title)| match owner {
        Owner::Item { item, .. } => (org, format!("考核项 {item}")),
        _ => (org, title),
    }))
}

pub fn insert(tx: &Tx<'_>, a: &Attachment) -> Result<()> {
    let (activity, sheet, item, entry) = key(&a.owner);
    let size = i64::try_from(a.size).unwrap_or(i64::MAX);
    tx.prepare_cached(&format!("INSERT INTO attachment ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"))?
        .execute(params![a.id.0, a.org.0, activity, sheet, item, entry, a.name, a.sha256, size])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: AttachmentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Attachment> {
    let owner = match (r.get::<_, Option<i64>>(2)?, r.get::<_, Option<i64>>(3)?, r.get::<_, Option<i64>>(5)?) {
        (Some(id), ..) => Owner::Activity(ActivityId(id)),
        (_, Some(sheet), _) => Owner::Item { sheet: SheetId(sheet), item: r.get(4)? },
        (.., Some(id)) => Owner::Entry(LedgerEntryId(id)),
        _ => return Err(rusqlite::Error::FromSqlConversionFailure(2, Type::Null, "附件不属于任何记录".into())),
    };
    Ok(Attachment {
        id: AttachmentId(r.get(0)?),
        org: OrgId(r.get(1)?),
        owner,
        name: r.get(6)?,
        sha256: r.get(7)?,
        size: r.get::<_, i64>(8)?.unsigned_abs(),
    })
}
