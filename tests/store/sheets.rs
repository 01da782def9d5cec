//! Scoring sheets: the version that each keeps, several on one branch, what is taken over, noted and attached.

use crate::{Home, add_meeting, branch, day};
use std::fs;
use zhibu::{
    book::{Access, Book, Catalog, Clock, Counted, FilesOf},
    model::{
        id::SheetId,
        points::Points,
        score::{Scored, State},
        sheet::{Sheet, SheetRole, Which},
    },
};

const VILLAGE: &str = include_str!("../../data/checklists/village.toml");

fn own() -> Which {
    Which::running("village", 2026)
}

fn pts(s: &str) -> Points {
    s.parse().unwrap()
}

/// The book with this text as the township's own village sheet.
fn with(home: &Home, text: &str) -> Book {
    let folder = home.path().join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("village.toml"), text).unwrap();
    open(home, "2026-03-05")
}

fn open(home: &Home, on: &str) -> Book {
    let catalog = Catalog::load(home.path());
    Book::open_with(home.path(), Access::Write, Clock::fixed(day(on)), catalog, None).unwrap()
}

fn founded(home: &Home) -> Book {
    let mut book = open(home, "2026-03-05");
    book.add_org(branch("柳林村党支部")).unwrap();
    book
}

fn item(book: &Book, which: &Which, no: &str) -> Scored {
    let score = book.sheet_in_hand(which, None).unwrap().score;
    score.sections.into_iter().flat_map(|s| s.items).find(|i| i.no == no).unwrap()
}

fn warnings(book: &Book) -> Vec<String> {
    book.score(None, book.today()).unwrap().warnings
}

fn rater(name: &str, round: &str, on: &str) -> Sheet {
    let sheet = Sheet::running(zhibu::model::id::OrgId(0), "village", 0, 2026);
    Sheet { role: SheetRole::Rater, round: round.into(), rater: name.into(), scored_on: Some(day(on)), ..sheet }
}

/// Begins a rater's sheet on the branch at hand.
fn add(book: &mut Book, sheet: Sheet) -> Which {
    let org = book.org().unwrap().id;
    Which::Saved(book.add_sheet(Sheet { org, ..sheet }).unwrap().0)
}

#[test]
fn a_self_check_is_fixed_whatever_door_is_tried() {
    let home = Home::empty();
    let mut book = founded(&home);
    book.note_item(&own(), "1.1", "门牌没换").unwrap();
    let photo = home.path().join("门牌.jpg");
    fs::write(&photo, "jpeg").unwrap();
    book.attach(FilesOf::Item(own(), "1.1".into()), &photo).unwrap();
    let frozen = Which::Saved(book.freeze("village", 2026, "").unwrap().0);
    let stood = book.sheet_in_hand(&frozen, None).unwrap();
    let other = home.path().join("另一张.jpg");
    fs::write(&other, "other").unwrap();
    let file = stood.files["1.1"][0].id;
    let counted = Counted { rule: "any", day: day("2026-03-01"), who: "", amount: 100, choice: "", note: "" };
    let refusals = [
        book.decide(&frozen, "1.1", Some(pts("1")), "照片不全").map(|_| ()),
        book.clear_decision(&frozen, "2.2").map(|_| ()),
        book.note_item(&frozen, "1.1", "换了").map(|_| ()),
        book.carry_over(&frozen, None).map(|_| ()),
        book.count(&frozen, "1.1", &counted).map(|_| ()),
        book.attach(FilesOf::Item(frozen.clone(), "1.1".into()), &other).map(|_| ()),
        book.detach(file).map(|_| ()),
    ];
    for refusal in refusals {
        assert!(refusal.unwrap_err().to_string().contains("自查表存下后不再变"));
    }
    let stands = book.sheet_in_hand(&frozen, None).unwrap();
    assert_eq!((stands.entered, stands.score, stands.files), (stood.entered, stood.score, stood.files));
}

