//! Bringing in a roster or a ledger: rows matched with the records, one undoable step.
//! Not here: reading files (`office`).

use super::{Book, Result};
use crate::model::import::Report;
use std::path::Path;

impl Book {
    pub fn import_roster(&mut self, _file: &Path, _dry_run: bool) -> Result<Report> {
        todo!()
    }

    pub fn import_activities(&mut self, _file: &Path, _dry_run: bool) -> Result<Report> {
        todo!()
    }
}
