//! The year's figures of the handbook: how often, with how many, what was done and missed, who belongs.

use super::{Handbook, table};
use crate::{
    model::{
        duty::{Entry, Status},
        member::{Member, Sex, Standing},
        paper::Block,
    },
    store::activity::ActivityRow,
};

pub fn sheet(book: &Handbook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Sheet("全年数据".into()));
    activities(book, blocks);
    duties(book, blocks);
    members(book, blocks);
}

/// The figures of the activities. Turnout counts where everybody was marked, or where the paper states it; the others
/// are told.
fn activities(book: &Handbook, blocks: &mut Vec<Block>) {
    let counted = |a: &&&ActivityRow| a.turnout.due > 0 && (a.turnout.stated || a.unmarked == 0);
    let mut kinds: Vec<&str> = Vec::new();
    for a in book.activities {
        if !kinds.contains(&a.kind.as_str()) {
            kinds.push(&a.kind);
        }
    }
    // In the order of the data file, then those that it no longer knows.
    kinds.sort_by_key(|id| book.kinds.iter().position(|k| k.id == *id).unwrap_or(usize::MAX));
    let line = |name: &str, held: &[&ActivityRow]| {
        let sum = |of: fn(&ActivityRow) -> u32| held.iter().filter(counted).map(|a| of(a)).sum::<u32>();
        let (due, present) = (sum(|a| a.turnout.due), sum(|a| a.turnout.present));
        let rate = if due == 0 { String::new() } else { percent(present, due) };
        vec![name.to_owned(), held.len().to_string(), due.to_string(), present.to_string(), rate]
    };
    let mut rows: Vec<_> = kinds
        .iter()
        .map(|id| {
            let held: Vec<&ActivityRow> = book.activities.iter().filter(|a| a.kind == **id).collect();
            line(book.kinds.iter().find(|k| k.id == **id).map_or(id, |k| &k.name), &held)
        })
        .collect();
    let all: Vec<&ActivityRow> = book.activities.iter().collect();
    rows.push(line("合计", &all));
    blocks.push(Block::Heading("会议和活动".into()));
    blocks.push(table(&["类别", "次数", "应到人次", "实到人次", "到会率"], &[36, 16, 16, 16, 16], rows));
    let left_out = all.len() - all.iter().filter(counted).count();
    if left_out > 0 {
        blocks.push(Block::Text(format!("注:有{left_out}次没有人数或点名未完,不计入人次和到会率。")));
    }
}

/// A rate in tenths of a percent, rounded down: it is never flattered.
fn percent(part: u32, whole: u32) -> String {
    let tenths = u64::from(part) * 1000 / u64::from(whole.max(1));
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn duties(book: &Handbook, blocks: &mut Vec<Block>) {
    let applying = |e: &&Entry| e.status != Status::NotApplicable;
    let entries: Vec<&Entry> = book.calendar.iter().filter(applying).collect();
    let rows = entries
        .chunk_by(|a, b| a.duty == b.duty)
        .filter_map(|same| {
            let count = |s: Status| same.iter().filter(|e| e.status == s).count().to_string();
            Some(vec![
                same.first()?.name.clone(),
                same.len().to_string(),
                count(Status::Done),
                count(Status::Late),
                count(Status::Missed),
                count(Status::Due),
                count(Status::NotYet),
            ])
        })
        .collect();
    blocks.push(Block::Heading("任务完成情况(次)".into()));
    let head = ["任务", "全年应完成", "已完成", "补录", "未完成", "待办", "未到期"];
    blocks.push(table(&head, &[28, 14, 12, 11, 12, 11, 12], rows));
}

fn members(book: &Handbook, blocks: &mut Vec<Block>) {
    const YOUNG: u32 = 35;
    const OLD: u32 = 60;
    let count =
        |of: &dyn Fn(&Member, Standing) -> bool| book.members.iter().filter(|(m, s)| of(m, *s)).count().to_string();
    let age = |m: &Member| m.age_on(book.on);
    let figures = [
        ("党员总数", book.members.len().to_string()),
        ("正式党员", count(&|_, s| s == Standing::Full)),
        ("预备党员", count(&|_, s| s == Standing::Probationary)),
        ("女党员", count(&|m, _| m.sex == Some(Sex::Female))),
        ("35岁及以下", count(&|m, _| age(m).is_some_and(|a| a <= YOUNG))),
        ("60岁及以上", count(&|m, _| age(m).is_some_and(|a| a >= OLD))),
        ("流动党员", count(&|m, _| m.floating)),
        ("本年入党", count(&|m, _| m.joined.is_some_and(|j| j.year() == book.year))),
    ];
    let (head, row): (Vec<&str>, Vec<String>) = figures.into_iter().unzip();
    blocks.push(Block::Heading("党员(名)".into()));
    blocks.push(table(&head, &[1; 8], vec![row]));
    let unknown = [
        ("性别", book.members.iter().filter(|(m, _)| m.sex.is_none()).count()),
        ("出生日期", book.members.iter().filter(|(m, _)| m.birth.is_none()).count()),
        ("入党时间", book.members.iter().filter(|(m, _)| m.joined.is_none()).count()),
    ];
    let notes: Vec<String> =
        unknown.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n}名{what}不详")).collect();
    if !notes.is_empty() {
        blocks.push(Block::Text(format!("注:{},未计入相应各栏。", notes.join(","))));
    }
}
