//! Several on one day: records of their own that were held on one occasion, a 党课 and a 党员大会 on a theme day.
//! Not here: saving them (`activity`).

use super::{ActivityRow, Book, Error, Result};
use crate::{
    model::{
        activity::{Activity, Attendance, Meeting, Roll, Who},
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
    /// are the marks of those who are due here and were marked there, or else at another record of the occasion. Nobody
    /// else is marked; topics and content are never taken over. Not saved, `id` 0.
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
        let mut meeting = self.new_meeting(kind, if by_group { &a.group } else { "" }, a.held_on)?;
        meeting.activity.held_with = Some(root(&a));
        (meeting.activity.starts, meeting.activity.place) = (a.starts, a.place);
        (meeting.activity.chair, meeting.activity.recorder) = (a.chair, a.recorder);
        for person in &mut meeting.attendance {
            let marked = |other: &&Attendance| {
                other.member == person.member && matches!(other.roll, Roll::Present | Roll::Excused | Roll::Absent)
            };
            if let Some(other) = marks.iter().find(marked) {
                (person.roll, person.reason) = (other.roll, other.reason.clone());
            }
        }
        Ok(meeting)
    }

    /// How a record is called among others: `党课《…》`.
    pub fn called(&self, row: &ActivityRow) -> String {
        let kind = self.catalog().kind(&row.kind).map_or(&row.kind, |k| &k.name);
        format!("{kind}《{}》", row.title)
    }

    /// The record that a new one is to lead: other meetings are held in the course of a theme day, whichever of them was
    /// written down first.
    pub(super) fn to_be_led(&self, new: &Activity) -> Result<Option<ActivityId>> {
        let theme_day = |kind: &str| self.catalog().kind(kind).is_some_and(|k| k.theme_day);
        let Some(root) = new.held_with.filter(|_| theme_day(&new.kind)) else { return Ok(None) };
        let old = store::activity::get(self.store.conn(), root)?;
        Ok(old.filter(|old| !theme_day(&old.kind)).map(|old| old.id))
    }
}

/// The record in whose course all of one occasion were held.
fn root(activity: &Activity) -> ActivityId {
    activity.held_with.unwrap_or(activity.id)
}
