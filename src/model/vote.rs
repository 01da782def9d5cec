//! Votes and the rules they are judged by: how many voters must be there, and how many must agree of whom.
//! Not here: which rules there are (`data/vote_rules.toml`), who has a vote (`member`).

#[cfg(test)]
mod tests;

use super::{activity::ActivityKind, closed_set};
use crate::text::number::{digits, half_width};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The voters of a meeting, by head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voters {
    /// 有表决权应到: members due who have a vote.
    pub due: u32,
    /// 有表决权实到: of those due with a vote, who is in the room.
    pub present: u32,
}

/// Ballots of a vote, as far as they were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    pub issued: Option<u32>,
    pub returned: Option<u32>,
}

impl Ballots {
    /// The ballots out of the further fields of an election, `issued` and `returned`.
    pub fn read<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Self {
        let count = |id| field(id).and_then(digits);
        Self { issued: count("issued"), returned: count("returned") }
    }

    /// Whether more ballots came back than went out, and the election is void (基层组织选举工作条例).
    pub fn are_void(self) -> bool {
        self.issued.zip(self.returned).is_some_and(|(issued, returned)| returned > issued)
    }
}

/// How those present voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteMethod {
    Hands,
    Secret,
    Open,
    Voice,
}

closed_set!(VoteMethod {
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
    /// How the matter was voted on; `None` where nobody said.
    #[serde(default)]
    pub form: Option<VoteMethod>,
    pub agree: u32,
    pub against: u32,
    pub abstain: u32,
    /// How many of the votes above are opinions handed in in writing before the meeting.
    pub written: u32,
    /// The voters, frozen when saved; `None` while the roll has not been called in full.
    pub voters: Option<Voters>,
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}/{}", self.matter, self.agree, self.against, self.abstain)
    }
}

impl FromStr for Vote {
    type Err = String;

    /// `接收张三 20/0/1` or `接收张三 赞成20 反对0 弃权1`: the matter, then the three counts in this order, in whichever
    /// width; the matter stays as it is written.
    fn from_str(line: &str) -> Result<Self, String> {
        let err = || format!("“{line}”要写成:事项 赞成/反对/弃权,例如 接收张三 20/0/1");
        let mut counts = Vec::new();
        let plain = half_width(line);
        let mut rest = plain.trim_end();
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
        // Each character has one twin, so that the same number of them is the matter.
        let matter: String = line.chars().take(rest.chars().count()).collect();
        let matter = matter.trim().trim_end_matches([':', '：', ',', '，']).to_owned();
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
    /// Whether exactly the share is enough.
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

    /// The floor in words: `半数以上`, `超过半数`, `五分之四以上`.
    pub fn words(self) -> String {
        if self.inclusive { format!("{}以上", self.plain()) } else { format!("超过{}", self.plain()) }
    }

    /// What is said where the floor was missed: `不足半数`, `没有超过半数`.
    pub fn missed(self) -> String {
        if self.inclusive { format!("不足{}", self.plain()) } else { format!("没有{}", self.words()) }
    }

    /// The share itself in words, as what is to be reached: `半数`, `过半数`, `五分之四`.
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

/// The voters of whom the votes in favour must be a share.
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
    /// The share of 有表决权应到 who must be there.
    pub present: Floor,
    /// The share of [`VoteRule::of`] who must agree.
    pub pass: Floor,
    pub of: Base,
    /// Opinions handed in in writing before the meeting count among the votes.
    #[serde(default)]
    pub written: bool,
    /// Votes are cast on ballots that are counted: an election is void when more came back than went out.
    #[serde(default)]
    pub ballots: bool,
    /// What a matter says that this rule is meant for, others between the words where `…` stands: `接收…预备党员`.
    #[serde(default)]
    pub meant: Vec<String>,
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
    /// 人数不足: too few were there to vote at all; this many were needed.
    Short(u32),
    /// 通过: this many had to agree, and did.
    Passed(u32),
    Failed(u32),
    /// More votes than there can be: nothing can be said of it.
    Impossible,
    /// More ballots came back than went out.
    Void,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "未判断",
            Self::Short(_) => "人数不足",
            Self::Passed(_) => "通过",
            Self::Failed(_) => "未通过",
            Self::Impossible => "票数不合,不能判断",
            Self::Void => "选举无效",
        }
    }
}

