//! Papers of single meetings: who signs in, the notice, the pack of a theme day with its photos.

use crate::{bytes, day, latest, sample};
use docx_rs::{DocumentChild, read_docx};
use std::fs;
use tempfile::TempDir;
use zhibu::{
    book::Book,
    model::{
        activity::{Meeting, Roll},
        date::Period,
        paper::{Block, Paper, head_rows},
    },
};

/// Numbers and names of a sign-in sheet, page by page, each page down the left column first.
fn signing(paper: &Paper) -> Vec<Vec<(String, String)>> {
    let forms = paper.blocks.iter().filter_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
    forms
        .map(|rows| {
            assert_eq!(head_rows(rows), 1, "every page has its head");
            let lines = || rows.iter().skip(1).filter(|r| r.len() == 6);
            let half = |at: usize| lines().map(move |r| (r[at].text.clone(), r[at + 1].text.clone()));
            assert!(lines().all(|r| r[2].text.is_empty() && r[5].text.is_empty()), "room to sign");
            half(0).chain(half(3)).filter(|(no, _)| !no.is_empty()).collect()
        })
        .collect()
}

#[test]
fn the_sign_in_sheet_has_everybody_once_under_the_numbers_of_the_roll_call() {
    let (book, _folder) = sample();
    let meeting = latest(&book, "theme_day");
    let pages = signing(&book.sign_in_paper(&meeting));
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [40, 6], "40 to a page");
    let due: Vec<_> = meeting.attendance.iter().map(|a| (a.no.to_string(), a.name.clone())).collect();
    assert_eq!(pages.concat(), due, "in the order of the roll, whoever came");
    let mut corrected = meeting;
    corrected.attendance[0].roll = Roll::NotDue;
    corrected.attendance[1].roll = Roll::Observer;
    assert_eq!(signing(&book.sign_in_paper(&corrected)).concat(), due[2..], "who is not due has no line");
    let nobody = book.sign_in_paper(&book.new_meeting("heart_talk", "", day("2026-11-06")).unwrap());
    assert_eq!(signing(&nobody), [vec![]], "empty lines to write on");
}

#[test]
fn a_notice_says_what_is_known_and_leaves_the_rest_to_fill_in() {
    let (book, _folder) = sample();
    let mut m = book.new_meeting("members_meeting", "", day("2026-12-05")).unwrap();
    m.activity.starts = "09:00".into();
    m.activity.title = "审议年度工作总结".into();
    m.activity.topics = "1.总结\n2.下年计划".into();
    let text = book.notice_text(&m);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "关于召开党员大会的通知");
    assert_eq!(lines[2], "时间:2026年12月5日(星期六) 09:00");
    assert_eq!(lines[3], format!("地点:{}", m.activity.place));
    assert_eq!(lines[4..8], ["议题:", "审议年度工作总结", "1.总结", "2.下年计划"]);
    assert_eq!(lines[8], "参加人员:支部全体党员");
    assert_eq!(*lines.last().unwrap(), "青石桥村党支部");
    m.activity.place.clear();
    m.activity.starts.clear();
    let text = book.notice_text(&m);
    assert!(text.contains("地点:____") && text.contains("(星期六) ____"), "{text}");
    let group = book.new_meeting("group_meeting", "第二党小组", day("2026-12-05")).unwrap();
    assert!(book.notice_text(&group).contains("参加人员:第二党小组全体党员"));
    let day = book.new_meeting("theme_day", "", day("2026-12-05")).unwrap();
    let text = book.notice_text(&day);
    assert!(text.starts_with("关于开展主题党日的通知") && text.contains("主题:____"), "{text}");
}

#[test]
fn the_pack_of_a_month_holds_plan_sheet_and_record_of_each_theme_day() {
    let (book, _folder) = sample();
    let paper = book.pack_paper(Period::month(2026, 10)).unwrap();
    let sheets: Vec<&str> =
        paper.blocks.iter().filter_map(|b| if let Block::Sheet(t) = b { Some(t.as_str()) } else { None }).collect();
    assert_eq!(paper.title, "主题党日计划");
    assert_eq!(sheets, ["主题党日签到表", "主题党日签到表(续)", "主题党日记录"]);
    let none = book.pack_paper(Period::month(2026, 12)).unwrap_err().to_string();
    assert!(none.contains("2026年12月没有主题党日"), "{none}");
}

