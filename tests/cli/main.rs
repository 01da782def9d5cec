//! The command line end to end, as scripts call it: from an empty folder to a score, back and forth, with exit codes.
//! Not here: the screen.

#![cfg(test)]

mod exchange;
mod lists;
mod orgs;
mod safety;
mod score;
mod sheets;

use assert_cmd::Command;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::{fs, path::PathBuf};
use tempfile::TempDir;
use zhibu::book::{Access, Book, Catalog, Clock};

const HEADINGS: [&str; 10] =
    ["序号", "姓名", "性别", "民族", "出生日期", "公民身份号码", "学历", "人员类别", "入党时间", "联系电话"];

struct Place {
    dir: TempDir,
}

impl Place {
    fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A village branch with the roster of [`people`].
    fn with_roster() -> Self {
        let place = Self::empty();
        place.done(&["init", "--name", "柳林村党支部", "--kind", "village"]);
        let file = place.roster(&people());
        place.done(&["import", "roster", file.to_str().unwrap()]);
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs on 31 March 2026 and returns the exit code, standard output and standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        self.run_on("2026-03-31", args)
    }

    fn run_on(&self, day: &str, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("zhibu").unwrap();
        let home = self.dir.path();
        for name in
            ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR", "APPDATA"]
        {
            command.env(name, home);
        }
        let data = self.file("数据");
        command.args(["--data", data.to_str().unwrap(), "--today", day]).args(args);
        let out = command.output().unwrap();
        let text = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
        (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
    }

    /// Its book, on the day of all commands here.
    fn book(&self, access: Access) -> Book {
        let clock = Clock::fixed("2026-03-31".parse().unwrap());
        // Where the commands remember too how far this machine wrote.
        let state = self.file("zhibu");
        Book::open_with(&self.file("数据"), access, clock, Catalog::built_in(), Some(state)).unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}\n{out}{err}");
        out
    }

    /// The message of a refusal.
    fn refused(&self, args: &[&str], expected: i32) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, expected, "{args:?}\n{out}{err}");
        assert!(!err.is_ascii(), "a reason in Chinese: {err:?}");
        err
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[args, &["--json"]].concat())).unwrap()
    }

    fn roster(&self, rows: &[[&str; 10]]) -> PathBuf {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "柳林村党员花名册").unwrap();
        for (r, row) in (1..).zip([&HEADINGS].into_iter().chain(rows)) {
            for (c, cell) in (0..).zip(row) {
                sheet.write_string(r, c, *cell).unwrap();
            }
        }
        let path = self.file("花名册.xlsx");
        book.save(&path).unwrap();
        path
    }

    fn names(&self, args: &[&str]) -> Vec<String> {
        let list = self.json(&[&["list", "members"], args].concat());
        list.as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap().to_owned()).collect()
    }
}

