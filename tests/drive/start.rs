//! The first start, leaving, and starting again.

use crate::driver::Driver;
use zhibu::model::duty::Status;

#[test]
fn a_branch_is_named_and_is_there_after_a_restart() {
    let mut d = Driver::empty();
    d.see("第一次使用").type_text("柳林村党支部").press("Enter Enter").type_text("青石镇").press("Enter Enter");
    d.type_text("林会计").press("Enter");
    d.see("柳林村党支部").see("F2 总览").see("预估");
    let mut d = d.restart();
    d.see("柳林村党支部").see_not("第一次使用");
    assert_eq!(d.book().person(), "林会计");
}

#[test]
fn a_new_branch_misses_nothing_of_before_it_was_founded() {
    let mut d = Driver::empty();
    d.type_text("柳林村党支部").press("Enter Enter Enter").type_text("去年").act("保存").see("成立时间看不懂");
    d.erase().type_text("2026-11").act("保存").see("F2 总览");
    let calendar = d.book().calendar(2026).unwrap();
    assert!(calendar.iter().all(|e| e.status != Status::Missed), "November is the first month");
    assert!(calendar.iter().any(|e| e.status == Status::Due));
}

#[test]
fn a_branch_without_a_name_is_not_made() {
    let mut d = Driver::empty();
    d.act("保存").see("先填党组织名称").see("第一次使用");
    assert_eq!(d.before_cursor().trim_end().chars().last(), Some('称'));
}

#[test]
fn the_kind_is_chosen_by_its_number() {
    let mut d = Driver::empty();
    d.type_text("清河社区党支部").press("Enter 2").see("社区党支部").act("保存");
    assert_eq!(d.book().org().unwrap().kind.code(), "community");
}

#[test]
fn a_rule_file_that_is_refused_is_told_at_the_start_and_in_the_help() {
    let d = Driver::demo();
    let rules = d.folder().join("数据");
    std::fs::create_dir(&rules).unwrap();
    std::fs::write(rules.join("duties.toml"), "[[duty]]\nid = 5\n").unwrap();
    let mut d = d.restart();
    d.see("没有采用 数据/duties.toml");
    d.act("帮助").see("没有采用的规则文件").see("数据/duties.toml 第 2 行");
}

#[test]
fn the_sample_branch_can_be_looked_at_first() {
    let mut d = Driver::empty();
    d.press("BackTab Down Down Down Down Down Enter").see("示例").see("F2 总览");
    d.act("党员").see("46人");
    assert!(d.book().org().is_none(), "the real folder stays untouched");
}

#[test]
fn leaving_is_one_key_from_anywhere() {
    for way in ["", "F5", "F4 Ctrl+N", "F9", "F10", "F1"] {
        let mut d = Driver::demo();
        d.press(way).act("退出");
        assert!(d.app.quits(), "after {way}");
    }
}
