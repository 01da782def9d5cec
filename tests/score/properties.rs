//! What must hold for any facts, decisions and day.

use crate::{built_in, day, entered, item, items, lack, mark, pts, record, sheet, village};
use proptest::{prelude::*, sample::select};
use zhibu::{
    book::Catalog,
    model::{
        checklist::{Checklist, Convert, Rows, RuleSource},
        date::Date,
        duty::{Status, calendar},
        facts::{ActivityFact, ClassFact, Collected, DuesFact, Facts, LedgerFact, RosterFacts, StudyFact},
        id::{ActivityId, LedgerEntryId, MemberId},
        member::Class,
        org::OrgKind,
        points::Points,
        score::{Forecast, Gap, Ground, Score, State, Supposed, Totals, evaluate},
        sheet::{Decision, Mark},
    },
};

pub fn any_record() -> impl Strategy<Value = ActivityFact> {
    let kinds: Vec<String> = built_in().kinds.iter().map(|k| k.id.clone()).collect();
    let group = select(vec!["", "一组", "二组", "三组"]);
    (select(kinds), 0u64..365, prop_oneof![Just(0i64), 5i64..40], group, any::<[bool; 2]>()).prop_map(
        |(kind, offset, days_late, group, [by_secretary, imported])| {
            let on = day("2026-01-01") + chrono::Days::new(offset);
            let group = group.to_owned();
            ActivityFact { days_late, group, by_secretary, imported, kind, ..record("", &on.to_string()) }
        },
    )
}

/// Rows of the ledgers that the village sheet looks at, some closed, some overdue.
pub fn any_row() -> impl Strategy<Value = LedgerFact> {
    let ledger = select(built_in().ledgers().map(|l| l.id.as_str()).collect::<Vec<_>>());
    let after = |days: u64| day("2026-01-01") + chrono::Days::new(days);
    let (member, lacks) = (prop::option::of(1i64..9), 0usize..3);
    (ledger, 0u64..365, prop::option::of(0u64..90), prop::option::of(0u64..200), member, lacks).prop_map(
        move |(ledger, opened, due, closed, member, lacks)| LedgerFact {
            id: LedgerEntryId(1),
            ledger: ledger.into(),
            opened_on: after(opened),
            due_on: due.map(|d| after(opened + d)),
            closed_on: closed.map(|d| after(opened + d)),
            item: String::new(),
            member: member.map(MemberId),
            title: String::new(),
            lacks: vec![lack("岗位"); lacks],
        },
    )
}

/// What the roster and the year say of the members besides.
fn with_people(facts: Facts) -> impl Strategy<Value = Facts> {
    let study = prop::collection::vec((any::<bool>(), 0i64..6000), 0..9);
    let rows = prop::collection::vec(any_row(), 0..20);
    let dues = prop::collection::vec((1u32..9, 0u32..9, 0u64..365), 0..=12);
    let before = prop::collection::btree_set(select(vec!["points", "secretary", "enterprise_link"]), 0..=3);
    let people = (study, 0i64..9, 0i64..9);
    (people, rows, before, dues).prop_map(move |((study, untalked, unreachable), ledgers, before, dues)| {
        let ledgers = (1..).zip(ledgers).map(|(id, row)| LedgerFact { id: LedgerEntryId(id), ..row }).collect();
        let used_before = before.into_iter().map(str::to_owned).collect();
        let mut facts = Facts { ledgers, used_before, ..facts.clone() };
        let fact = |(n, (secretary, hours)): (i64, (bool, i64))| StudyFact {
            member: MemberId(n),
            name: format!("党员{n}"),
            secretary,
            hours,
        };
        let month = |(month, (owing, paid, day_of)): (u32, (u32, u32, u64))| DuesFact {
            month,
            of: Collected {
                owing,
                paid: paid.min(owing),
                short: owing.saturating_sub(paid) / 2,
                settled_on: (paid > 0).then(|| day("2026-01-01") + chrono::Days::new(day_of)),
            },
        };
        facts.dues = (1..).zip(dues).map(month).collect();
        facts.study = (1..).zip(study).map(fact).collect();
        let class = |n: i64| (Class::ALL[n as usize % 3], MemberId(n));
        facts.classes = (0..unreachable)
            .map(class)
            .map(|(class, member)| ClassFact { class, member, name: format!("党员{}", member.0) })
            .collect();
        facts.untalked = (0..untalked).map(|n| (MemberId(n), String::new())).collect();
        facts.roster.floating = 9;
        facts.roster.unreachable = (0..unreachable).map(|n| (MemberId(n), String::new(), vec!["电话"])).collect();
        facts
    })
}

pub fn any_facts() -> impl Strategy<Value = Facts> {
    any_records().prop_flat_map(with_people)
}

