//! A sheet (one scoring) as the township's form, filled in or blank, and several of them side by side.
//! Not here: the evidence behind a score (`evidence`), the layout of a file format (`office`).

use super::words::{BLANK, chinese};
use crate::{
    book::InHand,
    model::{
        checklist::{Checklist, Item},
        compare::{Cell, Comparison, Means, Sum},
        paper::{Block, Column, Formula, Paper, PaperCell, Table, Value},
        points::Points,
        score::{Change, Score, Scored, ScoredSection, State, Totals},
        sheet::{Sheet, SheetRole},
    },
};

/// The columns of the form.
const COLUMNS: [(&str, u16); 6] =
    [("序号", 7), ("考核指标", 13), ("考核内容", 48), ("扣分", 8), ("扣分原因", 36), ("得分", 8)];
/// The index of the column for deductions.
const LOST: usize = 3;

/// The township's form as a table whose points and sums are reckoned from the deductions. An item that nobody has
/// judged stays blank: 待评 is not 0.
pub fn score_table(org: &str, sheet: &Sheet, list: &Checklist, score: &Score) -> Table {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut sums = Vec::new();
    for section in &score.sections {
        let first = rows.len();
        for item in &section.items {
            let (lost, got) = figures(item);
            let lost = lost.map_or_else(|| text(unscored(item)), Value::Points);
            let max = item.max;
            let got = Value::Reckoned { from: Formula::Less { max, column: LOST }, result: got };
            rows.push(vec![
                text(&item.no),
                text(heading(section)),
                text(content(list, item)),
                lost,
                text(reason(item)),
                got,
            ]);
        }
        rows.extend(section.changes.iter().map(change_row));
        let own = (first..rows.len()).collect();
        sums.push(rows.len());
        rows.push(sum_row("小计", own, section.items.iter(), section.totals));
    }
    sums.extend(rows.len()..rows.len() + score.changes.len());
    rows.extend(score.changes.iter().map(change_row));
    rows.push(sum_row("合计", sums, score.items(), score.totals));
    let columns = COLUMNS.into_iter().map(|(name, width)| Column { name: name.into(), width }).collect();
    Table { title: title(org, sheet, score), columns, rows, notes: notes(sheet, score) }
}

/// What the sheet's rules do to a sum, in the form's columns.
fn change_row(change: &Change) -> Vec<Value> {
    let by = Value::Points(change.by.expected);
    vec![text(""), text(""), text(&change.text), text(""), text(""), by]
}

/// Sums over rows, the parts that [`score_table`] has put there.
fn sum_row<'a>(name: &str, rows: Vec<usize>, items: impl Iterator<Item = &'a Scored>, totals: Totals) -> Vec<Value> {
    let lost: Points = items.filter_map(|i| figures(i).0).sum();
    let sum = |result| Value::Reckoned { from: Formula::Sum(rows.clone()), result: Some(result) };
    vec![text(""), text(name), text(""), sum(lost), text(open_part(totals)), sum(totals.expected)]
}

/// The township's form on paper, landscape, the sections' names over all of their rows.
pub fn score_paper(org: &str, hand: &InHand) -> Paper {
    let (sheet, score) = (hand.sheet(), &hand.score);
    let item_cells = |item: &Scored| {
        let (lost, got) = figures(item);
        let show = |p: Option<Points>| p.map_or_else(|| unscored(item).to_owned(), |p| p.to_string());
        [show(lost), reason(item), got.map_or(String::new(), |p| p.to_string())]
    };
    let sum_cells = |items: &mut dyn Iterator<Item = &Scored>, totals: Totals| {
        let lost: Points = items.filter_map(|i| figures(i).0).sum();
        [lost.to_string(), open_part(totals), totals.expected.to_string()]
    };
    let rows =
        form_rows(hand, item_cells, sum_cells, |c| Some([String::new(), String::new(), c.by.expected.to_string()]));
    let mut blocks = vec![
        Block::Text(format!("党组织名称:{org}\u{3000}\u{3000}得分:{}", headline(score.totals))),
        Block::Table { widths: COLUMNS.map(|(_, w)| u32::from(w)).to_vec(), rows },
    ];
    blocks.extend(notes(sheet, score).into_iter().map(Block::Text));
    Paper { title: score.name.clone(), landscape: true, blocks }
}

