//! What this machine remembers outside the books: under which origin it wrote each last, and how far.
//! An old copy of a book is known by being behind that. Not here: the journal itself.

use super::journal::StepId;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// What this machine remembers of the books it wrote, in a file of its own; nothing where the machine has no place for
/// it (then every session is an origin of its own).
#[derive(Debug)]
pub struct Memory {
    file: Option<PathBuf>,
}

#[derive(Default, Serialize, Deserialize)]
struct Books(BTreeMap<String, Last>);

#[derive(Serialize, Deserialize)]
struct Last {
    origin: i64,
    seq: i64,
}

impl Memory {
    /// The memory in `folder`, which is made when something is first remembered.
    pub fn new(folder: Option<&Path>) -> Self {
        Self { file: folder.map(|f| f.join("origins.json")) }
    }

    /// The last step that this machine wrote in a book.
    pub fn recall(&self, book: i64) -> Option<StepId> {
        self.read().0.get(&book.to_string()).map(|l| StepId { origin: l.origin, seq: l.seq })
    }

    /// Remembers the last step that this machine wrote in a book. Never fails: what cannot be remembered costs a new
    /// origin next time, from which older steps are not undone.
    pub fn remember(&self, book: i64, step: StepId) {
        self.change(|books| {
            books.0.insert(book.to_string(), Last { origin: step.origin, seq: step.seq });
        });
    }

    /// Forgets a book after a restore: the next act begins a new origin.
    pub fn forget(&self, book: i64) {
        self.change(|books| {
            books.0.remove(&book.to_string());
        });
    }

    fn read(&self) -> Books {
        let text = self.file.as_ref().and_then(|f| fs::read_to_string(f).ok());
        text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
    }

    fn change(&self, edit: impl FnOnce(&mut Books)) {
        let mut books = self.read();
        edit(&mut books);
        let Some((file, folder)) = self.file.as_ref().and_then(|f| Some((f, f.parent()?))) else { return };
        // All failures are tolerated alike, see `remember`.
        let write = || -> Option<()> {
            fs::create_dir_all(folder).ok()?;
            let mut temp = NamedTempFile::new_in(folder).ok()?;
            temp.write_all(&serde_json::to_vec(&books).ok()?).ok()?;
            temp.persist(file).ok()?;
            Some(())
        };
        let _ = write();
    }
}
