//! What a step reaches: how many rows of each table, and whose they are.
//! Not here: which step is meant (`journal::next`), the words (`model::undo`).

use super::{StepId, rows};
use crate::{
    model::{
        id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
        table::Table,
        undo::{Toll, Touched, Way},
    },
    store::error::Result,
};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What reversing these steps, the oldest first, comes to: a row that came and went in them counts for nothing.
pub fn toll(conn: &Connection, steps: impl IntoIterator<Item = StepId>, way: Way) -> Result<Toll> {
    // Whether the row was there before the first of them, and is there after the last.
    let mut ends: BTreeMap<(Table, i64), (bool, bool)> = BTreeMap::new();
    let mut stmt = conn.prepare_cached(
        "SELECT table_name, row_id, before IS NOT NULL, after IS NOT NULL FROM journal_row
         WHERE origin = ?1 AND seq = ?2 ORDER BY n",
    )?;
    let read = |r: &Row<'_>| Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
    for step in steps {
        for row in stmt.query_map(params![step.origin, step.seq], read)? {
            let (table, id, before, after) = row?;
            let Some(table) = Table::from_code(&table) else { continue };
            ends.entry((table, id)).and_modify(|ends| ends.1 = after).or_insert((before, after));
        }
    }
    let mut toll = Toll::default();
    for ((table, _), (before, after)) in ends {
        match way {
            Way::Back => toll.count(table, after, before),
            Way::Forth => toll.count(table, before, after),
        }
    }
    Ok(toll)
}

/// The columns that say what a row belongs to, and when it is.
#[derive(Default, Deserialize)]
struct Of {
    org: Option<i64>,
    member: Option<i64>,
    activity: Option<i64>,
    held_with: Option<i64>,
    sheet: Option<i64>,
    entry: Option<i64>,
    kind: Option<String>,
    ledger: Option<String>,
    held_on: Option<String>,
    opened_on: Option<String>,
    month: Option<String>,
    from_month: Option<String>,
    year: Option<i32>,
}

/// Every row that a step touched, before and after.
pub fn touched(conn: &Connection, step: StepId) -> Result<Vec<Touched>> {
    let mut out = Vec::new();
    for row in rows(conn, step)? {
        let Some(table) = Table::from_code(&row.table) else { continue };
        let of = |side: &Option<String>| side.as_deref().map(|json| serde_json::from_str(json).unwrap_or_default());
        let sides: [Option<Of>; 2] = [of(&row.before), of(&row.after)];
        let occasion = |side: &Option<Of>| side.as_ref().and_then(|of| of.held_with);
        let moved = occasion(&sides[0]) != occasion(&sides[1]);
        for of in sides.into_iter().flatten() {
            let own = |is: Table, link: Option<i64>| if table == is { Some(row.id) } else { link };
            let day = of.held_on.or(of.opened_on).or(of.month).or(of.from_month);
            let touched = Touched {
                table,
                org: of.org.map(OrgId),
                member: own(Table::Member, of.member).map(MemberId),
                activity: own(Table::Activity, of.activity).map(ActivityId),
                sheet: own(Table::Sheet, of.sheet).map(SheetId),
                entry: own(Table::LedgerEntry, of.entry).map(LedgerEntryId),
                year: of.year.or_else(|| day?.get(..4)?.parse().ok()),
                kind: of.ledger.or(of.kind).unwrap_or_default(),
            };
            // A record that came to another's occasion, or left it, is seen there too.
            let beside = of.held_with.filter(|_| moved).map(ActivityId);
            out.extend(beside.map(|with| Touched {
                activity: Some(with),
                year: None,
                kind: String::new(),
                ..touched.clone()
            }));
            out.push(touched);
        }
    }
    Ok(out)
}
