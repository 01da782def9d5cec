//! 党费 beside the roster: marking a month, the exceptions, standards, and the ways that lead there.

use crate::driver::Driver;
use zhibu::{
    book::Book,
    model::{
        date::Period,
        dues::{Money, year::State},
    },
};

/// How a member of the sample, by sign-in number, stands in a month of 2026.
fn state(book: &Book, no: u32, month: u32) -> State {
    let all = book.dues(2026).unwrap();
    let line = all.lines.iter().find(|l| l.member.no == no).unwrap();
    all.state(line, month)
}

/// A village whose members have neither standards nor payments.
fn village(today: &str, people: &[&str]) -> Driver {
    let mut d = Driver::village(today);
    d.act("党员");
    for name in people {
        d.act("新建 3 Enter").go_to("姓名").type_text(name).act("保存").see("已保存").press("Esc");
    }
    d
}

fn sum(d: &Driver, month: u32) -> Money {
    d.book().dues(2026).unwrap().month(month).1
}

#[test]
fn the_view_is_reached_by_arrows_and_by_a_command_while_something_is_typed() {
    let mut d = Driver::demo();
    d.act("党员 Right").see("应交45人").see(">11");
    d.press("Esc").see("按编号").press("Left").see("应交45人").act("换视图").see("按编号");
    // While something is typed the arrows are the text's, and the command still changes the view.
    d.type_text("zqh").press("Left").see("查找:zqh").act("换视图").see("应交45人");
    assert!(d.before_cursor().ends_with("空格:"));
}

#[test]
fn space_pays_the_month_and_takes_it_back_and_the_score_follows() {
    let mut d = Driver::demo();
    let before = d.title();
    // 沙正刚 owes June and July; with June paid that month is settled.
    d.act("党员 Right Home Right Right Right Right Right").see(">6").press("4 6 Space").see("沙正刚6月已交1元");
    assert_eq!(state(&d.book(), 46, 6), State::Late, "typed in well after the month");
    assert_ne!(d.title(), before);
    d.see("哪天交的没写");
    d.act("撤销").see("已撤销:记沙正刚2026-06党费");
    assert_eq!((state(&d.book(), 46, 6), d.title()), (State::Unpaid, before.clone()));
    d.act("重做").press("Space").see("已取消沙正刚6月的1元");
    assert_eq!((state(&d.book(), 46, 6), d.title()), (State::Unpaid, before));
}

#[test]
fn the_month_that_runs_is_paid_today_for_everybody_but_the_exceptions() {
    let mut d = Driver::demo();
    let before = d.book().dues(2026).unwrap().month(11).0;
    assert_eq!((before.owing, before.unpaid()), (45, 2));
    d.act("党员 Right 全部已交").see("11月记2人已交");
    let all = d.book().dues(2026).unwrap();
    assert_eq!(all.month(11).0.unpaid(), 0);
    let paid = &all.lines.iter().find(|l| l.member.no == 39).unwrap().payments[&Period::month(2026, 11)];
    assert_eq!(paid.paid_on, Some(all.today));
    d.act("全部已交").see("没有要记的").act("Right 全部已交").see("12月还没到");
    d.act("Left 只看未交").see("没有没交的人").act("只看未交 4 3 Space").see("褚克勤11月免交");
    d.act("撤销").see("已撤销:记2026-11党费2人");
    assert_eq!(d.book().dues(2026).unwrap().month(11).0, before);
}

#[test]
fn enter_takes_sum_day_payer_and_several_months() {
    let mut d = Driver::demo();
    let june = sum(&d, 6);
    d.act("党员 Right Home Right Right Right Right Right 4 6 Enter").see("党费:沙正刚 2026年6月").see("每月1元(定额)");
    d.erase().type_text("1.234").act("保存").see("最多两位小数");
    d.erase().type_text("1。5元").go_to("月份").press("Right").go_to("交款日期").type_text("6月30日");
    d.go_to("代交人").press("1").go_to("备注").type_text("外出时托人").act("保存").see("已记 沙正刚 2个月共3元");
    let all = d.book().dues(2026).unwrap();
    let line = all.lines.iter().find(|l| l.member.no == 46).unwrap();
    for month in [6, 7] {
        let paid = &line.payments[&Period::month(2026, month)];
        assert_eq!((paid.amount, paid.payer.as_str(), paid.note.as_str()), (Money(150), "曾庆和", "外出时托人"));
    }
    assert_eq!(sum(&d, 6), Money(june.0 + 150));
    d.see("曾庆和代交").act("撤销").see("已撤销:记沙正刚2026-06至7月党费");
    assert_eq!(sum(&d, 6), june);
    // Less than the standard is not settled.
    d.press("4 6 Enter").erase().type_text("0.5").act("保存");
    assert_eq!(state(&d.book(), 46, 6), State::Short);
    d.see("6月 应交45人,已交44,未交0,没交足1").see("沙正刚 每月1元(定额) · 6月 没交足0.5元");
    d.act("Esc 党员 4 6 Enter").see("没交足6月,未交7月").see("交足9个月");
}

