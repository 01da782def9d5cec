//! Puts a whole branch with its people and books in, as one act: the demo, with ids of its own.
//! Not here: who is in it (`demo`).

use super::{Book, Result, demo::Demo};
use crate::{
    model::{
        activity::{Attendance, Meeting},
        change::{Changed, Op},
        id::{ActivityId, EventId, MarkId, MemberId, OrgId},
    },
    store::{self, Tx},
};
use chrono::Datelike;
use std::collections::BTreeMap;

impl Book {
    /// Adds the organisation of a demo with everything in it, and switches to it. Its placeholder ids are replaced;
    /// numbers follow the order of its meetings, times of recording are taken as they are.
    ///
    /// # Errors
    /// As [`Book::add_org`] for its organisation (whose name and parent the caller may have set).
    pub fn add_demo(&mut self, mut demo: Demo) -> Result<Changed> {
        demo.org.id = OrgId(0);
        self.refuse_org(&demo.org)?;
        let op = Op::AddDemo { name: demo.org.name.clone() };
        let (org, changed) = self.act(&op, |tx| insert(tx, demo))?;
        self.switch_org(org)?;
        Ok(changed)
    }
}

fn insert(tx: &Tx<'_>, mut demo: Demo) -> Result<OrgId> {
    let org = OrgId(tx.new_id());
    demo.org.id = org;
    store::org::insert(tx, &demo.org)?;
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
    for Meeting { mut activity, attendance, votes } in demo.meetings {
        (activity.id, activity.org) = (ActivityId(tx.new_id()), org);
        activity.no = store::activity::next_no(tx, org, activity.held_on.year())?;
        store::activity::insert(tx, &activity)?;
        let renamed = |a: Attendance| Attendance { member: a.member.and_then(|m| ids.get(&m).copied()), ..a };
        let roll: Vec<_> = attendance.into_iter().map(renamed).collect();
        store::attendance::replace(tx, &activity, &roll)?;
        store::attendance::replace_votes(tx, &activity, &votes)?;
    }
    for mut mark in demo.marks {
        (mark.id, mark.org) = (MarkId(tx.new_id()), org);
        store::mark::put(tx, &mark)?;
    }
    Ok(org)
}
