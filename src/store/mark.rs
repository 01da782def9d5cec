//! What people put on the items of a sheet, on disk: at most one mark of an item, any number of occurrences.
//! Not here: what may be decided (`book`), totals (`model::score`), the sheets themselves (`sheet`).

use super::{error::Result, row, sheet, tx::Tx};
use crate::model::{
    id::{MarkId, OccurrenceId, OrgId, SheetId},
    points::Points,
    sheet::{Decision, Entered, Mark, Occurrence},
};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

const MARK: &str = "id, org, sheet, item, decision, points, reason, suggested, note, grounds, carried";
const OCCURRENCE: &str = "id, org, sheet, item, rule, day, who, amount, choice, note";

/// Everything on one sheet: marks by item, occurrences by day.
pub fn entered(conn: &Connection, sheet: SheetId) -> Result<Entered> {
    let mut stmt = conn.prepare_cached(&format!("SELECT {MARK} FROM mark WHERE sheet = ?1 ORDER BY item"))?;
    let marks = stmt.query_map([sheet.0], read)?.collect::<rusqlite::Result<_>>()?;
    let sql = format!("SELECT {OCCURRENCE} FROM occurrence WHERE sheet = ?1 ORDER BY day, id");
    let mut stmt = conn.prepare_cached(&sql)?;
    let occurrences = stmt.query_map([sheet.0], read_occurrence)?.collect::<rusqlite::Result<_>>()?;
    Ok(Entered { marks, occurrences, results: Vec::new() })
}

/// What stands on the sheets of a checklist and year, in whichever organisation.
pub fn of_year(conn: &Connection, checklist: &str, year: i32) -> Result<BTreeMap<SheetId, Entered>> {
    let mut out: BTreeMap<SheetId, Entered> = BTreeMap::new();
    let mut stmt = conn.prepare_cached(&of_year_sql("mark", MARK))?;
    for mark in stmt.query_map(params![checklist, year], read)? {
        let mark = mark?;
        out.entry(mark.sheet).or_default().marks.push(mark);
    }
    let mut stmt = conn.prepare_cached(&of_year_sql("occurrence", OCCURRENCE))?;
    for occurrence in stmt.query_map(params![checklist, year], read_occurrence)? {
        let occurrence = occurrence?;
        out.entry(occurrence.sheet).or_default().occurrences.push(occurrence);
    }
    Ok(out)
}

/// The statement for the rows of a table that stand on any sheet of a checklist and year.
pub(super) fn of_year_sql(table: &str, columns: &str) -> String {
    let columns: Vec<String> = columns.split(", ").map(|c| format!("t.{c}")).collect();
    sheet::of_year_sql(&columns.join(", "), &format!("CROSS JOIN {table} t ON t.sheet = s.id"))
}

/// Adds a mark, or changes the one on that item of that sheet; `mark.id` is used only for a new one.
pub fn put(tx: &Tx<'_>, mark: &Mark) -> Result<()> {
    let (decision, points) = match mark.decision {
        Some(Decision::Points(p)) => ("points", Some(p.0)),
        Some(Decision::NotApplicable) => ("not_applicable", None),
        None => ("none", None),
    };
    tx.prepare_cached(&format!(
        "INSERT INTO mark ({MARK}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (sheet, item) DO UPDATE SET decision = excluded.decision, points = excluded.points,
           reason = excluded.reason, suggested = excluded.suggested, note = excluded.note,
           grounds = excluded.grounds, carried = excluded.carried"
    ))?
    .execute(params![
        mark.id.0,
        mark.org.0,
        mark.sheet.0,
        mark.item,
        decision,
        points,
        mark.reason,
        mark.suggested.map(|p| p.0),
        mark.note,
        mark.grounds.as_ref().map(row::json_text),
        mark.carried
    ])?;
    Ok(())
}

/// Removes the mark on an item of a sheet; tells whether there was one.
pub fn delete(tx: &Tx<'_>, sheet: SheetId, item: &str) -> Result<bool> {
    let mut stmt = tx.prepare_cached("DELETE FROM mark WHERE sheet = ?1 AND item = ?2")?;
    Ok(stmt.execute(params![sheet.0, item])? > 0)
}

/// Adds something counted by hand; its `id` must be new.
pub fn insert_occurrence(tx: &Tx<'_>, o: &Occurrence) -> Result<()> {
    let sql = format!("INSERT INTO occurrence ({OCCURRENCE}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    let day = o.day.to_string();
    tx.prepare_cached(&sql)?
        .execute(params![o.id.0, o.org.0, o.sheet.0, o.item, o.rule, day, o.who, o.amount, o.choice, o.note])?;
    Ok(())
}

/// Removes something counted by hand; tells whether it was there.
pub fn delete_occurrence(tx: &Tx<'_>, id: OccurrenceId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM occurrence WHERE id = ?1")?.execute([id.0])? > 0)
}

fn read(r: &Row<'_>) -> rusqlite::Result<Mark> {
    let points: Option<i64> = r.get(5)?;
    let decision = row::closed(r, 4, |code| match (code, points) {
        ("points", Some(p)) => Some(Some(Decision::Points(Points(p)))),
        ("not_applicable", _) => Some(Some(Decision::NotApplicable)),
        ("none", _) => Some(None),
        _ => None,
    })?;
    Ok(Mark {
        id: MarkId(r.get(0)?),
        org: OrgId(r.get(1)?),
        sheet: SheetId(r.get(2)?),
        item: r.get(3)?,
        decision,
        reason: r.get(6)?,
        suggested: r.get::<_, Option<i64>>(7)?.map(Points),
        note: r.get(8)?,
        grounds: row::json_or_none(r, 9)?,
        carried: r.get(10)?,
    })
}

fn read_occurrence(r: &Row<'_>) -> rusqlite::Result<Occurrence> {
    Ok(Occurrence {
        id: OccurrenceId(r.get(0)?),
        org: OrgId(r.get(1)?),
        sheet: SheetId(r.get(2)?),
        item: r.get(3)?,
        rule: r.get(4)?,
        day: row::day(r, 5)?,
        who: r.get(6)?,
        amount: r.get(7)?,
        choice: r.get(8)?,
        note: r.get(9)?,
    })
}
