//! Writing minutes: `@` names people, the agenda becomes headings, and headings alone are no minutes.

use crate::driver::Driver;
use zhibu::model::activity::Activity;

fn saved(d: &Driver, title: &str) -> Activity {
    let book = d.book();
    let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == title).unwrap();
    book.meeting(row.id).unwrap().unwrap().activity
}

/// A committee meeting with an agenda, the cursor on it.
fn committee(agenda: &str) -> Driver {
    let mut d = Driver::demo();
    d.act("会议 新建 2").type_text("碰头").go_to("议程").paste(agenda);
    d
}

#[test]
fn initials_after_the_sign_become_a_name_where_one_writes() {
    let mut d = committee("");
    d.go_to("记录").type_text("会上@zq").see(">曾庆和").type_text("h");
    assert!(d.before_cursor().ends_with("会上@zqh"), "the input method composes where the text is");
    d.press("Space").see_not("@").type_text("说,＠1").see(">曾庆和").press("Enter");
    d.type_text(";@赠清贺").see(">曾庆和").type_text("\u{3000}").type_text("记。@zqh").press("Tab").type_text("完");
    d.act("保存").see("已保存");
    assert_eq!(saved(&d, "碰头").minutes, "会上曾庆和说,曾庆和;曾庆和记。曾庆和完");
    d.act("撤销 撤销").see("记。@zqh");
}

#[test]
fn who_is_due_comes_first_and_another_of_that_day_can_be_chosen() {
    let mut d = committee("");
    let book = d.book();
    let due = book.due_at("committee_meeting", "", book.today()).unwrap();
    let roster = book.roster(book.today()).unwrap();
    let all: Vec<(u32, &str)> = due
        .iter()
        .map(|a| (a.no, a.name.as_str()))
        .chain(roster.iter().map(|l| (l.member.no, l.member.name.as_str())))
        .collect();
    let initial = |name: &str| zhibu::text::pinyin::initials(name).chars().next().unwrap();
    // A letter that begins the name of somebody due, and of others.
    let (first, letter) = due
        .iter()
        .map(|a| (a.name.as_str(), initial(&a.name)))
        .find(|(name, c)| all.iter().any(|(_, other)| other != name && initial(other) == *c))
        .unwrap();
    d.go_to("记录").type_text(&format!("@{letter}")).see(&format!(">{first} "));
    d.act("Down Space 保存").see("已保存");
    let minutes = saved(&d, "碰头").minutes;
    assert!(minutes != first && all.iter().any(|(_, name)| *name == minutes), "{minutes}");
}

#[test]
fn what_names_nobody_and_what_one_leaves_stay_as_typed() {
    let mut d = committee("");
    d.go_to("记录").type_text("写到 a@zqh.com ").type_text("@qqqq 好 ").type_text("@zq").see(">曾庆和");
    d.press("Esc")
        .type_text("h")
        .see_not(">曾庆和")
        .see("碰头")
        .press("Space")
        .type_text("完")
        .act("保存")
        .see("已保存");
    assert_eq!(saved(&d, "碰头").minutes, "写到 a@zqh.com @qqqq 好 @zqh 完");
    // Enter after an address is a new line, and moving back behind an old sign shows nothing.
    d.press("Left Left").see_not(">曾庆和").press("Esc").see_not("碰头 2026").see("支委会");
}

#[test]
fn the_sign_names_people_in_every_text_of_many_lines() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("议事").go_to("民主议事").type_text("@zqh").press("Space").type_text("提议");
    d.go_to("主题").type_text("@zqh").act("Space 保存").see("已保存");
    let a = saved(&d, "议事@zqh");
    assert_eq!(a.extra["deliberation"], "曾庆和提议", "and in no single line");
}

#[test]
fn the_fixed_items_of_a_theme_day_are_ticked_off_with_a_line_each() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("规定动作").go_to("学党章党规").see("空格打勾").press("Space").type_text("第六章");
    d.press("Enter Space Enter").go_to("民主议事").press("Space").type_text("@zqh").press("Space").type_text("提议");
    d.act("预览").see("☑ 第六章").press("PgDn").see("☑ 曾庆和提议").see("☐").act("Esc 保存").see("已保存");
    let extra = saved(&d, "规定动作").extra;
    let text = |id: &str| extra.get(id).map_or("", String::as_str);
    assert_eq!(["study", "dues", "oath", "deliberation"].map(text), ["√第六章", "√", "", "√曾庆和提议"]);
    d.go_to("交纳党费").press("Space").act("保存").see("已保存");
    assert_eq!(saved(&d, "规定动作").extra.get("dues"), None, "a tick set by mistake goes the same way");
    // What is written without a tick has its box all the same, to be ticked by hand.
    d.type_text("七人没交").act("预览 PgDn").see("☐ 七人没交");
}

