//! A layer: one screen, form or popup on the stack. Input goes to the top one, drawing starts at the bottom, and what
//! a popup decides comes back as data to the layer below. Not here: the stack itself (`app`).

use super::{
    command::{Cmd, Place},
    go::Go,
    input::Input,
    key::Typing,
    paint::Canvas,
};
use crate::{
    book::{
        self, Book, Draft,
        papers::{Format, Printout},
    },
    model::{
        activity::Attendance,
        belongings::Belongings,
        change::Changed,
        id::{ActivityId, MemberId},
        member::EventKind,
        sheet::Which,
        undo::{Touched, Way},
        vote::Vote,
    },
};
use ratatui::layout::Rect;
use std::{collections::BTreeMap, path::PathBuf};

/// What a layer asks of the stack.
pub enum Action {
    Push(Box<dyn Layer>),
    Pop,
    /// Pops the layer that asks and hands this to the one below.
    Answer(Answer),
    /// Says something on the message line.
    Say(String),
    /// Says that something could not be done.
    Warn(String),
    /// Records changed: every layer reads again, the total is computed anew.
    Changed,
    /// Runs a command as if its key had been pressed, once the asking popup is gone.
    Run(Cmd),
    Go(Go),
    /// Opens a written file in the system's program.
    OpenFile(PathBuf),
    /// The form's record was saved or thrown away: its draft goes.
    DropDraft(String),
    /// Takes the next step back, or does it again, whatever border it lies behind: it was asked.
    Replay(Way),
    /// Goes back to the state right after the step with this place in the journal.
    GoBack(i64),
    /// Another book takes this one's place (the sample branch at the first start).
    Demo,
    /// The first start is over.
    Started,
}

/// What a popup decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A record of this kind is begun on the occasion of the one in hand.
    Alongside(String),
    /// A held row is a record of this kind.
    HeldAs(String),
    /// This ledger comes in front.
    Ledger(String),
    /// This checklist comes in force.
    Checklist(String),
    Member(MemberId),
    File(PathBuf),
    /// The files chosen in a picker that takes several; one too.
    Files(Vec<PathBuf>),
    Roll(Vec<Attendance>),
    Votes(Vec<Vote>),
    /// Print this of what is in hand.
    Print(&'static Printout, Format),
    /// The paper chosen, to read on screen.
    Look(&'static Printout, Format),
    /// Make the record one of the same occasion.
    Link(ActivityId),
    /// Take the record out of its occasion.
    Part(ActivityId),
    /// The sheet to score on.
    Sheet(Which),
    /// Take the last sheet's decision over on the selected item, or on all open ones.
    CarryOver {
        all: bool,
    },
    /// Records of these years were imported, so many each.
    Imported(BTreeMap<i32, u32>),
    /// Whoever was about to be deleted is still on record, and this is what happened to them.
    Departed(EventKind),
    /// Whoever was about to be deleted should never have been on record.
    Mistaken,
    /// A text of several lines was pasted where a file is asked for.
    Pasted(String),
}

/// What a layer may use while it acts.
pub struct Cx<'a> {
    pub book: &'a mut Book,
    pub actions: Vec<Action>,
}

impl Cx<'_> {
    pub fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.ask(Action::Say(text.into()));
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.ask(Action::Warn(text.into()));
    }

    /// Whether anything can be recorded here; otherwise says why not, before anything is typed or chosen for nothing.
    pub fn may_write(&mut self) -> bool {
        let refusal = self.book.refusal();
        let may = refusal.is_none();
        if let Some(why) = refusal {
            self.warn(why);
        }
        may
    }

    pub fn push(&mut self, layer: impl Layer + 'static) {
        self.ask(Action::Push(Box::new(layer)));
    }

    /// The value, or its error on the message line.
    pub fn tried<T>(&mut self, result: book::Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(e) => {
                self.warn(e.to_string());
                None
            }
        }
    }

    /// Tells everybody what a verb changed; whether it went well.
    pub fn changed(&mut self, result: book::Result<Changed>) -> bool {
        let went_well = self.tried(result).is_some();
        if went_well {
            self.ask(Action::Changed);
        }
        went_well
    }

    /// Says what a deletion took away with it, and how it comes back; whether it went well.
    pub fn deleted(&mut self, result: book::Result<Changed>, with: &Belongings) -> bool {
        let Some(changed) = self.tried(result) else { return false };
        self.ask(Action::Changed);
        self.say(format!("已{}{};Ctrl+Z 恢复", changed.label, with.lost()));
        true
    }

    /// Shows a file that was written, or kept, in the system's program.
    pub fn show_file(&mut self, file: book::Result<PathBuf>) {
        if let Some(path) = self.tried(file) {
            self.ask(Action::OpenFile(path));
        }
    }

    /// Ends a dialogue that a verb answered; one that was refused stays open.
    pub fn answered<T>(&mut self, result: book::Result<T>, said: impl Into<String>) {
        if self.tried(result).is_some() {
            self.ask(Action::Pop);
            self.ask(Action::Changed);
            self.say(said);
        }
    }
}

/// One screen, form or popup.
pub trait Layer {
    fn place(&self) -> Place;

    /// Whether a text has the focus just now, so that keys edit it.
    fn typing(&self) -> Typing {
        Typing::No
    }

    /// Why a command of this place cannot act just now; `Ok` where it can.
    fn available(&self, _cmd: Cmd, _book: &Book) -> Result<(), String> {
        Ok(())
    }

    /// What a command is called just now, where that is not its usual name.
    fn word(&self, _cmd: Cmd) -> Option<String> {
        None
    }

    /// Carries out a command of this place.
    fn run(&mut self, cmd: Cmd, cx: &mut Cx);

    /// Takes an input that is no command: typing, moving.
    fn input(&mut self, input: &Input, cx: &mut Cx);

    /// Takes the room before drawing; whether the layer has to read more to fill it.
    fn fit(&mut self, _area: Rect) -> bool {
        false
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect);

    /// Reads the layer's records again.
    fn refresh(&mut self, _book: &Book) -> book::Result<()> {
        Ok(())
    }

    /// Receives what the popup above decided.
    fn receive(&mut self, _answer: Answer, _cx: &mut Cx) {}

    /// What the layer below would be told if this popup were closed now: what is typed into a popup belongs to the
    /// draft of the form below.
    fn in_hand(&self) -> Option<Answer> {
        None
    }

    /// The item of the checklist in front of one, by its number.
    fn item(&self) -> Option<String> {
        None
    }

    /// The record that a form is about, by its draft's key; no record is open in two forms at once.
    fn record(&self) -> Option<String> {
        None
    }

    /// What is typed and not yet saved.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Whether any of the records that a step touched is among those in sight; `None` where it touched none of the kind
    /// that is shown here, or where the layer cannot say.
    fn shows(&self, _touched: &[Touched]) -> Option<bool> {
        None
    }

    /// Takes back typing (or types it again) in the field in focus: `None` where no field is typed into,
    /// `Some(false)` where there is nothing to take back.
    fn undo_typing(&mut self, _redo: bool) -> Option<bool> {
        None
    }
}
