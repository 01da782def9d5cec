//! What must hold for any facts, decisions and day.

use crate::{built_in, day, entered, items, mark, pts, record, sheet, village};
use proptest::prelude::*;
use zhibu::{
    book::Catalog,
    model::{
        checklist::Checklist,
        date::Date,
        duty::calendar,
        facts::{ActivityFact, Facts, RosterFacts},
        id::ActivityId,
        org::OrgKind,
        score::{Points, Score, State, Totals, evaluate},
        sheet::{Decision, Mark},
    },
};

fn any_record() -> impl Strategy<Value = ActivityFact> {
    let kinds: Vec<String> = built_in().kinds.iter().map(|k| k.id.clone()).collect();
    let group = prop::sample::select(vec!["", "一组", "二组", "三组"]);
    (prop::sample::select(kinds), 0u64..365, prop_oneof![Just(0i64), 5i64..40], group, any::<[bool; 2]>()).prop_map(
        |(kind, offset, days_late, group, [by_secretary, imported])| {
            let on = day("2026-01-01") + chrono::Days::new(offset);
            let group = group.to_owned();
            ActivityFact { days_late, group, by_secretary, imported, kind, ..record("", &on.to_string()) }
        },
    )
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let kind = prop::sample::select(vec![OrgKind::Village, OrgKind::Enterprise, OrgKind::Branch]);
    let founded = prop::sample::select(vec![None, Some("2026-05"), Some("2026")]);
    let records = prop::collection::vec(any_record(), 0..60);
    (kind, founded, records, 0u32..12, 0u32..4, 0usize..3, 0u32..60).prop_map(
        |(kind, founded, mut activities, full_members, committee, groups, open_issues)| {
            for (id, activity) in (1..).zip(&mut activities) {
                activity.id = ActivityId(id);
            }
            let roster = RosterFacts { members: full_members, open_issues, ..RosterFacts::default() };
            let founded = founded.and_then(|f| f.parse().ok());
            let mut facts = Facts { kind, founded, activities, full_members, committee, roster, ..village() };
            facts.groups.truncate(groups);
            facts
        },
    )
}

fn any_marks(list: &Checklist) -> impl Strategy<Value = Vec<Mark>> + use<> {
    let items: Vec<(String, i64)> = list.items().map(|(_, i)| (i.no.clone(), i.max_points().0)).collect();
    let decide = |(no, max): (String, i64)| {
        (prop::option::of(prop::option::of(0..=max)), Just(no)).prop_map(|(points, no)| {
            points.map(|p| Mark {
                decision: Some(p.map_or(Decision::NotApplicable, |p| Decision::Points(Points(p)))),
                ..mark(&no, None, None)
            })
        })
    };
    items.into_iter().map(decide).collect::<Vec<_>>().prop_map(|marks| marks.into_iter().flatten().collect())
}

fn any_day() -> impl Strategy<Value = Date> {
    (0u64..420).prop_map(|n| day("2026-01-01") + chrono::Days::new(n))
}

fn add(a: Totals, b: Totals) -> Totals {
    Totals {
        max: a.max + b.max,
        confirmed: a.confirmed + b.confirmed,
        expected: a.expected + b.expected,
        open: a.open + b.open,
        reachable: a.reachable + b.reachable,
    }
}

fn run(all: &Catalog, list: &Checklist, marks: &[Mark], facts: &Facts, on: Date) -> Score {
    evaluate(list, &entered(marks), facts, &calendar(&all.duties, &all.kinds, facts, on), on)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn totals_are_the_sum_of_their_parts(
        facts in any_facts(), on in any_day(), marks in any_marks(&sheet("village"))
    ) {
        let all = built_in();
        let score = run(all, &sheet("village"), &marks, &facts, on);
        prop_assert_eq!(score.totals, score.sections.iter().map(|s| s.totals).fold(Totals::default(), add));
        prop_assert_eq!(score.totals.max, pts("100"));
        for section in &score.sections {
            prop_assert_eq!(section.totals.expected, section.items.iter().map(|i| i.expected).sum::<Points>());
            prop_assert_eq!(section.totals.reachable, section.items.iter().map(|i| i.reachable).sum::<Points>());
        }
        for i in items(&score) {
            prop_assert!(Points::ZERO <= i.expected && i.expected <= i.reachable && i.reachable <= i.max, "{:?}", i);
            if let (Some(s), State::Suggested) = (i.suggestion, i.state) {
                prop_assert_eq!(i.max - s, i.gaps.iter().map(|g| g.cost).sum::<Points>(), "{:?}", i);
            }
        }
        let t = score.totals;
        prop_assert!(t.confirmed <= t.expected && t.expected <= t.reachable && t.expected + t.open <= t.max);
    }

    #[test]
    fn when_all_is_decided_nothing_is_open(facts in any_facts(), on in any_day(), share in 0i64..=100) {
        let all = built_in();
        let list = sheet("village");
        let marks: Vec<Mark> = list
            .items()
            .map(|(_, i)| Mark { decision: Some(Decision::Points(Points(i.max_points().0 * share / 100))), ..mark(&i.no, None, None) })
            .collect();
        let t = run(all, &list, &marks, &facts, on).totals;
        prop_assert_eq!((t.confirmed, t.open), (t.expected, Points::ZERO));
        prop_assert_eq!(t.reachable, t.expected);
    }

    #[test]
    fn a_further_record_never_lowers_what_is_expected(
        facts in any_facts(), new in any_record(), on in any_day(), id in prop::sample::select(vec!["village", "enterprise"])
    ) {
        let all = built_in();
        let list = sheet(id);
        let before = run(all, &list, &[], &facts, on);
        let mut more = facts;
        more.activities.push(new);
        let after = run(all, &list, &[], &more, on);
        for (a, b) in items(&before).zip(items(&after)) {
            prop_assert!(a.expected <= b.expected, "{}: {} then {}", a.no, a.reason, b.reason);
        }
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        (facts, shuffled) in any_facts().prop_flat_map(|f| {
            let order = Just(f.activities.clone()).prop_shuffle();
            (Just(f), order)
        }),
        on in any_day(),
    ) {
        let all = built_in();
        let list = sheet("village");
        let other = Facts { activities: shuffled, ..facts.clone() };
        prop_assert_eq!(run(all, &list, &[], &facts, on), run(all, &list, &[], &other, on));
    }

    #[test]
    fn points_survive_being_written_and_read(hundredths in -99_999_999_999i64..=99_999_999_999) {
        let points = Points(hundredths);
        prop_assert_eq!(points.to_string().parse::<Points>(), Ok(points));
    }
}
