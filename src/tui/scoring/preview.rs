//! F9: the total in large figures, the groups as bars, and the list: what can still be done by the inspection, what needs
//! a decision, what can no longer be done. Ticks suppose that things are done; nothing is written.

use super::{gaps, inspection_day::InspectionDay};
use crate::{
    book::{self, Book, papers::Subject},
    model::{
        date::{Date, Period},
        points::Points,
        score::{Gap, Score, Scored, State, Supposed, Todo, Totals},
    },
    text::width::{cut_with_sign, fit, lines_of_parts, told_apart, whole_parts},
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        widget::{
            figures,
            list::{ListState, row},
            papers,
        },
    },
};
use chrono::Datelike;
use ratatui::layout::Rect;

/// Groups shown as bars, at the most: a sheet of twenty groups still leaves room for the list.
const BARS: usize = 6;

/// Columns of the hours that something takes (`12.5小时`).
const HOURS: u16 = 8;

/// A line under the bars.
enum Line {
    Head(String),
    /// A thing that can still be done, by its place in `todo.still`.
    Still(usize),
    /// A thing that wins nothing by the day, by its place in `todo.later`.
    Later(usize),
    /// An item that waits for a person, by its place in `todo.decide`.
    Decide(usize),
    /// A thing that can no longer be done, by its place in `todo.gone`.
    Gone(usize),
}

pub struct Preview {
    today: Date,
    inspection: Option<Date>,
    /// The score as it is today.
    score: Score,
    /// The totals on the day looked forward to, if nothing more is done; and with what is ticked.
    idle: Totals,
    if_done: Totals,
    todo: Todo,
    /// What is ticked.
    supposed: Supposed,
    lines: Vec<Line>,
    list: ListState,
}

impl Preview {
    /// The preview of the score; `item`: the one whose first line is selected, where it has any.
    pub fn new(book: &Book, item: Option<&str>) -> book::Result<Self> {
        let today = book.today();
        let mut preview = Self {
            today,
            inspection: book.inspection_day()?,
            score: book.score(None, today)?,
            idle: Totals::default(),
            if_done: Totals::default(),
            todo: Todo::default(),
            supposed: Supposed::default(),
            lines: Vec::new(),
            list: ListState::at(1),
        };
        preview.sort_out(book)?;
        if let Some(at) = item.and_then(|no| preview.lines.iter().position(|l| preview.item_of(l) == Some(no))) {
            preview.list = ListState::at(at);
        }
        Ok(preview)
    }

    /// The number of the item that a line is about.
    fn item_of(&self, line: &Line) -> Option<&str> {
        let item = match line {
            Line::Decide(at) => self.todo.decide.get(*at)?,
            line => &self.thing(line)?.0,
        };
        Some(&item.no)
    }

    /// The day looked forward to: the inspection's in this year, else the year's last.
    fn day(&self) -> Date {
        let year_end = Period::year(self.today.year()).last();
        self.inspection.map_or(year_end, |day| day.min(year_end))
    }

    fn read(&mut self, book: &Book) -> book::Result<()> {
        self.inspection = book.inspection_day()?;
        self.score = book.score(None, self.today)?;
        self.sort_out(book)
    }

    /// What follows from today's score.
    fn sort_out(&mut self, book: &Book) -> book::Result<()> {
        self.todo = book.todo(&self.score, self.day())?;
        // What was ticked and is done, or gone, is supposed no more.
        let todo = &self.todo;
        self.supposed.gaps.retain(|gap| todo.still.iter().chain(&todo.later).any(|(_, g)| g.same(gap)));
        self.supposed.full.retain(|no| self.todo.decide.iter().any(|i| i.no == *no && i.state == State::Open));
        let (still, decide, gone) = (self.todo.still.len(), self.todo.decide.len(), self.todo.gone.len());
        let later = self.todo.later.len();
        let head = |name: &str, n: usize| Line::Head(format!("{name}({n})"));
        self.lines = std::iter::once(head("还能做的,每小时得分多的在前;空格:假设做完", still))
            .chain((0..still).map(Line::Still))
            .chain((later > 0).then(|| head("这天以前不影响得分,年底前要做的", later)))
            .chain((0..later).map(Line::Later))
            .chain([head("要人看了才能定的", decide)])
            .chain((0..decide).map(Line::Decide))
            .chain([head("做晚了、错过了的(补记算补录)", gone)])
            .chain((0..gone).map(Line::Gone))
            .collect();
        self.suppose(book)
    }

    fn suppose(&mut self, book: &Book) -> book::Result<()> {
        self.idle = self.todo.idle;
        self.if_done =
            if self.supposed.is_empty() { self.idle } else { book.score_if(self.day(), &self.supposed)?.totals };
        Ok(())
    }

    /// The thing to do, or gone, that a line is about.
    fn thing(&self, line: &Line) -> Option<&(Scored, Gap)> {
        match line {
            Line::Still(at) => self.todo.still.get(*at),
            Line::Later(at) => self.todo.later.get(*at),
            Line::Gone(at) => self.todo.gone.get(*at),
            Line::Head(_) | Line::Decide(_) => None,
        }
    }

