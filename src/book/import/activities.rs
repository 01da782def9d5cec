//! What the rows of an activities file become: activities with the roll of those who were due on the day.
//! Not here: reading dates, kinds and names (`office::activities`).

use super::{
    super::{Book, Result},
    About, Fate, Issues, count,
};
use crate::{
    model::{
        activity::{Activity, ActivityKind, Attendance, Roll, Source, Who},
        date::Date,
        doubt::{Doubt, InWords},
        field::{FieldSpec, FieldType},
        id::{ActivityId, MemberId, OrgId},
        import::{HeldCell, Problem, REASON, Report, Severity, WHO},
    },
    office::activities::{ActivitiesRow, Away},
    store::{self, Tx, member::Roster},
    text::{date::parse_partial, number::half_width},
};
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};

/// What an import of an activities file would do.
pub struct Sorted<'a> {
    pub report: Report,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    row: &'a ActivitiesRow,
    fate: Fate,
    /// The meeting that an added row becomes, `id` 0 and no number yet.
    meeting: Option<(Activity, Vec<Attendance>)>,
    /// The activity that the row is, where that was on record before.
    known: Option<ActivityId>,
    doubts: Vec<Doubtful>,
}

/// Something doubtful in a row.
pub struct Doubtful {
    pub problem: Problem,
    /// The member whom a cell with several people is doubtful about, where that is one on record.
    member: Option<MemberId>,
    /// Who that person is, by [`WHO`] and its kin.
    person: Vec<HeldCell>,
}

impl From<Problem> for Doubtful {
    fn from(problem: Problem) -> Self {
        Self { problem, member: None, person: Vec::new() }
    }
}

/// Decides about every row.
pub fn sort<'a>(book: &Book, org: OrgId, rows: &'a [ActivitiesRow]) -> Result<Sorted<'a>> {
    let people = book.people(Some(org))?;
    let mut stored = Stored::read(book, org, rows)?;
    let mut report = Report::default();
    let mut entries = Vec::new();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows {
        let mut entry = entry(book, org, &people.roster, &mut stored, row);
        if let Some(first) = seen.get(row.words.as_str()).filter(|_| entry.fate != Fate::Held) {
            let value = row.cells.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" | ");
            let same = Problem::new(row.row, "", value, Severity::Held, Doubt::same_row(first));
            entry = Entry { row, fate: Fate::Held, meeting: None, known: None, doubts: vec![same.into()] };
        }
        seen.entry(&row.words).or_insert(row.row);
        let problems: Vec<Problem> = entry.doubts.iter().map(|d| d.problem.clone()).collect();
        count(&mut report, entry.fate, &problems);
        if let Some(day) = row.on.filter(|_| entry.fate != Fate::Held) {
            *report.years.entry(day.year()).or_default() += 1;
        }
        entries.push(entry);
    }
    Ok(Sorted { report, entries })
}

/// What names a row in every later import of its file: its words, and its day, which may follow from the file's year.
fn fingerprint(row: &ActivitiesRow) -> String {
    let day = row.on.map(|d| d.to_string()).unwrap_or_default();
    store::blob::hash_of(&format!("{day} {}", row.words))
}

fn entry<'a>(book: &Book, org: OrgId, roster: &Roster, stored: &mut Stored, row: &'a ActivitiesRow) -> Entry<'a> {
    let mut doubts: Vec<Doubtful> = row.problems.iter().cloned().map(Doubtful::from).collect();
    let taken = row.on.zip(row.kind.as_deref()).filter(|_| !row.is_held());
    let Some((day, kind)) = taken else {
        return Entry { row, fate: Fate::Held, meeting: None, known: None, doubts };
    };
    let (activity, roll) = meeting(book, org, roster, row, day, kind, &mut doubts);
    match stored.take(row, &activity) {
        Some(id) => Entry { row, fate: Fate::Unchanged, meeting: None, known: Some(id), doubts },
        None => Entry { row, fate: Fate::Added, meeting: Some((activity, roll)), known: None, doubts },
    }
}

/// The activity that a row of this day and kind tells of, `id` 0, with whoever was due unmarked unless the row says that they stayed away.
pub fn meeting(
    book: &Book,
    org: OrgId,
    roster: &Roster,
    row: &ActivitiesRow,
    day: Date,
    kind: &str,
    doubts: &mut Vec<Doubtful>,
) -> (Activity, Vec<Attendance>) {
    let kind = book.catalog.kind(kind);
    let who = kind.map(|k| k.who).unwrap_or_default();
    let group = group(row, who, roster, doubts);
    let mut roll = roster.due(who, &group, day);
    mark_away(row, roster, &mut roll, doubts);
    (activity(book, org, row, kind, group, day), roll)
}

