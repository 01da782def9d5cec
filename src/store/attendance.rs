//! The roll and the votes of an activity on disk, replaced row by row so that what did not change leaves no trace.
//! Not here: who is due (`book`), counting (`model::activity`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    activity::{Activity, Attendance, Roll, Tally},
    date::Date,
    grade::Grade,
    id::{ActivityId, MemberId, OrgId},
    vote::{Vote, VoteMethod, Voters},
};
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// The roll of an activity, in the order of the roll.
pub fn list(conn: &Connection, activity: ActivityId) -> Result<Vec<Attendance>> {
    let mut stmt = conn.prepare_cached(
        "SELECT member, name, no, roll, reason, votes, due_note, grade FROM attendance WHERE activity = ?1 ORDER BY position, id",
    )?;
    Ok(stmt.query_map([activity.0], read)?.collect::<rusqlite::Result<_>>()?)
}

/// One member at one activity, for the member's own record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    pub activity: ActivityId,
    pub on: Date,
    pub kind: String,
    pub title: String,
    pub roll: Roll,
    pub reason: String,
}

// CROSS JOIN keeps the order: the year's activities first, then this member's row of each by its index.
pub(super) const OF_MEMBER: &str = "SELECT a.id, a.held_on, a.kind, a.title, t.roll, t.reason
    FROM activity a CROSS JOIN attendance t ON t.member = ?2 AND t.activity = a.id
    WHERE a.org = ?1 AND a.held_on BETWEEN ?3 AND ?4 ORDER BY a.held_on, a.id";

