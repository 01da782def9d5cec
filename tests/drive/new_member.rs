//! A new member: how and since when comes first, and from that day on the person is due.

use crate::driver::Driver;
use zhibu::model::member::{Category, EventKind, Member};

fn member(d: &Driver, name: &str) -> Member {
    d.book().members().unwrap().into_iter().find(|m| m.name == name).unwrap()
}

/// How the member came, and since when.
fn came(d: &Driver, name: &str) -> Vec<(EventKind, String)> {
    let events = d.book().member_events(member(d, name).id).unwrap();
    events.into_iter().map(|e| (e.kind, e.on.to_string())).collect()
}

/// Whether somebody is on the roll of a theme day.
fn due(d: &Driver, name: &str, day: &str) -> bool {
    d.book().due_at("theme_day", "", day.parse().unwrap()).unwrap().iter().any(|a| a.name == name)
}

#[test]
fn who_is_transferred_in_is_due_from_that_day_on_and_not_before() {
    let mut d = Driver::demo();
    d.act("党员 新建").see("怎么来的").see("1转入 2新发展 3补录").act("1 Enter").type_text("10.20").see("= 2026-10-20");
    d.press("Enter")
        .type_text("韩秋水")
        .act("保存")
        .see("已保存 韩秋水")
        .see("变动 2026-10-20 转入")
        .see_not("怎么来的");
    assert_eq!(came(&d, "韩秋水"), [(EventKind::TransferredIn, "2026-10-20".to_owned())]);
    assert!(!due(&d, "韩秋水", "2026-10-05") && !due(&d, "韩秋水", "2026-10-19"));
    assert!(due(&d, "韩秋水", "2026-10-20") && due(&d, "韩秋水", "2026-11-05"));
    // The person and how they came are one step.
    d.act("Esc 撤销").see("已撤销:新增党员韩秋水");
    assert!(d.book().members().unwrap().iter().all(|m| m.name != "韩秋水"));
}

#[test]
fn the_roll_of_a_past_theme_day_is_called_without_who_came_later() {
    let mut d = Driver::demo();
    d.act("党员 新建 1 Enter").type_text("2026-11-10").press("Enter").type_text("韩秋水").act("保存").see("已保存");
    for (day, due) in [("2026-11-09", "应到46 "), ("2026-11-10", "应到47 ")] {
        d.act("主题党日 新建").type_text("补记的一次").go_to("日期").erase().type_text(day).act("点名").see(due);
        d.press("Esc Esc");
    }
}

#[test]
fn who_is_taken_in_is_on_probation_and_joined_on_that_day() {
    let mut d = Driver::demo();
    d.act("党员 新建 2")
        .see("预备党员")
        .press("Enter")
        .type_text("2026-11-12")
        .press("Enter")
        .type_text("韩秋水")
        .act("保存");
    let m = member(&d, "韩秋水");
    assert_eq!((m.category, m.joined.unwrap().to_string().as_str()), (Category::Probationary, "2026-11-12"));
    assert_eq!(came(&d, "韩秋水"), [(EventKind::Accepted, "2026-11-12".to_owned())]);
    assert!(!due(&d, "韩秋水", "2026-11-11") && due(&d, "韩秋水", "2026-11-12"));
}

#[test]
fn who_was_here_all_the_time_is_put_on_record_late_with_or_without_a_day() {
    let mut d = Driver::demo();
    d.act("党员 新建 3 Enter").see("不知道就空着").press("Enter").type_text("韩秋水").act("保存").see("已保存");
    assert_eq!(came(&d, "韩秋水"), []);
    assert!(due(&d, "韩秋水", "2025-01-05"));
    d.act("Esc 新建 3 Enter").type_text("2026年3月").see("= 2026-03").press("Enter").type_text("白小满").act("保存");
    assert_eq!(came(&d, "白小满"), [(EventKind::LateEntry, "2026-03".to_owned())]);
    assert!(!due(&d, "白小满", "2026-02-28") && due(&d, "白小满", "2026-03-01"));
}

#[test]
fn nothing_is_assumed_of_how_somebody_came() {
    let mut d = Driver::demo();
    let before = d.book().members().unwrap().len();
    d.act("党员 新建").go_to("姓名").type_text("韩秋水").act("保存").see("没有保存:先选怎么来的");
    d.act("1 保存").see("没有保存:转入从哪天起还没填").type_text("12.31").act("保存").see("2026-12-31 还没到");
    assert_eq!(d.book().members().unwrap().len(), before);
    // What was typed is offered again with all of it.
    d.pause();
    let mut d = d.restart();
    d.act("草稿 Enter").see("韩秋水").see("12.31").see("转入");
}
