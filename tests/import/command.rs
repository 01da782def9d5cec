//! A whole messy roster through the command line, as scripts and acceptance checks call it.

use super::*;
use assert_cmd::Command;
use serde_json::{Value, json};

fn run(dir: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("zhibu").unwrap();
    for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR", "APPDATA", "LOCALAPPDATA"] {
        command.env(name, dir);
    }
    let data = dir.join("另一个");
    let out = command.args(["--data", data.to_str().unwrap(), "--today", "2026-03-10"]).args(args).output().unwrap();
    (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
}

#[test]
fn a_messy_roster_of_fifty_eight_rows() {
    let place = Place::new();
    let mut rows: Vec<Row> = (1..=58).map(|no| person(no, &format!("党员{no}号"))).collect();
    let same = rows[8][5].clone();
    let wrong = format!("{}{}", &rows[5][5][..17], if rows[5][5].ends_with('0') { '1' } else { '0' });
    for (row, changes) in [
        (2, vec![(9, "预备党员"), (8, "—"), (10, "支部委员(宣传)")]),
        (5, vec![(5, wrong.as_str())]),
        (9, vec![(5, same.as_str())]),
        (12, vec![(2, "女")]),
        (15, vec![(5, "419923720828033")]),
        (22, vec![(5, "#419923197208280451")]),
        (27, vec![(7, "不详")]),
        (29, vec![(4, "1972.13")]),
        (35, vec![(7, "1988-07-01"), (8, "1998-07-15")]),
        (40, vec![(4, "1972年8月"), (7, "19991115"), (8, "2000.11"), (9, "正式")]),
        (41, vec![(4, "197208"), (7, "1999/11"), (8, "2000-11"), (3, "汉")]),
    ] {
        rows[row] = with(rows[row].clone(), &changes);
    }
    rows.insert(20, Default::default());
    rows.push(with(Default::default(), &[(0, "制表人:            审核人:")]));
    let file = place.roster_file(&rows);
    let file = file.to_str().unwrap();
    let dir = place.dir.path();
    assert_eq!(run(dir, &["init", "--name", "柳林村党支部", "--kind", "village"]).0, 0);

    let import = |more: &[&str]| -> Value {
        let (code, out) = run(dir, &[&["import", "roster", file, "--json"], more].concat());
        assert_eq!(code, 0);
        serde_json::from_str(&out).unwrap()
    };
    let rehearsed = import(&["--dry-run"]);
    let report = import(&[]);
    assert_eq!(rehearsed, report);
    for (name, n) in [("rows", 58), ("added", 56), ("updated", 0), ("unchanged", 0), ("held", 2), ("flagged", 8)] {
        assert_eq!(report[name], n, "{name}");
    }
    let found: Vec<(u64, &str, &str)> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["row"].as_u64().unwrap(), p["column"].as_str().unwrap(), p["severity"].as_str().unwrap()))
        .collect();
    #[rustfmt::skip]
    let expected = [
        (5, "职务", "flagged"), (8, "公民身份号码", "flagged"), (11, "公民身份号码", "held"), (12, "公民身份号码", "held"),
        (15, "性别", "flagged"), (18, "公民身份号码", "flagged"), (26, "公民身份号码", "flagged"), (31, "入党时间", "flagged"),
        (33, "出生日期", "flagged"), (39, "入党时间", "flagged"), (39, "转正时间", "flagged"),
    ];
    assert_eq!(found, expected);
    assert_eq!(report["problems"][7]["value"], "不详");
    let again = import(&[]);
    assert_eq!([&again["added"], &again["updated"], &again["unchanged"]], [&json!(0), &json!(0), &json!(56)]);
    let (_, list) = run(dir, &["list", "members", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&list).unwrap().as_array().unwrap().len(), 56);
}
