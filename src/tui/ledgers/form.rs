//! The form of one row of a ledger, made of the fields that the ledger's file describes.
//! Not here: the list (`list`), closing (`close_row`).

use super::close_row;
use crate::{
    book::{
        self, Book, Draft, FilesOf,
        papers::{Format, ROW_NOTICE, ROW_PAPER, Subject},
    },
    model::{
        date::Date,
        field::FieldType,
        id::{LedgerEntryId, MemberId},
        lack::in_words,
        ledger::{CLOSED_BY, Ledger, LedgerEntry},
    },
    text::width::{cut_with_sign, width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        shell::history,
        widget::{
            attachments::Attachments,
            form::{Event, Field, Form, Kind},
            form_view, papers, spec,
        },
    },
};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the keys of drafts begin with that were never saved; the ledger follows, then a number.
const NEW: &str = "ledger:new:";
const TITLE: &str = "title";
const OPENED: &str = "opened";
const DUE: &str = "due";

pub struct LedgerForm {
    /// The key of the form's draft.
    key: String,
    ledger: Ledger,
    /// The row as last saved, or as new.
    entry: LedgerEntry,
    form: Form,
    /// The person whom a number or initials named last: of two with one name the one that was meant.
    meant: Option<(MemberId, String)>,
    /// The word that was last taken for somebody's initials.
    misheard: String,
    today: Date,
}

/// The form's draft: raw texts.
#[derive(Serialize, Deserialize)]
struct Body {
    values: BTreeMap<String, String>,
}

impl LedgerForm {
    /// The form of a saved row, with its draft put back if there is one.
    pub fn open(book: &Book, id: LedgerEntryId) -> book::Result<(Self, Option<String>)> {
        let entry = book.ledger_row(id)?.ok_or_else(|| book::Error::gone("这一条"))?;
        let mut form = Self::with(book, entry, format!("ledger:{id}"));
        let lacking = form.go_to_lacking();
        let draft = book.drafts().into_iter().find(|d| d.key == form.key);
        let note = draft.and_then(|draft| form.take_back(draft));
        Ok((form, note.or(lacking)))
    }

    /// Begins at the first field that the row lacks; what it lacks, in words.
    fn go_to_lacking(&mut self) -> Option<String> {
        let entry = &self.entry;
        let lacks = self.ledger.lacks(entry.opened_on, entry.closed_on, &entry.fields);
        self.form.focus_on(&lacks.first()?.field);
        Some(format!("还缺:{}", in_words(&lacks)))
    }

    /// The form of a new row, about a member where one is meant: then what is written next has the focus.
    pub fn create(book: &Book, ledger: &str, about: Option<MemberId>) -> book::Result<(Self, Option<String>)> {
        let key = format!("{NEW}{ledger}:{}", book.draft_number());
        let entry = match about {
            Some(member) => book.new_ledger_row_about(ledger, member)?,
            None => book.new_ledger_row(ledger)?,
        };
        let mut form = Self::with(book, entry, key);
        if about.is_some() && form.ledger.person {
            form.form.focus_on(OPENED);
        }
        Ok((form, None))
    }

    /// Goes on with a draft: of a saved row, or of one that was never saved or is gone.
    pub fn resume(book: &Book, draft: Draft) -> book::Result<(Self, Option<String>)> {
        let saved = draft.key.strip_prefix("ledger:").and_then(|id| id.parse().ok()).map(LedgerEntryId);
        if let Some(id) = saved
            && book.ledger_row(id)?.is_some()
        {
            return Self::open(book, id);
        }
        let ledger = draft.key.strip_prefix(NEW).and_then(|rest| rest.split(':').next()).unwrap_or_default();
        let mut form = Self::with(book, book.new_ledger_row(ledger)?, draft.key.clone());
        let note = form.take_back(draft);
        Ok((form, note))
    }

    fn with(book: &Book, entry: LedgerEntry, key: String) -> Self {
        let ledger = book.ledger(&entry.ledger);
        let mut form = Form::new(fields(&ledger, &entry));
        // What a saved row is about is known; what becomes of it is written next.
        let next = ledger.fields.first().filter(|_| entry.id.0 != 0);
        form.focus_on(next.map_or(TITLE, |f| &f.id));
        let member = ledger.member_column().map(|c| form.get(c).to_owned());
        let meant = entry.member.zip(member);
        Self { key, ledger, entry, form, meant, misheard: String::new(), today: book.today() }
    }

    fn take_back(&mut self, draft: Draft) -> Option<String> {
        let body: Body = serde_json::from_value(draft.body).ok()?;
        self.form.restore(&body.values);
        Some("已接上没保存的草稿;不要了按 F10 找“放弃修改”".to_owned())
    }

    fn is_new(&self) -> bool {
        self.entry.id.0 == 0
    }

