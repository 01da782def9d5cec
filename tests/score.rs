//! What is due and what it is worth: the calendar and the score on made-up years, and what must hold for any year.

use proptest::prelude::*;
use std::collections::BTreeSet;
use zhibu::{
    book::Catalog,
    model::{
        checklist::Checklist,
        date::{Date, Period},
        duty::{Entry, Status, calendar},
        facts::{ActivityFact, Facts, RosterFacts},
        id::{ActivityId, MarkId, MemberId, OrgId},
        org::OrgKind,
        score::{Mark, Points, Score, Scored, State, Totals, evaluate},
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
        groups: vec!["一组".into(), "二组".into()],
        committee: 3,
        roster: RosterFacts { members: 21, ..RosterFacts::default() },
        activities: Vec::new(),
    }
}

fn record(kind: &str, on: &str) -> ActivityFact {
    ActivityFact {
        id: ActivityId(i64::from(chrono::Datelike::ordinal(&day(on)))),
        kind: kind.into(),
        held_on: day(on),
        days_late: 0,
        recorded_on: day(on),
        imported: false,
        group: String::new(),
        title: String::new(),
        has_minutes: true,
        due: 20,
        present: 18,
        unmarked: 0,
        by_secretary: false,
        hours: 0,
    }
}

fn entries(facts: &Facts, on: &str) -> Vec<Entry> {
    let all = Catalog::built_in();
    calendar(&all.duties, &all.kinds, facts, day(on))
}

/// The states of a duty through the year, one letter a period.
fn line(facts: &Facts, on: &str, duty: &str, group: Option<&str>) -> String {
    entries(facts, on)
        .iter()
        .filter(|e| e.duty == duty && e.group.as_deref() == group)
        .map(|e| match e.status {
            Status::NotApplicable => '-',
            Status::NotYet => '.',
            Status::Due => '?',
            Status::Done => 'o',
            Status::Late => 'l',
            Status::Missed => 'x',
        })
        .collect()
}

fn sheet(id: &str) -> Checklist {
    Catalog::built_in().checklist(id).unwrap().clone()
}

fn scored(facts: &Facts, marks: &[Mark], on: &str) -> Score {
    evaluate(&sheet("village"), marks, facts, &entries(facts, on), day(on))
}

fn items(score: &Score) -> impl Iterator<Item = &Scored> {
    score.sections.iter().flat_map(|s| &s.items)
}

fn item<'a>(score: &'a Score, no: &str) -> &'a Scored {
    items(score).find(|i| i.no == no).unwrap()
}

fn mark(item: &str, points: Option<&str>, suggested: Option<&str>) -> Mark {
    Mark {
        id: MarkId(1),
        org: OrgId(1),
        checklist: "village".into(),
        version: 1,
        year: YEAR,
        item: item.into(),
        points: points.map(pts),
        reason: "看过".into(),
        suggested: suggested.map(pts),
    }
}

#[test]
fn a_month_is_done_late_due_missed_or_not_yet() {
    let mut facts = village();
    let mut late = record("theme_day", "2026-02-05");
    late.days_late = 8;
    let mut just = record("theme_day", "2026-03-05");
    just.days_late = 7;
    let mut imported = record("theme_day", "2026-04-05");
    (imported.imported, imported.days_late) = (true, 300);
    let five = record("theme_day_five", "2026-05-05");
    let future = record("theme_day", "2026-06-20");
    facts.activities = vec![late, just, imported, five, future];
    assert_eq!(line(&facts, "2026-06-10", "theme_day", None), "xlooo?......");
    assert_eq!(line(&facts, "2026-06-30", "theme_day", None), "xloooo......");
    facts.activities.pop();
    let due = |on: &str| {
        let all = entries(&facts, on);
        all.into_iter().find(|e| e.duty == "theme_day" && e.period == Period::month(YEAR, 6)).unwrap().days_left
    };
    assert_eq!((due("2026-06-10"), due("2026-06-30"), due("2026-07-01")), (Some(20), Some(0), None));
}

