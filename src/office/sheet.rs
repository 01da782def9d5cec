//! Any spreadsheet file as plain grids: xlsx, xls, ods through calamine, csv in the encodings that offices write.
//! Not here: what the columns mean (`roster`, `ledger`), writing files.

use chrono::NaiveDate;
use std::path::Path;

/// One cell as its file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// The value and how it is shown.
    Number(f64, String),
    Date(NaiveDate),
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(String),
}

/// One sheet of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    /// The row's number in the file, from 1, and its cells from column A.
    pub rows: Vec<(u32, Vec<Cell>)>,
}

/// Why a file could not be read, for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("找不到文件: {0}")]
    NotFound(String),
}

/// The sheets of a file that have any row.
pub fn read(_path: &Path) -> Result<Vec<Sheet>, ReadError> {
    todo!()
}
