//! Members: reading, saving, what happens to a membership.
//! Not here: bringing in a whole roster (`import`), the issues that imports left (`issue`).

use super::{Attended, Book, Error, Result, issue};
use crate::{
    model::{
        change::{Changed, Op},
        id::{EventId, IssueId, MemberId},
        import::FileKind,
        member::{Arrival, EventKind, Member, MemberEvent, Role},
    },
    store::{self, Tx},
    text::number::counting_key,
};

impl Book {
    /// The 党小组 that members belong to, in order.
    pub fn groups(&self) -> Result<Vec<String>> {
        let mut groups: Vec<String> = self.members()?.into_iter().map(|m| m.group).filter(|g| !g.is_empty()).collect();
        groups.sort_by_cached_key(|name| counting_key(name));
        groups.dedup();
        Ok(groups)
    }

    /// The members of the organisation at hand, by sign-in number.
    pub fn members(&self) -> Result<Vec<Member>> {
        Ok(self.people(Some(self.here()?.id))?.roster.members.clone())
    }

    pub fn member(&self, id: MemberId) -> Result<Option<Member>> {
        store::member::get(self.store.conn(), id)
    }

    /// What happened to a membership, the earliest first.
    pub fn member_events(&self, id: MemberId) -> Result<Vec<MemberEvent>> {
        store::member::events_of(self.store.conn(), id)
    }

    /// The activities of a year on whose roll a member stands, by day.
    pub fn member_attendance(&self, id: MemberId, year: i32) -> Result<Vec<Attended>> {
        store::attendance::of_member(self.store.conn(), self.here()?.id, id, year)
    }

    /// A new member with the next free number; not saved, `id` 0.
    pub fn new_member(&self) -> Result<Member> {
        let org = self.here()?.id;
        let no = store::member::next_no(self.store.conn(), org)?;
        Ok(Member::named(MemberId(0), org, no, ""))
    }

    /// Adds a member (`id` 0; the one given is in the answer's `members`) or changes them. A changed field settles, in
    /// the same step, what an import asked about it, and what did not agree with it and does now.
    ///
    /// # Errors
    ///
    /// Refuses an empty name and a number or identity that another member has, and a member who is no longer there.
    pub fn save_member(&mut self, member: &Member) -> Result<Changed> {
        self.put_member(member, None, None)
    }

    /// Adds a new member, and from which day on they are due here: the event is part of the same step.
    ///
    /// # Errors
    ///
    /// Refuses what [`Book::save_member`] refuses, and a day that is still to come.
    pub fn add_member(&mut self, member: &Member, arrival: Arrival) -> Result<Changed> {
        self.put_member(&Member { id: MemberId(0), ..member.clone() }, None, Some(arrival))
    }

    /// Adds a member or changes them; `held` and `arrival` of a new one: the held row that the person comes from, and
    /// how they came.
    pub(super) fn put_member(
        &mut self,
        member: &Member,
        held: Option<IssueId>,
        arrival: Option<Arrival>,
    ) -> Result<Changed> {
        let mut member = member.clone();
        member.name = member.name.trim().to_owned();
        if member.name.is_empty() {
            return Err(Error::refused("请填写姓名。"));
        }
        let others = store::member::list(self.store.conn(), Some(member.org))?;
        for other in others.iter().filter(|o| o.id != member.id) {
            if other.no == member.no {
                return Err(Error::refused(format!("编号{}已是{},请换一个编号。", member.no, other.name)));
            }
            if member.id_number.identity().is_some_and(|own| other.id_number.identity() == Some(own)) {
                return Err(Error::refused(format!("身份证号与{}(编号{})相同,请核对。", other.name, other.no)));
            }
        }
        let came = arrival.and_then(|a| Some(MemberEvent::new(&member, a.kind, a.on?)));
        if let Some(event) = came.as_ref().filter(|e| e.on.earliest() > self.today()) {
            return Err(Error::refused(format!("{}的日期 {} 还没到。", event.kind.name(), event.on)));
        }
        let name = member.name.clone();
        if member.id.0 == 0 {
            let (_, changed) = self.act(&Op::AddMember { name }, |tx| {
                member.id = MemberId(tx.new_id());
                store::member::insert(tx, &member)?;
                if let Some(event) = &came {
                    store::member::insert_event(
                        tx,
                        &MemberEvent { id: EventId(tx.new_id()), member: member.id, ..event.clone() },
                    )?;
                }
                held.map_or(Ok(()), |id| store::issue::settle(tx, id))
            })?;
            return Ok(changed);
        }
        let old = self.known(member.id)?;
        let mut answered = self.issues_of(FileKind::Roster)?;
        answered.retain(|i| i.member == Some(member.id));
        if !answered.is_empty() {
            let agrees = issue::put_right(&old, &member);
            answered.retain(|i| {
                let column = &i.problem.column;
                old.column(column) != member.column(column) || agrees(&i.problem)
            });
        }
        let (_, changed) = self.act(&Op::EditMember { name }, |tx| {
            store::member::update(tx, &member)?;
            answered.iter().try_for_each(|issue| store::issue::settle(tx, issue.id))
        })?;
        Ok(changed)
    }

