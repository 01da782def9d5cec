//! Records as papers and tables, and printing them into the data folder.
//! Not here: bytes of any file format (`office`).

use super::{Book, Result};
use crate::model::{
    activity::Meeting,
    id::ActivityId,
    paper::{Paper, Table},
    score::Score,
};
use std::path::PathBuf;

impl Book {
    /// The printed form of a record.
    pub fn meeting_paper(&self, _meeting: &Meeting) -> Paper {
        todo!()
    }

    pub fn roster_table(&self, _masked: bool) -> Result<Table> {
        todo!()
    }

    pub fn score_table(&self, _score: &Score) -> Table {
        todo!()
    }

    /// Writes `输出/2026-03-05 主题党日.docx` in the data folder, never over an existing file of other content; returns its path.
    pub fn print_meeting(&self, _id: ActivityId) -> Result<PathBuf> {
        todo!()
    }

    pub fn print_roster(&self) -> Result<PathBuf> {
        todo!()
    }

    pub fn print_score(&self) -> Result<PathBuf> {
        todo!()
    }
}
