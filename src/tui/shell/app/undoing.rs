//! Undo and redo: first of typing, then of acts. What lies behind a border (another day, person or sitting, an import, a
//! founding, a change of rules) or out of sight asks first. Not here: the dialog (`shell::taking_back`), how rows are put
//! back (`store`).

use super::App;
use crate::{
    book::{self, NextStep},
    model::{
        change::Changed,
        undo::{Border, Way},
    },
    tui::{
        command::{self, Cmd},
        key::Key,
        layer::Action,
        shell::taking_back,
    },
};
use std::collections::BTreeMap;

/// Which layers lay on the stack, by their numbers, when each act of this sitting was done, by its number in the journal.
pub(super) type Made = BTreeMap<i64, Vec<u64>>;

impl App {
    pub(super) fn undo(&mut self, way: Way) {
        match self.layers.last_mut().and_then(|l| l.undo_typing(way == Way::Forth)) {
            Some(true) => {}
            Some(false) => self.say(match way {
                Way::Back => "本栏没有可以撤销的输入",
                Way::Forth => "本栏没有可以恢复的输入",
            }),
            None => match self.next_step(way) {
                Ok(step) if step.borders.is_empty() => self.replay(way),
                Ok(step) => self.push(taking_back::one(way, &step)),
                Err(e) => self.warn(e.to_string()),
            },
        }
    }

    /// The step that would be next, with the borders that only the screen knows of. What is done again was in sight when
    /// it was taken back.
    fn next_step(&self, way: Way) -> book::Result<NextStep> {
        let mut step = self.book.next_step(way)?;
        if way == Way::Back && step.borders.is_empty() {
            step.borders.extend(self.out_of_view(&step)?);
        }
        Ok(step)
    }

    /// What a step touched is in sight where the layer in front shows any of it, or lay there when it was done.
    fn out_of_view(&self, step: &NextStep) -> book::Result<Option<Border>> {
        let touched = self.book.touched(step)?;
        let here = self.book.org().map(|o| o.id);
        if touched.iter().all(|t| t.org != here) {
            return Ok(Some(Border::OtherOrg));
        }
        let lay_there = |front| self.made.get(&step.seq).is_some_and(|layers| layers.contains(front));
        let shown = self.layers.last().and_then(|l| l.shows(&touched));
        let seen = shown.unwrap_or_else(|| self.layers.numbers().last().is_some_and(lay_there));
        Ok((!seen).then_some(Border::OutOfView))
    }

    /// Takes the next step back, or does it again, whatever border it lies behind.
    pub(super) fn replay(&mut self, way: Way) {
        // It is done here, for whoever takes it back again.
        let seq = self.book.next_step(way).map(|step| step.seq);
        let here = self.layers.numbers().to_vec();
        let hint = match way {
            Way::Back => format!(";{} 恢复", redo_key()),
            Way::Forth => String::new(),
        };
        if self.reversed(|book| book.replay(way), &hint)
            && let Ok(seq) = seq
        {
            self.made.entry(seq).or_default().extend(here);
        }
    }

    /// Goes back to the state right after a step of the journal.
    pub(super) fn go_back(&mut self, n: i64) {
        self.reversed(|book| book.go_back(n), &format!(";{} 一步一步恢复", redo_key()));
    }

    /// Carries out what reverses steps, and says so; whether it went well.
    fn reversed(&mut self, act: impl FnOnce(&mut book::Book) -> book::Result<Changed>, hint: &str) -> bool {
        let before = self.book.org().map(|o| o.id);
        let changed = match act(&mut self.book) {
            Ok(changed) => changed,
            Err(e) => {
                self.warn(e.to_string());
                return false;
            }
        };
        // The organisation in front came or went: with the first one the program begins anew.
        if self.book.org().map(|o| o.id) != before {
            self.keep_drafts();
            if let Err(e) = self.begin() {
                self.warn(e.to_string());
                return false;
            }
        }
        self.carry_out(vec![Action::Changed, Action::Say(format!("已{}{hint}", changed.label))]);
        true
    }

    /// Remembers where the acts were done that came after the step `newest`: `before` are the layers that lay there then.
    pub(super) fn note_acts(&mut self, newest: Option<i64>, before: &[u64]) {
        let Some(now) = self.book.newest_step() else { return };
        for seq in newest.map_or(now, |n| n + 1)..=now {
            self.made.entry(seq).or_default().extend(before.iter().chain(self.layers.numbers()));
        }
    }
}

/// What to press to have back what was taken back.
fn redo_key() -> String {
    command::get(Cmd::Redo).keys.first().map_or_else(String::new, Key::to_string)
}
