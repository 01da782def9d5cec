//! What follows from a total: the grade with vetoes and drops, quotas over several organisations, a year from its rounds.
//! Not here: the total (`frame`).

use super::{super::points::Points, Graded, Totals, Veto, item::Found};
use crate::model::{
    amount::{Amount, Factor, rounded},
    checklist::{Checklist, Effect, OfYear, Rounds, Scope},
    sheet::SheetResult,
};
use std::collections::BTreeMap;

/// An effect in force: on which item, why, and whether it can no longer be put right.
pub(super) struct Hit<'a> {
    pub item: &'a str,
    pub effect: &'a Effect,
    pub name: String,
    pub who: &'a str,
    pub points: Points,
    pub lasting: bool,
}

/// All effects of an item's rules.
pub(super) fn hits<'a>(item: &'a str, text: &'a str, found: &[Found<'a>]) -> Vec<Hit<'a>> {
    let each = found.iter().flat_map(|f| f.events().iter().map(move |e| (f.rule, e)));
    each.flat_map(|(rule, e)| {
        let name = if rule.name.is_empty() { text } else { &rule.name };
        e.effects.iter().map(move |effect| Hit {
            item,
            effect,
            name: name.to_owned(),
            who: e.who,
            points: e.points,
            lasting: e.lasting,
        })
    })
    .collect()
}

impl Hit<'_> {
    fn text(&self) -> String {
        let who = if self.who.is_empty() { String::new() } else { format!("({})", self.who) };
        format!("{} {}{who}", self.item, self.name)
    }

    pub fn veto(&self) -> Option<Veto> {
        let Effect::Veto(scope) = self.effect else { return None };
        Some(Veto { scope: *scope, item: self.item.to_owned(), text: self.text(), who: self.who.to_owned() })
    }
}

/// The grade by *expected* and the best still possible; `None` on a sheet without bands.
pub(super) fn graded(list: &Checklist, totals: Totals, hits: &[&Hit<'_>]) -> Option<Graded> {
    let lasting: Vec<&Hit<'_>> = hits.iter().filter(|h| h.lasting).copied().collect();
    let reasons = hits.iter().filter_map(|h| {
        let what = match h.effect {
            Effect::Veto(Scope::Sheet) => "一票否决".to_owned(),
            Effect::Drop(n) => format!("降 {n} 级"),
            Effect::AtMost(band) => format!("最高{band}"),
            Effect::Grade(band) => format!("直接定为{band}"),
            _ => return None,
        };
        Some(format!("{}: {what}", h.text()))
    });
    Some(Graded {
        band: band(list, totals.expected, hits)?,
        best: band(list, totals.reachable, &lasting)?,
        reasons: reasons.collect(),
    })
}

impl Checklist {
    /// The band of so many points by its edge alone; `None` on a sheet without bands.
    pub fn band_of(&self, points: Points) -> Option<&str> {
        let earned = self.bands.iter().find(|b| points >= b.from).or(self.bands.last());
        earned.map(|b| b.name.as_str())
    }
}

fn band(list: &Checklist, points: Points, hits: &[&Hit<'_>]) -> Option<String> {
    let last = list.bands.len().checked_sub(1)?;
    let at = |name: &String| list.bands.iter().position(|b| b.name == *name);
    let vetoed = hits.iter().any(|h| *h.effect == Effect::Veto(Scope::Sheet));
    if vetoed && !list.veto.is_empty() {
        return Some(list.veto.clone());
    }
    let earned = list.bands.iter().position(|b| points >= b.from).unwrap_or(last);
    // Of several direct grades the lowest.
    let direct = hits.iter().filter_map(|h| if let Effect::Grade(b) = h.effect { at(b) } else { None }).max();
    let most = hits.iter().filter_map(|h| if let Effect::AtMost(b) = h.effect { at(b) } else { None }).max();
    let drops: usize = hits.iter().map(|h| if let Effect::Drop(n) = h.effect { *n as usize } else { 0 }).sum();
    let index = direct.unwrap_or(earned).max(most.unwrap_or(0)).saturating_add(drops).min(last);
    let index = if vetoed { last } else { index };
    list.bands.get(index).map(|b| b.name.clone())
}

/// A band that too many, or too few, of the organisations compared are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaBreach {
    pub band: String,
    /// How many organisations are in the band.
    pub is: usize,
    /// The most, or the least, that there may be, and the share that this follows from.
    pub bound: usize,
    pub share: Factor,
    pub too_many: bool,
}

/// The quotas that the bands of several organisations do not keep to: the most is rounded down, the least up.
pub fn quota_breaches(list: &Checklist, bands: &[&str]) -> Vec<QuotaBreach> {
    let all = bands.len();
    let share = |factor: Factor, up: bool| {
        let (num, den) = factor.parts();
        let (over, of) = (all as i128 * i128::from(num), i128::from(den.max(1)));
        usize::try_from(if up { (over + of - 1) / of } else { over / of }).unwrap_or(all)
    };
    let mut out = Vec::new();
    for quota in &list.quotas {
        let is = bands.iter().filter(|b| **b == quota.band).count();
        for (factor, too_many) in [(quota.most, true), (quota.least, false)] {
            let Some(factor) = factor else { continue };
            let bound = share(factor, !too_many);
            if if too_many { is > bound } else { is < bound } {
                out.push(QuotaBreach { band: quota.band.clone(), is, bound, share: factor, too_many });
            }
        }
    }
    out
}

/// The year's figure so far from its rounds, one place for each, in order; `None` where there are none. Each keeps the weight
/// of its own place; a mean is rounded to a hundredth, halves away from zero.
pub fn year_points(rounds: &Rounds, points: &[Option<Points>]) -> Option<Points> {
    let held = || points.iter().flatten().copied();
    let sum: Points = held().sum();
    match (&rounds.year, i128::try_from(held().count()).unwrap_or(i128::MAX)) {
        (_, 0) => None,
        (OfYear::Sum, _) => Some(sum),
        (OfYear::Mean, n) => Some(Points(rounded(i128::from(sum.0), n))),
        (OfYear::Weights(weights), _) => {
            let weighed = points.iter().zip(weights).filter_map(|(p, w)| Some(Points(w.of((*p)?.0))));
            Some(weighed.sum())
        }
    }
}

impl super::Score {
    /// The result as another sheet takes it over; `None` while anything is open.
    pub fn result(&self) -> Option<SheetResult> {
        let nothing_open = self.items().all(|i| i.state != super::State::Open);
        nothing_open.then(|| SheetResult {
            checklist: self.checklist.clone(),
            expected: self.totals.expected,
            reachable: self.totals.reachable,
        })
    }
}

/// Money by item and unit.
pub(super) fn money(hits: &[&Hit<'_>]) -> Vec<super::Money> {
    let mut sums: BTreeMap<(&str, &str), Points> = BTreeMap::new();
    for hit in hits {
        if let Effect::Money(unit) = hit.effect {
            *sums.entry((hit.item, unit)).or_default() += hit.points;
        }
    }
    let each = sums.into_iter();
    each.map(|((item, unit), sum)| super::Money { item: item.to_owned(), amount: Amount(sum.0), unit: unit.to_owned() })
        .collect()
}
