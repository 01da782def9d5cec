//! Reads everything that duties and scoring ask, for one organisation or for all, in the same few statements.
//! Not here: what follows from it (`model::duty`, `model::score`).

use super::{activity, attendance, dues, error::Result, ledger, member, member::Roster, org, row};
use crate::{
    model::{
        activity::{HEART_TALK, Source},
        date::{Date, Period},
        dues::year,
        facts::{ActivityFact, ClassFact, DuesFact, Facts, LedgerFact, RosterFacts, StudyFact},
        id::{ActivityId, LedgerEntryId, MemberId, OrgId},
        ledger::Ledger,
        member::{
            Class, EventKind, Member, MemberEvent, Role, Standing,
            event::{as_of, left_by, role_on, standing_on},
        },
        points::Points,
    },
    text::{names::names, number::counting_key},
};
use rusqlite::{Connection, Row, params};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// Further fields of a lecture: who taught, and whether that was the secretary (`是`, `否`).
const LECTURER: &str = "lecturer";
const BY_SECRETARY: &str = "by_secretary";
/// How a title in an activities file tells that the secretary taught.
const SECRETARY_TAUGHT: [&str; 2] = ["书记讲党课", "书记上党课"];
/// The further field of a talk that tells who led it.
const TALKER: &str = "talker";
/// The further field that tells the hours of study, as a decimal number.
const HOURS: &str = "hours";

type DuesOfOrgs = BTreeMap<OrgId, Vec<DuesFact>>;

/// What facts are made of that no record of a meeting, a ledger or a score changes: the roster of one organisation or of
/// all, what happened to memberships, and what follows of dues. Good until a member changes.
#[derive(Debug)]
pub struct People {
    only: Option<OrgId>,
    pub roster: Roster,
    /// The dues of all organisations, by year and day.
    dues: RefCell<BTreeMap<(i32, Date), DuesOfOrgs>>,
}

/// Reads the roster of one organisation, else of all.
pub fn people(conn: &Connection, only: Option<OrgId>) -> Result<People> {
    Ok(People { only, roster: member::roster(conn, only)?, dues: RefCell::default() })
}

