//! Undo, redo, going back to an earlier step, and the history.
//! Not here: how rows are put back (`store::journal`), why a step asks first (`model::undo`).

use super::{Book, RecordStep, Result, Step};
use crate::{
    model::{
        change::{Changed, Weight},
        id::{ActivityId, MemberId},
        undo::{Border, Circumstances, Toll, Touched, Way, borders},
    },
    store::{
        self,
        journal::{
            StepId, history,
            next::{self, Return, Target},
            reach, record,
        },
    },
};

/// The act that undo or redo comes to next, with what somebody should know before it is reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What was done, as the history has it.
    pub label: String,
    /// When and by whom the step was made that would be reversed (`2026-03-05 09:12 王秀英`).
    pub made: String,
    /// The computer that it was made on.
    pub device: String,
    /// Why reversing the step asks first; empty where it need not, as far as the book knows.
    pub borders: Vec<Border>,
    /// What would become of how many rows.
    pub toll: Toll,
    /// How many acts of other computers stand since; they stay as they are.
    pub passed_over: usize,
    /// The act's number within its origin.
    pub seq: i64,
    id: StepId,
}

/// What going back to an earlier state takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoingBack {
    /// Each act with when and by whom it was done, the newest first.
    pub later: Vec<(String, String)>,
    /// What would become of how many rows in all.
    pub toll: Toll,
    /// Why going back cannot be done; `None` where it can be tried.
    pub refusal: Option<String>,
}

impl Book {
    /// Takes back the newest act of this file on this computer, of this sitting or an earlier one.
    ///
    /// # Errors
    /// Refuses where there is none, or where its records are no longer as it left them; nothing is changed then.
    pub fn undo(&mut self) -> Result<Changed> {
        self.replay(Way::Back)
    }

    /// Does again what was undone last; not after a new act.
    ///
    /// # Errors
    ///
    /// Refuses where [`Book::undo`] refuses.
    pub fn redo(&mut self) -> Result<Changed> {
        self.replay(Way::Forth)
    }

    /// Goes one step back or forth: [`Book::undo`] or [`Book::redo`].
    pub fn replay(&mut self, way: Way) -> Result<Changed> {
        let changed = self.store.replay(way)?;
        self.after(&changed)?;
        Ok(changed)
    }

    /// What the next undo or redo would reverse.
    ///
    /// # Errors
    /// Refused where there is nothing, with the reason.
    pub fn next_step(&self, way: Way) -> Result<NextStep> {
        let target = self.store.next(way)?;
        let conn = self.store.conn();
        let weight = match way {
            Way::Back => Weight::of(&target.op),
            Way::Forth => Weight::Plain,
        };
        let done = Circumstances {
            day: history::local(target.wall_ms).date(),
            person: &target.person,
            in_sitting: self.store.in_sitting(target.reverses),
        };
        let passed_over = match way {
            Way::Back => next::passed_over(conn, &target)?,
            Way::Forth => 0,
        };
        Ok(NextStep {
            borders: borders(weight, done, self.today(), &self.person),
            toll: reach::toll(conn, [target.id], way)?,
            passed_over,
            made: target.made(),
            seq: target.id.seq,
            id: target.id,
            label: target.label,
            device: target.device,
        })
    }

    /// The rows that a step touched.
    pub fn touched(&self, step: &NextStep) -> Result<Vec<Touched>> {
        reach::touched(self.store.conn(), step.id)
    }

    /// The newest step that was written since the book was opened, by its number within its origin.
    pub fn newest_step(&self) -> Option<i64> {
        self.store.newest()
    }

    /// What going back to the state right after a step takes back; `n` as in [`Step`].
    pub fn going_back(&self, n: i64) -> Result<GoingBack> {
        let Return { later, refusal } = self.store.later(n)?;
        let toll = reach::toll(self.store.conn(), later.iter().rev().map(|act| act.id), Way::Back)?;
        let told = |act: Target| (act.made(), act.label);
        let refusal = self.read_only().map(str::to_owned).or(refusal);
        Ok(GoingBack { later: later.into_iter().map(told).collect(), toll, refusal })
    }

    /// Goes back to the state right after a step: takes back every act since, all or none; they can be redone one by one.
    ///
    /// # Errors
    /// Refuses, naming the step that stands in the way; nothing is changed then.
    pub fn go_back(&mut self, n: i64) -> Result<Changed> {
        let changed = self.store.go_back(n)?;
        self.after(&changed)?;
        Ok(changed)
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

    /// The newest steps of the journal, the newest first, at most `limit`.
    pub fn history(&self, limit: usize) -> Result<Vec<Step>> {
        history::list(self.store.conn(), limit)
    }
}
