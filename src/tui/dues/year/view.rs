//! How the dues of a year are drawn: members by months, one character a month or, on a wide screen, the sum.
//! Not here: keys (`dues::year`), how a month stands (`model::dues`).

use super::Dues;
use crate::{
    model::{
        date::Period,
        dues::{
            Money, in_force,
            year::{DuesYear, Line, State, WARNING},
        },
    },
    text::{
        width::{cut_with_sign, width},
        wrap::wrap,
    },
    tui::{
        paint::Canvas,
        theme::Theme,
        widget::{
            list::more_below,
            people::{names_of, prompt},
        },
    },
};
use ratatui::{layout::Rect, style::Style};

/// Columns of one layout.
struct Cols {
    name: u16,
    standard: u16,
    month: u16,
    sum: u16,
}

/// The layout by how wide the screen is: 60, 80, and wide enough for the sums themselves.
fn cols(area: Rect) -> Cols {
    match area.width {
        ..76 => Cols { name: 6, standard: 0, month: 3, sum: 6 },
        76..124 => Cols { name: 8, standard: 5, month: 4, sum: 7 },
        _ => Cols { name: 10, standard: 8, month: 7, sum: 9 },
    }
}

impl Cols {
    /// Whether the cells have room for sums.
    fn sums(&self) -> bool {
        self.month >= 7
    }

    /// Where the months begin, from the left edge: the sign, the number, the name, the standard.
    fn left(&self) -> u16 {
        2 + 4 + self.name + 1 + if self.standard > 0 { self.standard + 1 } else { 0 }
    }
}

impl Dues {
    pub(super) fn draw_all(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.fill(area, theme.normal);
        let found = if self.typed.is_empty() {
            Vec::new()
        } else {
            crate::text::pick::pick(&self.people(), self.typed.text().trim())
        };
        let people = self.people();
        let names = names_of(found.iter().map(|i| people[*i]));
        prompt(
            canvas,
            Rect::new(area.x + 1, area.y, area.width - 1, 1),
            "编号/姓名/首字母 + 空格:",
            &self.typed,
            &names,
        );
        let cols = cols(area);
        let below = self.below(theme, area.width - 2);
        let rows = u16::try_from(below.len()).unwrap_or(u16::MAX).min(area.height / 2);
        let grid = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(2 + rows));
        self.draw_grid(canvas, grid, &cols);
        self.draw_open(canvas, Rect::new(area.x, grid.bottom(), area.width, 1), &cols);
        for (y, (line, style)) in (grid.bottom() + 1..area.bottom()).zip(&below) {
            canvas.text(area.x + 1, y, area.width - 2, line, *style);
        }
    }

    fn draw_grid(&mut self, canvas: &mut Canvas, area: Rect, cols: &Cols) {
        let theme = canvas.theme;
        self.heading(canvas, area, cols);
        let height = usize::from(area.height).saturating_sub(1);
        let window = self.list.window_over_sign(self.rows.len(), height);
        more_below(canvas, area, self.rows.len() - window.end);
        if self.rows.is_empty() {
            let text = if self.only_unpaid {
                "这个月没有没交的人(Tab 看全部)"
            } else {
                "这一年没有该交党费的人"
            };
            canvas.text(area.x + 2, area.y + 1, area.width - 2, text, theme.dim);
        }
        for (y, i) in (area.y + 1..).zip(window) {
            let on = i == self.list.selected;
            let Some(line) = self.rows.get(i).and_then(|at| self.all.lines.get(*at)) else { continue };
            draw_line(canvas, (area.x, y), cols, &self.all, line, on.then_some(self.month));
        }
    }

    fn heading(&self, canvas: &mut Canvas, area: Rect, cols: &Cols) {
        let theme = canvas.theme;
        let year = format!("{}年", self.all.year);
        canvas.text(area.x + 2, area.y, 4 + cols.name, &year, theme.label);
        if cols.standard > 0 {
            let x = area.x + cols.left() - cols.standard - 1;
            canvas.text(x, area.y, cols.standard, "标准", theme.label);
        }
        for m in 1..=12 {
            let x = month_x(area.x, cols, m);
            match m == self.month {
                // A sign too, for who sees no colours: in the blank before the number.
                true => canvas.text(x - u16::from(m > 9), area.y, 3, &format!(">{m}"), theme.tab_on),
                false => canvas.text(x, area.y, 2, &format!("{m:>2}"), theme.label),
            };
        }
        canvas.text(month_x(area.x, cols, 13), area.y, cols.sum, "合计", theme.label);
    }

    /// How many have not paid each month, or not all of it.
    fn draw_open(&self, canvas: &mut Canvas, area: Rect, cols: &Cols) {
        let theme = canvas.theme;
        canvas.text(area.x + 2, area.y, 4 + cols.name, "没交齐的", theme.label);
        for m in 1..=12 {
            let begun = Period::month(self.all.year, m).first() <= self.all.today;
            let (of, _) = self.all.month(m);
            if begun && of.owing > 0 {
                let style = if of.unpaid() > 0 { theme.due } else { theme.good };
                let text = if of.unpaid() > 0 { format!("{:>2}", of.unpaid()) } else { " 0".into() };
                canvas.text(month_x(area.x, cols, m), area.y, cols.month, &text, style);
            }
        }
        canvas.text(month_x(area.x, cols, 13), area.y, cols.sum, &self.all.sum().to_string(), theme.label);
    }

    /// The month in focus, the selected member, and what is to be said of a long run of unpaid months.
    fn below(&self, theme: &Theme, width: u16) -> Vec<(String, Style)> {
        let month = self.period();
        let (of, sum) = self.all.month(self.month);
        let short = if of.short > 0 { format!(",没交足{}", of.short) } else { String::new() };
        let without = of.without();
        let mut head = format!("{} 应交{}人,已交{},未交{without}{short},收{sum}元", month.name(), of.owing, of.paid);
        let without = self.all.lines.iter().filter(|l| l.standards.is_empty()).count();
        if without > 0 {
            head += &format!(" · {without}人没定标准(Ctrl+E)");
        }
        let long = self.all.lines.iter().filter(|l| self.all.run(l).is_long()).count();
        if long > 0 {
            head += &format!(" · 连续{WARNING}个月以上未交{long}人");
        }
        let mut lines = vec![(head, theme.message)];
        if let Some(line) = self.selected() {
            lines.push((self.line_words(line, month), theme.normal));
            let run = self.all.run(line);
            lines.extend(DuesYear::warning(run).map(|text| (text, theme.due)));
        }
        let wrapped = lines.into_iter().flat_map(|(text, style)| {
            let parts = wrap(&text, width.into());
            parts.into_iter().map(|part| (text[part].to_owned(), style)).collect::<Vec<_>>()
        });
        wrapped.collect()
    }

    /// The line of a member in words: `曾庆和 每月1元(定额) · 3月 已交1元 03-05 · 全年10元`.
    fn line_words(&self, line: &Line, month: Period) -> String {
        let standard = in_force(&line.standards, month).map_or("没定标准".to_owned(), |s| s.words());
        let state = self.all.state(line, month.index);
        let mut text = format!("{} {standard} · {} {}", line.member.name, month.name(), state.name());
        if let Some(p) = line.payments.get(&month) {
            text += &format!("{}元", p.amount);
            text += &p.paid_on.map_or(format!(",{} 记的,没写哪天交的", p.recorded_on), |d| format!(",{d}"));
            if !p.payer.is_empty() {
                text += &format!(",{}代交", p.payer);
            }
            if !p.note.is_empty() {
                text += &format!(",{}", p.note);
            }
        }
        format!("{text} · 全年{}元", line.sum(self.all.year))
    }
}

