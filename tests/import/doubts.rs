//! What an import asked is answered by what it is about, never by how it was worded.

use super::{
    activities::{branch, import, meetings},
    *,
};
use zhibu::model::activity::{Meeting, Roll};

/// All that is asked is worded otherwise, as a later version may do.
fn reword(place: &Place) {
    let conn = rusqlite::Connection::open(place.data().join("zhibu.db")).unwrap();
    conn.execute_batch("DROP TRIGGER journal_import_issue_update; UPDATE import_issue SET message = '另一种说法'")
        .unwrap();
}

#[test]
fn a_members_doubt_is_settled_by_putting_it_right_however_it_is_worded() {
    let wrong_birth = with(person(1, "张三"), &[(4, "1971-08-28")]);
    let too_soon = with(person(2, "李四"), &[(8, "1999-12-01")]);
    let young = with(person(3, "王五"), &[(7, "1980-01-01"), (8, "1981-01-01")]);
    let mut place = Place::with_people(&[wrong_birth, too_soon, young]);
    reword(&place);
    assert_eq!(place.issues().len(), 3);
    let date = |text: &str| Some(text.parse().unwrap());
    place.book.save_member(&Member { phone: "13912345678".into(), ..place.member("张三") }).unwrap();
    assert_eq!(place.issues().len(), 3, "something else was put right");
    place.book.save_member(&Member { birth: date("1972-08-28"), ..place.member("张三") }).unwrap();
    place.book.save_member(&Member { full: date("2000-11-15"), ..place.member("李四") }).unwrap();
    place
        .book
        .save_member(&Member { joined: date("2000-01-01"), full: date("2001-01-01"), ..place.member("王五") })
        .unwrap();
    assert_eq!(place.issues(), []);
}

#[test]
fn a_meetings_doubt_is_settled_by_putting_it_right_however_it_is_worded() {
    let rows = [
        "1|2025-03-05|主题党日|甲||||五六|3",
        "2|2025-03-06|主题党日|乙||||6|许多",
        "3|2025-03-07|主题党日|丙||||3|5",
        "4|2025-03-08|主题党日|丁||||6|6|王五(生病)",
        "5|2025-03-09|主题党日|戊||张三|||| 张三(生病)",
        "6|2025-03-10|主题党日|己|||李四|||李四(生病)",
        "7|2025-03-11|党小组会|庚",
        "8|2025-03-12|主题党日|辛||||||吴九(生病)",
    ];
    let mut place = branch();
    import(&mut place, &rows);
    for name in ["王五", "吴九"] {
        let member = place.book.members().unwrap().into_iter().find(|m| m.name == name);
        let member = member.unwrap_or_else(|| Member { name: name.into(), ..place.book.new_member().unwrap() });
        place.book.save_member(&Member { group: "第一党小组".into(), ..member }).unwrap();
    }
    reword(&place);
    assert_eq!(place.issues().len(), 8);
    let put_right = |m: &mut Meeting| match m.activity.title.as_str() {
        "甲" | "丙" => m.activity.stated_due = Some(5),
        "乙" | "丁" => m.activity.stated_present = Some(4),
        "戊" => m.activity.chair = "李四".into(),
        "己" => m.attendance.iter_mut().filter(|a| a.name == "李四").for_each(|a| a.roll = Roll::Present),
        "庚" => m.activity.group = "第一党小组".into(),
        _ => {
            m.attendance[0] = zhibu::model::activity::Attendance {
                name: "吴九".into(),
                roll: Roll::Excused,
                ..m.attendance[0].clone()
            }
        }
    };
    for (done, mut meeting) in (1..).zip(meetings(&place)) {
        meeting.activity.place = "村部".into();
        place.book.save_meeting(&meeting).unwrap();
        assert_eq!(place.issues().len(), 9 - done, "{}: something else was put right", meeting.activity.title);
        put_right(&mut meeting);
        place.book.save_meeting(&meeting).unwrap();
        assert_eq!(place.issues().len(), 8 - done, "{}", meeting.activity.title);
    }
}
