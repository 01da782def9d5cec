//! The form of one meeting or theme day: type, call the roll, save, print. Fields beyond the common ones come from the
//! kind (`data/activities.toml`). Not here: the roll itself (`roll_call`), the votes (`popup::votes`), which fields there
//! are and what their texts mean (`fields`).

mod fields;
pub mod held;
mod people;
mod per_kind;
mod print;

use self::fields::{Typed, fields, held, typed, unknown_kind, votes_line};
use self::per_kind::LECTURER;
use super::roll_call::summary;
use crate::{
    book::{self, Book, Draft},
    model::{
        activity::{ActivityKind, Attendance, Meeting, Quorum, Tally, Turnout},
        date::Date,
        id::ActivityId,
        vote::Vote,
    },
    text::{date::parse_day, number::digits},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer, Printout},
        paint::Canvas,
        popup::{attachments::Attachments, grades::Grades, hints, history, papers, votes::VotesPopup},
        widget::{
            form::{Event, Form},
            form_view,
        },
    },
};
use chrono::Datelike;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the keys of drafts begin with that were never saved; the kind follows, then a number.
const NEW: &str = "activity:new:";

pub struct MeetingForm {
    /// Of its draft.
    key: String,
    kind: ActivityKind,
    /// As last saved, or as new.
    meeting: Meeting,
    roll: Vec<Attendance>,
    votes: Vec<Vote>,
    form: Form,
    /// The row of a ledger that a new record comes from.
    held: Option<held::Held>,
    /// The lecturer that 书记讲授 was last made to follow.
    lecturer: String,
    today: Date,
}

/// The form's draft: raw texts, so that nothing half-typed is lost.
#[derive(Serialize, Deserialize)]
struct Body {
    kind: String,
    values: BTreeMap<String, String>,
    roll: Vec<Attendance>,
    #[serde(default)]
    votes: Vec<Vote>,
}

impl MeetingForm {
    /// A saved activity, with its draft put back if there is one.
    pub fn open(book: &Book, id: ActivityId) -> book::Result<(Self, Option<String>)> {
        let meeting = book.meeting(id)?.ok_or_else(|| book::Error::gone("这条记录"))?;
        let mut form = Self::with(book, meeting, format!("activity:{id}"))?;
        let draft = book.drafts().into_iter().find(|d| d.key == form.key);
        let note = draft.and_then(|draft| form.take_back(book, draft.body));
        Ok((form, note))
    }

    /// A new activity, everybody due listed and nobody marked.
    pub fn create(book: &Book, kind: &str, group: &str, day: Date) -> book::Result<(Self, Option<String>)> {
        let meeting = book.new_meeting(kind, group, day)?;
        // Every new record has a draft of its own: what was typed for March never turns up in April.
        let form = Self::with(book, meeting, format!("{NEW}{kind}:{}", book.draft_number()))?;
        let usual = form.kind.theme_day && day != book.today() && day == book.usual_day(kind)?;
        Ok((form, usual.then(|| format!("日期按支部每月{}日的主题党日填的,不是这天就改", day.day()))))
    }

    /// Goes on with a draft: of a saved activity, or of one that was never saved or is gone.
    pub fn resume(book: &Book, draft: Draft) -> book::Result<(Self, Option<String>)> {
        let saved = draft.key.strip_prefix("activity:").and_then(|id| id.parse().ok()).map(ActivityId);
        if let Some(id) = saved
            && book.meeting(id)?.is_some()
        {
            return Self::open(book, id);
        }
        if let Some(issue) = held::of_draft(book, &draft.key)
            && let Some(kind) = held::kind(book, &issue)
        {
            return Self::held(book, issue, &kind);
        }
        let named = draft.key.strip_prefix(NEW).and_then(|rest| rest.split(':').next());
        let kind = named.or_else(|| draft.body.get("kind").and_then(|k| k.as_str())).unwrap_or_default();
        let meeting = book.new_meeting(kind, "", book.today())?;
        let mut form = Self::with(book, meeting, draft.key.clone())?;
        let note = form.take_back(book, draft.body);
        Ok((form, note))
    }

