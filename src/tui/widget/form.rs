//! A form: labelled fields to type into, the same for meetings, members and ledgers. It holds text; what the text
//! means is checked by whoever opened it. Not here: drawing (`form_view`).

#[cfg(test)]
mod tests;

use crate::{
    model::{
        date::Date,
        field::{TICKED, ticked},
    },
    text::{
        date::{parse_day, parse_deadline, parse_time, weekday},
        edit::Editor,
        number::half_width,
    },
    tui::{
        input::Input,
        key::{Key, Typing},
        widget::cell::{self, Edit},
    },
};
use crossterm::event::KeyCode;
use std::collections::BTreeMap;

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Line,
    /// Text of many lines; Enter is a new line.
    Lines,
    /// A day as people type it.
    Day,
    /// A day by which something is to be done: without a year the next one from the day in the field of this id on.
    Deadline(String),
    /// A time of day.
    Time,
    /// One of a few choices; ← →, Space or its number chooses.
    Choice(Vec<String>),
    /// No text: Enter acts, mostly by opening something.
    Action,
}

/// One labelled field.
#[derive(Clone, Debug)]
pub struct Field {
    pub id: String,
    pub label: String,
    pub kind: Kind,
    pub editor: Editor,
    /// What is shown while the field is empty.
    pub hint: String,
    /// What is shown beside the text: whom or what it means.
    pub told: String,
    /// The field is short: two of these share a row where the form is wide.
    pub half: bool,
    /// The field can be ticked off: a blank before its text puts the tick there, or takes it away.
    pub ticks: bool,
    /// The first line in sight of a `Lines` field.
    pub top: usize,
}

impl Field {
    pub fn new(id: &str, label: &str, kind: Kind, value: &str) -> Self {
        Self {
            id: id.to_owned(),
            label: label.to_owned(),
            kind,
            editor: Editor::new(value),
            hint: String::new(),
            told: String::new(),
            half: false,
            ticks: false,
            top: 0,
        }
    }

    pub fn line(id: &str, label: &str, value: &str) -> Self {
        Self::new(id, label, Kind::Line, value)
    }

    pub fn half(mut self) -> Self {
        self.half = true;
        self
    }

    pub fn ticked_off(mut self) -> Self {
        self.ticks = true;
        self
    }

    /// Puts the tick there or takes it away; whether the cursor stands where a blank means that.
    fn turn_tick(&mut self) -> bool {
        let (text, at) = (self.editor.text(), self.editor.cursor());
        let before = text[..at].trim();
        if !(before.is_empty() || ticked(before) == Some("")) {
            return false;
        }
        let turned = ticked(text).map_or_else(|| format!("{TICKED}{}", text.trim_start()), str::to_owned);
        let cursor = if ticked(text).is_none() { TICKED.len_utf8() } else { 0 };
        self.editor.set_at(turned, cursor);
        true
    }

    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.to_owned();
        self
    }

    pub fn is_day(&self) -> bool {
        matches!(self.kind, Kind::Day | Kind::Deadline(_))
    }
}

/// What an input did to the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Nothing,
    /// The text of the field in focus changed.
    Edited,
    /// The focus went from this field to another.
    Left(String),
    /// Enter on an `Action` field.
    Acted(String),
    /// Enter on the last field.
    Finished,
}

/// Fields in order, one in focus.
#[derive(Clone, Debug)]
pub struct Form {
    pub fields: Vec<Field>,
    pub focus: usize,
    /// The focus has just come: what is typed first takes the place of a day or a time that stands there.
    arrived: bool,
    /// The first row of the form in sight.
    pub scroll: usize,
    /// The texts as last saved, by field.
    saved: BTreeMap<String, String>,
    /// Columns of the field in focus at the last drawing: vertical moves depend on how lines are broken.
    pub cols: usize,
    /// Whether two short fields shared a row at the last drawing.
    pub two: bool,
}

impl Form {
    pub fn new(fields: Vec<Field>) -> Self {
        let saved = texts(&fields);
        Self { fields, focus: 0, arrived: true, scroll: 0, saved, cols: 40, two: false }
    }

    /// The trimmed text of a field; empty where there is no such field.
    pub fn get(&self, id: &str) -> &str {
        self.fields.iter().find(|f| f.id == id).map_or("", |f| f.editor.text().trim())
    }

    /// The day that a field says.
    pub fn day(&self, id: &str, today: Date) -> Option<Date> {
        let text = self.get(id);
        match self.fields.iter().find(|f| f.id == id).map(|f| &f.kind) {
            Some(Kind::Deadline(from)) => parse_deadline(text, self.day(from, today).unwrap_or(today), today),
            _ => parse_day(text, today),
        }
    }

