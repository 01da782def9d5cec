//! The form of one meeting or theme day: type, call the roll, save, print. Fields beyond the common ones come from the
//! kind (`data/activities.toml`). Not here: the roll itself (`roll_call`).

mod print;

use super::roll_call::{RollCall, summary};
use crate::{
    book::{self, Book, Draft},
    model::{
        activity::{ActivityKind, Attendance, FieldType, Meeting, Roll, Vote, Who},
        date::Date,
        duty::LATE_DAYS,
        id::ActivityId,
    },
    text::{
        date::{parse_day, parse_time},
        number::digits,
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer, Printout},
        paint::Canvas,
        popup::papers,
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
        },
    },
};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub struct MeetingForm {
    kind: ActivityKind,
    /// As last saved, or as new.
    meeting: Meeting,
    roll: Vec<Attendance>,
    form: Form,
    today: Date,
}

/// The record as typed, or the field at fault and what is wrong with it.
type Typed = Result<Meeting, (&'static str, String)>;

/// The form's draft: raw texts, so that nothing half-typed is lost.
#[derive(Serialize, Deserialize)]
struct Body {
    values: BTreeMap<String, String>,
    roll: Vec<Attendance>,
}

impl MeetingForm {
    /// A saved activity, with its draft put back if there is one.
    pub fn open(book: &Book, id: ActivityId) -> book::Result<(Self, Option<String>)> {
        let meeting = book.meeting(id)?.ok_or_else(|| book::Error::gone("这条记录"))?;
        Self::with(book, meeting)
    }

    /// A new activity, everybody due listed and nobody marked.
    pub fn create(book: &Book, kind: &str, group: &str, day: Date) -> book::Result<(Self, Option<String>)> {
        let meeting = book.new_meeting(kind, group, day)?;
        Self::with(book, meeting)
    }

    fn with(book: &Book, meeting: Meeting) -> book::Result<(Self, Option<String>)> {
        let kind = book
            .catalog()
            .kind(&meeting.activity.kind)
            .cloned()
            .unwrap_or_else(|| unknown_kind(&meeting.activity.kind));
        let groups = book.groups()?;
        let form = Form::new(fields(&kind, &meeting, &groups));
        let mut layer = Self { kind, roll: meeting.attendance.clone(), meeting, form, today: book.today() };
        layer.show_roll();
        layer.form.mark_saved();
        layer.form.focus_on("title");
        let draft = book.drafts().into_iter().find(|d| d.key == layer.key());
        let note = draft.and_then(|d| {
            let body: Body = serde_json::from_value(d.body).ok()?;
            layer.form.restore(&body.values);
            layer.roll = body.roll;
            layer.show_roll();
            Some("已接上没保存的草稿;不要了按 Ctrl+U".to_owned())
        });
        Ok((layer, note))
    }

    fn is_new(&self) -> bool {
        self.meeting.activity.id.0 == 0
    }

    fn key(&self) -> String {
        match self.is_new() {
            true => format!("activity:new:{}", self.kind.id),
            false => format!("activity:{}", self.meeting.activity.id),
        }
    }

    fn show_roll(&mut self) {
        let text = summary(&self.roll, self.kind.quorum);
        self.form.set("roll", &text);
    }

    fn typed(&self) -> Typed {
        let get = |id| self.form.get(id).to_owned();
        let mut meeting = self.meeting.clone();
        let a = &mut meeting.activity;
        a.held_on = parse_day(self.form.get("day"), self.today)
            .ok_or(("day", "日期看不懂,例如 3月5日、2026-3-5、昨天".to_owned()))?;
        let time = |id| match self.form.get(id) {
            "" => Ok(String::new()),
            text => parse_time(text).ok_or((id, format!("时间“{text}”看不懂,例如 9:00、下午2点半"))),
        };
        a.starts = time("starts")?;
        a.ends = time("ends")?;
        let number = |id| match self.form.get(id) {
            "" => Ok(None),
            text => digits(text).map(Some).ok_or((id, format!("人数“{text}”要写数字"))),
        };
        a.stated_due = number("stated_due")?;
        a.stated_present = number("stated_present")?;
        if let (Some(due), Some(present)) = (a.stated_due, a.stated_present)
            && present > due
        {
            return Err(("stated_present", format!("实到{present}多于应到{due}")));
        }
        a.place = get("place");
        a.chair = get("chair");
        a.recorder = get("recorder");
        a.title = get("title");
        if self.kind.votes {
            a.topics = get("topics");
        }
        a.minutes = get("minutes");
        a.group = get("group");
        for spec in &self.kind.fields {
            let text = self.form.get(&spec.id).to_owned();
            if text.is_empty() {
                a.extra.remove(&spec.id);
            } else {
                a.extra.insert(spec.id.clone(), text);
            }
        }
        let votes: Result<Vec<Vote>, String> =
            self.form.get("votes").lines().filter(|l| !l.trim().is_empty()).map(str::parse).collect();
        meeting.votes = votes.map_err(|e| ("votes", e))?;
        meeting.attendance = self.roll.clone();
        Ok(meeting)
    }

    /// As [`Self::typed`], refused where it cannot be a record yet: what a notice or a sign-in sheet can do without.
    fn held(&self) -> Typed {
        let meeting = self.typed()?;
        let a = &meeting.activity;
        if a.held_on > self.today {
            return Err(("day", format!("{} 还没到,会后再记", a.held_on)));
        }
        if a.title.is_empty() {
            return Err(("title", format!("{}还没填", self.kind.title_label)));
        }
        Ok(meeting)
    }

    /// The record, or what is wrong with it on the message line and the cursor in that field.
    fn tried(&mut self, read: Typed, not_done: &str, cx: &mut Cx) -> Option<Meeting> {
        match read {
            Ok(meeting) => Some(meeting),
            Err((field, why)) => {
                self.form.focus_on(field);
                cx.warn(format!("{not_done}:{why}"));
                None
            }
        }
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let Some(meeting) = self.tried(self.held(), "没有保存", cx) else { return false };
        let key = self.key();
        let result = cx.book.save_meeting(&meeting);
        let Some((id, changed)) = cx.tried(result) else { return false };
        let reread = cx.book.meeting(id);
        let Some(Some(saved)) = cx.tried(reread) else { return false };
        self.meeting = saved;
        self.form.mark_saved();
        let late = self.meeting.activity.days_late();
        let note = if late > LATE_DAYS { format!(",晚了{late}天,记为补录") } else { String::new() };
        cx.ask(Action::DropDraft(key));
        cx.ask(Action::Changed(changed));
        cx.say(format!("已保存 {}{note}", self.meeting.activity.no));
        true
    }

    /// Who is due follows the day and the group, as long as nobody has been marked.
    fn expect_people(&mut self, cx: &mut Cx) {
        let Some(day) = parse_day(self.form.get("day"), self.today) else { return };
        if self.roll.iter().all(|a| a.roll == Roll::Unmarked) {
            let due = cx.book.due_at(&self.kind.id, self.form.get("group"), day);
            if let Some(due) = cx.tried(due) {
                self.roll = due;
                self.show_roll();
            }
        }
    }

    fn call_roll(&self, cx: &mut Cx) {
        let title = format!("{} 点名", self.kind.name);
        let members = cx.book.members();
        if let Some(members) = cx.tried(members) {
            cx.push(RollCall::new(title, self.roll.clone(), &self.kind, members));
        }
    }
}

impl Layer for MeetingForm {
    fn place(&self) -> Place {
        Place::MeetingForm
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Discard if !self.form.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => {
                self.save(cx);
            }
            Cmd::RollCall => {
                self.expect_people(cx);
                self.call_roll(cx);
            }
            Cmd::LikeLast => {
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
            Cmd::Print => self.print(Printout::Record, cx),
            Cmd::Papers => cx.push(papers::papers()),
            Cmd::Look => self.look(cx),
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key()));
                let groups = cx.book.groups();
                let Some(groups) = cx.tried(groups) else { return };
                self.form = Form::new(fields(&self.kind, &self.meeting, &groups));
                self.roll = self.meeting.attendance.clone();
                self.show_roll();
                self.form.mark_saved();
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match self.form.input(input) {
            Event::Acted(_) => {
                self.expect_people(cx);
                self.call_roll(cx);
            }
            Event::Left(id) if id == "day" || id == "group" => self.expect_people(cx),
            Event::Edited if self.form.focused().is_some_and(|f| f.id == "group") => self.expect_people(cx),
            Event::Finished => {
                self.save(cx);
            }
            _ => {}
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        canvas.fill(area, canvas.theme.normal);
        let a = &self.meeting.activity;
        let state = match (self.is_new(), self.form.is_dirty()) {
            (true, _) => "新建",
            (false, true) => "有未保存的修改",
            (false, false) => "已保存",
        };
        let head = format!("{} {} · {state}", self.kind.name, a.no);
        canvas.text(area.x + 1, area.y, area.width - 1, &head, canvas.theme.label);
        let used = crate::text::width::width(&head);
        if let Ok(used) = u16::try_from(used + 4) {
            canvas.text(area.x + used, area.y, area.width.saturating_sub(used), &self.kind.basis, canvas.theme.dim);
        }
        form_view::draw(&mut self.form, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1), self.today);
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Roll(roll) => {
                self.roll = roll;
                self.show_roll();
            }
            Answer::Printout(what) => self.print(what, cx),
            _ => {}
        }
    }

    fn draft(&self) -> Option<Draft> {
        let body = Body { values: self.form.values(), roll: self.roll.clone() };
        self.form.is_dirty().then(|| Draft {
            key: self.key(),
            label: format!("{}《{}》", self.kind.name, self.form.get("title")),
            saved_at: self.today.into(),
            body: serde_json::to_value(body).unwrap_or_default(),
        })
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}

