//! The borders of undo as the book knows them, what a step would take away, and going back to an earlier step.

use crate::{Home, add_meeting, add_member, day, problems};
use zhibu::{
    book::{Access, Book},
    model::{
        date::Period,
        dues::Money,
        org::{Org, OrgKind},
        undo::{Border, Way},
    },
};

fn borders(book: &Book) -> Vec<Border> {
    book.next_step(Way::Back).unwrap().borders
}

#[test]
fn what_was_done_since_the_book_was_opened_does_not_ask() {
    let home = Home::empty();
    let mut book = home.book();
    book.set_person("王秀英").unwrap();
    add_member(&mut book, "张三");
    assert_eq!(borders(&book), []);
    assert_eq!(book.next_step(Way::Back).unwrap().made, "2026-03-05 12:00 王秀英");
    // Taken back and done again in this sitting it is what it was.
    book.undo().unwrap();
    assert_eq!(book.next_step(Way::Forth).unwrap().borders, []);
    book.redo().unwrap();
    assert_eq!(borders(&book), []);

    drop(book);
    let book = home.open();
    assert_eq!(borders(&book), [Border::OtherSitting]);
    drop(book);
    let mut book = home.open_on(Access::Write, "2026-03-06").unwrap();
    assert_eq!(borders(&book), [Border::OtherDay, Border::OtherSitting]);
    book.set_person("李四光").unwrap();
    assert_eq!(borders(&book), [Border::OtherDay, Border::OtherPerson, Border::OtherSitting]);
    // An undo of another day asks before it is undone.
    book.undo().unwrap();
    drop(book);
    let book = home.open_on(Access::Write, "2026-03-07").unwrap();
    assert_eq!(book.next_step(Way::Forth).unwrap().borders, [Border::OtherDay, Border::OtherSitting]);
}

#[test]
fn somebody_else_at_the_keyboard_is_asked() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    book.set_person("王秀英").unwrap();
    assert_eq!(borders(&book), [], "the name was asked after the first act");
    add_member(&mut book, "李四");
    book.set_person("李四光").unwrap();
    assert_eq!(borders(&book), [Border::OtherPerson]);
}

#[test]
fn imports_foundings_and_rules_ask_however_lately_they_were_done() {
    let home = Home::empty();
    let mut book = home.book();
    assert_eq!(borders(&book), [Border::Founding]);
    book.add_demo().unwrap();
    assert_eq!(borders(&book), [Border::Import]);
    let org = Org { name: "新名".into(), ..book.org().unwrap().clone() };
    book.add_org(org).unwrap();
    assert_eq!(borders(&book), [Border::Rules]);
    book.use_checklist("enterprise").unwrap();
    assert_eq!(borders(&book), [Border::Rules]);
    let mut new = book.new_member().unwrap();
    new.name = "韩秋水".into();
    book.save_member(&new).unwrap();
    assert_eq!(borders(&book), []);
    book.set_dues_for_all(Period::month(2026, 12), Money(100)).unwrap();
    assert_eq!(borders(&book), [Border::Rules]);
    book.add_org(Org { parent: book.org().map(|o| o.id), ..Org::new(OrgKind::Branch, "下属") }).unwrap();
    assert_eq!(borders(&book), [Border::Founding]);
    // Doing them again takes nothing away.
    book.undo().unwrap();
    assert_eq!(book.next_step(Way::Forth).unwrap().borders, []);
}

#[test]
fn a_step_tells_what_it_would_take_away() {
    let home = Home::empty();
    let mut book = home.book();
    let toll = |book: &Book, way| book.next_step(way).unwrap().toll.text();
    assert_eq!(toll(&book, Way::Back), "会去掉1个党组织");
    let id = add_member(&mut book, "张三");
    assert_eq!(toll(&book, Way::Back), "会去掉1名党员");
    let meeting = add_meeting(&mut book, "2026-03-05", "学习");
    assert_eq!(toll(&book, Way::Back), "会去掉1次活动、1人次点名");
    book.delete_activity(meeting).unwrap();
    assert_eq!(toll(&book, Way::Back), "会恢复1次活动、1人次点名");
    book.undo().unwrap();
    assert_eq!(toll(&book, Way::Forth), "会去掉1次活动、1人次点名");
    book.delete_member(id).unwrap();
    assert_eq!(toll(&book, Way::Back), "会恢复1名党员;会改回1人次点名");
    // Of several steps together: the member came and went, and is not told of.
    let back = book.going_back(1).unwrap();
    assert_eq!((back.toll.text(), back.refusal), ("会去掉1次活动、1人次点名".to_owned(), None));
    assert_eq!(
        back.later.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>(),
        ["删除党员张三", "新增主题党日《学习》", "新增党员张三"]
    );
}

