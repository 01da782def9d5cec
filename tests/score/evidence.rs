//! What the records prove of the village sheet's items, in one line of arithmetic, with the gaps, the work and the points won.
//! Not here: duties (`sheets`), other townships' lines (`kinds`).

use crate::{built_in, day, entered, entries, item, lack, pts, record, scored, sheet, village};
use std::cmp::Ordering;
use zhibu::model::{
    amount::Amount,
    checklist::{Rows, RuleSource},
    duty::Status,
    facts::{ClassFact, Facts, LedgerFact, StudyFact},
    id::{LedgerEntryId, MemberId},
    member::Class,
    score::{Gap, State, Supposed, evaluate},
};

/// Rows of a ledger: opened, due, closed; empty for none.
fn with_rows(ledger: &str, rows: &[(&str, &str, &str)]) -> Facts {
    let row = |(id, (opened, due, closed)): (i64, &(&str, &str, &str))| LedgerFact {
        id: LedgerEntryId(id),
        ledger: ledger.into(),
        opened_on: opened.parse().unwrap(),
        due_on: due.parse().ok(),
        closed_on: closed.parse().ok(),
        item: String::new(),
        member: None,
        title: String::new(),
        lacks: Vec::new(),
    };
    Facts { ledgers: (1..).zip(rows).map(row).collect(), ..village() }
}

/// An item as of a day: expected, reachable, reason.
fn line(facts: &Facts, no: &str, on: &str) -> String {
    let score = scored(facts, &[], on);
    let i = item(&score, no);
    format!("{}/{} {}", i.expected, i.reachable, i.reason)
}

fn gap(facts: &Facts, no: &str, on: &str, words: &str) -> Gap {
    let score = scored(facts, &[], on);
    item(&score, no).gaps.iter().find(|g| g.text.contains(words)).unwrap().clone()
}

#[test]
fn a_ledger_never_used_proves_nothing() {
    for (no, ledger) in [
        ("1.4", "reserve"),
        ("1.5", "secretary"),
        ("1.6", "task_list"),
        ("2.8", "star_rating"),
        ("2.9", "procedures"),
        ("3.8", "points"),
        ("4.2", "vanguard"),
        ("4.4", "enterprise_link"),
        ("4.5", "in_service"),
    ] {
        let score = scored(&village(), &[], "2026-11-21");
        let i = item(&score, no);
        assert_eq!((i.state, i.suggestion, i.reachable), (State::Open, None, i.max), "{no}");
        assert!(no == "2.9" || i.gaps.iter().any(|g| g.ledger.as_deref() == Some(ledger)), "{no} leads to its ledger");
    }
}

#[test]
fn reserve_cadres_are_counted_against_three() {
    let facts =
        with_rows("reserve", &[("2025-03-01", "", ""), ("2026-02-01", "", ""), ("2025-01-01", "", "2026-02-02")]);
    assert_eq!(line(&facts, "1.4", "2026-11-21"), "2.5/3 后备干部 2/3 人,扣 0.5");
    let gap = gap(&facts, "1.4", "2026-11-21", "还差 1 人");
    assert_eq!((gap.status, gap.ledger.as_deref(), gap.hours), (Status::Due, Some("reserve"), Amount(200)));
    assert_eq!((gap.cost, gap.won), (pts("0.5"), pts("0.5")));
    let full = with_rows("reserve", &[("2025-03-01", "", ""), ("2026-02-01", "", ""), ("2026-03-01", "", "")]);
    assert_eq!(line(&full, "1.4", "2026-11-21"), "3/3 后备干部 3/3 人");
}

#[test]
fn supposing_a_shortfall_made_up_makes_up_all_of_it() {
    let (all, on) = (built_in(), day("2026-11-21"));
    for rows in [Rows::All, Rows::Open, Rows::Closed] {
        let mut list = sheet("village");
        for rule in list.sections.iter_mut().flat_map(|s| &mut s.items).flat_map(|i| &mut i.rules) {
            if let RuleSource::Ledger(count) = &mut rule.source
                && count.id == "reserve"
            {
                count.rows = rows;
            }
        }
        let one = if rows == Rows::Closed { "2026-03-01" } else { "" };
        for (facts, short) in [(with_rows("reserve", &[("2026-02-01", "", one)]), 2), (with_rows("reserve", &[]), 3)] {
            let run = |facts: &Facts| evaluate(&list, &entered(&[]), facts, &entries(facts, "2026-11-21"), on);
            let score = run(&facts);
            let gap = item(&score, "1.4").gaps[0].clone();
            assert_eq!((gap.short, gap.hours), (short, Amount(200 * i64::from(short))), "{rows:?}");
            let plan = Supposed { gaps: vec![gap], full: Vec::new() };
            let done = run(&plan.facts(&facts, &all.duties, on));
            let (is, could) = (item(&done, "1.4").expected, item(&score, "1.4").reachable);
            assert_eq!((is, could), (pts("3"), pts("3")), "{rows:?}: {}", item(&done, "1.4").reason);
        }
    }
}

