//! Members and what happened to their membership, on disk.
//! Not here: who belonged on a day (`model::member`), what may be saved (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    id::{EventId, MemberId, OrgId},
    member::{Category, EventKind, Member, MemberEvent, Role, Sex},
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "id, org, no, name, sex, ethnicity, birth, id_number, education, category, joined, full_since, \
                       party_group, post, role, job, phone, address, floating, floating_place, note, extra";

/// The members of one organisation (or of all, by organisation), by sign-in number.
pub fn list(conn: &Connection, org: Option<OrgId>) -> Result<Vec<Member>> {
    let (filter, id) = one_or_all(org);
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM member {filter} ORDER BY org, no, id"))?;
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
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM member WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// The next free sign-in number: one more than the largest.
pub fn next_no(conn: &Connection, org: OrgId) -> Result<u32> {
    let mut stmt = conn.prepare_cached("SELECT coalesce(max(no), 0) + 1 FROM member WHERE org = ?1")?;
    Ok(stmt.query_row([org.0], |r| r.get(0))?)
}

/// Adds a member; its `id` must be new.
pub fn insert(tx: &Tx<'_>, member: &Member) -> Result<()> {
    let sql = "INSERT INTO member (id, org, no, name, sex, ethnicity, birth, id_number, education, category, joined, \
               full_since, party_group, post, role, job, phone, address, floating, floating_place, note, extra)
               VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22)";
    write(tx, sql, member)
}

/// Writes all fields of a member who is there; unchanged ones leave no trace.
pub fn update(tx: &Tx<'_>, member: &Member) -> Result<()> {
    let sql = "UPDATE member SET org = ?2, no = ?3, name = ?4, sex = ?5, ethnicity = ?6, birth = ?7, id_number = ?8, \
               education = ?9, category = ?10, joined = ?11, full_since = ?12, party_group = ?13, post = ?14, \
               role = ?15, job = ?16, phone = ?17, address = ?18, floating = ?19, floating_place = ?20, note = ?21, \
               extra = ?22 WHERE id = ?1";
    write(tx, sql, member)
}

fn write(tx: &Tx<'_>, sql: &str, m: &Member) -> Result<()> {
    tx.prepare_cached(sql)?.execute(params![
        m.id.0,
        m.org.0,
        m.no,
        m.name,
        m.sex.map(Sex::code),
        m.ethnicity,
        m.birth.map(|d| d.to_string()),
        m.id_number.whole(),
        m.education,
        m.category.code(),
        m.joined.map(|d| d.to_string()),
        m.full.map(|d| d.to_string()),
        m.group,
        m.post,
        m.role.map(Role::code),
        m.job,
        m.phone.whole(),
        m.address,
        m.floating,
        m.floating_place,
        m.note,
        row::json_text(&m.extra)
    ])?;
    Ok(())
}

/// Removes a member with events and issues. The names on past rolls stay.
pub fn delete(tx: &Tx<'_>, id: MemberId) -> Result<()> {
    tx.prepare_cached("DELETE FROM member WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        id: MemberId(r.get(0)?),
        org: OrgId(r.get(1)?),
        no: r.get(2)?,
        name: r.get(3)?,
        sex: row::closed_or_none(r, 4, Sex::from_code)?,
        ethnicity: r.get(5)?,
        birth: row::partial_or_none(r, 6)?,
        id_number: r.get::<_, String>(7)?.into(),
        education: r.get(8)?,
        category: row::closed(r, 9, Category::from_code)?,
        joined: row::partial_or_none(r, 10)?,
        full: row::partial_or_none(r, 11)?,
        group: r.get(12)?,
        post: r.get(13)?,
        role: row::closed_or_none(r, 14, Role::from_code)?,
        job: r.get(15)?,
        phone: r.get::<_, String>(16)?.into(),
        address: r.get(17)?,
        floating: r.get(18)?,
        floating_place: r.get(19)?,
        note: r.get(20)?,
        extra: row::json(r, 21)?,
    })
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
