//! The calendar and the score of the organisation at hand.
//! Not here: the rules (`model::duty`, `model::score`), the sheets (`sheet`), what a person decides (`decide`).

use super::{Book, Error, Result};
use crate::{
    model::{
        checklist::Checklist,
        date::{Date, Period},
        duty::{self, Entry},
        facts::Facts,
        id::{MemberId, OrgId, SheetId},
        score::{self, Score},
        sheet::{Entered, Which},
    },
    store::{self, Version},
};
use chrono::Datelike;
use std::rc::Rc;

/// The facts read last, and what they were read for.
pub(super) type ReadFacts = Option<((OrgId, i32, Date, Version), Rc<Facts>)>;

impl Book {
    /// Every duty in every period of a year, as of today.
    pub fn calendar(&self, year: i32) -> Result<Vec<Entry>> {
        let facts = self.facts(year, self.today())?;
        Ok(duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, self.today()))
    }

    /// The sheet of the year of `on`. `checklist`: an id, or `None` for the one that this kind of organisation has.
    ///
    /// On a day to come: what would be found then if nothing more were done (see [`Book::score_if`]). The last day of a
    /// year that is over stands for the whole year, its last periods included.
    ///
    /// # Errors
    /// Refused for a day of a year that has not begun.
    pub fn score(&self, checklist: Option<&str>, on: Date) -> Result<Score> {
        self.in_a_known_year(on)?;
        let id = checklist.map_or_else(|| self.checklist_in_force(), |id| Ok(id.to_owned()))?;
        Ok(self.sheet_in_hand(&Which::running(&id, on.year()), Some(on))?.score)
    }

    /// What a checklist comes to on a day with what people put on it.
    pub(super) fn scored(&self, list: &Checklist, entered: &Entered, on: Date) -> Result<Score> {
        if list.taken_over().next().is_none() {
            return self.scored_alone(list, entered, on);
        }
        self.scored_alone(list, &self.with_others(list, entered, on, &mut Vec::new())?, on)
    }

    /// What people put on a sheet, with what the year's own sheets of the checklists that it takes over come to.
    /// `above`: those that take this one over, so that two that name each other come to an end.
    pub(super) fn with_others(
        &self,
        list: &Checklist,
        entered: &Entered,
        on: Date,
        above: &mut Vec<String>,
    ) -> Result<Entered> {
        let mut entered = entered.clone();
        above.push(list.id.clone());
        for id in list.taken_over().filter(|id| !above.iter().any(|a| a == id)).collect::<Vec<_>>() {
            let other = self.opened(&Which::running(id, on.year()))?;
            let own = match other.sheet.id {
                SheetId(0) => Entered::default(),
                saved => store::mark::entered(self.store.conn(), saved)?,
            };
            let own = self.with_others(&other.list, &own, on, above)?;
            entered.results.extend(self.scored_alone(&other.list, &own, on)?.result());
        }
        above.pop();
        Ok(entered)
    }

    fn scored_alone(&self, list: &Checklist, entered: &Entered, on: Date) -> Result<Score> {
        let over = on == Period::year(on.year()).last() && on < self.today();
        let as_of = if over { self.today() } else { on.min(self.today()) };
        let facts = self.facts(on.year(), as_of)?;
        if on > self.today() {
            return Ok(self.foreseen(list, entered, &facts, on));
        }
        let calendar = duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, as_of);
        // The day after a year that is over: its last periods are closed.
        let day = if over { on.succ_opt().unwrap_or(on) } else { on };
        Ok(Score { on, ..score::evaluate(list, entered, &facts, &calendar, day) })
    }

    /// Refuses a day of which nothing can be said: its year has not begun.
    pub(super) fn in_a_known_year(&self, on: Date) -> Result<()> {
        let year = on.year();
        if year > self.today().year() {
            return Err(Error::refused(format!("{on} 不在今年:{year} 年还没有开始,没有可算的记录。")));
        }
        Ok(())
    }

    /// Members now whom no 谈心谈话 of the year has reached, by sign-in number.
    pub fn untalked(&self, year: i32) -> Result<Vec<(MemberId, String)>> {
        Ok(self.facts(year, self.today())?.untalked.clone())
    }

    /// What the records say of a year, with the roster as of a day. Read once for all that ask before the file changes.
    pub(super) fn facts(&self, year: i32, on: Date) -> Result<Rc<Facts>> {
        let org = self.here()?.id;
        let asked = (org, year, on, self.store.version()?);
        if let Some((known, facts)) = &*self.facts.borrow()
            && *known == asked
        {
            return Ok(Rc::clone(facts));
        }
        let mut read = store::facts::facts(self.store.conn(), year, on, Some(org), |id| self.catalog.ledger(id))?;
        let mut facts = read.remove(&org).ok_or_else(|| Error::refused("党组织已不存在。"))?;
        if year < self.today().year() {
            store::facts::groups_as_recorded(&mut facts);
        }
        let facts = Rc::new(facts);
        *self.facts.borrow_mut() = Some((asked, Rc::clone(&facts)));
        Ok(facts)
    }

    /// Today, or the last day of an earlier year: the day that a year's sheet is judged by.
    pub(super) fn last_day_of(&self, year: i32) -> Date {
        within(self.today(), year)
    }
}

/// The day, or the nearest one of the year.
pub(super) fn within(day: Date, year: i32) -> Date {
    day.min(Period::year(year).last()).max(Period::year(year).first())
}