/// The township's form for a rater to write on: no figure stands on it but the maxima.
pub fn blank_sheet_paper(org: &str, hand: &InHand) -> Paper {
    let (sheet, score) = (hand.sheet(), &hand.score);
    let nothing = || ["", "", ""].map(str::to_owned);
    let rows = form_rows(hand, |_| nothing(), |_, _| nothing(), |_| None);
    let known = |text: &str| if text.is_empty() { BLANK.to_owned() } else { text.to_owned() };
    let day = sheet.scored_on.filter(|_| sheet.role == SheetRole::Rater).map_or(BLANK.to_owned(), chinese);
    let round = if sheet.role == SheetRole::Rater { sheet.round.as_str() } else { "" };
    let blocks = vec![
        Block::Text(format!("党组织名称:{org}\u{3000}\u{3000}得分:{BLANK}")),
        Block::Text(format!("轮次:{}\u{3000}评分人:{}\u{3000}评分日期:{day}", known(round), known(&sheet.rater))),
        Block::Table { widths: vec![10, 14, 44, 11, 26, 11], rows },
        Block::Signatures(vec!["评分人签字".into()]),
    ];
    // Upright, for a clipboard.
    Paper { title: score.name.clone(), landscape: false, blocks }
}

fn form_rows(
    hand: &InHand,
    item_cells: impl Fn(&Scored) -> [String; 3],
    sum_cells: impl Fn(&mut dyn Iterator<Item = &Scored>, Totals) -> [String; 3],
    change_cells: impl Fn(&Change) -> Option<[String; 3]>,
) -> Vec<Vec<PaperCell>> {
    let score = &hand.score;
    let mut rows = vec![COLUMNS.map(|(name, _)| PaperCell::label(name)).to_vec()];
    let row = |no: PaperCell, name: PaperCell, text: PaperCell, [lost, reason, got]: [String; 3]| {
        let number = |n: String| PaperCell::content(n).centred();
        vec![no, name, text, number(lost), PaperCell::content(reason), number(got)]
    };
    let change = |change: &Change| {
        let cells = change_cells(change)?;
        Some(row(PaperCell::content(""), PaperCell::content(""), PaperCell::content(&change.text), cells))
    };
    for section in &score.sections {
        for (i, item) in section.items.iter().enumerate() {
            let name = if i == 0 { PaperCell::label(&heading(section)) } else { PaperCell::joined() };
            let text = PaperCell::content(content(&hand.opened.list, item));
            rows.push(row(PaperCell::content(&item.no).centred(), name, text, item_cells(item)));
        }
        rows.extend(section.changes.iter().filter_map(&change));
        let cells = sum_cells(&mut section.items.iter(), section.totals);
        rows.push(row(PaperCell::content(""), PaperCell::label("小计"), PaperCell::content(""), cells));
    }
    rows.extend(score.changes.iter().filter_map(&change));
    let cells = sum_cells(&mut score.items(), score.totals);
    rows.push(row(PaperCell::content(""), PaperCell::label("合计"), PaperCell::content(""), cells));
    rows
}

