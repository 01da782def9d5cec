//! Ledgers of meetings into the book: rolls frozen with only those marked who stayed away, names that match nobody.
//! Not here: the same ledger once more (`again`).

use super::*;
use zhibu::model::{
    activity::{Activity, Meeting, Roll, Source},
    member::{EventKind, MemberEvent},
};

pub const LEDGER: &str = "序号|时间|类别|主题/议题|地点|主持人|记录人|应到人数|实到人数|请假人员及原因|主要内容|备注";

fn ledger_file(place: &Place, heading: &str, rows: &[&str]) -> PathBuf {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    let head = [vec!["柳林村党支部2025年度组织生活台账".to_owned()], cells(heading)];
    place.write("台账.xlsx", &sheet(&head, rows.iter().map(|r| cells(r))))
}

/// Imports a ledger of these rows, which begin in row 3 of the file.
pub fn import(place: &mut Place, rows: &[&str]) -> Report {
    let file = ledger_file(place, LEDGER, rows);
    place.book.import_activities(&file, false).unwrap()
}

pub fn branch() -> Place {
    Place::with_people(&[
        with(person(1, "张三"), &[(10, "党支部书记")]),
        with(person(2, "李四"), &[(10, "支部委员(组织)")]),
        person(3, "王五"),
        with(person(4, "赵六"), &[(7, "2025-07-01"), (8, ""), (9, "预备党员")]),
        person(5, "钱七"),
        person(6, "钱七"),
    ])
}

pub fn meetings(place: &Place) -> Vec<Meeting> {
    let rows = place.book.activities(2025).unwrap();
    rows.iter().map(|r| place.book.meeting(r.id).unwrap().unwrap()).collect()
}

fn roll(meeting: &Meeting) -> Vec<(&str, Roll, &str)> {
    meeting.attendance.iter().map(|a| (a.name.as_str(), a.roll, a.reason.as_str())).collect()
}

#[test]
fn a_row_becomes_an_activity_where_only_the_excused_are_marked() {
    let mut place = branch();
    let report = import(
        &mut place,
        &[
            "1|2025年3月5日上午9时|主题党日|学习条例|广场|张三|李四|5|4|王 五(生病)|内容|备注",
            "2|2025.8.6|支委会|安排工作|村部|张三|李四|2|2||内容|",
        ],
    );
    assert_eq!((counts(&report), report.problems.len()), ([2, 0, 0, 0, 0], 0), "{report:?}");
    let [theme, committee] = meetings(&place).try_into().unwrap();
    let a = &theme.activity;
    assert_eq!((a.kind.as_str(), a.on.to_string().as_str(), a.starts.as_str()), ("theme_day", "2025-03-05", "09:00"));
    assert_eq!(
        (a.title.as_str(), a.place.as_str(), a.chair.as_str(), a.recorder.as_str()),
        ("学习条例", "广场", "张三", "李四")
    );
    assert_eq!((a.stated_due, a.stated_present, a.source), (Some(5), Some(4), Source::Imported));
    assert_eq!((a.minutes.as_str(), a.extra["备注"].as_str(), a.no.as_str()), ("内容", "备注", "2025-001"));
    assert_eq!(a.recorded_at.date().to_string(), "2026-03-10");
    let unmarked = |name| (name, Roll::Unmarked, "");
    // 赵六 joined in July.
    assert_eq!(
        roll(&theme),
        [unmarked("张三"), unmarked("李四"), ("王五", Roll::Excused, "生病"), unmarked("钱七"), unmarked("钱七")]
    );
    assert_eq!(roll(&committee), [unmarked("张三"), unmarked("李四")]);
    assert_eq!((theme.turnout().present, theme.turnout().stated), (4, true));
}

