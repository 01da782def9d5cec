//! The problems of one saved record and the rows of the rectification ledger that they became: those that are there, with
//! how they stand, then the lines that none was made of yet, to be ticked and given somebody in charge and a day.
//! Not here: which lines match (`book::rectify`).

use crate::{
    book::{self, Book},
    model::{
        date::Date,
        id::ActivityId,
        ledger::{IN_CHARGE, Ledger, LedgerEntry, MEASURE, RECTIFICATION},
    },
    text::{date::parse_deadline, edit::Editor},
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        key::{Key, Typing},
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            cell,
            leave::Leave,
            list::{ListState, heading, row},
            spec,
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// A row that could be made.
struct Offer {
    entry: LedgerEntry,
    ticked: bool,
    /// The person in charge, as typed.
    person: Editor,
    due: Editor,
}

/// What is typed into, of an offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Tick,
    Person,
    Due,
}

pub struct Rectify {
    activity: ActivityId,
    ledger: Ledger,
    today: Date,
    /// Rows that are there.
    rows: Vec<LedgerEntry>,
    /// Rows that could be made.
    offered: Vec<Offer>,
    list: ListState,
    cell: Cell,
    /// The cell was just gone to: what is typed first takes the place of the day that stands there.
    arrived: bool,
    leave: Leave,
}

impl Rectify {
    pub fn new(book: &Book, activity: ActivityId) -> book::Result<Self> {
        let mut popup = Self {
            activity,
            ledger: book.ledger(RECTIFICATION),
            today: book.today(),
            rows: Vec::new(),
            offered: Vec::new(),
            list: ListState::default(),
            cell: Cell::Tick,
            arrived: false,
            leave: Leave::default(),
        };
        popup.refresh(book)?;
        Ok(popup)
    }

    /// Whether some problems became rows already.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    fn len(&self) -> usize {
        self.rows.len() + self.offered.len()
    }

    /// The offered row that is selected.
    fn selected_offer(&self) -> Option<usize> {
        let at = self.list.selected.checked_sub(self.rows.len())?;
        (at < self.offered.len()).then_some(at)
    }

    fn editor(&mut self) -> Option<&mut Editor> {
        let at = self.selected_offer()?;
        let offer = self.offered.get_mut(at)?;
        match self.cell {
            Cell::Tick => None,
            Cell::Person => Some(&mut offer.person),
            Cell::Due => Some(&mut offer.due),
        }
    }

    /// What was typed becomes the member's name, or the day as records write it; what it cannot mean stays and is told.
    fn leave_cell(&mut self, cx: &mut Cx) {
        let (cell, today) = (self.cell, self.today);
        let from = self.selected_offer().map_or(today, |at| self.offered[at].entry.opened_on);
        let Some(editor) = self.editor() else { return };
        let typed = editor.text().trim().to_owned();
        match cell {
            Cell::Person => {
                let members = cx.book.members();
                let members = cx.tried(members).unwrap_or_default();
                if let Some(member) = spec::member_meant(&members, &typed) {
                    editor.set(&member.name);
                }
                if let Some(who) = spec::several_meant(&members, &typed) {
                    cx.warn(who);
                }
            }
            Cell::Due if !typed.is_empty() => match parse_deadline(&typed, from, today) {
                Some(day) => editor.set(day.to_string()),
                None => cx.warn(not_understood(&typed)),
            },
            _ => {}
        }
    }

    /// Goes on to the next cell of what can be listed, and from the last one to the next row; or back.
    fn move_cell(&mut self, back: bool, cx: &mut Cx) {
        self.leave_cell(cx);
        self.arrived = true;
        let (at, last) = (self.list.selected, self.len().saturating_sub(1));
        let (cell, at) = match (self.cell, back) {
            // Nothing is typed on what is listed already.
            (_, true) if self.selected_offer().is_none() => (Cell::Due, at.saturating_sub(1)),
            (_, false) if self.selected_offer().is_none() => (Cell::Person, (at + 1).min(last)),
            (Cell::Tick, false) => (Cell::Person, at),
            (Cell::Person, false) => (Cell::Due, at),
            (Cell::Due, false) => (Cell::Person, (at + 1).min(last)),
            (Cell::Due, true) => (Cell::Person, at),
            (Cell::Person, true) => (Cell::Tick, at),
            (Cell::Tick, true) => (Cell::Due, at.saturating_sub(1)),
        };
        self.list.selected = at;
        self.cell = if self.selected_offer().is_some() { cell } else { Cell::Tick };
    }

    /// Whether somebody typed who answers for a problem, or by when, and no row was made of it.
    fn is_typed(&self) -> bool {
        let proposed = |o: &Offer| o.entry.due_on.map_or(String::new(), |d| d.to_string());
        self.offered.iter().any(|o| !o.person.text().trim().is_empty() || o.due.text().trim() != proposed(o))
    }

    /// Makes rows of what is ticked, with who answers for it and by when.
    fn take(&mut self, cx: &mut Cx) {
        self.leave_cell(cx);
        let mut entries = Vec::new();
        for (at, offer) in self.offered.iter().enumerate().filter(|(_, offer)| offer.ticked) {
            let due = offer.due.text().trim();
            let due_on = parse_deadline(due, offer.entry.opened_on, self.today);
            if due_on.is_none() && !due.is_empty() {
                (self.list.selected, self.cell) = (self.rows.len() + at, Cell::Due);
                return cx.warn(not_understood(due));
            }
            let mut entry = LedgerEntry { due_on, ..offer.entry.clone() };
            entry.set(IN_CHARGE, offer.person.text().trim());
            entries.push(entry);
        }
        let result = cx.book.add_ledger_rows(&entries);
        let Some((ids, _)) = cx.tried(result) else { return };
        self.cell = Cell::Tick;
        cx.ask(Action::Changed);
        let nobody = entries.iter().filter(|e| e.text(IN_CHARGE).is_empty()).count();
        let open = if nobody == 0 { String::new() } else { format!(",{nobody}条还没有责任人") };
        cx.say(format!("已列入整改{}条{open};逐条回车填措施、进展", ids.len()));
    }
}

