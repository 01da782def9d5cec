//! How 党费 stand: who owes which month, what is settled and what is not, the sums; for one year of one organisation.
//! Not here: what follows for a duty or for points (`duty`, `score`).

use super::{Money, Payment, Standard, in_force};
use crate::model::{
    date::{Date, PartialDate, Period},
    dues::Basis,
    facts::Collected,
    id::MemberId,
    member::{EventKind, Member, MemberEvent, standing_on},
};
use chrono::{Datelike, Months};
use std::{collections::BTreeMap, fmt};

/// Months without any payment, one after another, that are a warning (教管条例 31).
pub const WARNING: u32 = 6;
/// Months for which paying back (补交) is normally possible (党费规定 12).
pub const BACK_PAYMENT: u32 = 6;

/// How a member's dues stand in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is owed: not a member here then, or a month from before anything was recorded.
    NotOwed,
    Exempt,
    Paid,
    /// Paid after the month, or typed in more than [`LATE_DAYS`](crate::model::activity::LATE_DAYS) after it.
    Late,
    /// Paid in part.
    Short,
    Unpaid,
    /// Not paid yet; the month still runs.
    Due,
    ToCome,
}

impl State {
    pub fn settled(self) -> bool {
        matches!(self, Self::Paid | Self::Late)
    }

    /// Whether something was, or will be, to pay.
    pub fn owing(self) -> bool {
        !matches!(self, Self::NotOwed | Self::Exempt)
    }

    /// Whether something is still to be paid by now.
    pub fn open(self) -> bool {
        matches!(self, Self::Short | Self::Unpaid | Self::Due)
    }

    /// The mark in one character, and the state in words.
    pub fn mark(self) -> &'static str {
        match self {
            Self::NotOwed => "/",
            Self::Exempt => "免",
            Self::Paid => "已",
            Self::Late => "补",
            Self::Short => "差",
            Self::Unpaid => "未",
            Self::Due => "待",
            Self::ToCome => ".",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::NotOwed => "不用交",
            Self::Exempt => "免交",
            Self::Paid => "已交",
            Self::Late => "补交(补录)",
            Self::Short => "没交足",
            Self::Unpaid => "未交",
            Self::Due => "本月待交",
            Self::ToCome => "还没到",
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::NotOwed => "not_owed",
            Self::Exempt => "exempt",
            Self::Paid => "paid",
            Self::Late => "late",
            Self::Short => "short",
            Self::Unpaid => "unpaid",
            Self::Due => "due",
            Self::ToCome => "to_come",
        }
    }
}

/// Whether somebody owes a month here, as this program reckons: from the month in which the 支部大会 took them in, else
/// whoever belonged here on its first day, so that who moves on the first owes it where they go to, later in the month
/// where they came from. The month of a death or of leaving the Party is not asked for.
pub fn owes(member: &Member, events: &[MemberEvent], month: Period) -> bool {
    let joined = member.joined.map(PartialDate::earliest).filter(|d| month.contains(*d));
    let ends = |e: &MemberEvent| {
        let over = matches!(e.kind, EventKind::Died | EventKind::Removed | EventKind::Suspended);
        over && e.member == member.id && month.contains(e.on.latest())
    };
    standing_on(member, events, joined.unwrap_or(month.first())).is_some() && !events.iter().any(ends)
}

/// One member with all that is known of the member's dues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub member: Member,
    pub events: Vec<MemberEvent>,
    /// The member's standards, by the month they hold from.
    pub standards: Vec<Standard>,
    pub payments: BTreeMap<Period, Payment>,
}

/// The dues of one year; where a run of months over New Year can matter, the last months of the year before are known
/// too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesYear {
    pub year: i32,
    pub today: Date,
    /// The first month ever that the records can say anything of; `None` where there are none.
    pub begins: Option<Period>,
    /// The first month whose payments were read.
    pub known_from: Period,
    /// The members, by sign-in number.
    pub lines: Vec<Line>,
}

/// Months without any payment, one after another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub months: u32,
    /// The run reaches the first month that was read, and the records go further back: it may be longer.
    pub at_least: bool,
}

impl Run {
    pub fn is_long(self) -> bool {
        self.months >= WARNING
    }
}

/// A run in words: `6个月`, `至少10个月`.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}个月", if self.at_least { "至少" } else { "" }, self.months)
    }
}

/// The first month of payments to read for a year, as of today.
pub fn known_from(year: i32, today: Date) -> Period {
    let early = today.year() == year && today.month() <= WARNING;
    if early { Period::month(year - 1, 13 - WARNING) } else { Period::month(year, 1) }
}

/// What is known of each member, in the order given.
pub fn lines(
    members: Vec<Member>,
    mut events: BTreeMap<MemberId, Vec<MemberEvent>>,
    standards: Vec<Standard>,
    payments: Vec<Payment>,
) -> Vec<Line> {
    let mut known: BTreeMap<MemberId, (Vec<Standard>, BTreeMap<Period, Payment>)> = BTreeMap::new();
    for standard in standards {
        known.entry(standard.member).or_default().0.push(standard);
    }
    for payment in payments {
        known.entry(payment.member).or_default().1.insert(payment.month, payment);
    }
    let line = |member: Member| {
        let (standards, payments) = known.remove(&member.id).unwrap_or_default();
        let events = events.remove(&member.id).unwrap_or_default();
        Line { member, events, standards, payments }
    };
    members.into_iter().map(line).collect()
}

