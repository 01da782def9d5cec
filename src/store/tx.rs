//! A transaction inside an act: what every function that writes a record asks for.
//! Not here: when one begins, and how it becomes a step of the journal (`act`).

use super::{clock::Clock, id::Ids};
use chrono::NaiveDateTime;
use rusqlite::{Connection, Transaction};
use std::ops::Deref;

/// A transaction inside an act. Only [`Store::act`](super::Store::act) and undo make one.
pub struct Tx<'a> {
    conn: Transaction<'a>,
    clock: Clock,
    ids: &'a Ids,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: Transaction<'a>, clock: Clock, ids: &'a Ids) -> Self {
        Self { conn, clock, ids }
    }

    pub(super) fn commit(self) -> rusqlite::Result<()> {
        self.conn.commit()
    }

    /// A new identifier, larger than all before.
    pub fn new_id(&self) -> i64 {
        self.ids.next()
    }

    /// The time of the act, local.
    pub fn now(&self) -> NaiveDateTime {
        self.clock.now()
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.conn
    }
}
