//! Scoring sheets as files: filled in, blank, with their evidence, side by side.
//! Not here: what stands on them (`papers`), where files go (`print`).

use super::{
    Book, Error, InHand, Result,
    papers::{
        Counted, all_orgs_table, blank_sheet_paper, comparison_table, evidence_paper, rounds_table, score_paper,
        score_table, todo_paper,
    },
    print,
};
use crate::{
    model::{
        date::Date,
        id::ActivityId,
        paper::{Paper, Table},
        score::{Score, Todo},
        sheet::SheetRole,
    },
    office::{docx, xlsx},
};
use std::{collections::BTreeMap, path::PathBuf};

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

    /// Writes a sheet as a workbook; returns its path.
    pub fn print_sheet(&self, hand: &InHand) -> Result<PathBuf> {
        self.print(&sheet_file(hand), "xlsx", xlsx::write(&self.score_table(hand)))
    }

    /// Writes a sheet as a document; returns its path.
    pub fn print_sheet_paper(&self, hand: &InHand) -> Result<PathBuf> {
        self.print(&sheet_file(hand), "docx", docx::write(&self.score_paper(hand)))
    }

    /// Writes the annex of a sheet; returns its path.
    pub fn print_evidence(&self, hand: &InHand) -> Result<PathBuf> {
        self.print(&format!("{} 佐证清单", sheet_file(hand)), "docx", docx::write(&self.evidence_paper(hand)?))
    }

    /// Writes a blank sheet; returns its path.
    pub fn print_blank_sheet(&self, hand: &InHand) -> Result<PathBuf> {
        self.print(&format!("{} 空白评分表", sheet_file(hand)), "docx", docx::write(&self.blank_sheet_paper(hand)))
    }

    /// Writes the list of what to do before a day; returns its path.
    pub fn print_todo(&self, score: &Score, todo: &Todo, by: Date) -> Result<PathBuf> {
        let paper = todo_paper(self.org_name(), score, todo, by);
        self.print(&format!("{} 迎检待办清单", self.today()), "docx", docx::write(&paper))
    }

    /// Writes sheets side by side as a workbook; returns its path.
    pub fn print_comparison(&self, year: i32, round: Option<&str>) -> Result<PathBuf> {
        let name = format!("{} {year}年{}评分对照", self.today(), round.unwrap_or_default());
        self.print(&name, "xlsx", xlsx::write(&self.comparison_table(year, round)?))
    }

    /// The rounds of a year as a table.
    pub fn rounds_table(&self, year: i32) -> Result<Table> {
        Ok(rounds_table(self.org_name(), year, &self.year_of_rounds(year)?))
    }

    /// Writes the rounds of a year as a workbook; returns its path.
    pub fn print_rounds(&self, year: i32) -> Result<PathBuf> {
        self.print(&format!("{} {year}年各轮得分", self.today()), "xlsx", xlsx::write(&self.rounds_table(year)?))
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

    /// Writes the table of all organisations as a workbook or a document, by the ending; returns its path.
    pub fn print_all_orgs(&self, year: i32, round: Option<&str>, by_points: bool, ending: &str) -> Result<PathBuf> {
        let table = self.all_orgs_table(year, None, round, by_points)?;
        let bytes = print::table_bytes(&table, ending).ok_or_else(|| Error::refused("不能写这种文件。"))?;
        let name = format!("{} {year}年{}各单位得分", self.today(), round.unwrap_or_default());
        self.print(&name, ending, bytes)
    }
}

/// The name of a sheet's file: the day, the checklist's name, and whose sheet it is where it is not the year's own.
fn sheet_file(hand: &InHand) -> String {
    let whose =
        if hand.sheet().role == SheetRole::Running { String::new() } else { format!(" {}", hand.sheet().name()) };
    format!("{} {}{whose}", hand.score.on, hand.score.name)
}