fn activity(
    book: &Book,
    org: OrgId,
    row: &ActivitiesRow,
    kind: Option<&ActivityKind>,
    group: String,
    day: Date,
) -> Activity {
    let fields = kind.map(|k| k.fields.as_slice()).unwrap_or_default();
    let read = |(heading, text): (&String, &String)| {
        let field = fields.iter().find(|f| f.is_called(heading));
        let value = field.and_then(|f| Some((f.id.clone(), meant(f, text, book.today())?)));
        value.unwrap_or_else(|| (heading.clone(), text.clone()))
    };
    let mut extra: BTreeMap<String, String> = row.extra.iter().map(read).collect();
    if !row.note.is_empty() {
        extra.insert("备注".to_owned(), row.note.clone());
    }
    Activity {
        id: ActivityId(0),
        org,
        no: String::new(),
        kind: row.kind.clone().unwrap_or_default(),
        on: day,
        starts: row.starts.clone(),
        ends: String::new(),
        place: row.place.clone(),
        chair: row.chair.clone(),
        recorder: row.recorder.clone(),
        title: row.title.clone(),
        topics: String::new(),
        minutes: row.minutes.clone(),
        group,
        stated_due: row.stated_due,
        stated_present: row.stated_present,
        extra,
        source: Source::Imported,
        recorded_at: book.clock().now(),
        held_with: None,
        from_row: Some(fingerprint(row)),
    }
}

/// What a cell means in a field; `None` where it is nothing that the field holds, and stays as the file has it.
fn meant(field: &FieldSpec, text: &str, today: Date) -> Option<String> {
    match &field.kind {
        FieldType::Line | FieldType::Lines | FieldType::Person => Some(text.to_owned()),
        // `1.5小时`; what is counted in minutes is no number of hours.
        FieldType::Number => field.read(field.figure(&half_width(text)), today).ok(),
        // Without its year it would be taken for one of this year.
        FieldType::Date => parse_partial(text).and_then(|_| field.read(text, today).ok()),
        FieldType::YesNo => matches!(text, "是" | "否").then(|| text.to_owned()),
        FieldType::Choice(choices) => choices.iter().find(|c| *c == text).cloned(),
    }
    .filter(|value| !value.is_empty())
}

/// The 党小组 as the roster calls it, where the file means one of those.
fn group(row: &ActivitiesRow, who: Who, roster: &Roster, doubts: &mut Vec<Doubtful>) -> String {
    let groups: BTreeSet<&str> = roster.members.iter().map(|m| m.group.as_str()).filter(|g| !g.is_empty()).collect();
    let found = groups.iter().find(|g| plain_group(g) == plain_group(&row.group));
    if who == Who::Group && found.is_none() {
        let doubt = match row.group.as_str() {
            "" => Doubt::group_missing(),
            named => Doubt::group_unknown(named),
        };
        doubts.push(flagged(row, "党小组", doubt).into());
    }
    found.map_or_else(|| row.group.clone(), |g| (*g).to_owned())
}

/// `第一党小组` and `第1小组` are one.
fn plain_group(name: &str) -> String {
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|d| d == c).and_then(|d| char::from_digit(d as u32, 10));
    let name: String = half_width(name).chars().filter(|c| !c.is_whitespace()).map(|c| digit(c).unwrap_or(c)).collect();
    name.replace("党小组", "小组")
}

