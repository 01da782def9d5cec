//! What the rows of a roster do to the members: who is new, what is filled in, which numbers they get.
//! Not here: who is who (`matching`), which cells are doubtful (`office::roster`).

use super::{
    super::{Issue, LARGEST_NO, Result},
    About, Fate, Issues, count,
    matching::{self, Found},
};
use crate::{
    model::{
        date::PartialDate,
        doubt::Doubt,
        id::MemberId,
        import::{HeldCell, Problem, Report, Severity},
        member::{Category, Member},
    },
    office::roster::RosterRow,
    store::{self, Tx},
};
use std::collections::BTreeSet;

/// What an import of a roster would do.
pub struct Sorted<'a> {
    pub report: Report,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    row: &'a RosterRow,
    fate: Fate,
    /// The member as the row would have it; `None` for a held row, `id` 0 for a new one.
    member: Option<Member>,
    /// The member as on record before.
    old: Option<&'a Member>,
    problems: Vec<Problem>,
}

/// Decides about every row; `old` are the members on record.
pub fn sort<'a>(rows: &'a [RosterRow], old: &'a [Member]) -> Sorted<'a> {
    let found = matching::pair(rows, old);
    let mut numbers = Numbers::new(rows, old);
    let mut entries: Vec<Entry<'a>> =
        rows.iter().zip(found).map(|(row, found)| entry(row, found, old, &mut numbers)).collect();
    let mut report = Report::default();
    for entry in &mut entries {
        if let Some(m) = entry.member.as_mut().filter(|m| m.no == 0) {
            m.no = numbers.next();
        }
        count(&mut report, entry.fate, &entry.problems);
    }
    Sorted { report, entries }
}

fn entry<'a>(row: &'a RosterRow, found: Found, old: &'a [Member], numbers: &mut Numbers) -> Entry<'a> {
    let mut problems = row.problems.clone();
    let (fate, member) = match &found {
        Found::Unclear(problem) => {
            problems.insert(0, problem.clone());
            (Fate::Held, None)
        }
        _ if row.is_held() => (Fate::Held, None),
        Found::New => {
            let no = if numbers.take(row.member.no) { row.member.no } else { 0 };
            (Fate::Added, Some(Member { no, ..row.member.clone() }))
        }
        Found::Member(i) => {
            problems.retain(|p| !known_already(p, row, &old[*i]));
            let merged = merge(&old[*i], row);
            (if merged == old[*i] { Fate::Unchanged } else { Fate::Updated }, Some(merged))
        }
    };
    let before = if let Found::Member(i) = found { old.get(i) } else { None };
    Entry { row, fate, member, old: before, problems }
}

impl Sorted<'_> {
    pub fn write(self, tx: &Tx<'_>, issues: &mut Issues) -> Result<()> {
        let taken: Vec<&RosterRow> = self.entries.iter().filter(|e| e.member.is_some()).map(|e| e.row).collect();
        issues.settle(tx, |issue| taken.iter().filter(|row| is_corrected(issue, row)).count() == 1)?;
        for Entry { row, fate, member, old, problems } in self.entries {
            let Some(mut member) = member else {
                issues.ask_held(tx, &row.cells, &problems, None)?;
                continue;
            };
            match fate {
                Fate::Added => {
                    (member.id, member.org) = (MemberId(tx.new_id()), issues.org);
                    store::member::insert(tx, &member)?;
                }
                Fate::Updated => store::member::update(tx, &member)?,
                Fate::Unchanged | Fate::Held => {}
            }
            if let Some(old) = old {
                issues.settle(tx, |issue| is_answered(issue, row, old, &member))?;
            }
            let about = About { member: Some(member.id), activity: None };
            for problem in &problems {
                issues.ask(tx, about, problem, Vec::new())?;
            }
        }
        Ok(())
    }
}

/// Whether the file now says something else about the cell in question. A blank says nothing.
fn is_answered(issue: &Issue, row: &RosterRow, old: &Member, new: &Member) -> bool {
    let column = issue.problem.column.as_str();
    let cell = row.cells.iter().find(|(name, text)| name == column && !text.trim().is_empty());
    let changed =
        cell.is_some_and(|(_, text)| *text != issue.problem.value) || old.column(column) != new.column(column);
    issue.member == Some(old.id) && changed
}

