//! 支部工作手册: a year of a branch in one file, from the cover to the year's figures.
//! Not here: reading what stands in it (`print`), single records.

mod figures;
mod quarter;

use super::words::chinese;
use crate::{
    model::{
        activity::ActivityKind,
        date::{Date, PartialDate},
        duty::Entry,
        member::{Member, Role, Standing},
        org::Org,
        paper::{Block, Paper, PaperCell},
        reading::{Reading, Since},
    },
    store::activity::ActivityRow,
    text::number::counting_key,
};
/// What a year's handbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Handbook<'a> {
    pub org: &'a Org,
    /// The name of the organisation above the branch; empty where that is not known.
    pub superior: &'a str,
    pub year: i32,
    /// The day that the roster and the duties are as of.
    pub on: Date,
    /// The members who belonged to the branch on that day, by number.
    pub members: &'a [(Member, Standing)],
    /// The activities of the year, by day.
    pub activities: &'a [ActivityRow],
    /// Every duty in every period of the year.
    pub calendar: &'a [Entry],
    pub kinds: &'a [ActivityKind],
    /// What the superior wrote about quarters of the year, and what was done to their records since.
    pub readings: &'a [(Reading, Since)],
    /// Phone numbers are printed without their middle.
    pub masked: bool,
}

/// The 支部工作手册: cover, branch and committee, roster, plan, four quarters, the year's figures, summary. Plan and summary
/// are room to write: nothing in the records says them.
pub fn handbook_paper(book: &Handbook) -> Paper {
    let org = book.org;
    let mut cover = vec![format!("{}年度", book.year), org.name.clone()];
    if !book.superior.is_empty() {
        cover.push(format!("上级党组织:{}", book.superior));
    }
    cover.push(format!("数据截至{}", chinese(book.on)));
    let mut blocks = vec![Block::Cover(cover)];
    branch(book, &mut blocks);
    roster(book, &mut blocks);
    room(&mut blocks, "年度工作计划");
    for index in 1..=4 {
        quarter::sheet(book, index, &mut blocks);
    }
    figures::sheet(book, &mut blocks);
    room(&mut blocks, "年度工作总结");
    blocks.push(Block::Signatures(vec!["支部书记(签字)".into(), "日期".into()]));
    Paper { title: "支部工作手册".into(), landscape: false, blocks }
}

fn branch(book: &Handbook, blocks: &mut Vec<Block>) {
    let org = book.org;
    let count = |wanted: Standing| book.members.iter().filter(|(_, s)| *s == wanted).count();
    let mut groups: Vec<&str> = book.members.iter().map(|(m, _)| m.group.as_str()).filter(|g| !g.is_empty()).collect();
    groups.sort_by_cached_key(|name| counting_key(name));
    groups.dedup();
    let figure = |label: &str, text: String| vec![PaperCell::label(label), PaperCell::content(text)];
    let rows = vec![
        figure("党组织名称", org.name.clone()),
        figure("类别", org.kind.name().to_owned()),
        figure("上级党组织", book.superior.to_owned()),
        figure("成立时间", org.founded.map(|d| d.to_string()).unwrap_or_default()),
        figure("党员", format!("{}名", book.members.len())),
        figure("其中", format!("正式党员{}名,预备党员{}名", count(Standing::Full), count(Standing::Probationary))),
        figure(
            "党小组",
            if groups.is_empty() { String::new() } else { format!("{}个:{}", groups.len(), groups.join("、")) },
        ),
        figure("主题党日", format!("每月{}日", org.theme_day)),
    ];
    blocks.push(Block::Sheet("支部基本情况".into()));
    blocks.push(Block::Table { widths: vec![25, 75], rows });

    let mut committee: Vec<(Role, &Member)> = book.members.iter().filter_map(|(m, _)| m.role.map(|r| (r, m))).collect();
    committee.sort_by_key(|(role, m)| (*role, m.no));
    let head = ["党内职务", "姓名", "性别", "出生日期", "学历", "联系电话"];
    let mut rows: Vec<_> = committee
        .into_iter()
        .map(|(role, m)| {
            let sex = m.sex.map_or("", |s| s.name());
            [role.name().into(), m.name.clone(), sex.into(), date(m.birth), m.education.clone(), phone(book, m)]
                .to_vec()
        })
        .collect();
    if rows.is_empty() {
        rows = vec![vec![String::new(); head.len()]; 3];
    }
    blocks.push(Block::Heading("支部委员会".into()));
    blocks.push(table(&head, &[14, 14, 8, 18, 22, 24], rows));
}

fn roster(book: &Handbook, blocks: &mut Vec<Block>) {
    let head = ["序号", "姓名", "性别", "民族", "出生日期", "学历", "类别", "入党时间", "党小组", "联系电话"];
    let rows = book.members.iter().map(|(m, standing)| {
        let standing = match standing {
            Standing::Full => "正式",
            Standing::Probationary => "预备",
        };
        vec![
            m.no.to_string(),
            m.name.clone(),
            m.sex.map_or("", |s| s.name()).to_owned(),
            m.ethnicity.clone(),
            date(m.birth),
            m.education.clone(),
            standing.to_owned(),
            date(m.joined),
            m.group.clone(),
            phone(book, m),
        ]
    });
    blocks.push(Block::Sheet("党员花名册".into()));
    blocks.push(table(&head, &[6, 11, 6, 7, 14, 8, 6, 14, 13, 15], rows.collect()));
    blocks.push(Block::Text(format!("截至{},共{}名。", chinese(book.on), book.members.len())));
}

/// A page to write on.
fn room(blocks: &mut Vec<Block>, title: &str) {
    blocks.push(Block::Sheet(title.to_owned()));
    blocks.push(Block::Table { widths: vec![1], rows: vec![vec![PaperCell::content("").room(28)]] });
}

/// A date with dots: a hyphen would let it break over two lines.
fn date(date: Option<PartialDate>) -> String {
    date.map(|d| d.to_string().replace('-', ".")).unwrap_or_default()
}

/// A list under a head, everything in the middle of its cell.
fn table(head: &[&str], widths: &[u32], rows: Vec<Vec<String>>) -> Block {
    let head = head.iter().map(|h| PaperCell::label(h)).collect();
    let rows = rows.into_iter().map(|cells| cells.into_iter().map(|c| PaperCell::content(c).centred()).collect());
    Block::Table { widths: widths.to_vec(), rows: std::iter::once(head).chain(rows).collect() }
}

fn phone(book: &Handbook, member: &Member) -> String {
    if book.masked { member.phone.to_string() } else { member.phone.whole().to_owned() }
}
