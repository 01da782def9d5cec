//! Activities on disk: the record itself, and the rows of lists.
//! Not here: people and votes of one (`attendance`), what may be saved (`book`).

use super::{error::Result, row, tx::Tx};
use crate::model::{
    activity::{Activity, Source, Turnout},
    date::Date,
    id::{ActivityId, OrgId},
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "id, org, no, kind, held_on, starts, ends, place, chair, recorder, title, topics, minutes, \
                       party_group, stated_due, stated_present, extra, source, recorded_at, held_with, from_row";

pub(super) const TEXTS: &str = "SELECT title || char(10) || topics || char(10) || minutes FROM activity
    WHERE org = ?1 AND kind = ?2 AND held_on BETWEEN ?3 AND ?4 ORDER BY held_on";

/// A row of a list of activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRow {
    pub id: ActivityId,
    pub no: String,
    pub kind: String,
    pub on: Date,
    pub title: String,
    pub group: String,
    pub place: String,
    pub turnout: Turnout,
    pub unmarked: u32,
    pub days_late: i64,
    pub imported: bool,
    /// The record in whose course this one was held.
    pub held_with: Option<ActivityId>,
}

/// An activity without its long texts, and the heads of its roll counted: what lists and facts need.
pub(super) struct Counted {
    /// The activity; its `topics` and `minutes` are empty.
    pub head: Activity,
    pub has_minutes: bool,
    pub due: u32,
    pub present: u32,
    pub unmarked: u32,
}

impl Counted {
    pub fn turnout(&self) -> Turnout {
        Turnout::report(self.due, self.present, self.unmarked, (self.head.stated_due, self.head.stated_present))
    }

    fn row(self) -> ActivityRow {
        ActivityRow {
            turnout: self.turnout(),
            unmarked: self.unmarked,
            days_late: self.head.days_late(),
            imported: self.head.source == Source::Imported,
            held_with: self.head.held_with,
            id: self.head.id,
            no: self.head.no,
            kind: self.head.kind,
            on: self.head.on,
            title: self.head.title,
            group: self.head.group,
            place: self.head.place,
        }
    }
}

/// The activities of one organisation (or of all) in a year, by day. The cost depends on that year alone.
pub(super) fn counted(conn: &Connection, org: Option<OrgId>, year: i32) -> Result<Vec<Counted>> {
    let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    read_counted(conn, &counted_sql(org.is_some()), params![org.map(|o| o.0), from, to])
}

pub(super) fn counted_sql(one_org: bool) -> String {
    // CROSS JOIN keeps the order: organisation first, so that the index on (org, held_on) serves both cases.
    format!(
        "{} FROM org o CROSS JOIN activity a ON a.org = o.id
         WHERE {} AND a.held_on BETWEEN ?2 AND ?3 ORDER BY a.org, a.held_on, a.id",
        select_counted(),
        if one_org { "o.id = ?1" } else { "?1 IS NULL" }
    )
}

fn select_counted() -> String {
    let columns = COLUMNS.split(',').map(str::trim).map(|c| match c {
        "topics" | "minutes" => format!("'' AS {c}"),
        _ => format!("a.{c}"),
    });
    let count = |test: &str| format!("(SELECT count(*) FROM attendance t WHERE t.activity = a.id{test})");
    // Due are all but a few, each counted from the index: a test for inequality would look at every row.
    format!(
        "SELECT {}, trim(a.minutes, ' ' || char(9, 10, 13)) <> '' AS has_minutes, {} - {} AS due, {} AS present, {} AS unmarked",
        columns.collect::<Vec<_>>().join(", "),
        count(""),
        count(" AND t.roll IN ('observer', 'not_due')"),
        count(" AND t.roll = 'present'"),
        count(" AND t.roll = 'unmarked'"),
    )
}