#[test]
fn the_secretarys_ledger_wants_a_row_every_quarter() {
    let facts = with_rows("secretary", &[("2026-02-01", "", "2026-02-01"), ("2026-08-01", "", "2026-08-01")]);
    assert_eq!(line(&facts, "1.5", "2026-11-21"), "1.5/1.5 书记抓党建台账 2/3 季,扣 0.5");
    let due = gap(&facts, "1.5", "2026-11-21", "四季度 待记");
    assert_eq!((due.status, due.cost, due.won, due.hours), (Status::Due, pts("0"), pts("0.5"), Amount::ONE));
    assert_eq!(gap(&facts, "1.5", "2026-11-21", "二季度 未记").won, pts("0"), "no longer to be won");
    assert_eq!(line(&facts, "1.5", "2027-01-01"), "1/1 书记抓党建台账 2/4 季,扣 1");
}

#[test]
fn a_log_is_wanted_from_its_first_row_on_and_one_of_earlier_years_from_january() {
    let mut facts = with_rows("points", &[("2026-09-05", "", "2026-09-05")]);
    assert_eq!(
        line(&facts, "3.8", "2026-11-21"),
        "0.92/0.92 党员积分 1/2 月,扣 0.08",
        "what was not kept yet costs nothing"
    );
    facts.used_before.insert("points".into());
    assert!(line(&facts, "3.8", "2026-11-21").ends_with("党员积分 1/10 月,扣 0.72"));
    facts.ledgers.clear();
    assert!(line(&facts, "3.8", "2026-11-21").ends_with("党员积分 0/10 月,扣 0.8"), "left empty this year");
    facts.used_before.clear();
    assert!(line(&facts, "3.8", "2026-11-21").ends_with("未记"));
}

#[test]
fn overdue_tasks_cost_until_closed_and_late_ones_for_good() {
    let facts = with_rows(
        "task_list",
        &[
            ("2026-01-05", "2026-03-01", ""),
            ("2026-01-06", "2026-03-01", "2026-03-09"),
            ("2026-10-01", "2026-12-01", ""),
        ],
    );
    assert_eq!(
        line(&facts, "1.6", "2026-11-21"),
        "3.6/3.8 问题清单 未记;任务清单 3/1 条;责任清单 未记;逾期任务 2 条,扣 0.4"
    );
    let open = gap(&facts, "1.6", "2026-11-21", "2026-01-05起");
    assert_eq!((open.row, open.status, open.won), (Some(LedgerEntryId(1)), Status::Due, pts("0.2")));
    let late = gap(&facts, "1.6", "2026-11-21", "逾期销号");
    assert_eq!((late.status, late.cost, late.won), (Status::Late, pts("0.2"), pts("0")));
}

#[test]
fn hours_of_study_are_judged_when_the_year_is_over() {
    let study = |member: i64, secretary: bool, hours: i64| StudyFact {
        member: MemberId(member),
        name: format!("党员{member}"),
        secretary,
        hours: hours * 100,
    };
    let facts = Facts { study: vec![study(1, true, 40), study(2, false, 32), study(3, false, 12)], ..village() };
    let score = scored(&facts, &[], "2026-11-21");
    let during = item(&score, "3.9");
    assert_eq!((during.state, during.reason.split(';').next()), (State::Open, Some("集中培训 1/3 人够学时")));
    let short = gap(&facts, "3.9", "2026-11-21", "学时不足");
    // 书记差 16,三号差 20:一次 20 学时的培训两人都够。
    assert_eq!((short.text.as_str(), short.hours), ("集中培训 2 人学时不足,最多差 20", Amount(2000)));
    assert_eq!((short.cost, short.won), (pts("0"), pts("0.4")));
    assert_eq!(line(&facts, "3.9", "2027-01-01"), "0/3 集中培训 1/3 人够学时,扣 0.4;全年未轮训 未登记");

    let none = Facts { study: vec![study(1, true, 0), study(2, false, 0)], ..village() };
    assert_eq!(line(&none, "3.9", "2027-01-01"), "0/3 集中培训 无学时记录;全年未轮训 未登记");
    assert_eq!(item(&scored(&none, &[], "2027-01-01"), "3.9").state, State::Open, "nobody keeps hours here");
}

