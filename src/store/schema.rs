//! Makes and upgrades the tables from numbered files, and generates from what they then are what the journal needs:
//! each row as JSON, and the triggers that write it down.
//! Not here: what the triggers' rows mean (`journal`).

use super::error::Result;
use crate::model::table::Table;
use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as ours (`file` and others show it): "ZHIB".
pub const APPLICATION_ID: i32 = 0x5a48_4942;

/// The numbered files in order; each is kept for ever, a change is a new one.
pub const SCRIPTS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
    include_str!("schema/0003.sql"),
    include_str!("schema/0004.sql"),
    include_str!("schema/0005.sql"),
    include_str!("schema/0006.sql"),
    include_str!("schema/0007.sql"),
    include_str!("schema/0008.sql"),
    include_str!("schema/0009.sql"),
];

/// The schema number that this program writes.
pub const LATEST: i64 = SCRIPTS.len() as i64;

/// Tables whose every change is a row of the journal.
pub const JOURNALLED: &[&str] = Table::CODES;

/// The schema number of a file; 0 for one that has no tables yet.
pub fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |r| r.get(0))?)
}

/// The mark of the program that made the file.
pub fn application(conn: &Connection) -> Result<i32> {
    Ok(conn.pragma_query_value(None, "application_id", |r| r.get(0))?)
}

/// Applies every script that the file does not have yet, in one transaction; then runs `first` in it if the file was new.
pub fn bring_up(conn: &mut Connection, scripts: &[&str], first: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let have = version(&tx)?;
    // One from before the upgrade would silently leave out a new column.
    drop_journalling(&tx)?;
    for script in scripts.iter().skip(usize::try_from(have).unwrap_or(usize::MAX)) {
        tx.execute_batch(script)?;
    }
    make_journalling(&tx)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", scripts.len() as i64)?;
    if have == 0 {
        first(&tx)?;
    }
    tx.commit()?;
    Ok(())
}

/// The columns of a table in alphabetical order: the order of the journal's JSON.
pub fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let mut stmt = conn.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY name")?;
    Ok(stmt.query_map([table], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A journalled table's computed column: the row as the journal has it. Stored nowhere. The triggers name it instead of
/// spelling every column out thrice, which is most of what SQLite has to read when a file is opened.
pub const ROW: &str = "as_json";

fn drop_journalling(conn: &Connection) -> Result<()> {
    let names = |sql: &str| -> Result<Vec<String>> {
        Ok(conn.prepare(sql)?.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
    };
    for name in names("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'")? {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    let with_row = format!(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c ON c.name = '{ROW}' WHERE t.type = 'table'"
    );
    for table in names(&with_row)? {
        conn.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN {ROW}"))?;
    }
    Ok(())
}

fn make_journalling(conn: &Connection) -> Result<()> {
    for table in JOURNALLED {
        let columns = columns(conn, table)?;
        // A table that only a later script makes: tests bring up old schemas too.
        if columns.is_empty() {
            continue;
        }
        let pairs: Vec<_> = columns.iter().map(|c| format!("'{c}', \"{c}\"")).collect();
        let row = format!("json_object({})", pairs.join(", "));
        conn.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {ROW} TEXT AS ({row}) VIRTUAL"))?;
        let (old, new) = (format!("OLD.{ROW}"), format!("NEW.{ROW}"));
        // An update that changes nothing leaves no trace.
        let differs = format!("WHEN {old} IS NOT {new}");
        for (event, when, id, before, after) in [
            ("insert", "", "NEW.id", "NULL", new.as_str()),
            ("update", differs.as_str(), "OLD.id", old.as_str(), new.as_str()),
            ("delete", "", "OLD.id", old.as_str(), "NULL"),
        ] {
            conn.execute_batch(&format!(
                "CREATE TRIGGER journal_{table}_{event} AFTER {event} ON {table} {when} BEGIN
                   INSERT INTO journal_row (origin, seq, table_name, row_id, before, after)
                   VALUES ((SELECT origin FROM journal_open), (SELECT seq FROM journal_open), '{table}', {id}, {before}, {after});
                 END"
            ))?;
        }
    }
    Ok(())
}
