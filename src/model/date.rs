//! Dates as records hold them: whole days, dates known only to the month or year, and the periods duties recur in.
//! Not here: dates as people type them (`text::date`), and today (always passed in).

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A day of the calendar.
pub type Date = NaiveDate;

/// A date as exactly as its source knows it: `1985`, `1985-07` or `1985-07-15`.
/// Ordered by its earliest possible day, the vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// The error that a text is no date: wrong shape, or no such month or day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是有效日期")]
pub struct NotADate(pub String);

impl PartialDate {
    /// The date with the given parts; `None` where there is no such month or day, or a day without a month.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && match (month, day) {
                (None, None) => true,
                (Some(m), None) => (1..=12).contains(&m),
                (Some(m), Some(d)) => NaiveDate::from_ymd_opt(year, m, d).is_some(),
                (None, Some(_)) => false,
            };
        valid.then_some(Self { year, month, day })
    }

    pub fn year(self) -> i32 {
        self.year
    }

    pub fn month(self) -> Option<u32> {
        self.month
    }

    pub fn day(self) -> Option<u32> {
        self.day
    }

    /// The first day that the date can mean.
    pub fn earliest(self) -> Date {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(NaiveDate::MIN)
    }

    /// The last day that the date can mean.
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.earliest(),
            (Some(m), None) => Period::month(self.year, m).last(),
            _ => Period::year(self.year).last(),
        }
    }

    /// Whether both could mean the same day: `1985-07` agrees with `1985-07-15`.
    pub fn agrees_with(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }

    /// The date so many years later (29 February becomes the 28th).
    pub fn plus_years(self, years: i32) -> Self {
        let year = self.year + years;
        Self::new(year, self.month, self.day).unwrap_or(Self { year, month: self.month, day: Some(28) })
    }
}

