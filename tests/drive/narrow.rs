//! What a small window keeps whole, what a second window refuses at once, and one key that saves.

use crate::driver::Driver;

#[test]
fn one_key_hands_the_roll_back_and_saves() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("碰头会").act("点名 全部到会 保存").see("已保存").see("支委会");
    d.press("Esc").see_not("草稿").press("End").see("碰头会");
    // Without a title it cannot be saved: the form stays, with the reason.
    d.act("会议 新建 2 点名 全部到会 保存").see("没有保存").see("到会3").go_to("议题").type_text("补上");
    // Enter on the empty line only hands back.
    d.act("点名 Enter").see_not("已保存").see("到会3");
}

#[test]
fn grades_and_votes_are_saved_with_one_key_too() {
    let mut d = Driver::demo();
    d.act("会议 新建 1 Enter").type_text("议事").act("表决").type_text("预算 40/0/0");
    d.act("保存").see("已保存").see("预算 40/0/0");
}

#[test]
fn a_second_window_refuses_small_forms_at_once() {
    let first = Driver::demo();
    let mut d = first.second_window();
    d.act("考核 1 1 Enter").see("另一个窗口").see_not("得分:");
    let before = d.text();
    d.press("Enter");
    assert_eq!(d.text(), before, "no form lies over the list");
    d.act("总览 调阅意见").see("调阅").press("Home Enter").see("另一个窗口").see_not("Ctrl+S 保存(可以撤销)");
    d.act("Esc 会议 Enter 点名").refused("全部到会").see("另一个窗口");
    d.press("1 Space").see("另一个窗口");
}

#[test]
fn a_small_window_keeps_what_tells_things_apart() {
    let mut d = Driver::demo();
    d.act("考核 各张表 存为自查 Enter").see("已存为“自查 2026-11-21”:评定").see("仍待评").press("Esc");
    d.size(60, 20);
    d.act("考核 各张表").see("自查 2026-11-21").see("2026年").see_not("2…").see("满分");
    d.act("走势").see("得分走势").see("26Q4").see("2026-Q4").press("Esc Esc");
    assert!(d.sees("本年表") || d.sees("考核"));
    d.act("得分预览").see("最高还能到").see("检查日").press("Esc");
}

#[test]
fn groups_stand_in_the_order_in_which_one_counts() {
    let mut d = Driver::demo();
    let names = ["第十一党小组", "第十党小组", "第2党小组"];
    for name in names {
        d.act("党员 新建 3 Enter Enter")
            .type_text("新人")
            .go_to("党小组")
            .erase()
            .type_text(name)
            .act("保存")
            .see("已保存");
    }
    let groups = d.book().groups().unwrap();
    let at = |name: &str| groups.iter().position(|g| g == name).unwrap();
    assert!(at("第2党小组") < at("第十党小组") && at("第十党小组") < at("第十一党小组"), "{groups:?}");
    assert!(groups.iter().any(|g| g == "第三党小组") && at("第2党小组") < at("第三党小组"), "{groups:?}");
    // On the overview their names stay whole where the window is small: the duty's is cut.
    d.size(60, 40);
    d.act("总览").see(" 第十一党小组 ").see("… 第十一党小组");
}

#[test]
fn every_kind_has_a_number_to_choose_it_by() {
    let mut d = Driver::demo();
    d.act("会议 新建").see(" 9 ").see("10 ").see("12 ");
}

const ALIKE: &str = "青石镇2026年村级考核\n一、综合工作(10分)\n1.村干部缺席各类重要会议的每人次扣0.5分,村干部缺席各类培训活动并且没有事先请假的每人次扣1分\n";

#[test]
fn the_quantity_is_one_where_it_is_left_empty_and_rules_can_be_read() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(ALIKE).act("全部采用 Enter").see("已导入并改用");
    d.size(60, 20);
    d.act("1 逐笔登记 新建").see("空着就是1").go_to("哪一条").see("← → 1/2").see("…");
    d.go_to("数量").type_text("3").act("保存").see("已登记一笔").see(" 3 ");
    d.act("新建 保存").see("已登记一笔").see(" 1 ");
}