/// Whether a row that goes in is a held one put right: all else that the held one had it has too, and it can be told whose.
fn is_corrected(issue: &Issue, row: &RosterRow) -> bool {
    if issue.cells.is_empty() {
        return false;
    }
    let same = |cell: &&HeldCell| row.cells.iter().any(|(name, text)| *name == cell.column && *text == cell.text);
    let at_fault = |cell: &&HeldCell| cell.column == issue.problem.column || cell.column == "序号";
    let tells = |cell: &&HeldCell| ["姓名", "公民身份号码", "联系电话"].contains(&cell.column.as_str());
    issue.cells.iter().filter(|c| !at_fault(c)).all(|c| same(&c)) && issue.cells.iter().filter(tells).any(|c| same(&c))
}

/// Whether the book knows what the file lacks: that the 转正时间 of a full member on record is blank is no news.
fn known_already(problem: &Problem, row: &RosterRow, old: &Member) -> bool {
    problem.is(Doubt::FullUnknown) && row.member.full.is_none() && old.category == Category::Full
}

/// The member as the row would have it.
pub fn merge(old: &Member, row: &RosterRow) -> Member {
    let new = &row.member;
    // A doubtful cell fills what is empty, but replaces nothing.
    let sure = |column: &str| !row.problems.iter().any(|p| p.column == column && p.severity == Severity::Flagged);
    let filled = |column: &str| row.cells.iter().any(|(name, _)| name == column);
    let text = |column: &str, old: &str, new: &str| {
        let takes = !new.is_empty() && (old.is_empty() || sure(column));
        if takes { new.to_owned() } else { old.to_owned() }
    };
    let date = |column: &str, old: Option<PartialDate>, new: Option<PartialDate>| match (old, new) {
        // The month alone does not replace the day.
        (Some(o), Some(n)) if !sure(column) || (o.agrees_with(n) && precision(o) >= precision(n)) => Some(o),
        (o, n) => n.or(o),
    };
    let mut m = old.clone();
    m.name = text("姓名", &old.name, &new.name);
    m.ethnicity = text("民族", &old.ethnicity, &new.ethnicity);
    if !new.id_number.is_empty() && (old.id_number.is_empty() || sure("公民身份号码")) {
        m.id_number = new.id_number.clone();
    }
    m.education = text("学历", &old.education, &new.education);
    m.group = text("党小组", &old.group, &new.group);
    m.post = text("职务", &old.post, &new.post);
    m.job = text("从业情况", &old.job, &new.job);
    if !new.phone.is_empty() && (old.phone.is_empty() || sure("联系电话")) {
        m.phone = new.phone.clone();
    }
    m.address = text("家庭住址", &old.address, &new.address);
    m.floating_place = text("外出地点", &old.floating_place, &new.floating_place);
    m.note = text("备注", &old.note, &new.note);
    m.birth = date("出生日期", old.birth, new.birth);
    m.joined = date("入党时间", old.joined, new.joined);
    m.full = date("转正时间", old.full, new.full);
    if old.sex.is_none() || (sure("性别") && new.sex.is_some()) {
        m.sex = new.sex;
    }
    if filled("人员类别") && sure("人员类别") {
        m.category = new.category;
    }
    if filled("流动党员") && sure("流动党员") {
        m.floating = new.floating;
    }
    // The part in the committee follows from the post; where that is the same, a person may have put it right.
    if m.post != old.post {
        m.role = new.role;
    }
    m.extra.extend(new.extra.iter().map(|(k, v)| (k.clone(), v.clone())));
    m
}

fn precision(date: PartialDate) -> u8 {
    u8::from(date.month().is_some()) + u8::from(date.day().is_some())
}

/// Sign-in numbers: the file's where it is free, else one above all.
struct Numbers {
    taken: BTreeSet<u32>,
    last: u32,
}

impl Numbers {
    fn new(rows: &[RosterRow], old: &[Member]) -> Self {
        let taken: BTreeSet<u32> = old.iter().map(|m| m.no).collect();
        // A held row keeps its number free for the day when it comes in.
        let in_file = rows.iter().map(|r| r.member.no).filter(|no| *no <= LARGEST_NO);
        let last = taken.iter().copied().chain(in_file).max().unwrap_or(0);
        Self { taken, last }
    }

    fn take(&mut self, no: u32) -> bool {
        (1..=LARGEST_NO).contains(&no) && self.taken.insert(no)
    }

    fn next(&mut self) -> u32 {
        self.last = self.last.saturating_add(1);
        self.last
    }
}