/// Invented people with sound identity numbers.
fn people() -> [[&'static str; 10]; 3] {
    [
        [
            "1",
            "张三",
            "男",
            "汉族",
            "1949-12-31",
            "110105194912310038",
            "初中",
            "正式党员",
            "1980-07-01",
            "13800138000",
        ],
        [
            "2",
            "单小芳",
            "女",
            "汉族",
            "1949-12-31",
            "11010519491231002X",
            "高中",
            "正式党员",
            "1990-07-01",
            "13800138001",
        ],
        [
            "3",
            "李四",
            "男",
            "汉族",
            "1949-12-31",
            "110105194912310054",
            "高中",
            "预备党员",
            "2025-07-01",
            "13800138002",
        ],
    ]
    .map(|mut row| {
        row[5] = Box::leak(sound(row[5]).into_boxed_str());
        row
    })
}

/// The number with the check digit that GB 11643 asks for.
fn sound(number: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = number.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    format!("{}{}", &number[..17], b"10X98765432"[sum as usize % 11] as char)
}

#[test]
fn a_branch_from_nothing_to_a_score_and_back() {
    let place = Place::with_roster();
    assert_eq!(place.names(&[]), ["张三", "单小芳", "李四"]);
    assert_eq!(place.names(&["--query", "sxf"]), ["单小芳"]);
    assert_eq!(place.names(&["--query", "danxiao"]), ["单小芳"]);

    let score = place.json(&["score"]);
    assert_eq!((score["checklist"].as_str(), score["max"].as_str()), (Some("village"), Some("100")));
    assert_eq!(score["items"].as_array().unwrap().len(), 37);
    assert_eq!(score["confirmed"], "0");

    place.done(&["undo", "--yes"]);
    assert_eq!(place.names(&[]), Vec::<String>::new());
    place.done(&["redo"]);
    assert_eq!(place.names(&[]).len(), 3);
    place.refused(&["redo"], 1);

    let history = place.json(&["history"]);
    let labels: Vec<&str> = history.as_array().unwrap().iter().map(|s| s["label"].as_str().unwrap()).collect();
    assert!(labels.iter().any(|l| l.contains("花名册")), "{labels:?}");
    assert!(place.done(&["history"]).contains("花名册"));
    assert_eq!(place.json(&["check"])["ok"], true);
}

#[test]
fn numbers_are_hidden_unless_asked_for() {
    let place = Place::with_roster();
    let secret = sound("11010519491231002X");
    for args in [&["list", "members"][..], &["list", "members", "--json"]] {
        let masked = place.done(args);
        assert!(!masked.contains(&secret) && !masked.contains("13800138001"), "{masked}");
        let open = place.done(&[args, &["--unmasked"]].concat());
        assert!(open.contains(&secret) && open.contains("13800138001"), "{open}");
    }
    let id = place.json(&["list", "members"])[0]["id"].clone();
    assert!(id.as_str().unwrap().parse::<i64>().is_ok(), "an id is a string of digits: {id}");
}

#[test]
fn a_rule_file_that_is_refused_is_a_problem() {
    let place = Place::with_roster();
    let rules = place.file("数据").join("数据");
    fs::create_dir(&rules).unwrap();
    fs::write(rules.join("duties.toml"), "[[duty]]\nid = 5\n").unwrap();
    let (code, out, _) = place.run(&["check"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("规则文件没有采用:数据/duties.toml 第 2 行"), "{out}");
}

#[test]
fn exit_codes_tell_refusal_from_wrong_usage() {
    let place = Place::empty();
    place.refused(&["list", "members"], 1);
    place.refused(&["undo"], 1);
    place.refused(&["init", "--name", "甲", "--kind", "village", "--parent", "乙"], 1);
    for wrong in [
        &["frob"][..],
        &["list"],
        &["init", "--name", "甲"],
        &["init", "--name", "甲", "--kind", "castle"],
        &["score", "--on", "2026-02-30"],
        &["list", "members", "--frob"],
    ] {
        place.refused(wrong, 2);
    }
    assert!(!place.file("数据").exists(), "nothing refused leaves a trace");
    assert!(place.done(&["--help"]).contains("用法"));

    place.done(&["init", "--name", "甲", "--kind", "village"]);
    place.refused(&["score", "--year", "2025", "--on", "2026-01-01"], 2);
    place.refused(&["score", "--checklist", "nothing"], 1);
    place.refused(&["import", "roster", "/没有/这个.xlsx"], 1);
    let empty = place.file("空.xlsx");
    fs::write(&empty, "").unwrap();
    place.refused(&["import", "roster", empty.to_str().unwrap()], 1);
}

#[test]
fn the_sample_branch_fills_every_list() {
    let place = Place::empty();
    place.done(&["init", "--name", "示例村党支部", "--kind", "village", "--demo"]);
    assert_eq!(place.names(&[]).len(), 46);
    for year in ["2025", "2026"] {
        assert!(!place.json(&["list", "activities", "--year", year]).as_array().unwrap().is_empty(), "{year}");
    }
    let score = place.json(&["score", "--year", "2025"]);
    assert_eq!(score["on"], "2025-12-31");
    let gaps = score["items"].as_array().unwrap().iter().any(|i| !i["gaps"].as_array().unwrap().is_empty());
    assert!(gaps, "the sample has gaps, as real branches do");
}
