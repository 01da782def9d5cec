//! Several on one day: records of their own that were held on one occasion, a 党课 and a 党员大会 on a theme day.
//! Made so at birth, or linked and parted afterwards. Not here: saving them (`activity`).

use super::{ActivityRow, Book, Error, Result};
use crate::{
    model::{
        activity::{Activity, Attendance, Meeting, Roll, Who},
        change::{Changed, Op},
        id::ActivityId,
    },
    store,
};

impl Book {
    /// What was held on one occasion with an activity, saved or not, by day and hour.
    pub fn linked(&self, activity: &Activity) -> Result<Vec<ActivityRow>> {
        store::activity::occasion(self.store.conn(), root(activity), activity.id)
    }

    /// A new activity of a kind on the occasion of a saved one: day, hour, place, chair and recorder are the same, and so
    /// are the marks of those who are due here and were marked there, or else at another record of the occasion, and whoever
    /// was taken off 应到 with a reason is off it here too. Nobody else is marked; topics and content are never taken over. Not saved, `id` 0.
    ///
    /// # Errors
    /// Refuses where the other is no longer there.
    pub fn new_with(&self, with: ActivityId, kind: &str) -> Result<Meeting> {
        let Meeting { activity: a, attendance: mut marks, .. } =
            self.meeting(with)?.ok_or_else(|| Error::gone("要同日另记的那条记录"))?;
        for other in self.linked(&a)? {
            marks.extend(store::attendance::list(self.store.conn(), other.id)?);
        }
        let by_group = self.catalog().kind(kind).is_some_and(|k| k.who == Who::Group);
        let mut meeting = self.new_meeting(kind, if by_group { &a.group } else { "" }, a.on)?;
        meeting.activity.held_with = Some(root(&a));
        (meeting.activity.starts, meeting.activity.place) = (a.starts, a.place);
        (meeting.activity.chair, meeting.activity.recorder) = (a.chair, a.recorder);
        for person in &mut meeting.attendance {
            let marked = |other: &&Attendance| {
                let said = matches!(other.roll, Roll::Present | Roll::Excused | Roll::Absent | Roll::NotDue);
                other.member == person.member && said
            };
            if let Some(other) = marks.iter().find(marked) {
                (person.roll, person.reason) = (other.roll, other.reason.clone());
                // Whoever was put on there by hand is due here by membership.
                if other.roll == Roll::NotDue {
                    person.due_note.clone_from(&other.due_note);
                }
            }
        }
        Ok(meeting)
    }

    /// The other records of an activity's day that are not of its occasion, by hour.
    pub fn apart(&self, activity: &Activity) -> Result<Vec<ActivityRow>> {
        let mut day = store::activity::list_of_day(self.store.conn(), activity.org, activity.on)?;
        day.retain(|row| row.id != activity.id && row.held_with.unwrap_or(row.id) != root(activity));
        Ok(day)
    }

    /// Makes two saved records of one day one occasion, with whatever either was already held with; a theme day leads,
    /// else what leads the first.
    ///
    /// # Errors
    ///
    /// Refuses records of two days, two theme days, and a record that is no longer there.
    pub fn link(&mut self, id: ActivityId, other: ActivityId) -> Result<Changed> {
        let (a, b) = (self.saved(id)?, self.saved(other)?);
        if a.on != b.on || a.org != b.org {
            return Err(Error::refused(format!("《{}》是 {},不是同一天,没有连上。", b.title, b.on)));
        }
        let mut leads = Vec::new();
        for activity in [&a, &b] {
            let mut all = self.linked(activity)?.into_iter().map(|row| (row.id, row.kind)).collect::<Vec<_>>();
            all.push((activity.id, activity.kind.clone()));
            leads.extend(all.into_iter().find(|(_, kind)| self.is_theme_day(kind)).map(|(id, _)| id));
        }
        let (first, second) = (root(&a), root(&b));
        let lead = match leads[..] {
            [] => first,
            [one] => one,
            [one, two, ..] if one == two => one,
            _ => return Err(Error::refused("两次主题党日各记各的,不能连在一起。")),
        };
        let op = Op::Link { title: a.title, other: format!("《{}》", b.title) };
        let (_, changed) = self.act(&op, |tx| {
            store::activity::lead(tx, lead, first)?;
            store::activity::lead(tx, lead, second)
        })?;
        Ok(changed)
    }

    /// Takes a record out of its occasion; the others stay together.
    ///
    /// # Errors
    ///
    /// Refuses the record that the others were held with (each of them can leave it), and one that is no longer there.
    pub fn part(&mut self, id: ActivityId) -> Result<Changed> {
        let a = self.saved(id)?;
        if a.held_with.is_none() {
            return Err(Error::refused(format!("《{}》没有记在别的记录名下。", a.title)));
        }
        let others = self.linked(&a)?.iter().map(|row| format!("《{}》", row.title)).collect();
        let op = Op::Unlink { title: a.title, others };
        Ok(self.act(&op, |tx| store::activity::part(tx, id))?.1)
    }

    fn saved(&self, id: ActivityId) -> Result<Activity> {
        store::activity::get(self.store.conn(), id)?.ok_or_else(|| Error::gone("这条记录"))
    }

    fn is_theme_day(&self, kind: &str) -> bool {
        self.catalog().kind(kind).is_some_and(|k| k.theme_day)
    }

    /// What a record is called among others: `党课《…》`.
    pub fn called(&self, row: &ActivityRow) -> String {
        let kind = self.catalog().kind(&row.kind).map_or(&row.kind, |k| &k.name);
        format!("{kind}《{}》", row.title)
    }

    /// The record that a new one is to lead: other meetings are held in the course of a theme day, whichever of them was
    /// written down first.
    pub(super) fn to_be_led(&self, new: &Activity) -> Result<Option<ActivityId>> {
        let Some(root) = new.held_with.filter(|_| self.is_theme_day(&new.kind)) else { return Ok(None) };
        let old = store::activity::get(self.store.conn(), root)?;
        Ok(old.filter(|old| !self.is_theme_day(&old.kind)).map(|old| old.id))
    }
}

/// The record in whose course all of one occasion were held.
fn root(activity: &Activity) -> ActivityId {
    activity.held_with.unwrap_or(activity.id)
}
