//! The roll call: type a number, a name or initials and press Space. Everybody at once, then the exceptions with a
//! reason. The marks go back to the form as data, whichever way it is left; saving
//! is then asked of the form.

mod beyond;

use crate::{
    model::activity::{ActivityKind, Attendance, Quorum, QuorumState, Roll, Tally, Who},
    text::{
        edit::Editor,
        number::digits,
        pick::{pick, pick_best},
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            cell::{self, Edit},
            list::ListState,
            people::{Row, grid, names_of, prompt, the_one},
        },
    },
};
use ratatui::layout::Rect;

pub struct RollCall {
    title: String,
    quorum: Quorum,
    /// Whether people added by name count as having come, rather than as observers.
    by_name: bool,
    people: Vec<Attendance>,
    /// The whole roster, for adding somebody who was not due.
    roster: Vec<Attendance>,
    typed: Editor,
    /// What is typed was refused, and told: a number typed next takes its place.
    refused: bool,
    /// The person whose reason is being typed, and of what.
    reason_of: Option<(usize, Why)>,
    list: ListState,
    past: Vec<Vec<Attendance>>,
}

/// What a reason is typed for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// An excuse or absence; may stay empty.
    Away,
    /// A correction of 应到; without a reason it is taken back.
    Due,
}

/// The heads of a roll in one line: `应到46 到会43 请假3 · 有表决权44 到会41 · 人数够了`.
pub fn summary(people: &[Attendance], quorum: Quorum) -> String {
    let t = Tally::of(people);
    if t.due == 0 && t.observers == 0 {
        return String::new();
    }
    let mut text = format!("应到{} 到会{}", t.due, t.present);
    for (count, name) in [(t.excused, "请假"), (t.absent, "缺席"), (t.unmarked, "未点名"), (t.observers, "列席")]
    {
        if count > 0 {
            text.push_str(&format!(" {name}{count}"));
        }
    }
    // Where nobody votes, as in a talk, there is nothing to say of it.
    if t.due_voting != t.due && t.due_voting > 0 {
        text.push_str(&format!(" | 有表决权{} 到会{}", t.due_voting, t.present_voting));
    }
    match quorum.judge(t) {
        QuorumState::NotNeeded => {}
        QuorumState::Met => text.push_str(" | 人数够"),
        QuorumState::Pending(n) => text.push_str(&format!(" | 还差{n}人到{}", quorum.share())),
        QuorumState::Short(n) => text.push_str(&format!(" | {},差{n}人", quorum.missed())),
    }
    text
}

impl RollCall {
    pub fn new(title: String, people: Vec<Attendance>, kind: &ActivityKind, roster: Vec<Attendance>) -> Self {
        Self {
            title,
            quorum: kind.quorum,
            by_name: kind.who == Who::Named,
            people,
            roster,
            typed: Editor::default(),
            refused: false,
            reason_of: None,
            list: ListState::default(),
            past: Vec::new(),
        }
    }

    /// Hands the marks back, and asks for something then; not while something is typed that marked nobody.
    fn finish(&mut self, then: Option<Cmd>, cx: &mut Cx) {
        self.keep_reason();
        let typed = self.typed.text().trim().to_owned();
        if typed.is_empty() {
            cx.ask(Action::Answer(Answer::Roll(self.people.clone())));
            cx.actions.extend(then.map(Action::Run));
        } else if self.candidates().is_empty() && self.outsiders().is_empty() {
            self.refuse(format!("名册里没有“{typed}”,点名没有交回:改成编号、姓名或首字母,不要就按 Esc 去掉"), cx);
        } else {
            cx.warn(format!("“{typed}”还没点,点名没有交回:按空格点名,不要就按 Esc 去掉"));
        }
    }

    fn refuse(&mut self, why: String, cx: &mut Cx) {
        self.refused = true;
        cx.warn(why);
    }

    /// Leaves the roll call; Esc gives up what is typed first, and says so.
    fn leave(&mut self, cx: &mut Cx) {
        let typed = std::mem::take(&mut self.typed).text().trim().to_owned();
        if typed.is_empty() {
            self.finish(None, cx);
        } else {
            cx.say(format!("已去掉“{typed}”;再按 Esc 交回记录表"));
        }
    }

