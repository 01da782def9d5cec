//! One item: what its rules come to, the suggestion, and over it the decision.
//! Not here: what a rule finds (`measure`), sections and the sheet (`frame`).

use super::{
    super::points::Points,
    Gap, Scored, State,
    limits::{Sides, limited},
    measure::measure,
    measured::{Draft, Measured, Records},
    value::{Event, Piece, events},
    words,
};
use crate::model::{
    checklist::{Effect, Item, Rule, RuleSource, Scope},
    duty::Status,
    grounds::{Grounds, name_of},
    sheet::{Decision, Mark},
};
use std::collections::BTreeMap;

/// A rule with what it found.
pub(super) struct Found<'a> {
    pub rule: &'a Rule,
    measured: Measured<'a>,
    now: Vec<Event<'a>>,
    /// The events with everything put right that still can be.
    best: Vec<Event<'a>>,
}

impl<'a> Found<'a> {
    pub fn now(&mut self) -> &mut Vec<Event<'a>> {
        &mut self.now
    }

    pub fn best(&mut self) -> &mut Vec<Event<'a>> {
        &mut self.best
    }

    /// The events that count now.
    pub fn events(&self) -> &[Event<'a>] {
        &self.now
    }

    /// Whether the item has no points, whatever else is counted.
    fn vetoes_item(events: &[Event<'_>]) -> bool {
        events.iter().any(|e| e.effects.contains(&&Effect::Veto(Scope::Item)))
    }
}

/// An item scored, and what the sheet needs of it.
pub(super) struct Judged {
    pub scored: Scored,
    /// What the item's rules come to by month, for caps that items share; empty where it is decided.
    pub months: BTreeMap<u32, Sides>,
}

/// The item's rules that bind the organisation, each with what it found.
pub(super) fn find<'a>(item: &'a Item, of: &Records<'a>) -> Vec<Found<'a>> {
    let full = item.max_points();
    let rules = item.rules.iter().filter_map(|rule| Some((rule, measure(item, rule, of)?)));
    rules
        .map(|(rule, measured)| {
            let now = events(rule, full, &measured.pieces);
            let lasting: Vec<Piece<'a>> = measured.pieces.iter().filter_map(|p| p.at_best()).collect();
            let best = events(rule, full, measured.best.as_deref().unwrap_or(&lasting));
            Found { rule, measured, now, best }
        })
        .collect()
}

/// What one rule comes to.
struct Outcome {
    evidence: bool,
    now: Sides,
    best: Sides,
    months: BTreeMap<u32, Sides>,
    text: String,
}

