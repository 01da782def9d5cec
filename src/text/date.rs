//! Dates and times as people type them.
//! Not here: dates as records hold them (`model::date`).

use crate::text::number::half_width;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A date without a year lies at most this many days ahead; else last year's is meant.
const AHEAD: i64 = 60;
/// A day without a month lies at most this many days ahead; else last month's is meant.
const AHEAD_IN_MONTH: i64 = 15;
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2200;

/// A day in any usual shape: `2026-3-5`, `20260305`, `3.5`, `0305`, `3月5日`, `5日`, `2026年3月5日(星期四)`, `昨天`, `上周五`.
///
/// Without a year: this year's day, or last year's where this year's lies more than 60 days ahead (records are mostly
/// of what has been). Without a month, in the same way: this month's, or last month's where that lies more than 15 days
/// ahead. Weeks begin on Monday. A time of day after the day does no harm.
pub fn parse_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = split_time(text).0;
    if let Some(day) = relative(&text, today) {
        return Some(day);
    }
    let shape = Shape::of(&text)?;
    match shape.parts()? {
        (Some(y), Some(m), Some(d)) => NaiveDate::from_ymd_opt(y, m, d),
        (None, Some(m), Some(d)) => {
            let day = NaiveDate::from_ymd_opt(today.year(), m, d)?;
            if (day - today).num_days() > AHEAD { NaiveDate::from_ymd_opt(today.year() - 1, m, d) } else { Some(day) }
        }
        (None, None, Some(d)) => {
            let day = today.with_day(d)?;
            if (day - today).num_days() > AHEAD_IN_MONTH {
                today.with_day(1)?.checked_sub_months(Months::new(1))?.with_day(d)
            } else {
                Some(day)
            }
        }
        _ => None,
    }
    .filter(|d| YEARS.contains(&d.year()))
}

/// Year, month and day as far as the text knows them: every shape of [`parse_day`] that has a year, and `1985.07`,
/// `198507`, `1985年7月`, `1985`. `None` for what is no date or cannot be one (`1952.13`, `2023-02-30`).
pub fn parse_partial(text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    let text = split_time(text).0;
    let shape = Shape::of(&text)?;
    let (year, month, day) = shape.year_alone().map(|y| (Some(y), None, None)).or_else(|| shape.parts())?;
    let year = year.filter(|y| YEARS.contains(y))?;
    NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    Some((year, month, day))
}

/// `HH:MM` from `9:00`, `0900`, `9点半`, `下午2点半`, `上午9时30分`, `14：30`, `晚上7点`.
pub fn parse_time(text: &str) -> Option<String> {
    let text: String = half_width(text).split_whitespace().collect();
    let (half, rest) =
        HALVES.iter().find_map(|(word, half)| Some((Some(half), text.strip_prefix(word)?))).unwrap_or((None, &text));
    let (hour, minute) = clock(rest)?;
    let hour = match half {
        Some(Half::Evening) if hour == 12 => return None,
        Some(Half::Noon) if hour < 3 => hour + 12,
        Some(Half::Evening | Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Night) if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// The text of a day and the time of day that follows it, if one does: `2025年3月5日上午9时`, `2025-03-05 09:30:00`.
pub fn split_time(text: &str) -> (String, Option<String>) {
    let text = half_width(text);
    let text = text.trim();
    let starts = text.char_indices().skip(1).filter(|(at, c)| {
        c.is_whitespace() || *c == 'T' || HALVES.iter().any(|(word, _)| text[*at..].starts_with(word))
    });
    for (at, _) in starts {
        let time = text[at..].trim_start_matches('T').trim();
        let timely = time.contains([':', '点', '时']);
        if let Some(time) = parse_time(time).filter(|_| timely) {
            return (text[..at].trim_end().to_owned(), Some(time));
        }
    }
    (text.to_owned(), None)
}

#[derive(Clone, Copy)]
enum Half {
    /// 凌晨
    Night,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

#[rustfmt::skip]
const HALVES: &[(&str, Half)] = &[
    ("凌晨", Half::Night), ("上午", Half::Morning), ("早上", Half::Morning), ("早晨", Half::Morning), ("中午", Half::Noon),
    ("下午", Half::Afternoon), ("傍晚", Half::Afternoon), ("晚上", Half::Evening), ("夜里", Half::Evening), ("晚", Half::Evening),
];

/// Hour and minute without a word for the half of the day.
fn clock(text: &str) -> Option<(u32, u32)> {
    let number = |s: &str| {
        (1..=2).contains(&s.len()).then(|| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok())?)?
    };
    if let Some((hour, rest)) = text.split_once(['点', '时']) {
        let minute = match rest.trim_start_matches('钟') {
            "" | "整" => 0,
            "半" => 30,
            "一刻" => 15,
            "三刻" => 45,
            rest => number(rest.strip_suffix('分').unwrap_or(rest))?,
        };
        return Some((number(hour)?, minute));
    }
    if let Some((hour, rest)) = text.split_once(':') {
        let minute = rest.split_once(':').map_or(rest, |(minute, _)| minute);
        return Some((number(hour)?, number(minute)?));
    }
    match text.len() {
        1 | 2 => Some((number(text)?, 0)),
        3 | 4 if text.is_ascii() => Some((number(&text[..text.len() - 2])?, number(&text[text.len() - 2..])?)),
        _ => None,
    }
}

fn relative(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days = match text {
        "今天" | "今日" => 0,
        "昨天" | "昨日" => -1,
        "前天" => -2,
        "大前天" => -3,
        "明天" | "明日" => 1,
        "后天" => 2,
        _ => {
            let (week, rest) = [("上", -7), ("本", 0), ("这", 0), ("下", 7)]
                .iter()
                .find_map(|(word, days)| Some((*days, text.strip_prefix(word)?)))
                .unwrap_or((0, text));
            let name = ["周", "星期", "礼拜"].iter().find_map(|w| rest.strip_prefix(w))?;
            let weekday = match name {
                "一" | "1" => 0,
                "二" | "2" => 1,
                "三" | "3" => 2,
                "四" | "4" => 3,
                "五" | "5" => 4,
                "六" | "6" => 5,
                "日" | "天" | "7" => 6,
                _ => return None,
            };
            week + weekday - i64::from(today.weekday().num_days_from_monday())
        }
    };
    let by = Days::new(days.unsigned_abs());
    if days < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) }
}

