//! 党费: the duty of each month and what the item makes of it.

use crate::{YEAR, day, mark, pts, village};
use zhibu::{
    book::Catalog,
    model::{
        date::Span,
        duty::{self, Status},
        facts::{Collected, DuesFact, Facts},
        score::{self, Scored, State, Supposed},
        sheet::{Entered, Mark},
    },
};

/// `(month, owing, paid, the last day)`.
fn with(months: &[(u32, u32, u32, &str)]) -> Facts {
    let fact = |(month, owing, paid, on): &(u32, u32, u32, &str)| DuesFact {
        month: *month,
        of: Collected { owing: *owing, paid: *paid, settled_on: on.parse().ok(), ..Collected::default() },
    };
    Facts { dues: months.iter().map(fact).collect(), ..village() }
}

fn statuses(facts: &Facts, on: &str) -> String {
    let catalog = Catalog::built_in();
    let year = duty::calendar(&catalog.duties, &catalog.kinds, facts, day(on));
    let mark = |s| match s {
        Status::NotApplicable => '-',
        Status::NotYet => '.',
        Status::Due => '?',
        Status::Done => 'o',
        Status::Late => '~',
        Status::Missed => 'x',
    };
    year.iter().filter(|e| e.duty == "dues").map(|e| mark(e.status)).collect()
}

fn item(facts: &Facts, on: &str) -> Scored {
    decided(facts, on, Vec::new())
}

fn decided(facts: &Facts, on: &str, marks: Vec<Mark>) -> Scored {
    let catalog = Catalog::built_in();
    let year = duty::calendar(&catalog.duties, &catalog.kinds, facts, day(on));
    let list = catalog.checklist("village").unwrap();
    let score = score::evaluate(list, &Entered { marks, ..Entered::default() }, facts, &year, day(on));
    score.items().find(|i| i.no == "3.3").unwrap().clone()
}

/// The month is missed before and after; still it is not what was decided on.
#[test]
fn a_decision_is_marked_when_part_of_a_month_is_paid_back() {
    let (on, first) = ("2026-03-10", (1, 20, 20, "2026-01-05"));
    let found = item(&with(&[first, (2, 20, 17, "2026-02-05")]), on);
    let marks = vec![Mark {
        suggested: found.suggestion,
        grounds: Some(found.grounds.clone()),
        ..mark("3.3", Some("1.9"), None)
    }];
    let changed = |paid, until| decided(&with(&[first, (2, 20, paid, until)]), on, marks.clone()).changed.join(";");
    assert_eq!(changed(17, "2026-02-05"), "");
    assert_eq!(changed(19, "2026-03-09"), "党费2月未交人数由3变为1");
}

#[test]
fn a_month_is_done_when_everybody_has_paid() {
    assert_eq!(YEAR, 2026);
    let facts = with(&[
        (1, 20, 20, "2026-01-05"),
        (2, 20, 20, "2026-03-02"),
        (3, 20, 19, "2026-03-05"),
        (4, 20, 20, "2026-04-30"),
        (5, 20, 0, ""),
        (6, 20, 20, "2026-05-20"),
        (7, 20, 0, ""),
    ]);
    assert_eq!(statuses(&facts, "2026-05-10"), "o~xo?o.-----");
    let found = item(&facts, "2026-05-10");
    assert_eq!((found.state, found.suggestion), (State::Suggested, Some(pts("1.85"))));
    assert!(found.reason.contains("党费 4/5 月,未收齐 3月,有补交(补录) 2月,扣 0.15"), "{}", found.reason);
    // Nobody is named, and it can still be paid back.
    let gap = found.gaps.iter().find(|g| g.cost > pts("0")).unwrap();
    assert_eq!((gap.text.as_str(), gap.status), ("党费 3月 1人未交,还能补交", Status::Due));
    assert_eq!(found.reachable, pts("2"));
    // More than six months later it normally cannot.
    let late = item(&facts, "2026-12-31");
    let gap = late.gaps.iter().find(|g| g.text.starts_with("党费 3月")).unwrap();
    assert_eq!((gap.text.as_str(), gap.status), ("党费 3月 1人未交,补交一般不超过6个月", Status::Missed));
}

