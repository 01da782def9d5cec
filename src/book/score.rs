//! The calendar and the score of the organisation at hand.
//! Not here: the rules (`model::duty`, `model::score`), the sheets (`sheet`), what a person decides (`decide`).

use super::{Book, Error, Result};
use crate::{
    model::{
        change::Changed,
        checklist::Checklist,
        date::{Date, Period},
        duty::{self, Entry},
        facts::Facts,
        id::{ActivityId, MemberId, OrgId, SheetId},
        score::{self, Score},
        sheet::{Entered, Sheet, Which},
    },
    store::{self, Version, facts::People},
};
use chrono::Datelike;
use std::{collections::BTreeMap, rc::Rc};

/// What was read for facts, good for one state of the file. An act of ours drops what it made wrong and leaves the rest,
/// so that other branches are not read again.
#[derive(Debug, Default)]
pub(super) struct ReadFacts {
    of: Option<Version>,
    /// The facts, by organisation, year and day.
    facts: BTreeMap<(OrgId, i32, Date), Rc<Facts>>,
    /// The members of one organisation, or of all.
    people: BTreeMap<Option<OrgId>, Rc<People>>,
}

impl ReadFacts {
    /// Drops what an act of ours made wrong; what is left is of the state after it.
    pub fn after(&mut self, changed: &Changed, version: Version) {
        if self.of.is_none_or(|of| of.0 != version.0) || !changed.orgs.is_empty() {
            self.at(version).clear();
            return;
        }
        self.of = Some(version);
        // A year's facts rest on the records of that year alone, but for what is said of members and ledgers.
        let other_year = |year: i32, facts: &Facts| {
            let holds = |id: &ActivityId| facts.activities.iter().any(|a| a.id == *id);
            changed.only_activities() && !changed.years.contains(&year) && !changed.activities.iter().any(holds)
        };
        self.facts.retain(|(org, year, _), facts| !changed.books.contains(org) || other_year(*year, facts));
        if !changed.members.is_empty() {
            self.people.retain(|of, _| of.is_some_and(|org| !changed.books.contains(&org)));
        }
    }

    /// Drops what is not of this state of the file: somebody else may have written anything.
    fn at(&mut self, version: Version) -> &mut Self {
        if self.of != Some(version) {
            self.clear();
            self.of = Some(version);
        }
        self
    }

    fn clear(&mut self) {
        self.facts.clear();
        self.people.clear();
    }
}

