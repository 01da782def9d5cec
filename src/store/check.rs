//! Whether the book is whole: SQLite's own checks, references, the journal's chain, and how much there is.
//! Not here: whether records make sense (`model`).

use super::{
    connect,
    error::{Error, Result},
    journal::chain,
    schema,
};
use crate::model::table::Table;
use rusqlite::Connection;
use std::path::Path;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// What is wrong with the book, in words; empty: all is well.
    pub problems: Vec<String>,
    /// How many records of each kind there are, by the kind's Chinese name.
    pub counts: Vec<(&'static str, i64)>,
}

/// Looks at everything in the book: the file, the journal, what refers to what.
pub fn run(conn: &Connection) -> Result<CheckReport> {
    let mut problems = integrity(conn)?;
    let mut stmt = conn.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let broken = stmt.query_map([], |r| {
        let (table, row, parent): (String, Option<i64>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        Ok(format!("{table} 第 {} 号记录引用的 {parent} 不存在", row.unwrap_or(0)))
    })?;
    problems.extend(broken.collect::<rusqlite::Result<Vec<_>>>()?);
    match chain::verify(conn) {
        Ok(found) => problems.extend(found),
        Err(e) if e.is_corrupt() => problems.push(e.to_string()),
        Err(e) => return Err(e),
    }
    Ok(CheckReport { problems, counts: counts(conn)? })
}

fn integrity(conn: &Connection) -> Result<Vec<String>> {
    let mut stmt = conn.prepare("SELECT integrity_check FROM pragma_integrity_check")?;
    let lines: Vec<String> = stmt.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|l| l != "ok").map(|l| format!("数据文件损坏:{l}")).collect())
}

/// How many records of each kind there are, by the kind's Chinese name.
pub fn counts(conn: &Connection) -> Result<Vec<(&'static str, i64)>> {
    let tables = Table::ALL.iter().map(|table| (table.name(), table.code())).chain([("操作记录", "journal_step")]);
    tables
        .map(|(name, table)| Ok((name, conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))?)))
        .collect()
}

/// Makes sure that a file is a whole book of ours that this program can read.
///
/// # Errors
///
/// The file is no book, is damaged, or is from a newer program.
pub fn sound(file: &Path) -> Result<()> {
    if !file.is_file() {
        return Err(Error::refused(format!("没有这个文件:{}", file.display())));
    }
    let conn = connect::reading(file)?;
    if schema::application(&conn)? != schema::APPLICATION_ID {
        return Err(Error::Corrupt("这不是本程序的数据文件".to_owned()));
    }
    if schema::version(&conn)? > schema::LATEST {
        return Err(Error::refused("文件由更新版本的程序写成,请换用新版程序。"));
    }
    match integrity(&conn)?.into_iter().next() {
        Some(problem) => Err(Error::Corrupt(problem)),
        None => Ok(()),
    }
}
