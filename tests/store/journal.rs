//! The journal: any acts undone give the first dump back, redone the last; and it cannot be rewritten unnoticed.

use crate::{
    Home,
    acts::{Act, acts, run},
    add_meeting, add_member, branch, day, problems,
};
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;
use zhibu::{
    book::{Access, Clock},
    model::{change::Op, id::MemberId, member::Member, undo::Way},
    store::{self, Store},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Against the simplest thing it could be: a list of dumps and a place in it.
    #[test]
    fn undo_and_redo_walk_through_the_same_states(acts in acts()) {
        let home = Home::empty();
        let mut book = home.open();
        let mut states = vec![home.dump()];
        book.add_org(branch("柳林村党支部")).unwrap();
        states.push(home.dump());
        // Of the act that each state but the first came out of, its place in the journal.
        let mut steps = vec![1];
        let mut at = 1_usize;
        for act in &acts {
            match act {
                Act::Reopen => {
                    drop(book);
                    book = home.open();
                }
                Act::Undo => {
                    prop_assert_eq!(run(&mut book, act).is_ok(), at > 0);
                    at = at.saturating_sub(1);
                }
                Act::Redo => {
                    prop_assert_eq!(run(&mut book, act).is_ok(), at + 1 < states.len());
                    at = (at + 1).min(states.len() - 1);
                }
                Act::GoBack(i) => {
                    let to = i % at.max(1) + 1;
                    prop_assert_eq!(steps.get(to - 1).is_some_and(|n| book.go_back(*n).is_ok()), to < at);
                    at = at.min(to);
                }
                _ => match run(&mut book, act) {
                    Ok(changed) if !changed.label.is_empty() => {
                        states.truncate(at + 1);
                        states.push(home.dump());
                        steps.truncate(at);
                        steps.push(book.history(1).unwrap()[0].n);
                        at += 1;
                    }
                    // Refused or nothing to change: no step, nothing stored.
                    _ => {}
                },
            }
            prop_assert_eq!(&home.dump(), &states[at]);
        }
        while at > 0 {
            book.undo().unwrap();
            at -= 1;
            prop_assert_eq!(&home.dump(), &states[at]);
        }
        prop_assert!(book.undo().is_err());
        drop(book);
        let mut book = home.open();
        while at + 1 < states.len() {
            book.redo().unwrap();
            at += 1;
        }
        prop_assert_eq!(&home.dump(), &states[at]);
        prop_assert!(book.redo().is_err());
        prop_assert_eq!(problems(&home), Vec::<String>::new());
    }

    /// Two computers in turn at one file: undo takes back what was done on this one, and nothing of the other's with it.
    #[test]
    fn undo_only_ever_takes_own_steps(acts in acts(), turns in prop::collection::vec(any::<bool>(), 30)) {
        let home = Home::empty();
        drop(home.book());
        let other = TempDir::new().unwrap();
        let machines = [home.state.path(), other.path()];
        let mut at = 0;
        let mut book = home.open();
        for (act, switch) in acts.iter().zip(turns) {
            if switch || matches!(act, Act::Reopen) {
                at = (at + usize::from(switch)) % 2;
                drop(book);
                book = home.open_at(machines[at]);
            }
            let before = home.dump();
            if run(&mut book, act).is_err() {
                prop_assert_eq!(home.dump(), before, "{:?} was refused and changed something", act);
            }
        }
        drop(book);
        let foreign = "SELECT count(*) FROM journal_step WHERE target_origin <> origin";
        // A row that an undo touched and the act that it took back did not.
        let more = "SELECT count(*) FROM journal_step u JOIN journal_row r USING (origin, seq)
                    WHERE u.kind <> 'do' AND NOT EXISTS
                      (SELECT 1 FROM journal_row a WHERE a.origin = u.target_origin AND a.seq = u.target_seq
                       AND a.table_name = r.table_name AND a.row_id = r.row_id)";
        for sql in [foreign, more] {
            prop_assert_eq!(home.raw().query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap(), 0, "{}", sql);
        }
        prop_assert_eq!(problems(&home), Vec::<String>::new());
    }
}

