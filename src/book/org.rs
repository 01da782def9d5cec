//! Organisations: the tree, the one at hand, adding to it.
//! Not here: their members and meetings.

use super::{Book, Error, Result};
use crate::{
    model::{
        change::{Changed, Op},
        id::OrgId,
        org::{Org, OrgKind},
    },
    store,
};

impl Book {
    pub fn orgs(&self) -> &[Org] {
        &self.orgs
    }

    /// The organisation that everything else is about: the first that keeps books, until switched.
    pub fn org(&self) -> Option<&Org> {
        self.current.and_then(|i| self.orgs.get(i))
    }

    /// Why nothing can be recorded here, for a person: the book can only be read, or the organisation is one above the
    /// branches, without members, meetings and score of its own. `None` where it can.
    pub fn refusal(&self) -> Option<String> {
        self.read_only().map(str::to_owned).or_else(|| self.without_books())
    }

    /// What to do instead of recording at an organisation that keeps no books.
    pub(super) fn without_books(&self) -> Option<String> {
        let org = self.org().filter(|o| !o.kind.keeps_books())?;
        let below = self.orgs.iter().any(|o| o.kind.keeps_books());
        let instead = if below {
            "按 Ctrl+G 换到要记的党支部".to_owned()
        } else {
            "按 Ctrl+G 新建要记的党支部".to_owned()
        };
        let own = "没有自己的党员、活动和考核,这里不记。";
        Some(format!("“{}”是{},{own}类别选错了按 Ctrl+L 改;{instead}。", org.name, org.kind.name()))
    }

    pub fn switch_org(&mut self, id: OrgId) -> Result<()> {
        let found = self.orgs.iter().position(|o| o.id == id);
        self.current = Some(found.ok_or_else(|| Error::refused(format!("没有这个党组织:{id}。")))?);
        Ok(())
    }

    /// Adds an organisation (`id` 0: given here) or changes one.
    ///
    /// # Errors
    /// Refuses an empty or taken name, a parent that does not exist, lies under it or is of a kind that stands below it, a
    /// kind without books for one that has some, a day that not every month has.
    pub fn add_org(&mut self, mut org: Org) -> Result<Changed> {
        org.name = org.name.trim().to_owned();
        self.refuse_org(&org)?;
        let known = self.orgs.iter().any(|o| o.id == org.id);
        if known {
            let op = Op::EditOrg { name: org.name.clone() };
            return Ok(self.act(&op, |tx| store::org::update(tx, &org))?.1);
        }
        if org.id.0 != 0 {
            return Err(Error::refused("这个党组织已不存在,没有保存。"));
        }
        let op = Op::AddOrg { name: org.name.clone() };
        let (_, changed) = self.act(&op, |tx| {
            org.id = OrgId(tx.new_id());
            store::org::insert(tx, &org)
        })?;
        Ok(changed)
    }

    fn refuse_org(&self, org: &Org) -> Result<()> {
        if org.name.is_empty() {
            return Err(Error::refused("请填写党组织名称。"));
        }
        if self.orgs.iter().any(|o| o.id != org.id && o.parent == org.parent && o.name == org.name) {
            return Err(Error::refused(format!("已经有“{}”,请换一个名称。", org.name)));
        }
        if !(1..=28).contains(&org.theme_day) {
            return Err(Error::refused("主题党日应在每月1日至28日之间。"));
        }
        self.refuse_ring(org)?;
        self.refuse_kind(org)
    }

    /// Refuses a kind that its place in the tree does not take, and one without books where books are kept.
    fn refuse_kind(&self, org: &Org) -> Result<()> {
        let kind = |id: OrgId| self.orgs.iter().find(|o| o.id == id).map(|o| o.kind);
        let wrong = |child: OrgKind, parent: OrgKind| {
            Err(Error::refused(format!("{}不能放在{}下面。", child.name(), parent.name())))
        };
        if let Some(parent) = org.parent.and_then(kind).filter(|parent| !org.kind.may_stand_under(*parent)) {
            return wrong(org.kind, parent);
        }
        let below = self.orgs.iter().filter(|o| o.id != org.id && o.parent == Some(org.id));
        match below.map(|o| o.kind).find(|child| !child.may_stand_under(org.kind)) {
            Some(child) => return wrong(child, org.kind),
            None if org.kind.keeps_books() || !self.orgs.iter().any(|o| o.id == org.id && o.kind != org.kind) => {}
            None if store::is_blank(self.store.conn(), org.id)? => {}
            None => {
                let why = format!("“{}”已有党员或活动记录,不能改成{}。", org.name, org.kind.name());
                return Err(Error::refused(why));
            }
        }
        Ok(())
    }

    /// Refuses a parent that does not exist or lies under it.
    fn refuse_ring(&self, org: &Org) -> Result<()> {
        let mut above = org.parent;
        // A tree of n is at most n deep: more steps mean a ring.
        for _ in 0..=self.orgs.len() {
            let Some(id) = above else { return Ok(()) };
            if id == org.id {
                break;
            }
            let parent = self.orgs.iter().find(|o| o.id == id);
            above = parent.ok_or_else(|| Error::refused("上级党组织不存在。"))?.parent;
        }
        Err(Error::refused("上级党组织不能是自己或自己的下级。"))
    }

    /// Reads the tree again and keeps the one at hand where it is still there.
    pub(super) fn read_orgs(&mut self) -> Result<()> {
        let before = self.org().map(|o| o.id);
        self.orgs = store::org::list(self.store.conn())?;
        self.current = self
            .orgs
            .iter()
            .position(|o| Some(o.id) == before)
            .or_else(|| self.orgs.iter().position(|o| o.kind.keeps_books()))
            .or(if self.orgs.is_empty() { None } else { Some(0) });
        Ok(())
    }
}