/// The table of sheets side by side; the marks of the screen stand in it too.
pub fn comparison_table(org: &str, name: &str, compared: &Comparison) -> Table {
    let fixed = [("序号", 7), ("考核内容", 40), ("满分", 7)].map(|(name, width)| Column { name: name.into(), width });
    let sheets = compared.sheets.iter().map(|s| Column { name: s.name(), width: 12 });
    let with_means = compared.has_means();
    let means = ["均分", "去高低均分"].map(|name| Column { name: name.into(), width: 10 });
    let columns = fixed.into_iter().chain(sheets).chain(means.into_iter().filter(|_| with_means)).collect();
    let mean_cells = |m: &Means| {
        let cells = [m.all, m.trimmed].map(|p| p.map_or(text(""), Value::Points));
        cells.into_iter().filter(move |_| with_means)
    };
    let mut rows = Vec::new();
    for group in &compared.groups {
        for row in &group.rows {
            let no = format!("{}{}", row.no, if row.differs { "*" } else { "" });
            // What was decided can be reckoned with; what is in brackets, or no figure at all, cannot.
            let cells = row.cells.iter().map(|c| match c {
                Cell::Decided(points) => Value::Points(*points),
                other => text(other.text()),
            });
            rows.push(
                [text(no), text(&row.text), Value::Points(row.max)]
                    .into_iter()
                    .chain(cells)
                    .chain(mean_cells(&row.means))
                    .collect(),
            );
        }
        let sums = group.sums.iter().map(sum_cell);
        let max = group.rows.iter().map(|r| r.max).sum();
        let head = [text(""), text(format!("{} 小计", group.name)), Value::Points(max)];
        rows.push(head.into_iter().chain(sums).chain(mean_cells(&group.means)).collect());
    }
    let totals = compared.totals.iter().map(sum_cell);
    let head = [text(""), text("合计"), text("")];
    rows.push(head.into_iter().chain(totals).chain(mean_cells(&compared.means)).collect());
    let signs = "* 有差异;( ) 按记录推算;+ 还有待评的项".to_owned();
    let notes = std::iter::once(signs).chain(compared.means_note()).collect();
    Table { title: format!("{org} {name}").trim().to_owned(), columns, rows, notes }
}

/// A sum that is the last word is a number.
pub(super) fn sum_cell(sum: &Sum) -> Value {
    if sum.open == 0 { Value::Points(sum.points) } else { text(sum.text()) }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn title(org: &str, sheet: &Sheet, score: &Score) -> String {
    let which = if sheet.role == SheetRole::Running { String::new() } else { format!("({})", sheet.name()) };
    format!("{org} {}{which}", score.name).trim().to_owned()
}

fn heading(section: &ScoredSection) -> String {
    with_max(&section.name, section.totals.max)
}

/// The item in the township's words, which are what is handed in.
pub(super) fn content(list: &Checklist, item: &Scored) -> String {
    with_max(list.item(&item.no).map_or(&item.text, Item::verbatim), item.max)
}

/// What the sheet comes to in words, the open part never hidden.
fn headline(t: Totals) -> String {
    let decided = t.open == Points::ZERO && t.confirmed == t.expected;
    if decided { format!("{} / {}", t.expected, t.max) } else { standing(t) }
}

fn standing(t: Totals) -> String {
    format!("预估 {} + 待评 {} / {}", t.expected, t.open_text(), t.max)
}

/// Beside a sum, which open items are no part of.
fn open_part(t: Totals) -> String {
    match (t.open, t.open_lines) {
        (Points::ZERO, 0) => String::new(),
        (open, 0) => format!("另有待评 {open} 分"),
        (Points::ZERO, lines) => format!("另有待评 {lines} 项"),
        (open, lines) => format!("另有待评 {open} 分和 {lines} 项"),
    }
}

/// A line without a maximum only adds or takes.
fn with_max(text: &str, max: Points) -> String {
    if max == Points::ZERO { text.to_owned() } else { format!("{text}({max}分)") }
}

/// Deduction and points, where the item has any.
fn figures(item: &Scored) -> (Option<Points>, Option<Points>) {
    match item.state {
        State::Decided | State::Suggested => (Some(item.max - item.expected), Some(item.expected)),
        State::Open | State::NotApplicable => (None, None),
    }
}

/// What stands in place of a deduction.
fn unscored(item: &Scored) -> &'static str {
    match item.state {
        State::Open => "待评",
        State::NotApplicable => "不适用",
        State::Decided | State::Suggested => "",
    }
}

/// Nobody takes for decided what the program suggests.
fn reason(item: &Scored) -> String {
    match item.state {
        State::Suggested => format!("(建议){}", item.reason),
        State::Open => String::new(),
        State::Decided | State::NotApplicable => item.reason.clone(),
    }
}

fn notes(sheet: &Sheet, score: &Score) -> Vec<String> {
    let t = score.totals;
    let figures = format!(
        "{}:{};已确认 {};可达 {}。截至{}。",
        sheet.name(),
        standing(t),
        t.confirmed,
        t.reachable,
        chinese(score.on)
    );
    let words = "“建议”由记录推算,可由人改定;“待评”尚未评分,不等于0分。".to_owned();
    [figures, words].into_iter().chain(score.warnings.iter().cloned()).collect()
}
