//! What a rule finds in a ledger: its rows, the periods without one, what its rows lack, and who has none.
//! Not here: how a row stands or what it lacks (`model::ledger`).

use super::{
    Gap,
    measured::{Draft, LEDGER_HOURS, Measured, Records, gap, several, shortfall, with_zero},
    value::Piece,
    words::{self, count},
};
use crate::model::{
    amount::Amount,
    checklist::{LedgerCount, Rows, Rule, Without},
    date::{Date, Period, Span},
    duty::Status,
    facts::{ClassFact, LedgerFact},
    grounds::{Thing, Trace},
    lack::{Lack, in_words},
};
use chrono::Datelike;

/// The ledger's rows of the year, by day.
fn used<'a>(ledger: &str, of: &Records<'a>) -> Vec<&'a LedgerFact> {
    let mut used: Vec<&LedgerFact> =
        of.facts.ledgers.iter().filter(|r| r.ledger == ledger && r.opened_on <= of.on).collect();
    used.sort_by_key(|r| (r.opened_on, r.id));
    used
}

fn closed(r: &LedgerFact, of: &Records<'_>) -> bool {
    r.closed_on.is_some_and(|d| d <= of.on)
}

/// A row among what the finding rests on; `how`: what else of it counts.
fn trace(rule: &Rule, r: &LedgerFact, how: String) -> Trace {
    Trace::on_day(words::source(rule), r.opened_on, r.id.0, how)
}

fn lacks(r: &LedgerFact) -> String {
    r.lacks.iter().map(Lack::code).collect::<Vec<_>>().join(",")
}

/// The finding of a ledger that was never used: it says nothing, and tells where to begin it.
fn never_used<'a>(rule: &Rule, at: impl Fn(String, Status) -> Gap) -> Measured<'a> {
    let gap = at(format!("{} 台账未记", rule.name), Status::Due);
    let gaps = vec![Draft { gap, piece: None, counted: false }];
    Measured { text: format!("{} 未记", rule.name), gaps, ..Measured::default() }
}

/// What a rule finds in the rows of a ledger. One that was never used says nothing; one kept in earlier years and left
/// empty since lacks its periods.
pub(super) fn rows<'a>(rule: &'a Rule, of_what: &'a LedgerCount, of: &Records<'a>) -> Measured<'a> {
    let hours = rule.hours.unwrap_or(LEDGER_HOURS);
    // A row of a period is of that day and done with it.
    let closed_only = of_what.rows == Rows::Closed || of_what.every.is_some();
    let in_ledger = |gap: Gap| Gap { ledger: Some(of_what.id.clone()), closed: closed_only, ..gap };
    let at = |text: String, status| in_ledger(gap(text, status, hours));
    let used = used(&of_what.id, of);
    let before = of.facts.used_before.contains(&of_what.id);
    if let (Some(span), true) = (of_what.every, before || !used.is_empty()) {
        let begun = used.first().map(|r| r.opened_on).filter(|_| !before);
        return periods(rule, span, (&used, begun), of, at);
    }
    if used.is_empty() {
        // Told once: by the rule that wants rows, not by the one that looks for overdue ones.
        let wants = rule.need.is_some() || of_what.every.is_some();
        let first = |text, status| several(at(text, status), rule.need.map_or(100, |need| need.0));
        return if wants { never_used(rule, first) } else { Measured::default() };
    }
    if of_what.rows == Rows::Incomplete {
        return incomplete(rule, &used, of, at);
    }
    let closed = |r: &LedgerFact| closed(r, of);
    let overdue = |r: &LedgerFact| r.due_on.is_some_and(|due| r.closed_on.unwrap_or(of.on) > due);
    let wanted: Vec<&LedgerFact> = used
        .iter()
        .filter(|r| match of_what.rows {
            Rows::All | Rows::Incomplete => true,
            Rows::Open => !closed(r),
            Rows::Overdue => overdue(r),
            Rows::Closed => closed(r),
        })
        .copied()
        .collect();
    let piece = |r: &&LedgerFact| Piece {
        day: Some(r.opened_on),
        lasting: of_what.rows == Rows::All || closed(r),
        ..Piece::ONE
    };
    let pieces: Vec<Piece<'a>> = wanted.iter().map(piece).collect();
    let text = words::counted(rule, wanted.len());
    let grounds = of.traced(|| wanted.iter().map(|r| trace(rule, r, String::new())).collect());
    if let Some(need) = rule.need {
        let had = count(wanted.len());
        let gap = shortfall(rule, need, had * 100, hours).map(in_ledger);
        let gap = gap.map(|gap| Draft { gap, piece: Some(Piece { num: had, ..Piece::ONE }), counted: true });
        // A shortfall of rows can be made up at any time.
        let (best, gaps) = (Some(Vec::new()), gap.into_iter().collect());
        let pieces = with_zero(pieces);
        return Measured { evidence: true, pieces, best, text, gaps, grounds, ..Measured::default() };
    }
    let mut gaps: Vec<Draft<'a>> = Vec::new();
    if matches!(of_what.rows, Rows::Open | Rows::Overdue) && rule.beyond.is_none() {
        let open = |(r, p): (&&LedgerFact, &Piece<'a>)| {
            let (what, status) = if closed(r) { ("逾期销号", Status::Late) } else { ("未销号", Status::Due) };
            let due = r.due_on.map(|d| format!(",限 {d}")).unwrap_or_default();
            let title = if r.title.is_empty() { String::new() } else { format!(" {}", r.title) };
            let text = format!("{}{title} {}起 {what}{due}", rule.name, r.opened_on);
            let gap = Gap { row: Some(r.id), ..at(text, status) };
            Draft { gap, piece: Some(*p), counted: true }
        };
        gaps = wanted.iter().zip(&pieces).map(open).collect();
    }
    Measured { evidence: true, pieces, text, gaps, grounds, ..Measured::default() }
}

