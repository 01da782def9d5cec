//! What single kinds of meeting ask for: who taught a 党课, grades of 民主评议, whom 谈心谈话 has not reached.

use crate::driver::Driver;
use zhibu::model::{
    activity::{Meeting, Roll},
    grade::Grade,
};

fn saved(d: &Driver, title: &str) -> Vec<Meeting> {
    let book = d.book();
    let rows = book.activities(2026).unwrap().into_iter().filter(|r| r.title == title);
    rows.map(|r| book.meeting(r.id).unwrap().unwrap()).collect()
}

/// A new record of a kind, chosen from the list by its name.
pub fn new(d: &mut Driver, kind: &str) {
    d.act("会议 新建");
    d.choose(kind);
}

#[test]
fn the_lecturer_is_a_member_and_the_secretary_is_known() {
    let mut d = Driver::demo();
    new(&mut d, "党课");
    d.type_text("守纪律").go_to("授课人").type_text("zqh").press("Tab").see("曾庆和").go_to("授课人").press("Tab");
    d.act("保存").see("已保存");
    let extra = saved(&d, "守纪律").remove(0).activity.extra;
    assert_eq!((extra["lecturer"].as_str(), extra["by_secretary"].as_str()), ("曾庆和", "是"));
    // Somebody else taught in the secretary's name: the correction stays.
    d.go_to("书记讲授").type_text("2").act("Tab 保存").see("已保存");
    assert_eq!(saved(&d, "守纪律").remove(0).activity.extra["by_secretary"], "否");
    d.go_to("授课人").erase().type_text("镇党委王书记").act("保存").see("已保存");
    let extra = saved(&d, "守纪律").remove(0).activity.extra;
    assert_eq!((extra["lecturer"].as_str(), extra["by_secretary"].as_str()), ("镇党委王书记", "否"));
}

#[test]
fn grades_are_given_person_by_person_and_a_third_is_the_most() {
    let mut d = Driver::demo();
    new(&mut d, "民主评议");
    d.type_text("年度评议").act("评定等次").see("未评44 | 不定等次2").act("其余合格").see("合格44");
    for no in 1..=15 {
        d.type_text(&no.to_string()).press("Space");
    }
    // Told again where the list is left.
    d.see("优秀15人,一般不超过三分之一(44人中最多14人)")
        .press("Enter")
        .see("民主评议党员  · 新建")
        .see("优秀15人,一般不超过三分之一(44人中最多14人)")
        .act("评定等次")
        .type_text("15")
        .press("Space")
        .see("基本合格1")
        .see_not("三分之一");
    d.press("Esc").go_to("优秀").see("14").act("保存").see("已保存");
    let meeting = saved(&d, "年度评议").remove(0);
    assert_eq!(meeting.activity.extra["excellent"], "14");
    assert_eq!(meeting.attendance.iter().filter(|a| a.grade == Some(Grade::Excellent)).count(), 14);
    let paper = format!("{:?}", d.book().meeting_paper(&meeting));
    assert!(
        paper.contains("优秀14 合格29 基本合格1 不合格0 | 不定等次2") && paper.contains("基本合格:覃德福"),
        "{paper}"
    );
    assert!(meeting.attendance.iter().filter(|a| !a.votes).all(|a| a.grade.is_none()));
    d.act("评定等次 撤销").see("优秀14").type_text("1").press("Space").see("优秀13").act("撤销").see("优秀14");
}

#[test]
fn only_the_appraisal_gives_grades() {
    let mut d = Driver::demo();
    new(&mut d, "党课");
    d.refused("评定等次").see("党课不评定等次");
}

