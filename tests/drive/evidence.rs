//! From a gap of the sheet to the row that closes it, and from a member to what the ledgers say of that person.
//! Not here: how gaps are found and what they cost (`tests/score`), ledgers as such (`ledgers`).

use crate::driver::Driver;
use zhibu::model::{ledger::LedgerEntry, score::Scored};

fn rows(d: &Driver, ledger: &str) -> Vec<LedgerEntry> {
    d.book().ledger_rows(ledger).unwrap()
}

fn item(d: &Driver, no: &str) -> Scored {
    let score = d.book().score(None, d.book().today()).unwrap();
    score.items().find(|i| i.no == no).unwrap().clone()
}

#[test]
fn who_has_no_post_is_reached_from_the_item_and_given_one() {
    let mut d = Driver::demo();
    assert_eq!(item(&d, "3.4").reason, "无职党员设岗 5/17 人,扣 0.6;定责和公开 6 人,缺 1 处,扣 0.05");
    d.act("考核 3 4")
        .see("还缺 乐小兵、冼美玲")
        .act("Enter 去补缺口")
        .see("3.4 缺什么")
        .see("无职党员设岗 还缺 乐小兵");
    // The row begins with the member it is about, and what is typed next has the focus.
    d.press("Enter").see("设岗定责台账 · 新建").see("乐小兵").go_to("岗位").press("3").see("平安和谐岗");
    d.go_to("岗位职责").type_text("巡塘").go_to("公开日期").type_text("11.20").act("保存").see("已保存到设岗定责台账");
    let row = rows(&d, "posts").into_iter().find(|r| r.title == "乐小兵").unwrap();
    let member = d.book().members().unwrap().into_iter().find(|m| m.name == "乐小兵").unwrap();
    assert_eq!((row.member, row.text("notice_on")), (Some(member.id), "2026-11-20"));
    d.press("Esc").see("3.4 缺什么").see_not("乐小兵").press("Esc").see("3.4 满分").press("Esc").see("[F6 考核]");
    d.see_not("乐小兵");
    assert!(item(&d, "3.4").reason.starts_with("无职党员设岗 6/17 人"));
}

#[test]
fn what_a_row_lacks_leads_to_the_row() {
    let mut d = Driver::demo();
    d.act("考核 3 4 得分预览")
        .see("定责和公开 哈丽萍 缺 公开日期")
        .press("Enter")
        .see("设岗定责台账 · 已保存")
        .see("哈丽萍");
    d.go_to("公开日期").type_text("11.20").act("保存").see("已保存");
    assert!(!item(&d, "3.4").gaps.iter().any(|g| g.text.contains("哈丽萍")));
}

/// The line in front of one in a list.
fn in_front(d: &Driver) -> String {
    d.lines().into_iter().find(|l| l.contains("│ >")).unwrap()
}

#[test]
fn one_comes_back_from_a_gap_to_the_list_it_was_in() {
    let mut d = Driver::demo();
    d.act("考核 得分预览 Down Down").see("得分预览");
    let line = in_front(&d);
    d.press("Enter").see_not("得分预览").press("Esc").see("得分预览");
    assert_eq!(in_front(&d), line);
    d.act("考核 3 4 Enter 去补缺口 Down").see("3.4 缺什么");
    let line = in_front(&d);
    d.press("Enter").see_not("3.4 缺什么").press("Esc").see("3.4 缺什么");
    assert_eq!(in_front(&d), line);
    d.press("Esc").see("3.4 满分");
}

#[test]
fn what_a_gap_names_has_the_focus_and_is_said() {
    let mut d = Driver::demo();
    d.act("考核 3 4 得分预览")
        .see("定责和公开 哈丽萍 缺 公开日期")
        .press("Enter")
        .see(">公开日期")
        .see("还缺:公开日期");
    let mut member = d.book().members().unwrap().into_iter().find(|m| m.name == "哈丽萍").unwrap();
    member.phone = "".into();
    let mut d = Driver::demo_changed(|book| {
        book.save_member(&member).unwrap();
    });
    d.act("得分预览");
    while !in_front(&d).contains("哈丽萍 缺 联系电话") && d.keys < 80 {
        d.press("Down");
    }
    d.press("Enter").see(">联系电话").see("哈丽萍 缺 联系电话");
}

#[test]
fn an_item_leads_to_its_records_and_a_ledger_never_used_to_its_first_row() {
    let mut d = Driver::demo();
    d.act("考核 4 1 Enter 去补缺口").see("算数的记录").see("主题党日 3月 无记录").press("End Enter").see("主题党日");
    d.act("考核 2 8").see("两新星级半年初评 未记").act("Enter 去补缺口").see("台账未记").press("Enter");
    d.see("两新星级创评台账 · 新建").press("Esc Esc Esc");
    d.act("考核 5 1 Enter 去补缺口").see("没有可以去补的缺口");
    // What waits for a decision leads to the item, whose gaps are one key further.
    d.act("Esc 考核 3 8 得分预览").see("党员积分管理").press("Enter").see("[F6 考核]").see("党员积分 未记");
    d.act("Enter 去补缺口 Enter").see("党员积分台账 · 新建");
}

