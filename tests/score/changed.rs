//! A decision and what it rested on: marked as soon as something under it comes, goes or is altered, and only then.

use crate::{
    built_in, day, entered, entries, item, items,
    kinds::fixture,
    mark,
    properties::{any_day, any_facts, any_record, any_row},
    pts, record, scored, sheet, village,
};
use proptest::{prelude::*, sample::Index};
use zhibu::model::{
    duty::calendar,
    facts::{Facts, LedgerFact},
    id::{ActivityId, LedgerEntryId, OccurrenceId, OrgId, SheetId},
    score::{Score, Scored, Todo, Won, evaluate},
    sheet::{Decision, Entered, Mark, Occurrence},
};

/// Every item decided as it stands, with what that rests on, as it comes back from the disk.
fn decided(score: &Score) -> Vec<Mark> {
    let decide = |i: &Scored| {
        let grounds = serde_json::from_str(&serde_json::to_string(&i.grounds).unwrap()).unwrap();
        let decision = Some(Decision::Points(i.expected));
        Mark { decision, suggested: i.suggestion, grounds: Some(grounds), ..mark(&i.no, None, None) }
    };
    items(score).map(decide).collect()
}

fn changed<'a>(score: &'a Score, no: &str) -> &'a [String] {
    &item(score, no).changed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_changed_marks_nothing_and_a_record_under_it_always_does(
        facts in any_facts(), new in any_record(), gone in any::<Index>(), on in any_day()
    ) {
        let all = built_in();
        let list = sheet("village");
        let run = |facts: &Facts, marks: &[Mark]| {
            evaluate(&list, &entered(marks), facts, &calendar(&all.duties, &all.kinds, facts, on), on)
        };
        let before = run(&facts, &[]);
        let marks = decided(&before);
        for i in items(&run(&facts, &marks)) {
            prop_assert!(!i.is_stale(), "{}: {:?}", i.no, i.changed);
        }

        let mut more = facts.clone();
        let new = zhibu::model::facts::ActivityFact { id: ActivityId(9_999), ..new };
        more.activities.push(new.clone());
        more.activities.sort_by_key(|a| a.on);
        for i in items(&run(&more, &marks)).filter(|i| i.records.contains(&new.id) && new.on <= on) {
            prop_assert!(i.is_stale(), "{}: a further {} {}", i.no, new.kind, new.on);
        }

        if facts.activities.is_empty() {
            return Ok(());
        }
        let mut fewer = facts.clone();
        let gone = fewer.activities.remove(gone.index(facts.activities.len()));
        let after = run(&fewer, &marks);
        for i in items(&before).filter(|i| i.records.contains(&gone.id) && gone.on <= on) {
            prop_assert!(item(&after, &i.no).is_stale(), "{}: without {} {}", i.no, gone.kind, gone.on);
        }
    }

    #[test]
    fn a_row_under_it_marks_too(facts in any_facts(), new in any_row(), on in any_day()) {
        let all = built_in();
        let list = sheet("village");
        let run = |facts: &Facts, marks: &[Mark]| {
            evaluate(&list, &entered(marks), facts, &calendar(&all.duties, &all.kinds, facts, on), on)
        };
        let marks = decided(&run(&facts, &[]));
        let new = LedgerFact { id: LedgerEntryId(9_999), ledger: "problem_list".into(), ..new };
        let mut more = facts;
        more.ledgers.push(new.clone());
        let after = run(&more, &marks);
        let changed = item(&after, "1.6").is_stale();
        prop_assert_eq!(changed, new.opened_on <= on, "{:?}", item(&after, "1.6").changed);
        // Whether or not the figure moved, somebody has to look at it again.
        let decide = Todo::of(&after, on, |_| Won::default()).decide;
        prop_assert_eq!(decide.iter().any(|i| i.no == "1.6"), changed);
    }

    #[test]
    fn what_was_counted_by_hand_marks_its_own_item_alone(amounts in prop::collection::vec(1i64..400, 0..6), at in any::<Index>()) {
        let list = fixture("ninghai");
        let facts = village();
        let run = |occurrences: Vec<Occurrence>, marks: Vec<Mark>| {
            let entered = Entered { occurrences, marks, ..Entered::default() };
            evaluate(list, &entered, &facts, &entries(&facts, "2026-11-21"), day("2026-11-21"))
        };
        let rule = &list.item("1.1").unwrap().rules[0].id;
        let one = |(id, amount): (i64, i64)| Occurrence {
            id: OccurrenceId(id), org: OrgId(1), sheet: SheetId(1), item: "1.1".into(), rule: rule.clone(),
            day: day("2026-03-05"), who: "王五".into(), amount, choice: String::new(), note: String::new(),
        };
        let all: Vec<Occurrence> = (1..).zip(amounts).map(one).collect();
        let marks = decided(&run(all.clone(), Vec::new()));
        prop_assert!(items(&run(all.clone(), marks.clone())).all(|i| !i.is_stale()));
        let mut more = all.clone();
        // Two of the same day, person and number are two.
        more.push(all.first().map_or_else(|| one((99, 100)), |o| Occurrence { id: OccurrenceId(99), ..o.clone() }));
        let stale = |score: &Score| items(score).filter(|i| i.is_stale()).map(|i| i.no.clone()).collect::<Vec<_>>();
        prop_assert_eq!(stale(&run(more, marks.clone())), ["1.1"]);
        if !all.is_empty() {
            let mut fewer = all.clone();
            fewer.remove(at.index(all.len()));
            prop_assert_eq!(stale(&run(fewer, marks)), ["1.1"]);
        }
    }
}

