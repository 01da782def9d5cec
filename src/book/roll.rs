//! Who is due at an activity on a day: the members with what happened to their membership, read once.
//! Not here: saving the roll (`activity`).

use super::{Book, Result};
use crate::{
    model::{
        activity::{Attendance, Who},
        date::Date,
        duty::has_committee,
        id::ActivityId,
        member::{
            Member, MemberEvent, Role, Standing,
            event::{as_of, left_by, standing_on, votes_on},
        },
    },
    store::{self, member::Roster},
};
use std::borrow::Cow;

/// A member as the roster has them on a day, with the office and the group of that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub member: Member,
    /// The person's standing on the day; `None` for who has left, and for who is on the way to membership.
    pub standing: Option<Standing>,
    /// The event by which the member left: 转出, 去世 and so on. Who has left is kept for the records, and is on no list
    /// that goes out.
    pub left: Option<MemberEvent>,
}

impl Book {
    /// Everybody on record, by sign-in number, with whether they still belong on that day.
    pub fn roster(&self, day: Date) -> Result<Vec<Listed>> {
        let people = self.people(Some(self.here()?.id))?;
        let Roster { members, events } = &people.roster;
        let listed = members.iter().map(|member| {
            let own = events.get(&member.id).map_or(&[][..], Vec::as_slice);
            let (standing, left) = (standing_on(member, own, day), left_by(member, own, day).cloned());
            Listed { member: as_of(member, own, day).into_owned(), standing, left }
        });
        Ok(listed.collect())
    }

    /// The people who came, or were to come, to an earlier record, unmarked, for one where people are named one by one:
    /// without who has left by then.
    pub fn people_again(&self, earlier: ActivityId, day: Date) -> Result<Vec<Attendance>> {
        let roster = self.roster_on(day)?;
        let again = |a: Attendance| match a.member {
            Some(_) => roster.iter().find(|m| m.member == a.member).map(|m| Attendance { votes: false, ..m.clone() }),
            None => Some(Attendance { name: a.name, ..Attendance::default() }),
        };
        let then = store::attendance::list(self.store.conn(), earlier)?;
        Ok(then.into_iter().filter(|a| a.roll.is_due()).filter_map(again).collect())
    }
}

impl Roster {
    fn events_of(&self, m: &Member) -> &[MemberEvent] {
        self.events.get(&m.id).map_or(&[], Vec::as_slice)
    }

    /// Everybody who belonged on a day, by sign-in number, with the office and the group of then, and as what.
    pub fn standing(&self, day: Date) -> Vec<(Member, Standing)> {
        self.on(day).map(|(m, standing)| (m.into_owned(), standing)).collect()
    }

    fn on(&self, day: Date) -> impl Iterator<Item = (Cow<'_, Member>, Standing)> {
        self.members.iter().filter_map(move |m| {
            let events = self.events_of(m);
            standing_on(m, events, day).map(|standing| (as_of(m, events, day), standing))
        })
    }

    /// Whether there is a committee on a day, or has to be one.
    pub fn has_committee(&self, day: Date) -> bool {
        let (mut in_office, mut full) = (0, 0);
        for (member, standing) in self.on(day) {
            in_office += u32::from(member.role.is_some());
            full += u32::from(standing == Standing::Full);
        }
        has_committee(in_office, full)
    }

    /// The roll of everybody due, by sign-in number, all unmarked.
    pub fn due(&self, who: Who, group: &str, day: Date) -> Vec<Attendance> {
        let due = self.on(day).filter_map(|(m, _)| {
            let wanted = match who {
                Who::All => true,
                Who::Committee => m.role.is_some(),
                Who::Group => m.group == group,
                Who::Named => false,
            };
            wanted.then(|| self.row(&m, day))
        });
        due.collect()
    }

    /// The roll of everybody on the roster who had not left by then, unmarked, with the vote of the day: for adding
    /// people to a roll.
    pub fn everybody(&self, day: Date) -> Vec<Attendance> {
        let there = self.members.iter().filter(|m| left_by(m, self.events_of(m), day).is_none());
        there.map(|m| self.row(m, day)).collect()
    }

    /// The name of who was secretary on a day; empty where nobody was.
    pub fn secretary(&self, day: Date) -> String {
        let secretary = self.on(day).find(|(m, _)| m.role == Some(Role::Secretary));
        secretary.map(|(m, _)| m.name.clone()).unwrap_or_default()
    }

    fn row(&self, m: &Member, day: Date) -> Attendance {
        let votes = votes_on(m, self.events_of(m), day);
        Attendance { member: Some(m.id), name: m.name.clone(), no: m.no, votes, ..Attendance::default() }
    }
}
