//! What stands behind a gap: the record of the period if there is one, else where to start it.
//! Not here: which periods lack something (`model::duty`), opening the form (`tui`).

use super::{Book, Result};
use crate::model::{
    date::{Date, Period},
    id::ActivityId,
};
use chrono::Datelike;

/// How a gap is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The last record of that period, late perhaps.
    Recorded(ActivityId),
    /// Nothing yet: the kind and the 党小组 of what lacks, and a day in its period.
    Start { kind: String, group: String, day: Date },
}

impl Book {
    /// `None` for a duty that no activity fulfils. The day: today where that lies in the period, else its last.
    pub fn missing(&self, duty: &str, group: Option<&str>, period: Option<Period>) -> Result<Option<Missing>> {
        if let Some(period) = period {
            let year = self.calendar(period.last().year())?;
            let mut entries = year.iter().filter(|e| e.duty == duty && e.group.as_deref() == group);
            let entry = entries.find(|e| e.period == period);
            if let Some(id) = entry.and_then(|e| e.records.last()) {
                return Ok(Some(Missing::Recorded(*id)));
            }
        }
        let kind = self.catalog.duties.iter().find(|d| d.id == duty).and_then(|d| d.activities.first());
        let today = self.today();
        let day = match period {
            Some(p) if !p.contains(today) => p.last().min(today),
            _ => today,
        };
        let group = group.unwrap_or_default().to_owned();
        Ok(kind.map(|kind| Missing::Start { kind: kind.clone(), group, day }))
    }
}
