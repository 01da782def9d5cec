//! Ledgers with the mistakes that real ones have.

use super::*;
use proptest::prelude::*;

const TITLE: &str = "某村党支部2025年度组织生活台账";
const HEADING: &str = "序号|时间|类别|主题/议题|地点|主持人|记录人|应到人数|实到人数|请假人员及原因|主要内容|备注";

fn kinds() -> Vec<ActivityKind> {
    let kind = |id: &str, name: &str| -> ActivityKind {
        toml::from_str(&format!("id = '{id}'\nname = '{name}'\ntitle_label = '主题'")).unwrap()
    };
    vec![kind("members_meeting", "党员大会"), kind("theme_day", "主题党日"), kind("group_meeting", "党小组会")]
}

fn grid(lines: &[&str]) -> Grid {
    let cell = |t: &str| if t.is_empty() { Cell::Empty } else { Cell::Text(t.to_owned()) };
    let rows = (1..).zip(lines.iter().map(|l| l.split('|').map(cell).collect::<Vec<_>>()));
    Grid { name: "台账".into(), rows: rows.filter(|(_, cells)| cells.iter().any(|c| !c.is_blank())).collect() }
}

fn read(lines: &[&str]) -> ActivitiesFile {
    let today = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
    read_activities(&[grid(&[&[TITLE, HEADING], lines].concat())], &kinds(), today).unwrap()
}

fn day(text: &str) -> Option<String> {
    let row = read(&[&format!("1|{text}|党员大会|议题|||||||")]).rows.remove(0);
    assert_eq!(row.is_held(), row.on.is_none());
    row.on.map(|d| d.to_string())
}

#[test]
fn a_row_becomes_an_activity() {
    let file = read(&[
        "1|2025年1月5日上午9时|主题党日|学习条例|广场|甲|乙|58|45人|胡俊德(生病)、曹海(外出务工)|第一行\n第二行|",
    ]);
    let row = &file.rows[0];
    assert_eq!((file.header_row, row.row), (2, 3));
    assert_eq!(row.on.map(|d| d.to_string()).as_deref(), Some("2025-01-05"));
    assert_eq!((row.starts.as_str(), row.kind.as_deref()), ("09:00", Some("theme_day")));
    assert_eq!((row.stated_due, row.stated_present), (Some(58), Some(45)));
    let away: Vec<_> = row.away.iter().map(|a| (a.name.as_str(), a.reason.as_str(), a.roll)).collect();
    assert_eq!(away, [("胡俊德", "生病", Roll::Excused), ("曹海", "外出务工", Roll::Excused)]);
    assert_eq!((row.title.as_str(), row.minutes.as_str()), ("学习条例", "第一行\n第二行"));
    assert!(row.problems.is_empty() && file.skipped.is_empty());
    // What names it in later imports: under the file's own headings, whatever they are taken for; without its number.
    assert!(
        row.words.starts_with("时间\u{1f}2025年1月5日上午9时\u{1e}类别\u{1f}主题党日\u{1e}主题/议题\u{1f}"),
        "{:?}",
        row.words
    );
}

#[test]
fn a_date_without_a_year_is_of_the_ledgers_year() {
    assert_eq!(day("3月8日").as_deref(), Some("2025-03-08"));
    assert_eq!(day("12.31").as_deref(), Some("2025-12-31"));
    assert_eq!(day("2024.12.30").as_deref(), Some("2024-12-30"));
    for unknown in ["", "昨天", "周五", "15日", "2025年3月", "不详", "2025-02-30"] {
        assert_eq!(day(unknown), None, "{unknown}");
    }
}

#[test]
fn rows_that_cannot_be_placed_are_held() {
    let file =
        read(&["1||党员大会|议题", "2|2025-03-05|运动会|议题", "3|2025-03-05||议题", "4|2025-03-05|第1党小组会|议题"]);
    let held: Vec<&str> = file.rows.iter().filter(|r| r.is_held()).map(|r| r.problems[0].column.as_str()).collect();
    assert_eq!(held, [DAY, KIND, KIND]);
    assert_eq!(file.rows[0].problems[0].value, "1 | 党员大会 | 议题");
    assert_eq!(file.rows[3].group, "第1党小组");
}

#[test]
fn doubtful_figures_are_flagged() {
    let file = read(&[
        "1|2025-03-05|党员大会|议题||||很多|3",
        "2|2025-03-05|党员大会|议题||||3|5",
        "3|2026-05-01|党员大会|议题",
        "合计:3次",
    ]);
    let problems: Vec<(u32, &str, &str)> =
        file.rows.iter().flat_map(|r| &r.problems).map(|p| (p.row, p.column.as_str(), p.value.as_str())).collect();
    assert_eq!(problems, [(3, DUE, "很多"), (4, PRESENT, "5"), (5, DAY, "2026-05-01")]);
    assert_eq!(file.skipped.len(), 1);
    let held: Vec<u32> = file.rows.iter().filter(|r| r.is_held()).map(|r| r.row).collect();
    assert_eq!(held, [5], "nothing is on record that has not been");
}

#[test]
fn columns_without_a_field_are_kept() {
    let heading = HEADING.replace("备注", "列席人员").replace("序号", "开始时间");
    let file = read_activities(
        &[grid(&[TITLE, &heading, "9点半|2025-03-05|党员大会|议题||||3|3||内容|镇干部\u{1b}"])],
        &kinds(),
        NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
    )
    .unwrap();
    let row = &file.rows[0];
    assert_eq!(row.starts, "09:30");
    assert_eq!(row.extra.iter().collect::<Vec<_>>(), [(&"列席人员".to_owned(), &"镇干部·".to_owned())]);
    assert_eq!(row.cells[7], ("列席人员".to_owned(), "镇干部\u{1b}".to_owned()));
}

proptest! {
    #[test]
    fn any_grid_is_answered(rows in proptest::collection::vec("(\\PC|[|0-9.年月日]){0,60}", 0..6)) {
        let lines: Vec<&str> = rows.iter().map(String::as_str).collect();
        let file = read(&[&["1|2025-03-05|党员大会"], lines.as_slice()].concat());
        prop_assert!(file.rows.iter().all(|r| r.is_held() || (r.on.is_some() && r.kind.is_some())));
    }
}
