//! 党费 as records: what a member pays a month and since when, what was paid for a month, money as people type it.
//! Not here: who owes which month and how a year stands (`year`), who may be marked (`book`).

pub mod year;

use super::{
    activity::LATE_DAYS,
    closed_set,
    date::{Date, Period},
    id::{MemberId, OrgId, PaymentId, StandardId},
    points::Points,
};
use crate::text::number::half_width;
use chrono::Days;
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum};

/// Money in 分; never a float. Written in yuan with as many decimals as needed: `12`, `0.2`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i64);

/// The most that one sum of dues may be: 100,000 yuan; what is larger is a slip of the finger.
const MOST: Money = Money(10_000_000);

impl Money {
    /// A sum as people type it, in yuan: `12`, `0.2`, `12元`, full-width digits, `。` for the point. `None` for what is
    /// no sum, is nothing, or is more than 100,000 yuan.
    pub fn typed(text: &str) -> Option<Self> {
        let text = half_width(text).replace('。', ".");
        let text = text.trim().trim_end_matches('元').trim();
        text.parse().ok().map(|Points(fen)| Self(fen)).filter(|m| *m > Self(0) && *m <= MOST)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Points(self.0).fmt(f)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        Self(sums.fold(0, |sum, m| sum.saturating_add(m.0)))
    }
}

/// What a member's monthly dues follow from (党费规定).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 定额, a fixed sum: farmers, students, who is out of work, who lives on relief.
    #[default]
    Fixed,
    /// A rate on the wage after tax.
    Wage,
    /// A rate on the pension.
    Pension,
    /// 免交: nothing, as the branch discussed and the superior agreed.
    Exempt,
}

closed_set!(Basis {
    Fixed = "fixed", "定额";
    Wage = "wage", "按工资比例";
    Pension = "pension", "按离退休费比例";
    Exempt = "exempt", "免交";
});

/// The rates on a wage: up to this base (in 分, inclusive) so many hundredths of a percent, on the whole of it; then
/// what lies above. 《关于中国共产党党费收缴、使用和管理的规定》 as of 2008.
const WAGE: ([(i64, i64); 3], i64) = ([(300_000, 50), (500_000, 100), (1_000_000, 150)], 200);
const PENSION: ([(i64, i64); 1], i64) = ([(500_000, 50)], 100);

impl Basis {
    /// The rates and sums of the regulation (党费规定, 2008) in words, as a hint; what is typed counts.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Fixed => "农民0.2-1元;学生、下岗失业、抚恤救济、低保0.2元",
            Self::Wage => "税后3000元以下0.5%,至5000元1%,至1万元1.5%,以上2%",
            Self::Pension => "离退休费5000元以下0.5%,以上1%",
            Self::Exempt => "由党支部讨论、报上级同意;写明原因",
        }
    }

    /// What the rate of the regulation makes of a base, rounded to a 分; `None` where there is no rate.
    pub fn suggested(self, base: Money) -> Option<Money> {
        let rate = |bands: &[(i64, i64)], above| bands.iter().find(|(to, _)| base.0 <= *to).map_or(above, |(_, r)| *r);
        let rate = match self {
            Self::Wage => rate(&WAGE.0, WAGE.1),
            Self::Pension => rate(&PENSION.0, PENSION.1),
            Self::Fixed | Self::Exempt => return None,
        };
        Some(Money((base.0.saturating_mul(rate) + 5_000) / 10_000))
    }
}

/// What a member pays a month, from one month until the next standard of that member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub id: StandardId,
    pub org: OrgId,
    pub member: MemberId,
    /// The first month that the standard holds in.
    pub from: Period,
    pub basis: Basis,
    /// The wage or pension a month that the rate is taken of; `None` for any other basis.
    pub base: Option<Money>,
    /// The dues of one month; 0 only for who is exempt.
    pub amount: Money,
    /// Why the member is exempt, in words; empty for who is not.
    pub note: String,
}

