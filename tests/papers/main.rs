//! Every paper of the sample branch as a Word file, read back: its texts, its tables' widths, its head rows.
//! Not here: the figures of a single record (`office`).

#![cfg(test)]

mod handbook;
mod handed_in;
mod libreoffice;
mod meetings;
mod sheets;

use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, WidthType, read_docx};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;
use zhibu::{
    book::{Book, Clock, InHand, demo_book, papers, print},
    model::{
        activity::{ActivityKind, Meeting},
        date::{Date, Period},
        field::FieldType,
        ledger::LedgerEntry,
        paper::{Block, Paper, PaperCell},
        sheet::Which,
        vote::Vote,
    },
    text::width::width,
};

/// Columns of a form on a portrait and on a landscape page, in twips.
const TEXT_WIDTHS: [usize; 2] = [11_906 - 2 * 1_304, 16_838 - 2 * 1_304];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn sample() -> (Book, TempDir) {
    demo_book(Clock::fixed(day("2026-11-21"))).unwrap()
}

fn latest(book: &Book, kind: &str) -> Meeting {
    let row = [2026, 2025].into_iter().find_map(|y| book.activities(y).unwrap().into_iter().rfind(|r| r.kind == kind));
    book.meeting(row.unwrap_or_else(|| panic!("no {kind}")).id).unwrap().unwrap()
}

/// A 党员大会 of long minutes with three votes.
fn long_meeting(book: &Book) -> Meeting {
    let mut m = latest(book, "members_meeting");
    m.activity.minutes = "李书记:先说东头那段路,去年冻坏了三处,今年汛期前必须修好,钱从集体经济里出一半。\n".repeat(60);
    let vote = |matter: &str| Vote { matter: matter.into(), agree: 40, against: 1, abstain: 2, ..Vote::default() };
    m.votes = ["接收柳青为预备党员", "村东道路硬化的资金安排", "年度困难党员帮扶名单"].map(vote).to_vec();
    m
}

/// What is still to be done this year.
fn before_inspection(book: &Book) -> Paper {
    let (score, by) = (own_sheet(book).score, day("2026-12-31"));
    papers::todo_paper("青石桥村党支部", &score, &book.todo(&score, by).unwrap(), by)
}

/// This year's own scoring sheet.
fn own_sheet(book: &Book) -> InHand {
    book.sheet_in_hand(&Which::running("village", 2026), None).unwrap()
}

/// A row with something in every field.
fn ledger_rows(book: &Book, ledger: &str) -> Vec<LedgerEntry> {
    let mut row = book.new_ledger_row(ledger).unwrap();
    (row.title, row.due_on) = ("=村口公示栏内容陈旧,多处脱落".into(), Some(day("2026-12-21")));
    book.ledger(ledger).fields.iter().for_each(|f| row.set(&f.id, "2026-11-30"));
    vec![row]
}

/// A record of a kind with something in every field.
fn filled(book: &Book, kind: &ActivityKind) -> Meeting {
    let mut m = book.new_meeting(&kind.id, "", day("2026-11-06")).unwrap();
    m.activity.title = format!("{}的{}", kind.name, kind.title_label);
    m.activity.minutes = "先学文件,后议事。\n议定的事公开。".into();
    for field in &kind.fields {
        let text = match &field.kind {
            FieldType::YesNo => "是".to_owned(),
            FieldType::Number => "3".to_owned(),
            FieldType::Date => "2026-11-06".to_owned(),
            FieldType::Choice(choices) => choices[0].clone(),
            FieldType::Line | FieldType::Lines | FieldType::Person => format!("{}写在这里", field.label),
        };
        m.activity.extra.insert(field.id.clone(), text);
    }
    m
}

/// Every paper, by the name of its file.
fn all(book: &Book) -> BTreeMap<String, Paper> {
    let talk = book.new_meeting("heart_talk", "", day("2026-11-06")).unwrap();
    let ledger = |id: &str| papers::ledger_paper(&book.ledger_table(&book.ledger(id), &ledger_rows(book, id)));
    let by_row = |id: &str| book.row_paper(&book.ledger(id), &ledger_rows(book, id)[0]).unwrap();
    let handed_out = |id: &str| book.ledger_rows_paper(&book.ledger(id), &ledger_rows(book, id)).unwrap();
    let kinds = &book.catalog().kinds;
    let held = |kind: &ActivityKind| {
        [2025, 2026].iter().any(|y| book.activities(*y).unwrap().iter().any(|r| r.kind == kind.id))
    };
    let records =
        kinds.iter().filter(|k| held(k)).map(|k| (format!("{}一次", k.name), book.meeting_paper(&latest(book, &k.id))));
    let whole = kinds.iter().map(|k| (k.name.clone(), book.meeting_paper(&filled(book, k))));
    let mut papers = BTreeMap::from([
        ("党员大会长记录".into(), book.meeting_paper(&long_meeting(book))),
        ("签到表".into(), book.sign_in_paper(&latest(book, "theme_day"))),
        ("空白签到表".into(), book.sign_in_paper(&talk)),
        ("党日材料".into(), book.pack_paper(Period::month(2026, 10)).unwrap()),
        ("工作手册".into(), book.handbook_paper(2026, true).unwrap()),
        ("党员信息页".into(), book.member_paper(book.members().unwrap()[0].id).unwrap()),
        ("花名册".into(), papers::table_paper(&book.roster_table(true).unwrap())),
        ("得分表".into(), book.score_paper(&own_sheet(book))),
        ("佐证清单".into(), book.evidence_paper(&own_sheet(book)).unwrap()),
        ("空白评分表".into(), book.blank_sheet_paper(&own_sheet(book))),
        ("迎检待办清单".into(), before_inspection(book)),
        ("评分对照".into(), papers::table_paper(&book.comparison_table(2026, None).unwrap())),
        ("整改台账".into(), ledger("rectification")),
        ("四议两公开台账".into(), ledger("procedures")),
        ("决策实施登记表".into(), by_row("procedures")),
        ("发展党员台账".into(), ledger("development")),
        ("设岗定责台账".into(), ledger("posts")),
        ("积分台账".into(), ledger("points")),
        ("发展党员一人一份".into(), handed_out("development")),
        ("整改通知单".into(), handed_out("rectification")),
        ("书记抓党建".into(), handed_out("secretary")),
    ]);
    papers.extend(records.chain(whole));
    papers
}

