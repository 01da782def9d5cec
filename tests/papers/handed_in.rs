//! What is handed in about the score: the sheet, its annex, the list before an inspection, what is to be put right; and
//! long minutes over several pages. Not here: every paper as a file (`main`).

use crate::{day, own_sheet, sample};
use std::{fs, process::Command};
use zhibu::{
    book::{Book, papers, print},
    model::{
        ledger::RECTIFICATION,
        paper::{Block, Paper, PaperCell, Value},
        points::Points,
        sheet::Which,
    },
    office::docx,
};

fn running() -> Which {
    Which::running("village", 2026)
}

/// The tables of a paper, cell by cell.
fn tables(paper: &Paper) -> Vec<Vec<Vec<String>>> {
    let forms = paper.blocks.iter().filter_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
    let cells = |r: &Vec<PaperCell>| r.iter().map(|c| c.text.clone()).collect();
    forms.map(|rows| rows.iter().map(cells).collect()).collect()
}

fn row<'a>(table: &'a [Vec<String>], no: &str) -> &'a [String] {
    table.iter().find(|r| r[0] == no).unwrap_or_else(|| panic!("no {no} in {table:?}"))
}

fn running_text(paper: &Paper) -> Vec<&str> {
    let text = paper.blocks.iter().filter_map(|b| match b {
        Block::Text(t) | Block::Heading(t) => Some(t.as_str()),
        _ => None,
    });
    text.collect()
}

#[test]
fn the_sheet_never_hides_what_is_open() {
    let (book, _folder) = sample();
    let hand = own_sheet(&book);
    let totals = hand.score.totals;
    let paper = book.score_paper(&hand);
    let head = format!("得分:预估 {} + 待评 {} / {}", totals.expected, totals.open, totals.max);
    assert!(running_text(&paper)[0].ends_with(&head), "{:?}", running_text(&paper));
    let last = tables(&paper)[0].last().unwrap().clone();
    assert_eq!(last[4], format!("另有待评 {} 分", totals.open), "a sum says what is no part of it");
    let sums = hand.score.sections.iter().map(|s| s.totals.open).sum::<Points>();
    assert_eq!(sums, totals.open);
    let mut decided = hand;
    let t = &mut decided.score.totals;
    (t.open, t.expected, t.confirmed) = (Points::ZERO, Points(8_800), Points(8_800));
    assert!(running_text(&book.score_paper(&decided))[0].ends_with("得分:88 / 100"));
}

#[test]
fn sheets_and_their_annex_have_the_townships_words() {
    let (book, _folder) = sample();
    let hand = own_sheet(&book);
    let item = hand.opened.list.item("1.1").unwrap();
    assert!(!item.wording.is_empty() && item.wording != item.text);
    let words = format!("{}(3分)", item.wording);
    for paper in [book.score_paper(&hand), book.blank_sheet_paper(&hand)] {
        assert_eq!(row(&tables(&paper)[0], "1.1")[2], words);
    }
    let annex = tables(&book.evidence_paper(&hand).unwrap()).concat();
    assert_eq!(row(&annex, "1.1")[1], words);
    assert!(
        print::table_bytes(&book.score_table(&hand), "csv")
            .is_some_and(|csv| { String::from_utf8_lossy(&csv.unwrap()).contains(&item.wording) })
    );
}

#[test]
fn the_annex_names_other_sources_than_records_and_lists_what_has_none() {
    let (mut book, _folder) = sample();
    book.decide(&running(), "1.3", Some(Points(200)), "网格没有全覆盖").unwrap();
    let hand = own_sheet(&book);
    let paper = book.evidence_paper(&hand).unwrap();
    let [found, bare] = &tables(&paper)[..] else { panic!("two tables") };
    assert!(row(found, "1.2")[3].contains("来源:党员花名册里的支部职务"), "{:?}", row(found, "1.2"));
    assert!(row(found, "3.2")[3].contains("来源:党员花名册"));
    assert_eq!(row(bare, "1.3")[2], "评定得2:网格没有全覆盖");
    assert_eq!(row(bare, "3.10")[2], "待评");
    assert_eq!(row(bare, "4.4")[2], "不适用:辖区没有国有企业");
    let heading = format!("没有记录可依、要看现场和材料的({}项)", bare.len() - 1);
    assert!(running_text(&paper).contains(&heading.as_str()));
    assert_eq!(found.len() + bare.len(), 37 + 2, "every item once, under two heads");
}

