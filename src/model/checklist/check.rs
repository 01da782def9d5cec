//! What a checklist's file gets wrong beyond its shape: names that nobody knows, numbers that cannot be meant.
//! Not here: reading the file and finding the line (`model::catalog`).

use super::{
    super::amount::{Amount, Size, Worth},
    Checklist, Convert, Effect, Item, OfYear, Rows, Rule, RuleSource, Tier,
};
use crate::model::{activity::ActivityKind, date::Span, duty::Duty, ledger::Ledger, points::Points};
use std::collections::HashSet;

/// The duties, kinds, ledgers and checklists that rules may name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    pub duties: &'a [Duty],
    pub kinds: &'a [ActivityKind],
    pub ledgers: &'a [&'a Ledger],
    /// Ids of other checklists.
    pub checklists: &'a [String],
}

/// A fault of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The column and its value to look for in the file: where the fault is, or the item or section that it is in.
    pub key: &'static str,
    pub value: String,
    /// What is wrong, in Chinese.
    pub reason: String,
}

impl Checklist {
    /// The first fault of the checklist's file, if any. Maxima that do not add up are none: they are shown
    /// ([`Checklist::sum_warnings`]).
    pub fn fault(&self, known: &Known<'_>) -> Option<Wrong> {
        self.frame_fault().or_else(|| {
            self.items().find_map(|(section, item)| {
                let wrong = item.fault(self, known).or_else(|| {
                    let both = section.convert.is_some() && !item.group.is_empty();
                    both.then(|| "所在的类要折算,不能再归入共用上限(group)".to_owned())
                })?;
                Some(Wrong { key: "no", value: item.no.clone(), reason: format!("{} {wrong}", item.no) })
            })
        })
    }

    fn frame_fault(&self) -> Option<Wrong> {
        let wrong = |key, at: &str, reason: String| Some(Wrong { key, value: at.to_owned(), reason });
        if let Some(pair) = self.bands.windows(2).find(|w| w[0].from <= w[1].from) {
            return wrong("name", &pair[1].name, format!("等次“{}”应低于上一等次(由高到低写)", pair[1].name));
        }
        let twice = first_twice(self.bands.iter().map(|b| b.name.as_str()));
        if let Some(name) = twice {
            return wrong("name", name, format!("等次“{name}”重复"));
        }
        if !self.veto.is_empty() && !self.has_band(&self.veto) {
            return wrong("veto", &self.veto, format!("没有名为“{}”的等次(veto)", self.veto));
        }
        for quota in &self.quotas {
            if !self.has_band(&quota.band) {
                return wrong("band", &quota.band, format!("没有名为“{}”的等次(quota)", quota.band));
            }
            if quota.most.is_none() && quota.least.is_none() {
                return wrong("band", &quota.band, format!("“{}”的比例要写 most 或 least", quota.band));
            }
        }
        if let Some(name) = first_twice(self.caps.iter().map(|c| c.group.as_str())) {
            return wrong("group", name, format!("共用上限“{name}”重复"));
        }
        for cap in &self.caps {
            if cap.max <= Points::ZERO || !matches!(cap.per, Span::Month | Span::Year) {
                return wrong(
                    "group",
                    &cap.group,
                    format!("共用上限“{}”的 max 应大于 0,per 应为 month 或 year", cap.group),
                );
            }
        }
        if let Some(rounds) = &self.rounds {
            let weights = if let OfYear::Weights(w) = &rounds.year { w.len() } else { 0 };
            let months = rounds.months;
            if months == 0 || 12 % months != 0 || (weights > 0 && weights as u32 != 12 / months) {
                return wrong("id", &self.id, "rounds 的 months 应能整除 12,weights 每期一个".to_owned());
            }
        }
        self.sections.iter().find_map(|s| {
            let reason = match &s.convert {
                Some(Convert::Scale { from, to }) if *from <= Points::ZERO || *to < Points::ZERO => {
                    "折算(convert)的 from 应大于 0,to 不能是负数"
                }
                Some(Convert::Steps(steps)) if !steps.is_sorted_by(|a, b| a.from > b.from && a.worth >= b.worth) => {
                    "折算的各档(steps)应由高到低写"
                }
                _ if s.floor.zip(s.ceiling).is_some_and(|(f, c)| f > c) => "的 floor 大于 ceiling",
                _ => return None,
            };
            wrong("name", &s.name, format!("“{}”{reason}", s.name))
        })
    }

