//! What is too long for the window says so: rows that follow, names that were cut, figures that stay whole.

use crate::driver::Driver;

#[test]
fn the_overview_says_how_many_rows_follow() {
    let mut d = Driver::demo();
    d.size(80, 14);
    d.see("还有").see("行");
    d.size(140, 60);
    d.see_not("↓ 还有");
}

#[test]
fn figures_are_dropped_whole_and_never_cut() {
    let mut d = Driver::demo();
    d.size(80, 25);
    let full = d.act("考核").lines()[2].clone();
    let parts: Vec<&str> = full.split_whitespace().collect();
    for cols in 40..80 {
        d.size(cols, 25);
        let line = d.lines()[2].clone();
        assert!(line.split_whitespace().all(|part| parts.contains(&part)), "{cols} columns: {line}");
        assert!(line.contains("预估"), "{cols} columns: {line}");
    }
    d.size(80, 25);
    let full = d.act("得分预览").lines()[3].clone();
    for cols in 40..80 {
        d.size(cols, 25);
        let line = d.lines()[3].trim_matches('│').trim().to_owned();
        let figure = |text: &str| text.split("最高还能到").nth(1).map(|t| t.trim_matches(['│', ' ']).to_owned());
        assert!(figure(&line).is_none() || figure(&line) == figure(&full), "{cols} columns: {line}");
        let kept = line.trim_end_matches(['│', ' ']);
        assert!(
            full.contains(kept)
                && !full.split(kept).nth(1).unwrap().starts_with(|c: char| c.is_ascii_digit() || c == '.'),
            "{cols} columns: {line}"
        );
    }
}

#[test]
fn a_page_with_more_fields_than_rows_says_so() {
    let mut d = Driver::demo();
    d.act("党员 Enter").size(60, 20);
    d.see("还有");
    for _ in 0..40 {
        d.press("Tab");
    }
    d.see_not("↓ 还有");
    d.size(140, 60);
    d.see_not("↓ 还有");
}

#[test]
fn a_name_that_is_cut_ends_with_a_sign() {
    let mut d = Driver::demo();
    let long = "关于村道路硬化工程资金来源和施工队选择以及后续养护责任划分的第三次专题讨论";
    d.act("主题党日 新建").type_text(long).act("保存").see("已保存").act("主题党日");
    let line = d.lines().into_iter().find(|l| l.contains("关于村道路")).unwrap();
    assert!(!line.contains(long) && line.contains('…'), "{line}");
}

#[test]
fn people_and_pickers_say_how_many_follow() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter 点名").see("↓ 还有").see("人");
    d.press("End").see_not("↓ 还有").size(160, 50);
    d.press("Home").see_not("↓ 还有").press("Esc").size(60, 20);
    d.act("台账 选台账").see("↓ 还有").press("End").see_not("↓ 还有");
}

#[test]
fn notes_on_the_overview_are_never_cut_without_a_sign() {
    let mut d = Driver::demo();
    let line = |d: &Driver| d.lines().into_iter().find(|l| l.contains("要做的和错过的")).unwrap();
    d.size(140, 25);
    let full = line(&d);
    let whole = full.split("要做的和错过的").nth(1).unwrap().split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    assert!(whole.contains("没谈心谈话"), "{full}");
    for cols in 40..100 {
        d.size(cols, 25);
        let line = line(&d);
        let rest = line.split("要做的和错过的").nth(1).unwrap();
        let shown = rest.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
        assert!(shown.is_empty() || shown == whole || shown.ends_with('…'), "{cols} columns: {line}");
    }
}

#[test]
fn what_was_just_recorded_is_selected_in_the_list_and_what_was_selected_stays() {
    let mut d = Driver::demo();
    d.act("会议 Home Down 新建 2").type_text("年中补记").go_to("日期").type_text("2026-6-18").act("保存 Esc");
    let selected = |d: &Driver| d.lines().into_iter().find(|l| l.starts_with('>')).unwrap();
    assert!(selected(&d).contains("年中补记"), "{}", d.text());
    d.act("删除").see("已删除支委会《年中补记》").press("Down").see_not("年中补记").act("撤销");
    assert!(selected(&d).contains("年中补记"), "{}", d.text());
}

#[test]
fn the_list_says_what_is_wrong_with_a_record_before_all_else() {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("人没到齐").go_to("日期").type_text("2026-10-20").act("点名 全部到会");
    d.act("1 Space Enter 2 Space Enter 保存").see("已保存").act("同日另记");
    d.choose("党课");
    d.type_text("同日的党课").act("保存").see("已保存").act("Esc Esc 会议");
    let line = |title: &str| d.lines().into_iter().find(|l| l.contains(title)).unwrap();
    assert!(line("人没到齐").contains("不足半数 补录32天"), "{}", d.text());
    assert!(line("同日的党课").contains("补录32天"), "{}", d.text());
}

#[test]
fn what_is_planned_stands_over_the_list_until_it_is_held() {
    let mut d = Driver::demo();
    d.act("主题党日").see_not("计划").act("新建").type_text("年终总结").go_to("日期").type_text("12.5");
    d.act("保存")
        .see("2026-12-05 还没到:先留作计划")
        .press("Esc")
        .see("计划 12月5日 主题党日《年终总结》(Ctrl+D 接着填)");
    // On the day it is gone on with, and is a record like any other.
    let mut d = {
        d.pause();
        d.restart_on("2026-12-05")
    };
    d.act("主题党日").see_not("计划").act("草稿 Enter").see("年终总结").act("保存").see("已保存");
}