pub(super) fn judge(item: &Item, mut found: Vec<Found<'_>>, mark: Option<&Mark>, of: &Records<'_>) -> Judged {
    let outcomes: Vec<Outcome> = found.iter().map(outcome).collect();
    let sum = |side: fn(&Outcome) -> Sides| outcomes.iter().map(side).fold(Sides::default(), Sides::plus);
    let least = item.bounded(Points::ZERO.min(item.base()));
    let now = if found.iter().any(|f| Found::vetoes_item(&f.now)) {
        least
    } else {
        item.bounded(item.base() + sum(|o| o.now).net())
    };
    let best = if found.iter().any(|f| Found::vetoes_item(&f.best)) {
        least
    } else {
        best(item, &found, sum(|o| o.best), of).max(now)
    };

    let bare = item.max.is_none() && !found.is_empty();
    // A share of the item's points that nobody has answered for yet is not to be had by what the other rules find. A line
    // that only adds or takes says as much by having no entry.
    let unanswered = |(f, o): (&Found<'_>, &Outcome)| f.rule.asks() && f.rule.share.is_some() && !o.evidence;
    let told = bare || (outcomes.iter().any(|o| o.evidence) && !found.iter().zip(&outcomes).any(unanswered));
    let suggestion = told.then_some(now);
    let mut reason = outcomes.iter().map(|o| o.text.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(";");
    let costly = found.iter().zip(&outcomes).filter(|(_, o)| o.now.loss > Points::ZERO);
    let losses = costly.map(|(f, _)| f.measured.text.clone()).collect();

    let decision = mark.and_then(|m| m.decision);
    let (state, expected, reachable) = match (decision, suggestion) {
        (Some(Decision::Points(p)), _) => (State::Decided, item.bounded(p), item.bounded(p)),
        (Some(Decision::NotApplicable), _) => (State::NotApplicable, Points::ZERO, Points::ZERO),
        (None, _) if !item.applies.to(of.facts) => {
            reason = "本组织不适用".to_owned();
            (State::NotApplicable, Points::ZERO, Points::ZERO)
        }
        (None, Some(points)) => (State::Suggested, points, best),
        (None, None) => (State::Open, Points::ZERO, item.max_points()),
    };
    if let Some(mark) = mark.filter(|m| m.decision.is_some() && !m.reason.is_empty()) {
        reason.clone_from(&mark.reason);
    }
    let mut gaps = Vec::new();
    // Nothing is missing behind what does not apply here.
    for (f, o) in found.iter_mut().zip(&outcomes).filter(|_| state != State::NotApplicable) {
        gaps.extend(costed(f.rule, std::mem::take(&mut f.measured.gaps), o, &f.measured, item));
    }
    let mut months = BTreeMap::<u32, Sides>::new();
    if state == State::Suggested {
        for (month, sides) in outcomes.iter().flat_map(|o| &o.months) {
            let sum = months.entry(*month).or_default();
            *sum = sum.plus(*sides);
        }
    }
    let suggestion = suggestion.filter(|_| decision.is_some() || state != State::NotApplicable);
    let grounds: Vec<_> = found.iter_mut().flat_map(|f| std::mem::take(&mut f.measured.grounds)).collect();
    let grounds = Grounds::from(grounds);
    let scored = Scored {
        no: item.no.clone(),
        text: item.text.clone(),
        max: item.max_points(),
        state,
        suggestion,
        decided: (state == State::Decided).then_some(expected),
        reason,
        losses,
        changed: mark.map_or(Vec::new(), |m| {
            changed(m, &grounds, suggestion, |source| name_of(source, |source| known(item, source, of)))
        }),
        grounds,
        expected,
        reachable,
        records: found.iter().flat_map(|f| f.measured.records.iter().copied()).collect(),
        gaps,
    };
    Judged { scored, months }
}

/// What is no longer as it was when a decision was made; of an old one only the figure is known.
fn changed(mark: &Mark, now: &Grounds, suggestion: Option<Points>, name: impl Fn(&str) -> String) -> Vec<String> {
    if mark.decision.is_none() {
        return Vec::new();
    }
    let mut out = mark.grounds.as_ref().map_or(Vec::new(), |then| then.changed(now, name));
    match (mark.suggested, suggestion) {
        (was, is) if was == is => {}
        (Some(was), Some(is)) => out.push(format!("建议由{was}变为{is}")),
        (None, Some(is)) => out.push(format!("原来没有建议,现在建议{is}")),
        (was, None) => out.extend(was.map(|was| format!("原来建议{was},现在没有建议"))),
    }
    out
}

/// The name of a duty, or of a rule of the item.
fn known(item: &Item, source: &str, of: &Records<'_>) -> Option<String> {
    let duty = of.calendar.iter().find(|e| e.duty == source).map(|e| e.name.clone());
    let rule = || item.rules.iter().find(|r| r.id == source).map(|r| words::name(r, &item.text).to_owned());
    duty.or_else(rule)
}

fn outcome(f: &Found<'_>) -> Outcome {
    let points = |e: &&Event<'_>| !e.effects.iter().any(|e| matches!(e, Effect::Money(_)));
    let now = limited(f.rule, f.now.iter().filter(points));
    let mut sum = now.sum;
    let mut best = limited(f.rule, f.best.iter().filter(points)).sum;
    let m = &f.measured;
    if let Some(share) = f.rule.share.filter(|_| m.nothing) {
        sum.loss = share;
        if !m.can_begin {
            best.loss = share;
        }
    }
    let cut = if now.cut && !m.nothing { "(按上限)" } else { "" };
    let text = format!("{}{}{cut}", m.text, words::comes_to(sum));
    Outcome { evidence: m.evidence, now: sum, best, months: now.months, text }
}

/// The best that is still possible: what lasts, and what may yet be earned, up to the caps that the rules state.
fn best(item: &Item, found: &[Found<'_>], sum: Sides, of: &Records<'_>) -> Points {
    let mut points = item.base() + sum.net();
    for f in found {
        let open = match f.rule.source {
            RuleSource::Ask => true,
            RuleSource::Records(_) | RuleSource::Ledger(_) | RuleSource::Attendance(_) => !of.year_over(),
            _ => false,
        };
        if open && f.rule.can_gain() {
            let so_far = limited(f.rule, f.best.iter()).sum.gain;
            match f.rule.cap.year {
                Some(most) => points += most - so_far,
                // Up to what the item can have; where that is not bounded, nobody can say.
                None => points = points.max(item.ceiling.or(item.max).unwrap_or(points)),
            }
        }
    }
    item.bounded(points)
}

/// The gaps with what each costs and is worth; the costs add up to what the rule takes.
fn costed(rule: &Rule, drafts: Vec<Draft<'_>>, o: &Outcome, m: &Measured<'_>, item: &Item) -> Vec<Gap> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let full = item.max_points();
    let bare = Rule { share: None, ..rule.clone() };
    let taken = |piece: Option<Piece<'_>>| {
        let single = piece.map(|p| events(rule, full, &[p])).unwrap_or_default();
        limited(&bare, single.iter()).sum.loss
    };
    let alone: Vec<Points> = drafts.iter().map(|d| taken(d.piece)).collect();
    let most = rule.share.or(rule.cap.year);
    let within = |loss: Points| most.map_or(loss, |most| loss.min(most));
    let whole: Points = drafts.iter().zip(&alone).filter(|(d, _)| d.counted).map(|(_, p)| *p).sum();
    let mut left = o.now.loss;
    let mut gaps: Vec<Gap> = Vec::new();
    for (d, alone) in drafts.into_iter().zip(alone) {
        let cost = if d.counted { alone.min(left) } else { Points::ZERO };
        left = left - cost;
        let won = match (d.gap.status, d.counted) {
            (Status::Missed | Status::Late, _) => Points::ZERO,
            (_, true) => {
                let late = taken(d.piece.filter(|p| p.late_then).and_then(Piece::at_best));
                within(whole) - within(whole - alone + late)
            }
            (_, false) => within(whole + alone) - within(whole),
        };
        gaps.push(Gap { cost, won, ..d.gap });
    }
    // What 无记录不得分 takes beyond the single periods lies on the record that would lift it.
    if m.nothing && left > Points::ZERO {
        let first = |status| gaps.iter().position(|g| g.status == status);
        let due = first(Status::Due);
        if let Some(gap) = due.or(first(Status::Missed)).and_then(|i| gaps.get_mut(i)) {
            gap.cost += left;
            if due.is_some() {
                // Left as it is, the whole share stays lost.
                gap.won = o.now.loss - within(whole);
            }
            gap.text += ";全年无记录不得分";
        }
    }
    gaps
}