    fn keep_reason(&mut self) {
        let Some((at, why)) = self.reason_of.take() else { return };
        let reason = std::mem::take(&mut self.typed).text().trim().to_owned();
        match (why, self.people.get_mut(at)) {
            (Why::Away, Some(person)) => person.reason = reason,
            (Why::Due, Some(person)) if !reason.is_empty() => person.due_note = reason,
            (Why::Due, _) => {
                if let Some(before) = self.past.pop() {
                    self.people = before;
                }
            }
            (Why::Away, None) => {}
        }
    }

    /// People that the typed text names, best first.
    fn candidates(&self) -> Vec<usize> {
        let known: Vec<(u32, &str)> = self.people.iter().map(|a| (a.no, a.name.as_str())).collect();
        pick(&known, self.typed.text().trim())
    }

    /// The place of the person whom the typed text names (adding whoever is on the roster and not on the roll), or of
    /// the selected row where nothing is typed.
    fn person_meant(&mut self, cx: &mut Cx) -> Option<usize> {
        let typed = self.typed.text().trim().to_owned();
        if typed.is_empty() {
            self.typed = Editor::default();
            return (self.list.selected < self.people.len()).then_some(self.list.selected);
        }
        let known: Vec<(u32, &str)> = self.people.iter().map(|a| (a.no, a.name.as_str())).collect();
        let best = pick_best(&known, &typed);
        let at = match best[..] {
            // Nobody is marked whom the text does not name alone.
            [first, ..] => match the_one(&typed, &best.iter().map(|&i| known[i]).collect::<Vec<_>>()) {
                Ok(_) => first,
                Err(why) => {
                    self.refuse(why, cx);
                    return None;
                }
            },
            [] => {
                let guest = match (typed.is_ascii(), self.by_name) {
                    (true, _) => "(可输编号、姓名或首字母)",
                    (false, true) => ";名册外的人按 Ctrl+N 记为到会",
                    (false, false) => ";名册外的人按 Ctrl+N 记为列席",
                };
                self.refuse(format!("名册里没有“{typed}”{guest}"), cx);
                return None;
            }
        };
        self.typed = Editor::default();
        self.list.selected = at;
        Some(at)
    }

    /// Marks whom the typed text names, or the selected row.
    fn mark(&mut self, cx: &mut Cx) {
        if !self.outsiders().is_empty() {
            self.add(if self.by_name { Roll::Present } else { Roll::Observer }, cx);
            return;
        }
        match self.person_meant(cx) {
            Some(at) if self.people[at].roll == Roll::NotDue => {
                cx.warn(format!("{}不计应到;要恢复按 Ctrl+E", self.people[at].name));
            }
            Some(at) => self.turn(at, cx),
            None => {}
        }
    }

    fn ask(&mut self, at: usize, why: Why, cx: &mut Cx) {
        let person = &self.people[at];
        cx.say(format!("写{}的原因,回车记下后再点下一个人", person.name));
        let text = if why == Why::Due { &person.due_note } else { &person.reason };
        self.typed = Editor::new(text.clone());
        self.reason_of = Some((at, why));
    }

    fn remember(&mut self) {
        self.past.push(self.people.clone());
    }

    /// Gives a person the next mark: 未点名 → 到会 → 请假 → 缺席 → 到会; an observer goes away again.
    fn turn(&mut self, at: usize, cx: &mut Cx) {
        self.remember();
        let person = &mut self.people[at];
        person.roll = match person.roll {
            Roll::Unmarked | Roll::Absent => Roll::Present,
            Roll::Present => Roll::Excused,
            Roll::Excused => Roll::Absent,
            Roll::Observer | Roll::NotDue => {
                self.people.remove(at);
                return;
            }
        };
        if person.roll == Roll::Present {
            person.reason.clear();
            cx.say(format!("{}:到会", person.name));
        } else {
            self.ask(at, Why::Away, cx);
        }
    }
}

