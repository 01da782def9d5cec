//! A township's own form taken in on the screen: pasted or from a file, rules confirmed one by one, back to the old sheet.

use crate::driver::Driver;

const TEXT: &str = "青石镇2026年党建考核办法\n一、基础工作(11分)\n1.按月开展主题党日,每少一次扣1分,扣完为止(6分)\n\
                    2.台账齐全,酌情扣0.5-2分(4分)\n";

#[test]
fn a_pasted_form_is_shown_confirmed_and_in_force() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(TEXT).see("1组2项").see("标明 11 分,各项合计 10 分").see("看记录,每缺一次扣1,最多扣6");
    d.act("Down 采用规则").see("[采用]").see("已采用1条").press("Enter").see("已导入并改用“青石镇2026年党建考核办法”");
    d.see("按月开展主题党日").see_not("党群服务中心");
    assert!(d.title().contains("/ 10"), "{}", d.title());
    d.act("撤销").see("改的是规则").press("Enter").see("党群服务中心");
    d.act("换考核表").see("改用哪张考核表").type_text("青石").press("Enter").see("按月开展主题党日");
}

#[test]
fn what_enter_does_is_said_before_and_the_name_has_its_own_keys() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(TEXT).see("一条规则也不采用,2项全部待评").see("认出规则").see_not("办法2条");
    d.act("全部采用").see_not("一条规则也不采用").see("改用这张表");
    d.act("改名称").see("定下名称").see_not("Ctrl+A").type_text("乡镇表").press("Enter");
    d.see("名称:乡镇表").act("改名称").press("Ctrl+U").type_text("镇里的表").act("定下名称").see("名称:镇里的表");
    d.press("Enter").see("已导入并改用“镇里的表”").see("镇里的表 2026年");
}

#[test]
fn a_form_not_wanted_leaves_everything_as_it_was() {
    let mut d = Driver::demo();
    let before = d.title();
    d.act("考核 导入").paste(TEXT).act("全部采用").see("已采用2条").press("Esc").see("没有导入");
    assert_eq!(d.title(), before);
    assert!(!d.folder().join("数据").exists());
}

#[test]
fn a_text_without_items_says_so() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste("只有几句话\n没有条目").see("没有认出编号的条目").see("党群服务中心");
}

#[test]
fn the_name_that_was_found_can_be_changed_before_it_is_taken_in() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(TEXT).see("名称").see("青石镇2026年党建考核办法").act("改名称").erase();
    d.press("Enter").see("考核表要有名称").type_text("青石镇考核 初稿").act("撤销");
    d.see_not("初稿").type_text("青石镇考核 初稿");
    assert!(d.before_cursor().ends_with("青石镇考核 初稿"), "the input method composes there: {}", d.before_cursor());
    // Space and digits are text here, and Enter goes back to the items.
    d.type_text(" 2").press("Enter").see("名称:青石镇考核 初稿 2").act("Down 采用规则").see("已采用1条");
    d.press("Enter").see("已导入并改用“青石镇考核 初稿 2”");
    assert!(d.folder().join("数据/checklists/青石镇考核 初稿 2.toml").exists());
    d.act("导入").paste(TEXT).see_not("已有同名的表").act("改名称").erase().type_text("青石镇考核 初稿 2");
    d.press("Down").see("已有同名的表(第1版):导入就是第2版");
}

/// The shape of a real township's form: a base with lines that only add and take, lines without a base, and a group that
/// mixes items with and without a maximum.
const MIXED: &str = "长河镇2026年村级考核\n一、综合工作 (常规, 10分)\n1.1 缺席会议的每人次扣0.1分。\n\
                     1.2 未按要求完成任务的每起扣1分。\n二、组织工作 (常规, 10分)\n2.1 党务公开(5分)\n2.2 三会一课(3分)\n\
                     2.3 后备干部培育(1分)\n2.4 党建有亮点的,每项加1分。\n2.5 违纪被处理的,每例扣3分。\n\
                     三、重大项目 (重要, 无基准分)\n3.1 按期完成的加3分,未完成的扣3分。\n";

