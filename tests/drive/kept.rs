//! Nothing typed is lost, and nothing typed lands where it does not belong: rolls, drafts, masked numbers, full disks.

use crate::driver::Driver;
use zhibu::model::activity::Roll;

#[test]
fn marks_survive_whichever_way_the_roll_call_is_left() {
    for way in ["F2", "Ctrl+Q", ""] {
        let mut d = Driver::demo();
        d.act("主题党日 新建").type_text("点到一半").act("点名 全部到会").press(way).pause();
        let mut d = d.restart();
        d.act("草稿 Enter").see("点到一半").see("到会46");
    }
}

#[test]
fn a_draft_is_pending_as_soon_as_somebody_is_marked() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter 点名 1 Space");
    assert!(d.app.draft_pending());
}

#[test]
fn a_roll_changed_with_equal_counts_is_unsaved_all_the_same() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter 点名");
    // One who had come is excused, one who was excused had come: the counts stay.
    d.press("1 Space").type_text("开会").press("Enter 1 3 Space Enter Space Esc").see("有未保存的修改");
    d.press("Esc").see("已留作草稿");
}

#[test]
fn typing_is_taken_back_without_touching_the_roll() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("碰头").act("点名 全部到会 Esc").see("到会3").go_to("点名").act("撤销").see("到会3");
}

#[test]
fn a_hidden_number_cannot_be_edited_into_nonsense() {
    let mut d = Driver::demo();
    let phone = |d: &Driver| d.book().members().unwrap()[0].phone.whole().to_owned();
    let before = phone(&d);
    d.act("党员 Enter").go_to("联系电话").act("Backspace 9 保存").see("没有保存:号码隐去了中间几位");
    assert_eq!(phone(&d), before);
    d.act("放弃修改 显示号码").go_to("联系电话").act("Backspace 9 保存").see("已保存");
    assert_eq!(phone(&d), format!("{}9", &before[..10]));
}

#[test]
fn one_record_is_never_open_in_two_forms() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter")
        .type_text("(甲)")
        .act("查找")
        .type_text("晒场排水动工前再议")
        .press("Enter")
        .see("这条记录正开着");
    d.act("保存").see("已保存");
}

#[test]
fn a_new_record_never_takes_another_ones_draft() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("十一月的草稿").press("Esc").see("已留作草稿");
    d.act("新建").see_not("十一月的草稿").type_text("另一份").act("Esc 草稿").see("十一月的草稿").see("另一份");
}

#[test]
fn yesterday_in_a_draft_stays_the_same_day() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("补一次").go_to("日期").erase().type_text("昨天").pause();
    let mut d = d.restart_on("2026-11-28");
    d.act("草稿 Enter").see("2026-11-20").see_not("2026-11-27");
}

#[test]
fn initials_that_fit_several_people_mark_nobody() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("学习").act("点名 z Space").see("对得上不止一人").see("到会0");
}

#[test]
fn whoever_was_not_due_that_day_is_named() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("改了日期").act("点名 全部到会 Esc").go_to("日期").erase().type_text("2010-1-5");
    d.press("Tab").see("不在应到之列");
}

#[test]
fn a_group_meeting_needs_its_group() {
    let mut d = Driver::demo();
    d.act("会议 新建 3").type_text("小组学习").act("保存").see("没有保存:还没选是哪个党小组").press("1").act("保存");
    d.see("已保存");
    let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "小组学习").unwrap();
    assert!(!row.group.is_empty());
}

#[test]
fn a_saved_list_of_who_was_due_is_not_made_anew() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("旧名单").act("保存").see("已保存").act("Esc 党员").type_text("解国平");
    d.press("Enter").go_to("支委职务").act("Right Right Right 保存").see("已保存");
    d.act("查找").type_text("旧名单").act("Enter 点名").see("应到3");
}

#[test]
fn what_cannot_be_kept_is_not_closed() {
    let mut d = Driver::demo();
    // A folder in the place of the draft file stands for a disk that takes nothing more.
    std::fs::create_dir(d.folder().join("草稿.json")).unwrap();
    d.act("主题党日 新建").type_text("磁盘满了").press("Esc").see("草稿没能写下").see("磁盘满了");
    d.act("总览").see("磁盘满了").act("退出").see("再按一次 Ctrl+Q");
    assert!(!d.app.quits());
    d.act("退出");
    assert!(d.app.quits());
}

#[test]
fn where_nothing_can_be_saved_nothing_can_be_typed() {
    let first = Driver::demo();
    let mut d = first.second_window();
    d.see("另一个窗口").act("主题党日 Enter").type_text("白打的字").see("另一个窗口").see_not("白打的字");
    d.refused("保存").see("另一个窗口");
    let book = first.book();
    let row = book.activities(2026).unwrap().into_iter().rfind(|r| r.kind == "theme_day").unwrap();
    assert!(book.meeting(row.id).unwrap().unwrap().attendance.iter().any(|a| a.roll == Roll::Present));
}
