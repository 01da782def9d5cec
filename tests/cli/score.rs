//! The score as scripts get it: of the year's own sheet and of others, with notes, evidence and history; and its papers.

use crate::Place;
use serde_json::Value;
use zhibu::{
    book::Access,
    model::sheet::{Sheet, SheetRole, Which},
};

/// The sample branch with a rater's sheet on which one item is decided, and a note on the year's own.
fn rated() -> Place {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village", "--demo"]);
    let mut book = place.book(Access::Write);
    let own = book.sheets(2026).unwrap().remove(0);
    let (round, rater) = ("一季度观摩".to_owned(), "张三".to_owned());
    let sheet = Sheet { role: SheetRole::Rater, round, rater, scored_on: Some(book.today()), ..own.clone() };
    let (id, _) = book.add_sheet(sheet).unwrap();
    book.decide(&Which::Saved(id), "1.1", Some("2".parse().unwrap()), "标识旧").unwrap();
    book.note_item(&own.which(), "1.2", "台账在乡里").unwrap();
    place
}

fn item<'a>(score: &'a Value, no: &str) -> &'a Value {
    score["items"].as_array().unwrap().iter().find(|i| i["no"] == no).unwrap()
}

#[test]
fn json_carries_sheets_notes_evidence_and_history() {
    let place = rated();
    let score = place.json(&["score"]);
    assert_eq!((score["sheet"]["role"].as_str(), score["version"].as_u64()), (Some("running"), Some(2)));
    assert_eq!(item(&score, "1.2")["note"], "台账在乡里");
    let records = item(&score, "4.1")["records"].as_array().unwrap();
    let evidence = item(&score, "4.1")["evidence"].as_array().unwrap();
    assert!(!records.is_empty() && records.len() == evidence.len());
    assert!(evidence.iter().all(|e| e["held_on"].as_str().unwrap().starts_with("2026-") && e["no"].is_string()));
    let sheets = score["sheets"].as_array().unwrap();
    assert_eq!(sheets.iter().map(|s| s["name"].as_str().unwrap()).collect::<Vec<_>>(), ["2026年", "一季度观摩 · 张三"]);
    assert_eq!(sheets[1]["confirmed"], "2");
    let history = score["history"].as_array().unwrap();
    assert_eq!(history.len(), 5);
    assert_eq!((&history[4]["quarter"], &history[4]["basis"]), (&"2026-Q1".into(), &"running".into()));

    let zhang = place.json(&["score", "--sheet", "张三"]);
    assert_eq!((&zhang["confirmed"], &zhang["sheet"]["rater"]), (&"2".into(), &"张三".into()));
    assert_eq!(item(&zhang, "1.1")["reason"], "标识旧");
    let id = zhang["sheet"]["id"].as_str().unwrap();
    assert_eq!(place.json(&["score", "--sheet", id])["sheet"], zhang["sheet"]);
}

#[test]
fn people_choose_a_sheet_by_its_name() {
    let place = rated();
    assert!(place.done(&["score"]).contains("2026年、一季度观摩 · 张三"));
    assert!(place.done(&["score", "--sheet", "一季度观摩 · 张三"]).contains("标识旧"));
    let why = place.refused(&["score", "--sheet", "李四"], 1);
    assert!(why.contains("一季度观摩 · 张三"), "the message names those there are: {why}");
    place.refused(&["score", "--sheet", "张三", "--on", "2026-03-01"], 2);
}

#[test]
fn the_papers_of_a_sheet_are_written_where_asked() {
    let place = rated();
    for args in
        [&["score", "--sheet", "张三"][..], &["evidence"], &["blank-sheet"], &["comparison", "--round", "一季度观摩"]]
    {
        let to = place.file(&format!("{}.docx", args[0]));
        place.done(&[&["export"], args, &["--to", to.to_str().unwrap()]].concat());
        assert!(to.metadata().unwrap().len() > 1000, "{args:?}");
    }
}
