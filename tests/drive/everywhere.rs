//! What holds at every place: sizes, wide glyphs, cursors, the total, help; and palette, history and search, which are
//! everywhere. Not here: how one gets to every place (`ways`).

use crate::{
    driver::Driver,
    ways::{self, Way},
};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;
use zhibu::tui::command::Place;

#[test]
fn what_holds_everywhere_holds_before_there_is_a_branch() {
    walk(Driver::empty, ways::FIRST);
}

#[test]
fn what_holds_everywhere_holds_over_the_overview() {
    walk(Driver::demo, ways::HOME);
}

#[test]
fn what_holds_everywhere_holds_in_meetings() {
    walk(Driver::demo, ways::MEETINGS);
}

#[test]
fn what_holds_everywhere_holds_in_the_roster() {
    walk(Driver::demo, ways::MEMBERS);
}

#[test]
fn what_holds_everywhere_holds_in_scoring() {
    walk(Driver::demo, ways::SCORING);
}

#[test]
fn what_holds_everywhere_holds_in_the_ledgers() {
    walk(Driver::demo, ways::LEDGERS);
}

#[test]
fn every_place_is_at_the_end_of_a_way() {
    let all = [ways::FIRST, ways::HOME, ways::MEETINGS, ways::MEMBERS, ways::SCORING, ways::LEDGERS];
    let reached: BTreeSet<Place> = all.into_iter().flatten().map(|(_, to)| *to).collect();
    let missed: Vec<_> = Place::ALL.iter().filter(|place| !reached.contains(place)).collect();
    assert!(missed.is_empty(), "no way leads to {missed:?}");
}

/// Goes each way once and looks at all that holds at its end; the last look leaves it.
fn walk(open: fn() -> Driver, ways: &[Way]) {
    for &way in ways {
        let mut d = open();
        ways::go(&mut d, way);
        println!("after “{}”", way.0);
        let before = d.text();
        the_last_cell_is_empty_and_the_field_is_off_the_last_rows(&mut d);
        the_total_is_in_sight(&mut d);
        no_size_loses_anything(&mut d);
        wide_terminals_get_no_glyph_of_doubtful_width(&mut d);
        assert_eq!(d.text(), before);
        help_tells_every_command(&mut d);
        no_popup_leaves_anything_behind(&mut d);
    }
}

fn the_last_cell_is_empty_and_the_field_is_off_the_last_rows(d: &mut Driver) {
    assert_eq!(d.buffer()[(79, 24)].symbol(), " ");
    if let Some(cursor) = d.cursor() {
        assert!(cursor.y < 23, "the input method's box would hide the field in\n{}", d.text());
    }
}

fn the_total_is_in_sight(d: &mut Driver) {
    if d.book().org().is_none() {
        return;
    }
    let total = d.book().score(None, d.book().today()).unwrap().totals;
    let total = format!("预估 {} + 待评 {} / {}", total.expected, total.open_text(), total.max);
    for cols in [60, 140, 80] {
        d.size(cols, 25);
        assert!(d.title().contains(&total), "{cols} columns, {total}: {}", d.title());
    }
}

fn no_size_loses_anything(d: &mut Driver) {
    for (cols, rows) in [(60, 20), (140, 40), (20, 5), (40, 12), (1, 1), (300, 100), (80, 25)] {
        d.size(cols, rows);
    }
}

fn wide_terminals_get_no_glyph_of_doubtful_width(d: &mut Driver) {
    d.app.set_wide_glyphs(true);
    d.draw();
    for cell in &d.buffer().content {
        let symbol = cell.symbol();
        assert_eq!(symbol.width(), symbol.width_cjk(), "“{symbol}” in\n{}", d.text());
    }
    d.app.set_wide_glyphs(false);
    d.draw();
}

fn help_tells_every_command(d: &mut Driver) {
    // What was said goes with the next key.
    let before = d.act("帮助 Esc").text();
    let offers = d.app.offers();
    d.size(120, 100).act("帮助");
    let begin = |text: &str| text.chars().take(5).collect::<String>();
    for offer in offers {
        let refused = offer.refusal.as_deref().map(|why| format!("现在不能用:{}", begin(why)));
        let said = refused.unwrap_or_else(|| begin(offer.command.help));
        d.see(&offer.keys_text()).see(&begin(&offer.word)).see(&said);
    }
    d.press("Esc").size(80, 25);
    assert_eq!(d.text(), before);
}

/// Each popup over each screen, between colours and columns that do not match: every drawing is compared.
fn no_popup_leaves_anything_behind(d: &mut Driver) {
    d.size(81, 25);
    for step in "Down Down 帮助 Esc 命令 Esc 得分预览 Down End Home Esc 总览 党员 台账".split(' ') {
        if step.is_ascii() || d.can(step) {
            d.act(step);
        }
    }
}

#[test]
fn a_popup_over_a_screen_that_was_typed_into_leaves_nothing_behind() {
    let mut d = Driver::demo();
    d.act("考核").type_text("2.2").act("得分预览 Home Down Down Enter Esc 会议 Enter 帮助 Esc");
}

#[test]
fn a_tiny_window_says_so_and_keeps_what_was_typed() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("写了一半").size(20, 5);
    d.see("窗口太小").type_text("接着写").size(80, 25);
    d.see("写了一半接着写");
}

