//! Sections and the sheet: sums, and what is done to them openly: bases, shared caps, bounds, vetoes, conversions.
//! Not here: items (`item`), grades (`result`).

use super::{super::points::Points, Change, Scored, State, Totals, item::Judged, limits::Sides};
use crate::model::{
    checklist::{Checklist, Convert, Item, Section, SharedCap, within},
    date::Span,
};

/// A sum that is brought to its total in stated steps. Until it is [`settled`](Running::settled) its `confirmed` holds the
/// bases too, since bounds and conversions are of the whole.
pub(super) struct Running {
    pub totals: Totals,
    pub changes: Vec<Change>,
}

impl Running {
    pub fn from(totals: Totals) -> Self {
        Self { totals, changes: Vec::new() }
    }

    /// The totals with the bases taken out of what a person decided: what is left is what the decisions moved.
    pub fn settled(mut self) -> Self {
        self.totals = self.totals.decided_only();
        self.changes.iter_mut().for_each(|c| c.by = c.by.decided_only());
        self
    }

    /// States a step, unless it changes nothing.
    fn step(&mut self, text: String, to: Totals) {
        if to != self.totals {
            self.changes.push(Change { text, by: to.minus(self.totals) });
            self.totals = to;
        }
    }

    /// Starts the sum with the base that everybody has.
    pub fn start(&mut self, start: Points) {
        let t = self.totals;
        let to = Totals {
            max: t.max + start,
            confirmed: t.confirmed + start,
            base: t.base + start,
            expected: t.expected + start,
            reachable: t.reachable + start,
            ..t
        };
        self.step(format!("基准分 {start}"), to);
    }

    pub fn bounded(&mut self, floor: Option<Points>, ceiling: Option<Points>) {
        let bound = |what, p: Option<Points>| p.map(|p| format!("{what} {p}"));
        let text: Vec<String> = [bound("最低", floor), bound("最高", ceiling)].into_iter().flatten().collect();
        self.step(text.join(","), self.totals.each(|p| within(p, floor, ceiling)));
    }

    /// Takes all of the section away; for good where the veto `lasts`.
    pub fn vetoed(&mut self, lasts: bool) {
        let t = self.totals;
        let none = |p: Points| p.min(Points::ZERO);
        let reachable = if lasts { none(t.reachable) } else { t.reachable };
        let open = if lasts { Points::ZERO } else { t.open };
        let open_lines = if lasts { 0 } else { t.open_lines };
        let (confirmed, base, expected) = (none(t.confirmed), none(t.base), none(t.expected));
        let to = Totals { confirmed, base, expected, open, open_lines, reachable, ..t };
        self.step("一票否决,本类不得分".to_owned(), to);
    }

    pub fn converted(&mut self, convert: &Convert) {
        let text = match convert {
            Convert::Scale { from, to } => format!("按 {from} 分折 {to} 分"),
            Convert::Steps(_) => "按档折算".to_owned(),
        };
        self.step(text, self.totals.each(|p| convert.of(p)));
    }

