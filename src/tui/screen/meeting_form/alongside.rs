//! Records beside the form's own: those of the same occasion, shown, opened and begun; the last of the same kind.
//! Not here: what a new one takes over (`book`).

use super::{MeetingForm, NEW};
use crate::{
    book::{self, Book},
    model::{activity::Tally, id::ActivityId},
    text::date::parse_day,
    tui::{
        layer::{Action, Answer, Cx},
        popup::pick::{Choice, Item, Pick},
        widget::form::{Field, Kind},
    },
};

impl MeetingForm {
    /// A new activity on the occasion of a saved one, and what it took over from it.
    pub fn create_with(book: &Book, with: ActivityId, kind: &str) -> book::Result<(Self, Option<String>)> {
        let meeting = book.new_with(with, kind)?;
        let form = Self::with(book, meeting, format!("{NEW}{kind}:{}", book.draft_number()))?;
        let tally = Tally::of(&form.roll);
        let marks = match tally.unmarked {
            _ if tally.due == 0 => "名单逐个加".to_owned(),
            n if n == tally.due => "没有点名".to_owned(),
            0 => format!("点名也照:到会{}人", tally.present),
            n => format!("点名也照:到会{}人,{n}人未点名", tally.present),
        };
        Ok((form, Some(format!("时间地点等照同日那条;{marks},存盘前请核对(Ctrl+T)"))))
    }

    /// Which kind of record is to be written beside this one, which has to be saved for that.
    pub(super) fn choose_kind(&mut self, cx: &mut Cx) {
        if (self.is_dirty() || self.is_new()) && !self.save(cx) {
            return;
        }
        let catalog = cx.book.catalog();
        let theme_day = |id: &str| catalog.kind(id).is_some_and(|k| k.theme_day);
        let has_one = self.kind.theme_day || self.linked.iter().any(|l| theme_day(&l.kind));
        let kinds = catalog.kinds.iter().filter(|k| !(k.theme_day && has_one));
        let item = kinds.map(|k| Item::new(&k.name, &k.basis, Choice::Answer(Answer::Kind(k.id.clone()))));
        let items = item.collect();
        cx.push(Pick::numbered("同日另记哪一类?输数字或 ↑↓ 回车", items));
    }

    /// A line with the others of the occasion, where there are any.
    pub(super) fn show_linked(&mut self, book: &Book) {
        let text = self.linked.iter().map(|row| book.called(row)).collect::<Vec<_>>().join(" · ");
        if text.is_empty() && self.form.fields.iter().all(|f| f.id != "linked") {
            return;
        }
        if self.form.fields.iter().all(|f| f.id != "linked") {
            self.form.insert_before("stated_due", Field::new("linked", "同日", Kind::Action, ""));
        }
        self.form.set("linked", &text);
    }

    /// The only one, or the one that is chosen.
    pub(super) fn open_linked(&self, cx: &mut Cx) {
        if let [only] = &self.linked[..] {
            return cx.ask(Action::OpenActivity(only.id));
        }
        let items = self.linked.iter().map(|row| {
            let turnout = format!("到会{}/{}", row.turnout.present, row.turnout.due);
            Item::new(&cx.book.called(row), &turnout, Choice::OpenActivity(row.id))
        });
        let items = items.collect();
        cx.push(Pick::numbered("打开同日的哪一条?", items));
    }

    /// Says which others of the occasion are on another day than this one; nothing is moved along.
    pub(super) fn days_apart(&self, book: &Book) -> String {
        let day = self.meeting.activity.held_on;
        let apart = self.linked.iter().filter(|row| row.held_on != day);
        apart.map(|row| format!(";同日另记的{}仍是 {}", book.called(row), row.held_on)).collect()
    }

    /// What the last of the kind had, but for its matter and its people.
    pub(super) fn like_last(&mut self, cx: &mut Cx) {
        let day = parse_day(self.form.get("day"), self.today).unwrap_or(self.today);
        let last = cx.book.last_of_kind(&self.kind.id, self.form.get("group"), day);
        match cx.tried(last) {
            Some(Some(last)) => {
                for (id, text) in [
                    ("place", &last.place),
                    ("chair", &last.chair),
                    ("recorder", &last.recorder),
                    ("starts", &last.starts),
                ] {
                    self.form.set(id, text);
                }
                cx.say(format!("地点、主持人、记录人、时间同 {} 那次", last.held_on));
            }
            Some(None) => cx.say("之前没有同类会议"),
            None => {}
        }
    }
}