    fn with(book: &Book, meeting: Meeting, key: String) -> book::Result<Self> {
        let kind = book
            .catalog()
            .kind(&meeting.activity.kind)
            .cloned()
            .unwrap_or_else(|| unknown_kind(&meeting.activity.kind));
        let groups = book.groups()?;
        let form = Form::new(fields(&kind, &meeting, &groups));
        let (roll, votes) = (meeting.attendance.clone(), meeting.votes.clone());
        let lecturer = form.get(LECTURER).to_owned();
        let (today, held) = (book.today(), None);
        let mut layer = Self { key, kind, roll, votes, meeting, form, held, lecturer, today };
        layer.show_lists(book);
        layer.form.mark_saved();
        layer.form.focus_on("title");
        Ok(layer)
    }

    /// Puts a draft's texts, roll and votes back.
    fn take_back(&mut self, book: &Book, body: serde_json::Value) -> Option<String> {
        let body: Body = serde_json::from_value(body).ok()?;
        self.form.restore(&body.values);
        (self.roll, self.votes) = (body.roll, body.votes);
        self.show_lists(book);
        Some("已接上没保存的草稿;不要了按 Ctrl+U".to_owned())
    }

    fn is_new(&self) -> bool {
        self.meeting.activity.id.0 == 0
    }

    /// The roll and the votes, which are lists of their own, in a line each.
    fn show_lists(&mut self, book: &Book) {
        // Where the paper's figures count, half-marked names say nothing about the quorum.
        let stated = ["stated_due", "stated_present"].map(|id| digits(self.form.get(id)));
        let tally = Tally::of(&self.roll);
        let paper = Turnout::report(tally.due, tally.present, tally.unmarked, (stated[0], stated[1])).stated;
        self.form.set("roll", &summary(&self.roll, if paper { Quorum::None } else { self.kind.quorum }));
        let voters = Tally::of(&self.roll).voters();
        for vote in &mut self.votes {
            vote.voters = voters;
        }
        self.form.set("votes", &votes_line(&self.votes, book.catalog()));
    }

    /// Something differs from what was last saved.
    fn is_dirty(&self) -> bool {
        self.form.is_dirty() || self.roll != self.meeting.attendance || self.votes != self.meeting.votes
    }

    /// The whole record as typed; otherwise goes to the field at fault and says what is wrong.
    fn typed(&mut self, cx: &mut Cx) -> Option<Meeting> {
        let read = typed(&self.form, &self.kind, &self.meeting, self.today);
        self.told(read.and_then(|meeting| held(meeting, &self.kind, self.today)), "没有保存", cx)
    }

