//! Putting a sample branch into a book: ids given anew, everything in one step that can be undone.
//! Not here: the sample itself (`demo`).

use super::{Book, Error, Result, demo::Demo};
use crate::{
    model::{
        change::{Changed, Op},
        id::{ActivityId, EventId, MarkId, MemberId, OrgId},
    },
    store,
};
use chrono::Datelike;
use std::collections::BTreeMap;

impl Book {
    /// Fills the organisation at hand with the sample's people and records, or adds the sample's own where the book has none.
    ///
    /// # Errors
    /// Refuses where there are members or activities already: invented people are never mixed with real ones.
    pub fn add_demo(&mut self, demo: Demo) -> Result<Changed> {
        let here = self.org().map(|o| o.id);
        if let Some(org) = self.org()
            && !store::is_blank(self.store.conn(), org.id)?
        {
            return Err(Error::refused(format!("“{}”已有党员或活动记录,不能装入示例;请换一个空的党组织。", org.name)));
        }
        let op = Op::AddDemo { name: self.org().map_or(&demo.org.name, |o| &o.name).clone() };
        let (_, changed) = self.act(&op, |tx| {
            let mut sample = demo.org.clone();
            let org = match here {
                Some(id) => id,
                None => {
                    sample.id = OrgId(tx.new_id());
                    store::org::insert(tx, &sample)?;
                    sample.id
                }
            };
            let mut ids: BTreeMap<MemberId, MemberId> = BTreeMap::new();
            for mut member in demo.members {
                let id = MemberId(tx.new_id());
                ids.insert(member.id, id);
                (member.id, member.org) = (id, org);
                store::member::insert(tx, &member)?;
            }
            for mut event in demo.events {
                (event.id, event.org) = (EventId(tx.new_id()), org);
                event.member = ids.get(&event.member).copied().unwrap_or(event.member);
                store::member::insert_event(tx, &event)?;
            }
            for mut meeting in demo.meetings {
                let activity = &mut meeting.activity;
                (activity.id, activity.org) = (ActivityId(tx.new_id()), org);
                activity.no = store::activity::next_no(tx, org, activity.held_on.year())?;
                for person in &mut meeting.attendance {
                    person.member = person.member.and_then(|m| ids.get(&m).copied());
                }
                store::activity::insert(tx, activity)?;
                store::attendance::replace(tx, activity, &meeting.attendance)?;
                store::attendance::replace_votes(tx, activity, &meeting.votes)?;
            }
            for mut mark in demo.marks {
                (mark.id, mark.org) = (MarkId(tx.new_id()), org);
                store::mark::put(tx, &mark)?;
            }
            Ok(())
        })?;
        Ok(changed)
    }
}
