//! The roster as a table, and tables and forms as one another.
//! Not here: single papers, scores (`sheet`), the layout of a file format (`office`).

use crate::{
    model::{
        date::PartialDate,
        member::Member,
        paper::{Block, Column, Paper, PaperCell, Table, Value},
    },
    text::width::width,
};

/// The roster as it is handed in. `masked`: identity numbers and phones without their middle, and without the file's own further columns.
pub fn roster_table(org: &str, members: &[Member], masked: bool) -> Table {
    let mut columns: Vec<Column> = [
        ("序号", 6),
        ("姓名", 9),
        ("性别", 5),
        ("民族", 7),
        ("出生日期", 11),
        ("公民身份号码", 20),
        ("学历", 9),
        ("人员类别", 9),
        ("入党时间", 11),
        ("转正时间", 11),
        ("党小组", 11),
        ("职务", 14),
        ("从业情况", 14),
        ("联系电话", 13),
        ("家庭住址", 22),
        ("流动党员", 9),
        ("外出地点", 12),
        ("备注", 14),
    ]
    .into_iter()
    .map(|(name, width)| Column { name: name.into(), width })
    .collect();
    let mut further: Vec<&String> = if masked { vec![] } else { members.iter().flat_map(|m| m.extra.keys()).collect() };
    further.sort();
    further.dedup();
    columns.extend(further.iter().map(|k| Column { name: (*k).clone(), width: 12 }));

    let date = |d: Option<PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let rows = members.iter().map(|m| {
        let (id, phone) = if masked {
            (m.id_number.to_string(), m.phone.to_string())
        } else {
            (m.id_number.whole().into(), m.phone.whole().into())
        };
        let mut cells = vec![Value::Integer(i64::from(m.no))];
        cells.extend(
            [
                m.name.clone(),
                m.sex.map_or("", |s| s.name()).to_owned(),
                m.ethnicity.clone(),
                date(m.birth),
                id,
                m.education.clone(),
                m.category.name().to_owned(),
                date(m.joined),
                date(m.full),
                m.group.clone(),
                m.post.clone(),
                m.job.clone(),
                phone,
                m.address.clone(),
                if m.floating { "是" } else { "" }.to_owned(),
                m.floating_place.clone(),
                m.note.clone(),
            ]
            .map(Value::Text),
        );
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
