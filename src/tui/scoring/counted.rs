//! What was counted by hand on one item: each entry with its day, whom it concerns, how many and why.
//! Not here: the form of a new one (`count_one`), what the entries come to (`model::score`).

use super::count_one::CountOne;
use crate::{
    book::{self, Book},
    model::{
        amount::Amount,
        checklist::Rule,
        date::Date,
        score::Scored,
        sheet::{Occurrence, Which},
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::list::{ListState, heading, row},
    },
};
use ratatui::layout::Rect;

pub struct CountedList {
    which: Which,
    item: Scored,
    rules: Vec<Rule>,
    entries: Vec<Occurrence>,
    list: ListState,
    today: Date,
}

impl CountedList {
    /// What was counted by hand on an item.
    ///
    /// # Errors
    ///
    /// Refuses an item none of whose rules asks.
    pub fn new(book: &Book, which: &Which, item: &Scored) -> book::Result<Self> {
        let rules = book.asking(which, &item.no)?;
        if rules.is_empty() {
            return Err(book::Error::refused(format!("{} 不用逐笔登记:按回车评定", item.no)));
        }
        let mut list = Self {
            which: which.clone(),
            item: item.clone(),
            rules,
            entries: Vec::new(),
            list: ListState::default(),
            today: book.today(),
        };
        list.refresh(book)?;
        Ok(list)
    }

    fn rule_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.rules.iter().find(|r| r.id == id).map_or(id, |r| r.name.as_str())
    }
}

impl Layer for CountedList {
    fn place(&self) -> Place {
        Place::Counted
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Delete if self.entries.is_empty() => Err("还没有登记".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::New => {
                if let Some(ask) = CountOne::ask(&self.which, &self.item.no, self.rules.clone(), self.today) {
                    cx.push(ask);
                }
            }
            Cmd::Delete => {
                let Some(entry) = self.entries.get(self.list.selected) else { return };
                let parts =
                    [entry.day.to_string(), Amount(entry.amount).to_string(), entry.who.clone(), entry.choice.clone()];
                let which = parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
                let result = cx.book.uncount(entry);
                if cx.changed(result) {
                    cx.say(format!("已删去 {} 的一笔:{which};Ctrl+Z 恢复", self.item.no));
                }
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.entries.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, 78, area.height.min(18)), &format!("{} 逐笔登记", self.item.no));
        let theme = canvas.theme;
        canvas.text(inner.x, inner.y, inner.width, &self.item.text, theme.normal);
        canvas.text(inner.x, inner.y + 1, inner.width, &self.item.reason, theme.message);
        let rest = inner.width.saturating_sub(2 + 10 + 8 + 12 + 12 + 4);
        let cols = [10, 8, 12, 12, rest];
        let line = |y| Rect::new(inner.x, y, inner.width, 1);
        let names = ["日期", "数量", "人或单位", "哪一档", "依据"];
        heading(canvas, line(inner.y + 3), &cols.iter().copied().zip(names).collect::<Vec<_>>());
        let list = Rect::new(inner.x, inner.y + 4, inner.width, inner.height.saturating_sub(5));
        if self.entries.is_empty() {
            canvas.text(inner.x + 2, list.y, list.width, "还没有登记;Ctrl+N 记一笔", theme.dim);
        }
        let window = self.list.window(self.entries.len(), list.height.into());
        for (y, at) in (list.y..).zip(window) {
            let e = &self.entries[at];
            let note = if e.note.is_empty() { self.rule_name(&e.rule) } else { &e.note };
            let texts = [&e.day.to_string(), &Amount(e.amount).to_string(), &e.who, &e.choice, note];
            let columns: Vec<(u16, &str)> = cols.iter().copied().zip(texts).collect();
            row(canvas, line(y), &columns, at == self.list.selected, theme.normal);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let hand = book.sheet_in_hand(&self.which, None)?;
        self.entries = hand.entered.occurrences.into_iter().filter(|o| o.item == self.item.no).collect();
        if let Some(item) = hand.score.items().find(|i| i.no == self.item.no) {
            self.item = item.clone();
        }
        Ok(())
    }
}
