//! What to do about a broken book: say so with the newest good backup, and put a backup in its place.
//! A broken file is never deleted or written. Not here: making backups (`backup`).

use super::{
    Clock, DB, LOCK, TAKEN, backup, check, connect,
    error::{Error, Result},
    lock::{self, Lock},
    origin::Memory,
    whole,
};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// The error for a book that cannot be opened.
pub fn damaged(folder: &Path, detail: &str) -> Error {
    let advice = match backup::newest_good(folder) {
        Some(file) => {
            let file = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
            format!("最近的完好备份:{file};恢复它:zhibu restore {file}")
        }
        None => "“备份”文件夹里没有完好的备份;请先复制一份这个文件,再请技术人员抢救。".to_owned(),
    };
    Error::Damaged { file: folder.join(DB), detail: detail.to_owned(), advice }
}

/// Turns a corruption found on the way into the error for the person; others pass.
pub fn explain(folder: &Path, e: Error) -> Error {
    match e {
        Error::Corrupt(detail) => damaged(folder, &detail),
        other => other,
    }
}

/// Puts a backup in the place of the book. The file that was there is set aside beside it, and named in the answer.
///
/// `file`: a path, or the name of a file in `备份/`.
///
/// # Errors
/// The backup is missing or itself damaged; another window writes; the disk is full. The book is as before then.
pub fn restore(folder: &Path, file: &Path, clock: Clock, state_dir: Option<PathBuf>) -> Result<Option<PathBuf>> {
    let places = [file.to_owned(), folder.join(file), folder.join(backup::FOLDER).join(file)];
    let source = places.iter().find(|p| p.is_file()).map_or(file, PathBuf::as_path);
    check::sound(source).map_err(unfit)?;
    fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
    let _lock = match lock::acquire(&folder.join(LOCK)) {
        Lock::Held(file) => Some(file),
        Lock::Unsupported => None,
        Lock::Taken => return Err(Error::ReadOnly(TAKEN.to_owned())),
        Lock::Unwritable(e) => return Err(Error::file(folder, e)),
    };
    let mut copy = whole::begin(folder).map_err(|e| Error::file(folder, e))?;
    let mut input = File::open(source).map_err(|e| Error::file(source, e))?;
    io::copy(&mut input, copy.as_file_mut())
        .and_then(|_| copy.as_file().sync_all())
        .map_err(|e| Error::file(folder, e))?;
    check::sound(copy.path())?;

    let db = folder.join(DB);
    let aside = if db.exists() { Some(set_aside(&db, clock)?) } else { None };
    // SQLite would take a journal left behind for one of the restored file and spoil it.
    let journal = journal_of(&db);
    if fs::metadata(&journal).is_ok_and(|m| m.len() > 0) {
        move_file(&journal, &journal_of(aside.as_ref().unwrap_or(&folder.join("zhibu.db.残留"))))?;
    }
    copy.persist(&db).map_err(|e| Error::file(&db, e.error))?;

    let book = connect::reading(&db)?.query_row("SELECT id FROM book", [], |r| r.get(0))?;
    Memory::new(state_dir.as_deref()).forget(book);
    Ok(aside)
}

/// Renames a file that is in the way: `…损坏-时间` or, where it is whole, `…恢复前-时间`.
fn set_aside(db: &Path, clock: Clock) -> Result<PathBuf> {
    let word = if check::sound(db).is_ok() { "恢复前" } else { "损坏" };
    let stem = format!("{}.{word}-{}", db.display(), clock.now().format("%Y%m%d-%H%M%S"));
    let name = |n: u32| PathBuf::from(if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
    let target = (1..).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(0));
    move_file(db, &target)?;
    Ok(target)
}

/// Why a file cannot be put in the book's place. The general advice for a broken book would send the person round in circles.
fn unfit(e: Error) -> Error {
    let why = match e {
        Error::Corrupt(detail) => format!("{detail}。请换一个备份文件。"),
        other => other.to_string(),
    };
    Error::refused(format!("这个备份不能用,没有改动任何文件。{why}"))
}

fn journal_of(db: &Path) -> PathBuf {
    PathBuf::from(format!("{}-journal", db.display()))
}

fn move_file(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| Error::file(from, e))
}
