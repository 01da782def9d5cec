//! The finding of a rule in few words: numbers, periods, what it costs.
//! Not here: the finding itself (`measure`).

use super::{
    super::points::Points,
    limits::Sides,
    value::{Piece, names},
};
use crate::model::{
    amount::{Amount, Size},
    checklist::{Item, Rule, RuleSource},
    date::Span,
    duty::Entry,
};
use std::collections::BTreeMap;

/// The points in words after a comma: `,扣 0.5`, `,加 2`; nothing for nothing.
pub(super) fn comes_to(sum: Sides) -> String {
    let part = |what, p: Points| if p > Points::ZERO { format!(",{what} {p}") } else { String::new() };
    part("加", sum.gain) + &part("扣", sum.loss)
}

pub(super) fn name<'a>(rule: &'a Rule, otherwise: &'a str) -> &'a str {
    if rule.name.is_empty() { otherwise } else { &rule.name }
}

/// What names the rule among the grounds of a decision.
pub(super) fn source(rule: &Rule) -> &str {
    name(rule, &rule.id)
}

/// What one of the things counted is called.
pub(super) fn unit(rule: &Rule) -> &str {
    match &rule.source {
        _ if !rule.unit.is_empty() => &rule.unit,
        RuleSource::Ledger(_) => "条",
        RuleSource::Without(_) => "人",
        _ => "次",
    }
}

/// What was counted, in words: `集中研讨 3 次`, `集中研讨 3/5 次` where a number is needed.
pub(super) fn counted(rule: &Rule, n: usize) -> String {
    let rates = matches!(rule.source, RuleSource::Attendance(_));
    let need = rule.need.filter(|_| !rates).map(|need| format!("/{need}")).unwrap_or_default();
    let unit = if rates { "次" } else { unit(rule) };
    format!("{} {n}{need} {unit}", name(rule, "记录"))
}

/// What people entered: `缺席会议 3 人次`, `信访: 到省+集体访 2 例、到县 1 例`.
pub(super) fn entries(item: &Item, rule: &Rule, pieces: &[Piece<'_>]) -> String {
    let name = name(rule, &item.text).trim_end_matches('。');
    if pieces.is_empty() {
        return format!("{name} 未登记");
    }
    let ranged = |choice: &str| {
        let chosen = rule.choices.iter().find(|c| names(choice).any(|n| n == c.name)).and_then(|c| c.points);
        chosen.or(rule.each).is_some_and(|w| matches!(w.size, Size::Range(..)))
    };
    let mut kinds: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for p in pieces {
        let (sum, n) = kinds.entry(p.choice).or_default();
        *sum += p.num;
        *n += 1;
    }
    let each = kinds.iter().map(|(choice, (sum, n))| {
        let amount = if ranged(choice) { Amount(n * 100) } else { Amount(*sum) };
        format!("{choice}{}{amount} {}", if choice.is_empty() { "" } else { " " }, unit(rule))
    });
    let colon = if kinds.keys().all(|c| c.is_empty()) { "" } else { ":" };
    format!("{name}{colon} {}", each.collect::<Vec<_>>().join("、"))
}

/// `num / den` with one decimal, rounded.
pub(super) fn tenths(num: i64, den: i64) -> Points {
    Points(crate::model::amount::rounded(i128::from(num) * 10, i128::from(den)) * 10)
}

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn span_unit(span: Span) -> &'static str {
    match span {
        Span::Month => "月",
        Span::Quarter => "季",
        Span::Half | Span::Year => "次",
    }
}

pub(super) fn period_unit(entries: &[&Entry]) -> &'static str {
    entries.first().filter(|e| e.group.is_none()).map_or("次", |e| span_unit(e.period.span))
}

/// Names of periods in little room: runs of months drawn together, at most four parts, only a number where groups differ.
pub(super) fn periods(entries: &[&Entry]) -> String {
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
