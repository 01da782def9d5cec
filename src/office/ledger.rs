//! Reads a year's ledger of meetings (组织生活台账).
//! Not here: matching names with members (`book::import`).

use crate::{
    model::{activity::ActivityKind, date::Date, import::Problem},
    office::sheet::{ReadError, Sheet},
};

/// What a ledger file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerFile {
    pub sheet: String,
    pub header_row: u32,
    pub columns: Vec<(String, Option<&'static str>)>,
    pub rows: Vec<LedgerRow>,
    pub skipped: Vec<(u32, String)>,
}

/// One activity of the file. `held_on` or `kind` is `None` only in a held row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerRow {
    pub row: u32,
    pub held_on: Option<Date>,
    /// The id of its [`ActivityKind`].
    pub kind: Option<String>,
    pub title: String,
    pub place: String,
    pub chair: String,
    pub recorder: String,
    pub stated_due: Option<u32>,
    pub stated_present: Option<u32>,
    /// Name and reason (may be empty).
    pub excused: Vec<(String, String)>,
    pub minutes: String,
    pub note: String,
    pub problems: Vec<Problem>,
}

impl LedgerRow {
    pub fn is_held(&self) -> bool {
        todo!()
    }
}

pub fn read_ledger(_sheets: &[Sheet], _kinds: &[ActivityKind], _today: Date) -> Result<LedgerFile, ReadError> {
    todo!()
}
