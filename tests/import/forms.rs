//! A township's own scoring form: read, proposed, taken in with what was confirmed, scored.

use std::{fs, path::PathBuf};
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock},
    model::{
        checklist::RuleSource,
        org::{Org, OrgKind},
        points::Points,
        score::State,
    },
};

const TEXT: &str = "青石镇2026年党建考核办法\n一、基础工作(11分)\n1.按月开展主题党日,每少一次扣1分,扣完为止(6分)\n\
                    2.台账齐全,酌情扣0.5-2分(4分)\n二、加减分\n1.被县级以上通报表扬的,每次加2分,最多加4分\n";

/// A folder with one village in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        home.book().add_org(Org::new(OrgKind::Village, "柳林村党支部")).unwrap();
        home
    }

    fn book(&self) -> Book {
        let clock = Clock::fixed("2026-11-21".parse().unwrap());
        Book::open_with(self.0.path(), Access::Write, clock, Catalog::load(self.0.path()), None).unwrap()
    }
}

fn file(home: &Home, name: &str, bytes: &[u8]) -> PathBuf {
    let path = home.0.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn pts(text: &str) -> Points {
    text.parse().unwrap()
}

#[test]
fn a_form_is_shown_with_its_sums_before_anything_is_written() {
    let home = Home::new();
    let book = home.book();
    let found = book.propose_checklist(&file(&home, "办法.txt", TEXT.as_bytes())).unwrap();
    assert_eq!(found.checklist.name, "青石镇2026年党建考核办法");
    assert_eq!(found.remarks, ["“基础工作”标明 11 分,各项合计 10 分"]);
    assert_eq!(found.rules.iter().map(|(no, _)| no.as_str()).collect::<Vec<_>>(), ["1.1", "1.2", "2.1"]);
    assert_eq!(found.rules[0].1.source, RuleSource::Duty("theme_day".into()));
    assert_eq!(book.catalog().checklists().count(), 2);
    assert!(!home.0.path().join("数据").exists());
}

#[test]
fn only_confirmed_rules_are_in_force() {
    let home = Home::new();
    let mut book = home.book();
    let found = book.propose_checklist(&file(&home, "办法.txt", TEXT.as_bytes())).unwrap();
    let id = book.take_in_checklist(&found, &[0]).unwrap();
    book.use_checklist(&id).unwrap();
    let score = book.score(None, "2026-11-21".parse().unwrap()).unwrap();
    let items: Vec<_> = score.sections.iter().flat_map(|s| &s.items).collect();
    assert_eq!(items[0].state, State::Suggested);
    assert_eq!(items[1].state, State::Open, "酌情 was not confirmed");
    assert_eq!((items[0].text.as_str(), items[0].max), ("按月开展主题党日,每少一次扣1分,扣完为止(6分)", pts("6")));
    assert!(score.warnings.iter().any(|w| w.contains("标明 11 分")), "{:?}", score.warnings);
    drop(book);
    let again = home.book();
    assert_eq!(again.checklist_in_force().unwrap(), id, "after a restart too");
}

#[test]
fn the_same_form_again_is_refused_and_a_changed_one_is_the_next_version() {
    let home = Home::new();
    let mut book = home.book();
    let take = |book: &mut Book, text: &str| {
        let found = book.propose_checklist_text(text).unwrap();
        book.take_in_checklist(&found, &[])
    };
    let id = take(&mut book, TEXT).unwrap();
    assert!(take(&mut book, TEXT).unwrap_err().to_string().contains("内容相同"));
    assert_eq!(take(&mut book, &TEXT.replace("(4分)", "(5分)")).unwrap(), id);
    assert_eq!(book.catalog().checklist(&id).unwrap().version, 2);
}

#[test]
fn every_proposal_can_be_taken_in() {
    let home = Home::new();
    let mut book = home.book();
    let text = "某镇办法\n一、甲(30分)\n1.少于2次,每少一次扣5分(10分)\n2.每低3个百分点扣0.5分(5分)\n3.没有标牌的不得分(5分)\n\
                4.被评为一二三等奖的,分别加3、2、1分\n5.发生重大事故的一票否决\n6.参加培训的每次加1分,每月最多加2分\n\
                7.支委会每少一次扣0.5分(6分)\n";
    let found = book.propose_checklist_text(text).unwrap();
    assert_eq!(found.rules.len(), 7);
    let all: Vec<usize> = (0..found.rules.len()).collect();
    let id = book.take_in_checklist(&found, &all).unwrap();
    let list = book.catalog().checklist(&id).unwrap();
    let kept: Vec<_> = list.items().flat_map(|(_, i)| i.rules.clone()).collect();
    assert_eq!(kept, found.rules.iter().map(|(_, r)| r.clone()).collect::<Vec<_>>(), "as they were confirmed");
}

#[test]
fn the_next_version_keeps_the_rules_of_items_that_did_not_change() {
    let home = Home::new();
    let mut book = home.book();
    let found = book.propose_checklist_text(TEXT).unwrap();
    let id = book.take_in_checklist(&found, &[0, 1]).unwrap();
    let changed = book.propose_checklist_text(&TEXT.replace("(4分)", "(5分)")).unwrap();
    book.take_in_checklist(&changed, &[]).unwrap();
    let list = book.catalog().checklist(&id).unwrap();
    let rules = |no: &str| list.item(no).unwrap().rules.len();
    assert_eq!((list.version, rules("1.1"), rules("1.2")), (2, 1, 0), "1.2 is another item now");
}

#[test]
fn the_townships_copy_of_our_own_sheet_rests_on_the_same_evidence() {
    let home = Home::new();
    let book = home.book();
    let text = "测评表\n一、党员管理(20分)\n1.党员花名册及时更新、内容准确(2分)\n";
    let found = book.propose_checklist_text(text).unwrap();
    assert_eq!(found.rules[0].1.source, RuleSource::RosterGaps);
}

#[test]
fn what_was_not_read_whole_is_told_and_left_out_of_all_at_once() {
    let home = Home::new();
    let book = home.book();
    let found = book.propose_checklist_text("办法\n1.未完成的每起扣1分,仍未落实的加倍扣分。\n2.每例扣2分\n").unwrap();
    assert!(found.remarks.iter().any(|r| r.contains("没有读全(“加倍”")), "{:?}", found.remarks);
    assert_eq!((found.rules.len(), found.fully_read()), (2, vec![1]));
}

#[test]
fn a_list_without_groups_is_taken_in_and_a_roster_is_not() {
    let home = Home::new();
    let mut book = home.book();
    let found = book.propose_checklist_text("1.三会一课(5分)\n2.主题党日(5分)\n").unwrap();
    let id = book.take_in_checklist(&found, &[]).unwrap();
    assert_eq!(book.catalog().checklist(&id).unwrap().items().count(), 2);
    let refused = book.propose_checklist_text("1.张三 男 1980-01\n2.李四 女 1990-02\n").unwrap_err();
    assert!(refused.to_string().contains("不像是考核表"), "{refused}");
}

#[test]
fn a_file_without_items_changes_nothing() {
    let home = Home::new();
    let book = home.book();
    let empty = file(&home, "空.txt", b"");
    assert!(book.propose_checklist(&empty).unwrap_err().to_string().contains("空的"));
    let prose = file(&home, "话.txt", "只有几句话\n没有条目".as_bytes());
    assert!(book.propose_checklist(&prose).is_err());
}
