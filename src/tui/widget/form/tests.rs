//! What keys do to a form.

use super::*;
use crate::tui::key::{key, plain};

fn type_in(form: &mut Form, text: &str) {
    for c in text.chars() {
        form.input(&Input::Key(plain(c)));
    }
}

#[test]
fn keys_move_between_fields_and_type_in_them() {
    let choice = Kind::Choice(vec!["男".into(), "女".into()]);
    let mut form = Form::new(vec![
        Field::line("name", "姓名", ""),
        Field::new("sex", "性别", choice, ""),
        Field::new("minutes", "记录", Kind::Lines, ""),
        Field::new("roll", "点名", Kind::Action, ""),
    ]);
    type_in(&mut form, "张三");
    assert!(form.is_dirty());
    assert_eq!(form.input(&Input::Key(key(KeyCode::Enter))), Event::Left("name".into()));
    type_in(&mut form, "2");
    assert_eq!(form.get("sex"), "女");
    form.input(&Input::Key(key(KeyCode::Right)));
    assert_eq!(form.get("sex"), "男");
    form.input(&Input::Key(key(KeyCode::Tab)));
    type_in(&mut form, "一");
    form.input(&Input::Key(key(KeyCode::Enter)));
    form.input(&Input::Paste("二\r\n三".into()));
    assert_eq!(form.get("minutes"), "一\n二\n三");
    form.input(&Input::Key(key(KeyCode::Up)));
    assert_eq!(form.focus, 2);
    form.input(&Input::Key(key(KeyCode::Tab)));
    assert_eq!(form.typing(), Typing::No);
    assert_eq!(form.input(&Input::Key(key(KeyCode::Enter))), Event::Acted("roll".into()));
}

#[test]
fn the_reading_of_a_date_is_shown() {
    let today = "2026-03-10".parse().unwrap();
    let read = |kind, text| {
        let form = Form::new(vec![Field::new("day", "日期", kind, text), Field::new("from", "起", Kind::Day, "2.20")]);
        form.reading(&form.fields[0], today)
    };
    assert_eq!(read(Kind::Day, "3.5").unwrap(), "= 2026-03-05 周四");
    assert!(read(Kind::Day, "13月5").is_err());
    assert_eq!(read(Kind::Day, "2026-03-05").unwrap(), "周四");
    assert!(read(Kind::Time, "9点").unwrap().contains("09:00"));
    assert_eq!(read(Kind::Deadline("from".into()), "2.1").unwrap(), "= 2027-02-01 周一");
}

#[test]
fn a_draft_goes_back_in() {
    let mut form = Form::new(vec![Field::line("a", "甲", "x"), Field::line("b", "乙", "")]);
    let values = BTreeMap::from([("a".to_owned(), "改过".to_owned()), ("gone".to_owned(), "旧".to_owned())]);
    form.restore(&values);
    assert_eq!((form.get("a"), form.get("b")), ("改过", ""));
    form.mark_saved();
    assert!(!form.is_dirty());
    assert_eq!(form.undo_typing(false), Some(true));
    assert_eq!(form.get("a"), "x");
}

#[test]
fn a_blank_before_the_text_ticks_it_off_and_takes_the_tick_away() {
    let mut form = Form::new(vec![Field::new("dues", "交党费", Kind::Lines, "").ticked_off()]);
    type_in(&mut form, "　");
    assert_eq!(form.get("dues"), "√");
    type_in(&mut form, " ");
    assert_eq!(form.get("dues"), "");
    type_in(&mut form, " 交了 46 人");
    assert_eq!(form.get("dues"), "√交了 46 人", "behind a text a blank is a blank");
    form.input(&Input::Key(key(KeyCode::Home)));
    type_in(&mut form, " ");
    assert_eq!(form.get("dues"), "交了 46 人");
    type_in(&mut form, " ");
    assert_eq!(form.get("dues"), "√交了 46 人");
    assert_eq!(form.undo_typing(false), Some(true));
    assert_eq!(form.get("dues"), "交了 46 人");
    let mut old = Form::new(vec![Field::line("dues", "交党费", "是").ticked_off()]);
    type_in(&mut old, " ");
    assert_eq!(old.get("dues"), "");
}
