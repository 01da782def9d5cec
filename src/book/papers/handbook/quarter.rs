//! A quarter of the handbook: what was held with its turnout, and how the duties stood.

use super::{Handbook, chinese, table};
use crate::model::{
    activity::LATE_DAYS,
    date::{Period, Span},
    duty::{Entry, Status},
    paper::{Block, PaperCell},
};
use crate::store::activity::ActivityRow;
use chrono::Datelike;

pub fn sheet(book: &Handbook, index: u32, blocks: &mut Vec<Block>) {
    let quarter = Period { year: book.year, span: Span::Quarter, index };
    blocks.push(Block::Sheet(quarter.name()));
    blocks.push(Block::Table {
        widths: vec![18, 82],
        rows: vec![vec![PaperCell::label("本季度\n工作安排"), PaperCell::content("").room(4)]],
    });

    blocks.push(Block::Heading("会议和活动".into()));
    let held: Vec<&ActivityRow> = book.activities.iter().filter(|a| quarter.contains(a.on)).collect();
    if held.is_empty() {
        blocks.push(Block::Text("本季度没有记录。".into()));
    } else {
        let head = ["日期", "类别", "主题(议题)", "应到", "实到", "备注"];
        let rows = held.into_iter().map(|a| row(book, a)).collect();
        blocks.push(list(table(&head, &[17, 22, 28, 9, 9, 15], rows)));
    }

    blocks.push(Block::Heading("任务完成情况".into()));
    blocks.push(duties(book, quarter));
    blocks.push(Block::Table {
        widths: vec![18, 82],
        rows: vec![vec![PaperCell::label("上级党组织\n调阅意见"), PaperCell::content(reading(book, index)).room(3)]],
    });
}

/// What the superior wrote about the quarter; room for it where nothing was entered.
fn reading(book: &Handbook, index: u32) -> String {
    let Some((reading, since)) = book.readings.iter().find(|(r, _)| r.quarter == index) else { return String::new() };
    let grade = reading.grade.map(|g| format!("评价:{}", g.name()));
    let reader = (!reading.reader.is_empty()).then(|| format!("调阅人:{}", reading.reader));
    let signed = [grade, reader, reading.read_on.map(chinese)].into_iter().flatten().collect::<Vec<_>>().join("    ");
    let since = since.text().map(|text| format!("(截至{},{text}。)", chinese(book.on)));
    let lines = [(!reading.opinion.is_empty()).then(|| reading.opinion.clone()), Some(signed), since];
    lines.into_iter().flatten().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A table whose titles stand at the left, where they read better.
fn list(table: Block) -> Block {
    match table {
        Block::Table { widths, mut rows } => {
            for cell in rows.iter_mut().filter_map(|r| r.get_mut(2)).filter(|c| !c.label) {
                cell.centred = false;
            }
            Block::Table { widths, rows }
        }
        other => other,
    }
}

fn row(book: &Handbook, a: &ActivityRow) -> Vec<String> {
    let kind = book.kinds.iter().find(|k| k.id == a.kind).map_or(a.kind.as_str(), |k| k.name.as_str());
    let kind = if a.group.is_empty() { kind.to_owned() } else { format!("{kind}\n{}", a.group) };
    let mut remarks = Vec::new();
    if a.turnout.stated {
        remarks.push("人数据原记录".to_owned());
    } else if a.unmarked > 0 {
        remarks.push(format!("{}人未点名", a.unmarked));
    }
    if a.days_late > LATE_DAYS {
        remarks.push(format!("补录{}天", a.days_late));
    }
    if a.imported {
        remarks.push("导入".to_owned());
    }
    // Nobody due by name is not "nobody came".
    let heads = |n: u32| if a.turnout.due == 0 { String::new() } else { n.to_string() };
    vec![
        format!("{}月{}日", a.on.month(), a.on.day()),
        kind,
        a.title.clone(),
        heads(a.turnout.due),
        heads(a.turnout.present),
        remarks.join(",\n"),
    ]
}

/// One line for each duty (and group) that applies: its three months, or the quarter, or the longer period that it ends in.
fn duties(book: &Handbook, quarter: Period) -> Block {
    let months: Vec<String> =
        (quarter.first_month()..=quarter.last_month()).map(|m| Period::month(book.year, m).name()).collect();
    let mut rows = vec![vec![PaperCell::label("任务")]];
    rows[0].extend(months.iter().map(|m| PaperCell::label(m)));
    let ends_here = |e: &&Entry| quarter.contains(e.period.last()) && e.status != Status::NotApplicable;
    let entries: Vec<&Entry> = book.calendar.iter().filter(ends_here).collect();
    for same in entries.chunk_by(|a, b| (&a.duty, &a.group) == (&b.duty, &b.group)) {
        let Some(first) = same.first() else { continue };
        let name = first.group.as_ref().map_or_else(|| first.name.clone(), |g| format!("{}({g})", first.name));
        let mut row = vec![PaperCell::label(&name)];
        if first.period.span == Span::Month {
            row.extend((quarter.first_month()..=quarter.last_month()).map(|month| {
                let entry = same.iter().find(|e| e.period.index == month);
                PaperCell::content(entry.map_or("不适用", |e| e.status.name())).centred()
            }));
        } else {
            let of =
                if first.period.span == Span::Quarter { String::new() } else { format!("{}:", first.period.name()) };
            let left_out = first.remark().filter(|_| first.in_part()).map_or(String::new(), |r| format!(",{r}"));
            row.push(PaperCell::content(format!("{of}{}{left_out}", first.status.name())).span(3).centred());
        }
        rows.push(row);
    }
    Block::Table { widths: vec![40, 20, 20, 20], rows }
}
