//! Every paper of the sample branch as a Word file, read back: its texts, its tables' widths, its head rows; and opened
//! by LibreOffice where the machine has it. Not here: the figures of a single record (`office`).

use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, WidthType, read_docx};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};
use tempfile::TempDir;
use zhibu::{
    book::{Book, Clock, InHand, demo_book, papers, print},
    model::{
        activity::{Meeting, Roll},
        date::{Date, Period},
        duty::Status,
        id::EventId,
        ledger::LedgerEntry,
        member::{EventKind, MemberEvent},
        paper::{Block, FormCell, Paper, head_rows},
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

/// Every paper, by the name of its file.
fn all(book: &Book) -> BTreeMap<String, Paper> {
    let record = |kind: &str| book.meeting_paper(&latest(book, kind));
    let mut five = book.new_meeting("theme_day_five", "", day("2026-11-05")).unwrap();
    five.activity.title = "环境整治".into();
    let mut talk = book.new_meeting("heart_talk", "", day("2026-11-06")).unwrap();
    talk.activity.title = "谈心".into();
    let ledger = |id: &str| papers::ledger_paper(&book.ledger_table(&book.ledger(id), &ledger_rows(book, id)));
    let handed_out = |id: &str| book.ledger_rows_paper(&book.ledger(id), &ledger_rows(book, id)).unwrap();
    BTreeMap::from([
        ("党员大会".into(), book.meeting_paper(&long_meeting(book))),
        ("支委会".into(), record("committee_meeting")),
        ("党小组会".into(), record("group_meeting")),
        ("主题党日".into(), record("theme_day")),
        ("五位一体".into(), book.meeting_paper(&five)),
        ("谈心谈话".into(), book.meeting_paper(&talk)),
        ("党课".into(), record("lecture")),
        ("民主评议".into(), record("appraisal")),
        ("组织生活会".into(), record("organisation_life")),
        ("签到表".into(), book.sign_in_paper(&latest(book, "theme_day"))),
        ("空白签到表".into(), book.sign_in_paper(&talk)),
        ("党日材料".into(), book.pack_paper(Period::month(2026, 10)).unwrap()),
        ("工作手册".into(), book.handbook_paper(2026, true).unwrap()),
        ("花名册".into(), papers::table_paper(&book.roster_table(true).unwrap())),
        ("得分表".into(), book.score_paper(&own_sheet(book))),
        ("佐证清单".into(), book.evidence_paper(&own_sheet(book)).unwrap()),
        ("空白评分表".into(), book.blank_sheet_paper(&own_sheet(book))),
        ("迎检待办清单".into(), papers::todo_paper("青石桥村党支部", &own_sheet(book).score, day("2026-12-31"))),
        ("评分对照".into(), papers::table_paper(&book.comparison_table(2026, None).unwrap())),
        ("整改台账".into(), ledger("rectification")),
        ("四议两公开台账".into(), ledger("procedures")),
        ("整改通知单".into(), handed_out("rectification")),
        ("书记抓党建".into(), handed_out("secretary")),
    ])
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
            Block::Form { rows, .. } => out.extend(rows.iter().flatten().map(|c| c.text.clone())),
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
        let forms = paper.blocks.iter().filter(|b| matches!(b, Block::Form { .. })).count();
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

/// Numbers and names of a sign-in sheet, page by page, each page down the left column first.
fn signing(paper: &Paper) -> Vec<Vec<(String, String)>> {
    let forms = paper.blocks.iter().filter_map(|b| if let Block::Form { rows, .. } = b { Some(rows) } else { None });
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

/// A grey PNG of 40 by 30 that every program can show.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0, 123, 182, 3,
    1, 0, 0, 0, 24, 73, 68, 65, 84, 120, 218, 99, 104, 32, 18, 48, 140, 42, 28, 85, 56, 170, 112, 84, 225, 96, 86, 8,
    0, 193, 61, 88, 31, 30, 220, 245, 59, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

#[test]
fn photos_stand_two_to_a_page_and_what_is_none_is_named() {
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

/// The cells of the table whose head begins with these words.
fn table(paper: &Paper, head: &[&str]) -> Vec<Vec<String>> {
    let forms = paper.blocks.iter().filter_map(|b| if let Block::Form { rows, .. } = b { Some(rows) } else { None });
    let text = |rows: &Vec<_>| -> Vec<Vec<String>> {
        rows.iter().map(|r: &Vec<FormCell>| r.iter().map(|c| c.text.clone()).collect()).collect()
    };
    forms.map(text).find(|rows| rows[0].iter().zip(head).all(|(a, b)| a == b) && rows[0].len() >= head.len()).unwrap()
}

#[test]
fn the_handbook_agrees_with_the_records_and_invents_nothing() {
    let (book, _folder) = sample();
    let paper = book.handbook_paper(2026, true).unwrap();
    let rows = book.activities(2026).unwrap();
    let held = table(&paper, &["类别", "次数"]);
    assert_eq!(held.last().unwrap()[..2], ["合计".to_owned(), rows.len().to_string()]);
    let theme_days = rows.iter().filter(|r| r.kind == "theme_day").count();
    assert!(held.iter().any(|r| r[0] == "主题党日" && r[1] == theme_days.to_string()), "{held:?}");
    let whole: Vec<_> = rows.iter().filter(|r| r.turnout.stated || r.unmarked == 0).collect();
    let present: u32 = whole.iter().map(|r| r.turnout.present).sum();
    assert_eq!(held.last().unwrap()[3], present.to_string());
    assert!(rows.len() > whole.len(), "the sample has a roll call that was not finished");
    assert!(texts(&paper).iter().any(|t| t.contains(&format!("有{}次没有人数", rows.len() - whole.len()))));

    let duties = table(&paper, &["任务", "全年应完成"]);
    let missed = book.calendar(2026).unwrap().iter().filter(|e| e.status == Status::Missed).count();
    let told: usize = duties[1..].iter().map(|r| r[4].parse::<usize>().unwrap()).sum();
    assert!(missed > 0 && told == missed, "{missed} missed, {told} told");

    let roster = table(&paper, &["序号", "姓名", "性别"]);
    assert_eq!(roster.len() - 1, 46);
    let members = book.members().unwrap();
    let open = texts(&book.handbook_paper(2026, false).unwrap()).concat();
    for m in members.iter().filter(|m| !m.phone.is_empty()) {
        assert!(!texts(&paper).concat().contains(&m.phone) && open.contains(&m.phone), "{}", m.name);
        assert!(!open.contains(&m.id_number), "no identity numbers");
    }
    for sheet in ["年度工作计划", "年度工作总结"] {
        let at = paper.blocks.iter().position(|b| *b == Block::Sheet(sheet.into())).unwrap();
        let Block::Form { rows, .. } = &paper.blocks[at + 1] else { panic!() };
        assert!(rows[0][0].text.is_empty() && rows[0][0].min_lines > 20, "{sheet} is room to write");
    }
    assert!(book.handbook_paper(2027, true).unwrap_err().to_string().contains("2027年还没到"));
}

#[test]
fn the_handbook_of_a_year_has_who_belonged_then() {
    let (mut book, _folder) = sample();
    let leaver = book.members().unwrap().remove(4);
    let event = MemberEvent {
        id: EventId(0),
        org: leaver.org,
        member: leaver.id,
        kind: EventKind::TransferredOut,
        on: "2026-02-10".parse().unwrap(),
        detail: String::new(),
    };
    book.add_member_event(&event).unwrap();
    let there = |year| {
        let roster = table(&book.handbook_paper(year, true).unwrap(), &["序号", "姓名", "性别"]);
        roster.iter().any(|r| r[1] == leaver.name)
    };
    assert_eq!((there(2025), there(2026)), (true, false));
}

/// Not where there is no LibreOffice; a conversion that fails is a failure.
#[test]
fn libreoffice_opens_every_paper_on_a4() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("SKIPPED: no soffice on this machine; nothing was converted");
        return;
    }
    let (book, _folder) = sample();
    let out = tempfile::tempdir().unwrap();
    let papers = all(&book);
    let files: Vec<_> = (0..papers.len()).map(|i| out.path().join(format!("{i}.docx"))).collect();
    for (file, paper) in files.iter().zip(papers.values()) {
        fs::write(file, bytes(paper)).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}", out.path().join("profile").display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(out.path()).args(&files);
    let done = soffice.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for (file, (name, paper)) in files.iter().zip(&papers) {
        let pdf = fs::read(file.with_extension("pdf")).unwrap_or_else(|e| panic!("{name} was not converted: {e}"));
        let pdf = String::from_utf8_lossy(&pdf);
        assert!(pdf.starts_with("%PDF-"), "{name}");
        let sheets = paper.blocks.iter().filter(|b| matches!(b, Block::Sheet(_))).count();
        let pages = pdf.matches("/Type/Page/").count();
        assert!(pages > sheets, "{name}: {pages} pages for {} sheets", sheets + 1);
        let a4 = if paper.landscape { "/MediaBox[0 0 841." } else { "/MediaBox[0 0 595." };
        assert_eq!(pdf.matches(a4).count(), pages, "{name} is A4");
    }
}

#[test]
fn the_annex_counts_every_record_that_the_score_rests_on() {
    let (mut book, _folder) = sample();
    book.note_item(&Which::running("village", 2026), "1.1", "门牌旧").unwrap();
    let hand = own_sheet(&book);
    let rows = table(&book.evidence_paper(&hand).unwrap(), &["序号", "考核内容"]);
    let row = |no: &str| rows.iter().find(|r| r[0] == no).unwrap_or_else(|| panic!("no {no}"));
    let item = hand.score.items().find(|i| i.no == "4.1").unwrap();
    assert!(row("4.1")[3].starts_with(&format!("共{}件:", item.records.len())), "{:?}", row("4.1"));
    assert_eq!(row("4.1")[3].lines().count(), item.records.len() + 1);
    let last = latest(&book, "theme_day").activity;
    assert!(row("4.1")[3].contains(&format!("{} {} 主题党日《{}》", last.held_on, last.no, last.title)));
    assert_eq!(row("4.1")[2], item.reason, "with its arithmetic");
    assert_eq!(row("1.1")[3], "备注:门牌旧");
    assert!(rows.iter().all(|r| r[0] != "1.3"), "nothing is behind it");
}

#[test]
fn a_blank_sheet_shows_no_figure_but_the_maxima() {
    let (book, _folder) = sample();
    let rows = table(
        &book.blank_sheet_paper(&own_sheet(&book)),
        &["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"],
    );
    assert_eq!(rows.len(), 1 + 37 + 5 + 1);
    assert!(rows[1..].iter().all(|r| r[3..].iter().all(String::is_empty)));
    assert!(rows[1][2].ends_with("(3分)"));
    let filled =
        table(&book.score_paper(&own_sheet(&book)), &["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"]);
    let total = book.score(None, book.today()).unwrap().totals;
    assert_eq!(filled.last().unwrap()[5], total.expected.to_string());
}