#[test]
fn an_on_time_record_beside_a_late_one_makes_the_period_done() {
    let mut facts = village();
    let mut late = record("members_meeting", "2026-01-05");
    late.days_late = 60;
    facts.activities = vec![late, record("members_meeting", "2026-03-20")];
    assert_eq!(line(&facts, "2026-04-01", "members_meeting", None), "o?..");
}

#[test]
fn the_fourth_quarter_duties_wait_until_october_but_may_be_done_before() {
    let mut facts = village();
    assert_eq!(line(&facts, "2026-09-30", "organisation_life", None), ".");
    assert_eq!(line(&facts, "2026-10-01", "organisation_life", None), "?");
    assert_eq!(line(&facts, "2027-01-01", "organisation_life", None), "x");
    facts.activities = vec![record("organisation_life", "2026-02-10")];
    assert_eq!(line(&facts, "2026-03-01", "organisation_life", None), "o");
}

#[test]
fn groups_count_their_own_meetings_only() {
    let mut facts = village();
    let mut one = record("group_meeting", "2026-01-10");
    one.group = "一组".into();
    facts.activities = vec![one];
    assert_eq!(line(&facts, "2026-02-10", "group_meeting", Some("一组")), "o?..........");
    assert_eq!(line(&facts, "2026-02-10", "group_meeting", Some("二组")), "x?..........");
    facts.groups.clear();
    assert_eq!(line(&facts, "2026-02-10", "group_meeting", None), "------------");
}

#[test]
fn what_does_not_apply_is_not_missed() {
    let mut facts = village();
    facts.founded = "2026-03".parse().ok();
    assert_eq!(line(&facts, "2026-04-10", "theme_day", None), "--x?........");
    facts.founded = None;
    (facts.committee, facts.full_members) = (0, 6);
    assert_eq!(line(&facts, "2026-02-10", "committee_meeting", None), "------------");
    facts.full_members = 7;
    assert_eq!(line(&facts, "2026-02-10", "committee_meeting", None), "x?..........");
    facts.kind = OrgKind::Enterprise;
    assert_eq!(line(&facts, "2026-02-10", "big_committee", None), "------------");
    let empty = Facts { full_members: 0, committee: 0, groups: vec![], ..facts };
    assert_eq!(line(&empty, "2026-02-10", "theme_day", None), "x?..........");
}

#[test]
fn only_lectures_by_the_secretary_count_as_such() {
    let mut facts = village();
    facts.activities = vec![record("lecture", "2026-01-10")];
    assert_eq!(line(&facts, "2026-02-10", "secretary_lecture", None), "?");
    facts.activities[0].by_secretary = true;
    assert_eq!(line(&facts, "2026-02-10", "secretary_lecture", None), "o");
}

#[test]
fn both_sheets_have_the_maxima_of_the_township() {
    let shape = |list: &Checklist| -> Vec<(Points, Vec<i64>)> {
        list.sections.iter().map(|s| (s.max, s.items.iter().map(|i| i.max.0 / 100).collect())).collect()
    };
    let village = sheet("village");
    assert_eq!(
        shape(&village),
        [
            (pts("25"), vec![3, 3, 3, 3, 2, 4, 2, 2, 3]),
            (pts("30"), vec![4, 3, 3, 4, 4, 3, 3, 3, 3]),
            (pts("20"), vec![3, 2, 2, 1, 2, 1, 3, 1, 3, 1, 1]),
            (pts("15"), vec![4, 4, 2, 2, 3]),
            (pts("10"), vec![4, 3, 3]),
        ]
    );
    let enterprise = sheet("enterprise");
    assert_eq!(
        shape(&enterprise),
        [
            (pts("15"), vec![5, 2, 5, 3]),
            (pts("30"), vec![5, 5, 5, 10, 5]),
            (pts("25"), vec![5, 5, 5, 5, 5]),
            (pts("20"), vec![5, 5, 5, 5]),
            (pts("10"), vec![5, 5]),
        ]
    );
    for list in [&village, &enterprise] {
        assert_eq!(list.max, pts("100"));
        assert_eq!(list.sum_warnings(), Vec::<String>::new());
        for (n, section) in list.sections.iter().enumerate() {
            let numbers: Vec<_> = section.items.iter().map(|i| i.no.clone()).collect();
            let wanted: Vec<_> = (1..=numbers.len()).map(|k| format!("{}.{k}", n + 1)).collect();
            assert_eq!(numbers, wanted);
        }
    }
}

