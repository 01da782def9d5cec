//! Undo at the keyboard: what goes at once, what asks first, where redo works, and going back to a step of the history.

use crate::driver::Driver;

/// Somebody new on the roster, saved from the page; the list is in front afterwards.
fn add(d: &mut Driver, name: &str) {
    d.act("党员 新建 3 Enter Enter").type_text(name).act("保存").press("Esc").see("F5 党员");
}

fn names(d: &Driver) -> Vec<String> {
    d.book().members().unwrap().into_iter().map(|m| m.name).collect()
}

#[test]
fn undo_held_down_stops_at_what_was_done_before_this_sitting() {
    let mut d = Driver::demo();
    let before = (names(&d), d.book().history(99).unwrap().len());
    add(&mut d, "韩秋水");
    add(&mut d, "白小满");
    for _ in 0..100 {
        d.press("Ctrl+Z");
    }
    // Two acts and their two undos; then the dialog stands and nothing more happens.
    assert_eq!((names(&d), d.book().history(99).unwrap().len()), (before.0.clone(), before.1 + 4));
    d.see("撤销这一步?").see("装入示例").see("名党员").see("是整批导入").see("是这次打开程序以前做的");
    d.press("Esc").see_not("撤销这一步?");
    assert_eq!((names(&d), d.book().history(99).unwrap().len()), (before.0, before.1 + 4));
    d.press("Ctrl+Y").see("已重做:新增党员韩秋水").press("Ctrl+Y").see("已重做:新增党员白小满");
}

#[test]
fn a_digit_selects_and_enter_acts() {
    let mut d = Driver::demo();
    add(&mut d, "韩秋水");
    let mut d = d.restart();
    d.act("党员").press("Ctrl+Z").see("撤销这一步?").see("会去掉1名党员").see("是这次打开程序以前做的");
    // Neither the key that asked nor any other but Enter does it.
    d.press("Ctrl+Z Ctrl+Y Space 9").see("没有第9项").press("2 Enter").see_not("撤销这一步?");
    assert!(names(&d).contains(&"韩秋水".to_owned()));
    d.press("Ctrl+Z 1").see("撤销这一步?").press("Enter").see("已撤销:新增党员韩秋水").see("Ctrl+Y 恢复");
    assert!(!names(&d).contains(&"韩秋水".to_owned()));
}

#[test]
fn what_is_not_in_sight_asks() {
    let mut d = Driver::demo();
    add(&mut d, "韩秋水");
    // The same screen opened anew shows the person.
    d.act("总览 党员").press("Ctrl+Z").see("已撤销:新增党员韩秋水").press("Ctrl+Y").see("已重做");
    for screen in ["总览", "会议", "主题党日", "考核", "台账"] {
        d.act(screen).press("Ctrl+Z").see("撤销这一步?").see("改的不在眼前这一屏").press("Esc");
    }
    assert!(names(&d).contains(&"韩秋水".to_owned()));
    // Neither a form of another record nor a list in which the person is not found.
    d.act("党员 打开").press("Ctrl+Z").see("没有可以撤销的输入").press("Esc");
    d.act("党员").type_text("曾庆和").press("Ctrl+Z").see_not("已撤销:新增党员韩秋水");
    assert!(names(&d).contains(&"韩秋水".to_owned()));
}

#[test]
fn a_year_that_is_turned_away_from_asks() {
    let mut d = Driver::demo();
    d.act("主题党日").press("Home").act("删除").see("已删除").act("上一年").press("Ctrl+Z").see("改的不在眼前这一屏");
    d.press("Esc").act("下一年").press("Ctrl+Z").see("已撤销:删除");
    // A record that is gone belongs to the screen of its kind.
    d.press("Home").act("删除").see("已删除").act("会议").press("Ctrl+Z").see("撤销这一步?").see("会恢复1次活动");
}

#[test]
fn what_was_done_from_the_overview_or_a_popup_goes_right_after() {
    let mut d = Driver::demo();
    d.act("考核").press("4 1 Space").see("4.1").press("Ctrl+Z").see("已撤销:评定考核项 4.1");
    d.act("得分预览").press("Ctrl+Z").see("撤销这一步?").press("Esc Esc");
    // From the list of things to do on the overview into a record and back.
    d.act("总览 换区 打开").go_to("议题").type_text("研究工作").act("保存").see("已保存").press("Esc").see("[F2 总览]");
    d.press("Ctrl+Z").see("已撤销:").see_not("撤销这一步?");
}

