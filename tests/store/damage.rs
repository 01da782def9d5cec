//! Bad luck: damaged, foreign, newer and read-only files, a full disk, a kill in the middle of an act.

use crate::{Home, add_meeting, add_member, day, problems};
use rusqlite::Connection;
use std::fs;
use zhibu::{
    book::{Access, Book, Clock, Error},
    model::change::Op,
    store::{self, Store},
};

/// What `open` says, and that it touched nothing.
fn told(home: &Home) -> String {
    let db = home.path().join("zhibu.db");
    let before = fs::read(&db).ok();
    let errors = [Access::Read, Access::Write].map(|a| home.open_on(a, "2026-03-06").unwrap_err().to_string());
    assert_eq!(fs::read(&db).ok(), before);
    assert!(errors.iter().all(|e| e.starts_with("数据文件打不开") && e.contains("原样保留")), "{errors:?}");
    errors.join(";")
}

#[test]
fn a_damaged_file_is_kept_and_the_newest_good_backup_named() {
    let home = Home::empty();
    let mut book = home.book();
    for i in 0..50 {
        add_member(&mut book, &format!("党员{i}"));
    }
    let good = book.backup(None).unwrap();
    let bad = book.backup(None).unwrap();
    drop(book);
    fs::write(&bad, "这个备份也坏了").unwrap();
    let db = home.path().join("zhibu.db");
    let whole = fs::read(&db).unwrap();
    let name = good.file_name().unwrap().to_str().unwrap();
    let cuts = [1, 60, 100, 511, 5000, whole.len() / 2].map(|n| whole[..n].to_vec());
    let foreign = [b"not a database at all, but long enough to look at".repeat(100), vec![]];
    for broken in cuts.into_iter().chain(foreign) {
        fs::write(&db, &broken).unwrap();
        let told = told(&home);
        assert_eq!(told.matches(&format!("zhibu restore 备份/{name}")).count(), 2, "{told}");
    }
    fs::remove_file(&db).unwrap();
    assert!(told(&home).contains("文件不见了"));
    assert!(Book::exists(home.path()), "not a folder to begin anew in");
    fs::write(&db, &whole[..5000]).unwrap();
    let (clock, state) = (Clock::fixed(day("2026-03-06")), home.state.path().to_owned());
    let aside = store::restore::restore(home.path(), &good, clock, Some(state)).unwrap().unwrap();
    assert!(aside.to_str().unwrap().contains("zhibu.db.损坏-"));
    assert_eq!(fs::read(aside).unwrap(), whole[..5000]);
    assert_eq!(home.open().members().unwrap().len(), 50);
}

#[test]
fn a_damaged_page_deep_inside_is_found_by_check() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    drop(book);
    let db = home.path().join("zhibu.db");
    let mut bytes = fs::read(&db).unwrap();
    let at = bytes.windows(6).rposition(|w| w == "张三".as_bytes()).unwrap();
    bytes[at - 200..at - 100].fill(0xff);
    fs::write(&db, bytes).unwrap();
    match home.open_on(Access::Read, "2026-03-05").and_then(|b| b.check()).map(|r| r.problems) {
        Ok(problems) => assert!(!problems.is_empty()),
        Err(e) => assert!(e.is_corrupt(), "{e}"),
    }
}

#[test]
fn another_programs_database_is_left_alone() {
    let home = Home::empty();
    home.raw().execute_batch("CREATE TABLE songs (name)").unwrap();
    assert!(told(&home).contains("不是本程序的数据文件"));
}

#[test]
fn a_newer_file_is_only_read() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    drop(book);
    home.raw().execute_batch("PRAGMA user_version = 99").unwrap();
    let before = fs::read(home.path().join("zhibu.db")).unwrap();
    let mut book = home.open_on(Access::Write, "2026-03-06").unwrap();
    assert!(book.read_only().unwrap().contains("更新版本"));
    assert_eq!(book.members().unwrap().len(), 1);
    assert!(matches!(book.undo(), Err(Error::ReadOnly(_))));
    let member = zhibu::model::member::Member { name: "李四".into(), ..book.new_member().unwrap() };
    assert!(matches!(book.save_member(&member), Err(Error::ReadOnly(_))));
    drop(book);
    assert!(fs::read(home.path().join("zhibu.db")).unwrap() == before);
}

