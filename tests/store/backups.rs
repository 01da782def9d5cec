//! Backups: made without being asked, verified, put back with nothing thrown away.

use crate::{Home, add_member, day, problems};
use std::{fs, time::SystemTime};
use zhibu::{
    book::{Access, Book, Clock},
    store::{Store, backup},
};

fn names(home: &Home) -> Vec<String> {
    let mut names: Vec<_> =
        backup::list(home.path()).iter().map(|b| b.path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    names.reverse();
    names
}

fn members_in(file: &std::path::Path) -> i64 {
    let conn = rusqlite::Connection::open(file).unwrap();
    conn.query_row("SELECT count(*) FROM member", [], |r| r.get(0)).unwrap()
}

#[test]
fn before_the_first_act_of_a_day() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    assert_eq!(names(&home), [""; 0], "nothing to keep before the first day's end");
    drop(book);
    let mut book = home.open_on(Access::Write, "2026-03-06").unwrap();
    assert_eq!(names(&home), [""; 0], "looking is no reason");
    add_member(&mut book, "李四");
    add_member(&mut book, "王五");
    drop(book);
    add_member(&mut home.open_on(Access::Write, "2026-03-06").unwrap(), "赵六");
    assert_eq!(names(&home), ["zhibu-2026-03-06-120000.db"]);
    assert_eq!(members_in(&home.path().join("备份/zhibu-2026-03-06-120000.db")), 1, "as it was before");
    add_member(&mut home.open_on(Access::Write, "2026-03-07").unwrap(), "钱七");
    assert_eq!(names(&home).len(), 2);
}

#[test]
fn a_clock_that_was_ahead_stops_no_backup() {
    let home = Home::empty();
    add_member(&mut home.book(), "张三");
    for on in ["2030-01-01", "2026-03-06", "2026-03-07"] {
        add_member(&mut home.open_on(Access::Write, on).unwrap(), on);
    }
    let expected = ["2026-03-06", "2026-03-07", "2030-01-01"].map(|on| format!("zhibu-{on}-120000.db"));
    assert_eq!(names(&home), expected);
}

#[test]
fn what_a_kill_left_half_made_is_removed_by_the_next_backup() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let folder = home.path().join("备份");
    let half = |name: &str, at: SystemTime| {
        let half = folder.join(name);
        fs::create_dir_all(&half).unwrap();
        fs::write(half.join("zhibu.db"), "half").unwrap();
        fs::File::open(&half).unwrap().set_modified(at).unwrap();
        half
    };
    let stale = half(".zhibu-AbCdEf.tmp", SystemTime::UNIX_EPOCH);
    let others = half("别的文件夹.tmp", SystemTime::UNIX_EPOCH);
    let in_work = half(".zhibu-GhIjKl.tmp", SystemTime::now());
    book.backup(None).unwrap();
    assert_eq!([stale, others, in_work].map(|p| p.exists()), [false, true, true]);
}

#[test]
fn before_every_import() {
    use zhibu::model::change::Op;
    let home = Home::empty();
    drop(home.book());
    let clock = Clock::fixed(day("2026-03-05"));
    let mut store = Store::open(home.path(), Access::Write, clock, None).unwrap();
    for _ in 0..2 {
        store.act(&Op::ImportRoster { file: "a.xlsx".into(), rows: 0 }, |_| Ok(())).unwrap();
    }
    assert_eq!(names(&home), ["zhibu-2026-03-05-120000.db", "zhibu-2026-03-05-120000-2.db"]);
}

#[test]
fn asked_for_it_never_overwrites() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let to = home.path().join("给镇里.db");
    assert_eq!(book.backup(Some(&to)).unwrap(), to);
    assert_eq!(members_in(&to), 1);
    assert!(book.backup(Some(&to)).unwrap_err().to_string().contains("没有覆盖"));
    assert!(book.backup(None).unwrap().starts_with(home.path().join("备份")));
    // Nothing half-made is left behind.
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|n| n.to_string_lossy().contains("tmp")), "{left:?}");
}

#[test]
fn a_backup_that_fails_does_not_stop_the_saving() {
    let home = Home::empty();
    drop(home.book());
    fs::write(home.path().join("备份"), "a file where the folder should be").unwrap();
    let mut book = home.open_on(Access::Write, "2026-03-06").unwrap();
    add_member(&mut book, "张三");
    assert_eq!(book.members().unwrap().len(), 1);
    assert!(book.notices().iter().any(|n| n.contains("备份没有做成")), "{:?}", book.notices());
}

#[test]
fn restored_with_the_other_set_aside() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let file = book.backup(None).unwrap();
    add_member(&mut book, "李四");
    let clock = Clock::fixed(day("2026-03-06"));
    assert!(Book::restore(home.path(), &file, clock).is_err(), "not while a window is open");
    drop(book);
    let state = Some(home.state.path().to_owned());
    let name = std::path::Path::new(file.file_name().unwrap());
    let aside = zhibu::store::restore::restore(home.path(), name, clock, state).unwrap().unwrap();
    assert_eq!(aside.file_name().unwrap().to_str().unwrap(), "zhibu.db.恢复前-20260306-120000");
    assert_eq!((members_in(&aside), members_in(&home.path().join("zhibu.db"))), (2, 1));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |file: &std::path::Path| fs::metadata(file).unwrap().permissions().mode();
        let plain = home.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(mode(&home.path().join("zhibu.db")), mode(&plain), "another user of the PC is not locked out");
    }
    let mut book = home.open();
    add_member(&mut book, "王五");
    assert_eq!(problems(&home), Vec::<String>::new());
    let steps: Vec<_> = book.history(10).unwrap().iter().map(|s| (s.n, s.seq)).collect();
    assert_eq!(steps, [(3, 1), (2, 2), (1, 1)], "a new origin after a restore, and people count on");
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_no_one_can_read_stops_the_backup_alone() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::empty();
    let odd = home.path().join(std::ffi::OsStr::from_bytes(b"\xd4\xc6"));
    fs::create_dir(&odd).unwrap();
    let open = |on: &str| {
        let state = Some(home.state.path().to_owned());
        Book::open_with(&odd, Access::Write, Clock::fixed(day(on)), zhibu::book::Catalog::built_in(), state)
    };
    let mut book = open("2026-03-05").unwrap();
    book.add_org(crate::branch("柳林村党支部")).unwrap();
    drop(book);
    let mut book = open("2026-03-06").unwrap();
    add_member(&mut book, "张三");
    assert_eq!(book.members().unwrap().len(), 1);
    let told = book.notices().join(" ");
    assert!(told.contains("备份没有做成:文件夹的名字") && !told.contains("没有保存"), "{told}");
    assert_eq!(fs::read_dir(odd.join("备份")).unwrap().count(), 0, "nothing half-made stays");
}
