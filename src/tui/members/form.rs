//! A member's page: the fields, what happened to the membership, open issues of an import, attendance this year.

use super::event::EventPopup;
use crate::{
    book::{self, Attended, Book, Draft, Issue, LedgerLine, papers::Subject},
    model::{
        activity::Roll,
        date::{Date, Period, Span},
        dues::year::DuesYear,
        id::MemberId,
        member::{Member, MemberEvent},
    },
    text::wrap::wrap,
    tui::{
        command::{Cmd, Place},
        dues::standard::DuesStandard,
        go::Go,
        input::Input,
        key::Typing,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        shell::history,
        widget::{
            form::{Event, Form},
            form_view, papers,
            pick::{Choice, Item, Pick},
        },
    },
};
use chrono::Datelike;
use fields::{fields, of_heading, turned, typed};
use ratatui::{layout::Rect, style::Style};
use std::collections::BTreeMap;

mod arrival;
pub mod fields;
mod notes;

/// What the keys of drafts begin with that were never saved; a number follows.
const NEW: &str = "member:new:";
/// What the keys of drafts begin with that come from a held row; its issue's id follows.
const HELD: &str = "member:held:";

pub struct MemberForm {
    /// The key of the form's draft.
    key: String,
    /// The member as last saved, or as new.
    member: Member,
    form: Form,
    events: Vec<MemberEvent>,
    issues: Vec<Issue>,
    /// The held row that a new member comes from.
    held: Option<Issue>,
    /// This year's activities on whose roll the member stands, the newest first.
    attended: Vec<Attended>,
    /// This year's dues of this member alone; `None` for one who was never saved.
    dues: Option<DuesYear>,
    /// What ledgers say of this year, by day.
    rows: Vec<LedgerLine>,
    today: Date,
    /// Names of the kinds of activity by their ids.
    kinds: BTreeMap<String, String>,
    /// Identity number and phone are shown whole.
    revealed: bool,
}

impl MemberForm {
    /// A member's page, with its draft put back if there is one; a new one for id 0.
    pub fn open(book: &Book, id: MemberId) -> book::Result<(Self, Option<String>)> {
        if id.0 == 0 {
            let key = format!("{NEW}{}", book.draft_number());
            return Ok((Self::with(book, book.new_member()?, None, key)?, None));
        }
        let member = book.member(id)?.ok_or_else(|| book::Error::gone("这名党员"))?;
        Self::with(book, member, None, format!("member:{id}"))?.with_draft(book)
    }

    /// A member's page at the field that a roster's column fills.
    pub fn open_at(book: &Book, id: MemberId, column: &str) -> book::Result<(Self, Option<String>)> {
        let (mut layer, note) = Self::open(book, id)?;
        layer.form.focus_on(of_heading(column).unwrap_or("note"));
        Ok((layer, note))
    }

    /// A new member from a held row of a roster; saving settles the row.
    pub fn of_held_row(book: &Book, issue: &Issue) -> book::Result<(Self, Option<String>)> {
        let key = format!("{HELD}{}", issue.id);
        Self::with(book, book.held_member(issue)?, Some(issue.clone()), key)?.with_draft(book)
    }

    /// Goes on with a draft: of a member, of a held row, or of one that was never saved or is gone.
    pub fn resume(book: &Book, draft: Draft) -> book::Result<(Self, Option<String>)> {
        let saved = draft.key.strip_prefix("member:").and_then(|id| id.parse().ok()).map(MemberId);
        if let Some(id) = saved
            && book.member(id)?.is_some()
        {
            return Self::open(book, id);
        }
        let held = draft.key.strip_prefix(HELD).and_then(|id| id.parse().ok());
        if let Some(issue) = held.and_then(|id| book.issue(id).ok()) {
            return Self::of_held_row(book, &issue);
        }
        let mut form = Self::with(book, book.new_member()?, None, draft.key.clone())?;
        let note = form.take_back(draft.body);
        Ok((form, note))
    }

    fn with_draft(mut self, book: &Book) -> book::Result<(Self, Option<String>)> {
        let draft = book.drafts().into_iter().find(|d| d.key == self.key);
        let note = draft.and_then(|draft| self.take_back(draft.body));
        Ok((self, note))
    }

    fn with(book: &Book, member: Member, held: Option<Issue>, key: String) -> book::Result<Self> {
        let mut layer = Self {
            key,
            form: Form::new(Vec::new()),
            member,
            events: Vec::new(),
            issues: Vec::new(),
            held,
            attended: Vec::new(),
            dues: None,
            rows: Vec::new(),
            today: book.today(),
            kinds: book.catalog().kinds.iter().map(|k| (k.id.clone(), k.name.clone())).collect(),
            revealed: false,
        };
        layer.form = layer.fresh();
        layer.read(book)?;
        // What is not known of somebody new is asked first.
        let known = layer.member.id.0 != 0 || layer.held.is_some();
        layer.form.focus_on(if known { "name" } else { arrival::HOW });
        Ok(layer)
    }

