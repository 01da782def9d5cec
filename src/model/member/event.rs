//! What happens to a membership, and so who belonged to the branch on any day: as what, with a vote or without, in which
//! part of the committee and which 党小组. Not here: who is due at a meeting (`book::roll`).

use super::{Member, Role};
use crate::model::{
    closed_set,
    date::{Date, PartialDate},
    id::{EventId, MemberId, OrgId},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// 任免: another part in the branch committee, or none.
    Office,
    /// 调组: another 党小组, or none.
    Group,
    /// 停止表决权: 留党察看, 留置, 逮捕 (选举条例 5).
    VoteStopped,
    /// 恢复表决权
    VoteRestored,
    /// 新发展: the 支部大会 took the person in.
    Accepted,
    /// 补录: was here all the same from that day on, and is put on record late.
    LateEntry,
}

closed_set!(EventKind {
    TransferredIn = "transferred_in", "转入";
    TransferredOut = "transferred_out", "转出";
    Died = "died", "去世";
    Removed = "removed", "出党";
    Suspended = "suspended", "停止党籍";
    Restored = "restored", "恢复";
    Office = "office", "任免";
    Group = "group", "调组";
    VoteStopped = "vote_stopped", "停止表决权";
    VoteRestored = "vote_restored", "恢复表决权";
    Accepted = "accepted", "新发展";
    LateEntry = "late_entry", "补录";
});

impl EventKind {
    /// Whether the person belongs to the branch from that day on; `None` for what leaves that as it is.
    pub fn belongs_after(self) -> Option<bool> {
        match self {
            Self::TransferredIn | Self::Restored | Self::Accepted | Self::LateEntry => Some(true),
            Self::TransferredOut | Self::Died | Self::Removed | Self::Suspended => Some(false),
            Self::Office | Self::Group | Self::VoteStopped | Self::VoteRestored => None,
        }
    }

    /// How somebody new comes onto the roster.
    pub const ARRIVALS: [Self; 3] = [Self::TransferredIn, Self::Accepted, Self::LateEntry];

    /// Whether an event of this kind puts one thing in the place of another: the part in the committee, the 党小组.
    pub fn replaces(self) -> bool {
        matches!(self, Self::Office | Self::Group)
    }
}

/// One thing that happened to a membership. A member with no events has belonged since joining the Party, and has always
/// had the part and the group that the roster tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberEvent {
    pub id: EventId,
    pub org: OrgId,
    pub member: MemberId,
    pub kind: EventKind,
    pub on: PartialDate,
    /// What the thing replaced was until then, as stored (a [`Role`]'s code, a group's name; empty: none).
    pub was: String,
    /// What the thing replaced became, as stored.
    pub became: String,
    pub detail: String,
}

impl MemberEvent {
    /// An event that replaces nothing, of which no more is known.
    pub fn new(member: &Member, kind: EventKind, on: PartialDate) -> Self {
        let (was, became, detail) = (String::new(), String::new(), String::new());
        Self { id: EventId(0), org: member.org, member: member.id, kind, on, was, became, detail }
    }

    /// The first day on which the event holds. A date known only to the month excludes nobody: what takes something
    /// away counts from its last day, all else from its first.
    pub fn takes_effect(&self) -> Date {
        let takes_away = self.kind.belongs_after() == Some(false) || self.kind == EventKind::VoteStopped;
        if takes_away { self.on.latest() } else { self.on.earliest() }
    }

    /// The event with its day, in words: `转出 2026-11-10`, `任书记(原为委员) 2026-03`.
    pub fn words(&self) -> String {
        format!("{} {}", self.what(), self.on)
    }