/// The next version: 1.1 is worded anew, everything else is as it was.
fn next() -> String {
    let text = VILLAGE.replace("version = 2\n", "version = 3\n");
    let changed = text.replacen("党群服务中心:", "党群服务中心(新):", 1);
    assert_ne!(text, changed);
    changed
}

#[test]
fn a_sheet_keeps_the_version_it_was_scored_with_until_it_is_moved() {
    let home = Home::empty();
    let mut book = founded(&home);
    book.decide(&own(), "1.1", Some(pts("1")), "照片不全").unwrap();
    book.decide(&own(), "1.2", Some(pts("2")), "缺台账").unwrap();
    book.note_item(&own(), "1.3", "网格图没挂").unwrap();
    assert_eq!(warnings(&book), Vec::<String>::new());
    drop(book);

    let mut book = with(&home, &next());
    assert!(warnings(&book)[0].contains("有第3版,本年这张仍按第2版"), "{:?}", warnings(&book));
    assert!(item(&book, &own(), "1.1").text.starts_with("党群服务中心:"), "the adopted words");
    assert_eq!(book.score(None, book.today()).unwrap().totals.confirmed, pts("3"));

    let before = home.dump();
    let (left, _) = book.move_to_new_version("village", 2026).unwrap();
    assert_eq!(left, ["1.1 得1 照片不全"], "what did not come along is told");
    assert_eq!(warnings(&book), Vec::<String>::new());
    assert_eq!(book.score(None, book.today()).unwrap().totals.confirmed, pts("2"));
    assert_eq!(book.sheet_in_hand(&own(), None).unwrap().entered.note("1.3"), "网格图没挂");
    assert!(item(&book, &own(), "1.1").text.starts_with("党群服务中心(新)"));
    assert!(book.move_to_new_version("village", 2026).is_err(), "there is none after it");
    book.undo().unwrap();
    assert_eq!(home.dump(), before, "as one step");
    assert_eq!(book.score(None, book.today()).unwrap().totals.confirmed, pts("3"));
    book.redo().unwrap();
    drop(book);

    // The file gone or old again: the sheet was moved, and stays.
    let book = with(&home, VILLAGE);
    assert!(item(&book, &own(), "1.1").text.starts_with("党群服务中心(新)"));
}

/// The sample comes with decisions: they too keep the text that they were made by.
#[test]
fn the_sample_keeps_its_decisions_when_the_checklist_moves_on() {
    let home = Home::empty();
    let mut book = founded(&home);
    book.add_demo().unwrap();
    let confirmed = book.score(None, book.today()).unwrap().totals.confirmed;
    assert!(confirmed > Points::ZERO);
    drop(book);
    let book = with(&home, &next());
    assert_eq!(book.score(None, book.today()).unwrap().totals.confirmed, confirmed);
}

#[test]
fn the_same_version_with_other_content_is_refused() {
    let home = Home::empty();
    let mut book = founded(&home);
    book.decide(&own(), "1.2", Some(pts("2")), "缺台账").unwrap();
    drop(book);
    let book = with(&home, &next().replace("version = 3\n", "version = 2\n"));
    let told = "数据/checklists/village.toml 的内容改了,版本号还是2:没有采用";
    assert!(book.catalog().faults[0].contains(told), "{:?}", book.catalog().faults);
    assert!(book.check().unwrap().problems.iter().any(|p| p.contains(told)));
    assert!(warnings(&book)[0].contains(told));
    assert!(item(&book, &own(), "1.1").text.starts_with("党群服务中心:"), "the adopted text stays in force");
    drop(book);
    // A remark in the file changes nothing that is scored.
    let book = with(&home, &format!("# 镇里发的\n{VILLAGE}"));
    assert_eq!((book.catalog().faults.clone(), warnings(&book)), (vec![], vec![]));
}

#[test]
fn looking_at_sheets_writes_nothing() {
    let home = Home::empty();
    let book = founded(&home);
    let before = home.dump();
    book.sheets(2026).unwrap();
    book.comparison(2026, None).unwrap();
    assert_eq!(book.trend(2026).unwrap().len(), 5, "four quarters of last year and the present one");
    book.earlier_decisions(&own()).unwrap();
    assert_eq!(home.dump(), before);
}

