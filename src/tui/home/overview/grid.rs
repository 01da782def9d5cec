//! The duties of a year by month, alone or beside those of the year before: how they are drawn and walked.
//! Not here: what is still to be done (`overview`), how a duty stands (`model::duty`).

use crate::{
    model::{
        date::Date,
        duty::{Count, Entry, Status},
    },
    text::width::cut_before_last_word,
    tui::{
        input::Input,
        key::Key,
        paint::Canvas,
        widget::list::{ListState, more_below},
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

/// From this width on, the two years stand side by side; below it, one under the other where they are asked for.
pub const WIDE: u16 = 118;
/// Columns of a count (`11/12`).
const COUNT: u16 = 8;

/// A duty, for one 党小组 where it is per group, with its periods in order.
pub struct Row {
    pub name: String,
    pub now: Vec<Entry>,
    /// The entries of the year before; empty where there was no such duty or group.
    pub last: Vec<Entry>,
}

impl Row {
    /// The id of the row's duty.
    fn duty(&self) -> Option<&str> {
        self.now.first().or(self.last.first()).map(|e| e.duty.as_str())
    }

    fn of(&self, past: bool) -> &[Entry] {
        if past { &self.last } else { &self.now }
    }
}

/// The rows of two years: those of this one in order, what only the year before had after the same duty.
pub fn rows(now: Vec<Entry>, last: Vec<Entry>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (entry, past) in now.into_iter().map(|e| (e, false)).chain(last.into_iter().map(|e| (e, true))) {
        let same_duty = |r: &Row| r.duty() == Some(entry.duty.as_str());
        let same = |r: &Row| r.now.first().or(r.last.first()).is_some_and(|e| e.group == entry.group);
        let at = match rows.iter().position(|r| same_duty(r) && same(r)) {
            Some(at) => at,
            None => {
                let name = entry.group.as_ref().map_or(entry.name.clone(), |g| format!("{} {g}", entry.name));
                let at = rows.iter().rposition(same_duty).map_or(rows.len(), |last| last + 1);
                rows.insert(at, Row { name, now: Vec::new(), last: Vec::new() });
                at
            }
        };
        let row = &mut rows[at];
        if past { row.last.push(entry) } else { row.now.push(entry) }
    }
    rows
}

/// How the two years lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// This year alone.
    Alone,
    /// The year before under each row.
    Below,
    Beside,
}

pub struct Grid {
    pub year: i32,
    today: Date,
    pub rows: Vec<Row>,
    row: usize,
    /// The selected period within the row.
    at: usize,
    /// The selected period is of the year before.
    past: bool,
    /// Whether both years are shown; `None`: where there is room.
    both: Option<bool>,
    wide: bool,
    lines: ListState,
}

impl Grid {
    pub fn new(year: i32, today: Date) -> Self {
        let (rows, lines) = (Vec::new(), ListState::default());
        Self { year, today, rows, row: 0, at: 0, past: false, both: None, wide: false, lines }
    }

    pub fn selected(&self) -> Option<&Entry> {
        self.rows.get(self.row)?.of(self.past).get(self.at)
    }

    fn way(&self) -> Way {
        match (self.both.unwrap_or(self.wide), self.wide) {
            (false, _) => Way::Alone,
            (true, true) => Way::Beside,
            (true, false) => Way::Below,
        }
    }

    /// Shows the year before beside this one, or no longer.
    pub fn toggle(&mut self) {
        self.both = Some(self.way() == Way::Alone);
        self.past &= self.way() != Way::Alone;
    }

    /// Whether the year before is on the screen.
    pub fn shows_last(&self) -> bool {
        self.way() != Way::Alone
    }

    /// Takes the width before drawing; whether the grid wants all of it.
    pub fn fit(&mut self, width: u16) -> bool {
        self.wide = width >= WIDE;
        self.way() == Way::Beside
    }

    /// How many rows the grid takes on the screen, with the headings.
    pub fn height(&self) -> u16 {
        u16::try_from(self.line_count()).unwrap_or(u16::MAX).saturating_add(1)
    }

    fn line_count(&self) -> usize {
        self.rows.len() * if self.way() == Way::Below { 2 } else { 1 }
    }

    fn line(&self) -> usize {
        if self.way() == Way::Below { self.row * 2 + usize::from(self.past) } else { self.row }
    }

    pub fn input(&mut self, input: &Input) {
        let Some(Key { code, ctrl: false }) = input.as_command() else { return };
        let entries = |grid: &Self, past: bool| grid.rows.get(grid.row).map_or(0, |r| r.of(past).len());
        match code {
            KeyCode::Left if self.at > 0 => self.at -= 1,
            KeyCode::Left if self.past && self.way() == Way::Beside && entries(self, false) > 0 => {
                (self.past, self.at) = (false, entries(self, false) - 1);
            }
            KeyCode::Right if self.at + 1 < entries(self, self.past) => self.at += 1,
            KeyCode::Right if !self.past && self.way() == Way::Beside && entries(self, true) > 0 => {
                (self.past, self.at) = (true, 0);
            }
            KeyCode::Left | KeyCode::Right => {}
            _ => {
                let month = self.selected().map(|e| e.period.last_month());
                self.lines.selected = self.line();
                self.lines.input(input, self.line_count());
                if self.way() == Way::Below {
                    (self.row, self.past) = (self.lines.selected / 2, self.lines.selected % 2 == 1);
                } else {
                    self.row = self.lines.selected;
                }
                let entries = self.rows.get(self.row).map_or(&[][..], |r| r.of(self.past));
                let same = entries.iter().position(|e| Some(e.period.last_month()) >= month);
                self.at = same.unwrap_or(entries.len().saturating_sub(1));
            }
        }
    }

    /// Draws the grid; `focused`: it has the keys.
    pub fn draw(&mut self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let way = self.way();
        let both = way == Way::Beside;
        let month = if area.width >= if both { 146 } else { 76 } { 4 } else { 3 };
        let months = month * 12;
        let counted = if way == Way::Alone { 2 } else { COUNT };
        let name_cols = area.width.saturating_sub((months + counted) * if both { 2 } else { 1 }).clamp(8, 24);
        let left = area.x + name_cols;
        let right = left + months + counted;
        self.heading(canvas, Rect { x: left, height: 1, ..area }, month, self.year);
        canvas.text(area.x + 1, area.y, name_cols, &format!("{}年", self.year), canvas.theme.label);
        if both {
            self.heading(canvas, Rect { x: right, height: 1, ..area }, month, self.year - 1);
            canvas.text(left + months, area.y, COUNT, &format!("{}年", self.year), canvas.theme.label);
            canvas.text(right + months, area.y, COUNT, &format!("{}年", self.year - 1), canvas.theme.label);
        }
        let room = usize::from(area.height).saturating_sub(1);
        let all = self.line_count();
        self.lines.selected = self.line();
        let window = self.lines.window_over_sign(all, room);
        more_below(canvas, area, all - window.end);
        let theme = canvas.theme;
        for (y, line) in (area.y + 1..).zip(window) {
            let (i, under) = if way == Way::Below { (line / 2, line % 2 == 1) } else { (line, false) };
            let on_row = focused && line == self.line();
            let row = &self.rows[i];
            let style = if on_row { theme.tab_on } else { theme.normal };
            canvas.text(area.x, y, 1, if on_row { ">" } else { " " }, style);
            let year_before = format!("  {}年", self.year - 1);
            let (name, style) = if under { (&year_before, theme.dim) } else { (&row.name, style) };
            // A blank stays before the first month.
            let name = cut_before_last_word(name, usize::from(name_cols).saturating_sub(2));
            canvas.text(area.x + 1, y, name_cols - 2, &name, style);
            let marks: &[(u16, bool)] = match way {
                Way::Beside => &[(left, false), (right, true)],
                _ => &[(left, under)],
            };
            for &(x, past) in marks {
                let chosen = (on_row && past == self.past).then_some(self.at);
                draw_months(canvas, (x, y), month, row.of(past), chosen);
                let count = Count::of(row.of(past));
                if way != Way::Alone && count.of > 0 {
                    let style = if count.done < count.of { theme.due } else { theme.good };
                    canvas.text(x + months, y, COUNT - 2, &count.to_string(), style);
                }
            }
        }
    }

    fn heading(&self, canvas: &mut Canvas, area: Rect, month: u16, year: i32) {
        let theme = canvas.theme;
        for m in 1..=12u16 {
            let now = year == self.today.year() && u32::from(m) == self.today.month();
            let style = if now { theme.tab_on } else { theme.label };
            canvas.text(area.x + (m - 1) * month, area.y, month, &format!("{m:>2}"), style);
        }
    }
}

/// A long period is bracketed over its months, the mark in its last.
fn draw_months(canvas: &mut Canvas, (left, y): (u16, u16), month: u16, entries: &[Entry], chosen: Option<usize>) {
    let theme = canvas.theme;
    for (k, entry) in entries.iter().enumerate() {
        let (mark, style) = mark(entry, canvas);
        let (Ok(first), Ok(last)) =
            (u16::try_from(entry.period.first_month()), u16::try_from(entry.period.last_month()))
        else {
            continue;
        };
        let x = left + (last - 1) * month;
        if last > first {
            let from = left + (first - 1) * month;
            canvas.text(from, y, x - from, &"-".repeat((x - from - 1).into()), theme.dim);
        }
        canvas.text(x, y, month - 1, mark, if chosen == Some(k) { theme.selected } else { style });
    }
}

/// What an entry looks like: a character first, its colour second.
fn mark(entry: &Entry, canvas: &Canvas) -> (&'static str, Style) {
    let theme = canvas.theme;
    match entry.status {
        _ if entry.in_part() => ("半", theme.due),
        Status::Done => ("已", theme.good),
        Status::Late => ("补", theme.due),
        Status::Missed => ("缺", theme.bad),
        Status::Due => ("待", theme.due),
        Status::NotYet => (" .", theme.dim),
        Status::NotApplicable => (" /", theme.dim),
    }
}