#[test]
fn several_months_have_each_its_own_standard_and_none_that_is_not_owed() {
    let mut d = village("2026-11-05", &["韩秋水"]);
    d.act("Right 统一标准").type_text("1").press("Enter").see("已定1人");
    for (from, more) in [("3月", "2"), ("6月", "3")] {
        d.act("1 党费标准").erase().type_text(more).go_to("从哪月起").erase().type_text(from).act("保存").see("起每月");
    }
    d.act("1 党费标准").go_to("从哪月起").erase().type_text("5月").go_to("办法").press("Right Right Right");
    d.go_to("免交原因").type_text("住院").act("保存").see("免交(住院)");
    d.press("Home 1 Enter").go_to("月份").act("Right Right Right Right Right 保存").see("已记 韩秋水 5个月共9元");
    let paid = |d: &Driver| -> Vec<(u32, i64)> {
        d.book().dues(2026).unwrap().lines[0].payments.values().map(|p| (p.month.index, p.amount.0)).collect()
    };
    assert_eq!(paid(&d), [(1, 100), (2, 100), (3, 200), (4, 200), (6, 300)]);
    // A sum that was typed is that of every month.
    d.act("撤销 Home 1 Enter").erase().type_text("5").go_to("月份").act("Right Right 保存").see("3个月共15元");
    assert_eq!(paid(&d), [(1, 500), (2, 500), (3, 500)]);
}

#[test]
fn space_takes_back_only_what_it_could_write_again() {
    let mut d = Driver::demo();
    // 臧福来 has paid February through another.
    d.act("党员 Right Home Right 2 7 Space").see("没有取消臧福来2月的0.2元:").see("按回车改,写0就取消");
    assert_eq!(state(&d.book(), 27, 2), State::Late);
    d.press("2 7 Enter").see("仇兴旺").erase().type_text("0").act("保存").see("已取消臧福来2月的0.2元");
    assert_eq!(state(&d.book(), 27, 2), State::Unpaid);
    d.act("撤销");
    assert_eq!(state(&d.book(), 27, 2), State::Late);
    // Another sum than the standard; a plain one is taken back, and undo is what makes it paid in time again.
    d.press("1 Enter").erase().type_text("50").act("保存").press("1 Space").see("没有取消").act("撤销");
    d.press("1 Space").see("Ctrl+Z 恢复(再按空格就算补交)").act("撤销");
    assert_eq!(state(&d.book(), 1, 2), State::Paid);
}

#[test]
fn standards_are_set_for_all_and_then_for_the_exceptions() {
    let mut d = village("2026-03-05", &["韩秋水", "白小满", "江春晓"]);
    d.press("Right").see("3人没定标准").press("1 Space").see("还没定标准").act("全部已交").see("3人没定标准,没有记");
    d.act("统一标准").see("还没有标准的3人").type_text("１").press("Enter").see("已定3人:从 2026-01 起每月1元");
    assert_eq!(state(&d.book(), 1, 2), State::NotOwed, "nothing was recorded then");
    // A wage: the rate of the regulation, which can be typed over.
    d.act("2 党费标准").see("党费标准:白小满").go_to("从哪月起").erase().type_text("2月");
    d.go_to("办法")
        .press("Right")
        .see("税后3000元以下0.5%")
        .go_to("基数")
        .type_text("3200")
        .see("按规定的比例每月32元");
    d.go_to("每月(元)").erase().act("保存").see("白小满 从 2026-02 起每月32元(按工资比例)");
    d.act("3 党费标准").go_to("办法").press("Right Right Right").act("保存").see("免交要写明原因");
    d.go_to("免交原因").type_text("生活困难,镇党委同意").act("保存").see("免交(生活困难");
    let all = d.book().dues(2026).unwrap();
    let due = |no: usize, m| all.lines[no - 1].standards.iter().rfind(|s| s.from.index <= m).unwrap().amount;
    assert_eq!((due(2, 1), due(2, 2), state(&d.book(), 3, 3)), (Money(100), Money(3200), State::Exempt));
    d.act("全部已交").see("3月记2人已交");
    assert_eq!(sum(&d, 3), Money(3300));
    d.act("统一标准").see("都有标准了");
}

