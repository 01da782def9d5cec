//! From checklist, decisions and calendar to a scored sheet.
//! Not here: what one rule finds in the records (`findings`), the shapes of the result (`score`).

use super::{
    Mark, Points, Score, Scored, ScoredSection, State, Totals,
    findings::{Finding, find},
};
use crate::model::{
    checklist::{Checklist, Item},
    date::Date,
    duty::Entry,
    facts::Facts,
};
use std::collections::BTreeMap;

/// Scores a sheet. `calendar` is that of `facts.year`, as of `on`; for a year that is over pass a day after it, else its
/// last periods still count as open. Only decisions on this sheet, version, year and organisation count.
///
/// What can still be put right costs nothing yet: neither a period that is due nor a late entry in one.
pub fn evaluate(list: &Checklist, marks: &[Mark], facts: &Facts, calendar: &[Entry], on: Date) -> Score {
    let about = |m: &&Mark| m.checklist == list.id && m.year == facts.year && m.org == facts.org;
    let decision = |item: &Item| {
        marks.iter().filter(about).filter(|m| m.item == item.no && m.version == list.version).max_by_key(|m| m.id)
    };
    let mut others: BTreeMap<u32, usize> = BTreeMap::new();
    for mark in marks.iter().filter(about).filter(|m| m.version != list.version) {
        *others.entry(mark.version).or_default() += 1;
    }
    let others = others.into_iter().map(|(version, n)| {
        format!("{n}项评定是按第{version}版考核表作的,现在用的是第{}版,这些评定没有算入(仍保留)", list.version)
    });
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
        warnings: list.sum_warnings().into_iter().chain(others).collect(),
    }
}

/// One item: the suggestion of its rules, and over it the decision.
fn score(item: &Item, decision: Option<&Mark>, facts: &Facts, calendar: &[Entry], on: Date) -> Scored {
    let findings: Vec<Finding> = item.rules.iter().filter_map(|rule| find(rule, facts, calendar, on)).collect();
    let rest = |lost: fn(&Finding) -> Points| (item.max - findings.iter().map(lost).sum()).max(Points::ZERO);
    let told = findings.iter().any(|f| f.evidence);
    let suggestion = told.then(|| rest(|f| f.deduction));
    let mut reason = findings.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join(";");

    let decided = decision.and_then(|m| m.points).map(|p| p.max(Points::ZERO).min(item.max));
    let (state, expected, reachable) = match (decision, decided, suggestion) {
        (Some(_), Some(points), _) => (State::Decided, points, points),
        (Some(_), None, _) => (State::NotApplicable, Points::ZERO, Points::ZERO),
        (None, _, Some(points)) => (State::Suggested, points, rest(|f| f.unavoidable)),
        (None, _, None) => (State::Open, Points::ZERO, item.max),
    };
    if let Some(mark) = decision.filter(|m| !m.reason.is_empty()) {
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
        stale: decision.is_some_and(|m| m.suggested != suggestion),
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
