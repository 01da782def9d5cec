//! Meetings and other activities: lists, who is due, saving with the roll frozen.
//! Not here: whether enough came (`model::activity`), printing (`papers`).

use super::{ActivityRow, Book, Error, Heads, Result};
use crate::{
    model::{
        activity::{Activity, Attendance, COMMITTEE_MEETING, Meeting, Roll, Source},
        change::{Changed, Op},
        date::Date,
        hint::{self, Around, Other, Seen},
        id::{ActivityId, IssueId},
    },
    store,
};
use chrono::{Datelike, Months};
use std::collections::{BTreeMap, BTreeSet};

impl Book {
    /// The activities of a year, by day.
    pub fn activities(&self, year: i32) -> Result<Vec<ActivityRow>> {
        store::activity::list(self.store.conn(), self.here()?.id, year)
    }

    /// The heads of some activities, with the names for those `named`; nothing is read where there are none.
    pub fn heads(&self, of: &[ActivityId], named: &[ActivityId]) -> Result<BTreeMap<ActivityId, Heads>> {
        if of.is_empty() { Ok(BTreeMap::new()) } else { store::attendance::heads(self.store.conn(), of, named) }
    }

    pub fn meeting(&self, id: ActivityId) -> Result<Option<Meeting>> {
        let conn = self.store.conn();
        let Some(activity) = store::activity::get(conn, id)? else { return Ok(None) };
        let attendance = store::attendance::list(conn, id)?;
        Ok(Some(Meeting { activity, attendance, votes: store::attendance::votes(conn, id)? }))
    }

    /// The meeting with the number that people use, `2026-017`: it stays though the activity moves to another year.
    /// `None` where there is none.
    pub fn meeting_by_no(&self, no: &str) -> Result<Option<Meeting>> {
        let found = store::activity::by_no(self.store.conn(), self.here()?.id, no)?;
        found.map_or(Ok(None), |id| self.meeting(id))
    }

    /// The roll of who is due at a kind of activity on a day, by sign-in number, all unmarked. A kind without
    /// description: everybody.
    pub fn due_at(&self, kind: &str, group: &str, day: Date) -> Result<Vec<Attendance>> {
        let who = self.catalog.kind(kind).map(|k| k.who).unwrap_or_default();
        Ok(self.people(Some(self.here()?.id))?.roster.due(who, group, day))
    }

    /// The roll of everybody on the roster, unmarked, with the vote that they have on a day: whom a roll may be
    /// corrected with.
    pub fn roster_on(&self, day: Date) -> Result<Vec<Attendance>> {
        Ok(self.people(Some(self.here()?.id))?.roster.everybody(day))
    }

    /// A new activity with everybody due who is due; place, chair and recorder of the last of that kind; not saved, `id` 0.
    pub fn new_meeting(&self, kind: &str, group: &str, day: Date) -> Result<Meeting> {
        let last = self.last_of_kind(kind, group, day)?;
        let (place, chair, recorder) =
            last.map_or_else(Default::default, |last| (last.place, last.chair, last.recorder));
        let activity = Activity {
            id: ActivityId(0),
            org: self.here()?.id,
            no: String::new(),
            kind: kind.to_owned(),
            on: day,
            starts: String::new(),
            ends: String::new(),
            place,
            chair,
            recorder,
            title: String::new(),
            topics: String::new(),
            minutes: String::new(),
            group: group.to_owned(),
            stated_due: None,
            stated_present: None,
            extra: BTreeMap::new(),
            source: Source::Typed,
            recorded_at: self.store.clock().now(),
            held_with: None,
            from_row: None,
        };
        Ok(Meeting { activity, attendance: self.due_at(kind, group, day)?, votes: Vec::new() })
    }

    /// The last activity of that kind (and group) before a day.
    pub fn last_of_kind(&self, kind: &str, group: &str, before: Date) -> Result<Option<Activity>> {
        store::activity::last(self.store.conn(), self.here()?.id, kind, group, before)
    }

