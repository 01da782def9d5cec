//! A short dialogue (an ask): a few fields over the layer that asks, a line or two about what is asked. Every such popup has this
//! one shape: Enter after the last field or Ctrl+S answers, Esc over something typed asks first, Ctrl+Z takes typing back.
//! Not here: what is asked and what becomes of the answer (each ask's own file).

use super::{
    form::{Event, Form},
    form_view,
    leave::Leave,
};
use crate::{
    book::{self, Book},
    model::date::Date,
    text::{width::cut_with_sign, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Cx, Layer},
        paint::{Canvas, centred},
    },
};
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

/// Rows that what the records say may take.
const TOLD: u16 = 3;

/// Writes a text in at most so many rows, its end marked where it is cut; gives the row below it.
fn wrapped(canvas: &mut Canvas, area: Rect, top: u16, (text, rows): (&str, u16), style: Style) -> u16 {
    let lines = wrap(text, area.width.into());
    let shown = lines.len().min(rows.into());
    for (y, (n, range)) in (top..).zip(lines.iter().take(shown).enumerate()) {
        let cut = n + 1 == shown && lines.len() > shown;
        let line = if cut { &text[range.start..] } else { &text[range.clone()] };
        canvas.text(area.x, y, area.width, &cut_with_sign(line, area.width.into()), style);
    }
    top + u16::try_from(shown).unwrap_or(rows)
}

/// What is asked, and what becomes of the answer.
pub trait Ask {
    fn place(&self) -> Place {
        Place::Ask
    }

    fn look(&self, form: &Form) -> Look;

    /// Does what was asked for and closes; or says what is missing, with the dialogue still open.
    fn answer(&mut self, form: &mut Form, cx: &mut Cx);

    /// The field after which Enter answers, where that is not the last one.
    fn last_field(&self) -> Option<&str> {
        None
    }

    /// Takes notice that something was typed or chosen.
    fn typed(&mut self, _form: &mut Form) {}

    /// Carries out a command of the ask's place besides answering and leaving.
    fn run(&mut self, _cmd: Cmd, _cx: &mut Cx) {}

    /// Reads again what the ask shows, since records changed.
    fn refresh(&mut self, _book: &Book, _form: &mut Form) -> book::Result<()> {
        Ok(())
    }
}

/// What stands around the fields.
pub struct Look {
    pub title: String,
    /// The most columns and rows of the dialogue, the frame included.
    pub size: (u16, u16),
    /// The text over the fields, and the rows that it may take.
    pub about: Option<(String, u16)>,
    /// What the records say, below the text over the fields.
    pub told: Option<String>,
    /// A note over the hint.
    pub note: Option<String>,
    /// What the keys do.
    pub hint: String,
}

impl Look {
    pub fn new(title: impl Into<String>, size: (u16, u16), hint: impl Into<String>) -> Self {
        Self { title: title.into(), size, about: None, told: None, note: None, hint: hint.into() }
    }
}

/// The layer of an ask.
pub struct Asking<A> {
    ask: A,
    form: Form,
    leave: Leave,
    today: Date,
}

impl<A: Ask> Asking<A> {
    pub fn new(ask: A, form: Form, today: Date) -> Self {
        Self { ask, form, leave: Leave::default(), today }
    }
}

impl<A: Ask> Layer for Asking<A> {
    fn place(&self) -> Place {
        self.ask.place()
    }

    fn typing(&self) -> Typing {
        self.form.typing()
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.ask.answer(&mut self.form, cx),
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => self.ask.run(cmd, cx),
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        let enter = matches!(input, Input::Key(k) if k.code == KeyCode::Enter);
        let last = self.ask.last_field().is_some_and(|id| self.form.focused().is_some_and(|f| f.id == id));
        if enter && last || self.form.input(input) == Event::Finished {
            return self.ask.answer(&mut self.form, cx);
        }
        self.ask.typed(&mut self.form);
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let look = self.ask.look(&self.form);
        let inner = canvas.popup(centred(area, look.size.0, look.size.1), &look.title);
        let theme = canvas.theme;
        let mut y = inner.y;
        if let Some((about, rows)) = &look.about {
            y = wrapped(canvas, inner, y, (about, *rows), theme.normal);
        }
        if let Some(told) = &look.told {
            y += u16::from(look.about.is_some());
            y = wrapped(canvas, inner, y, (told, TOLD), theme.message);
        }
        let below = 1 + u16::from(look.note.is_some());
        let form = Rect::new(inner.x, y + 1, inner.width, inner.bottom().saturating_sub(y + 1 + below));
        form_view::draw(&mut self.form, canvas, form, self.today);
        if let Some(note) = &look.note {
            canvas.text(inner.x, inner.bottom() - 2, inner.width, note, theme.message);
        }
        canvas.text(inner.x, inner.bottom() - 1, inner.width, &look.hint, theme.dim);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.ask.refresh(book, &mut self.form)
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
