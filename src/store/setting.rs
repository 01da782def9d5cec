//! Settings that travel with the book and are no part of its records: not journalled, not undone.
//! Not here: anything that a score or a paper follows from.

use super::{Store, error::Result};
use crate::model::{date::Date, id::OrgId};
use rusqlite::{Connection, OptionalExtension, params};

/// The key of who is at the keyboard.
const PERSON: &str = "person";

/// Who is at the keyboard; empty until asked.
pub fn person(conn: &Connection) -> Result<String> {
    Ok(get(conn, PERSON)?.unwrap_or_default())
}

/// The day of an organisation's next inspection, where one was set.
pub fn inspection(conn: &Connection, org: OrgId) -> Result<Option<Date>> {
    Ok(get(conn, &inspection_key(org))?.and_then(|day| day.parse().ok()))
}

fn get(conn: &Connection, key: &str) -> Result<Option<String>> {
    let mut stmt = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(stmt.query_row([key], |r| r.get(0)).optional()?)
}

fn inspection_key(org: OrgId) -> String {
    format!("inspection:{org}")
}

impl Store {
    /// Remembers who is at the keyboard: a write of its own, outside the journal.
    pub fn set_person(&mut self, name: &str) -> Result<()> {
        self.set(PERSON, name)
    }

    /// Remembers the day of an inspection, or forgets it.
    pub fn set_inspection(&mut self, org: OrgId, day: Option<Date>) -> Result<()> {
        self.set(&inspection_key(org), &day.map_or(String::new(), |d| d.to_string()))
    }

    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        self.writable()?;
        self.conn().execute(
            "INSERT INTO setting (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            params![key, value],
        )?;
        Ok(())
    }
}
