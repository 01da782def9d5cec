//! The form of one meeting or theme day: type, call the roll, save, print. Fields beyond the common ones come from the
//! kind (`data/activities.toml`). Not here: the roll itself (`roll_call`), the votes (`popup::votes`), which fields there
//! are and what their texts mean (`fields`).

mod fields;

use self::fields::{fields, typed, unknown_kind, votes_line};
use super::roll_call::{RollCall, summary};
use crate::{
    book::{self, Book, Draft},
    model::{
        activity::{ActivityKind, Attendance, FieldType, Meeting, Tally, Who},
        date::Date,
        grade::{Grade, GradeTally},
        id::ActivityId,
        member::Role,
        vote::Vote,
    },
    text::{date::parse_day, number::half_width, pick::pick},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        popup::{grades::Grades, votes::VotesPopup},
        widget::{
            form::{Event, Form},
            form_view,
        },
    },
};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fields of a lecture that belong together.
const LECTURER: &str = "lecturer";
const BY_SECRETARY: &str = "by_secretary";

pub struct MeetingForm {
    kind: ActivityKind,
    /// As last saved, or as new.
    meeting: Meeting,
    roll: Vec<Attendance>,
    votes: Vec<Vote>,
    form: Form,
    /// The lecturer that 书记讲授 was last made to follow.
    lecturer: String,
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
        let mut layer = Self { kind, roll, votes, meeting, form, lecturer: String::new(), today: book.today() };
        layer.lecturer = layer.form.get(LECTURER).to_owned();
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
        self.form.set("roll", &summary(&self.roll, self.kind.quorum));
        let voters = Tally::of(&self.roll).voters();
        for vote in &mut self.votes {
            vote.voters = voters;
        }
        self.form.set("votes", &votes_line(&self.votes, book.catalog()));
    }

    /// The counts on the form follow from the grades, once there are any.
    fn count_grades(&mut self) {
        let tally = GradeTally::of(&self.roll);
        if self.kind.grades && tally.begun() {
            for grade in Grade::ALL {
                self.form.set(grade.code(), &tally.of_grade(*grade).to_string());
            }
        }
    }

    /// A person typed by number or initials becomes the member's name; of a lecturer it follows whether the secretary
    /// taught, which can be corrected.
    fn name_person(&mut self, field: &str, cx: &mut Cx) {
        let spec = self.kind.fields.iter().find(|f| f.id == field).map(|f| &f.kind);
        if !matches!(field, "chair" | "recorder") && spec != Some(&FieldType::Person) {
            return;
        }
        let members = cx.book.members();
        let Some(members) = cx.tried(members) else { return };
        let typed = half_width(self.form.get(field));
        if typed.is_ascii() {
            let known: Vec<(u32, &str)> = members.iter().map(|m| (m.no, m.name.as_str())).collect();
            if let Some(found) = pick(&known, &typed).first() {
                self.form.set(field, known[*found].1);
            }
        }
        if field == LECTURER && self.lecturer != self.form.get(field) {
            self.lecturer = self.form.get(field).to_owned();
            let secretary = members.iter().any(|m| m.name == self.lecturer && m.role == Some(Role::Secretary));
            let taught = if self.lecturer.is_empty() {
                ""
            } else if secretary {
                "是"
            } else {
                "否"
            };
            self.form.set(BY_SECRETARY, taught);
        }
    }

    /// Something differs from what was last saved.
    fn is_dirty(&self) -> bool {
        self.form.is_dirty() || self.roll != self.meeting.attendance || self.votes != self.meeting.votes
    }

    /// The record as typed; says what is wrong with it otherwise.
    fn to_save(&mut self, cx: &mut Cx) -> Option<Meeting> {
        match typed(&self.form, &self.kind, &self.meeting, self.today) {
            Ok(meeting) => Some(Meeting { attendance: self.roll.clone(), votes: self.votes.clone(), ..meeting }),
            Err((field, why)) => {
                self.form.focus_on(field);
                cx.warn(format!("没有保存:{why}"));
                None
            }
        }
    }

    /// One record for each person who was there, then the form is done with.
    fn save_each(&mut self, cx: &mut Cx) {
        let Some(meeting) = self.to_save(cx) else { return };
        let result = cx.book.save_each(&meeting);
        let Some((count, changed)) = cx.tried(result) else { return };
        let key = self.key();
        // Nothing is left to be kept as a draft.
        self.form.mark_saved();
        self.meeting = meeting;
        self.votes.clone_from(&self.meeting.votes);
        cx.ask(Action::DropDraft(key));
        cx.ask(Action::Pop);
        cx.ask(Action::Changed(changed));
        cx.say(format!("已保存{count}份,一人一份"));
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let Some(meeting) = self.to_save(cx) else { return false };
        let key = self.key();
        let result = cx.book.save_meeting(&meeting);
        let Some((id, changed)) = cx.tried(result) else { return false };
        let reread = cx.book.meeting(id);
        let Some(Some(saved)) = cx.tried(reread) else { return false };
        self.meeting = saved;
        self.votes.clone_from(&self.meeting.votes);
        self.form.mark_saved();
        let late = self.meeting.activity.days_late();
        let note =
            if late > crate::model::duty::LATE_DAYS { format!(",晚了{late}天,记为补录") } else { String::new() };
        cx.ask(Action::DropDraft(key));
        cx.ask(Action::Changed(changed));
        cx.say(format!("已保存 {}{note}", self.meeting.activity.no));
        true
    }

    /// Who is due follows the day and the group, as long as nobody has been marked and nobody put on or off.
    fn expect_people(&mut self, cx: &mut Cx) {
        let Some(day) = parse_day(self.form.get("day"), self.today) else { return };
        if self.roll.iter().all(Attendance::untouched) {
            let due = cx.book.due_at(&self.kind.id, self.form.get("group"), day);
            if let Some(due) = cx.tried(due) {
                self.roll = due;
                self.show_lists(cx.book);
            }
        }
    }

    fn call_roll(&self, cx: &mut Cx) {
        let title = format!("{} 点名", self.kind.name);
        let day = parse_day(self.form.get("day"), self.today).unwrap_or(self.today);
        let roster = cx.book.roster_on(day);
        let Some(roster) = cx.tried(roster) else { return };
        cx.push(RollCall::new(title, self.roll.clone(), &self.kind, roster));
        if self.roll.is_empty() {
            cx.say(match self.kind.who {
                Who::All => "名册里那天没有党员",
                Who::Committee => "名册里没有支委;先在党员页填党内职务,或输编号、姓名逐个加",
                Who::Group => "先选是哪个党小组,或输编号、姓名逐个加",
                Who::Named => "输编号、姓名或首字母,按空格逐个加",
            });
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
        form_view::draw(&mut self.form, canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1), self.today);
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Roll(roll) => {
                self.roll = roll;
                self.count_grades();
            }
            Answer::Votes(votes) => self.votes = votes,
            _ => return,
        }
        self.show_lists(cx.book);
    }

    fn draft(&self) -> Option<Draft> {
        let body = Body { values: self.form.values(), roll: self.roll.clone(), votes: self.votes.clone() };
        self.is_dirty().then(|| Draft {
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
