//! Drawing of a form: labels, fields, readings; two short fields to a row where there is room; the cursor where the
//! input method must compose.

use super::{
    form::{Form, Kind},
    list::more_below,
};
use crate::{
    model::date::Date,
    text::{
        width::{cut_with_sign, width},
        wrap::wrap,
    },
    tui::paint::Canvas,
};
use ratatui::layout::Rect;

/// Fewer columns than this and every field has a row of its own.
const TWO_TO_A_ROW: u16 = 74;
/// Rows of a field of many lines: at least these while typed into, at most those while not.
const LINES: usize = 3;

/// Where a field lies, in rows from the top of the form.
struct Slot {
    field: usize,
    x: u16,
    y: usize,
    width: u16,
    height: usize,
}

/// Draws as much of the form as fits, the field in focus always in sight.
pub fn draw(form: &mut Form, canvas: &mut Canvas, area: Rect, today: Date) {
    let labels = form.fields.iter().map(|f| width(&f.label)).max().unwrap_or(0).min(16);
    let label_cols = u16::try_from(labels).unwrap_or(16) + 2;
    form.two = area.width >= TWO_TO_A_ROW;
    let slots = layout(form, area);
    let whole = usize::from(area.height);
    let end = slots.last().map_or(0, |s| s.y + s.height);
    // The last row says that fields follow, where there are more than fit.
    let height = if end > whole && whole > 2 { whole - 1 } else { whole };
    // A window that grew has room again for what was above.
    form.scroll = form.scroll.min(end.saturating_sub(height));
    if let Some(slot) = slots.iter().find(|s| s.field == form.focus) {
        let bottom = slot.y + slot.height.min(height);
        form.scroll = form.scroll.min(slot.y).max(bottom.saturating_sub(height));
    }
    form.scroll = form.scroll.min(end.saturating_sub(height));
    if height < whole {
        more_below(canvas, area, end.saturating_sub(form.scroll + height));
    }
    for slot in slots {
        let Some(top) = slot.y.checked_sub(form.scroll) else { continue };
        if top >= height {
            continue;
        }
        let rows = slot.height.min(height - top);
        let (Ok(top), Ok(rows)) = (u16::try_from(top), u16::try_from(rows)) else { continue };
        let area = Rect::new(slot.x, area.y + top, slot.width, rows);
        draw_field(form, slot.field, canvas, area, label_cols, today);
    }
}

fn layout(form: &Form, area: Rect) -> Vec<Slot> {
    let half = area.width / 2;
    let mut slots: Vec<Slot> = Vec::new();
    let mut y = 0;
    for (field, (f, (_, right))) in form.fields.iter().zip(form.rows()).enumerate() {
        if !right && field > 0 {
            y += slots.last().map_or(0, |s: &Slot| s.height);
        }
        let x = if right { area.x + half } else { area.x };
        let width = if form.two && f.half { half } else { area.width };
        slots.push(Slot { field, x, y, width, height: rows(form, field) });
    }
    // Room that is left goes to the last field of many lines, usually the minutes; a text that is longer gets more.
    let used = slots.last().map_or(0, |s| s.y + s.height);
    let spare = usize::from(area.height).saturating_sub(used);
    if let Some(at) = slots.iter().rposition(|s| form.fields[s.field].kind == Kind::Lines) {
        slots[at].height += spare;
        for later in &mut slots[at + 1..] {
            later.y += spare;
        }
    }
    slots
}

/// A field of many lines shows what it holds, and room to type while it has the focus.
fn rows(form: &Form, field: usize) -> usize {
    let f = &form.fields[field];
    match (f.kind == Kind::Lines, field == form.focus) {
        (false, _) => 1,
        (true, true) => LINES + 1,
        (true, false) => f.editor.text().lines().count().clamp(1, LINES),
    }
}