impl VoteRule {
    /// Judges a vote by its heads. Votes in writing that this rule does not count are taken off those in favour, as the
    /// record does not say how they were cast: what still passes has passed. Counts that cannot be decide nothing.
    pub fn judge(&self, vote: &Vote, ballots: Ballots) -> Outcome {
        let ballots = if self.ballots { ballots } else { Ballots::default() };
        if ballots.are_void() {
            return Outcome::Void;
        }
        let Some(voters) = vote.voters else { return Outcome::Open };
        let quorum = self.present.needed(voters.due);
        if voters.present < quorum {
            return Outcome::Short(quorum);
        }
        if vote.cast() == 0 {
            return Outcome::Open;
        }
        if !vote.impossible().is_empty() || ballots.returned.is_some_and(|returned| vote.cast() > returned) {
            return Outcome::Impossible;
        }
        let needed = self.pass.needed(match self.of {
            Base::Due => voters.due,
            Base::Present => voters.present,
        });
        let agree = if self.written { vote.agree } else { vote.agree.saturating_sub(vote.written) };
        if agree >= needed { Outcome::Passed(needed) } else { Outcome::Failed(needed) }
    }

    /// The rule that a matter's words mean, at a kind that has no rule of its own: what the committee puts forward for
    /// admission goes by the committee's.
    pub fn meant_by<'a>(rules: &'a [Self], kind: &ActivityKind, matter: &str) -> Option<&'a Self> {
        rules.iter().find(|rule| kind.vote_rule.is_empty() && rule.is_meant(matter))
    }

    /// Whether the words of a matter say that this rule is meant.
    pub fn is_meant(&self, matter: &str) -> bool {
        let said = |words: &String| {
            let after = |rest: &'_ str, part| rest.split_once(part).map(|(_, after)| after.to_owned());
            words.split('…').try_fold(matter.to_owned(), |rest, part| after(&rest, part)).is_some()
        };
        self.meant.iter().any(said)
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

    /// The basis of the rule, and what of it is a setting.
    pub fn source(&self) -> String {
        let setting = if self.setting.is_empty() { String::new() } else { format!("设置:{}", self.setting) };
        [self.basis.as_str(), setting.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(";")
    }
}

impl Vote {
    /// How many votes were cast, those in writing among them.
    pub fn cast(&self) -> u32 {
        self.agree.saturating_add(self.against).saturating_add(self.abstain)
    }

    /// Why there cannot be so many votes, in words; empty where there can.
    pub fn impossible(&self) -> Vec<String> {
        let (cast, written) = (self.cast(), self.written);
        let mut why = Vec::new();
        if written > cast {
            why.push(format!("书面意见{written}票多于总票数{cast}"));
        }
        let Some(Voters { due, present }) = self.voters else { return why };
        let most = present.saturating_add(written);
        if cast > most {
            why.push(format!("共{cast}票,多于到会有表决权的{present}人加书面意见{written}票"));
        }
        if most > due {
            why.push(format!("到会{present}人加书面意见{written}票,多于有表决权应到{due}人"));
        }
        why
    }

    /// What cannot be right about the counts, in words. Hints: nothing is refused for them.
    pub fn doubts(&self, rule: Option<&VoteRule>) -> Vec<String> {
        let mut doubts = self.impossible();
        let cast = self.cast();
        if self.written > 0 && rule.is_some_and(|r| !r.written) {
            doubts.push(format!("这条规则不计书面意见,判断时从赞成里减去{}票", self.written));
        }
        let most = self.voters.map_or(0, |v| v.present.saturating_add(self.written));
        if cast > 0 && cast < most {
            doubts.push(format!("共{cast}票,比到会加书面意见的{most}票少{}票", most - cast));
        }
        doubts
    }
}
