//! Who is due at the record being typed, and the way to the roll call.
//! Not here: the roll itself (`roll_call`), who belongs when (`book`).

use super::MeetingForm;
use crate::{
    model::{
        activity::{Attendance, Source, Who},
        date::Date,
        hint::{missing, not_due, some},
    },
    text::date::parse_day,
    tui::{layer::Cx, meetings::roll_call::RollCall},
};

impl MeetingForm {
    /// The day as typed; today where that is no day.
    pub(super) fn day(&self) -> Date {
        parse_day(self.form.get("day"), self.today).unwrap_or(self.today)
    }

    /// Makes the roll of a new record follow its day and group, as long as nobody has been marked. After that the marks
    /// stay: whoever is due by then is added unmarked, whoever is not is named. Where people are named one by one,
    /// nobody follows from anything.
    pub(super) fn expect_people(&mut self, cx: &mut Cx) {
        let Some(day) = parse_day(self.form.get("day"), self.today) else { return };
        let due = cx.book.due_at(&self.kind.id, self.form.get("group"), day);
        let Some(due) = cx.tried(due) else { return };
        if self.expect_held(day, cx) {
            return self.show_lists(cx.book);
        }
        self.follow_group(day, cx);
        if self.kind.who == Who::Named {
            return;
        }
        if self.is_new() && self.roll.iter().all(Attendance::untouched) {
            self.roll = due;
            return self.show_lists(cx.book);
        }
        let strangers = not_due(&self.roll, &due);
        let mut told = Vec::new();
        if !strangers.is_empty() {
            told.push(format!("不在应到之列:{}", some(&strangers)));
        }
        let missing = missing(&self.roll, &due);
        if !missing.is_empty() && self.meeting.activity.source == Source::Typed {
            let names: Vec<&str> = missing.iter().map(|a| a.name.as_str()).collect();
            let names = some(&names);
            // A record that stands is changed by its user alone.
            if self.is_new() {
                let added: Vec<Attendance> = missing.into_iter().cloned().collect();
                self.roll.extend(added);
                self.roll.sort_by_key(|a| (a.no == 0, a.no));
                self.show_lists(cx.book);
                told.push(format!("还应到:{names},已列入、未点名"));
            } else {
                told.push(format!("应到而名单里没有:{names}"));
            }
        }
        if !told.is_empty() {
            cx.warn(format!("{day} 按名册{},请核对点名", told.join(";")));
        }
    }

    /// Takes place, chair and recorder of a new record from the last of its 党小组, as long as nobody typed others.
    fn follow_group(&mut self, day: Date, cx: &mut Cx) {
        let a = &mut self.meeting.activity;
        if self.kind.who != Who::Group || a.id.0 != 0 || a.held_with.is_some() || self.held.is_some() {
            return;
        }
        let last = cx.book.last_of_kind(&self.kind.id, self.form.get("group"), day);
        let Some(last) = cx.tried(last) else { return };
        let (place, chair, recorder) = last.map_or_else(Default::default, |l| (l.place, l.chair, l.recorder));
        for (id, filled_in, now) in
            [("place", &mut a.place, place), ("chair", &mut a.chair, chair), ("recorder", &mut a.recorder, recorder)]
        {
            if self.form.get(id) == *filled_in && *filled_in != now {
                self.form.set(id, &now);
                *filled_in = now;
            }
        }
    }

    pub(super) fn call_roll(&self, cx: &mut Cx) {
        let title = format!("{} 点名", self.kind.name);
        let roster = cx.book.roster_on(self.day());
        let Some(roster) = cx.tried(roster) else { return };
        cx.push(RollCall::new(title, self.roll.clone(), &self.kind, roster));
        if self.roll.is_empty() {
            cx.say(match self.kind.who {
                Who::All => "名册里那天没有党员",
                Who::Committee => "名册里没有支委;先在党员页填党内职务,或输编号、姓名逐个加",
                Who::Group => "名册里这个党小组那天没有党员;输编号、姓名逐个加",
                Who::Named => "输编号、姓名或首字母,按空格逐个加",
            });
        }
    }
}
