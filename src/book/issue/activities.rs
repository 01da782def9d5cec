//! The issues of an activities file: which of two people of one name a row meant, what an edited record has settled, and a
//! held row on its way to a record. Not here: how they came up (`import::activities`), those of a roster (`issue`).

use crate::{
    book::{Book, Error, Issue, Result, activity, import},
    model::{
        activity::{Attendance, Meeting, Roll},
        change::{Changed, Op},
        date::Date,
        doubt::Doubt,
        id::{ActivityId, IssueId, MemberId},
        import::{FileKind, REASON, Severity, WHO},
        member::Member,
    },
    office::activities::{ActivitiesRow, away, read_row},
    store,
};

/// A held row of an activities file as a record that is not saved yet.
#[derive(Clone, Debug)]
pub struct HeldMeeting {
    pub meeting: Meeting,
    /// Whether the row tells the day beyond doubt; else the record has today's in its place.
    pub day_known: bool,
    /// What else is doubtful in the row, in words.
    pub doubts: Vec<String>,
}

impl Book {
    /// The people of one name among whom an issue asks to choose, as they stand on the roll of its record;
    /// none for any other issue.
    pub fn namesakes(&self, issue: &Issue) -> Result<Vec<(Member, Roll)>> {
        let led = issue.problem.is(Doubt::ChairAway) || issue.problem.is(Doubt::RecorderAway);
        let (Some(id), Some(name), false) = (issue.activity, said(issue, WHO), led) else { return Ok(Vec::new()) };
        let roll = store::attendance::list(self.store.conn(), id)?;
        let named = roll.iter().filter(|a| a.name == name && a.roll.is_due());
        let mut people = Vec::new();
        for a in named {
            if let Some(member) = a.member.map(|id| self.member(id)).transpose()?.flatten() {
                people.push((member, a.roll));
            }
        }
        Ok(if people.len() > 1 { people } else { Vec::new() })
    }

    /// Says which of several people of one name an activities file meant: that one is excused or absent, for the file's
    /// reason, and the issue is settled, in one step.
    ///
    /// # Errors
    ///
    /// Refuses an issue that is settled or gone, and a person who is not one of them.
    pub fn choose_namesake(&mut self, id: IssueId, who: MemberId) -> Result<Changed> {
        let issue = self.issue(id)?;
        let chosen = self.namesakes(&issue)?.into_iter().find(|(m, _)| m.id == who);
        let gone = || Error::refused("这个人不在这次活动的应到名单里。");
        let (member, _) = chosen.ok_or_else(gone)?;
        let mut meeting = issue.activity.map_or(Ok(None), |a| self.meeting(a))?.ok_or_else(gone)?;
        let reason = said(&issue, REASON).unwrap_or_default();
        let roll = away(&issue.problem.column, reason);
        for a in meeting.attendance.iter_mut().filter(|a| a.member == Some(who)) {
            (a.roll, a.reason) = (roll, reason.to_owned());
        }
        let (title, no) = (meeting.activity.title.clone(), member.no);
        let op = Op::ChooseNamesake { name: member.name, no, title, roll };
        let meeting = activity::checked(&meeting)?;
        let (_, changed) = self.act(&op, |tx| {
            activity::put(tx, &meeting)?;
            store::issue::settle(tx, id)
        })?;
        Ok(changed)
    }

    /// The issues of activities files about a record that its new state answers: what did not agree agrees now, or the person
    /// who was not found is marked.
    pub(in crate::book) fn answered(&self, id: ActivityId, new: &Meeting) -> Result<Vec<IssueId>> {
        let open = self.issues_of(FileKind::Activities)?;
        let mut own =
            open.iter().filter(|i| i.activity == Some(id) && i.problem.severity == Severity::Flagged).peekable();
        if own.peek().is_none() {
            return Ok(Vec::new());
        }
        let Some(old) = self.meeting(id)? else { return Ok(Vec::new()) };
        let groups = self.groups()?;
        // Whoever was marked just now answers for one issue about a person of that name.
        let mut marked = newly_away(&old.attendance, &new.attendance);
        Ok(own.filter(|i| is_answered(i, &old, new, &groups, &mut marked)).map(|i| i.id).collect())
    }

    /// The id of the kind that a held row of an activities file tells beyond doubt; `None` where it does not.
    pub fn held_kind(&self, issue: &Issue) -> Option<String> {
        self.held_row(issue).kind
    }