    /// What the roster tells now of what the event replaces, as stored; empty for what replaces nothing.
    pub fn on_roster<'a>(&self, member: &'a Member) -> &'a str {
        match self.kind {
            EventKind::Office => member.role.map_or("", Role::code),
            EventKind::Group => &member.group,
            _ => "",
        }
    }

    /// What happened, in words, without the day.
    pub fn what(&self) -> String {
        let office = |code: &str| Role::from_code(code).map_or("", Role::name).to_owned();
        let (was, became) = match self.kind {
            EventKind::Office => (office(&self.was), office(&self.became)),
            EventKind::Group => (self.was.clone(), self.became.clone()),
            _ => return self.kind.name().to_owned(),
        };
        let verb = if self.kind == EventKind::Office { "任" } else { "调到" };
        match (was.as_str(), became.as_str()) {
            (was, "") if self.kind == EventKind::Office => format!("不再任{was}"),
            (was, "") => format!("离开{was}"),
            ("", became) => format!("{verb}{became}"),
            (was, became) => format!("{verb}{became}(原为{was})"),
        }
    }
}

/// How somebody new came onto the roster (an [`EventKind::ARRIVALS`]), and since when; a day that is not known excludes
/// nobody from any roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub kind: EventKind,
    pub on: Option<PartialDate>,
}

/// The standing in which a person belonged to the branch on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Full,
    Probationary,
}

/// The events of a member by the day on which they take effect, with what each says of one matter.
fn changes<'e, T: Ord>(
    member: &Member,
    events: &'e [MemberEvent],
    says: impl Fn(&'e MemberEvent) -> Option<T>,
) -> Vec<(Date, T)> {
    let own = events.iter().filter(|e| e.member == member.id);
    let mut changes: Vec<(Date, T)> = own.filter_map(|e| Some((e.takes_effect(), says(e)?))).collect();
    changes.sort();
    changes
}

/// The standing in which the person belonged on a day, or `None` if not at all. `events` are that member's, in any
/// order.
///
/// A date that is not known does not exclude: somebody on the roster whose joining date is 不详 has always belonged.
/// Leaving counts from the day itself; see [`MemberEvent::takes_effect`] for a date known only to the month.
pub fn standing_on(member: &Member, events: &[MemberEvent], day: Date) -> Option<Standing> {
    if !member.category.is_member() || member.joined.is_some_and(|j| day < j.earliest()) {
        return None;
    }
    let changes = changes(member, events, |e| e.kind.belongs_after());
    // Before the first change the opposite held: who was transferred in had not been here.
    let belongs = match changes.iter().rev().find(|(on, _)| *on <= day) {
        Some((_, comes)) => *comes,
        None => changes.first().is_none_or(|(_, comes)| !comes),
    };
    let full_then = match (member.category, member.full) {
        (super::Category::Full, Some(full)) => full.earliest() <= day,
        (super::Category::Full, None) => true,
        _ => false,
    };
    belongs.then_some(if full_then { Standing::Full } else { Standing::Probationary })
}

/// Whether the person might vote on that day: only full members may, and not while that is stopped (选举条例 5).
pub fn votes_on(member: &Member, events: &[MemberEvent], day: Date) -> bool {
    let stopped = changes(member, events, |e| match e.kind {
        EventKind::VoteStopped => Some(true),
        EventKind::VoteRestored => Some(false),
        _ => None,
    });
    let stopped = stopped.iter().rev().find(|(on, _)| *on <= day).is_some_and(|(_, stopped)| *stopped);
    !stopped && standing_on(member, events, day) == Some(Standing::Full)
}

/// The event by which the person had left on that day; `None` for who had not. Whatever the category: an activist can move too.
pub fn left_by<'a>(member: &Member, events: &'a [MemberEvent], day: Date) -> Option<&'a MemberEvent> {
    let known = events.iter().filter(|e| e.member == member.id && e.takes_effect() <= day);
    let known = known.filter_map(|e| Some((e, e.kind.belongs_after()?)));
    known.max_by_key(|(e, comes)| (e.takes_effect(), *comes)).filter(|(_, comes)| !comes).map(|(e, _)| e)
}

