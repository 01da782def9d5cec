//! The totals by quarter as a line of plain characters, with the figures below. Looking writes nothing.
//! Not here: where the figures come from (`book`).

use crate::{
    book::{self, Book},
    model::trend::Point,
    text::width::{cut_with_sign, fit},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::Canvas,
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Rows of the chart, where there is room and where there is little, and columns from one quarter to the next.
const ROWS: usize = 8;
const LEAST_ROWS: usize = 3;
const STEP: usize = 8;
const LEAST_STEP: usize = 6;
/// Columns before the chart, for the scale.
const SCALE: usize = 6;

pub struct Trend {
    year: i32,
    points: Vec<Point>,
}

impl Trend {
    pub fn new(book: &Book, year: i32) -> book::Result<Self> {
        Ok(Self { year, points: book.trend(year)? })
    }
}

/// The chart, top row first: `o` the figure of a quarter, `.` the line between two, `+` where it would stand with what
/// is open at its maximum.
fn chart(points: &[Point], (height, width): (usize, usize)) -> Vec<String> {
    let top = points.iter().map(|p| p.max.0.max(p.expected.0)).max().unwrap_or(0).max(1);
    let (top, rows) = (i128::from(top), i128::try_from(height).unwrap_or(1) - 1);
    // From the bottom, rounded to the nearest row.
    let row = |hundredths: i128| usize::try_from((hundredths.clamp(0, top) * rows * 2 + top) / (2 * top)).unwrap_or(0);
    let mut grid = vec![vec![' '; width * points.len()]; height];
    let mut put = |x: usize, y: usize, c: char| {
        if let Some(cell) = grid.get_mut(height - 1 - y.min(height - 1)).and_then(|line| line.get_mut(x)) {
            *cell = c;
        }
    };
    for (i, pair) in points.windows(2).enumerate() {
        for dx in 1..width {
            let at = |p: &Point| i128::from(p.expected.0);
            let (from, rise) = (at(&pair[0]), at(&pair[1]) - at(&pair[0]));
            let across = |columns: usize| i128::try_from(columns).unwrap_or(1);
            put(i * width + width / 2 + dx, row(from + rise * across(dx) / across(width)), '.');
        }
    }
    for (i, p) in points.iter().enumerate() {
        let x = i * width + width / 2;
        if p.open.0 > 0 {
            put(x, row((p.expected + p.open).0.into()), '+');
        }
        put(x, row(p.expected.0.into()), 'o');
    }
    let scale = |from_top: usize| match from_top {
        0 => format!("{:>4} |", top / 100),
        n if n == height - 1 => format!("{:>4} |", 0),
        _ => format!("{:>4} |", ""),
    };
    grid.into_iter().enumerate().map(|(y, line)| scale(y) + &line.into_iter().collect::<String>()).collect()
}

impl Layer for Trend {
    fn place(&self) -> Place {
        Place::Paper
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if matches!(cmd, Cmd::Close | Cmd::Back) {
            cx.ask(Action::Pop);
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if matches!(input, Input::Key(k) if k.code == KeyCode::Enter) {
            cx.ask(Action::Pop);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(area, &format!("得分走势:{}-{}年,按季度", self.year - 1, self.year));
        let theme = canvas.theme;
        // The figures matter more than the picture of them.
        let mut y = inner.y;
        let rows = usize::from(inner.height).saturating_sub(self.points.len() + 3).min(ROWS);
        let room = usize::from(inner.width).saturating_sub(SCALE);
        let step = if STEP * self.points.len() <= room { STEP } else { LEAST_STEP };
        if rows >= LEAST_ROWS {
            for line in chart(&self.points, (rows, step)) {
                canvas.text(inner.x, y, inner.width, &line, theme.good);
                y += 1;
            }
            let names = self.points.iter().map(|p| format!("{:^step$}", short(p))).collect::<String>();
            canvas.text(inner.x, y, inner.width, &format!("{}{names}", " ".repeat(SCALE)), theme.label);
            y += 1;
        }
        let line = |parts: [&str; 6]| {
            let cols = [8, 10, 7, 7, 5, 40];
            parts.iter().zip(cols).map(|(text, cols)| fit(text, cols) + " ").collect::<String>()
        };
        canvas.text(inner.x, y, inner.width, &line(["季度", "截至", "得分", "待评", "满分", "依据"]), theme.label);
        y += 1;
        for p in &self.points {
            let (expected, open, max) = (p.expected.to_string(), p.open.to_string(), p.max.to_string());
            let text = line([&p.quarter.to_string(), &p.on.to_string(), &expected, &open, &max, &p.basis.text()]);
            if y < inner.bottom() - 1 {
                canvas.text(inner.x, y, inner.width, &cut_with_sign(text.trim_end(), inner.width.into()), theme.normal);
                y += 1;
            }
        }
        let note = "o 得分(预估)  + 加上待评的满分;没评过的季度按记录推算";
        let note = cut_with_sign(note, inner.width.into());
        canvas.text(inner.x, inner.bottom() - 1, inner.width, &note, theme.dim);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.points = book.trend(self.year)?;
        Ok(())
    }
}

/// The quarter in few characters: `26Q1`.
fn short(p: &Point) -> String {
    format!("{:02}Q{}", p.quarter.year % 100, p.quarter.last_month().div_ceil(3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        date::{Period, Span},
        points::Points,
        trend::Basis,
    };

    #[test]
    fn the_line_goes_from_figure_to_figure() {
        let point = |quarter: Period, expected: i64, open: i64| Point {
            quarter,
            on: quarter.last(),
            expected: Points(expected),
            open: Points(open),
            max: Points(10_000),
            basis: Basis::Records,
        };
        let quarters: Vec<Period> = Period::all_of(Span::Quarter, 2026).collect();
        let lines = chart(&[point(quarters[0], 0, 10_000), point(quarters[1], 10_000, 0)], (ROWS, STEP));
        assert_eq!(lines.len(), ROWS);
        assert_eq!((lines[0].as_str(), lines[7].trim_end()), (" 100 |    +       o   ", "   0 |    o"));
        assert!(lines[1..7].iter().all(|l| l.contains('.')), "{lines:#?}");
        assert!(chart(&[], (LEAST_ROWS, STEP)).iter().all(|l| l.trim_end().ends_with('|')));
    }
}