#[test]
fn many_talks_are_entered_at_once_and_who_is_missing_is_listed() {
    let mut d = Driver::demo();
    let before = d.book().untalked(2026).unwrap();
    let [first, second, ..] = &before[..] else { panic!("the sample branch has talked to everybody") };
    let numbers: Vec<u32> = {
        let members = d.book().members().unwrap();
        [first, second].iter().map(|m| members.iter().find(|x| x.id == m.0).unwrap().no).collect()
    };
    d.see(&format!("没谈心谈话{}人", before.len()));
    d.act("会议 没谈到的").see(&format!("还没谈到的{}人", before.len())).see(&first.1).press("Esc");
    new(&mut d, "谈心谈话");
    d.type_text("年底谈心").go_to("谈话人").type_text("zqh").act("一人一份").see("名单里还没有人");
    d.act("点名");
    for no in &numbers {
        d.type_text(&no.to_string()).press("Space");
    }
    d.act("Enter 一人一份").see("已保存2份,一人一份").press("End").see("年底谈心");
    let talks = saved(&d, "年底谈心");
    assert_eq!(talks.len(), 2);
    assert!(talks.iter().all(|m| m.attendance.len() == 1 && m.activity.extra["talker"] == "曾庆和"));
    assert_eq!(d.book().untalked(2026).unwrap().len(), before.len() - 2);
    d.act("撤销").see("已撤销:新增谈心谈话《年底谈心》2份");
    assert_eq!(d.book().untalked(2026).unwrap(), before);
}

#[test]
fn what_was_saved_as_one_is_parted_afterwards_and_the_list_says_with_whom() {
    let mut d = Driver::demo();
    new(&mut d, "谈心谈话");
    d.type_text("年底谈心").go_to("谈话人").type_text("zqh").act("点名 5 Space 7 Space 保存").see("已保存");
    d.act("一人一份").see("已保存2份,一人一份").see("查根生:年底谈心").see("尉迟广林:年底谈心");
    let talks = saved(&d, "年底谈心");
    assert!(talks.len() == 2 && talks.iter().all(|m| m.attendance.len() == 1), "{talks:?}");
    d.act("Enter 一人一份").see("只有一个人到会").act("Esc 撤销").see("查根生等2人:年底谈心");
    assert_eq!(saved(&d, "年底谈心").len(), 1);
}

#[test]
fn a_kind_is_found_by_its_name_and_a_digit_says_that_it_acts() {
    for typed in ["党课", "dk", "dangke"] {
        let mut d = Driver::demo();
        d.act("会议 新建").see("数字马上选定").type_text(typed).see_not(" 2 支委会").press("Enter").see("党课  · 新建");
    }
    let mut d = Driver::demo();
    d.act("会议 新建").type_text("zzz").see("没有找到").press("Enter").see("新建哪一类");
    d.press("Backspace Backspace Backspace 2").see("支委会  · 新建");
}

#[test]
fn what_is_typed_where_nothing_can_be_typed_is_told() {
    let mut d = Driver::demo();
    new(&mut d, "党课");
    d.go_to("点名").type_text("党员").see("“点名”这一栏不打字");
}

#[test]
fn a_number_that_is_none_is_refused_and_one_in_wide_digits_is_read() {
    let mut d = Driver::demo();
    new(&mut d, "党课");
    d.type_text("算学时").go_to("学时").type_text("1.5小时").act("保存").see("没有保存:学时“1.5小时”要写数字");
    assert!(d.before_cursor().ends_with("1.5小时"), "on the field at fault");
    d.act("检查").see("不能检查:学时“1.5小时”要写数字").go_to("学时").erase().type_text("１.５").act("保存");
    d.see("已保存");
    assert_eq!(saved(&d, "算学时").remove(0).activity.extra["hours"], "1.5");
}

#[test]
fn what_stands_on_record_and_is_no_number_is_told_and_keeps_nothing_else_from_being_put_right() {
    let mut d = Driver::demo_changed(|book| {
        let mut lecture = book.new_meeting("lecture", "", book.today()).unwrap();
        lecture.activity.title = "老记录".into();
        lecture.activity.extra.insert("hours".into(), "半天".into());
        book.save_meeting(&lecture).unwrap();
    });
    d.act("会议 End Enter").see("老记录").go_to("记录").type_text("补上。").act("保存").see("已保存");
    d.act("检查").see("学时“半天”要写数字");
    assert_eq!(saved(&d, "老记录").remove(0).activity.extra["hours"], "半天");
}

