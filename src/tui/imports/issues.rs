//! What imports left open, over the list of members (F5) or meetings (F3): held rows with all their cells, doubtful cells;
//! Enter opens the place where one can be put right. Not here: the places themselves (`member_form`, `meeting_form`).

use crate::{
    book::{self, Book, Issue},
    model::{
        activity::{ActivityKind, Roll},
        id::MemberId,
        import::{FileKind, HeldCell},
        member::Member,
    },
    text::{width::width, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        meetings::form::held,
        members::form::fields::shown,
        paint::Canvas,
        theme::Theme,
        widget::{
            list::{ListState, heading, row},
            pick::{Choice, Item, Pick},
        },
    },
};
use ratatui::{layout::Rect, style::Style};
use std::collections::BTreeMap;

/// Rows of the list that stay in sight whatever the detail below it needs.
const LEAST: u16 = 5;
/// Whatever is left of the row.
const REST: u16 = 500;
const COLUMNS: [(u16, &str); 5] = [(5, "行"), (4, "处理"), (8, "姓名"), (12, "栏目"), (REST, "说明")];

pub struct Issues {
    kind: FileKind,
    /// Held rows first, then by file and row.
    issues: Vec<Issue>,
    names: BTreeMap<MemberId, String>,
    list: ListState,
    /// Identity numbers and phones are shown whole.
    revealed: bool,
}

impl Issues {
    pub fn new(book: &Book, kind: FileKind) -> book::Result<Self> {
        let mut screen =
            Self { kind, issues: Vec::new(), names: BTreeMap::new(), list: ListState::default(), revealed: false };
        screen.refresh(book)?;
        Ok(screen)
    }

    fn selected(&self) -> Option<&Issue> {
        self.issues.get(self.list.selected)
    }

    /// Opens the place where the issue can be put right; which of two people, or of what kind a row is, is asked here.
    fn open(&self, issue: &Issue, cx: &mut Cx) {
        if issue.kind == FileKind::Activities && issue.is_held() {
            if !cx.may_write() {
                return;
            }
            match held::kind(cx.book, issue) {
                Some(kind) => cx.ask(Action::Go(Go::HeldRow(issue.id, kind))),
                None => {
                    let kinds = &cx.book.catalog().kinds;
                    let item =
                        |k: &ActivityKind| Item::new(&k.name, &k.basis, Choice::Answer(Answer::HeldAs(k.id.clone())));
                    cx.push(Pick::numbered("这一行是哪一类?", kinds.iter().map(item).collect()));
                }
            }
            return;
        }
        let people = cx.book.namesakes(issue);
        let Some(people) = cx.tried(people) else { return };
        match (issue.activity, people.is_empty()) {
            (Some(activity), false) if cx.book.refusal().is_none() => {
                let mut items: Vec<Item> = people.iter().map(|(m, roll)| namesake(m, *roll)).collect();
                items.push(Item::new("都不是", "打开这次活动", Choice::Go(Go::Activity(activity))));
                cx.push(Pick::numbered(&format!("“{}”说的是哪一个?", issue.problem.value), items));
            }
            _ => cx.ask(Action::Go(Go::Issue(issue.id))),
        }
    }

    fn who<'a>(&'a self, issue: &'a Issue) -> &'a str {
        let cell = || issue.cells.iter().find(|c| c.column == "姓名").map(|c| c.text.as_str());
        issue.member.and_then(|id| self.names.get(&id)).map(String::as_str).or_else(cell).unwrap_or("")
    }

    /// Everything that is known of an issue.
    fn detail(&self, issue: &Issue, cols: usize, theme: &Theme) -> Vec<(String, Style)> {
        let p = &issue.problem;
        let mut lines = vec![
            (format!("“{}”第{}行{}", issue.file, p.row, if issue.is_held() { ",全行原文在下" } else { "" }), theme.dim),
            (format!("{}:{}", p.severity.name(), p.message), theme.due),
        ];
        if issue.is_held() {
            let cell =
                |c: &HeldCell| format!("{}:{}", c.column, shown(&c.column, &c.text, self.revealed).replace('\n', " "));
            lines.extend(packed(issue.cells.iter().map(cell), cols).into_iter().map(|line| (line, theme.normal)));
        } else {
            lines.push((format!("原文 {}:{}", p.column, shown(&p.column, &p.value, self.revealed)), theme.normal));
        }
        lines
    }
}

