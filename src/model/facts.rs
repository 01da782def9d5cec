//! Everything that duties and scoring ask about one organisation in one year, read once from the store.
//! Plain data: all that follows from it (`duty`, `score`) is pure.

use super::{
    date::{Date, PartialDate},
    id::{ActivityId, LedgerEntryId, MemberId, OrgId},
    lack::{Lack, Lacking},
    member::Class,
    org::OrgKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// One organisation, one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub org: OrgId,
    pub kind: OrgKind,
    pub year: i32,
    /// Nothing is due before this.
    pub founded: Option<PartialDate>,
    /// Of those on the roster now.
    pub full_members: u32,
    pub probationary: u32,
    /// The 党小组 named on the roster, in order.
    pub groups: Vec<String>,
    /// Since when there are those of them that everybody who was ever in them is registered as having been moved into.
    pub groups_since: BTreeMap<String, Date>,
    /// Members with a role in the committee.
    pub committee: u32,
    pub roster: RosterFacts,
    /// Held in the year, by day.
    pub activities: Vec<ActivityFact>,
    /// Members, by now or by the end of a year that is over, whom no 谈心谈话 of the year names as having been there, by sign-in number.
    pub untalked: Vec<(MemberId, String)>,
    /// Hours of study of each member now, by sign-in number.
    pub study: Vec<StudyFact>,
    /// Rows of ledgers opened in the year, or before it and not closed before it; by day.
    pub ledgers: Vec<LedgerFact>,
    /// Ledgers with rows of earlier years, whether or not these stand in `ledgers`.
    pub used_before: BTreeSet<String>,
    /// 党费 by month, of the months that somebody owes; none at all where nothing was ever recorded.
    pub dues: Vec<DuesFact>,
    /// Who is in which class by the day asked, in a year that is over by its last; by sign-in number.
    pub classes: Vec<ClassFact>,
}

/// How one month's 党费 were collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuesFact {
    /// 1–12.
    pub month: u32,
    pub of: Collected,
}

/// Members who owe, and those of them who have paid all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    pub owing: u32,
    pub paid: u32,
    /// Who paid a part only; they are not among those who have paid.
    pub short: u32,
    /// The last day by which one of them counts as paid.
    pub settled_on: Option<Date>,
}

impl Collected {
    /// Who has not paid all of it.
    pub fn unpaid(self) -> u32 {
        self.owing - self.paid
    }

    /// Who has paid nothing of it.
    pub fn without(self) -> u32 {
        self.unpaid().saturating_sub(self.short)
    }

    /// Of several months together; who owes two of them counts twice.
    pub fn plus(self, other: Self) -> Self {
        Self {
            owing: self.owing + other.owing,
            paid: self.paid + other.paid,
            short: self.short + other.short,
            settled_on: self.settled_on.max(other.settled_on),
        }
    }
}

/// One person of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFact {
    pub class: Class,
    pub member: MemberId,
    pub name: String,
}

/// How long one member has studied in the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyFact {
    pub member: MemberId,
    pub name: String,
    pub secretary: bool,
    /// Hundredths of an hour: of the records that tell their hours and name the member as present.
    pub hours: i64,
}

/// What duties and scoring need of one row of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFact {
    pub id: LedgerEntryId,
    /// The ledger's id.
    pub ledger: String,
    pub opened_on: Date,
    pub due_on: Option<Date>,
    pub closed_on: Option<Date>,
    /// The item of a sheet that it came from; empty for none.
    pub item: String,
    /// The member it belongs to.
    pub member: Option<MemberId>,
    /// Empty where nothing but its days matters: no deadline, nothing wanted.
    pub title: String,
    /// What its ledger wants and it has not.
    pub lacks: Vec<Lack>,
}

/// How complete the roster is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterFacts {
    pub members: u32,
    /// Members who lack a field that every form asks for, with the names of the fields.
    pub incomplete: Vec<Lacking>,
    /// Questions from imports that nobody has settled yet.
    pub open_issues: u32,
    /// 流动党员, and those of whom it is not written down where they are or how to reach them, with what lacks.
    pub floating: u32,
    pub unreachable: Vec<Lacking>,
}

/// What duties and scoring need of one activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityFact {
    pub id: ActivityId,
    pub kind: String,
    pub on: Date,
    /// Days from the day held to the day typed in; 0 for imported records.
    pub days_late: i64,
    /// The day it was first saved.
    pub recorded_on: Date,
    pub imported: bool,
    pub group: String,
    pub title: String,
    pub has_minutes: bool,
    /// 应到 and 实到 to report.
    pub due: u32,
    pub present: u32,
    pub unmarked: u32,
    /// A roll was frozen, nobody on it is marked as present and no 实到 is stated: whether it was held is not yet told.
    /// Never of imported records: their ledgers seldom give figures, and what stands in them is how it was told.
    pub untold: bool,
    /// The secretary taught (党课): the form's 书记讲授 is 是, or an imported title says so (`书记讲党课:……`).
    pub by_secretary: bool,
    /// Hundredths of an hour of study that it counts for; 0 where not told.
    pub hours: i64,
}

/// What one member is on the lists of the facts for; members of whom it is the same lack the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacks {
    incomplete: bool,
    unreachable: bool,
    untalked: bool,
    /// Whether the secretary, and the hours.
    study: Option<(bool, i64)>,
}

// Every list of members stands in both: one says who is on it, the other takes somebody off.
impl Facts {
    pub fn lacks(&self, member: MemberId) -> Lacks {
        let listed = |list: &[Lacking]| list.iter().any(|(id, ..)| *id == member);
        Lacks {
            incomplete: listed(&self.roster.incomplete),
            unreachable: listed(&self.roster.unreachable),
            untalked: self.untalked.iter().any(|(id, _)| *id == member),
            study: self.study.iter().find(|s| s.member == member).map(|s| (s.secretary, s.hours)),
        }
    }

    /// Pretends that a member lacks nothing.
    pub fn put_right(&mut self, member: MemberId) {
        self.roster.incomplete.retain(|(id, ..)| *id != member);
        self.roster.unreachable.retain(|(id, ..)| *id != member);
        self.untalked.retain(|(id, _)| *id != member);
        self.study.retain(|s| s.member != member);
    }
}
