//! The votes of a meeting, a row for each matter: what it is, the rule it goes by, the counts, and what came of it while
//! one types. Goes back to the form as data, whichever way it is left. Not here: the rules and the judging (`model::vote`).

mod line;

use self::line::Line;
use crate::{
    book::{Book, Catalog},
    model::{
        activity::ActivityKind,
        vote::{Outcome, Vote, VoteRule, Voters},
    },
    text::{
        edit::Editor,
        number::{digits, half_width},
        wrap::wrap,
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            cell,
            list::{ListState, heading},
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
const HEADINGS: [&str; COLUMNS + 1] = ["事项", "规则", "赞成", "反对", "弃权", "书面", "结果"];
/// Lines below the rows: the rule, its basis (two lines), what is doubtful, the keys.
const BELOW: u16 = 6;

pub struct VotesPopup {
    rules: Vec<VoteRule>,
    /// The rule that a new matter goes by.
    usual: String,
    voters: Option<Voters>,
    /// Never empty.
    lines: Vec<Line>,
    list: ListState,
    column: usize,
    dropped: Vec<(usize, Line)>,
}

impl VotesPopup {
    pub fn new(kind: &ActivityKind, catalog: &Catalog, votes: Vec<Vote>, voters: Option<Voters>) -> Self {
        let rules = catalog.vote_rules.clone();
        let first = rules.first().map_or(String::new(), |r| r.id.clone());
        let usual = if kind.vote_rule.is_empty() { first } else { kind.vote_rule.clone() };
        let lines = votes.iter().map(Line::new).collect();
        let mut popup =
            Self { rules, usual, voters, lines, list: ListState::default(), column: MATTER, dropped: Vec::new() };
        popup.add();
        popup.list.selected = 0;
        popup
    }

    /// With a line for each of these matters that there is no vote on.
    pub fn offering(mut self, matters: Vec<String>) -> Self {
        for matter in matters {
            if !self.lines.iter().any(|l| l.matter.text().trim() == matter) {
                let vote = Vote { matter, rule: self.usual.clone(), ..Vote::default() };
                let at = self.lines.len() - 1;
                self.lines.insert(at, Line { offered: true, ..Line::new(&vote) });
            }
        }
        self
    }

    /// Goes to the blank line at the end, which is made where there is none.
    fn add(&mut self) {
        if !self.lines.last().is_some_and(Line::is_blank) {
            self.lines.push(Line::new(&Vote { rule: self.usual.clone(), ..Vote::default() }));
        }
        (self.list.selected, self.column) = (self.lines.len() - 1, MATTER);
    }

    fn votes(&self) -> Vec<Vote> {
        self.lines.iter().filter(|l| !l.is_open()).map(|l| l.vote(self.voters)).collect()
    }

    /// Hands the votes back; whether it could.
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
        }
    }

    /// The next cell; after the last one a new matter.
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

    /// The rule some steps from the present one, around the end.
    fn turn_rule(&mut self, by: isize) {
        let len = self.rules.len();
        let Some(line) = self.lines.get_mut(self.list.selected).filter(|_| len > 0) else { return };
        let at = self.rules.iter().position(|r| r.id == line.rule);
        let to = at.map_or(0, |at| (at + len).wrapping_add_signed(by) % len);
        line.rule.clone_from(&self.rules[to].id);
    }

    fn typed(&mut self, text: &str) {
        if self.column == RULE {
            match digits(text).and_then(|n| self.rules.get((n as usize).wrapping_sub(1))) {
                Some(rule) => {
                    let id = rule.id.clone();
                    if let Some(line) = self.lines.get_mut(self.list.selected) {
                        line.rule = id;
                    }
                }
                None => self.turn_rule(1),
            }
            return;
        }
        let text = match self.column {
            MATTER => text.replace('\n', " "),
            _ => half_width(text).chars().filter(char::is_ascii_digit).collect(),
        };
        if self.column == MATTER && self.line().is_some_and(|l| l.offered && l.is_open()) {
            self.typed_over();
        }
        if let Some(editor) = self.editor() {
            editor.insert(&text);
        }
    }

    /// What is typed on an offered matter is another one, in its place.
    fn typed_over(&mut self) {
        if let Some(line) = self.lines.get_mut(self.list.selected) {
            (line.matter, line.offered) = (Editor::default(), false);
        }
    }

    /// What is known of the matter in focus: the rule, its basis, the outcome, what is doubtful.
    fn notes(&self) -> (String, String, String) {
        let Some(line) = self.line() else { return Default::default() };
        let vote = line.vote(self.voters);
        let rule = self.rules.iter().find(|r| r.id == line.rule);
        let doubts = if line.is_open() { Vec::new() } else { vote.doubts(rule) };
        let offered = line.offered && line.is_open();
        let doubts = if offered {
            vec!["议程、候选人里的,记了票才算;直接打字就另写一项".to_owned()]
        } else {
            doubts
        };
        let Some(rule) = rule else {
            return ("没有选规则,不判断结果".into(), String::new(), doubts.join(";"));
        };
        let needed = match rule.judge(&vote) {
            Outcome::Open if self.voters.is_none() => "点完名才判断".to_owned(),
            Outcome::Open => "还没记票".to_owned(),
            Outcome::Short(n) => format!("人数不足:要{n}人到会"),
            outcome @ (Outcome::Passed(n) | Outcome::Failed(n)) => format!("要{n}票:{}", outcome.name()),
        };
        (format!("{};{needed}", rule.words()), rule.source(), doubts.join(";"))
    }
}

