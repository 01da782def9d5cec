//! A township's own sheet on the command line: what lies between the sums and the total, and the grade.

use crate::Place;
use std::fs;

#[test]
fn a_sheet_with_a_base_and_grades_tells_both() {
    let place = Place::with_roster();
    let folder = place.file("数据").join("数据/checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("hundred.toml"), include_str!("../score/fixtures/hundred.toml")).unwrap();
    let text = place.done(&["score", "--checklist", "hundred"]);
    assert!(text.contains("预估 100 + 待评 0 / 100"), "{text}");
    assert!(text.contains("基准分 100: 预估 +100"), "{text}");
    assert!(text.contains("等次: 五星(最好还能到五星)"), "{text}");
    let json = place.json(&["score", "--checklist", "hundred"]);
    assert_eq!((json["grade"]["band"].as_str(), json["changes"][0]["expected"].as_str()), (Some("五星"), Some("100")));
    let village = place.json(&["score", "--checklist", "village"]);
    assert_eq!(village["grade"], serde_json::Value::Null);
    let gaps = || village["items"].as_array().unwrap().iter().flat_map(|i| i["gaps"].as_array().unwrap());
    assert!(gaps().any(|g| g["won"] == "0.3" && g["hours"] == "3"), "a theme day wins 0.3 for three hours");
    assert!(gaps().any(|g| g["ledger"] == "reserve"));
}

#[test]
fn a_form_is_taken_in_under_another_name() {
    let place = Place::with_roster();
    let form = place.file("考核.txt");
    fs::write(&form, "青石镇考核办法\n一、基础工作(10分)\n1.按月开展主题党日(6分)\n2.台账齐全(4分)\n").unwrap();
    let file = form.to_str().unwrap();
    let named = place.json(&["import", "checklist", file, "--name", " 青石镇2026 "]);
    assert_eq!((named["id"].as_str(), named["checklist"]["name"].as_str()), (Some("青石镇2026"), Some("青石镇2026")));
    assert_eq!(place.json(&["import", "checklist", file])["id"], "青石镇考核办法");
    assert!(place.refused(&["import", "checklist", file, "--name", " "], 1).contains("名称"));
    assert_eq!(place.json(&["score", "--checklist", "青石镇2026"])["name"], "青石镇2026");
}
