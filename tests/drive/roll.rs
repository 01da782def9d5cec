//! The roll call beyond who was due: nobody is put on it whom the typed text does not name alone, and guests by name.

use crate::driver::Driver;
use zhibu::{
    book::Book,
    model::{
        activity::{Attendance, Roll},
        member::{EventKind, Member, MemberEvent},
    },
};

/// The roll of a record as saved.
fn roll(d: &Driver, title: &str) -> Vec<Attendance> {
    let book = d.book();
    let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == title).unwrap();
    book.meeting(row.id).unwrap().unwrap().attendance
}

fn member(book: &Book, name: &str) -> Member {
    book.members().unwrap().into_iter().find(|m| m.name == name).unwrap()
}

/// The roll of a new 支委会.
fn committee(mut d: Driver) -> Driver {
    d.act("会议 新建 2").type_text("扩大会").act("点名").see("应到3");
    d
}

#[test]
fn who_was_not_due_is_added_only_where_the_text_names_one_alone() {
    let mut d = committee(Driver::demo());
    // 车保林 and 车晓云 are both on the roster, and neither is on the committee.
    for key in ["Space", "Ctrl+E"] {
        d.type_text("车").see("34车保林 45车晓云").press(key).see("对得上不止一人").see_not("列席1").see_not("原因");
        d.press("Esc");
    }
    d.type_text("车晓").press("Space").see("车晓云:不在应到之列,记为列席").act("Enter 保存").see("已保存");
    let observers: Vec<_> = roll(&d, "扩大会").into_iter().filter(|a| a.roll == Roll::Observer).collect();
    assert_eq!(observers.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["车晓云"]);
}

#[test]
fn two_of_one_name_are_told_apart_by_number_and_who_has_left_is_not_there() {
    let d = Driver::demo_changed(|book| {
        let twin = Member { name: "车晓云".into(), ..book.new_member().unwrap() };
        book.save_member(&twin).unwrap();
        let dead = member(book, "车保林");
        let event = MemberEvent::new(&dead, EventKind::Died, "2026-05-01".parse().unwrap());
        book.add_member_event(&event).unwrap();
    });
    let mut d = committee(d);
    d.type_text("车晓云").press("Space").see("对得上不止一人").press("Esc");
    d.type_text("34").press("Space").see("名册里没有“34”").press("Esc");
    // He was alive in April.
    d.press("Esc").go_to("日期").erase().type_text("2026-4-20").act("点名").type_text("34").press("Space");
    d.see("车保林:不在应到之列,记为列席");
}

#[test]
fn a_whole_name_means_that_person_and_not_a_longer_name_on_the_roll() {
    let d = Driver::demo_changed(|book| {
        let short = Member { name: "曾庆".into(), ..book.new_member().unwrap() };
        book.save_member(&short).unwrap();
    });
    let mut d = committee(d);
    d.type_text("曾庆").press("Space").see("曾庆:不在应到之列").see("到会0");
}

#[test]
fn guests_who_are_not_on_the_roster_are_entered_by_name() {
    let mut d = committee(Driver::demo());
    d.type_text("王镇长").press("Space").see("名册里没有“王镇长”;名册外的人按 Ctrl+N 记为列席");
    d.act("名册外的人").see("王镇长:不在名册,记为列席").see("列席1");
    // What is no name, and who is on the roster, are no guests.
    d.type_text("99").act("名册外的人").see("要写姓名").press("Esc");
    d.type_text("曾庆和").act("名册外的人").see("曾庆和在名册上,按空格点名").press("Esc");
    d.act("全部到会 Enter 保存").see("已保存");
    let guest = roll(&d, "扩大会").pop().unwrap();
    assert_eq!((guest.member, guest.name.as_str(), guest.roll, guest.votes), (None, "王镇长", Roll::Observer, false));
    let meeting = d.book().activities(2026).unwrap().pop().unwrap();
    let paper = format!("{:?}", d.book().meeting_paper(&d.book().meeting(meeting.id).unwrap().unwrap()));
    assert!(paper.contains("列席人员") && paper.contains("王镇长"), "{paper}");
}

#[test]
fn where_people_are_named_one_by_one_guests_came_and_are_taken_off_again() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("党建联席会议");
    d.type_text("共建清单").act("点名").type_text("供电所李明、卫生院赵芳").act("名册外的人").see("应到2 到会2");
    d.type_text("1").press("Space").see("应到3 到会3");
    // Nobody is due by membership here: whoever was added by mistake goes without a reason.
    d.type_text("李明").act("改应到").see("供电所李明移出名单").see("应到2");
    d.act("Enter 保存").see("已保存");
    let there: Vec<_> = roll(&d, "共建清单").into_iter().map(|a| (a.name, a.roll)).collect();
    assert_eq!(there, [("卫生院赵芳".to_owned(), Roll::Present), ("曾庆和".to_owned(), Roll::Present)]);
}

#[test]
fn nobody_is_marked_whom_the_text_only_might_mean() {
    let d = Driver::demo_changed(|book| {
        for name in ["谢子山", "程雨英"] {
            let new = Member { name: name.into(), ..book.new_member().unwrap() };
            book.save_member(&new).unwrap();
        }
    });
    let mut d = d;
    d.act("会议 新建 1 Enter").type_text("都来").act("点名");
    // From the middle of a name, and another's name that sounds the same.
    d.type_text("zis").press("Space").see("“zis”不一定是").see("谢子山").see("到会0").press("Esc");
    d.type_text("陈宇英").press("Space").see("“陈宇英”不一定是").see("到会0").press("Esc");
    // What the input method made of initials, and whoever is marked is told.
    d.type_text("cyy").press("Space").see("程雨英:到会").see("到会1");
    d.type_text("xzs").press("Space").see("谢子山:到会").see("到会2");
}

#[test]
fn a_guest_has_no_number_to_be_called_by() {
    let mut d = committee(Driver::demo());
    d.type_text("王镇长")
        .act("名册外的人")
        .see("列席1")
        .type_text("0")
        .press("Space")
        .see("名册里没有“0”")
        .see("列席1");
}

#[test]
fn who_is_due_by_another_day_is_added_unmarked_and_told_by_a_look_at_what_is_saved() {
    let mut d = Driver::demo_changed(|book| {
        let dead = member(book, "车保林");
        let event = MemberEvent::new(&dead, EventKind::Died, "2026-11-10".parse().unwrap());
        book.add_member_event(&event).unwrap();
    });
    d.act("会议 新建 1 Enter").type_text("改早了").act("点名").see("应到45").act("全部到会 Enter");
    d.go_to("日期").type_text("11.5").press("Tab").see("还应到:车保林,已列入、未点名").see("应到46 到会45 未点名1");
    d.act("保存").see("已保存");
    assert_eq!(roll(&d, "改早了").iter().filter(|a| a.roll == Roll::Unmarked).count(), 1);
    // One that stands is told, and not changed.
    d.act("Esc 会议 新建 1 Enter").type_text("再改").act("点名 全部到会 保存").see("已保存");
    d.go_to("日期").type_text("11.5").press("Tab").see("应到而名单里没有:车保林").see("应到45 到会45");
    d.act("检查").see("按名册,车保林这一天应到,名单里没有");
}

#[test]
fn a_group_is_chosen_before_its_roll_is_called() {
    let mut d = Driver::demo();
    d.act("会议 新建 3").type_text("小组学习").act("点名").see("先选是哪个党小组").act("1 点名").see("点名");
    d.see_not("应到0").act("全部到会 Enter").see_not("列席");
}
