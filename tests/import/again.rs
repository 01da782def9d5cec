//! The same ledger once more, and what was put right since: which record a row is.
//! Not here: what a row becomes (`ledger`).

use super::{
    activities::{LEDGER, branch, import, meetings},
    *,
};
use zhibu::model::activity::{Meeting, Roll};

#[test]
fn the_same_ledger_again_adds_nothing() {
    let rows = [
        "1|2025-03-05|主题党日|甲||||6|5|吴九(生病)",
        "2|2025-03-05|主题党日|乙",
        "3|2025-03-05|党员大会|甲",
        "4|2026-03-11|党员大会|甲",
        "5|2025-03-05|主题党日|乙",
    ];
    let mut place = branch();
    assert_eq!(counts(&import(&mut place, &rows)), [3, 0, 0, 2, 1]);
    let before = (place.dump(), place.book.history(99).unwrap().len());
    assert_eq!(counts(&import(&mut place, &rows)), [0, 0, 3, 2, 1]);
    assert_eq!((place.dump(), place.book.history(99).unwrap().len()), before);
    // What a person has completed since stays so.
    let mut mine = meetings(&place).remove(0);
    mine.activity.place = "村部".into();
    mine.attendance.iter_mut().for_each(|a| a.roll = Roll::Present);
    place.book.save_meeting(&mine).unwrap();
    let before = place.dump();
    import(&mut place, &rows);
    assert_eq!(place.dump(), before);
}

#[test]
fn a_record_put_right_since_is_still_the_row_that_it_came_from() {
    let rows = [
        "1|3月5日|主题党日|错的题目|村部|张三|李四|5|4",
        "2|3月6日|党员大会|甲|村部",
        "3|3月7日|支委会|乙|村部",
        "4|3月8日|运动会|丙|村部",
    ];
    let mut place = branch();
    assert_eq!(counts(&import(&mut place, &rows)), [3, 0, 0, 1, 0]);
    let changed = |m: &mut Meeting| match m.activity.title.as_str() {
        "错的题目" => m.activity.title = "对的题目".into(),
        "甲" => m.activity.on = "2024-12-30".parse().unwrap(),
        _ => m.activity.kind = "group_meeting".into(),
    };
    for mut meeting in meetings(&place) {
        changed(&mut meeting);
        place.book.save_meeting(&meeting).unwrap();
    }
    // The row that was held, made a record of another day and title.
    let held = place.issues().remove(0);
    let mut record = place.book.held_meeting(&held, "training", Some(("2025-03-09".parse().unwrap(), ""))).unwrap();
    record.meeting.activity.title = "丁".into();
    place.book.save_held_meeting(&record.meeting, held.id).unwrap();
    let before = place.dump();
    assert_eq!(counts(&import(&mut place, &rows)), [0, 0, 3, 1, 0]);
    assert_eq!(place.dump(), before);
    // Numbered anew and with a row more it is the same file still; the row that a record used to look like is a new one.
    let more = ["7|3月5日|主题党日|错的题目|村部|张三|李四|5|4", "8|3月5日|主题党日|错的题目|广场"];
    assert_eq!(counts(&import(&mut place, &more)), [1, 0, 1, 0, 0]);
}

#[test]
fn a_held_row_that_became_a_record_is_that_record_when_it_could_be_taken() {
    // The year of a day without one is told by the file alone.
    for day in ["2026-03-12", "3月12日"] {
        let mut place = branch();
        let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let head = [vec!["柳林村党支部2026年度组织生活台账".to_owned()], cells(LEDGER)];
        let row = cells(&format!("1|{day}|主题党日|甲|村部"));
        let file = place.write("台账.xlsx", &sheet(&head, std::iter::once(row)));
        assert_eq!(counts(&place.book.import_activities(&file, false).unwrap()), [0, 0, 0, 1, 0]);
        let held = place.issues().remove(0);
        let mut record =
            place.book.held_meeting(&held, "theme_day", Some(("2026-03-09".parse().unwrap(), ""))).unwrap();
        record.meeting.activity.title = "乙".into();
        place.book.save_held_meeting(&record.meeting, held.id).unwrap();
        let Place { dir, book } = place;
        drop(book);
        let later = Clock::fixed("2026-03-20".parse().unwrap());
        let folder = dir.path().join("数据");
        let mut book =
            Book::open_with(&folder, Access::Write, later, Catalog::built_in(), Some(dir.path().join("记忆"))).unwrap();
        assert_eq!(counts(&book.import_activities(&file, false).unwrap()), [0, 0, 1, 0, 0], "{day}");
        assert_eq!(book.activities(2026).unwrap().len(), 1);
    }
}

#[test]
fn the_words_of_one_year_are_not_those_of_another() {
    let mut place = branch();
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    for year in [2025, 2024] {
        let head = [vec![format!("柳林村党支部{year}年度组织生活台账")], cells(LEDGER)];
        let rows = ["1|3月5日|主题党日|学习|村部"];
        let file = place.write("台账.xlsx", &sheet(&head, rows.iter().map(|r| cells(r))));
        assert_eq!(counts(&place.book.import_activities(&file, false).unwrap()), [1, 0, 0, 0, 0], "{year}");
        assert_eq!(counts(&place.book.import_activities(&file, false).unwrap()), [0, 0, 1, 0, 0], "{year}");
    }
}
