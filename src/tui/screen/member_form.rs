//! A member's page: the fields, what happened to the membership, open questions from an import, attendance this year.

use crate::{
    book::{self, Attended, Book, Draft, Issue},
    model::{
        activity::Roll,
        date::{Date, PartialDate},
        id::MemberId,
        member::{Category, Member, MemberEvent, Role, Sex},
    },
    text::{
        date::parse_partial,
        idcard::{mask_id, mask_phone, normal},
        number::digits,
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        popup::{history, member_event::EventPopup},
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
        },
    },
};
use chrono::Datelike;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// What the keys of drafts begin with that were never saved; a number follows.
const NEW: &str = "member:new:";

pub struct MemberForm {
    /// Of its draft.
    key: String,
    /// As last saved, or as new.
    member: Member,
    form: Form,
    events: Vec<MemberEvent>,
    issues: Vec<Issue>,
    /// This year's activities, the newest first.
    attended: Vec<Attended>,
    today: Date,
    /// Names of the kinds of activity by their ids.
    kinds: BTreeMap<String, String>,
    /// Identity number and phone are shown whole.
    revealed: bool,
}

const YES: &str = "是";
const NO: &str = "否";

impl MemberForm {
    /// A member's page, with its draft put back if there is one; a new one for id 0.
    pub fn open(book: &Book, id: MemberId) -> book::Result<(Self, Option<String>)> {
        if id.0 == 0 {
            let key = format!("{NEW}{}", book.draft_number());
            return Ok((Self::with(book, book.new_member()?, key)?, None));
        }
        let member = book.member(id)?.ok_or_else(|| book::Error::gone("这名党员"))?;
        let mut form = Self::with(book, member, format!("member:{id}"))?;
        let draft = book.drafts().into_iter().find(|d| d.key == form.key);
        let note = draft.and_then(|draft| form.take_back(draft.body));
        Ok((form, note))
    }

    /// Goes on with a draft: of a member, or of one that was never saved or is gone.
    pub fn resume(book: &Book, draft: Draft) -> book::Result<(Self, Option<String>)> {
        let saved = draft.key.strip_prefix("member:").and_then(|id| id.parse().ok()).map(MemberId);
        if let Some(id) = saved
            && book.member(id)?.is_some()
        {
            return Self::open(book, id);
        }
        let mut form = Self::with(book, book.new_member()?, draft.key.clone())?;
        let note = form.take_back(draft.body);
        Ok((form, note))
    }

    fn with(book: &Book, member: Member, key: String) -> book::Result<Self> {
        let mut layer = Self {
            key,
            form: Form::new(fields(&member, false)),
            member,
            events: Vec::new(),
            issues: Vec::new(),
            attended: Vec::new(),
            today: book.today(),
            kinds: book.catalog().kinds.iter().map(|k| (k.id.clone(), k.name.clone())).collect(),
            revealed: false,
        };
        layer.read(book)?;
        layer.form.focus_on("name");
        Ok(layer)
    }

    /// Puts a draft's texts back.
    fn take_back(&mut self, body: serde_json::Value) -> Option<String> {
        let values: BTreeMap<String, String> = serde_json::from_value(body).ok()?;
        self.form.restore(&values);
        Some("已接上没保存的草稿;不要了按 Ctrl+U".to_owned())
    }

    fn read(&mut self, book: &Book) -> book::Result<()> {
        if self.member.id.0 == 0 {
            return Ok(());
        }
        self.events = book.member_events(self.member.id)?;
        self.issues = book.issues()?.into_iter().filter(|i| i.member == Some(self.member.id)).collect();
        self.attended = book.member_attendance(self.member.id, self.today.year())?;
        self.attended.reverse();
        Ok(())
    }

