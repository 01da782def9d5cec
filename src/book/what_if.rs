//! Looking ahead: the day of the next inspection, what the sheet would say then if some things were done, and what each
//! of them would win. Not here: the score as it is (`score`).

use super::{Book, Result};
use crate::{
    model::{
        checklist::Checklist,
        date::{Date, Period},
        duty::{self, Entry},
        facts::Facts,
        score::{self, Forecast, Ground, Score, Supposed, Todo, Won},
        sheet::{Entered, Which},
    },
    store,
};
use chrono::Datelike;
use std::{rc::Rc, sync::Arc};

/// The year's own sheet on a day to come, read once for all that is supposed of it.
struct Ahead {
    list: Arc<Checklist>,
    entered: Entered,
    facts: Rc<Facts>,
    /// Every duty in every period by these facts, if nothing more is done.
    calendar: Vec<Entry>,
    on: Date,
}

impl Book {
    /// The score of the year's own sheet on a day to come, if nothing but the supposed were done until then: what is
    /// still open now and whose time is over by that day is missed. On the last day of a year all its periods are over.
    ///
    /// # Errors
    ///
    /// Refused for a day of a year that has not begun.
    pub fn score_if(&self, on: Date, supposed: &Supposed) -> Result<Score> {
        Ok(self.suppose(&self.ahead(on)?, supposed))
    }

    /// What can be done about the gaps of today's `score`: each with what it wins by a day, and by the end of that
    /// day's year, if nothing else were done.
    pub fn todo(&self, score: &Score, by: Date) -> Result<Todo> {
        let year_end = Period::year(by.year()).last();
        let day = self.ahead(by)?;
        // Mostly the day is the last of the year: then everything is asked once.
        let year = if by == year_end { None } else { Some(self.ahead(year_end)?) };
        let (by_day, by_year) = (self.forecast(&day), year.as_ref().map(|year| self.forecast(year)));
        let todo = Todo::of(score, by, |gap| {
            let won = by_day.won(gap);
            Won { by_day: won, by_year: by_year.as_ref().map_or(won, |f| f.won(gap)) }
        });
        Ok(Todo { idle: by_day.idle(), ..todo })
    }

    fn forecast<'a>(&'a self, ahead: &'a Ahead) -> Forecast<'a> {
        let ground = Ground {
            list: &ahead.list,
            entered: &ahead.entered,
            facts: &ahead.facts,
            duties: &self.catalog.duties,
            kinds: &self.catalog.kinds,
            today: self.today(),
            on: as_of(ahead.on),
        };
        Forecast::new(ground, &ahead.calendar)
    }

    fn ahead(&self, on: Date) -> Result<Ahead> {
        self.in_a_known_year(on)?;
        let opened = self.opened(&Which::running(&self.checklist_in_force()?, on.year()))?;
        let own = self.entered_on(&opened.sheet)?;
        let entered = self.with_others(opened.sheet.org, &opened.list, &own, on, &mut Vec::new())?;
        let facts = self.facts(on.year(), on.min(self.today()))?;
        let calendar = duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, as_of(on));
        Ok(Ahead { list: opened.list, entered, facts, calendar, on })
    }

    fn suppose(&self, ahead: &Ahead, supposed: &Supposed) -> Score {
        let facts = supposed.facts(&ahead.facts, &self.catalog.duties, self.today());
        self.foreseen(&ahead.list, &supposed.entered(&ahead.entered, &ahead.list), &facts, ahead.on)
    }

    /// A checklist on a day to come with these facts and no others.
    pub(super) fn foreseen(&self, list: &Checklist, entered: &Entered, facts: &Facts, on: Date) -> Score {
        let calendar = duty::calendar(&self.catalog.duties, &self.catalog.kinds, facts, as_of(on));
        Score { on, ..score::evaluate(list, entered, facts, &calendar, as_of(on)) }
    }

    /// The day of the next inspection of the organisation at hand, where one is set and not past.
    pub fn inspection_day(&self) -> Result<Option<Date>> {
        let set = store::setting::inspection(self.store.conn(), self.here()?.id)?;
        Ok(set.filter(|day| *day >= self.today()))
    }

    /// Sets the day of the next inspection, or forgets it. No record: nothing follows from it but what is shown.
    ///
    /// # Errors
    ///
    /// Refused for a day of a year that has not begun: nothing can be foretold of its sheet.
    pub fn set_inspection_day(&mut self, day: Option<Date>) -> Result<()> {
        if let Some(day) = day {
            self.in_a_known_year(day)?;
        }
        let org = self.here()?.id;
        self.store.set_inspection(org, day)
    }
}

/// The day that a sheet looked forward to is judged on: on the last day of a year all its periods are over.
fn as_of(on: Date) -> Date {
    let year_end = on == Period::year(on.year()).last();
    if year_end { on.succ_opt().unwrap_or(on) } else { on }
}
