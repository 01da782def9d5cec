//! Rounds: what each comes to, the year that follows, a self-check beside the raters, and several organisations side by side.

use crate::{Home, add_meeting, day};
use std::fs;
use zhibu::{
    book::{Access, Book, Catalog, Clock},
    model::{
        all_orgs::AllOrgs,
        id::OrgId,
        org::{Org, OrgKind},
        points::Points,
        sheet::{Sheet, SheetRole, Which},
    },
};

/// Two items, three bands, at most 30 % in the first, half of the year each.
const SHEET: &str = "id = \"own\"\nversion = 1\nname = \"本镇考核\"\nmax = \"100\"\n\
    rounds = { months = 6, year = { weights = [\"40%\", \"60%\"] } }\n\
    [[band]]\nname = \"五星\"\nfrom = \"90\"\n[[band]]\nname = \"四星\"\nfrom = \"80\"\n[[band]]\nname = \"三星\"\nfrom = \"0\"\n\
    [[quota]]\nband = \"五星\"\nmost = \"30%\"\n\
    [[section]]\nname = \"综合\"\nmax = \"100\"\n\
    [[section.item]]\nno = \"1\"\ntext = \"现场\"\nmax = \"60\"\n\
    [[section.item]]\nno = \"2\"\ntext = \"资料\"\nmax = \"40\"\n";

fn pts(s: &str) -> Points {
    s.parse().unwrap()
}

fn open(home: &Home, on: &str) -> Book {
    let folder = home.path().join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("own.toml"), SHEET).unwrap();
    Book::open_with(home.path(), Access::Write, Clock::fixed(day(on)), Catalog::load(home.path()), None).unwrap()
}

/// A township over so many villages, all scored by the sheet above.
fn township(home: &Home, villages: usize) -> Book {
    let mut book = open(home, "2026-11-21");
    book.add_org(Org::new(OrgKind::Township, "青石镇")).unwrap();
    let parent = Some(book.orgs()[0].id);
    for n in 1..=villages {
        book.add_org(Org { parent, ..Org::new(OrgKind::Village, &format!("第{n}村")) }).unwrap();
        go(&mut book, n);
        book.use_checklist("own").unwrap();
    }
    book
}

fn go(book: &mut Book, village: usize) {
    let id = org(book, village);
    book.switch_org(id).unwrap();
}

fn org(book: &Book, village: usize) -> OrgId {
    book.orgs().iter().find(|o| o.name == format!("第{village}村")).unwrap().id
}

/// A sheet of the village at hand with both items decided, or only the first.
fn scored(book: &mut Book, role: SheetRole, (round, on): (&str, &str), rater: &str, points: &[&str]) {
    let like = Sheet::running(book.org().unwrap().id, "own", 0, 2026);
    let (round, rater) = (round.to_owned(), rater.to_owned());
    let (id, _) = book.add_sheet(Sheet { role, round, rater, scored_on: Some(day(on)), ..like }).unwrap();
    for (no, points) in ["1", "2"].iter().zip(points) {
        book.decide(&Which::Saved(id), no, Some(pts(points)), "看过").unwrap();
    }
}

const FIRST: (&str, &str) = ("上半年观摩", "2026-07-03");
const SECOND: (&str, &str) = ("下半年观摩", "2026-11-20");

