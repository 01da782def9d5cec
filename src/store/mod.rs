//! The book on disk: the only place that says SQL. Opening a data folder, the one door for writes, one file per noun.
//! Not here: what a verb means and refuses (`book`), rules (`model`).

pub mod act;
pub mod activity;
pub mod attachment;
pub mod attendance;
pub mod backup;
pub mod belongings;
mod beside;
pub mod blob;
pub mod check;
pub mod checklist;
pub mod clock;
mod connect;
pub mod discarded;
pub mod draft;
pub mod dues;
pub mod error;
pub mod facts;
mod id;
pub mod issue;
pub mod journal;
pub mod ledger;
mod lock;
pub mod mark;
pub mod member;
pub mod org;
mod origin;
#[cfg(test)]
mod query_plans;
pub mod reading;
pub mod restore;
mod row;
pub mod schema;
pub mod search;
pub mod setting;
pub mod sheet;
pub mod thin;
mod tx;
pub mod whole;

pub use clock::Clock;
pub use error::{Error, Result};
pub use tx::Tx;

use crate::model::{date::Date, id::OrgId};
use beside::Beside;
use discarded::Discarded;
use draft::Draft;
use lock::Lock;
use rusqlite::{Connection, Transaction};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The name of the data file in the data folder.
pub const DB: &str = "zhibu.db";
const LOCK: &str = "zhibu.lock";
const TAKEN: &str = "另一个窗口正在使用本支部的数据,这里只能查看。";

/// Whether the book may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// A mark of the file's state, another after every write, by others or by ourselves.
pub type Version = (i64, u64);

/// An open book.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    conn: Connection,
    /// The lock, dropped after the connection (fields drop in order): nobody else writes before this one is closed.
    _lock: Option<File>,
    read_only: Option<String>,
    notices: Vec<String>,
    drafts: Beside<Draft>,
    discarded: Beside<Discarded>,
    clock: Clock,
    ids: id::Ids,
    memory: origin::Memory,
    book_id: i64,
    origin: Option<i64>,
    /// The first and the newest step written since the book was opened, by their numbers within the origin.
    sitting: Option<(i64, i64)>,
    device: String,
    /// The day for which the daily backup is settled.
    backed_up_on: Option<Date>,
}

impl Store {
    /// Opens the book of a folder; with [`Access::Write`] makes folder and book where there are none.
    /// Falls back to reading, and says why in [`Store::read_only`], where another window writes, the folder cannot be
    /// written or the file is from a newer program. Merely opening an existing file never writes to it.
    ///
    /// `state_dir`: where this machine remembers how far it wrote which book; see [`origin`].
    ///
    /// # Errors
    /// No book to read; a damaged, empty or foreign file (left as it is; the error names the newest good backup).
    pub fn open(folder: &Path, access: Access, clock: Clock, state_dir: Option<PathBuf>) -> Result<Self> {
        let db = folder.join(DB);
        let size = fs::metadata(&db).map(|m| m.len()).unwrap_or(0);
        if size == 0 && !backup::list(folder).is_empty() {
            let detail = if db.exists() { "文件是空的" } else { "文件不见了" };
            return Err(restore::damaged(folder, detail));
        }
        if size == 0 && access == Access::Read {
            return Err(Error::NoBook(folder.to_owned()));
        }
        let mut notices = Vec::new();
        let (lock, mut read_only) = match access {
            Access::Read => (None, Some("以只读方式打开。".to_owned())),
            Access::Write => {
                if size == 0 {
                    fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
                }
                match lock::acquire(&folder.join(LOCK)) {
                    Lock::Held(file) => (Some(file), None),
                    Lock::Taken => (None, Some(TAKEN.to_owned())),
                    Lock::Unwritable(e) => {
                        (None, Some(format!("数据文件夹不能写入({e}),这里只能查看。请检查文件夹权限或U盘写保护。")))
                    }
                    Lock::Unsupported => {
                        notices.push("这个文件夹不支持加锁:请不要同时开两个窗口。".to_owned());
                        (None, None)
                    }
                }
            }
        };
        if size == 0 && read_only.is_some() {
            return Err(Error::ReadOnly(read_only.unwrap_or_default()));
        }
        let opened = connect::open(&db, &mut read_only, clock);
        let conn = opened.map_err(|e| restore::explain(folder, e))?;
        let mut store = Self {
            folder: folder.to_owned(),
            conn,
            _lock: lock,
            read_only,
            notices,
            drafts: Beside::new(draft::FILE),
            discarded: Beside::new(discarded::FILE),
            clock,
            ids: id::Ids::after(0, clock),
            memory: origin::Memory::new(state_dir.as_deref()),
            book_id: 0,
            origin: None,
            sitting: None,
            device: device(),
            backed_up_on: None,
        };
        store.settle().map_err(|e| restore::explain(folder, e))?;
        Ok(store)
    }

    /// Upgrades where needed, and reads what every act needs.
    fn settle(&mut self) -> Result<()> {
        if schema::version(&self.conn)? < schema::LATEST {
            if self.read_only.is_some() {
                return Err(Error::ReadOnly(
                    "数据来自旧版本,要先升级才能读;请关闭其他窗口,再直接运行 zhibu 打开一次。".to_owned(),
                ));
            }
            if schema::version(&self.conn)? > 0 {
                self.backup(None)?;
            }
            connect::bring_up(&mut self.conn, self.clock)?;
        }
        self.book_id = self.conn.query_row("SELECT id FROM book", [], |r| r.get(0))?;
        self.ids = id::Ids::after(row::largest_id(&self.conn)?, self.clock);
        Ok(())
    }

    /// The mark of the file's state: another value than before once the file has changed.
    pub fn version(&self) -> Result<Version> {
        let others = self.conn.pragma_query_value(None, "data_version", |r| r.get(0))?;
        Ok((others, self.conn.total_changes()))
    }

    /// An identifier that nothing else has, without writing anything.
    pub fn fresh_id(&self) -> i64 {
        self.ids.next()
    }

    /// A state of the file that stands still: while the answer lives, everything read is of this one state, whatever
    /// another window writes meanwhile.
    pub fn one_state(&self) -> Result<Option<Transaction<'_>>> {
        // Inside an act it is of one state anyway.
        let free = self.conn.is_autocommit();
        free.then(|| self.conn.unchecked_transaction()).transpose().map_err(Error::from)
    }

    /// The connection, for reading. What writes a record asks for a [`Tx`] instead.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Why the book cannot be written now, in words for a person; `None` where it can.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// What went less than well without stopping anything, in words, such as a backup that failed.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    fn writable(&self) -> Result<()> {
        self.read_only.as_ref().map_or(Ok(()), |why| Err(Error::ReadOnly(why.clone())))
    }
}

/// Whether a folder has a book, or had one of which backups are left.
pub fn exists(folder: &Path) -> bool {
    fs::metadata(folder.join(DB)).is_ok_and(|m| m.len() > 0) || !backup::list(folder).is_empty()
}

/// Whether an organisation has neither members nor activities.
pub fn is_blank(conn: &Connection, org: OrgId) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM member WHERE org = ?1)
                  AND NOT EXISTS (SELECT 1 FROM activity WHERE org = ?1)";
    Ok(conn.query_row(sql, [org.0], |r| r.get(0))?)
}

/// The name of this computer, for the journal.
fn device() -> String {
    let windows = std::env::var("COMPUTERNAME").ok();
    let unix = || fs::read_to_string("/etc/hostname").ok();
    windows.or_else(unix).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).unwrap_or_else(|| "本机".to_owned())
}