#[test]
fn the_list_before_an_inspection_has_short_days_in_the_year_at_hand() {
    let (book, _folder) = sample();
    let score = own_sheet(&book).score;
    let days = |by: &str| -> Vec<String> {
        let still = &tables(&papers::todo_paper("x", &score, &book.todo(&score, day(by)).unwrap(), day(by)))[0];
        still[1..].iter().map(|r| r[4].clone()).filter(|d| !d.is_empty()).collect()
    };
    assert!(days("2026-12-31").contains(&"12-31".to_owned()), "{:?}", days("2026-12-31"));
}

#[test]
fn a_row_to_put_right_says_what_was_lost_and_nothing_that_was_fine() {
    let (mut book, _folder) = sample();
    let titles = |book: &Book| -> Vec<String> {
        book.ledger_rows(RECTIFICATION).unwrap().into_iter().map(|r| r.title).collect()
    };
    book.rectify_items(&running(), Some("2.2")).unwrap();
    let title = titles(&book).into_iter().find(|t| t.starts_with("2.2 ")).unwrap();
    assert!(title.contains("规范:支委会 2月 无记录、"), "{title}");
    assert!(!title.contains("党员大会") && !title.contains('/') && !title.contains("扣"), "{title}");
    book.rectify_items(&running(), Some("1.4")).unwrap();
    assert!(titles(&book).iter().any(|t| t.ends_with(":扣0.5:一名后备干部外出,还没有补上")), "{:?}", titles(&book));
    // What people counted leaves no gap: the finding stands for it.
    book.rectify_items(&running(), None).unwrap();
    assert!(titles(&book).iter().all(|t| !t.contains(",扣 ")), "{:?}", titles(&book));
}

#[test]
fn a_notice_names_who_sends_it_to_whom() {
    let (mut book, _folder) = sample();
    book.rectify_items(&running(), Some("2.2")).unwrap();
    let rows = book.ledger_rows(RECTIFICATION).unwrap();
    let paper = book.ledger_rows_paper(&book.ledger(RECTIFICATION), &rows).unwrap();
    let org = book.org().unwrap();
    assert!(!org.township.is_empty());
    assert_eq!(running_text(&paper)[..2], [format!("发出单位:{}", org.township), format!("收件单位:{}", org.name)]);
    let unknown = papers::rectification_notice("", &org.name, &rows, book.today());
    assert_eq!(running_text(&unknown)[0], "发出单位:____________", "to be filled in");
}

fn minutes(lines: usize) -> Paper {
    let text = "李书记:先说东头那段路,去年冻坏了三处,今年汛期前必须修好。".to_owned();
    let said: Vec<String> = (1..=lines).map(|n| format!("{n}#{text}")).collect();
    let rows = vec![
        vec![PaperCell::label("议题"), PaperCell::content("道路硬化的资金从哪里来,什么时候动工")],
        vec![PaperCell::label("内容记录"), PaperCell::content(said.join("\n")).room(8)],
    ];
    Paper {
        title: "党员大会记录".into(), landscape: false, blocks: vec![Block::Table { widths: vec![1, 3], rows }]
    }
}