#[test]
fn a_self_check_freezes_what_stands_today() {
    let home = Home::empty();
    let mut book = founded(&home);
    book.decide(&own(), "1.1", Some(pts("1")), "照片不全").unwrap();
    book.decide(&own(), "1.2", None, "不涉及").unwrap();
    book.note_item(&own(), "1.3", "网格图没挂").unwrap();
    add_meeting(&mut book, "2026-01-05", "学习");
    let suggested = item(&book, &own(), "4.1");
    assert_eq!(suggested.state, State::Suggested);
    let (id, _) = book.freeze("village", 2026, "").unwrap();
    let frozen = Which::Saved(id);
    book.decide(&own(), "1.1", Some(pts("3")), "").unwrap();
    let state = |no: &str| {
        let i = item(&book, &frozen, no);
        (i.state, i.decided, i.reason)
    };
    assert_eq!(state("1.1"), (State::Decided, Some(pts("1")), "照片不全".into()));
    assert_eq!(state("1.2").0, State::NotApplicable);
    assert_eq!(state("4.1"), (State::Decided, suggested.suggestion, suggested.reason));
    assert_eq!(state("1.3").0, State::Open, "what nobody judged stays open");
    let hand = book.sheet_in_hand(&frozen, None).unwrap();
    assert_eq!((hand.entered.note("1.3"), hand.sheet().name().as_str()), ("网格图没挂", "自查 2026-03-05"));
    let (again, _) = book.freeze("village", 2026, "").unwrap();
    assert_eq!(book.sheet_in_hand(&Which::Saved(again), None).unwrap().sheet().round, "2026-03-05(2)");
    book.delete_sheet(again).unwrap();
    assert_eq!(book.sheets(2026).unwrap().len(), 2);
    book.undo().unwrap();
    assert_eq!(book.sheets(2026).unwrap().len(), 3);
}

#[test]
fn a_sheet_of_a_rater_needs_round_name_and_day_and_is_one_of_a_kind() {
    let home = Home::empty();
    let mut book = founded(&home);
    let org = book.org().unwrap().id;
    let mut refused = |sheet: Sheet| book.add_sheet(Sheet { org, ..sheet }).unwrap_err().to_string();
    assert!(refused(rater("张三", " ", "2026-03-01")).contains("哪一轮"));
    assert!(refused(rater(" ", "一季度观摩", "2026-03-01")).contains("评分人"));
    assert!(refused(rater("张三", "一季度观摩", "2026-03-06")).contains("日期"));
    let zhang = add(&mut book, rater(" 张三 ", "一季度观摩", "2026-03-01"));
    assert!(book.add_sheet(Sheet { org, ..rater("张三", "一季度观摩", "2026-03-02") }).is_err());
    book.decide(&zhang, "1.1", Some(pts("2")), "标识旧").unwrap();
    assert_eq!(item(&book, &own(), "1.1").state, State::Open, "a rater decides nothing on the year's own sheet");
    assert_eq!(item(&book, &zhang, "1.1").decided, Some(pts("2")));
    assert!(book.delete_sheet(SheetId(1)).is_err());
}

/// Decides every item of a sheet, all in full but one.
fn finish(book: &mut Book, which: &Which, no: &str, points: &str) {
    let list = book.catalog().checklist("village").unwrap().clone();
    for (_, item) in list.items() {
        let points = if item.no == no { pts(points) } else { item.max_points() };
        book.decide(which, &item.no, Some(points), "看过").unwrap();
    }
}

