//! What goes out about records: `zhibu export` of the papers about one, a month and a year, and how a list names those
//! that were held together. Not here: rosters and scores (`cli`), what stands on
//! a paper (`papers`).

#![cfg(test)]

use assert_cmd::Command;
use docx_rs::{DocumentChild, read_docx};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    /// The sample branch on 21 November 2026.
    fn sample() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.ok(&["init", "--name", "青石桥村党支部", "--kind", "village", "--demo"]);
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("zhibu").unwrap();
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA"] {
            command.env(name, self.0.path());
        }
        let data = self.file("数据");
        let out =
            command.args(["--data", data.to_str().unwrap(), "--today", "2026-11-21"]).args(args).output().unwrap();
        let text = |b: &[u8]| String::from_utf8(b.to_vec()).unwrap();
        (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
    }

    #[track_caller]
    fn ok(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}\n{out}{err}");
        out
    }

    /// The running text of a Word file that this command writes.
    #[track_caller]
    fn written(&self, args: &[&str]) -> Vec<String> {
        let file = self.file("出.docx");
        self.ok(&[args, &["--to", file.to_str().unwrap()]].concat());
        let children = read_docx(&fs::read(file).unwrap()).unwrap().document.children;
        let text = |child| if let DocumentChild::Paragraph(p) = child { Some(p.raw_text()) } else { None };
        children.into_iter().filter_map(text).collect()
    }
}

#[test]
fn papers_are_exported_by_the_number_of_the_record_by_month_and_by_year() {
    let place = Place::sample();
    let signin = place.written(&["export", "signin", "2026-069"]);
    assert_eq!(signin[0], "主题党日签到表");
    assert!(signin.iter().any(|t| t.contains("2026年11月5日(星期四)")), "{signin:?}");
    let pack = place.written(&["export", "pack", "2026-11"]);
    assert!(["主题党日计划", "主题党日签到表", "主题党日记录"].iter().all(|t| pack.iter().any(|p| p == t)));
    let book = place.written(&["export", "handbook", "--year", "2025"]);
    assert_eq!(book[..2], ["支部工作手册", "2025年度"]);
    assert!(book.contains(&"数据截至2025年12月31日".to_owned()), "{book:?}");
    assert_eq!(place.written(&["export", "handbook"])[1], "2026年度", "this year where none is named");
    let notice = place.ok(&["export", "notice", "2026-069"]);
    assert!(notice.starts_with("关于开展主题党日的通知\n") && notice.contains("地点:文化广场"), "{notice}");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let place = Place::sample();
    let to = place.file("出.docx");
    let to = to.to_str().unwrap();
    for (args, code, why) in [
        (vec!["export", "pack", "2026-12", "--to", to], 1, "2026年12月没有主题党日的记录"),
        (vec!["export", "handbook", "--year", "2030", "--to", to], 1, "2030年还没到"),
        (vec!["export", "signin", "2026-999", "--to", to], 1, "没有编号为“2026-999”的活动"),
        (vec!["export", "notice", "2026-999"], 1, "没有编号为“2026-999”的活动"),
        (vec!["export", "pack", "2026-13", "--to", to], 2, "应为 年-月"),
        (vec!["export", "pack", "2026-03-05", "--to", to], 2, "应为 年-月"),
        (vec!["export", "signin", "2026-069", "--to", "签到.xlsx"], 2, "扩展名应为 .docx"),
    ] {
        let (got, _, err) = place.run(&args);
        assert!(got == code && err.contains(why), "{args:?}: {got} {err}");
    }
    assert!(!place.file("出.docx").exists());
}

#[test]
fn a_record_names_the_one_in_whose_course_it_was_held() {
    let list: Vec<Value> =
        serde_json::from_str(&Place::sample().ok(&["list", "activities", "--year", "2026", "--json"])).unwrap();
    let title: BTreeMap<&str, &str> =
        list.iter().map(|a| (a["id"].as_str().unwrap(), a["title"].as_str().unwrap())).collect();
    let held = list.iter().filter_map(|a| Some((a["title"].as_str()?, title[a["held_with"].as_str()?])));
    let day = "老党员讲入党那天";
    assert_eq!(held.collect::<Vec<_>>(), [("身边的党史", day), ("推荐镇优秀共产党员", day)]);
    assert!(list[0]["held_with"].is_null(), "{}", list[0]);
}
