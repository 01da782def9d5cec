//! A ruled table of a Word file: its grid, its cells, which rows may run over pages.
//! Not here: the file around it (`docx`), what stands in it (`book::papers`).

use super::{BODY_SIZE, body, lines, run};
use crate::{
    model::paper::{PaperCell, head_rows},
    text::width::width as columns,
};
use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType,
    TableRow, VAlignType, VMergeType, WidthType,
};

/// One line of body text in a form, in twips: room for a 12 pt character and for handwriting.
const LINE: u32 = 400;
/// [`BODY_SIZE`], which a [`LINE`] is made for.
const FULL_SIZE: u32 = 24;
/// A row of at most so many lines is not split over pages.
const KEPT_WHOLE: usize = 10;

/// Half points for the text of a form: wide tables need smaller type to keep a number on one line, and what lies
/// landscape is a long list.
fn form_size(columns: usize, landscape: bool) -> usize {
    match columns {
        0..=6 if !landscape => BODY_SIZE,
        0..=12 => 20,
        _ => 14,
    }
}

/// Lines that a text takes in so many twips, as far as the widths of its characters tell.
fn lines_taken(text: &str, room: usize, size: usize) -> usize {
    // A narrow character is half as wide as the type is high, which is told in half points of 10 twips.
    let fit = (room / (size * 5)).max(1);
    lines(text).map(|line| columns(line).div_ceil(fit).max(1)).sum()
}

/// Widths in twips for the grid: relative widths shared out over the text width, with nothing lost to rounding.
fn grid(widths: &[u32], total: u32) -> Vec<usize> {
    let sum: u64 = widths.iter().map(|w| u64::from(*w)).sum::<u64>().max(1);
    let mut edge = 0u64;
    let mut before = 0u64;
    widths
        .iter()
        .map(|w| {
            edge += u64::from(*w);
            let x = u64::from(total) * edge / sum;
            let width = x - before;
            before = x;
            usize::try_from(width).unwrap_or(0)
        })
        .collect()
}

/// WPS lays out by the grid, Word by the cells: both are given.
pub(super) fn table(widths: &[u32], rows: &[Vec<PaperCell>], total: u32, landscape: bool) -> Table {
    let grid = grid(widths, total);
    let size = form_size(grid.len(), landscape);
    let padding = if size < BODY_SIZE { 40 } else { 100 };
    let heads = head_rows(rows);
    let joined_at = |row: usize, column: usize| {
        let mut at = 0;
        rows.get(row).is_some_and(|cells| {
            cells.iter().any(|c| {
                let here = at == column && c.joined;
                at += c.span.max(1);
                here
            })
        })
    };
    let rows = rows.iter().enumerate().map(|(i, cells)| {
        let mut column = 0;
        let mut taken = 0;
        let room = cells.iter().map(|c| c.min_lines).max().unwrap_or(1).max(1);
        let cells = cells.iter().map(|c| {
            let end = (column + c.span.max(1)).min(grid.len());
            let width = grid.get(column..end).map_or(0, |g| g.iter().sum());
            taken = taken.max(lines_taken(&c.text, width.saturating_sub(2 * padding), size));
            let cell = cell(c, width, size);
            let goes_on = joined_at(i + 1, column);
            column = end;
            match (c.joined, goes_on) {
                (true, _) => cell.vertical_merge(VMergeType::Continue),
                (false, true) => cell.vertical_merge(VMergeType::Restart),
                (false, false) => cell,
            }
        });
        let row = TableRow::new(cells.collect());
        // Small type needs less room, and a list that has it fits more people on a page.
        let line = LINE * u32::try_from(size).unwrap_or(LINE) / FULL_SIZE;
        let height = line * u32::try_from(room).unwrap_or(1) + 120;
        let row = row.row_height(height as f32).height_rule(HeightRule::AtLeast);
        // What is long, as minutes are, runs over pages: kept whole it would leave half a page empty before it.
        if i < heads || taken.max(room) <= KEPT_WHOLE { row.cant_split() } else { row }
    });
    Table::new(rows.collect())
        .set_grid(grid.clone())
        .width(grid.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(40, padding, 40, padding))
}

fn cell(c: &PaperCell, width: usize, size: usize) -> TableCell {
    let place = if c.label || c.min_lines <= 1 { VAlignType::Center } else { VAlignType::Top };
    let table_cell = TableCell::new().width(width, WidthType::Dxa).grid_span(c.span.max(1)).vertical_align(place);
    lines(&c.text).fold(table_cell, |t, line| {
        t.add_paragraph(if c.label {
            Paragraph::new().align(AlignmentType::Center).add_run(run(line, "宋体").bold().size(size))
        } else if c.centred {
            body(line, size).align(AlignmentType::Center)
        } else {
            body(line, size)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use docx_rs::TableChild;

    /// For every row whether it stands on one page.
    fn kept_whole(rows: &[Vec<PaperCell>]) -> Vec<bool> {
        let table = table(&[1, 3], rows, 9_298, false);
        table.rows.into_iter().map(|TableChild::TableRow(row)| row.property.cant_split.is_some()).collect()
    }

    #[test]
    fn short_rows_stay_on_one_page_and_long_ones_run_over() {
        let row = |text: String| vec![PaperCell::label("内容记录"), PaperCell::content(text).room(8)];
        let rows = [
            row("短".into()),
            row("一行\n".repeat(9)),
            row("一行\n".repeat(40)),
            row("说".repeat(300)),
            row("说".into()),
        ];
        assert_eq!(kept_whole(&rows), [true, true, false, false, true]);
        let room = vec![PaperCell::label("总结"), PaperCell::content("").room(28)];
        let head = vec![PaperCell::label("项目"), PaperCell::label("内容")];
        assert_eq!(kept_whole(&[head, room]), [true, false], "a head always");
    }
}
