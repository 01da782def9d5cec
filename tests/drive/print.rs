//! Papers of the record in front of one: the menu, the preview on screen, what is needed before a meeting is held.

use crate::driver::Driver;
use calamine::Reader;
use docx_rs::{DocumentChild, TableCellContent, TableChild, TableRowChild, read_docx};
use std::{fs, path::PathBuf};

/// The one file that the program would open now, with its name.
#[track_caller]
fn printed(d: &mut Driver) -> (PathBuf, String) {
    let files = d.opened();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].starts_with(d.folder().join("输出")));
    let name = files[0].file_name().unwrap().to_string_lossy().into_owned();
    (files[0].clone(), name)
}

#[test]
fn the_menu_prints_each_paper_of_the_selected_record() {
    for (digit, name) in [
        ("1", "2026-11-05 主题党日.docx"),
        ("2", "2026-11-05 主题党日签到表.docx"),
        ("3", "2026-11-05 主题党日通知.txt"),
        ("4", "2026-11 主题党日材料.docx"),
        ("5", "2026 支部工作手册.docx"),
    ] {
        for way in ["F4", "F4 Enter"] {
            let mut d = Driver::demo();
            d.press(way).act("其他材料").see("签到表").see("支部工作手册").press(digit).press("Enter").see("已生成");
            let (path, written) = printed(&mut d);
            assert_eq!(written, name);
            assert!(fs::metadata(path).unwrap().len() > 100);
        }
    }
}

#[test]
fn enter_in_the_menu_prints_the_record() {
    let mut d = Driver::demo();
    d.act("主题党日 其他材料 Enter").see("已生成");
    assert_eq!(printed(&mut d).1, "2026-11-05 主题党日.docx");
}

#[test]
fn the_notice_is_shown_and_written_for_pasting() {
    let mut d = Driver::demo();
    d.act("主题党日 其他材料 3 Enter")
        .see("关于开展主题党日的通知")
        .see("时间:2026年11月5日(星期四)")
        .see("主题:晒场排水动工前再议");
    let text = fs::read_to_string(printed(&mut d).0).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the old Notepad needs the mark");
    assert!(text.contains("参加人员:支部全体党员\r\n"), "{text}");
    d.press("Esc").see_not("关于开展");
    let long =
        "学习贯彻党的二十届四中全会精神和村规民约修订意见,讨论东头道路硬化、晒场排水、路灯电费三件事的钱从哪里来";
    d.press("Enter").erase().type_text(long).act("其他材料 3 Enter").see("三件事的钱从哪里来");
}

#[test]
fn a_paper_is_read_on_screen_before_it_is_printed() {
    let mut d = Driver::demo();
    d.act("主题党日 预览").see("主题党日记录").see("|   主持人    |曾庆和").see("下面还有");
    for line in d.lines().iter().filter(|l| l.contains("+-----")) {
        assert!(line.trim_end().ends_with("+ │"), "the table's right edge is on screen: {line:?}");
    }
    d.press("End").see("主持人(签字):____").press("Esc").see_not("签字");
    assert!(d.opened().is_empty(), "looking writes nothing");
    assert!(!d.folder().join("输出").exists());
}

#[test]
fn every_paper_of_the_menu_is_read_on_screen_before_it_is_printed() {
    for way in ["F4", "F4 Enter"] {
        for (digit, shown) in [
            ("1", "主题党日记录"),
            ("2", "主题党日签到表"),
            ("3", "关于开展主题党日的通知"),
            ("4", "主题党日计划"),
            ("5", "支部工作手册"),
        ] {
            let mut d = Driver::demo();
            d.press(way).act("其他材料").see("Ctrl+X 预览").press(digit).act("预览").see("预览").see(shown);
            assert!(d.opened().is_empty(), "looking writes nothing");
            assert!(!d.folder().join("输出").exists());
        }
    }
    // What is not typed yet is no reason not to look; what a month has not is said.
    let mut d = Driver::village("2026-11-21");
    d.act("会议 新建 2 其他材料 预览").see("支委会记录").act("Esc 其他材料 4 预览").see("没有主题党日的记录");
    // What is typed stands on a record, but on papers of many records only once it is saved.
    let mut d = Driver::demo();
    d.act("主题党日 Enter").erase().type_text("改过的主题").act("其他材料 3 预览").see("主题:改过的主题");
    d.act("Esc 其他材料 4 预览").see("没保存的改动不在里面").see_not("改过的主题");
}

