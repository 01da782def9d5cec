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
    place.done(&["undo"]);
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
    place.done(&["undo"]);
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
