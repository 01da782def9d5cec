//! The book of one data folder: what one may read and do. Each verb is one step in the journal and says what changed.
//! Not here: SQL (`store`), file formats (`office`), rules (`model`), the screen; the verbs are in a file per noun.

mod activity;
mod add_demo;
mod attachment;
mod belongings;
mod catalog;
mod checklist;
mod compare;
mod decide;
pub mod demo;
mod draft;
mod dues;
mod import;
mod issue;
mod ledger;
mod member;
mod missing;
mod occasion;
mod occurrence;
mod org;
pub mod papers;
pub mod print;
mod print_sheet;
mod reading;
mod rectify;
mod roll;
mod rounds;
mod score;
mod sheet;
mod undo;
mod what_if;

pub use attachment::FilesOf;
pub use catalog::Catalog;
pub use decide::Earlier;
pub use import::Proposal;
pub use issue::HeldMeeting;
pub use ledger::LedgerLine;
pub use missing::Missing;
pub use occurrence::Counted;
pub use roll::Listed;
pub use sheet::{InHand, Opened};
pub use undo::{GoingBack, NextStep};

pub use crate::store::{
    Access, Clock, Error, Result,
    activity::ActivityRow,
    attendance::{Attended, Heads},
    check::CheckReport,
    discarded::{DAYS as DISCARDED_DAYS, Discarded, Thrown, Why},
    draft::Draft,
    issue::Issue,
    journal::{history::Step, record::RecordStep},
    search::Hit,
};

use crate::{
    model::{
        change::{Changed, Op},
        date::Date,
        id::OrgId,
        org::Org,
    },
    store::{self, Store, Tx},
};
use directories::ProjectDirs;
use std::{
    cell::RefCell,
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
};
use tempfile::TempDir;

/// The largest sign-in number: above it a number is none of that kind.
const LARGEST_NO: u32 = 99_999;

/// An open book, seen from one of its organisations.
#[derive(Debug)]
pub struct Book {
    store: Store,
    catalog: Catalog,
    orgs: Vec<Org>,
    /// The index in `orgs` of the organisation at hand.
    current: Option<usize>,
    person: String,
    facts: RefCell<score::ReadFacts>,
    lists: RefCell<sheet::ReadLists>,
}

impl Book {
    /// Opens the book in a data folder. With `Access::Write` where another program writes: falls back to reading and says so in `read_only`.
    /// With `Access::Write` and no book there: makes one without organisations.
    ///
    /// # Errors
    /// No book to read; a damaged or foreign file, which stays as it is (the message names the newest good backup).
    pub fn open(folder: &Path, access: Access, clock: Clock) -> Result<Self> {
        // Rules and records are read at the same time: neither needs the other, and they take about as long.
        let (catalog, store) = thread::scope(|both| {
            let catalog = both.spawn(|| {
                let catalog = Catalog::load(folder);
                catalog.read_ahead();
                catalog
            });
            let store = Store::open(folder, access, clock, state_dir());
            (catalog.join(), store)
        });
        Self::over(store?, catalog.unwrap_or_else(|panic| resume_unwind(panic)))
    }

    /// Opens the book in a data folder, with given rules and the folder where this machine remembers how far it wrote
    /// which book.
    ///
    /// # Errors
    ///
    /// Fails where [`Book::open`] fails.
    pub fn open_with(
        folder: &Path,
        access: Access,
        clock: Clock,
        catalog: Catalog,
        state_dir: Option<PathBuf>,
    ) -> Result<Self> {
        Self::over(Store::open(folder, access, clock, state_dir)?, catalog)
    }

    fn over(store: Store, catalog: Catalog) -> Result<Self> {
        let (facts, lists) = (RefCell::default(), RefCell::default());
        let mut book = Self { store, catalog, orgs: Vec::new(), current: None, person: String::new(), facts, lists };
        book.person = store::setting::person(book.store.conn())?;
        book.read_orgs()?;
        let altered = book.altered_files()?;
        book.catalog.faults.extend(altered);
        Ok(book)
    }

    /// Makes a book with its first organisation (`id` 0: given here).
    ///
    /// # Errors
    ///
    /// Fails where [`Book::open`] fails, and refuses where there is a book already.
    pub fn create(folder: &Path, clock: Clock, org: Org) -> Result<(Self, Changed)> {
        if Self::exists(folder) {
            return Err(Error::refused(format!("这个文件夹里已经有台账:{}。", folder.display())));
        }
        let mut book = Self::open(folder, Access::Write, clock)?;
        let changed = book.add_org(org)?;
        Ok((book, changed))
    }

