//! In which order the roster is shown, and how well a member answers what is typed to find one.
//! Not here: drawing (`members`).

use crate::{
    model::member::Member,
    text::{number::counting_key, pinyin},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Number,
    Name,
    Age,
    Group,
}

impl Order {
    /// The next order, around the end.
    pub fn next(self) -> Self {
        match self {
            Self::Number => Self::Name,
            Self::Name => Self::Age,
            Self::Age => Self::Group,
            Self::Group => Self::Number,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "按编号",
            Self::Name => "按姓名",
            Self::Age => "按年龄",
            Self::Group => "按党小组",
        }
    }

    /// Sorts members by this order; equals stay by number. Who has no birth or no 党小组 stands last.
    pub fn sort(self, members: &mut [Member]) {
        members.sort_by_key(|m| (m.no, m.id));
        match self {
            Self::Number => {}
            Self::Name => members.sort_by_cached_key(|m| pinyin::sort_key(&m.name)),
            Self::Age => members.sort_by_key(|m| (m.birth.is_none(), m.birth.map(|b| b.earliest()))),
            Self::Group => members.sort_by_cached_key(|m| (m.group.is_empty(), counting_key(&m.group))),
        }
    }
}

/// How well a member answers a query: the number, then the name, then anything else on the row.
pub fn rank(member: &Member, query: &str) -> Option<u32> {
    const ELSEWHERE: u32 = 1000;
    if member.no.to_string() == query {
        return Some(0);
    }
    pinyin::rank(&member.name, query).or_else(|| {
        let texts = [&member.group, &member.post, &member.job, &member.address, &member.floating_place, &member.note];
        let number = member.id_number.contains(query) || member.phone.contains(query);
        (number || texts.iter().any(|t| t.contains(query)) || member.category.name().contains(query))
            .then_some(ELSEWHERE)
    })
}
