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

/// A scoring sheet, as a file in `data/checklists` describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    pub id: String,
    /// Raised whenever the sheet changes; a decision keeps the version that it was made under.
    pub version: u32,
    pub name: String,
    /// The total that the sheet's own heading states; none on an open-ended ledger of points.
    #[serde(default)]
    pub max: Option<Points>,
    /// What everybody starts with, before any item.
    #[serde(default)]
    pub start: Points,
    /// The total goes no lower, no higher; nowhere bounded where absent.
    #[serde(default)]
    pub floor: Option<Points>,
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// How often it is filled in, and how a year follows from that.
    #[serde(default)]
    pub rounds: Option<Rounds>,
    /// The band of an organisation under a veto; the lowest where empty.
    #[serde(default)]
    pub veto: String,
    /// Grades of the whole sheet, highest first.
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
    /// What the sheet's heading states for the section; none where it states nothing.
    #[serde(default)]
    pub max: Option<Points>,
    /// What the section starts with: its base, where its lines only add and take.
    #[serde(default)]
    pub start: Points,
    #[serde(default)]
    pub floor: Option<Points>,
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// What the section's result is worth in the sheet, where that is not the result itself.
    #[serde(default)]
    pub convert: Option<Convert>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Section and item, `2.2`.
    pub no: String,
    /// As the screen has it.
    pub text: String,
    /// The township's wording, where `text` is shorter; see [`Item::verbatim`].
    #[serde(default)]
    pub wording: String,
    /// None on a line that only adds or takes.
    #[serde(default)]
    pub max: Option<Points>,
    /// Before any rule: the maximum where absent, so that rules take; `0` where they give.
    #[serde(default)]
    pub start: Option<Points>,
    /// 0 where absent and there is a maximum.
    #[serde(default)]
    pub floor: Option<Points>,
    /// The maximum where absent.
    #[serde(default)]
    pub ceiling: Option<Points>,
    /// Decisions go in steps of this.
    #[serde(default)]
    pub step: Option<Points>,
    /// Who scores it, and by what proof, in the sheet's words.
    #[serde(default)]
    pub scorer: String,
    #[serde(default)]
    pub proof: String,
    #[serde(default)]
    pub applies: Applies,
    /// The shared cap that it falls under; empty for none.
    #[serde(default)]
    pub group: String,
    /// What the records can say about it. Empty: only eyes can judge it.
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
    /// Highest first; below the last it is worth nothing.
    Steps(Vec<Step>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Inclusive.
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
    /// Month or year.
    pub per: Span,
}

/// A sheet that is filled in several times a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// `1` every month, `2` every two months, `3` a quarter, `6` half a year.
    pub months: u32,
    pub year: OfYear,
}

/// How a year's figure follows from its rounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfYear {
    Sum,
    Mean,
    /// One for each round, in order.
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

    /// Ids of the checklists whose results it takes over.
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
    /// What its base and its items come to when all is well.
    pub fn sum(&self) -> Points {
        self.start + self.items.iter().filter_map(|i| i.max).sum()
    }

    /// Items with a maximum stand beside lines that only add or take.
    pub fn is_mixed(&self) -> bool {
        self.items.iter().any(|i| i.max.is_some()) && self.items.iter().any(|i| i.max.is_none())
    }

    /// How its points come about, in words: how many items add up to what, how many lines only add or take. Where that is
    /// not what the sheet states it says so; nobody knows which of the two is meant.
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

    /// What it states, else what it comes to; after conversion.
    pub fn worth(&self) -> Points {
        let whole = self.max.unwrap_or_else(|| self.sum());
        self.convert.as_ref().map_or(whole, |c| c.of(whole))
    }
}

impl Item {
    /// The township's own words.
    pub fn verbatim(&self) -> &str {
        if self.wording.is_empty() { &self.text } else { &self.wording }
    }

    /// Who scores it, or which part of it, and by what proof, as far as the sheet says so; empty where it does not.
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

    /// A line that only adds or takes has none: 0.
    pub fn max_points(&self) -> Points {
        self.max.unwrap_or(Points::ZERO)
    }

    /// Before any rule.
    pub fn base(&self) -> Points {
        self.start.unwrap_or(self.max_points())
    }

    /// Within what the item may come to: never below 0 or above the maximum, unless the sheet says otherwise.
    pub fn bounded(&self, points: Points) -> Points {
        let floor = self.floor.or(self.max.map(|_| Points::ZERO));
        within(points, floor, self.ceiling.or(self.max))
    }

    /// Refuses points that the item cannot have, saying why in Chinese.
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
    /// In hundredths, halves rounded away from zero.
    pub fn of(&self, points: Points) -> Points {
        match self {
            Self::Scale { from, to } => Points(rounded(i128::from(points.0) * i128::from(to.0), i128::from(from.0))),
            Self::Steps(steps) => steps.iter().find(|s| points >= s.from).map_or(Points::ZERO, |s| s.worth),
        }
    }
}

/// No lower than the floor, no higher than the ceiling, where there are any.
pub fn within(points: Points, floor: Option<Points>, ceiling: Option<Points>) -> Points {
    let capped = ceiling.map_or(points, |c| points.min(c));
    floor.map_or(capped, |f| capped.max(f))
}