impl From<Date> for PartialDate {
    fn from(d: Date) -> Self {
        Self { year: d.year(), month: Some(d.month()), day: Some(d.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |m| write!(f, "-{m:02}"))?;
        self.day.map_or(Ok(()), |d| write!(f, "-{d:02}"))
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;
    fn from_str(s: &str) -> Result<Self, NotADate> {
        let err = || NotADate(s.to_owned());
        let mut parts = s.split('-').map(|p| p.parse::<u32>().map_err(|_| err()));
        let year = parts.next().ok_or_else(err)??;
        let month = parts.next().transpose()?;
        let day = parts.next().transpose()?;
        if parts.next().is_some() {
            return Err(err());
        }
        i32::try_from(year).ok().and_then(|y| Self::new(y, month, day)).ok_or_else(err)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotADate;
    fn try_from(s: String) -> Result<Self, NotADate> {
        s.parse()
    }
}

impl From<PartialDate> for String {
    fn from(d: PartialDate) -> Self {
        d.to_string()
    }
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Month,
    Quarter,
    Half,
    Year,
}

impl Span {
    /// Months in one period.
    pub fn months(self) -> u32 {
        match self {
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Half => 6,
            Span::Year => 12,
        }
    }
}

/// A calendar month, quarter, half year or year. Written `2025-03`, `2025-Q1`, `2025-H1`, `2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub year: i32,
    pub span: Span,
    /// The period's number within its year, from 1: July is 7, the third quarter 3.
    pub index: u32,
}

impl Period {
    pub fn month(year: i32, month: u32) -> Self {
        Self { year, span: Span::Month, index: month }
    }

    pub fn year(year: i32) -> Self {
        Self { year, span: Span::Year, index: 1 }
    }

    /// The period of this length that the day lies in.
    pub fn of(span: Span, day: Date) -> Self {
        Self { year: day.year(), span, index: day.month0() / span.months() + 1 }
    }

    /// All periods of this length in a year, in order.
    pub fn all_of(span: Span, year: i32) -> impl Iterator<Item = Self> {
        (1..=12 / span.months()).map(move |index| Self { year, span, index })
    }

    /// The period's first month, 1–12.
    pub fn first_month(self) -> u32 {
        (self.index - 1) * self.span.months() + 1
    }

    /// The period's last month, 1–12.
    pub fn last_month(self) -> u32 {
        self.index * self.span.months()
    }

    pub fn first(self) -> Date {
        NaiveDate::from_ymd_opt(self.year, self.first_month(), 1).unwrap_or(NaiveDate::MIN)
    }

    pub fn last(self) -> Date {
        let (year, month) =
            if self.last_month() == 12 { (self.year + 1, 1) } else { (self.year, self.last_month() + 1) };
        NaiveDate::from_ymd_opt(year, month, 1).and_then(|d| d.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }

    pub fn contains(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// The period's name within the year: `3月`, `一季度`, `上半年`, `全年`.
    pub fn name(self) -> String {
        match (self.span, self.index) {
            (Span::Month, m) => format!("{m}月"),
            (Span::Quarter, q) => format!("{}季度", ["一", "二", "三", "四"].get(q as usize - 1).unwrap_or(&"?")),
            (Span::Half, 1) => "上半年".into(),
            (Span::Half, _) => "下半年".into(),
            (Span::Year, _) => "全年".into(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            Span::Month => write!(f, "{:04}-{:02}", self.year, self.index),
            Span::Quarter => write!(f, "{:04}-Q{}", self.year, self.index),
            Span::Half => write!(f, "{:04}-H{}", self.year, self.index),
            Span::Year => write!(f, "{:04}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = NotADate;
    fn from_str(s: &str) -> Result<Self, NotADate> {
        let err = || NotADate(s.to_owned());
        let (year, rest) = s.split_once('-').unwrap_or((s, ""));
        let year = year.parse().map_err(|_| err())?;
        let (span, index) = match rest.as_bytes().first() {
            None if !s.contains('-') => return Ok(Self::year(year)),
            Some(b'Q') => (Span::Quarter, &rest[1..]),
            Some(b'H') => (Span::Half, &rest[1..]),
            _ => (Span::Month, rest),
        };
        let index = index.parse().ok().filter(|i| (1..=12 / span.months()).contains(i)).ok_or_else(err)?;
        Ok(Self { year, span, index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(s: &str) -> Date {
        s.parse().unwrap()
    }

    #[test]
    fn partial_dates_keep_what_is_known() {
        for s in ["1985", "1985-07", "1985-07-15"] {
            assert_eq!(s.parse::<PartialDate>().unwrap().to_string(), s);
        }
        for s in ["1952-13", "2023-02-29", "", "x", "1985-07-15-1", "-1"] {
            assert!(s.parse::<PartialDate>().is_err(), "{s}");
        }
        let vague: PartialDate = "1985-07".parse().unwrap();
        assert_eq!((vague.earliest(), vague.latest()), (day("1985-07-01"), day("1985-07-31")));
        assert!(vague.agrees_with("1985-07-15".parse().unwrap()));
        assert!(!vague.agrees_with("1985-08".parse().unwrap()));
        assert_eq!("2020-02-29".parse::<PartialDate>().unwrap().plus_years(1).to_string(), "2021-02-28");
    }

    #[test]
    fn periods_tile_the_year() {
        for span in [Span::Month, Span::Quarter, Span::Half, Span::Year] {
            let all: Vec<_> = Period::all_of(span, 2024).collect();
            assert_eq!(all[0].first(), day("2024-01-01"));
            assert_eq!(all[all.len() - 1].last(), day("2024-12-31"));
            for pair in all.windows(2) {
                assert_eq!(pair[0].last().succ_opt().unwrap(), pair[1].first());
            }
            assert!(all.iter().all(|p| p.to_string().parse() == Ok(*p)));
            assert!(all.iter().all(|p| Period::of(span, p.first()) == *p && Period::of(span, p.last()) == *p));
        }
        for text in ["2025-13", "2025-Q5", "2025-", "2025-H3", "x", "2025-03-05"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert_eq!(Period::of(Span::Quarter, day("2025-02-03")).to_string(), "2025-Q1");
        assert_eq!(Period::of(Span::Half, day("2025-07-03")).to_string(), "2025-H2");
    }
}
