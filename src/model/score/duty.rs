//! What a rule finds in the periods of a duty.
//! Not here: which period is done, due or missed (`model::duty`).

use super::{
    Gap,
    measured::{Draft, Measured, Records, gap},
    value::Piece,
    words,
};
use crate::model::{
    amount::Amount,
    checklist::Rule,
    duty::{Entry, Status},
    grounds::{Thing, Trace},
};

/// Hours thought to be needed to take the roll of a record that stands.
const ROLL_HOURS: Amount = Amount(10);

/// What a rule finds in the periods of a duty; `None` where the duty does not bind this organisation.
pub(super) fn periods<'a>(rule: &'a Rule, id: &str, of: &Records<'a>) -> Option<Measured<'a>> {
    let binding = |e: &&Entry| e.duty == id && e.status != Status::NotApplicable;
    let entries: Vec<&Entry> = of.calendar.iter().copied().filter(binding).collect();
    let name = &entries.first()?.name;
    let with = |status| entries.iter().filter(move |e| e.status == status);
    let closed_late: Vec<&Entry> = with(Status::Late).filter(|e| e.period.last() < of.on).copied().collect();
    let missed: Vec<&Entry> = with(Status::Missed).copied().collect();
    // 无记录不得分; the first record lifts that, so it stays only where none can be made any more.
    let recorded = |e: &Entry| !e.records.is_empty() || e.dues.is_some_and(|d| d.paid > 0);
    let nothing = !missed.is_empty() && !entries.iter().any(|e| recorded(e));
    let can_begin = with(Status::Due).next().is_some() || missed.iter().any(|e| e.can_be_made_up(of.on));

    let done = with(Status::Done).count() + with(Status::Late).count();
    let closed = done + missed.len();
    let mut text = match closed {
        0 if can_begin => format!("{name} 待办"),
        0 => format!("{name} 未到期"),
        _ => format!("{name} {done}/{closed} {}", words::period_unit(&entries)),
    };
    if nothing {
        text += ",全年无记录";
    } else if missed.iter().any(|e| !e.untold) {
        let lacking: Vec<&Entry> = missed.iter().filter(|e| !e.untold).copied().collect();
        let what = if lacking.iter().any(|e| e.dues.is_some()) { "未收齐" } else { "缺" };
        text += &format!(",{what} {}", words::periods(&lacking));
    }
    let untold: Vec<&Entry> = entries.iter().filter(|e| e.untold).copied().collect();
    if !untold.is_empty() {
        text += &format!(",{} 有记录,未点名", words::periods(&untold));
    }
    if !closed_late.is_empty() {
        let what = if closed_late.iter().any(|e| e.dues.is_some()) { "有补交(补录)" } else { "补录" };
        text += &format!(",{what} {}", words::periods(&closed_late));
    }
    let gaps = entries.iter().filter(|e| !matches!(e.status, Status::Done | Status::NotApplicable));
    let gaps: Vec<Draft<'a>> = gaps.map(|e| draft(rule, e, of)).collect();
    Some(Measured {
        evidence: closed > 0,
        pieces: gaps.iter().filter(|g| g.counted).filter_map(|g| g.piece).collect(),
        text,
        grounds: of.traced(|| entries.iter().flat_map(|e| grounds(e, of)).collect()),
        records: entries.iter().flat_map(|e| e.records.iter().copied()).collect(),
        gaps,
        nothing,
        can_begin,
        ..Measured::default()
    })
}

/// What a period rests on: its records, or that it is over without one.
fn grounds(e: &Entry, of: &Records<'_>) -> Vec<Trace> {
    let (source, at) = (e.duty.clone(), e.period.to_string());
    let group = e.group.clone().unwrap_or_default();
    let how = match e.status {
        _ if e.untold => "untold",
        Status::Late => "late",
        _ => "",
    };
    let held = e.records.iter().filter(|id| !of.is_later(**id));
    let held = held.map(|id| Trace::Counted {
        source: source.clone(),
        at: at.clone(),
        group: group.clone(),
        id: id.0,
        how: how.to_owned(),
    });
    let mut grounds: Vec<Trace> = held.collect();
    if let (Status::Missed, Some(dues)) = (e.status, e.dues) {
        let unpaid = Thing::Unpaid.of(&format!("{}{}", e.name, e.period.name()));
        grounds.push(Trace::number_of(&unpaid, i64::from(dues.unpaid()) * 100));
    }
    if e.status == Status::Missed && !e.untold {
        grounds.push(Trace::Missing { source, at, group });
    }
    grounds
}

/// One gap for each period that is not simply done.
fn draft<'a>(rule: &Rule, e: &Entry, of: &Records<'a>) -> Draft<'a> {
    let over = e.period.last() < of.on;
    let unpaid = e.unpaid().map(|u| format!("{u},")).unwrap_or_default();
    let (what, late) = match e.status {
        _ if e.untold => ("有记录,未点名".to_owned(), false),
        Status::Missed if e.can_be_made_up(of.on) => (format!("{unpaid}还能补交"), false),
        Status::Missed if e.dues.is_some() => (format!("{unpaid}补交一般不超过6个月"), false),
        Status::Late if e.dues.is_some() => ("有补交(补录)".to_owned(), true),
        Status::Missed => ("无记录".to_owned(), false),
        Status::Late => ("补录".to_owned(), true),
        Status::NotYet => ("未到期".to_owned(), false),
        _ => (format!("{unpaid}待办,剩 {} 天", e.days_left.unwrap_or_default()), false),
    };
    let group = e.group.as_ref().map(|g| format!("({g})")).unwrap_or_default();
    let text = format!("{}{group} {} {what}", e.name, e.period.name());
    let counted = e.status == Status::Missed || (late && over);
    // Taking the roll puts it right at any time; dues can be paid back for a while.
    let made_up = e.can_be_made_up(of.on);
    let (status, hours) = match e.untold {
        true => (Status::Due, ROLL_HOURS),
        false if made_up => (Status::Due, rule.hours.unwrap_or(e.hours)),
        false => (e.status, rule.hours.unwrap_or(e.hours)),
    };
    let gap =
        Gap { duty: Some(e.duty.clone()), group: e.group.clone(), period: Some(e.period), ..gap(text, status, hours) };
    // A late entry in a period that still runs can be put right by nothing but a further record.
    let piece = (counted || !late).then_some(Piece {
        day: Some(e.period.last()),
        late,
        lasting: !(e.untold || made_up),
        late_then: made_up,
        ..Piece::ONE
    });
    Draft { gap, piece, counted }
}
