//! Meetings and other activities: the record, who was there, and the kinds that data describes.
//! Not here: what is due when (`duty`), how votes are judged (`vote`), how a record is printed (`paper`).

mod grades;
mod quorum;

pub use grades::GradeTally;
pub use quorum::{Quorum, QuorumBase, QuorumShare, QuorumState};

use super::{
    closed_set,
    date::Date,
    field::FieldSpec,
    grade::Grade,
    id::{ActivityId, MemberId, OrgId},
    record::RecordCell,
    vote::{Vote, Voters},
};
use crate::text::agenda;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days after the day something was held within which its record is in time; typed in later than that it is a late
/// entry (补录).
pub const LATE_DAYS: i64 = 7;
/// The kinds that rules in code ask for, by their ids in `data/activities.toml`: a matter goes through the committee
/// before the members' meeting (支部条例 12). A township's file may change all else about these kinds, but not the ids.
pub const MEMBERS_MEETING: &str = "members_meeting";
pub const COMMITTEE_MEETING: &str = "committee_meeting";
/// The kind 谈心谈话, which should reach every member once a year (支部条例).
pub const HEART_TALK: &str = "heart_talk";
/// The further fields, by their ids, that hold the plan of an activity and who is in charge of it: they have a paper of
/// their own, needed beforehand.
pub const PLAN: &str = "plan";
pub const LEADER: &str = "leader";
/// The further fields of a 党课, by their ids, that belong together: who taught, and whether that was the secretary.
pub const LECTURER: &str = "lecturer";
pub const BY_SECRETARY: &str = "by_secretary";

/// How a record came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Typed in by a person.
    #[default]
    Typed,
    /// Read from an activities file; the day it was first written down is not known.
    Imported,
}

closed_set!(Source {
    Typed = "typed", "录入";
    Imported = "imported", "导入";
});

/// The record of one meeting or activity, without the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub org: OrgId,
    /// The number that people call the record by, year and running number: `2026-017`; given by the store when first
    /// saved, empty before.
    pub no: String,
    /// The id of its [`ActivityKind`].
    pub kind: String,
    pub on: Date,
    /// The hour it began, `HH:MM`; empty where not known.
    pub starts: String,
    pub ends: String,
    pub place: String,
    pub chair: String,
    pub recorder: String,
    /// The title in one line: 主题, 议题 or 课题.
    pub title: String,
    /// The agenda (议程), one matter a line.
    pub topics: String,
    /// The minutes.
    pub minutes: String,
    /// The 党小组 that met; empty for the whole branch.
    pub group: String,
    /// 应到 and 实到 as a paper or an activities file states them; nobody unnamed is ever marked.
    pub stated_due: Option<u32>,
    pub stated_present: Option<u32>,
    /// Further fields that the kind describes, by their id. Unknown ones are kept.
    pub extra: BTreeMap<String, String>,
    pub source: Source,
    /// When the record was first saved, in local time.
    pub recorded_at: NaiveDateTime,
    /// The record in whose course this one was held, on the same day: a 党课 on a theme day.
    #[serde(default)]
    pub held_with: Option<ActivityId>,
    /// The row of an activities file that the record was read from, by a hash of what stood there: it is that row's
    /// record still when all else about it was put right.
    #[serde(default)]
    pub from_row: Option<String>,
}

impl Activity {
    /// What the minutes say; empty where there are only the headings of the agenda, to write under.
    pub fn written(&self) -> &str {
        if agenda::only_headings(&self.minutes, &self.topics) { "" } else { &self.minutes }
    }

    /// Days from the day the activity was held to the day its record was typed in, never less than 0; 0 for imported
    /// ones, whose day is not known.
    pub fn days_late(&self) -> i64 {
        match self.source {
            Source::Typed => (self.recorded_at.date() - self.on).num_days().max(0),
            Source::Imported => 0,
        }
    }
}

/// What the roll call (点名) said of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    #[default]
    Unmarked,
    Present,
    Excused,
    Absent,
    /// 列席: there without being due, as guests and non-members are.
    Observer,
    /// 不计应到: taken off 应到, for the reason in [`Attendance::due_note`].
    NotDue,
}

closed_set!(Roll {
    Unmarked = "unmarked", "未点名";
    Present = "present", "到会";
    Excused = "excused", "请假";
    Absent = "absent", "缺席";
    Observer = "observer", "列席";
    NotDue = "not_due", "不计应到";
});

impl Roll {
    /// Whether a person with this mark counts towards 应到.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Unmarked | Self::Present | Self::Excused | Self::Absent)
    }
}

/// One person at one activity, frozen when it was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attendance {
    /// The member; `None` for a guest, who is not on the roster and has no number.
    pub member: Option<MemberId>,
    /// The person's name at that time, kept though the roster may change.
    pub name: String,
    /// The person's sign-in number at that time; 0 for a guest.
    pub no: u32,
    pub roll: Roll,
    /// The reason of an excuse or absence, in words; empty where none was given.
    pub reason: String,
    /// The person had a vote on that day.
    pub votes: bool,
    /// Why 应到 was corrected by hand for this person: taken off ([`Roll::NotDue`]) or put on; empty where 应到 is as
    /// membership says.
    pub due_note: String,
    /// The grade that the person got in 民主评议; `None` where there is none.
    pub grade: Option<Grade>,
}

impl Attendance {
    /// Whether nobody has said anything of this person yet: the row may be replaced when the day changes.
    pub fn untouched(&self) -> bool {
        self.roll == Roll::Unmarked && self.due_note.is_empty() && self.grade.is_none()
    }
}

