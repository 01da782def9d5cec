//! Votes and the rules they are judged by: how many voters must be there, and how many must agree of whom.
//! Not here: which rules there are (`data/vote_rules.toml`), who has a vote (`member`).

use super::closed_set;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The voters of a meeting, by head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voters {
    /// 有表决权应到.
    pub due: u32,
    /// Of these, in the room.
    pub present: u32,
}

/// How those present voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteForm {
    Hands,
    Secret,
    Open,
    Voice,
}

closed_set!(VoteForm {
    Hands = "hands", "举手";
    Secret = "secret", "无记名投票";
    Open = "open", "记名投票";
    Voice = "voice", "口头";
});

/// One matter that was voted on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    pub matter: String,
    /// The id of its [`VoteRule`]; empty where none was chosen.
    pub rule: String,
    /// `None` where nobody said.
    #[serde(default)]
    pub form: Option<VoteForm>,
    pub agree: u32,
    pub against: u32,
    pub abstain: u32,
    /// How many of the votes above are opinions handed in in writing before the meeting.
    pub written: u32,
    /// Frozen when saved; `None` while the roll has not been called in full.
    pub voters: Option<Voters>,
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}/{}", self.matter, self.agree, self.against, self.abstain)
    }
}

impl FromStr for Vote {
    type Err = String;

    /// `接收张三 20/0/1` or `接收张三 赞成20 反对0 弃权1`: the matter, then the three counts in this order.
    fn from_str(line: &str) -> Result<Self, String> {
        let err = || format!("“{line}”要写成:事项 赞成/反对/弃权,例如 接收张三 20/0/1");
        let mut counts = Vec::new();
        let mut rest = line.trim_end();
        while counts.len() < 3 {
            rest = rest.trim_end_matches(|c: char| c.is_whitespace() || "/、,,票人".contains(c));
            let digits = rest.chars().rev().take_while(char::is_ascii_digit).count();
            let (before, count) = rest.split_at(rest.len() - digits);
            counts.push(count.parse::<u32>().map_err(|_| err())?);
            rest = ["赞成", "同意", "反对", "弃权"]
                .iter()
                .find_map(|w| before.trim_end().strip_suffix(w))
                .unwrap_or(before);
        }
        let matter = rest.trim().trim_end_matches([':', ':', ',', ',']).to_owned();
        match (matter.is_empty(), counts.as_slice()) {
            (false, &[abstain, against, agree]) => Ok(Self { matter, agree, against, abstain, ..Self::default() }),
            _ => Err(err()),
        }
    }
}

/// A share that must be reached: `>=1/2` (exactly half is enough) or `>1/2` (it is not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Floor {
    numerator: u32,
    denominator: u32,
    /// Exactly the share is enough.
    inclusive: bool,
}

impl Floor {
    pub const HALF: Self = Self { numerator: 1, denominator: 2, inclusive: true };
    pub const FOUR_FIFTHS: Self = Self { numerator: 4, denominator: 5, inclusive: true };

    /// The smallest number of heads that reaches the share of `total`; at least one, for nobody decides nothing.
    pub fn needed(self, total: u32) -> u32 {
        let share = u64::from(total) * u64::from(self.numerator);
        let denominator = u64::from(self.denominator);
        let needed = if self.inclusive { share.div_ceil(denominator) } else { share / denominator + 1 };
        u32::try_from(needed.max(1)).unwrap_or(u32::MAX)
    }

    /// `半数以上`, `超过半数`, `五分之四以上`.
    pub fn words(self) -> String {
        if self.inclusive { format!("{}以上", self.plain()) } else { format!("超过{}", self.plain()) }
    }

    /// The share itself, as what is reached or missed: `半数`, `过半数`, `五分之四`.
    pub fn share(self) -> String {
        if self.inclusive { self.plain() } else { format!("过{}", self.plain()) }
    }

    fn plain(self) -> String {
        let digit = |n: u32| {
            let name = "零一二三四五六七八九十".chars().nth(n as usize).filter(|_| n > 0);
            name.map_or(n.to_string(), String::from)
        };
        match (self.numerator, self.denominator) {
            (1, 2) => "半数".to_owned(),
            (n, d) if n == d => "全部".to_owned(),
            (n, d) => format!("{}分之{}", digit(d), digit(n)),
        }
    }
}

impl TryFrom<String> for Floor {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let err = || format!("“{text}”要写成 \">=1/2\"(半数以上)或 \">1/2\"(超过半数)");
        let (inclusive, share) = match text.strip_prefix(">=") {
            Some(share) => (true, share),
            None => (false, text.strip_prefix('>').ok_or_else(err)?),
        };
        let (n, d) = share.split_once('/').ok_or_else(err)?;
        let (Ok(numerator), Ok(denominator)) = (n.trim().parse::<u32>(), d.trim().parse::<u32>()) else {
            return Err(err());
        };
        let possible = numerator > 0 && (numerator < denominator || inclusive && numerator == denominator);
        if possible { Ok(Self { numerator, denominator, inclusive }) } else { Err(err()) }
    }
}

