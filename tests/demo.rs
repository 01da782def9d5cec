//! The demo branch: invented people, real-looking books, the same on every day it is opened.

#![cfg(test)]

use chrono::Datelike;
use std::collections::BTreeSet;
use zhibu::{
    book::{
        Catalog,
        demo::{Demo, demo, years},
    },
    model::{
        activity::{Meeting, Roll, Tally},
        checklist::RuleSource,
        date::Date,
        field::FieldType,
        ledger::LedgerEntry,
        member::{Category, Member},
        sheet::Decision,
    },
};

fn on(day: &str) -> Demo {
    demo(day.parse().unwrap()).unwrap()
}

#[test]
fn the_branch_is_as_promised() {
    let all = on("2026-11-21");
    let count = |f: fn(&Member) -> bool| all.members.iter().filter(|m| f(m)).count();
    assert_eq!(all.members.len(), 46);
    assert_eq!(count(|m| m.role.is_some()), 3);
    assert_eq!(count(|m| m.category == Category::Probationary), 2);
    assert_eq!(count(|m| m.floating), 5);
    let groups: BTreeSet<_> = all.members.iter().map(|m| &m.group).collect();
    assert_eq!(groups.len(), 3);
    assert!((3..10).contains(&count(|m| !m.missing().is_empty())));
    assert!(all.members.iter().all(|m| m.id_number.whole().starts_with("419923") && m.sex.is_some()));
    for m in &all.members {
        let birth = m.birth.unwrap().to_string().replace('-', "");
        assert_eq!(&m.id_number.whole()[6..14], birth, "{}", m.name);
        assert!(m.joined.unwrap().year() - m.birth.unwrap().year() >= 18, "{}", m.name);
        assert!(m.phone.is_empty() || &m.phone.whole()[3..7] == "0000", "{}", m.name);
    }
}

#[test]
fn records_fit_the_kinds_the_roster_and_the_sheet() {
    let catalog = Catalog::built_in();
    let all = on("2026-12-31");
    let names: Vec<_> = all.members.iter().map(|m| m.name.as_str()).collect();
    for Meeting { activity: a, attendance, .. } in &all.meetings {
        let kind = catalog.kind(&a.kind).unwrap_or_else(|| panic!("{}", a.kind));
        for key in a.extra.keys() {
            assert!(kind.fields.iter().any(|f| f.id == *key), "{} {key}", a.kind);
        }
        assert!(!attendance.is_empty() && !a.minutes.is_empty() && !a.title.is_empty(), "{} {}", a.on, a.title);
        assert!(names.contains(&a.chair.as_str()) && names.contains(&a.recorder.as_str()), "{}", a.title);
    }
    for Meeting { activity: a, attendance, .. } in &all.meetings {
        for busy in [&a.chair, &a.recorder] {
            let there = attendance.iter().find(|p| p.name == *busy).is_none_or(|p| p.roll != Roll::Excused);
            assert!(there, "{} {}: {busy}", a.on, a.title);
        }
    }
    let list = catalog.checklist("village").unwrap();
    for mark in all.sheets.iter().flat_map(|(_, marks)| marks) {
        let (_, item) = list.items().find(|(_, i)| i.no == mark.item).unwrap();
        let duties = item.rules.iter().filter(|r| matches!(r.source, RuleSource::Duty(_))).count();
        assert_eq!(duties, 0, "{}", mark.item);
        let full = mark.decision == Some(Decision::Points(item.max_points()));
        assert!(full || !mark.reason.is_empty(), "{}", mark.item);
        assert!(!matches!(mark.decision, Some(Decision::Points(p)) if p > item.max_points()), "{}", mark.item);
    }
}

