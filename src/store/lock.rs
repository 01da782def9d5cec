//! One writer at a time: a lock file beside the book, held while the book is open for writing.
//! Not here: SQLite's own short locks around each transaction.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
};

/// What became of the attempt to hold the lock.
#[derive(Debug)]
pub enum Lock {
    /// The lock is ours, held until dropped.
    Held(File),
    /// Another window holds the lock.
    Taken,
    /// The folder cannot be written.
    Unwritable(io::Error),
    /// This file system knows no locks; SQLite's own still keep each act whole.
    Unsupported,
}

/// Tries to hold the lock file; never waits.
pub fn acquire(path: &Path) -> Lock {
    match OpenOptions::new().create(true).truncate(false).write(true).open(path) {
        Err(e) => Lock::Unwritable(e),
        Ok(file) => match file.try_lock() {
            Ok(()) => Lock::Held(file),
            Err(TryLockError::WouldBlock) => Lock::Taken,
            Err(TryLockError::Error(_)) => Lock::Unsupported,
        },
    }
}