#[test]
fn a_group_of_items_with_and_without_maxima_is_told_as_it_is() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(MIXED).see("3组8项").see("3项有满分,合计9分,另有5条只加分扣分");
    d.see("“组织工作”标明10分,差1分:3项有满分,合计9分;另有2条没有满分,只加分扣分");
    d.press("Home").see("综合工作:基准分10;2条在上面加分扣分").act("全部采用 Enter").see("已导入并改用");
    // The figures are the township's: 10 by the base, 9 by the maxima, nothing made up.
    d.see("满分19").press("2 1 Up").see("3项有满分,合计9分;另有2条没有满分").see("照原样,没有改");
    d.press("3 1 Up").see("1条只加分扣分,没有基准分");
    d.size(60, 20);
    d.press("2 1 Up").see("照原样,没有改");
}

const COUNTED: &str = "青石镇2026年村级考核\n一、综合工作(10分)\n1.缺席会议的每人次扣0.5分\n\
                       2.被通报表扬的,分别加1、2分,最多加2分\n3.工作不力的,酌情扣0.5-2分\n4.资料齐全(3分)\n";

#[test]
fn things_are_counted_one_by_one_and_the_score_follows() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(COUNTED).act("全部采用 Enter").see("已导入并改用");
    let before = d.title();
    d.act("1 逐笔登记").see("还没有登记").act("新建").see("登记一笔");
    d.go_to("日期").erase().type_text("11.3").go_to("数量").erase().type_text("2").go_to("人或单位").type_text("王五");
    d.go_to("依据")
        .type_text("支委会两次未到")
        .press("Enter")
        .see("1 已登记一笔")
        .see("王五")
        .see("支委会两次未到")
        .see("扣 1");
    assert_ne!(d.title(), before);
    d.act("新建").go_to("数量").erase().type_text("x").act("保存").see("数量看不懂").see("登记一笔");
    d.erase().type_text("1").go_to("日期").erase().type_text("2027-1-3").act("保存").see("应在2026年内");
    d.act("Esc Esc 删除").see("已删去 1 的一笔:2026-11-03 2 王五").see("还没有登记").press("Esc");
    assert_eq!(d.title(), before);
    d.act("撤销").see("已撤销");
    assert_ne!(d.title(), before);
}

#[test]
fn a_grade_and_points_at_discretion_are_asked_for() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(COUNTED).act("全部采用 Enter");
    d.act("2 逐笔登记 新建").see("哪一档").go_to("哪一档").press("2").go_to("依据").type_text("县报").press("Enter");
    d.see("第2档").act("Esc 3 逐笔登记 新建").see("酌情定的分数").go_to("分数").type_text("1.5").act("保存");
    d.see("已登记一笔").press("Esc");
    let score = d.book().score(None, d.book().today()).unwrap();
    let expected = |no: &str| score.items().find(|i| i.no == no).unwrap().expected.to_string();
    assert_eq!((expected("2"), expected("3")), ("2".into(), "-1.5".into()));
}

#[test]
fn an_item_that_is_not_counted_says_how_it_is_judged() {
    let mut d = Driver::demo();
    d.act("考核 1 1 逐笔登记").see("不用逐笔登记");
}

#[test]
fn a_line_without_a_maximum_is_decided_as_it_adds_or_takes() {
    let mut d = Driver::demo();
    d.act("考核 导入").paste(COUNTED).press("Enter").see("已导入并改用");
    d.press("2 Enter")
        .see("2 加扣分")
        .type_text("1.5")
        .press("Enter")
        .type_text("县报")
        .press("Enter")
        .see("2 已定:得 1.5");
    d.press("1 Enter").type_text("-0.5").press("Enter").type_text("缺席一次").press("Enter").see("1 已定:得 -0.5");
}
