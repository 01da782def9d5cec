//! The overview (F2): duties by month above or on the left, what is due with the days left below or beside.
//! Not here: the grid of duties (`grid`).

mod grid;

use crate::{
    book::{self, ActivityRow, Book},
    model::{
        date::{Date, Period},
        duty::{Applies, Entry, Status},
        import::FileKind,
    },
    text::width::whole_parts_with_sign,
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        key::Key,
        layer::{Action, Cx, Layer},
        meetings::readings::Readings,
        paint::Canvas,
        widget::{
            list::{ListState, more_below, row},
            pick::{Choice, Item, Pick},
        },
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use grid::{Grid, WIDE, rows};
use ratatui::layout::Rect;

/// One line of what is to be done.
enum Todo {
    /// A row of the grid and its entry.
    Duty(usize, usize),
    Ledger(LedgerDue),
}

/// The rows of a ledger whose deadline is over, or near.
struct LedgerDue {
    ledger: String,
    /// What waits, in words: `整改超期 2 件`.
    text: String,
    /// Days to the nearest deadline; `None`: it is over.
    days: Option<i64>,
}

pub struct Home {
    today: Date,
    grid: Grid,
    /// What is due or missed, the most urgent first.
    todo: Vec<Todo>,
    list: ListState,
    /// The list has the keys, not the grid.
    in_list: bool,
    notes: Vec<String>,
    /// The year before was read too.
    with_last: bool,
}

impl Home {
    pub fn new(book: &Book) -> book::Result<Self> {
        let today = book.today();
        let mut home = Self {
            today,
            grid: Grid::new(today.year(), today),
            todo: Vec::new(),
            list: ListState::default(),
            in_list: true,
            notes: Vec::new(),
            with_last: false,
        };
        home.refresh(book)?;
        Ok(home)
    }

    fn selected(&self) -> Option<&Entry> {
        if self.in_list {
            let Todo::Duty(row, at) = self.todo.get(self.list.selected)? else { return None };
            return self.grid.rows.get(*row)?.now.get(*at);
        }
        self.grid.selected()
    }

    /// Opens the record of an entry, asks which of several, or starts the missing one.
    fn open(&self, cx: &mut Cx) {
        if let (true, Some(Todo::Ledger(due))) = (self.in_list, self.todo.get(self.list.selected)) {
            return cx.ask(Action::Go(Go::Ledger(due.ledger.clone())));
        }
        let Some(entry) = self.selected() else { return };
        match (entry.status, entry.records.len()) {
            _ if entry.dues.is_some() => {
                cx.ask(Action::Go(Go::Dues(Period::month(entry.period.year, entry.period.last_month()))));
            }
            (Status::NotApplicable, 0) => {
                let founded = cx.book.org().and_then(|o| o.founded);
                let duty = cx.book.catalog().duty(&entry.duty);
                let why = duty.map_or("", |d| d.not_applicable(entry.period, founded, entry.group.is_some()));
                cx.say(format!("{}不适用:{why}", entry.name));
            }
            (Status::NotYet, 0) => cx.say("还没到时候"),
            (_, 0) => {
                let missing = cx.book.missing(&entry.duty, entry.group.as_deref(), Some(entry.period));
                match cx.tried(missing) {
                    Some(Some(missing)) => cx.ask(Action::Go(missing.into())),
                    Some(None) => cx.say("这一项没有对应的记录表"),
                    None => {}
                }
            }
            // The only one, and enough or lacking nothing but its roll.
            (status, 1) if entry.untold || !matches!(status, Status::Due | Status::Missed) => {
                cx.ask(Action::Go(Go::Activity(entry.records[0])));
            }
            _ => {
                let items = self.choices(entry, cx.book);
                let Some(items) = cx.tried(items) else { return };
                let title = format!("{} {}年{}的记录", entry.name, entry.period.year, entry.period.name());
                cx.push(Pick::filtered(&title, items));
            }
        }
    }

    /// The records of an entry, the last first, and one more.
    fn choices(&self, entry: &Entry, book: &Book) -> book::Result<Vec<Item>> {
        let all = book.activities(entry.period.year)?;
        let own = all.iter().filter(|a| entry.records.contains(&a.id)).rev();
        let item = |a: &ActivityRow| Item::new(&format!("{} {}", a.on, a.title), "", Choice::Go(Go::Activity(a.id)));
        let mut items: Vec<Item> = own.map(item).collect();
        if let Some(another) = book.another(&entry.duty, entry.group.as_deref(), Some(entry.period))? {
            items.push(Item::new("新记一次", "", Choice::Go(another.into())));
        }
        Ok(items)
    }

    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        self.grid.year += by;
        let read = self.refresh(cx.book);
        cx.tried(read);
    }

    fn draw_list(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let head = format!("要做的和错过的({})", self.todo.len());
        let used = canvas.text(area.x + 1, area.y, area.width - 1, &head, theme.label);
        let room = area.width.saturating_sub(used + 4);
        canvas.text(area.x + used + 3, area.y, room, &whole_parts_with_sign(&self.notes, room.into()), theme.due);
        if self.todo.is_empty() {
            canvas.text(area.x + 2, area.y + 1, area.width - 2, "眼下没有要做的", theme.good);
        }
        let room = usize::from(area.height).saturating_sub(1);
        let all = self.todo.len();
        let window = self.list.window_over_sign(all, room);
        more_below(canvas, area, all - window.end);
        for (y, i) in (area.y + 1..).zip(window) {
            let (days, lost, period, name) = match &self.todo[i] {
                Todo::Duty(r, k) => {
                    let (duty, entry) = (&self.grid.rows[*r], &self.grid.rows[*r].now[*k]);
                    let days = entry.days_left.filter(|_| entry.status == Status::Due);
                    let lost = if entry.can_be_made_up(self.today) {
                        ("可补交", theme.due)
                    } else {
                        ("已错过", theme.dim)
                    };
                    let unpaid = entry.unpaid().map(|u| format!(" {u}")).unwrap_or_default();
                    (days, lost, entry.period.name(), format!("{}{unpaid}", duty.name))
                }
                Todo::Ledger(due) => (due.days, ("已超期", theme.bad), "台账".to_owned(), due.text.clone()),
            };
            let (when, style) = match days {
                Some(0) => ("今天到期".to_owned(), theme.bad),
                Some(days) => (format!("还剩{days}天"), theme.due),
                None => (lost.0.to_owned(), lost.1),
            };
            let columns = [(10, when.as_str()), (10, &period), (area.width, &name)];
            row(canvas, Rect::new(area.x, y, area.width, 1), &columns, self.in_list && i == self.list.selected, style);
        }
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
            Cmd::Compare => {
                self.grid.toggle();
                let read = self.refresh(cx.book);
                cx.tried(read);
            }
            Cmd::Switch => self.in_list = !self.in_list,
            Cmd::Readings => {
                let today =
                    if self.grid.year == self.today.year() { self.today } else { Period::year(self.grid.year).last() };
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
            KeyCode::Char('7') => cx.ask(Action::Run(Cmd::Ledgers)),
            _ if !self.in_list => self.grid.input(input),
            KeyCode::Left | KeyCode::Right => self.in_list = false,
            _ => {
                self.list.input(input, self.todo.len());
            }
        }
    }

    fn fit(&mut self, area: Rect) -> bool {
        self.grid.fit(area.width);
        self.grid.shows_last() && !self.with_last
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let whole_width = self.grid.fit(area.width);
        if area.width >= WIDE && !whole_width {
            self.grid.draw(canvas, Rect { width: 76, ..area }, !self.in_list);
            self.draw_list(canvas, Rect { x: area.x + 78, width: area.width - 78, ..area });
            return;
        }
        let grid = self.grid.height().min(area.height * 2 / 3);
        self.grid.draw(canvas, Rect { height: grid, ..area }, !self.in_list);
        self.draw_list(canvas, Rect { y: area.y + grid, height: area.height - grid, ..area });
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        // The year before costs as much as this one: only where it is seen. First, because this year is asked for again.
        self.with_last = self.grid.shows_last();
        let last = if self.with_last { book.calendar(self.grid.year - 1)? } else { Vec::new() };
        let in_force = |e: &Entry| book.catalog().duty(&e.duty).is_none_or(|d| d.applies != Applies::Never);
        let shown = |all: Vec<Entry>| all.into_iter().filter(in_force).collect();
        let rows = rows(shown(book.calendar(self.grid.year)?), shown(last));
        let cells = || rows.iter().enumerate().flat_map(|(i, r)| r.now.iter().enumerate().map(move |(k, e)| (i, k, e)));
        let mut due: Vec<_> = cells().filter(|(_, _, e)| e.status == Status::Due).collect();
        due.sort_by_key(|(i, _, e)| (e.days_left, *i));
        let mut missed: Vec<_> = cells().filter(|(_, _, e)| e.status == Status::Missed).collect();
        missed.sort_by_key(|(i, _, e)| (std::cmp::Reverse(e.period.last()), *i));
        let mut coming: Vec<_> = due.into_iter().map(|(i, k, e)| (e.days_left, Todo::Duty(i, k))).collect();
        // Deadlines of ledgers are as of today: they stand under the running year only.
        let ledgers = if self.grid.year == self.today.year() { book.ledgers_due()? } else { Vec::new() };
        self.todo.clear();
        for (ledger, count) in &ledgers {
            let short = ledger.name.trim_end_matches("台账");
            let line = |days, words: &str, rows| {
                Todo::Ledger(LedgerDue { ledger: ledger.id.clone(), text: format!("{short}{words} {rows} 件"), days })
            };
            if count.overdue > 0 {
                self.todo.push(line(None, "超期", count.overdue));
            }
            if count.nearest.is_some() {
                coming.push((count.nearest, line(count.nearest, "快到期", count.soon)));
            }
        }
        coming.sort_by_key(|(days, _)| *days);
        self.todo.extend(coming.into_iter().map(|(_, todo)| todo));
        self.todo.extend(missed.into_iter().map(|(i, k, _)| Todo::Duty(i, k)));
        self.grid.rows = rows;
        self.notes.clear();
        if let Some(day) = book.inspection_day()? {
            self.notes.push(format!("距检查{}天(F9)", (day - self.today).num_days()));
        }
        for (kind, key) in [(FileKind::Roster, "F5"), (FileKind::Activities, "F3")] {
            let open = book.issues_of(kind)?.len();
            if open > 0 {
                self.notes.push(format!("{}导入后待核{open}处({key} 再按 Ctrl+E)", kind.name()));
            }
        }
        let untalked = book.untalked(self.grid.year)?.len();
        if untalked > 0 {
            self.notes.push(format!("没谈心谈话{untalked}人(F3 Ctrl+T)"));
        }
        Ok(())
    }
}
