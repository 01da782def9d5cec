//! The command line end to end, as scripts call it: from an empty folder to a score, back and forth, with exit codes.
//! Not here: the screen.

mod lists;
mod orgs;
mod score;
mod sheets;

use assert_cmd::Command;
use calamine::Reader;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
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
        let mut command = Command::cargo_bin("zhibu").unwrap();
        let home = self.dir.path();
        for name in
            ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR", "APPDATA"]
        {
            command.env(name, home);
        }
        let data = self.file("数据");
        command.args(["--data", data.to_str().unwrap(), "--today", "2026-03-31"]).args(args);
        let out = command.output().unwrap();
        let text = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
        (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
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

    place.done(&["undo"]);
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
fn import_counts_every_row_and_a_rehearsal_writes_nothing() {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village"]);
    let mut rows = people().to_vec();
    rows.push(["4", "", "男", "汉族", "1960-01-01", "", "初中", "正式党员", "1985-07-01", ""]);
    let wrong = "110105194912310099";
    assert_ne!(wrong, sound(wrong));
    rows.push(["5", "赵五", "男", "汉族", "1949-12-31", wrong, "初中", "正式党员", "1985-07-01", "13800138003"]);
    let file = place.roster(&rows);
    let file = file.to_str().unwrap();
    let rehearsal = place.json(&["import", "roster", file, "--dry-run"]);
    assert_eq!(place.names(&[]), Vec::<String>::new());
    let report = place.json(&["import", "roster", file]);
    assert_eq!(report, rehearsal);
    let count = |name: &str| report[name].as_u64().unwrap();
    assert_eq!((count("rows"), count("added"), count("held"), count("flagged")), (5, 4, 1, 1));
    let held = report["problems"].as_array().unwrap().iter().find(|p| p["severity"] == "held").unwrap();
    assert_eq!(held["row"], 6, "the row number in the file, title and headings counted: {held}");
    let flagged = report["problems"].as_array().unwrap().iter().find(|p| p["severity"] == "flagged").unwrap();
    assert_eq!((flagged["column"].as_str(), flagged["value"].as_str()), (Some("公民身份号码"), Some(wrong)));
    let again = place.json(&["import", "roster", file]);
    assert_eq!((again["added"].as_u64(), again["updated"].as_u64()), (Some(0), Some(0)), "{again}");
}

#[test]
fn a_gbk_csv_is_read() {
    let place = Place::empty();
    place.done(&["init", "--name", "清河社区党支部", "--kind", "community"]);
    let text = "姓名,性别,人员类别,入党时间\r\n张三,男,正式党员,2001-07-01\r\n";
    let (bytes, _, _) = encoding_rs::GBK.encode(text);
    let file = place.file("名册.csv");
    fs::write(&file, bytes).unwrap();
    place.done(&["import", "roster", file.to_str().unwrap()]);
    assert_eq!(place.names(&[]), ["张三"]);
}

#[test]
fn a_year_ledger_comes_in_once_and_fulfils_duties() {
    let place = Place::with_roster();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["日期", "类别", "主题", "地点", "主持人", "应到", "实到", "请假人员"],
        ["2025-03-05", "主题党日", "学习", "村部", "张三", "3", "2", "李四(外出)"],
        ["2025-03-12", "支委会", "研究工作", "村部", "张三", "3", "3", ""],
    ];
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            sheet.write_string(r, c, cell).unwrap();
        }
    }
    let file = place.file("台账.xlsx");
    book.save(&file).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(place.json(&["import", "activities", file])["added"], 2);
    assert_eq!(place.json(&["import", "activities", file])["added"], 0);

    let list = place.json(&["list", "activities", "--year", "2025", "--query", "zhutidangri"]);
    let [day] = list.as_array().unwrap().as_slice() else { panic!("{list}") };
    assert_eq!((day["kind"].as_str(), day["held_on"].as_str()), (Some("theme_day"), Some("2025-03-05")));
    assert_eq!((day["due"].as_u64(), day["present"].as_u64(), day["stated"].as_bool()), (Some(3), Some(2), Some(true)));
    let duties = place.json(&["list", "duties", "--year", "2025"]);
    let status = |period: &str| {
        let found = duties.as_array().unwrap().iter().find(|d| d["duty"] == "theme_day" && d["period"] == period);
        found.unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!((status("2025-03").as_str(), status("2025-04").as_str()), ("done", "missed"));

    let docx = place.file("记录.docx");
    place.done(&["export", "activity", day["no"].as_str().unwrap(), "--to", docx.to_str().unwrap()]);
    place.done(&["export", "activity", day["id"].as_str().unwrap(), "--to", docx.to_str().unwrap()]);
    assert_eq!(&fs::read(&docx).unwrap()[..2], b"PK");
    place.refused(&["export", "activity", "2025-999", "--to", docx.to_str().unwrap()], 1);
}

