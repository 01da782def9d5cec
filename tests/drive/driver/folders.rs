//! The folders that a driver can be opened on. Not here: what is done there (`driver`), the file of a 党总支 (`fixture`).

use super::{Driver, TODAY};
use crate::fixture::{self, Size};
use std::{collections::BTreeMap, path::Path, sync::Mutex};
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock, demo},
    model::{
        id::OrgId,
        org::{Org, OrgKind},
    },
};

impl Driver {
    /// A folder without any book.
    pub fn empty() -> Self {
        Self::over(TempDir::new().unwrap(), TODAY)
    }

    /// The sample branch.
    pub fn demo() -> Self {
        Self::demo_on(TODAY)
    }

    pub fn demo_on(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        lay_sample(folder.path(), today);
        Self::over(folder, today)
    }

    /// The sample branch after something was done to it.
    pub fn demo_changed(change: impl FnOnce(&mut Book)) -> Self {
        let folder = TempDir::new().unwrap();
        lay_sample(folder.path(), TODAY);
        change(&mut open(folder.path(), TODAY));
        Self::over(folder, TODAY)
    }

    /// The sample branch with a township's own file among the data.
    pub fn demo_with(file: &str, text: &str) -> Self {
        let folder = TempDir::new().unwrap();
        lay_sample(folder.path(), TODAY);
        let file = folder.path().join("数据").join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
        Self::over(folder, TODAY)
    }

    /// A village branch without members.
    pub fn village(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let mut book = open(folder.path(), today);
        book.add_org(Org::new(OrgKind::Village, "柳林村党支部")).unwrap();
        drop(book);
        Self::over(folder, today)
    }

    /// A township's file before any branch is in it.
    pub fn township_alone(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        open(folder.path(), today).add_org(Org::new(OrgKind::Township, "青石镇")).unwrap();
        Self::over(folder, today)
    }

    /// A township over two villages, each with its own people.
    pub fn township(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let mut book = open(folder.path(), today);
        let org = |kind, name: &str, parent| Org { parent, ..Org::new(kind, name) };
        book.add_org(org(OrgKind::Township, "青石镇", None)).unwrap();
        let top = book.orgs()[0].id;
        for (village, people) in [("柳林村党支部", ["韩秋水", "白小满"]), ("桃源村党支部", ["江春晓", "陆云"])]
        {
            book.add_org(org(OrgKind::Village, village, Some(top))).unwrap();
            let id = book.orgs().iter().find(|o| o.name == village).unwrap().id;
            book.switch_org(id).unwrap();
            for name in people {
                let mut member = book.new_member().unwrap();
                member.name = name.into();
                book.save_member(&member).unwrap();
            }
        }
        drop(book);
        Self::over(folder, today)
    }

    /// A 党总支 with branches, at the organisation that the program begins with.
    pub fn general_branch(size: Size) -> Self {
        let folder = TempDir::new().unwrap();
        drop(fixture::general_branch(folder.path(), size, TODAY.parse().unwrap()).unwrap());
        Self::over(folder, TODAY)
    }
}

/// Puts the sample branch into a folder, as written on this machine. Made once for each day: making it takes longer than
/// most tests.
fn lay_sample(into: &Path, today: &str) {
    static MADE: Mutex<BTreeMap<String, [Vec<u8>; 2]>> = Mutex::new(BTreeMap::new());
    // The book, and what the machine remembers of having written it.
    let files = ["zhibu.db", "machine/origins.json"];
    let mut made = MADE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let contents = made.entry(today.to_owned()).or_insert_with(|| {
        let folder = TempDir::new().unwrap();
        let sample = demo::demo(today.parse().unwrap()).unwrap();
        let mut book = open(folder.path(), today);
        book.add_org(Org { id: OrgId(0), ..sample.org.clone() }).unwrap();
        book.fill(sample).unwrap();
        drop(book);
        files.map(|file| std::fs::read(folder.path().join(file)).unwrap())
    });
    std::fs::create_dir_all(into.join("machine")).unwrap();
    for (file, content) in files.iter().zip(contents) {
        std::fs::write(into.join(file), content).unwrap();
    }
}

pub fn clock(today: &str) -> Clock {
    Clock::fixed(today.parse().unwrap())
}

pub fn open(folder: &Path, today: &str) -> Book {
    let state = folder.join("machine");
    Book::open_with(folder, Access::Write, clock(today), Catalog::load(folder), Some(state)).unwrap()
}
