//! Opening: the settings of every connection, one writer at a time, and nothing written by looking.

use crate::{Home, add_meeting, add_member, branch, day, problems};
use rusqlite::StatementStatus;
use std::fs;
use zhibu::{
    book::{Access, Book, Clock, Error},
    model::{change::Op, id::OrgId, org::Org},
    store::Store,
};

#[test]
fn the_settings_are_pinned() {
    let home = Home::empty();
    drop(home.book());
    let store = Store::open(home.path(), Access::Write, Clock::fixed(day("2026-03-05")), None).unwrap();
    let text = |pragma: &str| store.conn().pragma_query_value(None, pragma, |r| r.get::<_, String>(0)).unwrap();
    let number = |pragma: &str| store.conn().pragma_query_value(None, pragma, |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(text("journal_mode"), "truncate");
    assert_eq!(number("synchronous"), 2);
    assert_eq!(number("foreign_keys"), 1);
    assert_eq!(number("recursive_triggers"), 1);
    assert_eq!(number("trusted_schema"), 0);
    assert!(store.conn().prepare("SELECT \"nope\"").is_err(), "a misspelt column is no string");
    assert!(store.conn().execute_batch("CREATE TEMP TABLE t (a CHECK (a <> \"nope\"))").is_err());
}

#[test]
fn looking_writes_nothing() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let id = add_meeting(&mut book, "2026-03-05", "学习");
    drop(book);
    let db = home.path().join("zhibu.db");
    let state = || (fs::read(&db).unwrap(), fs::metadata(&db).unwrap().modified().unwrap());
    let before = state();
    for access in [Access::Read, Access::Write] {
        // On another day: even the daily backup waits for the first act.
        let book = home.open_on(access, "2026-04-01").unwrap();
        let on = book.today();
        assert_eq!(book.members().unwrap().len(), 1);
        book.meeting(id).unwrap().unwrap();
        book.new_meeting("theme_day", "", on).unwrap();
        book.score(None, on).unwrap();
        book.calendar(2026).unwrap();
        book.search("学", 10).unwrap();
        book.history(10).unwrap();
        problems(&home);
    }
    assert!(state() == before);
    assert!(!home.path().join("备份").exists());
}

#[test]
fn the_second_window_only_looks() {
    let home = Home::empty();
    let mut first = home.book();
    let mut second = home.open();
    assert_eq!(first.read_only(), None);
    assert_eq!(second.read_only(), Some("另一个窗口正在使用本支部的数据,这里只能查看。"));
    add_member(&mut first, "张三");
    assert_eq!(second.members().unwrap().len(), 1, "it sees what the first saves");
    let member = second.new_member().unwrap();
    assert!(matches!(
        second.save_member(&zhibu::model::member::Member { name: "李四".into(), ..member }),
        Err(Error::ReadOnly(_))
    ));
    assert!(matches!(second.set_person("李四"), Err(Error::ReadOnly(_))));
    assert!(matches!(second.undo(), Err(Error::ReadOnly(_))));
    // Reading commands always work beside it.
    assert!(home.open_on(Access::Read, "2026-03-05").unwrap().read_only().is_some());
    drop(first);
    assert_eq!(home.open().read_only(), None);
}

#[test]
fn without_a_book() {
    let home = Home::empty();
    assert!(!Book::exists(home.path()));
    assert!(matches!(home.open_on(Access::Read, "2026-03-05"), Err(Error::NoBook(_))));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    let book = home.open();
    assert!(book.org().is_none());
    assert!(book.members().unwrap_err().to_string().contains("init"));
    assert!(Book::exists(home.path()));
    // A folder that is not there yet is made.
    let deep = home.path().join("甲/乙");
    let clock = Clock::fixed(day("2026-03-05"));
    Store::open(&deep, Access::Write, clock, None).unwrap();
    assert!(Book::exists(&deep));
}

#[test]
fn a_place_to_remember_is_not_needed() {
    let home = Home::empty();
    let file = home.path().join("a file, not a folder");
    fs::write(&file, "").unwrap();
    for name in ["张三", "李四"] {
        let clock = Clock::fixed(day("2026-03-05"));
        let catalog = zhibu::book::Catalog::built_in();
        let mut book = Book::open_with(home.path(), Access::Write, clock, catalog, Some(file.join("x"))).unwrap();
        if book.org().is_none() {
            book.add_org(crate::branch("柳林村党支部")).unwrap();
        }
        add_member(&mut book, name);
        assert_eq!(problems(&home), Vec::<String>::new());
    }
}

#[test]
fn who_is_at_the_keyboard_is_no_step() {
    let home = Home::empty();
    let mut book = home.book();
    book.set_person(" 王秀英 ").unwrap();
    assert_eq!(book.history(10).unwrap().len(), 1);
    drop(book);
    assert_eq!(home.open().person(), "王秀英");
}

/// Compiling a statement takes longer than most statements run: neither other values nor an undo may make it anew.
#[test]
fn a_cached_statement_stays_compiled() {
    let home = Home::empty();
    let mut store = Store::open(home.path(), Access::Write, Clock::fixed(day("2026-03-05")), None).unwrap();
    let recompiled = |store: &Store| {
        let sql = "SELECT count(*) FROM activity WHERE org = ?1 AND held_on BETWEEN ?2 AND ?3 AND title LIKE ?4";
        let mut stmt = store.conn().prepare_cached(sql).unwrap();
        for like in ["%a%", "b%"] {
            stmt.query_row((1, "2026-01-01", "2026-12-31", like), |r| r.get::<_, i64>(0)).unwrap();
        }
        stmt.get_status(StatementStatus::RePrepare)
    };
    let org = Org { id: OrgId(7), ..branch("柳林村党支部") };
    store.act(&Op::AddOrg { name: org.name.clone() }, |tx| zhibu::store::org::insert(tx, &org)).unwrap();
    assert_eq!(recompiled(&store), 0);
    store.replay(zhibu::model::undo::Way::Back).unwrap();
    assert_eq!(recompiled(&store), 0);
}