fn fields(kind: &ActivityKind, meeting: &Meeting, groups: &[String]) -> Vec<Field> {
    let a = &meeting.activity;
    let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
    let mut fields = vec![
        Field::new("day", "日期", Kind::Day, &a.held_on.to_string()).half(),
        Field::new("starts", "开始", Kind::Time, &a.starts).half(),
        Field::line("place", "地点", &a.place).half(),
        Field::new("ends", "结束", Kind::Time, &a.ends).half(),
        Field::line("chair", "主持人", &a.chair).half(),
        Field::line("recorder", "记录人", &a.recorder).half(),
    ];
    if kind.who == Who::Group {
        fields.push(Field::new("group", "党小组", Kind::Choice(groups.to_vec()), &a.group));
    }
    fields.push(Field::line("title", &kind.title_label, &a.title));
    if kind.votes {
        fields.push(Field::new("topics", "议程", Kind::Lines, &a.topics).hint("一行一个议题"));
    }
    fields.push(Field::new("roll", "点名", Kind::Action, "").hint("回车或 Ctrl+T 点名"));
    fields.push(Field::line("stated_due", "纸面应到", &number(a.stated_due)).half().hint("签到纸上的人数,可不填"));
    fields.push(Field::line("stated_present", "纸面实到", &number(a.stated_present)).half());
    for spec in &kind.fields {
        let text = a.extra.get(&spec.id).map_or("", String::as_str);
        let field_kind = match &spec.kind {
            FieldType::Line | FieldType::Number => Kind::Line,
            FieldType::Lines => Kind::Lines,
            FieldType::Date => Kind::Day,
            FieldType::YesNo => Kind::Choice(vec!["是".into(), "否".into()]),
            FieldType::Choice(options) => Kind::Choice(options.clone()),
        };
        fields.push(Field::new(&spec.id, &spec.label, field_kind, text).hint(&spec.hint));
    }
    if kind.votes {
        let votes: Vec<String> = meeting.votes.iter().map(Vote::to_string).collect();
        let hint = "一行一项:事项 赞成/反对/弃权,例如 接收张三 20/0/1";
        fields.push(Field::new("votes", "表决", Kind::Lines, &votes.join("\n")).hint(hint));
    }
    fields.push(Field::new("minutes", "记录", Kind::Lines, &a.minutes));
    fields
}

/// A record of a kind that the data files no longer describe is still shown with the common fields.
fn unknown_kind(id: &str) -> ActivityKind {
    ActivityKind {
        id: id.to_owned(),
        name: format!("未知类别 {id}"),
        aliases: Vec::new(),
        who: Who::Named,
        quorum: Default::default(),
        votes: true,
        theme_day: false,
        title_label: "主题".into(),
        fields: Vec::new(),
        basis: String::new(),
    }
}