#[test]
fn gaps_tell_the_month_and_how_many_and_lead_to_it() {
    let mut d = Driver::demo();
    d.act("得分预览");
    while !d.lines().iter().any(|l| l.contains('>') && l.contains("党费 6月 1人未交")) {
        let before = d.text();
        d.press("Down");
        assert_ne!(d.text(), before, "no such gap");
    }
    d.see_not("沙正刚").press("Enter").see(">6").see("6月 应交45人,已交44,未交1");
    // The grid and the list of the overview lead there too.
    d.act("总览").see("党费").size(80, 40);
    while !d.lines().iter().any(|l| l.starts_with('>') && l.contains("9月") && l.contains("党费 1人未交")) {
        let before = d.text();
        d.press("Down");
        assert_ne!(d.text(), before, "no such line");
    }
    d.see("可补交").press("Enter").see(">9");
}

#[test]
fn a_branch_that_never_recorded_dues_is_not_scored_on_them() {
    let mut d = village("2026-11-21", &["韩秋水"]);
    let item = |d: &Driver| {
        let score = d.book().score(None, "2026-11-21".parse().unwrap()).unwrap();
        score.items().find(|i| i.no == "3.3").unwrap().suggestion
    };
    assert_eq!(item(&d), None);
    // Nor is one that only set what is to be paid.
    d.act("Right 统一标准")
        .type_text("1")
        .press("Enter")
        .see("已定1人")
        .see_not("连续")
        .see("11月 应交1人,已交0,未交1");
    assert_eq!(item(&d), None);
    d.press("Left 1 Space").see("10月已交1元");
    assert!(item(&d).is_some());
}

#[test]
fn six_months_without_payment_are_told_with_what_the_regulation_says() {
    let mut d = Driver::demo();
    // 敖大海 has not paid September and October; four more months before them are taken back.
    d.act("党员 Right 3 9").see_not("第31条").press("Esc Home Right Right Right Right");
    for _ in 0..4 {
        d.press("Space Right");
    }
    d.see("连续6个月没有交费记录")
        .see("第31条")
        .see("自行脱党除名")
        .see("本程序不作认定")
        .see("连续6个月以上未交1人")
        .see(">!");
    d.act("Enter Esc 党员 3 9 Enter").see("党费 每月1元(定额)").see("未交5月、6月");
}

#[test]
fn the_members_page_has_the_dues_and_their_history() {
    let mut d = Driver::demo();
    d.act("党员 3 9 Enter").see("党费 每月1元(定额) · 2026年交足8个月,共8元,未交9月、10月");
    d.act("党费标准").see("党费标准:敖大海").erase().type_text("0.5").act("保存").see("每月0.5元");
    d.see("党费 每月0.5元(定额)").act("改动记录").see("定敖大海党费标准").see("党费标准:(空) → 0.5元");
}

#[test]
fn all_months_fit_on_a_small_screen() {
    for (cols, rows) in [(60, 20), (80, 25), (140, 40)] {
        let mut d = Driver::demo();
        d.size(cols, rows);
        d.act("党员 Right 1 9").see("宓文秀").see("合计").see("没交齐的").see("482").see("11月 应交45人,已交43,未交2");
        let lines = d.lines();
        let heading = lines.iter().find(|l| l.contains("2026年") && l.contains("合计")).unwrap();
        assert!(heading.contains(">11"), "{cols}: {heading}");
        let heading = heading.replace('>', " ");
        let words: Vec<&str> = heading.split_whitespace().filter(|w| !["标准", "|", "│"].contains(w)).collect();
        let expected = ["2026年", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "合计"];
        assert_eq!(words, expected, "{cols}");
    }
}

#[test]
fn a_second_window_marks_nobody() {
    let d = Driver::demo();
    let mut second = d.second_window();
    second.act("党员 Right 3 9 Space").see("只能查看").refused("全部已交").see("只能查看");
    assert_eq!(state(&d.book(), 39, 11), State::Due);
}

#[test]
fn the_register_and_the_reminder_are_printed() {
    let mut d = Driver::demo();
    for (choice, name) in
        [("1", "2026 党费收缴登记表.docx"), ("2", "2026 党费收缴登记表.xlsx"), ("3", "2026-11 党费未交提醒名单.docx")]
    {
        d.act("党员 Right 打印").press(choice).see("已生成");
        assert_eq!(d.opened()[0].file_name().unwrap().to_str().unwrap(), name);
    }
}

#[test]
fn what_is_printed_first_is_what_lies_in_front() {
    let mut d = Driver::demo();
    d.press("F5 Right").act("只看未交 打印 1").see("已生成");
    assert_eq!(d.opened()[0].file_name().unwrap().to_str().unwrap(), "2026-11 党费未交提醒名单.docx");
}

#[test]
fn another_year_is_one_key_away() {
    let mut d = Driver::demo();
    d.act("党员 Right 上一年").see("2025年").see("11月 应交43人").act("下一年 下一年").see("还没到下一年");
}
