//! A row of a ledger is done: on which day, and who says so. A row that is done is opened again without asking.

use crate::{
    book::Book,
    model::{
        date::Date,
        ledger::{CLOSED_BY, Ledger, LedgerEntry},
    },
    text::date::parse_day,
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        screen::spec::{PERSON, member_meant},
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
            leave::Leave,
        },
    },
};
use ratatui::layout::Rect;

const ON: &str = "on";
const BY: &str = "by";

pub struct CloseRow {
    ledger: Ledger,
    entry: LedgerEntry,
    form: Form,
    leave: Leave,
    today: Date,
}

/// Asks for day and person, or opens a closed row again.
pub fn close_or_reopen(ledger: &Ledger, entry: &LedgerEntry, cx: &mut Cx) {
    if entry.closed_on.is_some() {
        let result = cx.book.reopen_ledger_row(entry.id);
        if cx.changed(result) {
            cx.say(format!("已重新打开,现在是“{}”;Ctrl+Z 撤销", ledger.labels.open));
        }
        return;
    }
    let popup = CloseRow::new(cx.book, ledger, entry);
    if let Some(popup) = cx.tried(popup) {
        cx.push(popup);
    }
}

impl CloseRow {
    /// Today and whoever closed a row of this ledger last, to be confirmed or changed.
    fn new(book: &Book, ledger: &Ledger, entry: &LedgerEntry) -> crate::book::Result<Self> {
        let last = book.last_closer(&ledger.id)?;
        let by = if last.is_empty() { book.person().to_owned() } else { last };
        let known = ledger.fields.iter().find(|f| f.id == CLOSED_BY);
        let label = known.map_or("确认人", |f| f.label.as_str());
        let mut form = Form::new(vec![
            Field::new(ON, &ledger.labels.closed, Kind::Day, &book.today().to_string()),
            Field::line(BY, label, &by).hint(PERSON),
        ]);
        form.focus_on(BY);
        let (ledger, entry) = (ledger.clone(), entry.clone());
        Ok(Self { ledger, entry, form, leave: Leave::default(), today: book.today() })
    }

    fn close(&mut self, cx: &mut Cx) {
        let members = cx.book.members();
        let Some(members) = cx.tried(members) else { return };
        if let Some(member) = member_meant(&members, self.form.get(BY)) {
            self.form.set(BY, &member.name);
        }
        let Some(on) = parse_day(self.form.get(ON), self.today) else {
            self.form.focus_on(ON);
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5、昨天");
        };
        let by = self.form.get(BY).to_owned();
        let result = cx.book.close_ledger_row(self.entry.id, on, &by);
        if cx.tried(result).is_none() {
            return;
        }
        cx.ask(Action::Pop);
        cx.ask(Action::Changed);
        cx.say(format!("{}:{on} {by}", self.ledger.labels.done));
    }
}

impl Layer for CloseRow {
    fn place(&self) -> Place {
        Place::Ask
    }

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.close(cx),
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        if self.form.input(input) == Event::Finished {
            self.close(cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let title = format!("{}:{}", self.ledger.labels.closed, self.ledger.name);
        let inner = canvas.popup(centred(area, 66, 8), &title);
        let theme = canvas.theme;
        canvas.text(inner.x, inner.y, inner.width, &self.entry.title, theme.normal);
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 2, inner.width, 2), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "核对日期和确认的人,回车登记", theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
