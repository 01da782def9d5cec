//! The list before an inspection: what can still be done, with its worth, its work and its last day; what needs a
//! decision; what is past. Not here: how it is found (`model::score`).

use crate::model::{
    date::{Date, Period},
    paper::{Block, Paper, PaperCell},
    points::Points,
    score::{Gap, Score, Scored, State, Todo},
};
use chrono::Datelike;

/// The 迎检清单: what to do before a day, as [`Todo`] has it.
pub fn todo_paper(org: &str, score: &Score, todo: &Todo, by: Date) -> Paper {
    let t = score.totals;
    let mut blocks = vec![Block::Text(format!(
        "党组织:{org}    {}:预估 {} + 待评 {} / {},最高还能到 {}    要在 {by} 前",
        score.on,
        t.expected,
        t.open_text(),
        t.max,
        t.reachable
    ))];
    blocks.push(Block::Heading(format!("一、还能做的({}件)", todo.still.len())));
    let things = |list: &[(Scored, Gap)], worth: &str, latest: Date| {
        let rows = list.iter().map(|(item, gap)| {
            // What is to count on the day is done by the day, however long its time still runs.
            let last = gap.period.map_or_else(|| day(latest, by), |p| day(p.last().min(latest), by));
            [item.no.clone(), gap.text.clone(), format!("+{}", gap.won), gap.hours.to_string(), last, String::new()]
        });
        table(&["项", "要做的事", worth, "工时", "最迟", "办好"], &[10, 44, 12, 10, 13, 11], rows)
    };
    blocks.extend(things(&todo.still, "得分", by));
    if !todo.later.is_empty() {
        blocks.push(Block::Heading(format!("{by} 以前不影响得分,年底前要做的({}件)", todo.later.len())));
        blocks.extend(things(&todo.later, "年底得分", Period::year(by.year()).last()));
    }
    blocks.push(Block::Heading(format!("二、要人看了才能定的({}项)", todo.decide.len())));
    let decide = todo.decide.iter().map(|item: &Scored| {
        let why = if item.state == State::Open {
            String::new()
        } else {
            format!("评定以后变了:{}", item.changed.join(";"))
        };
        [item.no.clone(), item.text.clone(), item.max.to_string(), why]
    });
    blocks.extend(table(&["项", "考核内容", "满分", "现场所见"], &[10, 52, 10, 28], decide));
    blocks.push(Block::Heading(format!("三、做晚了、错过了的({}件)", todo.gone.len())));
    let gone = todo.gone.iter().map(|(item, gap): &(Scored, Gap)| {
        let cost = if gap.cost == Points::ZERO { String::new() } else { format!("-{}", gap.cost) };
        [item.no.clone(), gap.text.clone(), cost]
    });
    blocks.extend(table(&["项", "情况", "扣分"], &[10, 74, 16], gone));
    blocks.push(Block::Text("得分和工时是按记录和设置的估计;扣分办法是建议,以乡镇的评定为准。".into()));
    Paper { title: "迎检待办清单".into(), landscape: false, blocks }
}

/// The day in words: `12-31`; with the year before it where that is not the year at hand.
fn day(date: Date, by: Date) -> String {
    let year = if date.year() == by.year() { String::new() } else { format!("{}年\n", date.year()) };
    format!("{year}{}", date.format("%m-%d"))
}

/// A table under its heading row; nothing where there are no rows.
fn table<const N: usize>(
    names: &[&str; N],
    widths: &[u32; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Option<Block> {
    let head = names.iter().map(|n| PaperCell::label(n)).collect();
    let mut all: Vec<Vec<PaperCell>> = vec![head];
    all.extend(rows.map(|cells| cells.into_iter().map(PaperCell::content).collect()));
    (all.len() > 1).then(|| Block::Table { widths: widths.to_vec(), rows: all })
}
