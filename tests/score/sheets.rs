//! What items and sheets come to in given situations, and in which words.

use crate::{day, item, mark, pts, record, scored, sheet, village};
use zhibu::model::{
    checklist::Checklist,
    duty::Status,
    facts::{Facts, RosterFacts},
    id::MemberId,
    org::OrgKind,
    points::Points,
    score::{State, evaluate},
    sheet::{Entered, Mark},
};

#[test]
fn both_sheets_have_the_maxima_of_the_township() {
    let shape = |list: &Checklist| -> Vec<(Points, Vec<i64>)> {
        list.sections
            .iter()
            .map(|s| (s.max.unwrap(), s.items.iter().map(|i| i.max_points().0 / 100).collect()))
            .collect()
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
        assert_eq!(list.max, Some(pts("100")));
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
    list.sections[1].items[0].max = Some(pts("5"));
    list.sections[4].max = Some(pts("11"));
    let warnings = list.sum_warnings();
    assert_eq!(
        warnings,
        [
            "“组织建设”标明 30 分,各项合计 31 分",
            "“工作保障”标明 11 分,各项合计 10 分",
            "全表标明 100 分,各类合计 101 分",
        ]
    );
    let score = evaluate(&list, &Entered::default(), &village(), &[], day("2026-05-01"));
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
    assert_eq!(score.totals.open, pts("95"), "all but the roster and the committee");
    assert_eq!((score.totals.expected, score.totals.reachable), (pts("5"), pts("100")));
    let theme = item(&score, "4.1");
    assert_eq!((theme.state, theme.suggestion, theme.gaps.len()), (State::Open, None, 12));
    assert_eq!(item(&score, "2.3").reason, "组织生活会 未到期;民主评议党员 未到期;谈心谈话 待办;谈到 0/21 人");

    let nobody = Facts { roster: RosterFacts::default(), ..village() };
    assert_eq!(item(&scored(&nobody, &[], "2026-01-03"), "3.2").state, State::Open);
    let firm = Facts { kind: OrgKind::Branch, ..village() };
    let branch = scored(&firm, &[], "2026-11-21");
    assert_eq!(item(&branch, "2.6").state, State::Open, "no 大党委 there: a person decides");
}

#[test]
fn gaps_of_the_roster_cost_but_can_be_put_right() {
    let mut facts = village();
    facts.roster.incomplete = vec![(MemberId(7), "单小满".into(), vec!["学历", "联系电话"])];
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
        (eyes.state, eyes.expected, eyes.reason.as_str(), eyes.is_stale()),
        (State::Decided, pts("2.5"), "看过", false)
    );
    let none = item(&score, "1.9");
    assert_eq!((none.state, none.expected, none.reachable), (State::NotApplicable, pts("0"), pts("0")));
    let theme = item(&score, "4.1");
    assert_eq!((theme.expected, theme.suggestion, theme.is_stale()), (pts("1.5"), Some(pts("0")), false));
    assert_eq!((score.totals.confirmed, score.totals.max), (pts("4"), pts("100")));
    let before = scored(&facts, &[], "2026-11-21").totals;
    assert_eq!(score.totals.open, before.open - pts("6"));

    assert!(item(&scored(&facts, &[mark("4.1", Some("1.5"), Some("3"))], "2026-11-21"), "4.1").is_stale());
    let noted = Mark { decision: None, note: "牌子旧了".into(), ..mark("1.1", None, None) };
    assert_eq!(item(&scored(&facts, &[noted], "2026-11-21"), "1.1").state, State::Open, "a note decides nothing");
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

#[test]
fn what_is_no_number_of_points_is_refused() {
    for text in ["", "-", ".5", "1.234", "1,5", "abc", "1.-5", "１", "1e3", "9999999999"] {
        assert!(text.parse::<Points>().is_err(), "{text}");
    }
    assert_eq!(("-0.5".parse(), "3.".parse(), "07".parse()), (Ok(Points(-50)), Ok(Points(300)), Ok(Points(700))));
}