    /// The page with what is known of the member; of a new one it begins with how the person came.
    fn fresh(&self) -> Form {
        let known = fields(&self.member, self.revealed);
        if self.member.id.0 != 0 {
            return Form::new(known);
        }
        let mut form = Form::new(arrival::fields(self.held.is_some()).into_iter().chain(known).collect());
        arrival::follow(&mut form, self.today);
        form
    }

    /// Puts a draft's texts back.
    fn take_back(&mut self, body: serde_json::Value) -> Option<String> {
        let values: BTreeMap<String, String> = serde_json::from_value(body).ok()?;
        self.form.restore(&values);
        arrival::follow(&mut self.form, self.today);
        Some("已接上没保存的草稿;不要了按 F10 找“放弃修改”".to_owned())
    }

    fn read(&mut self, book: &Book) -> book::Result<()> {
        if self.member.id.0 == 0 {
            return Ok(());
        }
        self.events = book.member_events(self.member.id)?;
        self.issues = book.issues()?.into_iter().filter(|i| i.member == Some(self.member.id)).collect();
        self.attended = book.member_attendance(self.member.id, self.today.year())?;
        self.attended.reverse();
        self.dues = Some(book.member_dues(self.member.id, self.today.year())?);
        self.rows = book.rows_of_member(self.member.id, self.today.year())?;
        Ok(())
    }

    /// The issue about the field in focus, or else the first.
    fn issue_in_focus(&self) -> Option<&Issue> {
        let focus = self.form.focused().map(|f| f.id.as_str());
        let here = |i: &&Issue| focus.is_some() && of_heading(&i.problem.column) == focus;
        self.issues.iter().find(here).or_else(|| self.issues.first())
    }

    /// Shows the numbers whole, or hides them again; what was typed stays.
    fn reveal(&mut self) {
        let values = turned(&self.form, &self.member, self.revealed);
        self.revealed = !self.revealed;
        let focus = self.form.focus;
        self.form = self.fresh();
        self.form.restore(&values);
        arrival::follow(&mut self.form, self.today);
        self.form.focus = focus;
    }

    /// Saves the page; whether it could be saved.
    fn save(&mut self, cx: &mut Cx) -> bool {
        let known = self.member.id.0 != 0;
        let came = if known { Ok(None) } else { arrival::typed(&self.form, self.today).map(Some) };
        let (member, came) = match typed(&self.form, &self.member).and_then(|member| Ok((member, came?))) {
            Ok(typed) => typed,
            Err((field, why)) => {
                self.form.focus_on(field);
                cx.warn(format!("没有保存:{why}"));
                return false;
            }
        };
        let open = self.issues.len();
        let result = match (came, &self.held) {
            (Some(came), Some(issue)) => cx.book.save_held(&arrival::fill(member.clone(), came), issue.id, came),
            (Some(came), None) => cx.book.add_member(&arrival::fill(member.clone(), came), came),
            (None, _) => cx.book.save_member(&member),
        };
        let Some(changed) = cx.tried(result) else { return false };
        let id = if member.id.0 == 0 { changed.members.first().copied().unwrap_or(member.id) } else { member.id };
        let reread = cx.book.member(id);
        let Some(Some(saved)) = cx.tried(reread) else { return false };
        let name = saved.name.clone();
        let old = std::mem::replace(&mut self.member, saved);
        // Another part or group on the page holds for the past too: right for what was wrong, not for what changed.
        let moved =
            old.id.0 != 0 && (old.role != self.member.role || !old.group.is_empty() && old.group != self.member.group);
        let since = if moved { ";是从某天起变的,按 Ctrl+E 登记,以前的会才按原来的算" } else { "" };
        let settled =
            if self.held.take().is_some() { ",暂存的这一行已处理".to_owned() } else { self.settled(open, cx) };
        let focus = self.form.focused().map_or_else(String::new, |f| f.id.clone());
        self.form = self.fresh();
        self.form.focus_on(&focus);
        if !known {
            // The page has lost its first question; what happened to the membership stands below it.
            let read = self.read(cx.book);
            cx.tried(read);
        }
        cx.ask(Action::DropDraft(std::mem::replace(&mut self.key, format!("member:{id}"))));
        cx.ask(Action::Changed);
        cx.say(format!("已保存 {name}{settled}{since}"));
        true
    }

    /// Prints this person as saved, changes first. Somebody comes into being by being saved, never by being printed.
    fn print(&mut self, cx: &mut Cx) {
        if self.member.id.0 == 0 {
            return cx.warn("这名党员还没保存:先按 Ctrl+S 保存,再打印");
        }
        if !self.form.is_dirty() || self.save(cx) {
            papers::print_first(&Subject::Member(self.member.id), cx);
        }
    }

