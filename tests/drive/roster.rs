//! The roster: finding, opening, editing, adding, importing, with undo for all of it.

use crate::driver::Driver;
use zhibu::model::member::{EventKind, Role};

#[test]
fn every_reading_of_a_name_finds_it() {
    for (typed, name) in [
        ("shan", "单玉梅"),
        ("dym", "单玉梅"),
        ("xieg", "解国平"),
        ("qiu", "仇兴旺"),
        ("yuchi", "尉迟广林"),
        ("玉梅", "单玉梅"),
    ] {
        let mut d = Driver::demo();
        d.act("党员").type_text(typed).see(name);
    }
}

#[test]
fn a_word_from_the_input_method_finds_by_its_initials() {
    let mut d = Driver::demo();
    d.act("党员").type_text("足球会").see("曾庆和").see("1人(共46人)");
}

#[test]
fn a_member_is_edited_and_the_edit_taken_back_after_a_restart() {
    let mut d = Driver::demo();
    d.act("党员 Enter Down Down Down Down Down").act("保存").see("已保存");
    d.act("Esc 党员").type_text("翟金枝").press("Enter");
    d.go_to("联系电话").type_text("15900001234").act("保存").see("已保存").see("159****1234").see_not("15900001234");
    let saved = |d: &Driver| {
        d.book().members().unwrap().into_iter().find(|m| m.name == "翟金枝").unwrap().phone.whole().to_owned()
    };
    assert_eq!(saved(&d), "15900001234");
    let mut d = d.restart();
    d.act("撤销").see("是这次打开程序以前做的").press("Enter").see("已撤销:修改党员翟金枝");
    assert_eq!(saved(&d), "");
    d.act("重做").see("已重做");
    assert_eq!(saved(&d), "15900001234");
}

#[test]
fn numbers_are_masked_until_asked_for() {
    let mut d = Driver::demo();
    let member = d.book().members().unwrap().remove(0);
    d.act("党员")
        .see_not(member.phone.whole())
        .press("Enter")
        .see_not(member.phone.whole())
        .see_not(member.id_number.whole());
    d.act("显示号码").see(member.phone.whole()).see(member.id_number.whole());
    d.act("显示号码").see_not(member.id_number.whole());
    d.act("保存");
    assert_eq!(d.book().members().unwrap()[0], member, "saving a masked page changes nothing");
}

#[test]
fn a_member_is_added_and_deleted_and_both_taken_back() {
    let mut d = Driver::demo();
    d.act("党员 新建").type_text("韩秋水").act("保存").see("已保存 韩秋水");
    assert_eq!(d.book().members().unwrap().len(), 47);
    d.act("Esc 党员")
        .type_text("韩秋水")
        .act("Down 删除")
        .see("还没有会议、党费等记录")
        .press("Enter")
        .see("已删除党员韩秋水;Ctrl+Z 恢复");
    assert_eq!(d.book().members().unwrap().len(), 46);
    d.act("撤销").see("已撤销:删除党员韩秋水");
    d.act("撤销").see("已撤销:新增党员韩秋水");
    assert_eq!(d.book().members().unwrap().len(), 46);
}

#[test]
fn a_bad_date_is_told_and_nothing_typed_is_lost() {
    let mut d = Driver::demo();
    d.act("党员 新建").type_text("韩秋水").go_to("出生日期").type_text("1952.13").act("保存");
    d.see("没有保存").see("1952.13").see("韩秋水");
    assert!(d.before_cursor().contains("出生日期"));
    let mut d = {
        d.pause();
        d.restart()
    };
    d.see("没保存的草稿").act("草稿 Enter").see("韩秋水").see("1952.13");
}

