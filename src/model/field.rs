//! Descriptions of form fields, as data files give them: the same for kinds of activity and for ledgers.
//! Not here: the form on the screen (`tui::widget::form`).

use serde::{Deserialize, Serialize};

/// What a further field of a kind holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    #[default]
    Line,
    /// Many lines.
    Lines,
    Number,
    Date,
    YesNo,
    /// A person: by name, or chosen from the roster by number or initials.
    Person,
    Choice(Vec<String>),
}

/// A further field of a kind of activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub id: String,
    pub label: String,
    /// Other headings that ledgers use for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default, rename = "type")]
    pub kind: FieldType,
    #[serde(default)]
    pub hint: String,
}

impl FieldSpec {
    /// Whether a ledger's heading means this field.
    pub fn is_called(&self, heading: &str) -> bool {
        std::iter::once(&self.label).chain(&self.aliases).any(|name| name == heading)
    }
}
