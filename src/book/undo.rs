//! Undo, redo and the history.
//! Not here: how rows are put back (`store::journal`).

use super::{Book, RecordStep, Result, Step};
use crate::{
    model::{
        change::Changed,
        id::{ActivityId, MemberId},
    },
    store::{
        self,
        journal::{history, record, replay},
    },
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

    /// The steps that touched an activity, its roll, votes or files, the newest first, in the words of its kind.
    pub fn activity_history(&self, id: ActivityId) -> Result<Vec<RecordStep>> {
        let kind = store::activity::get(self.store.conn(), id)?.and_then(|a| self.catalog.kind(&a.kind));
        let fields = kind.map(|k| k.fields.as_slice()).unwrap_or_default();
        let mut steps = record::of_activity(self.store.conn(), id.0)?;
        for change in steps.iter_mut().flat_map(|s| &mut s.changes) {
            if let Some(field) = fields.iter().find(|f| f.id == change.label) {
                change.label.clone_from(&field.label);
            }
            let (table, column) = (change.table.as_str(), change.column.as_str());
            for side in [&mut change.before, &mut change.after] {
                let name = match (table, column) {
                    ("activity", "kind") => self.catalog.kind(side).map(|k| &k.name),
                    ("vote", "rule") => self.catalog.vote_rule(side).map(|r| &r.name),
                    _ => None,
                };
                if let Some(name) = name {
                    side.clone_from(name);
                }
            }
        }
        Ok(steps)
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