#[derive(Debug, Default)]
struct Read {
    texts: Vec<String>,
    tables: usize,
}

/// What a reader of Word files finds; fails on a table whose cells do not fill its grid.
fn read(name: &str, bytes: &[u8]) -> Read {
    let mut out = Read::default();
    for child in read_docx(bytes).unwrap().document.children {
        let table = match child {
            DocumentChild::Paragraph(p) => {
                out.texts.push(p.raw_text());
                continue;
            }
            DocumentChild::Table(table) => table,
            _ => continue,
        };
        out.tables += 1;
        let total: usize = table.grid.iter().sum();
        assert!(TEXT_WIDTHS.contains(&total), "{name}: a table of {total} twips");
        for TableChild::TableRow(row) in table.rows {
            let (mut width, mut span) = (0, 0);
            for TableRowChild::TableCell(cell) in row.cells {
                let json = serde_json::to_value(&cell.property).unwrap();
                assert_eq!(json["width"]["widthType"], serde_json::to_value(WidthType::Dxa).unwrap());
                width += json["width"]["width"].as_u64().unwrap();
                span += json["gridSpan"].as_u64().unwrap_or(1);
                out.texts.extend(cell.children.iter().filter_map(|c| match c {
                    TableCellContent::Paragraph(p) => Some(p.raw_text()),
                    _ => None,
                }));
            }
            assert_eq!((width as usize, span as usize), (total, table.grid.len()), "{name}: a row off the grid");
        }
    }
    out
}

/// Every text that stands on a paper, line by line.
fn texts(paper: &Paper) -> Vec<String> {
    let mut out = vec![paper.title.clone()];
    for block in &paper.blocks {
        match block {
            Block::Text(t) | Block::Heading(t) | Block::Sheet(t) => out.push(t.clone()),
            Block::Table { rows, .. } => out.extend(rows.iter().flatten().map(|c| c.text.clone())),
            Block::Signatures(labels) => out.extend(labels.clone()),
            Block::Cover(lines) => out.extend(lines.clone()),
            Block::Photos(photos) => out.extend(photos.iter().map(|p| p.name.clone())),
        }
    }
    out.iter().flat_map(|t| t.lines()).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

fn bytes(paper: &Paper) -> Vec<u8> {
    print::paper_bytes(paper, "docx").unwrap().unwrap()
}

#[test]
fn every_paper_is_read_back_whole() {
    let (book, _folder) = sample();
    for (name, paper) in all(&book) {
        let read = read(&name, &bytes(&paper));
        let forms = paper.blocks.iter().filter(|b| matches!(b, Block::Table { .. })).count();
        assert_eq!(read.tables, forms, "{name}");
        for text in texts(&paper) {
            assert!(read.texts.iter().any(|t| t.contains(&text)), "{name} lacks {text:?}");
        }
    }
}

/// Every mark of a text but blanks and the drawn rules.
fn marks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"|-+=_".contains(*c)).collect()
}

#[test]
fn on_screen_a_paper_fits_its_window_and_loses_no_word() {
    let (book, _folder) = sample();
    for (name, paper) in all(&book) {
        // A landscape table is for paper: eighteen columns do not fit a narrow window.
        for cols in if paper.landscape { vec![76] } else { vec![76, 56, 40] } {
            let lines = papers::paper_lines(&paper, cols);
            for line in &lines {
                assert!(width(&line.text) <= cols, "{name} in {cols}: {:?}", line.text);
            }
            let ruled = lines.iter().filter(|l| l.text.starts_with(['|', '+']));
            let widths: BTreeSet<usize> = ruled.map(|l| width(&l.text)).collect();
            assert_eq!(widths.len(), 1, "{name} in {cols}: the right edge is straight, {widths:?}");
        }
    }
    // Where no cell is broken over lines, every text stands there in one piece.
    let paper = book.meeting_paper(&latest(&book, "theme_day"));
    let shown = marks(&papers::paper_lines(&paper, 400).iter().map(|l| l.text.as_str()).collect::<String>());
    for text in texts(&paper) {
        assert!(shown.contains(&marks(&text)), "{text:?} in {shown}");
    }
}

#[test]
fn what_would_harm_a_terminal_is_not_shown() {
    let (book, _folder) = sample();
    let mut m = latest(&book, "theme_day");
    m.activity.place = "村部\u{1b}[31m".into();
    let lines = papers::paper_lines(&book.meeting_paper(&m), 76);
    assert!(lines.iter().any(|l| l.text.contains("村部·[31m")));
    assert!(lines.iter().all(|l| !l.text.contains(char::is_control)));
}

/// The cells of the table whose head begins with these words.
fn table(paper: &Paper, head: &[&str]) -> Vec<Vec<String>> {
    let forms = paper.blocks.iter().filter_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
    let text = |rows: &Vec<_>| -> Vec<Vec<String>> {
        rows.iter().map(|r: &Vec<PaperCell>| r.iter().map(|c| c.text.clone()).collect()).collect()
    };
    forms.map(text).find(|rows| rows[0].iter().zip(head).all(|(a, b)| a == b) && rows[0].len() >= head.len()).unwrap()
}