/// What a rule finds missing in the rows of a ledger: each thing that a row lacks is one, and can be put right at any
/// time.
fn incomplete<'a>(
    rule: &'a Rule,
    used: &[&LedgerFact],
    of: &Records<'a>,
    at: impl Fn(String, Status) -> Gap,
) -> Measured<'a> {
    let lacking = used.iter().filter(|r| !r.lacks.is_empty());
    let gaps: Vec<Draft<'a>> = lacking
        .map(|r| {
            let text = format!("{} {} 缺 {}", rule.name, r.title, in_words(&r.lacks));
            let num = count(r.lacks.len());
            let gap = at(text, Status::Due);
            let hours = Amount(gap.hours.0.saturating_mul(num));
            let piece = Piece { num, day: Some(r.opened_on), lasting: false, ..Piece::ONE };
            Draft { gap: Gap { row: Some(r.id), hours, ..gap }, piece: Some(piece), counted: true }
        })
        .collect();
    let sum: i64 = gaps.iter().filter_map(|g| g.piece).map(|p| p.num).sum();
    let mut text = words::counted(rule, used.len());
    if sum > 0 {
        text += &format!(",缺 {sum} 处");
    }
    let grounds = of.traced(|| used.iter().map(|r| trace(rule, r, lacks(r))).collect());
    Measured { evidence: true, text, grounds, ..Measured::counting(gaps) }
}

