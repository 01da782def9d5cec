//! The form's draft: raw texts, roll and votes, so that nothing half-typed is lost.
//! Not here: when drafts are written (`app`), the form itself (`meeting_form`).

use super::{MeetingForm, NEW, held};
use crate::{
    book::{self, Book, Draft},
    model::{activity::Attendance, date::Date, id::ActivityId, vote::Vote},
    text::date::parse_day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct Body {
    kind: String,
    values: BTreeMap<String, String>,
    roll: Vec<Attendance>,
    #[serde(default)]
    votes: Vec<Vote>,
    /// The record in whose course a new one was held.
    #[serde(default)]
    held_with: Option<ActivityId>,
}

impl MeetingForm {
    /// Goes on with a draft: of a saved activity, or of one that was never saved or is gone.
    pub fn resume(book: &Book, draft: Draft) -> book::Result<(Self, Option<String>)> {
        let saved = draft.key.strip_prefix("activity:").and_then(|id| id.parse().ok()).map(ActivityId);
        if let Some(id) = saved
            && book.meeting(id)?.is_some()
        {
            return Self::open(book, id);
        }
        if let Some(issue) = held::of_draft(book, &draft.key)
            && let Some(kind) = held::kind(book, &issue)
        {
            return Self::of_held_row(book, issue, &kind);
        }
        let named = draft.key.strip_prefix(NEW).and_then(|rest| rest.split(':').next());
        let kind = named.or_else(|| draft.body.get("kind").and_then(|k| k.as_str())).unwrap_or_default();
        let mut meeting = book.new_meeting(kind, "", book.today())?;
        let with = draft.body.get("held_with").and_then(|id| serde_json::from_value(id.clone()).ok()).flatten();
        if let Some(with) = with
            && book.meeting(with)?.is_some()
        {
            meeting.activity.held_with = Some(with);
        }
        let mut form = Self::with(book, meeting, draft.key.clone())?;
        let note = form.take_back(book, draft.body);
        Ok((form, note))
    }

    /// The kind and the day of a record that is only planned as yet; `None` for a draft of anything else.
    pub fn plan_of(draft: &Draft, today: Date) -> Option<(String, Date)> {
        let body = draft.key.starts_with(NEW).then(|| Body::deserialize(&draft.body).ok()).flatten()?;
        let day = body.values.get("day")?.parse().ok().filter(|day| *day > today)?;
        Some((body.kind, day))
    }

    /// Puts a draft's texts, roll and votes back.
    pub(super) fn take_back(&mut self, book: &Book, body: serde_json::Value) -> Option<String> {
        let body: Body = serde_json::from_value(body).ok()?;
        self.form.restore(&body.values);
        (self.roll, self.votes) = (body.roll, body.votes);
        self.headed = self.agenda_headed();
        self.show_lists(book);
        Some("已接上没保存的草稿;不要了按 F10 找“放弃修改”".to_owned())
    }

    pub(super) fn as_draft(&self) -> Draft {
        let mut values = self.form.values();
        // 昨天 must still mean the same day when the draft is opened next week.
        if let Some(day) = parse_day(self.form.get("day"), self.today) {
            values.insert("day".into(), day.to_string());
        }
        let kind = self.kind.id.clone();
        let held_with = self.meeting.activity.held_with;
        let body = Body { kind, values, roll: self.roll.clone(), votes: self.votes.clone(), held_with };
        Draft {
            key: self.key.clone(),
            org: self.meeting.activity.org,
            label: format!("{}《{}》", self.kind.name, self.form.get("title")),
            saved_at: self.today.into(),
            body: serde_json::to_value(body).unwrap_or_default(),
        }
    }
}
