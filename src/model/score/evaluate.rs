//! From checklist, decisions and calendar to a scored sheet.
//! Not here: what one rule finds in the records (`findings`), the shapes of the result (`score`).

use super::{
    Points, Score, Scored, ScoredSection, State, Totals,
    findings::{Finding, find},
};
use crate::model::{
    checklist::{Checklist, Item},
    date::Date,
    duty::Entry,
    facts::Facts,
    sheet::{Decision, Entered, Mark},
};

/// Scores a sheet. `entered` is what people put on this sheet, by this version of the checklist. `calendar` is that of
/// `facts.year`, as of `on`; for a year that is over pass a day after it, else its last periods still count as open.
///
/// What can still be put right costs nothing yet: neither a period that is due nor a late entry in one.
pub fn evaluate(list: &Checklist, entered: &Entered, facts: &Facts, calendar: &[Entry], on: Date) -> Score {
    let decision = |item: &Item| entered.marks.iter().find(|m| m.item == item.no);
    let sections: Vec<ScoredSection> = list
        .sections
        .iter()
        .map(|section| {
            let items: Vec<Scored> =
                section.items.iter().map(|item| score(item, decision(item), facts, calendar, on)).collect();
            ScoredSection { name: section.name.clone(), totals: Totals::of(&items), items }
        })
        .collect();
    Score {
        checklist: list.id.clone(),
        name: list.name.clone(),
        on,
        totals: sections.iter().fold(Totals::default(), |sum, s| sum.plus(s.totals)),
        sections,
        warnings: list.sum_warnings(),
    }
}

/// One item: the suggestion of its rules, and over it the decision.
fn score(item: &Item, mark: Option<&Mark>, facts: &Facts, calendar: &[Entry], on: Date) -> Scored {
    let findings: Vec<Finding> = item.rules.iter().filter_map(|rule| find(rule, facts, calendar, on)).collect();
    let rest = |lost: fn(&Finding) -> Points| (item.max - findings.iter().map(lost).sum()).max(Points::ZERO);
    let told = findings.iter().any(|f| f.evidence);
    let suggestion = told.then(|| rest(|f| f.deduction));
    let mut reason = findings.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join(";");

    let decision = mark.and_then(|m| m.decision);
    let decided = match decision {
        Some(Decision::Points(p)) => Some(p.max(Points::ZERO).min(item.max)),
        _ => None,
    };
    let (state, expected, reachable) = match (decision, decided, suggestion) {
        (Some(_), Some(points), _) => (State::Decided, points, points),
        (Some(_), None, _) => (State::NotApplicable, Points::ZERO, Points::ZERO),
        (None, _, Some(points)) => (State::Suggested, points, rest(|f| f.unavoidable)),
        (None, _, None) => (State::Open, Points::ZERO, item.max),
    };
    if let Some(mark) = mark.filter(|m| m.decision.is_some() && !m.reason.is_empty()) {
        reason.clone_from(&mark.reason);
    }
    let (records, gaps) = findings.into_iter().map(|f| (f.records, f.gaps)).unzip::<_, _, Vec<_>, Vec<_>>();
    Scored {
        no: item.no.clone(),
        text: item.text.clone(),
        max: item.max,
        state,
        suggestion,
        decided,
        reason,
        stale: mark.is_some_and(|m| m.decision.is_some() && m.suggested != suggestion),
        expected,
        reachable,
        records: records.concat(),
        gaps: gaps.concat(),
    }
}

impl Totals {
    fn of(items: &[Scored]) -> Self {
        items.iter().fold(Self::default(), |sum, item| {
            let when = |state, points| if item.state == state { points } else { Points::ZERO };
            sum.plus(Self {
                max: item.max,
                confirmed: when(State::Decided, item.expected),
                expected: item.expected,
                open: when(State::Open, item.max),
                reachable: item.reachable,
            })
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            max: self.max + other.max,
            confirmed: self.confirmed + other.confirmed,
            expected: self.expected + other.expected,
            open: self.open + other.open,
            reachable: self.reachable + other.reachable,
        }
    }
}