#[test]
fn a_part_is_not_told_as_no_payment() {
    let mut facts = with(&[(3, 20, 18, "2026-03-05"), (4, 20, 19, "2026-04-05")]);
    facts.dues[0].of.short = 1;
    facts.dues[1].of.short = 1;
    let texts: Vec<String> = item(&facts, "2026-05-10").gaps.into_iter().map(|g| g.text).collect();
    assert_eq!(texts[..2], ["党费 3月 1人未交、1人没交足,还能补交", "党费 4月 1人没交足,还能补交"]);
}

#[test]
fn what_was_never_recorded_is_open_and_not_nought() {
    let facts = village();
    assert_eq!(statuses(&facts, "2026-05-10"), "----?.......");
    assert_eq!(statuses(&facts, "2027-01-01"), "------------");
    let found = item(&facts, "2026-05-10");
    assert_eq!((found.state, found.suggestion), (State::Open, None));
    let none = Facts { founded: "2026-04".parse().ok(), ..with(&[(3, 9, 0, ""), (4, 9, 0, "")]) };
    assert_eq!(statuses(&none, "2026-05-10"), "---x--------");
    assert_eq!(item(&none, "2026-05-10").suggestion, Some(pts("0")), "a month is over and nobody has paid anything");
}

#[test]
fn supposing_it_done_pays_for_everybody() {
    let facts = with(&[(3, 20, 19, "2026-03-05"), (4, 20, 20, "2026-04-05")]);
    let gap = item(&facts, "2026-05-10").gaps.remove(0);
    let catalog = Catalog::built_in();
    let plan = Supposed { gaps: vec![gap], full: Vec::new() };
    let supposed = plan.facts(&facts, &catalog.duties, day("2026-05-10"));
    assert_eq!(item(&supposed, "2026-05-10").suggestion, Some(pts("2")));
}

/// Where the branch agreed to collect by quarter, paying in March for January is in time.
#[test]
fn a_township_can_collect_by_quarter() {
    let facts =
        with(&[(1, 20, 20, "2026-03-05"), (2, 20, 20, "2026-03-05"), (3, 20, 20, "2026-03-05"), (4, 20, 18, "")]);
    assert!(statuses(&facts, "2026-05-10").starts_with("~~o"));
    let catalog = Catalog::built_in();
    let mut duties: Vec<_> = catalog.duties.iter().filter(|d| d.dues).cloned().collect();
    duties[0].every = Span::Quarter;
    let year = duty::calendar(&duties, &catalog.kinds, &facts, day("2026-07-01"));
    let told: Vec<_> = year.iter().map(|e| (e.status, e.unpaid())).collect();
    assert_eq!(told[..2], [(Status::Done, None), (Status::Missed, Some("2人次未交".into()))]);
}

/// What is paid back is paid late: where that costs something, no more is promised than can be won.
#[test]
fn paying_back_wins_no_more_than_a_late_month_is_worth() {
    let (catalog, on, list) = (Catalog::built_in(), day("2026-05-10"), crate::properties::dues_late("0.1"));
    let judged = |facts: &Facts| {
        let year = duty::calendar(&catalog.duties, &catalog.kinds, facts, on);
        let score = score::evaluate(&list, &Entered::default(), facts, &year, on);
        score.items().find(|i| i.no == "3.3").unwrap().clone()
    };
    let facts = with(&[(3, 20, 19, "2026-03-05"), (4, 20, 20, "2026-04-05"), (5, 20, 20, "2026-05-05")]);
    let found = judged(&facts);
    assert_eq!((found.suggestion, found.reachable), (Some(pts("1.85")), pts("1.9")));
    let gap = found.gaps[0].clone();
    assert_eq!((gap.text.as_str(), gap.cost, gap.won), ("党费 3月 1人未交,还能补交", pts("0.15"), pts("0.05")));
    let supposed = Supposed { gaps: vec![gap], full: Vec::new() }.facts(&facts, &catalog.duties, on);
    assert_eq!(judged(&supposed).suggestion, Some(pts("1.9")));
    // The month that runs is still paid in time.
    let facts = with(&[(4, 20, 20, "2026-04-05"), (5, 20, 19, "2026-05-05")]);
    let plan = Supposed { gaps: judged(&facts).gaps, full: Vec::new() };
    assert_eq!(judged(&plan.facts(&facts, &catalog.duties, on)).suggestion, Some(pts("2")));
}
