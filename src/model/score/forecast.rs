//! What single things would win on a day to come, asked of one sheet for every gap that it has: only the items that can
//! see the thing are judged anew. Not here: supposing several things at once (`what_if`, `evaluate`).

use super::{
    super::points::Points,
    Gap, Totals,
    evaluate::{Case, case, cases, sums},
    item::find,
    measured::Records,
    what_if::Supposed,
};
use crate::model::{
    activity::ActivityKind,
    checklist::{Checklist, Item, RuleSource},
    date::Date,
    duty::{Duty, Entry, calendar},
    facts::{Facts, Lacks},
    member::Class,
    sheet::Entered,
};
use std::{cell::RefCell, collections::BTreeMap};

/// What a sheet is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub list: &'a Checklist,
    pub entered: &'a Entered,
    pub facts: &'a Facts,
    pub duties: &'a [Duty],
    pub kinds: &'a [ActivityKind],
    /// The day on which the things supposed are done.
    pub today: Date,
    /// The day as of which the sheet is judged, as for [`super::evaluate`].
    pub on: Date,
}

/// A sheet on a day to come if nothing more is done, ready to be asked what one thing more would win.
pub struct Forecast<'a> {
    of: Ground<'a>,
    calendar: &'a [Entry],
    cases: Vec<Vec<Case<'a>>>,
    idle: Totals,
    /// A copy of the facts for what is supposed, brought back to them after each: there are hundreds of gaps.
    scratch: RefCell<Facts>,
    /// What putting right a member wins, by what the member lacks: of members who lack the same, one speaks for all.
    members: RefCell<BTreeMap<Lacks, Points>>,
    /// What a row wins for people without one in a ledger, one speaking for all who are alike.
    rowless: RefCell<BTreeMap<Rowless, Points>>,
}

/// Which ledger somebody has no row in, the person's classes, whether there is one that does not do.
type Rowless = (String, Vec<Class>, bool);

impl<'a> Forecast<'a> {
    /// The forecast for a sheet; `calendar` is that of `of.facts` as of `of.on`.
    pub fn new(of: Ground<'a>, calendar: &'a [Entry]) -> Self {
        let records = Records::fleeting(of.entered, of.facts, calendar.iter().collect(), of.on);
        let cases = cases(of.list, &records);
        let idle = total(of.list, &cases.iter().map(|s| s.iter().collect()).collect::<Vec<_>>());
        Self {
            of,
            calendar,
            cases,
            idle,
            scratch: RefCell::new(of.facts.clone()),
            members: RefCell::default(),
            rowless: RefCell::default(),
        }
    }

    /// The totals of the sheet on the day if nothing more is done.
    pub fn idle(&self) -> Totals {
        self.idle
    }

    /// The points in sight that putting one gap right wins, if nothing else were done.
    pub fn won(&self, gap: &Gap) -> Points {
        if !Supposed::can_suppose(gap) {
            let mut gaps = self.cases.iter().flatten().flat_map(|c| &c.judged.scored.gaps);
            return gaps.find(|g| g.same(gap)).map_or(Points::ZERO, |g| g.cost.min(gap.won));
        }
        let Some(member) = gap.member else { return self.moved(gap) };
        if let Some(ledger) = &gap.ledger {
            let facts = self.of.facts;
            let classes = facts.classes.iter().filter(|c| c.member == member).map(|c| c.class).collect();
            let has = facts.ledgers.iter().any(|l| l.ledger == *ledger && l.member == Some(member));
            let key = (ledger.clone(), classes, has);
            let known = self.rowless.borrow().get(&key).copied();
            let won = known.unwrap_or_else(|| self.moved(gap));
            self.rowless.borrow_mut().insert(key, won);
            return won;
        }
        let lacks = self.of.facts.lacks(member);
        if let Some(known) = self.members.borrow().get(&lacks) {
            return *known;
        }
        let won = self.moved(gap);
        self.members.borrow_mut().insert(lacks, won);
        won
    }

    fn moved(&self, gap: &Gap) -> Points {
        let Ground { duties, today, .. } = self.of;
        let supposed = Supposed { gaps: vec![gap.clone()], full: Vec::new() };
        let mut facts = self.scratch.borrow_mut();
        supposed.suppose(&mut facts, duties, today);
        let won = self.of_facts(gap, &facts);
        let pays = duties.iter().any(|d| d.dues && gap.duty.as_ref() == Some(&d.id));
        let alters = pays || gap.row.is_some() || (gap.member.is_some() && gap.ledger.is_none());
        if alters {
            facts.clone_from(self.of.facts);
        } else {
            facts.activities.truncate(self.of.facts.activities.len());
            facts.ledgers.truncate(self.of.facts.ledgers.len());
        }
        won
    }

    /// What facts in which a gap was put right win.
    fn of_facts(&self, gap: &Gap, facts: &Facts) -> Points {
        let Ground { list, entered, duties, kinds, on, .. } = self.of;
        // A record may be asked for by more than one duty: the secretary's lecture is a lecture too.
        let new = facts.activities.get(self.of.facts.activities.len()..).unwrap_or_default();
        let paid = |d: &Duty| d.dues && gap.duty.as_ref() == Some(&d.id);
        let asked = |d: &&Duty| paid(d) || new.iter().any(|a| d.counts(a, kinds));
        let touched: Vec<Duty> = duties.iter().filter(asked).cloned().collect();
        let redone = calendar(&touched, kinds, facts, on);
        let others = self.calendar.iter().filter(|e| touched.iter().all(|d| d.id != e.duty));
        let records = Records::fleeting(entered, facts, others.chain(&redone).collect(), on);
        let done = if list.looks_across_items() {
            let all = cases(list, &records);
            total(list, &all.iter().map(|s| s.iter().collect()).collect::<Vec<_>>())
        } else {
            let anew: Vec<Vec<Option<Case<'_>>>> = list
                .sections
                .iter()
                .map(|section| {
                    let judged = |item| sees(item, gap, &touched).then(|| case(item, find(item, &records), &records));
                    section.items.iter().map(judged).collect()
                })
                .collect();
            total(list, &anew.iter().zip(&self.cases).map(|(new, old)| either(new, old)).collect::<Vec<_>>())
        };
        done.in_sight() - self.idle.in_sight()
    }
}

/// Each case as judged anew, else as it was.
fn either<'c, 'a>(new: &'c [Option<Case<'a>>], old: &'c [Case<'a>]) -> Vec<&'c Case<'a>> {
    new.iter().zip(old).map(|(new, old)| new.as_ref().unwrap_or(old)).collect()
}

fn total(list: &Checklist, sections: &[Vec<&Case<'_>>]) -> Totals {
    sums(list, sections).1.totals
}

/// Whether putting a gap right can move an item; `duties`: those that the record made for it counts for.
fn sees(item: &Item, gap: &Gap, duties: &[Duty]) -> bool {
    item.rules.iter().any(|rule| match &rule.source {
        RuleSource::Ask | RuleSource::Committee | RuleSource::Sheet(_) => false,
        RuleSource::Duty(id) => duties.iter().any(|d| d.id == *id),
        RuleSource::Records(_) | RuleSource::Attendance(_) => gap.duty.is_some(),
        RuleSource::RosterGaps | RuleSource::FloatingGaps | RuleSource::Untalked | RuleSource::Study { .. } => {
            gap.member.is_some()
        }
        RuleSource::Ledger(count) => gap.ledger.as_ref() == Some(&count.id),
        RuleSource::Without(whom) => gap.ledger.as_ref() == Some(&whom.ledger),
    })
}
