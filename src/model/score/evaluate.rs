//! From checklist, entries, facts and calendar to a scored sheet.
//! Not here: what one rule finds (`measure`), an item (`item`), sums (`frame`), grades (`result`).

use super::{
    Score, ScoredSection, Totals,
    frame::{self, Running},
    item::{Found, Judged, find, judge},
    measured::Records,
    result::{Hit, graded, hits, money},
    value::{Event, names},
};
use crate::model::{
    checklist::{Checklist, Effect, Item, Scope, Section},
    date::Date,
    duty::Entry,
    facts::Facts,
    sheet::{Decision, Entered},
};
use std::collections::BTreeMap;

/// One item of a sheet, judged, with what its rules do besides giving points.
pub(super) struct Case<'a> {
    pub judged: Judged,
    hits: Vec<Hit<'a>>,
}

/// Scores a sheet. `entered` is what people put on this sheet, by this version of the checklist. `calendar` is that of
/// `facts.year`, as of `on`; for a year that is over pass a day after it for both, else its last periods still count as open.
///
/// What can still be put right costs nothing yet: neither a period that is due nor a late entry in one. Every figure is in
/// whole hundredths; where a rate, a factor or a conversion does not come out even it is rounded there, halves away from
/// zero. The order in which anything was entered makes no difference.
pub fn evaluate(list: &Checklist, entered: &Entered, facts: &Facts, calendar: &[Entry], on: Date) -> Score {
    let sections = cases(list, &Records::new(entered, facts, calendar.iter().collect(), on));
    let (runs, whole) = sums(list, &sections.iter().map(|s| s.iter().collect()).collect::<Vec<_>>());
    let hits: Vec<&Hit<'_>> = sections.iter().flatten().flat_map(|c| &c.hits).collect();

    let mut warnings = list.sum_warnings();
    warnings.extend(unknown_entries(list, entered));
    Score {
        checklist: list.id.clone(),
        name: list.name.clone(),
        on,
        totals: whole.totals,
        changes: whole.changes,
        vetoes: hits.iter().filter_map(|h| h.veto()).collect(),
        grade: graded(list, whole.totals, &hits),
        money: money(&hits),
        warnings,
        sections: list
            .sections
            .iter()
            .zip(runs)
            .zip(sections)
            .map(|((section, run), items)| ScoredSection {
                name: section.name.clone(),
                totals: run.totals,
                items: items.into_iter().map(|c| c.judged.scored).collect(),
                changes: run.changes,
            })
            .collect(),
    }
}

/// Every item of every section, judged.
pub(super) fn cases<'a>(list: &'a Checklist, records: &Records<'a>) -> Vec<Vec<Case<'a>>> {
    let mut found: Vec<Vec<Vec<Found<'a>>>> =
        list.sections.iter().map(|s| s.items.iter().map(|i| find(i, records)).collect()).collect();
    if list.looks_across_items() {
        let mut all: Vec<&mut Found<'_>> = found.iter_mut().flatten().flatten().collect();
        keep_highest(&mut all, Found::now);
        keep_highest(&mut all, Found::best);
    }
    let of_section = |(section, found): (&'a Section, Vec<Vec<Found<'a>>>)| {
        section.items.iter().zip(found).map(|(item, found)| case(item, found, records)).collect()
    };
    list.sections.iter().zip(found).map(of_section).collect()
}

/// One item, by what its rules found.
pub(super) fn case<'a>(item: &'a Item, found: Vec<Found<'a>>, records: &Records<'a>) -> Case<'a> {
    let mark = records.entered.mark(&item.no);
    let waived = mark.is_some_and(|m| m.decision == Some(Decision::NotApplicable));
    let binds = !waived && item.applies.to(records.facts);
    let hits = if binds { hits(&item.no, &item.text, &found) } else { Vec::new() };
    Case { judged: judge(item, found, mark, records), hits }
}

/// What the sections and the sheet come to.
pub(super) fn sums(list: &Checklist, sections: &[Vec<&Case<'_>>]) -> (Vec<Running>, Running) {
    let runs = list.sections.iter().zip(sections).map(|(section, cases)| {
        let veto = cases.iter().flat_map(|c| &c.hits).filter(|h| *h.effect == Effect::Veto(Scope::Section));
        let veto = veto.map(|h| h.lasting).reduce(|a, b| a || b);
        frame::section(section, cases.iter().map(|c| &c.judged.scored), veto)
    });
    let runs: Vec<Running> = runs.collect();
    let sum = runs.iter().fold(Totals::default(), |sum, r| sum.plus(r.totals));
    let judged = sections.iter().flatten().map(|c| &c.judged);
    let flat: Vec<(&Item, &Judged)> = list.items().map(|(_, i)| i).zip(judged).collect();
    let whole = frame::sheet(list, sum, &flat).settled();
    (runs.into_iter().map(Running::settled).collect(), whole)
}

/// The events of a rule, now or at best.
type ListOf<'a> = for<'f> fn(&'f mut Found<'a>) -> &'f mut Vec<Event<'a>>;

/// Keeps of the events for one matter under rules of one name only the highest (就高). Events without a matter stand
/// alone.
fn keep_highest<'a>(found: &mut [&mut Found<'a>], list: ListOf<'a>) {
    let mut highest: BTreeMap<(String, &'a str), (i64, usize, usize)> = BTreeMap::new();
    for (i, f) in found.iter_mut().enumerate().filter(|(_, f)| !f.rule.best.is_empty()) {
        let name = f.rule.best.clone();
        for (k, e) in list(f).iter().enumerate() {
            let size = e.points.0.abs();
            let best = highest.entry((name.clone(), e.who)).or_insert((size, i, k));
            if size > best.0 {
                *best = (size, i, k);
            }
        }
    }
    for (i, f) in found.iter_mut().enumerate().filter(|(_, f)| !f.rule.best.is_empty()) {
        let name = f.rule.best.clone();
        let mut k = 0;
        list(f).retain(|e| {
            let kept = e.who.is_empty() || highest.get(&(name.clone(), e.who)).is_some_and(|b| (b.1, b.2) == (i, k));
            k += 1;
            kept
        });
    }
}

/// Entries that no rule, choice or modifier of the sheet knows; they count for nothing.
fn unknown_entries(list: &Checklist, entered: &Entered) -> Vec<String> {
    let unknown = entered.occurrences.iter().filter(|o| {
        let rule = list.item(&o.item).and_then(|i| i.rules.iter().find(|r| r.asks() && r.id == o.rule));
        rule.is_none_or(|rule| {
            let chosen = names(&o.choice).filter(|n| rule.choices.iter().any(|c| c.name == *n)).count();
            let ticked = names(&o.choice).filter(|n| rule.modifiers.iter().any(|m| m.name == *n)).count();
            chosen + ticked != names(&o.choice).count() || (!rule.choices.is_empty() && chosen != 1)
        })
    });
    unknown.map(|o| format!("{} {} 登记的“{}{}”不在表内,未计", o.item, o.day, o.rule, o.choice)).collect()
}
