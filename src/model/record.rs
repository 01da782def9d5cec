//! What stands on the printed record of a kind, row by row, where its file says so.
//! Not here: what is printed there (`book::papers::record`).

use serde::Deserialize;

/// The ids of what a cell of the printed record may hold besides the kind's own fields.
pub const PARTS: [&str; 18] = [
    "group",
    "day",
    "place",
    "chair",
    "recorder",
    "due",
    "present",
    "linked",
    "came",
    "away",
    "corrected",
    "observers",
    "title",
    "topics",
    "grades",
    "minutes",
    "vote_form",
    "votes",
];

/// A cell of the printed record, as a kind's file describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordCell {
    /// One of [`PARTS`] or the id of a further field.
    pub value: String,
    /// What the cell is called on this record; empty: as elsewhere.
    #[serde(default)]
    pub label: String,
}
