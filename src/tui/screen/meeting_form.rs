//! The form of one meeting or theme day: type, call the roll, save, print. Fields beyond the common ones come from the
//! kind (`data/activities.toml`). Not here: the roll itself (`roll_call`), the votes (`popup::votes`), which fields there
//! are and what their texts mean (`fields`).

mod fields;

use self::fields::{fields, typed, unknown_kind, votes_line};
use super::roll_call::{RollCall, summary};
use crate::{
    book::{self, Book, Draft},
    model::{
        activity::{ActivityKind, Attendance, Meeting, Quorum, Roll, Tally, Turnout},
        date::Date,
        id::ActivityId,
        vote::Vote,
    },
    text::{date::parse_day, number::digits},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        popup::{
            attachments::Attachments,
            history,
            reader::{Reader, Tone},
            votes::VotesPopup,
        },
        widget::{
            form::{Event, Form},
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
    votes: Vec<Vote>,
    form: Form,
    today: Date,
}

/// The form's draft: raw texts, so that nothing half-typed is lost.
#[derive(Serialize, Deserialize)]
struct Body {
    values: BTreeMap<String, String>,
    roll: Vec<Attendance>,
    #[serde(default)]
    votes: Vec<Vote>,
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
        let (roll, votes) = (meeting.attendance.clone(), meeting.votes.clone());
        let mut layer = Self { kind, roll, votes, meeting, form, today: book.today() };
        layer.show_lists(book);
        layer.form.mark_saved();
        layer.form.focus_on("title");
        let draft = book.drafts().into_iter().find(|d| d.key == layer.key());
        let note = draft.and_then(|d| {
            let body: Body = serde_json::from_value(d.body).ok()?;
            layer.form.restore(&body.values);
            (layer.roll, layer.votes) = (body.roll, body.votes);
            layer.show_lists(book);
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
        match typed(&self.form, &self.kind, &self.meeting, self.today) {
            Ok(meeting) => Some(Meeting { attendance: self.roll.clone(), votes: self.votes.clone(), ..meeting }),
            Err((field, why)) => {
                self.form.focus_on(field);
                cx.warn(format!("没有保存:{why}"));
                None
            }
        }
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let Some(meeting) = self.typed(cx) else { return false };
        let key = self.key();
        let result = cx.book.save_meeting(&meeting);
        let Some((id, _)) = cx.tried(result) else { return false };
        let reread = cx.book.meeting(id);
        let Some(Some(saved)) = cx.tried(reread) else { return false };
        self.meeting = saved;
        self.votes.clone_from(&self.meeting.votes);
        self.form.mark_saved();
        let late = self.meeting.activity.days_late();
        let note =
            if late > crate::model::duty::LATE_DAYS { format!(",晚了{late}天,记为补录") } else { String::new() };
        cx.ask(Action::DropDraft(key));
        cx.ask(Action::Changed);
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
                self.show_lists(cx.book);
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
            Cmd::Attach if self.is_new() => Err("先保存这条记录(Ctrl+S)".into()),
            Cmd::Votes if !self.kind.votes && self.votes.is_empty() => Err(format!("{}不表决", self.kind.name)),
            Cmd::Discard if !self.is_dirty() => Err("没有未保存的修改".into()),
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
                    cx.push(hints_popup(hints));
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
            // What is printed is what is saved.
            Cmd::Print if (!self.is_dirty() && !self.is_new()) || self.save(cx) => {
                let written = cx.book.print_meeting(self.meeting.activity.id);
                if let Some(path) = cx.tried(written) {
                    cx.ask(Action::OpenFile(path));
                }
            }
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key()));
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
        form_view::draw(&mut self.form, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1), self.today);
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Roll(roll) => self.roll = roll,
            Answer::Votes(votes) => self.votes = votes,
            _ => return,
        }
        self.show_lists(cx.book);
    }

    fn draft(&self) -> Option<Draft> {
        let body = Body { values: self.form.values(), roll: self.roll.clone(), votes: self.votes.clone() };
        self.is_dirty().then(|| Draft {
            key: self.key(),
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

fn hints_popup(hints: Vec<String>) -> Reader {
    let lines = match hints.is_empty() {
        true => vec![(Tone::Normal, "没有发现前后不一致的地方".to_owned())],
        false => hints.into_iter().map(|h| (Tone::Normal, format!("- {h}"))).collect(),
    };
    Reader::new("检查(只是提示,改不改由您定)", lines)
}
