//! The one door for writes: one transaction, one step of the journal, one backup before the day's first.
//! Not here: what an act writes (the nouns' own files) and means (`book`).

use super::{
    Store,
    error::{Error, Result},
    journal::{
        self, By, Head, Kind, StepId,
        next::{self, Return, Target},
        replay,
    },
    setting,
    tx::Tx,
};
use crate::model::{
    change::{Changed, Op},
    undo::Way,
};
use rusqlite::{ErrorCode, TransactionBehavior};

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
        self.transaction(|tx, steps| steps.step(tx, &head, verb))
    }

    /// The step that undo or redo comes to next.
    ///
    /// # Errors
    /// Refused, with the reason, where there is none of this file's own origin.
    pub fn next(&self, way: Way) -> Result<Target> {
        next::next(&self.conn, self.known_origin()?, &self.device, way)
    }

    /// Takes the next act back, or does it again, as a step of its own.
    ///
    /// # Errors
    ///
    /// Refused where [`Store::next`] refuses, and where the act's rows are no longer as it left them. Nothing is
    /// changed then.
    pub fn replay(&mut self, way: Way) -> Result<Changed> {
        self.writable()?;
        let target = self.next(way)?;
        self.backup_before_act(false);
        let done = self.transaction(|tx, steps| steps.reverse(tx, &target, way));
        done.map_err(|e| hindered(&target, way, e))
    }

    /// What going back to the state right after a step of this file (by its place in the journal) takes back.
    pub fn later(&self, n: i64) -> Result<Return> {
        next::later(&self.conn, self.known_origin()?, &self.device, n)
    }

    /// Goes back to the state right after a step: every act since is taken back, each as a step of its own, or none.
    /// They can be done again one by one.
    ///
    /// # Errors
    /// Refused, naming the step that stands in the way. Nothing is changed then.
    pub fn go_back(&mut self, n: i64) -> Result<Changed> {
        self.writable()?;
        let Return { later, refusal } = self.later(n)?;
        if let Some(why) = refusal {
            return Err(Error::refused(why));
        }
        self.backup_before_act(true);
        let changed = self.transaction(|tx, steps| {
            let mut all = Changed::default();
            for target in &later {
                all.extend(steps.reverse(tx, target, Way::Back).map_err(|e| hindered(target, Way::Back, e))?);
            }
            Ok(all)
        })?;
        Ok(Changed { label: format!("撤销{}步", later.len()), ..changed })
    }

    /// Whether a step was written since the book was opened.
    pub fn in_sitting(&self, step: StepId) -> bool {
        Some(step.origin) == self.origin && self.sitting.is_some_and(|(first, _)| first <= step.seq)
    }

    /// The newest step written since the book was opened, by its number within its origin.
    pub fn newest(&self) -> Option<i64> {
        self.sitting.map(|(_, newest)| newest)
    }

    /// Runs `write` in one transaction, which is stored whole or not at all. Without a step in it nothing is stored.
    fn transaction<T>(&mut self, write: impl FnOnce(&Tx<'_>, &mut Steps<'_>) -> Result<T>) -> Result<T> {
        let origin = self.origin()?;
        let person = setting::person(self.conn())?;
        let wall_ms = self.clock.wall_ms();
        let (first, last, done, committed) = {
            let conn = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let tx = Tx::new(conn, self.clock, &self.ids);
            let by = By { device: &self.device, person: &person, wall_ms };
            let first = journal::last_seq(&tx, origin)? + 1;
            let mut steps = Steps { next: StepId { origin, seq: first }, by };
            let done = write(&tx, &mut steps)?;
            let last = StepId { origin, seq: steps.next.seq - 1 };
            if last.seq < first {
                return Ok(done);
            }
            // Remembered before the commit: killed in between, the file is behind and the next act begins a new origin.
            self.memory.remember(self.book_id, last);
            (first, last, done, tx.commit())
        };
        match committed {
            // The steps may be stored in spite of the error: look before saying so.
            Err(e) if !journal::is_stored(&self.conn, last).unwrap_or(false) => Err(e.into()),
            _ => {
                self.sitting = Some((self.sitting.map_or(first, |(began, _)| began), last.seq));
                Ok(done)
            }
        }
    }

    /// The origin to write under: begun anew where the file is another than the one this machine wrote last.
    fn origin(&mut self) -> Result<i64> {
        let origin = self.known_origin()?.unwrap_or_else(|| self.ids.next());
        self.origin = Some(origin);
        Ok(origin)
    }

    /// The origin that this machine wrote this very file under; `None` where the next act begins a new one.
    fn known_origin(&self) -> Result<Option<i64>> {
        if self.origin.is_some() {
            return Ok(self.origin);
        }
        match self.memory.recall(self.book_id) {
            Some(last) if journal::last_seq(&self.conn, last.origin)? >= last.seq => Ok(Some(last.origin)),
            _ => Ok(None),
        }
    }
}

/// The error with the name of the act whose reversal it stood in the way of. A fault of the disk stays what it is.
fn hindered(target: &Target, way: Way, e: Error) -> Error {
    let why = match e {
        Error::Refused(why) => why,
        Error::Sql(e) if e.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            "后来的记录和它对不上".to_owned()
        }
        other => return other,
    };
    Error::refused(format!("{}不能{}:{why};没有改动任何内容。", target.named(), way.name()))
}

/// The steps of one transaction, numbered as they come.
struct Steps<'a> {
    next: StepId,
    by: By<'a>,
}

impl Steps<'_> {
    /// Runs a verb as the next step; where it changed no record there is none, and the label of [`Changed`] is empty.
    fn step<T>(&mut self, tx: &Tx<'_>, head: &Head, verb: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(T, Changed)> {
        journal::open(tx, self.next)?;
        let result = verb(tx)?;
        let changed = journal::close(tx, self.next, head, &self.by)?;
        self.next.seq += i64::from(changed.is_some());
        Ok((result, changed.unwrap_or_default()))
    }

    /// Takes an act back, or does it again; nothing besides.
    fn reverse(&mut self, tx: &Tx<'_>, target: &Target, way: Way) -> Result<Changed> {
        let kind = match way {
            Way::Back => Kind::Undo,
            Way::Forth => Kind::Redo,
        };
        let label = format!("{}:{}", way.name(), target.label);
        let head = Head { kind, op: target.op.clone(), label, target: Some(target.id) };
        let step = self.next;
        let (_, changed) = self.step(tx, &head, |tx| replay::replay(tx, target.id, way))?;
        // What hangs on a row goes with it: that of somebody else must not.
        if journal::touches_more(tx, step, target.id)? {
            return Err(Error::refused("后来的记录靠着它"));
        }
        Ok(changed)
    }
}
