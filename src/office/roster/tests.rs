//! Rosters with the mistakes that real ones have. All people are invented.

use super::*;
use crate::model::{
    date::PartialDate,
    member::{Category, Role, Sex},
};
use proptest::prelude::*;

const HEADING: &str = "序号|姓 名|性别|民族|出生\n年月|公民身份号码|文化\n程度|入党时间|转正时间|党员类别|工作岗位\n(党内外职务)|联系电话|是否流动党员|籍贯";
const ZHANG: &str = "1|张  三|男|汉|1972-08-28|419923197208280014|高中|1999.11|20001115|正式|村党支部书记、村委会主任|13900003802|否|某县";

fn cell(text: &str) -> Cell {
    match text.strip_prefix('#').and_then(|n| n.parse().ok()) {
        Some(number) => Cell::number(number),
        None if text.is_empty() => Cell::Empty,
        None => Cell::Text(text.to_owned()),
    }
}

fn grid(lines: &[&str]) -> Grid {
    let rows = (1..).zip(lines.iter().map(|l| l.split('|').map(cell).collect::<Vec<_>>()));
    Grid { name: "花名册".into(), rows: rows.filter(|(_, cells)| cells.iter().any(|c| !c.is_blank())).collect() }
}

fn read(lines: &[&str]) -> RosterFile {
    read_roster(&[grid(&[&[HEADING], lines].concat())]).unwrap()
}

/// The problems of a row that is `ZHANG` but for one column: `column value severity`.
fn with(changes: &[(usize, &str)]) -> (RosterRow, Vec<String>) {
    let mut cells: Vec<&str> = ZHANG.split('|').collect();
    for (column, text) in changes {
        cells[*column] = text;
    }
    let row = read(&[&cells.join("|")]).rows.remove(0);
    let problems = row.problems.iter().map(|p| format!("{}={} {}", p.column, p.value, p.message)).collect();
    (row, problems)
}