    fn told(&mut self, read: Typed, not_done: &str, cx: &mut Cx) -> Option<Meeting> {
        match read {
            Ok(meeting) => Some(Meeting { attendance: self.roll.clone(), votes: self.votes.clone(), ..meeting }),
            Err((field, why)) => {
                self.form.focus_on(field);
                cx.warn(format!("{not_done}:{why}"));
                None
            }
        }
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let Some(meeting) = self.typed(cx) else { return false };
        let open = held::open_questions(cx.book, meeting.activity.id);
        let result = match &self.held {
            Some(held) => cx.book.save_held_meeting(&meeting, held.issue.id),
            None => cx.book.save_meeting(&meeting),
        };
        let Some((id, _)) = cx.tried(result) else { return false };
        let reread = cx.book.meeting(id);
        let Some(Some(saved)) = cx.tried(reread) else { return false };
        self.meeting = saved;
        self.votes.clone_from(&self.meeting.votes);
        self.form.mark_saved();
        let late = self.meeting.activity.days_late();
        let settled = match (self.held.take(), open.saturating_sub(held::open_questions(cx.book, id))) {
            (Some(_), _) => ",暂存的这一行已处理".to_owned(),
            (None, 0) => String::new(),
            (None, n) => format!(",{n}处存疑已销"),
        };
        let note =
            if late > crate::model::duty::LATE_DAYS { format!(",晚了{late}天,记为补录") } else { String::new() };
        cx.ask(Action::DropDraft(std::mem::replace(&mut self.key, format!("activity:{id}"))));
        cx.ask(Action::Changed);
        cx.say(format!("已保存 {}{note}{settled}", self.meeting.activity.no));
        true
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
            Cmd::Attach if self.is_new() => Err("先保存这条记录(Ctrl+S)".into()),
            Cmd::Votes if !self.kind.votes && self.votes.is_empty() => Err(format!("{}不表决", self.kind.name)),
            Cmd::SaveEach if !self.kind.each => Err(format!("{}不分人记", self.kind.name)),
            Cmd::SaveEach if !self.is_new() => Err("已经存成一份了".into()),
            Cmd::Grades if !self.kind.grades => Err(format!("{}不评定等次", self.kind.name)),
            Cmd::Discard if !self.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        // A command may come while a name is half typed.
        if let Some(field) = self.form.focused().map(|f| f.id.clone()) {
            self.name_person(&field, cx);
        }
        match cmd {
            Cmd::Save => {
                self.save(cx);
            }
            Cmd::RollCall => {
                self.expect_people(cx);
                self.call_roll(cx);
            }
            Cmd::SaveEach => self.save_each(cx),
            Cmd::History => {
                let steps = cx.book.activity_history(self.meeting.activity.id);
                if let Some(steps) = cx.tried(steps) {
                    cx.push(history::of_record(&self.meeting.activity.title, steps));
                }
            }
            Cmd::Hints => {
                let Some(meeting) = self.typed(cx) else { return };
                let hints = cx.book.hints(&meeting);
                if let Some(hints) = cx.tried(hints) {
                    cx.push(hints::hints(hints));
                }
            }
            Cmd::Attach => {
                let popup = Attachments::new(cx.book, self.meeting.activity.id, self.form.get("title"));
                if let Some(popup) = cx.tried(popup) {
                    cx.push(popup);
                }
            }
            Cmd::Votes => {
                let voters = Tally::of(&self.roll).voters();
                cx.push(VotesPopup::new(&self.kind, cx.book.catalog(), self.votes.clone(), voters));
            }
            Cmd::Grades => {
                self.expect_people(cx);
                cx.push(Grades::new(self.roll.clone()));
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
                cx.ask(Action::DropDraft(self.key.clone()));
                let groups = cx.book.groups();
                let Some(groups) = cx.tried(groups) else { return };
                self.form = Form::new(fields(&self.kind, &self.meeting, &groups));
                self.roll.clone_from(&self.meeting.attendance);
                self.votes.clone_from(&self.meeting.votes);
                self.show_lists(cx.book);
                self.form.mark_saved();
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match self.form.input(input) {
            Event::Acted(id) if id == "votes" => self.run(Cmd::Votes, cx),
            Event::Acted(_) => self.run(Cmd::RollCall, cx),
            Event::Left(id) if id == "day" || id == "group" => self.expect_people(cx),
            Event::Left(id) => self.name_person(&id, cx),
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
        let state = match (self.is_new(), self.is_dirty()) {
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
        let form = self.draw_held(canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1));
        form_view::draw(&mut self.form, canvas, form, self.today);
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Roll(roll) => {
                self.roll = roll;
                self.count_grades();
            }
            Answer::Votes(votes) => self.votes = votes,
            Answer::Printout(what) => return self.print(what, cx),
            _ => return,
        }
        self.show_lists(cx.book);
    }

    fn record(&self) -> Option<String> {
        Some(self.key.clone())
    }

    fn draft(&self) -> Option<Draft> {
        if !self.is_dirty() {
            return None;
        }
        let mut values = self.form.values();
        // 昨天 must still mean the same day when the draft is opened next week.
        if let Some(day) = parse_day(self.form.get("day"), self.today) {
            values.insert("day".into(), day.to_string());
        }
        let kind = self.kind.id.clone();
        let body = Body { kind, values, roll: self.roll.clone(), votes: self.votes.clone() };
        Some(Draft {
            key: self.key.clone(),
            org: self.meeting.activity.org,
            label: format!("{}《{}》", self.kind.name, self.form.get("title")),
            saved_at: self.today.into(),
            body: serde_json::to_value(body).unwrap_or_default(),
        })
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