#[test]
fn rows_of_ledgers_fit_their_ledgers_and_the_roster() {
    let catalog = Catalog::built_in();
    let all = on("2026-12-31");
    for row in &all.rows {
        let ledger = catalog.ledger(&row.ledger).unwrap_or_else(|| panic!("{}", row.ledger));
        assert_eq!(ledger.closes, row.closed_on != Some(row.opened_on), "{} {}", ledger.name, row.title);
        for (id, text) in &row.fields {
            let field = ledger.field(id).unwrap_or_else(|| panic!("{} {id}", row.ledger));
            let text = text.as_str().unwrap();
            let fits = match &field.kind {
                FieldType::Choice(options) => options.iter().any(|o| o == text),
                FieldType::Date => text.parse::<Date>().is_ok(),
                FieldType::Number => text.parse::<u32>().is_ok(),
                _ => true,
            };
            assert!(fits, "{} {}: {id} {text}", ledger.name, row.title);
        }
        assert_eq!(row.member.is_some(), ledger.member_column().is_some(), "{} {}", ledger.name, row.title);
    }
    assert!(on("2026-03-01").rows.iter().all(|r| r.opened_on <= "2026-03-01".parse().unwrap()));
    let lacking = |r: &&LedgerEntry| {
        catalog.ledger(&r.ledger).is_some_and(|l| !l.lacks(r.opened_on, r.closed_on, &r.fields).is_empty())
    };
    assert!(all.rows.iter().filter(lacking).count() >= 4, "real books have gaps");
}

#[test]
fn it_looks_right_on_any_day() {
    for (today, this) in [("2026-11-21", 2026), ("2027-02-01", 2027), ("2028-02-29", 2028), ("2027-01-01", 2027)] {
        let all = on(today);
        let day: Date = today.parse().unwrap();
        assert!(all.meetings.iter().all(|m| m.activity.recorded_at.date() <= day));
        assert_eq!(all.meetings[0].activity.on.year(), this - 1);
        assert!(all.sheets.iter().any(|(s, _)| s.year == this));
        assert_eq!(all, on(today), "the same every time");
    }
    assert!(on("2026-11-21").meetings.len() > 140);
    let mut ids: Vec<_> = on("2026-11-21").meetings.iter().map(|m| m.activity.id.0).collect();
    ids.dedup();
    assert_eq!((ids[0], *ids.last().unwrap()), (1, ids.len() as i64));
}

#[test]
fn a_theme_day_held_a_lecture_and_a_meeting_with_the_same_people() {
    let all = on("2026-11-21");
    let beside: Vec<_> = all.meetings.iter().filter(|m| m.activity.held_with.is_some()).collect();
    assert_eq!(beside.iter().map(|m| m.activity.kind.as_str()).collect::<Vec<_>>(), ["lecture", "members_meeting"]);
    for m in beside {
        let day = all.meetings.iter().find(|d| Some(d.activity.id) == m.activity.held_with).unwrap();
        assert_eq!((day.activity.kind.as_str(), day.activity.on), ("theme_day", m.activity.on));
        assert_eq!((&day.activity.place, &day.attendance), (&m.activity.place, &m.attendance));
    }
}

#[test]
fn there_are_gaps_as_in_real_books() {
    let all = on("2026-11-21");
    let months = |year: i32| {
        let theme = |m: &&Meeting| m.activity.kind.starts_with("theme_day") && m.activity.on.year() == year;
        all.meetings.iter().filter(theme).count()
    };
    assert_eq!((months(2025), months(2026)), (11, 10));
    assert!(all.meetings.iter().any(|m| m.activity.days_late() > 7));
    let unmarked = all.meetings.iter().filter(|m| Tally::of(&m.attendance).unmarked > 0).count();
    assert_eq!(unmarked, 2);
    let first = all.meetings.iter().find(|m| m.activity.kind == "theme_day").unwrap();
    assert_eq!(Tally::of(&first.attendance).due, 43, "not yet the two probationary and the one transferred in");
}

#[test]
fn years_repeat_for_long_histories() {
    let all = years(10, "2026-12-31".parse().unwrap()).unwrap();
    assert!(all.meetings.len() >= 600, "{}", all.meetings.len());
    assert_eq!(all.meetings[0].activity.on.year(), 2017);
}
