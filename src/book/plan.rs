//! Looking ahead: the day of the next inspection, and what the sheet would say then if some things were done.
//! Not here: the score as it is (`score`).

use super::{Book, Result};
use crate::{
    model::{
        date::{Date, Period},
        duty,
        score::{self, Plan, Score},
        sheet::Which,
    },
    store,
};
use chrono::Datelike;

impl Book {
    /// The year's own sheet on a day to come, if nothing but the plan were done until then: what is still open now and
    /// whose time is over by that day is missed. On the last day of a year all its periods are over.
    pub fn score_if(&self, on: Date, plan: &Plan) -> Result<Score> {
        let hand = self.sheet_in_hand(&Which::running(&self.checklist_in_force()?, on.year()), Some(on))?;
        let year_end = on == Period::year(on.year()).last();
        let as_of = if year_end { on.succ_opt().unwrap_or(on) } else { on };
        let facts = plan.facts(&*self.facts(on.year(), on.min(self.today()))?, &self.catalog.duties, self.today());
        let calendar = duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, as_of);
        let list = &hand.opened.list;
        let entered = self.with_others(list, &plan.entered(&hand.entered, list), on, &mut Vec::new())?;
        Ok(Score { on, ..score::evaluate(list, &entered, &facts, &calendar, as_of) })
    }

    /// The day of the next inspection of the organisation at hand, where one is set and not past.
    pub fn inspection_day(&self) -> Result<Option<Date>> {
        let set = store::setting::inspection(self.store.conn(), self.here()?.id)?;
        Ok(set.filter(|day| *day >= self.today()))
    }

    /// Sets that day, or forgets it. No record: nothing follows from it but what is shown.
    pub fn set_inspection_day(&mut self, day: Option<Date>) -> Result<()> {
        let org = self.here()?.id;
        self.store.set_inspection(org, day)
    }
}
