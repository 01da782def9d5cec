//! The calendar and the score of the organisation at hand, and what a person decides on its items.
//! Not here: the rules (`model::duty`, `model::score`), the sheets (`catalog`).

use super::{Book, Error, Result};
use crate::{
    model::{
        change::{Changed, Op},
        checklist::{Checklist, Item},
        date::{Date, Period},
        duty::{self, Entry},
        facts::Facts,
        id::{MarkId, MemberId, OrgId, SheetId},
        score::{self, Points, Score},
        sheet::{Decision, Entered, Mark, Sheet},
    },
    store::{self, Tx, Version},
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
    /// A day to come is the day of an inspection: what can still be done by then is not missed. The last day of a year
    /// that is over stands for the whole year, its last periods included.
    pub fn score(&self, checklist: Option<&str>, on: Date) -> Result<Score> {
        let org = self.here()?;
        let list = match checklist {
            Some(id) => self.sheet(id)?,
            None => self.sheet(&self.checklist_in_force()?)?,
        };
        self.score_of(org.id, list, on, &mut Vec::new())
    }

    /// `above`: the sheets that take this one over, so that two that name each other come to an end.
    fn score_of<'a>(&'a self, org: OrgId, list: &'a Checklist, on: Date, above: &mut Vec<&'a str>) -> Result<Score> {
        let over = on == Period::year(on.year()).last() && on < self.today();
        let as_of = if over { self.today() } else { on.min(self.today()) };
        let facts = self.facts(on.year(), as_of)?;
        let calendar = duty::calendar(&self.catalog.duties, &self.catalog.kinds, &facts, as_of);
        let (mut entered, left_out) = self.entered(org, list, on.year())?;
        above.push(&list.id);
        for other in list.taken_over().filter(|id| !above.contains(id)).collect::<Vec<_>>() {
            entered.results.extend(self.score_of(org, self.sheet(other)?, on, above)?.result());
        }
        above.pop();
        // The day after a year that is over: its last periods are closed.
        let day = if over { on.succ_opt().unwrap_or(on) } else { on };
        let mut score = Score { on, ..score::evaluate(list, &entered, &facts, &calendar, day) };
        score.warnings.extend(left_out);
        Ok(score)
    }

    /// What stands on the running sheet of a checklist as it is now, and in words what stands on sheets of other versions.
    fn entered(&self, org: OrgId, list: &Checklist, year: i32) -> Result<(Entered, Vec<String>)> {
        let (mut entered, mut left_out) = (Entered::default(), Vec::new());
        for sheet in store::sheet::running(self.store.conn(), org, &list.id, year)? {
            let own = store::mark::entered(self.store.conn(), sheet.id)?;
            if sheet.version == list.version {
                entered = own;
            } else if !own.marks.is_empty() {
                let (n, was, now) = (own.marks.len(), sheet.version, list.version);
                left_out.push(format!("{n}项评定是按第{was}版考核表作的,现在用的是第{now}版,这些评定没有算入(仍保留)"));
            }
        }
        Ok((entered, left_out))
    }

    /// The running sheet of a checklist and year.
    fn running(&self, checklist: &str, year: i32) -> Result<Option<Sheet>> {
        let version = self.sheet(checklist)?.version;
        let sheets = store::sheet::running(self.store.conn(), self.here()?.id, checklist, year)?;
        Ok(sheets.into_iter().find(|s| s.version == version))
    }

    /// As [`Book::running`], or one to be added by the act that writes on it.
    pub(super) fn running_or_new(&self, checklist: &str, year: i32) -> Result<RunningSheet> {
        let version = self.sheet(checklist)?.version;
        let new = || Ok(RunningSheet(Sheet::running(self.here()?.id, checklist, version, year)));
        self.running(checklist, year)?.map_or_else(new, |sheet| Ok(RunningSheet(sheet)))
    }

    /// `points: None` = not applicable. Refuses more than the maximum, less than 0, and a deduction (or *not applicable*)
    /// without a reason. What the records suggest now is kept with it.
    pub fn decide(
        &mut self,
        checklist: &str,
        year: i32,
        item: &str,
        points: Option<Points>,
        reason: &str,
    ) -> Result<Changed> {
        let list = self.sheet(checklist)?;
        let max = find(list, item)?.max_points();
        let reason = reason.trim();
        if let Some(p) = points {
            find(list, item)?.admits(p).map_err(Error::refused)?;
        }
        match points {
            Some(p) if p < max && reason.is_empty() => return Err(Error::refused("扣分请填写原因。")),
            None if reason.is_empty() => return Err(Error::refused("不适用请填写原因。")),
            _ => {}
        }
        let on = self.last_day_of(year);
        let score = self.score(Some(checklist), on)?;
        let items = score.sections.iter().flat_map(|s| &s.items);
        let suggested = items.clone().find(|i| i.no == item).and_then(|i| i.suggestion);
        let org = self.here()?.id;
        let sheet = self.running_or_new(checklist, year)?;
        let decision = Some(points.map_or(Decision::NotApplicable, Decision::Points));
        let op = Op::DecideItem { no: item.to_owned() };
        let (_, changed) = self.act(&op, |tx| {
            let id = sheet.stored(tx)?;
            let (item, reason, note) = (item.to_owned(), reason.to_owned(), String::new());
            store::mark::put(
                tx,
                &Mark { id: MarkId(tx.new_id()), org, sheet: id, item, decision, reason, suggested, note },
            )
        })?;
        Ok(changed)
    }

    /// Takes a decision back to *suggested* or *open*.
    pub fn clear_decision(&mut self, checklist: &str, year: i32, item: &str) -> Result<Changed> {
        let none = || Error::refused("这一项还没有评定,无需取消。");
        let sheet = self.running(checklist, year)?.ok_or_else(none)?.id;
        let op = Op::ClearDecision { no: item.to_owned() };
        let (was, changed) = self.act(&op, |tx| store::mark::delete(tx, sheet, item))?;
        if was { Ok(changed) } else { Err(none()) }
    }

    /// Members now whom no 谈心谈话 of the year has reached, by sign-in number.
    pub fn untalked(&self, year: i32) -> Result<Vec<(MemberId, String)>> {
        Ok(self.facts(year, self.today())?.untalked.clone())
    }

    /// What the records say of a year, with the roster as of a day. Read once for all that ask before the file changes.
    fn facts(&self, year: i32, on: Date) -> Result<Rc<Facts>> {
        let org = self.here()?.id;
        let asked = (org, year, on, self.store.version()?);
        if let Some((known, facts)) = &*self.facts.borrow()
            && *known == asked
        {
            return Ok(Rc::clone(facts));
        }
        let mut read = store::facts::facts(self.store.conn(), year, on, Some(org))?;
        let mut facts = read.remove(&org).ok_or_else(|| Error::refused("党组织已不存在。"))?;
        if year < self.today().year() {
            store::facts::groups_as_recorded(&mut facts);
        }
        let facts = Rc::new(facts);
        *self.facts.borrow_mut() = Some((asked, Rc::clone(&facts)));
        Ok(facts)
    }

    fn sheet(&self, id: &str) -> Result<&Checklist> {
        self.catalog.checklist(id).ok_or_else(|| Error::refused(format!("没有考核表“{id}”。")))
    }

    /// Today, or the last day of an earlier year: the day that a year's sheet is judged by.
    pub(super) fn last_day_of(&self, year: i32) -> Date {
        let last = Date::from_ymd_opt(year, 12, 31).unwrap_or(Date::MAX);
        last.min(self.today()).max(Date::from_ymd_opt(year, 1, 1).unwrap_or(Date::MIN))
    }
}

/// The running sheet of a checklist and year, stored or not (`id` 0).
pub(super) struct RunningSheet(Sheet);

impl RunningSheet {
    /// Its id; adds the sheet where it is not stored yet.
    pub fn stored(self, tx: &Tx<'_>) -> Result<SheetId> {
        if self.0.id.0 != 0 {
            return Ok(self.0.id);
        }
        let id = SheetId(tx.new_id());
        store::sheet::insert(tx, &Sheet { id, ..self.0 })?;
        Ok(id)
    }
}

fn find<'a>(list: &'a Checklist, no: &str) -> Result<&'a Item> {
    let item = list.items().map(|(_, item)| item).find(|item| item.no == no);
    item.ok_or_else(|| Error::refused(format!("考核表“{}”没有第 {no} 项。", list.name)))
}