#[test]
fn the_year_follows_from_its_rounds_by_the_sheets_own_rule() {
    let home = Home::empty();
    let mut book = township(&home, 1);
    let none = book.year_of_rounds(2026).unwrap();
    assert_eq!((none.rounds.len(), none.points), (0, None));
    assert_eq!(none.missing, ["还没有评的 上半年、下半年"]);
    for (rater, points) in [("张三", ["50", "40"]), ("李四", ["55", "36"]), ("王五", ["60", "40"])] {
        scored(&mut book, SheetRole::Rater, FIRST, rater, &points);
    }
    scored(&mut book, SheetRole::Rater, FIRST, "赵六", &["10"]);
    let year = book.year_of_rounds(2026).unwrap();
    let first = &year.rounds[0];
    // (90 + 91 + 100) / 3; without the highest and the lowest 91.
    assert_eq!((first.means.all, first.means.trimmed), (Some(pts("93.67")), Some(pts("91"))));
    assert_eq!((first.finished, first.raters, first.basis().as_str()), (3, 4, "3人均分(1人没评完)"));
    assert_eq!(year.points, Some(pts("37.47")), "93.67 × 40%");
    assert_eq!(year.missing, ["上半年观摩 赵六没评完", "还没有评的 下半年"]);
    assert_eq!(year.rule.as_deref(), Some("每半年一轮,全年按 40%、60% 加权,现有1轮"));

    scored(&mut book, SheetRole::Review, FIRST, "", &["50", "35"]);
    scored(&mut book, SheetRole::Rater, SECOND, "张三", &["60", "35"]);
    let year = book.year_of_rounds(2026).unwrap();
    assert_eq!(year.rounds.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), [FIRST.0, SECOND.0]);
    assert_eq!((year.rounds[0].figure(), year.rounds[0].basis().as_str()), (Some(pts("85")), "复核"));
    // 85 × 40% + 95 × 60%
    assert_eq!((year.points, year.missing.len()), (Some(pts("91")), 0));
    let table = format!("{:?}", book.rounds_table(2026).unwrap());
    assert!(table.contains("全年") && table.contains("Points(9100)"), "{table}");
}

#[test]
fn a_self_check_stands_beside_the_raters_of_its_round_and_out_of_their_mean() {
    let home = Home::empty();
    let mut book = township(&home, 1);
    scored(&mut book, SheetRole::Rater, SECOND, "张三", &["50", "40"]);
    let own = Which::running("own", 2026);
    book.decide(&own, "1", Some(pts("58")), "看过").unwrap();
    book.decide(&own, "2", Some(pts("40")), "").unwrap();
    let (id, _) = book.freeze("own", 2026, " 下半年观摩 ").unwrap();
    let sheet = book.sheet_in_hand(&Which::Saved(id), None).unwrap().sheet().clone();
    assert_eq!((sheet.name().as_str(), sheet.in_round()), ("下半年观摩 · 自查", Some("下半年观摩")));
    let why = book.freeze("own", 2026, "下半年观摩").unwrap_err().to_string();
    assert!(why.contains("“下半年观摩”已有自查"), "{why}");
    let alone = book.freeze("own", 2026, "").unwrap().0;
    assert_eq!(book.sheet_in_hand(&Which::Saved(alone), None).unwrap().sheet().in_round(), None);

    let c = book.comparison(2026, Some("下半年观摩")).unwrap();
    assert_eq!(
        c.sheets.iter().map(|s| s.role).collect::<Vec<_>>(),
        [SheetRole::Running, SheetRole::Rater, SheetRole::SelfCheck]
    );
    assert_eq!((c.means.all, c.finished, c.raters), (Some(pts("90")), 1, 1), "no rater");
    let year = book.year_of_rounds(2026).unwrap();
    let self_check = year.rounds[0].own.unwrap();
    assert_eq!((year.rounds[0].figure(), self_check.text().as_str()), (Some(pts("90")), "98"));
    assert_eq!(book.rounds(2026).unwrap(), ["下半年观摩"]);
    let now = |book: &Book| {
        let last = book.trend(2026).unwrap().pop().unwrap();
        (last.expected, last.basis.text())
    };
    assert_eq!(now(&book), (pts("98"), "自查 2026-11-21".into()), "that by itself was made last");
    book.delete_sheet(alone).unwrap();
    assert_eq!(now(&book), (pts("90"), "下半年观摩 1人均分".into()), "that of a round says less than its raters");
}

#[test]
fn a_self_check_with_open_items_is_no_finished_figure() {
    let home = Home::empty();
    let mut book = township(&home, 1);
    scored(&mut book, SheetRole::Rater, SECOND, "张三", &["50", "40"]);
    book.decide(&Which::running("own", 2026), "1", Some(pts("58")), "看过").unwrap();
    book.freeze("own", 2026, SECOND.0).unwrap();
    assert_eq!(book.year_of_rounds(2026).unwrap().rounds[0].own.unwrap().text(), "58+");
    let tables = [book.rounds_table(2026).unwrap(), book.all_orgs_table(2026, None, Some(SECOND.0), false).unwrap()];
    for table in tables {
        let table = format!("{table:?}");
        assert!(table.contains("58+") && !table.contains("Points(5800)"), "{table}");
    }
}

