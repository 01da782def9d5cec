//! Drafts: kept beside the book, one per key, never lost to a damaged file.

use crate::{Home, day};
use serde_json::json;
use std::fs;
use zhibu::book::{Book, Draft};

fn draft(book: &Book, key: &str, text: &str) -> Draft {
    let saved_at = day("2026-03-05").and_hms_opt(9, 30, 0).unwrap();
    let org = book.org().unwrap().id;
    Draft { key: key.into(), org, label: "主题党日(未保存)".into(), saved_at, body: json!({ "title": text }) }
}

#[test]
fn one_per_key_and_after_a_restart() {
    let home = Home::empty();
    let book = home.book();
    book.keep_draft(&draft(&book, "activity:new:theme_day", "一")).unwrap();
    book.keep_draft(&draft(&book, "member:12", "二")).unwrap();
    book.keep_draft(&draft(&book, "activity:new:theme_day", "三")).unwrap();
    drop(book);
    let book = home.open();
    assert_eq!(book.drafts(), [draft(&book, "activity:new:theme_day", "三"), draft(&book, "member:12", "二")]);
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
    book.keep_draft(&draft(&book, "member:12", "新")).unwrap();
    assert_eq!(book.drafts().len(), 1);
    let aside = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().path());
    let aside = aside.filter(|p| p.to_string_lossy().contains("草稿.json.损坏-")).collect::<Vec<_>>();
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "[{\"key\": \"半");
}

#[test]
fn a_draft_is_never_offered_to_another_organisation() {
    let home = Home::empty();
    let mut book = home.book();
    book.add_org(crate::branch("桃源村党支部")).unwrap();
    book.keep_draft(&draft(&book, "activity:new:theme_day", "柳林的")).unwrap();
    let other = book.orgs().iter().find(|o| o.name == "桃源村党支部").unwrap().id;
    book.switch_org(other).unwrap();
    assert_eq!(book.drafts(), []);
    book.drop_draft("activity:new:theme_day").unwrap();
    let first = book.orgs().iter().find(|o| o.name == "柳林村党支部").unwrap().id;
    book.switch_org(first).unwrap();
    assert_eq!(book.drafts().len(), 1);
}
