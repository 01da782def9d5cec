//! A row of a ledger is done: on which day, and who says so. A row that is done is opened again without asking.

use crate::{
    book::{self, Book},
    model::ledger::{CLOSED_BY, Ledger, LedgerEntry},
    text::date::parse_day,
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
            spec::{PERSON, member_meant},
        },
    },
};

const ON: &str = "on";
const BY: &str = "by";

pub struct CloseRow {
    ledger: Ledger,
    entry: LedgerEntry,
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
    let popup = CloseRow::ask(cx.book, ledger, entry);
    if let Some(popup) = cx.tried(popup) {
        cx.push(popup);
    }
}

/// What closing, or opening again, is called for this row.
pub fn word(ledger: &Ledger, entry: Option<&LedgerEntry>) -> String {
    if entry.is_some_and(|e| e.closed_on.is_some()) { "重新打开".to_owned() } else { ledger.closing().to_owned() }
}

impl CloseRow {
    /// Today and whoever closed a row of this ledger last, to be confirmed or changed.
    fn ask(book: &Book, ledger: &Ledger, entry: &LedgerEntry) -> book::Result<Asking<Self>> {
        let last = book.last_closer(&ledger.id)?;
        let by = if last.is_empty() { book.person().to_owned() } else { last };
        let known = ledger.fields.iter().find(|f| f.id == CLOSED_BY);
        let label = known.map_or("确认人", |f| f.label.as_str());
        let mut form = Form::new(vec![
            Field::new(ON, &ledger.labels.closed, Kind::Day, &book.today().to_string()),
            Field::line(BY, label, &by).hint(PERSON),
        ]);
        form.focus_on(BY);
        Ok(Asking::new(Self { ledger: ledger.clone(), entry: entry.clone() }, form, book.today()))
    }
}

impl Ask for CloseRow {
    fn look(&self, _form: &Form) -> Look {
        let title = format!("{}:{}", self.ledger.name, self.ledger.closing());
        Look {
            told: Some(self.entry.title.clone()), ..Look::new(title, (66, 8), "核对日期和确认的人,回车登记")
        }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let members = cx.book.members();
        let Some(members) = cx.tried(members) else { return };
        if let Some(member) = member_meant(&members, form.get(BY)) {
            form.set(BY, &member.name);
        }
        let Some(on) = parse_day(form.get(ON), cx.book.today()) else {
            form.focus_on(ON);
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5、昨天");
        };
        let by = form.get(BY).to_owned();
        let result = cx.book.close_ledger_row(self.entry.id, on, &by);
        cx.answered(result, format!("{}:{on} {by}", self.ledger.labels.done));
    }
}