    /// What does not agree within a record and with the records around it, in plain sentences. Hints, never blocks.
    pub fn hints(&self, meeting: &Meeting) -> Result<Vec<String>> {
        let (conn, org, a) = (self.store.conn(), self.here()?, &meeting.activity);
        let linked = self.linked(a)?;
        let mut same_day = Vec::new();
        for o in store::activity::of_day(conn, org.id, a.on)? {
            if o.id != a.id && linked.iter().all(|l| l.id != o.id) {
                let roll = store::attendance::list(conn, o.id)?;
                let present = roll.iter().filter(|p| p.roll == Roll::Present).filter_map(|p| p.member).collect();
                same_day.push(Other { title: o.title, starts: o.starts, ends: o.ends, chair: o.chair, present });
            }
        }
        let year_before = a.on.checked_sub_months(Months::new(12)).unwrap_or(a.on);
        let texts = store::activity::texts(conn, org.id, COMMITTEE_MEETING, year_before, a.on)?;
        let roster = &self.people(Some(org.id))?.roster;
        let names: Vec<String> = roster.members.iter().map(|m| m.name.clone()).collect();
        let kind = self.catalog.kind(&a.kind);
        let due = self.due_at(&a.kind, &a.group, a.on)?;
        let linked: Vec<_> = linked.iter().map(|row| (self.called(row), row.on)).collect();
        let secretary = roster.secretary(a.on);
        let around = Around {
            org,
            kind,
            rules: &self.catalog.vote_rules,
            today: self.today(),
            same_day: &same_day,
            linked: &linked,
            due: &due,
            secretary: &secretary,
            committee: roster.has_committee(a.on).then_some(Seen { texts: &texts, names: &names }),
        };
        Ok(hint::hints(meeting, &around))
    }

    /// Adds a meeting (`id` 0) or changes it; the roll is stored exactly as given, the votes with the voters that
    /// follow from it. A new meeting gets its number and the time of recording; neither changes afterwards (an imported
    /// one keeps the source it comes with). What an import asked about the meeting is settled in the same step where
    /// the record as saved answers it.
    ///
    /// # Errors
    ///
    /// Refuses an activity without a kind, a member twice on the roll or taken off 应到 without a reason, and a meeting
    /// that is no longer there.
    pub fn save_meeting(&mut self, meeting: &Meeting) -> Result<(ActivityId, Changed)> {
        let answered =
            if meeting.activity.id.0 == 0 { Vec::new() } else { self.answered(meeting.activity.id, meeting)? };
        self.put_meeting(meeting, answered)
    }

    /// Adds a meeting or changes it, and settles the issues that are `answered` by it, in one step.
    pub(super) fn put_meeting(&mut self, meeting: &Meeting, answered: Vec<IssueId>) -> Result<(ActivityId, Changed)> {
        let meeting = checked(meeting)?;
        let (kind, title) = self.names(&meeting.activity);
        let new = meeting.activity.id.0 == 0;
        let op = if new { Op::AddActivity { kind, title } } else { Op::EditActivity { kind, title } };
        let led = if new { self.to_be_led(&meeting.activity)? } else { None };
        self.act(&op, |tx| {
            let id = put(tx, &meeting)?;
            answered.iter().try_for_each(|issue| store::issue::settle(tx, *issue))?;
            if let Some(old) = led {
                store::activity::lead(tx, id, old)?;
            }
            Ok(id)
        })
    }