    /// How what is typed into a field reads, where that helps: `= 2026-03-05 周四`.
    pub fn reading(&self, field: &Field, today: Date) -> Result<String, String> {
        let text = field.editor.text().trim();
        match field.kind {
            _ if text.is_empty() => Ok(field.told.clone()),
            Kind::Day | Kind::Deadline(_) => self
                .day(&field.id, today)
                .map(|d| if d.to_string() == text { weekday(d).to_owned() } else { format!("= {d} {}", weekday(d)) })
                .ok_or("看不懂的日期".into()),
            Kind::Time => parse_time(text)
                .map(|t| if t == text { String::new() } else { format!("= {t}") })
                .ok_or("看不懂的时间".into()),
            _ => Ok(field.told.clone()),
        }
    }

    pub fn set(&mut self, id: &str, text: &str) {
        match self.fields.iter_mut().find(|f| f.id == id) {
            // What is not typed is not taken back by undoing typing either.
            Some(field) if field.kind == Kind::Action => field.editor = Editor::new(text),
            Some(field) => field.editor.set(text),
            None => {}
        }
    }

    /// Whether what is typed now takes the place of what stands in the field in focus.
    pub fn replaces(&self) -> bool {
        let whole = |f: &Field| (f.is_day() || f.kind == Kind::Time) && !f.editor.is_empty();
        self.arrived && self.focused().is_some_and(whole)
    }

    /// Puts a field in before another.
    pub fn insert_before(&mut self, id: &str, field: Field) {
        if let Some(at) = self.fields.iter().position(|f| f.id == id) {
            self.focus += usize::from(at <= self.focus);
            self.fields.insert(at, field);
        }
    }

    pub fn focus_on(&mut self, id: &str) {
        if let Some(i) = self.fields.iter().position(|f| f.id == id) {
            self.arrived |= i != self.focus;
            self.focus = i;
        }
    }

