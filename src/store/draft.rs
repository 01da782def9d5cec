//! Drafts: what is being typed and not yet saved, in a file of its own beside the book.
//! Not here: when a form writes one (`tui`).

use super::{
    Store,
    error::{Error, Result},
    row, whole,
};
use crate::model::id::OrgId;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::{fs, io::Write, path::PathBuf, time::SystemTime};

/// The file in the data folder.
pub const FILE: &str = "草稿.json";

/// What is being typed and not yet saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is a draft of: `activity:new:theme_day`, `activity:12345`, `member:12345`.
    pub key: String,
    /// Whose record it is; a draft is never offered to another organisation. 0 in a file of before this was kept.
    #[serde(default = "unknown")]
    pub org: OrgId,
    /// In words: `主题党日(未保存)`.
    pub label: String,
    pub saved_at: NaiveDateTime,
    /// The form's own shape.
    pub body: serde_json::Value,
}

fn unknown() -> OrgId {
    OrgId(0)
}

/// The drafts with time and length of the file that they stood in; `None`: to be read again.
pub(super) type Read = Option<((SystemTime, u64), Vec<Draft>)>;

impl Store {
    /// All drafts, the newest first; their file is read only when it has changed, since every drawing asks. A file that cannot be understood is set aside by the next [`Store::keep_draft`].
    pub fn drafts(&self) -> Vec<Draft> {
        let meta = fs::metadata(self.file()).and_then(|meta| Ok((meta.modified()?, meta.len())));
        let Ok(stamp) = meta else { return Vec::new() };
        if let Some((known, drafts)) = &*self.drafts.borrow()
            && *known == stamp
        {
            return drafts.clone();
        }
        let drafts = self.read_drafts().unwrap_or_default();
        *self.drafts.borrow_mut() = Some((stamp, drafts.clone()));
        drafts
    }

    /// Writes a draft in place of the one with the same key, whole or not at all.
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        self.change_drafts(|drafts| {
            drafts.retain(|d| (d.org, &d.key) != (draft.org, &draft.key));
            drafts.insert(0, draft.clone());
        })
    }

    /// Removes a draft that was saved or thrown away; `org` as the draft has it.
    pub fn drop_draft(&self, org: OrgId, key: &str) -> Result<()> {
        let is_it = |d: &Draft| d.org == org && d.key == key;
        if self.drafts().iter().any(is_it) {
            return self.change_drafts(|drafts| drafts.retain(|d| !is_it(d)));
        }
        Ok(())
    }

    fn file(&self) -> PathBuf {
        self.folder().join(FILE)
    }

    /// `None`: there is a file that is no list of drafts.
    fn read_drafts(&self) -> Option<Vec<Draft>> {
        match fs::read(self.file()) {
            Ok(bytes) => serde_json::from_slice(&bytes).ok(),
            Err(_) => Some(Vec::new()),
        }
    }

    fn change_drafts(&self, edit: impl FnOnce(&mut Vec<Draft>)) -> Result<()> {
        self.writable()?;
        self.drafts.take();
        let file = self.file();
        let mut drafts = match self.read_drafts() {
            Some(drafts) => drafts,
            None => {
                let now = row::stamp(self.clock().now()).replace(':', "");
                let aside = self.folder().join(format!("{FILE}.损坏-{now}"));
                fs::rename(&file, &aside).map_err(|e| Error::file(&aside, e))?;
                Vec::new()
            }
        };
        edit(&mut drafts);
        let bytes = serde_json::to_vec_pretty(&drafts).map_err(|e| Error::refused(e.to_string()))?;
        let mut temp = whole::begin(self.folder()).map_err(|e| Error::file(&file, e))?;
        temp.write_all(&bytes).and_then(|()| temp.as_file().sync_all()).map_err(|e| Error::file(&file, e))?;
        temp.persist(&file).map_err(|e| Error::file(&file, e.error))?;
        Ok(())
    }
}
