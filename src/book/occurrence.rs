//! What is counted by hand on the items of a sheet, for rules that ask: adding and taking away.
//! Not here: what it comes to (`model::score`), decisions (`decide`).

use super::{Book, Error, Result, sheet::begin};
use crate::{
    model::{
        change::{Changed, Op},
        checklist::Rule,
        date::Date,
        id::OccurrenceId,
        sheet::{Occurrence, Which},
    },
    store,
};
use chrono::Datelike;

/// One thing to be counted by hand on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<'a> {
    /// The rule's id within the item.
    pub rule: &'a str,
    pub day: Date,
    pub who: &'a str,
    /// How many there were, in hundredths: 100 is one.
    pub amount: i64,
    /// One of the rule's choices, with the modifiers that apply, joined by `+`; empty where none.
    pub choice: &'a str,
    pub note: &'a str,
}

impl Book {
    /// The rules of an item that ask a person, on a sheet.
    pub fn asking(&self, which: &Which, item: &str) -> Result<Vec<Rule>> {
        let opened = self.opened(which)?;
        let rules = opened.list.item(item).map_or(&[][..], |i| i.rules.as_slice());
        Ok(rules.iter().filter(|r| r.asks()).cloned().collect())
    }

    /// Counts one thing on an item.
    ///
    /// # Errors
    /// No such item or rule; a day of another year or to come; nothing counted, but by a rule that judges a share of the
    /// points, or less than nothing; a choice that the
    /// rule has not, or none where it has some.
    pub fn count(&mut self, which: &Which, item: &str, one: &Counted<'_>) -> Result<Changed> {
        let opened = self.opened_to_write(which)?;
        let rules = opened.list.item(item).map_or(&[][..], |i| i.rules.as_slice());
        let rule = rules.iter().find(|r| r.asks() && r.id == one.rule);
        let rule = rule.ok_or_else(|| Error::refused(format!("第 {item} 项没有要登记的“{}”。", one.rule)))?;
        let year = opened.sheet.year;
        if one.day.year() != year {
            return Err(Error::refused(format!("日期应在{year}年内。")));
        }
        if one.day > self.today() {
            return Err(Error::refused("日期还没到。"));
        }
        // Nought answers a rule that judges a share of the points: looked at, and nothing found.
        let least = if rule.share.is_some() && rule.choices.is_empty() { 0 } else { 1 };
        if one.amount < least {
            return Err(Error::refused(if least == 0 { "数量不能小于0。" } else { "数量应大于0。" }));
        }
        let names: Vec<&str> = one.choice.split('+').map(str::trim).filter(|n| !n.is_empty()).collect();
        let choice = |n: &str| rule.choices.iter().any(|c| c.name == n);
        let known = |n: &&str| choice(n) || rule.modifiers.iter().any(|m| m.name == **n);
        if let Some(other) = names.iter().find(|n| !known(n)) {
            return Err(Error::refused(format!("没有“{other}”这一档。")));
        }
        if !rule.choices.is_empty() && names.iter().filter(|n| choice(n)).count() != 1 {
            return Err(Error::refused("请选一档。"));
        }
        let op = Op::AddOccurrence { no: item.to_owned() };
        let (org, rule) = (opened.sheet.org, rule.id.clone());
        let text = |t: &str| t.trim().to_owned();
        let (_, changed) = self.act(&op, |tx| {
            let (id, sheet) = (OccurrenceId(tx.new_id()), begin(tx, &opened)?);
            let occurrence = Occurrence {
                id,
                org,
                sheet,
                item: item.to_owned(),
                rule: rule.clone(),
                day: one.day,
                who: text(one.who),
                amount: one.amount,
                choice: text(one.choice),
                note: text(one.note),
            };
            store::mark::insert_occurrence(tx, &occurrence)
        })?;
        Ok(changed)
    }

    /// Takes one thing counted away again.
    ///
    /// # Errors
    /// It is gone already.
    pub fn uncount(&mut self, occurrence: &Occurrence) -> Result<Changed> {
        self.opened_to_write(&Which::Saved(occurrence.sheet))?;
        let op = Op::DeleteOccurrence { no: occurrence.item.clone() };
        let (was, changed) = self.act(&op, |tx| store::mark::delete_occurrence(tx, occurrence.id))?;
        if was { Ok(changed) } else { Err(Error::gone("这一笔")) }
    }
}
