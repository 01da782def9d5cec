//! 调阅: what the superior wrote after reading the record book of a quarter. Only their own words.
//! Not here: whether the records were changed since (`store::reading`), the page that it is printed on (`book::papers`).

use super::{
    closed_set,
    date::{Date, Period, Span},
    id::{OrgId, ReadingId},
};
use serde::{Deserialize, Serialize};

/// How the superior judged the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingGrade {
    Good,
    Fair,
    Average,
    Poor,
}

closed_set!(ReadingGrade {
    Good = "good", "好";
    Fair = "fair", "较好";
    Average = "average", "一般";
    Poor = "poor", "差";
});

/// One reading (调阅): what the superior wrote about a quarter's records; organisation, year and quarter name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub id: ReadingId,
    pub org: OrgId,
    pub year: i32,
    /// The quarter, 1–4.
    pub quarter: u32,
    /// The superior's opinion, word for word.
    pub opinion: String,
    /// The superior's grade; `None` where none was given.
    pub grade: Option<ReadingGrade>,
    pub reader: String,
    pub read_on: Option<Date>,
}

impl Reading {
    /// A reading of which nothing has been written yet; `id` 0.
    pub fn blank(org: OrgId, year: i32, quarter: u32) -> Self {
        let (opinion, reader) = (String::new(), String::new());
        Self { id: ReadingId(0), org, year, quarter, opinion, grade: None, reader, read_on: None }
    }

    pub fn period(&self) -> Period {
        Period { year: self.year, span: Span::Quarter, index: self.quarter }
    }
}

/// What was done to the records of a quarter after they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// How many records were added, changed or removed.
    pub records: usize,
    /// The day and the label of each step, the earliest first.
    pub steps: Vec<(Date, String)>,
}

impl Since {
    /// What was done since, as a person reads it; `None` where nothing was.
    pub fn text(&self) -> Option<String> {
        (self.records > 0).then(|| format!("调阅以后有{}条记录新录入或改动", self.records))
    }
}
