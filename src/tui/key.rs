//! Keys by name: what a command is bound to, how a key is written on the hint line, and which keys edit text.
//! Not here: terminals' own key events (`input`), what an editing key does to a text (`widget::cell`).

use crate::text::edit::Editor;
use crossterm::event::KeyCode;
use std::fmt;

/// One key, with Ctrl or without. Shift is never told apart: input methods take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
}

/// Whether a text has the focus, so that keys edit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Rows or a page have it: every key is a command's.
    No,
    /// A line in which nothing stands.
    Empty,
    /// A line or field in which a text stands.
    Text,
}

impl Typing {
    /// What the keys edit while this text has the focus.
    pub fn of(editor: &Editor) -> Self {
        if editor.is_empty() { Self::Empty } else { Self::Text }
    }

    /// Whether a text has the focus.
    pub fn is_on(self) -> bool {
        self != Self::No
    }
}

/// A key alone.
pub const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

/// A function key.
pub const fn f(n: u8) -> Key {
    key(KeyCode::F(n))
}

/// Ctrl and a letter.
pub const fn ctrl(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: true }
}

/// A printable key; only outside text fields.
pub const fn plain(c: char) -> Key {
    key(KeyCode::Char(c))
}

impl Key {
    /// Whether the key reaches the program while a Chinese input method is on.
    pub fn survives_input_method(self) -> bool {
        match self.code {
            KeyCode::Char(c) => self.ctrl && !matches!(c, ' ' | 'c') || c.is_ascii_digit() || c == ' ',
            _ => true,
        }
    }

    /// Whether the key is text where text is typed.
    pub fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl
    }

    /// Whether the key erases a character of a text.
    pub fn erases(self) -> bool {
        matches!((self.code, self.ctrl), (KeyCode::Backspace | KeyCode::Delete, false))
    }

    /// Whether the key edits the text that has the focus, and is no command then. What is typed and what erases always
    /// does: a row is never deleted out of a text. The keys that move in a text, mark it or clear it find nothing to do
    /// in an empty line, and are commands there.
    pub fn edits(self, typing: Typing) -> bool {
        match typing {
            Typing::No => false,
            Typing::Empty => self.is_text() || self.erases(),
            Typing::Text => self.is_text() || self.edits_text(),
        }
    }

    /// Whether the key edits a text in which something stands.
    pub fn edits_text(self) -> bool {
        let moves = matches!((self.code, self.ctrl), (KeyCode::Home | KeyCode::End, false));
        let clears = matches!((self.code, self.ctrl), (KeyCode::Char('a' | 'u' | 'w'), true));
        self.erases() || moves || clears
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Char(' ') => "空格".into(),
            KeyCode::Char(c) if self.ctrl => format!("Ctrl+{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => "回车".into(),
            KeyCode::Esc => "Esc".into(),
            KeyCode::Tab => "Tab".into(),
            KeyCode::Delete => "Del".into(),
            KeyCode::Left => "←".into(),
            KeyCode::Right => "→".into(),
            KeyCode::Up => "↑".into(),
            KeyCode::Down => "↓".into(),
            KeyCode::PageUp => "PgUp".into(),
            KeyCode::PageDown => "PgDn".into(),
            other => format!("{other:?}"),
        };
        f.pad(&name)
    }
}
