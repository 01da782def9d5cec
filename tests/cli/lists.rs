//! What is listed for scripts and for people: the superior's readings, the duties as the overview shows them.

use crate::Place;
use zhibu::{
    book::{Access, Book, Catalog, Clock},
    model::reading::{Reading, ReadingGrade},
};

/// The book of a place on the day of all commands here, for writing.
fn book(place: &Place) -> Book {
    let clock = Clock::fixed("2026-03-31".parse().unwrap());
    Book::open_with(&place.file("数据"), Access::Write, clock, Catalog::built_in(), None).unwrap()
}

#[test]
fn readings_are_listed_as_they_were_written() {
    let place = Place::empty();
    place.done(&["init", "--name", "柳林村党支部", "--kind", "village"]);
    assert_eq!(place.json(&["list", "readings"]), serde_json::json!([]));
    let mut writing = book(&place);
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