#[test]
fn the_last_of_the_kind_brings_the_same_people_unmarked_and_no_content() {
    let mut d = Driver::demo();
    new(&mut d, "党建联席会议");
    d.type_text("第三季度共建").go_to("日期").erase().type_text("11.20").go_to("地点").erase().type_text("镇会议室");
    d.go_to("到会单位").type_text("供电所").go_to("记录").type_text("议了三件事。").act("点名");
    d.type_text("5").press("Space").type_text("卫生院赵芳").act("名册外的人").type_text("7").press("Space Space");
    d.type_text("生病").act("Enter Enter 保存").see("已保存");
    new(&mut d, "党建联席会议");
    d.type_text("第四季度共建").go_to("地点").erase().act("同上次");
    d.see("同 2026-11-20 那次,名单照上次3人,都未点名").see("应到3 到会0 未点名3").see("镇会议室");
    // They stay on it, whatever is done next.
    d.act("点名").see("应到3 到会0 未点名3").press("Esc").go_to("日期").erase().type_text("11.21").press("Tab");
    d.see("应到3 到会0 未点名3").act("保存");
    let meeting = saved(&d, "第四季度共建").remove(0);
    let roll: Vec<_> = meeting.attendance.iter().map(|a| (a.no, a.name.as_str(), a.roll, a.reason.as_str())).collect();
    let unmarked = [(5, "查根生"), (0, "卫生院赵芳"), (7, "尉迟广林")].map(|(no, name)| (no, name, Roll::Unmarked, ""));
    assert_eq!(roll, unmarked);
    assert!(meeting.activity.extra.is_empty() && meeting.activity.minutes.is_empty());
    // Whom somebody has marked by then stays.
    new(&mut d, "党建联席会议");
    d.act("点名 1 Space Enter 同上次").see("那次").see_not("名单照上次").see("应到1 到会1");
}

#[test]
fn a_group_meeting_has_the_place_and_people_of_its_groups_last() {
    let mut d = Driver::demo();
    let last = |group: &str| {
        let book = d.book();
        book.last_of_kind("group_meeting", group, book.today()).unwrap().unwrap()
    };
    let (first, second) = (last("第一党小组"), last("第二党小组"));
    assert_ne!(first.chair, second.chair);
    new(&mut d, "党小组会");
    d.go_to("党小组").press("1").see(&first.chair).see(&first.place).press("2").see(&second.chair);
    d.see_not(&format!("主持人   {}", first.chair));
    // What somebody typed stays.
    d.go_to("地点").erase().type_text("晒场").go_to("党小组").press("1").see("晒场").see(&first.chair);
}

#[test]
fn initials_of_several_are_told_and_wait_for_more() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("选负责人").go_to("负责人").type_text("c").press("Tab");
    d.see("“c”对得上不止一人(");
    assert!(d.before_cursor().ends_with('c'), "still there");
    d.press("Tab").go_to("负责人").erase().type_text("z").act("保存").see("“z”对得上不止一人").see("新建");
    // It is only a hint: a second time it is kept, and told by 检查.
    d.act("保存").see("已保存").act("检查").see("负责人写的是“z”,不像姓名");
}

#[test]
fn a_record_of_any_kind_is_begun_by_its_name_from_any_screen() {
    let mut d = Driver::demo();
    d.act("总览 命令").type_text("五位一体").press("Enter").see("学习日").go_to("主题").type_text("学习走访");
    d.act("保存").see("已保存");
    assert_eq!(saved(&d, "学习走访")[0].activity.kind, "theme_day_five");
    d.act("党员 命令").type_text("新记支委会").press("Enter").see("支委会").see("纸面应到");
}
