//! What one rule of a checklist finds in the records: the deduction, the reason in words, the gaps.
//! Not here: how findings add up to an item and a sheet (`evaluate`).

use super::{Gap, Points};
use crate::model::{
    checklist::{Rule, RuleSource},
    date::{Date, Span},
    duty::{Entry, Status},
    facts::Facts,
    id::ActivityId,
};

/// The outcome of one rule.
pub(super) struct Finding {
    /// The records say something yet; without it nothing is suggested.
    pub evidence: bool,
    pub deduction: Points,
    /// What stays deducted even if everything is done that still can be.
    pub unavoidable: Points,
    pub text: String,
    pub records: Vec<ActivityId>,
    pub gaps: Vec<Gap>,
}

/// `None` where the rule is about a duty that does not bind this organisation.
pub(super) fn find(rule: &Rule, facts: &Facts, calendar: &[Entry], on: Date) -> Option<Finding> {
    match &rule.source {
        RuleSource::RosterGaps => Some(roster(rule, facts)),
        RuleSource::Duty(id) => {
            let binding = |e: &&Entry| e.duty == *id && e.status != Status::NotApplicable;
            let entries: Vec<&Entry> = calendar.iter().filter(binding).collect();
            entries.first().map(|first| duty(rule, &first.name, &entries, on))
        }
    }
}

fn duty(rule: &Rule, name: &str, entries: &[&Entry], on: Date) -> Finding {
    let with = |status| entries.iter().filter(move |e| e.status == status);
    let closed_late: Vec<&Entry> = with(Status::Late).filter(|e| e.period.last() < on).copied().collect();
    let missed: Vec<&Entry> = with(Status::Missed).copied().collect();
    let counted = rule.share.min(rule.each.times(count(missed.len())) + rule.late.times(count(closed_late.len())));
    // 无记录不得分; the first record lifts that, so it stays only where none can be made any more.
    let nothing = !missed.is_empty() && entries.iter().all(|e| e.records.is_empty());
    let can_begin = with(Status::Due).next().is_some();
    let deduction = if nothing { rule.share } else { counted };
    let unavoidable = if nothing && !can_begin { rule.share } else { counted };

    let done = with(Status::Done).count() + with(Status::Late).count();
    let closed = done + missed.len();
    let mut text = match closed {
        0 if can_begin => format!("{name} 待办"),
        0 => format!("{name} 未到期"),
        _ => format!("{name} {done}/{closed} {}", unit(entries)),
    };
    if nothing {
        text += ",全年无记录";
    } else if !missed.is_empty() {
        text += &format!(",缺 {}", periods(&missed));
    }
    if !closed_late.is_empty() {
        text += &format!(",补录 {}", periods(&closed_late));
    }
    if deduction > Points::ZERO {
        text += &format!(",扣 {deduction}");
    }
    Finding {
        evidence: closed > 0,
        deduction,
        unavoidable,
        text,
        records: entries.iter().flat_map(|e| e.records.iter().copied()).collect(),
        gaps: duty_gaps(rule, entries, on, deduction, nothing),
    }
}

/// One gap for each period that is not simply done; their costs add up to the deduction.
fn duty_gaps(rule: &Rule, entries: &[&Entry], on: Date, deduction: Points, nothing: bool) -> Vec<Gap> {
    let mut left = deduction;
    let mut gaps: Vec<Gap> = entries
        .iter()
        .filter(|e| !matches!(e.status, Status::Done | Status::NotApplicable))
        .map(|e| {
            let (what, cost) = match e.status {
                Status::Missed => ("无记录".to_owned(), rule.each),
                Status::Late if e.period.last() < on => ("补录".to_owned(), rule.late),
                Status::Late => ("补录".to_owned(), Points::ZERO),
                Status::NotYet => ("未到期".to_owned(), Points::ZERO),
                _ => (format!("待办,剩 {} 天", e.days_left.unwrap_or_default()), Points::ZERO),
            };
            let cost = cost.min(left);
            left = left - cost;
            let group = e.group.as_ref().map(|g| format!("({g})")).unwrap_or_default();
            Gap {
                text: format!("{}{group} {} {what}", e.name, e.period.name()),
                status: e.status,
                duty: Some(e.duty.clone()),
                group: e.group.clone(),
                period: Some(e.period),
                member: None,
                cost,
            }
        })
        .collect();
    // What 无记录不得分 takes beyond the single periods lies on the record that would lift it.
    if nothing && left > Points::ZERO {
        let first = |status| gaps.iter().position(|g| g.status == status);
        if let Some(gap) = first(Status::Due).or(first(Status::Missed)).and_then(|i| gaps.get_mut(i)) {
            gap.cost += left;
            gap.text += ";全年无记录不得分";
        }
    }
    gaps
}

/// Gaps of the roster can always be put right.
fn roster(rule: &Rule, facts: &Facts) -> Finding {
    let roster = &facts.roster;
    let found = roster.incomplete.len() + roster.open_issues as usize;
    let deduction = rule.share.min(rule.each.times(count(found)));
    let mut left = deduction;
    let mut gap = |text, member, cost: Points| {
        let cost = cost.min(left);
        left = left - cost;
        Gap { text, status: Status::Due, duty: None, group: None, period: None, member, cost }
    };
    let mut gaps: Vec<Gap> = roster
        .incomplete
        .iter()
        .map(|(id, name, fields)| gap(format!("{name} 缺 {fields}"), Some(*id), rule.each))
        .collect();
    let mut text = format!("花名册 {} 人", roster.members);
    if !roster.incomplete.is_empty() {
        text += &format!(",缺项 {} 人", roster.incomplete.len());
    }
    if roster.open_issues > 0 {
        text += &format!(",存疑 {} 处", roster.open_issues);
        let all = rule.each.times(i64::from(roster.open_issues));
        gaps.push(gap(format!("导入存疑 {} 处未核", roster.open_issues), None, all));
    }
    if deduction > Points::ZERO {
        text += &format!(",扣 {deduction}");
    }
    Finding { evidence: roster.members > 0, deduction, unavoidable: Points::ZERO, text, records: Vec::new(), gaps }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn unit(entries: &[&Entry]) -> &'static str {
    match entries.first() {
        Some(e) if e.group.is_none() && e.period.span == Span::Month => "月",
        Some(e) if e.group.is_none() && e.period.span == Span::Quarter => "季",
        _ => "次",
    }
}

/// Names of periods in little room: runs of months drawn together, at most four parts, only a number where groups differ.
fn periods(entries: &[&Entry]) -> String {
    if entries.iter().any(|e| e.group.is_some()) {
        return format!("{} 次", entries.len());
    }
    let mut runs: Vec<(&Entry, &Entry)> = Vec::new();
    for &entry in entries {
        match runs.last_mut() {
            Some((_, last)) if entry.period.span == Span::Month && last.period.index + 1 == entry.period.index => {
                *last = entry;
            }
            _ => runs.push((entry, entry)),
        }
    }
    let named = |(first, last): &(&Entry, &Entry)| match last.period.index - first.period.index {
        0 => first.period.name(),
        _ => format!("{}-{}", first.period.index, last.period.name()),
    };
    let mut text = runs.iter().take(4).map(named).collect::<Vec<_>>().join("、");
    if runs.len() > 4 {
        text += &format!("等 {} 次", entries.len());
    }
    text
}