    /// Keeps what the items of a group gain and lose together to the group's cap.
    pub fn shared(&mut self, cap: &SharedCap, items: &[(&Item, &Judged)]) {
        let own = |per: fn(&Item, &Scored) -> Points| items.iter().map(|(i, j)| per(i, &j.scored)).sum::<Points>();
        let moved = |i: &Item, s: &Scored, p: Points| match s.state {
            State::Decided | State::Suggested => p - i.base(),
            State::Open | State::NotApplicable => Points::ZERO,
        };
        let limit = |p: Points| p.min(cap.max).max(Points::ZERO - cap.max);
        let (expected, reachable) = match cap.per {
            Span::Month => {
                let mut months = std::collections::BTreeMap::<u32, Sides>::new();
                for (month, sides) in items.iter().flat_map(|(_, j)| &j.months) {
                    let sum = months.entry(*month).or_default();
                    *sum = sum.plus(*sides);
                }
                let kept = months.values().fold(Sides::default(), |a, b| a.plus(b.capped(Some(cap.max)))).net();
                let suggested: Points = items
                    .iter()
                    .filter(|(_, j)| j.scored.state == State::Suggested)
                    .map(|(i, j)| moved(i, &j.scored, j.scored.expected))
                    .sum();
                // Nearer to nothing of the two: a cap of the item itself may be stricter.
                let to = if suggested > Points::ZERO { suggested.min(kept) } else { suggested.max(kept) };
                (to - suggested, Points::ZERO.min(to - suggested))
            }
            _ => {
                let now: Points = items.iter().map(|(i, j)| moved(i, &j.scored, j.scored.expected)).sum();
                let best: Points = items.iter().map(|(i, j)| moved(i, &j.scored, j.scored.reachable)).sum();
                (limit(now) - now, limit(best) - best)
            }
        };
        let sure = own(|i, s| if s.state == State::Decided { s.expected - i.base() } else { Points::ZERO });
        let t = self.totals;
        // By month only what was entered is capped, and nobody has decided that.
        let confirmed = if cap.per == Span::Year { limit(sure) - sure } else { Points::ZERO };
        let to = Totals {
            confirmed: t.confirmed + confirmed,
            expected: t.expected + expected,
            reachable: (t.reachable + reachable).max(t.expected + expected),
            ..t
        };
        let per = if cap.per == Span::Month { "每月" } else { "每年" };
        self.step(format!("“{}”{per}最多 {},超出不计", cap.group, cap.max), to);
    }
}

impl Totals {
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a Scored>) -> Self {
        items.fold(Self::default(), |sum, item| {
            let when = |state, points| if item.state == state { points } else { Points::ZERO };
            sum.plus(Self {
                max: item.max,
                confirmed: when(State::Decided, item.expected),
                base: Points::ZERO,
                expected: item.expected,
                open: when(State::Open, item.max),
                open_lines: u32::from(item.state == State::Open && item.max == Points::ZERO),
                reachable: item.reachable,
                waived: when(State::NotApplicable, item.max),
            })
        })
    }

    /// The sum of both, figure by figure.
    pub fn plus(self, other: Self) -> Self {
        Self {
            max: self.max + other.max,
            confirmed: self.confirmed + other.confirmed,
            base: self.base + other.base,
            expected: self.expected + other.expected,
            open: self.open + other.open,
            open_lines: self.open_lines + other.open_lines,
            reachable: self.reachable + other.reachable,
            waived: self.waived + other.waived,
        }
    }

    fn decided_only(self) -> Self {
        Self { confirmed: self.confirmed - self.base, ..self }
    }

    /// A step only ever takes open lines away, which it states in words: none are told of it.
    fn minus(self, other: Self) -> Self {
        Self {
            max: self.max - other.max,
            confirmed: self.confirmed - other.confirmed,
            base: self.base - other.base,
            expected: self.expected - other.expected,
            open: self.open - other.open,
            open_lines: 0,
            reachable: self.reachable - other.reachable,
            waived: self.waived - other.waived,
        }
    }

    /// Each figure after `f`; what is open is what it can still add.
    fn each(self, f: impl Fn(Points) -> Points) -> Self {
        let expected = f(self.expected);
        Self {
            max: f(self.max),
            confirmed: f(self.confirmed),
            base: f(self.base),
            expected,
            open: f(self.expected + self.open) - expected,
            open_lines: self.open_lines,
            reachable: f(self.reachable),
            waived: self.waived,
        }
    }
}

/// A section from its items.
pub(super) fn section<'a>(section: &Section, items: impl Iterator<Item = &'a Scored>, veto: Option<bool>) -> Running {
    let mut run = Running::from(Totals::of(items));
    run.start(section.start);
    run.bounded(section.floor, section.ceiling);
    if let Some(lasts) = veto {
        run.vetoed(lasts);
    }
    if let Some(convert) = &section.convert {
        run.converted(convert);
    }
    run
}

/// The sheet from its sections.
pub(super) fn sheet(list: &Checklist, sections: Totals, items: &[(&Item, &Judged)]) -> Running {
    let mut run = Running::from(sections);
    run.start(list.start);
    for cap in &list.caps {
        let own: Vec<(&Item, &Judged)> = items.iter().filter(|(i, _)| i.group == cap.group).copied().collect();
        run.shared(cap, &own);
    }
    run.bounded(list.floor, list.ceiling);
    run
}
