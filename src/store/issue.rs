//! Questions that imports left, on disk. A settled one stays, as part of what happened.
//! Not here: what makes a cell doubtful (`office`, `book::import`).

use super::{act::Tx, error::Result, row};
use crate::model::{
    id::{IssueId, MemberId, OrgId},
    import::{Problem, Severity},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A question that an import left (存疑 or 暂存).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub id: IssueId,
    /// `None` for a held row.
    pub member: Option<MemberId>,
    pub file: String,
    pub problem: Problem,
}

const COLUMNS: &str = "id, member, file, file_row, column_name, value, severity, message";

/// Those of an organisation that nobody has settled yet, as imported.
pub fn open(conn: &Connection, org: OrgId) -> Result<Vec<Issue>> {
    let mut stmt =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_issue WHERE org = ?1 AND settled = 0 ORDER BY id"))?;
    Ok(stmt.query_map([org.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Those of an organisation, settled ones too.
pub fn all(conn: &Connection, org: OrgId) -> Result<Vec<Issue>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_issue WHERE org = ?1 ORDER BY id"))?;
    Ok(stmt.query_map([org.0], read)?.collect::<rusqlite::Result<_>>()?)
}

pub fn get(conn: &Connection, id: IssueId) -> Result<Option<Issue>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_issue WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// Adds one, unsettled; its `id` must be new ([`Tx::new_id`]).
pub fn insert(tx: &Tx<'_>, org: OrgId, issue: &Issue) -> Result<()> {
    tx.prepare_cached(&format!(
        "INSERT INTO import_issue (org, settled, {COLUMNS}) VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    ))?
    .execute(params![
        org.0,
        issue.id.0,
        issue.member.map(|m| m.0),
        issue.file,
        issue.problem.row,
        issue.problem.column,
        issue.problem.value,
        severity_code(issue.problem.severity),
        issue.problem.message
    ])?;
    Ok(())
}

/// Marks one as answered.
pub fn settle(tx: &Tx<'_>, id: IssueId) -> Result<()> {
    tx.prepare_cached("UPDATE import_issue SET settled = 1 WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Issue> {
    Ok(Issue {
        id: IssueId(r.get(0)?),
        member: r.get::<_, Option<i64>>(1)?.map(MemberId),
        file: r.get(2)?,
        problem: Problem {
            row: r.get(3)?,
            column: r.get(4)?,
            value: r.get(5)?,
            severity: row::closed(r, 6, severity)?,
            message: r.get(7)?,
        },
    })
}

fn severity(code: &str) -> Option<Severity> {
    [Severity::Held, Severity::Flagged].into_iter().find(|s| severity_code(*s) == code)
}

fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Held => "held",
        Severity::Flagged => "flagged",
    }
}
