//! The total quarter by quarter: what a year's sheets and records came to at the end of each.
//! Not here: where the figures come from (`book::compare`), the chart (`tui`).

use super::{
    date::{Date, Period},
    points::Points,
};

/// What a figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The last dated sheet of the quarter, by name.
    Sheet(String),
    /// The mean of the raters who had finished in that round.
    Raters { round: String, raters: usize },
    /// Nobody scored in that quarter: the records alone, as far as they are in the book now, without any decision.
    Records,
    /// The year's own sheet as it stands.
    Today,
}

impl Basis {
    /// The basis as shown.
    pub fn text(&self) -> String {
        match self {
            Self::Sheet(name) => name.clone(),
            Self::Raters { round, raters } => format!("{round} {raters}人均分"),
            Self::Records => "按记录推算(不含评定)".to_owned(),
            Self::Today => "本年表(至今)".to_owned(),
        }
    }

    /// The basis as JSON has it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sheet(_) => "sheet",
            Self::Raters { .. } => "raters",
            Self::Records => "records",
            Self::Today => "running",
        }
    }
}

/// The figure of one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub quarter: Period,
    /// The day as of which the figure is.
    pub on: Date,
    pub expected: Points,
    /// The points that wait for a person's eye.
    pub open: Points,
    pub max: Points,
    pub basis: Basis,
}
