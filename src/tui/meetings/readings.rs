//! 调阅: the four quarters of a year with what the superior wrote about each, and whether the records were changed since.
//! Enter writes it down. Not here: the words themselves, which are the superior's alone.

use crate::{
    book::{self, Book},
    model::{
        belongings::Belongings,
        date::{Date, Period, Span},
        reading::{Reading, ReadingGrade, Since},
    },
    text::{date::parse_day, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        theme::Theme,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
            list::{ListState, heading, row},
        },
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::{layout::Rect, style::Style};

const COLUMNS: [(u16, &str); 5] = [(8, "季度"), (4, "等次"), (10, "调阅人"), (10, "日期"), (60, "意见")];
/// The choice of a superior who gave no grade.
const NONE: &str = "没写等次";

pub struct Readings {
    year: i32,
    today: Date,
    found: Vec<(Reading, Since)>,
    list: ListState,
}

impl Readings {
    /// The readings of a year with the quarter of a day in front.
    pub fn new(book: &Book, day: Date) -> book::Result<Self> {
        let quarter = Period::of(Span::Quarter, day).index as usize - 1;
        let mut popup = Self { year: day.year(), today: book.today(), found: Vec::new(), list: ListState::at(quarter) };
        popup.refresh(book)?;
        Ok(popup)
    }

    fn selected(&self) -> Option<&(Reading, Since)> {
        self.of(self.list.selected)
    }

    /// The reading of the quarter of a row.
    fn of(&self, row: usize) -> Option<&(Reading, Since)> {
        self.found.iter().find(|(r, _)| r.quarter as usize == row + 1)
    }

    fn period(&self, row: usize) -> Period {
        Period { year: self.year, span: Span::Quarter, index: u32::try_from(row + 1).unwrap_or(1) }
    }

    fn open(&self, cx: &mut Cx) {
        let quarter = self.period(self.list.selected);
        let reading = match self.selected() {
            Some((reading, _)) => reading.clone(),
            None => {
                let new = cx.book.new_reading(self.year, quarter.index);
                let Some(new) = cx.tried(new) else { return };
                new
            }
        };
        cx.push(Entry::ask(reading, self.today));
    }

    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        self.year += by;
        let read = self.refresh(cx.book);
        cx.tried(read);
    }

    /// What is known of the selected quarter.
    fn detail(&self, theme: &Theme) -> Vec<(String, Style)> {
        let quarter = self.period(self.list.selected);
        let Some((reading, since)) = self.selected() else {
            let text = if quarter.first() > self.today {
                "这个季度还没到"
            } else {
                "还没有记。上级调阅后写了什么,按回车照原话记下"
            };
            return vec![(text.to_owned(), theme.dim)];
        };
        let mut lines: Vec<(String, Style)> = reading.opinion.lines().map(|l| (l.to_owned(), theme.normal)).collect();
        match since.text() {
            Some(text) => lines.push((format!("{text}:"), theme.due)),
            None if reading.read_on.is_none() => {
                lines.push(("没写日期,看不出调阅以后记录有没有改动".into(), theme.dim))
            }
            None => lines.push(("调阅以后记录没有改动".into(), theme.good)),
        }
        lines.extend(since.steps.iter().rev().map(|(day, label)| (format!("{day} {label}"), theme.dim)));
        lines
    }
}