#[test]
fn the_preview_of_a_form_shows_what_is_typed_and_saves_nothing() {
    let mut d = Driver::demo();
    let before = d.book().activities(2026).unwrap().len();
    d.act("会议 新建 2").type_text("还没存的议题").act("预览").see("支委会记录").see("还没存的议题").press("Esc");
    d.see("新建");
    assert_eq!(d.book().activities(2026).unwrap().len(), before);
    d.size(60, 20);
    d.act("预览 PgDn").see("还没存的议题");
}

#[test]
fn a_meeting_to_come_has_its_notice_and_sign_in_sheet_but_no_record() {
    let mut d = Driver::demo();
    let before = d.book().activities(2026).unwrap().len();
    d.act("会议 新建 1 Enter").type_text("审议年度总结").go_to("日期").erase().type_text("2026-12-25");
    d.act("其他材料 3 Enter").see("时间:2026年12月25日(星期五)").see("审议年度总结");
    assert_eq!(printed(&mut d).1, "2026-12-25 党员大会通知.txt");
    d.act("Esc 其他材料 2 Enter").see("已生成");
    assert_eq!(printed(&mut d).1, "2026-12-25 党员大会签到表.docx");
    for digit in ["1", "4", "5"] {
        d.act("其他材料").press(digit).press("Enter").see("没有保存:2026-12-25 还没到");
        assert!(d.opened().is_empty());
    }
    assert_eq!(d.book().activities(2026).unwrap().len(), before, "nothing was saved");
}

#[test]
fn the_plan_of_a_theme_day_to_come_is_printed_before_it_is_held() {
    let mut d = Driver::demo();
    let before = d.book().activities(2026).unwrap().len();
    d.act("主题党日 新建").type_text("冬季送暖").go_to("日期").erase().type_text("2026-12-5");
    d.go_to("负责人").type_text("qxw").press("Tab").see("仇兴旺").go_to("活动计划").type_text("上午走访,下午座谈");
    d.act("其他材料 6 Enter").see("已生成");
    let (path, name) = printed(&mut d);
    assert_eq!(name, "2026-12-05 主题党日计划.docx");
    assert!(fs::metadata(path).unwrap().len() > 100);
    assert_eq!(d.book().activities(2026).unwrap().len(), before, "nothing was saved");
    // After the day it is the same record; the plan stays where it was typed.
    d.pause();
    let mut d = d.restart_on("2026-12-06");
    d.act("草稿 Enter").see("冬季送暖").act("保存").see("已保存");
    let row = d.book().activities(2026).unwrap().pop().unwrap();
    let paper = format!("{:?}", d.book().plan_paper(&d.book().meeting(row.id).unwrap().unwrap()));
    assert!(paper.contains("仇兴旺") && paper.contains("上午走访,下午座谈"), "{paper}");
    // Only a kind with a plan has that paper.
    d.act("Esc 会议 Enter 其他材料")
        .see("支部工作手册")
        .see_not("活动计划")
        .act("Esc Esc 其他材料")
        .see_not("活动计划");
    d.act("Esc 主题党日 其他材料").see("活动计划");
}

#[test]
fn printing_a_form_saves_what_was_typed_first() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter").erase().type_text("改过的主题").act("其他材料 4 Enter").see("已生成");
    let book = d.book();
    assert!(book.activities(2026).unwrap().iter().any(|r| r.title == "改过的主题"));
}

#[test]
fn a_month_without_a_theme_day_says_so() {
    let mut d = Driver::village("2026-11-21");
    d.act("会议 新建 2").type_text("碰头").act("保存").see("已保存").act("其他材料 4 Enter");
    d.see("2026年11月没有主题党日的记录");
    assert!(d.opened().is_empty());
    d.act("主题党日").refused("其他材料").see("没有选中的记录").refused("预览").see("没有选中的记录");
}