fn any_records() -> impl Strategy<Value = Facts> {
    let kind = select(vec![OrgKind::Village, OrgKind::Enterprise, OrgKind::Branch]);
    let founded = select(vec![None, Some("2026-05"), Some("2026")]);
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

pub fn any_day() -> impl Strategy<Value = Date> {
    (0u64..420).prop_map(|n| day("2026-01-01") + chrono::Days::new(n))
}

/// The sheet with so much taken for a month of 党费 that was paid late.
pub fn dues_late(points: &str) -> Checklist {
    let mut list = sheet("village");
    let item = list.sections.iter_mut().flat_map(|s| &mut s.items).find(|i| i.no == "3.3").unwrap();
    item.rules[0].late = pts(points);
    list
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
        prop_assert_eq!(score.totals, score.sections.iter().map(|s| s.totals).fold(Totals::default(), Totals::plus));
        prop_assert_eq!(score.totals.max, pts("100"));
        // Added up here once more, by no code of the program.
        let open: i64 = items(&score).filter(|i| i.state == State::Open).map(|i| i.max.0).sum();
        let decided: i64 = items(&score).filter_map(|i| i.decided).map(|p| p.0).sum();
        prop_assert_eq!((score.totals.open.0, score.totals.confirmed.0), (open, decided));
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
        facts in any_facts(), new in any_record(), on in any_day(), id in select(vec!["village", "enterprise"])
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
    fn a_row_that_is_wanted_never_lowers_what_is_expected(facts in any_facts(), new in any_row(), on in any_day()) {
        let all = built_in();
        let list = sheet("village");
        // Rows without a deadline that lack nothing can only be counted; the first of a ledger opens the item, which is no loss.
        let new = LedgerFact { due_on: None, closed_on: None, lacks: Vec::new(), ..new };
        let mut more = facts.clone();
        // A row before the first says that the ledger was begun earlier: the periods between are wanted then.
        let first = more.ledgers.iter().filter(|l| l.ledger == new.ledger).map(|l| l.opened_on).min();
        prop_assume!(more.used_before.contains(&new.ledger) || first.is_none_or(|first| first <= new.opened_on));
        more.ledgers.push(new);
        let (before, after) = (run(all, &list, &[], &facts, on), run(all, &list, &[], &more, on));
        for (a, b) in items(&before).zip(items(&after)) {
            prop_assert!(a.expected <= b.expected, "{}: {} then {}", a.no, a.reason, b.reason);
        }
    }

    #[test]
    fn what_a_gap_wins_is_never_more_than_the_item_lacks(facts in any_facts(), on in any_day()) {
        for i in items(&run(built_in(), &sheet("village"), &[], &facts, on)) {
            for g in &i.gaps {
                prop_assert!(Points::ZERO <= g.cost && Points::ZERO <= g.won && g.won <= i.max, "{:?}", g);
                prop_assert!(g.won == Points::ZERO || !matches!(g.status, Status::Missed | Status::Late), "{:?}", g);
            }
        }
    }

    /// Asking what one thing wins looks only at the items that see it; the whole sheet must say the same.
    #[test]
    fn a_forecast_is_what_the_whole_sheet_would_say(
        facts in any_facts(), on in any_day(), marks in any_marks(&sheet("village")), hold in any::<bool>(),
        late in any::<bool>()
    ) {
        let all = built_in();
        let mut list = if late { dues_late("0.1") } else { sheet("village") };
        if hold {
            // Sums that are not simply added up: a base, bounds and a conversion.
            list.sections[1].start = pts("1");
            list.sections[1].ceiling = Some(pts("12"));
            list.sections[3].convert = Some(Convert::Scale { from: pts("15"), to: pts("7") });
            list.floor = Some(pts("5"));
        }
        let whole = |facts: &Facts| run(all, &list, &marks, facts, on).totals.in_sight();
        let (idle, entered) = (whole(&facts), entered(&marks));
        let entries = calendar(&all.duties, &all.kinds, &facts, on);
        let today = day("2026-06-15");
        let ground = Ground {
            list: &list, entered: &entered, facts: &facts, duties: &all.duties, kinds: &all.kinds, today, on
        };
        let forecast = Forecast::new(ground, &entries);
        let score = run(all, &list, &marks, &facts, on);
        for gap in items(&score).flat_map(|i| &i.gaps).filter(|g| Supposed::can_suppose(g)) {
            let plan = Supposed { gaps: vec![gap.clone()], full: Vec::new() };
            let won = whole(&plan.facts(&facts, &all.duties, today)) - idle;
            prop_assert_eq!(forecast.won(gap), won, "{}", gap.text);
        }
    }

    #[test]
    fn supposing_that_rows_are_made_leaves_none_of_them_missing(
        facts in any_facts(), on in any_day(), rows in select(vec![Rows::All, Rows::Open, Rows::Closed])
    ) {
        let all = built_in();
        let mut list = sheet("village");
        for rule in list.sections.iter_mut().flat_map(|s| &mut s.items).flat_map(|i| &mut i.rules) {
            match &mut rule.source {
                RuleSource::Ledger(count) if rule.need.is_some() => count.rows = rows,
                _ => {}
            }
        }
        let score = run(all, &list, &[], &facts, on);
        let name = |g: &Gap| g.text.split(' ').next().unwrap_or_default().to_owned();
        let whole = |g: &&Gap| g.ledger.is_some() && g.row.is_none() && g.member.is_none() && g.period.is_none();
        for (no, gap) in items(&score).flat_map(|i| i.gaps.iter().filter(whole).map(|g| (&i.no, g))) {
            let plan = Supposed { gaps: vec![gap.clone()], full: Vec::new() };
            let done = run(all, &list, &[], &plan.facts(&facts, &all.duties, on), on);
            let left = item(&done, no).gaps.iter().find(|g| whole(g) && name(g) == name(gap));
            prop_assert!(left.is_none(), "{}: {:?} after {}", no, left, gap.text);
        }
    }

    #[test]
    fn the_order_of_records_does_not_matter(
        (facts, shuffled) in any_facts().prop_flat_map(|f| {
            let order = (Just(f.activities.clone()).prop_shuffle(), Just(f.ledgers.clone()).prop_shuffle());
            (Just(f), order)
        }),
        on in any_day(),
    ) {
        let all = built_in();
        let list = sheet("village");
        let other = Facts { activities: shuffled.0, ledgers: shuffled.1, ..facts.clone() };
        prop_assert_eq!(run(all, &list, &[], &facts, on), run(all, &list, &[], &other, on));
    }

    #[test]
    fn points_survive_being_written_and_read(hundredths in -99_999_999_999i64..=99_999_999_999) {
        let points = Points(hundredths);
        prop_assert_eq!(points.to_string().parse::<Points>(), Ok(points));
    }
}
