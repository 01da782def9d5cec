//! The issues that imports left: reading them, settling them, a held row on its way into the roster.
//! Not here: what makes a cell doubtful (`office`, `import`), members as such (`member`), issues of an activities file
//! (`activities`).

mod activities;

pub use activities::HeldMeeting;

use super::{Book, Error, Issue, Result};
use crate::{
    model::{
        change::{Changed, Op},
        id::{IssueId, MemberId},
        import::{FileKind, Problem},
        member::{Arrival, Member},
    },
    office::roster::read_row,
    store,
};

impl Book {
    /// The issues that nobody has settled yet, as imported.
    pub fn issues(&self) -> Result<Vec<Issue>> {
        store::issue::open(self.store.conn(), self.here()?.id)
    }

    /// The unsettled issues that files of one kind left.
    pub fn issues_of(&self, kind: FileKind) -> Result<Vec<Issue>> {
        Ok(self.issues()?.into_iter().filter(|i| i.kind == kind).collect())
    }

    /// An issue that nobody has settled yet.
    ///
    /// # Errors
    ///
    /// Refuses one that is settled or gone.
    pub fn issue(&self, id: IssueId) -> Result<Issue> {
        let found = self.issues()?.into_iter().find(|i| i.id == id);
        found.ok_or_else(|| Error::refused("这条存疑已经处理过或已不存在。"))
    }

    /// Settles an issue: the record was put right, or the cell stands as it is.
    pub fn settle_issue(&mut self, id: IssueId) -> Result<Changed> {
        let issue = self.issue(id)?;
        let member = issue.member.map(|m| self.known(m)).transpose()?;
        let name = member.map_or_else(|| format!("“{}”第{}行", issue.file, issue.problem.row), |m| m.name);
        let op = Op::SettleIssue { name, column: issue.problem.column };
        Ok(self.act(&op, |tx| store::issue::settle(tx, id))?.1)
    }

    /// A new member (`id` 0, not saved) with what a held row of a roster tells beyond doubt. The name is what it is even
    /// where it is not clear whose; every other cell in doubt stays empty.
    ///
    /// # Errors
    /// Refuses an issue that is no held row of a roster.
    pub fn held_member(&self, issue: &Issue) -> Result<Member> {
        if issue.kind != FileKind::Roster || issue.cells.is_empty() {
            return Err(Error::refused("这条存疑不是花名册的暂存行。"));
        }
        let blank = self.new_member()?;
        let sure = issue.cells.iter().filter(|c| c.doubt.is_empty() || c.column == "姓名");
        let cells: Vec<(&str, &str)> = sure.map(|c| (c.column.as_str(), c.text.as_str())).collect();
        // Without its neighbours or its cell's type a value may be in doubt that was not in the file.
        let doubts = read_row(issue.problem.row, cells.iter().copied()).problems;
        let doubted = |column: &str| column != "姓名" && doubts.iter().any(|p| p.column == column);
        let read = read_row(issue.problem.row, cells.into_iter().filter(|(column, _)| !doubted(column))).member;
        let free = (1..=super::LARGEST_NO).contains(&read.no) && self.members()?.iter().all(|m| m.no != read.no);
        let mut member = Member { id: blank.id, org: blank.org, no: if free { read.no } else { blank.no }, ..read };
        // The identity number would fill in what the row's own cell says otherwise.
        let said = |column: &str| issue.cells.iter().any(|c| c.column == column && !c.doubt.is_empty());
        if said("性别") {
            member.sex = None;
        }
        if said("出生日期") {
            member.birth = None;
        }
        Ok(member)
    }

    /// Adds a new member, and settles the held row that the person comes from in the same step.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::add_member`] refuses.
    pub fn save_held(&mut self, member: &Member, id: IssueId, arrival: Arrival) -> Result<Changed> {
        self.issue(id)?;
        self.put_member(&Member { id: MemberId(0), ..member.clone() }, Some(id), Some(arrival))
    }
}

/// The columns that a roster's reader holds against one another.
const HELD_TOGETHER: [&str; 7] = ["性别", "出生日期", "公民身份号码", "人员类别", "职务", "入党时间", "转正时间"];

/// Tells of a doubt whether the member had it, as on record, and has none in that column any more: what it was held
/// against was put right.
pub(super) fn put_right(old: &Member, new: &Member) -> impl Fn(&Problem) -> bool {
    let (old, new) = (doubts(old), doubts(new));
    move |asked| {
        let same = |p: &Problem| p.column == asked.column && p.doubt == asked.doubt;
        old.iter().any(same) && new.iter().all(|p| p.column != asked.column)
    }
}

/// What a reader would doubt in a roster with this member on it.
fn doubts(member: &Member) -> Vec<Problem> {
    let cells = HELD_TOGETHER.map(|column| (column, member.column(column).unwrap_or_default()));
    read_row(0, cells.iter().map(|(column, text)| (*column, text.as_str()))).problems
}
