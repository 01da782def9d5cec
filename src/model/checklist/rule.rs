//! A rule of an item: a *source* (what is counted), *how much* it is worth, *limits*, *modifiers*, an *effect*. Few
//! parts that combine; `data/README.md` explains them to the township.
//! Not here: what is wrong with a combination (`check`), the arithmetic (`score`).

use super::super::{
    amount::{Amount, Factor, Worth},
    date::Span,
    duty::Applies,
    member::Class,
    points::Points,
};
use serde::{Deserialize, Serialize};

/// One reason to take or give points. A checklist that states only maxima has no rule of its own: ours are suggestions
/// that the user can change, and the screen calls them that.
///
/// With a `share` it is a deduction from a full item whose numbers carry no sign; else every number carries one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// The rule's id, unique within the item; required where a person is asked, whose entries name it.
    pub id: String,
    /// What the rule is about, in the checklist's words; the item's text where empty.
    pub name: String,
    pub source: RuleSource,
    /// What one of the things counted is called: `次`, `人`, `%`, `元`; empty: `次`, `条` of a ledger, `人` of a class.
    pub unit: String,
    pub applies: Applies,
    /// Who gives the points of this rule, where several share an item.
    pub scorer: String,

    /// The number needed: only what is missing to it counts.
    pub need: Option<Amount>,
    /// The number allowed: only what goes beyond it counts.
    pub beyond: Option<Amount>,
    /// The points for every `per` counted.
    pub each: Option<Worth>,
    /// How many of the things counted make one step of `each`; one, where `None`.
    pub per: Option<Amount>,
    /// What becomes of a started step of `per`.
    pub partial: Partial,
    /// The points by where the number lies: the first tier that fits.
    #[serde(rename = "tier")]
    pub tiers: Vec<Tier>,
    /// The choices that the person picks one of.
    #[serde(rename = "choice")]
    pub choices: Vec<Choice>,
    /// The factor by which the number itself is turned into points.
    pub weight: Option<Factor>,
    /// The entries that are added up before a number is looked at.
    pub together: Option<Together>,

    /// What the person can tick besides: doubling, halving, lifting.
    #[serde(rename = "modifier")]
    pub modifiers: Vec<Modifier>,

    /// The most that this rule can take from the item; makes it a deduction.
    pub share: Option<Points>,
    /// The points taken for each thing done late, in a rule with a share.
    pub late: Points,
    pub cap: Cap,
    /// The name of the rules among which only the highest entry for one matter (`who`) counts (就高); empty: all count.
    pub best: String,

    /// What the rule does besides, or instead of, giving points.
    pub effect: Option<Effect>,
    /// Hours of work to put one gap right, an estimate; the duty's own where `None`.
    pub hours: Option<Amount>,
}

/// What a rule counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleSource {
    /// What a person enters, one by one: a count, a number, a choice, points at discretion.
    #[default]
    Ask,
    /// The periods of a duty that were missed, by the duty's id.
    Duty(String),
    /// Members whose roster entry is incomplete or questioned.
    RosterGaps,
    /// Members whom no 谈心谈话 of the year has reached.
    Untalked,
    /// How many are in the committee, as the roster's posts have it.
    Committee,
    /// Floating members whose place or telephone nobody wrote down.
    FloatingGaps,
    /// Records of these kinds in the year.
    Records(Vec<String>),
    /// The rate of attendance (percent) at each record of these kinds.
    Attendance(Vec<String>),
    /// Members with fewer hours of study than these.
    Study { member: Amount, secretary: Amount },
    /// Rows of a ledger.
    Ledger(LedgerCount),
    /// People of a class who have no row in a ledger.
    Without(Without),
    /// The result of another checklist of the same organisation and year, in points.
    Sheet(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerCount {
    /// The ledger's id.
    pub id: String,
    #[serde(default)]
    pub rows: Rows,
    /// The span of the periods that should have such a row: the periods without one are counted instead of the rows.
    #[serde(default)]
    pub every: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Without {
    pub who: Class,
    /// The ledger's id.
    pub ledger: String,
    /// Which rows satisfy: those of the year, or only those that are open.
    #[serde(default)]
    pub rows: Rows,
}

/// Which rows of a ledger count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rows {
    /// Rows opened in the year, or open when it began.
    #[default]
    All,
    /// Rows that are not closed yet.
    Open,
    /// Rows past their deadline and not closed by it.
    Overdue,
    Closed,
    /// Rows that lack what the ledger wants; each thing that lacks counts.
    Incomplete,
}

/// What becomes of a started step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// A started step does not count.
    #[default]
    Down,
    /// A started step counts as a whole one.
    Up,
    /// A started step counts in proportion, rounded to a hundredth.
    Exact,
}