#[test]
fn a_talk_is_printed_as_the_form_of_talks_and_loses_nothing() {
    let (book, _folder) = sample();
    let mut m = book.new_meeting("heart_talk", "", day("2026-11-06")).unwrap();
    // As the last talk had them.
    (m.activity.chair, m.activity.recorder) = Default::default();
    let form = |m: &Meeting| {
        let paper = book.meeting_paper(m);
        let Some(Block::Signatures(signed)) = paper.blocks.last().cloned() else { panic!() };
        let rows = paper.blocks.iter().find_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
        let pairs = rows.unwrap().iter().flat_map(|r| r.chunks(2)).map(|p| format!("{}={}", p[0].text, p[1].text));
        (pairs.collect::<Vec<_>>(), signed)
    };
    let (rows, signed) = form(&m);
    let labels: Vec<&str> = rows.iter().map(|r| r.split('=').next().unwrap()).collect();
    assert_eq!(labels[..6], ["时间", "地点", "谈话人", "谈话对象", "类型", "主题"]);
    assert_eq!(labels[6..], ["谈话内容", "意见建议", "后续安排"], "room to write, and nothing else");
    assert_eq!(signed, ["谈话人(签字)", "谈话对象(签字)"]);
    m.activity.extra.insert("talker".into(), "曾庆和".into());
    m.activity.extra.insert("血型".into(), "O型".into());
    m.activity.chair = "李书记".into();
    m.attendance = book.roster_on(day("2026-11-06")).unwrap()[1..3].to_vec();
    m.attendance[0].roll = Roll::Present;
    (m.attendance[1].roll, m.attendance[1].reason) = (Roll::Excused, "外出".into());
    let (rows, _) = form(&m);
    let names: Vec<&str> = m.attendance.iter().map(|a| a.name.as_str()).collect();
    let away = format!("请假、缺席\n人员及原因=请假1人:{}(外出)", names[1]);
    assert!(rows.contains(&away), "in a row of its own: {rows:?}");
    for row in ["谈话人=曾庆和", &format!("谈话对象={}", names[0]), "血型=O型", "主持人=李书记"] {
        assert!(rows.iter().any(|r| r == row), "{row}: {rows:?}");
    }
}

/// A grey PNG of 40 by 30 that every program can show.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0, 123, 182, 3,
    1, 0, 0, 0, 24, 73, 68, 65, 84, 120, 218, 99, 104, 32, 18, 48, 140, 42, 28, 85, 56, 170, 112, 84, 225, 96, 86, 8,
    0, 193, 61, 88, 31, 30, 220, 245, 59, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// The sample's last theme day with three photos and a file that is none.
pub fn with_photos() -> (Book, TempDir) {
    let (mut book, folder) = sample();
    let id = latest(&book, "theme_day").activity.id;
    for i in 1..=3 {
        let file = folder.path().join(format!("照片{i}.png"));
        // Bytes after the end of a picture are no part of it, but make it another content.
        fs::write(&file, [PNG, &[i]].concat()).unwrap();
        book.attach(id, &file).unwrap();
    }
    let note = folder.path().join("签到扫描.pdf");
    fs::write(&note, "%PDF-1.4").unwrap();
    book.attach(id, &note).unwrap();
    (book, folder)
}

#[test]
fn photos_stand_two_to_a_page_and_what_is_none_is_named() {
    let (book, _folder) = with_photos();
    let paper = book.pack_paper(Period::month(2026, 11)).unwrap();
    let at = paper.blocks.iter().position(|b| *b == Block::Sheet("主题党日照片".into())).unwrap();
    let [Block::Photos(photos), Block::Text(others)] = &paper.blocks[at + 1..] else { panic!() };
    assert_eq!(
        photos.iter().map(|p| (p.name.as_str(), p.width, p.height)).collect::<Vec<_>>(),
        [("照片1.png", 40, 30), ("照片2.png", 40, 30), ("照片3.png", 40, 30)]
    );
    assert_eq!(others, "未印的附件:签到扫描.pdf");
    let bytes = bytes(&paper);
    assert_eq!(bytes, self::bytes(&paper), "printing again gives the same file");
    let docx = read_docx(&bytes).unwrap();
    assert_eq!(docx.images.len(), 3);
    let breaks = docx.document.children.iter().filter(|c| match c {
        DocumentChild::Paragraph(p) => p.property.page_break_before == Some(true),
        _ => false,
    });
    let sheets = paper.blocks.iter().filter(|b| matches!(b, Block::Sheet(_))).count();
    assert_eq!(breaks.count(), sheets + 1, "the third photo begins a page");
}
