//! Members: who they are, and who belonged to the branch on any day, as what.
//! Not here: how a roster file is read (`office::roster`), checks of identity numbers (`text::idcard`).

use super::{
    closed_set,
    date::{Date, PartialDate},
    id::{EventId, MemberId, OrgId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// GB/T 2261.1, as far as rosters use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

/// 人员类别.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 正式党员
    #[default]
    Full,
    /// 预备党员: attends, has no vote.
    Probationary,
    /// 发展对象
    Candidate,
    /// 入党积极分子
    Activist,
    /// 入党申请人
    Applicant,
}

/// The part in the branch committee (支委会).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 书记
    Secretary,
    /// 副书记
    Deputy,
    /// 委员
    Commissioner,
}

closed_set!(Sex {
    Male = "male", "男";
    Female = "female", "女";
});

closed_set!(Category {
    Full = "full", "正式党员";
    Probationary = "probationary", "预备党员";
    Candidate = "candidate", "发展对象";
    Activist = "activist", "入党积极分子";
    Applicant = "applicant", "入党申请人";
});

closed_set!(Role {
    Secretary = "secretary", "书记";
    Deputy = "deputy", "副书记";
    Commissioner = "commissioner", "委员";
});

impl Category {
    /// Whether it is membership at all (the others are on the way to it).
    pub fn is_member(self) -> bool {
        matches!(self, Self::Full | Self::Probationary)
    }
}

/// One person on the roster. Text that is not known is empty; dates and closed sets that are not known are `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    pub org: OrgId,
    /// The number on the roster and on the sign-in sheet; unique within the organisation.
    pub no: u32,
    pub name: String,
    pub sex: Option<Sex>,
    /// 民族, in full (`汉族`).
    pub ethnicity: String,
    pub birth: Option<PartialDate>,
    /// 公民身份号码, 15 or 18 characters, kept as the source has it.
    pub id_number: String,
    /// 学历 as the source has it.
    pub education: String,
    pub category: Category,
    /// 入党时间: the day the branch meeting took the person in.
    pub joined: Option<PartialDate>,
    /// 转正时间.
    pub full: Option<PartialDate>,
    /// 党小组; empty where there is none.
    pub group: String,
    /// 党内外职务 as the source has it.
    pub post: String,
    pub role: Option<Role>,
    /// 从业情况.
    pub job: String,
    pub phone: String,
    pub address: String,
    /// 流动党员.
    pub floating: bool,
    pub floating_place: String,
    pub note: String,
    /// Columns of an imported roster that have no field here, verbatim.
    pub extra: BTreeMap<String, String>,
}

impl Member {
    /// A member of whom nothing is known but the name.
    pub fn named(id: MemberId, org: OrgId, no: u32, name: &str) -> Self {
        Self {
            id,
            org,
            no,
            name: name.to_owned(),
            sex: None,
            ethnicity: String::new(),
            birth: None,
            id_number: String::new(),
            education: String::new(),
            category: Category::Full,
            joined: None,
            full: None,
            group: String::new(),
            post: String::new(),
            role: None,
            job: String::new(),
            phone: String::new(),
            address: String::new(),
            floating: false,
            floating_place: String::new(),
            note: String::new(),
            extra: BTreeMap::new(),
        }
    }

    /// Full years of age on a day; `None` where the birth is not known. A birth known to the month counts from its first day.
    pub fn age_on(&self, day: Date) -> Option<u32> {
        self.birth.and_then(|b| day.years_since(b.earliest()))
    }

    /// What is known of the field that a roster's column fills, as text to compare; `None` for a column without a field.
    pub fn column(&self, name: &str) -> Option<String> {
        let date = |d: Option<PartialDate>| d.map_or(String::new(), |d| d.to_string());
        Some(match name {
            "序号" => self.no.to_string(),
            "姓名" => self.name.clone(),
            "性别" => self.sex.map_or("", Sex::name).to_owned(),
            "民族" => self.ethnicity.clone(),
            "出生日期" => date(self.birth),
            "公民身份号码" => self.id_number.clone(),
            "学历" => self.education.clone(),
            "人员类别" => self.category.name().to_owned(),
            "入党时间" => date(self.joined),
            "转正时间" => date(self.full),
            "党小组" => self.group.clone(),
            // The part in the committee follows from the post.
            "职务" => format!("{} {}", self.post, self.role.map_or("", Role::name)),
            "从业情况" => self.job.clone(),
            "联系电话" => self.phone.clone(),
            "家庭住址" => self.address.clone(),
            "流动党员" => if self.floating { "是" } else { "否" }.to_owned(),
            "外出地点" => self.floating_place.clone(),
            "备注" => self.note.clone(),
            _ => return self.extra.get(name).cloned(),
        })
    }

