//! From checklist, entries, facts and calendar to a scored sheet.
//! Not here: what one rule finds (`measure`), an item (`item`), sums (`frame`), grades (`result`).

use super::{
    Score, ScoredSection, Totals,
    frame::{self, Running},
    item::{Found, Judged, find, judge},
    measure::Records,
    result::{Hit, graded, hits, money},
    value::{Event, names},
};
use crate::model::{
    checklist::{Checklist, Effect, Item, Scope},
    date::Date,
    duty::Entry,
    facts::Facts,
    sheet::{Decision, Entered},
};
use std::collections::BTreeMap;

/// Scores a sheet. `entered` is what people put on this sheet, by this version of the checklist. `calendar` is that of
/// `facts.year`, as of `on`; for a year that is over pass a day after it for both, else its last periods still count as open.
///
/// What can still be put right costs nothing yet: neither a period that is due nor a late entry in one. Every figure is in
/// whole hundredths; where a rate, a factor or a conversion does not come out even it is rounded there, halves away from
/// zero. The order in which anything was entered makes no difference.
pub fn evaluate(list: &Checklist, entered: &Entered, facts: &Facts, calendar: &[Entry], on: Date) -> Score {
    let records = Records::new(entered, facts, calendar, on);
    let mut found: Vec<Vec<Vec<Found<'_>>>> =
        list.sections.iter().map(|s| s.items.iter().map(|i| find(i, &records)).collect()).collect();
    if list.items().any(|(_, i)| i.rules.iter().any(|r| !r.best.is_empty())) {
        let mut all: Vec<&mut Found<'_>> = found.iter_mut().flatten().flatten().collect();
        keep_highest(&mut all, Found::now);
        keep_highest(&mut all, Found::best);
    }

    let mut every_hit: Vec<Hit<'_>> = Vec::new();
    let mut judged: Vec<Vec<Judged>> = Vec::new();
    let mut runs: Vec<Running> = Vec::new();
    for (section, found) in list.sections.iter().zip(found) {
        let mut items = Vec::new();
        let mut own: Vec<Hit<'_>> = Vec::new();
        for (item, found) in section.items.iter().zip(found) {
            let mark = entered.marks.iter().find(|m| m.item == item.no);
            let waived = mark.is_some_and(|m| m.decision == Some(Decision::NotApplicable));
            if !waived && item.applies.to(facts) {
                own.extend(hits(&item.no, &item.text, &found));
            }
            items.push(judge(item, found, mark, &records));
        }
        let veto = own.iter().filter(|h| *h.effect == Effect::Veto(Scope::Section));
        let veto = veto.map(|h| h.lasting).reduce(|a, b| a || b);
        runs.push(frame::section(section, &items, veto));
        every_hit.extend(own);
        judged.push(items);
    }
    let sum = runs.iter().fold(Totals::default(), |sum, r| sum.plus(r.totals));
    let flat: Vec<(&Item, &Judged)> = list.items().map(|(_, i)| i).zip(judged.iter().flatten()).collect();
    let whole = frame::sheet(list, sum, &flat).settled();
    let runs = runs.into_iter().map(Running::settled);

    let mut warnings = list.sum_warnings();
    warnings.extend(unknown_entries(list, entered));
    Score {
        checklist: list.id.clone(),
        name: list.name.clone(),
        on,
        totals: whole.totals,
        changes: whole.changes,
        vetoes: every_hit.iter().filter_map(Hit::veto).collect(),
        grade: graded(list, whole.totals, &every_hit),
        money: money(&every_hit),
        warnings,
        sections: list
            .sections
            .iter()
            .zip(runs)
            .zip(judged)
            .map(|((section, run), items)| ScoredSection {
                name: section.name.clone(),
                totals: run.totals,
                items: items.into_iter().map(|j| j.scored).collect(),
                changes: run.changes,
            })
            .collect(),
    }
}

/// The events of a rule, now or at best.
type ListOf<'a> = for<'f> fn(&'f mut Found<'a>) -> &'f mut Vec<Event<'a>>;

/// Of the events for one matter under rules of one name only the highest stays (就高). Events without a matter stand alone.
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
