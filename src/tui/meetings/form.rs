//! The form of one meeting or theme day: type, call the roll, save, print. Fields beyond the common ones come from the
//! kind (`data/activities.toml`). Not here: the roll itself (`roll_call`), the votes (`votes`), which fields there
//! are and what their texts mean (`fields`).

mod alongside;
mod draft;
mod fields;
mod headings;
pub mod held;
mod naming;
mod people;
mod per_kind;
mod print;
mod rectify;

use self::{
    fields::{Typed, complete, fields, typed, unknown_kind, votes_line},
    naming::Naming,
};
use super::{grades::Grades, hints, roll_call::summary, votes::VotesPopup};
use crate::{
    book::{
        self, ActivityRow, Book, Draft,
        papers::{Format, RECORD, Subject},
    },
    model::{
        activity::{ActivityKind, Attendance, LECTURER, Meeting, Quorum, Tally, Turnout, Who},
        date::Date,
        id::ActivityId,
        vote::{Ballots, Vote},
    },
    text::{
        number::digits,
        width::{cut_with_sign, width},
    },
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        key::Typing,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        shell::history,
        widget::{
            attachments::Attachments,
            form::{Event, Form},
            form_view, papers,
        },
    },
};
use chrono::Datelike;
use ratatui::layout::Rect;

/// What the keys of drafts begin with that were never saved; the kind follows, then a number.
const NEW: &str = "activity:new:";

pub struct MeetingForm {
    /// The key of the form's draft.
    key: String,
    kind: ActivityKind,
    /// The meeting as last saved, or as new.
    meeting: Meeting,
    roll: Vec<Attendance>,
    votes: Vec<Vote>,
    form: Form,
    /// The held row of an activities file that a new record comes from.
    held: Option<held::Held>,
    /// The lecturer that 书记讲授 was last made to follow.
    lecturer: String,
    /// What was held on the same occasion.
    linked: Vec<ActivityRow>,
    /// Items of the agenda that were put into the minutes as headings.
    headed: Vec<String>,
    naming: Naming,
    /// Initials of several people, of which that was told.
    unclear: String,
    today: Date,
}

impl MeetingForm {
    /// The form of a saved activity, with its draft put back if there is one.
    pub fn open(book: &Book, id: ActivityId) -> book::Result<(Self, Option<String>)> {
        let meeting = book.meeting(id)?.ok_or_else(|| book::Error::gone("这条记录"))?;
        let mut form = Self::with(book, meeting, format!("activity:{id}"))?;
        let draft = book.drafts().into_iter().find(|d| d.key == form.key);
        let note = draft.and_then(|draft| form.take_back(book, draft.body));
        Ok((form, note))
    }

    /// The form of a new activity, everybody due listed and nobody marked.
    pub fn create(book: &Book, kind: &str, group: &str, day: Date) -> book::Result<(Self, Option<String>)> {
        let meeting = book.new_meeting(kind, group, day)?;
        // Every new record has a draft of its own: what was typed for March never turns up in April.
        let form = Self::with(book, meeting, format!("{NEW}{kind}:{}", book.draft_number()))?;
        let usual = form.kind.theme_day && day != book.today() && day == book.usual_day(kind)?;
        Ok((form, usual.then(|| format!("日期按支部每月{}日的主题党日填的,不是这天就改", day.day()))))
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
        let linked = book.linked(&meeting.activity)?;
        let (headed, naming, unclear) = (Vec::new(), Naming::default(), String::new());
        let (held, today) = (None, book.today());
        let mut layer =
            Self { key, kind, roll, votes, meeting, form, held, lecturer, linked, headed, naming, unclear, today };
        layer.headed = layer.agenda_headed();
        layer.show_lists(book);
        layer.show_rectified(book)?;
        layer.form.mark_saved();
        layer.form.focus_on("title");
        Ok(layer)
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
        self.form.set("votes", &votes_line(&self.votes, book.catalog(), self.ballots()));
        self.show_linked(book);
    }

    fn ballots(&self) -> Ballots {
        Ballots::read(|id| Some(self.form.get(id)))
    }

    /// Whether something differs from what was last saved.
    fn is_dirty(&self) -> bool {
        self.form.is_dirty() || self.roll != self.meeting.attendance || self.votes != self.meeting.votes
    }