    /// Saves one activity for each person who was there, alike in everything else: talks with many, each on a sheet of
    /// its own; the held row of an activities file that they all come from is settled in the same step. An activity
    /// that was saved as a whole keeps the first of the people. Answers how many there are then.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::save_meeting`] refuses, and where nobody is on the roll as having been there, or nobody but
    /// the one that a saved activity is of.
    pub fn save_each(&mut self, meeting: &Meeting, held: Option<IssueId>) -> Result<(usize, Changed)> {
        let meeting = checked(meeting)?;
        let there = |a: &&Attendance| a.roll == Roll::Present;
        let saved = meeting.activity.id;
        let mut each: Vec<Meeting> = meeting
            .attendance
            .iter()
            .filter(there)
            .map(|a| Meeting { attendance: vec![a.clone()], ..meeting.clone() })
            .collect();
        for further in each.iter_mut().skip(1) {
            (further.activity.id, further.activity.from_row) = (ActivityId(0), None);
        }
        if saved.0 != 0 && each.len() == 1 {
            return Err(Error::refused("只有一个人到会,已经是一人一份。"));
        }
        if each.is_empty() {
            return Err(Error::refused("名单里还没有人,先点名(Ctrl+T)。"));
        }
        if let Some(row) = held {
            self.issue(row)?;
        }
        let (kind, title) = self.names(&meeting.activity);
        let count = each.len() - usize::from(saved.0 != 0);
        let op = Op::AddActivities { kind, title, count };
        self.act(&op, |tx| {
            each.iter().try_for_each(|one| put(tx, one).map(|_| ()))?;
            held.map_or(Ok(()), |row| store::issue::settle(tx, row))?;
            Ok(each.len())
        })
    }

    /// Removes an activity with its roll and votes.
    pub fn delete_activity(&mut self, id: ActivityId) -> Result<Changed> {
        let activity = store::activity::get(self.store.conn(), id)?.ok_or_else(gone)?;
        let (kind, title) = self.names(&activity);
        Ok(self.act(&Op::DeleteActivity { kind, title }, |tx| store::activity::delete(tx, id))?.1)
    }

    /// The name of an activity's kind and its title, for the journal; an activity without a title is called by its day.
    fn names(&self, activity: &Activity) -> (String, String) {
        let kind = self.catalog.kind(&activity.kind).map_or(&activity.kind, |k| &k.name);
        let title = activity.title.trim();
        let title = if title.is_empty() { activity.on.to_string() } else { title.to_owned() };
        (kind.clone(), title)
    }
}

/// The meeting as it may be saved: its votes with the voters of its roll, minutes that are minutes.
pub(super) fn checked(meeting: &Meeting) -> Result<Meeting> {
    let mut meeting = meeting.clone();
    meeting.freeze_voters();
    meeting.activity.minutes = meeting.activity.written().to_owned();
    if meeting.activity.kind.is_empty() {
        return Err(Error::refused("请选择活动类别。"));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = meeting.attendance.iter().find(|a| a.member.is_some_and(|m| !seen.insert(m))) {
        return Err(Error::refused(format!("{}在签到名单里出现了两次,请去掉一个。", twice.name)));
    }
    let unexplained = |a: &&Attendance| a.roll == Roll::NotDue && a.due_note.trim().is_empty();
    if let Some(off) = meeting.attendance.iter().find(unexplained) {
        return Err(Error::refused(format!("{}不计应到,要写明原因。", off.name)));
    }
    Ok(meeting)
}

/// Adds an activity (`id` 0) or changes it, with its roll and votes.
pub(super) fn put(tx: &store::Tx<'_>, meeting: &Meeting) -> Result<ActivityId> {
    let mut activity = meeting.activity.clone();
    if activity.id.0 == 0 {
        activity.id = ActivityId(tx.new_id());
        activity.no = store::activity::next_no(tx, activity.org, activity.on.year())?;
        activity.recorded_at = tx.now();
        store::activity::insert(tx, &activity)?;
    } else {
        let stored = store::activity::get(tx, activity.id)?.ok_or_else(gone)?;
        activity.no = stored.no;
        activity.recorded_at = stored.recorded_at;
        store::activity::update(tx, &activity)?;
    }
    store::attendance::replace(tx, &activity, &meeting.attendance)?;
    store::attendance::replace_votes(tx, &activity, &meeting.votes)?;
    Ok(activity.id)
}

fn gone() -> Error {
    Error::refused("这条记录已不存在(可能已被删除或撤销),没有保存;录入的内容还在这张表上。")
}
