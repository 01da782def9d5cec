//! Ledgers on paper: the table with exactly the form's columns, the notice of what is to be put right, one row as a form
//! or as the sheets that its ledger describes.
//! Not here: which rows (`book::ledger`), the files that they become (`print`).

use super::{
    table::table_paper,
    words::{BLANK, chinese},
};
use crate::model::{
    amount,
    date::Date,
    field::FieldType,
    ledger::{Around, Ledger, LedgerEntry, PaperColumn, REQUIREMENT, RowCell, RowPaper},
    paper::{Block, Column, Paper, PaperCell, Table, Value},
    points::Points,
};
use std::collections::BTreeMap;

/// The ledger as a table with the columns of its form, row by row.
pub fn ledger_table(org: &str, ledger: &Ledger, rows: &[LedgerEntry], today: Date) -> Table {
    let column = |c: &PaperColumn| {
        let name = if c.heading.is_empty() { c.value.first().map_or("", |v| ledger.heading(v)) } else { &c.heading };
        Column { name: name.to_owned(), width: c.width }
    };
    let totals = ledger.totals(rows);
    let cells = |(no, row): (usize, &LedgerEntry)| {
        let around = Around { org, no, today, day: chinese, totals: &totals };
        let cell = |c: &PaperColumn| {
            let parts = c.value.iter().map(|v| (v, ledger.value(row, v, &around))).filter(|(_, text)| !text.is_empty());
            let parts = parts.map(|(v, text)| if c.named { format!("{} {text}", ledger.heading(v)) } else { text });
            Value::Text(parts.collect::<Vec<_>>().join("\n"))
        };
        ledger.form.iter().map(cell).collect()
    };
    let mut notes = vec![format!("单位(盖章):{org}\u{3000}\u{3000}时间:{}", chinese(today))];
    if !ledger.public {
        notes.push("内部使用,不张贴公开。".into());
    }
    Table {
        title: ledger.name.clone(),
        columns: ledger.form.iter().map(column).collect(),
        rows: (1..).zip(rows).map(cells).collect(),
        notes,
    }
}

/// The ledger's table on paper: whose it is and of which day stands above it, as on the form, and what is empty keeps
/// its room to be written in by hand.
pub fn ledger_paper(table: &Table) -> Paper {
    let mut paper = table_paper(table);
    paper.blocks.sort_by_key(|b| matches!(b, Block::Table { .. }));
    if let Some(Block::Table { widths, .. }) = paper.blocks.last_mut() {
        *widths = table.columns.iter().map(|c| c.width.into()).collect();
    }
    paper
}

/// The 整改通知单: who sends it to whom, what, what is asked, until when, and who signs for it. `sender`: empty where nobody
/// knows, to be filled in.
pub fn rectification_notice(sender: &str, org: &str, rows: &[LedgerEntry], today: Date) -> Paper {
    let sender = if sender.is_empty() { BLANK } else { sender };
    let mut lines = vec![["序号", "整改事项", "整改要求", "整改时限"].map(PaperCell::label).to_vec()];
    for (no, row) in (1..).zip(rows) {
        lines.push(vec![
            PaperCell::content(no.to_string()).centred(),
            PaperCell::content(&row.title),
            PaperCell::content(row.text(REQUIREMENT)).room(3),
            PaperCell::content(row.due_on.map_or(String::new(), chinese)),
        ]);
    }
    let blocks = vec![
        Block::Text(format!("发出单位:{sender}")),
        Block::Text(format!("收件单位:{org}")),
        Block::Text("请按下列要求和时限整改,完成后报告,逐项验收销号。".to_owned()),
        Block::Table { widths: vec![9, 36, 28, 27], rows: lines },
        Block::Text(format!("发出单位(盖章):{sender}\u{3000}\u{3000}发出日期:{}", chinese(today))),
        Block::Signatures(vec!["签发人".into(), "签收人".into(), "签收日期".into()]),
    ];
    Paper { title: "整改通知单".into(), landscape: false, blocks }
}

/// The paper of one row with everything that stands in it.
pub fn ledger_row_paper(org: &str, ledger: &Ledger, row: &LedgerEntry, today: Date) -> Paper {
    let around = Around { org, no: 1, today, day: chinese, totals: &BTreeMap::new() };
    let mut lines = Vec::new();
    let columns = ["org", "title", "opened", "due"].into_iter().chain(ledger.fields.iter().map(|f| f.id.as_str()));
    for column in columns.chain(ledger.closes.then_some("closed")) {
        if !ledger.heading(column).is_empty() {
            let text = ledger.value(row, column, &around);
            lines.push(vec![PaperCell::label(ledger.heading(column)), PaperCell::content(text)]);
        }
    }
    Paper {
        title: ledger.name.clone(),
        landscape: false,
        blocks: vec![Block::Table { widths: vec![24, 76], rows: lines }],
    }
}

/// Columns of a sheet of one row: a label and its content once, twice or three times in each line.
const SHEET: [u32; 6] = [16, 17, 16, 17, 16, 18];

/// The paper of one row on the sheets that its ledger describes, each on a page of its own.
pub fn row_paper(org: &str, ledger: &Ledger, paper: &RowPaper, row: &LedgerEntry, today: Date) -> Paper {
    let around = Around { org, no: 1, today, day: chinese, totals: &BTreeMap::new() };
    let mut blocks = Vec::new();
    if !paper.cover.is_empty() {
        let line = |c: &String| format!("{}:{}", ledger.heading(c), ledger.value(row, c, &around));
        blocks.push(Block::Cover(paper.cover.iter().map(line).collect()));
    }
    if !paper.notes.is_empty() {
        blocks.push(Block::Sheet("填写说明".to_owned()));
        blocks.extend(paper.notes.iter().cloned().map(Block::Text));
    }
    for sheet in &paper.sheets {
        blocks.push(Block::Sheet(sheet.title.clone()));
        let line = |cells: &Vec<RowCell>| {
            let span = SHEET.len() / cells.len().max(1) - 1;
            let pair = |c: &RowCell| {
                let content = PaperCell::content(content(ledger, row, c, &around)).span(span).room(c.room.max(1));
                [PaperCell::label(&c.label), content]
            };
            cells.iter().flat_map(pair).collect::<Vec<_>>()
        };
        blocks.push(Block::Table { widths: SHEET.to_vec(), rows: sheet.lines.iter().map(line).collect() });
    }
    Paper { title: paper.name.clone(), landscape: false, blocks }
}

/// What stands beside a label: a choice with a box before each thing to choose, a rate only where both numbers are told.
fn content(ledger: &Ledger, row: &LedgerEntry, cell: &RowCell, around: &Around) -> String {
    if let [part, whole] = &cell.ratio[..] {
        let number = |id: &str| row.text(id).parse::<Points>().ok().filter(|n| *n >= Points::ZERO);
        return match (number(part), number(whole)) {
            (Some(part), Some(whole)) if whole > Points::ZERO => {
                format!("{}%", Points(amount::rounded(i128::from(part.0) * 1_000, i128::from(whole.0)) * 10))
            }
            _ => String::new(),
        };
    }
    let one = |column: &String| match ledger.field(column).map(|f| &f.kind) {
        Some(FieldType::Choice(options)) => {
            let sign = |o: &String| format!("{}{o}", if o == row.text(column) { "☑" } else { "☐" });
            options.iter().map(sign).collect::<Vec<_>>().join(" ")
        }
        _ => ledger.value(row, column, around),
    };
    cell.value.iter().map(one).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
}
