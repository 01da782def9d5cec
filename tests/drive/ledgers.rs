//! Ledgers: typed in, found, closed, printed; deductions and problems that become rows, and what is overdue.

use crate::{
    driver::{Driver, TODAY},
    kinds::new,
};
use zhibu::{
    book::FilesOf,
    model::{
        date::Date,
        ledger::{CLOSED_BY, IN_CHARGE, LedgerEntry, MEASURE, RECTIFICATION},
    },
};

fn rows(d: &Driver, ledger: &str) -> Vec<LedgerEntry> {
    d.book().ledger_rows(ledger).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A row typed in by a person.
fn typed(d: &mut Driver, title: &str, due: &str) {
    d.act("台账 新建").see("整改台账 · 新建").type_text(title).press("Tab Tab").type_text(due);
    d.act("保存").see("已保存到整改台账");
}

#[test]
fn a_row_is_typed_in_closed_and_opened_again() {
    let mut d = Driver::demo();
    typed(&mut d, "村口公示栏陈旧", "12.1");
    d.go_to("责任人").type_text("zqh").press("Tab").see("曾庆和").act("保存 Esc");
    d.see("整改中1").see("还剩10天").see("2026-12-01").see("村口公示栏陈旧").see("曾庆和");
    d.see("Ctrl+T 销号")
        .act("销号")
        .see("整改台账:销号")
        .see("完成销号时间")
        .see("销号人")
        .type_text("1")
        .press("Enter")
        .see("已销号:2026-11-21 曾庆和");
    d.see_not("还剩10天");
    let row = &rows(&d, RECTIFICATION)[0];
    assert_eq!((row.closed_on, row.text(CLOSED_BY)), (Some(day(TODAY)), "曾庆和"));
    d.see("Ctrl+T 重新打开").see_not("Ctrl+T 销号");
    d.act("销号").see("已重新打开").see("Ctrl+Z 撤销").see("还剩10天").see("Ctrl+T 销号");
    assert_eq!(rows(&d, RECTIFICATION)[0].text(CLOSED_BY), "");
    d.act("销号").see("曾庆和").press("Esc").see_not("销号人");
    // Whoever closed a row last is proposed for the next.
    d.act("撤销").see("撤销").see("已销号");
    typed(&mut d, "第二件", "");
    d.act("销号").see("销号人").press("Enter").see("已销号:2026-11-21 曾庆和");
}

#[test]
fn photos_of_what_was_put_right_are_kept_with_the_row() {
    let mut d = Driver::demo();
    let photo = d.folder().join("换新以后.jpg");
    std::fs::write(&photo, "no picture, but bytes").unwrap();
    d.act("台账 新建").type_text("村口公示栏陈旧").refused("附件").see("附件:先保存这一条");
    d.act("保存 附件").see("附件:村口公示栏陈旧").see("还没有附件").act("新建");
    d.paste(&photo.display().to_string()).press("Enter").see("已加入附件“换新以后.jpg”").press("Esc Esc");
    let files = |d: &Driver| d.book().attachments(FilesOf::Entry(rows(d, RECTIFICATION)[0].id)).unwrap().len();
    assert_eq!(files(&d), 1);
    d.act("撤销").see("已撤销");
    assert_eq!(files(&d), 0);
}

#[test]
fn closing_refuses_a_day_to_come_and_nobody() {
    let mut d = Driver::demo();
    typed(&mut d, "村口公示栏陈旧", "12.1");
    d.act("Esc 销号 Enter").see("写明由谁确认");
    d.type_text("王主任").press("Up").erase().type_text("2027-1-1").act("保存").see("还没到");
    d.erase().type_text("昨天").act("保存").see("早于列入日期2026-11-21");
}

#[test]
fn every_ledger_is_one_key_further_and_only_what_is_open_can_be_shown() {
    let mut d = Driver::demo();
    d.press("7").see("[F7 台账]").see("整改台账 1/15").see("还没有登记");
    for name in ["问题清单", "任务清单", "责任清单", "书记抓党建台账", "四议两公开台账", "后备干部台账"]
    {
        d.press("Right").see(&format!("{name} "));
    }
    d.press("Left Left Left Left Left Left Left").see("地企党建台账 15/15").press("Right").see("整改台账 1/15");
    typed(&mut d, "甲事", "");
    d.act("销号")
        .type_text("王主任")
        .press("Enter Esc")
        .see("甲事")
        .act("只看未完成")
        .see_not("甲事")
        .see("没有未完成的");
}

#[test]
fn a_log_is_done_on_its_own_day() {
    let mut d = Driver::demo();
    d.act("台账 5").see("书记抓党建台账 5/15").act("新建").type_text("到三组走访");
    d.press("Tab").erase().type_text("11.3").press("Tab Space").see("研究部署").act("保存 Esc").see("2026-11-03");
    let row = &rows(&d, "secretary")[0];
    assert_eq!((row.opened_on, row.closed_on), (day("2026-11-03"), Some(day("2026-11-03"))));
    d.refused("销号").see("流水账登记即完成");
    d.press("Enter").go_to("日期").erase().type_text("11.4").act("保存");
    assert_eq!(rows(&d, "secretary")[0].closed_on, Some(day("2026-11-04")));
}

#[test]
fn what_is_about_a_person_is_chosen_from_the_roster() {
    let mut d = Driver::demo();
    d.act("台账 7").see("后备干部台账").act("新建").type_text("1").press("Tab").see("曾庆和").act("保存");
    let row = rows(&d, "reserve").into_iter().find(|r| r.title == "曾庆和").unwrap();
    assert!(row.member.is_some());
}

#[test]
fn what_is_typed_stays_as_a_draft() {
    let mut d = Driver::demo();
    d.act("台账 新建").type_text("写了一半").pause();
    let mut d = d.restart();
    d.act("草稿").see("整改台账《写了一半》").press("Enter").see("整改台账 · 新建").see("写了一半");
    d.act("保存").see("已保存").press("Esc").see_not("草稿");
    d.act("台账 Enter")
        .go_to("整改事项")
        .type_text("完")
        .press("Esc")
        .see("已留作草稿")
        .press("Enter")
        .see("写了一半完")
        .act("放弃修改");
    d.see_not("写了一半完").see("已恢复");
    assert_eq!(d.book().drafts().len(), 0);
}

#[test]
fn faulty_dates_and_numbers_are_refused_where_they_stand() {
    let mut d = Driver::demo();
    d.act("台账 新建 保存").see("整改事项还没填").type_text("甲").press("Tab Tab").type_text("某日");
    d.act("保存").see("没有保存:整改时限“某日”看不懂");
    assert!(d.before_cursor().ends_with("某日"));
    assert_eq!(rows(&d, RECTIFICATION).len(), 0);
}

#[test]
fn search_and_history_know_the_rows() {
    let mut d = Driver::demo();
    typed(&mut d, "村口公示栏陈旧", "12.1");
    d.go_to("整改措施").type_text("月底前换成不锈钢的").act("保存 改动记录");
    d.see("修改整改台账《村口公示栏陈旧》").see("整改措施:(空) → 月底前换成不锈钢的").see("整改时限:(空) → 2026-12-01");
    d.act("Esc 总览 查找").type_text("不锈钢").see("整改台账《村口公示栏陈旧》").press("Enter").see("已保存");
    d.act("台账 删除").see("已删除").press("Down").see_not("村口").act("撤销").see("撤销").see("村口公示栏陈旧");
}

#[test]
fn a_deduction_becomes_a_row_and_the_sheet_stays_as_it_is() {
    let mut d = Driver::demo();
    let before = d.title();
    d.act("考核 4 1 列入整改").see("整改台账 · 已保存").see("4.1");
    let row = rows(&d, RECTIFICATION).remove(0);
    assert!(row.title.starts_with("4.1 ") && row.title.contains("主题党日 3月 无记录"), "{}", row.title);
    assert_eq!((row.item.as_str(), row.due_on), ("4.1", Some(day("2026-12-21"))));
    assert_eq!((row.text("person"), row.sheet.is_some()), ("", true));
    d.press("Esc").see("整改:整改中").act("列入整改").see("还没有销号");
    d.act("台账 销号").type_text("王主任").act("Enter 考核 4 1").see("整改:已整改,待复核").see("待复核");
    assert_eq!(d.title(), before, "no decision was made for anybody");
    let score = d.book().score(None, d.book().today()).unwrap();
    assert!(score.sections.iter().flat_map(|s| &s.items).find(|i| i.no == "4.1").unwrap().decided.is_none());
    // A second time round, after the first was closed.
    d.act("列入整改").see("整改台账 · 已保存");
    assert_eq!(rows(&d, RECTIFICATION).len(), 2);
    d.press("Esc").see("整改:整改中");
}

#[test]
fn a_decided_deduction_becomes_a_row_and_what_lost_nothing_does_not() {
    let mut d = Driver::demo();
    d.act("考核 5 1 Enter 1 Enter").type_text("照片不全").press("Enter").see("5.1 已定").act("列入整改 Esc");
    assert!(rows(&d, RECTIFICATION)[0].title.ends_with("扣1:照片不全"));
    d.press("5 2").refused("列入整改").see("这一项没有扣分");
    d.press("5 1 Enter 0 Enter Enter").see("得 4 / 4").act("台账 销号").type_text("王主任").act("Enter 考核 5 1");
    d.see_not("待复核");
}

#[test]
fn all_deductions_become_rows_once() {
    let mut d = Driver::demo();
    d.act("考核 4 1 列入整改 Esc 全部扣分项列入整改").see("已列入整改台账");
    let all = rows(&d, RECTIFICATION);
    let score = d.book().score(None, d.book().today()).unwrap();
    let lost = score.sections.iter().flat_map(|s| &s.items).filter(|i| i.lost().is_some()).count();
    assert!(lost > 1);
    assert_eq!(all.len(), lost, "4.1 only once");
    d.act("全部扣分项列入整改").see("扣分的项都已在整改台账里");
    d.act("撤销").see("撤销");
    assert_eq!(rows(&d, RECTIFICATION).len(), 1, "all of them were one step");
}

/// A saved 组织生活会 whose form has the focus.
fn meeting(problems: &str, measures: &str) -> Driver {
    let mut d = Driver::demo();
    new(&mut d, "组织生活会");
    d.type_text("专题组织生活会");
    d.go_to("会上查摆问题").paste(problems).go_to("会后整改措施").paste(measures).act("保存").see("已保存");
    d
}

#[test]
fn problems_of_a_meeting_become_rows_with_only_the_words_that_were_written() {
    let mut d = meeting("1.学习不够经常\n2.走访群众少\n3.会风松散", "2.每月走访十户\n1.每周学习一次");
    d.act("问题整改").see("[x]").see("学习不够经常").see("每周学习一次").see("(措施未填)");
    d.act("Down 勾选").see("[ ]").press("Enter").see("已列入整改2条");
    let mut taken = rows(&d, RECTIFICATION);
    taken.sort_by(|a, b| a.title.cmp(&b.title));
    let told: Vec<(&str, &str)> = taken.iter().map(|r| (r.title.as_str(), r.text(MEASURE))).collect();
    assert_eq!(told, [("会风松散", ""), ("学习不够经常", "每周学习一次")]);
    assert!(taken.iter().all(|r| r.activity.is_some() && r.due_on == Some(day("2026-12-21"))));
    d.see("整改中").see("走访群众少").press("Esc").see("整改中2条").see("已保存");
    // The rows are reached from the record, and the line left over can still be taken.
    d.act("问题整改 Enter").see("整改台账 · 已保存").act("销号").type_text("王主任").press("Enter Esc");
    d.see("已销号").press("End Enter").see("已列入整改1条").press("Esc").see("整改中2条,已销号1条");
}

#[test]
fn whoever_answers_for_a_problem_and_its_day_are_typed_where_it_is_listed() {
    let mut d = meeting("1.学习不够\n2.走访少\n3.会风松散", "");
    d.act("问题整改")
        .see("责任人")
        .see("时限")
        .see("2026-12-21")
        .press("Tab")
        .type_text("zqh")
        .press("Tab")
        .see("曾庆和");
    d.erase().type_text("12.5").press("Tab").see("2026-12-05").type_text("镇里的王主任").press("Down Tab").erase();
    d.type_text("月底").press("Enter").see("时限“月底”看不懂").see("会上查摆的问题").erase().type_text("12月31日");
    d.refused("撤销").refused("重做").press("Enter").see("已列入整改3条,1条还没有责任人");
    let mut taken = rows(&d, RECTIFICATION);
    taken.sort_by(|a, b| a.title.cmp(&b.title));
    let told: Vec<_> = taken.iter().map(|r| (r.title.as_str(), r.text(IN_CHARGE), r.due_on)).collect();
    let due = |text: &str| Some(day(text));
    let expected = [
        ("会风松散", "", due("2026-12-31")),
        ("学习不够", "曾庆和", due("2026-12-05")),
        ("走访少", "镇里的王主任", due("2026-12-21")),
    ];
    assert_eq!(told, expected);
}

#[test]
fn measures_go_by_their_line_where_nothing_is_numbered() {
    let mut d = meeting("学习不够\n\n走访少", "每周学习\n每月走访");
    d.act("问题整改 Enter").see("已列入整改2条");
    assert!(rows(&d, RECTIFICATION).iter().all(|r| r.title.contains("学习") == r.text(MEASURE).contains("学习")));
    let mut d = meeting("1.学习不够\n2.走访少", "2.每月走访\n1.每周学习");
    d.act("问题整改 Enter").see("已列入整改2条");
    assert!(rows(&d, RECTIFICATION).iter().all(|r| r.title.contains("学习") == r.text(MEASURE).contains("学习")));
    let mut d = meeting("学习不够\n走访少", "每周学习");
    d.act("问题整改 Enter").see("已列入整改2条");
    assert!(rows(&d, RECTIFICATION).iter().all(|r| r.text(MEASURE).is_empty()), "nobody said which it belongs to");
}

#[test]
fn other_meetings_find_no_problems() {
    let mut d = Driver::demo();
    d.act("主题党日 Enter").refused("问题整改").see("主题党日不查摆问题");
}

#[test]
fn what_is_overdue_and_what_soon_will_be_stands_on_the_overview() {
    let mut d = Driver::demo();
    typed(&mut d, "甲事", "2026-11-19");
    typed(&mut d, "乙事", "2026-11-20");
    typed(&mut d, "丙事", "2026-11-24");
    typed(&mut d, "丁事", "2026-12-30");
    d.act("总览").see("整改超期 2 件").see("还剩3天").see("整改快到期 1 件");
    d.press("Home Enter").see("[F7 台账]").see("超期2").see("超期2天").see("快到期1");
    d.act("总览 上一年").see_not("整改超期");
}

fn extensions(d: &mut Driver) -> Vec<String> {
    d.opened().iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn ledgers_and_notices_are_printed() {
    let mut d = Driver::demo();
    typed(&mut d, "甲事", "2026-11-19");
    d.act("打印");
    assert_eq!(extensions(&mut d), ["2026-11-21 整改通知单 甲事.docx"]);
    d.act("Esc 打印");
    assert_eq!(extensions(&mut d), ["2026-11-21 整改台账.docx"]);
    d.act("其他材料 2").act("其他材料 3").act("其他材料 4");
    let names = extensions(&mut d);
    assert_eq!(names[0], "2026-11-21 整改台账.xlsx");
    assert!(names[1..].iter().all(|n| n.contains("整改通知单")), "{names:?}");
    d.act("台账 Right 新建").type_text("甲").act("打印");
    assert_eq!(extensions(&mut d), ["2026-11-21 问题清单 甲.docx"]);
}

#[test]
fn closing_is_called_what_the_ledger_calls_it() {
    let mut d = Driver::demo();
    d.act("台账 9").see("Ctrl+T 离岗").see_not("销号").act("销号").see("设岗定责台账:离岗").press("Esc");
    d.press("8").see("Ctrl+T 归档").act("帮助").see("归档").see_not("销号");
}

#[test]
fn a_name_that_is_nobodys_is_said_and_one_made_of_initials_is_put_right() {
    let mut d = Driver::demo();
    d.act("台账 新建").type_text("村口公示栏陈旧").go_to("责任人").type_text("1").see("= 曾庆和").erase();
    d.type_text("摘金之").press("Tab").see("摘金之按首字母认作翟金枝").see_not("责任人 摘金之").see("翟金枝");
    // Typed once more it is what was meant.
    d.go_to("责任人").erase().type_text("摘金之").press("Tab").see("名册上没有摘金之,按名册外的人记下");
    d.act("保存").see("已保存");
    assert_eq!(rows(&d, RECTIFICATION)[0].text("person"), "摘金之");
}

#[test]
fn a_townships_own_ledger_works_like_ours() {
    let text = "id = \"visits\"\nname = \"走访台账\"\nversion = 1\ncloses = false\n\
                labels = { title = \"走访户\", opened = \"走访日期\" }\n\
                fields = [{ id = \"people\", label = \"人口\", type = \"number\" }]\n\
                list = [\"opened\", \"title\", \"people\"]\n\
                form = [{ heading = \"户\", value = [\"title\"], width = 20 }]\n";
    let mut d = Driver::demo_with("ledgers/visits.toml", text);
    d.act("台账 Left").see("走访台账 16/16").act("新建").type_text("王家").go_to("人口").type_text("三口");
    d.act("保存").see("人口“三口”要写数字").erase().type_text("４").act("保存").see("已保存");
    assert_eq!(rows(&d, "visits")[0].text("people"), "4");
}

#[test]
fn narrow_and_plain_windows_show_what_matters() {
    let mut d = Driver::demo();
    typed(&mut d, "村口公示栏陈旧,内容多年没有更新", "2026-11-19");
    d.act("台账");
    for (cols, rows) in [(60, 20), (80, 25), (120, 30)] {
        d.size(cols, rows);
        d.see("村口公示栏陈旧").see("超期2天").see("[F7 台账]");
        assert_eq!(d.sees("四议两公开"), cols >= 80, "the ledgers stand beside where there is room");
    }
}

#[test]
fn problems_are_due_by_the_next_such_day_and_what_is_typed_is_not_thrown_away() {
    let mut d = meeting("1.学习不深\n2.联系少\n3.会风", "");
    d.act("问题整改");
    // Only the first is listed; a deadline in January is next year's.
    d.act("Down 勾选 Down 勾选 Up Up Tab Tab").type_text("1.15").press("Enter").see("已列入整改1条").see("2027-01-15");
    // One stop on what is listed.
    d.press("Home Tab").type_text("3").press("Tab").type_text("2.1").press("Tab").see("解国平").see("2027-02-01");
    d.press("Esc")
        .see("还没有保存;再按 Esc 放弃输入")
        .press("Space Esc")
        .see("再按 Esc")
        .press("Esc")
        .see_not("(措施未填)");
}

#[test]
fn a_deadline_of_a_row_is_the_next_such_day_after_it_was_opened() {
    let mut d = Driver::demo();
    d.act("台账 新建").type_text("公示栏陈旧").go_to("整改时限").type_text("1.15").see("= 2027-01-15");
    d.act("保存").see("已保存到整改台账");
    assert_eq!(rows(&d, RECTIFICATION)[0].due_on, Some(day("2027-01-15")));
}
