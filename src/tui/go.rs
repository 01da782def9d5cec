//! Where one can go: a screen, a record, the form of a new one, with what shall lie in front there. Lists, gaps and the
//! search name a place; the shell goes there. Not here: how each is opened (`shell::app`).

use crate::{
    book::Missing,
    model::{
        date::{Date, Period},
        id::{ActivityId, IssueId, LedgerEntryId, MemberId, OrgId},
        score::Gap,
    },
};

/// A place in the program with something in front.
#[derive(Clone)]
pub enum Go {
    /// The roster.
    Roster,
    /// A member's page; id 0 for the form of a new member.
    Member(MemberId),
    /// A member's page at the field that fills this column of a roster; at the name where that is empty.
    MemberAt(MemberId, String),
    Activity(ActivityId),
    /// The form of a new activity: kind, 党小组, day.
    NewActivity(String, String, Date),
    /// The form of a new activity of this kind, on the day that is usual for it.
    NewOfKind(String),
    /// The form of a new activity of a kind on the occasion of a saved one.
    NewAlongside(ActivityId, String),
    /// The place where an issue of an import can be settled.
    Issue(IssueId),
    /// The form of the record of this kind that a held row becomes.
    HeldRow(IssueId, String),
    /// The year's own sheet with this item in front.
    Item(String),
    /// The place where a gap can be put right.
    Gap(Box<Gap>),
    /// The ledgers with this one in front.
    Ledger(String),
    LedgerRow(LedgerEntryId),
    /// The form of a new row of this ledger, about a member where one is meant.
    NewLedgerRow(String, Option<MemberId>),
    /// The dues with this month in focus.
    Dues(Period),
    Org(OrgId),
    /// The dialogue that founds a further organisation.
    NewOrg,
    /// The form of a draft, by its key.
    Draft(String),
}

impl Go {
    /// Whether going there begins a record: of no use where nothing can be written.
    pub fn begins(&self) -> bool {
        matches!(
            self,
            Self::NewActivity(..)
                | Self::NewOfKind(..)
                | Self::NewAlongside(..)
                | Self::NewLedgerRow(..)
                | Self::HeldRow(..)
        )
    }
}

impl From<Missing> for Go {
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::Recorded(id) | Missing::Untold(id) => Self::Activity(id),
            Missing::Start { kind, group, day } => Self::NewActivity(kind, group, day),
            Missing::Dues(month) => Self::Dues(month),
        }
    }
}