/// The activities of a year on whose roll a member stands, by day.
pub fn of_member(conn: &Connection, org: OrgId, member: MemberId, year: i32) -> Result<Vec<Attended>> {
    let mut stmt = conn.prepare_cached(OF_MEMBER)?;
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let found = stmt.query_map(params![org.0, member.0, from, to], |r| {
        Ok(Attended {
            activity: ActivityId(r.get(0)?),
            on: row::day(r, 1)?,
            kind: r.get(2)?,
            title: r.get(3)?,
            roll: row::closed(r, 4, Roll::from_code)?,
            reason: r.get(5)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The heads of one roll, and the names of those who were due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    pub tally: Tally,
    /// The names of those due, in the order of the roll; none where nobody asked.
    pub names: Vec<String>,
}

pub(super) const HEADS: &str = "SELECT t.activity, sum(due), sum(due AND votes), sum(roll = 'present'), \
        sum(roll = 'present' AND votes), sum(roll = 'excused'), sum(roll = 'absent'), sum(roll = 'unmarked'), \
        sum(roll = 'unmarked' AND votes), sum(roll = 'observer') \
    FROM (SELECT *, roll NOT IN ('observer', 'not_due') AS due FROM attendance) t \
    WHERE t.activity IN (SELECT value FROM json_each(?1)) GROUP BY t.activity";

/// Asks for the names apart from the counts: they would be sorted by names that nobody wants of a roll of three
/// hundred.
pub(super) const NAMES: &str = "SELECT t.activity, t.name FROM attendance t \
    WHERE t.activity IN (SELECT value FROM json_each(?1)) AND t.roll NOT IN ('observer', 'not_due') ORDER BY t.activity, t.position, t.id";

/// The heads of some activities that anybody stands on the roll of; with the names for those `named`.
pub fn heads(conn: &Connection, of: &[ActivityId], named: &[ActivityId]) -> Result<BTreeMap<ActivityId, Heads>> {
    let mut stmt = conn.prepare_cached(HEADS)?;
    let list = |ids: &[ActivityId]| serde_json::json!(ids).to_string();
    let found = stmt.query_map([list(of)], |r| {
        let tally = Tally {
            due: r.get(1)?,
            due_voting: r.get(2)?,
            present: r.get(3)?,
            present_voting: r.get(4)?,
            excused: r.get(5)?,
            absent: r.get(6)?,
            unmarked: r.get(7)?,
            unmarked_voting: r.get(8)?,
            observers: r.get(9)?,
        };
        Ok((ActivityId(r.get(0)?), Heads { tally, names: Vec::new() }))
    })?;
    let mut heads: BTreeMap<ActivityId, Heads> = found.collect::<rusqlite::Result<_>>()?;
    let mut stmt = conn.prepare_cached(NAMES)?;
    let names = stmt.query_map([list(named)], |r| Ok((ActivityId(r.get(0)?), r.get(1)?)))?;
    for found in names {
        let (id, name) = found?;
        heads.entry(id).or_default().names.push(name);
    }
    Ok(heads)
}

/// The members who were at an activity of a kind in a year, of one organisation or of all.
pub fn reached(conn: &Connection, only: Option<OrgId>, kind: &str, year: i32) -> Result<BTreeSet<MemberId>> {
    let mut stmt = conn.prepare_cached(&reached_sql(only.is_some()))?;
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let found = stmt.query_map(params![only.map(|o| o.0), kind, from, to], |r| Ok(MemberId(r.get(0)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Who was present at the records of a year that fill in a further field, of one organisation or of all.
pub fn present_where(
    conn: &Connection,
    only: Option<OrgId>,
    field: &str,
    year: i32,
) -> Result<Vec<(OrgId, ActivityId, MemberId)>> {
    let mut stmt = conn.prepare_cached(&present_sql(only.is_some()))?;
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let found = stmt.query_map(params![only.map(|o| o.0), format!("$.{field}"), from, to], |r| {
        Ok((OrgId(r.get(0)?), ActivityId(r.get(1)?), MemberId(r.get(2)?)))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn present_sql(one_org: bool) -> String {
    let filter = if one_org { "o.id = ?1" } else { "?1 IS NULL" };
    format!(
        "SELECT a.org, a.id, t.member FROM org o CROSS JOIN activity a ON a.org = o.id AND a.held_on BETWEEN ?3 AND ?4
         CROSS JOIN attendance t ON t.activity = a.id AND t.roll = 'present'
         WHERE {filter} AND t.member IS NOT NULL AND coalesce(json_extract(a.extra, ?2), '') <> ''"
    )
}

pub(super) fn reached_sql(one_org: bool) -> String {
    let filter = if one_org { "o.id = ?1" } else { "?1 IS NULL" };
    // CROSS JOIN keeps the order: organisation, the year's activities of the kind, their rolls, each by its index.
    format!(
        "SELECT DISTINCT t.member FROM org o CROSS JOIN activity a ON a.org = o.id AND a.kind = ?2
           AND a.held_on BETWEEN ?3 AND ?4
         CROSS JOIN attendance t ON t.activity = a.id AND t.roll = 'present'
         WHERE {filter} AND t.member IS NOT NULL"
    )
}

/// The votes of an activity, in the order of the record.
pub fn votes(conn: &Connection, activity: ActivityId) -> Result<Vec<Vote>> {
    let mut stmt = conn.prepare_cached(
        "SELECT matter, rule, agree, against, abstain, written, due_voting, present_voting, form
         FROM vote WHERE activity = ?1 ORDER BY position, id",
    )?;
    let votes = stmt.query_map([activity.0], |r| {
        let voters: (Option<u32>, Option<u32>) = (r.get(6)?, r.get(7)?);
        Ok(Vote {
            matter: r.get(0)?,
            rule: r.get(1)?,
            form: row::closed_or_none(r, 8, VoteMethod::from_code)?,
            agree: r.get(2)?,
            against: r.get(3)?,
            abstain: r.get(4)?,
            written: r.get(5)?,
            voters: voters.0.zip(voters.1).map(|(due, present)| Voters { due, present }),
        })
    })?;
    Ok(votes.collect::<rusqlite::Result<_>>()?)
}

/// Makes the roll of an activity exactly this one. Rows are matched by member, guests by name.
pub fn replace(tx: &Tx<'_>, of: &Activity, roll: &[Attendance]) -> Result<()> {
    let mut stmt =
        tx.prepare_cached("SELECT id, member, name FROM attendance WHERE activity = ?1 ORDER BY position, id")?;
    let mut old: Vec<(i64, Option<MemberId>, String)> = stmt
        .query_map([of.id.0], |r| Ok((r.get(0)?, r.get::<_, Option<i64>>(1)?.map(MemberId), r.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO attendance (id, org, activity, member, name, no, roll, reason, votes, position, due_note, grade)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let mut update = tx.prepare_cached(
        "UPDATE attendance SET org = ?2, activity = ?3, member = ?4, name = ?5, no = ?6, roll = ?7, reason = ?8,
         votes = ?9, position = ?10, due_note = ?11, grade = ?12 WHERE id = ?1",
    )?;
    for (position, a) in (0_i64..).zip(roll) {
        let same = |(_, member, name): &(i64, Option<MemberId>, String)| {
            *member == a.member && (a.member.is_some() || *name == a.name)
        };
        let found = old.iter().position(same).map(|i| old.remove(i).0);
        let (stmt, id) = match found {
            Some(id) => (&mut update, id),
            None => (&mut insert, tx.new_id()),
        };
        stmt.execute(params![
            id,
            of.org.0,
            of.id.0,
            a.member.map(|m| m.0),
            a.name,
            a.no,
            a.roll.code(),
            a.reason,
            a.votes,
            position,
            a.due_note,
            a.grade.map(Grade::code)
        ])?;
    }
    let mut delete = tx.prepare_cached("DELETE FROM attendance WHERE id = ?1")?;
    for (id, ..) in old {
        delete.execute([id])?;
    }
    Ok(())
}

/// Makes the votes of an activity exactly these. Rows are matched by their matter; one whose matter is new takes the
/// place of the one that stood there, if that is named no more.
pub fn replace_votes(tx: &Tx<'_>, of: &Activity, votes: &[Vote]) -> Result<()> {
    let mut stmt = tx.prepare_cached("SELECT id, matter FROM vote WHERE activity = ?1 ORDER BY position, id")?;
    let mut old: Vec<Option<(i64, String)>> =
        stmt.query_map([of.id.0], |r| Ok(Some((r.get(0)?, r.get(1)?))))?.collect::<rusqlite::Result<_>>()?;
    let mut same = |v: &Vote| {
        let found = old.iter_mut().find(|o| o.as_ref().is_some_and(|(_, matter)| *matter == v.matter));
        found.and_then(Option::take).map(|(id, _)| id)
    };
    let mut ids: Vec<Option<i64>> = votes.iter().map(&mut same).collect();
    for (id, there) in ids.iter_mut().zip(&mut old).filter(|(id, _)| id.is_none()) {
        *id = there.take().map(|(id, _)| id);
    }
    let mut insert = tx.prepare_cached(
        "INSERT INTO vote (id, org, activity, matter, rule, agree, against, abstain, written, due_voting,
         present_voting, position, form) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let mut update = tx.prepare_cached(
        "UPDATE vote SET org = ?2, activity = ?3, matter = ?4, rule = ?5, agree = ?6, against = ?7, abstain = ?8,
         written = ?9, due_voting = ?10, present_voting = ?11, position = ?12, form = ?13 WHERE id = ?1",
    )?;
    for (position, (v, id)) in (0_i64..).zip(votes.iter().zip(ids)) {
        let (stmt, id) = match id {
            Some(id) => (&mut update, id),
            None => (&mut insert, tx.new_id()),
        };
        stmt.execute(params![
            id,
            of.org.0,
            of.id.0,
            v.matter,
            v.rule,
            v.agree,
            v.against,
            v.abstain,
            v.written,
            v.voters.map(|n| n.due),
            v.voters.map(|n| n.present),
            position,
            v.form.map(VoteMethod::code)
        ])?;
    }
    let mut delete = tx.prepare_cached("DELETE FROM vote WHERE id = ?1")?;
    for (id, _) in old.into_iter().flatten() {
        delete.execute([id])?;
    }
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Attendance> {
    Ok(Attendance {
        member: r.get::<_, Option<i64>>(0)?.map(MemberId),
        name: r.get(1)?,
        no: r.get(2)?,
        roll: row::closed(r, 3, Roll::from_code)?,
        reason: r.get(4)?,
        votes: r.get(5)?,
        due_note: r.get(6)?,
        grade: row::closed_or_none(r, 7, Grade::from_code)?,
    })
}