    /// The whole record as typed; otherwise goes to the field at fault and says what is wrong.
    fn typed(&mut self, cx: &mut Cx) -> Option<Meeting> {
        let read = typed(&self.form, &self.kind, &self.meeting, self.today);
        self.or_explain(read.and_then(|meeting| complete(meeting, &self.kind, self.today)), "没有保存", cx)
    }

    fn or_explain(&mut self, read: Typed, not_done: &str, cx: &mut Cx) -> Option<Meeting> {
        match read {
            Ok(meeting) => Some(Meeting { attendance: self.roll.clone(), votes: self.votes.clone(), ..meeting }),
            Err((field, why)) => {
                self.form.focus_on(&field);
                cx.warn(format!("{not_done}:{why}"));
                None
            }
        }
    }

    fn save(&mut self, cx: &mut Cx) -> bool {
        let Some(meeting) = self.typed(cx) else { return false };
        let open = held::open_issues(cx.book, meeting.activity.id);
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
        let settled = match (self.held.take(), open.saturating_sub(held::open_issues(cx.book, id))) {
            (Some(_), _) => ",暂存的这一行已处理".to_owned(),
            (None, 0) => String::new(),
            (None, n) => format!(",{n}处存疑已销"),
        };
        let note = if late > crate::model::activity::LATE_DAYS {
            format!(",晚了{late}天,记为补录")
        } else {
            String::new()
        };
        cx.ask(Action::DropDraft(std::mem::replace(&mut self.key, format!("activity:{id}"))));
        cx.ask(Action::Changed);
        let apart = self.days_apart(cx.book);
        cx.say(format!("已保存 {}{note}{settled}{apart}", self.meeting.activity.no));
        true
    }
}

impl Layer for MeetingForm {
    fn place(&self) -> Place {
        Place::MeetingForm
    }

