//! 党费 on paper: the register of a year, and who has not paid a month.
//! Not here: who owes what (`model::dues`).

use super::words::chinese;
use crate::model::{
    date::Period,
    dues::{
        Money, Standard, in_force,
        year::{DuesYear, State},
    },
    paper::{Block, Column, Formula, Paper, PaperCell, Table, Value},
    points::Points,
};

/// The 党费收缴登记表: name, standard, the sum of each month, the year's, room for the receiver to sign.
pub fn dues_table(org: &str, all: &DuesYear) -> Table {
    let column = |name: &str, width| Column { name: name.to_owned(), width };
    let mut columns = vec![column("序号", 5), column("姓名", 9), column("标准(元/月)", 9)];
    columns.extend((1..=12).map(|m| column(&format!("{m}月"), 6)));
    columns.extend([column("合计(元)", 9), column("收款人签章", 12)]);
    let points = |m: Money| Value::Points(Points(m.0));
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for line in &all.lines {
        let standards: Vec<&Standard> = line.standards_in(all.year).collect();
        let mut row = vec![Value::Integer(line.member.no.into()), Value::Text(line.member.name.clone())];
        row.push(match standards[..] {
            [one] if one.amount > Money(0) => points(one.amount),
            _ => Value::Text(standards_told(&standards)),
        });
        row.extend((1..=12).map(|m| {
            let paid = line.payments.get(&Period::month(all.year, m));
            let empty = match all.state(line, m) {
                State::Exempt => "免",
                State::NotOwed => "/",
                _ => "",
            };
            paid.map_or(Value::Text(empty.into()), |p| points(p.amount))
        }));
        row.extend([points(line.sum(all.year)), Value::Text(String::new())]);
        rows.push(row);
    }
    let sum = |result: Money| Value::Reckoned {
        from: Formula::Sum((0..all.lines.len()).collect()),
        result: Some(Points(result.0)),
    };
    let mut last = vec![Value::Text(String::new()), Value::Text("合计".into()), Value::Text(String::new())];
    last.extend((1..=12).map(|m| sum(all.month(m).1)));
    last.extend([sum(all.sum()), Value::Text(String::new())]);
    if !rows.is_empty() {
        rows.push(last);
    }
    Table {
        title: format!("{}年党费收缴登记表", all.year),
        columns,
        rows,
        notes: vec![
            format!("党组织:{org}\u{3000}\u{3000}制表日期:{}", chinese(all.today)),
            "“免”为免交(按登记的原因),“/”为当月不在本支部交纳;空格为没有交费记录。".into(),
        ],
    }
}

/// The standards of a year in words, `42;7月起46`: what held when the year began, then each change.
fn standards_told(standards: &[&Standard]) -> String {
    let told = |(n, s): (usize, &&Standard)| {
        let amount = if s.amount > Money(0) { s.amount.to_string() } else { "免交".to_owned() };
        if n > 0 { format!("{}起{amount}", s.from.name()) } else { amount }
    };
    standards.iter().enumerate().map(told).collect::<Vec<_>>().join(";")
}

/// The paper of who has not paid a month, with the sum that is due: for the committee, never for posting.
pub fn unpaid_paper(org: &str, all: &DuesYear, month: Period) -> Paper {
    let label = ["序号", "姓名", "应交(元)", "已交(元)", "联系电话", "提醒情况"].map(PaperCell::label).to_vec();
    let mut rows = vec![label];
    for line in all.open(month.index) {
        let due = in_force(&line.standards, month).map_or(String::new(), |s| s.amount.to_string());
        let paid = line.payments.get(&month).map_or(String::new(), |p| p.amount.to_string());
        rows.push(vec![
            PaperCell::content(line.member.no.to_string()).centred(),
            PaperCell::content(&line.member.name),
            PaperCell::content(due),
            PaperCell::content(paid),
            PaperCell::content(line.member.phone.to_string()),
            PaperCell::content(""),
        ]);
    }
    let people = rows.len() - 1;
    let short = all.month(month.index).0.short > 0;
    let what = if short { "没交或没交足" } else { "还没有交费记录" };
    let blocks = vec![
        Block::Text(format!("党组织:{org}\u{3000}\u{3000}{}", chinese(all.today))),
        Block::Text(format!("{}年{}{what}的{people}人。", month.year, month.name())),
        Block::Table { widths: vec![8, 16, 14, 14, 22, 26], rows },
        Block::Text("内部提醒用,不张贴公开。没有记录不等于没交,请先核对收据和登记。".into()),
    ];
    Paper { title: "党费未交提醒名单".into(), landscape: false, blocks }
}