impl Layer for VotesPopup {
    fn place(&self) -> Place {
        Place::Votes
    }

    fn typing(&self) -> bool {
        true
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
            Cmd::Back => {
                self.finish(cx);
            }
            Cmd::Save if self.finish(cx) => cx.ask(Action::Run(Cmd::Save)),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            return self.typed(&text);
        }
        let Input::Key(Key { code, ctrl: false }) = input else { return };
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
        let mends = self.column == MATTER && matches!(code, KeyCode::Backspace | KeyCode::Delete);
        if let Some(line) = self.lines.get_mut(self.list.selected).filter(|_| mends) {
            line.offered = false;
        }
        if let Some(editor) = self.editor() {
            cell::edit(editor, input);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let rows = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).clamp(3, 40);
        let inner = canvas.popup(centred(area, 90, rows.saturating_add(BELOW + 4)), "表决");
        let head = match self.voters {
            Some(v) => format!("有表决权应到{} 到会{}", v.due, v.present),
            None => "还没点完名:票数先记下,点完名再看结果".to_owned(),
        };
        canvas.text(inner.x, inner.y, inner.width, &head, theme.message);
        // A small window leaves the matter no less than it needs.
        let (rule, count) = if inner.width < 70 { (8, 4) } else { (12, 5) };
        let matter = inner.width.saturating_sub(2 + rule + 1 + 4 * (count + 1) + 9).max(8);
        let cols = [matter - 1, rule, count, count, count, count, 8];
        let headings: Vec<(u16, &str)> = cols.into_iter().zip(HEADINGS).collect();
        heading(canvas, Rect::new(inner.x, inner.y + 1, inner.width, 1), &headings);
        let height = inner.height.saturating_sub(2 + BELOW).max(1);
        let mut cursor = None;
        for (y, i) in (inner.y + 2..).zip(self.list.window(self.lines.len(), height.into())) {
            let (line, here) = (&self.lines[i], i == self.list.selected);
            let rule = self.rules.iter().find(|r| r.id == line.rule);
            canvas.text(inner.x, y, 1, if here { ">" } else { " " }, theme.label);
            let mut x = inner.x + 2;
            for (column, width_of) in cols.into_iter().enumerate() {
                let focused = here && column == self.column;
                let plain = if line.is_open() { theme.dim } else { theme.normal };
                let style = if focused { theme.field } else { plain };
                match column {
                    RULE => {
                        let name = rule.map_or(line.rule.as_str(), |r| &r.name);
                        canvas.cell(x, y, width_of, name, if focused { theme.selected } else { plain });
                    }
                    COLUMNS => {
                        let outcome = rule.filter(|_| !line.is_open()).map(|r| r.judge(&line.vote(self.voters)));
                        let style = match outcome {
                            Some(Outcome::Passed(_)) => theme.good,
                            Some(Outcome::Failed(_) | Outcome::Short(_)) => theme.bad,
                            _ => theme.dim,
                        };
                        canvas.text(x, y, width_of, outcome.map_or("", Outcome::name), style);
                    }
                    _ => {
                        let editor = if column == MATTER { &line.matter } else { &line.counts[column - FIRST_COUNT] };
                        let at = cell::draw(canvas, editor, Rect::new(x, y, width_of, 1), style);
                        cursor = if focused { Some((at, y)) } else { cursor };
                    }
                }
                x += width_of + 1;
            }
        }
        let (rule, source, doubts) = self.notes();
        let y = inner.bottom().saturating_sub(BELOW - 1);
        canvas.text(inner.x, y, inner.width, &rule, theme.normal);
        for (y, part) in (y + 1..y + 3).zip(wrap(&source, inner.width.into())) {
            canvas.text(inner.x, y, inner.width, &source[part], theme.dim);
        }
        canvas.text(inner.x, y + 3, inner.width, &doubts, theme.due);
        let keys = match self.column {
            RULE => {
                let rules: Vec<String> = (1..).zip(&self.rules).map(|(n, r)| format!("{n}{}", r.name)).collect();
                format!("← → {}", rules.join(" "))
            }
            _ => "回车下一格;空行上回车完成;也可整行写:接收张三 20/0/1".to_owned(),
        };
        canvas.text(inner.x, y + 4, inner.width, &keys, theme.dim);
        if let Some((x, y)) = cursor {
            canvas.set_cursor(x, y);
        }
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