#[test]
fn versions_side_by_side_are_said_and_each_has_the_bands_of_its_own() {
    let home = Home::empty();
    let mut book = township(&home, 2);
    go(&mut book, 1);
    scored(&mut book, SheetRole::Rater, FIRST, "张三", &["60", "35"]);
    assert!(!book.all_orgs(2026, None, Some(FIRST.0)).unwrap().notes().iter().any(|n| n.contains("版本")));
    drop(book);
    let second = SHEET.replace("version = 1", "version = 2").replace("from = \"90\"", "from = \"99\"");
    fs::write(home.path().join("数据/checklists/own.toml"), second).unwrap();
    let clock = Clock::fixed(day("2026-11-21"));
    book = Book::open_with(home.path(), Access::Write, clock, Catalog::load(home.path()), None).unwrap();
    go(&mut book, 2);
    let like = Sheet::running(book.org().unwrap().id, "own", 0, 2026);
    let sheet = Sheet {
        role: SheetRole::Rater,
        round: FIRST.0.into(),
        rater: "张三".into(),
        scored_on: Some(day(FIRST.1)),
        ..like
    };
    let (id, _) = book.add_sheet(sheet).unwrap();
    for (no, points) in [("1", "60"), ("2", "35")] {
        book.decide(&Which::Saved(id), no, Some(pts(points)), "看过").unwrap();
        book.decide(&Which::running("own", 2026), no, Some(pts(if no == "1" { "60" } else { "40" })), "看过").unwrap();
    }
    let all = book.all_orgs(2026, None, Some(FIRST.0)).unwrap();
    assert_eq!(all.rows.iter().map(|r| r.band_text()).collect::<Vec<_>>(), ["五星", "四星"]);
    let said = all.notes().into_iter().find(|n| n.contains("版本")).unwrap();
    assert!(said.ends_with("第1版 第1村;第2版 第2村"), "{said}");
    assert!(!all.notes().iter().any(|n| n.contains("先当0分")), "what raters finished is no forecast");
    let own = book.all_orgs(2026, None, None).unwrap();
    assert!(own.notes().iter().any(|n| n.contains("先当0分")), "{:?}", own.notes());
}

#[test]
fn organisations_stand_side_by_side_in_the_order_of_the_tree() {
    let home = Home::empty();
    let mut book = township(&home, 4);
    for (village, points) in [(1, ["60", "35"]), (2, ["50", "32"]), (3, ["60", "35"])] {
        go(&mut book, village);
        scored(&mut book, SheetRole::Rater, FIRST, "张三", &points);
    }
    book.add_org(Org { parent: Some(book.orgs()[0].id), ..Org::new(OrgKind::Enterprise, "新城公司") }).unwrap();
    let all = book.all_orgs(2026, None, Some(FIRST.0)).unwrap();
    let rows = |all: &AllOrgs| -> Vec<String> {
        let row = |i: usize| {
            let r = &all.rows[i];
            format!("{} {} {}", r.name, r.points().map_or("-".into(), |p| p.to_string()), r.band_text())
        };
        (0..all.rows.len()).map(row).collect()
    };
    assert_eq!(rows(&all), ["第1村 95 五星", "第2村 82 四星", "第3村 95 五星", "第4村 - -"]);
    assert_eq!(all.by_points(), [0, 2, 1, 3], "equal ones stay as they stand");
    assert_eq!(all.left_out, ["新城公司"]);
    assert_eq!(all.notes()[0], "五星最多30%,现66.7%(3个里2个,最多0个)");
    assert_eq!(all.notes()[1], "1个单位还没有等次,比例先按有等次的3个算");
    let table = format!("{:?}", book.all_orgs_table(2026, None, Some(FIRST.0), true).unwrap());
    assert!(table.contains("五星最多30%") && !table.contains("名次"), "{table}");

    // Each as its own screen has it.
    go(&mut book, 2);
    book.decide(&Which::running("own", 2026), "1", Some(pts("50")), "看过").unwrap();
    let own = book.all_orgs(2026, None, None).unwrap();
    for n in 1..=4 {
        go(&mut book, n);
        let score = book.score(None, book.today()).unwrap();
        assert_eq!(own.rows[n - 1].points(), Some(score.totals.expected));
    }
    assert_eq!(own.rows[1].points(), Some(pts("50")));
    assert_eq!(own.rounds, [FIRST.0]);
}

