//! Backups, a damaged file, and a screen that is open meanwhile.

use crate::{Place, people};
use serde_json::Value;
use std::fs;
use zhibu::book::Access;

#[test]
fn a_backup_brings_back_what_was() {
    let place = Place::with_roster();
    let copy = place.file("备份.db");
    place.done(&["backup", "--to", copy.to_str().unwrap()]);
    place.done(&["undo", "--yes"]);
    assert!(place.names(&[]).is_empty());
    place.done(&["restore", copy.to_str().unwrap()]);
    assert_eq!(place.names(&[]).len(), 3);

    let nonsense = place.file("不是备份.db");
    fs::write(&nonsense, "nonsense").unwrap();
    let why = place.refused(&["restore", nonsense.to_str().unwrap()], 1);
    assert!(why.contains("请换一个备份文件") && !why.contains("zhibu restore"), "{why}");
    place.refused(&["restore", place.file("没有.db").to_str().unwrap()], 1);
    assert_eq!(place.names(&[]).len(), 3, "a refused restore changes nothing");
}

#[test]
fn a_damaged_file_is_named_and_left_as_it_is() {
    let place = Place::empty();
    place.refused(&["check"], 1);
    place.done(&["init", "--name", "示例村党支部", "--kind", "village", "--demo"]);
    let file = place.file("数据").join("zhibu.db");
    fs::write(&file, "no database".repeat(500)).unwrap();
    let (code, out, err) = place.run(&["check", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, report["ok"].as_bool()), (1, Some(false)), "{out}{err}");
    place.refused(&["list", "members"], 1);
    place.refused(&["undo"], 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "no database".repeat(500));
}

#[test]
fn while_a_screen_is_open_one_may_read_but_not_write() {
    let place = Place::empty();
    place.done(&["init", "--name", "示例村党支部", "--kind", "village", "--demo"]);
    let open = place.book(Access::Write);
    assert_eq!(place.names(&[]).len(), 46);
    place.done(&["export", "score", "--to", place.file("得分.csv").to_str().unwrap()]);
    place.refused(&["undo"], 1);
    place.refused(&["init", "--name", "乙", "--kind", "branch", "--parent", "示例村党支部"], 1);
    drop(open);
    place.done(&["undo", "--yes"]);
}

#[test]
fn a_step_with_a_border_is_told_before_it_is_taken_back() {
    let place = Place::with_roster();
    let why = place.refused(&["undo"], 1);
    for told in ["“导入花名册", "会去掉3名党员", "是整批导入", "zhibu undo --yes"] {
        assert!(why.contains(told), "{told}: {why}");
    }
    assert_eq!(place.names(&[]).len(), 3, "nothing was taken back");
    assert!(place.done(&["undo", "--yes"]).contains("已撤销:导入花名册"));
    assert!(place.names(&[]).is_empty());
    // What was undone the same day by the same person is done again without asking.
    place.done(&["redo"]);
    place.done(&["undo", "--yes"]);
    let why = place.refused(&["undo"], 1);
    assert!(why.contains("会去掉1个党组织") && why.contains("是新建党组织"), "{why}");
    // On another day both ask.
    let later = |args: &[&str]| place.run_on("2026-04-01", args);
    let (code, _, why) = later(&["redo"]);
    assert!(why.contains("会恢复3名党员") && why.contains("不是今天做的") && why.contains("zhibu redo --yes"), "{why}");
    assert_eq!((code, later(&["redo", "--yes"]).0, place.names(&[]).len()), (1, 0, 3));

    // A small act of the day goes at once, on another day it is told first.
    let mut book = place.book(Access::Write);
    let mut member = book.new_member().unwrap();
    member.name = "韩秋水".into();
    book.save_member(&member).unwrap();
    drop(book);
    let (code, _, why) = later(&["undo"]);
    assert!(code == 1 && why.contains("会去掉1名党员") && why.contains("不是今天做的"), "{why}");
    assert!(place.done(&["undo"]).contains("已撤销:新增党员韩秋水"));
}

#[test]
fn what_another_machine_did_is_not_undone_here() {
    let place = Place::with_roster();
    let machine = Place::empty();
    let copied = machine.file("数据");
    fs::create_dir_all(&copied).unwrap();
    fs::copy(place.file("数据").join("zhibu.db"), copied.join("zhibu.db")).unwrap();
    let why = machine.refused(&["undo", "--yes"], 1);
    assert!(why.contains("“导入花名册") && why.contains("在改动记录里可以看"), "{why}");
    assert_eq!(machine.names(&[]).len(), 3);
}

#[test]
fn a_backup_that_fails_during_a_command_is_told() {
    let place = Place::with_roster();
    let backups = place.file("数据").join("备份");
    fs::remove_dir_all(&backups).unwrap();
    fs::write(&backups, "a file where the folder should be").unwrap();
    let file = place.roster(&people());
    let (code, out, err) = place.run(&["import", "roster", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("备份没有做成"), "{err:?}");
}