/// The facts of a year, of the organisations that `people` is of; `today` decides who is on the roster now. `ledger`: one
/// as its file describes it, asked only of those that have rows.
pub fn facts<'l>(
    conn: &Connection,
    year: i32,
    today: Date,
    people: &People,
    ledger: impl Fn(&str) -> Option<&'l Ledger>,
) -> Result<BTreeMap<OrgId, Facts>> {
    let only = people.only;
    let mut out: BTreeMap<OrgId, Facts> = org::list(conn)?
        .into_iter()
        .filter(|o| only.is_none_or(|id| id == o.id))
        .map(|o| {
            let facts = Facts {
                org: o.id,
                kind: o.kind,
                year,
                founded: o.founded,
                full_members: 0,
                probationary: 0,
                groups: Vec::new(),
                groups_since: BTreeMap::new(),
                committee: 0,
                roster: RosterFacts::default(),
                activities: Vec::new(),
                untalked: Vec::new(),
                study: Vec::new(),
                ledgers: Vec::new(),
                used_before: BTreeSet::new(),
                dues: Vec::new(),
                classes: Vec::new(),
            };
            (o.id, facts)
        })
        .collect();

    let mut groups: BTreeMap<OrgId, BTreeSet<String>> = BTreeMap::new();
    let mut since: BTreeMap<(OrgId, String), Option<Date>> = BTreeMap::new();
    // Who may have been, once or now.
    let mut secretaries: BTreeMap<OrgId, Vec<(&Member, &[MemberEvent])>> = BTreeMap::new();
    let talked = attendance::reached(conn, only, HEART_TALK, year)?;
    for m in &people.roster.members {
        let own = people.roster.events.get(&m.id).map_or(&[][..], Vec::as_slice);
        let Some(facts) = out.get_mut(&m.org) else { continue };
        let by_then = today.min(Period::year(year).last());
        facts.classes.extend(classes(m, own, by_then));
        if standing_on(m, own, by_then).is_some() && !talked.contains(&m.id) {
            facts.untalked.push((m.id, m.name.clone()));
        }
        for (group, from) in groups_of(m, own, today) {
            let known = since.entry((m.org, group.to_owned())).or_insert(from);
            // Who has always been in it says that it has always been there.
            *known = (*known).min(from);
        }
        if m.role == Some(Role::Secretary) || own.iter().any(|e| e.kind == EventKind::Office) {
            secretaries.entry(m.org).or_default().push((m, own));
        }
        let Some(standing) = standing_on(m, own, today) else { continue };
        let m = &*as_of(m, own, today);
        count_member(facts, m, standing);
        let secretary = m.role == Some(Role::Secretary);
        facts.study.push(StudyFact { member: m.id, name: m.name.clone(), secretary, hours: 0 });
        if !m.group.is_empty() {
            groups.entry(m.org).or_default().insert(m.group.clone());
        }
    }
    for (id, names) in groups {
        if let Some(facts) = out.get_mut(&id) {
            let begun = |name: &String| Some((name.clone(), (*since.get(&(id, name.clone()))?)?));
            facts.groups_since = names.iter().filter_map(begun).collect();
            facts.groups = names.into_iter().collect();
            facts.groups.sort_by_cached_key(|name| counting_key(name));
        }
    }

    let (filter, id) = member::one_or_all(only);
    // What an activities file left open says nothing about the roster.
    let sql =
        format!("SELECT org, count(*) FROM import_issue {filter} AND settled = 0 AND kind = 'roster' GROUP BY org");
    let mut stmt = conn.prepare_cached(&sql)?;
    let open = stmt.query_map([id], |r: &Row<'_>| Ok((OrgId(r.get(0)?), r.get(1)?)))?;
    for row in open {
        let (id, n) = row?;
        if let Some(facts) = out.get_mut(&id) {
            facts.roster.open_issues = n;
        }
    }

    for counted in activity::counted(conn, only, year)? {
        let id = counted.head.org;
        let on = counted.head.on;
        let known = secretaries.get(&id).map_or(&[][..], Vec::as_slice);
        let secretary =
            |name: &str| known.iter().any(|(m, own)| m.name == name && role_on(m, own, on) == Some(Role::Secretary));
        if let Some(facts) = out.get_mut(&id) {
            if counted.head.kind == HEART_TALK
                && counted.present > 0
                && let Some(talker) = counted.head.extra.get(TALKER)
            {
                names(talker).for_each(|name| has_talked(facts, name));
            }
            facts.activities.push(activity_fact(counted, secretary));
        }
    }
    add_study(conn, year, only, &mut out)?;
    add_ledgers(conn, (year, today), only, ledger, &mut out)?;
    for (org, dues) in people.dues(conn, year, today)? {
        if let Some(facts) = out.get_mut(&org) {
            facts.dues = dues;
        }
    }
    Ok(out)
}

impl People {
    /// How the months of a year were collected, as of a day: what was paid, or typed in, after that day is not known on
    /// it.
    fn dues(&self, conn: &Connection, year: i32, today: Date) -> Result<DuesOfOrgs> {
        if let Some(known) = self.dues.borrow().get(&(year, today)) {
            return Ok(known.clone());
        }
        let standards = dues::standards(conn, self.only, year)?;
        let mut payments = dues::payments(conn, self.only, Period::month(year, 1), Period::month(year, 12))?;
        payments.retain(|p| p.settled_on() <= today);
        let mut out = BTreeMap::new();
        if !standards.is_empty() || !payments.is_empty() {
            let lines = year::lines(self.roster.members.clone(), self.roster.events.clone(), standards, payments);
            let first_paid = dues::first_paid(conn, self.only)?;
            for lines in lines.chunk_by(|a, b| a.member.org == b.member.org) {
                // Of this year only what was known by the day counts.
                let before = lines.first().and_then(|l| first_paid.get(&l.member.org)).copied();
                let begins = year::begins(lines, before.filter(|month| month.year < year), today);
                let collected = |month| year::collected(lines, Period::month(year, month), begins, today);
                let months = (1..=12).map(|month| DuesFact { month, of: collected(month) });
                if let Some(first) = lines.first() {
                    out.insert(first.member.org, months.filter(|m| m.of.owing > 0).collect());
                }
            }
        }
        self.dues.borrow_mut().insert((year, today), out.clone());
        Ok(out)
    }
}

/// Adds the hours of study: a record's hours count for each member named as present.
fn add_study(conn: &Connection, year: i32, only: Option<OrgId>, out: &mut BTreeMap<OrgId, Facts>) -> Result<()> {
    let hours: BTreeMap<ActivityId, i64> = out.values().flat_map(|f| &f.activities).map(|a| (a.id, a.hours)).collect();
    let mut sums: BTreeMap<(OrgId, MemberId), i64> = BTreeMap::new();
    for (org, activity, member) in attendance::present_where(conn, only, HOURS, year)? {
        let sum = sums.entry((org, member)).or_default();
        *sum = sum.saturating_add(hours.get(&activity).copied().unwrap_or(0));
    }
    for facts in out.values_mut() {
        for own in &mut facts.study {
            own.hours = sums.get(&(facts.org, own.member)).copied().unwrap_or(0);
        }
    }
    Ok(())
}

/// The classes that a person is in on a day: as a member, or on the way to it; nobody who came or left otherwise.
fn classes(m: &Member, events: &[MemberEvent], on: Date) -> impl Iterator<Item = ClassFact> {
    let on_the_way = !m.category.is_member() || m.joined.is_some_and(|j| on < j.earliest());
    let here = standing_on(m, events, on).is_some() || on_the_way && left_by(m, events, on).is_none();
    let then = as_of(m, events, on);
    let classes = Class::ALL.iter().filter(move |c| here && c.has(&then, on));
    classes.map(|class| ClassFact { class: *class, member: m.id, name: m.name.clone() })
}

pub(super) fn ledgers_sql(one_org: bool) -> String {
    let columns = "l.org, l.id AS id, ledger, opened_on, due_on, closed_on, item, member, title, fields";
    // CROSS JOIN keeps the order: organisation first, so that the indexes on it serve both cases.
    ledger::of_year(columns, &format!("org o CROSS JOIN ledger_entry l ON l.org = o.id WHERE {}", which(one_org)), "")
}

fn which(one_org: bool) -> &'static str {
    if one_org { "o.id = ?1" } else { "?1 IS NULL" }
}

