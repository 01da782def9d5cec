//! A township's form before it is taken in: its groups and sums, and the rules that its words suggest, each confirmed
//! here or left out. Not here: reading and writing it (`book`).

use crate::{
    book::{self, Book, Proposal},
    model::{checklist::Checklist, date::Date, points::Points, propose},
    text::{quote::quoted, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            form::{Field, Form},
            form_view,
            list::{ListState, row},
            pick::{Choice, Item, Pick},
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Lines under the list that show the chosen item whole.
const DETAIL: u16 = 6;
/// The focus of a form of one field while its field has none.
const NOWHERE: usize = 1;

pub struct ChecklistPreview {
    proposal: Proposal,
    /// The name that was found, to be changed; not in focus until asked for.
    name: Form,
    /// The version that there is of a checklist of this name.
    known: Option<u32>,
    today: Date,
    /// What the list shows, in the form's order.
    lines: Vec<Line>,
    /// Rules ticked, by their place in the proposal.
    confirmed: Vec<usize>,
    list: ListState,
}

/// One line of the list.
enum Line {
    Section(usize),
    /// Section and item.
    Item(usize, usize),
    /// A rule, by its place in the proposal.
    Rule(usize),
}

/// The popup of the checklists there are, to score by another.
pub fn checklists(book: &Book) -> Pick {
    let item = |c: &Checklist| {
        Item::new(&c.name, &format!("第{}版", c.version), Choice::Answer(Answer::Checklist(c.id.clone())))
    };
    Pick::filtered("改用哪张考核表?", book.catalog().checklists().map(item).collect())
}

/// Shows what was read, or why nothing could be.
pub fn show(proposal: book::Result<Proposal>, cx: &mut Cx) {
    if let Some(proposal) = cx.tried(proposal) {
        cx.push(ChecklistPreview::new(proposal, cx.book));
    }
}

impl ChecklistPreview {
    fn new(proposal: Proposal, book: &Book) -> Self {
        let mut lines = Vec::new();
        for (s, section) in proposal.read.sections.iter().enumerate() {
            lines.push(Line::Section(s));
            for (i, item) in section.items.iter().enumerate() {
                lines.push(Line::Item(s, i));
                let own = proposal.rules.iter().enumerate().filter(|(_, (no, _))| *no == item.no);
                lines.extend(own.map(|(at, _)| Line::Rule(at)));
            }
        }
        let mut name = Form::new(vec![Field::line("name", "名称", &proposal.checklist.name)]);
        name.focus = NOWHERE;
        let known = book.catalog().checklist(&proposal.checklist.id).map(|c| c.version);
        let (confirmed, list) = (Vec::new(), ListState::at(1));
        Self { proposal, name, known, today: book.today(), lines, confirmed, list }
    }

    fn naming(&self) -> bool {
        self.name.focus != NOWHERE
    }

    /// Takes the name as typed; whether it can be one.
    fn take_name(&mut self, cx: &mut Cx) -> bool {
        let renamed = self.proposal.rename(self.name.get("name"));
        if cx.tried(renamed).is_none() {
            return false;
        }
        self.name.set("name", &self.proposal.checklist.name);
        self.known = cx.book.catalog().checklist(&self.proposal.checklist.id).map(|c| c.version);
        self.name.focus = NOWHERE;
        true
    }

    fn keep_name(&mut self, cx: &mut Cx) {
        if self.take_name(cx) {
            cx.say(format!("名称:{};回车导入", self.proposal.checklist.name));
        }
    }

    /// Ticks the rule in hand; on an item, all of its own.
    fn tick(&mut self, cx: &mut Cx) {
        let meant: Vec<usize> = match self.lines.get(self.list.selected) {
            Some(Line::Rule(at)) => vec![*at],
            Some(Line::Item(s, i)) => {
                let no = &self.proposal.read.sections[*s].items[*i].no;
                let own = self.proposal.rules.iter().enumerate().filter(|(_, (item, _))| item == no);
                own.map(|(at, _)| at).collect()
            }
            _ => Vec::new(),
        };
        if meant.is_empty() {
            return cx.say("这一行的文字里没有认出扣分加分的规则,入库后由人评定");
        }
        let all = meant.iter().all(|at| self.confirmed.contains(at));
        self.confirmed.retain(|at| !meant.contains(at));
        if !all {
            self.confirmed.extend(meant);
        }
        self.list.selected = (self.list.selected + 1).min(self.lines.len().saturating_sub(1));
    }

    fn take_in(&self, cx: &mut Cx) {
        let result = cx.book.take_in_checklist(&self.proposal, &self.confirmed);
        let Some(id) = cx.tried(result) else { return };
        let in_force = cx.book.use_checklist(&id);
        cx.ask(Action::Pop);
        if cx.changed(in_force) {
            let (name, rules) = (&self.proposal.checklist.name, self.confirmed.len());
            cx.say(format!("已导入并改用{},采用规则{rules}条;Tab 换回别的考核表", quoted(name)));
        }
    }

    fn heading(&self) -> Vec<String> {
        let read = &self.proposal.read;
        let items = read.items().count();
        let stated: Vec<_> = read.sections.iter().filter_map(|s| s.max).collect();
        let mut lines = vec![
            format!(
                "{}组{items}项;认出规则{}条,已采用{}条",
                read.sections.len(),
                self.proposal.rules.len(),
                self.confirmed.len()
            ),
            format!("各组标明合计{}分;{}", stated.into_iter().sum::<Points>(), read.make_up()),
        ];
        let left = self.proposal.rules.len() - self.confirmed.len();
        if self.confirmed.is_empty() && left > 0 {
            lines.push(format!(
                "现在按回车:一条规则也不采用,{items}项全部待评,总分改按这张表从头评。Ctrl+A 全部采用,空格逐条"
            ));
        } else {
            lines.push("按回车:改用这张表,总分改按它算;原来那张和上面的评定都留着,Tab 可以换回".to_owned());
        }
        lines.extend(self.known.map(|v| format!("已有同名的表(第{v}版):导入就是第{}版;要另存一张请改名称", v + 1)));
        lines.extend(self.proposal.remarks.iter().take(3).cloned());
        if self.proposal.remarks.len() > 3 {
            lines.push(format!("另有{}处说明", self.proposal.remarks.len() - 3));
        }
        lines
    }
}

impl Layer for ChecklistPreview {
    fn place(&self) -> Place {
        if self.naming() { Place::ChecklistName } else { Place::ChecklistPreview }
    }

    fn typing(&self) -> Typing {
        self.name.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Undo | Cmd::Redo if !self.naming() => Err("先导入,或按 Esc 返回".into()),
            Cmd::TickRule | Cmd::ConfirmAll if self.proposal.rules.is_empty() => {
                Err("这张表的文字里没有认出扣分加分的规则".into())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Rename => {
                self.name.focus = 0;
                self.name.mark_all();
                cx.say("直接输入就换掉原来的名称,按 ← → 在原来的上面改");
            }
            // Esc too leads back from the name to the items.
            Cmd::KeepName | Cmd::Back if self.naming() => self.keep_name(cx),
            Cmd::TakeIn => self.take_in(cx),
            Cmd::TickRule => self.tick(cx),
            Cmd::ConfirmAll => {
                // What was not read whole is confirmed on its own line.
                let all = self.proposal.fully_read();
                self.confirmed = if self.confirmed.len() == all.len() { Vec::new() } else { all };
            }
            Cmd::Back => {
                cx.ask(Action::Pop);
                cx.say("没有导入,考核表照旧");
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        let away = matches!(input, Input::Key(k) if matches!(k.code, KeyCode::Up | KeyCode::Down));
        if self.naming() && !away {
            self.name.input(input);
        } else if !self.naming() || self.take_name(cx) {
            self.list.input(input, self.lines.len());
        }
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        if self.naming() { self.name.undo_typing(redo) } else { None }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, area.width.min(120), area.height), "导入考核表");
        let theme = canvas.theme;
        form_view::draw(&mut self.name, canvas, Rect { height: 1, ..inner }, self.today);
        let mut y = inner.y + 1;
        // A form of many remarks still shows its items.
        let most = usize::from(inner.height / 3).max(3);
        for (n, line) in self.heading().iter().enumerate() {
            let style = if n < 2 { theme.message } else { theme.due };
            for range in wrap(line, inner.width.into()).into_iter().take(most.saturating_sub(usize::from(y - inner.y)))
            {
                canvas.text(inner.x, y, inner.width, &line[range], style);
                y += 1;
            }
        }
        let detail = DETAIL.min(inner.height / 5);
        let list = Rect::new(inner.x, y + 1, inner.width, inner.bottom().saturating_sub(y + 1 + detail + 1));
        let window = self.list.window(self.lines.len(), list.height.into());
        for (y, at) in (list.y..).zip(window) {
            let selected = at == self.list.selected;
            let line = Rect::new(list.x, y, list.width, 1);
            match &self.lines[at] {
                Line::Section(s) => {
                    let section = &self.proposal.read.sections[*s];
                    let max = section.max.map_or("没有标明分值".to_owned(), |m| format!("{m}分"));
                    let text = format!("{} {max}", section.name);
                    row(canvas, line, &[(list.width, &text)], selected, theme.label);
                }
                Line::Item(s, i) => {
                    let item = &self.proposal.read.sections[*s].items[*i];
                    let max = item.max.map_or("-".to_owned(), |m| m.to_string());
                    row(canvas, line, &[(6, &item.no), (5, &max), (list.width, &item.text)], selected, theme.normal);
                }
                Line::Rule(at) => {
                    let ticked = self.confirmed.contains(at);
                    let rule = &self.proposal.rules[*at].1;
                    let text = format!("{} <- {}", propose::reading(rule), rule.name);
                    let mark = if ticked { "[采用]" } else { "[  ]" };
                    let style = if ticked { theme.good } else { theme.dim };
                    row(canvas, line, &[(6, ""), (6, mark), (list.width, &text)], selected, style);
                }
            }
        }
        let mut y = list.bottom();
        canvas.text(inner.x, y, inner.width, &"-".repeat(inner.width.into()), theme.dim);
        let whole = match self.lines.get(self.list.selected) {
            Some(Line::Item(s, i)) => {
                let item = &self.proposal.read.sections[*s].items[*i];
                [item.text.as_str(), item.method.as_str()].join(" ").trim().to_owned()
            }
            Some(Line::Rule(at)) => {
                let rule = &self.proposal.rules[*at].1;
                format!("原文:{} 读作:{}。对的按空格采用,不对的不采用,由人评定", rule.name, propose::reading(rule))
            }
            Some(Line::Section(s)) if self.proposal.checklist.sections.get(*s).is_some() => {
                let section = &self.proposal.checklist.sections[*s];
                format!("{}:{}", section.name, section.make_up())
            }
            _ => "空格采用或不采用这一条;回车导入:采用的按规则算,其余都由人评定".to_owned(),
        };
        for range in wrap(&whole, inner.width.into()).into_iter().take(detail.into()) {
            y += 1;
            canvas.text(inner.x, y, inner.width, &whole[range], theme.normal);
        }
    }
}