#[test]
fn sheets_side_by_side_show_differences_sums_and_exact_means() {
    let home = Home::empty();
    let mut book = founded(&home);
    for (name, points) in [("张三", "1"), ("李四", "2.5"), ("王五", "2.99")] {
        let which = add(&mut book, rater(name, "一季度观摩", "2026-03-01"));
        finish(&mut book, &which, "1.1", points);
    }
    let late = add(&mut book, rater("赵六", "一季度观摩", "2026-03-02"));
    book.decide(&late, "1.1", Some(pts("0.5")), "标识旧").unwrap();
    let other = add(&mut book, rater("张三", "二月抽查", "2026-02-01"));
    book.decide(&other, "1.1", Some(pts("3")), "").unwrap();

    assert_eq!(book.rounds(2026).unwrap(), ["一季度观摩", "二月抽查"]);
    let c = book.comparison(2026, Some("一季度观摩")).unwrap();
    assert_eq!(c.sheets.iter().map(|s| s.rater.as_str()).collect::<Vec<_>>(), ["", "张三", "李四", "王五", "赵六"]);
    let rows: Vec<_> = c.groups.iter().flat_map(|g| &g.rows).collect();
    let first = rows.iter().find(|r| r.no == "1.1").unwrap();
    let cells: Vec<String> = first.cells.iter().map(|c| c.text()).collect();
    assert_eq!(cells, ["待评", "1", "2.5", "2.99", "0.5"]);
    assert!(first.differs);
    // (1 + 2.5 + 2.99 + 0.5) / 4 = 1.7475; without 0.5 and 2.99: 1.75.
    assert_eq!((first.means.all, first.means.trimmed), (Some(pts("1.75")), Some(pts("1.75"))));
    assert!(!rows.iter().find(|r| r.no == "1.2").unwrap().differs);
    // Totals are of those who have finished: 98, 99.5, 99.99.
    assert_eq!((c.finished, c.raters), (3, 4));
    assert_eq!((c.means.all, c.means.trimmed), (Some(pts("99.16")), Some(pts("99.5"))));
    assert_eq!(c.totals[4].text(), "0.5+");
    let parts: Points = c.groups.iter().map(|g| g.sums[2].points).sum();
    assert_eq!(parts, c.totals[2].points);
    assert_eq!(book.comparison(2026, None).unwrap().means.all, None, "two rounds have no mean in common");

    // The quarter's figure is the mean of those who had finished.
    let trend = book.trend(2026).unwrap();
    let now = trend.last().unwrap();
    assert_eq!((now.expected, now.basis.text().as_str()), (pts("99.16"), "一季度观摩 3人均分"));
    assert!(trend[..4].iter().all(|p| p.basis.code() == "records"));
}

#[test]
fn the_last_decision_is_taken_over_with_its_reason_as_one_step() {
    let home = Home::empty();
    let mut book = founded(&home);
    for (no, points) in [("1.1", "1"), ("1.3", "2")] {
        book.decide(&own(), no, Some(pts(points)), "照片不全").unwrap();
    }
    drop(book);
    let mut book = open(&home, "2027-03-05");
    let next = Which::running("village", 2027);
    assert!(book.earlier_decisions(&own()).unwrap().is_empty(), "nothing before it");
    book.note_item(&next, "1.3", "重新挂了图").unwrap();
    let (n, _) = book.carry_over(&next, Some("1.1")).unwrap();
    assert_eq!((n, item(&book, &next, "1.1").reason), (1, "沿用2026年:照片不全".into()));
    book.undo().unwrap();
    let before = home.dump();
    let (n, changed) = book.carry_over(&next, None).unwrap();
    assert_eq!((n, changed.label.as_str()), (2, "沿用上次评定2项"));
    assert_eq!(item(&book, &next, "1.3").decided, Some(pts("2")));
    assert_eq!(book.sheet_in_hand(&next, None).unwrap().entered.note("1.3"), "重新挂了图", "the note stays");
    assert!(book.carry_over(&next, None).is_err(), "nothing is left");
    book.undo().unwrap();
    assert_eq!(home.dump(), before);

    // A rater goes on from nobody's sheet but the same rater's.
    let org = book.org().unwrap().id;
    let sheet = |name: &str| Sheet { org, year: 2027, ..rater(name, "一季度观摩", "2027-03-01") };
    let zhang = add(&mut book, sheet("张三"));
    book.decide(&zhang, "1.1", Some(pts("2")), "标识旧").unwrap();
    let li = add(&mut book, sheet("李四"));
    assert!(book.earlier_decisions(&li).unwrap().is_empty());
    let again = Sheet { round: "三月复查".into(), scored_on: Some(day("2027-03-05")), ..sheet("张三") };
    let again = add(&mut book, again);
    let earlier = book.earlier_decisions(&again).unwrap();
    assert_eq!(earlier[0].reason, "沿用一季度观摩 · 张三:标识旧");
}