#[test]
fn a_folder_that_cannot_be_written_is_only_read() {
    let home = Home::empty();
    drop(home.book());
    // Root may write everywhere; a folder in the lock's place nobody can open as a file.
    let lock = home.path().join("zhibu.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    let book = home.open();
    assert!(book.read_only().unwrap().contains("不能写入"));
    assert_eq!(book.orgs().len(), 1);
}

#[test]
fn a_full_disk_loses_nothing() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    drop(book);
    let clock = Clock::fixed(day("2026-03-05"));
    let mut store = Store::open(home.path(), Access::Write, clock, None).unwrap();
    let pages: i64 = store.conn().pragma_query_value(None, "page_count", |r| r.get(0)).unwrap();
    let limit = |n: i64| {
        store.conn().pragma_update_and_check(None, "max_page_count", n, |_| Ok(())).unwrap();
    };
    limit(pages);
    let before = home.dump();
    let mut member = store::member::list(store.conn(), None).unwrap()[0].clone();
    member.note = "长".repeat(100_000);
    let op = Op::EditMember { name: "张三".into() };
    let error = store.act(&op, |tx| store::member::update(tx, &member)).unwrap_err();
    assert!(matches!(error, Error::Full), "{error}");
    assert!(error.to_string().contains("没有保存,原数据未动"));
    assert_eq!(home.dump(), before);
    // After a clean-up the same act goes through.
    store.conn().pragma_update_and_check(None, "max_page_count", 100_000, |_| Ok(())).unwrap();
    store.act(&op, |tx| store::member::update(tx, &member)).unwrap();
    assert_eq!(store::check::run(store.conn()).unwrap().problems, Vec::<String>::new());
}

/// A kill between any two writes: the file and its journal as they lie on the disk in the middle of an act.
#[test]
fn a_kill_in_the_middle_leaves_the_last_saved_state() {
    let home = Home::empty();
    let mut book = home.book();
    for i in 0..20 {
        add_member(&mut book, &format!("党员{i}"));
    }
    add_meeting(&mut book, "2026-03-01", "学习");
    drop(book);
    let before = home.dump();
    for access in [Access::Write, Access::Read] {
        let crashed = Home::empty();
        let conn = Connection::open(home.path().join("zhibu.db")).unwrap();
        // No room in memory: changed pages reach the file before the commit.
        conn.execute_batch(
            "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1;
             BEGIN IMMEDIATE; INSERT INTO journal_open VALUES (1, 1, 1);
             UPDATE member SET note = hex(zeroblob(3000)); UPDATE attendance SET reason = hex(zeroblob(3000));",
        )
        .unwrap();
        for file in ["zhibu.db", "zhibu.db-journal"] {
            fs::copy(home.path().join(file), crashed.path().join(file)).unwrap();
        }
        conn.execute_batch("ROLLBACK").unwrap();
        drop(conn);
        assert!(fs::metadata(crashed.path().join("zhibu.db-journal")).unwrap().len() > 0);
        assert!(
            fs::read(crashed.path().join("zhibu.db")).unwrap() != fs::read(home.path().join("zhibu.db")).unwrap(),
            "the act had begun to reach the file"
        );
        let book = crashed.open_on(access, "2026-03-05").unwrap();
        assert_eq!(problems(&crashed), Vec::<String>::new());
        assert_eq!(book.members().unwrap().len(), 20);
        drop(book);
        assert_eq!(crashed.dump(), before);
    }
}

#[test]
fn an_error_in_the_middle_of_a_verb_takes_all_of_it_back() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    drop(book);
    let before = home.dump();
    let mut store = Store::open(home.path(), Access::Write, Clock::fixed(day("2026-03-05")), None).unwrap();
    let member = store::member::list(store.conn(), None).unwrap()[0].clone();
    let done = store.act(&Op::DeleteMember { name: "张三".into() }, |tx| {
        store::member::delete(tx, member.id)?;
        Err::<(), _>(Error::refused("不"))
    });
    assert!(done.is_err());
    assert_eq!(home.dump(), before);
    assert_eq!(store::journal::history::list(store.conn(), 10).unwrap().len(), 2);
}