fn first_sheet(path: &Path) -> Vec<Vec<String>> {
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|r| r.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn what_is_exported_can_be_imported_again() {
    let place = Place::with_roster();
    let (xlsx, csv) = (place.file("出.xlsx"), place.file("出.csv"));
    for file in [&xlsx, &csv] {
        let export = ["export", "roster", "--unmasked", "--to", file.to_str().unwrap()];
        assert!(!place.done(&export).contains("已覆盖"));
        assert!(place.done(&export).contains("已覆盖"), "what was there is gone, and the person is told");
        let report = place.json(&["import", "roster", file.to_str().unwrap(), "--dry-run"]);
        let count = |name: &str| report[name].as_u64().unwrap();
        assert_eq!((count("rows"), count("unchanged"), count("held")), (3, 3, 0), "{report}");
    }
    let secret = sound("11010519491231002X");
    assert!(first_sheet(&xlsx).iter().flatten().any(|c| *c == secret));
    place.done(&["export", "roster", "--to", xlsx.to_str().unwrap()]);
    assert!(!first_sheet(&xlsx).iter().flatten().any(|c| c.contains(&secret)));

    place.done(&["export", "score", "--to", xlsx.to_str().unwrap()]);
    let sheet = first_sheet(&xlsx);
    assert!(sheet[1].iter().any(|c| c == "扣分原因") && sheet.iter().flatten().any(|c| c == "合计"));
    place.refused(&["export", "roster", "--to", "名册.pdf"], 2);
    let nowhere = place.file("没有/名册.csv");
    assert!(place.refused(&["export", "roster", "--to", nowhere.to_str().unwrap()], 1).contains("文件夹不存在"));
}

#[test]
fn a_backup_brings_back_what_was() {
    let place = Place::with_roster();
    let copy = place.file("备份.db");
    place.done(&["backup", "--to", copy.to_str().unwrap()]);
    place.done(&["undo"]);
    assert!(place.names(&[]).is_empty());
    place.done(&["restore", copy.to_str().unwrap()]);
    assert_eq!(place.names(&[]).len(), 3);

    let nonsense = place.file("不是备份.db");
    fs::write(&nonsense, "nonsense").unwrap();
    let why = place.refused(&["restore", nonsense.to_str().unwrap()], 1);
    assert!(why.contains("请换一个备份文件") && !why.contains("zhibu restore"), "{why}");
    place.refused(&["restore", place.file("没有.db").to_str().unwrap()], 1);
    assert_eq!(place.names(&[]).len(), 3, "a refused restore changes nothing");
}

#[test]
fn a_damaged_file_is_named_and_left_as_it_is() {
    let place = Place::empty();
    place.refused(&["check"], 1);
    place.done(&["init", "--name", "示例村党支部", "--kind", "village", "--demo"]);
    let file = place.file("数据").join("zhibu.db");
    fs::write(&file, "no database".repeat(500)).unwrap();
    let (code, out, err) = place.run(&["check", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, report["ok"].as_bool()), (1, Some(false)), "{out}{err}");
    place.refused(&["list", "members"], 1);
    place.refused(&["undo"], 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "no database".repeat(500));
}

#[test]
fn while_a_screen_is_open_one_may_read_but_not_write() {
    let place = Place::empty();
    place.done(&["init", "--name", "示例村党支部", "--kind", "village", "--demo"]);
    let clock = Clock::fixed("2026-03-31".parse().unwrap());
    let open = Book::open_with(&place.file("数据"), Access::Write, clock, Catalog::built_in(), None).unwrap();
    assert_eq!(place.names(&[]).len(), 46);
    place.done(&["export", "score", "--to", place.file("得分.csv").to_str().unwrap()]);
    place.refused(&["undo"], 1);
    place.refused(&["init", "--name", "乙", "--kind", "branch", "--parent", "示例村党支部"], 1);
    drop(open);
    place.done(&["undo"]);
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

#[test]
fn a_backup_that_fails_during_a_command_is_told() {
    let place = Place::with_roster();
    let backups = place.file("数据").join("备份");
    fs::remove_dir_all(&backups).unwrap();
    fs::write(&backups, "a file where the folder should be").unwrap();
    let file = place.roster(&people());
    let (code, out, err) = place.run(&["import", "roster", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("备份没有做成"), "{err:?}");
}
