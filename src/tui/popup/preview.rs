//! F9: the total, the groups as bars, and what is missing: can still be done, needs a decision, can no longer be done.

use crate::{
    book::{self, Book},
    model::{
        duty::Status,
        score::{Gap, Points, Score, Scored, State},
    },
    text::width::{fit, whole_parts},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        widget::list::{ListState, row},
    },
};
use ratatui::layout::Rect;

/// A line under the bars.
enum Line {
    Head(String),
    Gap { item: String, max: Points, gap: Gap },
    Open { item: String, text: String, max: Points },
}

pub struct Preview {
    score: Score,
    lines: Vec<Line>,
    list: ListState,
}

impl Preview {
    pub fn new(book: &Book) -> book::Result<Self> {
        let score = book.score(None, book.today())?;
        let lines = lines(&score);
        Ok(Self { score, lines, list: ListState::at(1) })
    }

    fn open(&self, cx: &mut Cx) {
        match self.lines.get(self.list.selected) {
            Some(Line::Gap { gap, .. }) => {
                let missing = match &gap.duty {
                    Some(duty) => cx.book.missing(duty, gap.group.as_deref(), gap.period),
                    None => Ok(None),
                };
                let Some(missing) = cx.tried(missing) else { return };
                cx.ask(Action::Pop);
                cx.ask(match (missing, gap.member) {
                    (Some(missing), _) => missing.into(),
                    (None, Some(id)) => Action::OpenMember(id),
                    (None, None) => Action::Run(Cmd::Members),
                });
            }
            Some(Line::Open { .. }) => {
                cx.ask(Action::Pop);
                cx.ask(Action::Run(Cmd::Checklist));
            }
            _ => {}
        }
    }
}

/// Gaps in the three groups, those that can still be done first.
fn lines(score: &Score) -> Vec<Line> {
    let items = || {
        score
            .sections
            .iter()
            .flat_map(|s| &s.items)
            .filter(|i| !matches!(i.state, State::Decided | State::NotApplicable))
    };
    let gaps = |wanted: fn(&Gap) -> bool| -> Vec<Line> {
        let mut found: Vec<(&Scored, &Gap)> =
            items().flat_map(|i| i.gaps.iter().filter(|g| wanted(g)).map(move |g| (i, g))).collect();
        found.sort_by(|(_, a), (_, b)| a.by_worth(b));
        let line = |(i, g): (&Scored, &Gap)| Line::Gap { item: i.no.clone(), max: i.max, gap: g.clone() };
        found.into_iter().map(line).collect()
    };
    let still = gaps(|g| g.status == Status::Due);
    let gone = gaps(|g| matches!(g.status, Status::Missed | Status::Late));
    let open: Vec<Line> = items()
        .filter(|i| i.state == State::Open)
        .map(|i| Line::Open { item: i.no.clone(), text: i.text.clone(), max: i.max })
        .collect();
    let mut lines = Vec::new();
    for (name, part) in [("还能做的", still), ("做晚了、错过了的(补记算补录)", gone), ("要人看了才能定的", open)]
    {
        lines.push(Line::Head(format!("{name}({})", part.len())));
        lines.extend(part);
    }
    lines
}

impl Layer for Preview {
    fn place(&self) -> Place {
        Place::Preview
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Open => self.open(cx),
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.lines.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let title = format!("得分预览 {} · {}", self.score.name, self.score.on);
        let inner = canvas.popup(area, &title);
        let theme = canvas.theme;
        let t = self.score.totals;
        let parts = [
            format!("预估 {} + 待评 {} / {}", t.expected, t.open, t.max),
            format!("  已确认 {}", t.confirmed),
            format!("  最高还能到 {}", t.reachable),
        ];
        canvas.text(inner.x, inner.y, inner.width, &whole_parts(&parts, inner.width.into()), theme.message);
        let mut y = inner.y + 1;
        let bar = inner.width.saturating_sub(46).max(10);
        for section in &self.score.sections {
            let t = section.totals;
            let cells = |p: Points| u16::try_from(i64::from(bar) * p.0 / t.max.0.max(1)).unwrap_or(0).min(bar);
            let (full, open) = (cells(t.expected), cells(t.expected + t.open).saturating_sub(cells(t.expected)));
            let x = inner.x + canvas.text(inner.x, y, 12, &fit(&section.name, 12), theme.label);
            canvas.text(x, y, bar, &"#".repeat(full.into()), theme.good);
            canvas.text(x + full, y, bar - full, &"?".repeat(open.into()), theme.due);
            canvas.text(x + full + open, y, bar - full - open, &".".repeat((bar - full - open).into()), theme.dim);
            let parts = [format!(" {}", t.expected), format!("+ 待评 {}", t.open), format!("/ {}", t.max)];
            let room = inner.right().saturating_sub(x + bar);
            canvas.text(x + bar, y, room, &whole_parts(&parts, room.into()), theme.normal);
            y += 1;
        }
        for warning in &self.score.warnings {
            canvas.text(inner.x, y, inner.width, warning, theme.bad);
            y += 1;
        }
        y += 1;
        let window = self.list.window(self.lines.len(), inner.bottom().saturating_sub(y).into());
        for (y, i) in (y..).zip(window) {
            let selected = i == self.list.selected;
            let line = Rect::new(inner.x, y, inner.width, 1);
            match &self.lines[i] {
                Line::Head(text) => row(canvas, line, &[(inner.width, text)], selected, theme.label),
                Line::Gap { item, max, gap } => {
                    let cost =
                        if gap.cost == Points::ZERO { format!("本项{max}分") } else { format!("扣{}", gap.cost) };
                    let style = if gap.status == Status::Due { theme.due } else { theme.normal };
                    row(canvas, line, &[(5, item), (10, &cost), (inner.width, &gap.text)], selected, style);
                }
                Line::Open { item, text, max } => {
                    row(
                        canvas,
                        line,
                        &[(5, item), (10, &format!("{max}分")), (inner.width, text)],
                        selected,
                        theme.normal,
                    );
                }
            }
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let selected = self.list.selected;
        *self = Self::new(book)?;
        self.list = ListState::at(selected);
        Ok(())
    }
}
