//! How a ledger's file describes its papers: the columns of the printed table, and the sheets of one row.
//! Not here: what stands on the paper (`book::papers`), what a file gets wrong (`check`).

use serde::Deserialize;

/// A column of a ledger's printed form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperColumn {
    pub heading: String,
    /// What stands in the column, one below the other: [`super::COLUMNS`] and ids of fields.
    pub value: Vec<String>,
    /// The width of the column in narrow characters.
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
    /// The columns that stand on the cover below the title, each with its name. Empty: no cover.
    #[serde(default)]
    pub cover: Vec<String>,
    /// What is to be known before the paper is filled in, on a page of its own. Empty: no such page.
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(rename = "sheet")]
    pub sheets: Vec<RowSheet>,
}

/// One page of a row's paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowSheet {
    pub title: String,
    /// The lines of the page, of one, two or three cells each.
    pub lines: Vec<Vec<RowCell>>,
}

/// A label with what stands beside it. Neither `value` nor `ratio`: room to write by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCell {
    pub label: String,
    #[serde(default)]
    pub value: Vec<String>,
    /// The ids of two number fields, of which the first is printed in percent of the second.
    #[serde(default)]
    pub ratio: Vec<String>,
    /// Lines of writing room to keep.
    #[serde(default)]
    pub room: usize,
}

impl RowPaper {
    /// Every column that the paper names.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        let cells = self.sheets.iter().flat_map(|s| s.lines.iter().flatten());
        self.cover.iter().chain(cells.flat_map(|c| c.value.iter().chain(&c.ratio)))
    }
}
