//! What can still be done, what waits for a person and what is past; and what the sheet would say if some of it were
//! done. Nothing is written: the facts are pretended. Not here: how gaps are found and what they are worth (`item`).

use super::{super::points::Points, Gap, Score, Scored, State, Totals};
use crate::model::{
    checklist::Checklist,
    date::{Date, Period},
    duty::{Duty, Status},
    facts::{ActivityFact, Collected, DuesFact, Facts, LedgerFact},
    id::{ActivityId, LedgerEntryId, MarkId, MemberId, OrgId, SheetId},
    sheet::{Decision, Entered, Mark},
};

/// The gaps of a sheet by what can be done about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// The totals of the sheet on the day if nothing is done.
    pub idle: Totals,
    /// Gaps that can still be put right by the day and win something by it: the most points for an hour of work first.
    /// `won` is by the day.
    pub still: Vec<(Scored, Gap)>,
    /// Gaps that win nothing by the day: their time ends after it, or their item waits for a person whatever the
    /// records say. `won` is by the end of the year.
    pub later: Vec<(Scored, Gap)>,
    /// Items that wait for a person: open ones, and decisions whose evidence has changed; the largest first.
    pub decide: Vec<Scored>,
    /// Gaps that can no longer be put right, or were too late.
    pub gone: Vec<(Scored, Gap)>,
}

/// The points that doing a thing wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Won {
    pub by_day: Points,
    pub by_year: Points,
}

impl Todo {
    /// What can be done about today's sheet; `by`: the day by which things must be done; `won`: what a thing wins if
    /// nothing else is done.
    pub fn of(score: &Score, by: Date, won: impl Fn(&Gap) -> Won) -> Self {
        let mut todo = Self::default();
        for item in score.items() {
            if item.state == State::Open || item.is_stale() {
                todo.decide.push(item.clone());
            }
            if matches!(item.state, State::Decided | State::NotApplicable) {
                continue;
            }
            for gap in &item.gaps {
                let begins = gap.period.is_none_or(|p| p.first() <= by);
                match gap.status {
                    Status::Missed | Status::Late => todo.gone.push((item.clone(), gap.clone())),
                    Status::Due | Status::NotYet if begins && gap.won > Points::ZERO => {
                        todo.can_do(item, gap, &won);
                    }
                    _ => {}
                }
            }
        }
        // Of equal worth, what runs out first.
        let ends = |g: &Gap| g.period.map(|p| p.last());
        for list in [&mut todo.still, &mut todo.later] {
            list.sort_by(|(_, a), (_, b)| a.by_worth(b).then(ends(a).cmp(&ends(b))));
        }
        todo.decide.sort_by_key(|i| std::cmp::Reverse(i.max));
        todo.gone.sort_by_key(|(_, g)| std::cmp::Reverse(g.cost));
        todo
    }

    /// What puts right two items at once is one thing to do, worth both.
    fn can_do(&mut self, item: &Scored, gap: &Gap, won: &impl Fn(&Gap) -> Won) {
        if let Some((_, known)) = self.still.iter_mut().chain(&mut self.later).find(|(_, g)| g.same(gap)) {
            known.cost += gap.cost;
            return;
        }
        let won = won(gap);
        if won.by_day > Points::ZERO {
            self.still.push((item.clone(), Gap { won: won.by_day, ..gap.clone() }));
        } else {
            self.later.push((item.clone(), Gap { won: won.by_year, ..gap.clone() }));
        }
    }
}

/// What is supposed (假设) to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supposed {
    pub gaps: Vec<Gap>,
    /// The numbers of items that only eyes can judge, supposed to get all their points.
    pub full: Vec<String>,
}

