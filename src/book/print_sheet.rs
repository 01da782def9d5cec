//! Scoring sheets as files: filled in, blank, with their evidence, side by side.
//! Not here: what stands on them (`papers`), where files go (`print`).

use super::{
    Book, InHand, Result,
    papers::{
        Counted, all_orgs_table, blank_sheet_paper, comparison_table, evidence_paper, rounds_table, score_paper,
        score_table,
    },
};
use crate::model::{
    id::ActivityId,
    paper::{Paper, Table},
};
use std::collections::BTreeMap;

impl Book {
    /// The township's form as a table.
    pub fn score_table(&self, hand: &InHand) -> Table {
        score_table(self.org_name(), hand.sheet(), &hand.opened.list, &hand.score)
    }

    /// The township's form on paper.
    pub fn score_paper(&self, hand: &InHand) -> Paper {
        score_paper(self.org_name(), hand)
    }

    /// The township's form for a rater to write on.
    pub fn blank_sheet_paper(&self, hand: &InHand) -> Paper {
        blank_sheet_paper(self.org_name(), hand)
    }

    /// The records of a year by id, as evidence names them.
    pub fn evidence(&self, year: i32) -> Result<BTreeMap<ActivityId, Counted>> {
        let kind = |id: &str| self.catalog().kind(id).map_or(id.to_owned(), |k| k.name.clone());
        let rows = self.activities(year)?.into_iter();
        Ok(rows.map(|r| (r.id, Counted { on: r.on, kind: kind(&r.kind), no: r.no, title: r.title })).collect())
    }

    /// What is behind a sheet, item by item.
    pub fn evidence_paper(&self, hand: &InHand) -> Result<Paper> {
        let kept = self.ledgers()?.into_iter().filter(|(_, rows)| rows.all > 0).map(|(ledger, _)| ledger);
        Ok(evidence_paper(self.org_name(), hand, &self.evidence(hand.sheet().year)?, &kept.collect::<Vec<_>>()))
    }

    /// The sheets of a year or of one round side by side.
    pub fn comparison_table(&self, year: i32, round: Option<&str>) -> Result<Table> {
        let name = format!("{year}年{}评分对照", round.unwrap_or_default());
        Ok(comparison_table(self.org_name(), &name, &self.comparison(year, round)?))
    }

    /// The rounds of a year as a table.
    pub fn rounds_table(&self, year: i32) -> Result<Table> {
        Ok(rounds_table(self.org_name(), year, &self.year_of_rounds(year)?))
    }

    /// All organisations of a checklist side by side as a table, in the order of the tree or by points.
    pub fn all_orgs_table(
        &self,
        year: i32,
        checklist: Option<&str>,
        round: Option<&str>,
        by_points: bool,
    ) -> Result<Table> {
        let all = self.all_orgs(year, checklist, round)?;
        let order = if by_points { all.by_points() } else { (0..all.rows.len()).collect() };
        Ok(all_orgs_table(&all, &order))
    }
}
