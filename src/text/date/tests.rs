//! Days, deadlines and times in every shape that people type.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Option<String> {
    // A Thursday.
    let today = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    parse_day(text, today).map(|d| d.to_string())
}

#[test]
fn days_are_read_in_every_usual_shape() {
    for text in [
        "2026-3-5",
        "2026.3.5",
        "2026/3/5",
        "20260305",
        "3.5",
        "3-5",
        "3/5",
        "3月5日",
        "3月5",
        "0305",
        "5日",
        "2026年3月5日",
        "2026年3月5日(星期四)",
        "2026年3月5日（周四）",
        "２０２６。３。５",
        "2026-03-05  ",
        "3月5号",
        "今天",
        "周四",
        "本周四",
        "2026年3月5日上午9时",
        "2026-03-05 09:30:00",
        "2026年 3 月 5 日",
        "2026.03.05.",
        "2026-03-05T00:00:00",
    ] {
        assert_eq!(day(text).as_deref(), Some("2026-03-05"), "{text}");
    }
    for (text, expected) in [
        ("昨天", "2026-03-04"),
        ("前天", "2026-03-03"),
        ("明天", "2026-03-06"),
        ("上周五", "2026-02-27"),
        ("周五", "2026-03-06"),
        ("本周三", "2026-03-04"),
        ("周日", "2026-03-08"),
        ("下周一", "2026-03-09"),
        ("上星期天", "2026-03-01"),
    ] {
        assert_eq!(day(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_missing_year_or_month_is_the_near_one() {
    assert_eq!(day("5.4").as_deref(), Some("2026-05-04"), "60 days ahead");
    assert_eq!(day("5.5").as_deref(), Some("2025-05-05"), "61 days ahead");
    assert_eq!(day("12月31日").as_deref(), Some("2025-12-31"));
    assert_eq!(day("20日").as_deref(), Some("2026-03-20"));
    assert_eq!(day("21日").as_deref(), Some("2026-02-21"));
    assert_eq!(day("29日"), None, "no such day last month");
}

#[test]
fn what_is_no_day_is_refused() {
    for text in [
        "",
        "不详",
        "2026-02-30",
        "13.1",
        "2026",
        "2026.3",
        "202603",
        "3月",
        "--",
        "5",
        "2026-3-5-1",
        "周八",
        "年",
        "1.2.3",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn partial_dates_know_what_their_source_knows() {
    for text in ["1985.07", "198507", "1985年7月", "1985-7", "1985/07", "１９８５．７", "1985.07."] {
        assert_eq!(parse_partial(text), Some((1985, Some(7), None)), "{text}");
    }
    for text in ["19850715", "1985.7.15", "1985年7月15日", "1985/07/15", "1985年07月15", "1985、7、15"] {
        assert_eq!(parse_partial(text), Some((1985, Some(7), Some(15))), "{text}");
    }
    assert_eq!(parse_partial("1985"), Some((1985, None, None)));
    assert_eq!(parse_partial("1985年"), Some((1985, None, None)));
    for text in
        ["1952.13", "不详", "2023-02-30", "0305", "3.5", "今天", "36004", "195213", "约1985年", "1985.07.00", ""]
    {
        assert_eq!(parse_partial(text), None, "{text}");
    }
}

#[test]
fn times_are_read_in_every_usual_shape() {
    for (text, expected) in [
        ("9:00", "09:00"),
        ("0900", "09:00"),
        ("9点", "09:00"),
        ("9点半", "09:30"),
        ("下午2点半", "14:30"),
        ("14：30", "14:30"),
        ("晚上7点", "19:00"),
        ("上午9时30分", "09:30"),
        ("930", "09:30"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("下午 3:05", "15:05"),
        ("9点一刻", "09:15"),
        ("凌晨12点", "00:00"),
        ("9:00:00", "09:00"),
        ("8", "08:00"),
    ] {
        assert_eq!(parse_time(text).as_deref(), Some(expected), "{text}");
    }
    for text in ["", "25:00", "9:60", "点", "半", "早", "9点99", "12345", "二点", "99", "晚上12点"] {
        assert_eq!(parse_time(text), None, "{text}");
    }
    assert_eq!(split_time("2025年1月5日下午3点"), ("2025年1月5日".into(), Some("15:00".into())));
    assert_eq!(split_time("2025年1月 5日"), ("2025年1月 5日".into(), None));
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "([0-9年月日周上星期五点时半:.( )/-]|\\PC){0,14}") {
        let _ = (day(&text), parse_partial(&text), parse_time(&text), split_time(&text));
    }

    #[test]
    fn every_day_comes_back(days in 0u64..80_000) {
        let start = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        let date = start.checked_add_days(Days::new(days)).unwrap();
        let known = (date.year(), Some(date.month()), Some(date.day()));
        for shape in ["%Y-%m-%d", "%Y.%-m.%-d", "%Y/%m/%d", "%Y%m%d", "%Y年%-m月%-d日", "%Y年%m月%d日"] {
            let text = date.format(shape).to_string();
            prop_assert_eq!(parse_partial(&text), Some(known), "{}", &text);
            prop_assert_eq!(parse_day(&text, start), Some(date), "{}", &text);
        }
        let month = date.format("%Y.%m").to_string();
        prop_assert_eq!(parse_partial(&month), Some((date.year(), Some(date.month()), None)));
    }
}

#[test]
fn a_deadline_without_a_year_is_the_next_one() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let read = |text: &str| parse_deadline(text, day("2026-11-21"), day("2026-11-25")).map(|d| d.to_string());
    for (text, expected) in [
        ("1.15", "2027-01-15"),
        ("3月31日", "2027-03-31"),
        ("12.5", "2026-12-05"),
        ("11.21", "2026-11-21"),
        ("11.20", "2027-11-20"),
        ("2.29", "2028-02-29"),
        ("20日", "2026-12-20"),
        ("30日", "2026-11-30"),
        ("2026-10-1", "2026-10-01"),
        ("昨天", "2026-11-24"),
    ] {
        assert_eq!(read(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!((read("2.30"), read("月底")), (None, None));
}
