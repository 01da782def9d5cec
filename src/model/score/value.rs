//! What a rule makes of the things counted: points, rounded once and exactly, and effects.
//! Not here: what was counted (`measure`), caps (`limits`).

use super::super::points::Points;
use crate::model::{
    amount::{Amount, Size, Worth, rounded},
    checklist::{Effect, Partial, Rule, RuleSource, Together},
    date::Date,
};
use chrono::Datelike;
use std::collections::BTreeMap;

/// One thing counted. Its number is `num / den`, exactly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub num: i64,
    pub den: i64,
    pub day: Option<Date>,
    pub who: &'a str,
    /// The choice and the modifiers, joined by `+`.
    pub choice: &'a str,
    /// Whether the thing can no longer be put right.
    pub lasting: bool,
    /// Whether the thing was done, but late.
    pub late: bool,
    /// Whether the thing can be put right, but counts as late then.
    pub late_then: bool,
}

impl Piece<'_> {
    /// One whole thing.
    pub const ONE: Self =
        Self { num: 1, den: 1, day: None, who: "", choice: "", lasting: true, late: false, late_then: false };

    /// What stays of it when all is put right that can be.
    pub fn at_best(self) -> Option<Self> {
        let late = Self { late: true, lasting: true, ..self };
        if self.lasting { Some(self) } else { self.late_then.then_some(late) }
    }

    /// The thing's number against an amount: more, equal, less.
    fn against(&self, amount: Amount) -> std::cmp::Ordering {
        (i128::from(self.num) * 100).cmp(&(i128::from(amount.0) * i128::from(self.den)))
    }
}

/// What one entry, or several together, come to.
#[derive(Clone, Debug)]
pub(super) struct Event<'a> {
    pub points: Points,
    pub day: Option<Date>,
    pub who: &'a str,
    pub lasting: bool,
    pub effects: Vec<&'a Effect>,
}

/// The events of a rule on an item whose whole worth is `full`.
pub(super) fn events<'a>(rule: &'a Rule, full: Points, pieces: &[Piece<'a>]) -> Vec<Event<'a>> {
    grouped(rule, pieces).iter().filter_map(|piece| event(rule, full, piece)).collect()
}

/// Adds up the entries that the rule looks at together.
fn grouped<'a>(rule: &Rule, pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let rates = matches!(rule.source, RuleSource::Attendance(_));
    let shortfall = rule.need.is_some() || rule.beyond.is_some();
    let single = rates || matches!(rule.source, RuleSource::Sheet(_));
    let together = rule.together.unwrap_or(if shortfall && !single { Together::All } else { Together::None });
    let key = |p: &Piece<'a>| match together {
        Together::Month => (p.day.map_or(0, |d| d.month()), ""),
        Together::Who => (0, p.who),
        _ => (0, ""),
    };
    if together == Together::None {
        return pieces.to_vec();
    }
    let mut sums: BTreeMap<(u32, &str), Piece<'a>> = BTreeMap::new();
    for piece in pieces {
        sums.entry(key(piece))
            .and_modify(|sum| {
                // A rate over several records is all present over all due.
                if rates {
                    sum.den = sum.den.saturating_add(piece.den);
                }
                sum.num = sum.num.saturating_add(piece.num);
                sum.lasting &= piece.lasting;
                sum.day = sum.day.max(piece.day);
            })
            .or_insert(*piece);
    }
    sums.into_values().collect()
}

/// `None` where the number is of no consequence: nothing missing, no tier that fits.
fn event<'a>(rule: &'a Rule, full: Points, piece: &Piece<'a>) -> Option<Event<'a>> {
    let mut effects: Vec<&Effect> = rule.effect.iter().collect();
    let (num, den) = (i128::from(piece.num), i128::from(piece.den));
    // Hundredths over hundredths of `den`: what counts of the number.
    let counted = match (rule.need, rule.beyond) {
        (Some(need), _) => i128::from(need.0) * den - num * 100,
        (None, Some(beyond)) => num * 100 - i128::from(beyond.0) * den,
        (None, None) => num * 100,
    };
    if counted <= 0 && (rule.tiers.is_empty() || rule.need.is_some() || rule.beyond.is_some()) {
        return None;
    }
    let chosen = rule.choices.iter().find(|c| names(piece.choice).any(|n| n == c.name));
    let points = if piece.late {
        Points::ZERO - rule.late
    } else if let Some(weight) = rule.weight {
        let (w, of) = weight.parts();
        Points(rounded(counted * i128::from(w), den * i128::from(of)))
    } else if !rule.tiers.is_empty() {
        let tier = rule.tiers.iter().find(|t| {
            t.from.is_some_and(|from| piece.against(from).is_ge())
                || t.to.is_some_and(|to| piece.against(to).is_le())
                || t.below.is_some_and(|below| piece.against(below).is_lt())
        })?;
        effects.extend(&tier.effect);
        let fixed = tier.points.and_then(|w| w.points(full)).unwrap_or_default();
        let over = |from: Amount| num * 100 - i128::from(from.0) * den;
        let per = tier.per.unwrap_or(Amount::ONE);
        let each = tier.each.map_or(Points::ZERO, |w| steps(w, num * 100, den, per, rule.partial, full));
        let more = tier
            .more
            .map_or(Points::ZERO, |w| steps(w, over(tier.from.unwrap_or_default()), den, per, rule.partial, full));
        fixed + each + more
    } else if !rule.choices.is_empty() {
        let choice = chosen?;
        effects.extend(&choice.effect);
        choice.points.map_or(Points::ZERO, |w| steps(w, counted, den, Amount::ONE, Partial::Exact, full))
    } else {
        let per = rule.per.unwrap_or(Amount::ONE);
        rule.each.map_or(Points::ZERO, |w| steps(w, counted, den, per, rule.partial, full))
    };
    let ticked = || rule.modifiers.iter().filter(|m| names(piece.choice).any(|n| n == m.name));
    let times = ticked().filter_map(|m| m.times);
    if times.clone().any(|t| t.parts().0 == 0) {
        return None;
    }
    let points = times.fold(points, |p, t| Points(t.of(p.0)));
    let points = points + ticked().filter_map(|m| m.plus?.points(full)).sum();
    Some(Event { points, day: piece.day, who: piece.who, lasting: piece.lasting, effects })
}

/// A worth for so many hundredths over `den`; at discretion the number is the points themselves, within the range.
fn steps(worth: Worth, counted: i128, den: i128, per: Amount, partial: Partial, full: Points) -> Points {
    let Some(one) = worth.points(full) else {
        let Size::Range(low, high) = worth.size else { return Points::ZERO };
        return worth.signed(Points(rounded(counted, den)).max(low).min(high));
    };
    let (over, of) = (counted, den * i128::from(per.0.max(1)));
    match (worth.size, partial) {
        (Size::All, _) => one,
        (_, Partial::Down) => Points(rounded(i128::from(one.0) * (over / of), 1)),
        (_, Partial::Up) => Points(rounded(i128::from(one.0) * ((over + of - 1) / of), 1)),
        (_, Partial::Exact) => Points(rounded(i128::from(one.0) * over, of)),
    }
}

/// The choice and the modifiers of an entry.
pub(super) fn names(choice: &str) -> impl Iterator<Item = &str> + Clone {
    choice.split('+').map(str::trim).filter(|n| !n.is_empty())
}
