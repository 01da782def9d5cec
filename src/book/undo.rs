//! Undo, redo and the history.
//! Not here: how rows are put back (`store::journal`).

use super::{Book, RecordStep, Result, Step};
use crate::{
    model::{
        change::Changed,
        id::{ActivityId, MemberId},
    },
    store::journal::{history, record, replay},
};

impl Book {
    /// Takes back the newest act, of this session or an earlier one.
    ///
    /// # Errors
    /// Refuses where there is none, or where its records are no longer as it left them; nothing is changed then.
    pub fn undo(&mut self) -> Result<Changed> {
        let changed = self.store.undo()?;
        self.after(&changed)?;
        Ok(changed)
    }

    /// Does again what was undone last; not after a new act.
    ///
    /// # Errors
    /// As [`Book::undo`].
    pub fn redo(&mut self) -> Result<Changed> {
        let changed = self.store.redo()?;
        self.after(&changed)?;
        Ok(changed)
    }

    /// The label of what the next undo would take back.
    pub fn undo_label(&self) -> Result<Option<String>> {
        Ok(replay::undo_target(self.store.conn())?.map(|t| t.label))
    }

    pub fn redo_label(&self) -> Result<Option<String>> {
        Ok(replay::redo_target(self.store.conn())?.map(|t| t.label))
    }

    /// The steps that touched an activity, its roll, votes or files, the newest first.
    pub fn activity_history(&self, id: ActivityId) -> Result<Vec<RecordStep>> {
        record::of_activity(self.store.conn(), id.0)
    }

    /// The steps that touched a member, the newest first.
    pub fn member_history(&self, id: MemberId) -> Result<Vec<RecordStep>> {
        record::of_member(self.store.conn(), id.0)
    }

    /// The newest steps first.
    pub fn history(&self, limit: usize) -> Result<Vec<Step>> {
        history::list(self.store.conn(), limit)
    }
}
