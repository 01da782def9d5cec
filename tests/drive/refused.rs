//! What cannot be recorded is refused at once, with the reason and what to do: in a second window, and at an
//! organisation that keeps no books.

use crate::{driver::Driver, ways};
use std::collections::BTreeSet;
use zhibu::tui::command::{Cmd, Command, Place, commands_on};

/// Where there is something to look at besides what can be written.
fn shows_records(place: Place) -> bool {
    !matches!(place, Place::Popup | Place::Rectify | Place::Drafts)
}

/// Goes a way from wherever one is, as far as a window goes that only looks.
fn go(d: &mut Driver, steps: &str) -> Place {
    d.act("Esc Esc Esc Esc 总览");
    for step in steps.split(' ').filter(|s| !s.is_empty()) {
        let typed = step.starts_with(['“', '《', '>']);
        if typed || !step.is_ascii() && !d.can(step) {
            break;
        }
        d.act(step);
    }
    d.app.place()
}

#[test]
fn no_popup_of_a_second_window_refuses_only_at_its_end() {
    let first = Driver::demo();
    let mut d = first.second_window();
    let (mut walked, mut tried) = (0, BTreeSet::new());
    let screens = [ways::HOME, ways::MEETINGS, ways::MEMBERS, ways::SCORING, ways::LEDGERS];
    for (way, _) in screens.into_iter().flatten() {
        let place = go(&mut d, way);
        // What the palette runs refuses as it does by its own key; what acts everywhere is tried once.
        let mut walks = |c: &Command| {
            let once = if c.acts_on(Place::Home) { Place::Home } else { place };
            c.cmd != Cmd::Quit && c.cmd != Cmd::Palette && d.app.available(c.cmd).is_ok() && tried.insert((once, c.cmd))
        };
        let offered: Vec<_> = commands_on(place).filter(|c| walks(c)).collect();
        for command in offered {
            go(&mut d, way);
            d.act(command.name);
            let there = d.app.place();
            if there == place || shows_records(there) {
                continue;
            }
            walked += 1;
            for then in ["Enter", "Space", "1"] {
                go(&mut d, way);
                d.act(command.name);
                d.press(then);
                assert!(!d.sees("只能查看"), "“{way}”, {}, then {then}:\n{}", command.name, d.text());
            }
        }
    }
    assert!(walked > 5, "{walked} popups were tried");
}

#[test]
fn problems_are_not_taken_in_by_a_second_window_but_what_was_is_shown() {
    let mut first = Driver::demo();
    first.act("会议 新建");
    first.choose("组织生活会");
    first.type_text("对照检查").go_to("会上查摆问题").type_text("学习不深").act("保存").see("已保存");
    let mut d = first.second_window();
    d.act("会议 End Enter").see("组织生活会").act("问题整改").see("另一个窗口").see_not("空格勾选");
    d.go_to("问题整改").press("Enter").see("另一个窗口").see_not("空格勾选");
    first.act("问题整改 Enter").see("已列入整改1条");
    let mut d = first.second_window();
    d.act("会议 End Enter 问题整改").see("空格勾选").see("学习不深").press("Enter").see("整改台账");
}

#[test]
fn what_an_item_lacks_and_rests_on_is_there_to_read_in_a_second_window() {
    let first = Driver::demo();
    let mut d = first.second_window();
    d.act("考核 4 1 缺什么")
        .see("主题党日 3月 无记录")
        .see("算数的记录")
        .press("Enter")
        .see_not("只能查看")
        .see_not("新建 ·");
    d.press("End Enter").see("主题党日 2026-");
    assert_eq!(d.app.place(), Place::MeetingForm);
}

#[test]
fn a_second_window_begins_no_record_that_it_could_not_keep() {
    let first = Driver::demo();
    let mut d = first.second_window();
    // From the overview Enter on a gap would begin the missing record; the first, 党费, has a register to look at.
    d.press("Down Enter").see("另一个窗口").see_not("新建 ·").see("[F2 总览]");
    assert_eq!(d.app.place(), Place::Home);
}

#[test]
fn a_township_alone_records_nothing_and_says_what_to_do() {
    let mut d = Driver::township_alone("2026-03-10");
    for (screen, command) in [
        ("党员", "新建"),
        ("党员", "导入"),
        ("会议", "新建"),
        ("会议", "导入"),
        ("主题党日", "新建"),
        ("考核", "导入"),
        ("考核", "接受建议"),
        ("台账", "新建"),
    ] {
        let place = d.act(screen).app.place();
        d.refused(command).see("“青石镇”是乡镇(街道)").see("类别选错了").see("新建要记的党支部");
        assert_eq!(d.app.place(), place, "after {screen} {command}");
    }
    d.act("党员").see("还是空的");
    // Both ways out that it names are open.
    d.act("换党组织").type_text("新建").press("Enter").type_text("柳林村党支部").act("保存").see("柳林村党支部 · ");
    d.act("党员 新建").see("· 新增 ·").press("Esc");
    let mut d = Driver::township_alone("2026-03-10");
    d.act("支部信息").go_to("类别").act("1 保存").see("已保存").act("党员 新建").see("· 新增 ·");
}