    /// Whether the folder has a book (or had one of which backups are left).
    pub fn exists(folder: &Path) -> bool {
        store::exists(folder)
    }

    /// Puts a backup in the book's place; what was there is set aside, and its path given back.
    pub fn restore(folder: &Path, file: &Path, clock: Clock) -> Result<Option<PathBuf>> {
        store::restore::restore(folder, file, clock, state_dir())
    }

    /// Everything that is wrong with the file, its journal, the attachments or the folder's rules, in words, and how many records there are.
    /// (A file that cannot be opened at all is an error of [`Book::open`].)
    pub fn check(&self) -> Result<CheckReport> {
        let mut report = store::check::run(self.store.conn())?;
        let attachments = store::attachment::all(self.store.conn())?;
        report.problems.extend(self.catalog.faults.iter().map(|fault| format!("规则文件没有采用:{fault}")));
        report.problems.extend(attachments.iter().filter_map(|a| store::blob::fault(self.folder(), a)));
        Ok(report)
    }

    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// Why the book cannot be written now, in words for a person; `None` where it can.
    pub fn read_only(&self) -> Option<&str> {
        self.store.read_only()
    }

    pub fn today(&self) -> Date {
        self.store.clock().today()
    }

    pub fn clock(&self) -> Clock {
        self.store.clock()
    }

    /// What went less than well at the opening or in later acts, in words: a backup that failed, a folder that knows no
    /// locks … (files of rules that were refused are in [`Catalog::faults`]).
    pub fn notices(&self) -> &[String] {
        self.store.notices()
    }

    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The name of who is at the keyboard; asked once, changeable; not journalled.
    pub fn person(&self) -> &str {
        &self.person
    }

    pub fn set_person(&mut self, name: &str) -> Result<()> {
        self.store.set_person(name.trim())?;
        name.trim().clone_into(&mut self.person);
        Ok(())
    }

    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        let org = self.here()?.id;
        store::search::search(self.store.conn(), org, &self.people(Some(org))?.roster.members, query, limit)
    }

    /// Writes a verified copy of the book; into `备份/` where no file is named. Never over an existing file.
    ///
    /// # Errors
    ///
    /// Fails where [`Store::backup`] fails.
    pub fn backup(&self, to: Option<&Path>) -> Result<PathBuf> {
        self.store.backup(to)
    }

    /// Runs one verb as one act; see [`Store::act`]. The functions that write are in `store`, by noun. An organisation
    /// above the branches has no records of its own; what it is can be changed.
    fn act<T>(&mut self, op: &Op, verb: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<(T, Changed)> {
        let about_org = matches!(op, Op::AddOrg { .. } | Op::EditOrg { .. });
        if let Some(why) = self.without_books().filter(|_| !about_org) {
            return Err(Error::refused(why));
        }
        let done = self.store.act(op, verb)?;
        self.after(&done.1)?;
        Ok(done)
    }

    /// Reads again what the book itself keeps.
    fn after(&mut self, changed: &Changed) -> Result<()> {
        self.facts.borrow_mut().after(changed, self.store.version()?);
        if changed.orgs.is_empty() { Ok(()) } else { self.read_orgs() }
    }

    /// The organisation at hand, or an error for a book that has none.
    fn here(&self) -> Result<&Org> {
        self.org().ok_or_else(|| Error::refused("还没有建立党组织,请先建立(zhibu init)。"))
    }
}

/// The sample branch in a temporary folder, which goes when the folder is dropped.
pub fn demo_book(clock: Clock) -> Result<(Book, TempDir)> {
    let folder = tempfile::Builder::new().prefix("zhibu-demo-").tempdir().map_err(|e| Error::file("zhibu-demo", e))?;
    let sample = demo::demo(clock.today()).map_err(|e| Error::refused(e.to_string()))?;
    let (mut book, _) = Book::create(folder.path(), clock, Org { id: OrgId(0), ..sample.org.clone() })?;
    book.fill(sample)?;
    Ok((book, folder))
}

/// The folder where this machine keeps what does not travel with the books.
fn state_dir() -> Option<PathBuf> {
    ProjectDirs::from("", "", "zhibu").map(|d| d.data_local_dir().to_owned())
}
