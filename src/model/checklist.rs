//! A checklist: the sheet that scores a branch, in sections of items with a maximum each, and how each item draws on
//! the records. Not here: what rules are made of (`rule`), what a file gets wrong (`check`), the arithmetic (`score`).

pub mod check;
pub mod rule;

pub use rule::{
    Cap, Choice, Effect, LedgerCount, Modifier, Partial, Rows, Rule, RuleSource, Scope, Tier, Together, Without,
};

use super::{
    amount::{Factor, rounded},
    date::Span,
    duty::Applies,
    points::Points,
};
use crate::text::quote::quoted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A checklist (考核表), as a file in `data/checklists` describes it: what a branch is scored by, in sections of items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    pub id: String,
    /// The version, raised whenever the checklist changes; a decision keeps the version that it was made under.
    pub version: u32,
    pub name: String,
    /// The total that the checklist's own heading states; `None` on an open-ended account of points.
    #[serde(default)]
    pub max: Option<Points>,
    /// The points that everybody starts with, before any item.
    #[serde(default)]
    pub start: Points,
    /// The least that the total can be, and the most; not bounded where `None`.
    #[serde(default)]
    pub floor: Option<Points>,
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// How often the checklist is scored in a year, and how the year's figure follows; `None`: it is not scored in
    /// rounds.
    #[serde(default)]
    pub rounds: Option<Rounds>,
    /// The name of the band that an organisation under a veto (一票否决) is in; the lowest where empty.
    #[serde(default)]
    pub veto: String,
    /// The bands (等次) of the whole sheet, highest first.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
    #[serde(default, rename = "quota")]
    pub quotas: Vec<Quota>,
    /// Caps that several items share.
    #[serde(default, rename = "cap")]
    pub caps: Vec<SharedCap>,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub name: String,
    /// The points that the heading states for the section; `None` where it states nothing.
    #[serde(default)]
    pub max: Option<Points>,
    /// The points that the section starts with: its base, where its lines only add and take.
    #[serde(default)]
    pub start: Points,
    #[serde(default)]
    pub floor: Option<Points>,
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// How the section's result is converted into what it is worth in the sheet; `None`: it is worth itself.
    #[serde(default)]
    pub convert: Option<Convert>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The number of section and item, `2.2`; unique in the checklist.
    pub no: String,
    /// What is asked, as the screen has it.
    pub text: String,
    /// The township's wording, where `text` is shorter; see [`Item::verbatim`].
    #[serde(default)]
    pub wording: String,
    /// The maximum; `None` on a line that only adds or takes.
    #[serde(default)]
    pub max: Option<Points>,
    /// The points before any rule: the maximum where `None`, so that rules take; `0` where they give.
    #[serde(default)]
    pub start: Option<Points>,
    /// The least that the item can come to; where `None`, 0 if there is a maximum and nowhere bounded else.
    #[serde(default)]
    pub floor: Option<Points>,
    /// The most that the item can come to; the maximum where `None`.
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// The step that decided points go in: `0.5` allows 2.5 and not 2.3; any where `None`.
    #[serde(default)]
    pub step: Option<Points>,
    /// Who scores the item, in the checklist's words; empty where it does not say.
    #[serde(default)]
    pub scorer: String,
    /// The proof that the item is scored by, in the checklist's words; empty where it does not say.
    #[serde(default)]
    pub proof: String,
    #[serde(default)]
    pub applies: Applies,
    /// The group whose [`SharedCap`] the item falls under; empty for none.
    #[serde(default)]
    pub group: String,
    /// The rules by which the records say something about the item. Empty: only eyes can judge it.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// What a result is worth elsewhere: in proportion (100 → 10), or by steps (80 and more → one star).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Convert {
    Scale {
        from: Points,
        to: Points,
    },
    /// By steps, highest first; below the last one a result is worth nothing.
    Steps(Vec<Step>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The least result that reaches the step, inclusive.
    pub from: Points,
    pub worth: Points,
}

/// A grade of the whole sheet, from its lower edge (inclusive) up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub name: String,
    pub from: Points,
}

/// What share of the organisations compared may, or must, be in a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub band: String,
    #[serde(default)]
    pub most: Option<Factor>,
    #[serde(default)]
    pub least: Option<Factor>,
}

/// The most that all items of a group may give together, and may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedCap {
    pub group: String,
    pub max: Points,
    /// What the cap is for: [`Span::Month`] or [`Span::Year`].
    pub per: Span,
}

/// The rounds of a checklist that is scored several times a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// Months of one round: 1 every month, 2 every two months, 3 a quarter, 6 half a year; a divisor of 12.
    pub months: u32,
    pub year: OfYear,
}

/// How a year's figure follows from its rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfYear {
    Sum,
    Mean,
    /// A factor for each round, in order.
    Weights(Vec<Factor>),
}

impl Checklist {
    /// Every place where stated maxima do not add up, in words. Shown, never "fixed".
    pub fn sum_warnings(&self) -> Vec<String> {
        let warn = |name: &str, stated: Option<Points>, parts: &str, sum: Points| {
            let stated = stated.filter(|max| *max != sum)?;
            Some(format!("{name}标明 {stated} 分,{parts}合计 {sum} 分"))
        };
        let items = self.sections.iter().map(|s| match s.is_mixed() {
            true => s.max.filter(|max| *max != s.sum()).map(|_| format!("{}{}", quoted(&s.name), s.make_up())),
            false => warn(&quoted(&s.name), s.max, "各项", s.sum()),
        });
        let sum = self.start + self.sections.iter().map(Section::worth).sum();
        items.chain([warn("全表", self.max, "各类", sum)]).flatten().collect()
    }

