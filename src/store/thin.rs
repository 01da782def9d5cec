//! Which backups to keep: a pure rule over their times and sizes.
//! Not here: files (`backup`).

use crate::model::date::Date;
use chrono::{Datelike, NaiveDateTime};
use std::collections::BTreeSet;

/// The most bytes of disk that all backups together take.
pub const MAX_TOTAL: u64 = 500 * 1024 * 1024;

/// How many of the newest backups stay whatever their age: the computer's clock may be wrong.
const ALWAYS: usize = 5;

/// For each backup (newest first: when made, and its bytes) whether to keep it:
/// all of 2 days, the newest of each day for 14 days, of each week for 8 weeks, of each month for 24 months;
/// then the oldest go until all together fit into `cap`.
pub fn keep(newest_first: &[(NaiveDateTime, u64)], today: Date, cap: u64) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    let mut total = 0;
    let mut full = false;
    newest_first
        .iter()
        .enumerate()
        .map(|(i, (at, size))| {
            let day = at.date();
            let months = (today.year() - day.year()) * 12 + today.month() as i32 - day.month() as i32;
            let week = day.iso_week();
            let slot = match (today - day).num_days() {
                ..=1 => Some((0, i as i32, 0)),
                2..=14 => Some((1, day.year(), day.ordinal())),
                15..=56 => Some((2, week.year(), week.week())),
                _ if months <= 24 => Some((3, day.year(), day.month())),
                _ => None,
            };
            let wanted = slot.is_some_and(|s| seen.insert(s)) || i < ALWAYS;
            full |= wanted && i > 0 && total + size > cap;
            let kept = wanted && !full;
            total += if kept { *size } else { 0 };
            kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(list: &[&str], cap: u64) -> Vec<String> {
        let at = |s: &&str| format!("{s}:00:00").replace(' ', "T").parse::<NaiveDateTime>().unwrap();
        let list: Vec<_> = list.iter().map(|s| (at(s), 10)).collect();
        let flags = keep(&list, "2026-03-31".parse().unwrap(), cap);
        list.iter().zip(flags).filter(|(_, k)| *k).map(|((t, _), _)| t.format("%y%m%d.%H").to_string()).collect()
    }

    #[test]
    fn fewer_the_older() {
        let list = [
            "2026-04-02 08", // of a clock that was ahead
            "2026-03-31 18",
            "2026-03-31 08",
            "2026-03-30 18",
            "2026-03-30 08",
            "2026-03-28 18",
            "2026-03-28 08", // the same day, no longer one of two days
            "2026-03-17 08",
            "2026-03-12 08", // Thursday
            "2026-03-10 08", // Tuesday of the same week
            "2026-02-04 08",
            "2026-01-30 08",
            "2026-01-02 08", // the same month
            "2024-03-05 08",
            "2024-02-28 08", // more than 24 months
        ];
        let expected = [
            "260402.08",
            "260331.18",
            "260331.08",
            "260330.18",
            "260330.08",
            "260328.18",
            "260317.08",
            "260312.08",
            "260204.08",
            "260130.08",
            "240305.08",
        ];
        assert_eq!(kept(&list, u64::MAX), expected);
        // The cap takes the oldest first, and never the newest.
        assert_eq!(kept(&list, 35), expected[..3]);
        assert_eq!(kept(&list, 1), expected[..1]);
    }

    #[test]
    fn a_long_pause_or_a_wrong_clock_leaves_some() {
        assert_eq!(kept(&["2019-01-03 08", "2019-01-02 08"], u64::MAX).len(), 2);
        assert_eq!(kept(&["2019-01-07 08"; 9], u64::MAX).len(), 5);
    }
}