    fn has_band(&self, name: &str) -> bool {
        self.bands.iter().any(|b| b.name == name)
    }
}

impl Item {
    fn fault(&self, list: &Checklist, known: &Known<'_>) -> Option<String> {
        let (least, most) = (self.floor, self.ceiling.or(self.max));
        if self.max.is_some_and(|m| m < Points::ZERO) {
            return Some("的满分(max)不能是负数".into());
        }
        if least.zip(most).is_some_and(|(f, c)| f > c) {
            return Some("的 floor 大于 ceiling(或 max)".into());
        }
        if self.step.is_some_and(|s| s <= Points::ZERO) {
            return Some("的 step 应大于 0".into());
        }
        if !self.group.is_empty() && !list.caps.iter().any(|c| c.group == self.group) {
            return Some(format!("没有名为“{}”的共用上限(cap)", self.group));
        }
        if let Some(id) = first_twice(self.rules.iter().map(|r| r.id.as_str()).filter(|id| !id.is_empty())) {
            return Some(format!("的规则代号“{id}”重复"));
        }
        let wrong = self.rules.iter().find_map(|r| r.fault(list, known));
        if let Some(reason) = wrong {
            return Some(format!("的规则{reason}"));
        }
        let shares: Points = self.rules.iter().filter_map(|r| r.share).sum();
        let over = shares > self.max_points() && self.max.is_some();
        over.then(|| format!("各条建议最多扣 {shares} 分,多于满分 {}", self.max_points()))
    }
}

impl Rule {
    fn fault(&self, list: &Checklist, known: &Known<'_>) -> Option<String> {
        self.source_fault(list, known).or_else(|| self.worth_fault()).or_else(|| self.effect_fault(list))
    }

    fn source_fault(&self, list: &Checklist, known: &Known<'_>) -> Option<String> {
        let kind = |ids: &[String]| ids.iter().find(|id| !known.kinds.iter().any(|k| k.id == **id)).cloned();
        match &self.source {
            RuleSource::Ask if self.id.trim().is_empty() => Some("要人登记的,应有代号(id)".into()),
            RuleSource::Duty(id) if !known.duties.iter().any(|d| d.id == *id) => {
                Some(format!("提到没有的规定动作“{id}”"))
            }
            RuleSource::Records(ids) | RuleSource::Attendance(ids) => {
                kind(ids).map(|id| format!("提到没有的活动种类“{id}”"))
            }
            RuleSource::Ledger(l) => self.ledger_fault(&l.id, known, |ledger| {
                let lost = l.rows == Rows::Incomplete && !ledger.wants();
                lost.then(|| format!("数台账“{}”缺的(incomplete),台账里却没有 steps 或 required", l.id))
            }),
            RuleSource::Without(w) => self.ledger_fault(&w.ledger, known, |ledger| match w.rows {
                Rows::All | Rows::Open if ledger.member_column().is_some() => None,
                Rows::All | Rows::Open => Some(format!("要台账“{}”认出党员,台账里却没有 person 或 member", w.ledger)),
                _ => Some("找没有登记的人(without),rows 只能写 all 或 open".into()),
            }),
            RuleSource::Sheet(id) if *id == list.id || !known.checklists.contains(id) => {
                Some(format!("提到没有的考核表“{id}”"))
            }
            _ => None,
        }
    }

    /// The fault of a rule that looks into a ledger; `more`: what else a rule of that kind must not get wrong.
    fn ledger_fault(
        &self,
        id: &str,
        known: &Known<'_>,
        more: impl FnOnce(&Ledger) -> Option<String>,
    ) -> Option<String> {
        match known.ledgers.iter().find(|l| l.id == id) {
            None => Some(format!("提到没有的台账“{id}”")),
            Some(_) if self.name.is_empty() => Some("看台账的,应有名称(name)".into()),
            Some(ledger) => more(ledger),
        }
    }

