//! Drawing: text in columns, frames, clearing under popups, and the pass that keeps ambiguous glyphs narrow.
//! Not here: what is drawn (`widget`, the folders by noun).

use super::theme::Theme;
use crate::text::width::{clean, cut, settle, width};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};
use unicode_width::UnicodeWidthStr;

/// A buffer being painted, the theme, and the cell where typing happens.
pub struct Canvas<'a> {
    pub buf: &'a mut Buffer,
    pub theme: &'a Theme,
    pub cursor: Option<Position>,
}

impl Canvas<'_> {
    /// Writes as much of a line as fits into `cols` columns; returns the columns used. Control characters show as `·`.
    pub fn text(&mut self, x: u16, y: u16, cols: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let cleaned = clean(text);
        let shown = cut(&cleaned, cols.min(area.right() - x).into());
        self.blank_half(x, y);
        self.buf.set_string(x, y, shown, style);
        width(shown).try_into().unwrap_or(cols)
    }

    /// Writes a line in a cell of fixed width, the rest of it blank in the same style.
    pub fn cell(&mut self, x: u16, y: u16, cols: u16, text: &str, style: Style) {
        self.fill(Rect::new(x, y, cols, 1), style);
        self.text(x, y, cols, text, style);
    }

    /// Writes several styled pieces one after another; returns the columns used.
    pub fn pieces(&mut self, x: u16, y: u16, cols: u16, pieces: &[(&str, Style)]) -> u16 {
        pieces
            .iter()
            .fold(0, |used, (text, style)| used + self.text(x + used, y, cols.saturating_sub(used), text, *style))
    }

    /// Blanks an area in a style.
    pub fn fill(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            self.blank_half(area.x, y);
            for x in area.left()..area.right() {
                self.buf[(x, y)].reset();
                self.buf[(x, y)].set_style(style);
            }
        }
    }

    /// Draws a framed popup over what lies below; returns the area inside.
    pub fn popup(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buf.area);
        self.fill(area, self.theme.normal);
        if area.width < 4 || area.height < 3 {
            return area;
        }
        let style = self.theme.frame;
        let line = "─".repeat(usize::from(area.width - 2));
        for y in area.top() + 1..area.bottom() - 1 {
            self.buf.set_string(area.x, y, "│", style);
            self.buf.set_string(area.right() - 1, y, "│", style);
        }
        self.buf.set_string(area.x, area.y, format!("┌{line}┐"), style);
        self.buf.set_string(area.x, area.bottom() - 1, format!("└{line}┘"), style);
        let title = format!(" {title} ");
        self.text(area.x + 2, area.y, area.width - 4, &title, self.theme.label);
        Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
    }

    /// Puts the cursor where the input method must compose.
    pub fn set_cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position::new(x, y));
    }

    /// ratatui 0.30.2 skips a cell behind a wide glyph that the new text cuts in half: blank the half that stays.
    fn blank_half(&mut self, x: u16, y: u16) {
        let area = self.buf.area;
        if x > area.left() && y < area.bottom() && self.buf[(x - 1, y)].symbol().width() > 1 {
            self.buf[(x - 1, y)].set_symbol(" ");
        }
    }
}

/// A rectangle of at most this size in the middle of an area.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (w, h) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - w) / 2, area.y + (area.height - h) / 2, w, h)
}

/// Replaces each ambiguous glyph by a narrow twin, for a terminal where they take two columns, so that nothing shifts.
pub fn settle_glyphs(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if let Some(twin) = settle(cell.symbol()) {
            cell.set_symbol(twin);
        }
    }
}

/// Makes the cell behind each wide glyph differ from a blank. A terminal is told only what changed; where half of a
/// highlighted glyph is cut, the other half keeps its colour there, and a blank that always was one would not be told.
pub fn mark_halves(buf: &mut Buffer) {
    let cols = usize::from(buf.area.width).max(1);
    for row in buf.content.chunks_mut(cols) {
        for x in 1..row.len() {
            let glyph = row[x - 1].symbol();
            // Behind an emoji that is wide by its variant, ratatui writes this cell itself.
            if !glyph.is_ascii() && glyph.width() > 1 && !glyph.contains('\u{fe0f}') {
                row[x].set_symbol("");
            }
        }
    }
}
