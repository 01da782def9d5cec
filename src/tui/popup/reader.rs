//! A text to read in a frame: help, history, an import's findings.

use crate::tui::{
    command::{Cmd, Place},
    input::Input,
    key::Key,
    layer::{Action, Cx, Layer},
    paint::{Canvas, centred},
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Head,
    Normal,
    Dim,
}

pub struct Reader {
    title: String,
    lines: Vec<(Tone, String)>,
    top: usize,
    page: usize,
}

impl Reader {
    pub fn new(title: &str, lines: Vec<(Tone, String)>) -> Self {
        Self { title: title.to_owned(), lines, top: 0, page: 1 }
    }
}

impl Layer for Reader {
    fn place(&self) -> Place {
        Place::Popup
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if matches!(cmd, Cmd::Choose | Cmd::Back) {
            cx.ask(Action::Pop);
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        let Input::Key(Key { code, .. }) = input else { return };
        let last = self.lines.len().saturating_sub(self.page);
        self.top = match code {
            KeyCode::Up => self.top.saturating_sub(1),
            KeyCode::Down => (self.top + 1).min(last),
            KeyCode::PageUp => self.top.saturating_sub(self.page),
            KeyCode::PageDown | KeyCode::Char(' ') => (self.top + self.page).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => self.top,
        };
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let wanted = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inner = canvas.popup(centred(area, area.width.saturating_sub(4).min(100), wanted), &self.title);
        self.page = inner.height.into();
        let theme = canvas.theme;
        for (y, (tone, line)) in (inner.y..inner.bottom()).zip(self.lines.iter().skip(self.top)) {
            let style = match tone {
                Tone::Head => theme.label,
                Tone::Normal => theme.normal,
                Tone::Dim => theme.dim,
            };
            canvas.text(inner.x, y, inner.width, line, style);
        }
        if self.lines.len() > self.top + self.page {
            canvas.text(inner.x, inner.bottom(), inner.width, " ↓ 下面还有 ", theme.dim);
        }
    }
}