/// The ledgers with rows opened before a day (`?2`), by one look into the index for each that has any.
pub(super) fn used_before_sql(one_org: bool) -> String {
    format!(
        "WITH RECURSIVE used (org, ledger) AS (
           SELECT o.id, (SELECT min(ledger) FROM ledger_entry WHERE org = o.id) FROM org o WHERE {}
           UNION ALL SELECT org, (SELECT min(l.ledger) FROM ledger_entry l WHERE l.org = used.org AND l.ledger > used.ledger)
                     FROM used WHERE ledger IS NOT NULL)
         SELECT org, ledger FROM used WHERE EXISTS
           (SELECT 1 FROM ledger_entry l WHERE l.org = used.org AND l.ledger = used.ledger AND l.opened_on < ?2)",
        which(one_org)
    )
}

/// `described`: what the files say of a ledger, and so what its rows must not lack.
fn add_ledgers<'l>(
    conn: &Connection,
    (year, today): (i32, Date),
    only: Option<OrgId>,
    described: impl Fn(&str) -> Option<&'l Ledger>,
    out: &mut BTreeMap<OrgId, Facts>,
) -> Result<()> {
    let id = only.map(|o| o.0);
    let mut stmt = conn.prepare_cached(&ledgers_sql(only.is_some()))?;
    let (from, to) = ledger::days_of(year);
    let found = stmt.query_map(params![id, to, from], |r| {
        let mut fact = LedgerFact {
            id: LedgerEntryId(r.get(1)?),
            ledger: r.get(2)?,
            opened_on: row::day(r, 3)?,
            due_on: row::day_or_none(r, 4)?,
            closed_on: row::day_or_none(r, 5)?,
            item: r.get(6)?,
            member: r.get::<_, Option<i64>>(7)?.map(MemberId),
            title: String::new(),
            lacks: Vec::new(),
        };
        let wants = described(&fact.ledger).filter(|l| l.wants());
        // A log may have thousands of rows a year, of which only the days are asked for.
        if wants.is_some() || fact.due_on.is_some() {
            fact.title = r.get(8)?;
        }
        if let Some(ledger) = wants {
            // What was closed later was still under way on the day.
            let closed_on = fact.closed_on.filter(|d| *d <= today);
            fact.lacks = ledger.lacks(fact.opened_on, closed_on, &row::json(r, 9)?);
        }
        Ok((OrgId(r.get(0)?), fact))
    })?;
    for found in found {
        let (org, fact) = found?;
        if let Some(facts) = out.get_mut(&org) {
            facts.ledgers.push(fact);
        }
    }
    let mut stmt = conn.prepare_cached(&used_before_sql(only.is_some()))?;
    let used = stmt.query_map(params![id, from], |r| Ok((OrgId(r.get(0)?), r.get(1)?)))?;
    for used in used {
        let (org, ledger) = used?;
        if let Some(facts) = out.get_mut(&org) {
            facts.used_before.insert(ledger);
        }
    }
    Ok(())
}

