//! Drafts: what is being typed and not yet saved, in a file of its own beside the book.
//! Not here: when a form writes one (`tui`), how the file is written (`beside`), what was thrown away (`discarded`).

use super::{Store, error::Result};
use crate::model::id::OrgId;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The file of the drafts, in the data folder.
pub const FILE: &str = "草稿.json";

/// What is being typed and not yet saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What the draft is of: `activity:new:theme_day`, `activity:12345`, `member:12345`.
    pub key: String,
    /// The organisation whose record it is; a draft is never offered to another. 0 in a file of before this was kept, and
    /// before there is one.
    #[serde(default = "unknown")]
    pub org: OrgId,
    /// The draft in words: `主题党日(未保存)`.
    pub label: String,
    pub saved_at: NaiveDateTime,
    /// What was typed, in the form's own shape: the texts stand under `values`, by field.
    pub body: Value,
}

fn unknown() -> OrgId {
    OrgId(0)
}

impl Draft {
    /// The characters that were typed, without the marks of a roll.
    pub fn chars(&self) -> usize {
        fn count(value: &Value) -> usize {
            match value {
                Value::String(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
                Value::Object(fields) => fields.values().map(count).sum(),
                _ => 0,
            }
        }
        count(self.body.get("values").unwrap_or(&self.body))
    }
}

impl Store {
    /// All drafts, the newest first.
    pub fn drafts(&self) -> Vec<Draft> {
        self.drafts.all(self)
    }

    /// Writes a draft in place of the one with the same key, whole or not at all.
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        self.drafts.change(self, |drafts| {
            drafts.retain(|d| (d.org, &d.key) != (draft.org, &draft.key));
            drafts.insert(0, draft.clone());
        })
    }

    /// Removes a draft that was saved or thrown away; `org` as the draft has it.
    pub fn drop_draft(&self, org: OrgId, key: &str) -> Result<()> {
        let is_it = |d: &Draft| d.org == org && d.key == key;
        if self.drafts().iter().any(is_it) {
            return self.drafts.change(self, |drafts| drafts.retain(|d| !is_it(d)));
        }
        Ok(())
    }
}