    fn worth_fault(&self) -> Option<String> {
        let ways = [self.each.is_some(), !self.tiers.is_empty(), !self.choices.is_empty(), self.weight.is_some()];
        match ways.iter().filter(|w| **w).count() {
            0 if self.effects().next().is_none() => {
                return Some("没有写明多少分(each、tier、choice、weight 或 effect)".into());
            }
            0 | 1 => {}
            _ => return Some("的 each、tier、choice、weight 只能写一种".into()),
        }
        if self.need.is_some() && self.beyond.is_some() {
            return Some("的 need 和 beyond 只能写一种".into());
        }
        let positive = |a: Option<Amount>| a.is_none_or(|a| a.0 > 0);
        if !positive(self.per) || self.tiers.iter().any(|t| !positive(t.per)) {
            return Some("的 per 应大于 0".into());
        }
        let range = |w: Worth| matches!(w.size, Size::Range(..));
        if self.worths().any(range) && !self.asks() {
            return Some("的分值是一个范围,只能由人登记(ask)".into());
        }
        if (!self.choices.is_empty() || !self.modifiers.is_empty()) && !self.asks() {
            return Some("有 choice 或 modifier,只能由人登记(ask)".into());
        }
        let names = self.choices.iter().map(|c| &c.name).chain(self.modifiers.iter().map(|m| &m.name));
        if let Some(name) = names.clone().find(|n| n.trim().is_empty() || n.contains('+')) {
            return Some(format!("的选项“{name}”不能空着,也不能有 + 号"));
        }
        if let Some(name) = first_twice(names.map(String::as_str)) {
            return Some(format!("的选项“{name}”重复"));
        }
        if let Some(m) = self.modifiers.iter().find(|m| m.times.is_none() && m.plus.is_none()) {
            return Some(format!("的“{}”要写 times 或 plus", m.name));
        }
        self.sign_fault().or_else(|| tier_fault(&self.tiers)).or_else(|| self.cap_fault())
    }

    fn sign_fault(&self) -> Option<String> {
        let Some(share) = self.share else {
            if let Some(worth) = self.worths().find(|w| w.gain.is_none() && w.size != Size::Points(Points::ZERO)) {
                return Some(format!("的“{worth}”没有写明是加(+)还是扣(-)"));
            }
            return (self.late != Points::ZERO).then(|| "没有 share,不能写 late".into());
        };
        if let Some(worth) = self.worths().find(|w| w.gain.is_some()) {
            return Some(format!("有 share 就是扣分,“{worth}”不写正负号"));
        }
        let Some(Size::Points(each)) = self.each.map(|w| w.size) else {
            return (share < Points::ZERO).then(|| "的 share 不能是负数".into());
        };
        let ordered = Points::ZERO <= self.late && self.late <= each && each <= share;
        (!ordered).then(|| "应当 0 ≤ late ≤ each ≤ share".into())
    }

    fn cap_fault(&self) -> Option<String> {
        let caps = [self.cap.year, self.cap.month, self.cap.person];
        let bad = caps.into_iter().flatten().any(|p| p <= Points::ZERO) || self.cap.entries == Some(0);
        bad.then(|| "的上限(cap)应大于 0".into())
    }

    fn effect_fault(&self, list: &Checklist) -> Option<String> {
        self.effects().find_map(|e| match e {
            Effect::AtMost(band) | Effect::Grade(band) if !list.has_band(band) => {
                Some(format!("提到没有的等次“{band}”"))
            }
            Effect::Drop(_) if list.bands.is_empty() => Some("要降级,表上应有等次(band)".into()),
            _ => None,
        })
    }
}

/// What is wrong with a rule's tiers: those by `from` stand highest first, those by `to` and `below` lowest first, and
/// the two are not mixed.
fn tier_fault(tiers: &[Tier]) -> Option<String> {
    let edges = |t: &Tier| [t.from, t.to, t.below].iter().flatten().count();
    if tiers.iter().any(|t| edges(t) != 1) {
        return Some("的每一档(tier)应写 from、to、below 其中一个".into());
    }
    if tiers.iter().any(|t| t.points.is_none() && t.each.is_none() && t.effect.is_none()) {
        return Some("的每一档(tier)应写 points 或 each".into());
    }
    let falling = tiers.iter().all(|t| t.from.is_some()) && tiers.is_sorted_by(|a, b| a.from > b.from);
    let upper = |t: &Tier| t.to.or(t.below);
    let rising = tiers.iter().all(|t| t.from.is_none()) && tiers.is_sorted_by(|a, b| upper(a) < upper(b));
    (!falling && !rising).then(|| "的各档(tier)次序不对:from 由高到低,to、below 由低到高,不能混用".into())
}

fn first_twice<'v>(mut values: impl Iterator<Item = &'v str>) -> Option<&'v str> {
    let mut seen = HashSet::new();
    values.find(|v| !seen.insert(*v))
}