    /// The row as typed, or the field at fault and what is wrong with it.
    fn typed(&self) -> Result<LedgerEntry, (String, String)> {
        let mut entry = self.entry.clone();
        let labels = &self.ledger.labels;
        let day = |id: &str, label: &str| {
            let text = self.form.get(id);
            self.form
                .day(id, self.today)
                .ok_or_else(|| (id.to_owned(), format!("{label}“{text}”看不懂,例如 3月5日、2026-3-5")))
        };
        self.form.get(TITLE).clone_into(&mut entry.title);
        entry.opened_on = day(OPENED, &labels.opened)?;
        entry.due_on = if self.form.get(DUE).is_empty() { None } else { Some(day(DUE, &labels.due)?) };
        for field in self.ledger.fields.iter().filter(|f| self.form.fields.iter().any(|shown| shown.id == f.id)) {
            let text = field.read(self.form.get(&field.id), self.today);
            entry.set(&field.id, &text.map_err(|why| (field.id.clone(), why))?);
        }
        Ok(entry)
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let mut entry = match self.typed() {
            Ok(entry) => entry,
            Err((field, why)) => {
                self.form.focus_on(&field);
                cx.warn(format!("没有保存:{why}"));
                return false;
            }
        };
        if let Some(name) = self.ledger.member_column().map(|column| self.form.get(column).to_owned()) {
            let members = cx.book.members();
            let Some(members) = cx.tried(members) else { return false };
            let mut of_that_name = members.iter().filter(|m| m.name == name);
            let only = of_that_name.next().filter(|_| of_that_name.next().is_none()).map(|m| m.id);
            entry.member = self.meant.as_ref().filter(|(_, meant)| *meant == name).map(|(id, _)| *id).or(only);
        }
        let saved = cx.book.save_ledger_row(&entry);
        let Some((id, _)) = cx.tried(saved) else { return false };
        let reread = cx.book.ledger_row(id);
        let Some(Some(entry)) = cx.tried(reread) else { return false };
        self.show(entry);
        cx.ask(Action::DropDraft(std::mem::replace(&mut self.key, format!("ledger:{id}"))));
        cx.ask(Action::Changed);
        cx.say(format!("已保存到{}", self.ledger.name));
        true
    }

    /// The row as it is stored, in place of what was typed; the focus stays.
    fn show(&mut self, entry: LedgerEntry) {
        let focus = self.form.focused().map(|f| f.id.clone()).unwrap_or_default();
        self.entry = entry;
        self.form = Form::new(fields(&self.ledger, &self.entry));
        self.form.focus_on(&focus);
    }

    /// Whether a field names a person.
    fn is_person(&self, field: &str) -> bool {
        let person = self.ledger.fields.iter().any(|f| f.id == field && f.kind == FieldType::Person);
        person || field == TITLE && self.ledger.person
    }

    /// A person typed by number or initials becomes the member's name, and so does a word that the input method made of
    /// the initials, unless it is typed a second time. Says what was done, or that the name is nobody's on the roster.
    fn name_person(&mut self, field: &str, cx: &mut Cx) -> Option<String> {
        let typed = self.form.get(field).to_owned();
        if typed.is_empty() || !self.is_person(field) {
            return None;
        }
        let members = cx.book.members();
        let members = cx.tried(members)?;
        let misheard = || spec::member_misheard(&members, &typed).filter(|_| self.misheard != typed);
        let named = spec::member_meant(&members, &typed).map(|m| (m, false));
        let Some((member, guessed)) = named.or_else(|| Some((misheard()?, true))) else {
            let outsider = spec::outsider(&members, &typed)?;
            return Some(format!("名册上没有{outsider},按名册外的人记下"));
        };
        self.form.set(field, &member.name);
        if let Some(shown) = self.form.fields.iter_mut().find(|f| f.id == field) {
            shown.told.clear();
        }
        if self.ledger.member_column() == Some(field) {
            self.meant = Some((member.id, member.name.clone()));
        }
        if !guessed {
            return None;
        }
        let said = format!("{typed}按首字母认作{};真是{typed}就再输一次", member.name);
        self.misheard = typed;
        Some(said)
    }

    /// Shows beside a number, or initials, whom they mean.
    fn show_meant(&mut self, cx: &mut Cx) {
        let Some(field) = self.form.focused().map(|f| f.id.clone()).filter(|id| self.is_person(id)) else { return };
        let typed = self.form.get(&field);
        let members = if typed.is_empty() { Ok(Vec::new()) } else { cx.book.members() };
        let members = cx.tried(members).unwrap_or_default();
        let told = spec::member_meant(&members, typed).map_or(String::new(), |m| format!("= {}", m.name));
        if let Some(field) = self.form.fields.get_mut(self.form.focus) {
            field.told = told;
        }
    }
}

