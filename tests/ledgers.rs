//! Ledgers as files: exactly the form's columns, text that stays text, and the command line that lists and exports them.
//! Not here: the papers' layout (`papers`), the screen (`drive`).

#![cfg(test)]

use assert_cmd::Command;
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::{
    fs,
    io::{self, Cursor},
    path::Path,
};
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock, demo_book},
    model::{
        ledger::{LedgerEntry, RECTIFICATION},
        org::{Org, OrgKind},
        paper::Block,
    },
};

fn clock() -> Clock {
    Clock::fixed("2026-11-21".parse().unwrap())
}

fn row(book: &Book, title: &str, due: &str) -> LedgerEntry {
    let mut row = book.new_ledger_row(RECTIFICATION).unwrap();
    (row.title, row.due_on) = (title.into(), due.parse().ok());
    row.set("measure", "+更换\n二、专人管");
    row.set("person", "王主任");
    row
}

fn cells(bytes: io::Result<Vec<u8>>) -> calamine::Range<Data> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.unwrap())).unwrap();
    book.worksheet_range_at(0).unwrap().unwrap()
}

#[test]
fn the_rectification_ledger_has_exactly_the_columns_of_the_form() {
    let (mut book, _folder) = demo_book(clock()).unwrap();
    let first = row(&book, "=公示栏陈旧", "2026-12-01");
    let (id, _) = book.save_ledger_row(&first).unwrap();
    book.close_ledger_row(id, "2026-11-21".parse().unwrap(), "王主任").unwrap();
    let rows = book.ledger_rows(RECTIFICATION).unwrap();
    let sheet = cells(book.ledger_bytes(&book.ledger(RECTIFICATION), &rows, "xlsx").unwrap());
    let line = |r: u32| -> Vec<String> {
        (0..6).map(|c| sheet.get_value((r, c)).map_or(String::new(), ToString::to_string)).collect()
    };
    assert_eq!(line(1), ["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]);
    let org = book.org().unwrap().name.clone();
    assert_eq!(
        line(2),
        [org.as_str(), "=公示栏陈旧", "+更换\n二、专人管", "2026年12月1日", "王主任", "2026年11月21日"]
    );
    assert!(matches!(sheet.get_value((2, 1)), Some(Data::String(_))), "no formula");
    assert!(sheet.rows().flatten().any(|c| c.to_string().contains("内部使用")));
}

#[test]
fn what_may_be_posted_does_not_say_otherwise() {
    let (book, _folder) = demo_book(clock()).unwrap();
    for (ledger, _) in book.ledgers().unwrap() {
        let table = book.ledger_table(&ledger, &[]);
        assert_eq!(table.notes.iter().any(|n| n.contains("内部使用")), !ledger.public, "{}", ledger.name);
        assert!(table.columns.iter().map(|c| c.name.as_str()).eq(ledger.form.iter().map(|c| c.heading.as_str())));
    }
}

#[test]
fn the_notice_leaves_room_for_what_nobody_wrote() {
    let (book, _folder) = demo_book(clock()).unwrap();
    let rows = [row(&book, "公示栏陈旧", "2026-12-01"), row(&book, "照明损坏", "")];
    let paper = book.ledger_rows_paper(&book.ledger(RECTIFICATION), &rows).unwrap();
    let form = paper.blocks.iter().find_map(|b| if let Block::Table { rows, .. } = b { Some(rows) } else { None });
    let texts: Vec<Vec<&str>> = form.unwrap().iter().map(|r| r.iter().map(|c| c.text.as_str()).collect()).collect();
    assert_eq!(texts[1..], [["1", "公示栏陈旧", "", "2026年12月1日"], ["2", "照明损坏", "", ""]]);
    let signed =
        paper.blocks.iter().any(|b| matches!(b, Block::Signatures(labels) if labels.iter().any(|l| l == "签收人")));
    assert!(signed);
    assert!(book.ledger_rows_paper(&book.ledger(RECTIFICATION), &[]).is_err());
}

fn run(data: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("zhibu").unwrap();
    command.env("HOME", data).env("XDG_DATA_HOME", data).args(["--data", data.to_str().unwrap()]);
    let out = command.args(["--today", "2026-11-21"]).args(args).output().unwrap();
    let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_command_line_lists_and_exports_a_ledger() {
    let data = TempDir::new().unwrap();
    let mut book =
        Book::open_with(data.path(), Access::Write, clock(), Catalog::built_in(), Some(data.path().join("m"))).unwrap();
    book.add_org(Org::new(OrgKind::Village, "柳林村党支部")).unwrap();
    let rows = [row(&book, "公示栏陈旧", "2026-11-19"), row(&book, "照明损坏", "2026-11-25"), row(&book, "已好", "")];
    let (ids, _) = book.add_ledger_rows(&rows).unwrap();
    book.close_ledger_row(ids[2], "2026-11-21".parse().unwrap(), "王主任").unwrap();
    drop(book);

    let (code, out, _) = run(data.path(), &["list", "ledger", RECTIFICATION]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("情况") && lines[1].starts_with("超期2天"), "{out}");
    assert!(out.contains("还剩4天") && out.contains("已销号") && out.contains("整改台账共3条"), "{out}");
    let (_, out, _) = run(data.path(), &["list", "ledger", "整改台账", "--open", "--json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let told: Vec<_> = json.as_array().unwrap().iter().map(|r| (&r["title"], &r["state"], &r["days_left"])).collect();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].1, told[0].2), (&"overdue".into(), &Value::from(-2)));
    assert_eq!((told[1].0, told[1].1), (&"照明损坏".into(), &"due_soon".into()));
    assert!(json[0]["id"].is_string() && json[0]["item"].is_null());
    let (_, out, _) = run(data.path(), &["list", "ledger", RECTIFICATION, "--query", "照明"]);
    assert!(out.contains("共1条"), "{out}");
    let (code, _, err) = run(data.path(), &["list", "ledger", "x"]);
    assert!(code == 1 && err.contains("现有:rectification(整改台账)"), "{err}");

    for extension in ["xlsx", "docx", "csv"] {
        let file = data.path().join(format!("台账.{extension}"));
        let (code, out, err) = run(data.path(), &["export", "ledger", RECTIFICATION, "--to", file.to_str().unwrap()]);
        assert_eq!(code, 0, "{out}{err}");
        assert!(fs::metadata(file).unwrap().len() > 200);
    }
}
