//! The sample branch's 党费: one sum for most, the exceptions, and who paid late or not at all; the rest pay on the theme day.
//! Not here: the people (`demo`).

use super::{Faulty, ORG, Years, faulty};
use crate::model::{
    date::{Date, Period, Span},
    dues::{Basis, Money, Payment, Standard, in_force, year::owes},
    id::{PaymentId, StandardId},
    member::{Member, MemberEvent},
};
use chrono::{Days, NaiveDate};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DuesRows {
    /// What whoever is not named pays a month, in yuan.
    usual: String,
    standards: Vec<StandardRow>,
    exceptions: Vec<ExceptionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardRow {
    name: String,
    /// `B-07`; where it is empty, since the records begin.
    #[serde(default)]
    from: String,
    basis: Basis,
    base: Option<String>,
    amount: Option<String>,
    #[serde(default)]
    note: String,
}

/// A month that was not paid on its theme day, in each year of that letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionRow {
    name: String,
    year: String,
    months: Vec<u32>,
    /// The day on which it was paid after all, `06-20`.
    paid_on: Option<String>,
    #[serde(default)]
    payer: String,
}

/// Standards and payments of so many years up to a day; those who pay do so on this day of the month.
pub(super) fn dues(
    rows: &DuesRows,
    (members, events): (&[Member], &[MemberEvent]),
    (years, count, day): (Years, i32, u8),
    today: Date,
) -> Result<(Vec<Standard>, Vec<Payment>), Faulty> {
    let first = Period::month(years.this - count + 1, 1);
    let (mut standards, mut payments) = (Vec::new(), Vec::new());
    for name in rows.standards.iter().map(|s| &s.name).chain(rows.exceptions.iter().map(|e| &e.name)) {
        members.iter().find(|m| m.name == *name).ok_or_else(|| faulty(name))?;
    }
    for member in members.iter().filter(|m| m.category.is_member()) {
        let mut own = Vec::new();
        for row in rows.standards.iter().filter(|s| s.name == member.name) {
            own.push(row.standard(member, first, years)?);
        }
        if own.is_empty() {
            let amount = money(&rows.usual)?;
            own.push(standard(member, first, Basis::Fixed, amount));
        }
        for back in 0..count {
            let letter = if back % 2 == 0 { "B" } else { "A" };
            for month in Period::all_of(Span::Month, years.this - back) {
                let due = in_force(&own, month).filter(|s| s.basis != Basis::Exempt);
                let Some(due) = due.filter(|_| owes(member, events, month)) else { continue };
                let except = rows
                    .exceptions
                    .iter()
                    .find(|e| e.name == member.name && e.year == letter && e.months.contains(&month.index));
                let (paid_on, payer) = match except {
                    None => (month.first().checked_add_days(Days::new(u64::from(day) - 1)), ""),
                    Some(e) => (e.paid_on.as_ref().map(|d| on(month.year, d)).transpose()?, e.payer.as_str()),
                };
                let Some(paid_on) = paid_on.filter(|d| *d <= today) else { continue };
                payments.push(Payment {
                    id: PaymentId(0),
                    org: ORG,
                    member: member.id,
                    month,
                    amount: due.amount,
                    paid_on: Some(paid_on),
                    payer: payer.to_owned(),
                    note: String::new(),
                    recorded_on: paid_on,
                });
            }
        }
        standards.extend(own);
    }
    Ok((standards, payments))
}

fn standard(member: &Member, from: Period, basis: Basis, amount: Money) -> Standard {
    let (base, note) = (None, String::new());
    Standard { id: StandardId(0), org: ORG, member: member.id, from, basis, base, amount, note }
}

impl StandardRow {
    fn standard(&self, member: &Member, first: Period, years: Years) -> Result<Standard, Faulty> {
        let from = match self.from.as_str() {
            "" => first,
            letter => {
                let date = years.date(letter)?;
                Period::month(date.year(), date.month().ok_or_else(|| faulty(letter))?)
            }
        };
        let base = self.base.as_deref().map(money).transpose()?;
        let stated = self.amount.as_deref().map(money).transpose()?;
        let amount = stated.or_else(|| base.and_then(|b| self.basis.suggested(b))).unwrap_or_default();
        Ok(Standard { base, note: self.note.clone(), ..standard(member, from, self.basis, amount) })
    }
}

fn money(text: &str) -> Result<Money, Faulty> {
    Money::typed(text).ok_or_else(|| faulty(text))
}

fn on(year: i32, day: &str) -> Result<NaiveDate, Faulty> {
    format!("{year:04}-{day}").parse().map_err(|_| faulty(day))
}
