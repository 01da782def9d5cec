//! Duties: what is due how often, for whom, on what basis; and the calendar that follows from the facts.
//! Not here: points (`score`).

use super::{
    activity::{ActivityKind, HEART_TALK, LATE_DAYS},
    amount::Amount,
    date::{Date, PartialDate, Period, Span},
    dues::year::can_pay_back,
    facts::{ActivityFact, Collected, Facts},
    id::ActivityId,
    org::OrgKind,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The organisations that a duty applies to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    #[default]
    Always,
    /// Branches with a committee: roles on the roster, or at least 7 full members (支部条例).
    Committee,
    /// Once per 党小组; not applicable where there is none.
    EachGroup,
    /// Villages and communities only.
    Village,
    /// 两新 organisations only.
    Enterprise,
    /// Switched off by the township.
    Never,
}

/// One duty, as `data/duties.toml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub name: String,
    /// Ids of the kinds of activity that fulfil it.
    #[serde(default)]
    pub activities: Vec<String>,
    /// The duty is fulfilled by the register of 党费 instead of records: once everybody who owes the period has paid.
    #[serde(default)]
    pub dues: bool,
    pub every: Span,
    /// How many records one period needs, at least 1.
    #[serde(default = "one")]
    pub count: u32,
    #[serde(default)]
    pub applies: Applies,
    /// Only activities where the secretary taught count.
    #[serde(default)]
    pub by_secretary: bool,
    /// The first month of the year, 1–12, in which a yearly duty becomes due (组织生活会: 10); before that it is *not yet*.
    #[serde(default)]
    pub from_month: Option<u32>,
    /// Hours of work that one activity takes with its record, preparation included: an estimate, to be set by whoever
    /// does it.
    #[serde(default = "one_hour")]
    pub hours: Amount,
    /// The regulation, as far as it was verified; or that it is a local custom.
    pub basis: String,
}

fn one() -> u32 {
    1
}

fn one_hour() -> Amount {
    Amount::ONE
}

/// How a duty stands in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    NotApplicable,
    NotYet,
    Due,
    Done,
    /// Held in time, but typed in more than [`LATE_DAYS`] after; with 党费: all paid, some of it after its time or typed
    /// in so long after.
    Late,
    Missed,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "不适用",
            Self::NotYet => "未到期",
            Self::Due => "待办",
            Self::Done => "已完成",
            Self::Late => "补录",
            Self::Missed => "未完成",
        }
    }
}

/// Full members from which a branch has a committee (支部工作条例).
const COMMITTEE_FROM: u32 = 7;

/// Whether a branch with so many in office and so many full members has a committee, or must have one.
pub fn has_committee(in_office: u32, full_members: u32) -> bool {
    in_office > 0 || full_members >= COMMITTEE_FROM
}

/// One cell of the calendar: a duty (for one 党小组, where it is per group) in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The duty's id and name.
    pub duty: String,
    pub name: String,
    pub group: Option<String>,
    pub period: Period,
    pub status: Status,
    /// The records made for the duty in the period, by day.
    pub records: Vec<ActivityId>,
    /// The duty is not done only because the roll of a record was never taken.
    pub untold: bool,
    /// Days until the period ends; only while due.
    pub days_left: Option<i64>,
    /// Hours of work that one activity takes, as the duty estimates it.
    pub hours: Amount,
    /// How the period's 党费 were collected; `None` for a duty about anything else.
    pub dues: Option<Collected>,
    /// How many members no 谈心谈话 of the year has reached; `None` for a duty about anything else.
    pub unreached: Option<u32>,
}

impl Entry {
    /// Who has not paid, in words, for a duty about 党费 whose time has begun: `3人未交、1人没交足`; `None` where everybody has
    /// paid.
    pub fn unpaid(&self) -> Option<String> {
        let dues = self.dues.filter(|of| of.unpaid() > 0)?;
        // Who owes several months of the period is counted for each.
        let unit = if self.period.span == Span::Month { "人" } else { "人次" };
        let told = [(dues.without(), "未交"), (dues.short, "没交足")].into_iter().filter(|(n, _)| *n > 0);
        Some(told.map(|(n, what)| format!("{n}{unit}{what}")).collect::<Vec<_>>().join("、"))
    }