fn not_understood(day: &str) -> String {
    format!("时限“{day}”看不懂,例如 12月5日、2026-12-5")
}

impl Layer for Rectify {
    fn place(&self) -> Place {
        Place::Rectify
    }

    fn typing(&self) -> Typing {
        let offer = self.selected_offer().and_then(|at| self.offered.get(at));
        match (offer, self.cell) {
            (None, _) | (_, Cell::Tick) => Typing::No,
            (Some(offer), Cell::Person) => Typing::of(&offer.person),
            (Some(offer), Cell::Due) => Typing::of(&offer.due),
        }
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Tick if self.typing().is_on() => Err("正在填责任人、时限;Shift+Tab 回到勾选".into()),
            Cmd::Tick if self.selected_offer().is_none() => Err("这一条已经列入".into()),
            Cmd::TakeRows if self.len() == 0 => Err("“查摆问题”栏里还没有内容".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if cmd != Cmd::Back {
            self.leave.stay();
        }
        match (cmd, self.rows.get(self.list.selected)) {
            (Cmd::TakeRows, Some(row)) => cx.ask(Action::Go(Go::LedgerRow(row.id))),
            (Cmd::TakeRows, None) => self.take(cx),
            (Cmd::Tick, _) => {
                if let Some(at) = self.selected_offer() {
                    self.offered[at].ticked ^= true;
                }
            }
            (Cmd::Back, _) => self.leave.back(self.is_typed(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        if let Some(text) = input.as_text() {
            let replaces = std::mem::take(&mut self.arrived) && self.cell == Cell::Due;
            if let Some(editor) = self.editor() {
                if replaces {
                    editor.set("");
                }
                editor.insert(&text.replace('\n', " "));
            }
            return;
        }
        match input {
            Input::Key(Key { code: KeyCode::Tab, ctrl: false }) => self.move_cell(false, cx),
            Input::Key(Key { code: KeyCode::BackTab, ctrl: false }) => self.move_cell(true, cx),
            Input::Key(Key { code: KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, .. }) => {
                self.leave_cell(cx);
                self.arrived = true;
                self.list.input(input, self.len());
            }
            _ => match self.editor() {
                Some(editor) => {
                    cell::edit(editor, input);
                    self.arrived = false;
                }
                None => {
                    self.list.input(input, self.len());
                }
            },
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let height = u16::try_from(self.len()).unwrap_or(u16::MAX).clamp(3, 20) + 5;
        let inner = canvas.popup(centred(area, area.width.saturating_sub(4).min(110), height), "会上查摆的问题 → 整改");
        let theme = canvas.theme;
        if self.len() == 0 {
            canvas.text(inner.x, inner.y, inner.width, "“查摆问题”栏里还没有内容,一行写一个,保存后再来", theme.dim);
        }
        let window = self.list.window(self.len(), inner.height.saturating_sub(2).into());
        // State, problem, measure, who answers for it, by when.
        let words = inner.width.saturating_sub(2 + 9 + 8 + 12 + 4);
        let cols = [9, words / 2, words - words / 2, 8, 12];
        let heads: Vec<(u16, &str)> = cols.into_iter().zip(["", "问题", "措施", "责任人", "时限"]).collect();
        heading(canvas, Rect::new(inner.x, inner.y, inner.width, 1), &heads);
        let mut cursor = None;
        for (y, i) in (inner.y + 1..).zip(window) {
            let (here, line) = (i == self.list.selected, Rect::new(inner.x, y, inner.width, 1));
            let offer = i.checked_sub(self.rows.len()).and_then(|at| self.offered.get(at));
            let (entry, state, style) = match (self.rows.get(i), offer) {
                (Some(row), _) => {
                    let standing = row.standing(self.today);
                    let style = if standing.is_overdue() { theme.bad } else { theme.good };
                    (row, self.ledger.state_words(standing), style)
                }
                (None, Some(offer)) => {
                    (&offer.entry, if offer.ticked { "[x]" } else { "[ ]" }.to_owned(), theme.normal)
                }
                (None, None) => continue,
            };
            let measure = match entry.text(MEASURE) {
                "" => "(措施未填)",
                text => text,
            };
            let due = entry.due_on.map_or(String::new(), |d| d.to_string());
            let (person, due) =
                offer.map_or((entry.text(IN_CHARGE), due.as_str()), |o| (o.person.text(), o.due.text()));
            let texts = [state.as_str(), entry.title.as_str(), measure, person, due];
            let columns: Vec<(u16, &str)> = cols.into_iter().zip(texts).collect();
            row(canvas, line, &columns, here, style);
            let editor = match (offer.filter(|_| here), self.cell) {
                (Some(offer), Cell::Person) => Some((3, &offer.person)),
                (Some(offer), Cell::Due) => Some((4, &offer.due)),
                _ => None,
            };
            if let Some((column, editor)) = editor {
                let x = inner.x + 2 + cols[..column].iter().map(|c| c + 1).sum::<u16>();
                cursor = Some((cell::draw(canvas, editor, Rect::new(x, y, cols[column], 1), theme.field), y));
            }
        }
        let help = match self.cell {
            Cell::Tick => "空格勾选,Tab 填责任人、时限,回车把勾选的列入;已列入的回车打开",
            Cell::Person => "编号或首字母选党员,也可写别人;Tab 填时限,回车把勾选的列入",
            Cell::Due => "12月5日、2026-12-5 都行;Tab 下一条,回车把勾选的列入",
        };
        canvas.text(inner.x, inner.bottom() - 1, inner.width, help, theme.dim);
        if let Some((x, y)) = cursor {
            canvas.set_cursor(x, y);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.rows = book.rectifications_of(self.activity)?;
        let offered = if book.refusal().is_some() { Vec::new() } else { book.rectifiable(self.activity)? };
        let mut before = std::mem::take(&mut self.offered);
        for entry in offered {
            // What was typed for a line stays with it.
            let known = before.iter().position(|o| o.entry.title == entry.title).map(|at| before.swap_remove(at));
            let due = entry.due_on.map_or(String::new(), |d| d.to_string());
            self.offered.push(match known {
                Some(old) => Offer { entry, ..old },
                None => Offer { entry, ticked: true, person: Editor::default(), due: Editor::new(due) },
            });
        }
        Ok(())
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        Some(self.editor().is_some_and(|e| if redo { e.redo() } else { e.undo() }))
    }
}
