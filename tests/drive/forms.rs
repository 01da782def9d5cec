//! A township's own form taken in on the screen: pasted or from a file, rules confirmed one by one, back to the old sheet.

use crate::driver::Driver;

const TEXT: &str = "青石镇2026年党建考核办法\n一、基础工作(11分)\n1.按月开展主题党日,每少一次扣1分,扣完为止(6分)\n\
                    2.台账齐全,酌情扣0.5-2分(4分)\n";

#[test]
fn a_pasted_form_is_shown_confirmed_and_in_force() {
    let mut d = Driver::demo();
    d.press("F6 Ctrl+O").paste(TEXT).see("1组2项").see("标明 11 分,各项合计 10 分").see("看记录,每缺一次扣1,最多扣6");
    d.press("Down Space").see("[采用]").see("已采用1条").press("Enter").see("已导入并改用“青石镇2026年党建考核办法”");
    d.see("按月开展主题党日").see_not("党群服务中心");
    assert!(d.title().contains("/ 10"), "{}", d.title());
    d.press("Ctrl+Z").see("党群服务中心");
    d.press("Tab").see("改用哪张考核表").type_text("青石").press("Enter").see("按月开展主题党日");
}

#[test]
fn a_form_not_wanted_leaves_everything_as_it_was() {
    let mut d = Driver::demo();
    let before = d.title();
    d.press("F6 Ctrl+O").paste(TEXT).press("Ctrl+A").see("已采用2条").press("Esc").see("没有导入");
    assert_eq!(d.title(), before);
    assert!(!d.folder().join("数据").exists());
}

#[test]
fn a_text_without_items_says_so() {
    let mut d = Driver::demo();
    d.press("F6 Ctrl+O").paste("只有几句话\n没有条目").see("没有认出编号的条目").see("党群服务中心");
}