#[test]
fn floating_members_whom_nobody_can_reach_cost() {
    let mut facts = village();
    (facts.roster.floating, facts.roster.unreachable) = (3, vec![(MemberId(4), "单小满".into(), vec!["流入地"])]);
    // Whether any is lost has a share of its own, which nobody has answered for.
    assert_eq!(item(&scored(&facts, &[], "2026-11-21"), "3.5").state, State::Open);
    assert_eq!(line(&facts, "3.5", "2026-11-21"), "0/2 流动党员 3 人,去向或电话不清 1 人,扣 0.2;失联的流动党员 未登记");
    assert_eq!(gap(&facts, "3.5", "2026-11-21", "单小满").member, Some(MemberId(4)));
    assert_eq!(item(&scored(&village(), &[], "2026-11-21"), "3.5").state, State::Open, "none is floating");
}

#[test]
fn the_committee_and_the_talks_are_counted() {
    let mut facts = Facts { committee: 2, ..village() };
    assert_eq!(line(&facts, "1.2", "2026-11-21"), "2.5/3 班子成员 2 人,扣 0.5");
    facts.untalked.truncate(4);
    assert!(line(&facts, "2.3", "2027-01-01").ends_with("谈到 17/21 人,扣 0.08"));
    facts.untalked.clear();
    assert!(line(&facts, "2.3", "2026-11-21").ends_with("谈到 21/21 人"));
}

#[test]
fn a_gap_tells_the_work_and_the_points_that_it_wins() {
    let mut facts = village();
    facts.activities = (1..=10).map(|m| record("theme_day", &format!("2026-{m:02}-05"))).collect();
    let theme = gap(&facts, "4.1", "2026-11-21", "11月");
    assert_eq!((theme.cost, theme.won, theme.hours), (pts("0"), pts("0.3"), Amount(300)));
    let lecture = gap(&facts, "1.7", "2026-11-21", "书记讲党课");
    assert_eq!((lecture.won, lecture.hours), (pts("2"), Amount(200)));
    assert_eq!((lecture.by_worth(&theme), theme.by_worth(&lecture)), (Ordering::Less, Ordering::Greater));

    facts.activities.clear();
    // 10 个月 × 0.3 = 3 已失去;记上 11 月,“全年无记录”的另外 1 分不再扣。
    assert_eq!(gap(&facts, "4.1", "2026-11-21", "11月").won, pts("1"));
    assert_eq!(gap(&facts, "4.1", "2026-11-21", "12月").won, pts("0.3"));
}

/// People of these classes, numbered from 1, and rows: ledger, whose, opened, closed, what lacks.
fn with_people(classes: &[Class], rows: &[(&str, i64, &str, &str, &str)]) -> Facts {
    let person =
        |(n, class): (i64, &Class)| ClassFact { class: *class, member: MemberId(n), name: format!("党员{n}") };
    let row = |(id, (ledger, who, opened, closed, lacks)): (i64, &(&str, i64, &str, &str, &str))| LedgerFact {
        id: LedgerEntryId(id),
        ledger: (*ledger).into(),
        opened_on: opened.parse().unwrap(),
        due_on: None,
        closed_on: closed.parse().ok(),
        item: String::new(),
        member: Some(MemberId(*who)),
        title: format!("党员{who}"),
        lacks: lacks.split('、').filter(|t| !t.is_empty()).map(lack).collect(),
    };
    Facts {
        classes: (1..).zip(classes).map(person).collect(),
        ledgers: (1..).zip(rows).map(row).collect(),
        ..village()
    }
}

#[test]
fn who_has_no_post_costs_until_one_is_open() {
    let three = [Class::NoPost, Class::NoPost, Class::NoPost, Class::Aged];
    let never = with_people(&three, &[]);
    assert_eq!(item(&scored(&never, &[], "2026-11-21"), "3.4").state, State::Open);
    assert_eq!(gap(&never, "3.4", "2026-11-21", "台账未记").ledger.as_deref(), Some("posts"));
    let facts = with_people(
        &three,
        &[("posts", 1, "2025-03-01", "", "公开日期、岗位职责"), ("posts", 2, "2026-03-01", "2026-06-01", "")],
    );
    // 三人中两人没有在岗的:2 × 0.05;一岗缺两处:2 × 0.05。都能补,所以最高还是 1。
    assert_eq!(line(&facts, "3.4", "2026-11-21"), "0.8/1 无职党员设岗 1/3 人,扣 0.1;定责和公开 2 人,缺 2 处,扣 0.1");
    let second = gap(&facts, "3.4", "2026-11-21", "还缺 党员2");
    assert_eq!((second.member, second.ledger.as_deref(), second.row), (Some(MemberId(2)), Some("posts"), None));
    assert_eq!((second.status, second.cost, second.won), (Status::Due, pts("0.05"), pts("0.05")));
    let open = gap(&facts, "3.4", "2026-11-21", "缺 公开日期、岗位职责");
    assert_eq!((open.row, open.won), (Some(LedgerEntryId(1)), pts("0.1")));
}

