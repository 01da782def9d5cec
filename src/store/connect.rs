//! Opens the SQLite file with the settings that every connection must have, and sees whose file it is.
//! Not here: the tables (`schema`), what to tell a person about a broken file (`restore`).

use super::{
    clock::Clock,
    error::{Error, Result},
    id::Ids,
    schema,
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{fs, path::Path, time::Duration};

/// Opens a file for writing, or for reading where `read_only` says why; adds a reason where writing turns out impossible.
pub fn open(db: &Path, read_only: &mut Option<String>, clock: Clock) -> Result<Connection> {
    if read_only.is_some() {
        let conn = reading(db)?;
        inspect(&conn, db)?;
        return Ok(conn);
    }
    let mut conn = writing(db)?;
    let fresh = inspect(&conn, db)? == Whose::Nobody;
    if conn.is_readonly(rusqlite::MAIN_DB)? {
        *read_only = Some("数据文件是只读的,这里只能查看。请检查文件权限或U盘写保护。".to_owned());
    } else if schema::version(&conn)? > schema::LATEST {
        let why = "数据由更新版本的程序写成,这里只能查看。请换用新版程序再修改。";
        *read_only = Some(why.to_owned());
        conn = reading(db)?;
    } else if fresh {
        bring_up(&mut conn, clock)?;
    }
    Ok(conn)
}

/// Opens a file for reading only. After a crash the half-written act is taken back first, which needs to write.
pub fn reading(db: &Path) -> Result<Connection> {
    let open = || -> Result<Connection> {
        let conn = Connection::open_with_flags(db, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        set_up(&conn)?;
        schema::version(&conn)?;
        Ok(conn)
    };
    match open() {
        Err(Error::ReadOnly(_)) => {
            schema::version(&writing(db)?)?;
            open()
        }
        other => other,
    }
}

fn writing(db: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(db, flags)?;
    set_up(&conn)?;
    // With simulated power cuts DELETE lost acknowledged saves, TRUNCATE with FULL none; and it stays one file to copy.
    conn.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(conn)
}

fn set_up(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(128);
    // A misspelt column must be an error, not a string.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Else SQLite plans by the values bound, and compiles a cached statement anew whenever one is bound again.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "recursive_triggers", true)?;
    Ok(())
}

/// Makes or upgrades the tables; a new file gets its identity.
pub fn bring_up(conn: &mut Connection, clock: Clock) -> Result<()> {
    schema::bring_up(conn, schema::SCRIPTS, |tx| {
        let id = Ids::after(0, clock).next();
        tx.execute("INSERT INTO book (one, id, created_at) VALUES (1, ?1, ?2)", (id, super::row::stamp(clock.now())))?;
        Ok(())
    })
}

#[derive(PartialEq)]
enum Whose {
    Ours,
    /// Nobody's: an empty file.
    Nobody,
}

/// Tells our file from a new one and from another program's.
fn inspect(conn: &Connection, db: &Path) -> Result<Whose> {
    // Asked first: after a crash this brings the file back to its last whole state, an unfinished new one to nothing.
    let marks = (schema::application(conn)?, schema::version(conn)?);
    // SQLite takes a file cut off within its first bytes for a new one; only a truly empty one is.
    let size = fs::metadata(db).map(|m| m.len()).unwrap_or(0);
    match marks {
        (schema::APPLICATION_ID, 1..) => Ok(Whose::Ours),
        (0, 0) if size == 0 => Ok(Whose::Nobody),
        (0, 0) if size < 512 => Err(Error::Corrupt("文件不完整".to_owned())),
        _ => Err(Error::Corrupt("这不是本程序的数据文件".to_owned())),
    }
}
