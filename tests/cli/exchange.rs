//! Files in and out: a roster and a year of records taken in, what was written read again.

use crate::{Place, people, sound};
use calamine::Reader;
use rust_xlsxwriter::Workbook;
use std::{fs, path::Path};

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