#[test]
fn whom_nobody_visited_costs_when_the_year_is_over() {
    let facts = with_people(
        &[Class::Aged, Class::Aged, Class::Aged],
        &[("home_visits", 1, "2026-02-03", "2026-02-03", ""), ("home_visits", 1, "2026-06-03", "2026-06-03", "")],
    );
    let score = scored(&facts, &[], "2026-11-21");
    let visits = item(&score, "3.6");
    assert_eq!((visits.expected, visits.reachable, visits.gaps.len()), (pts("1"), pts("1"), 2));
    assert_eq!(visits.reason, "送学上门、帮扶 1/3 人;上门记录 2 条");
    let two = gap(&facts, "3.6", "2026-11-21", "还缺 党员2");
    assert_eq!((two.status, two.cost, two.won, two.member), (Status::Due, pts("0"), pts("0.05"), Some(MemberId(2))));
    assert_eq!(line(&facts, "3.6", "2027-01-01"), "0.9/0.9 送学上门、帮扶 1/3 人,扣 0.1;上门记录 2 条");
    assert_eq!(gap(&facts, "3.6", "2027-01-01", "还缺 党员3").status, Status::Missed);
}

#[test]
fn steps_left_out_on_the_way_into_the_party_are_counted_one_by_one() {
    let facts = with_people(
        &[Class::Developing, Class::Developing],
        &[("development", 1, "2024-03-01", "", "10 政治审查、11 集中培训、15 支部大会接收早于14 填写志愿书")],
    );
    // 一人没建档 0.5;三处 3 × 0.25。
    assert_eq!(
        line(&facts, "3.1", "2026-11-21"),
        "1.75/3 发展党员建档 1/2 人,扣 0.5;发展程序 1 人,缺 3 处,扣 0.75;逾期的环节 0 人"
    );
    let nobody = with_people(&[], &[]);
    assert_eq!(item(&scored(&nobody, &[], "2026-11-21"), "3.1").reason, "发展党员建档 没有发展中的人员");
}

#[test]
fn ratings_points_and_partners_are_wanted_period_by_period() {
    let rows = |ledger: &str, days: &[&str]| {
        let row = |day: &&str| (ledger.to_owned(), (*day).to_owned());
        let rows: Vec<(String, String)> = days.iter().map(row).collect();
        let rows: Vec<_> = rows.iter().map(|(l, d)| (l.as_str(), 0, d.as_str(), d.as_str(), "")).collect();
        with_people(&[], &rows)
    };
    assert_eq!(
        line(&rows("star_rating", &["2026-08-01"]), "2.8", "2026-11-21"),
        "3/3 两新星级半年初评 1/1 次;两新星级初评 1 条",
        "begun in the second half"
    );
    let points = rows("points", &["2026-01-05", "2026-02-05", "2026-11-05"]);
    assert_eq!(line(&points, "3.8", "2026-11-21"), "0.36/0.36 党员积分 3/11 月,扣 0.64");
    assert_eq!(gap(&points, "3.8", "2026-11-21", "3月 未记").ledger.as_deref(), Some("points"));
    assert_eq!(line(&rows("enterprise_link", &["2026-11-05"]), "4.4", "2026-11-21"), "2/2 地企党建活动 1/1 月");
}

#[test]
fn posts_shown_and_people_who_reported_are_counted_with_what_they_lack() {
    let facts = with_people(
        &[],
        &[
            ("vanguard", 1, "2026-03-05", "", "活动和成效"),
            ("in_service", 0, "2026-03-18", "", ""),
            ("in_service", 0, "2026-03-18", "", "参加的活动"),
        ],
    );
    assert_eq!(line(&facts, "4.2", "2026-11-21"), "2.75/4 示范岗、责任区 1/2 个,扣 1;岗区记录 1 个,缺 1 处,扣 0.25");
    assert_eq!(line(&facts, "4.5", "2026-11-21"), "2.8/3 在职党员报到 2/1 人;报到党员的岗位和活动 2 人,缺 1 处,扣 0.2");
}
