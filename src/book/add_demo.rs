//! Fills an empty organisation with a whole branch and its books, as one act: the demo, with ids of its own.
//! Not here: who is in it (`demo`).

use super::{
    Book, Error, Opened, Result,
    demo::{self, Demo},
    sheet::begin,
};
use crate::{
    model::{
        activity::{Attendance, Meeting},
        change::{Changed, Op},
        dues::{Payment, Standard},
        id::{ActivityId, EventId, LedgerEntryId, MarkId, MemberId, PaymentId, SheetId, StandardId},
        ledger::LedgerEntry,
        org::Org,
        sheet::{Mark, Sheet},
    },
    store::{self, Tx},
};
use chrono::Datelike;
use std::collections::BTreeMap;

impl Book {
    /// Fills the organisation at hand, which must be empty, with the sample branch of invented people as of today.
    ///
    /// # Errors
    /// Refuses where there are members or activities already: invented people are never mixed with real ones.
    pub fn add_demo(&mut self) -> Result<Changed> {
        let demo = demo::demo(self.today()).map_err(|e| Error::refused(e.to_string()))?;
        self.fill(demo)
    }

    /// Fills the organisation at hand, which must be empty, with a branch like the sample. Its placeholder ids are
    /// replaced; numbers follow the order of its meetings; times of recording are taken as they are. Of its
    /// organisation only what ours leaves open is taken.
    ///
    /// # Errors
    ///
    /// Refuses where there are members or activities already.
    pub fn fill(&mut self, demo: Demo) -> Result<Changed> {
        let mut org = self.here()?.clone();
        if !store::is_blank(self.store.conn(), org.id)? {
            return Err(Error::refused(format!("“{}”已有党员或活动记录,不能装入示例;请换一个空的党组织。", org.name)));
        }
        org.founded = org.founded.or(demo.org.founded);
        if org.township.is_empty() {
            org.township.clone_from(&demo.org.township);
        }
        // By the version in force: the sample's decisions are about what stays the same in all of them.
        let version = |sheet: &Sheet| self.catalog.checklist(&sheet.checklist).map_or(0, |list| list.version);
        let own = |s: &Sheet| self.with_list(Sheet { id: SheetId(0), org: org.id, version: version(s), ..s.clone() });
        let sheets = demo.sheets.iter().map(|(sheet, _)| own(sheet)).collect::<Result<Vec<_>>>()?;
        let op = Op::AddDemo { name: org.name.clone() };
        Ok(self.act(&op, |tx| insert(tx, &org, demo, &sheets))?.1)
    }
}

fn insert(tx: &Tx<'_>, into: &Org, demo: Demo, sheets: &[Opened]) -> Result<()> {
    let org = into.id;
    store::org::update(tx, into)?;
    let mut ids = BTreeMap::new();
    for mut member in demo.members {
        let id = MemberId(tx.new_id());
        ids.insert(member.id, id);
        (member.id, member.org) = (id, org);
        store::member::insert(tx, &member)?;
    }
    for mut event in demo.events {
        // An event of nobody has no place; the demo's own tests keep it from being there.
        if let Some(member) = ids.get(&event.member) {
            (event.id, event.org, event.member) = (EventId(tx.new_id()), org, *member);
            store::member::insert_event(tx, &event)?;
        }
    }
    let new_ids: Vec<_> = demo.meetings.iter().map(|_| ActivityId(tx.new_id())).collect();
    let activities: BTreeMap<_, _> = demo.meetings.iter().map(|m| m.activity.id).zip(new_ids.iter().copied()).collect();
    for (mut meeting, id) in demo.meetings.into_iter().zip(new_ids) {
        meeting.freeze_voters();
        let Meeting { mut activity, attendance, votes } = meeting;
        (activity.id, activity.org) = (id, org);
        activity.held_with = activity.held_with.and_then(|with| activities.get(&with).copied());
        activity.no = store::activity::next_no(tx, org, activity.on.year())?;
        store::activity::insert(tx, &activity)?;
        let renamed = |a: Attendance| Attendance { member: a.member.and_then(|m| ids.get(&m).copied()), ..a };
        let roll: Vec<_> = attendance.into_iter().map(renamed).collect();
        store::attendance::replace(tx, &activity, &roll)?;
        store::attendance::replace_votes(tx, &activity, &votes)?;
    }
    // Dues of nobody have no place either.
    for standard in demo.standards {
        if let Some(member) = ids.get(&standard.member) {
            let id = StandardId(tx.new_id());
            store::dues::put_standard(tx, &Standard { id, org, member: *member, ..standard })?;
        }
    }
    for payment in demo.payments {
        if let Some(member) = ids.get(&payment.member) {
            let id = PaymentId(tx.new_id());
            store::dues::put_payment(tx, &Payment { id, org, member: *member, ..payment })?;
        }
    }
    for (sheet, (_, marks)) in sheets.iter().zip(demo.sheets) {
        let id = begin(tx, sheet)?;
        for mark in marks {
            store::mark::put(tx, &Mark { id: MarkId(tx.new_id()), org, sheet: id, ..mark })?;
        }
    }
    for row in demo.rows {
        let (id, member) = (LedgerEntryId(tx.new_id()), row.member.and_then(|m| ids.get(&m).copied()));
        store::ledger::insert(tx, &LedgerEntry { id, org, member, ..row })?;
    }
    Ok(())
}
