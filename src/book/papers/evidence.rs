//! The annex to a scoring sheet: for each item the records that count, what was noted, and what is missing.
//! Not here: the sheet itself (`sheet`).

use crate::{
    book::InHand,
    model::{
        date::Date,
        duty::Status,
        id::ActivityId,
        paper::{Block, FormCell, Paper},
        score::Scored,
    },
};
use std::collections::BTreeMap;

/// A record as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub held_on: Date,
    /// `2026-017`.
    pub no: String,
    /// The kind's name.
    pub kind: String,
    pub title: String,
}

/// Lists what is behind a sheet. `records`: those of the year, by id. Items with nothing behind them are named at the end.
pub fn evidence_paper(org: &str, hand: &InHand, records: &BTreeMap<ActivityId, Counted>) -> Paper {
    let mut rows =
        vec![["序号", "考核内容", "怎么算的", "算数的记录、备注和附件", "缺口"].map(FormCell::label).to_vec()];
    let mut bare = Vec::new();
    for item in hand.score.items() {
        let mut found: Vec<&Counted> = item.records.iter().filter_map(|id| records.get(id)).collect();
        found.sort_by_key(|r| (r.held_on, &r.no));
        found.dedup();
        let mut lines: Vec<String> =
            found.iter().map(|r| format!("{} {} {}《{}》", r.held_on, r.no, r.kind, r.title)).collect();
        if !lines.is_empty() {
            lines.insert(0, format!("共{}件:", lines.len()));
        }
        let note = hand.entered.note(&item.no);
        if !note.is_empty() {
            lines.push(format!("备注:{note}"));
        }
        lines.extend(hand.files.get(&item.no).into_iter().flatten().map(|f| format!("附件:{}", f.name)));
        let gaps = gaps(item);
        if lines.is_empty() && gaps.is_empty() {
            bare.push(item.no.as_str());
            continue;
        }
        rows.push(vec![
            FormCell::content(&item.no).centred(),
            FormCell::content(format!("{}({}分)", item.text, item.max)),
            FormCell::content(&item.reason),
            FormCell::content(lines.join("\n")),
            FormCell::content(gaps.join("\n")),
        ]);
    }
    let (sheet, score) = (hand.sheet(), &hand.score);
    let mut blocks = vec![Block::Text(format!("党组织名称:{org}\u{3000}\u{3000}{} 截至{}", sheet.name(), score.on))];
    if rows.len() > 1 {
        blocks.push(Block::Form { widths: vec![6, 22, 24, 36, 22], rows });
    }
    if !bare.is_empty() {
        blocks.push(Block::Text(format!("没有记录可依、要看现场和材料的:{}", bare.join("、"))));
    }
    Paper { title: format!("{} 佐证清单", score.name), landscape: true, blocks }
}

/// What is missing or late by now; what is not due yet is no gap.
fn gaps(item: &Scored) -> Vec<String> {
    item.gaps.iter().filter(|g| g.status != Status::NotYet).map(|g| g.text.clone()).collect()
}