/// An activity with its people and votes: what a form edits and a printer prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub activity: Activity,
    pub attendance: Vec<Attendance>,
    pub votes: Vec<Vote>,
}

/// The heads of a roll, counted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub due: u32,
    pub due_voting: u32,
    pub present: u32,
    pub present_voting: u32,
    pub excused: u32,
    pub absent: u32,
    pub unmarked: u32,
    pub unmarked_voting: u32,
    pub observers: u32,
}

impl Tally {
    pub fn of(attendance: &[Attendance]) -> Self {
        let mut t = Self::default();
        for a in attendance {
            match a.roll {
                Roll::Observer => {
                    t.observers += 1;
                    continue;
                }
                Roll::NotDue => continue,
                _ => {}
            }
            let vote = u32::from(a.votes);
            t.due += 1;
            t.due_voting += vote;
            match a.roll {
                Roll::Present => {
                    t.present += 1;
                    t.present_voting += vote;
                }
                Roll::Excused => t.excused += 1,
                Roll::Absent => t.absent += 1,
                Roll::Unmarked => {
                    t.unmarked += 1;
                    t.unmarked_voting += vote;
                }
                Roll::Observer | Roll::NotDue => {}
            }
        }
        t
    }

    /// The voters, due and present; `None` while somebody with a vote is unmarked, or nobody has one.
    pub fn voters(&self) -> Option<Voters> {
        let known = self.unmarked_voting == 0 && self.due_voting > 0;
        known.then_some(Voters { due: self.due_voting, present: self.present_voting })
    }
}

/// 应到 and 实到 of an activity as it is reported, and where the figures come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Turnout {
    pub due: u32,
    pub present: u32,
    /// The figures are taken from the paper, because the names are incomplete.
    pub stated: bool,
}

impl Turnout {
    /// The turnout out of the heads counted by name and the due and present that a paper has `stated`; see
    /// [`Meeting::turnout`].
    pub fn report(due: u32, present: u32, unmarked: u32, stated: (Option<u32>, Option<u32>)) -> Self {
        match stated {
            (Some(d), Some(p)) if due == 0 || unmarked > 0 => Self { due: d, present: p, stated: true },
            _ => Self { due, present, stated: false },
        }
    }
}

impl Meeting {
    /// Writes the voters of the roll into every vote, as saving does.
    pub fn freeze_voters(&mut self) {
        let voters = Tally::of(&self.attendance).voters();
        for vote in &mut self.votes {
            vote.voters = voters;
        }
    }

    /// The turnout to report: the named figures where everybody is marked, else the stated ones where there are any.
    pub fn turnout(&self) -> Turnout {
        let t = Tally::of(&self.attendance);
        Turnout::report(t.due, t.present, t.unmarked, (self.activity.stated_due, self.activity.stated_present))
    }
}

/// Who is due to come to a kind of activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    #[default]
    All,
    Committee,
    Group,
    /// Nobody by default: people are named one by one.
    Named,
}

/// A kind of activity, as `data/activities.toml` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityKind {
    pub id: String,
    pub name: String,
    /// Other names of the kind that activities files use.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub who: Who,
    #[serde(default)]
    pub quorum: Quorum,
    /// Votes are taken at an activity of this kind.
    #[serde(default)]
    pub votes: bool,
    /// An activity of this kind has an agenda, one matter a line; where votes are taken there is one anyway.
    #[serde(default)]
    pub agenda: bool,
    /// The id of the [`VoteRule`](super::vote::VoteRule) that votes usually go by; empty: the first one, or the one
    /// that the matter's words mean.
    #[serde(default)]
    pub vote_rule: String,
    /// The record may be saved once for each person who was there (谈心谈话).
    #[serde(default)]
    pub each: bool,
    /// Everybody with a vote is given a grade (民主评议).
    #[serde(default)]
    pub grades: bool,
    /// The kind is a theme day, shown on F4 instead of F3.
    #[serde(default)]
    pub theme_day: bool,
    /// What the one-line title is called on the form: 主题, 议题, 课题.
    pub title_label: String,
    /// Who convenes an activity of this kind and takes the chair, in words.
    #[serde(default)]
    pub convener: String,
    #[serde(default)]
    pub fields: Vec<FieldSpec>,
    /// The rows of the printed record, of one or two cells each; empty: as most records are printed. Fields that are
    /// not among them are printed below where there is something in them.
    #[serde(default)]
    pub form: Vec<Vec<RecordCell>>,
    /// Who signs the printed record; empty: the chair, the recorder, and the secretary where that is somebody else.
    #[serde(default)]
    pub signatures: Vec<String>,
    /// The regulation behind the kind, as far as it was verified.
    #[serde(default)]
    pub basis: String,
}

impl ActivityKind {
    pub fn has_agenda(&self) -> bool {
        self.agenda || self.votes
    }

    /// Whether an activity of this kind has a plan with a paper of its own.
    pub fn has_plan(&self) -> bool {
        self.fields.iter().any(|f| f.id == PLAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(roll: Roll, votes: bool) -> Attendance {
        Attendance { member: Some(MemberId(1)), name: "张三".into(), no: 1, roll, votes, ..Attendance::default() }
    }

    #[test]
    fn observers_and_those_taken_off_are_not_due() {
        let t = Tally::of(&[person(Roll::Observer, false), person(Roll::NotDue, true)]);
        assert_eq!((t.due, t.due_voting, t.observers), (0, 0, 1));
    }
}