impl Standard {
    /// The standard in words: `每月1元(定额)`, `免交(长期患病)`.
    pub fn words(&self) -> String {
        match self.basis {
            Basis::Exempt => format!("免交({})", self.note),
            basis => format!("每月{}元({})", self.amount, basis.name()),
        }
    }
}

/// The standard in force in a month, out of those of one member; `None` before the first.
pub fn in_force(standards: &[Standard], month: Period) -> Option<&Standard> {
    standards.iter().filter(|s| s.from <= month).max_by_key(|s| s.from)
}

/// What was paid for one member and one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub id: PaymentId,
    pub org: OrgId,
    pub member: MemberId,
    pub month: Period,
    pub amount: Money,
    /// The day of payment; `None` where nobody wrote it down.
    pub paid_on: Option<Date>,
    /// Who paid for the member (代交); empty: the member.
    pub payer: String,
    pub note: String,
    /// The day on which the payment was first typed in.
    pub recorded_on: Date,
}

impl Payment {
    /// The day by which the payment counts: when it was paid, but not long before it was typed in, as with every late
    /// entry. Where nobody told the day: by the end of the month, where it was typed in by then or soon after.
    pub fn settled_on(&self) -> Date {
        let typed = self.recorded_on.checked_sub_days(Days::new(LATE_DAYS.unsigned_abs())).unwrap_or(self.recorded_on);
        self.paid_on.unwrap_or(self.recorded_on.min(self.month.last())).max(typed)
    }

    /// Whether the payment was made after its month, or typed in well after it.
    pub fn is_late(&self) -> bool {
        self.settled_on() > self.month.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for (typed, fen) in [("12", 1200), ("0.2", 20), ("0.25", 25), (" 1元 ", 100), ("１．５", 150), ("0。2", 20)]
        {
            assert_eq!(Money::typed(typed), Some(Money(fen)), "{typed}");
        }
        for wrong in ["", "0", "-1", "1.234", "一元", "1,5", "9999999"] {
            assert_eq!(Money::typed(wrong), None, "{wrong}");
        }
        assert_eq!([Money(20), Money(1250), Money(1200)].map(|m| m.to_string()), ["0.2", "12.5", "12"]);
    }

    /// The edges of the bands belong to the lower one, and one rate is taken of the whole.
    #[test]
    fn rates_are_those_of_the_regulation() {
        let sums = |basis: Basis, bases: &[i64]| -> Vec<String> {
            bases.iter().map(|b| basis.suggested(Money(b * 100)).unwrap().to_string()).collect()
        };
        let wages = sums(Basis::Wage, &[2000, 3000, 3001, 5000, 5001, 10_000, 10_001]);
        assert_eq!(wages, ["10", "15", "30.01", "50", "75.02", "150", "200.02"]);
        assert_eq!(sums(Basis::Pension, &[5000, 5001]), ["25", "50.01"]);
        assert_eq!(Basis::Fixed.suggested(Money(100)), None);
    }

    #[test]
    fn what_was_typed_in_long_after_is_late_whatever_day_it_tells() {
        let paid = |on: Option<&str>, recorded: &str| Payment {
            id: PaymentId(1),
            org: OrgId(1),
            member: MemberId(1),
            month: Period::month(2026, 3),
            amount: Money(100),
            paid_on: on.map(|d| d.parse().unwrap()),
            payer: String::new(),
            note: String::new(),
            recorded_on: recorded.parse().unwrap(),
        };
        for (on, recorded, late) in [
            (Some("2026-03-05"), "2026-03-05", false),
            (Some("2026-03-31"), "2026-04-07", false),
            (Some("2026-03-31"), "2026-04-08", true),
            (Some("2026-04-01"), "2026-04-01", true),
            (Some("2026-01-05"), "2026-01-05", false),
            (None, "2026-03-20", false),
            (None, "2026-04-01", false),
            (None, "2026-04-07", false),
            (None, "2026-04-08", true),
            (None, "2026-11-21", true),
        ] {
            assert_eq!(paid(on, recorded).is_late(), late, "{on:?} {recorded}");
        }
    }
}
