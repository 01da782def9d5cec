//! `@` and initials in a text of many lines: whom they can mean is shown while one types; Space, Enter or Tab puts the
//! name in. Not here: who fits what is typed (`text::pick`).

use super::MeetingForm;
use crate::{
    text::{mention::mention, pick::pick},
    tui::{
        input::Input,
        key::Key,
        layer::Cx,
        paint::Canvas,
        widget::form::{Event, Kind},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::collections::BTreeSet;

/// How many names fit beside each other.
const SHOWN: usize = 8;

/// What is known of the `@` before the cursor.
#[derive(Default)]
pub(super) struct Naming {
    /// Byte offset of the `@`.
    at: Option<usize>,
    /// Whether the user wants what was typed there to stay.
    left: bool,
    /// Who was due, then everybody else of that day, then guests: sign-in number and name.
    people: Vec<(u32, String)>,
    /// Whom the typed text can mean, the best first; empty where nobody is being named.
    found: Vec<String>,
    selected: usize,
}

impl Naming {
    /// Leaves what was typed as it is; whether somebody was being named.
    pub fn leave(&mut self) -> bool {
        self.left = true;
        !std::mem::take(&mut self.found).is_empty()
    }

    /// Draws the names in one row below the line typed in, or above it on the last row.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let Some(cursor) = canvas.cursor.filter(|_| !self.found.is_empty()) else { return };
        let y = if cursor.y + 1 < area.bottom() { cursor.y + 1 } else { cursor.y.saturating_sub(1) };
        let theme = canvas.theme;
        canvas.fill(Rect::new(area.x, y, area.width, 1), theme.field);
        let mut x = area.x + 1;
        for (i, name) in self.found.iter().enumerate() {
            let (mark, style) = if i == self.selected { (">", theme.selected) } else { (" ", theme.field) };
            x += canvas.text(x, y, area.right().saturating_sub(x), &format!("{mark}{name} "), style);
        }
        canvas.text(x + 1, y, area.right().saturating_sub(x + 1), "空格填入 ↑↓换人 Esc不填", theme.field);
    }
}

impl MeetingForm {
    /// Takes a key while somebody is being named; whether it was one for that.
    pub(super) fn name(&mut self, input: &Input) -> bool {
        let naming = &mut self.naming;
        let (Some(at), Some(name)) = (naming.at, naming.found.get(naming.selected)) else { return false };
        let last = naming.found.len() - 1;
        match input {
            Input::Key(Key { code: KeyCode::Char(' ' | '\u{3000}') | KeyCode::Enter | KeyCode::Tab, ctrl: false }) => {
                if let Some(field) = self.form.fields.get_mut(self.form.focus) {
                    field.editor.replace_before(at, name);
                }
                self.naming = Naming::default();
            }
            Input::Key(Key { code: KeyCode::Down, .. }) => naming.selected = (naming.selected + 1).min(last),
            Input::Key(Key { code: KeyCode::Up, .. }) => naming.selected = naming.selected.saturating_sub(1),
            _ => return false,
        }
        true
    }

    /// Looks for whom the text before the cursor names, once it was typed in.
    pub(super) fn look_for_name(&mut self, event: &Event, cx: &mut Cx) {
        let field = self.form.focused().filter(|f| f.kind == Kind::Lines && *event == Event::Edited);
        let meant = field.and_then(|f| mention(&f.editor.text()[..f.editor.cursor()]));
        let Some((at, typed)) = meant.map(|(at, typed)| (at, typed.to_owned())) else {
            self.naming = Naming::default();
            return;
        };
        if self.naming.at != Some(at) {
            let people = self.nameable(cx);
            self.naming = Naming { at: Some(at), people, ..Naming::default() };
        }
        let naming = &mut self.naming;
        if !naming.left {
            let people: Vec<(u32, &str)> = naming.people.iter().map(|(no, name)| (*no, name.as_str())).collect();
            let found = pick(&people, &typed).into_iter().take(SHOWN);
            naming.found = found.map(|i| people[i].1.to_owned()).collect();
            naming.selected = 0;
        }
    }

    /// The people who can be named: who was due, the others of that day, the guests.
    fn nameable(&self, cx: &mut Cx) -> Vec<(u32, String)> {
        let roster = cx.book.roster(self.day());
        let roster = cx.tried(roster).unwrap_or_default();
        let due: BTreeSet<_> = self.roll.iter().filter(|a| a.roll.is_due()).filter_map(|a| a.member).collect();
        let first = self.roll.iter().filter(|a| a.roll.is_due()).map(|a| (a.no, a.name.clone()));
        let others = roster.into_iter().filter(|l| l.standing.is_some() && !due.contains(&l.member.id));
        let guests = self.roll.iter().filter(|a| a.member.is_none() && !a.roll.is_due());
        let others = others.map(|l| (l.member.no, l.member.name));
        first.chain(others).chain(guests.map(|a| (a.no, a.name.clone()))).collect()
    }
}