fn read_counted(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<Counted>> {
    let mut stmt = conn.prepare_cached(sql)?;
    let found = stmt.query_map(params, |r| {
        Ok(Counted {
            head: read(r)?,
            has_minutes: r.get(21)?,
            due: r.get(22)?,
            present: r.get(23)?,
            unmarked: r.get(24)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The activities of a year, by day.
pub fn list(conn: &Connection, org: OrgId, year: i32) -> Result<Vec<ActivityRow>> {
    Ok(counted(conn, Some(org), year)?.into_iter().map(Counted::row).collect())
}

/// The activities held in the course of `root`, and `root` itself, by day and hour; without `except`.
pub fn occasion(conn: &Connection, root: ActivityId, except: ActivityId) -> Result<Vec<ActivityRow>> {
    let sql = format!(
        "{} FROM activity a WHERE (a.id = ?1 OR a.held_with = ?1) AND a.id <> ?2 ORDER BY a.held_on, a.starts, a.id",
        select_counted()
    );
    Ok(read_counted(conn, &sql, params![root.0, except.0])?.into_iter().map(Counted::row).collect())
}

/// The activities of one day as rows of a list, by hour; long texts left out.
pub fn list_of_day(conn: &Connection, org: OrgId, day: Date) -> Result<Vec<ActivityRow>> {
    let rows = read_counted(conn, &list_of_day_sql(), params![org.0, day.to_string()])?;
    Ok(rows.into_iter().map(Counted::row).collect())
}

pub(super) fn list_of_day_sql() -> String {
    format!("{} FROM activity a WHERE a.org = ?1 AND a.held_on = ?2 ORDER BY a.starts, a.id", select_counted())
}

/// The activities of an organisation that were read from rows of activities files, by the hash of the row.
pub fn from_rows(conn: &Connection, org: OrgId) -> Result<BTreeMap<String, ActivityId>> {
    let mut stmt = conn.prepare_cached("SELECT from_row, id FROM activity WHERE org = ?1 AND from_row IS NOT NULL")?;
    let found = stmt.query_map([org.0], |r| Ok((r.get(0)?, ActivityId(r.get(1)?))))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Makes `id` the activity in whose course `old`, and all that was held in the course of `old`, took place.
pub fn lead(tx: &Tx<'_>, id: ActivityId, old: ActivityId) -> Result<()> {
    let sql = "UPDATE activity SET held_with = nullif(?1, id) WHERE id = ?2 OR held_with = ?2";
    tx.prepare_cached(sql)?.execute([id.0, old.0])?;
    Ok(())
}

/// Takes an activity out of the occasion in whose course it was held.
pub fn part(tx: &Tx<'_>, id: ActivityId) -> Result<()> {
    tx.prepare_cached("UPDATE activity SET held_with = NULL WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// The titles, topics and minutes of a kind's records between two days.
pub fn texts(conn: &Connection, org: OrgId, kind: &str, from: Date, to: Date) -> Result<Vec<String>> {
    let mut stmt = conn.prepare_cached(TEXTS)?;
    let texts = stmt.query_map(params![org.0, kind, from.to_string(), to.to_string()], |r| r.get(0))?;
    Ok(texts.collect::<rusqlite::Result<_>>()?)
}

/// The activities of one day, without the people.
pub fn of_day(conn: &Connection, org: OrgId, day: Date) -> Result<Vec<Activity>> {
    let mut stmt = conn.prepare_cached(&of_day_sql())?;
    Ok(stmt.query_map(params![org.0, day.to_string()], read)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn of_day_sql() -> String {
    format!("SELECT {COLUMNS} FROM activity WHERE org = ?1 AND held_on = ?2 ORDER BY id")
}

pub fn get(conn: &Connection, id: ActivityId) -> Result<Option<Activity>> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM activity WHERE id = ?1"))?;
    Ok(stmt.query_row([id.0], read).optional()?)
}

/// The activity with the number that people use, `2026-017`.
pub fn by_no(conn: &Connection, org: OrgId, no: &str) -> Result<Option<ActivityId>> {
    let mut stmt = conn.prepare_cached("SELECT id FROM activity WHERE org = ?1 AND no = ?2 ORDER BY id LIMIT 1")?;
    Ok(stmt.query_row(params![org.0, no], |r| r.get(0).map(ActivityId)).optional()?)
}

/// The last activity of a kind and 党小组 before a day; `None` where there is none.
pub fn last(conn: &Connection, org: OrgId, kind: &str, group: &str, before: Date) -> Result<Option<Activity>> {
    let mut stmt = conn.prepare_cached(&last_sql())?;
    Ok(stmt.query_row(params![org.0, kind, group, before.to_string()], read).optional()?)
}

pub(super) fn last_sql() -> String {
    format!(
        "SELECT {COLUMNS} FROM activity WHERE org = ?1 AND kind = ?2 AND party_group = ?3 AND held_on < ?4
         ORDER BY held_on DESC, id DESC LIMIT 1"
    )
}

/// The next number of a year, `2026-017`.
pub fn next_no(conn: &Connection, org: OrgId, year: i32) -> Result<String> {
    let mut stmt = conn.prepare_cached(
        "SELECT coalesce(max(CAST(substr(no, 6) AS INTEGER)), 0) + 1 FROM activity
         WHERE org = ?1 AND no BETWEEN ?2 AND ?3",
    )?;
    let (from, to) = (format!("{year:04}-"), format!("{year:04}-~"));
    let n: u32 = stmt.query_row(params![org.0, from, to], |r| r.get(0))?;
    Ok(format!("{year:04}-{n:03}"))
}

/// Adds an activity; its `id` must be new.
pub fn insert(tx: &Tx<'_>, activity: &Activity) -> Result<()> {
    let sql = format!(
        "INSERT INTO activity ({COLUMNS}) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)"
    );
    write(tx, &sql, activity)
}

/// Writes all fields of an activity that is there; unchanged ones leave no trace.
pub fn update(tx: &Tx<'_>, activity: &Activity) -> Result<()> {
    let sql = "UPDATE activity SET org = ?2, no = ?3, kind = ?4, held_on = ?5, starts = ?6, ends = ?7, place = ?8, \
               chair = ?9, recorder = ?10, title = ?11, topics = ?12, minutes = ?13, party_group = ?14, \
               stated_due = ?15, stated_present = ?16, extra = ?17, source = ?18, recorded_at = ?19, held_with = ?20, \
               from_row = ?21 WHERE id = ?1";
    write(tx, sql, activity)
}

fn write(tx: &Tx<'_>, sql: &str, a: &Activity) -> Result<()> {
    tx.prepare_cached(sql)?.execute(params![
        a.id.0,
        a.org.0,
        a.no,
        a.kind,
        a.on.to_string(),
        a.starts,
        a.ends,
        a.place,
        a.chair,
        a.recorder,
        a.title,
        a.topics,
        a.minutes,
        a.group,
        a.stated_due,
        a.stated_present,
        row::json_text(&a.extra),
        a.source.code(),
        row::stamp(a.recorded_at),
        a.held_with.map(|w| w.0),
        a.from_row
    ])?;
    Ok(())
}

/// Removes an activity with its roll and votes.
pub fn delete(tx: &Tx<'_>, id: ActivityId) -> Result<()> {
    tx.prepare_cached("DELETE FROM activity WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

fn read(r: &Row<'_>) -> rusqlite::Result<Activity> {
    Ok(Activity {
        id: ActivityId(r.get(0)?),
        org: OrgId(r.get(1)?),
        no: r.get(2)?,
        kind: r.get(3)?,
        on: row::day(r, 4)?,
        starts: r.get(5)?,
        ends: r.get(6)?,
        place: r.get(7)?,
        chair: r.get(8)?,
        recorder: r.get(9)?,
        title: r.get(10)?,
        topics: r.get(11)?,
        minutes: r.get(12)?,
        group: r.get(13)?,
        stated_due: r.get(14)?,
        stated_present: r.get(15)?,
        extra: row::json(r, 16)?,
        source: row::closed(r, 17, Source::from_code)?,
        recorded_at: row::moment(r, 18)?,
        held_with: r.get::<_, Option<i64>>(19)?.map(ActivityId),
        from_row: r.get(20)?,
    })
}
