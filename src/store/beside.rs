//! A list in a JSON file of its own beside the book: what is being typed, what was thrown away. No record, not journalled.
//! Written whole or not at all, read only when it has changed. Not here: what stands in such a list (`draft`, `discarded`).

use super::{
    Store,
    error::{Error, Result},
    row, whole,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::RefCell, fs, io::Write, path::PathBuf, time::SystemTime};

/// When a file was last changed, and its length in bytes.
type Stamp = (SystemTime, u64);

/// The list in one file, as last read from there.
#[derive(Debug)]
pub struct Beside<T> {
    file: &'static str,
    read: RefCell<Option<(Stamp, Vec<T>)>>,
}

impl<T: Clone + Serialize + DeserializeOwned> Beside<T> {
    /// The list in the file of this name in the data folder.
    pub fn new(file: &'static str) -> Self {
        Self { file, read: RefCell::default() }
    }

    /// Everything in the list; its file is read only when it has changed, since every drawing asks. A file that cannot be
    /// understood counts as empty, and is set aside by the next [`Beside::change`].
    pub fn all(&self, store: &Store) -> Vec<T> {
        let meta = fs::metadata(self.path(store)).and_then(|meta| Ok((meta.modified()?, meta.len())));
        let Ok(stamp) = meta else { return Vec::new() };
        if let Some((known, list)) = &*self.read.borrow()
            && *known == stamp
        {
            return list.clone();
        }
        let list = self.read_file(store).unwrap_or_default();
        *self.read.borrow_mut() = Some((stamp, list.clone()));
        list
    }

    /// Edits the list and writes it; what the edit gives back.
    ///
    /// # Errors
    /// A book that cannot be written, a disk that takes nothing more: the file is as it was.
    pub fn change<R>(&self, store: &Store, edit: impl FnOnce(&mut Vec<T>) -> R) -> Result<R> {
        store.writable()?;
        self.read.take();
        let file = self.path(store);
        let mut list = match self.read_file(store) {
            Some(list) => list,
            None => {
                let now = row::stamp(store.clock().now()).replace(':', "");
                let aside = store.folder().join(format!("{}.损坏-{now}", self.file));
                fs::rename(&file, &aside).map_err(|e| Error::file(&aside, e))?;
                Vec::new()
            }
        };
        let done = edit(&mut list);
        let bytes = serde_json::to_vec_pretty(&list).map_err(|e| Error::refused(e.to_string()))?;
        let mut temp = whole::begin(store.folder()).map_err(|e| Error::file(&file, e))?;
        temp.write_all(&bytes).and_then(|()| temp.as_file().sync_all()).map_err(|e| Error::file(&file, e))?;
        temp.persist(&file).map_err(|e| Error::file(&file, e.error))?;
        Ok(done)
    }

    fn path(&self, store: &Store) -> PathBuf {
        store.folder().join(self.file)
    }

    /// The list in the file; `None` where the file is no such list.
    fn read_file(&self, store: &Store) -> Option<Vec<T>> {
        match fs::read(self.path(store)) {
            Ok(bytes) => serde_json::from_slice(&bytes).ok(),
            Err(_) => Some(Vec::new()),
        }
    }
}
