//! Whether enough were there for a meeting to be valid. Not here: whether a vote passes (`vote`).

use super::Tally;
use crate::model::vote::Floor;
use serde::{Deserialize, Serialize};

/// How many must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    #[default]
    None,
    /// 有表决权的党员半数以上 (支部条例 11): exactly half is enough.
    HalfOfVoters,
    /// 半数以上委员 (支部条例 12): exactly half is enough.
    HalfOfCommittee,
    /// 不少于应到会的五分之四 (基层组织选举工作条例): exactly four fifths are enough.
    FourFifthsOfVoters,
}

/// Whether enough were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum QuorumState {
    NotNeeded,
    /// Not everybody is marked yet, and those present are too few so far: still this many short.
    Pending(u32),
    Met,
    Short(u32),
}

impl Quorum {
    /// The share that must be there, as one says it.
    pub fn share(self) -> &'static str {
        match self {
            Self::None => "",
            Self::HalfOfVoters | Self::HalfOfCommittee => "半数",
            Self::FourFifthsOfVoters => "五分之四",
        }
    }

    /// Whether it goes by those with a vote.
    pub fn of_voters(self) -> bool {
        matches!(self, Self::HalfOfVoters | Self::FourFifthsOfVoters)
    }

    /// Judges a roll call. Half of 0 is met by nobody: an empty list is never quorate.
    pub fn judge(self, t: Tally) -> QuorumState {
        let (floor, due, present) = match self {
            Self::None => return QuorumState::NotNeeded,
            Self::HalfOfVoters => (Floor::HALF, t.due_voting, t.present_voting),
            Self::HalfOfCommittee => (Floor::HALF, t.due, t.present),
            Self::FourFifthsOfVoters => (Floor::FOUR_FIFTHS, t.due_voting, t.present_voting),
        };
        match floor.needed(due).saturating_sub(present) {
            0 => QuorumState::Met,
            short if t.unmarked > 0 => QuorumState::Pending(short),
            short => QuorumState::Short(short),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::activity::{Attendance, Roll};

    fn person(roll: Roll, votes: bool) -> Attendance {
        Attendance { name: "张三".into(), no: 1, roll, votes, ..Attendance::default() }
    }

    #[test]
    fn exactly_half_is_a_quorum() {
        let mut people = vec![person(Roll::Present, true), person(Roll::Absent, true), person(Roll::Present, false)];
        let t = Tally::of(&people);
        assert_eq!((t.due, t.present, t.due_voting, t.present_voting), (3, 2, 2, 1));
        assert_eq!(Quorum::HalfOfVoters.judge(t), QuorumState::Met);
        people[0].roll = Roll::Excused;
        assert_eq!(Quorum::HalfOfVoters.judge(Tally::of(&people)), QuorumState::Short(1));
        people[0].roll = Roll::Unmarked;
        assert_eq!(Quorum::HalfOfVoters.judge(Tally::of(&people)), QuorumState::Pending(1));
        assert_eq!(Quorum::HalfOfVoters.judge(Tally::default()), QuorumState::Short(1));
        assert_eq!(Quorum::None.judge(Tally::default()), QuorumState::NotNeeded);
        let mut people = vec![person(Roll::Present, true); 5];
        people[4].roll = Roll::Absent;
        assert_eq!(Quorum::FourFifthsOfVoters.judge(Tally::of(&people)), QuorumState::Met);
        people[3].roll = Roll::Absent;
        assert_eq!(Quorum::FourFifthsOfVoters.judge(Tally::of(&people)), QuorumState::Short(1));
    }
}
