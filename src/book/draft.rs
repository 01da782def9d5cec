//! What is being typed and not saved, and what of it was thrown away: kept beside the book, no step of its journal.
//! Not here: when a form keeps or throws away (`tui`).

use super::{Book, Discarded, Draft, Result, Thrown, Why};
use crate::model::id::OrgId;

impl Book {
    /// The drafts of the organisation at hand, the newest first. One of an older file, which does not tell whose it is, can
    /// only be that of the one organisation that keeps books.
    pub fn drafts(&self) -> Vec<Draft> {
        let Some(here) = self.org().map(|o| o.id) else { return Vec::new() };
        let alone = self.orgs.iter().filter(|o| o.kind.keeps_books()).count() == 1;
        let mut drafts = self.store.drafts();
        for draft in drafts.iter_mut().filter(|d| alone && d.org == OrgId(0)) {
            draft.org = here;
        }
        drafts.retain(|d| d.org == here);
        drafts
    }

    /// The draft with this key, of the organisation at hand or of before there was one.
    pub fn draft(&self, key: &str) -> Option<Draft> {
        let here = self.org().map_or(OrgId(0), |o| o.id);
        self.store.drafts().into_iter().find(|d| d.key == key && (d.org == here || d.org == OrgId(0)))
    }

    /// A number that no other draft has.
    pub fn draft_number(&self) -> i64 {
        self.store.fresh_id()
    }

    /// Writes a draft in place of the one with the same key, whole or not at all.
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        self.store.keep_draft(draft)
    }

    /// Removes a draft that was saved.
    pub fn drop_draft(&self, key: &str) -> Result<()> {
        if let Some(here) = self.org() {
            self.store.drop_draft(here.id, key)?;
        }
        self.store.drop_draft(OrgId(0), key)
    }

    /// What was thrown away in the organisation at hand, the newest first.
    pub fn discarded(&self) -> Vec<Discarded> {
        let here = self.org().map_or(OrgId(0), |o| o.id);
        self.store.discarded().into_iter().filter(|d| d.draft.org == here).collect()
    }

    /// Throws typing away into 回收, and its draft with it.
    ///
    /// # Errors
    /// Where 回收 cannot be written; then the draft is still there.
    pub fn discard(&self, draft: &Draft, why: Why) -> Result<Thrown> {
        let thrown = self.store.discard(draft, why)?;
        self.drop_draft(&draft.key)?;
        Ok(thrown)
    }

    /// Keeps in 回收 how a draft was that goes on otherwise.
    pub fn set_aside(&self, draft: &Draft, why: Why) -> Result<Thrown> {
        self.store.discard(draft, why)
    }

    /// Makes a draft again of what was thrown away, and gives its key; a draft that stands in its place goes into 回收 for
    /// it. `None`: it is gone.
    pub fn bring_back(&self, id: i64) -> Result<Option<String>> {
        let Some(back) = self.discarded().into_iter().find(|d| d.id == id) else { return Ok(None) };
        if let Some(there) = self.draft(&back.draft.key).filter(|there| there.body != back.draft.body) {
            self.store.discard(&there, Why::Replaced)?;
        }
        self.store.keep_draft(&back.draft)?;
        self.store.take_discarded(id)?;
        Ok(Some(back.draft.key))
    }

    /// Takes something out of 回收 for good.
    pub fn purge_discarded(&self, id: i64) -> Result<()> {
        self.store.take_discarded(id)?;
        Ok(())
    }
}