    pub fn items(&self) -> impl Iterator<Item = (&Section, &Item)> {
        self.sections.iter().flat_map(|s| s.items.iter().map(move |i| (s, i)))
    }

    /// Ids of the checklists whose results this one takes over.
    pub fn taken_over(&self) -> impl Iterator<Item = &str> {
        let rules = self.items().flat_map(|(_, i)| &i.rules);
        let ids: BTreeSet<&str> = rules
            .filter_map(|r| if let RuleSource::Sheet(id) = &r.source { Some(id.as_str()) } else { None })
            .collect();
        ids.into_iter()
    }

    /// Whether what counts on one item may depend on another one's rules (就高).
    pub fn looks_across_items(&self) -> bool {
        self.items().any(|(_, i)| i.rules.iter().any(|r| !r.best.is_empty()))
    }

    pub fn item(&self, no: &str) -> Option<&Item> {
        self.items().map(|(_, item)| item).find(|item| item.no == no)
    }
}

impl Section {
    /// The points that the section's base and items come to when all is well.
    pub fn sum(&self) -> Points {
        self.start + self.items.iter().filter_map(|i| i.max).sum()
    }

    /// Whether items with a maximum stand beside lines that only add or take.
    pub fn is_mixed(&self) -> bool {
        self.items.iter().any(|i| i.max.is_some()) && self.items.iter().any(|i| i.max.is_none())
    }

    /// How the section's points come about, in words: how many items add up to what, how many lines only add or take.
    /// Where that is not what the checklist states the words say so; nobody knows which of the two is meant.
    pub fn make_up(&self) -> String {
        let with = self.items.iter().filter(|i| i.max.is_some()).count();
        let lines = self.items.len() - with;
        let base = (self.start > Points::ZERO).then(|| format!("基准分{}", self.start));
        let items = (with > 0).then(|| format!("{with}项有满分,合计{}分", self.sum() - self.start));
        let lines = (lines > 0).then(|| match (with, self.start > Points::ZERO) {
            (0, false) => format!("{lines}条只加分扣分,没有基准分"),
            (0, true) => format!("{lines}条在上面加分扣分"),
            _ => format!("另有{lines}条没有满分,只加分扣分"),
        });
        let parts: Vec<String> = [base, items, lines].into_iter().flatten().collect();
        match self.max {
            Some(max) if max != self.sum() => {
                format!("标明{max}分,差{}分:{};照原样,没有改", max - self.sum(), parts.join(";"))
            }
            _ => parts.join(";"),
        }
    }

    /// The points that the section is worth in the sheet: what it states, else what it comes to; after conversion.
    pub fn worth(&self) -> Points {
        let whole = self.max.unwrap_or_else(|| self.sum());
        self.convert.as_ref().map_or(whole, |c| c.of(whole))
    }
}

impl Item {
    /// The item in the township's own words.
    pub fn verbatim(&self) -> &str {
        if self.wording.is_empty() { &self.text } else { &self.wording }
    }

    /// Who scores the item, or which part of it, and by what proof, as far as the checklist says so; empty where it
    /// does not.
    pub fn scored_by(&self) -> String {
        let of = |words: &str, text: &str| (!text.is_empty()).then(|| format!("{words}:{text}"));
        let part = |r: &Rule| match r.name.as_str() {
            name if name.is_empty() || name == r.scorer => r.scorer.clone(),
            name => format!("{}({name})", r.scorer),
        };
        let parts = self.rules.iter().filter(|r| !r.scorer.is_empty()).map(part);
        let who = Some(self.scorer.clone()).filter(|s| !s.is_empty()).into_iter().chain(parts).collect::<Vec<_>>();
        [of("由谁评", &who.join("、")), of("凭据", &self.proof)].into_iter().flatten().collect::<Vec<_>>().join(";")
    }

    /// The maximum; 0 for a line that only adds or takes.
    pub fn max_points(&self) -> Points {
        self.max.unwrap_or(Points::ZERO)
    }

    /// The points that the item starts from, before any rule.
    pub fn base(&self) -> Points {
        self.start.unwrap_or(self.max_points())
    }

    /// The points brought within what the item may come to: never below 0 or above the maximum, unless the checklist
    /// says otherwise.
    pub fn bounded(&self, points: Points) -> Points {
        let floor = self.floor.or(self.max.map(|_| Points::ZERO));
        within(points, floor, self.ceiling.or(self.max))
    }

    /// Whether the item may be given so many points.
    ///
    /// # Errors
    ///
    /// Says in Chinese why it may not: less than its least, more than its most, no multiple of its step.
    pub fn admits(&self, points: Points) -> Result<(), String> {
        let bound = self.bounded(points);
        match self.step {
            _ if bound > points => Err(format!("得分不能小于{bound}。")),
            _ if bound < points && self.ceiling.is_none() => Err(format!("得分不能超过该项满分{bound}。")),
            _ if bound < points => Err(format!("得分不能超过{bound}。")),
            Some(step) if step > Points::ZERO && points.0 % step.0 != 0 => Err(format!("得分应是{step}的倍数。")),
            _ => Ok(()),
        }
    }
}

impl Convert {
    /// What so many points are worth, in whole hundredths, halves rounded away from zero.
    pub fn of(&self, points: Points) -> Points {
        match self {
            Self::Scale { from, to } => Points(rounded(i128::from(points.0) * i128::from(to.0), i128::from(from.0))),
            Self::Steps(steps) => steps.iter().find(|s| points >= s.from).map_or(Points::ZERO, |s| s.worth),
        }
    }
}

/// The points, no lower than the floor and no higher than the ceiling, where there are any.
pub fn within(points: Points, floor: Option<Points>, ceiling: Option<Points>) -> Points {
    let capped = ceiling.map_or(points, |c| points.min(c));
    floor.map_or(capped, |f| capped.max(f))
}
