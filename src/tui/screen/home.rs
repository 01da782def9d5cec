//! The overview (F2): duties by month on the left or above, what is due with the days left below or beside.

use crate::{
    book::{self, Book},
    model::{
        date::{Date, Period},
        duty::{Entry, Status},
        import::FileKind,
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        popup::readings::Readings,
        widget::list::{ListState, more_below, row},
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// From this width on, the list stands beside the grid.
const WIDE: u16 = 118;

/// One row of the grid: a duty, for one 党小组 where it is per group, and its periods in order.
struct Row {
    name: String,
    entries: Vec<Entry>,
}

pub struct Home {
    year: i32,
    today: Date,
    rows: Vec<Row>,
    /// Rows and entries in the grid that are due or missed, the most urgent first.
    todo: Vec<(usize, usize)>,
    grid: ListState,
    /// The selected period within the row.
    at: usize,
    list: ListState,
    /// The list has the keys, not the grid.
    in_list: bool,
    notes: Vec<String>,
}

impl Home {
    pub fn new(book: &Book) -> book::Result<Self> {
        let today = book.today();
        let mut home = Self {
            year: today.year(),
            today,
            rows: Vec::new(),
            todo: Vec::new(),
            grid: ListState::default(),
            at: 0,
            list: ListState::default(),
            in_list: true,
            notes: Vec::new(),
        };
        home.refresh(book)?;
        Ok(home)
    }

    fn selected(&self) -> Option<&Entry> {
        if self.in_list {
            let (row, at) = self.todo.get(self.list.selected)?;
            return self.rows.get(*row)?.entries.get(*at);
        }
        self.rows.get(self.grid.selected)?.entries.get(self.at)
    }

    /// Opens the last record of an entry, or starts the missing one.
    fn open(&self, cx: &mut Cx) {
        let Some(entry) = self.selected() else { return };
        match (entry.status, entry.records.is_empty()) {
            (Status::NotApplicable, true) => cx.say("这一项在本支部不适用"),
            (Status::NotYet, true) => cx.say("还没到时候"),
            _ => {
                let missing = cx.book.missing(&entry.duty, entry.group.as_deref(), Some(entry.period));
                match cx.tried(missing) {
                    Some(Some(missing)) => cx.ask(missing.into()),
                    Some(None) => cx.say("这一项没有对应的记录表"),
                    None => {}
                }
            }
        }
    }

    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        self.year += by;
        let read = self.refresh(cx.book);
        cx.tried(read);
    }

    fn draw_grid(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let month = if area.width >= 76 { 4 } else { 3 };
        let name_cols = area.width.saturating_sub(month * 12 + 2).clamp(8, 24);
        canvas.text(area.x + 1, area.y, name_cols, &format!("{}年", self.year), theme.label);
        for m in 1..=12u16 {
            let now = self.year == self.today.year() && u32::from(m) == self.today.month();
            let style = if now { theme.tab_on } else { theme.label };
            canvas.text(area.x + name_cols + (m - 1) * month, area.y, month, &format!("{m:>2}"), style);
        }
        let room = usize::from(area.height).saturating_sub(1);
        let all = self.rows.len();
        let window = self.grid.window_over_sign(all, room);
        more_below(canvas, area, all - window.end);
        for (y, i) in (area.y + 1..).zip(window) {
            let on_row = !self.in_list && i == self.grid.selected;
            let duty = &self.rows[i];
            let style = if on_row { theme.tab_on } else { theme.normal };
            canvas.text(area.x, y, 1, if on_row { ">" } else { " " }, style);
            canvas.text(area.x + 1, y, name_cols - 1, &duty.name, style);
            for (k, entry) in duty.entries.iter().enumerate() {
                let (mark, style) = mark(entry.status, canvas);
                let (Ok(first), Ok(last)) =
                    (u16::try_from(entry.period.first_month()), u16::try_from(entry.period.last_month()))
                else {
                    continue;
                };
                // A long period is bracketed over its months, the mark in its last.
                let x = area.x + name_cols + (last - 1) * month;
                if last > first {
                    let from = area.x + name_cols + (first - 1) * month;
                    canvas.text(from, y, x - from, &"-".repeat((x - from - 1).into()), theme.dim);
                }
                let style = if on_row && k == self.at { theme.selected } else { style };
                canvas.text(x, y, month - 1, mark, style);
            }
        }
    }

    fn draw_list(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let head = format!("要做的和错过的({})", self.todo.len());
        let used = canvas.text(area.x + 1, area.y, area.width - 1, &head, theme.label);
        canvas.text(area.x + used + 3, area.y, area.width.saturating_sub(used + 4), &self.notes.join(" "), theme.due);
        if self.todo.is_empty() {
            canvas.text(area.x + 2, area.y + 1, area.width - 2, "眼下没有要做的", theme.good);
        }
        let room = usize::from(area.height).saturating_sub(1);
        let all = self.todo.len();
        let window = self.list.window_over_sign(all, room);
        more_below(canvas, area, all - window.end);
        for (y, i) in (area.y + 1..).zip(window) {
            let (r, k) = self.todo[i];
            let entry = &self.rows[r].entries[k];
            let (when, style) = match (entry.status, entry.days_left) {
                (Status::Due, Some(0)) => ("今天到期".to_owned(), theme.bad),
                (Status::Due, Some(days)) => (format!("还剩{days}天"), theme.due),
                _ => ("已错过".to_owned(), theme.dim),
            };
            let columns = [(10, when.as_str()), (10, &entry.period.name()), (area.width, &self.rows[r].name)];
            row(canvas, Rect::new(area.x, y, area.width, 1), &columns, self.in_list && i == self.list.selected, style);
        }
    }
}

/// What a status looks like: a character first, its colour second.
fn mark(status: Status, canvas: &Canvas) -> (&'static str, ratatui::style::Style) {
    let theme = canvas.theme;
    match status {
        Status::Done => ("已", theme.good),
        Status::Late => ("补", theme.due),
        Status::Missed => ("缺", theme.bad),
        Status::Due => ("待", theme.due),
        Status::NotYet => (" .", theme.dim),
        Status::NotApplicable => (" /", theme.dim),
    }
}

impl Layer for Home {
    fn place(&self) -> Place {
        Place::Home
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Open => self.open(cx),
            Cmd::New => cx.ask(Action::Run(Cmd::Meetings)),
            Cmd::Switch => self.in_list = !self.in_list,
            Cmd::Readings => {
                let today = if self.year == self.today.year() { self.today } else { Period::year(self.year).last() };
                let popup = Readings::new(cx.book, self.selected().map_or(today, |e| e.period.last().min(self.today)));
                if let Some(popup) = cx.tried(popup) {
                    cx.push(popup);
                }
            }
            Cmd::PreviousYear => self.turn_year(-1, cx),
            Cmd::NextYear => self.turn_year(1, cx),
            Cmd::Back => cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        let Some(Key { code, ctrl: false }) = input.as_command() else { return };
        match code {
            KeyCode::Char('2') => cx.ask(Action::Run(Cmd::Home)),
            KeyCode::Char('3') => cx.ask(Action::Run(Cmd::Meetings)),
            KeyCode::Char('4') => cx.ask(Action::Run(Cmd::ThemeDays)),
            KeyCode::Char('5') => cx.ask(Action::Run(Cmd::Members)),
            KeyCode::Char('6') => cx.ask(Action::Run(Cmd::Checklist)),
            KeyCode::Left if !self.in_list => self.at = self.at.saturating_sub(1),
            KeyCode::Right if !self.in_list => {
                let last = self.rows.get(self.grid.selected).map_or(0, |r| r.entries.len().saturating_sub(1));
                self.at = (self.at + 1).min(last);
            }
            KeyCode::Left | KeyCode::Right => self.in_list = false,
            _ if self.in_list => {
                self.list.input(input, self.todo.len());
            }
            _ => {
                let month = self.selected().map(|e| e.period.last_month());
                self.grid.input(input, self.rows.len());
                let entries = self.rows.get(self.grid.selected).map_or(&[][..], |r| &r.entries);
                let same = entries.iter().position(|e| Some(e.period.last_month()) >= month);
                self.at = same.unwrap_or(entries.len().saturating_sub(1));
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        if area.width >= WIDE {
            self.draw_grid(canvas, Rect { width: 76, ..area });
            self.draw_list(canvas, Rect { x: area.x + 78, width: area.width - 78, ..area });
            return;
        }
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(1);
        let grid = rows.min(area.height * 2 / 3);
        self.draw_grid(canvas, Rect { height: grid, ..area });
        self.draw_list(canvas, Rect { y: area.y + grid, height: area.height - grid, ..area });
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let mut rows: Vec<Row> = Vec::new();
        for entry in book.calendar(self.year)? {
            let name = entry.group.as_ref().map_or(entry.name.clone(), |g| format!("{} {g}", entry.name));
            match rows.last_mut().filter(|r| r.name == name) {
                Some(row) => row.entries.push(entry),
                None => rows.push(Row { name, entries: vec![entry] }),
            }
        }
        rows.retain(|r| r.entries.iter().any(|e| e.status != Status::NotApplicable));
        let cells =
            || rows.iter().enumerate().flat_map(|(i, r)| r.entries.iter().enumerate().map(move |(k, e)| (i, k, e)));
        let mut due: Vec<_> = cells().filter(|(_, _, e)| e.status == Status::Due).collect();
        due.sort_by_key(|(i, _, e)| (e.days_left, *i));
        let mut missed: Vec<_> = cells().filter(|(_, _, e)| e.status == Status::Missed).collect();
        missed.sort_by_key(|(i, _, e)| (std::cmp::Reverse(e.period.last()), *i));
        self.todo = due.into_iter().chain(missed).map(|(i, k, _)| (i, k)).collect();
        self.rows = rows;
        self.notes.clear();
        for (kind, key) in [(FileKind::Roster, "F5"), (FileKind::Activities, "F3")] {
            let open = book.issues_of(kind)?.len();
            if open > 0 {
                self.notes.push(format!("{}导入后待核{open}处({key} 再按 Ctrl+E)", kind.name()));
            }
        }
        let untalked = book.untalked(self.year)?.len();
        if untalked > 0 {
            self.notes.push(format!("没谈心谈话{untalked}人(F3 Ctrl+T)"));
        }
        Ok(())
    }
}
