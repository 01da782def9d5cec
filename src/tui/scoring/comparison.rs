//! Sheets side by side: items down, sheets across, what differs marked; ← → brings further sheets into sight.
//! Not here: the arithmetic (`model::compare`).

use crate::{
    book::{self, Book, papers::Subject},
    model::{
        compare::{Comparison, Means},
        points::Points,
        sheet::{Sheet, SheetRole},
    },
    text::width::{cut_with_sign, fit},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Cx, Layer},
        paint::Canvas,
        widget::{
            list::{ListState, row},
            papers,
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Columns of a sheet and of a mean.
const SHEET: u16 = 10;
const MEAN: u16 = 7;

pub struct ComparisonView {
    year: i32,
    rounds: Vec<String>,
    /// Index into `rounds`; `None`: all sheets of the year.
    round: Option<usize>,
    compared: Comparison,
    /// A group and one of its items; a row without item is the group's sum; a row without both is the total.
    rows: Vec<(Option<usize>, Option<usize>)>,
    list: ListState,
    /// The first sheet in sight.
    first: usize,
}

impl ComparisonView {
    /// The comparison opened on the newest round, where there is any.
    pub fn new(book: &Book, year: i32) -> book::Result<Self> {
        let rounds = book.rounds(year)?;
        let round = if rounds.is_empty() { None } else { Some(0) };
        let compared = book.comparison(year, rounds.first().map(String::as_str))?;
        let rows = rows(&compared);
        Ok(Self { year, rounds, round, compared, rows, list: ListState::default(), first: 0 })
    }

    fn chosen_round(&self) -> Option<&str> {
        self.round.and_then(|i| self.rounds.get(i)).map(String::as_str)
    }

    fn read(&mut self, book: &Book) -> book::Result<()> {
        self.compared = book.comparison(self.year, self.chosen_round())?;
        self.rows = rows(&self.compared);
        self.first = 0;
        Ok(())
    }

    /// The means in two columns; nothing where there are none.
    fn means(&self, means: Means) -> String {
        let show = |p: Option<Points>| fit(&p.map_or("-".to_owned(), |p| p.to_string()), MEAN.into());
        if self.compared.has_means() { format!("{} {}", show(means.all), show(means.trimmed)) } else { String::new() }
    }
}

/// The total first, then each group's sum over its items.
fn rows(compared: &Comparison) -> Vec<(Option<usize>, Option<usize>)> {
    let groups = compared.groups.iter().enumerate();
    let of = groups.flat_map(|(g, group)| {
        std::iter::once((Some(g), None)).chain((0..group.rows.len()).map(move |i| (Some(g), Some(i))))
    });
    std::iter::once((None, None)).chain(of).collect()
}

/// Two lines over a sheet's column: who, and which round or day.
fn head(sheet: &Sheet) -> (String, String) {
    let day = sheet.scored_on.map_or(String::new(), |d| d.format("%m-%d").to_string());
    match sheet.role {
        SheetRole::Running => ("本年".to_owned(), "至今".to_owned()),
        SheetRole::SelfCheck => ("自查".to_owned(), day),
        SheetRole::Rater => (sheet.rater.clone(), sheet.round.clone()),
        SheetRole::Review => ("复核".to_owned(), sheet.round.clone()),
    }
}

impl Layer for ComparisonView {
    fn place(&self) -> Place {
        Place::Comparison
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Round if self.rounds.is_empty() => Err("还没有评分人的表".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Round => {
                self.round = match self.round {
                    None => Some(0),
                    Some(i) if i + 1 < self.rounds.len() => Some(i + 1),
                    Some(_) => None,
                };
                let read = self.read(cx.book);
                cx.tried(read);
            }
            Cmd::Print => {
                papers::print_first(&Subject::Comparison(self.year, self.chosen_round()), cx);
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        match input {
            Input::Key(Key { code: KeyCode::Left, ctrl: false }) => self.first = self.first.saturating_sub(1),
            Input::Key(Key { code: KeyCode::Right, ctrl: false }) => self.first += 1,
            _ => {
                self.list.input(input, self.rows.len());
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let named = self.chosen_round().unwrap_or("全部");
        let inner = canvas.popup(area, &format!("并排比较:{}年 · {named}", self.year));
        let theme = canvas.theme;
        let means = if self.compared.has_means() { 2 * (MEAN + 1) } else { 0 };
        let sheets = self.compared.sheets.len();
        let fixed = 2 + 5 + 1 + 1 + 5 + 1;
        // Few sheets leave room for the words.
        let all = u16::try_from(sheets).unwrap_or(u16::MAX).saturating_mul(SHEET + 1);
        let spare = inner.width.saturating_sub(all.saturating_add(fixed + means));
        let text_cols = spare.min(48).max(inner.width / 4).max(12);
        let left = fixed + text_cols;
        let fitting = usize::from(inner.width.saturating_sub(left + means) / (SHEET + 1)).max(1);
        self.first = self.first.min(sheets.saturating_sub(fitting));
        let shown = self.first..(self.first + fitting).min(sheets);
        let across = |cells: Vec<String>| -> String {
            let cells = cells.get(shown.clone()).unwrap_or_default();
            cells.iter().map(|c| fit(c, SHEET.into()) + " ").collect()
        };

        let hidden = sheets - shown.len();
        let more = if hidden > 0 { format!("共{sheets}张,← → 看其余") } else { String::new() };
        canvas.text(inner.x, inner.y, left, &more, theme.message);
        let heads: Vec<(String, String)> = self.compared.sheets.iter().map(head).collect();
        let (who, which): (Vec<_>, Vec<_>) = heads.into_iter().unzip();
        let means_head = if means > 0 { format!("{} 去高低", fit("均分", MEAN.into())) } else { String::new() };
        let x = inner.x + left;
        canvas.text(x, inner.y, inner.width - left, &(across(who) + &means_head), theme.label);
        canvas.text(x, inner.y + 1, inner.width - left, &across(which), theme.label);
        canvas.text(inner.x + 2, inner.y + 1, left - 2, "序号  考核内容", theme.label);

        let list = Rect::new(inner.x, inner.y + 2, inner.width, inner.height.saturating_sub(4));
        let rest = inner.width.saturating_sub(left);
        for (y, i) in (list.y..).zip(self.list.window(self.rows.len(), list.height.into())) {
            let line = Rect::new(list.x, y, list.width, 1);
            let selected = i == self.list.selected;
            let (no, text, max, cells, means, style) = match self.rows[i] {
                (Some(g), Some(r)) => {
                    let item = &self.compared.groups[g].rows[r];
                    let no = format!("{}{}", item.no, if item.differs { "*" } else { "" });
                    let cells = item.cells.iter().map(|c| c.text()).collect();
                    let style = if item.differs { theme.due } else { theme.normal };
                    (no, item.text.clone(), item.max.to_string(), cells, item.means, style)
                }
                (Some(g), None) => {
                    let group = &self.compared.groups[g];
                    let max: Points = group.rows.iter().map(|r| r.max).sum();
                    let cells = group.sums.iter().map(|s| s.text()).collect();
                    (String::new(), group.name.clone(), max.to_string(), cells, group.means, theme.label)
                }
                _ => {
                    let cells = self.compared.totals.iter().map(|s| s.text()).collect();
                    (String::new(), "合计".to_owned(), String::new(), cells, self.compared.means, theme.label)
                }
            };
            let figures = across(cells) + &self.means(means);
            row(canvas, line, &[(5, &no), (text_cols, &text), (5, &max), (rest, &figures)], selected, style);
        }
        let note = self.compared.means_note().unwrap_or_else(|| match self.rounds.len() {
            0 | 1 => String::new(),
            _ => "均分只在一轮里算:按 Tab 换轮次".to_owned(),
        });
        for (y, line) in (inner.bottom().saturating_sub(2)..).zip(["* 有差异  ( ) 按记录推算  + 还有待评的项", &note])
        {
            canvas.text(inner.x, y, inner.width, &cut_with_sign(line, inner.width.into()), theme.dim);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.rounds = book.rounds(self.year)?;
        self.round = self.round.filter(|i| *i < self.rounds.len());
        self.read(book)
    }
}