/// People of a class without a row. One that should be open counts as soon as it is missing; one of the year can still be
/// made while the year lasts. Where nobody is in the class the ledger proves nothing.
pub(super) fn without<'a>(rule: &'a Rule, whom: &'a Without, of: &Records<'a>) -> Measured<'a> {
    let hours = rule.hours.unwrap_or(LEDGER_HOURS);
    let at = |text: String, status| Gap { ledger: Some(whom.ledger.clone()), ..gap(text, status, hours) };
    let people: Vec<&ClassFact> = of.facts.classes.iter().filter(|c| c.class == whom.who).collect();
    let used = used(&whom.ledger, of);
    if people.is_empty() {
        return Measured { text: format!("{} 没有{}", rule.name, whom.who.name()), ..Measured::default() };
    }
    if used.is_empty() {
        return never_used(rule, at);
    }
    let open = whom.rows == Rows::Open;
    let has = |c: &ClassFact| used.iter().any(|r| r.member == Some(c.member) && !(open && closed(r, of)));
    let missing: Vec<&ClassFact> = people.iter().filter(|c| !has(c)).copied().collect();
    let over = of.year_over();
    let (status, counted, lasting) =
        if open || !over { (Status::Due, open, false) } else { (Status::Missed, true, true) };
    let draft = |c: &&ClassFact| {
        let gap = at(format!("{} 还缺 {}", rule.name, c.name), status);
        let piece = Some(Piece { lasting, ..Piece::ONE });
        Draft { gap: Gap { member: Some(c.member), ..gap }, piece, counted }
    };
    let gaps: Vec<Draft<'a>> = missing.iter().map(draft).collect();
    let text = format!("{} {}/{} 人", rule.name, people.len() - missing.len(), people.len());
    let evidence = open || over || missing.is_empty();
    let how = |r: &LedgerFact| if closed(r, of) { "closed".to_owned() } else { String::new() };
    let theirs = used.iter().filter(|r| people.iter().any(|c| r.member == Some(c.member)));
    let grounds = of.traced(|| {
        let lacking = missing.iter().map(|c| c.member);
        let lacking = Trace::people(&Thing::WithoutRow.of(words::source(rule)), lacking);
        theirs.map(|r| trace(rule, r, how(r))).chain([lacking]).collect()
    });
    Measured { evidence, text, grounds, ..Measured::counting(gaps) }
}

/// Every period of a ledger that is over should have a row, from that in which it was begun: using it never costs more than
/// leaving it.
fn periods<'a>(
    rule: &'a Rule,
    span: Span,
    (rows, begun): (&[&LedgerFact], Option<Date>),
    of: &Records<'a>,
    at: impl Fn(String, Status) -> Gap,
) -> Measured<'a> {
    let founded = of.facts.founded.map(|f| f.earliest());
    let bound = |p: &Period| founded.max(begun).is_none_or(|day| day <= p.last());
    let (mut done, mut gaps) = (0, Vec::new());
    for period in Period::all_of(span, of.facts.year).filter(bound) {
        if rows.iter().any(|r| period.contains(r.opened_on)) {
            done += 1;
            continue;
        }
        let (status, what) = match () {
            () if period.last() < of.on => (Status::Missed, "未记"),
            () if period.first() <= of.on => (Status::Due, "待记"),
            () => (Status::NotYet, "未到期"),
        };
        let gap = Gap { period: Some(period), ..at(format!("{} {} {what}", rule.name, period.name()), status) };
        let piece = Some(Piece { day: Some(period.last()), ..Piece::ONE });
        gaps.push(Draft { gap, piece, counted: status == Status::Missed });
    }
    let pieces: Vec<Piece<'a>> = gaps.iter().filter(|g| g.counted).filter_map(|g| g.piece).collect();
    let closed = done + pieces.len();
    let grounds = of.traced(|| {
        let source = || words::name(rule, "台账").to_owned();
        let kept = rows.iter().filter(|r| r.opened_on.year() == of.facts.year).map(|r| {
            let (at, group, how) = (Period::of(span, r.opened_on).to_string(), String::new(), String::new());
            Trace::Counted { source: source(), at, group, id: r.id.0, how }
        });
        let missed = gaps.iter().filter(|g| g.counted).filter_map(|g| g.gap.period);
        let missed = missed.map(|p| Trace::Missing { source: source(), at: p.to_string(), group: String::new() });
        kept.chain(missed).collect()
    });
    let text = format!("{} {done}/{closed} {}", rule.name, words::span_unit(span));
    Measured { evidence: closed > 0, pieces, text, gaps, grounds, ..Measured::default() }
}
