//! The grades of 民主评议, person by person: all 合格 at once, then the exceptions by number and Space. Goes back to the
//! form as the roll it came from. Not here: what the grades are and how many may be 优秀 (`model::grade`).

use crate::{
    model::{
        activity::{Attendance, GradeTally},
        grade::Grade,
    },
    text::{edit::Editor, pick::pick_best},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::{Key, Typing},
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            cell::{self, Edit},
            list::ListState,
            people::{Row, grid, names_of, prompt, the_one},
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

pub struct Grades {
    people: Vec<Attendance>,
    /// The places among `people` of those who get a grade.
    graded: Vec<usize>,
    typed: Editor,
    list: ListState,
    past: Vec<Vec<Attendance>>,
}

impl Grades {
    pub fn new(people: Vec<Attendance>) -> Self {
        let graded = (0..people.len()).filter(|&i| people[i].gets_grade()).collect();
        Self { people, graded, typed: Editor::default(), list: ListState::default(), past: Vec::new() }
    }

    /// Places among `graded` that the typed text names, best first.
    fn candidates(&self) -> Vec<usize> {
        let known: Vec<(u32, &str)> = self.graded.iter().map(|&i| (self.people[i].no, &*self.people[i].name)).collect();
        pick_best(&known, self.typed.text().trim())
    }

    /// Gives the selected person the next grade: 未评 → 合格 → 优秀 → 基本合格 → 不合格 → 合格.
    fn turn(&mut self, cx: &mut Cx) {
        if !self.typed.text().trim().is_empty() {
            let typed = self.typed.text().trim();
            let found = self.candidates();
            let Some(first) = found.first().copied() else {
                return cx.warn(format!("“{typed}”不在评定名单里(预备党员不定等次)"));
            };
            let person = |&at: &usize| &self.people[self.graded[at]];
            let known: Vec<(u32, &str)> = found.iter().map(|at| (person(at).no, person(at).name.as_str())).collect();
            match the_one(typed, &known) {
                Ok(_) => self.list.selected = first,
                Err(why) => return cx.warn(why),
            }
        }
        self.typed = Editor::default();
        let Some(at) = self.graded.get(self.list.selected).copied() else { return };
        self.past.push(self.people.clone());
        let person = &mut self.people[at];
        person.grade = Some(match person.grade {
            None | Some(Grade::Failed) => Grade::Qualified,
            Some(Grade::Qualified) => Grade::Excellent,
            Some(Grade::Excellent) => Grade::Barely,
            Some(Grade::Barely) => Grade::Failed,
        });
    }

    fn finish(&self, cx: &mut Cx) {
        cx.ask(Action::Answer(Answer::Roll(self.people.clone())));
    }
}

impl Layer for Grades {
    fn place(&self) -> Place {
        Place::Grades
    }

    fn typing(&self) -> Typing {
        Typing::of(&self.typed)
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::AllQualified => {
                self.past.push(self.people.clone());
                for &at in &self.graded {
                    self.people[at].grade.get_or_insert(Grade::Qualified);
                }
                cx.say("没评的都记为合格;其余输编号按空格改");
            }
            Cmd::Grade => self.turn(cx),
            Cmd::Back => self.finish(cx),
            Cmd::Save => {
                self.finish(cx);
                cx.ask(Action::Run(Cmd::Save));
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            return match text.as_str() {
                " " | "\u{3000}" => self.turn(cx),
                _ => self.typed.insert(&text.replace('\n', " ")),
            };
        }
        match input {
            Input::Key(Key { code: KeyCode::Enter, ctrl: false }) if self.typed.is_empty() => self.finish(cx),
            Input::Key(Key { code: KeyCode::Enter, ctrl: false }) => self.turn(cx),
            _ if !self.typed.is_empty() && cell::edit(&mut self.typed, input) != Edit::Not => {}
            _ => {
                self.list.input(input, self.graded.len());
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        let line = |y| Rect::new(area.x + 1, area.y + y, area.width - 1, 1);
        let tally = GradeTally::of(&self.people);
        canvas.text(area.x + 1, area.y, area.width - 1, &tally.to_string(), theme.message);
        if let Some(warning) = tally.warning() {
            canvas.text(area.x + 1, area.y + 1, area.width - 1, &warning, theme.due);
        }
        let found = self.candidates();
        let names = names_of(found.iter().map(|&i| &self.people[self.graded[i]]).map(|a| (a.no, a.name.as_str())));
        prompt(canvas, line(2), "编号/姓名/首字母 + 空格:", &self.typed, &names);
        let people = self.graded.iter().map(|&i| &self.people[i]);
        let rows: Vec<Row> = people
            .map(|a| Row {
                no: a.no,
                name: &a.name,
                state: a.grade.map_or("未评", Grade::name),
                remark: "",
                style: match a.grade {
                    None => theme.dim,
                    Some(Grade::Excellent | Grade::Qualified) => theme.good,
                    Some(Grade::Barely) => theme.due,
                    Some(Grade::Failed) => theme.bad,
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
        let before = self.past.pop();
        Some(before.map(|people| self.people = people).is_some())
    }
}