#[test]
fn undo_says_what_it_touched_and_stands_in_the_history() {
    let home = Home::empty();
    let mut book = home.book();
    book.set_person("王秀英").unwrap();
    let id = add_member(&mut book, "张三");
    let meeting = add_meeting(&mut book, "2026-03-05", "学习二十大精神");
    assert_eq!(book.next_step(Way::Back).unwrap().label, "新增主题党日《学习二十大精神》");
    let changed = book.undo().unwrap();
    assert_eq!((changed.label.as_str(), changed.activities), ("撤销:新增主题党日《学习二十大精神》", vec![meeting]));
    assert_eq!(book.next_step(Way::Forth).unwrap().label, "新增主题党日《学习二十大精神》");
    // Deleting a member also touches the rolls that named the person.
    book.redo().unwrap();
    let changed = book.delete_member(id).unwrap();
    assert_eq!((changed.members, changed.activities), (vec![id], vec![meeting]));
    assert_eq!(book.meeting(meeting).unwrap().unwrap().attendance[0].name, "张三");
    book.undo().unwrap();
    let history = book.history(3).unwrap();
    let told: Vec<_> = history.iter().map(|s| (s.label.as_str(), s.undone)).collect();
    assert_eq!(
        told,
        [("撤销:删除党员张三", false), ("删除党员张三", true), ("重做:新增主题党日《学习二十大精神》", false)]
    );
    assert_eq!((history[0].person.as_str(), history[0].at.date()), ("王秀英", day("2026-03-05")));
    assert!(!history[0].device.is_empty());
    assert_eq!(book.history(100).unwrap().iter().map(|s| s.seq).collect::<Vec<_>>(), [7, 6, 5, 4, 3, 2, 1]);
}

#[test]
fn undo_refuses_rows_changed_behind_its_back() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let raw = home.raw();
    raw.execute_batch("DROP TRIGGER journal_member_update; UPDATE member SET phone = '1'").unwrap();
    let before = home.dump();
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("后来又变了"), "{told}");
    assert_eq!(home.dump(), before);
    raw.execute_batch("UPDATE member SET phone = ''").unwrap();
    book.undo().unwrap();
}

#[test]
fn a_write_past_the_one_door_fails() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let raw = home.raw();
    for sql in [
        "UPDATE member SET name = '李四'",
        "DELETE FROM member",
        "UPDATE journal_step SET label = ''",
        "DELETE FROM journal_step",
        "UPDATE journal_row SET after = NULL",
        "DELETE FROM journal_row",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn a_rewritten_journal_is_noticed() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    add_member(&mut book, "李四");
    assert_eq!(problems(&home), Vec::<String>::new());
    let raw = home.raw();
    raw.execute_batch("DROP TRIGGER keep_row_update; DROP TRIGGER keep_step_delete; PRAGMA foreign_keys = OFF")
        .unwrap();
    raw.execute("UPDATE journal_row SET after = replace(after, '张三', '王五') WHERE after LIKE '%张三%'", []).unwrap();
    let told = problems(&home);
    assert!(told.len() == 1 && told[0].contains("第2步") && told[0].contains("被改动过"), "{told:?}");
    raw.execute("DELETE FROM journal_step WHERE seq = 2", []).unwrap();
    let told = problems(&home).join(";");
    assert!(told.contains("第1步之后是第3步") && told.contains("接不上"), "{told}");
}