    fn tick(&mut self, cx: &mut Cx) {
        match self.lines.get(self.list.selected) {
            Some(line @ (Line::Still(_) | Line::Later(_))) => {
                let Some((_, gap)) = self.thing(line) else { return };
                if !Supposed::can_suppose(gap) {
                    return cx.say("这一件要先去核对,算不出做完会怎样");
                }
                let gap = gap.clone();
                let was = self.supposed.gaps.len();
                self.supposed.gaps.retain(|g| !g.same(&gap));
                if self.supposed.gaps.len() == was {
                    self.supposed.gaps.push(gap);
                }
            }
            Some(Line::Decide(at)) if self.todo.decide[*at].state == State::Open => {
                let no = &self.todo.decide[*at].no;
                let was = self.supposed.full.len();
                self.supposed.full.retain(|n| n != no);
                if self.supposed.full.len() == was {
                    self.supposed.full.push(no.clone());
                }
            }
            _ => return cx.say("这一行不能假设做完"),
        }
        self.list.selected = (self.list.selected + 1).min(self.lines.len().saturating_sub(1));
        let read = self.suppose(cx.book);
        cx.tried(read);
    }

    fn open(&self, cx: &mut Cx) {
        match self.lines.get(self.list.selected) {
            Some(Line::Decide(at)) => cx.ask(Action::Go(Go::Item(self.todo.decide[*at].no.clone()))),
            Some(line) => {
                if let Some((_, gap)) = self.thing(line) {
                    gaps::open(gap, cx);
                }
            }
            None => {}
        }
    }

    /// The large figure with what stands beside it; gives back the rows used.
    fn draw_head(&self, canvas: &mut Canvas, area: Rect) -> u16 {
        let theme = canvas.theme;
        let t = self.score.totals;
        let used = figures::draw(canvas, (area.x, area.y), &t.expected.to_string(), theme.good);
        let x = area.x + used + 2;
        let room = area.right().saturating_sub(x);
        let total = [
            format!("预估 {}", t.expected),
            format!("+ 待评 {}", t.open_text()),
            format!("/ {}", t.max),
            format!("已确认 {}", t.confirmed),
            format!("最高还能到 {}", t.reachable),
            // Why the highest is not the whole: not what was lost alone.
            if t.waived > Points::ZERO { format!("不适用 {}分", t.waived) } else { String::new() },
        ];
        let day = match self.inspection {
            Some(day) => format!("检查日 {day},还有 {} 天", (day - self.today).num_days()),
            None => "没有设检查日(Ctrl+T),按年底算".to_owned(),
        };
        // Why is said on F6; here a veto has a line of its own.
        let grade = self.score.grade.as_ref().map(|g| format!("等次 {}", g.band));
        let rest: Vec<String> = grade.into_iter().chain([day]).collect();
        let mut y = area.y;
        for (parts, style) in [(&total[..], theme.message), (&rest[..], theme.normal)] {
            for line in lines_of_parts(parts, room.into()) {
                canvas.text(x, y, room, &line, style);
                y += 1;
            }
        }
        let vetoed = !self.score.vetoes.is_empty();
        let (line, style) = if vetoed {
            let vetoes: Vec<&str> = self.score.vetoes.iter().map(|v| v.text.as_str()).collect();
            (format!("一票否决:{}", vetoes.join(";")), theme.bad)
        } else {
            (self.supposition(), if self.supposed.is_empty() { theme.dim } else { theme.due })
        };
        canvas.text(x, y, room, &cut_with_sign(&line, room.into()), style);
        figures::ROWS.max(y + 1 - area.y)
    }

    /// What the ticks come to.
    fn supposition(&self) -> String {
        let day = self.day().format("%m-%d");
        if self.supposed.is_empty() {
            return format!("到{day} 什么都不再做:{} + 待评 {}", self.idle.expected, self.idle.open_text());
        }
        let hours: Points = self.supposed.gaps.iter().map(|g| Points(g.hours.0)).sum();
        let n = self.supposed.gaps.len() + self.supposed.full.len();
        let (was, is) = (self.idle, self.if_done);
        let signed = |p: Points| if p < Points::ZERO { p.to_string() } else { format!("+{p}") };
        // What becomes known leaves 待评: the two are told apart, so that neither looks like a gain of the other.
        let known = is.open - was.open;
        let known = if known == Points::ZERO { String::new() } else { format!(",待评 {}", signed(known)) };
        let more = signed(is.expected - was.expected);
        format!("到{day} 只做勾的{n}件:{} + 待评 {}(比不做 {more}{known}),约{hours}小时", is.expected, is.open_text())
    }

