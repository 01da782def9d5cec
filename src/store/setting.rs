//! Settings that travel with the book and are no part of its records: not journalled, not undone.
//! Not here: anything that a score or a paper follows from.

use super::{Store, error::Result};
use rusqlite::{Connection, OptionalExtension, params};

/// Who is at the keyboard; empty until asked.
pub fn person(conn: &Connection) -> Result<String> {
    let mut stmt = conn.prepare_cached("SELECT value FROM setting WHERE key = 'person'")?;
    Ok(stmt.query_row([], |r| r.get(0)).optional()?.unwrap_or_default())
}

impl Store {
    /// Remembers who is at the keyboard: a write of its own, outside the journal.
    pub fn set_person(&mut self, name: &str) -> Result<()> {
        self.writable()?;
        self.conn().execute(
            "INSERT INTO setting (key, value) VALUES ('person', ?1)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            params![name],
        )?;
        Ok(())
    }
}