/// Marks those whom the file names as excused or absent, and nobody else.
fn mark_away(row: &ActivitiesRow, roster: &Roster, roll: &mut [Attendance], doubts: &mut Vec<Doubtful>) {
    let mut away = 0_u32;
    for Away { name, reason, roll: said, column } in &row.away {
        let about = |member: Option<MemberId>, doubt: InWords| {
            let cell = |column: &str, text: &str| HeldCell {
                column: column.to_owned(),
                text: text.to_owned(),
                doubt: String::new(),
            };
            let person = [cell(WHO, name), cell(REASON, reason)];
            let person = person.into_iter().filter(|c| !c.text.is_empty()).collect();
            Doubtful { problem: flagged(row, column, doubt), member, person }
        };
        let said_name = said.name();
        let mut due = roll.iter_mut().filter(|a| a.name == *name);
        match (due.next(), due.next()) {
            (Some(person), None) if person.roll != Roll::Unmarked => {
                // Said twice, it may be somebody else whose name is mistaken.
                let first = row.away.iter().find(|a| a.name == *name).map_or(*column, |a| a.column);
                let places = if first == *column {
                    format!("{column}里有两次")
                } else {
                    format!("{first}和{column}里都有")
                };
                doubts.push(about(person.member, Doubt::away_twice(name, places, person.roll.name())));
                continue;
            }
            (Some(person), None) => {
                (person.roll, person.reason) = (*said, reason.clone());
                // A meeting is not led from the sickbed.
                if row.chair == *name {
                    doubts.push(about(person.member, Doubt::chair_away(name, column)));
                }
                if row.recorder == *name {
                    doubts.push(about(person.member, Doubt::recorder_away(name, column)));
                }
            }
            (Some(_), Some(_)) => {
                doubts.push(about(None, Doubt::namesakes(name, said_name)));
            }
            (None, _) => {
                let mut known = roster.members.iter().filter(|m| m.name == *name);
                let (member, doubt) = match (known.next(), known.next()) {
                    (Some(m), None) => (Some(m.id), Doubt::away_not_due(name, said_name)),
                    (Some(_), Some(_)) => (None, Doubt::namesakes_not_due(name, said_name)),
                    (None, _) if name.is_empty() => (None, Doubt::away_unnamed(reason, said_name)),
                    (None, _) => (None, Doubt::away_unknown(name, said_name)),
                };
                doubts.push(about(member, doubt));
            }
        }
        away += u32::from(roster.members.iter().any(|m| m.name == *name));
    }
    if let (Some(due), Some(present)) = (row.stated_due, row.stated_present)
        && present <= due
        && present.saturating_add(away) > due
    {
        let column = row.away.first().map_or("", |a| a.column);
        doubts.push(flagged(row, column, Doubt::together_above_due(present, away, due)).into());
    }
}

fn flagged(row: &ActivitiesRow, column: &str, doubt: InWords) -> Problem {
    let value = row.cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone()).unwrap_or_default();
    Problem::new(row.row, column, value, Severity::Flagged, doubt)
}

impl Sorted<'_> {
    pub fn write(self, tx: &Tx<'_>, issues: &mut Issues) -> Result<()> {
        for Entry { row, fate, meeting, known, doubts } in self.entries {
            let mut about = About { member: None, activity: known };
            if let Some((mut activity, roll)) = meeting {
                activity.id = ActivityId(tx.new_id());
                activity.no = store::activity::next_no(tx, activity.org, activity.on.year())?;
                store::activity::insert(tx, &activity)?;
                store::attendance::replace(tx, &activity, &roll)?;
                about.activity = Some(activity.id);
            }
            if fate == Fate::Held {
                let held: Vec<Problem> = doubts.into_iter().map(|d| d.problem).collect();
                issues.ask_held(tx, &row.cells, &held, Some(fingerprint(row)))?;
                continue;
            }
            for Doubtful { problem, member, person } in doubts {
                issues.ask(tx, About { member, ..about }, &problem, person)?;
            }
        }
        Ok(())
    }
}

/// What is on record; each answers for one row.
struct Stored {
    /// Activities by the number of the row that they were read from, whatever became of them since.
    by_row: BTreeMap<u32, ActivityId>,
    /// The other activities of the file's years by kind, day and title, each with its 党小组.
    others: BTreeMap<(String, Date, String), Vec<(String, ActivityId)>>,
}

impl Stored {
    fn read(book: &Book, org: OrgId, rows: &[ActivitiesRow]) -> Result<Self> {
        let mut from_rows = store::activity::from_rows(book.store.conn(), org)?;
        // The second of two equal rows is none of its own.
        let by_row: BTreeMap<u32, ActivityId> =
            rows.iter().filter_map(|r| Some((r.row, from_rows.remove(&fingerprint(r))?))).collect();
        let known: BTreeSet<ActivityId> = by_row.values().copied().collect();
        let years: BTreeSet<i32> = rows.iter().filter_map(|r| r.on).map(|d| d.year()).collect();
        let mut others: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for year in years {
            for old in book.activities(year)?.into_iter().filter(|old| !known.contains(&old.id)) {
                others.entry((old.kind, old.on, old.title)).or_default().push((old.group, old.id));
            }
        }
        Ok(Self { by_row, others })
    }

    /// The activity on record that a row is. A 党小组 that one side does not name is no difference.
    fn take(&mut self, row: &ActivitiesRow, activity: &Activity) -> Option<ActivityId> {
        if let Some(id) = self.by_row.remove(&row.row) {
            return Some(id);
        }
        let key = (activity.kind.clone(), activity.on, activity.title.clone());
        let groups = self.others.get_mut(&key)?;
        let same = groups.iter().position(|(g, _)| *g == activity.group);
        let found = same.or_else(|| groups.iter().position(|(g, _)| g.is_empty() || activity.group.is_empty()))?;
        Some(groups.remove(found).1)
    }
}