impl Book {
    /// Every duty in every period of a year, as of today.
    pub fn calendar(&self, year: i32) -> Result<Vec<Entry>> {
        let facts = self.facts(year, self.today())?;
        Ok(duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, self.today()))
    }

    /// The score of the year's own sheet, in the year of `on`. `checklist`: an id, or `None` for the one that this kind
    /// of organisation has.
    ///
    /// On a day to come: what would be found then if nothing more were done (see [`Book::score_if`]). The last day of a
    /// year that is over stands for the whole year, its last periods included.
    ///
    /// # Errors
    ///
    /// Refused for a day of a year that has not begun.
    pub fn score(&self, checklist: Option<&str>, on: Date) -> Result<Score> {
        self.in_a_known_year(on)?;
        let id = checklist.map_or_else(|| self.checklist_in_force(), |id| Ok(id.to_owned()))?;
        Ok(self.sheet_in_hand(&Which::running(&id, on.year()), Some(on))?.score)
    }

    /// What a checklist comes to for an organisation on a day with what people put on it.
    pub(super) fn scored(&self, org: OrgId, list: &Checklist, entered: &Entered, on: Date) -> Result<Score> {
        if list.taken_over().next().is_none() {
            return self.scored_alone(org, list, entered, on);
        }
        self.scored_alone(org, list, &self.with_others(org, list, entered, on, &mut Vec::new())?, on)
    }

    /// What people put on a sheet, with what the year's own sheets of the checklists that it takes over come to.
    /// `above`: those that take this one over, so that two that name each other come to an end.
    pub(super) fn with_others(
        &self,
        org: OrgId,
        list: &Checklist,
        entered: &Entered,
        on: Date,
        above: &mut Vec<String>,
    ) -> Result<Entered> {
        let mut entered = entered.clone();
        above.push(list.id.clone());
        for id in list.taken_over().filter(|id| !above.iter().any(|a| a == id)).collect::<Vec<_>>() {
            let other = self.opened_of(org, &Which::running(id, on.year()))?;
            let own = self.with_others(org, &other.list, &self.entered_on(&other.sheet)?, on, above)?;
            entered.results.extend(self.scored_alone(org, &other.list, &own, on)?.result());
        }
        above.pop();
        Ok(entered)
    }

    /// What people put on a sheet; nothing on the year's own while nobody has.
    pub(super) fn entered_on(&self, sheet: &Sheet) -> Result<Entered> {
        match sheet.id {
            SheetId(0) => Ok(Entered::default()),
            saved => store::mark::entered(self.store.conn(), saved),
        }
    }

    /// The day whose roster a score of `on` looks at.
    pub(super) fn as_of(&self, on: Date) -> Date {
        if self.is_over(on) { self.today() } else { on.min(self.today()) }
    }

    /// Whether a day is the last of a year that is over, which stands for the whole year.
    fn is_over(&self, on: Date) -> bool {
        on == Period::year(on.year()).last() && on < self.today()
    }

    fn scored_alone(&self, org: OrgId, list: &Checklist, entered: &Entered, on: Date) -> Result<Score> {
        let (over, as_of) = (self.is_over(on), self.as_of(on));
        let facts = self.facts_of(org, on.year(), as_of)?;
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

    /// What the records say of a year, with the roster as of a day.
    pub(super) fn facts(&self, year: i32, on: Date) -> Result<Rc<Facts>> {
        self.facts_of(self.here()?.id, year, on)
    }

    /// What the records of any organisation say of a year. Read once for all that ask before the file changes.
    fn facts_of(&self, org: OrgId, year: i32, on: Date) -> Result<Rc<Facts>> {
        let version = self.store.version()?;
        if let Some(known) = self.facts.borrow_mut().at(version).facts.get(&(org, year, on)) {
            return Ok(Rc::clone(known));
        }
        self.read_facts(year, on, Some(org))?;
        let read = self.facts.borrow();
        let facts = read.facts.get(&(org, year, on));
        facts.map(Rc::clone).ok_or_else(|| Error::refused("党组织已不存在。"))
    }

    /// Reads the facts of all organisations, in as many statements as those of one take.
    pub(super) fn read_facts_of_all(&self, year: i32, on: Date) -> Result<()> {
        let version = self.store.version()?;
        let known = {
            let mut read = self.facts.borrow_mut();
            let read = read.at(version);
            self.orgs().iter().all(|o| read.facts.contains_key(&(o.id, year, on)))
        };
        if known { Ok(()) } else { self.read_facts(year, on, None) }
    }

    fn read_facts(&self, year: i32, on: Date, only: Option<OrgId>) -> Result<()> {
        let _one_state = self.store.one_state()?;
        let people = self.people(only)?;
        let mut read = store::facts::facts(self.store.conn(), year, on, &people, |id| self.catalog.ledger(id))?;
        if year < self.today().year() {
            read.values_mut().for_each(|facts| store::facts::groups_as_recorded(facts, on));
        }
        let read = read.into_iter().map(|(org, facts)| ((org, year, on), Rc::new(facts)));
        self.facts.borrow_mut().facts.extend(read);
        Ok(())
    }

    /// The members of one organisation, or of all. Read once for all that ask before a member changes.
    pub(super) fn people(&self, only: Option<OrgId>) -> Result<Rc<People>> {
        let version = self.store.version()?;
        if let Some(known) = self.facts.borrow_mut().at(version).people.get(&only) {
            return Ok(Rc::clone(known));
        }
        let people = Rc::new(store::facts::people(self.store.conn(), only)?);
        self.facts.borrow_mut().people.insert(only, Rc::clone(&people));
        Ok(people)
    }

    /// Today, or the last day of an earlier year: the day that a year's sheet is judged by.
    pub(super) fn last_day_of(&self, year: i32) -> Date {
        within(self.today(), year)
    }
}

/// The day itself, or the nearest one of the year.
pub(super) fn within(day: Date, year: i32) -> Date {
    day.min(Period::year(year).last()).max(Period::year(year).first())
}
