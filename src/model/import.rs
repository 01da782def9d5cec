//! What an import found: rows to take, rows held back, cells let in and flagged; alike for every kind of file.
//! Not here: reading files (`office`), matching with the records (`book::import`).

use super::{
    closed_set,
    doubt::{Doubt, InWords},
};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// What a file to import holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// The roster (花名册).
    Roster,
    /// The yearly list of activities (全年组织生活台账).
    Activities,
}

closed_set!(FileKind {
    Roster = "roster", "花名册";
    Activities = "activities", "台账";
});

/// How doubtful something in a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 暂存: the row stays out of the book until a person decides.
    Held,
    /// 存疑: the row goes into the book, the cell is kept verbatim with the reason.
    Flagged,
}

closed_set!(Severity {
    Held = "held", "暂存";
    Flagged = "flagged", "存疑";
});

/// One doubtful cell, or a whole row where `column` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The row number in the file, from 1.
    pub row: u32,
    /// The column's heading in our words (`公民身份号码`), or the file's own where the column has no field.
    pub column: String,
    /// The cell verbatim; for a held row without one cell at fault, all its cells joined by ` | `.
    pub value: String,
    pub severity: Severity,
    /// What is wrong. `None`: found by an early version, in words that say it to nobody but people.
    pub doubt: Option<Doubt>,
    /// What is wrong and what to do, in plain Chinese: the words of its doubt; of several doubts in a held row those of each.
    pub message: String,
}

impl Problem {
    pub fn new(row: u32, column: &str, value: String, severity: Severity, InWords { doubt, words }: InWords) -> Self {
        Self { row, column: column.to_owned(), value, severity, doubt: Some(doubt), message: words }
    }

    /// Whether this doubt is what is wrong.
    pub fn is(&self, doubt: Doubt) -> bool {
        self.doubt == Some(doubt)
    }
}

/// The names under which [`HeldCell`]s tell of an issue about one person of several in a cell: the person's name and
/// the reason of the absence.
pub const WHO: &str = "姓名";
pub const REASON: &str = "原因";

/// One cell of a held row, which is nowhere else in the book; or what an issue about a person is about, by [`WHO`] and
/// its kin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldCell {
    /// The field's name, or the file's heading where it has no field.
    pub column: String,
    /// The cell verbatim.
    pub text: String,
    /// What is wrong with the cell, in plain Chinese; empty where nothing is.
    pub doubt: String,
}

/// A row below the heading that holds no record, or another sheet that was left unread (its heading's row).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The row number in the file, from 1.
    pub row: u32,
    pub reason: Unread,
}

/// Why a row holds no record; with the beginning of what stands there where it is not empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// So many blank rows, from this one on.
    #[error("空行{}", run(*.0))]
    Blank(u32),
    #[error("重复的表头")]
    HeadingAgain,
    #[error("表尾说明: {0}")]
    Footer(String),
    #[error("只有序号,没有内容")]
    NumberAlone,
    /// Another grid of the file.
    #[error("工作表“{name}”也像{},没有读入;需要时请另存为单独的文件再导入", .kind.name())]
    OtherSheet { name: String, kind: FileKind },
    /// A row above or below the items of a checklist.
    #[error("表头或表尾:{0}")]
    Edge(String),
    #[error("没有考核内容:{0}")]
    NoContent(String),
    #[error("不是条目:{0}")]
    NoItem(String),
}

impl Unread {
    /// Whether the row is blank, which is no news.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank(_))
    }
}

/// Serialises the reason as its words.
impl Serialize for Unread {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn run(rows: u32) -> String {
    if rows > 1 { format!(",连续{rows}行") } else { String::new() }
}

/// The outcome of an import, or of its rehearsal. `added + updated + unchanged + held = rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows with data in the file.
    pub rows: u32,
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub held: u32,
    /// Rows taken that have at least one flagged cell.
    pub flagged: u32,
    /// How many rows of an activities file were taken of which year.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<i32, u32>,
    pub problems: Vec<Problem>,
    /// The rows that hold no record, not counted in `rows`.
    pub skipped: Vec<Skipped>,
    /// The headings of columns with something in them that mean no field; each row keeps its cell verbatim.
    pub other_columns: Vec<String>,
}