fn date(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

#[test]
fn a_sound_row_gives_a_member_without_questions() {
    let (row, problems) = with(&[]);
    assert_eq!(problems, Vec::<String>::new());
    let m = &row.member;
    assert_eq!((row.row, m.no, m.name.as_str(), m.ethnicity.as_str()), (2, 1, "张三", "汉族"));
    assert_eq!(
        (m.sex, m.birth, m.joined, m.full),
        (Some(Sex::Male), date("1972-08-28"), date("1999-11"), date("2000-11-15"))
    );
    assert_eq!((m.category, m.role, m.phone.whole()), (Category::Full, Some(Role::Secretary), "13900003802"));
    assert_eq!((m.id_number.whole(), m.education.as_str()), ("419923197208280014", "高中"));
    assert_eq!(m.extra.get("籍贯").map(String::as_str), Some("某县"));
}

#[test]
fn every_doubtful_cell_is_flagged_with_its_text() {
    #[rustfmt::skip]
    let cases: &[(&[(usize, &str)], &str)] = &[
        (&[(5, "419923197208280013")], "公民身份号码=419923197208280013 身份证号校验码不符"),
        (&[(5, "419923720828001")], "公民身份号码=419923720828001 15位旧号码"),
        (&[(5, "#419923197208280000")], "公民身份号码=419923197208280000 这一格在表格里存成了数字,Excel 已丢失"),
        (&[(5, "4.19923E+17")], "公民身份号码=4.19923E+17 这一格在表格里存成了数字,Excel 已丢失"),
        (&[(5, "41992319720828001")], "公民身份号码=41992319720828001 身份证号应为18位"),
        (&[(2, "女")], "性别=女 与身份证号不一致(身份证号为男)"),
        (&[(2, "南")], "性别=南 应为“男”或“女”"),
        (&[(4, "1971-08-28")], "出生日期=1971-08-28 与身份证号不一致(身份证号为1972-08-28)"),
        (&[(4, "1972.13")], "出生日期=1972.13 不是有效日期"),
        (&[(7, "不详")], "入党时间=不详 不是有效日期"),
        (&[(7, "1989.07.01"), (8, "1990.08")], "入党时间=1989.07.01 入党时不满18岁"),
        (&[(7, "#1999.1")], "入党时间=1999.1 表格里存成了数字"),
        (&[(8, "1998.11")], "转正时间=1998.11 转正早于入党"),
        (&[(8, "2000.10")], "转正时间=2000.10 转正距入党(1999-11)不满一年"),
        (&[(8, "2009.11")], "转正时间=2009.11 转正距入党(1999-11)超过三年"),
        (&[(8, "—")], "转正时间=— 正式党员没有转正时间"),
        (&[(9, "预备党员"), (10, "")], "转正时间=20001115 预备党员不应有转正时间"),
        (&[(9, "预备党员"), (8, "无"), (10, "支部委员(组织)")], "职务=支部委员(组织) 预备党员担任支部委员"),
        (&[(9, "群众")], "人员类别=群众 认不出"),
        (&[(11, "1390000380")], "联系电话=1390000380 不像电话号码(手机号应为11位,这里有10位"),
        (&[(12, "也许")], "流动党员=也许 看不出是或否"),
        (&[(1, "张\u{1b}[2J三")], "姓名=张\u{1b}[2J三 含有看不见的控制字符"),
    ];
    for (changes, expected) in cases {
        let (row, problems) = with(changes);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{} ≠ {expected}", problems[0]);
        assert!(!row.is_held());
    }
}

#[test]
fn flagged_cells_stay_where_they_can_be_used() {
    assert_eq!(with(&[(5, "419923197208280013")]).0.member.id_number.whole(), "419923197208280013");
    assert_eq!(with(&[(5, "#419923197208280000")]).0.member.id_number.whole(), "");
    assert_eq!(with(&[(7, "不详")]).0.member.joined, None);
    assert_eq!(with(&[(1, "张\u{1b}[2J三")]).0.member.name, "张·[2J三");
}

#[test]
fn other_ways_to_write_the_same_raise_no_questions() {
    for changes in [
        [(5, "４１９９２３１９７２０８２８００１４")],
        [(5, "419923 19720828 0014\t")],
        [(5, "无")],
        [(5, "/")],
        [(11, "#13900003802")],
        [(11, "139 0000 3802")],
        [(11, "0379-1234567")],
        [(11, "13900003802、13900003803")],
        [(4, "1972年8月")],
        [(4, "")],
        [(9, "中共正式党员")],
    ] {
        assert_eq!(with(&changes).1, Vec::<String>::new(), "{changes:?}");
    }
    // Where the file says nothing, the number does.
    let m = with(&[(4, ""), (2, "")]).0.member;
    assert_eq!((m.sex, m.birth), (Some(Sex::Male), date("1972-08-28")));
}

#[test]
fn rows_that_cannot_be_told_apart_are_all_held() {
    let li = ZHANG.replace("张  三", "李四");
    let old = ZHANG.replace("张  三", "王五").replace("419923197208280014", "419923720828001");
    let file = read(&[ZHANG, &li, &old, &ZHANG.replace("张  三", "").replace("419923197208280014", "")]);
    assert!(file.rows.iter().all(RosterRow::is_held));
    let first = &file.rows[0].problems[0];
    assert_eq!((first.column.as_str(), first.value.as_str()), ("公民身份号码", "419923197208280014"));
    assert!(first.message.contains("第3行李四、第4行王五"), "{}", first.message);
    let nameless = &file.rows[3].problems[0];
    assert_eq!(nameless.column, "姓名");
    assert!(nameless.value.starts_with("1 | 男 | 汉 | "), "{}", nameless.value);
}

#[test]
fn one_name_twice_is_a_question_only_without_numbers() {
    let other = ZHANG.replace("419923197208280014", "无");
    let file = read(&[ZHANG, &other]);
    assert!(file.rows[0].problems.is_empty());
    assert!(file.rows[1].problems[0].message.contains("与第2行同名"));
}

#[test]
fn what_is_no_person_is_skipped_with_the_reason() {
    let file = read(&[ZHANG, "", "2|", HEADING, "合计|58", "制表人:      审核人:"]);
    assert_eq!(file.rows.len(), 1);
    let skipped: Vec<(u32, String)> = file.skipped.iter().map(|s| (s.row, s.reason.to_string())).collect();
    let skipped: Vec<(u32, &str)> = skipped.iter().map(|(row, reason)| (*row, reason.as_str())).collect();
    assert_eq!(
        skipped,
        [
            (3, "空行"),
            (4, "只有序号,没有内容"),
            (5, "重复的表头"),
            (6, "表尾说明: 合计"),
            (7, "表尾说明: 制表人:审核人:")
        ]
    );
}

#[test]
fn a_second_roster_in_the_file_is_not_passed_over_in_silence() {
    let grids = [grid(&[HEADING, ZHANG]), Grid { name: "第二组".into(), ..grid(&["姓名|性别", "李四|男"]) }];
    let file = read_roster(&grids).unwrap();
    assert_eq!(file.grid, "花名册");
    assert!(file.skipped[0].reason.to_string().contains("第二组"));
    assert_eq!(read_roster(&[grid(&[HEADING])]), Err(ReadError::NoRows));
    assert!(matches!(read_roster(&[grid(&["收入|支出"])]), Err(ReadError::NoHeading { .. })));
}

proptest! {
    #[test]
    fn any_grid_is_answered(rows in proptest::collection::vec("(\\PC|[|#0-9.X年月]){0,60}", 0..6)) {
        let lines: Vec<&str> = rows.iter().map(String::as_str).collect();
        let file = read_roster(&[grid(&[&[HEADING, ZHANG], lines.as_slice()].concat())]).unwrap();
        let skipped: Vec<u32> = file.skipped.iter().map(|s| s.row).collect();
        prop_assert!(file.rows.iter().all(|r| !skipped.contains(&r.row)));
    }
}
