//! Members: who they are. Not here: what happened to a membership, and so who belonged, voted or sat in the committee on
//! any day (`event`); how a roster file is read (`office::roster`), checks of identity numbers (`text::idcard`).

pub mod event;

pub use event::{Arrival, EventKind, MemberEvent, Standing, left_by, standing_on};

use super::{
    closed_set,
    date::{Date, PartialDate},
    id::{MemberId, OrgId},
};
use crate::text::{idcard::IdNumber, phone::Phone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sex (性别) by GB/T 2261.1, as far as rosters use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

/// What somebody on the roster is (人员类别).
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
    /// Whether the category is membership at all (the others are on the way to it).
    pub fn is_member(self) -> bool {
        matches!(self, Self::Full | Self::Probationary)
    }
}

/// One person on the roster. Text that is not known is empty; dates and closed sets that are not known are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub id_number: IdNumber,
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
    pub phone: Phone,
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
            id_number: IdNumber::default(),
            education: String::new(),
            category: Category::Full,
            joined: None,
            full: None,
            group: String::new(),
            post: String::new(),
            role: None,
            job: String::new(),
            phone: Phone::default(),
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
            "公民身份号码" => self.id_number.whole().to_owned(),
            "学历" => self.education.clone(),
            "人员类别" => self.category.name().to_owned(),
            "入党时间" => date(self.joined),
            "转正时间" => date(self.full),
            "党小组" => self.group.clone(),
            // The part in the committee follows from the post.
            "职务" => format!("{} {}", self.post, self.role.map_or("", Role::name)),
            "从业情况" => self.job.clone(),
            "联系电话" => self.phone.whole().to_owned(),
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

/// The age from which on somebody is 年老体弱.
const AGED: u32 = 65;

impl Class {
    /// Whether somebody on the roster is in the class on a day.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_of_a_class_is_known_by_the_day_and_puts_in_nobody_of_whom_it_is_not() {
        let classes = |m: &Member, day: &str| {
            let day = day.parse().unwrap();
            Class::ALL.iter().copied().filter(|c| c.has(m, day)).collect::<Vec<_>>()
        };
        let mut m = Member::named(MemberId(1), OrgId(1), 1, "张三");
        m.joined = "2010-07-01".parse().ok();
        m.full = "2011-07".parse().ok();
        assert_eq!(classes(&m, "2026-11-21"), [], "whose birth is not known is neither old nor young");
        m.birth = "1962-03".parse().ok();
        assert_eq!(classes(&m, "2026-12-31"), [Class::NoPost]);
        assert_eq!(classes(&m, "2027-03-01"), [Class::Aged]);
        assert_eq!(classes(&m, "2011-06-30"), [Class::NoPost, Class::Developing], "not yet a full member");
        assert_eq!(classes(&m, "2010-06-30"), [Class::Developing], "not yet one at all");
    }
}