/// The first month of which the records can say anything: the first that anybody paid for (`before`: as far as known from
/// elsewhere). Where nobody ever paid, a standard of somebody who owes begins them with the month that runs: months that
/// were over before anything was recorded are not held against anybody.
pub fn begins(lines: &[Line], before: Option<Period>, today: Date) -> Option<Period> {
    let paid = lines.iter().flat_map(|l| l.payments.keys()).copied();
    let now = Period::month(today.year(), today.month());
    let standards = lines.iter().filter(|l| owes(&l.member, &l.events, now)).flat_map(|l| &l.standards);
    before.into_iter().chain(paid).min().or_else(|| Some(standards.map(|s| s.from).min()?.max(now)))
}

impl Line {
    /// How the member stands in a month, as of today, where the records begin with the month `begins`.
    pub fn state(&self, month: Period, begins: Option<Period>, today: Date) -> State {
        let standard = in_force(&self.standards, month);
        if let Some(paid) = self.payments.get(&month) {
            let owed = standard.map_or(Money(0), |s| s.amount);
            return match paid.amount < owed {
                true => State::Short,
                false if paid.is_late() => State::Late,
                false => State::Paid,
            };
        }
        match standard.map(|s| s.basis) {
            _ if begins.is_none_or(|b| month < b) || !owes(&self.member, &self.events, month) => State::NotOwed,
            Some(Basis::Exempt) => State::Exempt,
            _ if month.first() > today => State::ToCome,
            _ if month.last() >= today => State::Due,
            _ => State::Unpaid,
        }
    }

    /// The standards that held in a year, by month.
    pub fn standards_in(&self, year: i32) -> impl Iterator<Item = &Standard> {
        let first = in_force(&self.standards, Period::month(year, 1)).map(|s| s.id);
        self.standards.iter().filter(move |s| s.from.year == year || Some(s.id) == first)
    }

    /// The money that the member paid for the months of a year.
    pub fn sum(&self, year: i32) -> Money {
        self.payments.values().filter(|p| p.month.year == year).map(|p| p.amount).sum()
    }
}

impl DuesYear {
    pub fn state(&self, line: &Line, month: u32) -> State {
        line.state(Period::month(self.year, month), self.begins, self.today)
    }

    pub fn line(&self, member: MemberId) -> Option<&Line> {
        self.lines.iter().find(|l| l.member.id == member)
    }

    /// How a month was collected, and the money of it.
    pub fn month(&self, month: u32) -> (Collected, Money) {
        let period = Period::month(self.year, month);
        let sum = self.lines.iter().filter_map(|l| l.payments.get(&period)).map(|p| p.amount).sum();
        (collected(&self.lines, period, self.begins, self.today), sum)
    }

    /// The money that was paid for the months of the year, by all.
    pub fn sum(&self) -> Money {
        self.lines.iter().map(|l| l.sum(self.year)).sum()
    }

    /// The members who have not settled a month that has begun.
    pub fn open(&self, month: u32) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |l| self.state(l, month).open())
    }

    /// A member's year in words: `每月1元(定额) · 2026年交足8个月,共8.5元,没交足9月,未交10月`.
    pub fn words(&self, line: &Line) -> String {
        let standard =
            in_force(&line.standards, Period::month(self.year, 12)).map_or("没定标准".into(), Standard::words);
        let months = |wanted: State| -> Vec<String> {
            (1..=12).filter(|m| self.state(line, *m) == wanted).map(|m| format!("{m}月")).collect()
        };
        let told = |state: State| Some(months(state)).filter(|m| !m.is_empty()).map(|m| (state.name(), m.join("、")));
        let open = [State::Short, State::Unpaid].into_iter().filter_map(told);
        let open: String = open.map(|(name, months)| format!(",{name}{months}")).collect();
        let paid = (1..=12).filter(|m| self.state(line, *m).settled()).count();
        format!("{standard} · {}年交足{paid}个月,共{}元{open}", self.year, line.sum(self.year))
    }

    /// The months, up to the last that is over, for which nothing was paid for a member, one after another.
    pub fn run(&self, line: &Line) -> Run {
        let mut last = self.today.min(Period::year(self.year).last());
        if last == self.today {
            last = last.checked_sub_months(Months::new(1)).unwrap_or(last);
        }
        let months = (0..).map_while(|back| last.checked_sub_months(Months::new(back)));
        let months = months.map(|d| Period::month(d.year(), d.month())).take_while(|m| *m >= self.known_from);
        let unpaid = months.take_while(|m| line.state(*m, self.begins, self.today) == State::Unpaid);
        unpaid.fold(Run::default(), |run, month| Run {
            months: run.months + 1,
            at_least: month == self.known_from && self.begins < Some(month),
        })
    }

    /// What is to be said of so long a run: what the regulation says, and that nothing follows by itself.
    pub fn warning(run: Run) -> Option<String> {
        run.is_long().then(|| {
            format!(
                "连续{run}没有交费记录,请先查明原因、提醒补交。《党员教育管理工作条例》第31条:没有正当理由连续6个月不交纳党费的,\
                 自行脱党除名;是否属实由党支部调查、支部大会讨论决定,本程序不作认定"
            )
        })
    }
}

/// How a month was collected, counted over the members.
pub fn collected(lines: &[Line], month: Period, begins: Option<Period>, today: Date) -> Collected {
    let mut out = Collected::default();
    for line in lines {
        let state = line.state(month, begins, today);
        if state.owing() {
            out.owing += 1;
            out.paid += u32::from(state.settled());
            out.short += u32::from(state == State::Short);
            out.settled_on = out.settled_on.max(line.payments.get(&month).map(Payment::settled_on));
        }
    }
    out
}

/// Whether a month that is over can normally still be paid back.
pub fn can_pay_back(last: Date, on: Date) -> bool {
    last.checked_add_months(Months::new(BACK_PAYMENT)).is_some_and(|end| on <= end)
}
