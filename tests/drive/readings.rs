//! 调阅: what the superior wrote about a quarter, entered as it was written, and whether the records were changed since.

use crate::driver::Driver;
use zhibu::model::reading::{Reading, ReadingGrade};

fn readings(d: &Driver) -> Vec<Reading> {
    d.book().readings(2026).unwrap()
}

/// A branch on 10 April with a theme day held in March, before the superior comes.
fn branch() -> Driver {
    let mut d = Driver::village("2026-03-06");
    d.act("主题党日 新建").type_text("三月学习").act("保存").see("已保存");
    d.restart_on("2026-04-10")
}

/// Writes down the first quarter's reading of that day.
fn read(d: &mut Driver) {
    d.act("会议 调阅意见").see("2026年各季度上级调阅意见").press("Home").see("还没有记").press("Enter");
    d.see("2026-04-10").press("2 Tab").type_text("陶书记").press("Tab Tab").type_text("议题再具体些").act("保存");
    d.see("已记下一季度的调阅意见");
}

#[test]
fn a_quarters_reading_is_the_superiors_words_one_step_and_taken_back() {
    let mut d = branch();
    read(&mut d);
    let found = readings(&d);
    assert_eq!(found.len(), 1);
    let r = &found[0];
    assert_eq!((r.quarter, r.grade, r.reader.as_str()), (1, Some(ReadingGrade::Fair), "陶书记"));
    assert_eq!((r.opinion.as_str(), r.read_on.unwrap().to_string().as_str()), ("议题再具体些", "2026-04-10"));
    d.see("较好").see("陶书记").see("调阅以后记录没有改动");
    d.act("撤销").see("已撤销:记下2026年一季度的调阅意见").see_not("陶书记").act("重做").see("陶书记");
    d.act("删除").see("已删除").see_not("陶书记");
    assert!(readings(&d).is_empty());
    d.act("撤销").see("陶书记");
    // The same one is opened again, not a second one.
    d.press("Enter Tab").erase().type_text("何干事").act("保存").see("何干事");
    assert_eq!(readings(&d).len(), 1);
}

#[test]
fn nothing_is_prefilled_but_the_day_and_what_cannot_be_is_refused() {
    let mut d = branch();
    d.act("主题党日 调阅意见 Home Enter 保存").see("意见和等次都还没填");
    d.press("1").go_to("日期").erase().type_text("2025.12.30").act("保存").see("在2026年一季度之前");
    d.erase().type_text("4.11").act("保存").see("还没到").erase().type_text("哪天").act("保存").see("看不懂");
    d.erase().act("保存").see("已记下").see("看不出调阅以后记录有没有改动");
    assert_eq!(readings(&d)[0].read_on, None);
    d.press("End").see("还没到").press("Enter").see("打开:这个季度还没到");
}

#[test]
fn a_quarter_whose_records_changed_after_the_reading_says_so() {
    let mut d = branch();
    read(&mut d);
    d.act("Esc 主题党日 Enter").type_text("(补)").act("保存").see("已保存");
    d.act("会议 调阅意见 Home").see("调阅以后记录没有改动");
    let mut d = d.restart_on("2026-04-11");
    // A record of another quarter is none of its business.
    d.act("主题党日 新建").type_text("四月学习").act("保存 Esc").see("四月学习");
    d.act("调阅意见 Home").see("调阅以后记录没有改动").press("Esc");
    d.press("Home Enter").type_text("(再补)").act("保存 Esc 调阅意见 Home");
    d.see("调阅以后有1条记录新录入或改动").see("2026-04-11 修改主题党日").see("一季度*");
    d.act("撤销")
        .see("改的不在眼前这一屏")
        .press("Enter")
        .see("调阅以后记录没有改动")
        .act("重做")
        .see("有1条记录")
        .press("Esc");
    d.act("Home 删除").see("已删除").act("调阅意见 Home").see("有1条记录").see("删除主题党日");
    let paper = d.book().handbook_paper(2026, true).unwrap();
    let text = format!("{paper:?}");
    assert!(text.contains("议题再具体些") && text.contains("评价:较好") && text.contains("调阅人:陶书记"), "{text}");
    assert!(text.contains("截至2026年4月11日,调阅以后有1条记录新录入或改动"), "{text}");
}

#[test]
fn an_undo_of_what_was_there_when_it_was_read_is_a_change_too() {
    let mut d = Driver::village("2026-03-06");
    d.act("主题党日 新建").type_text("三月学习").act("保存 Esc").see("三月学习");
    let mut d = d.restart_on("2026-04-11");
    d.act("主题党日 撤销").see("不是今天做的").press("Enter").see("已撤销").act("调阅意见 Home Enter 1");
    d.go_to("日期").erase().type_text("4.1").act("保存").see("有1条记录").see("撤销:新增主题党日《三月学习》");
}

#[test]
fn it_opens_from_the_overview_at_the_quarter_in_front_of_one() {
    let mut d = Driver::demo();
    d.act("总览 Left 调阅意见").see("2026年各季度上级调阅意见");
    let line = |d: &Driver, name: &str| d.lines().into_iter().find(|l| l.contains(name)).unwrap();
    assert!(line(&d, "一季度").contains("> 一季度"), "{}", d.text());
    d.press("Left").see("2025年各季度").press("Right Esc").see_not("各季度");
}
