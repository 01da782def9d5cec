//! How many must be there for a meeting to count, and whether enough were.
//! Not here: who is due (`activity`), whether a matter passed (`vote`).

use super::Tally;
use crate::model::vote::Floor;
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// The quorum (法定人数): how many must be there for a meeting to count, as a share of those with a vote or of all who are
/// due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quorum {
    #[default]
    None,
    Share(QuorumShare),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumShare {
    pub share: Floor,
    pub of: QuorumBase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuorumBase {
    Voters,
    Due,
}

/// Whether a meeting had its quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuorumState {
    NotNeeded,
    /// Not everybody is marked yet, and those present are too few so far: this many heads are still short.
    Pending(u32),
    Met,
    Short(u32),
}

impl Quorum {
    /// 有表决权的党员半数以上 (支部条例 11), the quorum of a 党员大会: exactly half is enough.
    pub const HALF_OF_VOTERS: Self = Self::Share(QuorumShare { share: Floor::HALF, of: QuorumBase::Voters });
    /// 半数以上委员 (支部条例 12), the quorum of a 支委会: exactly half is enough.
    pub const HALF_OF_COMMITTEE: Self = Self::Share(QuorumShare { share: Floor::HALF, of: QuorumBase::Due });
    /// 不少于应到会的五分之四 (基层组织选举工作条例), the quorum of an election: exactly four fifths are enough.
    pub const FOUR_FIFTHS_OF_VOTERS: Self =
        Self::Share(QuorumShare { share: Floor::FOUR_FIFTHS, of: QuorumBase::Voters });

    /// The quorums that regulations state, by what data files call them.
    const NAMES: [(&'static str, Self); 4] = [
        ("none", Self::None),
        ("half_of_voters", Self::HALF_OF_VOTERS),
        ("half_of_committee", Self::HALF_OF_COMMITTEE),
        ("four_fifths_of_voters", Self::FOUR_FIFTHS_OF_VOTERS),
    ];

    /// The share that must be there, as one says it: 半数, 三分之二; empty where no quorum is needed.
    pub fn share(self) -> String {
        match self {
            Self::None => String::new(),
            Self::Share(s) => s.share.share(),
        }
    }

    /// What is said where too few were there: 不足半数, 没有超过半数; empty where no quorum is needed.
    pub fn missed(self) -> String {
        match self {
            Self::None => String::new(),
            Self::Share(s) => s.share.missed(),
        }
    }

    /// Whether the quorum is a share of those with a vote, not of all who are due.
    pub fn of_voters(self) -> bool {
        matches!(self, Self::Share(QuorumShare { of: QuorumBase::Voters, .. }))
    }

    /// Whether too few may have been there, as far as the counts of all heads tell; where not, the quorum was met,
    /// unless more than half of those due had no vote. A list of a year need not look into every roll.
    pub fn in_doubt(self, due: u32, present: u32) -> bool {
        match self {
            Self::None => false,
            Self::Share(s) => present < (s.share.needed(due) + due).div_ceil(2),
        }
    }

    /// Judges a roll call. Half of 0 is met by nobody: an empty list is never quorate.
    pub fn judge(self, t: Tally) -> QuorumState {
        let (floor, due, present) = match self {
            Self::None => return QuorumState::NotNeeded,
            Self::Share(QuorumShare { share, of: QuorumBase::Voters }) => (share, t.due_voting, t.present_voting),
            Self::Share(QuorumShare { share, of: QuorumBase::Due }) => (share, t.due, t.present),
        };
        match floor.needed(due).saturating_sub(present) {
            0 => QuorumState::Met,
            short if t.unmarked > 0 => QuorumState::Pending(short),
            short => QuorumState::Short(short),
        }
    }
}

/// A quorum is written by its name, or as a table: `{ share = ">=2/3", of = "due" }`.
impl<'de> Deserialize<'de> for Quorum {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Quorum;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("法定人数")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Quorum, E> {
                let known = Quorum::NAMES.iter().find(|(n, _)| *n == name).map(|(_, quorum)| *quorum);
                known.ok_or_else(|| {
                    let names = Quorum::NAMES.map(|(n, _)| n).join("、");
                    E::custom(format!("不认识的法定人数“{name}”,可写 {names},或 {{ share = \">=2/3\", of = \"due\" }}"))
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Quorum, A::Error> {
                QuorumShare::deserialize(MapAccessDeserializer::new(table)).map(Quorum::Share)
            }
        }

        from.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        activity::{ActivityKind, Attendance, Roll},
        id::MemberId,
    };