impl From<Floor> for String {
    fn from(floor: Floor) -> Self {
        format!("{}{}/{}", if floor.inclusive { ">=" } else { ">" }, floor.numerator, floor.denominator)
    }
}

/// Of whom the votes in favour are a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// 有表决权应到.
    Due,
    /// 有表决权实到.
    Present,
}

/// How a matter is decided, as `data/vote_rules.toml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteRule {
    pub id: String,
    pub name: String,
    /// Of 有表决权应到, how many must be there.
    pub present: Floor,
    /// How many must agree, of [`VoteRule::of`].
    pub pass: Floor,
    pub of: Base,
    /// Opinions handed in in writing before the meeting count among the votes.
    #[serde(default)]
    pub written: bool,
    /// The regulation, as far as it was verified.
    #[serde(default)]
    pub basis: String,
    /// What of this rule no verified text says; empty where all is verified.
    #[serde(default)]
    pub setting: String,
}

/// What came of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The roll has not been called in full, or nothing was counted yet.
    Open,
    /// Too few were there to vote at all: this many were needed.
    Short(u32),
    /// This many had to agree.
    Passed(u32),
    Failed(u32),
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "未判断",
            Self::Short(_) => "人数不足",
            Self::Passed(_) => "通过",
            Self::Failed(_) => "未通过",
        }
    }
}

impl VoteRule {
    /// Judges a vote by its heads. Votes in writing that this rule does not count are taken off those in favour, as the
    /// record does not say how they were cast: what still passes has passed.
    pub fn judge(&self, vote: &Vote) -> Outcome {
        let Some(voters) = vote.voters else { return Outcome::Open };
        let quorum = self.present.needed(voters.due);
        if voters.present < quorum {
            return Outcome::Short(quorum);
        }
        if vote.cast() == 0 {
            return Outcome::Open;
        }
        let needed = self.pass.needed(match self.of {
            Base::Due => voters.due,
            Base::Present => voters.present,
        });
        let agree = if self.written { vote.agree } else { vote.agree.saturating_sub(vote.written) };
        if agree >= needed { Outcome::Passed(needed) } else { Outcome::Failed(needed) }
    }

    /// The rule in words: `到会半数以上,赞成超过应到半数`.
    pub fn words(&self) -> String {
        let of = match self.of {
            Base::Due => "应到",
            Base::Present => "实到",
        };
        let written = if self.written { ",书面意见计票" } else { "" };
        format!("有表决权的到会{},赞成{}({of}){written}", self.present.words(), self.pass.words())
    }

    /// Its basis, and what of it is a setting.
    pub fn source(&self) -> String {
        let setting = if self.setting.is_empty() { String::new() } else { format!("设置:{}", self.setting) };
        [self.basis.as_str(), setting.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(";")
    }
}

impl Vote {
    /// All votes, those in writing among them.
    pub fn cast(&self) -> u32 {
        self.agree.saturating_add(self.against).saturating_add(self.abstain)
    }

