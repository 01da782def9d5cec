//! Several organisations side by side under one checklist: each one's figures, bands and quotas. No ranking: they stand in
//! the order of the tree, and equal points are equal.
//! Pure. Not here: reading them (`book::rounds`), how they are drawn or printed.

use super::{
    amount::Factor,
    checklist::Checklist,
    id::OrgId,
    points::Points,
    rounds::Round,
    score::{QuotaBreach, Totals, quota_breaches},
};
use std::collections::BTreeMap;

/// What one organisation is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The year's own sheet.
    Own(Totals),
    Round(Round),
    /// Nobody scored the organisation in this round.
    NotScored,
}

/// One organisation among those compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgRow {
    pub org: OrgId,
    pub name: String,
    /// The names of the organisations above this one.
    pub above: String,
    /// The version of the checklist that the organisation is scored by.
    pub version: u32,
    pub standing: Standing,
    /// The band (等次) by the points that there are; `None` without points or bands, or where a veto or a drop is for a
    /// person to weigh.
    pub band: Option<String>,
    /// The best band still possible, on the year's own sheet.
    pub best: Option<String>,
    /// What is said beside the points, in words: vetoes, drops and the like.
    pub told: Vec<String>,
}

impl OrgRow {
    /// The band as shown: `三星(最好五星)`; where a veto or drop is for a person to weigh `由人定`.
    pub fn band_text(&self) -> String {
        match (&self.band, &self.best) {
            (Some(band), Some(best)) if band != best => format!("{band}(最好{best})"),
            (Some(band), _) => band.clone(),
            (None, _) if !self.told.is_empty() && self.points().is_some() => "由人定".to_owned(),
            (None, _) => "-".to_owned(),
        }
    }

    /// The points that the organisation is compared by: *expected* on the year's own sheet, else what the round came
    /// to.
    pub fn points(&self) -> Option<Points> {
        match &self.standing {
            Standing::Own(t) => Some(t.expected),
            Standing::Round(round) => round.figure(),
            Standing::NotScored => None,
        }
    }
}

/// All organisations of one checklist, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllOrgs {
    /// The checklist's name.
    pub checklist: String,
    pub year: i32,
    /// The round compared, by name; `None`: the year's own sheets.
    pub round: Option<String>,
    /// Names of the rounds that any of the organisations was scored in, the newest first.
    pub rounds: Vec<String>,
    /// The organisations, in the order of the tree.
    pub rows: Vec<OrgRow>,
    /// Organisations that are scored by another checklist, by name.
    pub left_out: Vec<String>,
    pub has_bands: bool,
    pub quotas: Vec<QuotaBreach>,
}

impl AllOrgs {
    /// The comparison with the checklist's quotas looked at, over the organisations that have a band.
    pub fn with_quotas(mut self, list: &Checklist) -> Self {
        let bands: Vec<&str> = self.rows.iter().filter_map(|r| r.band.as_deref()).collect();
        self.quotas = quota_breaches(list, &bands);
        self.has_bands = !list.bands.is_empty();
        self
    }

    /// The indexes of the rows with more points first, those without any last; equal ones as they stand in the tree.
    pub fn by_points(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(self.rows[*i].points()));
        order
    }

    /// Which organisations were scored by which version of the checklist, in words; `None` where all were by one.
    fn versions(&self) -> Option<String> {
        let mut by: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for row in self.rows.iter().filter(|r| r.standing != Standing::NotScored) {
            by.entry(row.version).or_default().push(&row.name);
        }
        let each = by.iter().map(|(version, names)| format!("第{version}版 {}", names.join("、")));
        (by.len() > 1).then(|| format!("用的考核表版本不同,分数不好直接比:{}", each.collect::<Vec<_>>().join(";")))
    }

    /// What is to be known of the comparison, in words: broken quotas, and what they rest on.
    pub fn notes(&self) -> Vec<String> {
        let banded = self.rows.iter().filter(|r| r.band.is_some()).count();
        let mut notes: Vec<String> = self.quotas.iter().map(|q| q.text(banded)).collect();
        if !self.quotas.is_empty() && banded < self.rows.len() {
            notes.push(format!("{}个单位还没有等次,比例先按有等次的{banded}个算", self.rows.len() - banded));
        }
        if !self.quotas.is_empty() && self.round.is_none() {
            notes.push("比例按预估的等次算,待评的项先当0分,不是最后的等次".to_owned());
        }
        notes.extend(self.versions());
        if !self.left_out.is_empty() {
            notes.push(format!("用别的考核表,没有列入:{}", self.left_out.join("、")));
        }
        notes
    }
}

impl QuotaBreach {
    /// The breach in words, of so many organisations in `all`: `五星最多30%,现40%(5个里2个,最多1个)`.
    pub fn text(&self, all: usize) -> String {
        let Self { band, is, bound, too_many, share } = self;
        let most = if *too_many { "最多" } else { "最少" };
        format!("{band}{most}{share},现{}({all}个里{is}个,{most}{bound}个)", percent(*is, all))
    }
}

/// A share in words, rounded to a tenth of a percent.
fn percent(part: usize, all: usize) -> String {
    let parts = i64::try_from(part).ok().zip(i64::try_from(all).ok());
    let factor = parts.and_then(|(part, all)| Factor::new(part, all));
    factor.map_or_else(|| "0%".to_owned(), |f| format!("{}%", Points(f.of(1000) * 10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_percent() {
        assert_eq!(
            (percent(2, 5), percent(1, 3), percent(0, 7), percent(0, 0)),
            ("40%".into(), "33.3%".into(), "0%".into(), "0%".into())
        );
    }
}