/// What something was on a day that events of this kind replace: what the first of them after it found there, else what
/// the roster tells now.
fn was_on<'a>(member: &Member, events: &'a [MemberEvent], kind: EventKind, day: Date) -> Option<&'a str> {
    let own = events.iter().filter(|e| e.member == member.id && e.kind == kind);
    own.filter(|e| e.takes_effect() > day).min_by_key(|e| e.takes_effect()).map(|e| e.was.as_str())
}

/// The person's part in the committee on a day; `None` for none.
pub fn role_on(member: &Member, events: &[MemberEvent], day: Date) -> Option<Role> {
    was_on(member, events, EventKind::Office, day).map_or(member.role, Role::from_code)
}

/// The member with the part in the committee and the 党小组 of that day.
pub fn as_of<'a>(member: &'a Member, events: &[MemberEvent], day: Date) -> Cow<'a, Member> {
    let role = role_on(member, events, day);
    let group = was_on(member, events, EventKind::Group, day).unwrap_or(&member.group);
    if role == member.role && group == member.group {
        return Cow::Borrowed(member);
    }
    Cow::Owned(Member { role, group: group.to_owned(), ..member.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{id::MemberId, member::Category};

    fn member() -> Member {
        let mut m = Member::named(MemberId(1), OrgId(1), 1, "张三");
        m.joined = "2010-07-01".parse().ok();
        m.full = "2011-07".parse().ok();
        m
    }

    fn event(kind: EventKind, on: &str) -> MemberEvent {
        MemberEvent::new(&member(), kind, on.parse().unwrap())
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
        assert_eq!(left_by(&m, &left, "2018-05-31".parse().unwrap()), Some(&left[0]));
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

    #[test]
    fn a_stopped_vote_leaves_the_membership() {
        let m = member();
        let events = [event(EventKind::VoteStopped, "2024-03"), event(EventKind::VoteRestored, "2025-03-20")];
        let votes = |day: &str| votes_on(&m, &events, day.parse().unwrap());
        assert!(!votes("2011-06-30"), "probationary");
        assert!(votes("2024-03-30"));
        assert!(!votes("2024-03-31"));
        assert!(!votes("2025-03-19"));
        assert!(votes("2025-03-20"));
        assert_eq!(on(&m, &events, "2024-06-01"), Some(Standing::Full));
        assert_eq!(left_by(&m, &events, "2024-06-01".parse().unwrap()), None);
    }

    #[test]
    fn office_and_group_are_those_of_the_day() {
        let m = Member { role: Some(Role::Secretary), group: "第二党小组".into(), ..member() };
        let replaced = |kind, on, was: &str, became: &str| MemberEvent {
            was: was.into(),
            became: became.into(),
            ..event(kind, on)
        };
        let events = [
            replaced(EventKind::Office, "2026-03-20", "commissioner", "secretary"),
            replaced(EventKind::Office, "2021-03", "", "commissioner"),
            replaced(EventKind::Group, "2024-01-01", "第一党小组", "第二党小组"),
        ];
        let then = |day: &str| {
            let m = as_of(&m, &events, day.parse().unwrap()).into_owned();
            (m.role, m.group)
        };
        assert_eq!(then("2021-02-28"), (None, "第一党小组".into()));
        assert_eq!(then("2021-03-01"), (Some(Role::Commissioner), "第一党小组".into()));
        assert_eq!(then("2026-03-19"), (Some(Role::Commissioner), "第二党小组".into()));
        assert_eq!(then("2026-03-20"), (Some(Role::Secretary), "第二党小组".into()));
        assert_eq!(
            events.each_ref().map(MemberEvent::words),
            ["任书记(原为委员) 2026-03-20", "任委员 2021-03", "调到第二党小组(原为第一党小组) 2024-01-01"]
        );
        assert_eq!(on(&m, &events, "2021-02-28"), Some(Standing::Full), "neither says who belongs");
    }
}