    /// The member as typed, or the field at fault and what is wrong with it.
    fn typed(&self) -> Result<Member, (&'static str, String)> {
        let get = |id| self.form.get(id).to_owned();
        let date = |id: &'static str| match self.form.get(id) {
            "" => Ok(None),
            text => parse_partial(text)
                .and_then(|(y, m, d)| PartialDate::new(y, m, d))
                .map(Some)
                .ok_or((id, format!("日期“{text}”看不懂,例如 1985-07-15、1985.7、1985"))),
        };
        let mut m = self.member.clone();
        m.no = digits(self.form.get("no")).filter(|n| *n > 0).ok_or(("no", "编号要写数字".to_owned()))?;
        m.name = get("name");
        m.sex = Sex::ALL.iter().copied().find(|s| s.name() == self.form.get("sex"));
        m.ethnicity = get("ethnicity");
        m.birth = date("birth")?;
        // A masked number stands for itself until somebody types another.
        let id_number = self.form.get("id_number");
        if id_number != mask_id(&self.member.id_number) {
            m.id_number = whole("id_number", &normal(id_number))?;
        }
        if self.form.get("phone") != mask_phone(&self.member.phone) {
            m.phone = whole("phone", self.form.get("phone"))?;
        }
        m.education = get("education");
        m.category = Category::ALL.iter().copied().find(|c| c.name() == self.form.get("category")).unwrap_or_default();
        m.joined = date("joined")?;
        m.full = date("full")?;
        m.group = get("group");
        m.post = get("post");
        m.role = Role::ALL.iter().copied().find(|r| r.name() == self.form.get("role"));
        m.job = get("job");
        m.address = get("address");
        m.floating = self.form.get("floating") == YES;
        m.floating_place = get("floating_place");
        m.note = get("note");
        if m.name.is_empty() {
            return Err(("name", "姓名还没填".into()));
        }
        Ok(m)
    }

    fn save(&mut self, cx: &mut Cx) {
        let member = match self.typed() {
            Ok(member) => member,
            Err((field, why)) => {
                self.form.focus_on(field);
                return cx.warn(format!("没有保存:{why}"));
            }
        };
        let result = cx.book.save_member(&member);
        let Some(changed) = cx.tried(result) else { return };
        let id = if member.id.0 == 0 { changed.members.first().copied().unwrap_or(member.id) } else { member.id };
        let reread = cx.book.member(id);
        let Some(Some(saved)) = cx.tried(reread) else { return };
        let name = saved.name.clone();
        self.member = saved;
        let focus = self.form.focus;
        self.form = Form::new(fields(&self.member, self.revealed));
        self.form.focus = focus;
        cx.ask(Action::DropDraft(std::mem::replace(&mut self.key, format!("member:{id}"))));
        cx.ask(Action::Changed(changed));
        cx.say(format!("已保存 {name}"));
    }
}