impl Layer for Readings {
    fn place(&self) -> Place {
        Place::Readings
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Delete if self.selected().is_none() => Err("这个季度还没有记".into()),
            Cmd::Open if self.period(self.list.selected).first() > self.today => Err("这个季度还没到".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match (cmd, self.selected()) {
            (Cmd::Open, _) => self.open(cx),
            (Cmd::Delete, Some((reading, _))) => {
                let result = cx.book.delete_reading(reading);
                cx.deleted(result, &Belongings::default());
            }
            (Cmd::PreviousYear, _) => self.turn_year(-1, cx),
            (Cmd::NextYear, _) => self.turn_year(1, cx),
            (Cmd::Back, _) => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match input {
            Input::Key(Key { code: KeyCode::Left, ctrl: false }) => self.turn_year(-1, cx),
            Input::Key(Key { code: KeyCode::Right, ctrl: false }) => self.turn_year(1, cx),
            _ => {
                self.list.input(input, 4);
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let inner = canvas.popup(centred(area, 90, 18), &format!("{}年各季度上级调阅意见", self.year));
        heading(canvas, Rect { height: 1, ..inner }, &COLUMNS);
        for i in 0..4 {
            let quarter = self.period(i);
            let texts = match self.of(i) {
                Some((r, _)) => [
                    r.grade.map_or(String::new(), |g| g.name().to_owned()),
                    r.reader.clone(),
                    r.read_on.map_or(String::new(), |d| d.to_string()),
                    r.opinion.replace('\n', " "),
                ],
                None => Default::default(),
            };
            let changed = self.of(i).is_some_and(|(_, since)| since.records > 0);
            let name = format!("{}{}", quarter.name(), if changed { "*" } else { "" });
            let columns: Vec<(u16, &str)> =
                COLUMNS.iter().map(|c| c.0).zip(std::iter::once(&name).chain(&texts).map(String::as_str)).collect();
            let style = if changed { theme.due } else { theme.normal };
            let y = inner.y + 1 + u16::try_from(i).unwrap_or(0);
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, style);
        }
        let detail = self.detail(theme);
        let cols = inner.width.saturating_sub(2);
        let lines = detail
            .iter()
            .flat_map(|(text, style)| wrap(text, cols.into()).into_iter().map(|line| (&text[line], *style)));
        for (y, (line, style)) in (inner.y + 6..inner.bottom().saturating_sub(1)).zip(lines) {
            canvas.text(inner.x + 2, y, cols, line, style);
        }
        let hint = "回车记下或修改,Del 删除,← → 换年;*调阅以后记录有改动";
        canvas.text(inner.x, inner.bottom() - 1, inner.width, hint, theme.dim);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let readings = book.readings(self.year)?;
        self.found = readings
            .into_iter()
            .map(|r| book.since_reading(&r).map(|since| (r, since)))
            .collect::<book::Result<Vec<_>>>()?;
        Ok(())
    }
}

/// One reading being written down.
struct Entry {
    reading: Reading,
}

impl Entry {
    fn ask(reading: Reading, today: Date) -> Asking<Self> {
        let grades = ReadingGrade::ALL.iter().map(|g| g.name()).chain([NONE]).map(str::to_owned).collect();
        let day = reading.read_on.map_or(String::new(), |d| d.to_string());
        let form = Form::new(vec![
            Field::new("grade", "等次", Kind::Choice(grades), reading.grade.map_or("", |g| g.name())),
            Field::line("reader", "调阅人", &reading.reader),
            Field::new("read_on", "日期", Kind::Day, &day).hint("3月5日、2026-3-5;不知道就空着"),
            Field::new("opinion", "意见", Kind::Lines, &reading.opinion).hint("照上级写的原话"),
        ]);
        Asking::new(Self { reading }, form, today)
    }
}

impl Ask for Entry {
    fn look(&self, _form: &Form) -> Look {
        let title = format!("{}年{}上级调阅意见", self.reading.year, self.reading.period().name());
        Look::new(title, (76, 14), "回车下一栏,Ctrl+S 保存(可以撤销)")
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let typed = form.get("read_on");
        let read_on = parse_day(typed, cx.book.today());
        if read_on.is_none() && !typed.is_empty() {
            form.focus_on("read_on");
            return cx.warn("没有保存:日期看不懂,例如 3月5日、2026-3-5");
        }
        let grade = ReadingGrade::ALL.iter().copied().find(|g| g.name() == form.get("grade"));
        let (opinion, reader) = (form.get("opinion").to_owned(), form.get("reader").to_owned());
        let result = cx.book.save_reading(&Reading { opinion, reader, grade, read_on, ..self.reading.clone() });
        cx.answered(result, format!("已记下{}的调阅意见", self.reading.period().name()));
    }
}
