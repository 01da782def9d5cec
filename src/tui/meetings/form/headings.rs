//! The agenda as headings in the minutes, put in when one goes there or asks for it.
//! Not here: what a heading looks like (`text::agenda`).

use super::MeetingForm;
use crate::{
    book::Book,
    text::agenda::{has_headings, headed, items},
    tui::layer::Cx,
};

impl MeetingForm {
    /// The agenda's items that stand in the minutes, where these are begun: what is missing there is missing by the
    /// user's will.
    pub(super) fn agenda_headed(&self) -> Vec<String> {
        if self.form.get("minutes").is_empty() { Vec::new() } else { self.agenda() }
    }

    /// What the votes may be about: the agenda and whatever else lists matters, one a line.
    pub(super) fn matters(&self) -> Vec<String> {
        let listed = self.kind.fields.iter().filter(|f| f.matters).flat_map(|f| items(self.form.get(&f.id)));
        self.agenda().into_iter().chain(listed.map(str::to_owned)).collect()
    }

    fn agenda(&self) -> Vec<String> {
        items(self.form.get("topics")).into_iter().map(str::to_owned).collect()
    }

    /// Why the agenda cannot be listed.
    pub(super) fn agenda_known(&self) -> Result<(), String> {
        match self.form.fields.iter().any(|f| f.id == "topics") {
            false => Err(format!("{}没有议程栏", self.kind.name)),
            true if self.agenda().is_empty() => Err("先填议程,一行一个议题".into()),
            true => Ok(()),
        }
    }

    /// Puts headings into the minutes, on going there, for what came onto the agenda since, unless they are written
    /// without any.
    pub(super) fn head_minutes(&mut self, book: &Book) {
        let minutes = self.form.get("minutes");
        if book.read_only().is_none() && (minutes.is_empty() || has_headings(minutes, &self.headed)) {
            let new: Vec<String> = self.agenda().into_iter().filter(|item| !self.headed.contains(item)).collect();
            self.head(&new);
        }
    }

    /// Puts headings into the minutes, when asked for, for all that has none, and goes on to writing.
    pub(super) fn list_agenda(&mut self, cx: &mut Cx) {
        self.form.focus_on("minutes");
        if !self.head(&self.agenda()) {
            cx.say("议程各项都已列在记录里");
        }
    }

    /// Puts the headings in; whether the minutes changed.
    fn head(&mut self, new: &[String]) -> bool {
        let agenda = self.agenda();
        let gone: Vec<&str> = self.headed.iter().filter(|item| !agenda.contains(item)).map(String::as_str).collect();
        let new: Vec<&str> = new.iter().map(String::as_str).collect();
        let minutes = self.form.fields.iter().find(|f| f.id == "minutes").map_or("", |f| f.editor.text());
        let headed = headed(minutes, &new, &gone);
        self.headed = agenda;
        let changed = headed.is_some();
        if let Some(headed) = headed {
            self.form.prepare("minutes", headed.text, headed.cursor);
        }
        changed
    }
}
