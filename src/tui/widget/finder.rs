//! A line over rows that it searches: what is typed narrows them. The line has the focus, and the keys edit it, until
//! ↑ ↓ go to the rows; then Del means the row, and whatever is typed leads back to the line.
//! Not here: the rows (`list`), what typing finds.

use super::cell::{self, Edit};
use crate::{
    text::edit::Editor,
    tui::{
        input::Input,
        key::{Key, Typing},
        paint::Canvas,
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Why a command that takes a row away does not act while the line is typed into.
pub const NOT_FROM_TEXT: &str = "正在打字的一栏里 Del 只删字;先按 ↓ 到下面选中一行";

/// Whether an input is the key that takes a row away where rows have the focus.
pub fn is_del(input: &Input) -> bool {
    *input == Input::Key(Key { code: KeyCode::Delete, ctrl: false })
}

/// The line to find something by, and whether it or the rows below it have the focus.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    editor: Editor,
    in_rows: bool,
}

impl Finder {
    /// The typed text without blanks around it.
    pub fn query(&self) -> &str {
        self.editor.text().trim()
    }

    pub fn text(&self) -> &str {
        self.editor.text()
    }

    pub fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }

    /// Empties the line, which has the focus then.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Puts a text in place of what was typed.
    pub fn set(&mut self, text: &str) {
        *self = Self { editor: Editor::new(text), in_rows: false };
    }

    /// What the keys edit just now.
    pub fn typing(&self) -> Typing {
        if self.in_rows { Typing::No } else { Typing::of(&self.editor) }
    }

    /// Why a command that takes a row away cannot act; `Ok` where the rows have the focus.
    pub fn in_rows(&self) -> Result<(), String> {
        if self.in_rows { Ok(()) } else { Err(NOT_FROM_TEXT.to_owned()) }
    }

    /// Gives the focus to the rows from now on.
    pub fn go_to_rows(&mut self) {
        self.in_rows = true;
    }

    /// Takes an input to the line; [`Edit::Not`] for one that is the rows'.
    pub fn input(&mut self, input: &Input) -> Edit {
        if let Some(text) = input.as_text() {
            self.in_rows = false;
            self.editor.insert(&text.replace('\n', " "));
            return Edit::Changed;
        }
        let Input::Key(key) = input else { return Edit::Not };
        let erases = *key == Key { code: KeyCode::Backspace, ctrl: false };
        if self.editor.is_empty() || self.in_rows && !erases {
            return if key.erases() { Edit::Kept } else { Edit::Not };
        }
        self.in_rows = false;
        cell::edit(&mut self.editor, input)
    }

    /// Draws the line; the cursor stands in it while it has the focus.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let style = if self.in_rows { canvas.theme.dim } else { canvas.theme.field };
        let at = cell::draw(canvas, &self.editor, area, style);
        if !self.in_rows {
            canvas.set_cursor(at.min(area.right().saturating_sub(1)), area.y);
        }
    }
}
