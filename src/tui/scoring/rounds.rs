//! The rounds of a year: each one's mean and review, what is missing, and the year by the sheet's own rule.
//! Not here: a round's sheets item by item (`comparison`), the arithmetic (`model::rounds`).

use crate::{
    book::{self, Book, papers::Subject},
    model::{compare::Sum, points::Points, rounds::YearOfRounds},
    text::wrap::wrap,
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        widget::{
            list::{ListState, heading, row},
            papers,
        },
    },
};
use ratatui::layout::Rect;

pub struct RoundsView {
    year: i32,
    of: YearOfRounds,
    list: ListState,
}

impl RoundsView {
    pub fn new(book: &Book, year: i32) -> book::Result<Self> {
        Ok(Self { year, of: book.year_of_rounds(year)?, list: ListState::default() })
    }

    /// The year, how it comes about, and what is missing to it.
    fn lines(&self) -> Vec<String> {
        let of = &self.of;
        let whole = of.missing.is_empty();
        let mut lines = match (&of.rule, of.points) {
            (None, _) => vec!["全年:考核表没有写各轮怎样合成全年,只列各轮".to_owned()],
            (Some(rule), Some(points)) if whole => vec![format!("全年:{points}({rule})")],
            (Some(rule), Some(points)) => vec![format!("全年到目前:{points}({rule})")],
            (Some(rule), None) => vec![format!("全年:还算不出({rule})")],
        };
        lines.extend(of.missing.iter().map(|m| format!("缺:{m}")));
        lines.extend(
            of.rounds.iter().filter(|r| !r.told.is_empty()).map(|r| format!("{}:{}", r.name, r.told.join(";"))),
        );
        lines
    }
}

impl Layer for RoundsView {
    fn place(&self) -> Place {
        Place::Rounds
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Print => {
                papers::print_first(&Subject::Rounds(self.year), cx);
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.of.rounds.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(area, &format!("{}年各轮", self.year));
        let theme = canvas.theme;
        let lines = self.lines();
        let wrapped: Vec<(usize, String)> = lines
            .iter()
            .enumerate()
            .flat_map(|(n, line)| wrap(line, inner.width.into()).into_iter().map(move |r| (n, line[r].to_owned())))
            .collect();
        let below = u16::try_from(wrapped.len()).unwrap_or(u16::MAX).min(inner.height / 2);
        // Where room is short the day goes first, then the mean without the extremes.
        let (day, trimmed) = (if inner.width >= 70 { 10 } else { 0 }, if inner.width >= 50 { 6 } else { 0 });
        let [mean, review, own] = [6; 3];
        let fixed: u16 = [day, mean, trimmed, review, own].iter().filter(|c| **c > 0).map(|c| c + 1).sum();
        let rest = inner.width.saturating_sub(2 + fixed + 1);
        let name = rest * 3 / 5;
        let cols = [name, day, mean, trimmed, review, own, rest.saturating_sub(name)];
        let shown = |texts: [&str; 7]| -> Vec<(u16, String)> {
            cols.iter().copied().zip(texts.map(str::to_owned)).filter(|(c, _)| *c > 0).collect()
        };
        let head = shown(["轮次", "评完日期", "均分", "去高低", "复核", "自查", "算作"]);
        let head: Vec<(u16, &str)> = head.iter().map(|(c, t)| (*c, t.as_str())).collect();
        heading(canvas, Rect::new(inner.x, inner.y, inner.width, 1), &head);
        let list = Rect::new(inner.x, inner.y + 1, inner.width, inner.height.saturating_sub(2 + below));
        if self.of.rounds.is_empty() {
            let none = "还没有评分人的表:Esc 返回,Ctrl+N 加一张";
            canvas.text(list.x + 2, list.y, list.width.saturating_sub(2), none, theme.dim);
        }
        for (y, i) in (list.y..).zip(self.list.window(self.of.rounds.len(), list.height.into())) {
            let round = &self.of.rounds[i];
            let points = |p: Option<Points>| p.map_or("-".to_owned(), |p| p.to_string());
            let (all, trimmed) = (points(round.means.all), points(round.means.trimmed));
            let (review, own, day) =
                (points(round.review), round.own.map_or("-".to_owned(), Sum::text), round.on.to_string());
            let texts = shown([&round.name, &day, &all, &trimmed, &review, &own, &round.basis()]);
            let texts: Vec<(u16, &str)> = texts.iter().map(|(c, t)| (*c, t.as_str())).collect();
            row(canvas, Rect::new(list.x, y, list.width, 1), &texts, i == self.list.selected, theme.normal);
        }
        let top = inner.bottom().saturating_sub(below);
        canvas.text(inner.x, top.saturating_sub(1), inner.width, &"-".repeat(inner.width.into()), theme.dim);
        for (y, (n, line)) in (top..inner.bottom()).zip(wrapped) {
            let style = if n == 0 { theme.message } else { theme.due };
            canvas.text(inner.x, y, inner.width, &line, style);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.of = book.year_of_rounds(self.year)?;
        Ok(())
    }
}
