//! The book of one data folder: what one may read and do. Each verb is one step in the journal and says what changed.
//! Not here: SQL (`store`), file formats (`office`), rules (`model`), the screen.

mod catalog;
pub mod demo;
pub mod papers;
pub mod print;

pub use catalog::Catalog;

use crate::model::{
    activity::{Activity, Attendance, Meeting, Turnout},
    change::Changed,
    date::Date,
    duty::Entry,
    id::{ActivityId, IssueId, MemberId, OrgId},
    import::{Problem, Report},
    member::{Member, MemberEvent},
    org::Org,
    score::{Points, Score},
};
use std::path::{Path, PathBuf};

/// Stub of the error; the real one is in `store`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Refused(String),
    #[error("{}:{source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
}

impl Error {
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }

    pub fn file(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::File { path: path.into(), source }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// Where the date and time come from: the computer, or a fixed day (`--today`, tests).
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    fixed: Option<Date>,
}

impl Clock {
    pub fn system() -> Self {
        Self::default()
    }
    pub fn fixed(day: Date) -> Self {
        Self { fixed: Some(day) }
    }
    pub fn today(self) -> Date {
        self.fixed.unwrap_or_default()
    }
}

/// Whether the book may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// A row of a list of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRow {
    pub id: ActivityId,
    pub no: String,
    pub kind: String,
    pub held_on: Date,
    pub title: String,
    pub group: String,
    pub place: String,
    pub turnout: Turnout,
    pub unmarked: u32,
    pub days_late: i64,
    pub imported: bool,
}

/// A question that an import left (存疑 or 暂存).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub id: IssueId,
    /// `None` for a held row.
    pub member: Option<MemberId>,
    pub file: String,
    pub problem: Problem,
}

/// A hit of the search over everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    Member { id: MemberId, name: String, detail: String },
    Activity { id: ActivityId, held_on: Date, kind: String, title: String, snippet: String },
}

/// A step of the journal, for the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub seq: i64,
    pub at: chrono::NaiveDateTime,
    pub device: String,
    pub person: String,
    pub label: String,
    /// Taken back by a later undo.
    pub undone: bool,
}

/// What is being typed and not yet saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is a draft of: `activity:new:theme_day`, `activity:12345`, `member:12345`.
    pub key: String,
    /// In words: `主题党日(未保存)`.
    pub label: String,
    pub saved_at: chrono::NaiveDateTime,
    /// The form's own shape.
    pub body: serde_json::Value,
}

pub struct Book {}

#[allow(unused_variables)]
impl Book {
    /// Opens the book in a data folder. With `Access::Write` where another program writes: falls back to reading and says so in `read_only`.
    pub fn open(folder: &Path, access: Access, clock: Clock) -> Result<Self> {
        todo!()
    }
    /// Whether the folder has a book.
    pub fn exists(folder: &Path) -> bool {
        todo!()
    }
    pub fn folder(&self) -> &Path {
        todo!()
    }
    /// Why it cannot be written now, for a person; `None` where it can.
    pub fn read_only(&self) -> Option<&str> {
        todo!()
    }
    pub fn today(&self) -> Date {
        todo!()
    }
    /// Hints of the opening: backup restored, catalog faults, newer file …
    pub fn notices(&self) -> &[String] {
        todo!()
    }
    pub fn catalog(&self) -> &Catalog {
        todo!()
    }

    pub fn orgs(&self) -> &[Org] {
        todo!()
    }
    /// The organisation that everything below is about.
    pub fn org(&self) -> Option<&Org> {
        todo!()
    }
    pub fn switch_org(&mut self, id: OrgId) -> Result<()> {
        todo!()
    }
    pub fn add_org(&mut self, org: Org) -> Result<Changed> {
        todo!()
    }
    /// Who is at the keyboard; asked once, changeable; not journalled.
    pub fn person(&self) -> &str {
        todo!()
    }
    pub fn set_person(&mut self, name: &str) -> Result<()> {
        todo!()
    }

