//! Bringing in rosters and ledgers as they truly are: what goes in, what is asked, what is kept out, and that nothing is lost.
//! Not here: how single cells are read (unit tests in `office`).

#![cfg(test)]

mod activities;
mod again;
mod command;
mod dates;
mod doubts;
mod files;
mod forms;
mod roster;

use rust_xlsxwriter::Workbook;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock, Issue},
    model::{
        import::{Problem, Report, Severity},
        member::Member,
        org::{Org, OrgKind},
    },
    store::schema::{JOURNALLED, ROW},
};

const HEADING: [&str; 12] = [
    "序号",
    "姓 名",
    "性别",
    "民族",
    "出生\n年月",
    "公民身份号码",
    "文化程度",
    "入党时间",
    "转正时间",
    "党员类别",
    "工作岗位\n(党内外职务)",
    "联系电话",
];
const COLUMNS: usize = HEADING.len();

type Row = [String; COLUMNS];

/// An identity number that is right, of an invented person.
fn id(birth: &str, order: &str) -> String {
    let body = format!("419923{birth}{order}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{body}{}", b"10X98765432"[(sum % 11) as usize] as char)
}

/// A sound row: a man born on 1972-08-28 in the member's own village, told apart by number and name.
fn person(no: u32, name: &str) -> Row {
    let order = format!("{:03}", no * 2 + 1);
    [
        &no.to_string(),
        name,
        "男",
        "汉族",
        "1972-08-28",
        &id("19720828", &order),
        "高中",
        "1999-11-15",
        "2000-11-15",
        "正式党员",
        "",
        &format!("139{no:08}"),
    ]
    .map(str::to_owned)
}

fn with(mut row: Row, changes: &[(usize, &str)]) -> Row {
    for (column, text) in changes {
        row[*column] = (*text).to_owned();
    }
    row
}

/// A folder with a village branch on 10 March 2026.
struct Place {
    dir: TempDir,
    book: Book,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut book = open(dir.path(), Access::Write);
        book.add_org(Org::new(OrgKind::Village, "柳林村党支部")).unwrap();
        Self { dir, book }
    }

    fn with_people(rows: &[Row]) -> Self {
        let mut place = Self::new();
        place.roster(rows);
        place
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("数据")
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn roster_file(&self, rows: &[Row]) -> PathBuf {
        let heading = HEADING.map(str::to_owned).to_vec();
        let rows = rows.iter().map(|r| r.to_vec());
        self.write("花名册.xlsx", &sheet(&[vec!["柳林村党员花名册".to_owned()], heading], rows))
    }

    /// Imports a roster of these rows, which begin in row 3 of the file.
    fn roster(&mut self, rows: &[Row]) -> Report {
        let file = self.roster_file(rows);
        self.book.import_roster(&file, false).unwrap()
    }

    fn members(&self) -> Vec<Member> {
        self.book.members().unwrap()
    }

    fn member(&self, name: &str) -> Member {
        self.members().into_iter().find(|m| m.name == name).unwrap()
    }

    fn issues(&self) -> Vec<Issue> {
        self.book.issues().unwrap()
    }

    /// Every row of every journalled table.
    fn dump(&self) -> Vec<String> {
        let conn = rusqlite::Connection::open(self.data().join("zhibu.db")).unwrap();
        let mut all = Vec::new();
        for table in JOURNALLED {
            let mut stmt = conn.prepare(&format!("SELECT {ROW} FROM {table} ORDER BY id")).unwrap();
            let rows = stmt.query_map([], |r| r.get::<_, String>(0)).unwrap();
            all.extend(rows.map(|r| format!("{table} {}", r.unwrap())));
        }
        all
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.data().join("zhibu.db")).unwrap()
    }
}

fn open(dir: &Path, access: Access) -> Book {
    let clock = Clock::fixed("2026-03-10".parse().unwrap());
    Book::open_with(&dir.join("数据"), access, clock, Catalog::built_in(), Some(dir.join("记忆"))).unwrap()
}

/// A workbook; `#123` is a number, an empty text no cell.
fn sheet(head: &[Vec<String>], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0..).zip(head.iter().cloned().chain(rows)) {
        for (c, text) in (0..).zip(&row) {
            match text.strip_prefix('#').and_then(|n| n.parse::<f64>().ok()) {
                Some(number) => sheet.write_number(r, c, number).map(drop).unwrap(),
                None if text.is_empty() => {}
                None => sheet.write_string(r, c, text).map(drop).unwrap(),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Added, updated, unchanged, held, flagged; and that the rows add up.
fn counts(r: &Report) -> [u32; 5] {
    assert_eq!(r.added + r.updated + r.unchanged + r.held, r.rows);
    [r.added, r.updated, r.unchanged, r.held, r.flagged]
}

fn held(problems: &[Problem]) -> Vec<(u32, &str)> {
    let held = problems.iter().filter(|p| p.severity == Severity::Held);
    held.map(|p| (p.row, p.column.as_str())).collect()
}