    /// Removes a member with events and issues; the name on past rolls stays. Who left should get an event instead.
    pub fn delete_member(&mut self, id: MemberId) -> Result<Changed> {
        let name = self.known(id)?.name;
        Ok(self.act(&Op::DeleteMember { name }, |tx| store::member::delete(tx, id))?.1)
    }

    /// Adds an event; its `id` and `org` are given here. What it replaces is replaced from its day until the next such
    /// event: in that one, or else on the roster. A next one that thereby replaces nothing any more goes: the right day
    /// of what is registered already may turn out to be an earlier one.
    ///
    /// # Errors
    ///
    /// Refuses an event that is still to come, one that replaces something by the same, and a second of a kind on one
    /// day.
    pub fn add_member_event(&mut self, event: &MemberEvent) -> Result<Changed> {
        let member = self.known(event.member)?;
        if event.on.earliest() > self.today() {
            return Err(Error::refused(format!("日期 {} 还没到,到了再登记。", event.on)));
        }
        if event.kind.replaces() && event.was == event.became {
            return Err(Error::refused("前后一样,没有变动可登记。"));
        }
        let same_day = |e: &&MemberEvent| e.kind == event.kind && e.takes_effect() == event.takes_effect();
        let known = self.member_events(member.id)?;
        if let Some(other) = known.iter().find(same_day).filter(|_| event.kind.replaces()) {
            return Err(Error::refused(format!("这一天已登记“{}”;登记错了的先删去。", other.words())));
        }
        let event = MemberEvent { org: member.org, ..event.clone() };
        let op = Op::MemberEvent { name: member.name.clone(), what: event.what() };
        let (_, changed) = self.act(&op, |tx| {
            store::member::insert_event(tx, &MemberEvent { id: EventId(tx.new_id()), ..event.clone() })?;
            match next_after(&event, &known) {
                Some(next) => was_found(tx, next, &event.became),
                None => on_roster(tx, &event, &member, &event.became),
            }
        })?;
        Ok(changed)
    }

    /// Takes an event back that should not have been registered, and what it did to the next such event or to the roster.
    /// What somebody changed on the roster since stays.
    pub fn delete_member_event(&mut self, event: &MemberEvent) -> Result<Changed> {
        let member = self.known(event.member)?;
        let known = self.member_events(event.member)?;
        if !known.contains(event) {
            return Err(Error::gone("这条变动"));
        }
        let op = Op::DeleteMemberEvent { name: member.name.clone(), what: event.words() };
        let (_, changed) = self.act(&op, |tx| {
            store::member::delete_event(tx, event.id)?;
            match next_after(event, &known) {
                Some(next) if next.was == event.became => was_found(tx, next, &event.was),
                None if event.on_roster(&member) == event.became => on_roster(tx, event, &member, &event.was),
                _ => Ok(()),
            }
        })?;
        Ok(changed)
    }

    pub(super) fn known(&self, id: MemberId) -> Result<Member> {
        self.member(id)?.ok_or_else(|| Error::refused("这名党员已不在名册上(可能已被删除或撤销),没有保存。"))
    }
}

/// The first event after this one among those that replace the same thing.
fn next_after<'a>(event: &MemberEvent, known: &'a [MemberEvent]) -> Option<&'a MemberEvent> {
    let later = known.iter().filter(|e| e.kind == event.kind && e.takes_effect() > event.takes_effect());
    later.filter(|_| event.kind.replaces()).min_by_key(|e| e.takes_effect())
}

/// Corrects what an event found there; one that would replace it by the same goes.
fn was_found(tx: &Tx<'_>, event: &MemberEvent, was: &str) -> Result<()> {
    if event.became == was {
        return store::member::delete_event(tx, event.id);
    }
    store::member::event_found(tx, event.id, was)
}

/// Puts on the roster what an event of this kind makes of a member.
fn on_roster(tx: &Tx<'_>, event: &MemberEvent, member: &Member, value: &str) -> Result<()> {
    match event.kind {
        EventKind::Office => store::member::update(tx, &Member { role: Role::from_code(value), ..member.clone() }),
        EventKind::Group => store::member::update(tx, &Member { group: value.to_owned(), ..member.clone() }),
        _ => Ok(()),
    }
}
