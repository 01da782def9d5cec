//! While a text has the focus, the keys that edit text edit it: they are no commands, and no record is touched.
//! Not here: what becomes of text that is thrown away (`kept`).

use crate::driver::Driver;
use std::collections::BTreeSet;
use zhibu::tui::{
    command::Place::{self, *},
    key::Typing,
};

/// Ways to every place where a text has the focus, some of them to several kinds of it.
const WAYS: &[&str] = &[
    "党员",
    "党员 换视图",
    "党员 打开",
    "党员 新建 3 Enter Enter",
    "党员 导入",
    "党员 打开 登记变动 Down",
    "党员 打开 党费标准 Tab",
    "党员 换视图 打开",
    "会议 打开",
    "会议 新建",
    "会议 新建 1 Enter 表决",
    "会议 新建 2 点名",
    "会议 其他材料",
    "会议 调阅意见 Home 打开 Tab",
    "主题党日 打开 点名 1 Space",
    "考核 打开",
    "考核 备注照片",
    "考核 各张表 新建",
    "考核 各张表 存为自查",
    "台账 新建",
    "台账 6 打开",
    "查找",
    "命令",
    "支部信息",
    "换党组织",
    "得分预览 检查日",
];

/// The keys that edit text, in an order in which each finds something to do.
const EDITING: [&str; 7] = ["Home", "Del", "End", "Backspace", "Ctrl+W", "Ctrl+A", "Ctrl+U"];

/// Everything that was ever done, and how the records stand.
fn state(d: &Driver) -> (usize, String) {
    let book = d.book();
    let counts = format!("{:?} {:?}", book.members().ok(), book.activities(2026).ok());
    (book.history(10_000).unwrap().len(), counts)
}

/// Types into the text that has the focus before each of the keys that edit it, which do that and nothing else.
#[track_caller]
fn only_edits(d: &mut Driver) {
    let (place, before) = (d.app.place(), state(d));
    let stays = |d: &Driver, key| assert_eq!(d.app.place(), place, "{key} leads away:\n{}", d.text());
    for key in EDITING {
        d.type_text("曾庆和甲");
        assert_eq!(d.app.typing(), Typing::Text, "nothing can be typed at {place:?}:\n{}", d.text());
        d.press(key);
        stays(d, key);
    }
    // With nothing left to erase they do nothing either.
    for key in ["Ctrl+U", "Del", "Backspace", "Del"] {
        d.press(key);
        stays(d, key);
    }
    assert!(state(d) == before, "something was done to the records at {place:?}:\n{}", d.text());
}

#[test]
fn a_key_that_edits_text_never_touches_a_record() {
    let mut reached: BTreeSet<Place> = BTreeSet::new();
    let mut at = |d: &mut Driver| {
        reached.insert(d.app.place());
        only_edits(d);
    };
    for way in WAYS {
        at(Driver::demo().act(way));
    }
    at(&mut Driver::empty());
    at(Driver::demo().act("主题党日 打开").type_text("(改)").act("Esc 草稿"));
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("民主评议");
    at(d.act("评定等次"));
    at(Driver::demo().act("考核 导入").paste("一、宣传(满分10分)\n1.1 栏目更新(10分)").act("改名称"));
    let mut d = Driver::demo();
    d.act("会议 新建");
    d.choose("组织生活会");
    at(d.type_text("查摆").go_to("会上查摆问题").type_text("标语陈旧").act("保存 问题整改 Tab"));
    // Everywhere else there is nothing to type into.
    let silent = [
        Home,
        Meetings,
        ThemeDays,
        Issues,
        Checklist,
        Ledgers,
        Preview,
        Paper,
        ImportPreview,
        ChecklistPreview,
        Attachments,
        Sheets,
        Comparison,
        Rounds,
        AllOrgs,
        Counted,
        Readings,
        History,
    ];
    let missing: Vec<&Place> = Place::ALL.iter().filter(|p| !reached.contains(p) && !silent.contains(p)).collect();
    assert!(missing.is_empty(), "no way to {missing:?}");
}

#[test]
fn a_member_is_deleted_with_the_focus_on_the_rows_alone() {
    let mut d = Driver::demo();
    d.act("党员").type_text("zqh").press("Home Del").see("查找:qh").press("Ctrl+U").see("46人");
    d.press("Del").see("先按 ↓").refused("删除").see("先按 ↓").press("Esc");
    assert_eq!(d.book().members().unwrap().len(), 46);
    d.type_text("曾庆和");
    assert!(d.cursor().is_some());
    d.press("Down");
    assert!(d.cursor().is_none(), "the focus has left the line");
    // Whatever is typed leads back to the line.
    d.press("Backspace").see("查找:曾庆").press("Del").see("先按 ↓");
    d.act("Down 删除").see("曾庆和名下有");
}

#[test]
fn what_is_marked_or_cleared_in_a_field_comes_back() {
    let mut d = Driver::demo();
    d.act("主题党日 新建").type_text("先学文件,再议事").press("Ctrl+W").see("先学文件,").see_not("再议事");
    d.act("撤销").see("先学文件,再议事").press("Ctrl+A").type_text("换了").see_not("先学文件");
    d.act("撤销").see("先学文件,再议事").press("Ctrl+U").see_not("先学文件").act("撤销").see("先学文件,再议事");
    // In the box of the roll call they are commands only as long as nothing is typed there.
    d.act("点名").type_text("曾").press("Ctrl+A").see("到会0").see_not("Ctrl+A 全部到会").press("Backspace");
    d.see("Ctrl+A 全部到会").press("Ctrl+A").see("到会46");
}