#[test]
fn an_old_copy_begins_a_new_origin() {
    let home = Home::empty();
    drop(home.book());
    let (db, copy) = (home.path().join("zhibu.db"), home.path().join("copy"));
    let origins = || -> Vec<(i64, i64)> {
        let raw = home.raw();
        let mut stmt =
            raw.prepare("SELECT origin, max(seq) FROM journal_step GROUP BY origin ORDER BY min(n)").unwrap();
        stmt.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(|r| r.unwrap()).collect()
    };
    // The same machine goes on with the same origin.
    fs::copy(&db, &copy).unwrap();
    add_member(&mut home.open(), "张三");
    assert_eq!(origins().len(), 1);
    assert_eq!(origins()[0].1, 2);
    // The file of the USB stick is behind what this machine remembers.
    fs::copy(&copy, &db).unwrap();
    add_member(&mut home.open(), "李四");
    let now = origins();
    assert_eq!(now.iter().map(|o| o.1).collect::<Vec<_>>(), [1, 1]);
    // Another machine.
    let other = Home { data: home.data, state: Home::empty().state };
    let mut book = other.open_on(Access::Write, "2026-03-06").unwrap();
    add_member(&mut book, "王五");
    assert_eq!(problems(&other), Vec::<String>::new());
    // The file has one history, but undo takes only what was done here.
    book.undo().unwrap();
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("“新增党员李四”") && told.contains("恢复备份、换数据文件"), "{told}");
    assert_eq!(book.members().unwrap().len(), 1);
    let raw = other.raw();
    let n: i64 = raw.query_row("SELECT count(DISTINCT origin) FROM journal_step", [], |r| r.get(0)).unwrap();
    assert_eq!(n, 3);
}

#[test]
fn time_in_the_journal_never_goes_back() {
    let home = Home::empty();
    drop(home.book());
    add_member(&mut home.open_on(Access::Write, "2026-03-09").unwrap(), "张三");
    add_member(&mut home.open_on(Access::Write, "2001-01-01").unwrap(), "李四");
    let raw = home.raw();
    let mut stmt = raw.prepare("SELECT at_ms, wall_ms FROM journal_step ORDER BY n").unwrap();
    let times: Vec<(i64, i64)> =
        stmt.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(|r| r.unwrap()).collect();
    assert!(times.windows(2).all(|t| t[0].0 < t[1].0));
    assert!(times[2].1 < times[1].1, "the clock as read is kept beside");
}

#[test]
fn undo_never_crosses_an_upgrade() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    home.raw().execute_batch("DROP TRIGGER keep_step_update; UPDATE journal_step SET schema = 0").unwrap();
    let before = home.dump();
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("“新增党员张三”") && told.contains("程序升级以前做的"), "{told}");
    add_member(&mut book, "李四");
    assert_eq!(book.next_step(Way::Back).unwrap().label, "新增党员李四");
    // Nor does going back to a step before it.
    let told = book.go_back(1).unwrap_err().to_string();
    assert!(told.contains("“新增党员张三”") && told.contains("程序升级以前做的"), "{told}");
    book.go_back(2).unwrap();
    assert_eq!(home.dump(), before);
    assert!(book.next_step(Way::Back).is_err());
}

/// As an import may: a record made, changed and renumbered in one act goes back, and forth, in the right order.
#[test]
fn several_changes_of_one_row_in_one_act() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    drop(book);
    let before = home.dump();
    let mut store = Store::open(home.path(), Access::Write, Clock::fixed(day("2026-03-05")), None).unwrap();
    let zhang = store::member::list(store.conn(), None).unwrap().remove(0);
    let op = Op::ImportRoster { file: "a.xlsx".into(), rows: 2 };
    let (_, changed) = store
        .act(&op, |tx| {
            store::member::update(tx, &Member { phone: "1".into(), ..zhang.clone() })?;
            store::member::update(tx, &Member { phone: "2".into(), no: 9, ..zhang.clone() })?;
            let new = Member { id: MemberId(tx.new_id()), no: 1, name: "李四".into(), ..zhang.clone() };
            store::member::insert(tx, &new)?;
            store::member::update(tx, &Member { phone: "3".into(), ..new.clone() })?;
            let extra = Member { id: MemberId(tx.new_id()), ..new };
            store::member::insert(tx, &extra)?;
            store::member::delete(tx, extra.id)
        })
        .unwrap();
    assert_eq!(changed.members.len(), 3);
    let after = home.dump();
    store.replay(Way::Back).unwrap();
    assert_eq!(home.dump(), before);
    store.replay(Way::Forth).unwrap();
    assert_eq!(home.dump(), after);
}
