//! 党费: what members pay a month, and what was paid; each save one step.
//! Not here: who owes which month and how it stands (`model::dues`), the register on paper (`papers::dues`).

use super::{Book, Error, Result, papers::dues_table};
use crate::{
    model::{
        change::{Changed, Op},
        date::{Date, Period},
        dues::{
            Basis, Money, Payment, Standard, in_force,
            year::{self, DuesYear, Line, State},
        },
        id::{MemberId, PaymentId, StandardId},
        paper::Table,
    },
    store::{self, member::Roster},
};
use chrono::Datelike;

impl Book {
    /// The dues of a year: of everybody who owed a month of it, or paid for one.
    pub fn dues(&self, year: i32) -> Result<DuesYear> {
        let (org, conn) = (self.here()?.id, self.store.conn());
        let Roster { members, events } = store::member::roster(conn, Some(org))?;
        let known_from = year::known_from(year, self.today());
        let standards = store::dues::standards(conn, Some(org), year)?;
        let payments = store::dues::payments(conn, Some(org), known_from, Period::month(year, 12))?;
        let mut lines = year::lines(members, events, standards, payments);
        let first = store::dues::first_paid(conn, Some(org))?.remove(&org);
        let begins = year::begins(&lines, first, self.today());
        let owed = |l: &Line| (1..=12).any(|m| year::owes(&l.member, &l.events, Period::month(year, m)));
        lines.retain(|l| owed(l) || l.payments.keys().any(|m| m.year == year));
        Ok(DuesYear { year, today: self.today(), begins, known_from, lines })
    }

    /// The dues of a year of one member alone; also for whom nothing is owed or known.
    pub fn member_dues(&self, id: MemberId, year: i32) -> Result<DuesYear> {
        let (conn, today, member) = (self.store.conn(), self.today(), self.known(id)?);
        let known_from = year::known_from(year, today);
        let org = member.org;
        let events = [(id, store::member::events_of(conn, id)?)].into();
        let payments = store::dues::payments_of(conn, id, known_from, Period::month(year, 12))?;
        let lines = year::lines(vec![member], events, store::dues::standards_of(conn, id)?, payments);
        let first = store::dues::first_paid(conn, Some(org))?.remove(&org);
        let begins = year::begins(&lines, first, today);
        Ok(DuesYear { year, today, begins, known_from, lines })
    }

    /// The register of a year as a table.
    pub fn dues_table(&self, year: i32) -> Result<Table> {
        Ok(dues_table(self.org_name(), &self.dues(year)?))
    }

    /// A payment to begin with: the sum that is due (0 where none is set); today, where the month is not over. Of a
    /// month that is over nobody but the user knows the day.
    pub fn new_payment(&self, line: &Line, month: Period) -> Payment {
        Payment {
            id: PaymentId(0),
            org: line.member.org,
            member: line.member.id,
            month,
            amount: in_force(&line.standards, month).map_or(Money(0), |s| s.amount),
            paid_on: (self.today() <= month.last()).then(|| self.today()),
            payer: String::new(),
            note: String::new(),
            recorded_on: self.today(),
        }
    }

    /// Adds or changes payments of one member, in one step.
    ///
    /// # Errors
    /// Refuses a sum of nothing, a day to come, a month of a year to come.
    pub fn save_dues(&mut self, payments: &[Payment]) -> Result<Changed> {
        let Some(first) = payments.first() else { return Ok(Changed::default()) };
        let name = self.known(first.member)?.name;
        payments.iter().try_for_each(|p| acceptable(p, self.today()))?;
        let month = match payments.last() {
            Some(last) if last.month != first.month => format!("{}至{}", first.month, last.month.name()),
            _ => first.month.to_string(),
        };
        self.pay(&Op::PayDues { name, month }, payments)
    }

    /// Pays the standard for everybody who owes the month and has not paid it, in one step; how many did, and how many
    /// could not because no standard is set for them.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::save_dues`] refuses.
    pub fn pay_all_dues(&mut self, month: Period) -> Result<(usize, usize, Changed)> {
        let all = self.dues(month.year)?;
        let open = all.lines.iter().filter(|l| {
            let state = l.state(month, all.begins.map(|b| b.min(month)).or(Some(month)), all.today);
            state.owing() && !state.settled() && state != State::Short
        });
        let payments: Vec<Payment> = open.map(|l| self.new_payment(l, month)).collect();
        let (pay, without): (Vec<Payment>, Vec<Payment>) = payments.into_iter().partition(|p| p.amount > Money(0));
        pay.iter().try_for_each(|p| acceptable(p, self.today()))?;
        let op = Op::PayAllDues { month: month.to_string(), count: pay.len() };
        Ok((pay.len(), without.len(), self.pay(&op, &pay)?))
    }