#[test]
fn printing_again_after_a_change_keeps_the_first_file() {
    let mut d = Driver::demo();
    d.act("主题党日 其他材料 2 Enter");
    let (first, _) = printed(&mut d);
    let bytes = fs::read(&first).unwrap();
    d.press("Enter").erase().type_text("改了主题").act("其他材料 2 Enter");
    let (second, name) = printed(&mut d);
    assert_eq!(name, "2026-11-05 主题党日签到表(2).docx");
    assert_eq!(fs::read(&first).unwrap(), bytes);
    assert_ne!(fs::read(&second).unwrap(), bytes);
}

#[test]
fn a_digit_in_the_menu_of_a_form_only_selects() {
    let mut d = Driver::demo();
    let before = d.book().activities(2026).unwrap().len();
    d.act("主题党日 新建").type_text("新记的一次").act("其他材料 1").see("打印哪一种").press("4").see("打印哪一种");
    // A new record is not saved by printing.
    d.press("Enter").see("先按 Ctrl+S 保存").see("新建").act("打印").see("先按 Ctrl+S 保存");
    assert!(d.opened().is_empty());
    assert_eq!(d.book().activities(2026).unwrap().len(), before, "nothing was saved");
    d.act("保存").see("已保存").act("其他材料 4 Enter").see("已生成");
}

/// Everything that stands in the Word file that the program would open now, with the file's name.
#[track_caller]
fn printed_text(d: &mut Driver) -> (String, String) {
    let (path, name) = printed(d);
    let mut texts = Vec::new();
    for child in read_docx(&fs::read(path).unwrap()).unwrap().document.children {
        match child {
            DocumentChild::Paragraph(p) => texts.push(p.raw_text()),
            DocumentChild::Table(table) => {
                for TableChild::TableRow(row) in table.rows {
                    for TableRowChild::TableCell(cell) in row.cells {
                        texts.extend(cell.children.iter().filter_map(|c| match c {
                            TableCellContent::Paragraph(p) => Some(p.raw_text()),
                            _ => None,
                        }));
                    }
                }
            }
            _ => {}
        }
    }
    (name, texts.join("|"))
}

#[test]
fn a_members_page_prints_that_member_with_numbers_masked() {
    let mut d = Driver::demo();
    let all = d.book().members().unwrap();
    let member = all.iter().find(|m| m.name == "曾庆和").unwrap();
    d.press("F5").type_text("曾庆和").act("打开 打印").see("已生成");
    let (name, text) = printed_text(&mut d);
    assert_eq!(name, "2026-11-21 党员信息页 曾庆和.docx");
    for told in
        [&member.address, &member.education, &member.joined.unwrap().to_string(), "2026年参加组织生活|应到", "主题党日"]
    {
        assert!(text.contains(told), "{told} is not in {text}");
    }
    assert!(!text.contains(member.id_number.whole()) && !text.contains(member.phone.whole()), "{text}");
    assert!(all.iter().all(|m| m.name == member.name || !text.contains(&m.name)), "nobody else's name: {text}");
}

#[test]
fn printing_a_members_page_saves_what_was_typed_and_never_makes_a_member() {
    let mut d = Driver::demo();
    d.press("F5").type_text("曾庆和").act("打开").go_to("备注").type_text("村里的老会计").act("打印").see("已生成");
    assert!(printed_text(&mut d).1.contains("村里的老会计"));
    let before = d.book().members().unwrap().len();
    d.act("返回 新建 3 Enter Enter").type_text("韩秋水").act("打印").see("先按 Ctrl+S 保存");
    assert!(d.opened().is_empty());
    assert_eq!(d.book().members().unwrap().len(), before);
}

#[test]
fn a_roster_narrowed_by_what_is_typed_prints_only_who_is_found() {
    let mut d = Driver::demo();
    d.press("F5").type_text("曾庆和").act("打印").see("已生成");
    let (path, name) = printed(&mut d);
    assert_eq!(name, "2026-11-21 党员花名册 曾庆和.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let cells = book.worksheet_range_at(0).unwrap().unwrap();
    let text = cells.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join("|");
    assert!(text.contains("共1人") && text.contains("曾庆和") && !text.contains("单玉梅"), "{text}");
    d.type_text("查无此人").act("打印").see("没有找到");
    assert!(d.opened().is_empty());
}
