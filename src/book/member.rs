//! Members: reading, saving, what happens to a membership, and the questions that imports left.
//! Not here: bringing in a whole roster (`import`).

use super::{Attended, Book, Error, Issue, Result};
use crate::{
    model::{
        change::{Changed, Op},
        group::in_order,
        id::{EventId, IssueId, MemberId},
        member::{Member, MemberEvent},
    },
    store,
};

impl Book {
    /// The 党小组 that members belong to, in order.
    pub fn groups(&self) -> Result<Vec<String>> {
        let groups = self.members()?.into_iter().map(|m| m.group).filter(|g| !g.is_empty());
        Ok(in_order(groups.collect()))
    }

    /// By sign-in number.
    pub fn members(&self) -> Result<Vec<Member>> {
        store::member::list(self.store.conn(), Some(self.here()?.id))
    }

    pub fn member(&self, id: MemberId) -> Result<Option<Member>> {
        store::member::get(self.store.conn(), id)
    }

    /// The earliest first.
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

    /// Adds (`id` 0; the one given is in the answer's `members`) or changes.
    ///
    /// # Errors
    /// Refuses an empty name and a number or identity that another member has, and a member who is no longer there.
    pub fn save_member(&mut self, member: &Member) -> Result<Changed> {
        let mut member = member.clone();
        member.name = member.name.trim().to_owned();
        member.id_number = member.id_number.trim().to_owned();
        if member.name.is_empty() {
            return Err(Error::refused("请填写姓名。"));
        }
        let others = store::member::list(self.store.conn(), Some(member.org))?;
        for other in others.iter().filter(|o| o.id != member.id) {
            if other.no == member.no {
                return Err(Error::refused(format!("序号{}已是{},请换一个。", member.no, other.name)));
            }
            if !member.id_number.is_empty() && other.id_number.eq_ignore_ascii_case(&member.id_number) {
                return Err(Error::refused(format!("公民身份号码与{}(序号{})相同,请核对。", other.name, other.no)));
            }
        }
        let name = member.name.clone();
        if member.id.0 == 0 {
            let (_, changed) = self.act(&Op::AddMember { name }, |tx| {
                member.id = MemberId(tx.new_id());
                store::member::insert(tx, &member)
            })?;
            return Ok(changed);
        }
        self.known(member.id)?;
        Ok(self.act(&Op::EditMember { name }, |tx| store::member::update(tx, &member))?.1)
    }

    /// Removes a member with events and questions; the name on past rolls stays. Who left should get an event instead.
    pub fn delete_member(&mut self, id: MemberId) -> Result<Changed> {
        let name = self.known(id)?.name;
        Ok(self.act(&Op::DeleteMember { name }, |tx| store::member::delete(tx, id))?.1)
    }

    /// Adds an event; its `id` and `org` are given here.
    pub fn add_member_event(&mut self, event: &MemberEvent) -> Result<Changed> {
        let member = self.known(event.member)?;
        let op = Op::MemberEvent { name: member.name, what: event.kind.name().to_owned() };
        let (_, changed) = self.act(&op, |tx| {
            let event = MemberEvent { id: EventId(tx.new_id()), org: member.org, ..event.clone() };
            store::member::insert_event(tx, &event)
        })?;
        Ok(changed)
    }

    /// Those that nobody has settled yet, as imported.
    pub fn issues(&self) -> Result<Vec<Issue>> {
        store::issue::open(self.store.conn(), self.here()?.id)
    }

    /// The question is answered: the member's page was put right, or the cell stands as it is.
    pub fn settle_issue(&mut self, id: IssueId) -> Result<Changed> {
        let gone = || Error::refused("这条存疑已经处理过或已不存在。");
        let issue = store::issue::get(self.store.conn(), id)?.ok_or_else(gone)?;
        let member = issue.member.map(|m| self.known(m)).transpose()?;
        let name = member.map_or_else(|| format!("“{}”第{}行", issue.file, issue.problem.row), |m| m.name);
        let what = format!("存疑已核对:{}", issue.problem.column);
        Ok(self.act(&Op::MemberEvent { name, what }, |tx| store::issue::settle(tx, id))?.1)
    }

    fn known(&self, id: MemberId) -> Result<Member> {
        self.member(id)?.ok_or_else(|| Error::refused("这名党员已不在名册上(可能已被删除或撤销),没有保存。"))
    }
}