    /// What is still to be said of the duty once its time has begun: who has not paid, who was not reached.
    pub fn remark(&self) -> Option<String> {
        let begun = !matches!(self.status, Status::NotApplicable | Status::NotYet);
        let unreached = || self.unreached.filter(|n| *n > 0).map(|n| format!("还有{n}人没谈到"));
        self.unpaid().or_else(unreached).filter(|_| begun)
    }

    /// Whether the duty is done, though somebody is left out.
    pub fn in_part(&self) -> bool {
        matches!(self.status, Status::Done | Status::Late) && self.unreached > Some(0)
    }

    /// Whether the period was missed and can be put right all the same: dues can be paid back for some months.
    pub fn can_be_made_up(&self, on: Date) -> bool {
        self.status == Status::Missed && self.dues.is_some() && can_pay_back(self.period.last(), on)
    }
}

/// How often a duty was done, of the periods in which it was or is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Periods in which the duty was done, late ones included.
    pub done: u32,
    /// Periods in which the duty was or is due: without those to come and those that it does not apply to.
    pub of: u32,
}

impl Count {
    /// The count over the entries of one duty (and group).
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut count = Self::default();
        for entry in entries {
            count.done += u32::from(matches!(entry.status, Status::Done | Status::Late));
            count.of += u32::from(!matches!(entry.status, Status::NotApplicable | Status::NotYet));
        }
        count
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.done, self.of)
    }
}

/// All entries of a year, by duty (in the order of the data file), group and period.
///
/// A duty once per 党小组 has one line for each group, or one without a group (not applicable) where there is none.
/// A record counts from the day it was held, and not at all after `today`.
pub fn calendar(duties: &[Duty], kinds: &[ActivityKind], facts: &Facts, today: Date) -> Vec<Entry> {
    let mut entries = Vec::new();
    for duty in duties {
        let applies = duty.applies.to(facts);
        let records: Vec<&ActivityFact> =
            facts.activities.iter().filter(|a| a.on <= today && duty.counts(a, kinds)).collect();
        let groups: Vec<Option<&String>> = match duty.applies {
            Applies::EachGroup if applies => facts.groups.iter().map(Some).collect(),
            _ => vec![None],
        };
        for group in groups {
            for period in Period::all_of(duty.every, facts.year) {
                let held = records
                    .iter()
                    .filter(|a| period.contains(a.on) && group.is_none_or(|g| *g == a.group))
                    .copied()
                    .collect();
                let there = |since: &Date| *since <= period.last();
                let bound = applies
                    && facts.founded.is_none_or(|f| there(&f.earliest()))
                    && group.is_none_or(|g| facts.groups_since.get(g).is_none_or(there));
                let entry = match duty.dues {
                    true => duty.collection(facts, period, bound, today),
                    false => duty.entry(group.cloned(), period, held, bound, today),
                };
                let unreached = || u32::try_from(facts.untalked.len()).unwrap_or(u32::MAX);
                entries.push(Entry { unreached: (bound && duty.talks()).then(unreached), ..entry });
            }
        }
    }
    entries
}

impl Applies {
    /// Whether a duty of this scope binds the organisation.
    pub(super) fn to(self, facts: &Facts) -> bool {
        match self {
            Self::Always => true,
            Self::Committee => has_committee(facts.committee, facts.full_members),
            Self::EachGroup => !facts.groups.is_empty(),
            Self::Village => matches!(facts.kind, OrgKind::Village | OrgKind::Community),
            Self::Enterprise => facts.kind == OrgKind::Enterprise,
            Self::Never => false,
        }
    }
}

