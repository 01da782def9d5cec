//! Descriptions of form fields, as data files give them: the same for kinds of activity and for ledgers.
//! Not here: the form on the screen (`tui::widget::form`).

use super::date::Date;
use crate::text::{date::parse_day, number::half_width};
use serde::{Deserialize, Serialize};

/// What stands before the text of an item that was done, as people write it by hand.
pub const TICKED: char = '√';

/// What stands behind the tick; `None` where there is none. Older records say 是 and nothing else.
pub fn ticked(text: &str) -> Option<&str> {
    let text = text.trim();
    text.strip_prefix([TICKED, '☑']).map(str::trim_start).or_else(|| (text == "是").then_some(""))
}

/// What a further field of a kind of activity or of a ledger holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line of text.
    #[default]
    Line,
    /// Many lines of text.
    Lines,
    Number,
    Date,
    YesNo,
    /// A person: by name, or chosen from the roster by number or initials.
    Person,
    Choice(Vec<String>),
}

/// A further field of a kind of activity or of a ledger, as a data file describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub id: String,
    pub label: String,
    /// Other headings that activities files use for the field.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default, rename = "type")]
    pub kind: FieldType,
    /// The units of a number field, as people write them behind the figure; taken off when a file is imported.
    #[serde(default)]
    pub units: Vec<String>,
    #[serde(default)]
    pub hint: String,
    /// The field is a fixed item of a programme: ticked off with [`TICKED`], and what was done behind it.
    #[serde(default)]
    pub tick: bool,
    /// Each line of the field is a matter that may be voted on: the candidates of an election.
    #[serde(default)]
    pub matters: bool,
}

impl FieldSpec {
    /// What a typed text stands for: a day as records write it, a number in plain digits, any other text as it is.
    ///
    /// # Errors
    ///
    /// Says in Chinese that a number is none, or that a day cannot be understood.
    pub fn read(&self, text: &str, today: Date) -> Result<String, String> {
        match self.kind {
            _ if text.is_empty() => Ok(String::new()),
            FieldType::Date => {
                let day = parse_day(text, today).map(|d| d.to_string());
                day.ok_or_else(|| format!("{}“{text}”看不懂,例如 3月5日、2026-3-5", self.label))
            }
            FieldType::Number => {
                let number = half_width(text).trim().to_owned();
                let plain = !number.is_empty() && number.parse::<f64>().is_ok_and(f64::is_finite);
                plain.then_some(number).ok_or_else(|| format!("{}“{text}”要写数字", self.label))
            }
            _ => Ok(text.to_owned()),
        }
    }

    /// What the field's type does not allow, in words; `None` where all is well.
    pub fn fault(&self) -> Option<&'static str> {
        let written = matches!(self.kind, FieldType::Line | FieldType::Lines);
        match &self.kind {
            _ if self.tick && !written => Some("要打勾(tick),应是 line 或 lines 栏目"),
            kind if self.matters && *kind != FieldType::Lines => Some("一行一件事(matters),应是 lines 栏目"),
            kind if !self.units.is_empty() && *kind != FieldType::Number => Some("有单位(units),应是 number 栏目"),
            _ => None,
        }
    }

    /// The figure of a text without one of the field's units. With any other unit behind it the text stays as it is,
    /// which is no number.
    pub fn figure<'a>(&self, text: &'a str) -> &'a str {
        let text = text.trim();
        let stripped = self.units.iter().filter_map(|unit| text.strip_suffix(unit.as_str()));
        stripped.min_by_key(|rest| rest.len()).map_or(text, str::trim_end)
    }

    /// Whether a heading of an activities file means this field.
    pub fn is_called(&self, heading: &str) -> bool {
        std::iter::once(&self.label).chain(&self.aliases).any(|name| name == heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_stands_before_what_was_done() {
        for (text, behind) in
            [("√", Some("")), ("√ 学党章", Some("学党章")), ("☑学党章", Some("学党章")), ("是", Some(""))]
        {
            assert_eq!(ticked(text), behind, "{text}");
        }
        for text in ["", "否", "学党章", "是党章", "学√"] {
            assert_eq!(ticked(text), None, "{text}");
        }
    }
}