    /// Fields that every form asks for and this member lacks, by their Chinese names.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (self.sex.is_none(), "性别"),
            (self.ethnicity.is_empty(), "民族"),
            (self.birth.is_none(), "出生日期"),
            (self.id_number.is_empty(), "公民身份号码"),
            (self.education.is_empty(), "学历"),
            (self.joined.is_none(), "入党时间"),
            (self.category == Category::Full && self.full.is_none(), "转正时间"),
            (self.phone.is_empty(), "联系电话"),
        ]
        .into_iter()
        .filter_map(|(lacks, name)| lacks.then_some(name))
        .collect()
    }
}

/// People of whom a ledger may want a row each, as far as the roster tells: what it does not say puts nobody into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 在村无职: lives here, is younger than 65 and has no post, in the committee or else.
    NoPost,
    /// 年老体弱: 65 and older.
    Aged,
    /// 发展对象、入党积极分子、入党申请人、预备党员.
    Developing,
}

closed_set!(Class {
    NoPost = "no_post", "在村无职党员";
    Aged = "aged", "65岁以上党员";
    Developing = "developing", "发展中的人员";
});

/// 年老体弱 begins at this age.
const AGED: u32 = 65;

impl Class {
    /// Whether somebody on the roster is in it on a day.
    pub fn has(self, m: &Member, day: Date) -> bool {
        let joined = m.category.is_member() && m.joined.is_none_or(|j| j.earliest() <= day);
        let age = |of: fn(u32) -> bool| m.age_on(day).is_some_and(of);
        match self {
            Self::NoPost => joined && age(|a| a < AGED) && !m.floating && m.role.is_none() && m.post.trim().is_empty(),
            Self::Aged => joined && age(|a| a >= AGED),
            Self::Developing => m.category != Category::Full || m.full.is_some_and(|f| day < f.earliest()),
        }
    }
}

/// What can happen to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// 转入
    TransferredIn,
    /// 转出
    TransferredOut,
    /// 去世
    Died,
    /// 出党: 除名、开除、退党
    Removed,
    /// 停止党籍
    Suspended,
    /// 恢复
    Restored,
}

closed_set!(EventKind {
    TransferredIn = "transferred_in", "转入";
    TransferredOut = "transferred_out", "转出";
    Died = "died", "去世";
    Removed = "removed", "出党";
    Suspended = "suspended", "停止党籍";
    Restored = "restored", "恢复";
});

impl EventKind {
    /// Whether the person belongs to the branch from that day on.
    pub fn belongs_after(self) -> bool {
        matches!(self, Self::TransferredIn | Self::Restored)
    }
}

/// One thing that happened to a membership. A member with no events has belonged since joining the Party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberEvent {
    pub id: EventId,
    pub org: OrgId,
    pub member: MemberId,
    pub kind: EventKind,
    pub on: PartialDate,
    pub detail: String,
}

impl MemberEvent {
    /// The first day on which it is so; see [`standing_on`] for days known only to the month.
    fn takes_effect(&self) -> Date {
        if self.kind.belongs_after() { self.on.earliest() } else { self.on.latest() }
    }

    /// `转出 2026-11-10`.
    pub fn words(&self) -> String {
        format!("{} {}", self.kind.name(), self.on)
    }
}

/// As what a person belonged to the branch on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Full,
    Probationary,
}

impl Standing {
    /// Only full members vote (选举条例 5).
    pub fn votes(self) -> bool {
        self == Self::Full
    }
}