impl Layer for MemberForm {
    fn place(&self) -> Place {
        Place::MemberForm
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Settle if self.issues.is_empty() => Err("没有存疑的地方".into()),
            Cmd::Event if self.member.id.0 == 0 => Err("先保存这名党员".into()),
            Cmd::Reveal if self.form.is_dirty() => Err("先保存".into()),
            Cmd::Discard if !self.form.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.save(cx),
            Cmd::Reveal => {
                self.revealed = !self.revealed;
                let focus = self.form.focus;
                self.form = Form::new(fields(&self.member, self.revealed));
                self.form.focus = focus;
            }
            Cmd::History => {
                let steps = cx.book.member_history(self.member.id);
                if let Some(steps) = cx.tried(steps) {
                    cx.push(history::of_record(&self.member.name, steps));
                }
            }
            Cmd::Event => cx.push(EventPopup::new(self.member.clone(), self.today)),
            Cmd::Settle => {
                let Some(issue) = self.issues.first() else { return };
                let result = cx.book.settle_issue(issue.id);
                if cx.changed(result) {
                    cx.say("已记为核对过");
                }
            }
            Cmd::Print => {
                let written = cx.book.print_roster();
                if let Some(path) = cx.tried(written) {
                    cx.ask(Action::OpenFile(path));
                }
            }
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key.clone()));
                self.form = Form::new(fields(&self.member, self.revealed));
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if self.form.input(input) == Event::Finished {
            self.save(cx);
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
        let head = format!("党员 {} · {state} · 今年应到{due}次 到会{came}次", self.member.name);
        canvas.text(area.x + 1, area.y, area.width - 1, &head, theme.label);
        let extra: Vec<String> = self.member.extra.iter().map(|(k, v)| format!("{k}:{v}")).collect();
        let mut below: Vec<(String, ratatui::style::Style)> = Vec::new();
        for i in &self.issues {
            let p = &i.problem;
            below.push((
                format!("存疑 {}“{}”:{}(表格第{}行;改好或核实后按 Ctrl+G)", p.column, p.value, p.message, p.row),
                theme.due,
            ));
        }
        for e in &self.events {
            below.push((format!("变动 {} {} {}", e.on, e.kind.name(), e.detail), theme.normal));
        }
        if !extra.is_empty() {
            below.push((format!("原表其他栏 {}", extra.join(" ")), theme.dim));
        }
        for a in &self.attended {
            let kind = self.kinds.get(&a.kind).unwrap_or(&a.kind);
            below.push((format!("{} {} {kind}《{}》 {}", a.held_on, a.roll.name(), a.title, a.reason), theme.dim));
        }
        let rows = u16::try_from(below.len()).unwrap_or(u16::MAX).min(area.height * 2 / 5);
        let form = Rect::new(area.x, area.y + 1, area.width, area.height - 1 - rows);
        for (y, (line, style)) in (form.bottom()..area.bottom()).zip(&below) {
            canvas.text(area.x + 1, y, area.width - 1, line, *style);
        }
        form_view::draw(&mut self.form, canvas, form, self.today);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        if !self.form.is_dirty()
            && let Some(member) = book.member(self.member.id)?
        {
            let focus = self.form.focus;
            self.form = Form::new(fields(&member, self.revealed));
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

/// A number typed anew; one with its middle still hidden would destroy the stored one.
fn whole(field: &'static str, number: &str) -> Result<String, (&'static str, String)> {
    match number.contains('*') {
        true => Err((field, "号码隐去了中间几位,先按 Ctrl+O 显示全部再改".into())),
        false => Ok(number.to_owned()),
    }
}

/// `revealed`: identity number and phone with all their digits.
fn fields(m: &Member, revealed: bool) -> Vec<Field> {
    let (id_number, phone) =
        if revealed { (m.id_number.clone(), m.phone.clone()) } else { (mask_id(&m.id_number), mask_phone(&m.phone)) };
    let date = |d: Option<PartialDate>| d.map_or(String::new(), |d| d.to_string());
    let choice = |id, label, names: Vec<&str>, value: &str| {
        Field::new(id, label, Kind::Choice(names.into_iter().map(str::to_owned).collect()), value).half()
    };
    let line = |id, label, value: &str| Field::line(id, label, value).half();
    let mut roles = vec![""];
    roles.extend(Role::ALL.iter().map(|r| r.name()));
    let mut fields = vec![
        line("name", "姓名", &m.name),
        line("no", "编号", &m.no.to_string()),
        choice("sex", "性别", Sex::ALL.iter().map(|s| s.name()).collect(), m.sex.map_or("", |s| s.name())),
        line("ethnicity", "民族", &m.ethnicity),
        line("birth", "出生日期", &date(m.birth)),
        line("id_number", "身份证号", &id_number),
        line("education", "学历", &m.education),
        choice("category", "类别", Category::ALL.iter().map(|c| c.name()).collect(), m.category.name()),
        line("joined", "入党时间", &date(m.joined)),
        line("full", "转正时间", &date(m.full)),
        line("group", "党小组", &m.group),
        choice("role", "支委职务", roles, m.role.map_or("", |r| r.name())),
        line("post", "党内外职务", &m.post),
        line("job", "从业情况", &m.job),
        line("phone", "联系电话", &phone),
        choice("floating", "流动党员", vec![YES, NO], if m.floating { YES } else { NO }),
        line("floating_place", "外出地点", &m.floating_place),
    ];
    fields.push(Field::line("address", "家庭住址", &m.address));
    fields.push(Field::line("note", "备注", &m.note));
    fields
}