/// The 党小组 that somebody has been in by a day, each with the day on which they came; the first since ever.
fn groups_of<'a>(m: &'a Member, own: &'a [MemberEvent], by: Date) -> impl Iterator<Item = (&'a str, Option<Date>)> {
    let moves = || own.iter().filter(move |e| e.kind == EventKind::Group && e.takes_effect() <= by);
    let first = moves().min_by_key(|e| e.takes_effect()).map_or(&m.group, |e| &e.was);
    [(first.as_str(), None)].into_iter().chain(moves().map(|e| (e.became.as_str(), Some(e.takes_effect()))))
}

/// Who leads a talk to which somebody came takes part in it; a name that several have says nothing.
fn has_talked(facts: &mut Facts, name: &str) {
    if facts.study.iter().filter(|own| own.name == name).count() == 1 {
        facts.untalked.retain(|(_, untalked)| untalked != name);
    }
}

fn count_member(facts: &mut Facts, m: &Member, standing: Standing) {
    match standing {
        Standing::Full => facts.full_members += 1,
        Standing::Probationary => facts.probationary += 1,
    }
    facts.committee += u32::from(m.role.is_some());
    facts.roster.members += 1;
    if m.floating {
        facts.roster.floating += 1;
        let lacks = [("流入地", m.floating_place.trim().is_empty()), ("联系电话", m.phone.is_empty())];
        let lacks: Vec<&str> = lacks.into_iter().filter_map(|(name, lacks)| lacks.then_some(name)).collect();
        if !lacks.is_empty() {
            facts.roster.unreachable.push((m.id, m.name.clone(), lacks));
        }
    }
    let missing = m.missing();
    if !missing.is_empty() {
        facts.roster.incomplete.push((m.id, m.name.clone(), missing));
    }
}

/// `secretary`: whether somebody of that name was on the day.
fn activity_fact(counted: activity::Counted, secretary: impl Fn(&str) -> bool) -> ActivityFact {
    let turnout = counted.turnout();
    let nobody = counted.due > 0 && counted.present == 0;
    let a = counted.head;
    let field = |name: &str| a.extra.get(name).map_or("", |v| v.trim());
    let by_secretary = match field(BY_SECRETARY) {
        "是" => true,
        "" => secretary(field(LECTURER)) || SECRETARY_TAUGHT.iter().any(|words| a.title.contains(words)),
        _ => false,
    };
    ActivityFact {
        days_late: a.days_late(),
        recorded_on: a.recorded_at.date(),
        imported: a.source == Source::Imported,
        has_minutes: counted.has_minutes,
        due: turnout.due,
        present: turnout.present,
        unmarked: counted.unmarked,
        untold: nobody && a.stated_present.is_none() && a.source != Source::Imported,
        by_secretary,
        hours: field(HOURS).parse().unwrap_or(Points::ZERO).0,
        id: a.id,
        kind: a.kind,
        on: a.on,
        group: a.group,
        title: a.title,
    }
}

/// Puts the 党小组 that met in a year that is over, up to a day, under the names of then, in place of those of the roster.
/// Where none did, those of the roster stay.
pub fn groups_as_recorded(facts: &mut Facts, on: Date) {
    let by_then = facts.activities.iter().filter(|a| a.on <= on);
    let met: BTreeSet<String> = by_then.map(|a| &a.group).filter(|g| !g.is_empty()).cloned().collect();
    if !met.is_empty() {
        facts.groups = met.into_iter().collect();
        facts.groups_since.clear();
        facts.groups.sort_by_cached_key(|name| counting_key(name));
    }
}
