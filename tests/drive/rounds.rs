//! Rounds on the screen: a self-check put beside the raters, the year of several rounds, and all organisations of a
//! township side by side.

use crate::driver::Driver;

/// Halves of the year, weighed; bands, and at most 30 % in the first.
const SHEET: &str = "id = \"own\"\nversion = 1\nname = \"本镇考核\"\nmax = \"10\"\n\
    rounds = { months = 6, year = { weights = [\"40%\", \"60%\"] } }\n\
    [[band]]\nname = \"五星\"\nfrom = \"9\"\n[[band]]\nname = \"三星\"\nfrom = \"0\"\n\
    [[quota]]\nband = \"五星\"\nmost = \"30%\"\n\
    [[section]]\nname = \"综合\"\nmax = \"10\"\n[[section.item]]\nno = \"1\"\ntext = \"现场\"\nmax = \"10\"\n";

/// From the checklist: a rater's sheet with its one item decided.
fn rated(d: &mut Driver, round: &str, name: &str, day: &str, deduction: &str) {
    d.act("各张表 新建").go_to("哪一轮").erase().type_text(round).go_to("评分人").type_text(name);
    d.go_to("评分日期").erase().type_text(day).act("保存").see("已建").press("Enter");
    d.press("1 Enter").type_text(deduction).press("Enter").type_text("看过").press("Enter").see("1 已定");
}

/// Goes to a village and scores it by the sheet above.
fn village(d: &mut Driver, name: &str) {
    d.act("总览 换党组织").type_text(name).press("Enter").see(name).act("考核");
    if !d.sees("本镇考核") {
        d.act("换考核表").type_text("本镇").press("Enter").see("本镇考核");
    }
}

fn township() -> Driver {
    let d = Driver::township("2026-11-21");
    let folder = d.folder().join("数据/checklists");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("own.toml"), SHEET).unwrap();
    d.restart()
}

#[test]
fn the_rounds_of_a_year_and_what_follows_from_them() {
    let mut d = township();
    village(&mut d, "柳林");
    d.act("各张表 各轮").see("2026年各轮").see("还没有评分人的表").see("还没有评的 上半年、下半年").press("Esc Esc");
    rated(&mut d, "上半年观摩", "张三", "7.1", "1");
    rated(&mut d, "上半年观摩", "李四", "7.2", "2");
    d.act("各张表 各轮").see("上半年观摩").see("8.5").see("2人均分").see("全年到目前:3.4");
    d.see("全年按 40%、60% 加权").see("缺:还没有评的 下半年").act("打印");
    assert!(d.opened()[0].display().to_string().ends_with("2026-11-21 2026年各轮得分.xlsx"));
    d.size(60, 20);
    d.see("上半年观摩").see("8.5").see("还没有评的 下半年");
}

#[test]
fn a_self_check_is_put_into_a_round_with_one_enter() {
    let mut d = township();
    village(&mut d, "柳林");
    rated(&mut d, "上半年观摩", "张三", "7.1", "1");
    d.act("各张表 存为自查").see("存为自查").see("上半年观摩").press("Enter").see("已存为“上半年观摩 · 自查”");
    d.act("并排比较").see("并排比较:2026年 · 上半年观摩").press("Right").see("自查").press("Esc");
    // Asked again there is no round left to offer.
    d.act("存为自查").see("空着就单独存").press("Enter").see("已存为“自查 2026-11-21”").act("撤销");
    d.see_not("自查 2026-11-21 ").see("上半年观摩 · 自查 ").act("撤销").see_not("上半年观摩 · 自查 ");
}

#[test]
fn all_organisations_stand_side_by_side_without_a_ranking() {
    let mut d = township();
    village(&mut d, "桃源");
    rated(&mut d, "上半年观摩", "张三", "7.1", "0.5");
    village(&mut d, "柳林");
    rated(&mut d, "上半年观摩", "张三", "7.1", "2");
    d.act("各张表 各单位").see("各单位:2026年 · 本年表 · 按组织").see("预估").see("待评");
    d.act("换轮次").see("2026年 · 上半年观摩").see("五星最多30%,现50%(2个里1个,最多0个)");
    let below = |d: &Driver| d.lines().iter().skip(2).map(|l| format!("{l} ")).collect::<Vec<_>>();
    let first = |d: &Driver| below(d).into_iter().find(|l| l.contains("村党支部")).unwrap();
    assert!(first(&d).contains("柳林"), "{}", d.text());
    d.act("换次序").see("按得分");
    assert!(first(&d).contains("桃源") && first(&d).contains("9.5"), "{}", d.text());
    d.act("换次序").see("按组织");
    assert!(first(&d).contains("柳林"));
    d.act("打印");
    assert!(d.opened()[0].display().to_string().ends_with("2026年上半年观摩各单位得分.xlsx"));
    d.act("其他材料").see("打印哪一种").press("2");
    assert!(d.opened()[0].display().to_string().ends_with("2026年上半年观摩各单位得分.docx"));
    for (cols, rows) in [(60, 20), (140, 40), (80, 25)] {
        d.size(cols, rows);
        d.see("柳林村党支部").see("9.5").see("五星最多30%");
    }
    // Enter goes to the one selected.
    d.press("End Enter").see("桃源村党支部").see("[F6 考核]");
}

#[test]
fn one_branch_alone_is_shown_alone() {
    let mut d = Driver::demo();
    d.act("考核 各张表 各单位").see("各单位:2026年").see("青石桥村党支部").refused("换轮次").see("还没有评分人的表");
}

#[test]
fn a_decision_is_marked_with_what_changed_though_the_figure_stays() {
    let mut d = Driver::demo();
    d.act("考核 4 1 接受建议").see("4.1 按建议定").see_not("已变");
    let before = d.title();
    // A second theme day in October moves no figure.
    d.act("主题党日 新建").go_to("日期").erase().type_text("10.20").go_to("主题").type_text("再学习");
    d.act("点名 全部到会 Esc 保存").see("已保存").press("Esc");
    assert_eq!(d.title(), before);
    d.act("考核 4 1").see("已变").see("评定以后变了:多了10月主题党日");
    d.act("接受建议").see_not("评定以后变了").act("撤销").see("多了10月主题党日");
    d.act("撤销").see("改的不在眼前这一屏").press("Enter").see_not("评定以后变了");
}
