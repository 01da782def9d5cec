//! A checklist: the sheet that scores a branch, in sections of items with a maximum each, and how each item draws on
//! the records. Not here: the arithmetic (`score`).

use super::score::Points;
use serde::{Deserialize, Serialize};

/// A scoring sheet, as a file in `data/checklists` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    pub id: String,
    /// Raised whenever the sheet changes; a decision keeps the version that it was made under.
    pub version: u32,
    pub name: String,
    /// The total that the sheet's own heading states.
    pub max: Points,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub name: String,
    /// What the sheet's heading states for the section.
    pub max: Points,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Section and item, `2.2`.
    pub no: String,
    pub text: String,
    pub max: Points,
    /// What the records can say about it. Empty: only eyes can judge it.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// One thing that costs points on an item. A sheet that states only maxima has no rule of its own:
/// ours are suggestions that the user can change, and the screen calls them that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub source: RuleSource,
    /// The most that this rule can take from the item.
    pub share: Points,
    /// Taken for each thing missing.
    pub each: Points,
    /// Taken for each thing done late; nothing where absent.
    #[serde(default)]
    pub late: Points,
}

/// Where a rule looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    /// The periods of a duty, by its id.
    Duty(String),
    /// Members whose roster entry is incomplete or questioned.
    RosterGaps,
}

impl Checklist {
    /// Every place where stated maxima do not add up, in words. Shown, never "fixed".
    pub fn sum_warnings(&self) -> Vec<String> {
        let items = self.sections.iter().map(|s| {
            let sum: Points = s.items.iter().map(|i| i.max).sum();
            (sum != s.max).then(|| format!("“{}”标明 {} 分,各项合计 {sum} 分", s.name, s.max))
        });
        let sum: Points = self.sections.iter().map(|s| s.max).sum();
        let whole = (sum != self.max).then(|| format!("全表标明 {} 分,各类合计 {sum} 分", self.max));
        items.chain([whole]).flatten().collect()
    }

    pub fn items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections.iter().flat_map(|s| s.items.iter().map(move |i| (s, i)))
    }
}
