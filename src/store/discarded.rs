//! 回收: what was typed and thrown away, replaced or cleared, in a file of its own beside the book, for thirty days.
//! Not here: when something is thrown away (`tui`), how the file is written (`beside`).

use super::{Store, draft::Draft, error::Result};
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The file of what was thrown away, in the data folder.
pub const FILE: &str = "回收.json";
/// Days for which something is kept.
pub const DAYS: i64 = 30;
/// The most bytes that all of it may take; beyond them the oldest goes first.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Something typed that was thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discarded {
    /// The number that names it in 回收.
    pub id: i64,
    pub at: NaiveDateTime,
    pub why: Why,
    /// What was typed, to go on with.
    pub draft: Draft,
}

/// Why something typed is in 回收.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The draft was dropped from the list of drafts.
    Dropped,
    /// The whole form was set back to what is saved.
    Reset,
    /// A text in it was cleared, or another put in its place.
    Cleared,
    /// A short form was left without saving.
    Left,
    /// Another draft of the same record took its place.
    Replaced,
}

impl Why {
    /// What was done, in a word or two.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dropped => "丢掉的草稿",
            Self::Reset => "放弃的修改",
            Self::Cleared => "清掉的文字",
            Self::Left => "没保存就关了",
            Self::Replaced => "被另一份换下",
        }
    }
}

/// Something just thrown away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thrown {
    /// The number that names it in 回收.
    pub id: i64,
    /// How many older things had to go for want of room.
    pub crowded_out: usize,
}

impl Store {
    /// Everything that was thrown away in the last [`DAYS`] days, the newest first.
    pub fn discarded(&self) -> Vec<Discarded> {
        let oldest = self.clock().now() - Duration::days(DAYS);
        let mut all = self.discarded.all(self);
        all.retain(|d| d.at >= oldest);
        all
    }

    /// Keeps what is thrown away in 回收. The same again is kept once.
    ///
    /// # Errors
    ///
    /// Fails where a draft could not be written; then nothing may be thrown away.
    pub fn discard(&self, draft: &Draft, why: Why) -> Result<Thrown> {
        let (id, now) = (self.fresh_id(), self.clock().now());
        self.discarded.change(self, |all| {
            all.retain(|d| {
                let same = (d.draft.org, &d.draft.key, &d.draft.body) == (draft.org, &draft.key, &draft.body);
                d.at >= now - Duration::days(DAYS) && !same
            });
            all.insert(0, Discarded { id, at: now, why, draft: draft.clone() });
            let mut room = MOST_BYTES;
            let fits = |d: &&Discarded| {
                let size = serde_json::to_vec(d).map_or(0, |bytes| bytes.len());
                let fits = room >= size;
                room = room.saturating_sub(size);
                fits
            };
            // The one that was thrown away just now is kept, whatever its size.
            let kept = all.iter().take_while(fits).count().max(1);
            Thrown { id, crowded_out: all.drain(kept..).count() }
        })
    }

    /// Takes something out of 回收, to go on with it or for good; `None` where it is gone.
    pub fn take_discarded(&self, id: i64) -> Result<Option<Discarded>> {
        if !self.discarded().iter().any(|d| d.id == id) {
            return Ok(None);
        }
        self.discarded.change(self, |all| all.iter().position(|d| d.id == id).map(|at| all.remove(at)))
    }
}
