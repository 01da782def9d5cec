//! 党员信息页: one person with everything that the roster knows, what happened to the membership, and how this year went.
//! Not here: reading it (`book::print`), the roster (`table`), who owes which dues (`model::dues`).

use super::words::{FOUR_COLUMNS, chinese, pair, wide};
use crate::{
    model::{
        activity::Roll,
        date::Date,
        dues::year::DuesYear,
        member::{Member, MemberEvent},
        paper::{Block, Paper, PaperCell},
    },
    store::attendance::Attended,
    text::mask::mask_text,
};
use chrono::Datelike;
use std::collections::BTreeMap;

/// Columns of a roster that stand beside each other, and those that need a row of their own.
const SHORT: [&str; 14] = [
    "性别",
    "民族",
    "出生日期",
    "公民身份号码",
    "学历",
    "人员类别",
    "入党时间",
    "转正时间",
    "党小组",
    "从业情况",
    "联系电话",
    "流动党员",
    "外出地点",
    "支委职务",
];
const LONG: [&str; 3] = ["职务", "家庭住址", "备注"];

/// What stands on one person's page.
pub struct MemberPage<'a> {
    /// The organisation's name.
    pub org: &'a str,
    pub member: &'a Member,
    /// What happened to the membership, the earliest first.
    pub events: &'a [MemberEvent],
    /// This year's activities on whose roll the person stands.
    pub attended: &'a [Attended],
    /// The names of the kinds of activity by their ids.
    pub kinds: &'a BTreeMap<String, String>,
    /// This year's dues of this member alone.
    pub dues: &'a DuesYear,
    /// The day on which it is printed.
    pub today: Date,
}

/// The page with numbers of people masked. What is empty is left out.
pub fn member_paper(page: &MemberPage<'_>) -> Paper {
    let (m, today) = (page.member, page.today);
    let mut blocks = vec![Block::Text(format!("党组织:{}\u{3000}\u{3000}打印日期:{}", page.org, chinese(today)))];
    blocks.push(Block::Table { widths: FOUR_COLUMNS.to_vec(), rows: person(m, today) });
    if !page.events.is_empty() {
        blocks.push(Block::Heading("组织关系和职务变动".into()));
        let mut rows = vec![["日期", "变动", "说明"].map(PaperCell::label).to_vec()];
        rows.extend(
            page.events.iter().map(|e| [e.on.to_string(), e.what(), e.detail.clone()].map(PaperCell::content).to_vec()),
        );
        blocks.push(Block::Table { widths: vec![20, 40, 40], rows });
    }
    blocks.push(Block::Heading(format!("{}年参加组织生活", today.year())));
    blocks.extend(attendance(page));
    if let Some(line) = page.dues.lines.first().filter(|l| !l.standards.is_empty() || !l.payments.is_empty()) {
        blocks.push(Block::Heading(format!("{}年党费", page.dues.year)));
        blocks.push(Block::Text(page.dues.words(line)));
    }
    blocks.push(Block::Text("身份证号、电话已隐去中间几位。内部使用,不张贴公开。".into()));
    Paper { title: "党员信息页".into(), landscape: false, blocks }
}

/// Everything that is known of the person, the name and the number first.
fn person(m: &Member, today: Date) -> Vec<Vec<PaperCell>> {
    let mut rows = vec![pair("姓名", &m.name, "编号", m.no.to_string())];
    let known = SHORT.iter().map(|name| (*name, shown(m, name, today))).filter(|(_, text)| !text.is_empty());
    let known: Vec<(&str, String)> = known.collect();
    for two in known.chunks(2) {
        rows.push(match two {
            [(l1, t1), (l2, t2)] => pair(l1, t1, l2, t2),
            _ => two.iter().flat_map(|(label, text)| wide(label, text, 1)).collect(),
        });
    }
    let long = LONG.iter().map(|name| ((*name).to_owned(), shown(m, name, today)));
    let further = m.extra.iter().map(|(name, text)| (name.clone(), mask_text(text).into_owned()));
    rows.extend(long.chain(further).filter(|(_, text)| !text.is_empty()).map(|(name, text)| wide(&name, text, 1)));
    rows
}

/// A column's value as it may stand on paper; empty where nothing is known.
fn shown(m: &Member, column: &str, today: Date) -> String {
    match column {
        "出生日期" => {
            let age = m.age_on(today).map_or(String::new(), |age| format!("({age}岁)"));
            m.birth.map_or(String::new(), |birth| format!("{birth}{age}"))
        }
        "公民身份号码" => m.id_number.to_string(),
        "联系电话" => m.phone.to_string(),
        "支委职务" => m.role.map_or(String::new(), |role| role.name().to_owned()),
        "职务" => mask_text(&m.post).into_owned(),
        _ => mask_text(&m.column(column).unwrap_or_default()).into_owned(),
    }
}

/// How often the person was due and came, by kind of activity, and in all.
fn attendance(page: &MemberPage<'_>) -> Vec<Block> {
    const ROLLS: [Roll; 4] = [Roll::Present, Roll::Excused, Roll::Absent, Roll::Unmarked];
    let due: Vec<&Attended> = page.attended.iter().filter(|a| a.roll.is_due()).collect();
    let guest = page.attended.iter().filter(|a| a.roll == Roll::Observer).count();
    let count = |of: &[&Attended], roll| of.iter().filter(|a| a.roll == roll).count();
    let mut words = format!("应到{}次", due.len());
    for (roll, n) in ROLLS.map(|roll| (roll, count(&due, roll))) {
        if roll == Roll::Present || n > 0 {
            words += &format!(",{}{n}次", roll.name());
        }
    }
    if guest > 0 {
        words += &format!(";另列席{guest}次");
    }
    let mut by_kind: BTreeMap<&str, Vec<&Attended>> = BTreeMap::new();
    for a in &due {
        by_kind.entry(page.kinds.get(&a.kind).map_or(a.kind.as_str(), String::as_str)).or_default().push(a);
    }
    let mut blocks = vec![Block::Text(words)];
    if !by_kind.is_empty() {
        let heads = ["类别", "应到"].into_iter().chain(ROLLS.map(Roll::name));
        let mut rows = vec![heads.map(PaperCell::label).collect::<Vec<_>>()];
        rows.extend(by_kind.iter().map(|(kind, of)| {
            let figures = std::iter::once(of.len()).chain(ROLLS.map(|roll| count(of, roll)));
            let cells = figures.map(|n| PaperCell::content(n.to_string()).centred());
            std::iter::once(PaperCell::content(*kind)).chain(cells).collect()
        }));
        blocks.push(Block::Table { widths: vec![30, 14, 14, 14, 14, 14], rows });
    }
    blocks
}
