//! A cell of a table that is typed into. Not here: which cells there are (`popup`), fields with a label (`form`).

use crate::{
    text::{edit::Editor, width::width},
    tui::{input::Input, key::Key, paint::Canvas},
};
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

/// Keys that move within the text or take something away.
pub fn edit(editor: &mut Editor, input: &Input) {
    let Input::Key(Key { code, ctrl: false }) = input else { return };
    match code {
        KeyCode::Left => editor.left(),
        KeyCode::Right => editor.right(),
        KeyCode::Home => editor.home(),
        KeyCode::End => editor.end(),
        KeyCode::Backspace => editor.backspace(),
        KeyCode::Delete => editor.delete(),
        _ => {}
    }
}

/// Draws as much of a text as shows its cursor; the cursor's column.
pub fn draw(canvas: &mut Canvas, editor: &Editor, area: Rect, style: Style) -> u16 {
    let before = &editor.text()[..editor.cursor()];
    let mut start = 0;
    while width(&before[start..]) + 1 > usize::from(area.width) && start < before.len() {
        start += before[start..].chars().next().map_or(1, char::len_utf8);
    }
    canvas.cell(area.x, area.y, area.width, &editor.text()[start..], style);
    area.x + u16::try_from(width(&before[start..])).unwrap_or(0)
}
