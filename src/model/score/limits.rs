//! Caps: what a rule's events come to once the most for a month, a person, a year and a number of entries is kept to,
//! and only the highest of one matter counts. What is given and what is taken are capped apart.
//! Not here: caps that several items share (`frame`).

use super::{super::points::Points, value::Event};
use crate::model::checklist::{Cap, Rule};
use chrono::Datelike;
use std::{cmp::Reverse, collections::BTreeMap};

/// The points given and the points taken, both without sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub gain: Points,
    pub loss: Points,
}

impl Sides {
    pub fn net(self) -> Points {
        self.gain - self.loss
    }

    pub fn add(&mut self, points: Points) {
        if points > Points::ZERO {
            self.gain += points;
        } else {
            self.loss = self.loss - points;
        }
    }

    pub fn plus(self, other: Self) -> Self {
        Self { gain: self.gain + other.gain, loss: self.loss + other.loss }
    }

    fn min(self, other: Self) -> Self {
        Self { gain: self.gain.min(other.gain), loss: self.loss.min(other.loss) }
    }

    pub fn capped(self, most: Option<Points>) -> Self {
        most.map_or(self, |m| self.min(Self { gain: m, loss: m }))
    }
}

/// What a rule comes to after its caps.
#[derive(Clone, Debug, Default)]
pub(super) struct Limited {
    pub sum: Sides,
    /// The points by month, 0 for what has no day; before the caps of person and year.
    pub months: BTreeMap<u32, Sides>,
    /// Whether a cap took something away.
    pub cut: bool,
}

/// Applies a rule's own caps. The order of the events does not matter.
pub(super) fn limited<'e, 'a: 'e>(rule: &Rule, events: impl Iterator<Item = &'e Event<'a>>) -> Limited {
    let Cap { year, month, person, entries } = rule.cap;
    let mut events: Vec<&Event<'_>> = events.collect();
    let whole = sum(events.iter().copied());
    if let Some(most) = entries {
        events.sort_by_key(|e| (Reverse(e.points.0.unsigned_abs()), e.day, e.who));
        events.truncate(most as usize);
    }
    let by = |key: fn(&Event<'_>) -> u32, most| -> BTreeMap<u32, Sides> {
        let mut sums = BTreeMap::<u32, Sides>::new();
        for e in &events {
            sums.entry(key(e)).or_default().add(e.points);
        }
        sums.into_iter().map(|(k, s)| (k, s.capped(most))).collect()
    };
    let months = by(|e| e.day.map_or(0, |d| d.month()), month);
    let in_months = months.values().fold(Sides::default(), |a, b| a.plus(*b));
    let mut persons = BTreeMap::<&str, Sides>::new();
    for e in &events {
        persons.entry(e.who).or_default().add(e.points);
    }
    let in_persons = persons.values().fold(Sides::default(), |a, b| a.plus(b.capped(person)));
    let sum = in_months.min(in_persons).capped(year).capped(rule.share);
    Limited { sum, months, cut: sum != whole }
}

fn sum<'e, 'a: 'e>(events: impl Iterator<Item = &'e Event<'a>>) -> Sides {
    let mut sides = Sides::default();
    events.for_each(|e| sides.add(e.points));
    sides
}
