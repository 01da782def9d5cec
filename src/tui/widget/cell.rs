//! A line that is typed into: what the keys that edit text do to it, and how it is drawn with its cursor.
//! Not here: when a key edits text and when it is a command (`tui::command`), fields with a label (`form`), a line over
//! rows that it searches (`finder`).

use crate::{
    text::{edit::Editor, width::width},
    tui::{input::Input, key::Key, paint::Canvas},
};
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

/// What a key did to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The input is no key that edits text.
    Not,
    /// The cursor moved, or there was nothing to erase.
    Kept,
    Changed,
}

/// Takes the keys that move within the text or take something away; [`Key::edits`] names the same ones to the commands.
pub fn edit(editor: &mut Editor, input: &Input) -> Edit {
    let Input::Key(Key { code, ctrl }) = input else { return Edit::Not };
    let before = editor.text().len();
    match (code, ctrl) {
        (KeyCode::Left, false) => editor.left(),
        (KeyCode::Right, false) => editor.right(),
        (KeyCode::Home, false) => editor.home(),
        (KeyCode::End, false) => editor.end(),
        (KeyCode::Backspace, false) => editor.backspace(),
        (KeyCode::Delete, false) => editor.delete(),
        (KeyCode::Char('a'), true) => editor.mark_all(),
        (KeyCode::Char('u'), true) => editor.clear(),
        (KeyCode::Char('w'), true) => editor.erase_word(),
        _ => return Edit::Not,
    }
    if editor.text().len() == before { Edit::Kept } else { Edit::Changed }
}

/// Draws as much of a text as shows its cursor; the cursor's column.
pub fn draw(canvas: &mut Canvas, editor: &Editor, area: Rect, style: Style) -> u16 {
    let before = &editor.text()[..editor.cursor()];
    let mut start = 0;
    while width(&before[start..]) + 1 > usize::from(area.width) && start < before.len() {
        start += before[start..].chars().next().map_or(1, char::len_utf8);
    }
    let style = if editor.is_marked() { canvas.theme.selected } else { style };
    canvas.cell(area.x, area.y, area.width, &editor.text()[start..], style);
    area.x + u16::try_from(width(&before[start..])).unwrap_or(0)
}