    /// Marks all that stands in the field in focus, so that what is typed takes its place.
    pub fn mark_all(&mut self) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.editor.mark_all();
        }
    }

    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Whether something differs from what was last saved.
    pub fn is_dirty(&self) -> bool {
        texts(&self.fields) != self.saved
    }

    pub fn mark_saved(&mut self) {
        self.saved = texts(&self.fields);
    }

    /// Writes into a field that is to be written on, the cursor at a byte offset. Where nothing was changed before, this
    /// is no change of the user's either.
    pub fn prepare(&mut self, id: &str, text: String, cursor: usize) {
        let Some(field) = self.fields.iter_mut().find(|f| f.id == id) else { return };
        let clean = self.saved.get(id).is_some_and(|saved| saved == field.editor.text());
        field.editor.set_at(text, cursor);
        if clean {
            self.saved.insert(id.to_owned(), field.editor.text().to_owned());
        }
    }

    /// All texts of the form by field, for a draft.
    pub fn values(&self) -> BTreeMap<String, String> {
        self.fields.iter().map(|f| (f.id.clone(), f.editor.text().to_owned())).collect()
    }

    /// Puts a draft's texts back.
    pub fn restore(&mut self, values: &BTreeMap<String, String>) {
        for field in &mut self.fields {
            if let Some(text) = values.get(&field.id) {
                field.editor.set(text.clone());
            }
        }
    }

    /// Whether the field in focus is typed into.
    pub fn typing(&self) -> Typing {
        self.focused().filter(|f| f.kind != Kind::Action).map_or(Typing::No, |f| Typing::of(&f.editor))
    }

    /// Takes back typing in the field in focus, or types it again; see [`super::super::layer::Layer::undo_typing`].
    pub fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        let editor = &mut self.fields.get_mut(self.focus)?.editor;
        Some(if redo { editor.redo() } else { editor.undo() })
    }

    pub fn input(&mut self, input: &Input) -> Event {
        let (cols, last) = (self.cols, self.focus + 1 == self.fields.len());
        let replaces = self.replaces();
        self.arrived = false;
        let Some(field) = self.fields.get_mut(self.focus) else { return Event::Nothing };
        let many = field.kind == Kind::Lines;
        if let Some(text) = input.as_text() {
            if field.ticks && matches!(text.as_str(), " " | "\u{3000}") && field.turn_tick() {
                return Event::Edited;
            }
            return match &field.kind {
                Kind::Action => Event::Nothing,
                Kind::Choice(options) => {
                    let typed = half_width(&text);
                    let chosen = match typed.trim().parse::<usize>() {
                        Ok(n) => options.get(n.wrapping_sub(1)),
                        // What an input method leaves over must not change anything.
                        Err(_) if !typed.trim().is_empty() => None,
                        Err(_) => step(options, field.editor.text(), 1),
                    };
                    match chosen.cloned() {
                        Some(option) => {
                            field.editor.set(option);
                            Event::Edited
                        }
                        None => Event::Nothing,
                    }
                }
                Kind::Lines => {
                    field.editor.insert(&text);
                    Event::Edited
                }
                _ => {
                    if replaces {
                        field.editor.set("");
                    }
                    field.editor.insert(text.replace('\n', " ").trim_end_matches('\r'));
                    Event::Edited
                }
            };
        }
        let Input::Key(Key { code, ctrl }) = input else { return Event::Nothing };
        if let (Kind::Choice(options), KeyCode::Left | KeyCode::Right) = (&field.kind, code) {
            let by = if *code == KeyCode::Left { -1 } else { 1 };
            let Some(option) = step(options, field.editor.text(), by).cloned() else { return Event::Nothing };
            field.editor.set(option);
            return Event::Edited;
        }
        let editor = &mut field.editor;
        let chosen = matches!(field.kind, Kind::Choice(_) | Kind::Action);
        match code {
            _ if *ctrl && chosen => return Event::Nothing,
            _ if *ctrl => return edited(cell::edit(editor, input)),
            KeyCode::Tab => return self.move_focus(1),
            KeyCode::BackTab => return self.move_focus(-1),
            KeyCode::Enter if many => editor.insert("\n"),
            KeyCode::Enter if field.kind == Kind::Action => return Event::Acted(field.id.clone()),
            KeyCode::Enter if last => return Event::Finished,
            KeyCode::Enter => return self.move_focus(1),
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                let by: isize = match code {
                    KeyCode::Up => -1,
                    KeyCode::Down => 1,
                    KeyCode::PageUp => -10,
                    _ => 10,
                };
                let moved = many && editor.vertical(by, cols);
                return if moved { Event::Nothing } else { self.move_row(by.signum()) };
            }
            // What is chosen is not text to edit.
            _ if chosen => return Event::Nothing,
            _ => return edited(cell::edit(editor, input)),
        }
        Event::Edited
    }

    /// The row of each field, and whether it stands on the right of another.
    pub fn rows(&self) -> Vec<(usize, bool)> {
        let mut rows: Vec<(usize, bool)> = Vec::new();
        for (i, field) in self.fields.iter().enumerate() {
            let last = rows.last().copied();
            let right = self.two && field.half && i > 0 && self.fields[i - 1].half && last.is_some_and(|(_, r)| !r);
            let row = last.map_or(0, |(row, _)| if right { row } else { row + 1 });
            rows.push((row, right));
        }
        rows
    }

    /// Goes to the field above or below, on the same side where that row has two.
    fn move_row(&mut self, by: isize) -> Event {
        let rows = self.rows();
        let Some(&(row, right)) = rows.get(self.focus) else { return Event::Nothing };
        let Some(wanted) = row.checked_add_signed(by) else { return Event::Nothing };
        let beside = |side| rows.iter().position(|r| *r == (wanted, side));
        beside(right).or_else(|| beside(false)).map_or(Event::Nothing, |to| self.focus_at(to))
    }

    fn move_focus(&mut self, by: isize) -> Event {
        self.focus_at(self.focus.saturating_add_signed(by).min(self.fields.len().saturating_sub(1)))
    }

    fn focus_at(&mut self, to: usize) -> Event {
        if to == self.focus {
            return Event::Nothing;
        }
        self.arrived = true;
        let left = std::mem::replace(&mut self.focus, to);
        Event::Left(self.fields[left].id.clone())
    }
}

fn edited(edit: Edit) -> Event {
    if edit == Edit::Changed { Event::Edited } else { Event::Nothing }
}

/// What is typed, by field; what a field only shows is not.
fn texts(fields: &[Field]) -> BTreeMap<String, String> {
    let typed = fields.iter().filter(|f| f.kind != Kind::Action);
    typed.map(|f| (f.id.clone(), f.editor.text().to_owned())).collect()
}

/// The option some steps from the present one, around the end.
fn step<'a>(options: &'a [String], now: &str, by: isize) -> Option<&'a String> {
    let len = options.len();
    match options.iter().position(|o| o == now) {
        Some(at) => options.get((at + len).wrapping_add_signed(by) % len),
        None => options.first(),
    }
}