impl Layer for RollCall {
    fn place(&self) -> Place {
        if self.reason_of.is_some() { Place::Reason } else { Place::RollCall }
    }

    fn typing(&self) -> Typing {
        Typing::of(&self.typed)
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::AllPresent => {
                self.keep_reason();
                self.remember();
                let unmarked = self.people.iter_mut().filter(|a| a.roll == Roll::Unmarked);
                let count = unmarked.map(|a| a.roll = Roll::Present).count();
                cx.say(format!("{count}人记为到会;没到的输编号按空格改请假"));
            }
            Cmd::Mark => self.mark(cx),
            Cmd::Guest => self.add_guests(cx),
            Cmd::KeepReason => self.keep_reason(),
            Cmd::Confirm if !self.typed.is_empty() => self.mark(cx),
            Cmd::ChangeDue => {
                self.keep_reason();
                self.change_due(cx);
            }
            Cmd::Back if self.reason_of.is_some() => self.keep_reason(),
            Cmd::Back => self.leave(cx),
            Cmd::Confirm => self.finish(None, cx),
            Cmd::Save => self.finish(Some(Cmd::Save), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            let blank = matches!(text.as_str(), " " | "\u{3000}");
            if blank && self.reason_of.is_none() {
                self.mark(cx);
                return;
            }
            if std::mem::take(&mut self.refused) && digits(&text).is_some() {
                self.typed = Editor::default();
            }
            self.typed.insert(&text.replace('\n', " "));
            return;
        }
        self.refused = false;
        if !self.typed.is_empty() && cell::edit(&mut self.typed, input) != Edit::Not {
            return;
        }
        // Whoever moves on has written the reason; one that was erased is none.
        if self.list.input(input, self.people.len()) {
            self.keep_reason();
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        canvas.text(area.x + 1, area.y, area.width - 1, &self.title, theme.label);
        canvas.text(area.x + 1, area.y + 1, area.width - 1, &summary(&self.people, self.quorum), theme.message);
        let asked = self.reason_of.and_then(|(at, why)| Some((self.people.get(at)?, why)));
        let text = match asked {
            Some((person, Why::Due)) if person.roll != Roll::NotDue => format!("{} 列入应到的原因:", person.name),
            Some((person, _)) => format!("{} {}原因(回车记下):", person.name, person.roll.name()),
            None => "编号/姓名/首字母 + 空格:".to_owned(),
        };
        let mut found = if self.reason_of.is_none() { self.outsiders() } else { Vec::new() };
        if found.is_empty() && self.reason_of.is_none() {
            found = self.candidates().into_iter().map(|i| &self.people[i]).collect();
        }
        let names = names_of(found.into_iter().map(|a| (a.no, a.name.as_str())));
        prompt(canvas, Rect::new(area.x + 1, area.y + 2, area.width - 1, 1), &text, &self.typed, &names);
        let rows: Vec<Row> = self
            .people
            .iter()
            .map(|person| Row {
                no: person.no,
                name: &person.name,
                state: person.roll.name(),
                remark: {
                    // A guest has none anyway.
                    let votes = person.votes || person.member.is_none() || self.by_name;
                    let vote = if votes { "" } else { "无表决权" };
                    [&person.reason, &person.due_note].into_iter().find(|t| !t.is_empty()).map_or(vote, String::as_str)
                },
                style: match person.roll {
                    Roll::Unmarked => theme.dim,
                    Roll::Present => theme.good,
                    Roll::Excused | Roll::Observer | Roll::NotDue => theme.due,
                    Roll::Absent => theme.bad,
                },
            })
            .collect();
        let body = Rect::new(area.x, area.y + 3, area.width, area.height.saturating_sub(3));
        grid(canvas, body, &mut self.list, &rows);
    }

    fn in_hand(&self) -> Option<Answer> {
        Some(Answer::Roll(self.people.clone()))
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        if redo {
            return Some(false);
        }
        match self.past.pop() {
            Some(people) => {
                self.reason_of = None;
                self.typed = Editor::default();
                self.people = people;
                Some(true)
            }
            None => Some(false),
        }
    }
}