#[test]
fn a_sheet_that_does_not_add_up_says_so_and_keeps_its_numbers() {
    let mut list = sheet("village");
    list.sections[1].items[0].max = pts("5");
    list.sections[4].max = pts("11");
    let warnings = list.sum_warnings();
    assert_eq!(
        warnings,
        [
            "“组织建设”标明 30 分,各项合计 31 分",
            "“工作保障”标明 11 分,各项合计 10 分",
            "全表标明 100 分,各类合计 101 分",
        ]
    );
    let score = evaluate(&list, &[], &village(), &[], day("2026-05-01"));
    assert_eq!(score.warnings, warnings);
    assert_eq!(score.totals.max, pts("101"), "the sum of the items as they stand");
}

#[test]
fn one_missed_month_of_theme_days_is_told_and_costs() {
    let mut facts = village();
    facts.activities = (1..=10).filter(|m| *m != 3).map(|m| record("theme_day", &format!("2026-{m:02}-05"))).collect();
    let score = scored(&facts, &[], "2026-11-21");
    let theme = item(&score, "4.1");
    assert_eq!((theme.state, theme.expected, theme.reachable), (State::Suggested, pts("3.7"), pts("3.7")));
    assert_eq!(theme.reason, "主题党日 9/10 月,缺 3月,扣 0.3");
    let gaps: Vec<_> = theme.gaps.iter().map(|g| (g.text.as_str(), g.status, g.cost)).collect();
    assert_eq!(
        gaps,
        [
            ("主题党日 3月 无记录", Status::Missed, pts("0.3")),
            ("主题党日 11月 待办,剩 9 天", Status::Due, pts("0")),
            ("主题党日 12月 未到期", Status::NotYet, pts("0")),
        ]
    );
    assert_eq!(theme.records.len(), 9);
}

#[test]
fn late_costs_less_than_missed_and_only_when_the_period_is_over() {
    let mut facts = village();
    facts.activities = vec![record("theme_day", "2026-01-05"), record("theme_day", "2026-02-05")];
    facts.activities[1].days_late = 20;
    let on = |on: &str| {
        let score = scored(&facts, &[], on);
        let theme = item(&score, "4.1");
        (theme.expected, theme.reason.clone())
    };
    assert_eq!(on("2026-02-27"), (pts("4"), "主题党日 2/2 月".into()));
    assert_eq!(on("2026-03-01"), (pts("3.9"), "主题党日 2/2 月,补录 2月,扣 0.1".into()));
}

#[test]
fn nothing_recorded_takes_the_whole_share_until_the_first_record() {
    let mut facts = village();
    let before = scored(&facts, &[], "2026-11-21");
    let theme = item(&before, "4.1");
    assert_eq!((theme.expected, theme.reachable), (pts("0"), pts("1")));
    assert_eq!(theme.reason, "主题党日 0/10 月,全年无记录,扣 4");
    let due = theme.gaps.iter().find(|g| g.status == Status::Due).unwrap();
    assert_eq!((due.text.as_str(), due.cost), ("主题党日 11月 待办,剩 9 天;全年无记录不得分", pts("1")));
    facts.activities = vec![record("theme_day", "2026-11-20")];
    assert_eq!(item(&scored(&facts, &[], "2026-11-21"), "4.1").expected, pts("1"));
}

