//! Drafts: kept beside the book, one per key, never lost to a damaged file.

use crate::{Home, day};
use serde_json::json;
use std::fs;
use zhibu::book::Draft;

fn draft(key: &str, text: &str) -> Draft {
    let saved_at = day("2026-03-05").and_hms_opt(9, 30, 0).unwrap();
    Draft { key: key.into(), label: "主题党日(未保存)".into(), saved_at, body: json!({ "title": text }) }
}

#[test]
fn one_per_key_and_after_a_restart() {
    let home = Home::empty();
    let book = home.book();
    book.keep_draft(&draft("activity:new:theme_day", "一")).unwrap();
    book.keep_draft(&draft("member:12", "二")).unwrap();
    book.keep_draft(&draft("activity:new:theme_day", "三")).unwrap();
    drop(book);
    let book = home.open();
    assert_eq!(book.drafts(), [draft("activity:new:theme_day", "三"), draft("member:12", "二")]);
    book.drop_draft("member:12").unwrap();
    book.drop_draft("member:12").unwrap();
    assert_eq!(book.drafts().len(), 1);
    assert_eq!(book.history(10).unwrap().len(), 1, "no step of the journal");
}

#[test]
fn a_damaged_file_is_set_aside() {
    let home = Home::empty();
    let book = home.book();
    fs::write(home.path().join("草稿.json"), "[{\"key\": \"半").unwrap();
    assert_eq!(book.drafts(), []);
    book.keep_draft(&draft("member:12", "新")).unwrap();
    assert_eq!(book.drafts().len(), 1);
    let aside = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().path());
    let aside = aside.filter(|p| p.to_string_lossy().contains("草稿.json.损坏-")).collect::<Vec<_>>();
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "[{\"key\": \"半");
}
