//! The votes of a meeting, a row for each matter: what it is, the rule it goes by, the counts, and what came of it while
//! one types. Goes back to the form as data, whichever way it is left. Not here: the rules and the judging
//! (`model::vote`), drawing (`view`).

mod line;
mod view;

use self::line::Line;
use crate::{
    book::{Book, Catalog},
    model::{
        activity::ActivityKind,
        vote::{Ballots, Vote, VoteMethod, VoteRule, Voters},
    },
    text::{
        edit::Editor,
        number::{digits, half_width},
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::{Key, Typing},
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            cell::{self, Edit},
            list::ListState,
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Columns of a row, by place.
const MATTER: usize = 0;
const RULE: usize = 1;
const FIRST_COUNT: usize = 2;
const COLUMNS: usize = 6;

pub struct VotesPopup {
    rules: Vec<VoteRule>,
    kind: ActivityKind,
    voters: Option<Voters>,
    ballots: Ballots,
    /// The matters, one a line; never empty.
    lines: Vec<Line>,
    list: ListState,
    column: usize,
    dropped: Vec<(usize, Line)>,
}

impl VotesPopup {
    pub fn new(kind: &ActivityKind, catalog: &Catalog, votes: Vec<Vote>, voters: Option<Voters>) -> Self {
        let mut popup = Self {
            rules: catalog.vote_rules.clone(),
            kind: kind.clone(),
            voters,
            ballots: Ballots::default(),
            lines: votes.iter().map(Line::new).collect(),
            list: ListState::default(),
            column: MATTER,
            dropped: Vec::new(),
        };
        popup.add();
        popup.list.selected = 0;
        popup
    }

    /// The votes with the ballots that were counted at the meeting.
    pub fn counting(self, ballots: Ballots) -> Self {
        Self { ballots, ..self }
    }

    /// The rule that a new matter goes by: what its words mean, or what the kind's matters usually go by.
    fn usual(&self, matter: &str) -> String {
        let meant = VoteRule::meant_by(&self.rules, &self.kind, matter);
        match meant.or(self.rules.first().filter(|_| self.kind.vote_rule.is_empty())) {
            Some(rule) => rule.id.clone(),
            None => self.kind.vote_rule.clone(),
        }
    }

    fn new_line(&self, matter: String) -> Line {
        Line { rule_given: false, ..Line::new(&Vote { rule: self.usual(&matter), matter, ..Vote::default() }) }
    }

    /// The votes with a line for each of these matters that there is no vote on.
    pub fn offering(mut self, matters: Vec<String>) -> Self {
        for matter in matters {
            if !self.lines.iter().any(|l| l.matter.text().trim() == matter) {
                let line = Line { offered: true, ..self.new_line(matter) };
                self.lines.insert(self.lines.len() - 1, line);
            }
        }
        self
    }

    /// Goes to the blank line at the end, which is made where there is none.
    fn add(&mut self) {
        if !self.lines.last().is_some_and(Line::is_blank) {
            self.lines.push(self.new_line(String::new()));
        }
        (self.list.selected, self.column) = (self.lines.len() - 1, MATTER);
    }

    fn votes(&self) -> Vec<Vote> {
        self.lines.iter().filter(|l| !l.is_open()).map(|l| l.vote(self.voters)).collect()
    }

    /// Hands the votes back to the form; whether they could be.
    fn finish(&mut self, cx: &mut Cx) -> bool {
        self.leave_cell();
        let nameless = |l: &Line| l.matter.text().trim().is_empty() && !l.is_blank();
        if let Some(at) = self.lines.iter().position(nameless) {
            (self.list.selected, self.column) = (at, MATTER);
            cx.warn(format!("第{}项有票数,还没写是什么事项", at + 1));
            return false;
        }
        cx.ask(Action::Answer(Answer::Votes(self.votes())));
        true
    }

    fn line(&self) -> Option<&Line> {
        self.lines.get(self.list.selected)
    }

    /// The text of the cell in focus; `None` on the rule.
    fn cell(&self) -> Option<&Editor> {
        let line = self.line()?;
        match self.column {
            MATTER => Some(&line.matter),
            RULE => None,
            column => line.counts.get(column - FIRST_COUNT),
        }
    }

    fn editor(&mut self) -> Option<&mut Editor> {
        let line = self.lines.get_mut(self.list.selected)?;
        match self.column {
            MATTER => Some(&mut line.matter),
            RULE => None,
            column => line.counts.get_mut(column - FIRST_COUNT),
        }
    }

    fn leave_cell(&mut self) {
        if self.column == MATTER
            && let Some(line) = self.lines.get_mut(self.list.selected)
        {
            line.take_apart();
            self.propose_rule();
        }
    }

    /// Makes the rule follow the words of the matter, until somebody chose one.
    fn propose_rule(&mut self) {
        let Some(line) = self.line().filter(|l| !l.rule_given) else { return };
        let rule = self.usual(line.matter.text());
        if let Some(line) = self.lines.get_mut(self.list.selected) {
            line.rule = rule;
        }
    }

    /// Goes to the next cell; after the last one to a new matter.
    fn next(&mut self) {
        self.leave_cell();
        if self.column + 1 < COLUMNS {
            self.column += 1;
        } else if self.list.selected + 1 < self.lines.len() {
            (self.list.selected, self.column) = (self.list.selected + 1, MATTER);
        } else {
            self.add();
        }
    }

    fn previous(&mut self) {
        self.leave_cell();
        if self.column > 0 {
            self.column -= 1;
        } else if self.list.selected > 0 {
            (self.list.selected, self.column) = (self.list.selected - 1, COLUMNS - 1);
        }
    }

    /// Turns the rule so many steps from the present one, around the end.
    fn turn_rule(&mut self, by: isize) {
        let len = self.rules.len();
        let Some(line) = self.lines.get_mut(self.list.selected).filter(|_| len > 0) else { return };
        let at = self.rules.iter().position(|r| r.id == line.rule);
        let to = at.map_or(0, |at| (at + len).wrapping_add_signed(by) % len);
        line.rule.clone_from(&self.rules[to].id);
        line.rule_given = true;
    }

    /// Turns to the next way of voting; after the last one it is left open.
    fn turn_form(&mut self, cx: &mut Cx) {
        if self.line().is_some_and(Line::is_open) {
            return cx.warn("先写事项、记票数,再选表决方式");
        }
        if let Some(line) = self.lines.get_mut(self.list.selected) {
            let at = VoteMethod::ALL.iter().position(|f| Some(*f) == line.form).map_or(0, |at| at + 1);
            line.form = VoteMethod::ALL.get(at).copied();
        }
    }

    /// Takes what is typed on the rule: a blank or a number chooses it, and it is told; nothing else that is typed
    /// there may change it.
    fn typed_on_rule(&mut self, text: &str, cx: &mut Cx) {
        let numbered = digits(text).and_then(|n| self.rules.get((n as usize).wrapping_sub(1)));
        match numbered.map(|rule| rule.id.clone()) {
            Some(id) => {
                if let Some(line) = self.lines.get_mut(self.list.selected) {
                    (line.rule, line.rule_given) = (id, true);
                }
            }
            None if text.trim().is_empty() => self.turn_rule(1),
            None => {
                return cx.warn(format!("“{text}”没有记:这一格选规则(空格、← → 或编号),票数、别的事项在后面的格里"));
            }
        }
        if let Some(rule) = self.line().and_then(|l| self.rules.iter().find(|r| r.id == l.rule)) {
            cx.say(format!("规则改为:{}", rule.name));
        }
    }

    /// Takes what is typed on a count: digits are the count; a slash goes on to the next one, as in `20/0/1`.
    fn typed_on_count(&mut self, text: &str) {
        for c in half_width(text).chars() {
            if c == '/' && self.column + 1 < COLUMNS {
                self.column += 1;
            } else if let Some(editor) = self.editor().filter(|_| c.is_ascii_digit()) {
                editor.insert(c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn typed(&mut self, text: &str, cx: &mut Cx) {
        match self.column {
            RULE => return self.typed_on_rule(text, cx),
            MATTER => {}
            _ => return self.typed_on_count(text),
        }
        let text = text.replace('\n', " ");
        if self.line().is_some_and(|l| l.offered && l.is_open()) {
            self.typed_over();
        }
        if let Some(editor) = self.editor() {
            editor.insert(&text);
        }
        self.propose_rule();
    }

    /// Puts another matter in the place of an offered one that is typed over.
    fn typed_over(&mut self) {
        if let Some(line) = self.lines.get_mut(self.list.selected) {
            (line.matter, line.offered) = (Editor::default(), false);
        }
    }
}

impl Layer for VotesPopup {
    fn place(&self) -> Place {
        Place::Votes
    }

    fn typing(&self) -> Typing {
        // On the rule, which is chosen, a blank and digits are meant for it all the same.
        self.cell().map_or(Typing::Empty, Typing::of)
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::DropMatter if self.line().is_none_or(Line::is_blank) => Err("这一行是空的".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::NewMatter => {
                self.leave_cell();
                self.add();
            }
            Cmd::DropMatter => {
                let at = self.list.selected;
                let line = self.lines.remove(at);
                cx.say(format!("已去掉“{}”;Ctrl+Z 放回", line.matter.text().trim()));
                self.dropped.push((at, line));
                if self.lines.is_empty() {
                    self.add();
                }
                (self.list.selected, self.column) = (at.min(self.lines.len() - 1), MATTER);
            }
            Cmd::VoteMethod => self.turn_form(cx),
            Cmd::Back => {
                self.finish(cx);
            }
            Cmd::Save if self.finish(cx) => cx.ask(Action::Run(Cmd::Save)),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            return self.typed(&text, cx);
        }
        let Input::Key(Key { code, .. }) = input else { return };
        let at_end = self.list.selected + 1 == self.lines.len() && self.line().is_some_and(Line::is_blank);
        match (code, self.column) {
            (KeyCode::Enter, MATTER) if at_end => {
                self.finish(cx);
            }
            (KeyCode::Enter | KeyCode::Tab, _) => return self.next(),
            (KeyCode::BackTab, _) => return self.previous(),
            (KeyCode::Left, RULE) => return self.turn_rule(-1),
            (KeyCode::Right, RULE) => return self.turn_rule(1),
            (KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, _) => {
                self.leave_cell();
                self.list.input(input, self.lines.len());
                return;
            }
            _ => {}
        }
        let edit = self.editor().map(|editor| cell::edit(editor, input));
        let mends = self.column == MATTER && edit == Some(Edit::Changed);
        if let Some(line) = self.lines.get_mut(self.list.selected).filter(|_| mends) {
            line.offered = false;
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        self.show(canvas, area);
    }

    fn in_hand(&self) -> Option<Answer> {
        Some(Answer::Votes(self.votes()))
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        let typing = self.editor().is_some_and(|e| if redo { e.redo() } else { e.undo() });
        if typing || redo {
            return Some(typing);
        }
        let Some((at, line)) = self.dropped.pop() else { return Some(false) };
        self.lines.insert(at.min(self.lines.len()), line);
        (self.list.selected, self.column) = (at, MATTER);
        Some(true)
    }
}