#[test]
fn many_organisations_are_read_as_one() {
    let home = Home::empty();
    let mut book = township(&home, 3);
    for n in 1..=3 {
        go(&mut book, n);
        let mut member = book.new_member().unwrap();
        member.name = format!("党员{n}");
        book.save_member(&member).unwrap();
        add_meeting(&mut book, &format!("2026-0{n}-05"), "学习");
    }
    // By the village sheet, where records count.
    let all = book.all_orgs(2026, Some("village"), None).unwrap();
    assert_eq!((all.rows.len(), all.left_out.len()), (0, 3), "they are scored by another");
    for n in 1..=3 {
        go(&mut book, n);
        book.use_checklist("village").unwrap();
    }
    let all = book.all_orgs(2026, None, None).unwrap();
    let before = home.dump();
    for n in 1..=3 {
        go(&mut book, n);
        let totals = book.score(None, book.today()).unwrap().totals;
        assert_eq!(all.rows[n - 1].standing, zhibu::model::all_orgs::Standing::Own(totals), "village {n}");
    }
    assert_eq!(home.dump(), before, "looking writes nothing");
    // Last year, by what it came to.
    let last = book.all_orgs(2025, None, None).unwrap();
    go(&mut book, 1);
    assert_eq!(last.rows[0].points(), Some(book.score(None, day("2025-12-31")).unwrap().totals.expected));
}

#[test]
fn a_veto_that_a_rater_entered_leaves_the_band_to_a_person() {
    let home = Home::empty();
    let veto =
        "[[section.item]]\nno = \"3\"\ntext = \"重大事故\"\nrule = [{ id = \"v\", effect = { veto = \"sheet\" } }]\n";
    let mut book = township(&home, 1);
    drop(book);
    let file = home.path().join("数据/checklists/own.toml");
    fs::write(&file, format!("{}{veto}", SHEET.replace("version = 1", "version = 2"))).unwrap();
    let clock = Clock::fixed(day("2026-11-21"));
    book = Book::open_with(home.path(), Access::Write, clock, Catalog::load(home.path()), None).unwrap();
    assert_eq!(book.catalog().faults, Vec::<String>::new());
    scored(&mut book, SheetRole::Rater, FIRST, "张三", &["60", "35"]);
    let sheet = Which::Saved(book.sheets(2026).unwrap()[1].id);
    book.decide(&sheet, "3", Some(pts("0")), "").unwrap();
    let row = |book: &Book| book.all_orgs(2026, None, Some(FIRST.0)).unwrap().rows[0].clone();
    assert_eq!(row(&book).band.as_deref(), Some("五星"));
    let one =
        zhibu::book::Counted { rule: "v", day: day("2026-06-01"), who: "", amount: 100, choice: "", note: "通报" };
    book.count(&sheet, "3", &one).unwrap();
    let vetoed = row(&book);
    assert_eq!((vetoed.band.as_deref(), vetoed.band_text().as_str()), (None, "由人定"));
    assert!(vetoed.told[0].contains("重大事故"), "{:?}", vetoed.told);
    scored(&mut book, SheetRole::Rater, FIRST, "李四", &["60", "35"]);
    let sheet = Which::Saved(book.sheets(2026).unwrap().iter().find(|s| s.rater == "李四").unwrap().id);
    book.count(&sheet, "3", &one).unwrap();
    assert_eq!(row(&book).told, vetoed.told, "told once, whoever entered it");
}