    fn typing(&self) -> Typing {
        self.form.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Attach if self.is_new() => Err("先保存这条记录(Ctrl+S)".into()),
            Cmd::Votes if !self.kind.votes && self.votes.is_empty() => Err(format!("{}不表决", self.kind.name)),
            Cmd::SaveEach if !self.kind.each => Err(format!("{}不分人记", self.kind.name)),
            Cmd::Problems if !rectify::finds_problems(&self.kind) => Err(format!("{}不查摆问题", self.kind.name)),
            Cmd::Grades if !self.kind.grades => Err(format!("{}不评定等次", self.kind.name)),
            Cmd::Headings => self.agenda_known(),
            Cmd::Discard if !self.is_dirty() => Err("没有未保存的修改".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if cmd == Cmd::Back && self.naming.leave() {
            return;
        }
        self.naming = Naming::default();
        // A command may come while a name is half typed.
        if let Some(field) = self.form.focused().map(|f| f.id.clone())
            && !self.name_person(&field, cx)
            && matches!(cmd, Cmd::Save | Cmd::SaveEach | Cmd::Print)
        {
            return;
        }
        match cmd {
            Cmd::Save => {
                self.save(cx);
            }
            Cmd::RollCall => {
                // Before that nobody is due, and whoever came would be put down as an observer.
                if self.kind.who == Who::Group && self.form.get("group").is_empty() {
                    self.form.focus_on("group");
                    return cx.warn("先选是哪个党小组,再点名");
                }
                self.expect_people(cx);
                self.call_roll(cx);
            }
            Cmd::SaveEach => self.save_each(cx),
            Cmd::Problems => self.rectify(cx),
            Cmd::History => {
                let steps = cx.book.activity_history(self.meeting.activity.id);
                if let Some(steps) = cx.tried(steps) {
                    cx.push(history::of_record(&self.meeting.activity.title, steps));
                }
            }
            Cmd::Hints => {
                let Some(meeting) = self.planned("不能检查", cx) else { return };
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
                let popup = VotesPopup::new(&self.kind, cx.book.catalog(), self.votes.clone(), voters);
                cx.push(popup.counting(self.ballots()).offering(self.matters()));
            }
            Cmd::Grades => {
                self.expect_people(cx);
                cx.push(Grades::new(self.roll.clone()));
            }
            Cmd::LikeLast => self.like_last(cx),
            Cmd::Alongside => self.choose_beside(cx),
            Cmd::Headings => self.list_agenda(cx),
            Cmd::Print => self.print(&RECORD, Format::Docx, cx),
            Cmd::Papers => {
                let menu = papers::menu(cx.book, &Subject::Record(&self.meeting), None);
                cx.push(menu);
            }
            Cmd::Look => self.look(&RECORD, Format::Docx, cx),
            Cmd::Discard => {
                cx.ask(Action::DropDraft(self.key.clone()));
                let groups = cx.book.groups();
                let Some(groups) = cx.tried(groups) else { return };
                self.form = Form::new(fields(&self.kind, &self.meeting, &groups));
                self.roll.clone_from(&self.meeting.attendance);
                self.votes.clone_from(&self.meeting.votes);
                self.show_lists(cx.book);
                let shown = self.show_rectified(cx.book);
                cx.tried(shown);
                self.form.mark_saved();
                cx.say("已恢复成存盘时的样子");
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if self.name(input) {
            return;
        }
        let event = self.form.input(input);
        self.look_for_name(&event, cx);
        if matches!(event, Event::Left(_)) && self.form.focused().is_some_and(|f| f.id == "minutes") {
            self.head_minutes(cx.book);
        }
        match event {
            Event::Acted(id) if id == "votes" => self.run(Cmd::Votes, cx),
            Event::Acted(id) if id == rectify::RECTIFY => self.rectify(cx),
            Event::Acted(id) if id == "linked" => self.open_linked(cx),
            Event::Acted(_) => self.run(Cmd::RollCall, cx),
            Event::Left(id) if id == "day" || id == "group" => self.expect_people(cx),
            Event::Left(id) => {
                self.name_person(&id, cx);
                self.warn_of_counts(&id, cx);
                // Ballots and the paper's figures decide what is made of the lists.
                self.show_lists(cx.book);
            }
            Event::Edited if self.form.focused().is_some_and(|f| f.id == "group") => self.expect_people(cx),
            Event::Finished => {
                self.save(cx);
            }
            Event::Nothing if input.as_text().is_some_and(|t| !t.trim().is_empty()) && !self.form.typing().is_on() => {
                let label = self.form.focused().map_or("", |f| &f.label);
                cx.say(format!("“{label}”这一栏不打字:按回车打开"));
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
        let used = width(&head);
        if let Ok(used) = u16::try_from(used + 4) {
            let room = area.width.saturating_sub(used + 1);
            let basis = cut_with_sign(&self.kind.basis, room.into());
            canvas.text(area.x + used, area.y, room, &basis, canvas.theme.dim);
        }
        let body = self.draw_held(canvas, Rect::new(area.x, area.y + 1, area.width, area.height - 1));
        form_view::draw(&mut self.form, canvas, body, self.today);
        self.naming.draw(canvas, body);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        if let Some(stored) = book.meeting(self.meeting.activity.id)? {
            self.meeting.activity.held_with = stored.activity.held_with;
        }
        self.linked = book.linked(&self.meeting.activity)?;
        self.show_lists(book);
        self.show_rectified(book)
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Roll(roll) => {
                self.roll = roll;
                self.count_grades(cx);
            }
            Answer::Votes(votes) => self.votes = votes,
            Answer::Print(what, format) => return self.print(what, format, cx),
            Answer::Look(what, format) => return self.look(what, format, cx),
            Answer::Alongside(kind) => return cx.ask(Action::Go(Go::NewAlongside(self.meeting.activity.id, kind))),
            Answer::Link(other) => {
                let done = cx.book.link(self.meeting.activity.id, other);
                return self.relink(done, cx);
            }
            Answer::Part(id) => {
                let done = cx.book.part(id);
                return self.relink(done, cx);
            }
            _ => return,
        }
        self.show_lists(cx.book);
    }

    fn record(&self) -> Option<String> {
        Some(self.key.clone())
    }

    fn draft(&self) -> Option<Draft> {
        self.is_dirty().then(|| self.as_draft())
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.naming = Naming::default();
        self.form.undo_typing(redo)
    }
}
