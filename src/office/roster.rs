//! Reads a roster workbook (党员花名册): finds its heading, its columns and its doubtful cells.
//! Not here: matching with the members on record (`book::import`).

use crate::{
    model::{import::Problem, member::Member},
    office::sheet::{ReadError, Sheet},
};

/// What a roster file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RosterFile {
    /// The name of the sheet that was read.
    pub sheet: String,
    /// The heading's (last) row in the file, from 1.
    pub header_row: u32,
    /// Each column's heading and the field it was taken for.
    pub columns: Vec<(String, Option<&'static str>)>,
    pub rows: Vec<RosterRow>,
    /// Rows that hold no person, with the reason.
    pub skipped: Vec<(u32, String)>,
}

/// One person of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterRow {
    /// The row number in the file, from 1.
    pub row: u32,
    /// Field name and the cell verbatim, where it is not empty.
    pub cells: Vec<(String, String)>,
    /// What could be read; ids are 0. `no` is the file's 序号 or 0.
    pub member: Member,
    pub problems: Vec<Problem>,
}

impl RosterRow {
    /// Whether the row stays out until a person decides.
    pub fn is_held(&self) -> bool {
        todo!()
    }
}

pub fn read_roster(_sheets: &[Sheet]) -> Result<RosterFile, ReadError> {
    todo!()
}