/// Digit groups and the mark after each: `Y`, `M`, `D`, `-` for any other separator, nothing at the end.
struct Shape {
    groups: Vec<String>,
    marks: String,
}

impl Shape {
    fn of(text: &str) -> Option<Self> {
        let mut shape = Self { groups: Vec::new(), marks: String::new() };
        let mut open = false;
        for c in without_weekday(text).chars().filter(|c| !c.is_whitespace()) {
            if c.is_ascii_digit() {
                if !open {
                    shape.groups.push(String::new());
                }
                shape.groups.last_mut()?.push(c);
                open = true;
                continue;
            }
            let mark = match c {
                '年' => 'Y',
                '月' => 'M',
                '日' | '号' => 'D',
                '-' | '.' | '/' | '。' | '·' | '、' | '—' | '–' | '‐' | '−' | '\\' => '-',
                _ => return None,
            };
            // A mark belongs to the digits before it.
            if !open {
                return None;
            }
            shape.marks.push(mark);
            open = false;
        }
        // `1985.07.` ends in a slip, not in a part.
        if shape.marks.len() == shape.groups.len() && shape.marks.ends_with('-') {
            shape.marks.pop();
        }
        (!shape.groups.is_empty()).then_some(shape)
    }

    fn year_alone(&self) -> Option<i32> {
        let [year] = self.groups.as_slice() else { return None };
        (year.len() == 4 && matches!(self.marks.as_str(), "" | "Y")).then(|| year.parse().ok())?
    }

    /// Year, month, day as the shape says, not yet checked against the calendar.
    fn parts(&self) -> Option<(Option<i32>, Option<u32>, Option<u32>)> {
        let groups: Vec<&str> = self.groups.iter().map(String::as_str).collect();
        let year = |s: &str| (s.len() == 4).then(|| s.parse().ok())?;
        let small = |s: &str| (s.len() <= 2).then(|| s.parse().ok())?;
        match (groups.as_slice(), self.marks.as_str()) {
            ([y, m, d], "--" | "YM" | "YMD" | "--D" | "Y-" | "-MD" | "-M") => {
                Some((Some(year(y)?), Some(small(m)?), Some(small(d)?)))
            }
            ([y, m], "-" | "Y" | "YM" | "-M") if y.len() == 4 => Some((Some(year(y)?), Some(small(m)?), None)),
            ([m, d], "-" | "M" | "MD" | "-D") => Some((None, Some(small(m)?), Some(small(d)?))),
            ([d], "D") => Some((None, None, Some(small(d)?))),
            ([all], "") => match all.len() {
                8 => Some((Some(year(&all[..4])?), Some(small(&all[4..6])?), Some(small(&all[6..])?))),
                6 => Some((Some(year(&all[..4])?), Some(small(&all[4..])?), None)),
                4 => Some((None, Some(small(&all[..2])?), Some(small(&all[2..])?))),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Without `(星期四)`, `周四` and the like at the end.
fn without_weekday(text: &str) -> &str {
    let text = text.trim();
    let Some(at) = ["星期", "周", "礼拜"].iter().find_map(|w| text.rfind(w)) else { return text };
    let named = text[at..].trim_end_matches(')').chars().next_back().is_some_and(|c| "一二三四五六日天".contains(c));
    if named && text[at..].chars().count() <= 4 { text[..at].trim_end_matches(['(', ' ', ',']) } else { text }
}

#[cfg(test)]
mod tests {
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
}
