//! Entry must be quick: keys counted for the tasks that PRODUCT promises, free text not counted.

use crate::driver::Driver;

/// The same keys with the input method off, and as they come by number with it on: full-width digits, U+3000 for Space.
const WAYS: [fn(&str) -> String; 2] = [str::to_owned, |key| match key.as_bytes() {
    b"Space" => "\u{3000}".to_owned(),
    [digit @ b'0'..=b'9'] => char::from_u32(u32::from(*digit) + 0xFEE0).unwrap().to_string(),
    _ => key.to_owned(),
}];

/// Keys by their names, each counted.
fn press<'d>(d: &'d mut Driver, way: fn(&str) -> String, keys: &str) -> &'d mut Driver {
    keys.split(' ').for_each(|key| d.press_one(&way(key)));
    d
}

#[test]
fn a_theme_day_with_three_excused_takes_at_most_30_keys() {
    for way in WAYS {
        let mut d = Driver::demo_on("2026-12-06");
        d.keys = 0;
        press(&mut d, way, "F4 Ctrl+N").type_text("年度总结");
        press(&mut d, way, "Ctrl+T Ctrl+A");
        for (no, why) in [("7", "外出务工"), ("1 2", "生病"), ("3 0", "家中有事")] {
            press(&mut d, way, no);
            press(&mut d, way, "Space").type_text(why);
            press(&mut d, way, "Enter");
        }
        press(&mut d, way, "Ctrl+S").see("已保存");
        assert!(d.keys <= 30, "{} keys", d.keys);
        let row = d.book().activities(2026).unwrap().pop().unwrap();
        assert_eq!((row.title.as_str(), row.turnout.due, row.turnout.present, row.unmarked), ("年度总结", 46, 43, 0));
    }
}

#[test]
fn a_committee_meeting_like_the_last_takes_at_most_15_keys() {
    for way in WAYS {
        let mut d = Driver::demo();
        d.keys = 0;
        press(&mut d, way, "F3 Ctrl+N 2").type_text("安排下月工作");
        press(&mut d, way, "Ctrl+T Ctrl+A Ctrl+S").see("已保存");
        assert!(d.keys <= 15, "{} keys", d.keys);
        let book = d.book();
        let row = book.activities(2026).unwrap().into_iter().find(|r| r.title == "安排下月工作").unwrap();
        let meeting = book.meeting(row.id).unwrap().unwrap();
        assert_eq!((row.kind.as_str(), row.turnout.due, row.turnout.present), ("committee_meeting", 3, 3));
        assert!(!meeting.activity.chair.is_empty() && !meeting.activity.place.is_empty());
        assert!(meeting.activity.minutes.is_empty(), "content is never copied");
    }
}

#[test]
fn a_committee_meeting_of_another_day_takes_at_most_15_keys() {
    for way in WAYS {
        let mut d = Driver::demo();
        d.keys = 0;
        press(&mut d, way, "F3 Ctrl+N 2").type_text("前几天开的");
        press(&mut d, way, "Up Up Up 1 1 . 5 Ctrl+T Ctrl+A Ctrl+S").see("已保存");
        assert!(d.keys <= 15, "{} keys", d.keys);
        let row = d.book().activities(2026).unwrap().into_iter().find(|r| r.title == "前几天开的").unwrap();
        assert_eq!(row.on.to_string(), "2026-11-05");
    }
}

#[test]
fn a_member_is_found_by_initials_in_5_keys() {
    let mut d = Driver::demo();
    d.keys = 0;
    d.press("F5 z q h Enter").see("党员 曾庆和");
    assert!(d.keys <= 5);
}

#[test]
fn a_member_is_found_by_number_in_5_keys() {
    for way in WAYS {
        let mut d = Driver::demo();
        d.keys = 0;
        press(&mut d, way, "F5 1 7 Enter").see("党员 冼美玲");
        assert!(d.keys <= 5);
    }
}

#[test]
fn a_deduction_with_its_reason_takes_at_most_8_keys() {
    for way in WAYS {
        let mut d = Driver::demo();
        d.keys = 0;
        press(&mut d, way, "F6 5 1 Enter 1 Enter").type_text("标语陈旧");
        press(&mut d, way, "Enter").see("5.1 已定");
        assert!(d.keys <= 8, "{} keys", d.keys);
    }
}

#[test]
fn the_score_is_one_key_away_from_anywhere() {
    for way in ["", "F3", "F4", "F5", "F6", "F4 Ctrl+N", "F5 Enter", "F4 Ctrl+N Ctrl+T"] {
        let mut d = Driver::demo();
        d.press(way).press("F9").see("得分预览").see("还能做的");
    }
}

#[test]
fn the_record_in_front_is_printed_in_2_keys() {
    let mut d = Driver::demo();
    d.press("F4 Enter");
    d.keys = 0;
    d.press("Ctrl+P").see("已生成");
    assert!(d.keys <= 2);
    let files = d.opened();
    assert_eq!(files.len(), 1);
    assert!(files[0].starts_with(d.folder().join("输出")) && files[0].extension().unwrap() == "docx");
    assert!(std::fs::metadata(&files[0]).unwrap().len() > 1000);
}

#[test]
fn the_dues_of_march_for_everybody_but_two_take_at_most_12_keys() {
    for way in WAYS {
        let mut d = Driver::demo();
        // Nobody has paid March yet.
        d.press("F5 Right Home Right Right");
        for _ in 0..46 {
            d.press("Space Down");
        }
        // One has paid through another, which Space does not take back.
        d.press("2 7 Enter").erase().type_text("0").press("Ctrl+S");
        assert_eq!(d.book().dues(2026).unwrap().month(3).0.paid, 0);
        d.press("F3");
        d.keys = 0;
        press(&mut d, way, "F5 Right Home Right Right Ctrl+A 7 Space 1 2 Space").see("翟金枝");
        assert!(d.keys <= 12, "{} keys", d.keys);
        let all = d.book().dues(2026).unwrap();
        let open: Vec<&str> = all.open(3).map(|l| l.member.name.as_str()).collect();
        assert_eq!((all.month(3).0.owing, open), (45, vec!["尉迟广林", "翟金枝"]));
    }
}
