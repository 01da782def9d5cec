//! How a ledger's file describes its papers: the columns of the printed table, and the sheets of one row.
//! Not here: what stands on the paper (`book::papers`), what a file gets wrong (`check`).

use serde::Deserialize;

/// A column of the printed form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperColumn {
    pub heading: String,
    /// What stands in it, one below the other: [`super::COLUMNS`] and ids of fields.
    pub value: Vec<String>,
    /// In narrow characters.
    pub width: u16,
    /// Each line begins with the name of its field; what is empty is left out.
    #[serde(default)]
    pub named: bool,
}

/// The paper of one row: a cover, what is to be known before it is filled in, and a sheet for each step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowPaper {
    pub name: String,
    /// Columns that stand below the title, each with its name. Empty: no cover.
    #[serde(default)]
    pub cover: Vec<String>,
    /// On a page of their own.
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(rename = "sheet")]
    pub sheets: Vec<RowSheet>,
}

/// One page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSheet {
    pub title: String,
    /// One, two or three cells to a line.
    pub lines: Vec<Vec<RowCell>>,
}

/// A label with what stands beside it. Neither `value` nor `ratio`: room to write by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCell {
    pub label: String,
    #[serde(default)]
    pub value: Vec<String>,
    /// Two number fields: the first in percent of the second.
    #[serde(default)]
    pub ratio: Vec<String>,
    /// Lines of writing room to keep.
    #[serde(default)]
    pub room: usize,
}

impl RowPaper {
    /// Every column that it names.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        let cells = self.sheets.iter().flat_map(|s| s.lines.iter().flatten());
        self.cover.iter().chain(cells.flat_map(|c| c.value.iter().chain(&c.ratio)))
    }
}