#[test]
fn names_that_match_nobody_or_several_are_reported_and_nobody_is_marked() {
    let mut place = branch();
    let report = import(
        &mut place,
        &[
            "1|2025-03-05|主题党日|甲|||||",
            "2|2025-03-06|党员大会|乙||||||吴九(生病)、王五",
            "3|2025-03-07|党员大会|丙||||||钱七(外出)",
            "4|2025-03-08|党员大会|丁||||||赵六(生病)",
            "5|2025-03-09|支委会|戊||张三|李四|2|2|王五(生病)",
            "6|2025-03-10|党员大会|己||张三|李四|5|4|张三(生病)",
            "7|2025-08-10|党员大会|庚||||||赵六(外出)、赵六(生病)",
        ],
    );
    let found: Vec<_> = report.problems.iter().map(|p| (p.row, p.value.as_str(), p.message.as_str())).collect();
    let expected = [
        (4, "吴九(生病)、王五", "名册上没有“吴九”"),
        (5, "钱七(外出)", "名册上不止一个“钱七”"),
        (6, "赵六(生病)", "“赵六”这一天不在应到人员中"),
        (7, "王五(生病)", "“王五”这一天不在应到人员中"),
        (7, "王五(生病)", "合计多于应到2人"),
        (8, "张三(生病)", "张三既是主持人又在请假人员中"),
        (9, "赵六(外出)、赵六(生病)", "赵六在请假人员里有两次,记为请假;请核对"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((row, value, message), (r, v, part)) in found.iter().zip(expected) {
        assert_eq!((*row, *value), (r, v));
        assert!(message.contains(part), "{message}");
    }
    assert!(report.problems.iter().all(|p| p.column == "请假人员" && p.severity == Severity::Flagged));
    assert_eq!(counts(&report), [7, 0, 0, 0, 6]);
    let excused: Vec<_> = meetings(&place)
        .iter()
        .flat_map(|m| m.attendance.clone())
        .filter(|a| a.roll != Roll::Unmarked)
        .map(|a| (a.name, a.roll))
        .collect();
    let marked = ["王五", "张三", "赵六"].map(|name| (name.to_owned(), Roll::Excused));
    assert_eq!(excused, marked);
    assert_eq!(place.issues().len(), 7);
}

#[test]
fn who_stayed_away_without_leave_is_absent_and_not_excused() {
    let mut place = branch();
    let heading = LEDGER.replace("请假人员及原因", "请假人员及原因|缺席人员及原因");
    let rows = [
        "1|2025-03-05|主题党日|甲||||6|2|王五(生病)|李四(外出,未请假)、张三(住院)、钱七",
        "2|2025-03-06|主题党日|乙||||6|5|王五(生病)|王五",
    ];
    let file = ledger_file(&place, &heading, &rows);
    let report = place.book.import_activities(&file, false).unwrap();
    let doubts: Vec<_> = report.problems.iter().map(|p| (p.row, p.column.as_str(), p.message.as_str())).collect();
    assert_eq!(doubts.len(), 2, "{doubts:?}");
    assert_eq!((doubts[0].0, doubts[0].1), (3, "缺席人员"));
    assert!(doubts[0].2.contains("分不清是谁缺席"), "{doubts:?}");
    assert!(doubts[1].2.contains("王五在请假人员和缺席人员里都有"), "{doubts:?}");
    let [first, second] = meetings(&place).try_into().unwrap();
    let away = |m| roll(m).into_iter().filter(|(_, roll, _)| *roll != Roll::Unmarked).collect::<Vec<_>>();
    // What stands in the brackets says more than the column.
    let excused = [("张三", Roll::Excused, "住院"), ("王五", Roll::Excused, "生病")];
    assert_eq!(away(&first), [excused[0], ("李四", Roll::Absent, "外出,未请假"), excused[1]]);
    assert_eq!(away(&second), [excused[1]]);
    // Whoever is chosen among namesakes is absent too.
    let asked = place.issues().remove(0);
    let (chosen, _) = place.book.namesakes(&asked).unwrap().remove(1);
    let done = place.book.choose_namesake(asked.id, chosen.id).unwrap();
    assert!(done.label.contains("缺席的是钱七"), "{}", done.label);
    let roll = place.book.meeting(first.activity.id).unwrap().unwrap().attendance;
    assert!(roll.iter().any(|a| a.member == Some(chosen.id) && a.roll == Roll::Absent));
}

#[test]
fn a_stated_reason_excuses_under_any_heading() {
    for heading in ["请假人员及原因", "未到人员及原因", "缺席原因"] {
        let mut place = branch();
        let columns = LEDGER.replace("请假人员及原因", heading);
        let away = "张三(生病)、李四(无故)、王五";
        place
            .book
            .import_activities(
                &ledger_file(&place, &columns, &[&format!("1|2025-03-05|主题党日|甲||||||{away}")]),
                false,
            )
            .unwrap();
        let all = meetings(&place);
        let roll = roll(&all[0]);
        let of = |name: &str| roll.iter().find(|(n, ..)| *n == name).map(|(_, roll, _)| *roll).unwrap();
        let unexplained = if heading.starts_with("请假") { Roll::Excused } else { Roll::Absent };
        assert_eq!((of("张三"), of("李四"), of("王五")), (Roll::Excused, Roll::Absent, unexplained), "{heading}");
    }
}

#[test]
fn who_left_before_the_day_is_not_due() {
    let mut place = branch();
    let gone = place.member("王五");
    let event = MemberEvent::new(&gone, EventKind::TransferredOut, "2025-05-01".parse().unwrap());
    place.book.add_member_event(&event).unwrap();
    import(&mut place, &["1|2025-04-05|主题党日|甲", "2|2025-05-05|主题党日|乙"]);
    let due: Vec<usize> = meetings(&place).iter().map(|m| m.attendance.len()).collect();
    assert_eq!(due, [5, 4]);
}

#[test]
fn rows_that_cannot_be_placed_are_held_with_all_their_cells() {
    let mut place = branch();
    let before = place.dump();
    let report = import(
        &mut place,
        &[
            "1|2026-03-11|党员大会|明天的会|村部",
            "2|不详|党员大会|哪天的会|村部",
            "3|2025-03-05|联欢会|什么会|村部",
            "4|2025-03-05|党员大会|这个会|村部",
            "5|2025-03-05|党员大会|这个会|村部",
            "",
            "制表人:      审核人:",
        ],
    );
    assert_eq!(counts(&report), [1, 0, 0, 4, 0]);
    assert_eq!(held(&report.problems), [(3, "日期"), (4, "日期"), (5, "类别"), (7, "")]);
    assert!(report.problems[3].message.contains("与第6行完全相同"));
    let kept: Vec<String> = place.issues().into_iter().map(|i| i.problem.value).collect();
    assert_eq!(kept[0], "1 | 2026-03-11 | 党员大会 | 明天的会 | 村部");
    assert_eq!(kept.len(), 4);
    assert_eq!(meetings(&place).len(), 1);
    place.book.undo().unwrap();
    assert_eq!(place.dump(), before);
}

#[test]
fn a_rehearsal_of_a_ledger_writes_nothing() {
    let mut place = branch();
    let file = ledger_file(&place, LEDGER, &["1|2025-03-05|主题党日|甲||||6|5|吴九", "2|不详|党员大会|乙"]);
    let before = place.bytes();
    let rehearsed = place.book.import_activities(&file, true).unwrap();
    assert_eq!(open(place.dir.path(), Access::Read).import_activities(&file, true).unwrap(), rehearsed);
    assert_eq!(place.bytes(), before);
    assert_eq!(place.book.import_activities(&file, false).unwrap(), rehearsed);
    assert_eq!(counts(&rehearsed), [1, 0, 0, 1, 1]);
}

#[test]
fn groups_are_known_by_either_numeral_and_further_columns_stay() {
    let mut place = Place::new();
    let heading = [HEADING.map(str::to_owned).to_vec(), vec!["所在党小组".to_owned()]].concat();
    let people = [("张三", "第1党小组"), ("李四", "第2党小组")];
    let rows =
        (1..).zip(people).map(|(no, (name, group))| [person(no, name).to_vec(), vec![group.to_owned()]].concat());
    let file = place.write("花名册.xlsx", &sheet(&[heading], rows));
    place.book.import_roster(&file, false).unwrap();
    let heading = format!("{LEDGER}|学时|主讲人|列席人员");
    let file = ledger_file(
        &place,
        &heading,
        &[
            "1|2025-03-05|第一党小组会|学习",
            "2|2025-03-05|第2党小组会|学习",
            "3|2025-03-05|第9党小组会|学习",
            "4|2025-03-06|党课|书记讲党课:甲||李四|||||||１.5小时|张三|镇干部",
        ],
    );
    for added in [4, 0] {
        let report = place.book.import_activities(&file, false).unwrap();
        assert_eq!(counts(&report), [added, 0, 4 - added, 0, 1], "{report:?}");
        assert_eq!((report.problems[0].row, report.problems[0].column.as_str()), (5, "党小组"));
    }
    let all = meetings(&place);
    let due: Vec<_> = all.iter().map(|m| (m.activity.group.as_str(), m.attendance.len())).collect();
    assert_eq!(due, [("第1党小组", 1), ("第2党小组", 1), ("第9党小组", 0), ("", 2)]);
    let extra: Vec<_> = all[3].activity.extra.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(extra, [("hours", "1.5"), ("lecturer", "张三"), ("列席人员", "镇干部")]);
    assert_eq!(all[3].activity.chair, "李四");
    // Who teaches does not take the chair.
    let file =
        ledger_file(&place, "日期|类别|课题|主讲人", &["2025-04-06|党课|乙|张三", "2025-04-07|党员大会|丙|张三"]);
    place.book.import_activities(&file, false).unwrap();
    let all = meetings(&place);
    let [.., lecture, meeting] = all.as_slice() else { panic!("{all:?}") };
    let field = |a: &Activity, id: &str| a.extra.get(id).cloned().unwrap_or_default();
    assert_eq!((lecture.activity.chair.as_str(), field(&lecture.activity, "lecturer").as_str()), ("", "张三"));
    assert_eq!((meeting.activity.chair.as_str(), field(&meeting.activity, "主讲人").as_str()), ("", "张三"));
}

#[test]
fn a_number_is_taken_with_the_units_of_its_field_only() {
    let mut place = branch();
    let cells = [
        ("2小时", "hours"),
        ("2 学时", "hours"),
        ("90分钟", "学时"),
        ("2天", "学时"),
        ("1小时30分", "学时"),
        ("2人", "学时"),
    ];
    let rows = (1..).zip(&cells).map(|(day, (text, _))| format!("2025-03-{day}|党课|第{day}课|{text}"));
    let rows: Vec<String> = rows.collect();
    let file = ledger_file(&place, "日期|类别|课题|学时", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    place.book.import_activities(&file, false).unwrap();
    for (meeting, (text, at)) in meetings(&place).iter().zip(&cells) {
        let value = if *at == "hours" { "2" } else { text };
        let extra: Vec<_> = meeting.activity.extra.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(extra, [(*at, value)], "{text}");
    }
    let file = ledger_file(&place, "日期|类别|主题|优秀|合格", &["2025-12-03|民主评议|评议|3人|12名"]);
    place.book.import_activities(&file, false).unwrap();
    let last = meetings(&place).pop().unwrap().activity;
    assert_eq!((last.extra["excellent"].as_str(), last.extra["qualified"].as_str()), ("3", "12"));
}

#[test]
fn an_activity_of_members_is_no_theme_day() {
    let mut place = branch();
    let rows = [
        "1|2025-03-05|党员活动|甲",
        "2|2025-03-06|党员志愿服务活动|乙",
        "3|2025-03-07|红色1+1活动|丙",
        "4|2025-03-08|三月党员活动日|丁",
    ];
    assert_eq!(counts(&import(&mut place, &rows)), [4, 0, 0, 0, 0]);
    let kinds: Vec<String> = meetings(&place).into_iter().map(|m| m.activity.kind).collect();
    assert_eq!(kinds, ["member_activity", "member_activity", "red_pair", "theme_day"]);
}

#[test]
fn ten_years_in_one_ledger_come_in() {
    let mut place = branch();
    let lines: Vec<String> = (0..600)
        .map(|n| {
            format!(
                "{n}|{}-{:02}-{:02}|党员大会|第{n}次|村部|张三|李四|5|4|王五(生病)",
                2016 + n / 60,
                n % 12 + 1,
                n % 28 + 1
            )
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let report = import(&mut place, &lines);
    assert_eq!((counts(&report), report.problems.len()), ([600, 0, 0, 0, 0], 0), "{:?}", report.problems.first());
    assert_eq!(place.book.activities(2016).unwrap().len(), 60);
    assert_eq!(place.book.activities(2025).unwrap().iter().map(|a| a.no.as_str()).max(), Some("2025-060"));
    assert_eq!(counts(&import(&mut place, &lines)), [0, 0, 600, 0, 0]);
}

#[test]
fn two_meetings_of_one_day_and_title_are_two_where_the_place_differs() {
    let mut place = branch();
    let rows = ["1|2025-03-05|谈心谈话|谈心|村部", "2|2025-03-05|谈心谈话|谈心|广场"];
    assert_eq!(counts(&import(&mut place, &rows[..1])), [1, 0, 0, 0, 0]);
    assert_eq!(counts(&import(&mut place, &rows)), [1, 0, 1, 0, 0]);
    assert_eq!(counts(&import(&mut place, &rows)), [0, 0, 2, 0, 0]);
}