    fn pay(&mut self, op: &Op, payments: &[Payment]) -> Result<Changed> {
        let put = |tx: &store::Tx<'_>| {
            payments.iter().try_for_each(|p| {
                let (payer, note) = (p.payer.trim().to_owned(), p.note.trim().to_owned());
                store::dues::put_payment(tx, &Payment { id: PaymentId(tx.new_id()), payer, note, ..p.clone() })
            })
        };
        Ok(self.act(op, put)?.1)
    }

    /// Takes a payment back.
    pub fn delete_dues(&mut self, payment: &Payment) -> Result<Changed> {
        let op = Op::DeleteDues { name: self.known(payment.member)?.name, month: payment.month.to_string() };
        Ok(self.act(&op, |tx| store::dues::delete_payment(tx, payment.id))?.1)
    }

    /// Sets what a member pays from a month on; the standard that began in the same month is changed.
    ///
    /// # Errors
    /// Refuses a sum of nothing for who is not exempt, an exemption without a reason, a rate without what it is taken of.
    pub fn set_dues_standard(&mut self, standard: &Standard) -> Result<Changed> {
        let name = self.known(standard.member)?.name;
        let exempt = standard.basis == Basis::Exempt;
        let rate = matches!(standard.basis, Basis::Wage | Basis::Pension);
        let amount = if exempt { Money(0) } else { standard.amount };
        let note = standard.note.trim().to_owned();
        if exempt && note.is_empty() {
            return Err(Error::refused("免交要写明原因(党支部讨论、上级同意)。"));
        }
        if !exempt && amount <= Money(0) {
            return Err(Error::refused("每月交多少还没填。"));
        }
        if rate && standard.base.is_none() {
            return Err(Error::refused("按比例的,要填工资或离退休费(基数)。"));
        }
        let base = standard.base.filter(|_| rate);
        let op = Op::SetDuesStandard { name };
        let put = |tx: &store::Tx<'_>| {
            let id = StandardId(tx.new_id());
            store::dues::put_standard(tx, &Standard { id, amount, base, note, ..standard.clone() })
        };
        Ok(self.act(&op, put)?.1)
    }

    /// Removes a standard; the one before it holds on.
    pub fn delete_dues_standard(&mut self, standard: &Standard) -> Result<Changed> {
        let op = Op::DeleteDuesStandard { name: self.known(standard.member)?.name };
        Ok(self.act(&op, |tx| store::dues::delete_standard(tx, standard.id))?.1)
    }

    /// Sets one fixed sum from a month on for everybody who owes dues in its year and has no standard then, in one step; how
    /// many that were.
    ///
    /// # Errors
    /// Refuses a sum of nothing, and where nobody is without a standard.
    pub fn set_dues_for_all(&mut self, from: Period, amount: Money) -> Result<(usize, Changed)> {
        if amount <= Money(0) {
            return Err(Error::refused("每月交多少还没填。"));
        }
        let org = self.here()?.id;
        let without: Vec<MemberId> = self.without_standard(from)?;
        if without.is_empty() {
            return Err(Error::refused("该交党费的人都已经有标准了;个别的请选中后单独改。"));
        }
        let op = Op::SetDuesForAll { count: without.len() };
        let (_, changed) = self.act(&op, |tx| {
            without.iter().try_for_each(|member| {
                let (basis, base, note) = (Basis::Fixed, None, String::new());
                let id = StandardId(tx.new_id());
                store::dues::put_standard(tx, &Standard { id, org, member: *member, from, basis, base, amount, note })
            })
        })?;
        Ok((without.len(), changed))
    }

    /// Who owes dues in the year of a month and has no standard that holds by it, nor one later in that year.
    pub fn without_standard(&self, from: Period) -> Result<Vec<MemberId>> {
        let all = self.dues(from.year)?;
        Ok(all.lines.iter().filter(|l| l.standards.is_empty()).map(|l| l.member.id).collect())
    }
}

fn acceptable(payment: &Payment, today: Date) -> Result<()> {
    match payment.paid_on {
        _ if payment.amount <= Money(0) => Err(Error::refused("交了多少还没填。")),
        Some(day) if day > today => Err(Error::refused(format!("交款日期 {day} 还没到。"))),
        _ if payment.month > Period::month(today.year(), 12) => {
            Err(Error::refused(format!("{}年还没到。", payment.month.year)))
        }
        _ => Ok(()),
    }
}