/// As what the person belonged on that day, or `None` if not at all. `events` are that member's, in any order.
///
/// A date that is not known does not exclude: somebody on the roster whose joining date is 不详 has always belonged.
/// Leaving counts from the day itself; a date known only to the month counts from its first day for coming and its last for leaving.
pub fn standing_on(member: &Member, events: &[MemberEvent], day: Date) -> Option<Standing> {
    if !member.category.is_member() || member.joined.is_some_and(|j| day < j.earliest()) {
        return None;
    }
    let mut changes: Vec<(Date, bool)> =
        events.iter().filter(|e| e.member == member.id).map(|e| (e.takes_effect(), e.kind.belongs_after())).collect();
    changes.sort();
    // Before the first change the opposite held: who was transferred in had not been here.
    let belongs = match changes.iter().rev().find(|(on, _)| *on <= day) {
        Some((_, comes)) => *comes,
        None => changes.first().is_none_or(|(_, comes)| !comes),
    };
    let full_then = match (member.category, member.full) {
        (Category::Full, Some(full)) => full.earliest() <= day,
        (Category::Full, None) => true,
        _ => false,
    };
    belongs.then_some(if full_then { Standing::Full } else { Standing::Probationary })
}

/// The event by which the person had left on that day; `None` for who had not. Whatever the category: an activist can move too.
pub fn left_by<'a>(member: &Member, events: &'a [MemberEvent], day: Date) -> Option<&'a MemberEvent> {
    let known = events.iter().filter(|e| e.member == member.id && e.takes_effect() <= day);
    known.max_by_key(|e| (e.takes_effect(), e.kind.belongs_after())).filter(|e| !e.kind.belongs_after())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member() -> Member {
        let mut m = Member::named(MemberId(1), OrgId(1), 1, "张三");
        m.joined = "2010-07-01".parse().ok();
        m.full = "2011-07".parse().ok();
        m
    }

    fn event(kind: EventKind, on: &str) -> MemberEvent {
        MemberEvent {
            id: EventId(1),
            org: OrgId(1),
            member: MemberId(1),
            kind,
            on: on.parse().unwrap(),
            detail: String::new(),
        }
    }

    fn on(m: &Member, events: &[MemberEvent], day: &str) -> Option<Standing> {
        standing_on(m, events, day.parse().unwrap())
    }

    #[test]
    fn membership_follows_from_dates_and_events() {
        let m = member();
        assert_eq!(on(&m, &[], "2010-06-30"), None);
        assert_eq!(on(&m, &[], "2010-07-01"), Some(Standing::Probationary));
        assert_eq!(on(&m, &[], "2011-07-01"), Some(Standing::Full));
        let moved = [event(EventKind::TransferredIn, "2015-03-01"), event(EventKind::Died, "2020-05-02")];
        assert_eq!(on(&m, &moved, "2014-01-01"), None);
        assert_eq!(on(&m, &moved, "2015-03-01"), Some(Standing::Full));
        assert_eq!(on(&m, &moved, "2020-05-02"), None);
        let left = [event(EventKind::TransferredOut, "2018-05")];
        assert_eq!(on(&m, &left, "2018-05-30"), Some(Standing::Full));
        assert_eq!(on(&m, &left, "2018-05-31"), None);
    }

    #[test]
    fn who_is_of_a_class_is_known_by_the_day_and_puts_in_nobody_of_whom_it_is_not() {
        let classes = |m: &Member, day: &str| {
            let day = day.parse().unwrap();
            Class::ALL.iter().copied().filter(|c| c.has(m, day)).collect::<Vec<_>>()
        };
        let mut m = member();
        assert_eq!(classes(&m, "2026-11-21"), [], "whose birth is not known is neither old nor young");
        m.birth = "1962-03".parse().ok();
        assert_eq!(classes(&m, "2026-12-31"), [Class::NoPost]);
        assert_eq!(classes(&m, "2027-03-01"), [Class::Aged]);
        assert_eq!(classes(&m, "2011-06-30"), [Class::NoPost, Class::Developing], "not yet a full member");
        assert_eq!(classes(&m, "2010-06-30"), [Class::Developing], "not yet one at all");
    }

    #[test]
    fn an_unknown_date_does_not_exclude() {
        let mut m = member();
        m.joined = None;
        m.full = None;
        assert_eq!(on(&m, &[], "1990-01-01"), Some(Standing::Full));
        m.category = Category::Activist;
        assert_eq!(on(&m, &[], "2020-01-01"), None);
    }
}
