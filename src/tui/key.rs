//! Keys by name: what a command is bound to, and how a key is written on the hint line.
//! Not here: terminals' own key events (`input`).

use crossterm::event::KeyCode;
use std::fmt;

/// One key, with Ctrl or without. Shift is never told apart: input methods take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
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
    /// Whether it reaches the program while a Chinese input method is on.
    pub fn survives_input_method(self) -> bool {
        match self.code {
            KeyCode::Char(c) => self.ctrl && !matches!(c, ' ' | 'c') || c.is_ascii_digit() || c == ' ',
            _ => true,
        }
    }

    /// Whether it is text where text is typed.
    pub fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl
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