    /// How many of the issues that were open the save has answered.
    fn settled(&mut self, open: usize, cx: &mut Cx) -> String {
        let read = self.read(cx.book);
        cx.tried(read);
        match open.saturating_sub(self.issues.len()) {
            0 => String::new(),
            n => format!(",{n}处存疑已销"),
        }
    }
}

impl Layer for MemberForm {
    fn place(&self) -> Place {
        Place::MemberForm
    }

    fn typing(&self) -> Typing {
        self.form.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Settle if self.held.is_some() => Err("存盘就算处理了;不录入的,返回后在存疑里按 Ctrl+G".into()),
            Cmd::Settle if self.issues.is_empty() => Err("没有存疑的地方".into()),
            Cmd::Event | Cmd::DuesStandard if self.member.id.0 == 0 => Err("先保存这名党员".into()),
            Cmd::MemberRows if self.rows.is_empty() => Err("今年的台账里没有这个人".into()),
            Cmd::Discard if !self.form.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => {
                self.save(cx);
            }
            Cmd::Reveal => self.reveal(),
            Cmd::History => {
                let steps = cx.book.member_history(self.member.id);
                if let Some(steps) = cx.tried(steps) {
                    cx.push(history::of_record(&self.member.name, steps));
                }
            }
            Cmd::DuesStandard => {
                let standards = self.dues.iter().flat_map(|all| &all.lines).flat_map(|l| l.standards.clone());
                let (standards, month) = (standards.collect::<Vec<_>>(), Period::of(Span::Month, self.today));
                cx.push(DuesStandard::ask(&self.member, &standards, month, self.today));
            }
            Cmd::MemberRows => {
                let item =
                    |r: &LedgerLine| Item::new(&format!("{} {}", r.on, r.text), "", Choice::Go(Go::LedgerRow(r.id)));
                let items = self.rows.iter().rev().map(item).collect();
                cx.push(Pick::filtered(&format!("{} 在台账里的记录", self.member.name), items));
            }
            Cmd::Event => cx.push(EventPopup::ask(self.member.clone(), self.events.clone(), self.today)),
            Cmd::Settle => {
                let Some((id, column)) = self.issue_in_focus().map(|i| (i.id, i.problem.column.clone())) else {
                    return;
                };
                let result = cx.book.settle_issue(id);
                if cx.changed(result) {
                    cx.say(format!("{column}已记为核实无误;Ctrl+Z 撤销"));
                }
            }
            Cmd::Print => self.print(cx),
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key.clone()));
                self.form = self.fresh();
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if self.form.input(input) == Event::Finished {
            self.save(cx);
        } else if self.member.id.0 == 0 {
            arrival::follow(&mut self.form, self.today);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        let state = match (self.member.id.0, self.form.is_dirty()) {
            (0, _) => "新增",
            (_, true) => "有未保存的修改",
            _ => "已保存",
        };
        let due = self.attended.iter().filter(|a| !matches!(a.roll, Roll::Observer | Roll::NotDue)).count();
        let came = self.attended.iter().filter(|a| a.roll == Roll::Present).count();
        let head = match &self.held {
            Some(_) => "由暂存的一行新增 · 有疑问的格没有代填,请对照下面的原文补全,Ctrl+S 存盘".to_owned(),
            None => format!("党员 {} · {state} · 今年应到{due}次 到会{came}次", self.member.name),
        };
        canvas.text(area.x + 1, area.y, area.width - 1, &head, theme.label);
        let cols = area.width.saturating_sub(2);
        let notes = self.notes(theme);
        let below: Vec<(&str, Style)> = notes
            .iter()
            .flat_map(|(text, style)| wrap(text, cols.into()).into_iter().map(|line| (&text[line], *style)))
            .collect();
        let rows = u16::try_from(below.len()).unwrap_or(u16::MAX).min(area.height * 2 / 5);
        let form = Rect::new(area.x, area.y + 1, area.width, area.height - 1 - rows);
        for (y, (line, style)) in (form.bottom()..area.bottom()).zip(&below) {
            canvas.text(area.x + 1, y, cols, line, *style);
        }
        form_view::draw(&mut self.form, canvas, form, self.today);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        if let Some(member) = book.member(self.member.id)?.filter(|m| *m != self.member) {
            // What is being typed stays; a field that nobody touched shows what is stored now.
            let stored = Form::new(fields(&self.member, self.revealed));
            let mut typed = self.form.values();
            typed.retain(|id, text| stored.get(id) != text.trim());
            let focus = self.form.focus;
            self.form = Form::new(fields(&member, self.revealed));
            self.form.restore(&typed);
            self.form.focus = focus;
            self.member = member;
        }
        self.read(book)
    }

    fn record(&self) -> Option<String> {
        Some(self.key.clone())
    }

    fn draft(&self) -> Option<Draft> {
        self.form.is_dirty().then(|| Draft {
            key: self.key.clone(),
            org: self.member.org,
            label: format!("党员{}", self.form.get("name")),
            saved_at: self.today.into(),
            body: serde_json::to_value(self.form.values()).unwrap_or_default(),
        })
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
