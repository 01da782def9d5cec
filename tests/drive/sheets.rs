//! Several scoring sheets on the screen: freezing, a rater's, side by side, the line of quarters, notes, taking over.

use crate::driver::Driver;

/// A rater's sheet of a round with one item decided, from the overview.
fn rated(d: &mut Driver, round: &str, name: &str, deduction: &str) {
    d.act("考核 各张表 新建").see("新建评分表");
    d.go_to("哪一轮").erase().type_text(round).go_to("评分人").type_text(name).act("保存");
    d.see(&format!("已建“{round} · {name}”")).press("Enter").see(&format!("评分:{round} · {name}"));
    d.press("1 1 Enter").type_text(deduction).press("Enter").type_text("标识旧").press("Enter").see("1.1 已定");
}

#[test]
fn a_raters_sheet_is_scored_on_the_same_screen_and_leaves_the_total_alone() {
    let mut d = Driver::demo();
    let title = d.title();
    rated(&mut d, "三季度观摩", "张三", "1");
    assert_eq!(d.title(), title, "the title line is the year's own sheet");
    d.see("评分:三季度观摩 · 张三").see("标识旧").act("各张表 Home Enter").see_not("评分:三季度观摩").see("2026年");
    d.act("各张表 End 删除").see("已删除评分表“三季度观摩 · 张三”").act("撤销").see("三季度观摩 · 张三");
}

#[test]
fn undoing_the_sheet_in_hand_leads_back_to_the_years_own() {
    let mut d = Driver::demo();
    d.act("考核 各张表 存为自查")
        .see("不归入哪一轮")
        .press("Enter")
        .see("已存为“自查 2026-11-21”")
        .press("Enter")
        .see("评分:自查 2026-11-21");
    d.act("撤销").see("已撤销").see_not("评分:自查").see("2026年");
}

#[test]
fn a_self_check_takes_nothing_more() {
    let mut d = Driver::demo();
    d.act("考核 各张表 存为自查 Enter").see("已存为“自查 2026-11-21”").press("Enter").see("评分:自查 2026-11-21");
    let before = d.text();
    for key in ["Enter", "Space", "Del", "Ctrl+X", "Ctrl+N", "F12"] {
        d.press(&format!("F6 Ctrl+T End Enter 1 4 {key}")).see("自查表存下后不再变;要改就改本年的表");
    }
    d.act("考核 各张表 End Enter");
    assert_eq!(before.lines().nth(2), d.text().lines().nth(2), "its total is what it was");
    d.act("打印");
    assert_eq!(d.opened().len(), 1, "it is printed as ever");
    d.act("各张表 Home Enter 1 4 Enter").see("1.4 满分");
}

#[test]
fn sheets_stand_side_by_side_with_differences_and_means() {
    let mut d = Driver::demo();
    for (name, deduction) in [("张三", "1"), ("李四", "0"), ("王五", "2"), ("赵六", "1")] {
        rated(&mut d, "三季度观摩", name, deduction);
    }
    d.act("各张表 并排比较").see("并排比较:2026年 · 三季度观摩").see("1.1*").see("共5张,← → 看其余");
    d.see("张三").see_not("赵六").press("Right Right Right Right").see("赵六").see_not("张三");
    d.act("打印");
    assert!(d.opened()[0].display().to_string().ends_with("2026-11-21 2026年三季度观摩评分对照.xlsx"));
    for (cols, rows) in [(60, 20), (140, 40)] {
        d.size(cols, rows);
        d.see("并排比较");
    }
}

#[test]
fn the_quarters_are_drawn_as_a_line_with_figures() {
    let mut d = Driver::demo();
    d.act("考核 各张表 走势")
        .see("得分走势")
        .see("25Q1")
        .see("26Q4")
        .see("2026-Q3")
        .see("按记录推算")
        .see("本年表(至今)");
    d.act("Esc 存为自查 Enter 走势").see("自查 2026-11-21");
}

#[test]
fn a_note_and_a_photo_stand_with_the_item() {
    let mut d = Driver::demo();
    let open = d.title();
    std::fs::write(d.folder().join("门牌.jpg"), "jpeg").unwrap();
    let path = d.folder().join("门牌.jpg").display().to_string();
    d.act("考核 1 1 备注照片").see("备注:1.1").type_text("门牌还没换").act("附件").see("附件:考核项 1.1");
    d.act("新建").type_text(&path).press("Enter").see("已加入附件“门牌.jpg”").press("Esc").see("附件 1 份");
    d.act("保存").see("1.1 的备注已保存").see("备注:门牌还没换").see("附件:门牌.jpg");
    assert_eq!(d.title(), open, "nothing was decided");
    let mut d = d.restart();
    d.act("考核 1 1").see("备注:门牌还没换");
}

#[test]
fn the_last_sheet_is_taken_over_one_by_one_or_whole() {
    let mut d = Driver::demo();
    d.act("考核 沿用上次").see("沿用上次").press("Esc");
    for item in ["1 3", "1 9"] {
        d.press(&format!("F6 Ctrl+B {item} Enter 1 Enter")).type_text("照片不全").press("Enter").see("已定");
    }
    let before = d.title();
    d.act("考核 1 3 沿用上次").see("只沿用 1.3").see("沿用2025年:照片不全").press("1").see("沿用上次:已定1项");
    d.see("沿用2025年:照片不全");
    assert_ne!(d.title(), before);
    d.act("撤销 沿用上次 2").see("已定");
    d.press("1 9").see("沿用2025年:照片不全").act("撤销");
    assert_eq!(d.title(), before, "one step takes all of them back");
}

#[test]
fn a_newer_version_is_offered_and_taken_on_request() {
    let mut d = Driver::demo();
    d.act("考核 1 1 Enter 1 Enter").type_text("照片不全").press("Enter").see("1.1 已定");
    let text = include_str!("../../data/checklists/village.toml").replace("version = 2\n", "version = 3\n");
    let folder = d.folder().join("数据/checklists");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("village.toml"), text.replacen("党群服务中心:", "党群服务中心(新):", 1)).unwrap();
    let mut d = d.restart();
    d.act("考核").see("考核表有第3版").press("1 1").see("照片不全").act("各张表").see("Ctrl+U 换用");
    d.act("换用新版").see("换用新版").see("1.1 得2 照片不全").press("Esc Esc").see_not("考核表有第3版");
    d.see("党群服务中心(新)").act("撤销").see("改的是规则").press("Enter").see("考核表有第3版").see("照片不全");
}

#[test]
fn the_papers_of_the_sheet_in_hand() {
    let mut d = Driver::demo();
    d.act("考核 其他材料").see("空白评分表").press("4");
    assert!(d.opened()[0].display().to_string().ends_with("空白评分表.docx"));
    for (key, ending) in [("1", ".xlsx"), ("2", ".docx"), ("3", "佐证清单.docx")] {
        d.press(&format!("Ctrl+A {key}"));
        assert!(d.opened()[0].display().to_string().ends_with(ending));
    }
}