#[test]
fn without_evidence_an_item_is_open_not_zero_and_not_full() {
    let score = scored(&village(), &[], "2026-01-03");
    assert_eq!(score.totals.open, pts("98"), "all but the roster");
    assert_eq!((score.totals.expected, score.totals.reachable), (pts("2"), pts("100")));
    let theme = item(&score, "4.1");
    assert_eq!((theme.state, theme.suggestion, theme.gaps.len()), (State::Open, None, 12));

    let nobody = Facts { roster: RosterFacts::default(), ..village() };
    assert_eq!(item(&scored(&nobody, &[], "2026-01-03"), "3.2").state, State::Open);
    let firm = Facts { kind: OrgKind::Branch, ..village() };
    let branch = scored(&firm, &[], "2026-11-21");
    assert_eq!(item(&branch, "2.6").state, State::Open, "no 大党委 there: a person decides");
}

#[test]
fn gaps_of_the_roster_cost_but_can_be_put_right() {
    let mut facts = village();
    facts.roster.incomplete = vec![(MemberId(7), "单小满".into(), "学历、联系电话".into())];
    facts.roster.open_issues = 2;
    let score = scored(&facts, &[], "2026-05-01");
    let roster = item(&score, "3.2");
    assert_eq!((roster.expected, roster.reachable), (pts("1.85"), pts("2")));
    assert_eq!(roster.reason, "花名册 21 人,缺项 1 人,存疑 2 处,扣 0.15");
    assert_eq!((roster.gaps[0].member, roster.gaps[0].text.as_str()), (Some(MemberId(7)), "单小满 缺 学历、联系电话"));
    assert_eq!(roster.gaps.iter().map(|g| g.cost).sum::<Points>(), pts("0.15"));
}

#[test]
fn a_decision_stands_over_the_suggestion_and_says_when_it_is_stale() {
    let facts = village();
    let marks = [mark("1.1", Some("2.5"), None), mark("1.9", None, None), mark("4.1", Some("1.5"), Some("0"))];
    let score = scored(&facts, &marks, "2026-11-21");
    let eyes = item(&score, "1.1");
    assert_eq!(
        (eyes.state, eyes.expected, eyes.reason.as_str(), eyes.stale),
        (State::Decided, pts("2.5"), "看过", false)
    );
    let none = item(&score, "1.9");
    assert_eq!((none.state, none.expected, none.reachable), (State::NotApplicable, pts("0"), pts("0")));
    let theme = item(&score, "4.1");
    assert_eq!((theme.expected, theme.suggestion, theme.stale), (pts("1.5"), Some(pts("0")), false));
    assert_eq!((score.totals.confirmed, score.totals.max), (pts("4"), pts("100")));
    let before = scored(&facts, &[], "2026-11-21").totals;
    assert_eq!(score.totals.open, before.open - pts("6"));

    assert!(item(&scored(&facts, &[mark("4.1", Some("1.5"), Some("3"))], "2026-11-21"), "4.1").stale);
    for (field, other) in [
        ("year", Mark { year: YEAR - 1, ..mark("1.1", Some("2"), None) }),
        ("version", Mark { version: 2, ..mark("1.1", Some("2"), None) }),
        ("checklist", Mark { checklist: "enterprise".into(), ..mark("1.1", Some("2"), None) }),
        ("org", Mark { org: OrgId(2), ..mark("1.1", Some("2"), None) }),
    ] {
        assert_eq!(item(&scored(&facts, &[other], "2026-11-21"), "1.1").state, State::Open, "{field}");
    }
}

#[test]
fn every_further_record_moves_the_total() {
    let mut facts = village();
    let mut last = scored(&facts, &[], "2027-01-01").totals.expected;
    for m in 1..=12 {
        facts.activities.push(record("theme_day", &format!("2026-{m:02}-05")));
        let now = scored(&facts, &[], "2027-01-01").totals.expected;
        assert!(now > last, "month {m}: {now} after {last}");
        last = now;
    }
}