/// Where a month's cell begins; 13: the sum.
fn month_x(left: u16, cols: &Cols, month: u32) -> u16 {
    left + cols.left() + u16::try_from(month - 1).unwrap_or(0) * cols.month
}

/// Draws a member's row; `focus`: the row is selected, with this month.
fn draw_line(canvas: &mut Canvas, (x, y): (u16, u16), cols: &Cols, all: &DuesYear, line: &Line, focus: Option<u32>) {
    let theme = canvas.theme;
    let style = if focus.is_some() { theme.tab_on } else { theme.normal };
    canvas.text(x, y, 1, if focus.is_some() { ">" } else { " " }, style);
    if all.run(line).is_long() {
        canvas.text(x + 1, y, 1, "!", theme.bad);
    }
    canvas.text(x + 2, y, 3, &format!("{:>3}", line.member.no), style);
    canvas.text(x + 6, y, cols.name, &cut_with_sign(&line.member.name, cols.name.into()), style);
    if cols.standard > 0 {
        let latest = in_force(&line.standards, Period::month(all.year, 12));
        let text = latest.map_or("未定".to_owned(), |s| match s.amount {
            Money(0) => "免".to_owned(),
            amount => amount.to_string(),
        });
        canvas.text(x + 7 + cols.name, y, cols.standard, &cut_with_sign(&text, cols.standard.into()), style);
    }
    for m in 1..=12 {
        let state = all.state(line, m);
        let mut text = state.mark().to_owned();
        if let Some(paid) = line.payments.get(&Period::month(all.year, m)).filter(|_| cols.sums()) {
            text = if state == State::Paid { paid.amount.to_string() } else { format!("{text}{}", paid.amount) };
        }
        // A narrow sign stands where the wide ones end.
        let text = if width(state.mark()) == 1 { format!(" {text}") } else { text };
        let style = if focus == Some(m) { theme.selected } else { look(state, theme) };
        canvas.text(month_x(x, cols, m), y, cols.month - 1, &cut_with_sign(&text, usize::from(cols.month) - 1), style);
    }
    let sum = line.sum(all.year);
    if sum > Money(0) {
        canvas.text(month_x(x, cols, 13), y, cols.sum, &cut_with_sign(&sum.to_string(), cols.sum.into()), style);
    }
}

fn look(state: State, theme: &Theme) -> Style {
    match state {
        State::Paid => theme.good,
        State::Late | State::Due | State::Short => theme.due,
        State::Unpaid => theme.bad,
        State::Exempt | State::NotOwed | State::ToCome => theme.dim,
    }
}