fn draw_field(form: &mut Form, index: usize, canvas: &mut Canvas, area: Rect, label_cols: u16, today: Date) {
    let focused = index == form.focus;
    let replaced = focused && (form.replaces() || form.fields[index].editor.is_marked());
    let theme = canvas.theme;
    let reading = form.reading(&form.fields[index], today);
    let field = &mut form.fields[index];
    let mark = if focused { ">" } else { " " };
    canvas.text(area.x, area.y, 1, mark, theme.label);
    canvas.text(area.x + 1, area.y, label_cols - 1, &field.label, theme.label);
    let x = area.x + label_cols;
    let room = area.width.saturating_sub(label_cols + 1);
    let style = if replaced || focused && field.kind == Kind::Action { theme.selected } else { theme.field };
    if field.kind == Kind::Lines {
        let cols = room.saturating_sub(1);
        let text_style = if replaced { theme.selected } else { theme.normal };
        let lines = wrap(field.editor.text(), cols.into());
        let (row, col) = field.editor.place(cols.into());
        let height = usize::from(area.height);
        // At rest a text is read from its beginning.
        field.top = if focused { field.top.min(row).max((row + 1).saturating_sub(height)) } else { 0 };
        for y in 0..area.height {
            canvas.fill(Rect::new(x, area.y + y, cols, 1), theme.normal);
            let at = field.top + usize::from(y);
            let Some(range) = lines.get(at) else { continue };
            let used = canvas.text(x, area.y + y, cols, &field.editor.text()[range.clone()], text_style);
            if !focused && y + 1 == area.height && at + 1 < lines.len() {
                canvas.text(x + used.min(cols - 1), area.y + y, 1, "…", theme.dim);
            }
        }
        if field.editor.is_empty() {
            canvas.text(x, area.y, cols, &field.hint, theme.dim);
        }
        if focused {
            form.cols = cols.into();
            let (dx, dy) = (u16::try_from(col).unwrap_or(0), u16::try_from(row - field.top).unwrap_or(0));
            canvas.set_cursor(x + dx.min(cols), area.y + dy);
        }
        return;
    }
    let (note, note_style) = match &reading {
        Ok(text) => (text.as_str(), theme.dim),
        Err(text) => (text.as_str(), theme.bad),
    };
    let note_cols = u16::try_from(width(note)).unwrap_or(0);
    let cols = room.saturating_sub(if note_cols > 0 { note_cols + 1 } else { 0 });
    canvas.fill(Rect::new(x, area.y, cols, 1), style);
    // A long line scrolls sideways with its cursor.
    let text = field.editor.text();
    let before = &text[..field.editor.cursor()];
    let mut start = 0;
    while width(&before[start..]) + 1 > usize::from(cols) && start < before.len() {
        start += before[start..].chars().next().map_or(1, char::len_utf8);
    }
    match &field.kind {
        Kind::Choice(options) if focused => draw_choice(canvas, (x, area.y, cols), text, options),
        Kind::Choice(_) => {
            canvas.text(x, area.y, cols, &cut_with_sign(text, cols.into()), style);
        }
        _ => {
            canvas.text(x, area.y, cols, &text[if focused { start } else { 0 }..], style);
        }
    }
    if text.is_empty() {
        canvas.text(x, area.y, cols, &field.hint, theme.dim);
    }
    canvas.text(x + cols + 1, area.y, note_cols, note, note_style);
    if focused && field.kind != Kind::Action {
        let at = u16::try_from(width(&before[start..])).unwrap_or(0);
        canvas.set_cursor(x + at.min(cols.saturating_sub(1)), area.y);
    }
}

/// What is chosen, and behind it what else can be, by number: all of it where there is room, else at least how many.
fn draw_choice(canvas: &mut Canvas, (x, y, cols): (u16, u16, u16), text: &str, options: &[String]) {
    let theme = canvas.theme;
    let at = options.iter().position(|o| o == text).map_or(0, |i| i + 1);
    let count = format!("← → {at}/{}", options.len());
    let chosen = cut_with_sign(text, usize::from(cols).saturating_sub(width(&count) + 2));
    let used = canvas.text(x, y, cols, &chosen, theme.field) + 2;
    let menu: Vec<String> = options.iter().enumerate().map(|(i, o)| format!("{}{o}", i + 1)).collect();
    let (menu, room) = (menu.join(" "), usize::from(cols.saturating_sub(used)));
    let whole = format!("← → {menu}");
    let hint = if width(&whole) <= room { whole } else { format!("{count} {menu}") };
    // A stub of the first name says nothing.
    let hint = if room < width(&count) + 8 { count } else { cut_with_sign(&hint, room).into_owned() };
    canvas.text(x + used, y, cols.saturating_sub(used), &hint, theme.dim);
}
