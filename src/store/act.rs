//! The one door for writes: one transaction, one step of the journal, one backup before the day's first.
//! Not here: what an act writes (the nouns' own files) and means (`book`).

use super::{
    Store,
    error::{Error, Result},
    journal::{self, By, Head, Kind, StepId, replay},
    setting,
    tx::Tx,
};
use crate::model::change::{Changed, Op};
use rusqlite::TransactionBehavior;

impl Store {
    /// Runs a verb as one act: all of it is stored as one step of the journal, or nothing.
    ///
    /// A backup is made before the day's first act and before an import; that it failed is a notice, not an error,
    /// because a full disk must not keep a person from saving a small change that still fits.
    /// Where the verb changed no record there is no step, and the label of [`Changed`] is empty.
    ///
    /// # Errors
    /// Whatever the verb says; read-only books; a full or broken disk. Nothing is stored then.
    pub fn act<T>(&mut self, op: &Op, verb: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(T, Changed)> {
        self.writable()?;
        let import = matches!(op, Op::ImportRoster { .. } | Op::ImportActivities { .. } | Op::AddDemo { .. });
        self.backup_before_act(import);
        let head = Head { kind: Kind::Do, op: op.code().to_owned(), label: op.label(), target: None };
        self.step(&head, verb)
    }

    /// Takes the newest act back, as a step of its own.
    pub fn undo(&mut self) -> Result<Changed> {
        let target = replay::undo_target(self.conn())?.ok_or_else(|| Error::refused("没有可以撤销的操作。"))?;
        self.replay(&target, Kind::Undo, replay::Way::Back)
    }

    /// Does again what was undone last, as a step of its own.
    pub fn redo(&mut self) -> Result<Changed> {
        let target = replay::redo_target(self.conn())?.ok_or_else(|| Error::refused("没有可以重做的操作。"))?;
        self.replay(&target, Kind::Redo, replay::Way::Forth)
    }

    fn replay(&mut self, target: &replay::Target, kind: Kind, way: replay::Way) -> Result<Changed> {
        self.writable()?;
        self.backup_before_act(false);
        let word = if kind == Kind::Undo { "撤销" } else { "重做" };
        let head =
            Head { kind, op: target.op.clone(), label: format!("{word}:{}", target.label), target: Some(target.id) };
        Ok(self.step(&head, |tx| replay::replay(tx, target, way))?.1)
    }

    fn step<T>(&mut self, head: &Head, verb: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(T, Changed)> {
        let origin = self.origin()?;
        let person = setting::person(self.conn())?;
        let wall_ms = self.clock.wall_ms();
        let (step, done, committed) = {
            let conn = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let tx = Tx::new(conn, self.clock, &self.ids);
            let step = StepId { origin, seq: journal::last_seq(&tx, origin)? + 1 };
            journal::open(&tx, step)?;
            let result = verb(&tx)?;
            let by = By { device: &self.device, person: &person, wall_ms };
            let Some(changed) = journal::close(&tx, step, head, &by)? else {
                return Ok((result, Changed::default()));
            };
            // Remembered before the commit: killed in between, the file is behind and the next act begins a new origin.
            self.memory.remember(self.book_id, step);
            (step, (result, changed), tx.commit())
        };
        match committed {
            // The step may be stored in spite of the error: look before saying so.
            Err(e) if !journal::is_stored(&self.conn, step).unwrap_or(false) => Err(e.into()),
            _ => Ok(done),
        }
    }

    /// The origin to write under: begun anew where the file is another than the one this machine wrote last.
    fn origin(&mut self) -> Result<i64> {
        if let Some(origin) = self.origin {
            return Ok(origin);
        }
        let known = match self.memory.recall(self.book_id) {
            Some(last) if journal::last_seq(&self.conn, last.origin)? >= last.seq => Some(last.origin),
            _ => None,
        };
        let origin = known.unwrap_or_else(|| self.ids.next());
        self.origin = Some(origin);
        Ok(origin)
    }
}
