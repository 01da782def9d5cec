//! 检查: every contradiction is told on a form still being typed, and none of them keeps a record from being saved.

use crate::driver::Driver;

/// A 党员大会 with everybody there.
fn assembly(d: &mut Driver, title: &str) {
    d.act("会议 新建 1 Enter").type_text(title).act("点名 全部到会 Enter");
}

/// Told by 检查, and saved all the same.
fn told_and_saved(d: &mut Driver, hints: &[&str]) {
    d.act("检查");
    for hint in hints {
        d.see(hint);
    }
    d.act("Esc 保存").see("已保存");
}

#[test]
fn what_is_not_done_yet_is_told() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("碰头会");
    told_and_saved(&mut d, &["还有3人没有点名", "记录还是空的"]);
    // Without a title and for a day to come it is no record yet, and is looked at all the same.
    d.act("会议 新建 2").go_to("日期").erase().type_text("2027-1-5");
    d.act("检查").see("日期 2027-01-05 还没到").see("议题还没填").act("Esc 保存").see("没有保存");
    d.act("会议 新建 3").act("检查").see("还没选是哪个党小组");
}

#[test]
fn more_present_than_due_is_told() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("按签到纸").go_to("纸面应到").type_text("40").press("Tab").type_text("46");
    told_and_saved(&mut d, &["实到46人,多于应到40人"]);
    assert_eq!(d.book().activities(2026).unwrap().into_iter().filter(|r| r.title == "按签到纸").count(), 1);
}

#[test]
fn a_chair_who_was_not_due_is_told() {
    let mut d = Driver::demo();
    assembly(&mut d, "换人主持");
    d.act("点名 1 Space Enter Enter").see("请假1");
    told_and_saved(&mut d, &["主持人曾庆和记为请假"]);
    d.act("点名 1 改应到").type_text("调走了").press("Enter Enter");
    told_and_saved(&mut d, &["主持人曾庆和记为不计应到"]);
    d.go_to("主持人").erase().type_text("王镇长").act("点名").type_text("王镇长").act("名册外的人 Enter");
    told_and_saved(&mut d, &["主持人王镇长是列席"]);
    d.go_to("主持人").erase().type_text("李主任");
    told_and_saved(&mut d, &["主持人李主任不在应到名单里"]);
}

#[test]
fn a_day_before_the_branch_is_told() {
    let mut d = Driver::demo();
    assembly(&mut d, "太早");
    d.go_to("日期").erase().type_text("1958-6-1");
    told_and_saved(&mut d, &["日期 1958-06-01 早于支部成立(1958-07)"]);
}

#[test]
fn two_meetings_at_one_hour_with_the_same_people_are_told() {
    let mut d = Driver::demo();
    assembly(&mut d, "上午的大会");
    d.go_to("开始").type_text("9:00").act("保存").see("已保存");
    d.act("会议 新建 2").type_text("同时的支委会").act("点名 2 Space Enter");
    d.go_to("开始").type_text("9:00").go_to("主持人").erase().type_text("单玉梅");
    told_and_saved(&mut d, &["同一时间还有《上午的大会》,单玉梅两边都记为到会"]);
}

#[test]
fn a_decision_that_the_committee_never_saw_is_told_where_there_is_a_committee() {
    let mut d = Driver::demo();
    assembly(&mut d, "工作安排");
    d.go_to("议程").paste("1.学习文件\n2.表决桥头广场扩建");
    told_and_saved(&mut d, &["“表决桥头广场扩建”提交党员大会前"]);
    d.see_not("学习文件”提交");
    d.act("会议 新建 2").type_text("研究桥头广场扩建事宜").act("保存").see("已保存");
    d.act("Esc 会议 新建 1 Enter").type_text("再议").go_to("议程").paste("表决桥头广场扩建");
    d.act("检查").see("记录还是空的").see_not("提交党员大会前");
    // Without commissioners, and with fewer than seven members, there is none.
    let mut d = Driver::village("2026-03-10");
    d.act("会议 新建 1 Enter").type_text("表决修路").act("检查").see("记录还是空的").see_not("提交党员大会前");
}

#[test]
fn too_many_of_the_best_are_told_from_counts_alone() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("民主评议");
    d.type_text("年度评议").go_to("优秀").type_text("30").press("Tab");
    d.see("优秀30人,一般不超过三分之一(44人中最多14人)");
    told_and_saved(&mut d, &["优秀30人,一般不超过三分之一(44人中最多14人)"]);
    // Graded one by one, and another number written over the count.
    d.act("评定等次 其余合格 Esc").go_to("优秀").see("0").erase().type_text("3");
    told_and_saved(&mut d, &["等次栏写的是 优秀3 合格44", "逐人评定是"]);
}

#[test]
fn what_every_record_needs_and_what_single_kinds_do_is_told() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("党课");
    d.type_text("守纪律").go_to("地点").erase().go_to("记录人").erase().go_to("授课人").type_text("15").press("Tab 1");
    told_and_saved(&mut d, &["地点、记录人还没填", "写的是书记讲授,授课人覃德福;那天书记是曾庆和"]);
    d.act("Esc 会议 新建");
    d.choose("民主评议");
    d.type_text("年度评议");
    told_and_saved(&mut d, &["还有44人没有评定等次"]);
    // The form of a talk has no chair.
    d.act("Esc 会议 新建");
    d.choose("谈心谈话");
    d.go_to("主持人").erase().act("检查").see("主题还没填").see_not("主持人还没填");
}

#[test]
fn the_paper_counts_for_the_third_only_where_no_names_do() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("民主评议");
    d.go_to("纸面应到").type_text("30").go_to("优秀").type_text("20").press("Tab").see("44人中最多14人");
    d.act("检查").see("44人中最多14人").see_not("30人中");
}