#[test]
fn going_back_takes_all_later_steps_and_can_be_redone_one_by_one() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let after_first = home.dump();
    add_member(&mut book, "李四");
    add_member(&mut book, "王五");
    book.undo().unwrap();
    add_meeting(&mut book, "2026-03-05", "学习");
    let last = home.dump();
    // 1 founding, 2 张三, 3 李四, 4 王五, 5 its undo, 6 the meeting.
    assert!(book.going_back(6).unwrap().refusal.unwrap().contains("现在就是"));
    assert!(book.go_back(6).is_err() && book.go_back(99).is_err());
    let gone = book.going_back(4).unwrap().refusal.unwrap();
    assert!(gone.contains("“新增党员王五”") && gone.contains("先重做它"), "{gone}");
    assert_eq!(book.going_back(5).unwrap().later.len(), 1, "after the undo 王五 was gone already");

    drop(book);
    let mut book = home.open_on(Access::Write, "2026-03-09").unwrap();
    let backups = || std::fs::read_dir(home.path().join("备份")).map_or(0, Iterator::count);
    let before = backups();
    let changed = book.go_back(2).unwrap();
    assert_eq!((changed.label.as_str(), changed.members.len(), changed.activities.len()), ("撤销2步", 1, 1));
    assert_eq!(home.dump(), after_first);
    assert!(backups() > before, "a copy was made first");
    let labels: Vec<String> = book.history(2).unwrap().into_iter().map(|s| s.label).collect();
    assert_eq!(labels, ["撤销:新增党员李四", "撤销:新增主题党日《学习》"]);
    assert_eq!(book.redo().unwrap().label, "重做:新增党员李四");
    assert_eq!(book.redo().unwrap().label, "重做:新增主题党日《学习》");
    assert_eq!(home.dump(), last);
    assert!(book.redo().is_err());
    assert_eq!(problems(&home), Vec::<String>::new());
}

#[test]
fn going_back_is_all_or_nothing_and_names_what_is_in_the_way() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    add_meeting(&mut book, "2026-03-05", "学习");
    add_member(&mut book, "李四");
    let raw = home.raw();
    raw.execute_batch("DROP TRIGGER journal_activity_update; UPDATE activity SET place = '村部'").unwrap();
    let before = (home.dump(), book.history(99).unwrap());
    let told = book.go_back(2).unwrap_err().to_string();
    assert!(told.contains("“新增主题党日《学习》”(2026-03-05 12:00)") && told.contains("后来又变了"), "{told}");
    assert_eq!((home.dump(), book.history(99).unwrap()), before, "李四 is still there");
}

#[test]
fn steps_of_another_computer_stay() {
    let home = Home::empty();
    let mut book = home.book();
    let zhang = add_member(&mut book, "张三");
    add_member(&mut book, "李四");
    drop(book);
    // There somebody records a meeting with both of them.
    let other = tempfile::TempDir::new().unwrap();
    let mut book = home.open_at(other.path());
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("“新增党员李四”") && told.contains("在改动记录里可以看"), "{told}");
    assert!(book.next_step(Way::Forth).is_err());
    add_meeting(&mut book, "2026-03-05", "学习");
    drop(book);

    let mut book = home.open();
    let next = book.next_step(Way::Back).unwrap();
    assert_eq!((next.label.as_str(), next.passed_over), ("新增党员李四", 1));
    let refusal = book.going_back(2).unwrap().refusal.unwrap();
    assert!(refusal.contains("“新增主题党日《学习》”"), "{refusal}");
    // 李四 stands on the roll of a meeting that was recorded elsewhere: that roll is not ours to change.
    let before = home.dump();
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("“新增党员李四”") && told.contains("后来的记录靠着它"), "{told}");
    assert_eq!(home.dump(), before);
    assert!(book.member(zhang).unwrap().is_some());
    // What nothing hangs on goes, though the other's step is newer.
    let mut late = book.new_meeting("theme_day", "", day("2026-03-04")).unwrap();
    late.activity.title = "补记".into();
    book.save_meeting(&late).unwrap();
    book.undo().unwrap();
    assert_eq!(home.dump(), before);
}

#[test]
fn after_a_restore_the_steps_before_it_are_told_and_stay() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let copy = book.backup(None).unwrap();
    drop(book);
    zhibu::store::restore::restore(
        home.path(),
        &copy,
        zhibu::book::Clock::fixed(day("2026-03-06")),
        Some(home.state.path().to_owned()),
    )
    .unwrap();
    let mut book = home.open();
    let told = book.undo().unwrap_err().to_string();
    assert!(told.contains("“新增党员张三”") && told.contains("恢复备份"), "{told}");
    add_member(&mut book, "李四");
    book.undo().unwrap();
    assert_eq!(book.members().unwrap().len(), 1);
}
