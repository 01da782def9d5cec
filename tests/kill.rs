//! A real process killed while it writes: whatever stood on disk at that moment, the book opens whole, with all of
//! the step or nothing of it, and the work can be done again.

#![cfg(test)]

use assert_cmd::cargo::cargo_bin_cmd;
use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};
use tempfile::TempDir;

const PEOPLE: usize = 300;

fn zhibu(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhibu"));
    command.args(["--data", home.join("data").to_str().unwrap(), "--today", "2026-03-10"]);
    command.env("HOME", home).env("XDG_DATA_HOME", home.join("xdg"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn said(home: &Path, args: &[&str]) -> serde_json::Value {
    let mut command = cargo_bin_cmd!("zhibu");
    command.args(["--data", home.join("data").to_str().unwrap(), "--today", "2026-03-10"]).args(args);
    let out = command.env("HOME", home).env("XDG_DATA_HOME", home.join("xdg")).assert().success().get_output().clone();
    serde_json::from_slice(&out.stdout).unwrap()
}

fn members(home: &Path) -> usize {
    said(home, &["list", "members", "--json"]).as_array().unwrap().len()
}

/// Kills the child at the first moment at which the predicate holds; whether it still ran then.
fn kill_when(child: &mut Child, mut holds: impl FnMut() -> bool) -> bool {
    loop {
        let over = child.try_wait().unwrap().is_some();
        if over || holds() {
            child.kill().unwrap();
            child.wait().unwrap();
            return !over;
        }
        thread::yield_now();
    }
}

#[test]
fn an_import_killed_at_any_moment_is_whole_or_was_not() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    let data = home.join("data");
    let mut roster = "序号,姓名,性别,入党时间,转正时间\n".to_owned();
    for i in 1..=PEOPLE {
        writeln!(roster, "{i},甲{i},男,1990-07-01,1991-07-01").unwrap();
    }
    let file = home.join("名册.csv");
    fs::write(&file, roster).unwrap();
    assert!(zhibu(home).args(["init", "--name", "柳林村党支部", "--kind", "village"]).status().unwrap().success());

    let journal = data.join("zhibu.db-journal");
    let journal_size = || fs::metadata(&journal).map_or(0, |m| m.len());
    let size = || fs::metadata(data.join("zhibu.db")).map_or(0, |m| m.len());
    let begun = size();
    type Moment<'a> = (&'a str, Box<dyn Fn() -> bool + 'a>);
    let moments: [Moment; 6] = [
        ("at once", Box::new(|| true)),
        ("locked", Box::new(|| data.join("zhibu.lock").exists())),
        ("the rollback journal exists", Box::new(|| journal.exists())),
        ("the rollback journal is written", Box::new(|| journal_size() > 512)),
        ("pages are written over", Box::new(|| size() > begun)),
        ("the rollback journal is emptied again", Box::new(|| size() > begun && journal_size() == 0)),
    ];
    let mut cut_short = 0;
    for (moment, holds) in &moments {
        let mut child = zhibu(home).args(["import", "roster", file.to_str().unwrap()]).spawn().unwrap();
        cut_short += usize::from(kill_when(&mut child, holds));
        assert_eq!(said(home, &["check", "--json"])["ok"], true, "killed when {moment}");
        let there = members(home);
        assert!([0, PEOPLE].contains(&there), "{there} members after a kill when {moment}");
        if there == PEOPLE {
            assert!(zhibu(home).args(["undo", "--yes"]).status().unwrap().success());
            assert_eq!(members(home), 0);
        }
    }
    assert!(cut_short >= 3, "the kills came too late to show anything: {cut_short}");
    assert_eq!(said(home, &["import", "roster", file.to_str().unwrap(), "--json"])["added"], PEOPLE);
    assert_eq!(members(home), PEOPLE);
}