    fn draw_bars(&self, canvas: &mut Canvas, area: Rect) -> u16 {
        let theme = canvas.theme;
        let bar = area.width.saturating_sub(46).max(10);
        let shown = self.score.sections.iter().take(BARS);
        let mut y = area.y;
        let names: Vec<&str> = self.score.sections.iter().take(BARS).map(|s| s.name.as_str()).collect();
        for (section, name) in shown.zip(told_apart(&names, 12)) {
            let t = section.totals;
            let cells = |p: Points| {
                u16::try_from((i128::from(bar) * i128::from(p.0) / i128::from(t.max.0.max(1))).clamp(0, bar.into()))
                    .unwrap_or(0)
            };
            let (full, open) = (cells(t.expected), cells(t.expected + t.open).saturating_sub(cells(t.expected)));
            let x = area.x + canvas.text(area.x, y, 12, &fit(&name, 12), theme.label);
            canvas.text(x, y, bar, &"#".repeat(full.into()), theme.good);
            canvas.text(x + full, y, bar - full, &"?".repeat(open.into()), theme.due);
            canvas.text(x + full + open, y, bar - full - open, &".".repeat((bar - full - open).into()), theme.dim);
            let parts = [format!(" {}", t.expected), format!("+ 待评 {}", t.open_text()), format!("/ {}", t.max)];
            let room = area.right().saturating_sub(x + bar);
            canvas.text(x + bar, y, room, &whole_parts(&parts, room.into()), theme.normal);
            y += 1;
        }
        let hidden = self.score.sections.len().saturating_sub(BARS);
        if hidden > 0 {
            canvas.text(area.x, y, area.width, &format!("另有{hidden}组,见 F6"), theme.dim);
            y += 1;
        }
        if let Some((first, rest)) = self.score.warnings.split_first() {
            let more = if rest.is_empty() { String::new() } else { format!("(另有{}条)", rest.len()) };
            canvas.text(area.x, y, area.width, &format!("{more}{first}"), theme.bad);
            y += 1;
        }
        y - area.y
    }

    fn draw_line(&self, canvas: &mut Canvas, area: Rect, line: &Line, selected: bool) {
        let theme = canvas.theme;
        let tick = |on: bool| if on { "[v]" } else { "[ ]" };
        match line {
            Line::Head(text) => row(canvas, area, &[(area.width, text)], selected, theme.label),
            Line::Still(_) | Line::Later(_) => {
                let Some((item, gap)) = self.thing(line) else { return };
                let on = tick(self.supposed.gaps.iter().any(|g| g.same(gap)));
                let (won, hours) = (format!("+{}", gap.won), format!("{}小时", gap.hours));
                let columns = [(3, on), (5, &item.no), (6, &won), (HOURS, &hours), (area.width, &gap.text)];
                let style = if matches!(line, Line::Still(_)) { theme.due } else { theme.normal };
                row(canvas, area, &columns, selected, style);
            }
            Line::Decide(at) => {
                let item = &self.todo.decide[*at];
                let open = item.state == State::Open;
                let on = if open { tick(self.supposed.full.contains(&item.no)) } else { "" };
                let worth = if open { format!("{}分", item.max) } else { "已变".to_owned() };
                let text = if open { item.text.clone() } else { format!("{}:{}", item.text, item.changed.join(";")) };
                let columns = [(3, on), (5, &item.no), (6, &worth), (HOURS, ""), (area.width, &text)];
                row(canvas, area, &columns, selected, theme.normal);
            }
            Line::Gone(at) => {
                let (item, gap) = &self.todo.gone[*at];
                let cost = if gap.cost == Points::ZERO { String::new() } else { format!("-{}", gap.cost) };
                let columns = [(3, ""), (5, item.no.as_str()), (6, &cost), (HOURS, ""), (area.width, &gap.text)];
                row(canvas, area, &columns, selected, theme.dim);
            }
        }
    }
}

impl Layer for Preview {
    fn place(&self) -> Place {
        Place::Preview
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Open => self.open(cx),
            Cmd::Suppose => self.tick(cx),
            Cmd::InspectionDay => cx.push(InspectionDay::ask(self.inspection, self.today)),
            Cmd::Print => {
                papers::print_first(&Subject::Todo { score: &self.score, todo: &self.todo, by: self.day() }, cx);
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.lines.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(area, &format!("得分预览 {} · {}", self.score.name, self.score.on));
        let mut y = inner.y + self.draw_head(canvas, inner);
        y += self.draw_bars(canvas, Rect { y, height: inner.bottom().saturating_sub(y), ..inner });
        let window = self.list.window(self.lines.len(), inner.bottom().saturating_sub(y).into());
        for (y, i) in (y..).zip(window) {
            self.draw_line(canvas, Rect::new(inner.x, y, inner.width, 1), &self.lines[i], i == self.list.selected);
        }
    }

    /// The selection stays on its line, or on what comes next where that is done.
    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let thing =
            self.lines.get(self.list.selected).and_then(|l| self.thing(l)).map(|(i, g)| (i.no.clone(), g.clone()));
        self.read(book)?;
        let same = |l: &Line| {
            let now = self.thing(l).zip(thing.as_ref());
            now.is_some_and(|((item, gap), (no, was))| item.no == *no && gap.same(was))
        };
        let at = self.lines.iter().position(same).unwrap_or(self.list.selected);
        self.list.selected = at.min(self.lines.len().saturating_sub(1));
        Ok(())
    }
}
