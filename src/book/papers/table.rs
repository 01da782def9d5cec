//! The roster as a table, and tables and forms as one another.
//! Not here: single papers, scores (`sheet`), the layout of a file format (`office`).

use crate::{
    model::{
        member::{self, COLUMNS, Member},
        paper::{Block, Column, Paper, PaperCell, Table, Value},
    },
    text::width::width,
};
use serde_json::Value as Json;

/// The roster as it is handed in. `masked`: identity numbers and phones without their middle, and without the file's own further columns.
pub fn roster_table(org: &str, members: &[Member], masked: bool) -> Table {
    let exported: Vec<&member::Column> = COLUMNS.iter().filter(|c| c.width > 0).collect();
    let mut columns: Vec<Column> =
        exported.iter().map(|c| Column { name: c.name.to_owned(), width: c.width }).collect();
    let mut further: Vec<&String> = if masked { vec![] } else { members.iter().flat_map(|m| m.extra.keys()).collect() };
    further.sort();
    further.dedup();
    columns.extend(further.iter().map(|k| Column { name: (*k).clone(), width: 12 }));
    let rows = members.iter().map(|m| {
        let value = |c: &&member::Column| match c.json(m, false) {
            Json::Number(n) => Value::Integer(n.as_i64().unwrap_or_default()),
            // A form leaves blank who is none.
            Json::Bool(false) => Value::Text(String::new()),
            _ => Value::Text(if masked { c.shown(m) } else { c.whole(m) }),
        };
        let mut cells: Vec<Value> = exported.iter().map(value).collect();
        cells.extend(further.iter().map(|k| Value::Text(m.extra.get(*k).cloned().unwrap_or_default())));
        cells
    });
    Table {
        title: format!("{org}党员花名册"),
        columns,
        rows: rows.collect(),
        notes: vec![format!("共{}人", members.len())],
    }
}

/// A table on paper, landscape. A column takes what its contents need, at most the width that it has as a sheet, so that
/// what is empty leaves room to numbers that should stay on one line.
pub fn table_paper(table: &Table) -> Paper {
    let needed = |i: usize, column: &Column| {
        let cells = table.rows.iter().filter_map(|row| row.get(i));
        let longest = cells.map(|v| width(&v.shown())).max().unwrap_or(0);
        let least = (width(&column.name).div_ceil(2) + 1).max(5);
        u32::try_from((longest + 1).min(column.width.into()).max(least)).unwrap_or(u32::MAX)
    };
    let widths = table.columns.iter().enumerate().map(|(i, column)| needed(i, column)).collect();
    let mut rows = vec![table.columns.iter().map(|c| PaperCell::label(&c.name)).collect::<Vec<_>>()];
    rows.extend(table.rows.iter().map(|row| row.iter().map(|v| PaperCell::content(v.shown())).collect()));
    let mut blocks = vec![Block::Table { widths, rows }];
    blocks.extend(table.notes.iter().cloned().map(Block::Text));
    Paper { title: table.title.clone(), landscape: true, blocks }
}

/// A form as a table of labels and contents.
pub fn paper_table(paper: &Paper) -> Table {
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Table { rows: lines, .. } => {
                for pair in lines.iter().flat_map(|cells| cells.chunks(2)) {
                    rows.push(
                        pair.iter()
                            .map(|c| Value::Text(c.text.replace('\n', if c.label { "" } else { "\n" })))
                            .collect(),
                    );
                }
            }
            Block::Text(text) | Block::Heading(text) | Block::Sheet(text) => notes.push(text.clone()),
            Block::Photos(photos) => notes.extend(photos.iter().map(|p| p.name.clone())),
            Block::Cover(lines) => notes.extend(lines.iter().cloned()),
            Block::Signatures(labels) => {
                notes.push(labels.iter().map(|l| format!("{l}:")).collect::<Vec<_>>().join("\u{3000}"))
            }
        }
    }
    let columns = [("项目", 16), ("内容", 80)].into_iter().map(|(name, width)| Column { name: name.into(), width });
    Table { title: paper.title.clone(), columns: columns.collect(), rows, notes }
}
