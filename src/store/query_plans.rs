//! How SQLite goes about the statements behind lists, grid and search: always by an index, a year's by that year alone.
//! Not here: how long they take (`benches`), what they answer (each noun's own tests).

use super::{
    activity, attachment, attendance, dues, facts, journal::record, ledger, mark, member, reading, schema, search,
    sheet,
};
use crate::model::{
    attachment::Owner,
    id::{ActivityId, LedgerEntryId, OrgId, SheetId},
};
use rusqlite::Connection;

/// The steps of a statement's plan, one a line.
fn plan(conn: &Connection, sql: &str) -> String {
    let mut stmt = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut rows = stmt.raw_query();
    let mut steps = Vec::new();
    while let Some(r) = rows.next().unwrap() {
        steps.push(r.get::<_, String>(3).unwrap());
    }
    steps.join("\n")
}

/// Whether records are gone through one by one, with or without the help of an index. (Organisations are few; `s` and `f`
/// are steps of the journal, of which those after a day are looked for.)
fn scans(plan: &str) -> bool {
    let records =
        ["a", "activity", "d", "t", "attendance", "member", "ledger_entry", "l", "attachment", "r", "journal_row"];
    plan.lines().filter_map(|l| l.strip_prefix("SCAN ")?.split(' ').next()).any(|table| records.contains(&table))
}

fn fresh() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    schema::bring_up(&mut conn, schema::SCRIPTS, |_| Ok(())).unwrap();
    conn
}

/// The statements that ask for one year or less, and what of the year their index must be asked for.
fn of_a_year() -> Vec<(&'static str, String, &'static str)> {
    let by_day = "activity_org_held (org=? AND held_on>? AND held_on<?)";
    let by_kind = "activity_org_kind (org=? AND kind=? AND held_on>? AND held_on<?)";
    vec![
        ("list and grid", activity::counted_sql(true), by_day),
        ("grids of all organisations", activity::counted_sql(false), by_day),
        ("whom talks reached", attendance::reached_sql(true), by_kind),
        ("whom talks reached, all organisations", attendance::reached_sql(false), by_kind),
        ("whose hours of study count", attendance::present_sql(true), by_day),
        ("whose hours of study count, all organisations", attendance::present_sql(false), by_day),
        ("ledgers of the grid", facts::ledgers_sql(true), "ledger_entry_closed (org=? AND closed_on>?)"),
        ("ledgers of all organisations", facts::ledgers_sql(false), "ledger_entry_closed (org=? AND closed_on>?)"),
        ("dues of a year", dues::payments_sql(true), "dues_payment_month (org=? AND month>? AND month<?)"),
        ("dues of all organisations", dues::payments_sql(false), "dues_payment_month (org=? AND month>? AND month<?)"),
        ("since when dues are recorded", dues::first_paid_sql(false), "dues_payment_month (org=?)"),
        ("dues on a member's page", dues::payments_of_sql(), "(member=? AND month>? AND month<?)"),
        ("rows of a ledger", ledger::of_year_sql(), "ledger_entry_closed (org=? AND closed_on>?)"),
        ("counts of the ledgers", ledger::COUNTS.to_owned(), "ledger_entry_closed (org=? AND closed_on>?)"),
        ("a member's page", attendance::OF_MEMBER.to_owned(), by_day),
        ("texts of a kind", activity::TEXTS.to_owned(), by_kind),
        ("a day", activity::of_day_sql(), "activity_org_held (org=? AND held_on=?)"),
        ("heads of some records", attendance::HEADS.to_owned(), "attendance_activity (activity=?)"),
        ("names of some records", attendance::NAMES.to_owned(), "attendance_activity (activity=?)"),
        ("the records of a day", activity::list_of_day_sql(), "activity_org_held (org=? AND held_on=?)"),
        ("the last of a kind", activity::last_sql(), "activity_org_kind (org=? AND kind=? AND held_on<?)"),
    ]
}

#[test]
fn what_asks_for_a_year_reads_that_year_by_its_index() {
    let conn = fresh();
    for (what, sql, index) in of_a_year() {
        let plan = plan(&conn, &sql);
        assert!(plan.contains(index), "{what}:\n{plan}");
        assert!(!scans(&plan), "{what}:\n{plan}");
        assert!(!plan.contains("AUTOMATIC"), "{what}:\n{plan}");
    }
}

#[test]
fn what_asks_for_all_years_of_one_organisation_reads_no_other() {
    let conn = fresh();
    let (one, _) = member::one_or_all(Some(OrgId(1)));
    let sheets = "(org=? AND checklist=?)";
    for (what, sql, index) in [
        ("sheets of all organisations", sheet::of_year_sql("id", ""), sheets),
        ("their marks", mark::of_year_sql("mark", "id"), "mark_1 (sheet=?)"),
        ("what was counted on them", mark::of_year_sql("occurrence", "id"), "occurrence_sheet (sheet=?)"),
        ("standards of dues", dues::standards_sql(true), "dues_standard_from (org=? AND from_month<?)"),
        ("search", search::ACTIVITIES.to_owned(), "activity_org_held (org=?)"),
        ("ledgers used before", facts::used_before_sql(true), "(org=? AND ledger=? AND opened_on<?)"),
        ("ledgers used before in all", facts::used_before_sql(false), "(org=? AND ledger=? AND opened_on<?)"),
        ("which ledgers have rows", ledger::NAMES.to_owned(), "ledger_entry_opened (org=? AND ledger>?)"),
        ("what ledgers say of a member", ledger::of_member_sql(), "ledger_entry_member (member=?)"),
        ("who closed a row last", ledger::last_closer_sql(), "ledger_entry_closed (org=?"),
        ("the roster", format!("SELECT * FROM member {one} ORDER BY org, no, id"), "member_org_no (org=?)"),
        ("changes since a reading", reading::since_sql(), "journal_row_step (origin=? AND seq=?)"),
    ] {
        let plan = plan(&conn, &sql);
        assert!(plan.contains(index) && !plan.contains("AUTOMATIC"), "{what}:\n{plan}");
        assert!(!scans(&plan), "{what}:\n{plan}");
    }
}

#[test]
fn files_are_found_by_whose_they_are() {
    let conn = fresh();
    for (owner, index) in [
        (Owner::Activity(ActivityId(1)), "(activity=?)"),
        (Owner::Item { sheet: SheetId(1), item: "1.1".into() }, "(sheet=? AND item=?)"),
        (Owner::Entry(LedgerEntryId(1)), "(entry=?)"),
    ] {
        let plan = plan(&conn, &attachment::list_sql(&owner));
        assert!(plan.contains(index) && !scans(&plan), "{owner:?}:\n{plan}");
    }
}

#[test]
fn the_history_of_a_record_reads_only_its_own_steps_and_what_was_removed() {
    let conn = fresh();
    for sql in [record::of_activity_sql(), record::of_member_sql()] {
        let plan = plan(&conn, &sql);
        assert!(plan.contains("journal_row_record (table_name=? AND row_id=?)"), "{plan}");
        assert!(plan.contains("journal_row_gone (table_name=?)") && !scans(&plan), "{plan}");
    }
}

#[test]
fn the_check_sees_a_scan() {
    let plan = plan(&fresh(), "SELECT a.id FROM activity a WHERE a.held_on BETWEEN ?2 AND ?3");
    assert!(scans(&plan), "{plan}");
}