    fn person(roll: Roll, votes: bool) -> Attendance {
        Attendance { member: Some(MemberId(1)), name: "张三".into(), no: 1, roll, votes, ..Attendance::default() }
    }

    fn read(quorum: &str) -> Result<Quorum, String> {
        let text = format!("id = 'a'\nname = '甲'\ntitle_label = '议题'\nquorum = {quorum}");
        toml::from_str::<ActivityKind>(&text).map(|k| k.quorum).map_err(|e| e.message().to_owned())
    }

    #[test]
    fn exactly_half_is_a_quorum() {
        let mut people = vec![person(Roll::Present, true), person(Roll::Absent, true), person(Roll::Present, false)];
        let judge = |people: &[Attendance]| Quorum::HALF_OF_VOTERS.judge(Tally::of(people));
        assert_eq!(judge(&people), QuorumState::Met);
        people[0].roll = Roll::Excused;
        assert_eq!(judge(&people), QuorumState::Short(1));
        people[0].roll = Roll::Unmarked;
        assert_eq!(judge(&people), QuorumState::Pending(1));
        assert_eq!(judge(&[]), QuorumState::Short(1));
        assert_eq!(Quorum::None.judge(Tally::default()), QuorumState::NotNeeded);
        let mut people = vec![person(Roll::Present, true); 5];
        people[4].roll = Roll::Absent;
        assert_eq!(Quorum::FOUR_FIFTHS_OF_VOTERS.judge(Tally::of(&people)), QuorumState::Met);
        people[3].roll = Roll::Absent;
        assert_eq!(Quorum::FOUR_FIFTHS_OF_VOTERS.judge(Tally::of(&people)), QuorumState::Short(1));
    }

    #[test]
    fn a_township_states_any_share() {
        assert_eq!(read("'half_of_committee'").unwrap(), Quorum::HALF_OF_COMMITTEE);
        let two_thirds = read("{ share = '>=2/3', of = 'due' }").unwrap();
        assert_eq!((two_thirds.share().as_str(), two_thirds.of_voters()), ("三分之二", false));
        let mut people = vec![person(Roll::Present, false); 3];
        people[2].roll = Roll::Absent;
        assert_eq!(two_thirds.judge(Tally::of(&people)), QuorumState::Met);
        people[1].roll = Roll::Absent;
        assert_eq!(two_thirds.judge(Tally::of(&people)), QuorumState::Short(1));
        let more_than_half = read("{ share = '>1/2', of = 'voters' }").unwrap();
        assert_eq!((more_than_half.share().as_str(), more_than_half.missed().as_str()), ("过半数", "没有超过半数"));
    }

    #[test]
    fn what_is_no_quorum_is_said_in_words() {
        assert!(read("'most'").unwrap_err().contains("不认识的法定人数“most”"));
        assert!(read("{ share = '2/3', of = 'due' }").unwrap_err().contains("“2/3”要写成"));
        assert!(read("{ share = '>=2/3' }").unwrap_err().contains("of"));
        assert!(read("3").is_err());
    }

    #[test]
    fn whoever_falls_short_is_looked_into() {
        let mut short = 0;
        for quorum in [Quorum::HALF_OF_VOTERS, Quorum::HALF_OF_COMMITTEE, Quorum::FOUR_FIFTHS_OF_VOTERS] {
            for (due, present, without) in
                (0..=24_u32).flat_map(|due| (0..=due).flat_map(move |p| (0..=due / 2).map(move |w| (due, p, w))))
            {
                // Those without a vote came first: the fewest voters there can be.
                let (due_voting, present_voting) = (due - without, present.saturating_sub(without));
                let tally = Tally { due, due_voting, present, present_voting, ..Tally::default() };
                if matches!(quorum.judge(tally), QuorumState::Short(_)) {
                    short += 1;
                    assert!(quorum.in_doubt(due, present), "{quorum:?} {tally:?}");
                }
            }
        }
        assert!(short > 1_000);
        assert!(!Quorum::HALF_OF_VOTERS.in_doubt(300, 255) && !Quorum::None.in_doubt(3, 0));
    }
}
