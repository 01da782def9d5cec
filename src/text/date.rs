//! Dates and times as people type them.
//! Not here: dates as records hold them (`model::date`).

#[cfg(test)]
mod tests;

use crate::text::number::half_width;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A date without a year lies at most this many days ahead; else last year's is meant.
const AHEAD: i64 = 60;
/// A day without a month lies at most this many days ahead; else last month's is meant.
const AHEAD_IN_MONTH: i64 = 15;
/// Years within which there is a 29th of February.
const LEAP: u32 = 8;
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2200;

/// The day's name in the week: `周四`.
pub fn weekday(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    NAMES[day.weekday().num_days_from_monday() as usize % 7]
}

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

/// A deadline in any shape that [`parse_day`] reads; without a year, or a month, the next such day from `from` on.
/// `None` for what is no day.
pub fn parse_deadline(text: &str, from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let months = |m: Option<u32>| {
        (0..=12 * LEAP)
            .filter_map(move |n| from.with_day(1)?.checked_add_months(Months::new(n)))
            .filter(move |first| m.is_none_or(|m| first.month() == m))
    };
    match Shape::of(text.trim()).and_then(|shape| shape.parts()) {
        Some((None, month, Some(d))) => months(month).filter_map(|first| first.with_day(d)).find(|day| *day >= from),
        _ => parse_day(text, today),
    }
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
    /// 凌晨: an hour after midnight.
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

    /// The year, month and day that the shape says, not yet checked against the calendar.
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

/// The text without `(星期四)`, `周四` and the like at its end.
fn without_weekday(text: &str) -> &str {
    let text = text.trim();
    let Some(at) = ["星期", "周", "礼拜"].iter().find_map(|w| text.rfind(w)) else { return text };
    let named = text[at..].trim_end_matches(')').chars().next_back().is_some_and(|c| "一二三四五六日天".contains(c));
    if named && text[at..].chars().count() <= 4 { text[..at].trim_end_matches(['(', ' ', ',']) } else { text }
}
