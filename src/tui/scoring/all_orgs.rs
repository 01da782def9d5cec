//! All organisations of a checklist side by side: figures, bands, quotas. In the order of the tree, by points on request;
//! no ranking. Not here: the arithmetic (`model::all_orgs`).

use crate::{
    book::{self, Book, papers::Subject},
    model::{
        all_orgs::{AllOrgs, OrgRow, Standing},
        compare::Sum,
        points::Points,
    },
    text::wrap::wrap,
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            list::{ListState, heading, row},
            papers,
        },
    },
};
use ratatui::layout::Rect;

/// Rows under the list for what is said of it, at most.
const NOTES: u16 = 6;

pub struct AllOrgsView {
    year: i32,
    all: AllOrgs,
    by_points: bool,
    list: ListState,
}

impl AllOrgsView {
    /// The comparison of all organisations, opened on the year's own sheets.
    pub fn new(book: &Book, year: i32) -> book::Result<Self> {
        let all = book.all_orgs(year, None, None)?;
        let here = book.org().and_then(|o| all.rows.iter().position(|r| r.org == o.id));
        Ok(Self { year, all, by_points: false, list: ListState::at(here.unwrap_or(0)) })
    }

    fn read(&mut self, round: Option<&str>, book: &Book) -> book::Result<()> {
        self.all = book.all_orgs(self.year, None, round)?;
        Ok(())
    }

    fn order(&self) -> Vec<usize> {
        if self.by_points { self.all.by_points() } else { (0..self.all.rows.len()).collect() }
    }

    fn selected(&self) -> Option<&OrgRow> {
        self.all.rows.get(*self.order().get(self.list.selected)?)
    }

    /// The next of: the year's own sheets, the rounds from the newest on.
    fn next_round(&self) -> Option<String> {
        let rounds = &self.all.rounds;
        let next = match &self.all.round {
            None => 0,
            Some(now) => rounds.iter().position(|r| r == now).map_or(rounds.len(), |at| at + 1),
        };
        rounds.get(next).cloned()
    }

    /// What is said below: of the one selected, then of all.
    fn notes(&self) -> Vec<String> {
        let own = self.selected().filter(|r| !r.told.is_empty());
        let own = own.map(|r| format!("{}:{}", r.name, r.told.join(";")));
        own.into_iter().chain(self.all.notes()).collect()
    }
}

/// A row's figures, as the headings name them.
fn figures(row: &OrgRow) -> [String; 4] {
    let points = |p: Option<Points>| p.map_or("-".to_owned(), |p| p.to_string());
    match &row.standing {
        Standing::Own(t) => [t.expected.to_string(), t.confirmed.to_string(), t.open_text(), t.max.to_string()],
        Standing::Round(r) => [
            points(r.figure()),
            points(r.means.trimmed),
            r.own.map_or("-".to_owned(), Sum::text),
            format!("{}/{}", r.finished, r.raters),
        ],
        Standing::NotScored => ["-", "-", "-", "没评"].map(str::to_owned),
    }
}

impl Layer for AllOrgsView {
    fn place(&self) -> Place {
        Place::AllOrgs
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Round if self.all.rounds.is_empty() => Err("还没有评分人的表".into()),
            Cmd::Open if self.selected().is_none() => Err("没有用这张考核表的单位".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Round => {
                let next = self.next_round();
                let read = self.read(next.as_deref(), cx.book);
                cx.tried(read);
            }
            Cmd::ByPoints => self.by_points = !self.by_points,
            Cmd::Open => {
                if let Some(row) = self.selected() {
                    cx.ask(Action::Go(Go::Org(row.org)));
                    cx.ask(Action::Run(Cmd::Checklist));
                }
            }
            Cmd::Print => papers::print_first(&self.subject(), cx),
            Cmd::Papers => {
                let menu = papers::menu(cx.book, &self.subject(), None);
                cx.push(menu);
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.all.rows.len());
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        if let Answer::Print(what, format) = answer {
            papers::print(what, format, &self.subject(), cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let which = self.all.round.as_deref().unwrap_or("本年表");
        let order = if self.by_points { "按得分" } else { "按组织" };
        let inner = canvas.popup(area, &format!("各单位:{}年 · {which} · {order}", self.year));
        let theme = canvas.theme;
        canvas.text(inner.x, inner.y, inner.width, &self.all.checklist, theme.message);
        let notes = self.notes();
        let notes: Vec<String> =
            notes.iter().flat_map(|n| wrap(n, inner.width.into()).into_iter().map(move |r| n[r].to_owned())).collect();
        let below = u16::try_from(notes.len()).unwrap_or(u16::MAX).min(NOTES);

        let names = match self.all.round {
            None => ["预估", "已确认", "待评", "满分"],
            Some(_) => ["得分", "去高低", "自查", "评完"],
        };
        let band = if self.all.has_bands { 16 } else { 0 };
        let fixed = 8 + 8 + 9 + 7 + 6;
        let name = inner.width.saturating_sub(fixed + band).max(12);
        let cols = [name, 8, 8, 9, 7, band];
        let head: Vec<(u16, &str)> =
            cols.iter().copied().zip(["单位", names[0], names[1], names[2], names[3], "等次"]).collect();
        heading(canvas, Rect::new(inner.x, inner.y + 1, inner.width, 1), &head);
        let list = Rect::new(inner.x, inner.y + 2, inner.width, inner.height.saturating_sub(3 + below));
        let order = self.order();
        for (y, i) in (list.y..).zip(self.list.window(order.len(), list.height.into())) {
            let one = &self.all.rows[order[i]];
            let figures = figures(one);
            let grade = one.band_text();
            let texts = [one.name.as_str(), &figures[0], &figures[1], &figures[2], &figures[3], &grade];
            let texts: Vec<(u16, &str)> = cols.iter().copied().zip(texts).collect();
            let style = if one.told.is_empty() { theme.normal } else { theme.due };
            row(canvas, Rect::new(list.x, y, list.width, 1), &texts, i == self.list.selected, style);
        }
        if order.is_empty() {
            canvas.text(list.x + 2, list.y, list.width.saturating_sub(2), "没有用这张考核表的单位", theme.dim);
        }
        let top = inner.bottom().saturating_sub(below);
        if below > 0 {
            canvas.text(inner.x, top.saturating_sub(1), inner.width, &"-".repeat(inner.width.into()), theme.dim);
        }
        for (y, note) in (top..inner.bottom()).zip(notes) {
            canvas.text(inner.x, y, inner.width, &note, theme.due);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let round = self.all.round.clone();
        self.read(round.as_deref(), book)
    }
}

impl AllOrgsView {
    fn subject(&self) -> Subject<'_> {
        Subject::AllOrgs { year: self.year, round: self.all.round.as_deref(), by_points: self.by_points }
    }
}
