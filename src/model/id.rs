//! Identifiers: one `i64` per record, time-ordered and unique across machines (made in the store, which has the clock).
//! In JSON an id is a string, because other programs lose digits of large numbers.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let s = std::borrow::Cow::<'de, str>::deserialize(d)?;
                s.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// An organisation (党组织).
    OrgId,
    /// A member (党员).
    MemberId,
    /// A meeting or other activity (会议、活动).
    ActivityId,
    /// Something that happened to a member's membership (党员变动).
    EventId,
    /// A cell or row that an import could not take as it stood.
    IssueId,
    /// A file of an activity (附件).
    AttachmentId,
    /// One scoring by one checklist (评分表).
    SheetId,
    /// What a person put on one item of a sheet (评定).
    MarkId,
    /// One thing counted by hand on an item.
    OccurrenceId,
    /// A row of a ledger (台账).
    LedgerEntryId,
    /// The superior's reading of a quarter's records (调阅).
    ReadingId,
    /// A checklist as it was adopted.
    ChecklistId,
    /// What a member pays a month (党费标准).
    StandardId,
    /// What was paid for one member and month (党费).
    PaymentId,
}
