//! What stands behind a gap: the record of the period if there is one, else where to start it.
//! Not here: which periods lack something (`model::duty`), opening the form (`tui`).

use super::{Book, Result};
use crate::model::{
    date::{Date, Period, Span},
    id::ActivityId,
};
use chrono::Datelike;

/// How a gap is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The last record of the period, late perhaps.
    Recorded(ActivityId),
    /// The last record of the period, which says nothing of who was there.
    Untold(ActivityId),
    /// Nothing yet: the kind and the 党小组 of what lacks, and a day in its period.
    Start { kind: String, group: String, day: Date },
    /// Members who have not paid for that month.
    Dues(Period),
}

impl Book {
    /// How the gap of a duty in a period is closed; `None` for a duty that no activity fulfils. The day to start with:
    /// where today lies in the period, today or the branch's usual day of the kind ([`Book::usual_day`]); else the last
    /// of the period.
    pub fn missing(&self, duty: &str, group: Option<&str>, period: Option<Period>) -> Result<Option<Missing>> {
        let Some(duty) = self.catalog.duty(duty) else { return Ok(None) };
        if duty.dues {
            return Ok(period.map(|p| Missing::Dues(Period::month(p.year, p.last_month()))));
        }
        if let Some(period) = period {
            let year = self.calendar(period.last().year())?;
            let mut entries = year.iter().filter(|e| e.duty == duty.id && e.group.as_deref() == group);
            let entry = entries.find(|e| e.period == period);
            if let Some((entry, id)) = entry.and_then(|e| Some((e, *e.records.last()?))) {
                if entry.untold {
                    return Ok(Some(Missing::Untold(id)));
                }
                // What lacks is another one, where one is not enough.
                if entry.records.len() >= duty.count as usize {
                    return Ok(Some(Missing::Recorded(id)));
                }
            }
        }
        self.another(&duty.id, group, period)
    }

    /// Where one more record for a duty is started, whatever there is of that period; `None` for a duty that no activity
    /// fulfils. For the day see [`Book::missing`].
    pub fn another(&self, duty: &str, group: Option<&str>, period: Option<Period>) -> Result<Option<Missing>> {
        let kind = self.catalog.duty(duty).and_then(|d| d.activities.first().cloned());
        let Some(kind) = kind else { return Ok(None) };
        let today = self.today();
        let day = match period {
            Some(p) if !p.contains(today) => p.last().min(today),
            _ => self.usual_day(&kind)?,
        };
        let group = group.unwrap_or_default().to_owned();
        Ok(Some(Missing::Start { kind, group, day }))
    }

    /// The day that a new record of a kind begins with: today; of a theme day the one of this month that the branch keeps,
    /// past or still to come, as long as none is on record in this month.
    pub fn usual_day(&self, kind: &str) -> Result<Date> {
        let theme_day = |kind: &str| self.catalog.kind(kind).is_some_and(|k| k.theme_day);
        let today = self.today();
        if !theme_day(kind) {
            return Ok(today);
        }
        let month = Period::of(Span::Month, today);
        let held = self.activities(today.year())?.iter().any(|a| month.contains(a.on) && theme_day(&a.kind));
        let usual = today.with_day(self.here()?.theme_day.into());
        Ok(usual.filter(|_| !held).unwrap_or(today))
    }
}
