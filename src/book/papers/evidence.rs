//! The annex to a scoring sheet: for each item the records that count, what was noted, and what is missing.
//! Not here: the sheet itself (`sheet`).

use super::sheet::content;
use crate::{
    book::InHand,
    model::{
        checklist::{LedgerCount, Rule, RuleSource, Without},
        date::Date,
        duty::Status,
        id::ActivityId,
        ledger::Ledger,
        paper::{Block, Paper, PaperCell},
        score::{Scored, State},
        sheet::Occurrence,
    },
};
use std::collections::BTreeMap;

/// A record as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub on: Date,
    /// The record's number, `2026-017`.
    pub no: String,
    /// The name of the record's kind.
    pub kind: String,
    pub title: String,
}

/// The list of what is behind a sheet. `records`: those of the year, by id; `ledgers`: those that have rows. Items with
/// nothing behind them stand in a table of their own.
pub fn evidence_paper(org: &str, hand: &InHand, records: &BTreeMap<ActivityId, Counted>, ledgers: &[Ledger]) -> Paper {
    let list = &hand.opened.list;
    let mut rows =
        vec![["序号", "考核内容", "怎么算的", "算数的记录、备注和附件", "缺口"].map(PaperCell::label).to_vec()];
    let mut bare = vec![["序号", "考核内容", "现在的评定"].map(PaperCell::label).to_vec()];
    for item in hand.score.items() {
        let mut found: Vec<&Counted> = item.records.iter().filter_map(|id| records.get(id)).collect();
        found.sort_by_key(|r| (r.on, &r.no));
        found.dedup();
        let mut lines: Vec<String> =
            found.iter().map(|r| format!("{} {} {}《{}》", r.on, r.no, r.kind, r.title)).collect();
        if !lines.is_empty() {
            lines.insert(0, format!("共{}件:", lines.len()));
        }
        lines.extend(sources(hand, item, ledgers).map(|source| format!("来源:{source}")));
        let note = hand.entered.note(&item.no);
        if !note.is_empty() {
            lines.push(format!("备注:{note}"));
        }
        lines.extend(hand.files.get(&item.no).into_iter().flatten().map(|f| format!("附件:{}", f.name)));
        let gaps = gaps(item);
        if lines.is_empty() && gaps.is_empty() {
            bare.push(vec![
                PaperCell::content(&item.no).centred(),
                PaperCell::content(content(list, item)),
                PaperCell::content(standing(item)),
            ]);
            continue;
        }
        rows.push(vec![
            PaperCell::content(&item.no).centred(),
            PaperCell::content(content(list, item)),
            PaperCell::content(&item.reason),
            PaperCell::content(lines.join("\n")),
            PaperCell::content(gaps.join("\n")),
        ]);
    }
    let (sheet, score) = (hand.sheet(), &hand.score);
    let mut blocks = vec![Block::Text(format!("党组织名称:{org}\u{3000}\u{3000}{} 截至{}", sheet.name(), score.on))];
    if rows.len() > 1 {
        blocks.push(Block::Table { widths: vec![6, 25, 20, 43, 20], rows });
    }
    if bare.len() > 1 {
        blocks.push(Block::Heading(format!("没有记录可依、要看现场和材料的({}项)", bare.len() - 1)));
        blocks.push(Block::Table { widths: vec![6, 66, 40], rows: bare });
    }
    Paper { title: format!("{} 佐证清单", score.name), landscape: true, blocks }
}

/// What else than records a suggestion rests on.
fn sources<'a>(hand: &'a InHand, item: &'a Scored, ledgers: &'a [Ledger]) -> impl Iterator<Item = String> {
    let rules = hand.opened.list.item(&item.no).filter(|_| item.suggestion.is_some()).map_or(&[][..], |i| &i.rules);
    let entered = |rule: &Rule| {
        let own = |o: &&Occurrence| o.item == item.no && o.rule == rule.id;
        hand.entered.occurrences.iter().filter(own).count()
    };
    rules.iter().filter_map(move |rule| match &rule.source {
        RuleSource::RosterGaps => Some("党员花名册".to_owned()),
        RuleSource::FloatingGaps => Some("党员花名册里的流动党员".to_owned()),
        RuleSource::Committee => Some("党员花名册里的支部职务".to_owned()),
        RuleSource::Study { .. } => Some("会议活动里登记的学时".to_owned()),
        RuleSource::Ledger(LedgerCount { id, .. }) | RuleSource::Without(Without { ledger: id, .. }) => {
            ledgers.iter().find(|l| l.id == *id).map(|l| l.name.clone())
        }
        RuleSource::Sheet(_) => Some("另一张考核表的得分".to_owned()),
        RuleSource::Ask => Some(entered(rule)).filter(|n| *n > 0).map(|n| format!("评分表上登记的{n}条")),
        // Their records are listed.
        RuleSource::Duty(_) | RuleSource::Records(_) | RuleSource::Attendance(_) | RuleSource::Untalked => None,
    })
}

/// How an item stands that nothing is behind.
fn standing(item: &Scored) -> String {
    let state = match item.state {
        State::Open => return "待评".to_owned(),
        State::NotApplicable => "不适用".to_owned(),
        State::Suggested => format!("建议得{}", item.expected),
        State::Decided => format!("评定得{}", item.expected),
    };
    [state, item.reason.clone()].iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join(":")
}

/// The gaps of an item, what is missing or late by now; what is not due yet is no gap.
fn gaps(item: &Scored) -> Vec<String> {
    item.gaps.iter().filter(|g| g.status != Status::NotYet).map(|g| g.text.clone()).collect()
}
