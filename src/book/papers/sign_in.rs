//! The sign-in sheet: the people due in roster order under the numbers that are typed at the roll call, with room to sign.
//! Not here: who came (`record`).

use super::words::{BLANK, agenda, due, kind_name, when};
use crate::model::{
    activity::{ActivityKind, Meeting},
    paper::{Block, Paper, PaperCell},
};

/// Lines on one page; each has two people.
const LINES: usize = 20;

/// The 签到表 of everybody due, by number, in two columns of at most 20 to a page; empty lines where nobody is due by
/// name.
pub fn sign_in_paper(org: &str, kind: Option<&ActivityKind>, meeting: &Meeting) -> Paper {
    let a = &meeting.activity;
    let title = format!("{}签到表", kind_name(kind, a));
    let place = if a.place.is_empty() { BLANK } else { &a.place };
    let mut blocks = vec![
        Block::Text(format!(
            "党组织:{org}{}",
            if a.group.is_empty() { String::new() } else { format!(" {}", a.group) }
        )),
        Block::Text(format!("时间:{}\u{3000}\u{3000}地点:{place}", when(a))),
    ];
    if let Some((label, text)) = agenda(kind, a).into_iter().find(|(_, text)| !text.is_empty()) {
        blocks.push(Block::Text(format!("{label}:{}", text.replace('\n', ";"))));
    }

    let mut people: Vec<(String, &str)> =
        due(meeting).map(|p| (if p.no == 0 { String::new() } else { p.no.to_string() }, p.name.as_str())).collect();
    if people.is_empty() {
        people = vec![(String::new(), ""); 2 * LINES];
    }
    let pages: Vec<_> = people.chunks(2 * LINES).collect();
    for (i, page) in pages.iter().enumerate() {
        if i > 0 {
            blocks.push(Block::Sheet(format!("{title}(续)")));
        }
        let mut rows = page_rows(page);
        if i + 1 == pages.len() {
            rows.push(vec![PaperCell::label("列席\n人员"), PaperCell::content("").span(5).room(2)]);
        }
        blocks.push(Block::Table { widths: vec![8, 14, 28, 8, 14, 28], rows });
    }
    Paper { title, landscape: false, blocks }
}

/// Down the left column, then down the right one, under a head.
fn page_rows(people: &[(String, &str)]) -> Vec<Vec<PaperCell>> {
    let half = people.len().div_ceil(2);
    let (left, right) = people.split_at(half);
    let person = |p: Option<&(String, &str)>| {
        let (no, name) = p.map_or(("", ""), |(no, name)| (no.as_str(), *name));
        [PaperCell::content(no).centred(), PaperCell::content(name).centred(), PaperCell::content("")]
    };
    let head = ["编号", "姓名", "签到", "编号", "姓名", "签到"].map(PaperCell::label).to_vec();
    let lines = (0..half).map(|i| person(left.get(i)).into_iter().chain(person(right.get(i))).collect());
    std::iter::once(head).chain(lines).collect()
}