#[test]
fn help_explains_why_a_command_cannot_act() {
    let mut d = Driver::demo();
    d.act("帮助").see("帮助").press("End").see("现在不能用:没有草稿").press("Esc").see_not("现在不能用");
    d.refused("草稿").see("草稿:没有草稿");
}

#[test]
fn the_palette_runs_commands_by_pinyin() {
    let mut d = Driver::demo();
    d.act("命令").type_text("khe").press("Enter").see("考核内容");
    d.act("命令").type_text("zhutidr").press("Enter").see("[F4 主题党日]");
}

#[test]
fn the_palette_says_why_a_greyed_command_does_not_run() {
    let mut d = Driver::demo();
    // Views behind a screen's own keys are found by what people call them, from everywhere.
    for (typed, shown) in
        [("党费", "党费"), ("dangfei", "党费"), ("各轮", "各轮"), ("各单位", "各单位"), ("sgdz", "设岗定责台账 9/15")]
    {
        d.act("总览 命令").type_text(typed).press("Enter").see_not("命令:").see(shown).press("Esc Esc");
    }
    d.act("总览 命令").type_text("党费").see("F5 Ctrl+X").press("Enter").see("未交");
    d.act("命令").type_text("草稿").see("不能用:没有草稿").press("Enter").see("草稿:不能用:没有草稿");
}

#[test]
fn the_palette_never_guesses_a_command_that_shares_no_character() {
    let mut d = Driver::demo();
    let before = d.act("会议").text();
    // 手册 is 删除 by its initials, 种子 is 重做.
    for (typed, shown) in [("手册", "支部工作手册"), ("通知", "会议通知"), ("签到", "签到表")] {
        d.act("命令").type_text(typed).see(shown).see_not("删除").see_not("重做").press("Enter").see("打印哪一种?");
        d.press("Esc");
    }
    assert_eq!(d.text(), before, "on the list itself the selected record is meant, nothing else happens");
    d.act("命令").type_text("水车").see("没有找到").press("Enter Esc Esc").see_not("已删除");
    d.act("命令").type_text("sc").see("删除").press("Esc");
    // From another screen too, and by words that stand in the explanation only.
    d.act("总览 命令").type_text("手册").press("Enter").see("[F3 会议]").see("打印哪一种?");
    d.act("Esc 考核 命令").type_text("佐证").press("Enter").see("佐证清单(docx)");
    d.act("Esc 会议 Enter 命令").type_text("照片").see("Ctrl+O").see("附件");
}

#[test]
fn search_finds_people_and_minutes() {
    let mut d = Driver::demo();
    d.act("查找").type_text("晒场排水").see("晒场排水").press("Enter").see("已保存");
    d.act("总览 查找").type_text("zqh").see("曾庆和").press("Enter").see("党员 曾庆和");
}

#[test]
fn search_for_what_is_not_there_says_so() {
    let mut d = Driver::demo();
    d.act("查找").type_text("量子计算机").see("没有找到");
}

#[test]
fn history_tells_who_did_what() {
    let mut d = Driver::demo();
    d.act("考核 4 1 接受建议 改动记录").see("评定考核项 4.1").act("Esc 撤销 改动记录").see("(已撤销)");
}

#[test]
fn a_record_shows_its_own_history_field_by_field() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter").type_text("(改)").act("点名 1 Space").type_text("开会").act("Enter Esc 保存").see("已保存");
    d.act("改动记录")
        .see("改动记录:")
        .see("主题:")
        .see("(改)")
        .see("曾庆和 点名:到会 → 请假")
        .see("曾庆和 原因:(空) → 开会");
    d.see_not("备注");
    d.act("Esc 党员 Enter 改动记录").see("改动记录:曾庆和").see("装入示例").see("身份证号:(空) → 419923********");
}

#[test]
fn full_width_keys_work_like_their_twins() {
    let mut d = Driver::demo();
    d.press("？").see("帮助").press("Esc ／").see("查找:姓名");
}

#[test]
fn escape_sequences_in_records_never_reach_the_terminal() {
    let mut d = Driver::demo();
    d.act("党员 新建 3 Enter Enter").paste("张\u{1b}[31m三\u{7}").act("保存 党员");
    for cell in &d.buffer().content {
        assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
    }
}

#[test]
fn the_second_window_only_looks() {
    let d = Driver::demo();
    let book = zhibu::book::Book::open_with(
        d.folder(),
        zhibu::book::Access::Write,
        zhibu::book::Clock::fixed("2026-11-21".parse().unwrap()),
        zhibu::book::Catalog::built_in(),
        None,
    )
    .unwrap();
    assert!(book.read_only().is_some_and(|why| why.contains("另一个")), "{:?}", book.read_only());
}

#[test]
fn one_file_of_many_branches_is_switched_with_a_picker() {
    let mut d = Driver::township("2026-03-10");
    d.see("柳林村党支部").act("党员").see("韩秋水").see_not("江春晓");
    d.act("换党组织").see("换到哪个党组织").type_text("taoyuan").press("Enter").see("桃源村党支部");
    d.act("党员").see("江春晓").see_not("韩秋水").act("查找").type_text("韩秋水").see("没有找到");
}