impl Duty {
    /// Why the duty does not bind in a period that it does not apply to, in words.
    ///
    /// `of_group`: the cell is that of one 党小组.
    pub fn not_applicable(&self, period: Period, founded: Option<PartialDate>, of_group: bool) -> &'static str {
        match self.applies {
            Applies::Never => "已停用",
            _ if founded.is_some_and(|f| f.earliest() > period.last()) => "那时支部还没有成立",
            Applies::EachGroup if of_group => "那时还没有这个党小组",
            Applies::Committee => "没有支委会:没有人任党内职务,正式党员也不足7人",
            Applies::EachGroup => "没有党小组:在党员页上填了党小组,就按组列出",
            Applies::Village => "只对村、社区",
            Applies::Enterprise => "只对两新组织",
            Applies::Always => "本支部没有这一项",
        }
    }

    /// Whether each member is to be reached by one of the duty's records.
    fn talks(&self) -> bool {
        self.activities.iter().any(|kind| kind == HEART_TALK)
    }

    /// Whether a record counts for this duty. Every kind of theme day does where one of them does.
    pub(super) fn counts(&self, record: &ActivityFact, kinds: &[ActivityKind]) -> bool {
        let theme_day = |id: &str| kinds.iter().any(|k| k.id == id && k.theme_day);
        let right_kind = self.activities.contains(&record.kind)
            || (theme_day(&record.kind) && self.activities.iter().any(|id| theme_day(id)));
        right_kind && (record.by_secretary || !self.by_secretary)
    }

    fn entry(
        &self,
        group: Option<String>,
        period: Period,
        mut held: Vec<&ActivityFact>,
        bound: bool,
        today: Date,
    ) -> Entry {
        held.sort_by_key(|a| (a.on, a.id));
        let needed = self.count as usize;
        // A record of which nobody is marked as present does not tell that it was held: it is listed, and does not count.
        let told = held.iter().filter(|a| !a.untold);
        let (in_all, on_time) = (told.clone().count(), told.filter(|a| a.imported || a.days_late <= LATE_DAYS).count());
        let begins = self.from_month.map_or(period.first(), |m| Period::month(period.year, m).first());
        let status = match () {
            () if !bound => Status::NotApplicable,
            () if on_time >= needed => Status::Done,
            () if in_all >= needed => Status::Late,
            () if today < begins => Status::NotYet,
            () if today <= period.last() => Status::Due,
            () => Status::Missed,
        };
        Entry {
            duty: self.id.clone(),
            name: self.name.clone(),
            group,
            period,
            status,
            untold: matches!(status, Status::Due | Status::Missed) && held.len() >= needed,
            records: held.iter().map(|a| a.id).collect(),
            days_left: (status == Status::Due).then(|| (period.last() - today).num_days()),
            hours: self.hours,
            dues: None,
            unreached: None,
        }
    }

    /// How a period of 党费 stands. Where nothing was ever recorded, months that are over say nothing; the one that runs
    /// can begin it.
    fn collection(&self, facts: &Facts, period: Period, bound: bool, today: Date) -> Entry {
        let months = period.first_month()..=period.last_month();
        let own = facts.dues.iter().filter(|d| months.contains(&d.month));
        let of = own.fold(Collected::default(), |sum, d| sum.plus(d.of));
        let nothing = if facts.dues.is_empty() { today > period.last() } else { of.owing == 0 };
        let settled = of.owing > 0 && of.unpaid() == 0;
        let status = match () {
            () if !bound || nothing => Status::NotApplicable,
            () if settled && of.settled_on > Some(period.last()) => Status::Late,
            () if settled => Status::Done,
            () if today < period.first() => Status::NotYet,
            () if today <= period.last() => Status::Due,
            () => Status::Missed,
        };
        Entry {
            duty: self.id.clone(),
            name: self.name.clone(),
            group: None,
            period,
            status,
            untold: false,
            records: Vec::new(),
            days_left: (status == Status::Due).then(|| (period.last() - today).num_days()),
            hours: self.hours,
            dues: Some(of),
            unreached: None,
        }
    }
}