/// What every row has, then what the ledger adds. Who closed it stands there only once somebody did.
fn fields(ledger: &Ledger, entry: &LedgerEntry) -> Vec<Field> {
    let labels = &ledger.labels;
    let title = Field::line(TITLE, &labels.title, &entry.title);
    let mut fields = vec![if ledger.person { title.hint(spec::PERSON) } else { title }];
    fields.push(Field::new(OPENED, &labels.opened, Kind::Day, &entry.opened_on.to_string()).half());
    if !labels.due.is_empty() {
        let due = entry.due_on.map_or(String::new(), |d| d.to_string());
        fields.push(Field::new(DUE, &labels.due, Kind::Deadline(OPENED.into()), &due).half());
    }
    let shown = ledger.fields.iter().filter(|f| f.id != CLOSED_BY || entry.closed_on.is_some());
    fields.extend(shown.map(|f| {
        let field = spec::field(f, entry.text(&f.id));
        // Steps and figures are many and short.
        if matches!(f.kind, FieldType::Date | FieldType::Number) { field.half() } else { field }
    }));
    fields
}

impl Layer for LedgerForm {
    fn place(&self) -> Place {
        Place::LedgerForm
    }

    fn typing(&self) -> Typing {
        self.form.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::CloseRow | Cmd::Attach if self.is_new() => Err("先保存这一条(Ctrl+S)".into()),
            Cmd::CloseRow if !self.ledger.closes => Err("流水账登记即完成".into()),
            Cmd::Discard if !self.form.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn word(&self, cmd: Cmd) -> Option<String> {
        (self.ledger.closes && cmd == Cmd::CloseRow).then(|| close_row::word(&self.ledger, Some(&self.entry)))
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        // A command may come while a name is half typed.
        let focus = self.form.focused().map(|f| f.id.clone()).unwrap_or_default();
        let named = self.name_person(&focus, cx).filter(|_| self.form.is_dirty());
        // What is closed or printed is what is saved.
        let saves_first = matches!(cmd, Cmd::CloseRow | Cmd::Print) && (self.form.is_dirty() || self.is_new());
        if (saves_first || cmd == Cmd::Save) && !self.save(cx) {
            return;
        }
        if let Some(named) = named.filter(|_| cmd == Cmd::Save) {
            cx.say(format!("已保存到{};{named}", self.ledger.name));
        }
        match cmd {
            Cmd::CloseRow => close_row::close_or_reopen(&self.ledger, &self.entry, cx),
            Cmd::Print => {
                let what = if self.ledger.paper.is_some() { &ROW_PAPER } else { &ROW_NOTICE };
                let of = Subject::Ledger(&self.ledger, std::slice::from_ref(&self.entry), Some(&self.entry));
                papers::print(what, Format::Docx, &of, cx);
            }
            Cmd::Attach => {
                let popup = Attachments::new(cx.book, FilesOf::Entry(self.entry.id), &self.entry.title);
                if let Some(popup) = cx.tried(popup) {
                    cx.push(popup);
                }
            }
            Cmd::History => {
                let steps = cx.book.ledger_history(&self.entry);
                if let Some(steps) = cx.tried(steps) {
                    cx.push(history::of_record(&self.entry.title, steps));
                }
            }
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key.clone()));
                self.show(self.entry.clone());
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match self.form.input(input) {
            Event::Left(id) => {
                if let Some(said) = self.name_person(&id, cx) {
                    cx.say(said);
                }
            }
            Event::Edited => self.show_meant(cx),
            Event::Finished => {
                self.save(cx);
            }
            _ => {}
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        canvas.fill(area, canvas.theme.normal);
        let saved = match (self.is_new(), self.form.is_dirty()) {
            (true, _) => "新建",
            (false, true) => "有未保存的修改",
            (false, false) => "已保存",
        };
        let state = self.ledger.state_words(self.entry.standing(self.today));
        let closed = self.entry.closed_on.filter(|_| self.ledger.closes).map_or(String::new(), |d| format!(" {d}"));
        let mut head = format!("{} · {saved}", self.ledger.name);
        if !state.is_empty() {
            head.push_str(&format!(" · {state}{closed}"));
        }
        canvas.text(area.x + 1, area.y, area.width - 1, &head, canvas.theme.label);
        if let Ok(used) = u16::try_from(width(&head) + 4) {
            let room = area.width.saturating_sub(used);
            let basis = cut_with_sign(&self.ledger.basis, room.into());
            canvas.text(area.x + used, area.y, room, &basis, canvas.theme.dim);
        }
        form_view::draw(&mut self.form, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1), self.today);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        // What is being typed stays; what was closed or undone elsewhere shows.
        if !self.form.is_dirty()
            && let Some(entry) = book.ledger_row(self.entry.id)?
        {
            self.show(entry);
        }
        Ok(())
    }

    fn record(&self) -> Option<String> {
        Some(self.key.clone())
    }

    fn draft(&self) -> Option<Draft> {
        if !self.form.is_dirty() {
            return None;
        }
        let mut values = self.form.values();
        // 昨天 must still mean the same day when the draft is opened next week.
        for field in self.form.fields.iter().filter(|f| f.is_day()) {
            if let Some(day) = self.form.day(&field.id, self.today) {
                values.insert(field.id.clone(), day.to_string());
            }
        }
        Some(Draft {
            key: self.key.clone(),
            org: self.entry.org,
            label: format!("{}《{}》", self.ledger.name, self.form.get(TITLE)),
            saved_at: self.today.into(),
            body: serde_json::to_value(Body { values }).unwrap_or_default(),
        })
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