impl Supposed {
    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty() && self.full.is_empty()
    }

    /// Whether the facts can be pretended of a gap: it says what is to be done, or about whom.
    pub fn can_suppose(gap: &Gap) -> bool {
        gap.member.is_some() || gap.duty.is_some() || gap.row.is_some() || gap.ledger.is_some()
    }

    /// The facts with everything supposed done as it should be, and in time; what is paid back is paid today, so that
    /// it is late.
    pub fn facts(&self, facts: &Facts, duties: &[Duty], today: Date) -> Facts {
        let mut out = facts.clone();
        self.suppose(&mut out, duties, today);
        out
    }

    /// Does everything supposed in the facts in hand. Records and rows that are added stand behind those that there
    /// are.
    pub(super) fn suppose(&self, out: &mut Facts, duties: &[Duty], today: Date) {
        for (n, gap) in (1..).zip(&self.gaps) {
            if let (Some(ledger), None) = (&gap.ledger, gap.row) {
                let day = gap.period.map_or(today, |p| today.clamp(p.first(), p.last()));
                for _ in 0..gap.short {
                    let id = -i64::try_from(out.ledgers.len()).unwrap_or(i64::MAX) - 1;
                    let closed_on = gap.closed.then_some(day);
                    out.ledgers.push(LedgerFact { closed_on, ..entry(id, ledger, day, gap.member) });
                }
            } else if let Some(member) = gap.member {
                out.put_right(member);
            } else if let Some(duty) = gap.duty.as_ref().and_then(|id| duties.iter().find(|d| d.id == *id)) {
                if duty.dues {
                    if let Some(period) = gap.period {
                        pay(&mut out.dues, period, today);
                    }
                    continue;
                }
                let held = gap.period.map_or(today, |p| today.clamp(p.first(), p.last()));
                let one = record(-n, duty, held, gap.group.clone().unwrap_or_default());
                out.activities.extend((0..duty.count).map(|_| one.clone()));
            } else if let Some(row) = gap.row {
                for own in out.ledgers.iter_mut().filter(|l| l.id == row) {
                    // What lacks is written in; what was to be closed, or lacks nothing, is closed.
                    let written_in = !own.lacks.is_empty() && own.due_on.is_none_or(|due| due >= today);
                    own.closed_on = own.closed_on.or((!written_in).then_some(today));
                    own.lacks.clear();
                }
            }
        }
    }

    /// What people put on the sheet, with full points on the items supposed to get them.
    pub fn entered(&self, entered: &Entered, list: &Checklist) -> Entered {
        let mut out = entered.clone();
        for no in &self.full {
            let Some(item) = list.item(no) else { continue };
            out.marks.retain(|m| m.item != *no);
            out.marks.push(Mark {
                decision: Some(Decision::Points(item.max_points())),
                ..Mark::blank(MarkId(0), OrgId(0), SheetId(0), no.clone())
            });
        }
        out
    }
}

/// Who had not paid pays today, or when the period begins; where nothing is recorded yet, somebody.
fn pay(dues: &mut Vec<DuesFact>, period: Period, today: Date) {
    let months = period.first_month()..=period.last_month();
    if dues.is_empty() {
        let of = Collected { owing: 1, ..Collected::default() };
        dues.push(DuesFact { month: period.last_month(), of });
    }
    for own in dues.iter_mut().filter(|d| months.contains(&d.month) && d.of.unpaid() > 0) {
        (own.of.paid, own.of.short) = (own.of.owing, 0);
        own.of.settled_on = own.of.settled_on.max(Some(today.max(period.first())));
    }
}

fn record(id: i64, duty: &Duty, day: Date, group: String) -> ActivityFact {
    ActivityFact {
        id: ActivityId(id),
        kind: duty.activities.first().cloned().unwrap_or_default(),
        on: day,
        days_late: 0,
        recorded_on: day,
        imported: false,
        group,
        title: String::new(),
        has_minutes: true,
        due: 1,
        present: 1,
        unmarked: 0,
        untold: false,
        by_secretary: true,
        hours: 0,
    }
}

/// A row of a ledger that was just begun.
fn entry(id: i64, ledger: &str, day: Date, member: Option<MemberId>) -> LedgerFact {
    LedgerFact {
        id: LedgerEntryId(id),
        ledger: ledger.to_owned(),
        opened_on: day,
        due_on: None,
        closed_on: None,
        item: String::new(),
        member,
        title: String::new(),
        lacks: Vec::new(),
    }
}
