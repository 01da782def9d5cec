//! The roll call: type a number, a name or initials and press Space. Everybody at once, then the exceptions with a
//! reason. The marks go back to the form as data, whichever way it is left.

use crate::{
    model::{
        activity::{ActivityKind, Attendance, Quorum, QuorumState, Roll, Tally, Who},
        member::Member,
    },
    text::{edit::Editor, pick::pick, width::width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::list::{ListState, row},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Columns that one person needs.
const PERSON: u16 = 38;

pub struct RollCall {
    title: String,
    quorum: Quorum,
    /// Who is added by name counts as having come, rather than as an observer.
    named: bool,
    people: Vec<Attendance>,
    /// The whole roster, for adding somebody who was not due.
    members: Vec<Member>,
    typed: Editor,
    /// The person whose reason is being typed.
    reason_of: Option<usize>,
    list: ListState,
    past: Vec<Vec<Attendance>>,
}

/// The heads counted, in one line: `应到46 到会43 请假3 · 有表决权44 到会41 · 人数够了`.
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
    if t.due_voting != t.due {
        text.push_str(&format!(" | 有表决权{} 到会{}", t.due_voting, t.present_voting));
    }
    match quorum.judge(t) {
        QuorumState::NotNeeded => {}
        QuorumState::Met => text.push_str(" | 人数够"),
        QuorumState::Pending(n) => text.push_str(&format!(" | 还差{n}人过半")),
        QuorumState::Short(n) => text.push_str(&format!(" | 不足半数,差{n}人")),
    }
    text
}

impl RollCall {
    pub fn new(title: String, people: Vec<Attendance>, kind: &ActivityKind, members: Vec<Member>) -> Self {
        Self {
            title,
            quorum: kind.quorum,
            named: kind.who == Who::Named,
            people,
            members,
            typed: Editor::default(),
            reason_of: None,
            list: ListState::default(),
            past: Vec::new(),
        }
    }

    fn finish(&mut self, cx: &mut Cx) {
        self.keep_reason();
        cx.ask(Action::Answer(Answer::Roll(self.people.clone())));
    }

    fn keep_reason(&mut self) {
        if let Some(at) = self.reason_of.take()
            && let Some(person) = self.people.get_mut(at)
        {
            person.reason = self.typed.text().trim().to_owned();
            self.typed = Editor::default();
        }
    }

    /// People that the typed text names, best first.
    fn candidates(&self) -> Vec<usize> {
        let known: Vec<(u32, &str)> = self.people.iter().map(|a| (a.no, a.name.as_str())).collect();
        pick(&known, self.typed.text().trim())
    }

    /// Marks whom the typed text names, or the selected row where nothing is typed.
    fn mark(&mut self, cx: &mut Cx) {
        if self.typed.text().trim().is_empty() {
            self.typed = Editor::default();
            let at = self.list.selected;
            if at < self.people.len() {
                self.turn(at);
            }
            return;
        }
        let found = self.candidates();
        match found[..] {
            [first, second, ..] if self.people[first].name == self.people[second].name => {
                let numbers: Vec<String> = found.iter().map(|i| self.people[*i].no.to_string()).collect();
                cx.warn(format!("有同名的:{},请输编号 {}", self.people[first].name, numbers.join("、")));
            }
            [first, ..] => {
                self.typed = Editor::default();
                self.list.selected = first;
                self.turn(first);
            }
            [] => self.add(cx),
        }
    }

    /// Somebody on the roster who was not due.
    fn add(&mut self, cx: &mut Cx) {
        let others: Vec<&Member> =
            self.members.iter().filter(|m| !self.people.iter().any(|a| a.member == Some(m.id))).collect();
        let known: Vec<(u32, &str)> = others.iter().map(|m| (m.no, m.name.as_str())).collect();
        let typed = self.typed.text().trim().to_owned();
        match pick(&known, &typed).first() {
            Some(at) => {
                let member = others[*at];
                let person = Attendance {
                    member: Some(member.id),
                    name: member.name.clone(),
                    no: member.no,
                    roll: if self.named { Roll::Present } else { Roll::Observer },
                    reason: String::new(),
                    votes: false,
                };
                self.remember();
                self.people.push(person);
                self.list.selected = self.people.len() - 1;
                self.typed = Editor::default();
                let what = if self.named { "到会" } else { "不在应到之列,记为列席" };
                cx.say(format!("{}:{what}", self.people[self.list.selected].name));
            }
            None => cx.warn(format!("名册里没有“{typed}”(可输编号、姓名或首字母)")),
        }
    }

    fn remember(&mut self) {
        self.past.push(self.people.clone());
    }

    /// 未点名 → 到会 → 请假 → 缺席 → 到会; an observer goes away again.
    fn turn(&mut self, at: usize) {
        self.remember();
        let person = &mut self.people[at];
        person.roll = match person.roll {
            Roll::Unmarked | Roll::Absent => Roll::Present,
            Roll::Present => Roll::Excused,
            Roll::Excused => Roll::Absent,
            Roll::Observer => {
                self.people.remove(at);
                return;
            }
        };
        if person.roll == Roll::Present {
            person.reason.clear();
        } else {
            self.typed = Editor::new(person.reason.clone());
            self.reason_of = Some(at);
        }
    }
}

impl Layer for RollCall {
    fn place(&self) -> Place {
        Place::RollCall
    }

    fn typing(&self) -> bool {
        true
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
            Cmd::Confirm if self.reason_of.is_some() => self.keep_reason(),
            Cmd::Confirm if !self.typed.is_empty() => self.mark(cx),
            Cmd::Back if self.reason_of.is_some() => self.keep_reason(),
            Cmd::Confirm | Cmd::Save | Cmd::Back => self.finish(cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            let blank = matches!(text.as_str(), " " | "\u{3000}");
            if blank && self.reason_of.is_none() {
                self.mark(cx);
            } else {
                self.typed.insert(&text.replace('\n', " "));
            }
            return;
        }
        let Input::Key(Key { code, ctrl: false }) = input else { return };
        match code {
            KeyCode::Backspace => self.typed.backspace(),
            KeyCode::Delete => self.typed.delete(),
            KeyCode::Left => self.typed.left(),
            KeyCode::Right => self.typed.right(),
            _ => {
                self.keep_reason();
                self.list.input(input, self.people.len());
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        canvas.text(area.x + 1, area.y, area.width - 1, &self.title, theme.label);
        canvas.text(area.x + 1, area.y + 1, area.width - 1, &summary(&self.people, self.quorum), theme.message);
        let prompt = match self.reason_of.and_then(|i| self.people.get(i)) {
            Some(person) => format!("{} {}原因(回车确认):", person.name, person.roll.name()),
            None => "编号/姓名/首字母 + 空格:".to_owned(),
        };
        let mut x = area.x + 1;
        x += canvas.text(x, area.y + 2, area.width - 1, &prompt, theme.label);
        let room = area.right().saturating_sub(x + 1).min(30);
        canvas.fill(Rect::new(x, area.y + 2, room, 1), theme.field);
        canvas.text(x, area.y + 2, room, self.typed.text(), theme.field);
        let at = u16::try_from(width(&self.typed.text()[..self.typed.cursor()])).unwrap_or(0);
        if self.reason_of.is_none() && !self.typed.is_empty() {
            let names: Vec<String> = self
                .candidates()
                .iter()
                .take(4)
                .map(|i| format!("{}{}", self.people[*i].no, self.people[*i].name))
                .collect();
            canvas.text(
                x + room + 1,
                area.y + 2,
                area.right().saturating_sub(x + room + 1),
                &names.join(" "),
                theme.good,
            );
        }
        let cursor = (x + at.min(room.saturating_sub(1)), area.y + 2);

        let body = Rect::new(area.x, area.y + 3, area.width, area.height.saturating_sub(3));
        let columns = (body.width / PERSON).max(1);
        let height = usize::from(body.height.max(1));
        // Pages of columns: the one with the selected person is shown.
        let page = height * usize::from(columns);
        self.list.window(self.people.len(), page);
        let first = self.list.selected / page * page;
        let each = body.width / columns;
        for (i, person) in self.people.iter().enumerate().skip(first).take(page) {
            let (Ok(column), Ok(line)) = (u16::try_from((i - first) / height), u16::try_from((i - first) % height))
            else {
                continue;
            };
            let style = match person.roll {
                Roll::Unmarked => theme.dim,
                Roll::Present => theme.good,
                Roll::Excused | Roll::Observer => theme.due,
                Roll::Absent => theme.bad,
            };
            let area = Rect::new(body.x + column * each, body.y + line, each - 1, 1);
            let vote = if person.votes { "" } else { "无表决权" };
            let no = format!("{:>3}", person.no);
            let remark = if person.reason.is_empty() { vote } else { &person.reason };
            let columns = [
                (3, no.as_str()),
                (10, person.name.as_str()),
                (6, person.roll.name()),
                (each.saturating_sub(26), remark),
            ];
            row(canvas, area, &columns, i == self.list.selected, style);
        }
        canvas.set_cursor(cursor.0, cursor.1);
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
