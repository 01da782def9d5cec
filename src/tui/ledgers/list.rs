//! The ledgers (F7): one in front, the others beside it, by ← →, by number or from a list; its rows of one year, with what
//! is open and overdue first. Not here: the form of a row (`form`), what is printed (`book::papers`).

use super::close_row;
use crate::{
    book::{self, Book, papers::Subject},
    model::{
        date::Date,
        field::FieldType,
        id::LedgerEntryId,
        ledger::{Around, Ledger, LedgerCount, LedgerEntry},
        points::Points,
        undo::Touched,
    },
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            list::{ListState, heading, row},
            papers,
            pick::{Choice, Item, Pick},
        },
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};
use std::collections::BTreeMap;

/// From this width on, the ledgers stand in a column of their own, this wide.
const WIDE: u16 = 78;
const SIDE: u16 = 23;
/// Columns that what a row is about should at least have.
const TITLE_COLS: u16 = 16;

pub struct Ledgers {
    ledgers: Vec<(Ledger, LedgerCount)>,
    /// The index of the ledger in front.
    at: usize,
    rows: Vec<LedgerEntry>,
    /// The year whose rows are listed.
    year: i32,
    totals: BTreeMap<LedgerEntryId, Points>,
    only_open: bool,
    list: ListState,
    /// Digits typed so far that number a ledger.
    jump: String,
    today: Date,
}

impl Ledgers {
    /// The screen with this ledger in front; with the first where there is none of that id.
    pub fn new(book: &Book, ledger: &str) -> book::Result<Self> {
        let ledgers = book.ledgers()?;
        let at = ledgers.iter().position(|(l, _)| l.id == ledger).unwrap_or(0);
        let today = book.today();
        let mut screen = Self {
            ledgers,
            at,
            rows: Vec::new(),
            year: today.year(),
            totals: BTreeMap::new(),
            only_open: false,
            list: ListState::default(),
            jump: String::new(),
            today,
        };
        screen.refresh(book)?;
        Ok(screen)
    }

    fn ledger(&self) -> Option<&Ledger> {
        self.ledgers.get(self.at).map(|(l, _)| l)
    }

    fn selected(&self) -> Option<&LedgerEntry> {
        self.rows.get(self.list.selected)
    }

    fn turn(&mut self, by: isize, cx: &mut Cx) {
        let len = self.ledgers.len().max(1);
        self.put_in_front((self.at + len).wrapping_add_signed(by) % len, cx);
    }

    /// Puts a ledger in front, with the rows of the running year again.
    fn put_in_front(&mut self, at: usize, cx: &mut Cx) {
        self.at = at;
        self.show_year(self.today.year(), cx);
    }

    fn show_year(&mut self, year: i32, cx: &mut Cx) {
        if year > self.today.year() {
            return cx.say("还没到下一年");
        }
        self.year = year;
        self.list = ListState::default();
        let read = self.refresh(cx.book);
        cx.tried(read);
    }

    /// Puts the ledger in front whose number was typed; a second digit makes a longer number where there is one.
    fn jump_to(&mut self, digit: char, cx: &mut Cx) {
        self.jump.push(digit);
        let number = |jump: &str| jump.parse::<usize>().ok().filter(|n| (1..=self.ledgers.len()).contains(n));
        let Some(n) = number(&self.jump).or_else(|| {
            self.jump = digit.to_string();
            number(&self.jump)
        }) else {
            return self.jump.clear();
        };
        self.put_in_front(n - 1, cx);
    }

    /// Every ledger with its number and what waits in it.
    fn choose(&self, cx: &mut Cx) {
        let item = |(n, (ledger, count)): (usize, &(Ledger, LedgerCount))| {
            let answer = Answer::Ledger(ledger.id.clone());
            Item::new(
                &format!("{n:>2} {}", ledger.name),
                &count_words(ledger, *count).join(" · "),
                Choice::Answer(answer),
            )
        };
        let items = (1..).zip(&self.ledgers).map(item).collect();
        cx.push(Pick::filtered("换哪本台账?编号、名称或首字母,回车", items));
    }

