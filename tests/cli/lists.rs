//! What is listed for scripts and for people: the superior's readings, the duties as the overview shows them.

use crate::Place;
use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr;
use zhibu::{
    book::Access,
    model::reading::{Reading, ReadingGrade},
    tui::{app::App, input::Input, key, theme::Theme},
};

#[test]
fn readings_are_listed_as_they_were_written() {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village"]);
    assert_eq!(place.json(&["list", "readings"]), serde_json::json!([]));
    let mut writing = place.book(Access::Write);
    let new = writing.new_reading(2026, 1).unwrap();
    let (opinion, reader) = ("议题再具体些".to_owned(), "陶书记".to_owned());
    writing.save_reading(&Reading { opinion, reader, grade: Some(ReadingGrade::Poor), ..new }).unwrap();
    drop(writing);
    let expected = serde_json::json!([{
        "period": "2026-Q1", "grade": "poor", "grade_name": "差", "opinion": "议题再具体些", "reader": "陶书记",
        "read_on": "2026-03-31", "records_changed_since": 0,
    }]);
    assert_eq!(place.json(&["list", "readings"]), expected);
    assert_eq!(place.json(&["list", "readings", "--year", "2025"]), serde_json::json!([]));
    let table = place.done(&["list", "readings"]);
    assert!(table.contains("一季度") && table.contains("陶书记") && table.contains("议题再具体些"), "{table}");
}

/// The lines of the overview on the same day and book, the year before under each duty.
fn overview(place: &Place) -> Vec<String> {
    let mut app = App::new(place.book(Access::Write), Theme::sixteen().unwrap()).unwrap();
    app.handle(&Input::Key(key::ctrl('t')));
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 120));
    app.draw(&mut buf);
    // The second cell of a wide character holds a blank of its own.
    let mut lines = Vec::new();
    for y in 0..buf.area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..buf.area.width {
            let symbol = buf[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = symbol.width().saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        lines.push(line);
    }
    lines
}

#[test]
fn duties_in_json_are_what_the_overview_shows() {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village", "--demo"]);
    let screen = overview(&place);
    let mark = |e: &serde_json::Value| match e["status"].as_str().unwrap() {
        "done" | "late" if e["untalked"].as_u64() > Some(0) => "半",
        "done" => "已",
        "late" => "补",
        "missed" => "缺",
        "due" => "待",
        "not_yet" => ".",
        _ => "/",
    };
    let mut compared = 0;
    for (year, under) in [("2026", false), ("2025", true)] {
        let json = place.json(&["list", "duties", "--year", year]);
        let all = json.as_array().unwrap();
        let same = |a: &serde_json::Value, b: &serde_json::Value| a["duty"] == b["duty"] && a["group"] == b["group"];
        for own in all.chunk_by(same).filter(|own| own.iter().any(|e| e["status"] != "not_applicable")) {
            let name = own[0]["name"].as_str().unwrap();
            let name = own[0]["group"].as_str().map_or(name.to_owned(), |g| format!("{name} {g}"));
            let at = screen.iter().position(|l| l[1..].starts_with(&format!("{name} "))).unwrap();
            let line = &screen[at + usize::from(under)];
            let named = if under { "   2025年".to_owned() } else { format!(" {name}") };
            let shown = line.strip_prefix(&named).unwrap_or_else(|| panic!("{named}: {line}")).replace('-', " ");
            let mut expected: Vec<String> = own.iter().map(|e| mark(e).to_owned()).collect();
            if own[0]["year_due"] != 0 {
                expected.push(format!("{}/{}", own[0]["year_done"], own[0]["year_due"]));
            }
            assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), expected, "{line}");
            compared += own.len();
        }
    }
    assert!(compared > 150, "{compared}");
    let json = place.json(&["list", "duties"]);
    let all = json.as_array().unwrap();
    let talk = all.iter().find(|e| e["duty"] == "heart_talk").unwrap();
    let untalked = talk["untalked"].as_u64().unwrap();
    assert!(untalked > 0 && screen.iter().any(|l| l.contains(&format!("没谈心谈话{untalked}人"))), "{talk}");
    assert!(all.iter().filter(|e| e["duty"] != "heart_talk").all(|e| e["untalked"].is_null()));
    for due in all.iter().filter(|e| e["status"] == "due") {
        let days = due["days_left"].as_i64().unwrap();
        let when = if days == 0 { "今天到期".to_owned() } else { format!("还剩{days}天") };
        let name = due["name"].as_str().unwrap();
        assert!(screen.iter().any(|l| l.contains(&when) && l.contains(name)), "{when} {name}");
    }
}

#[test]
fn dues_are_listed_and_exported_and_agree_with_the_duty() {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village"]);
    assert_eq!(place.json(&["list", "dues"]), serde_json::json!([]));
    let sample = Place::empty();
    sample.done(&["init", "--name", "柳林村党支部", "--kind", "village", "--demo"]);
    let dues = sample.json(&["list", "dues"]);
    let all = dues.as_array().unwrap();
    assert_eq!(all.len(), 46);
    let member = all.iter().find(|m| m["no"] == 27).unwrap();
    let (standard, months) = (&member["standard"], member["months"].as_array().unwrap());
    assert_eq!(
        (&standard["amount"], &standard["basis"], &member["year_paid"]),
        (&"0.2".into(), &"fixed".into(), &"0.6".into())
    );
    let february = &months[1];
    let expected = serde_json::json!({
        "month": "2026-02", "state": "late", "owed": "0.2", "paid": "0.2", "paid_on": "2026-03-05", "payer": "仇兴旺",
        "recorded_on": "2026-03-05",
    });
    assert_eq!(*february, expected);
    let owing = all.iter().find(|m| m["no"] == 39).unwrap();
    assert_eq!((&owing["unpaid_run"], &owing["unpaid_run_at_least"]), (&0.into(), &false.into()));
    let exempt = all.iter().find(|m| m["no"] == 43).unwrap();
    assert!(exempt["months"].as_array().unwrap().iter().all(|m| m["state"] == "exempt"), "{exempt}");
    // Who has not settled a month, counted by hand, is what the duty of that month says.
    for duty in sample.json(&["list", "duties", "--query", "党费"]).as_array().unwrap() {
        let open = |m: &&serde_json::Value| {
            let months = m["months"].as_array().unwrap();
            let own = months.iter().find(|month| month["month"] == duty["period"]).unwrap();
            ["unpaid", "due", "short", "to_come"].iter().any(|s| own["state"] == *s)
        };
        assert_eq!(duty["unpaid"], all.iter().filter(open).count(), "{duty}");
    }
    assert_eq!(sample.json(&["list", "dues", "--query", "zfl"]).as_array().unwrap().len(), 1);
    let table = sample.done(&["list", "dues", "--query", "臧福来"]);
    assert!(table.contains("补0.2") && table.contains("每月0.2元(定额)") && table.contains("共1人"), "{table}");
    for name in ["登记表.xlsx", "登记表.docx", "登记表.csv"] {
        let file = sample.file(name);
        sample.done(&["export", "dues", "--year", "2025", "--to", file.to_str().unwrap()]);
        assert!(std::fs::metadata(&file).unwrap().len() > 500);
    }
    let csv = std::fs::read_to_string(sample.file("登记表.csv")).unwrap();
    assert!(csv.contains("序号,姓名,标准(元/月),1月,2月"), "{csv}");
    assert!(csv.contains("13,缪志刚,1,1,1,1,1,1,1,1,1,1,1,1,1,12,"), "{csv}");
}
