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

/// What duties and scoring ask about one organisation and one year, as plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub org: OrgId,
    pub kind: OrgKind,
    pub year: i32,
    /// The founding of the organisation, before which nothing is due.
    pub founded: Option<PartialDate>,
    /// Full members (正式党员) on the roster now.
    pub full_members: u32,
    pub probationary: u32,
    /// The 党小组 named on the roster, in order.
    pub groups: Vec<String>,
    /// The day since when a 党小组 exists, for the groups that everybody who was ever in them is registered as having been
    /// moved into.
    pub groups_since: BTreeMap<String, Date>,
    /// How many members have a role in the committee.
    pub committee: u32,
    pub roster: RosterFacts,
    /// The activities held in the year, by day.
    pub activities: Vec<ActivityFact>,
    /// The members, by now or by the end of a year that is over, whom no 谈心谈话 of the year names as having been there,
    /// by sign-in number.
    pub untalked: Vec<(MemberId, String)>,
    /// The hours of study of each member now, by sign-in number.
    pub study: Vec<StudyFact>,
    /// The rows of ledgers opened in the year, or before it and not closed before it; by day.
    pub ledgers: Vec<LedgerFact>,
    /// The ids of ledgers with rows of earlier years, whether or not these stand in `ledgers`.
    pub used_before: BTreeSet<String>,
    /// The 党费 of each month that somebody owes; empty where nothing was ever recorded.
    pub dues: Vec<DuesFact>,
    /// Who is in which class by the day asked, in a year that is over by its last day; by sign-in number.
    pub classes: Vec<ClassFact>,
}

/// How one month's 党费 were collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuesFact {
    /// The month, 1–12.
    pub month: u32,
    pub of: Collected,
}

/// How 党费 were collected: members who owe, and those of them who have paid all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    pub owing: u32,
    pub paid: u32,
    /// Members who paid a part only; they are not among those who have paid.
    pub short: u32,
    /// The last day by which one of those who have paid counts as paid.
    pub settled_on: Option<Date>,
}

impl Collected {
    /// Members who have not paid all of what they owe.
    pub fn unpaid(self) -> u32 {
        self.owing - self.paid
    }

    /// Members who have paid nothing of what they owe.
    pub fn without(self) -> u32 {
        self.unpaid().saturating_sub(self.short)
    }

    /// The collection of several months together; who owes two of them counts twice.
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
    /// Hours of study in hundredths, of the records that tell their hours and name the member as present.
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
    /// The number of the item of a sheet that the row came from; empty for none.
    pub item: String,
    /// The member that the row belongs to.
    pub member: Option<MemberId>,
    /// What the row is about; empty where nothing but its days matters: no deadline, nothing wanted.
    pub title: String,
    /// What the ledger wants and the row has not.
    pub lacks: Vec<Lack>,
}

/// How complete the roster is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterFacts {
    pub members: u32,
    /// Members who lack a field that every form asks for, with the names of the fields.
    pub incomplete: Vec<Lacking>,
    /// Doubtful cells of imports that nobody has settled yet.
    pub open_issues: u32,
    /// How many members are 流动党员.
    pub floating: u32,
    /// 流动党员 of whom it is not written down where they are or how to reach them, with what lacks.
    pub unreachable: Vec<Lacking>,
}

/// What duties and scoring need of one activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityFact {
    pub id: ActivityId,
    pub kind: String,
    pub on: Date,
    /// Days from the day the activity was held to the day its record was typed in; 0 for imported records.
    pub days_late: i64,
    /// The day the record was first saved.
    pub recorded_on: Date,
    pub imported: bool,
    pub group: String,
    pub title: String,
    pub has_minutes: bool,
    /// 应到 to report.
    pub due: u32,
    /// 实到 to report.
    pub present: u32,
    pub unmarked: u32,
    /// A roll was frozen, nobody on it is marked as present and no 实到 is stated: whether the activity was held is not
    /// yet told. Never so of imported records: their files seldom give figures, and what stands in them is how it was
    /// told.
    pub untold: bool,
    /// The secretary taught (党课): the form's 书记讲授 is 是, or an imported title says so (`书记讲党课:……`).
    pub by_secretary: bool,
    /// Hours of study that the activity counts for, in hundredths; 0 where not told.
    pub hours: i64,
}

/// The lists of the facts that one member is on; members with the same lists lack the same.
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