#[test]
fn it_says_what_changed_though_the_figure_stays() {
    let mut facts = village();
    facts.activities = (1..=10).filter(|m| *m != 3).map(|m| record("theme_day", &format!("2026-{m:02}-05"))).collect();
    let marks = decided(&scored(&facts, &[], "2026-11-21"));
    let with = |change: &dyn Fn(&mut Facts)| {
        let mut facts = facts.clone();
        change(&mut facts);
        let score = scored(&facts, &marks, "2026-11-21");
        assert!(changed(&score, "1.1").is_empty(), "nothing is known of 1.1");
        changed(&score, "4.1").join(";")
    };
    assert_eq!(with(&|_| {}), "");
    assert_eq!(with(&|f| f.activities.push(record("theme_day", "2026-11-20"))), "多了11月主题党日");
    assert_eq!(with(&|f| f.activities.push(record("theme_day", "2026-07-20"))), "多了7月主题党日");
    assert_eq!(with(&|f| drop(f.activities.remove(0))), "少了1月主题党日;建议由3.7变为3.4");
    assert_eq!(with(&|f| f.activities[0].id = ActivityId(500)), "换了1月主题党日");
    assert_eq!(with(&|f| f.activities.push(record("theme_day", "2026-03-05"))), "多了3月主题党日;建议由3.7变为4");
    let later = scored(&facts, &marks, "2026-12-21");
    assert_eq!(changed(&later, "4.1"), ["过期没办:11月主题党日", "建议由3.7变为3.4"], "time alone may change it");
    assert!(changed(&scored(&facts, &marks, "2026-11-30"), "4.1").is_empty(), "or not");
}

#[test]
fn of_an_old_decision_only_the_figure_is_known() {
    let mut facts = village();
    facts.activities = vec![record("theme_day", "2026-01-05"), record("theme_day", "2026-02-05")];
    let theme = |facts: &Facts, suggested: Option<&str>| {
        let score = scored(facts, &[mark("4.1", Some("4"), suggested)], "2026-02-27");
        changed(&score, "4.1").join(";")
    };
    assert_eq!(theme(&facts, Some("4")), "");
    assert_eq!(theme(&facts, Some("3")), "建议由3变为4");
    assert_eq!(theme(&facts, None), "原来没有建议,现在建议4");
    facts.activities.push(record("theme_day", "2026-02-10"));
    assert_eq!(theme(&facts, Some("4")), "", "what was not kept cannot be compared");
    let score = scored(&village(), &[mark("1.1", Some("3"), Some("2"))], "2026-02-27");
    assert_eq!(changed(&score, "1.1"), ["原来建议2,现在没有建议"]);
    assert_eq!(item(&score, "1.1").decided, Some(pts("3")));
}