#[test]
fn names_that_quote_are_not_quoted_twice() {
    let mut d = Driver::demo();
    d.act("考核 换考核表").type_text("两新").act("Enter 总览 改动记录").see("改用考核表“‘两新’组织").see_not("““");
}

/// The message at the foot of the window, its lines joined.
fn message(d: &Driver, rows: usize) -> String {
    let lines = d.lines();
    lines[lines.len() - rows..].iter().map(|l| l.trim()).collect()
}

#[test]
fn a_message_too_long_for_a_line_is_shown_whole_and_nothing_moves() {
    let mut d = Driver::township_alone("2026-03-10");
    d.size(60, 20);
    d.act("党员");
    let before = d.lines();
    d.refused("新建");
    let whole = "新建:“青石镇”是乡镇(街道),没有自己的党员、活动和考核,这里不记。类别选错了按 Ctrl+L 改;\
                 按 Ctrl+G 新建要记的党支部。";
    assert_eq!(message(&d, 2).replace(' ', ""), whole.replace(' ', ""), "{}", d.text());
    // The hint line stands right above it, and what is above that has not moved.
    assert!(d.lines()[17].contains("Ctrl+N 新建"), "{}", d.text());
    assert_eq!(d.lines()[1..17], before[1..17]);
    assert_eq!(d.buffer()[(59, 19)].symbol(), " ");
    d.press("Down");
    assert_eq!(d.lines()[1..], before[1..], "gone with the next key");
}

#[test]
fn the_field_in_hand_stays_above_a_long_message() {
    let mut d = Driver::demo();
    d.size(60, 20);
    d.act("会议 新建 1 Enter").type_text("议事").go_to("记录").type_text("一\n二\n三\n四\n五\n六");
    d.app.warn("很长的一句话".repeat(20));
    d.draw();
    let cursor = d.cursor().unwrap();
    assert!(d.before_cursor().contains('六'), "{}", d.text());
    let hints = d.lines().iter().position(|l| l.contains("Ctrl+S 保存")).unwrap();
    assert!(usize::from(cursor.y) < hints, "{}", d.text());
    assert_eq!(message(&d, 5).matches("很长的一句话").count(), 20, "{}", d.text());
}

#[test]
fn what_is_to_be_read_is_whole_in_a_small_window() {
    let mut d = Driver::demo();
    d.size(60, 20);
    d.act("会议 新建 1 Enter")
        .type_text("议事")
        .act("点名 全部到会 Enter 表决")
        .type_text("年底冬训方案")
        .press("Enter");
    d.see("年底冬训方案").press("2 2 Enter 2 2 Enter Enter").see("未通过").act("Esc 检查").see("检查");
    let text: String = d.lines().iter().map(|l| l.replace(['│', ' '], "")).collect();
    assert!(text.contains("“年底冬训方案”提交党员大会前,一年内的支委会记录里没有提到"), "{}", d.text());
    d.see("回车 看完").press("Enter").see_not("看完");
    // Every sentence of the help, too.
    d.act("帮助 End");
    let page: String = d.lines().iter().map(|l| l.replace(['│', ' '], "")).collect();
    assert!(page.contains("点名:签到编号、姓名或首字母,再按空格;再按一次改请假、缺席并写原因"), "{}", d.text());
}

#[test]
fn a_text_at_rest_is_read_from_its_beginning() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .go_to("民主议事")
        .paste("一件\n两件\n三件\n四件\n五件")
        .press("Tab")
        .see("一件")
        .see("三件…")
        .see_not("五件");
    d.act("会议 新建 1 Enter").type_text("表决").act("表决");
    d.size(60, 25);
    d.type_text("关于村口桥头广场扩建工程资金筹措方案 40/0/0").press("Tab").see("关于村口").see_not("筹措方案");
    d.act("Esc 点名").type_text("县供电所服务中心王主任").act("名册外的人");
    d.size(80, 25);
    d.see("县供电所服务中心王主任 列席");
}
