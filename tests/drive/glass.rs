//! What a terminal shows that is told only what changed from frame to frame, as the hardest ones behave: of a wide
//! glyph that is overwritten by half, the other half keeps its colours. Not here: pressing and seeing (`driver`).

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

/// A glyph (none behind a wide one), its background, and whether it is reversed.
type Shown = (String, Color, bool);

pub struct Glass {
    before: Buffer,
    cells: Vec<Shown>,
}

impl Glass {
    pub fn new(area: Rect) -> Self {
        let before = Buffer::empty(area);
        Self { cells: vec![shown(&Cell::default()); before.content.len()], before }
    }

    /// Takes the next frame in; the first cell that does not show what the frame holds.
    pub fn show(&mut self, frame: &Buffer) -> Option<Position> {
        if frame.area != self.before.area {
            *self = Self::new(frame.area);
        }
        draw(&mut self.cells, &self.before, frame);
        self.before = frame.clone();
        let mut fresh = vec![shown(&Cell::default()); self.cells.len()];
        draw(&mut fresh, &Buffer::empty(frame.area), frame);
        let at = self.cells.iter().zip(&fresh).position(|(stale, fresh)| stale != fresh)?;
        Some(frame.pos_of(at).into())
    }
}

fn draw(cells: &mut [Shown], before: &Buffer, frame: &Buffer) {
    for (x, y, cell) in before.diff_iter(frame) {
        let at = frame.index_of(x, y);
        let wide = cell.symbol().width() > 1;
        if cells[at].0.is_empty() {
            cells[at - 1].0 = " ".into();
        }
        for behind in [at + 1, at + 2].iter().take(if wide { 2 } else { 1 }) {
            // Half of a wide glyph that this one cuts.
            if cells.get(*behind).is_some_and(|c| c.0.is_empty()) {
                cells[*behind].0 = " ".into();
            }
        }
        cells[at] = shown(cell);
        if wide && at + 1 < cells.len() {
            cells[at + 1] = (String::new(), cells[at].1, cells[at].2);
        }
    }
}

fn shown(cell: &Cell) -> Shown {
    (cell.symbol().to_owned(), cell.bg, cell.modifier.contains(Modifier::REVERSED))
}
