//! A question asked before something happens: what hangs on it, told in full, and below what one can do about it. A digit
//! or an arrow selects, Enter does it, Esc leaves; no other key does anything, least of all the one that asked.
//! Not here: what is asked (each noun's own file).

use super::{
    list::{ListState, more_below, row},
    reader::{Tone, wrapped},
};
use crate::{
    text::number::digits,
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// One thing that can be done about it.
pub struct Deed {
    label: String,
    /// `None`: nothing happens.
    action: Option<Box<dyn Fn() -> Action>>,
}

impl Deed {
    pub fn new(label: &str, action: impl Fn() -> Action + 'static) -> Self {
        Self { label: label.to_owned(), action: Some(Box::new(action)) }
    }

    /// All stays as it is.
    pub fn leave(label: &str) -> Self {
        Self { label: label.to_owned(), action: None }
    }
}

pub struct Confirm {
    title: String,
    text: Vec<(Tone, String)>,
    deeds: Vec<Deed>,
    list: ListState,
    /// The first line of the text in sight, and how many are.
    top: usize,
    page: usize,
    /// How many lines the text took when it was last drawn.
    lines: usize,
}

impl Confirm {
    pub fn new(title: &str, text: Vec<(Tone, String)>, deeds: Vec<Deed>) -> Self {
        Self { title: title.to_owned(), text, deeds, list: ListState::default(), top: 0, page: 1, lines: 0 }
    }
}

/// What the keys do.
const HINT: &str = "数字或 ↑↓ 选中,回车照做;Esc 不动";
/// Columns at most, the frame included.
const WIDEST: u16 = 78;
/// Columns that the frame takes on both sides.
const FRAME: u16 = 4;

impl Layer for Confirm {
    fn place(&self) -> Place {
        Place::Popup
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Choose => {
                cx.ask(Action::Pop);
                if let Some(action) = self.deeds.get(self.list.selected).and_then(|d| d.action.as_ref()) {
                    cx.ask(action());
                }
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(n) = input.as_text().and_then(|text| digits(&text)) {
            match self.deeds.get((n as usize).wrapping_sub(1)) {
                Some(_) => self.list.selected = n as usize - 1,
                None => cx.say(format!("没有第{n}项,共{}项", self.deeds.len())),
            }
            return;
        }
        let last = self.lines.saturating_sub(self.page);
        match input {
            Input::Key(Key { code: KeyCode::PageDown, .. }) => self.top = (self.top + self.page).min(last),
            Input::Key(Key { code: KeyCode::PageUp, .. }) => self.top = self.top.saturating_sub(self.page),
            _ => {
                self.list.input(input, self.deeds.len());
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let cols = area.width.saturating_sub(2).min(WIDEST);
        let room = cols.saturating_sub(FRAME).into();
        let lines: Vec<_> = self.text.iter().flat_map(|(tone, text)| wrapped(*tone, text, room)).collect();
        let below = u16::try_from(self.deeds.len()).unwrap_or(u16::MAX).saturating_add(2);
        let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(below).saturating_add(2);
        let inner = canvas.popup(centred(area, cols, wanted), &self.title);
        let theme = canvas.theme;
        let told = Rect::new(inner.x, inner.y, inner.width, inner.height.saturating_sub(below));
        self.lines = lines.len();
        self.page = usize::from(told.height).max(1);
        let from = self.top.min(lines.len().saturating_sub(self.page));
        let cut = lines.len() > from + self.page;
        let shown = self.page - usize::from(cut);
        for (y, (tone, line)) in (told.y..).zip(lines.iter().skip(from).take(shown)) {
            canvas.text(inner.x, y, inner.width, line, tone.style(theme));
        }
        more_below(canvas, told, lines.len().saturating_sub(from + shown));
        for (y, (n, deed)) in (told.bottom() + 1..).zip(self.deeds.iter().enumerate()) {
            let number = (n + 1).to_string();
            let columns = [(1, number.as_str()), (inner.width, deed.label.as_str())];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, n == self.list.selected, theme.normal);
        }
        canvas.text(inner.x, inner.bottom() - 1, inner.width, HINT, theme.dim);
    }
}
