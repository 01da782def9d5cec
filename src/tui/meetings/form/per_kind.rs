//! What the form does for single kinds: who taught a 党课, the counts of 民主评议, a sheet for each 谈心谈话.
//! Not here: the form itself (`meeting_form`), which fields there are (`fields`).

use super::MeetingForm;
use crate::{
    model::{
        activity::{BY_SECRETARY, GradeTally, LECTURER},
        field::FieldType,
        grade::Grade,
        member::{Member, Role},
    },
    text::number::digits,
    tui::{
        layer::{Action, Cx},
        widget::spec,
    },
};

impl MeetingForm {
    /// Makes the counts on the form follow from the grades, once there are any; too many 优秀 are told again.
    pub(super) fn count_grades(&mut self, cx: &mut Cx) {
        let tally = GradeTally::of(&self.roll);
        if self.kind.grades && tally.begun() {
            for grade in Grade::ALL {
                self.form.set(grade.code(), &tally.of_grade(*grade).to_string());
            }
            if let Some(warning) = tally.warning() {
                cx.warn(warning);
            }
        }
    }

    /// Tells of too many 优秀 where their count is typed, too.
    pub(super) fn warn_of_counts(&self, field: &str, cx: &mut Cx) {
        if self.kind.grades && Grade::from_code(field).is_some() {
            let count = |g: Grade| digits(self.form.get(g.code()));
            let stated = GradeTally::stated(count, &self.roll, digits(self.form.get("stated_due")));
            if let Some(warning) = stated.and_then(|t| t.warning()) {
                cx.warn(warning);
            }
        }
    }

    /// Makes of a person typed by number or initials the member's name; of a lecturer it follows whether the secretary
    /// taught, which can be corrected. Initials of several are told, once, and `false` says that they wait for more.
    pub(super) fn name_person(&mut self, field: &str, cx: &mut Cx) -> bool {
        let spec = self.kind.fields.iter().find(|f| f.id == field).map(|f| &f.kind);
        if !matches!(field, "chair" | "recorder") && spec != Some(&FieldType::Person) {
            return true;
        }
        let roster = cx.book.roster(self.day());
        let Some(roster) = cx.tried(roster) else { return true };
        // With the offices of that day.
        let members: Vec<Member> = roster.into_iter().map(|listed| listed.member).collect();
        if let Some(member) = spec::member_meant(&members, self.form.get(field)) {
            self.form.set(field, &member.name);
        }
        let typed = self.form.get(field).to_owned();
        if let Some(who) = spec::several_meant(&members, &typed)
            && self.unclear != typed
        {
            cx.warn(who);
            self.form.focus_on(field);
            self.unclear = typed;
            return false;
        }
        if field == LECTURER && self.lecturer != self.form.get(field) {
            self.lecturer = self.form.get(field).to_owned();
            let secretary = members.iter().any(|m| m.name == self.lecturer && m.role == Some(Role::Secretary));
            let taught = if self.lecturer.is_empty() {
                ""
            } else if secretary {
                "是"
            } else {
                "否"
            };
            self.form.set(BY_SECRETARY, taught);
        }
        true
    }

    /// Saves one record for each person who was there; then the form is done with.
    pub(super) fn save_each(&mut self, cx: &mut Cx) {
        let Some(meeting) = self.typed(cx) else { return };
        let result = cx.book.save_each(&meeting, self.held.as_ref().map(|h| h.issue.id));
        let Some((count, _)) = cx.tried(result) else { return };
        let key = self.key.clone();
        // Nothing is left to be kept as a draft.
        self.form.mark_saved();
        self.meeting = meeting;
        self.votes.clone_from(&self.meeting.votes);
        cx.ask(Action::DropDraft(key));
        cx.ask(Action::Pop);
        cx.ask(Action::Changed);
        let settled = if self.held.take().is_some() { ",暂存的这一行已处理" } else { "" };
        cx.say(format!("已保存{count}份,一人一份{settled}"));
    }
}