#[test]
fn an_old_member_whom_nobody_visited_is_visited() {
    let mut d = Driver::demo();
    assert!(item(&d, "3.6").reason.starts_with("送学上门、帮扶 4/10 人"));
    d.act("考核 3 6 Enter 去补缺口 Enter").see("送学上门帮扶台账 · 新建").go_to("学了什么帮了什么").type_text("读报");
    d.act("保存").see("已保存");
    assert!(item(&d, "3.6").reason.starts_with("送学上门、帮扶 5/10 人"));
}

#[test]
fn ledgers_are_reached_by_number_by_name_and_by_initials() {
    let mut d = Driver::demo();
    d.act("台账 9").see("设岗定责台账 9/15").press("1 2").see("示范岗责任区台账 12/15");
    d.press("Down 3").see("任务清单 3/15").press("9 9").see("设岗定责台账 9/15");
    d.act("选台账").see("换哪本台账").see("在岗6 · 今年6条").type_text("jf").press("Enter").see("党员积分台账 11/15");
    d.act("选台账").type_text("宋学").press("Enter").see("送学上门帮扶台账");
    d.act("选台账").type_text("发展").press("Enter").see("发展党员台账 8/15").see("18 组织部备");
    d.act("选台账").type_text("２").press("Enter").see("问题清单 2/15");
    d.act("选台账").type_text("12").press("Enter").see("示范岗责任区台账 12/15");
    d.act("选台账 Esc").see("示范岗责任区台账 12/15");
}

#[test]
fn points_add_up_for_each_member_and_name_the_member_by_number() {
    let mut d = Driver::demo();
    let mut add = |what: &str, who: &str, points: &str| {
        d.act("台账 1 1 新建").see("党员积分台账 · 新建").type_text(what).go_to("党员").type_text(who);
        d.go_to("分值").type_text(points).act("保存").see("已保存到党员积分台账");
    };
    add("清理水沟", "8", "2");
    add("无故缺席", "8", "-0.5");
    add("修桥", "1", "3");
    d.press("Esc").see("累计").see("1.5").see("区丽娟");
    let who = d.book().members().unwrap().into_iter().find(|m| m.no == 8).unwrap();
    let own: Vec<_> = rows(&d, "points").into_iter().filter(|r| r.member == Some(who.id)).collect();
    assert_eq!(own.len(), 2);
    let ledger = d.book().ledger("points");
    let mut totals: Vec<String> = ledger.totals(&rows(&d, "points")).values().map(|p| p.to_string()).collect();
    totals.sort();
    assert_eq!(totals, ["1.5", "2", "3"]);
}

#[test]
fn what_ledgers_say_of_a_member_stands_on_the_members_page() {
    let mut d = Driver::demo();
    d.act("党员").type_text("ztx").press("Enter").see_not("台账记录:");
    d.act("党员").type_text("gcs").press("Enter").see("盖长顺").act("台账记录").see("盖长顺 在台账里的记录");
    d.see("2026-07-01 送学上门帮扶 走访慰问 单玉梅").press("Enter").see("送学上门帮扶台账 · 已保存");
    d.act("党员").type_text("ly").press("Enter").refused("台账记录").see("今年的台账里没有这个人");
    d.size(130, 40);
    d.act("党员").type_text("hlp").see("设岗定责 在岗 勤劳致富岗");
}

#[test]
fn a_ledger_shows_one_year_and_the_years_before_by_a_key() {
    let mut d = Driver::demo();
    d.act("台账 7").see("今年2条").see("车晓云").act("上一年").see("2025年共1条").see("车晓云").see_not("区丽娟");
    d.act("上一年").see("2024年共0条").see("这一年没有登记").act("下一年 下一年").see("区丽娟");
    d.act("下一年").see("还没到下一年");
}

#[test]
fn a_matter_is_printed_as_the_registration_form() {
    let mut d = Driver::demo();
    d.act("台账 6").see("桥西路灯更换").act("其他材料").see("决策实施登记表").see("选中的这一条:桥西路灯更换");
    d.press("3");
    let opened = d.opened();
    let name = opened[0].file_name().unwrap().to_string_lossy();
    assert_eq!(name, "2026-11-21 “四议两公开”决策实施登记表 桥西路灯更换.docx");
    // With the matter itself in front that is what printing means.
    d.press("Enter").see("四议两公开台账 · 已保存").act("打印");
    assert_eq!(d.opened(), opened);
}
