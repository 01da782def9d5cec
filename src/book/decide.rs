//! What a person puts on the items of a sheet: decisions, notes, the last sheet's decisions taken over.
//! Not here: the sheets themselves (`sheet`), files of items (`attachment`).

use super::{
    Book, Error, Result,
    sheet::{InHand, Opened, begin, same_item},
};
use crate::{
    model::{
        change::{Changed, Op},
        id::MarkId,
        points::Points,
        score::State,
        sheet::{Decision, Mark, Sheet, SheetRole, Which},
    },
    store::{self, Tx},
    text::quote::quoted,
};

/// A decision of an earlier sheet on an item that is open now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The item's number.
    pub item: String,
    pub decision: Decision,
    /// The reason of the decision, with the sheet that it was made on: `沿用自查 2026-09-28:照片不全`.
    pub reason: String,
}

impl Book {
    /// A sheet as [`Book::sheet_in_hand`] gives it, to put something on it.
    ///
    /// # Errors
    ///
    /// Refuses a sheet that nothing more is put on.
    pub(super) fn hand_to_write(&self, which: &Which) -> Result<InHand> {
        self.opened_to_write(which)?;
        self.sheet_in_hand(which, None)
    }

    /// A sheet as [`Book::opened`] gives it, to put something on it or take something off.
    pub(super) fn opened_to_write(&self, which: &Which) -> Result<Opened> {
        let opened = self.opened(which)?;
        match opened.sheet.fixed() {
            Some(why) => Err(Error::refused(format!("{why}。"))),
            None => Ok(opened),
        }
    }

