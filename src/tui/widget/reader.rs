//! A text to read in a frame: help, history, an import's findings, a paper before it is printed.

use crate::{
    book::papers::{Line, paper_lines},
    model::paper::Paper,
    text::{width::width, wrap::wrap},
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

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Head,
    Normal,
    Dim,
}

pub struct Reader {
    title: String,
    text: Vec<(Tone, String)>,
    /// The text in lines of the window's width.
    lines: Vec<(Tone, String)>,
    /// Laid out anew where the window's width changes.
    paper: Option<Paper>,
    top: usize,
    page: usize,
}

/// Columns of a paper at most; with its frame it fills a screen of 80.
const PAPER_COLS: u16 = 76;
const SET_IN: &str = "    ";
/// Columns that the frame takes on both sides.
const FRAME: u16 = 4;

impl Reader {
    pub fn new(title: &str, text: Vec<(Tone, String)>) -> Self {
        Self { title: title.to_owned(), text, lines: Vec::new(), paper: None, top: 0, page: 1 }
    }

    /// A reader of a paper as it will be printed, in text.
    pub fn paper(title: &str, paper: Paper) -> Self {
        Self { paper: Some(paper), ..Self::new(title, Vec::new()) }
    }
}

impl Layer for Reader {
    fn place(&self) -> Place {
        Place::Paper
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if matches!(cmd, Cmd::Close | Cmd::Back) {
            cx.ask(Action::Pop);
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        let Input::Key(Key { code, .. }) = input else { return };
        if *code == KeyCode::Enter {
            cx.ask(Action::Pop);
        }
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
        let mut cols = area.width.saturating_sub(4).min(100);
        if let Some(paper) = &self.paper {
            cols = area.width.min(PAPER_COLS + FRAME);
            let line = |l: Line| (if l.head { Tone::Head } else { Tone::Normal }, l.text);
            self.lines = paper_lines(paper, cols.saturating_sub(FRAME).into()).into_iter().map(line).collect();
        } else {
            self.lines =
                self.text.iter().flat_map(|(tone, text)| wrapped(*tone, text, (cols - FRAME).into())).collect();
        }
        let wanted = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inner = canvas.popup(centred(area, cols, wanted), &self.title);
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

/// A line of text in as many as it takes, the further ones set in.
fn wrapped(tone: Tone, text: &str, cols: usize) -> Vec<(Tone, String)> {
    if width(text) <= cols {
        return vec![(tone, text.to_owned())];
    }
    let parts = wrap(text, cols.saturating_sub(SET_IN.len())).into_iter().enumerate();
    parts.map(|(i, part)| (tone, format!("{}{}", if i > 0 { SET_IN } else { "" }, &text[part]))).collect()
}
