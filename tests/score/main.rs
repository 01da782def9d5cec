//! What is due and what it is worth: the calendar and the score on made-up years, and what must hold for any year.

#![cfg(test)]

mod calendar;
mod changed;
mod dues;
mod entries;
mod evidence;
mod kinds;
mod properties;
mod sheets;

use std::sync::LazyLock;
use zhibu::{
    book::Catalog,
    model::{
        checklist::Checklist,
        date::Date,
        duty::{Entry, calendar},
        facts::{ActivityFact, Facts, RosterFacts},
        id::{ActivityId, MarkId, MemberId, OrgId, SheetId},
        lack::Lack,
        org::OrgKind,
        points::Points,
        score::{Score, Scored, evaluate},
        sheet::{Decision, Entered, Mark},
    },
};

const YEAR: i32 = 2026;

fn day(s: &str) -> Date {
    s.parse().unwrap()
}

fn pts(s: &str) -> Points {
    s.parse().unwrap()
}

/// A village branch with a committee and two groups, a full roster and no record.
fn village() -> Facts {
    Facts {
        org: OrgId(1),
        kind: OrgKind::Village,
        year: YEAR,
        founded: None,
        full_members: 20,
        probationary: 1,
        groups_since: Default::default(),
        groups: vec!["一组".into(), "二组".into()],
        committee: 3,
        roster: RosterFacts { members: 21, ..RosterFacts::default() },
        activities: Vec::new(),
        untalked: (1..=21).map(|n| (MemberId(n), format!("党员{n}"))).collect(),
        study: Vec::new(),
        ledgers: Vec::new(),
        used_before: Default::default(),
        dues: Vec::new(),
        classes: Vec::new(),
    }
}

fn record(kind: &str, on: &str) -> ActivityFact {
    ActivityFact {
        id: ActivityId(i64::from(chrono::Datelike::ordinal(&day(on)))),
        kind: kind.into(),
        on: day(on),
        days_late: 0,
        recorded_on: day(on),
        imported: false,
        group: String::new(),
        title: String::new(),
        has_minutes: true,
        due: 20,
        present: 18,
        unmarked: 0,
        untold: false,
        by_secretary: false,
        hours: 0,
    }
}

/// What the program brings along, read once.
fn built_in() -> &'static Catalog {
    static ALL: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);
    &ALL
}

fn entries(facts: &Facts, on: &str) -> Vec<Entry> {
    let all = built_in();
    calendar(&all.duties, &all.kinds, facts, day(on))
}

fn sheet(id: &str) -> Checklist {
    built_in().checklist(id).unwrap().clone()
}

fn scored(facts: &Facts, marks: &[Mark], on: &str) -> Score {
    evaluate(&sheet("village"), &entered(marks), facts, &entries(facts, on), day(on))
}

fn entered(marks: &[Mark]) -> Entered {
    Entered { marks: marks.to_vec(), ..Entered::default() }
}

fn items(score: &Score) -> impl Iterator<Item = &Scored> {
    score.sections.iter().flat_map(|s| &s.items)
}

fn item<'a>(score: &'a Score, no: &str) -> &'a Scored {
    items(score).find(|i| i.no == no).unwrap()
}

/// A field that is blank.
fn lack(field: &str) -> Lack {
    Lack { field: field.into(), before: None, words: field.into() }
}

fn mark(item: &str, points: Option<&str>, suggested: Option<&str>) -> Mark {
    Mark {
        decision: Some(points.map_or(Decision::NotApplicable, |p| Decision::Points(pts(p)))),
        reason: "看过".into(),
        suggested: suggested.map(pts),
        ..Mark::blank(MarkId(1), OrgId(1), SheetId(1), item.into())
    }
}
