//! Issues that imports left, on disk. A settled one stays, as part of what happened.
//! Not here: what makes a cell doubtful (`office`, `book::import`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    doubt::Doubt,
    id::{ActivityId, IssueId, MemberId, OrgId},
    import::{FileKind, HeldCell, Problem, Severity},
};
use rusqlite::{Connection, Row, params};

/// What an import left open: a doubtful cell that was let in (存疑), or a row that was kept out (暂存).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub id: IssueId,
    /// The kind of file that the issue is about.
    pub kind: FileKind,
    /// The member whom the issue is about; `None` for a held row, and where an activities file names nobody on record.
    pub member: Option<MemberId>,
    /// The activity that the row of an activities file became.
    pub activity: Option<ActivityId>,
    pub file: String,
    pub problem: Problem,
    /// All filled cells of a held row; for a doubtful cell with several people, whom of them the issue is about; else
    /// empty.
    pub cells: Vec<HeldCell>,
    /// The row that the record made of a held row of an activities file comes from, as [`Activity::from_row`] has it.
    ///
    /// [`Activity::from_row`]: crate::model::activity::Activity::from_row
    pub from_row: Option<String>,
}

impl Issue {
    pub fn is_held(&self) -> bool {
        self.problem.severity == Severity::Held
    }
}

const COLUMNS: &str =
    "id, kind, member, activity, file, file_row, column_name, value, severity, message, cells, from_row, doubt";

/// The issues of an organisation that nobody has settled yet, as imported.
pub fn open(conn: &Connection, org: OrgId) -> Result<Vec<Issue>> {
    let mut stmt =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_issue WHERE org = ?1 AND settled = 0 ORDER BY id"))?;
    Ok(stmt.query_map([org.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// All issues of an organisation, settled ones too.
pub fn all(conn: &Connection, org: OrgId) -> Result<Vec<Issue>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_issue WHERE org = ?1 ORDER BY id"))?;
    Ok(stmt.query_map([org.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Adds an issue, unsettled; its `id` must be new ([`Tx::new_id`]).
pub fn insert(tx: &Tx<'_>, org: OrgId, issue: &Issue) -> Result<()> {
    tx.prepare_cached(&format!(
        "INSERT INTO import_issue (org, settled, {COLUMNS}) VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    ))?
    .execute(params![
        org.0,
        issue.id.0,
        issue.kind.code(),
        issue.member.map(|m| m.0),
        issue.activity.map(|a| a.0),
        issue.file,
        issue.problem.row,
        issue.problem.column,
        issue.problem.value,
        issue.problem.severity.code(),
        issue.problem.message,
        cells_text(&issue.cells),
        issue.from_row,
        issue.problem.doubt.map(Doubt::code)
    ])?;
    Ok(())
}

/// Marks an issue as settled.
pub fn settle(tx: &Tx<'_>, id: IssueId) -> Result<()> {
    tx.prepare_cached("UPDATE import_issue SET settled = 1 WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Issue> {
    Ok(Issue {
        id: IssueId(r.get(0)?),
        kind: row::closed(r, 1, FileKind::from_code)?,
        member: r.get::<_, Option<i64>>(2)?.map(MemberId),
        activity: r.get::<_, Option<i64>>(3)?.map(ActivityId),
        file: r.get(4)?,
        problem: Problem {
            row: r.get(5)?,
            column: r.get(6)?,
            value: r.get(7)?,
            severity: row::closed(r, 8, Severity::from_code)?,
            message: r.get(9)?,
            doubt: row::closed_or_none(r, 12, Doubt::from_code)?,
        },
        cells: row::json(r, 10)?,
        from_row: r.get(11)?,
    })
}

fn cells_text(cells: &[HeldCell]) -> String {
    serde_json::to_string(cells).unwrap_or_else(|_| "[]".to_owned())
}