    /// Decides an item: so many points, or `None` for *not applicable*. What the records suggest now is kept with the
    /// decision, and what that rests on.
    ///
    /// # Errors
    ///
    /// Refuses more than the maximum, less than 0, and a deduction (or *not applicable*) without a reason.
    pub fn decide(&mut self, which: &Which, item: &str, points: Option<Points>, reason: &str) -> Result<Changed> {
        let hand = self.hand_to_write(which)?;
        let list = &hand.opened.list;
        let missing = || Error::refused(format!("考核表{}没有第 {item} 项。", quoted(&list.name)));
        let asked = list.item(item).ok_or_else(missing)?;
        let reason = reason.trim();
        if let Some(p) = points {
            asked.admits(p).map_err(Error::refused)?;
        }
        match points {
            Some(p) if p < asked.max_points() && reason.is_empty() => return Err(Error::refused("扣分请填写原因。")),
            None if reason.is_empty() => return Err(Error::refused("不适用请填写原因。")),
            _ => {}
        }
        let scored = hand.score.items().find(|i| i.no == item);
        let (suggested, grounds) = (scored.and_then(|i| i.suggestion), scored.map(|i| i.grounds.clone()));
        let decision = Some(points.map_or(Decision::NotApplicable, Decision::Points));
        let (reason, note) = (reason.to_owned(), hand.entered.note(item).to_owned());
        let op = Op::DecideItem { no: item.to_owned() };
        let put = |tx: &Tx<'_>| {
            let (id, sheet) = (MarkId(tx.new_id()), begin(tx, &hand.opened)?);
            let (org, item) = (hand.sheet().org, item.to_owned());
            let carried = false;
            store::mark::put(tx, &Mark { id, org, sheet, item, decision, reason, carried, suggested, grounds, note })
        };
        Ok(self.act(&op, put)?.1)
    }

    /// Takes a decision back to *suggested* or *open*; a note stays.
    pub fn clear_decision(&mut self, which: &Which, item: &str) -> Result<Changed> {
        let hand = self.hand_to_write(which)?;
        let mark = hand.entered.mark(item).filter(|m| m.decision.is_some()).cloned();
        let mark = mark.ok_or_else(|| Error::refused("这一项还没有评定,无需取消。"))?;
        let op = Op::ClearDecision { no: item.to_owned() };
        Ok(self.act(&op, |tx| keep_note(tx, mark))?.1)
    }

    /// Notes on an item what was seen on the spot; an empty note is taken away. The item stays as open or decided as it
    /// is.
    pub fn note_item(&mut self, which: &Which, item: &str, note: &str) -> Result<Changed> {
        let hand = self.hand_to_write(which)?;
        if hand.opened.list.item(item).is_none() {
            return Err(Error::refused(format!("考核表{}没有第 {item} 项。", quoted(&hand.opened.list.name))));
        }
        let note = note.trim().to_owned();
        let op = Op::NoteItem { no: item.to_owned() };
        let done = match hand.entered.mark(item).cloned() {
            Some(mark) if mark.decision.is_some() => self.act(&op, |tx| store::mark::put(tx, &Mark { note, ..mark })),
            Some(mark) => self.act(&op, |tx| keep_note(tx, Mark { note, ..mark })),
            None if note.is_empty() => return Ok(Changed::default()),
            None => self.act(&op, |tx| {
                let (id, sheet) = (MarkId(tx.new_id()), begin(tx, &hand.opened)?);
                let (org, item) = (hand.sheet().org, item.to_owned());
                store::mark::put(tx, &Mark { note, ..Mark::blank(id, org, sheet, item) })
            }),
        };
        Ok(done?.1)
    }

    /// The decision of the last sheet that has one, for each item that is open on a sheet and that only eyes can judge.
    /// A rater's own earlier sheets; for all others those of the branch and its reviews, the year before included.
    pub fn earlier_decisions(&self, which: &Which) -> Result<Vec<Earlier>> {
        let hand = self.sheet_in_hand(which, None)?;
        let own = hand.sheet();
        let day = |s: &Sheet| s.scored_on.unwrap_or_else(|| self.last_day_of(s.year));
        let alike = |s: &Sheet| match own.role {
            SheetRole::Rater => s.role == SheetRole::Rater && s.rater == own.rater,
            _ => s.role != SheetRole::Rater,
        };
        let mut sheets = store::sheet::of_checklist(self.store.conn(), own.org, &own.checklist)?;
        let at = day(own);
        // The running sheet of this year is no past of a sheet scored in its course.
        let past =
            |s: &Sheet| s.id != own.id && if s.role == SheetRole::Running { s.year < own.year } else { day(s) <= at };
        sheets.retain(|s| alike(s) && past(s));
        sheets.sort_by_key(|s| std::cmp::Reverse((day(s), s.id)));
        let mut earlier = Vec::new();
        for sheet in sheets {
            // A sheet by a text that nobody has any more says nothing.
            let Ok(opened) = self.with_list(sheet) else { continue };
            let marks = store::mark::entered(self.store.conn(), opened.sheet.id)?;
            earlier.push((opened, marks));
        }
        let open = hand.score.items().filter(|i| i.state == State::Open);
        let found = open.filter_map(|i| {
            let item = hand.opened.list.item(&i.no)?;
            earlier.iter().find_map(|(opened, entered)| {
                let mark = entered.mark(&i.no)?;
                let decision = mark.decision?;
                let same = opened.list.item(&i.no).is_some_and(|was| same_item(was, item));
                same.then(|| Earlier { item: i.no.clone(), decision, reason: carried(mark, &opened.sheet) })
            })
        });
        Ok(found.collect())
    }

    /// Takes over the last sheet's decision (沿用上次) on one open item, or on all of them, as one step; tells how many.
    ///
    /// # Errors
    ///
    /// Refuses where there is none.
    pub fn carry_over(&mut self, which: &Which, item: Option<&str>) -> Result<(usize, Changed)> {
        let hand = self.hand_to_write(which)?;
        let mut earlier = self.earlier_decisions(which)?;
        earlier.retain(|e| item.is_none_or(|no| e.item == no));
        if earlier.is_empty() {
            return Err(Error::refused("以前的表上没有可以沿用的评定。"));
        }
        let op = Op::CarryOver { items: earlier.len() };
        let org = hand.sheet().org;
        self.act(&op, |tx| {
            let sheet = begin(tx, &hand.opened)?;
            for Earlier { item, decision, reason } in &earlier {
                let (id, note) = (MarkId(tx.new_id()), hand.entered.note(item).to_owned());
                let grounds = hand.score.items().find(|i| i.no == *item).map(|i| i.grounds.clone());
                let (item, reason, decision) = (item.clone(), reason.clone(), Some(*decision));
                let (carried, suggested) = (true, None);
                store::mark::put(
                    tx,
                    &Mark { id, org, sheet, item, decision, reason, carried, suggested, grounds, note },
                )?;
            }
            Ok(earlier.len())
        })
    }
}

/// Takes the decision off a mark; what is left of it then is its note.
fn keep_note(tx: &Tx<'_>, mark: Mark) -> Result<()> {
    if mark.note.is_empty() {
        store::mark::delete(tx, mark.sheet, &mark.item)?;
        return Ok(());
    }
    let Mark { id, org, sheet, item, note, .. } = mark;
    store::mark::put(tx, &Mark { note, ..Mark::blank(id, org, sheet, item) })
}

/// The reason of a decision that is taken over: with the sheet where somebody looked, which may be an earlier one still.
fn carried(mark: &Mark, sheet: &Sheet) -> String {
    match mark.reason.as_str() {
        reason if mark.carried => reason.to_owned(),
        "" => format!("沿用{}", sheet.name()),
        reason => format!("沿用{}:{reason}", sheet.name()),
    }
}