/// Which entries are added up before a number is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// Each entry stands for itself.
    None,
    All,
    Month,
    Who,
}

/// A tier of a rule; exactly one of `from`, `to` and `below` says where it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tier {
    /// The least number of the tier, inclusive. Tiers with it stand highest first.
    pub from: Option<Amount>,
    /// The greatest number of the tier, inclusive. Tiers with it, or with `below`, stand lowest first.
    pub to: Option<Amount>,
    /// The number that those of the tier are less than.
    pub below: Option<Amount>,
    pub points: Option<Worth>,
    /// The points for every `per` of the whole number, in place of `points`.
    pub each: Option<Worth>,
    /// The points for every `per` beyond `from`, besides `points`.
    pub more: Option<Worth>,
    pub per: Option<Amount>,
    pub effect: Option<Effect>,
}

/// One of the things a person picks from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub name: String,
    /// The points of the choice; `None` where it has only an effect.
    #[serde(default)]
    pub points: Option<Worth>,
    #[serde(default)]
    pub effect: Option<Effect>,
}

/// Something a person ticks on an entry: doubles, halves, lifts, or adds to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modifier {
    pub name: String,
    #[serde(default)]
    pub times: Option<Factor>,
    /// The points added after every factor.
    #[serde(default)]
    pub plus: Option<Worth>,
}

/// The most that a rule may give, and may take, in all, in a period, for one person, for how many entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cap {
    pub year: Option<Points>,
    pub month: Option<Points>,
    pub person: Option<Points>,
    /// How many entries count, the largest ones first.
    pub entries: Option<u32>,
}

/// What a rule does besides giving points, once it has anything to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 一票否决, as far as the scope reaches.
    Veto(Scope),
    /// So many bands down, each time.
    Drop(u32),
    /// No better than this band (降B级).
    AtMost(String),
    /// Directly this band (直接定级).
    Grade(String),
    /// What the rule comes to is money in this unit, not points.
    Money(String),
}

/// How far a veto reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole sheet is in its veto band, whatever the total.
    Sheet,
    /// The section has no points.
    Section,
    /// The item has no points (单项否决).
    Item,
    /// The person named is out; the sheet is not touched.
    Person,
}

impl Rule {
    /// Whether the rule needs a person to enter something.
    pub fn asks(&self) -> bool {
        self.source == RuleSource::Ask
    }

    /// Every worth that the rule is written with.
    pub fn worths(&self) -> impl Iterator<Item = Worth> {
        let tiers = self.tiers.iter().flat_map(|t| [t.points, t.each, t.more]);
        let choices = self.choices.iter().map(|c| c.points);
        let modifiers = self.modifiers.iter().map(|m| m.plus);
        [self.each].into_iter().chain(tiers).chain(choices).chain(modifiers).flatten()
    }

    /// Whether the rule can raise an item.
    pub fn can_gain(&self) -> bool {
        self.weight.is_some() || self.worths().any(Worth::gains)
    }

    /// All effects that the rule can have.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        let tiers = self.tiers.iter().filter_map(|t| t.effect.as_ref());
        let choices = self.choices.iter().filter_map(|c| c.effect.as_ref());
        self.effect.iter().chain(tiers).chain(choices)
    }
}