    /// The ledger in front with the rows in sight and the one selected.
    fn subject(&self) -> Option<Subject<'_>> {
        self.ledger().map(|ledger| Subject::Ledger(ledger, &self.rows, self.selected()))
    }

    fn papers(&self, cx: &mut Cx) {
        if let Some(of) = self.subject() {
            let menu = papers::menu(cx.book, &of, None);
            cx.push(menu);
        }
    }

    fn draw_side(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        // The one in front is always in sight.
        let first = (self.at + 1).saturating_sub(area.height.into());
        for (y, (i, (ledger, count))) in (area.y..area.bottom()).zip(self.ledgers.iter().enumerate().skip(first)) {
            let open = if ledger.closes { count.open } else { count.all };
            let style = match count {
                c if c.overdue > 0 => theme.bad,
                c if c.soon > 0 => theme.due,
                _ => theme.normal,
            };
            let (number, figure) = (format!("{:>2}", i + 1), format!("{open:>3}"));
            let late = if count.overdue > 0 { "!" } else { "" };
            // What they all are need not be said of each.
            let name = ledger.name.strip_suffix("台账").unwrap_or(&ledger.name);
            let columns = [(2, number.as_str()), (area.width - 11, name), (3, &figure), (1, late)];
            let style = if i == self.at { theme.tab_on } else { style };
            row(canvas, Rect::new(area.x, y, area.width, 1), &columns, false, style);
            canvas.text(area.x, y, 1, if i == self.at { "*" } else { " " }, style);
        }
    }

    fn head(&self, ledger: &Ledger, count: LedgerCount) -> String {
        let mut parts = vec![format!("{} {}/{}", ledger.name, self.at + 1, self.ledgers.len())];
        if self.year == self.today.year() {
            parts.extend(count_words(ledger, count));
        } else {
            parts.push(format!("{}年共{}条", self.year, self.rows.len()));
        }
        if self.only_open && ledger.closes {
            parts.push("只看未完成".into());
        }
        parts.push("← → 或编号换台账".into());
        parts.join(" · ")
    }
}

/// How the rows of this year stand, in words.
fn count_words(ledger: &Ledger, count: LedgerCount) -> Vec<String> {
    let mut parts = Vec::new();
    if ledger.closes {
        parts.push(format!("{}{}", ledger.labels.open, count.open));
        if count.overdue > 0 {
            parts.push(format!("超期{}", count.overdue));
        }
        if count.soon > 0 {
            parts.push(format!("快到期{}", count.soon));
        }
    }
    parts.push(format!("今年{}条", count.all));
    parts
}

/// The columns that fit, with their widths: those at the end give way until what a row is about has room.
fn columns(ledger: &Ledger, room: u16) -> Vec<(u16, &str)> {
    let of = |id: &str, kind: FieldType| ledger.field(id).is_some_and(|f| f.kind == kind);
    let fixed = |column: &str| match column {
        "state" => 10,
        "no" => 4,
        "opened" | "due" | "closed" => 10,
        "title" => 0,
        "total" => 6,
        id if of(id, FieldType::Person) => 8,
        id if of(id, FieldType::Number) => 6,
        _ => 12,
    };
    let mut shown: Vec<(u16, &str)> = ledger.list.iter().map(|c| (fixed(c), c.as_str())).collect();
    loop {
        let used: u16 = shown.iter().map(|(cols, _)| cols + 1).sum::<u16>() + 2;
        let left = room.saturating_sub(used);
        match shown.iter().rposition(|(_, c)| *c != "title") {
            Some(last) if left < TITLE_COLS => shown.remove(last),
            _ => {
                shown.iter_mut().filter(|(_, c)| *c == "title").for_each(|(cols, _)| *cols = left);
                return shown;
            }
        };
    }
}

impl Layer for Ledgers {
    fn place(&self) -> Place {
        Place::Ledgers
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        let closes = self.ledger().is_some_and(|l| l.closes);
        match cmd {
            Cmd::Open | Cmd::Delete | Cmd::CloseRow | Cmd::Print | Cmd::Papers if self.selected().is_none() => {
                Err("没有选中的一条".into())
            }
            Cmd::CloseRow | Cmd::OnlyOpen if !closes => Err("流水账登记即完成".into()),
            _ => Ok(()),
        }
    }

