//! While a text has the focus, the keys that edit text edit it: they are no commands, and no record is touched.
//! Not here: what becomes of text that is thrown away (`kept`).

use crate::driver::Driver;
use std::collections::BTreeSet;
use zhibu::tui::{command::Place, key::Typing};

/// Ways to every place where a text has the focus, some of them several fields of one place.
const WAYS: &[&str] = &[
    "党员",
    "党员 换视图",
    "党员 打开",
    "党员 新建",
    "党员 打开 登记变动",
    "党员 打开 党费标准",
    "党员 导入",
    "党员 换视图 打开",
    "会议 打开",
    "会议 新建",
    "会议 其他材料",
    "会议 打开 表决",
    "会议 新建 2 点名",
    "主题党日 打开 点名 1 Space",
    "主题党日 其他材料",
    "考核 打开",
    "考核 备注照片",
    "考核 各张表 新建",
    "考核 各张表 存为自查",
    "台账 新建",
    "台账 打开",
    "查找",
    "命令",
    "改动记录",
    "支部信息",
    "换党组织",
    "得分预览 检查日",
    "会议 调阅意见 Home 打开",
];

/// The keys that edit text, in an order in which each finds something to do.
const EDITING: [&str; 7] = ["Home", "Del", "End", "Backspace", "Ctrl+W", "Ctrl+A", "Ctrl+U"];

/// Everything that was ever done, and how the records stand.
fn state(d: &Driver) -> (usize, String) {
    let book = d.book();
    let counts = format!("{:?} {:?}", book.members().unwrap(), book.activities(2026).unwrap());
    (book.history(10_000).unwrap().len(), counts)
}

#[test]
fn a_key_that_edits_text_never_touches_a_record() {
    let mut reached = BTreeSet::new();
    for way in WAYS {
        let mut d = Driver::demo();
        let before = state(&d);
        d.act(way);
        let place = d.app.place();
        reached.insert(place);
        for key in EDITING {
            d.type_text("曾庆和甲");
            assert_eq!(d.app.typing(), Typing::Text, "nothing could be typed at {place:?}, {way}\n{}", d.text());
            d.press(key);
            assert_eq!(d.app.place(), place, "{key} led away from {way}\n{}", d.text());
        }
        // With nothing left to erase they do nothing either.
        for key in ["Ctrl+U", "Del", "Backspace", "Del", "Backspace"] {
            d.press(key);
            assert_eq!(d.app.place(), place, "{key} led away from {way}\n{}", d.text());
        }
        assert!(state(&d) == before, "something was done by {way}\n{}", d.text());
    }
    println!("{reached:?}");
}
