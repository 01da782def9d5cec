//! Which duties are done, late, due or missed in which period.

use crate::{YEAR, entries, record, village};
use zhibu::model::{date::Period, duty::Status, facts::Facts, org::OrgKind};

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
fn a_record_whose_roll_was_never_taken_is_listed_and_does_not_count() {
    let mut facts = village();
    facts.activities = vec![record("theme_day", "2026-01-05"), record("theme_day", "2026-02-05")];
    facts.activities[1].untold = true;
    assert_eq!(line(&facts, "2026-02-10", "theme_day", None), "o?..........");
    assert_eq!(line(&facts, "2026-03-01", "theme_day", None), "ox?.........");
    let score = crate::scored(&facts, &[], "2026-03-01");
    let theme = crate::item(&score, "4.1");
    assert!(theme.reason.contains("2月 有记录,未点名") && theme.records.len() == 2, "{}", theme.reason);
    assert_eq!((theme.expected, theme.reachable), (crate::pts("3.7"), crate::pts("4")));
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