    /// The word of a command, after the ledger's own words and what the row in front still needs.
    fn word(&self, cmd: Cmd) -> Option<String> {
        let ledger = self.ledger().filter(|l| l.closes && cmd == Cmd::CloseRow)?;
        Some(close_row::word(ledger, self.selected()))
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        self.jump.clear();
        let Some(ledger) = self.ledger().cloned() else { return };
        match cmd {
            Cmd::New => return cx.ask(Action::Go(Go::NewLedgerRow(ledger.id, None))),
            Cmd::OnlyOpen => {
                self.only_open = !self.only_open;
                let read = self.refresh(cx.book);
                cx.tried(read);
                return;
            }
            Cmd::Print => {
                if let Some(of) = self.subject() {
                    papers::print_first(&of, cx);
                }
                return;
            }
            Cmd::Papers => return self.papers(cx),
            Cmd::ChooseLedger => return self.choose(cx),
            Cmd::PreviousYear => return self.show_year(self.year - 1, cx),
            Cmd::NextYear => return self.show_year(self.year + 1, cx),
            Cmd::Back => return cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {}
        }
        let Some(entry) = self.selected().cloned() else { return };
        match cmd {
            Cmd::Open => cx.ask(Action::Go(Go::LedgerRow(entry.id))),
            Cmd::CloseRow => close_row::close_or_reopen(&ledger, &entry, cx),
            Cmd::Delete => {
                let with = cx.book.ledger_row_belongings(entry.id);
                let Some(with) = cx.tried(with) else { return };
                let result = cx.book.delete_ledger_row(entry.id);
                cx.deleted(result, &with);
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match input.as_command() {
            Some(Key { code: KeyCode::Char(c), ctrl: false }) if c.is_ascii_digit() => return self.jump_to(c, cx),
            Some(Key { code: KeyCode::Left, .. }) => self.turn(-1, cx),
            Some(Key { code: KeyCode::Right, .. }) => self.turn(1, cx),
            _ => {
                self.list.input(input, self.rows.len());
            }
        }
        self.jump.clear();
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let Some((ledger, count)) = self.ledgers.get(self.at).cloned() else { return };
        let theme = canvas.theme;
        canvas.text(area.x + 2, area.y, area.width - 2, &self.head(&ledger, count), theme.message);
        let mut body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if area.width >= WIDE {
            self.draw_side(canvas, Rect { width: SIDE, ..body });
            body = Rect { x: body.x + SIDE + 1, width: body.width - SIDE - 1, ..body };
        }
        let columns = columns(&ledger, body.width);
        let names: Vec<(u16, &str)> = columns.iter().map(|(cols, c)| (*cols, ledger.heading(c))).collect();
        heading(canvas, Rect { height: 1, ..body }, &names);
        if self.rows.is_empty() {
            let text = if self.year < self.today.year() {
                "这一年没有登记。Ctrl+W 看下一年"
            } else if self.only_open && ledger.closes {
                "没有未完成的。Tab 看全部"
            } else {
                "今年还没有登记。Ctrl+N 记一条"
            };
            canvas.text(body.x + 2, body.y + 2, body.width.saturating_sub(2), text, theme.dim);
            canvas.text(body.x + 2, body.y + 4, body.width.saturating_sub(2), &ledger.basis, theme.dim);
        }
        let window = self.list.window(self.rows.len(), body.height.saturating_sub(1).into());
        for (y, i) in (body.y + 1..).zip(window) {
            let entry = &self.rows[i];
            let around = Around { org: "", no: i + 1, today: self.today, day: |d| d.to_string(), totals: &self.totals };
            let texts: Vec<String> = columns.iter().map(|(_, c)| ledger.value(entry, c, &around)).collect();
            let cells: Vec<(u16, &str)> =
                columns.iter().zip(&texts).map(|((cols, _), text)| (*cols, text.as_str())).collect();
            let style = self.style(canvas, &ledger, entry);
            row(canvas, Rect { y, height: 1, ..body }, &cells, i == self.list.selected, style);
        }
    }

    fn shows(&self, touched: &[Touched]) -> Option<bool> {
        let ledger = self.ledger().map_or("", |l| &l.id);
        let listed = |t: &Touched| self.rows.iter().any(|row| Some(row.id) == t.entry);
        // What is gone would be back here.
        let belongs = |t: &Touched| t.kind == ledger && t.year == Some(self.year);
        touched.iter().filter(|t| t.of_entry().is_some()).map(|t| listed(t) || belongs(t)).max()
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let id = self.ledger().map(|l| l.id.clone()).unwrap_or_default();
        self.ledgers = book.ledgers()?;
        self.at = self.ledgers.iter().position(|(l, _)| l.id == id).unwrap_or(0);
        let Some((ledger, _)) = self.ledgers.get(self.at) else { return Ok(()) };
        let only_open = self.only_open && ledger.closes;
        self.rows = book.ledger_rows_of(&ledger.id, self.year)?;
        self.totals = ledger.totals(&self.rows);
        self.rows.retain(|e| !only_open || e.closed_on.is_none());
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        if let Answer::Ledger(id) = &answer {
            let at = self.ledgers.iter().position(|(l, _)| l.id == *id);
            return self.put_in_front(at.unwrap_or(self.at), cx);
        }
        if let (Answer::Print(what, format), Some(of)) = (answer, self.subject()) {
            papers::print(what, format, &of, cx);
        }
    }
}

impl Ledgers {
    fn style(&self, canvas: &Canvas, ledger: &Ledger, entry: &LedgerEntry) -> Style {
        let (theme, standing) = (canvas.theme, entry.standing(self.today));
        match standing {
            s if s.is_overdue() => theme.bad,
            s if s.is_due_soon() => theme.due,
            _ if ledger.wants() && !ledger.lacks(entry.opened_on, entry.closed_on, &entry.fields).is_empty() => {
                theme.due
            }
            s if !s.is_open() && ledger.closes => theme.dim,
            _ => theme.normal,
        }
    }
}