#[test]
fn a_note_and_a_photo_belong_to_the_item_and_decide_nothing() {
    let home = Home::empty();
    let mut book = founded(&home);
    let photo = home.path().join("门牌.jpg");
    fs::write(&photo, "jpeg").unwrap();
    let of = || FilesOf::Item(own(), "1.1".into());
    let empty = home.dump();
    assert!(book.attach(of(), &photo).unwrap().marks, "the screens with the sheet read again");
    assert!(book.attach(of(), &photo).unwrap_err().to_string().contains("内容相同"));
    book.note_item(&own(), "1.1", " 门牌已换 ").unwrap();
    let hand = book.sheet_in_hand(&own(), None).unwrap();
    assert_eq!((hand.entered.note("1.1"), hand.files["1.1"][0].name.as_str()), ("门牌已换", "门牌.jpg"));
    assert_eq!(item(&book, &own(), "1.1").state, State::Open);
    book.decide(&own(), "1.1", Some(pts("3")), "").unwrap();
    book.clear_decision(&own(), "1.1").unwrap();
    assert_eq!(
        book.sheet_in_hand(&own(), None).unwrap().entered.note("1.1"),
        "门牌已换",
        "the note outlives the decision"
    );
    assert!(book.clear_decision(&own(), "1.1").is_err());
    assert!(book.note_item(&own(), "9.9", "x").is_err());

    let (frozen, _) = book.freeze("village", 2026, "").unwrap();
    assert_eq!(book.attachments(FilesOf::Item(Which::Saved(frozen), "1.1".into())).unwrap().len(), 1);
    let stored = book.attachment_file(&book.attachments(of()).unwrap()[0]).unwrap();
    fs::write(stored, "other").unwrap();
    assert_eq!(book.check().unwrap().problems.len(), 2, "both sheets' photos are reported");
    for _ in 0..5 {
        book.undo().unwrap();
    }
    assert_eq!(home.dump(), empty);
}

#[test]
fn a_sheet_takes_over_the_result_of_another_once_nothing_is_open_there() {
    let home = Home::empty();
    let folder = home.path().join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    let sheet = |id: &str, rule: &str| {
        let text = format!(
            "id = \"{id}\"\nversion = 1\nname = \"{id}\"\nmax = \"10\"\n[[section]]\nname = \"一\"\nmax = \"10\"\n\
             [[section.item]]\nno = \"1\"\ntext = \"甲\"\nmax = \"10\"\n{rule}"
        );
        fs::write(folder.join(format!("{id}.toml")), text).unwrap();
    };
    sheet("a-part", "");
    sheet("b-whole", "start = \"0\"\nrule = [{ source = { sheet = \"a-part\" }, weight = \"70%\" }]\n");
    let clock = Clock::fixed(day("2026-03-05"));
    let catalog = Catalog::load(home.path());
    assert_eq!(catalog.faults, Vec::<String>::new());
    let mut book =
        Book::open_with(home.path(), Access::Write, clock, catalog, Some(home.state.path().to_owned())).unwrap();
    book.add_org(branch("柳林村党支部")).unwrap();
    let whole = |book: &Book| book.score(Some("b-whole"), book.today()).unwrap().sections[0].items[0].clone();
    assert_eq!((whole(&book).state, whole(&book).reason.as_str()), (State::Open, "a-part 尚无结果"));
    book.decide(&Which::running("a-part", 2026), "1", Some(Points(850)), "缺照片").unwrap();
    // 8.5 × 70%
    assert_eq!((whole(&book).suggestion, whole(&book).reason.as_str()), (Some(Points(595)), "a-part 8.5 分,加 5.95"));
}
