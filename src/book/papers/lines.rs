//! A paper as lines of text, for the screen: what is ruled on paper is drawn with `|` and `-`.
//! Not here: the window that it is read in.

use crate::{
    model::paper::{Block, Paper, PaperCell, head_rows},
    text::{
        width::{clean, cut, fit, width},
        wrap::wrap,
    },
};

/// One line of a paper as text, at most as wide as was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// The line is a title or heading.
    pub head: bool,
}

/// The whole paper in lines of at most `cols` columns, as long as that is three for each column of a table. Room to write on paper takes one line here.
pub fn paper_lines(paper: &Paper, cols: usize) -> Vec<Line> {
    let mut out = Lines { cols, lines: Vec::new() };
    out.title(&paper.title);
    for block in &paper.blocks {
        match block {
            Block::Text(text) => out.wrapped(text, false),
            Block::Heading(text) => {
                out.push("", false);
                out.wrapped(text, true);
            }
            Block::Table { widths, rows } => out.form(widths, rows),
            Block::Signatures(labels) => {
                let signed: Vec<String> = labels.iter().map(|l| format!("{l}:____________")).collect();
                out.push("", false);
                out.wrapped(&signed.join("  "), false);
            }
            Block::Sheet(title) => {
                out.push("", false);
                out.push(&"=".repeat(cols), false);
                out.title(title);
            }
            Block::Photos(photos) => photos.iter().for_each(|p| out.wrapped(&format!("[照片:{}]", p.name), false)),
            Block::Cover(lines) => lines.iter().for_each(|l| out.title(l)),
        }
    }
    out.lines
}

struct Lines {
    cols: usize,
    lines: Vec<Line>,
}

impl Lines {
    fn push(&mut self, text: &str, head: bool) {
        self.lines.push(Line { text: text.to_owned(), head });
    }

    fn wrapped(&mut self, text: &str, head: bool) {
        for range in wrap(text, self.cols) {
            self.push(cut(&clean(&text[range]), self.cols), head);
        }
    }

    fn title(&mut self, text: &str) {
        for range in wrap(text, self.cols) {
            let line = clean(&text[range]).into_owned();
            let before = self.cols.saturating_sub(width(&line)) / 2;
            self.push(cut(&format!("{}{line}", " ".repeat(before)), self.cols), true);
        }
    }

    fn form(&mut self, widths: &[u32], rows: &[Vec<PaperCell>]) {
        let edges = edges(widths, self.cols);
        let heads = head_rows(rows);
        let mut above: Vec<usize> = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let marks = marks(row, &edges);
            // A list is read line by line: rules only about its head, and where its columns change.
            if heads == 0 || i <= heads || marks != above {
                self.rule(&above, &marks);
            }
            self.row(row, &marks);
            above = marks;
        }
        if !above.is_empty() {
            self.rule(&[], &above);
        }
    }

    /// A line between two rows, with a `+` wherever a column of either begins or ends.
    fn rule(&mut self, above: &[usize], below: &[usize]) {
        let end = below.last().copied().unwrap_or(0);
        let line: String =
            (0..=end).map(|x| if above.contains(&x) || below.contains(&x) { '+' } else { '-' }).collect();
        self.push(&line, false);
    }

    fn row(&mut self, row: &[PaperCell], marks: &[usize]) {
        let cells: Vec<(Vec<String>, usize)> = row
            .iter()
            .zip(marks.windows(2))
            .map(|(cell, edge)| {
                let cols = edge[1] - edge[0] - 1;
                let lines = wrap(&cell.text, cols).into_iter().map(|r| clean(&cell.text[r]).into_owned());
                (lines.map(|line| placed(&line, cols, cell.centred)).collect(), cols)
            })
            .collect();
        let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
        for i in 0..height {
            let mut text = String::from("|");
            for (lines, cols) in &cells {
                text.push_str(&lines.get(i).map_or_else(|| " ".repeat(*cols), Clone::clone));
                text.push('|');
            }
            self.push(&text, false);
        }
    }
}

/// A line of a cell, padded to its width.
fn placed(line: &str, cols: usize, centred: bool) -> String {
    let before = if centred { cols.saturating_sub(width(line)) / 2 } else { 0 };
    fit(&format!("{}{line}", " ".repeat(before)), cols)
}

/// Where the columns' edges stand: one more than there are columns, the first at 0, the last at the right margin. Every
/// column has room for at least one wide character, as far as the page has.
fn edges(widths: &[u32], cols: usize) -> Vec<usize> {
    const LEAST: usize = 3;
    let sum = widths.iter().map(|w| *w as usize).sum::<usize>().max(1);
    let spare = cols.saturating_sub(1 + LEAST * widths.len());
    let mut shared = 0;
    let mut edges = vec![0];
    for (i, w) in widths.iter().enumerate() {
        shared += *w as usize;
        edges.push((i + 1) * LEAST + spare * shared / sum);
    }
    edges
}

/// The edges at which the cells of a row begin and end.
fn marks(row: &[PaperCell], edges: &[usize]) -> Vec<usize> {
    let mut at = 0;
    let ends = row.iter().map(|cell| {
        at = (at + cell.span.max(1)).min(edges.len() - 1);
        edges[at]
    });
    std::iter::once(0).chain(ends).collect()
}
