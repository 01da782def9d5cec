//! A township's form before it is taken in: its groups and sums, and the rules that its words suggest, each confirmed
//! here or left out. Not here: reading and writing it (`book`).

use super::pick::{Choice, Item, Pick};
use crate::{
    book::{self, Book, Proposal},
    model::{checklist::Checklist, propose, score::Points},
    text::{quote::quoted, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        widget::list::{ListState, row},
    },
};
use ratatui::layout::Rect;

/// Lines under the list that show the chosen item whole.
const DETAIL: u16 = 6;

pub struct FormPreview {
    proposal: Proposal,
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

/// The checklists there are, to score by another.
pub fn checklists(book: &Book) -> Pick {
    let item =
        |c: &Checklist| Item::new(&c.name, &format!("第{}版", c.version), Choice::Answer(Answer::Kind(c.id.clone())));
    Pick::filtered("改用哪张考核表?", book.catalog().checklists().map(item).collect())
}

/// Shows what was read, or why nothing could be.
pub fn show(proposal: book::Result<Proposal>, cx: &mut Cx) {
    if let Some(proposal) = cx.tried(proposal) {
        cx.push(FormPreview::new(proposal));
    }
}

impl FormPreview {
    fn new(proposal: Proposal) -> Self {
        let mut lines = Vec::new();
        for (s, section) in proposal.form.sections.iter().enumerate() {
            lines.push(Line::Section(s));
            for (i, item) in section.items.iter().enumerate() {
                lines.push(Line::Item(s, i));
                let own = proposal.rules.iter().enumerate().filter(|(_, (no, _))| *no == item.no);
                lines.extend(own.map(|(at, _)| Line::Rule(at)));
            }
        }
        Self { proposal, lines, confirmed: Vec::new(), list: ListState::at(1) }
    }

    /// Ticks the rule in hand; on an item, all of its own.
    fn tick(&mut self, cx: &mut Cx) {
        let meant: Vec<usize> = match self.lines.get(self.list.selected) {
            Some(Line::Rule(at)) => vec![*at],
            Some(Line::Item(s, i)) => {
                let no = &self.proposal.form.sections[*s].items[*i].no;
                let own = self.proposal.rules.iter().enumerate().filter(|(_, (item, _))| item == no);
                own.map(|(at, _)| at).collect()
            }
            _ => Vec::new(),
        };
        if meant.is_empty() {
            return cx.say("这一行的文字里没有认出扣分加分的办法,入库后由人评定");
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
        let form = &self.proposal.form;
        let items = form.items().count();
        let stated: Vec<_> = form.sections.iter().filter_map(|s| s.max).collect();
        let mut lines = vec![format!(
            "{}组{items}项;各组标明合计{}分,各项满分合计{}分;认出办法{}条,已采用{}条",
            form.sections.len(),
            stated.into_iter().sum::<Points>(),
            form.sum(),
            self.proposal.rules.len(),
            self.confirmed.len()
        )];
        lines.extend(self.proposal.remarks.iter().take(3).cloned());
        if self.proposal.remarks.len() > 3 {
            lines.push(format!("另有{}处说明", self.proposal.remarks.len() - 3));
        }
        lines
    }
}

impl Layer for FormPreview {
    fn place(&self) -> Place {
        Place::FormPreview
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::TickRule | Cmd::ConfirmAll if self.proposal.rules.is_empty() => {
                Err("这张表的文字里没有认出扣分加分的办法".into())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::TakeIn => self.take_in(cx),
            Cmd::TickRule => self.tick(cx),
            Cmd::ConfirmAll => {
                // What was not read whole is confirmed on its own line.
                let all = self.proposal.whole();
                self.confirmed = if self.confirmed.len() == all.len() { Vec::new() } else { all };
            }
            Cmd::Back => {
                cx.ask(Action::Pop);
                cx.say("没有导入,考核表照旧");
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.lines.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let title = format!("导入考核表 {}", self.proposal.checklist.name);
        let inner = canvas.popup(centred(area, area.width.min(120), area.height), &title);
        let theme = canvas.theme;
        let mut y = inner.y;
        for (n, line) in self.heading().iter().enumerate() {
            let style = if n == 0 { theme.message } else { theme.due };
            canvas.text(inner.x, y, inner.width, line, style);
            y += 1;
        }
        let list = Rect::new(inner.x, y + 1, inner.width, inner.bottom().saturating_sub(y + 1 + DETAIL + 1));
        let window = self.list.window(self.lines.len(), list.height.into());
        for (y, at) in (list.y..).zip(window) {
            let selected = at == self.list.selected;
            let line = Rect::new(list.x, y, list.width, 1);
            match &self.lines[at] {
                Line::Section(s) => {
                    let section = &self.proposal.form.sections[*s];
                    let max = section.max.map_or("没有标明分值".to_owned(), |m| format!("{m}分"));
                    row(canvas, line, &[(list.width, &format!("{} {max}", section.name))], selected, theme.label);
                }
                Line::Item(s, i) => {
                    let item = &self.proposal.form.sections[*s].items[*i];
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
                let item = &self.proposal.form.sections[*s].items[*i];
                [item.text.as_str(), item.method.as_str()].join(" ").trim().to_owned()
            }
            Some(Line::Rule(at)) => {
                let rule = &self.proposal.rules[*at].1;
                format!("原文:{} 读作:{}。对的按空格采用,不对的不采用,由人评定", rule.name, propose::reading(rule))
            }
            _ => "空格采用或不采用这一条;回车导入:采用的按规则算,其余都由人评定".to_owned(),
        };
        for range in wrap(&whole, inner.width.into()).into_iter().take(DETAIL.into()) {
            y += 1;
            canvas.text(inner.x, y, inner.width, &whole[range], theme.normal);
        }
    }
}