/// Not where LibreOffice or poppler is missing.
#[test]
fn minutes_of_several_pages_lose_no_line_and_begin_where_they_stand() {
    let there = |program: &str, arg: &str| Command::new(program).arg(arg).output().is_ok();
    if !there("soffice", "--version") || !there("pdftotext", "-v") {
        eprintln!("SKIPPED: no soffice or pdftotext on this machine; nothing was converted");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("长.docx");
    fs::write(&file, docx::write(&minutes(120)).unwrap()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(&file);
    assert!(soffice.output().unwrap().status.success());
    let text = Command::new("pdftotext").arg(file.with_extension("pdf")).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap().replace([' ', '\n'], "");
    for n in 1..=120 {
        assert!(text.contains(&format!("{n}#李书记")), "line {n} is lost");
    }
    let pages: Vec<&str> = text.split('\u{c}').filter(|p| !p.is_empty()).collect();
    assert!(pages.len() >= 3 && pages[0].contains("#李书记"), "{} pages", pages.len());
}

#[test]
fn the_register_of_dues_adds_up_and_the_reminder_names_who_has_not_paid() {
    let (book, _folder) = sample();
    let all = book.dues(2026).unwrap();
    let table = book.dues_table(2026).unwrap();
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!((names.len(), names[1], names[2], names[3], names[15]), (17, "姓名", "标准(元/月)", "1月", "合计(元)"));
    assert_eq!(names[16], "收款人签章");
    let text = |v: &Value| match v {
        Value::Text(t) => t.clone(),
        Value::Points(p) | Value::Reckoned { result: Some(p), .. } => p.to_string(),
        other => format!("{other:?}"),
    };
    let of = |name: &str| table.rows.iter().find(|r| text(&r[1]) == name).unwrap().iter().map(text).collect::<Vec<_>>();
    assert_eq!(of("沙正刚")[2..16], ["1", "1", "1", "1", "1", "1", "", "", "1", "1", "1", "1", "", "9"]);
    assert_eq!(of("宓文秀")[2], "42;7月起46");
    assert_eq!(of("褚克勤")[2..5], ["免交", "免", "免"]);
    // The sums below are those of the cells above.
    let last = of("合计");
    for column in 3..16 {
        let cells = table.rows.iter().take(all.lines.len()).filter_map(|r| text(&r[column]).parse::<Points>().ok());
        assert_eq!(last[column], cells.sum::<Points>().to_string(), "{}", names[column]);
    }
    let paper = papers::unpaid_paper("青石桥村党支部", &all, zhibu::model::date::Period::month(2026, 11));
    let unpaid: Vec<String> = tables(&paper)[0].iter().skip(1).map(|r| format!("{}|{}", r[1], r[2])).collect();
    assert_eq!(unpaid, ["燕小虎|1", "敖大海|1"]);
    assert!(running_text(&paper).iter().any(|t| t.contains("不张贴公开")));
    assert!(running_text(&paper).contains(&"2026年11月还没有交费记录的2人。"));
    assert!(table.notes.iter().any(|n| n.contains("“免”为免交(按登记的原因)")));
    // Who paid a part has paid.
    let mut all = all;
    let month = zhibu::model::date::Period::month(2026, 11);
    let line = all.lines.iter_mut().find(|l| l.member.name == "曾庆和").unwrap();
    line.payments.get_mut(&month).unwrap().amount.0 -= 1;
    let paper = papers::unpaid_paper("青石桥村党支部", &all, month);
    assert!(running_text(&paper).contains(&"2026年11月没交或没交足的3人。"));
}

#[test]
fn a_matter_fills_eight_pages_with_one_reason_on_all_of_its_sheets() {
    let (book, _folder) = sample();
    let ledger = book.ledger("procedures");
    let row = book.ledger_rows("procedures").unwrap().into_iter().find(|r| r.title == "桥西路灯更换").unwrap();
    let paper = book.row_paper(&ledger, &row).unwrap();
    let titles: Vec<&str> =
        paper.blocks.iter().filter_map(|b| if let Block::Sheet(t) = b { Some(t.as_str()) } else { None }).collect();
    assert_eq!(
        titles,
        [
            "填写说明",
            "一、党支部提议",
            "二、村“两委”会商议",
            "三、党员大会或党员议事会审议",
            "四、村民代表会议或村民会议决议",
            "五、决议过程公开",
            "六、实施结果公开",
        ]
    );
    assert!(matches!(&paper.blocks[0], Block::Cover(lines) if lines.contains(&"事项:桥西路灯更换".to_owned())));
    let sheets = tables(&paper);
    assert_eq!(sheets.len(), 6);
    for sheet in &sheets {
        assert_eq!(sheet[0], ["动议事由", "☐党员群众建议 ☑村干部提议 ☐上级党委政府安排"]);
        assert_eq!(sheet[1], ["事项", "桥西路灯更换"]);
    }
    assert_eq!(sheets[1][2], ["时间", "2026年8月13日", "会议形式", "村“两委”联席会议"]);
    assert_eq!(sheets[1][3], ["应到", "5", "实到", "4", "比例", "80%"]);
    assert_eq!(sheets[3][3], ["应到", "31", "实到", "24", "比例", "77.4%"]);
    // What was not done is not made up.
    assert_eq!(sheets[2][3], ["应到", "", "实到", "", "比例", ""]);
    assert!(sheets[..4].iter().all(|s| s[6] == ["乡镇参会人员签字(含职务)", ""]));
    let last = |sheet: &Vec<Vec<String>>| sheet.last().map(|line| line[0].clone());
    assert!(sheets[4..].iter().all(|s| last(s).as_deref() == Some("监督意见")), "nobody signs what was made public");
    assert!(book.row_paper(&book.ledger("secretary"), &row).is_err(), "no sheets are described for it");
}
