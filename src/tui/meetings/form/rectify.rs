//! The problems of the form's record and what became of them: one line on the form, and the list that it opens.
//! Not here: the list itself (`ledgers::rectify`), which lines become rows (`book::rectify`).

use super::MeetingForm;
use crate::{
    book::{self, Book},
    model::{
        activity::ActivityKind,
        ledger::{LedgerEntry, PROBLEMS},
    },
    tui::{
        layer::Cx,
        ledgers::rectify::Rectify,
        widget::form::{Field, Kind},
    },
};

/// The field that shows how the rows stand.
pub const RECTIFY: &str = "rectify";

/// Whether this kind finds problems that can become rows.
pub fn finds_problems(kind: &ActivityKind) -> bool {
    kind.fields.iter().any(|f| f.id == PROBLEMS)
}

pub fn field() -> Field {
    Field::new(RECTIFY, "问题整改", Kind::Action, "").hint("回车或 F12 把查摆的问题列入整改台账")
}

impl MeetingForm {
    /// Shows what became of the problems, in one line.
    pub(super) fn show_rectified(&mut self, book: &Book) -> book::Result<()> {
        if finds_problems(&self.kind) && !self.is_new() {
            let rows = book.rectifications_of(self.meeting.activity.id)?;
            let of = |open: bool| move |e: &&LedgerEntry| e.closed_on.is_none() == open;
            let (open, closed) = (rows.iter().filter(of(true)).count(), rows.iter().filter(of(false)).count());
            let late = rows.iter().filter(|e| e.standing(self.today).is_overdue()).count();
            let mut parts = Vec::new();
            for (count, words) in [(open, "整改中"), (late, "其中超期"), (closed, "已销号")] {
                if count > 0 {
                    parts.push(format!("{words}{count}条"));
                }
            }
            self.form.set(RECTIFY, &parts.join(","));
        }
        Ok(())
    }

    /// Opens what the problems become. What is typed is saved first: rows are made of the record, not of a draft.
    pub(super) fn rectify(&mut self, cx: &mut Cx) {
        if (self.is_new() || self.is_dirty()) && !self.save(cx) {
            return;
        }
        let popup = Rectify::new(cx.book, self.meeting.activity.id);
        let Some(popup) = cx.tried(popup) else { return };
        // Where nothing can be taken in, there may still be rows to look at.
        if popup.has_rows() || cx.may_write() {
            cx.push(popup);
        }
    }
}
