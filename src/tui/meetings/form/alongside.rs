//! Records beside the form's own: those of the same occasion, shown, opened, begun, linked and parted; the last of the
//! same kind. Not here: what a new one takes over, what makes an occasion (`book`).

use super::{MeetingForm, NEW};
use crate::{
    book::{self, ActivityRow, Book},
    model::{
        activity::{Attendance, Tally, Who},
        change::Changed,
        id::ActivityId,
    },
    tui::{
        go::Go,
        layer::{Action, Answer, Cx},
        widget::{
            form::{Field, Kind},
            pick::{Choice, Item, Pick},
        },
    },
};

impl MeetingForm {
    /// The form of a new activity on the occasion of a saved one, and what it took over from that.
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

    /// Asks what else was held that day: a record that is there is linked or parted, or one of a kind begun. The record
    /// in the form has to be saved for that.
    pub(super) fn choose_beside(&mut self, cx: &mut Cx) {
        if (self.is_dirty() || self.is_new()) && !self.save(cx) {
            return;
        }
        let catalog = cx.book.catalog();
        let theme_day = |id: &str| catalog.kind(id).is_some_and(|k| k.theme_day);
        let has_one = self.kind.theme_day || self.linked.iter().any(|l| theme_day(&l.kind));
        let kinds = catalog.kinds.iter().filter(|k| !(k.theme_day && has_one));
        let new = kinds.map(|k| Item::new(&k.name, &k.basis, Choice::Answer(Answer::Alongside(k.id.clone()))));
        let new: Vec<Item> = new.collect();
        let there = self.links(cx.book);
        let Some(there) = cx.tried(there) else { return };
        let title = if there.is_empty() {
            "同日另记哪一类?输数字或 ↑↓ 回车"
        } else {
            "连上、分开同日的记录,或另记一类"
        };
        cx.push(Pick::numbered(title, there.into_iter().chain(new).collect()));
    }

    /// The records of the day that this one can be linked with, and those that it can be parted from.
    fn links(&self, book: &Book) -> book::Result<Vec<Item>> {
        let a = &self.meeting.activity;
        let is_theme_day = |row: &&ActivityRow| book.catalog().kind(&row.kind).is_some_and(|k| k.theme_day);
        let link = |row: &ActivityRow| {
            let turnout = format!("到会{}/{} 记为同日", row.turnout.present, row.turnout.due);
            Item::new(&format!("连上 {}", book.called(row)), &turnout, Choice::Answer(Answer::Link(row.id)))
        };
        let part = |id: ActivityId, from: String| {
            Item::new(&format!("分开 {from}"), "各是各的,内容不动", Choice::Answer(Answer::Part(id)))
        };
        // One theme day a day: a second is no part of the first.
        let has_one = self.kind.theme_day || self.linked.iter().any(|l| is_theme_day(&l));
        let mut items: Vec<Item> =
            book.apart(a)?.iter().filter(|row| !(has_one && is_theme_day(row))).map(link).collect();
        // Whoever leads stays with the others: those leave it.
        match a.held_with {
            Some(_) => items.push(part(a.id, self.linked.iter().map(|row| book.called(row)).collect())),
            None => items.extend(self.linked.iter().map(|row| part(row.id, book.called(row)))),
        }
        Ok(items)
    }

    /// Links the record with what was chosen, or parts it from that; one step that can be taken back.
    pub(super) fn relink(&self, done: book::Result<Changed>, cx: &mut Cx) {
        let Some(changed) = cx.tried(done) else { return };
        cx.ask(Action::Changed);
        cx.say(format!("{};Ctrl+Z 撤销", changed.label));
    }

    /// Shows a line with the others of the occasion, where there are any.
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

    /// Opens the other record of the occasion: the only one, or the one that is chosen.
    pub(super) fn open_linked(&self, cx: &mut Cx) {
        if let [only] = &self.linked[..] {
            return cx.ask(Action::Go(Go::Activity(only.id)));
        }
        let items = self.linked.iter().map(|row| {
            let turnout = format!("到会{}/{}", row.turnout.present, row.turnout.due);
            Item::new(&cx.book.called(row), &turnout, Choice::Go(Go::Activity(row.id)))
        });
        let items = items.collect();
        cx.push(Pick::numbered("打开同日的哪一条?", items));
    }

    /// Says which others of the occasion are on another day than this one; nothing is moved along.
    pub(super) fn days_apart(&self, book: &Book) -> String {
        let day = self.meeting.activity.on;
        let apart = self.linked.iter().filter(|row| row.on != day);
        apart.map(|row| format!(";同日另记的{}仍是 {}", book.called(row), row.on)).collect()
    }

    /// Fills in what the last of the kind had, but for its matter; where people are named one by one, the same people,
    /// of whom nobody is marked.
    pub(super) fn like_last(&mut self, cx: &mut Cx) {
        let day = self.day();
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
        let mut people = Vec::new();
        if self.kind.who == Who::Named && self.roll.iter().all(Attendance::untouched) {
            let again = cx.book.people_again(last.id, day);
            people = cx.tried(again).unwrap_or_default();
        }
        let named =
            if people.is_empty() { String::new() } else { format!(",名单照上次{}人,都未点名", people.len()) };
        if !people.is_empty() {
            self.roll = people;
            self.show_lists(cx.book);
        }
        cx.say(format!("地点、主持人、记录人、时间同 {} 那次{named}", last.on));
    }
}
