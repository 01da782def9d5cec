//! The one place that reads the computer's clock.
//! Not here: what a date means (`model::date`).

use crate::model::date::Date;
use chrono::{Local, NaiveDateTime, NaiveTime, Utc};

/// Where the date and time come from: the computer, or a fixed day (`--today`, tests).
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    fixed: Option<Date>,
}

impl Clock {
    /// The computer's own clock, local time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at noon of a day.
    pub fn fixed(day: Date) -> Self {
        Self { fixed: Some(day) }
    }

    pub fn today(self) -> Date {
        self.now().date()
    }

    /// The date and time now, local.
    pub fn now(self) -> NaiveDateTime {
        let noon = NaiveTime::MIN + chrono::Duration::hours(12);
        self.fixed.map_or_else(|| Local::now().naive_local(), |day| day.and_time(noon))
    }

    /// Milliseconds since 1970, as the clock reads now.
    pub fn wall_ms(self) -> i64 {
        match self.fixed.and_then(|_| self.now().and_local_timezone(Local).earliest()) {
            Some(noon) => noon.timestamp_millis(),
            None => Utc::now().timestamp_millis(),
        }
    }
}