#[test]
fn the_agenda_becomes_headings_to_write_under() {
    let mut d = committee("1.路灯电费\n2.晒场投工");
    d.go_to("记录").see("一、路灯电费").see("二、晒场投工");
    d.type_text("先付半年。").go_to("议程").press("End").paste("\n3.其他").go_to("记录").see("三、其他");
    d.act("保存").see("已保存");
    assert_eq!(saved(&d, "碰头").minutes, "一、路灯电费\n先付半年。\n二、晒场投工\n\n三、其他");
    d.press("Tab BackTab").go_to("记录").act("列议程").see("议程各项都已列在记录里");
    d.act("保存");
    assert_eq!(saved(&d, "碰头").minutes.matches('、').count(), 3, "never twice");
}

#[test]
fn whatever_meeting_has_matters_has_an_agenda() {
    for kind in ["党小组会", "组织生活会", "民主生活会", "大党委会", "党建联席会议", "村民代表会议"]
    {
        let mut d = Driver::demo();
        d.act("会议 新建");
        d.choose(kind);
        d.go_to("议程").paste("甲事\n乙事").act("列议程").see("一、甲事").see("二、乙事");
    }
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("党课");
    d.refused("列议程").see("党课没有议程栏");
}

#[test]
fn headings_are_taken_back_like_typing_and_stay_away_until_asked_for() {
    let mut d = committee("路灯电费");
    d.go_to("记录").see("一、路灯电费").act("撤销").see_not("一、路灯").press("BackTab Tab").see_not("一、路灯");
    d.act("列议程").see("一、路灯电费");
    // Minutes written without headings get none behind one's back.
    let mut d = committee("");
    d.go_to("记录").type_text("随手写的。").go_to("议程").type_text("后补的议程").go_to("记录").see_not("一、");
    d.act("列议程").see("一、后补的议程");
    d.act("会议 新建 2").refused("列议程").see("列议程:先填议程");
}

#[test]
fn a_matter_taken_off_the_agenda_takes_its_empty_heading_along() {
    let mut d = committee("甲事");
    d.go_to("记录")
        .see("一、甲事")
        .go_to("议程")
        .erase()
        .type_text("乙事")
        .go_to("记录")
        .see("、乙事")
        .see_not("、甲事");
}

#[test]
fn headings_alone_are_no_minutes() {
    let mut d = committee("路灯电费\n晒场投工");
    d.go_to("记录").see("二、晒场投工").act("检查").see("记录还是空的").act("Esc 保存").see("已保存");
    assert_eq!(saved(&d, "碰头").minutes, "");
    d.act("预览").see("路灯电费").see_not("一、路灯电费").act("Esc Esc 会议 End");
    // Having looked at them is no change; with a word under one they are minutes.
    d.press("Enter").go_to("记录").see("一、路灯电费").press("Esc").see_not("草稿");
    d.press("Enter").go_to("记录").type_text("先付半年。").act("保存").see("已保存");
    assert!(saved(&d, "碰头").minutes.starts_with("一、路灯电费\n先付半年。\n二、"));
}

#[test]
fn a_window_that_only_looks_puts_nothing_in() {
    let mut d = committee("路灯电费");
    d.act("保存").see("已保存");
    let mut second = d.second_window();
    second.act("会议 End Enter").see("碰头").go_to("记录").see_not("一、").press("Esc").see_not("草稿");
}

#[test]
fn ballots_that_cannot_be_are_told() {
    let mut d = Driver::demo();
    d.act("会议 新建");
    for _ in 0..20 {
        if d.lines().iter().any(|l| l.contains("│ >") && l.contains("选举大会")) {
            break;
        }
        d.press("Down");
    }
    d.press("Enter").type_text("换届").act("点名 全部到会 Enter").go_to("发出选票").type_text("44");
    d.go_to("收回选票").type_text("43").act("表决").type_text("张三 40/2/1").press("Enter Esc");
    d.act("检查").see("记录还是空的").see_not("选票").see_not("多于").press("Esc").go_to("收回选票").erase();
    d.type_text("45").act("检查").see("收回选票45张,多于发出的44张,选举无效").see_not("“张三”").press("Esc");
    d.go_to("收回选票").erase().type_text("42").act("检查").see("“张三”赞成、反对、弃权共43票,多于收回的42张");
}

#[test]
fn up_and_down_stay_in_their_column() {
    let mut d = Driver::demo();
    d.act("主题党日 新建")
        .go_to("日期")
        .press("Down")
        .see(">地点")
        .press("Down")
        .see(">主持人")
        .press("Up Up")
        .see(">日期");
    d.press("Tab").see(">开始").press("Down").see(">结束").press("Down").see(">记录人").press("Up Up Up").see(">开始");
    // A row that has only one field takes the focus from both columns.
    d.press("Down Down Down").see(">主题").press("Up").see(">主持人");
    // In one column it is one after the other.
    d.size(60, 20);
    d.go_to("日期").press("Down").see(">开始").press("Down").see(">地点");
}
