//! Ledgers on paper: the table with exactly the form's columns, the notice of what is to be put right, one row as a form.
//! Not here: which rows (`book::ledger`), the files that they become (`print`).

use super::{
    table::table_paper,
    words::{BLANK, chinese},
};
use crate::model::{
    date::Date,
    ledger::{Around, FormColumn, Ledger, LedgerEntry, REQUIREMENT},
    paper::{Block, Column, FormCell, Paper, Table, Value},
};

/// The ledger as its form has it, row by row.
pub fn ledger_table(org: &str, ledger: &Ledger, rows: &[LedgerEntry], today: Date) -> Table {
    let column = |c: &FormColumn| {
        let name = if c.heading.is_empty() { c.value.first().map_or("", |v| ledger.heading(v)) } else { &c.heading };
        Column { name: name.to_owned(), width: c.width }
    };
    let cells = |(no, row): (usize, &LedgerEntry)| {
        let around = Around { org, no, today, day: chinese };
        let cell = |c: &FormColumn| {
            let parts = c.value.iter().map(|v| ledger.value(row, v, &around)).filter(|t| !t.is_empty());
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

/// The same on paper: whose it is and of which day stands above it, as on the form, and what is empty keeps its room to
/// be written in by hand.
pub fn ledger_paper(table: &Table) -> Paper {
    let mut paper = table_paper(table);
    paper.blocks.sort_by_key(|b| matches!(b, Block::Form { .. }));
    if let Some(Block::Form { widths, .. }) = paper.blocks.last_mut() {
        *widths = table.columns.iter().map(|c| c.width.into()).collect();
    }
    paper
}

/// 整改通知单: who sends it to whom, what, what is asked, until when, and who signs for it. `sender`: empty where nobody
/// knows, to be filled in.
pub fn rectification_notice(sender: &str, org: &str, rows: &[LedgerEntry], today: Date) -> Paper {
    let sender = if sender.is_empty() { BLANK } else { sender };
    let mut lines = vec![["序号", "整改事项", "整改要求", "整改时限"].map(FormCell::label).to_vec()];
    for (no, row) in (1..).zip(rows) {
        lines.push(vec![
            FormCell::content(no.to_string()).centred(),
            FormCell::content(&row.title),
            FormCell::content(row.text(REQUIREMENT)).room(3),
            FormCell::content(row.due_on.map_or(String::new(), chinese)),
        ]);
    }
    let blocks = vec![
        Block::Text(format!("发出单位:{sender}")),
        Block::Text(format!("收件单位:{org}")),
        Block::Text("请按下列要求和时限整改,完成后报告,逐项验收销号。".to_owned()),
        Block::Form { widths: vec![9, 36, 28, 27], rows: lines },
        Block::Text(format!("发出单位(盖章):{sender}\u{3000}\u{3000}发出日期:{}", chinese(today))),
        Block::Signatures(vec!["签发人".into(), "签收人".into(), "签收日期".into()]),
    ];
    Paper { title: "整改通知单".into(), landscape: false, blocks }
}

/// One row with everything that stands in it.
pub fn ledger_row_paper(org: &str, ledger: &Ledger, row: &LedgerEntry, today: Date) -> Paper {
    let around = Around { org, no: 1, today, day: chinese };
    let mut lines = Vec::new();
    let columns = ["org", "title", "opened", "due"].into_iter().chain(ledger.fields.iter().map(|f| f.id.as_str()));
    for column in columns.chain(ledger.closes.then_some("closed")) {
        if !ledger.heading(column).is_empty() {
            let text = ledger.value(row, column, &around);
            lines.push(vec![FormCell::label(ledger.heading(column)), FormCell::content(text)]);
        }
    }
    Paper {
        title: ledger.name.clone(),
        landscape: false,
        blocks: vec![Block::Form { widths: vec![24, 76], rows: lines }],
    }
}
