//! The store and the verbs of the book, by what they promise: nothing lost, everything undone, nothing written by looking.
//! Here: what all of these tests need.

#![cfg(test)]

mod acts;
mod backups;
mod damage;
mod drafts;
mod dues;
mod facts;
mod grounds;
mod history;
mod journal;
mod ledgers;
mod opening;
mod rounds;
mod schema;
mod sheets;
mod undo;
mod verbs;

use rusqlite::{Connection, types::Value};
use std::path::Path;
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock},
    model::{
        activity::Roll,
        date::Date,
        id::{ActivityId, MemberId},
        org::{Org, OrgKind},
    },
    store::schema::JOURNALLED,
};

pub fn day(s: &str) -> Date {
    s.parse().unwrap()
}

pub fn branch(name: &str) -> Org {
    Org::new(OrgKind::Village, name)
}

/// A data folder, and beside it the folder of what the machine remembers.
pub struct Home {
    pub data: TempDir,
    pub state: TempDir,
}

impl Home {
    pub fn empty() -> Self {
        Self { data: TempDir::new().unwrap(), state: TempDir::new().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.data.path()
    }

    pub fn open_on(&self, access: Access, on: &str) -> zhibu::book::Result<Book> {
        let clock = Clock::fixed(day(on));
        Book::open_with(self.path(), access, clock, Catalog::built_in(), Some(self.state.path().to_owned()))
    }

    /// As opened on a machine that remembers in this folder.
    pub fn open_at(&self, state: &Path) -> Book {
        let clock = Clock::fixed(day("2026-03-05"));
        Book::open_with(self.path(), Access::Write, clock, Catalog::built_in(), Some(state.to_owned())).unwrap()
    }

    pub fn open(&self) -> Book {
        self.open_on(Access::Write, "2026-03-05").unwrap()
    }

    /// A book with one branch.
    pub fn book(&self) -> Book {
        let mut book = self.open();
        book.add_org(branch("柳林村党支部")).unwrap();
        book
    }

    /// A connection past the book, with the triggers gone if asked: somebody else's program.
    pub fn raw(&self) -> Connection {
        Connection::open(self.path().join("zhibu.db")).unwrap()
    }

    /// Every row of every journalled table.
    pub fn dump(&self) -> Vec<String> {
        let conn = self.raw();
        let mut out = Vec::new();
        for table in JOURNALLED {
            let mut stmt = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
            let n = stmt.column_count();
            let rows = stmt.query_map([], |r| (0..n).map(|i| r.get::<_, Value>(i)).collect::<Result<Vec<_>, _>>());
            out.extend(rows.unwrap().map(|r| format!("{table} {:?}", r.unwrap())));
        }
        out
    }
}

pub fn add_member(book: &mut Book, name: &str) -> MemberId {
    let mut member = book.new_member().unwrap();
    member.name = name.into();
    book.save_member(&member).unwrap().members[0]
}

/// A theme day where everybody but the last was present.
pub fn add_meeting(book: &mut Book, on: &str, title: &str) -> ActivityId {
    let mut meeting = book.new_meeting("theme_day", "", day(on)).unwrap();
    meeting.activity.title = title.into();
    meeting.attendance.iter_mut().for_each(|a| a.roll = Roll::Present);
    if let Some(last) = meeting.attendance.last_mut() {
        (last.roll, last.reason) = (Roll::Excused, "住院".into());
    }
    book.save_meeting(&meeting).unwrap().0
}

/// What the check of a folder finds.
pub fn problems(home: &Home) -> Vec<String> {
    home.open_on(Access::Read, "2026-03-05").unwrap().check().unwrap().problems
}
