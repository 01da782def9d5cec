//! People whom the roll did not expect: put on it from the roster or by name, and 应到 corrected by hand.
//! Not here: marking those who are on it (`roll_call`).

use super::{RollCall, Why};
use crate::{
    model::activity::{Attendance, Roll},
    text::{edit::Editor, pick::pick_best, pinyin},
    tui::{layer::Cx, widget::people::the_one},
};

impl RollCall {
    /// The people on the roster and not on the roll whom the typed text fits best. None where the text names somebody
    /// on the roll, unless it is another's whole name and only a part of theirs, or theirs only as a word of the input
    /// method.
    pub(super) fn outsiders(&self) -> Vec<&Attendance> {
        let typed = self.typed.text().trim();
        // Numbers and letters are nobody's whole name.
        if typed.is_empty() || typed.is_ascii() && !self.candidates().is_empty() {
            return Vec::new();
        }
        let on_roll = |m: &Attendance| self.people.iter().any(|a| a.member == m.member);
        let others: Vec<&Attendance> = self.roster.iter().filter(|m| !on_roll(m)).collect();
        let rank = |a: &Attendance| pinyin::rank(&a.name, typed);
        let theirs = self.people.iter().filter_map(rank).min();
        let means_others = match (theirs, others.iter().filter_map(|m| rank(m)).min()) {
            (Some(0), _) => false,
            (_, Some(0)) | (None, Some(_)) => true,
            (Some(_), _) => false,
            (None, None) => self.candidates().is_empty(),
        };
        if !means_others {
            return Vec::new();
        }
        let known: Vec<(u32, &str)> = others.iter().map(|m| (m.no, m.name.as_str())).collect();
        pick_best(&known, typed).into_iter().map(|at| others[at]).collect()
    }

    /// Adds the outsider that is typed, with this mark; whether there was one alone.
    pub(super) fn add(&mut self, roll: Roll, cx: &mut Cx) -> bool {
        let found = self.outsiders();
        let Some(other) = found.first().map(|a| (*a).clone()) else { return false };
        let known: Vec<(u32, &str)> = found.iter().map(|a| (a.no, a.name.as_str())).collect();
        if let Err(why) = the_one(self.typed.text().trim(), &known) {
            self.refuse(why, cx);
            return false;
        }
        // Who is merely there has no vote.
        let votes = other.votes && roll == Roll::Unmarked;
        let what = match roll {
            Roll::Observer => "不在应到之列,记为列席",
            Roll::Unmarked => "列入应到",
            _ => "到会",
        };
        cx.say(format!("{}:{what}", other.name));
        self.remember();
        self.push(Attendance { roll, votes, ..other });
        true
    }

    /// Adds whoever is typed as people of no roster: observers, or come where people are named one by one.
    pub(super) fn add_guests(&mut self, cx: &mut Cx) {
        let typed = self.typed.text().trim().to_owned();
        let names: Vec<&str> = typed.split(['、', ',', '\u{ff0c}', ';', '\u{ff1b}']).map(str::trim).collect();
        if names.iter().any(|name| name.is_ascii()) {
            return self.refuse("名册外的人要写姓名,几个人用顿号隔开,再按 Ctrl+N".into(), cx);
        }
        let known = |name: &&&str| self.roster.iter().chain(&self.people).any(|a| a.name == **name);
        if let Some(name) = names.iter().find(known) {
            return self.refuse(format!("{name}在名册上,按空格点名"), cx);
        }
        let (roll, what) = if self.by_name { (Roll::Present, "到会") } else { (Roll::Observer, "列席") };
        self.remember();
        for name in &names {
            self.push(Attendance { name: (*name).to_owned(), roll, ..Attendance::default() });
        }
        cx.say(format!("{}:不在名册,记为{what}", names.join("、")));
    }

    fn push(&mut self, person: Attendance) {
        self.people.push(person);
        self.list.selected = self.people.len() - 1;
        self.typed = Editor::default();
    }

    /// Takes somebody off 应到 or puts somebody on it, and asks why; takes such a correction back. Whoever is on the roll
    /// only because of having been added there goes off it.
    pub(super) fn change_due(&mut self, cx: &mut Cx) {
        if !self.outsiders().is_empty() {
            if self.add(Roll::Unmarked, cx) {
                self.ask(self.people.len() - 1, Why::Due, cx);
            }
            return;
        }
        let Some(at) = self.person_meant(cx) else { return };
        self.remember();
        let person = &mut self.people[at];
        let added = !person.due_note.is_empty() || self.by_name || person.member.is_none();
        match person.roll {
            Roll::NotDue => {
                (person.roll, person.due_note) = (Roll::Unmarked, String::new());
                cx.say(format!("{}恢复应到", person.name));
            }
            Roll::Observer => {
                // Somebody who was there as an observer was there.
                person.roll = Roll::Present;
                person.votes = self.roster.iter().any(|r| r.member == person.member && r.votes);
                self.ask(at, Why::Due, cx);
            }
            _ if added => {
                cx.say(format!("{}移出名单", person.name));
                self.people.remove(at);
            }
            _ => {
                person.roll = Roll::NotDue;
                self.ask(at, Why::Due, cx);
            }
        }
    }
}
