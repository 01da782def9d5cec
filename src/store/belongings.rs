//! What belongs to a record on disk: counted before it is deleted.
//! Not here: the records themselves, each in the file of its noun.

use super::error::Result;
use crate::model::{
    belongings::{Belongings, Part},
    id::{ActivityId, LedgerEntryId, MemberId, SheetId},
};
use rusqlite::Connection;

/// One thing to count: what it is called, its measure word, and the table with the condition on `?1`, the record's id.
type Counted = (&'static str, &'static str, &'static str);

/// The history of somebody on the roster. An event that says how they came is no history: everybody came somehow.
pub fn of_member(conn: &Connection, id: MemberId) -> Result<Belongings> {
    const GOES: [Counted; 3] = [
        ("变动", "条", "member_event WHERE member = ?1 AND kind NOT IN ('transferred_in', 'accepted', 'late_entry')"),
        ("党费标准", "条", "dues_standard WHERE member = ?1"),
        ("党费", "笔", "dues_payment WHERE member = ?1"),
    ];
    const STAYS: [Counted; 3] = [
        ("会议名单", "次", "attendance WHERE member = ?1"),
        ("评议等次", "次", "attendance WHERE member = ?1 AND grade IS NOT NULL"),
        ("台账", "条", "ledger_entry WHERE member = ?1"),
    ];
    counted(conn, id.0, &GOES, &STAYS)
}

pub fn of_activity(conn: &Connection, id: ActivityId) -> Result<Belongings> {
    const GOES: [Counted; 3] = [
        ("名单", "人", "attendance WHERE activity = ?1"),
        ("表决", "项", "vote WHERE activity = ?1"),
        ("附件", "个", "attachment WHERE activity = ?1"),
    ];
    const STAYS: [Counted; 2] =
        [("同日的记录", "条", "activity WHERE held_with = ?1"), ("台账", "条", "ledger_entry WHERE activity = ?1")];
    counted(conn, id.0, &GOES, &STAYS)
}

/// The files of a row of a ledger.
pub fn of_entry(conn: &Connection, id: LedgerEntryId) -> Result<Belongings> {
    counted(conn, id.0, &[("附件", "个", "attachment WHERE entry = ?1")], &[])
}

pub fn of_sheet(conn: &Connection, id: SheetId) -> Result<Belongings> {
    const GOES: [Counted; 4] = [
        ("评定", "项", "mark WHERE sheet = ?1 AND decision <> 'none'"),
        ("备注", "条", "mark WHERE sheet = ?1 AND note <> ''"),
        ("逐笔登记", "笔", "occurrence WHERE sheet = ?1"),
        ("附件", "个", "attachment WHERE sheet = ?1"),
    ];
    counted(conn, id.0, &GOES, &[("台账", "条", "ledger_entry WHERE sheet = ?1")])
}

fn counted(conn: &Connection, id: i64, goes: &[Counted], stays: &[Counted]) -> Result<Belongings> {
    let count = |(what, unit, rows): &Counted| -> Result<Part> {
        let mut stmt = conn.prepare_cached(&format!("SELECT count(*) FROM {rows}"))?;
        let count: i64 = stmt.query_row([id], |r| r.get(0))?;
        Ok(Part { what, unit, count: usize::try_from(count).unwrap_or_default() })
    };
    let parts = |all: &[Counted]| -> Result<Vec<Part>> {
        let all: Result<Vec<Part>> = all.iter().map(count).collect();
        Ok(all?.into_iter().filter(|p| p.count > 0).collect())
    };
    Ok(Belongings { goes: parts(goes)?, stays: parts(stays)? })
}