    /// A new record (`id` 0, not saved) of the kind with what a held row of an activities file tells beyond doubt. A
    /// day and a 党小组 (may be empty) that are `told` stand for the row's own. Whoever the row says stayed away is marked
    /// so, nobody else is marked.
    ///
    /// # Errors
    ///
    /// Refuses an issue that is no held row of an activities file.
    pub fn held_meeting(&self, issue: &Issue, kind: &str, told: Option<(Date, &str)>) -> Result<HeldMeeting> {
        if issue.kind != FileKind::Activities || !issue.is_held() {
            return Err(Error::refused("这条存疑不是台账的暂存行。"));
        }
        let org = self.here()?.id;
        let mut row = self.held_row(issue);
        row.kind = Some(kind.to_owned());
        let on = told.map(|(day, _)| day).or(row.on);
        if let Some((_, group)) = told.filter(|(_, group)| !group.is_empty()) {
            row.group = group.to_owned();
        }
        let people = self.people(Some(org))?;
        let mut doubts = Vec::new();
        let (mut activity, attendance) =
            import::meeting_of_row(self, org, &people.roster, &row, on.unwrap_or(self.today()), kind, &mut doubts);
        activity.from_row = issue.from_row.clone();
        Ok(HeldMeeting {
            meeting: Meeting { activity, attendance, votes: Vec::new() },
            day_known: on.is_some(),
            doubts: doubts.into_iter().map(|d| d.problem.message).collect(),
        })
    }

    /// Saves a new meeting, and settles the held row that it comes from in the same step.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::save_meeting`] refuses.
    pub fn save_held_meeting(&mut self, meeting: &Meeting, id: IssueId) -> Result<(ActivityId, Changed)> {
        self.issue(id)?;
        self.put_meeting(meeting, vec![id])
    }

    /// The cells that are not in doubt.
    fn held_row(&self, issue: &Issue) -> ActivitiesRow {
        let sure = issue.cells.iter().filter(|c| c.doubt.is_empty());
        let cells = sure.map(|c| (c.column.as_str(), c.text.as_str()));
        read_row(issue.problem.row, cells, &self.catalog.kinds, self.today())
    }
}

/// What an issue tells of the person whom it is about.
fn said<'a>(issue: &'a Issue, what: &str) -> Option<&'a str> {
    if issue.is_held() {
        return None;
    }
    issue.cells.iter().find(|c| c.column == what).map(|c| c.text.as_str())
}

/// The names of those who are excused or absent now and were not before.
fn newly_away(old: &[Attendance], new: &[Attendance]) -> Vec<String> {
    let was = |a: &&Attendance| old.iter().any(|o| stayed_away(o) && o.member == a.member && o.name == a.name);
    new.iter().filter(|a| stayed_away(a)).filter(|a| !was(a)).map(|a| a.name.clone()).collect()
}

fn stayed_away(a: &Attendance) -> bool {
    matches!(a.roll, Roll::Excused | Roll::Absent)
}

/// Whether what the issue is about was changed, and agrees now.
fn is_answered(issue: &Issue, old: &Meeting, new: &Meeting, groups: &[String], marked: &mut Vec<String>) -> bool {
    let away = |m: &Meeting| m.attendance.iter().filter(|p| stayed_away(p)).count();
    let figures = |m: &Meeting| (m.activity.stated_due, m.activity.stated_present);
    let agree = |more: usize| match figures(new) {
        (Some(due), Some(present)) => u64::from(present) + more as u64 <= u64::from(due),
        _ => true,
    };
    let Some(doubt) = issue.problem.doubt else { return false };
    match (doubt, said(issue, WHO)) {
        (Doubt::DueUnclear, _) => new.activity.stated_due.is_some() && figures(old).0 != figures(new).0,
        (Doubt::PresentUnclear, _) => new.activity.stated_present.is_some() && figures(old).1 != figures(new).1,
        (Doubt::PresentAboveDue, _) => figures(old) != figures(new) && agree(0),
        (Doubt::TogetherAboveDue | Doubt::AwayUnnamed, _) => {
            (figures(old), away(old)) != (figures(new), away(new)) && agree(away(new))
        }
        (Doubt::GroupMissing | Doubt::GroupUnknown, _) => {
            old.activity.group != new.activity.group && groups.contains(&new.activity.group)
        }
        // Not both in the chair and away any more.
        (Doubt::ChairAway | Doubt::RecorderAway, Some(name)) => {
            let both = |m: &Meeting| {
                let leads = if doubt == Doubt::ChairAway { &m.activity.chair } else { &m.activity.recorder };
                leads == name && m.attendance.iter().any(|p| p.name == name && stayed_away(p))
            };
            both(old) && !both(new)
        }
        // Nobody knows who it was: whoever is marked now may have been.
        (_, Some(name)) => {
            let at = marked.iter().position(|m| m == name);
            at.map(|at| marked.remove(at)).is_some()
        }
        _ => false,
    }
}