impl Layer for Issues {
    fn place(&self) -> Place {
        Place::Issues
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::Settle if self.selected().is_none() => Err("没有存疑的地方".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match (cmd, self.selected()) {
            (Cmd::Open, Some(issue)) => self.open(issue, cx),
            (Cmd::Settle, Some(issue)) => {
                let result = cx.book.settle_issue(issue.id);
                if cx.changed(result) {
                    cx.say("已记为核实无误;Ctrl+Z 撤销");
                }
            }
            (Cmd::Reveal, _) => self.revealed = !self.revealed,
            (Cmd::Back, _) => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.issues.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        let held = self.issues.iter().filter(|i| i.is_held()).count();
        let head = format!("{}导入后待核:暂存{held}行 · 存疑{}处", self.kind.name(), self.issues.len() - held);
        let used = canvas.text(area.x + 2, area.y, area.width - 2, &head, theme.message) + 4;
        let hint = "回车去改,改好存盘即销;照原样无误按 Ctrl+G";
        canvas.text(area.x + used, area.y, area.width.saturating_sub(used), hint, theme.dim);
        if self.issues.is_empty() {
            canvas.text(area.x + 2, area.y + 2, area.width - 2, "都核对完了。按 Esc 返回", theme.good);
            return;
        }
        heading(canvas, Rect::new(area.x, area.y + 1, area.width, 1), &COLUMNS);
        let cols = area.width.saturating_sub(3);
        let at = self.list.selected.min(self.issues.len() - 1);
        let detail = self.detail(&self.issues[at], cols.into(), theme);
        let lines: Vec<(&str, Style)> = detail
            .iter()
            .flat_map(|(text, style)| wrap(text, cols.into()).into_iter().map(|line| (&text[line], *style)))
            .collect();
        let most = area.height.saturating_sub(2 + LEAST);
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(most);
        let top = area.y + 2;
        let bottom = area.bottom() - rows;
        let window = self.list.window(self.issues.len(), usize::from(bottom.saturating_sub(top + 1)));
        for (y, i) in (top..).zip(window) {
            let issue = &self.issues[i];
            let p = &issue.problem;
            let number = p.row.to_string();
            let texts = [number.as_str(), p.severity.name(), self.who(issue), &p.column, &p.message];
            let columns: Vec<(u16, &str)> = COLUMNS.iter().map(|(cols, _)| *cols).zip(texts).collect();
            let style = if issue.is_held() { theme.bad } else { theme.due };
            row(canvas, Rect::new(area.x, y, area.width, 1), &columns, i == self.list.selected, style);
        }
        let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
        canvas.text(area.x + 1, bottom.saturating_sub(1), area.width, &line, theme.frame);
        for (y, (line, style)) in (bottom..area.bottom()).zip(&lines) {
            canvas.text(area.x + 2, y, cols, line, *style);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.issues = book.issues_of(self.kind)?;
        self.issues.sort_by(|a, b| {
            let key = |i: &Issue| (!i.is_held(), i.file.clone(), i.problem.row, i.id);
            key(a).cmp(&key(b))
        });
        self.names = book.members()?.into_iter().map(|m| (m.id, m.name)).collect();
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        let Some(id) = self.selected().map(|i| i.id) else { return };
        match answer {
            Answer::HeldAs(kind) => cx.ask(Action::Go(Go::HeldRow(id, kind))),
            Answer::Member(who) => {
                let result = cx.book.choose_namesake(id, who);
                let Some(changed) = cx.tried(result) else { return };
                cx.ask(Action::Changed);
                cx.say(format!("已{};Ctrl+Z 撤销", changed.label));
            }
            _ => {}
        }
    }
}

/// One of several people of a name: what tells them apart, and why one of them cannot be meant.
fn namesake(m: &Member, roll: Roll) -> Item {
    let birth = m.birth.map(|b| format!("{}年生", b.year()));
    let told = [Some(m.group.clone()), birth, Some(m.id_number.to_string()), Some(m.phone.to_string())];
    let told: Vec<String> = told.into_iter().flatten().filter(|t| !t.is_empty()).collect();
    let label = format!("{} {}号", m.name, m.no);
    let item = Item::new(&label, &told.join(" "), Choice::Answer(Answer::Member(m.id)));
    if roll == Roll::Unmarked {
        return item;
    }
    Item { disabled: true, detail: format!("已记为{} {}", roll.name(), item.detail), ..item }
}

/// Lines of as many parts as fit, none broken that fits a line.
pub fn packed(parts: impl Iterator<Item = String>, cols: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut().filter(|line| width(line) + 2 + width(&part) <= cols) {
            Some(line) => {
                line.push_str("  ");
                line.push_str(&part);
            }
            None => lines.push(part),
        }
    }
    lines
}