fn any_record() -> impl Strategy<Value = ActivityFact> {
    let kinds: Vec<String> = Catalog::built_in().kinds.into_iter().map(|k| k.id).collect();
    let group = prop::sample::select(vec!["", "一组", "二组", "三组"]);
    (prop::sample::select(kinds), 0u64..365, prop_oneof![Just(0i64), 5i64..40], group, any::<[bool; 2]>()).prop_map(
        |(kind, offset, days_late, group, [by_secretary, imported])| {
            let on = day("2026-01-01") + chrono::Days::new(offset);
            let id = ActivityId(offset as i64 * 100 + days_late);
            let group = group.to_owned();
            ActivityFact { id, days_late, group, by_secretary, imported, kind, ..record("", &on.to_string()) }
        },
    )
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let kind = prop::sample::select(vec![OrgKind::Village, OrgKind::Enterprise, OrgKind::Branch]);
    let founded = prop::sample::select(vec![None, Some("2026-05"), Some("2026")]);
    let records = prop::collection::vec(any_record(), 0..60);
    (kind, founded, records, 0u32..12, 0u32..4, 0usize..3, 0u32..60).prop_map(
        |(kind, founded, activities, full_members, committee, groups, open_issues)| {
            let roster = RosterFacts { members: full_members, incomplete: Vec::new(), open_issues };
            let founded = founded.and_then(|f| f.parse().ok());
            let mut facts = Facts { kind, founded, activities, full_members, committee, roster, ..village() };
            facts.groups.truncate(groups);
            facts
        },
    )
}

fn any_marks(list: &Checklist) -> impl Strategy<Value = Vec<Mark>> + use<> {
    let items: Vec<(String, i64)> = list.items().map(|(_, i)| (i.no.clone(), i.max.0)).collect();
    let decide = |(no, max): (String, i64)| {
        (prop::option::of(prop::option::of(0..=max)), Just(no))
            .prop_map(|(points, no)| points.map(|p| Mark { points: p.map(Points), ..mark(&no, None, None) }))
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
    evaluate(list, marks, facts, &calendar(&all.duties, &all.kinds, facts, on), on)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn totals_are_the_sum_of_their_parts(
        facts in any_facts(), on in any_day(), marks in any_marks(&sheet("village"))
    ) {
        let all = Catalog::built_in();
        let score = run(&all, &sheet("village"), &marks, &facts, on);
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
        let all = Catalog::built_in();
        let list = sheet("village");
        let marks: Vec<Mark> = list
            .items()
            .map(|(_, i)| Mark { points: Some(Points(i.max.0 * share / 100)), ..mark(&i.no, None, None) })
            .collect();
        let t = run(&all, &list, &marks, &facts, on).totals;
        prop_assert_eq!((t.confirmed, t.open), (t.expected, Points::ZERO));
        prop_assert_eq!(t.reachable, t.expected);
    }

    #[test]
    fn a_further_record_never_lowers_what_is_expected(
        facts in any_facts(), new in any_record(), on in any_day(), id in prop::sample::select(vec!["village", "enterprise"])
    ) {
        let all = Catalog::built_in();
        let list = sheet(id);
        let before = run(&all, &list, &[], &facts, on);
        let mut more = facts;
        more.activities.push(new);
        let after = run(&all, &list, &[], &more, on);
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
        // Two records with one id are one record; the generator may make such twins.
        let ids: BTreeSet<_> = facts.activities.iter().map(|a| a.id).collect();
        prop_assume!(ids.len() == facts.activities.len());
        let all = Catalog::built_in();
        let list = sheet("village");
        let other = Facts { activities: shuffled, ..facts.clone() };
        prop_assert_eq!(run(&all, &list, &[], &facts, on), run(&all, &list, &[], &other, on));
    }

    #[test]
    fn points_survive_being_written_and_read(hundredths in -99_999_999_999i64..=99_999_999_999) {
        let points = Points(hundredths);
        prop_assert_eq!(points.to_string().parse::<Points>(), Ok(points));
    }
}

#[test]
fn what_is_no_number_of_points_is_refused() {
    for text in ["", "-", ".5", "1.234", "1,5", "abc", "1.-5", "１", "1e3", "9999999999"] {
        assert!(text.parse::<Points>().is_err(), "{text}");
    }
    assert_eq!(("-0.5".parse(), "3.".parse(), "07".parse()), (Ok(Points(-50)), Ok(Points(300)), Ok(Points(700))));
}
