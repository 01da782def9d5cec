//! Bringing in a roster or an activities file: rows matched with the records, one undoable step; or its rehearsal, which only reads.
//! Not here: reading files (`office`), what a row does to the records (`roster`, `activities`).

mod activities;
mod checklist;
mod matching;
mod roster;

pub(super) use activities::meeting as meeting_of_row;
pub use checklist::Proposal;

use super::{Book, Error, Issue, Result};
use crate::{
    model::{
        change::Op,
        id::{ActivityId, IssueId, MemberId, OrgId},
        import::{FileKind, HeldCell, Problem, Report, Severity},
    },
    office::{
        activities::read_activities,
        grid::{self, ReadError},
        roster::read_roster,
    },
    store::{self, Tx},
};
use std::{collections::HashMap, path::Path};

impl Book {
    /// Brings a roster into the organisation at hand. Cells with a value fill and change fields, empty ones leave them;
    /// a doubtful cell never replaces what is known. The same file again adds nothing.
    ///
    /// `dry_run` writes nothing, works on a book that is only read, and reports the same.
    ///
    /// # Errors
    /// A file that cannot be used, with the reason; nothing is changed then.
    pub fn import_roster(&mut self, file: &Path, dry_run: bool) -> Result<Report> {
        let org = self.here()?.id;
        let read = read_roster(&grid::read(file).map_err(unusable)?).map_err(unusable)?;
        let members = store::member::list(self.store.conn(), Some(org))?;
        let sorted = roster::sort(&read.rows, &members);
        let other_columns =
            kept(&read.columns, |heading| read.rows.iter().any(|r| r.member.extra.contains_key(heading)));
        let report = Report { skipped: read.skipped, other_columns, ..sorted.report.clone() };
        if !dry_run {
            let mut issues = Issues::new(self, org, file, FileKind::Roster)?;
            let op = Op::ImportRoster { file: issues.file.clone(), rows: read.rows.len() };
            self.act(&op, |tx| sorted.write(tx, &mut issues))?;
        }
        Ok(report)
    }

    /// Brings an activities file into the organisation at hand. The roll of each activity is who was due on that day,
    /// unmarked but for those whose excuse the file names: nobody is marked present. What is on record already stays as
    /// it is.
    ///
    /// `dry_run` and errors as for [`Book::import_roster`].
    pub fn import_activities(&mut self, file: &Path, dry_run: bool) -> Result<Report> {
        let org = self.here()?.id;
        let grids = grid::read(file).map_err(unusable)?;
        let read = read_activities(&grids, &self.catalog.kinds, self.today()).map_err(unusable)?;
        let sorted = activities::sort(self, org, &read.rows)?;
        let other_columns = kept(&read.columns, |heading| read.rows.iter().any(|r| r.extra.contains_key(heading)));
        let report = Report { skipped: read.skipped, other_columns, ..sorted.report.clone() };
        if !dry_run {
            let mut issues = Issues::new(self, org, file, FileKind::Activities)?;
            let op = Op::ImportActivities { file: issues.file.clone(), rows: report.rows as usize };
            self.act(&op, |tx| sorted.write(tx, &mut issues))?;
        }
        Ok(report)
    }
}

/// The headings that mean no field, as far as there is something below them.
fn kept(columns: &[(String, Option<&'static str>)], filled: impl Fn(&str) -> bool) -> Vec<String> {
    let other = columns.iter().filter(|(heading, field)| field.is_none() && filled(heading));
    other.map(|(heading, _)| heading.clone()).collect()
}

fn unusable(error: ReadError) -> Error {
    Error::refused(error.to_string())
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Added,
    Updated,
    Unchanged,
    Held,
}

fn count(report: &mut Report, fate: Fate, problems: &[Problem]) {
    report.rows += 1;
    match fate {
        Fate::Added => report.added += 1,
        Fate::Updated => report.updated += 1,
        Fate::Unchanged => report.unchanged += 1,
        Fate::Held => report.held += 1,
    }
    report.flagged += u32::from(fate != Fate::Held && !problems.is_empty());
    report.problems.extend_from_slice(problems);
}

/// Stores what an import asks, but nothing twice: an issue that stands already, or was answered, is not put again.
struct Issues {
    org: OrgId,
    file: String,
    kind: FileKind,
    /// The issues of such files that nobody had settled before the import.
    open: Vec<Issue>,
    /// How often each issue was put before.
    before: HashMap<Key, usize>,
}

/// What tells two issues apart: neither row nor message, for both change when a row is added above.
type Key = (Option<MemberId>, bool, String, String);

/// The person or the thing that an issue is about.
#[derive(Clone, Copy, Default)]
struct About {
    member: Option<MemberId>,
    activity: Option<ActivityId>,
}

impl Issues {
    fn new(book: &Book, org: OrgId, file: &Path, kind: FileKind) -> Result<Self> {
        let mut before = HashMap::new();
        for issue in store::issue::all(book.store.conn(), org)?.iter().filter(|i| i.kind == kind) {
            *before.entry(key(issue.member, &issue.problem)).or_default() += 1;
        }
        let open = store::issue::open(book.store.conn(), org)?.into_iter().filter(|i| i.kind == kind).collect();
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { org, file, kind, open, before })
    }

    fn ask(&mut self, tx: &Tx<'_>, about: About, problem: &Problem, cells: Vec<HeldCell>) -> Result<()> {
        self.put(tx, about, problem, cells, None)
    }

    fn put(
        &mut self,
        tx: &Tx<'_>,
        about: About,
        problem: &Problem,
        cells: Vec<HeldCell>,
        from_row: Option<String>,
    ) -> Result<()> {
        if let Some(times) = self.before.get_mut(&key(about.member, problem)).filter(|n| **n > 0) {
            *times -= 1;
            return Ok(());
        }
        let issue = Issue {
            id: IssueId(tx.new_id()),
            kind: self.kind,
            member: about.member,
            activity: about.activity,
            file: self.file.clone(),
            problem: problem.clone(),
            cells,
            from_row,
        };
        store::issue::insert(tx, self.org, &issue)
    }

    /// Puts the issue of a row that is kept out, one with all its cells, which are nowhere else; and what names the row
    /// of an activities file.
    fn ask_held(
        &mut self,
        tx: &Tx<'_>,
        cells: &[(String, String)],
        problems: &[Problem],
        from_row: Option<String>,
    ) -> Result<()> {
        let held = || problems.iter().filter(|p| p.severity == Severity::Held);
        let Some(first) = held().next() else { return Ok(()) };
        let value = cells.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" | ");
        let message = held().map(|p| p.message.as_str()).collect::<Vec<_>>().join("。");
        let doubt = |column: &str| {
            let about = problems.iter().filter(|p| p.column == column).map(|p| p.message.as_str());
            about.collect::<Vec<_>>().join("。")
        };
        let cells = cells.iter().map(|(column, text)| HeldCell {
            column: column.clone(),
            text: text.clone(),
            doubt: doubt(column),
        });
        let problem = Problem { value, message, ..first.clone() };
        self.put(tx, About::default(), &problem, cells.collect(), from_row)
    }

    /// Settles the open issues that this tells to be answered.
    fn settle(&self, tx: &Tx<'_>, answered: impl Fn(&Issue) -> bool) -> Result<()> {
        for issue in self.open.iter().filter(|i| answered(i)) {
            store::issue::settle(tx, issue.id)?;
        }
        Ok(())
    }
}

fn key(member: Option<MemberId>, problem: &Problem) -> Key {
    (member, problem.severity == Severity::Held, problem.column.clone(), problem.value.clone())
}
