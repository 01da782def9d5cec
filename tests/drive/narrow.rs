//! What a small window keeps whole, what a second window refuses at once, and one key that saves.

use crate::driver::Driver;

#[test]
fn one_key_hands_the_roll_back_and_saves() {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N 2").type_text("碰头会").press("Ctrl+T Ctrl+A Ctrl+S").see("已保存").see("支委会");
    d.press("Esc").see_not("草稿").press("End").see("碰头会");
    // Without a title it cannot be saved: the form stays, with the reason.
    d.press("F3 Ctrl+N 2 Ctrl+T Ctrl+A Ctrl+S").see("没有保存").see("到会3").go_to("议题").type_text("补上");
    // Enter on the empty line only hands back.
    d.press("Ctrl+T Enter").see_not("已保存").see("到会3");
}

#[test]
fn grades_and_votes_are_saved_with_one_key_too() {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N 1 Enter").type_text("议事").press("Ctrl+E").type_text("预算 40/0/0");
    d.press("Ctrl+S").see("已保存").see("预算 40/0/0");
}

#[test]
fn a_second_window_refuses_small_forms_at_once() {
    let first = Driver::demo();
    let mut d = first.second_window();
    d.press("F6 1 1 Enter").see("另一个窗口").see_not("得分:");
    let before = d.text();
    d.press("Enter");
    assert_eq!(d.text(), before, "no form lies over the list");
    d.press("F2 Ctrl+U").see("调阅").press("Home Enter").see("另一个窗口").see_not("Ctrl+S 保存(可以撤销)");
    d.press("Esc F3 Enter Ctrl+T Ctrl+A").see("另一个窗口");
    d.press("1 Space").see("另一个窗口");
}

#[test]
fn a_small_window_keeps_what_tells_things_apart() {
    let mut d = Driver::demo();
    d.press("F6 Ctrl+T Ctrl+S Enter").see("已存为“自查 2026-11-21”:评定").see("仍待评").press("Esc");
    d.size(60, 20);
    d.press("F6 Ctrl+T").see("自查 2026-11-21").see("2026年").see_not("2…").see("满分");
    d.press("Ctrl+T").see("得分走势").see("26Q4").see("2026-Q4").press("Esc Esc");
    assert!(d.sees("本年表") || d.sees("考核"));
    d.press("F9").see("最高还能到").see("检查日").press("Esc");
}

#[test]
fn groups_stand_in_the_order_in_which_one_counts() {
    let mut d = Driver::demo();
    let names = ["第十一党小组", "第十党小组", "第2党小组"];
    for name in names {
        d.press("F5 Ctrl+N").type_text("新人").go_to("党小组").erase().type_text(name).press("Ctrl+S").see("已保存");
    }
    let groups = d.book().groups().unwrap();
    let at = |name: &str| groups.iter().position(|g| g == name).unwrap();
    assert!(at("第2党小组") < at("第十党小组") && at("第十党小组") < at("第十一党小组"), "{groups:?}");
    assert!(groups.iter().any(|g| g == "第三党小组") && at("第2党小组") < at("第三党小组"), "{groups:?}");
    // On the overview their names stay whole where the window is small: the duty's is cut.
    d.size(60, 40);
    d.press("F2").see(" 第十一党小组 ").see("… 第十一党小组");
}

#[test]
fn every_kind_has_a_number_to_choose_it_by() {
    let mut d = Driver::demo();
    d.press("F3 Ctrl+N").see(" 9 ").see("10 ").see("12 ");
}

const ALIKE: &str = "青石镇2026年村级考核\n一、综合工作(10分)\n1.村干部缺席各类重要会议的每人次扣0.5分,村干部缺席各类培训活动并且没有事先请假的每人次扣1分\n";

#[test]
fn the_quantity_is_one_where_it_is_left_empty_and_rules_can_be_read() {
    let mut d = Driver::demo();
    d.press("F6 Ctrl+O").paste(ALIKE).press("Ctrl+A Enter").see("已导入并改用");
    d.size(60, 20);
    d.press("1 F12 Ctrl+N").see("空着就是1").go_to("哪一条").see("← → 1/2").see("…");
    d.go_to("数量").type_text("3").press("Ctrl+S").see("已登记一笔").see(" 3 ");
    d.press("Ctrl+N Ctrl+S").see("已登记一笔").see(" 1 ");
}

#[test]
fn names_that_quote_are_not_quoted_twice() {
    let mut d = Driver::demo();
    d.press("F6 Tab").type_text("两新").press("Enter F2 Ctrl+R").see("改用考核表“‘两新’组织").see_not("““");
}