#[test]
fn each_kind_of_border_asks_however_lately_it_was_done() {
    // Founding, with redo from where it leads.
    let mut d = Driver::empty();
    d.type_text("柳林村党支部").act("保存").see("F2 总览").press("Ctrl+Z").see("是新建党组织").see("会去掉1个党组织");
    d.press("Enter").see("第一次使用").see("已撤销").press("Ctrl+Y").see("F2 总览").see("柳林村党支部");
    // An import.
    let file = d.folder().join("名册.csv");
    std::fs::write(&file, "序号,姓名,性别\n1,张三丰,女\n").unwrap();
    d.act("党员 导入").paste(&file.display().to_string()).press("Enter").see("导入预览").press("Enter");
    d.press("Esc")
        .act("党员")
        .press("Ctrl+Z")
        .see("是整批导入")
        .see("会去掉1名党员")
        .press("Enter")
        .see("已撤销:导入花名册");
    // A change of rules: what the organisation is, which checklist, what dues are paid.
    let mut d = Driver::demo();
    d.act("支部信息")
        .type_text("一")
        .act("保存")
        .press("Ctrl+Z")
        .see("改的是规则")
        .press("Enter")
        .see("已撤销:修改党组织");
    d.act("考核 换考核表").press("Down Enter").see("“两新”组织").press("Ctrl+Z").see("改的是规则").press("Esc");
    d.act("党员 换视图 党费标准").go_to("每月").erase().type_text("7").act("保存").press("Ctrl+Z").see("改的是规则");
}

#[test]
fn another_day_and_another_person_ask() {
    let mut d = Driver::demo();
    add(&mut d, "韩秋水");
    let mut d = d.restart_on("2026-11-22");
    d.act("党员").press("Ctrl+Z").see("不是今天做的").see("2026-11-21").press("Esc");
    add(&mut d, "白小满");
    d.act("支部信息").go_to("谁在用").erase().type_text("王秀英").act("保存");
    add(&mut d, "江春晓");
    d.act("支部信息").go_to("谁在用").erase().type_text("李四光").act("保存");
    d.act("党员").press("Ctrl+Z").see("不是现在用电脑的人做的").see("王秀英").press("Esc");
}

#[test]
fn in_another_branch_it_asks() {
    let mut d = Driver::township("2026-11-21");
    add(&mut d, "陆小舟");
    d.act("换党组织").type_text("桃源").press("Enter").see("桃源村党支部");
    d.act("党员").press("Ctrl+Z").see("撤销这一步?").see("记在另一个党组织的账上").press("Esc");
}

#[test]
fn typing_is_taken_back_before_anything_else() {
    let mut d = Driver::demo();
    add(&mut d, "韩秋水");
    d.act("新建 3 Enter Enter")
        .type_text("白")
        .press("Ctrl+Z")
        .see_not("白")
        .see("· 新增 ·")
        .press("Ctrl+Z")
        .see("没有可以撤销的输入");
    d.press("Ctrl+Y").see("白").press("Ctrl+Y").see("没有可以恢复的输入");
    assert!(names(&d).contains(&"韩秋水".to_owned()));
    // On the first start too, where nothing was done yet.
    let mut d = Driver::empty();
    d.type_text("桃").press("Ctrl+Z").see_not("桃").press("Ctrl+Z").see("没有可以撤销的操作");
}

#[test]
fn a_second_window_says_why_it_undoes_nothing() {
    let mut d = Driver::demo();
    add(&mut d, "韩秋水");
    let mut second = d.second_window();
    second.press("Ctrl+Z").see("另一个窗口正在使用").see_not("撤销这一步?");
    second.act("改动记录").see("新增党员韩秋水").press("Down Enter").see("另一个窗口正在使用").see_not("回到这一步?");
    assert!(names(&d).contains(&"韩秋水".to_owned()));
}

#[test]
fn the_history_lists_what_came_after_a_step_before_going_back_to_it() {
    let mut d = Driver::demo();
    for name in ["韩秋水", "白小满", "江春晓"] {
        add(&mut d, name);
    }
    let before = names(&d);
    d.act("总览 改动记录").see("新的在前").press("Down Down Enter");
    d.see("回到这一步?").see("回到:新增党员韩秋水").see("要撤销以后的2步").see("会去掉2名党员");
    d.see("新增党员白小满").see("新增党员江春晓");
    d.press("Esc").see("改动记录").see_not("回到这一步?");
    assert_eq!(names(&d), before);
    d.press("Enter 1 Enter").see("已撤销2步").see("一步一步恢复").see("(已撤销) 新增党员白小满");
    assert_eq!(names(&d).len(), before.len() - 2);
    d.press("Esc Ctrl+Y").see("已重做:新增党员白小满").press("Ctrl+Y").see("已重做:新增党员江春晓");
    assert_eq!(names(&d), before);
    d.act("改动记录").press("Enter").see("现在就是这一步以后的样子").press("Enter").see("改动记录");
}

#[test]
fn going_back_to_the_very_first_step_keeps_the_screen_true() {
    let mut d = Driver::demo();
    d.act("改动记录").press("End Enter").see("回到:新建党组织").see("要撤销以后的1步").press("Enter").see("已撤销1步");
    assert!(names(&d).is_empty());
    d.press("Esc").act("党员").see("花名册还是空的").press("Ctrl+Y").see("已重做:装入示例");
    assert!(!names(&d).is_empty());
}

#[test]
fn the_dialogs_fit_a_small_screen() {
    let mut d = Driver::demo();
    for n in 0..30 {
        add(&mut d, &format!("新人{n}"));
    }
    d.size(60, 20);
    d.act("总览 改动记录").see("还有").press("End Up Enter").see("1 撤销以后的").see("2 不动").see("还有");
    d.press("PgDn PgDn PgDn PgDn").see("新增党员新人0").press("Esc Esc Ctrl+Z").see("1 撤销这一步").see("2 不撤销");
}
