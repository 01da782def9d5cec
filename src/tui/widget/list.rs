//! A list with one selected row and a scroll position, and rows of columns.

use crate::{
    text::width::{clean, cut_with_sign},
    tui::{input::Input, key::Key, paint::Canvas},
};
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

/// The state of a list: which row is selected and which is the first in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    pub selected: usize,
    top: usize,
    /// Rows in sight at the last drawing.
    page: usize,
}

impl ListState {
    pub fn at(selected: usize) -> Self {
        Self { selected, ..Self::default() }
    }

    /// Moves the selection; whether the key was one that moves it.
    pub fn input(&mut self, input: &Input, len: usize) -> bool {
        let Input::Key(Key { code, ctrl: false }) = input else { return false };
        let last = len.saturating_sub(1);
        let page = self.page.max(1);
        self.selected = match code {
            KeyCode::Up => self.selected.saturating_sub(1),
            KeyCode::Down => (self.selected + 1).min(last),
            KeyCode::PageUp => self.selected.saturating_sub(page),
            KeyCode::PageDown => (self.selected + page).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => return false,
        };
        true
    }

    /// The rows in sight, for a list `len` long and `height` high; the selected one is always among them.
    pub fn window(&mut self, len: usize, height: usize) -> std::ops::Range<usize> {
        self.page = height;
        self.selected = self.selected.min(len.saturating_sub(1));
        self.top =
            self.top.min(self.selected).max((self.selected + 1).saturating_sub(height)).min(len.saturating_sub(height));
        self.top..(self.top + height).min(len)
    }

    /// The rows in sight, with the last row left free for [`more_below`] where more rows follow.
    pub fn window_over_sign(&mut self, len: usize, height: usize) -> std::ops::Range<usize> {
        let whole = self.window(len, height);
        if whole.end < len { self.window(len, height.saturating_sub(1)) } else { whole }
    }
}

/// Draws one row of columns; each text is cut to its width, with a sign that more follows. A `>` marks the selected
/// row, whose colour is the second sign.
pub fn row(canvas: &mut Canvas, area: Rect, columns: &[(u16, &str)], selected: bool, style: Style) {
    let style = if selected { canvas.theme.selected } else { style };
    canvas.fill(area, style);
    canvas.text(area.x, area.y, 1, if selected { ">" } else { " " }, style);
    let mut x = area.x + 2;
    for (cols, text) in columns {
        let room = area.right().saturating_sub(x).min(*cols);
        canvas.text(x, area.y, room, &cut_with_sign(&clean(text), room.into()), style);
        x += cols + 1;
    }
}

/// Says in the last row of an area how many rows follow, where some do.
pub fn more_below(canvas: &mut Canvas, area: Rect, hidden: usize) {
    more_of(canvas, area, hidden, "行");
}

/// Says in the last row of an area how many of some `unit` follow, where some do.
pub fn more_of(canvas: &mut Canvas, area: Rect, hidden: usize, unit: &str) {
    if hidden > 0 && area.height > 0 {
        let style = canvas.theme.due;
        let row = Rect::new(area.x, area.bottom() - 1, area.width, 1);
        canvas.fill(row, canvas.theme.normal);
        canvas.text(row.x + 1, row.y, row.width.saturating_sub(1), &format!("↓ 还有{hidden}{unit}"), style);
    }
}

/// Draws the headings over rows.
pub fn heading(canvas: &mut Canvas, area: Rect, columns: &[(u16, &str)]) {
    let style = canvas.theme.label;
    let mut x = area.x + 2;
    for (cols, text) in columns {
        let room = area.right().saturating_sub(x).min(*cols);
        canvas.text(x, area.y, room, text, style);
        x += cols + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::key;

    #[test]
    fn the_selection_stays_in_sight() {
        let mut list = ListState::default();
        assert_eq!(list.window(100, 10), 0..10);
        for _ in 0..12 {
            list.input(&Input::Key(key(KeyCode::Down)), 100);
        }
        assert_eq!(list.window(100, 10), 3..13);
        list.input(&Input::Key(key(KeyCode::End)), 100);
        assert_eq!(list.window(100, 10), 90..100);
        assert_eq!(list.window(5, 10), 0..5);
        assert_eq!(list.selected, 4);
        assert_eq!(list.window(0, 10), 0..0);
    }
}
