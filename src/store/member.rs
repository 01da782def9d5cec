//! Members and what happened to their membership, on disk.
//! Not here: who belonged on a day (`model::member`), what may be saved (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    id::{EventId, MemberId, OrgId},
    member::{COLUMNS, Column, EventKind, Member, MemberEvent, cell::Stored},
};
use rusqlite::{
    Connection, OptionalExtension, Row, ToSql, params, params_from_iter,
    types::{Value, ValueRef},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Every column in the order in which they are read and written: `id`, `org`, those of the table, `extra`.
static NAMES: LazyLock<Vec<&str>> =
    LazyLock::new(|| ["id", "org"].into_iter().chain(COLUMNS.iter().map(|c| c.stored_as)).chain(["extra"]).collect());
/// Columns before those of the table.
const BEFORE: usize = 2;

static SELECT: LazyLock<String> = LazyLock::new(|| format!("SELECT {} FROM member", NAMES.join(", ")));

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let marks: Vec<String> = (1..=NAMES.len()).map(|i| format!("?{i}")).collect();
    format!("INSERT INTO member ({}) VALUES ({})", NAMES.join(", "), marks.join(", "))
});

static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let sets: Vec<String> = NAMES.iter().zip(1..).skip(1).map(|(name, i)| format!("{name} = ?{i}")).collect();
    format!("UPDATE member SET {} WHERE id = ?1", sets.join(", "))
});

/// The members of one organisation (or of all, by organisation), by sign-in number.
pub fn list(conn: &Connection, org: Option<OrgId>) -> Result<Vec<Member>> {
    let (filter, id) = one_or_all(org);
    let mut stmt = conn.prepare_cached(&format!("{} {filter} ORDER BY org, no, id", *SELECT))?;
    Ok(stmt.query_map([id], read)?.collect::<rusqlite::Result<_>>()?)
}

/// Members through time: everybody on record, and what happened to their membership.
#[derive(Debug)]
pub struct Roster {
    /// The members, by organisation and sign-in number.
    pub members: Vec<Member>,
    /// What happened to the membership of each, the earliest first.
    pub events: BTreeMap<MemberId, Vec<MemberEvent>>,
}

/// The roster of one organisation, else of all.
pub fn roster(conn: &Connection, org: Option<OrgId>) -> Result<Roster> {
    let mut by_member: BTreeMap<MemberId, Vec<MemberEvent>> = BTreeMap::new();
    for event in events(conn, org)? {
        by_member.entry(event.member).or_default().push(event);
    }
    Ok(Roster { members: list(conn, org)?, events: by_member })
}

pub fn get(conn: &Connection, id: MemberId) -> Result<Option<Member>> {
    let mut stmt = conn.prepare_cached(&format!("{} WHERE id = ?1", *SELECT))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// The next free sign-in number: one more than the largest.
pub fn next_no(conn: &Connection, org: OrgId) -> Result<u32> {
    let mut stmt = conn.prepare_cached("SELECT coalesce(max(no), 0) + 1 FROM member WHERE org = ?1")?;
    Ok(stmt.query_row([org.0], |r| r.get(0))?)
}

/// Adds a member; its `id` must be new.
pub fn insert(tx: &Tx<'_>, member: &Member) -> Result<()> {
    write(tx, &INSERT, member)
}

/// Writes all fields of a member who is there; unchanged ones leave no trace.
pub fn update(tx: &Tx<'_>, member: &Member) -> Result<()> {
    write(tx, &UPDATE, member)
}

fn write(tx: &Tx<'_>, sql: &str, m: &Member) -> Result<()> {
    let value = |c: &Column| match c.to_file(m) {
        Stored::Nothing => Value::Null,
        Stored::Integer(n) => Value::Integer(n),
        Stored::Text(text) => Value::Text(text),
    };
    let whose = [m.id.0, m.org.0].map(Value::Integer);
    let all = whose.into_iter().chain(COLUMNS.iter().map(value)).chain([Value::Text(row::json_text(&m.extra))]);
    tx.prepare_cached(sql)?.execute(params_from_iter(all))?;
    Ok(())
}

/// Removes a member with events and issues. The names on past rolls stay.
pub fn delete(tx: &Tx<'_>, id: MemberId) -> Result<()> {
    tx.prepare_cached("DELETE FROM member WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Member> {
    let mut m = Member { id: MemberId(r.get(0)?), org: OrgId(r.get(1)?), ..Member::default() };
    for (at, column) in (BEFORE..).zip(COLUMNS) {
        let stored = match r.get_ref(at)? {
            ValueRef::Null => Stored::Nothing,
            ValueRef::Integer(n) => Stored::Integer(n),
            other => Stored::Text(other.as_str()?.to_owned()),
        };
        if !column.from_file(&mut m, stored) {
            return Err(row::unknown(r, at));
        }
    }
    m.extra = row::json(r, BEFORE + COLUMNS.len())?;
    Ok(m)
}

const EVENT_COLUMNS: &str = "id, org, member, kind, happened_on, was, became, detail";

/// The events of one organisation, or of all.
pub fn events(conn: &Connection, org: Option<OrgId>) -> Result<Vec<MemberEvent>> {
    let (filter, id) = one_or_all(org);
    read_events(conn, filter, &id)
}

/// The events of one member, the earliest first.
pub fn events_of(conn: &Connection, member: MemberId) -> Result<Vec<MemberEvent>> {
    read_events(conn, "WHERE member = ?1", &member.0)
}

fn read_events(conn: &Connection, filter: &str, param: &dyn ToSql) -> Result<Vec<MemberEvent>> {
    let sql = format!("SELECT {EVENT_COLUMNS} FROM member_event {filter} ORDER BY happened_on, id");
    let mut stmt = conn.prepare_cached(&sql)?;
    let events = stmt.query_map([param], |r| {
        Ok(MemberEvent {
            id: EventId(r.get(0)?),
            org: OrgId(r.get(1)?),
            member: MemberId(r.get(2)?),
            kind: row::closed(r, 3, EventKind::from_code)?,
            on: row::partial(r, 4)?,
            was: r.get(5)?,
            became: r.get(6)?,
            detail: r.get(7)?,
        })
    })?;
    Ok(events.collect::<rusqlite::Result<_>>()?)
}

/// Adds an event; its `id` must be new.
pub fn insert_event(tx: &Tx<'_>, event: &MemberEvent) -> Result<()> {
    let sql = format!("INSERT INTO member_event ({EVENT_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    tx.prepare_cached(&sql)?.execute(params![
        event.id.0,
        event.org.0,
        event.member.0,
        event.kind.code(),
        event.on.to_string(),
        event.was,
        event.became,
        event.detail
    ])?;
    Ok(())
}

/// Corrects what an event found there when it took effect.
pub fn event_found(tx: &Tx<'_>, id: EventId, was: &str) -> Result<()> {
    tx.prepare_cached("UPDATE member_event SET was = ?2 WHERE id = ?1")?.execute(params![id.0, was])?;
    Ok(())
}

pub fn delete_event(tx: &Tx<'_>, id: EventId) -> Result<()> {
    tx.prepare_cached("DELETE FROM member_event WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// A WHERE clause of one parameter for one organisation or for all.
pub(super) fn one_or_all(org: Option<OrgId>) -> (&'static str, Option<i64>) {
    match org {
        Some(id) => ("WHERE org = ?1", Some(id.0)),
        None => ("WHERE ?1 IS NULL", None),
    }
}
