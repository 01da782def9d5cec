//! 同上次: what the last record of this kind lends to this one. Never topics, content or attendance.

use super::MeetingForm;
use crate::{text::date::parse_day, tui::layer::Cx};

impl MeetingForm {
    pub(super) fn like_last(&mut self, cx: &mut Cx) {
        let day = parse_day(self.form.get("day"), self.today).unwrap_or(self.today);
        let last = cx.book.last_of_kind(&self.kind.id, self.form.get("group"), day);
        let last = match cx.tried(last) {
            Some(Some(last)) => last,
            Some(None) => return cx.say("之前没有同类会议"),
            None => return,
        };
        for (id, text) in
            [("place", &last.place), ("chair", &last.chair), ("recorder", &last.recorder), ("starts", &last.starts)]
        {
            self.form.set(id, text);
        }
        cx.say(format!("地点、主持人、记录人、时间同 {} 那次", last.held_on));
    }
}
