//! What a decision rested on is kept with it: through saving, deleting, undo, freezing, another version, an upgrade.

use crate::{Home, add_meeting, branch, day};
use rusqlite::Connection;
use std::fs;
use zhibu::{
    book::{Access, Book, Catalog, Clock, Counted},
    model::{id::ActivityId, points::Points, sheet::Which},
};

fn own() -> Which {
    Which::running("village", 2026)
}

fn pts(s: &str) -> Points {
    s.parse().unwrap()
}

fn changed(book: &Book, which: &Which, no: &str) -> Vec<String> {
    let score = book.sheet_in_hand(which, None).unwrap().score;
    score.items().find(|i| i.no == no).unwrap().changed.clone()
}

/// A village with theme days in January and February, 4.1 decided.
fn decided(home: &Home) -> (Book, ActivityId) {
    let mut book = home.open();
    book.add_org(branch("柳林村党支部")).unwrap();
    add_meeting(&mut book, "2026-01-05", "学习");
    let second = add_meeting(&mut book, "2026-02-05", "学习");
    book.decide(&own(), "4.1", Some(pts("3.5")), "照片不全").unwrap();
    (book, second)
}

#[test]
fn a_record_that_comes_or_goes_marks_the_decision_and_undo_takes_the_mark_back() {
    let home = Home::empty();
    let (book, second) = decided(&home);
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new());
    drop(book);
    let mut book = home.open();
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new(), "as read from the disk");
    // A second one in a month that has one moves no figure.
    add_meeting(&mut book, "2026-02-20", "再学习");
    assert_eq!(changed(&book, &own(), "4.1"), ["多了2月主题党日"]);
    assert_eq!(changed(&book, &own(), "4.2"), Vec::<String>::new(), "nobody decided that");
    book.undo().unwrap();
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new());
    book.delete_activity(second).unwrap();
    assert_eq!(changed(&book, &own(), "4.1")[0], "少了2月主题党日");
    // Decided anew it rests on what there is now; a note changes nothing of that.
    book.decide(&own(), "4.1", Some(pts("3")), "照片不全").unwrap();
    book.note_item(&own(), "4.1", "已补照片").unwrap();
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new());
    for _ in 0..3 {
        book.undo().unwrap();
    }
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new(), "the old decision with its old evidence");
}

#[test]
fn a_frozen_sheet_rests_on_what_it_was_made_of() {
    let home = Home::empty();
    let text = include_str!("../score/fixtures/ninghai.toml");
    let folder = home.path().join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("ninghai.toml"), text).unwrap();
    let clock = Clock::fixed(day("2026-03-05"));
    let mut book = Book::open_with(home.path(), Access::Write, clock, Catalog::load(home.path()), None).unwrap();
    book.add_org(branch("柳林村党支部")).unwrap();
    book.use_checklist("ninghai").unwrap();
    let running = Which::running("ninghai", 2026);
    let rule = book.asking(&running, "1.1").unwrap()[0].id.clone();
    let one = |note| Counted { rule: &rule, day: day("2026-03-02"), who: "王五", amount: 200, choice: "", note };
    book.count(&running, "1.1", &one("支委会")).unwrap();
    let (id, _) = book.freeze("ninghai", 2026, "").unwrap();
    let frozen = Which::Saved(id);
    assert_eq!(changed(&book, &frozen, "1.1"), Vec::<String>::new(), "its own copy of what was counted");
    assert!(book.count(&frozen, "1.1", &one("党员大会")).is_err(), "nothing is put on it any more");
    book.count(&running, "1.1", &one("党员大会")).unwrap();
    assert_eq!(changed(&book, &frozen, "1.1"), Vec::<String>::new(), "nor moved by what is counted elsewhere");
}

#[test]
fn another_version_keeps_it_where_the_rules_are_the_same() {
    let home = Home::empty();
    let (book, second) = decided(&home);
    drop(book);
    let text = include_str!("../../data/checklists/village.toml").replace("version = 2\n", "version = 3\n");
    let folder = home.path().join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("village.toml"), text).unwrap();
    let clock = Clock::fixed(day("2026-03-05"));
    let mut book = Book::open_with(home.path(), Access::Write, clock, Catalog::load(home.path()), None).unwrap();
    book.move_to_new_version("village", 2026).unwrap();
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new());
    book.delete_activity(second).unwrap();
    assert_eq!(changed(&book, &own(), "4.1")[0], "少了2月主题党日");
}

#[test]
fn a_decision_from_before_it_was_kept_is_compared_by_its_figure() {
    let home = Home::empty();
    let (book, second) = decided(&home);
    drop(book);
    let conn = Connection::open(home.path().join("zhibu.db")).unwrap();
    let kept: String = conn.query_row("SELECT grounds FROM mark WHERE item = '4.1'", [], |r| r.get(0)).unwrap();
    assert!(kept.contains(&format!("\"id\":{second}")) && !kept.contains("学习"), "ids, no content: {kept}");
    conn.execute_batch("DROP TRIGGER journal_mark_update; UPDATE mark SET grounds = NULL").unwrap();
    drop(conn);
    let mut book = home.open();
    add_meeting(&mut book, "2026-02-20", "再学习");
    assert_eq!(changed(&book, &own(), "4.1"), Vec::<String>::new(), "as it was");
}
