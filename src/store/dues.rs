//! 党费 on disk: what members pay a month, what was paid; read by year.
//! Not here: who owes what (`model::dues`), what may be written (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    date::Period,
    dues::{Basis, Money, Payment, Standard},
    id::{MemberId, OrgId, PaymentId, StandardId},
};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

const STANDARD: &str = "d.id, d.org, d.member, d.from_month, d.basis, d.base, d.amount, d.note";
const PAYMENT: &str = "d.id, d.org, d.member, d.month, d.amount, d.paid_on, d.payer, d.note, d.recorded_on";

/// Standards that begin by the end of a year, by month. Few: a member has one until income changes.
pub fn standards(conn: &Connection, org: Option<OrgId>, year: i32) -> Result<Vec<Standard>> {
    let mut stmt = conn.prepare_cached(&standards_sql(org.is_some()))?;
    let found = stmt.query_map(params![org.map(|o| o.0), Period::month(year, 12).to_string()], read_standard)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Payments for these months, both included, by month.
pub fn payments(conn: &Connection, org: Option<OrgId>, from: Period, to: Period) -> Result<Vec<Payment>> {
    let mut stmt = conn.prepare_cached(&payments_sql(org.is_some()))?;
    let found = stmt.query_map(params![org.map(|o| o.0), from.to_string(), to.to_string()], read_payment)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The first month for which anybody of an organisation ever paid.
pub fn first_paid(conn: &Connection, org: Option<OrgId>) -> Result<BTreeMap<OrgId, Period>> {
    let mut stmt = conn.prepare_cached(&first_paid_sql(org.is_some()))?;
    let found = stmt.query_map([org.map(|o| o.0)], |r| {
        let known = r.get::<_, Option<String>>(1)?.is_some();
        Ok(if known { Some((OrgId(r.get(0)?), row::month(r, 1)?)) } else { None })
    })?;
    Ok(found.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}

pub(super) fn first_paid_sql(one_org: bool) -> String {
    let which = which(one_org);
    format!("SELECT o.id, (SELECT min(d.month) FROM dues_payment d WHERE d.org = o.id) FROM org o WHERE {which}")
}

/// All standards of one member, by month.
pub fn standards_of(conn: &Connection, member: MemberId) -> Result<Vec<Standard>> {
    let sql = format!("SELECT {STANDARD} FROM dues_standard d WHERE d.member = ?1 ORDER BY d.from_month");
    let mut stmt = conn.prepare_cached(&sql)?;
    Ok(stmt.query_map([member.0], read_standard)?.collect::<rusqlite::Result<_>>()?)
}

/// Payments of one member for these months, both included, by month.
pub fn payments_of(conn: &Connection, member: MemberId, from: Period, to: Period) -> Result<Vec<Payment>> {
    let mut stmt = conn.prepare_cached(&payments_of_sql())?;
    let found = stmt.query_map(params![member.0, from.to_string(), to.to_string()], read_payment)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn payments_of_sql() -> String {
    format!("SELECT {PAYMENT} FROM dues_payment d WHERE d.member = ?1 AND d.month BETWEEN ?2 AND ?3 ORDER BY d.month")
}

pub(super) fn standards_sql(one_org: bool) -> String {
    format!(
        "SELECT {STANDARD} FROM org o CROSS JOIN dues_standard d ON d.org = o.id
         WHERE {} AND d.from_month <= ?2 ORDER BY d.org, d.from_month, d.id",
        which(one_org)
    )
}

pub(super) fn payments_sql(one_org: bool) -> String {
    format!(
        "SELECT {PAYMENT} FROM org o CROSS JOIN dues_payment d ON d.org = o.id
         WHERE {} AND d.month BETWEEN ?2 AND ?3 ORDER BY d.org, d.month, d.id",
        which(one_org)
    )
}

/// The FROM of a statement about one organisation or all: CROSS JOIN keeps the order, organisation first, so that the
/// indexes on it serve both cases.
fn which(one_org: bool) -> &'static str {
    if one_org { "o.id = ?1" } else { "?1 IS NULL" }
}

/// Adds a standard, or changes the one of that member and month; its `id` is used only for a new one.
pub fn put_standard(tx: &Tx<'_>, s: &Standard) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO dues_standard (id, org, member, from_month, basis, base, amount, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (member, from_month) DO UPDATE SET basis = excluded.basis, base = excluded.base,
           amount = excluded.amount, note = excluded.note",
    )?
    .execute(params![
        s.id.0,
        s.org.0,
        s.member.0,
        s.from.to_string(),
        s.basis.code(),
        s.base.map(|b| b.0),
        s.amount.0,
        s.note
    ])?;
    Ok(())
}

pub fn delete_standard(tx: &Tx<'_>, id: StandardId) -> Result<()> {
    tx.prepare_cached("DELETE FROM dues_standard WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Adds a payment, or changes the one of that member and month, which keeps its id and the day on which it was first
/// typed in.
pub fn put_payment(tx: &Tx<'_>, p: &Payment) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO dues_payment (id, org, member, month, amount, paid_on, payer, note, recorded_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (member, month) DO UPDATE SET amount = excluded.amount, paid_on = excluded.paid_on,
           payer = excluded.payer, note = excluded.note",
    )?
    .execute(params![
        p.id.0,
        p.org.0,
        p.member.0,
        p.month.to_string(),
        p.amount.0,
        p.paid_on.map(|d| d.to_string()),
        p.payer,
        p.note,
        p.recorded_on.to_string()
    ])?;
    Ok(())
}

pub fn delete_payment(tx: &Tx<'_>, id: PaymentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM dues_payment WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read_standard(r: &Row<'_>) -> rusqlite::Result<Standard> {
    Ok(Standard {
        id: StandardId(r.get(0)?),
        org: OrgId(r.get(1)?),
        member: MemberId(r.get(2)?),
        from: row::month(r, 3)?,
        basis: row::closed(r, 4, Basis::from_code)?,
        base: r.get::<_, Option<i64>>(5)?.map(Money),
        amount: Money(r.get(6)?),
        note: r.get(7)?,
    })
}

fn read_payment(r: &Row<'_>) -> rusqlite::Result<Payment> {
    Ok(Payment {
        id: PaymentId(r.get(0)?),
        org: OrgId(r.get(1)?),
        member: MemberId(r.get(2)?),
        month: row::month(r, 3)?,
        amount: Money(r.get(4)?),
        paid_on: row::day_or_none(r, 5)?,
        payer: r.get(6)?,
        note: r.get(7)?,
        recorded_on: row::day(r, 8)?,
    })
}
