//! Papers of the form's record, saved or still being typed. Not here: what stands on them (`book::papers`).

use super::{MeetingForm, fields::typed};
use crate::{
    book::papers::{Format, Printout, Subject, When},
    model::activity::Meeting,
    tui::{layer::Cx, widget::papers},
};

impl MeetingForm {
    /// Prints a paper of the record: what is saved, changes first; a paper needed beforehand is made of what is typed.
    pub(super) fn print(&mut self, what: &Printout, format: Format, cx: &mut Cx) {
        if what.when == When::Beforehand {
            if let Some(meeting) = self.planned("没有打印", cx) {
                papers::print(what, format, &Subject::Record(&meeting), cx);
            }
        } else if self.is_new() {
            // A record comes into being by saving it, never by printing it.
            if self.typed(cx).is_some() {
                cx.warn("这条记录还没保存:先按 Ctrl+S 保存,再打印");
            }
        } else if !self.is_dirty() || self.save(cx) {
            papers::print(what, format, &Subject::Record(&self.meeting), cx);
        }
    }

    /// Shows a paper on screen: the record as typed, what has other records on it too as they are saved.
    pub(super) fn look(&mut self, what: &Printout, format: Format, cx: &mut Cx) {
        if let Some(meeting) = self.planned("不能预览", cx) {
            papers::look(what, format, &Subject::Record(&meeting), cx);
            if what.when == When::OfMany && self.is_dirty() {
                cx.warn("预览的是已保存的内容,没保存的改动不在里面");
            }
        }
    }

    /// The record as typed, though the day be still to come and the title missing.
    pub(super) fn planned(&mut self, not_done: &str, cx: &mut Cx) -> Option<Meeting> {
        self.or_explain(typed(&self.form, &self.kind, &self.meeting, self.today), not_done, cx)
    }
}