    /// What cannot be right about the counts, in words. Hints: nothing is refused for them.
    pub fn doubts(&self, rule: Option<&VoteRule>) -> Vec<String> {
        let mut doubts = Vec::new();
        let cast = self.cast();
        if self.written > cast {
            doubts.push(format!("书面意见{}票多于总票数{cast}", self.written));
        }
        if self.written > 0 && rule.is_some_and(|r| !r.written) {
            doubts.push(format!("这条规则不计书面意见,判断时从赞成里减去{}票", self.written));
        }
        let Some(Voters { due, present }) = self.voters else { return doubts };
        let most = present.saturating_add(self.written);
        if cast > most {
            doubts.push(format!("共{cast}票,多于到会有表决权的{present}人加书面意见{}票", self.written));
        } else if cast > 0 && cast < most {
            doubts.push(format!("共{cast}票,比到会加书面意见的{most}票少{}票", most - cast));
        }
        if most > due {
            doubts.push(format!("到会{present}人加书面意见{}票,多于有表决权应到{due}人", self.written));
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor(text: &str) -> Floor {
        Floor::try_from(text.to_owned()).unwrap()
    }

    fn rule(present: &str, of: Base, written: bool) -> VoteRule {
        VoteRule {
            id: "r".into(),
            name: "规则".into(),
            present: floor(present),
            pass: floor(">1/2"),
            of,
            written,
            basis: "条例".into(),
            setting: String::new(),
        }
    }

    fn vote(agree: u32, written: u32, due: u32, present: u32) -> Vote {
        Vote { matter: "甲".into(), agree, written, voters: Some(Voters { due, present }), ..Vote::default() }
    }

    #[test]
    fn exactly_half_may_vote_in_an_ordinary_matter_but_not_pass_it() {
        let ordinary = rule(">=1/2", Base::Due, false);
        assert_eq!(ordinary.judge(&vote(10, 0, 20, 9)), Outcome::Short(10));
        assert_eq!(
            ordinary.judge(&vote(10, 0, 20, 10)),
            Outcome::Failed(11),
            "half of those due is not more than half"
        );
        assert_eq!(ordinary.judge(&vote(11, 0, 20, 11)), Outcome::Passed(11));
        assert_eq!(ordinary.judge(&vote(11, 0, 21, 11)), Outcome::Passed(11), "11 is more than half of 21");
        assert_eq!(ordinary.judge(&vote(11, 1, 20, 11)), Outcome::Failed(11), "nothing in writing counts");
    }

    #[test]
    fn exactly_half_may_not_vote_on_an_admission_and_writing_counts() {
        let admission = rule(">1/2", Base::Due, true);
        assert_eq!(admission.judge(&vote(20, 10, 20, 10)), Outcome::Short(11));
        assert_eq!(admission.judge(&vote(10, 0, 20, 11)), Outcome::Failed(11));
        assert_eq!(admission.judge(&vote(11, 1, 20, 11)), Outcome::Passed(11));
    }

    #[test]
    fn four_fifths_are_enough_for_an_election_and_half_of_those_present_is_not() {
        let election = rule(">=4/5", Base::Present, false);
        assert_eq!(election.judge(&vote(15, 0, 20, 15)), Outcome::Short(16));
        assert_eq!(election.judge(&vote(8, 0, 20, 16)), Outcome::Failed(9));
        assert_eq!(election.judge(&vote(9, 0, 20, 16)), Outcome::Passed(9));
        assert_eq!(election.judge(&vote(10, 0, 21, 17)), Outcome::Passed(9), "17 of 21 is just above four fifths");
        assert_eq!(election.judge(&vote(10, 0, 21, 16)), Outcome::Short(17));
    }

    #[test]
    fn nothing_is_judged_before_the_roll_and_nobody_decides_nothing() {
        let ordinary = rule(">=1/2", Base::Due, false);
        assert_eq!(ordinary.judge(&Vote { voters: None, ..vote(9, 0, 9, 9) }), Outcome::Open);
        assert_eq!(ordinary.judge(&vote(0, 0, 0, 0)), Outcome::Short(1));
        assert_eq!(ordinary.judge(&vote(0, 0, 9, 9)), Outcome::Open, "not a vote lost, but none counted");
    }

    #[test]
    fn counts_that_cannot_be_right_are_hinted_at() {
        let (ordinary, admission) = (rule(">=1/2", Base::Due, false), rule(">1/2", Base::Due, true));
        assert_eq!(vote(12, 2, 20, 10).doubts(Some(&admission)), Vec::<String>::new());
        assert!(vote(13, 2, 20, 10).doubts(Some(&admission))[0].contains("共13票,多于到会有表决权的10人"));
        assert!(vote(11, 0, 20, 12).doubts(Some(&ordinary))[0].contains("少1票"));
        assert!(vote(12, 2, 20, 10).doubts(Some(&ordinary))[0].contains("不计书面意见"));
        assert!(vote(1, 2, 20, 10).doubts(None)[0].contains("书面意见2票多于总票数1"));
        assert!(vote(22, 4, 20, 18).doubts(Some(&admission))[0].contains("多于有表决权应到20人"));
    }

    #[test]
    fn floors_are_read_and_said() {
        for (text, words) in
            [(">=1/2", "半数以上"), (">1/2", "超过半数"), (">=4/5", "五分之四以上"), (">2/3", "超过三分之二")]
        {
            assert_eq!(floor(text).words(), words);
            assert_eq!(String::from(floor(text)), text);
        }
        for bad in ["1/2", ">=3/2", ">1/1", ">0/2", ">=半", ">1"] {
            assert!(Floor::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_vote_is_read_as_people_type_it() {
        let vote = Vote { matter: "接收张三".into(), agree: 20, abstain: 1, ..Vote::default() };
        for line in [
            "接收张三 20/0/1",
            "接收张三 赞成20 反对0 弃权1",
            "接收张三:同意20票,反对0票,弃权1票",
            "接收张三  20 / 0 / 1 ",
        ] {
            assert_eq!(line.parse::<Vote>().as_ref(), Ok(&vote), "{line}");
        }
        assert_eq!(vote.to_string().parse::<Vote>(), Ok(vote));
        for line in ["接收张三", "20/0/1", "接收张三 20/0", ""] {
            assert!(line.parse::<Vote>().is_err(), "{line}");
        }
    }
}
