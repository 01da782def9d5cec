//! A 党总支 with six branches in one file: the picker, and that lists, calendar and search are each branch's own.

use crate::driver::Driver;
use crate::fixture::Size;

#[test]
fn the_picker_goes_from_branch_to_branch_and_everything_follows() {
    let mut d = Driver::general_branch(Size { branches: 6, members: 60, years: 1 });
    d.press("F5").see("青石桥村党总支").see("花名册还是空的");
    d.press("Ctrl+G").see("换到哪个党组织").see("青石桥村党总支").see("第六党支部");
    d.type_text("第一")
        .press("Enter")
        .see("第一党支部")
        .see("[F2 总览]")
        .see("党小组会 第一党小组")
        .press("F5")
        .see("60人");
    // What is saved here is found here, and in no other branch.
    d.press("F4 Ctrl+N").type_text("独此一家的学习").press("Ctrl+S").see("已保存").press("Esc");
    d.press("Ctrl+F").type_text("独此一家").see("独此一家的学习").press("Esc");
    d.press("F2 Ctrl+G").type_text("第二").press("Enter").see("第二党支部").press("F5").see("46人");
    d.press("Ctrl+F").type_text("独此一家").see("没有找到").press("Esc");
    d.press("F4").see("主题党日").see_not("独此一家");
}