#[test]
fn an_election_counts_from_its_day() {
    let mut d = Driver::demo();
    let committee = |d: &Driver, day: &str| -> Vec<String> {
        let due = d.book().due_at("committee_meeting", "", day.parse().unwrap()).unwrap();
        due.into_iter().map(|a| a.name).collect()
    };
    let before = committee(&d, "2026-11-09");
    assert!(!before.contains(&"仇兴旺".to_owned()));
    d.act("党员").type_text("仇兴旺").act("Enter 登记变动");
    // 任免 is the seventh of the kinds.
    d.press("7").see("从哪天起").see("原任").see("现任").see("以前的会仍按原来的算");
    d.go_to("从哪天起").type_text("2026-11-10").go_to("现任").press("3").act("保存");
    d.see("已登记:仇兴旺 任委员 2026-11-10").see("变动 2026-11-10 任委员");
    let member = d.book().members().unwrap().into_iter().find(|m| m.name == "仇兴旺").unwrap();
    assert_eq!(member.role, Some(Role::Commissioner));
    assert_eq!(committee(&d, "2026-11-09"), before);
    assert!(committee(&d, "2026-11-10").contains(&"仇兴旺".to_owned()));
    // Registered by mistake: it is among the choices, and Ctrl+Z brings it back.
    d.act("登记变动 Left Left").see("删去:任委员 2026-11-10");
    d.act("保存").see("已删去登记:仇兴旺 任委员 2026-11-10").see_not("变动 2026-11-10");
    d.act("Esc 撤销").see("撤销").press("Enter").see("变动 2026-11-10 任委员");
    // The page itself says what the roster is; a change of today's committee asks for its day.
    d.go_to("支委职务").act("1 保存").see("按 Ctrl+E 登记");
}

#[test]
fn what_is_being_typed_stays_when_a_change_is_registered() {
    let mut d = Driver::demo();
    d.act("党员").type_text("仇兴旺").press("Enter").go_to("备注").type_text("联系户");
    d.act("登记变动 8").go_to("从哪天起").type_text("2026-11-10").go_to("调到").type_text("第三党小组").act("保存");
    d.see("已登记:仇兴旺 调到第三党小组").see("联系户").see("有未保存的修改");
    d.act("保存").see("已保存");
    let member = d.book().members().unwrap().into_iter().find(|m| m.name == "仇兴旺").unwrap();
    assert_eq!((member.group.as_str(), member.note.as_str()), ("第三党小组", "联系户"));
}

#[test]
fn moving_away_is_an_event_and_changes_who_is_due() {
    let mut d = Driver::demo();
    d.act("党员").type_text("仇兴旺").act("Enter 登记变动 Enter").type_text("2026-11-10").act("Enter 保存");
    d.see("已登记:仇兴旺 转出 2026-11-10").see("变动 2026-11-10 转出");
    let member = d.book().members().unwrap().into_iter().find(|m| m.name == "仇兴旺").unwrap();
    assert_eq!(d.book().member_events(member.id).unwrap()[0].kind, EventKind::TransferredOut);
    let due =
        |day: &str| d.book().due_at("theme_day", "", day.parse().unwrap()).unwrap().iter().any(|a| a.name == "仇兴旺");
    assert!(due("2026-11-09") && !due("2026-11-10"));
    d.act("Esc Esc 党员")
        .see("45人 · 已离开1人")
        .type_text("已离开")
        .see("仇兴旺")
        .see("转出 2026-11-10")
        .see("0人(共45人)");
    d.act("打印");
    let roster = d.book().roster_table(true).unwrap();
    assert_eq!(roster.notes, ["共45人"]);
    assert!(!format!("{:?}", roster.rows).contains("仇兴旺"));
}

#[test]
fn a_roster_is_previewed_imported_and_taken_back() {
    let mut d = Driver::village("2026-03-10");
    let file = d.folder().join("名册.csv");
    let csv = "序号,姓名,性别,公民身份号码,入党时间,转正时间\n1,张三丰,女,419923196406033589,1983.07.15,1984.7\n2,李四光,男,,不详,\n3,,男,,,\n";
    std::fs::write(&file, csv).unwrap();
    d.act("党员").see("花名册还是空的").act("导入").paste(&file.display().to_string()).press("Enter");
    d.see("导入预览").see("共3行").see("暂存1").see("不详");
    assert_eq!(d.book().members().unwrap().len(), 0, "a preview writes nothing");
    d.press("Enter").see("已导入:新增2").see("张三丰").see("李四光");
    d.act("撤销").see("会去掉2名党员").press("Enter").see("已撤销:导入花名册").see("花名册还是空的");
}

#[test]
fn the_import_preview_hides_peoples_numbers() {
    let mut d = Driver::village("2026-03-10");
    let file = d.folder().join("名册.csv");
    std::fs::write(&file, "姓名,公民身份号码,联系电话\n张三丰,419923196406033580,15000000001\n").unwrap();
    d.act("党员 导入").paste(&file.display().to_string()).press("Enter").see("导入预览").see("公民身份号码");
    d.see_not("419923196406033580").see("原文:419923");
}