    /// By sign-in number.
    pub fn members(&self) -> Result<Vec<Member>> {
        todo!()
    }
    pub fn member(&self, id: MemberId) -> Result<Option<Member>> {
        todo!()
    }
    pub fn member_events(&self, id: MemberId) -> Result<Vec<MemberEvent>> {
        todo!()
    }
    /// The activities that a member was due at in a year, with what the roll said.
    pub fn member_attendance(&self, id: MemberId, year: i32) -> Result<Vec<(ActivityRow, Attendance)>> {
        todo!()
    }
    /// A new member with the next free number; not saved.
    pub fn new_member(&self) -> Result<Member> {
        todo!()
    }
    /// Adds or changes. Refuses an empty name and a number or identity that another member has.
    pub fn save_member(&mut self, member: &Member) -> Result<Changed> {
        todo!()
    }
    pub fn delete_member(&mut self, id: MemberId) -> Result<Changed> {
        todo!()
    }
    pub fn add_member_event(&mut self, event: &MemberEvent) -> Result<Changed> {
        todo!()
    }
    pub fn issues(&self) -> Result<Vec<Issue>> {
        todo!()
    }
    /// The question is answered: the member's page was put right, or the cell stands as it is.
    pub fn settle_issue(&mut self, id: IssueId) -> Result<Changed> {
        todo!()
    }

    /// Of a year, by day.
    pub fn activities(&self, year: i32) -> Result<Vec<ActivityRow>> {
        todo!()
    }
    pub fn meeting(&self, id: ActivityId) -> Result<Option<Meeting>> {
        todo!()
    }
    /// Who is due at a kind of activity on a day, by sign-in number, all unmarked.
    pub fn due_at(&self, kind: &str, group: &str, day: Date) -> Result<Vec<Attendance>> {
        todo!()
    }
    /// A new activity with everybody due who is due; place, chair and recorder of the last of that kind; not saved.
    pub fn new_meeting(&self, kind: &str, group: &str, day: Date) -> Result<Meeting> {
        todo!()
    }
    /// The last activity of that kind (and group) before a day.
    pub fn last_of_kind(&self, kind: &str, group: &str, before: Date) -> Result<Option<Activity>> {
        todo!()
    }
    pub fn save_meeting(&mut self, meeting: &Meeting) -> Result<(ActivityId, Changed)> {
        todo!()
    }
    pub fn delete_activity(&mut self, id: ActivityId) -> Result<Changed> {
        todo!()
    }

    pub fn calendar(&self, year: i32) -> Result<Vec<Entry>> {
        todo!()
    }
    /// `checklist`: an id, or `None` for the one that this kind of organisation has.
    pub fn score(&self, checklist: Option<&str>, on: Date) -> Result<Score> {
        todo!()
    }
    /// `points: None` = not applicable. Refuses more than the maximum, less than 0, and a deduction without a reason.
    pub fn decide(
        &mut self,
        checklist: &str,
        year: i32,
        item: &str,
        points: Option<Points>,
        reason: &str,
    ) -> Result<Changed> {
        todo!()
    }
    pub fn clear_decision(&mut self, checklist: &str, year: i32, item: &str) -> Result<Changed> {
        todo!()
    }

    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        todo!()
    }

    pub fn undo(&mut self) -> Result<Changed> {
        todo!()
    }
    pub fn redo(&mut self) -> Result<Changed> {
        todo!()
    }
    /// The label of what the next undo would take back.
    pub fn undo_label(&self) -> Result<Option<String>> {
        todo!()
    }
    pub fn redo_label(&self) -> Result<Option<String>> {
        todo!()
    }
    pub fn history(&self, limit: usize) -> Result<Vec<Step>> {
        todo!()
    }

    pub fn import_roster(&mut self, file: &Path, dry_run: bool) -> Result<Report> {
        todo!()
    }
    pub fn import_activities(&mut self, file: &Path, dry_run: bool) -> Result<Report> {
        todo!()
    }

    pub fn drafts(&self) -> Vec<Draft> {
        todo!()
    }
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        todo!()
    }
    pub fn drop_draft(&self, key: &str) -> Result<()> {
        todo!()
    }

    /// Fills the current, empty organisation with the sample branch of invented people.
    pub fn add_demo(&mut self) -> Result<Changed> {
        todo!()
    }
    /// Everything that is wrong with the file, in words; empty where it is sound.
    pub fn check(&self) -> Result<Vec<String>> {
        todo!()
    }
    /// Puts a verified copy in the place of the folder's file, which is set aside; returns where that went.
    pub fn restore(folder: &Path, from: &Path, clock: Clock) -> Result<Option<PathBuf>> {
        todo!()
    }
    /// Writes a verified copy; into `备份/` where no file is named.
    pub fn backup(&self, to: Option<&Path>) -> Result<PathBuf> {
        todo!()
    }
}
