//! What a suggestion rests on, kept with the decision that is made on it: records, periods without any, numbers; by their
//! ids, no copy of what they say. And what has changed since then, in words.
//! Not here: finding it (`score`), where it is kept (`store::mark`).

use crate::model::{
    amount::Amount,
    closed_set,
    date::{Date, Period},
    id::MemberId,
};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted, where no duty or rule has a name for it, or that alone does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    RosterGaps,
    OpenIssues,
    Unreachable,
    Floating,
    Untalked,
    /// People who have no row in a ledger.
    WithoutRow,
    /// People who have not had the hours of a training.
    ShortOfHours,
    /// The hours of a training, of all people together.
    Hours,
    /// How many have not paid a month's dues.
    Unpaid,
}

closed_set!(Thing {
    RosterGaps = "roster_gaps", "花名册缺项的党员";
    OpenIssues = "open_issues", "导入存疑";
    Unreachable = "unreachable", "去向或电话不清的流动党员";
    Floating = "floating", "流动党员";
    Untalked = "untalked", "谈心谈话没谈到的党员";
    WithoutRow = "without_row", "还缺的党员";
    ShortOfHours = "short_of_hours", "学时不足的党员";
    Hours = "hours", "总学时";
    Unpaid = "unpaid", "未交人数";
});

impl Thing {
    /// The source that it is, of a duty or rule; empty for the roster's own.
    pub fn of(self, whose: &str) -> String {
        format!("{whose}/{}", self.code())
    }
}

/// What a source is called; `known`: the name that goes with an id.
pub fn name_of(source: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let thing = source.rsplit_once('/').and_then(|(whose, code)| Some((whose, Thing::from_code(code)?)));
    let whose = thing.map_or(source, |(whose, _)| whose);
    known(whose).unwrap_or_else(|| whose.to_owned()) + thing.map_or("", |(_, thing)| thing.name())
}

/// One thing that a suggestion rests on. `source` is a duty's id, a rule's name or id, or a [`Thing`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Trace {
    /// A record, a row of a ledger, something counted by hand.
    Counted {
        source: String,
        /// The period or the day of the thing counted, as written.
        at: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        group: String,
        id: i64,
        /// What else of the thing counts: `late`, `untold`, `18/20` present of due, what a row lacks
        /// (`talk_on,filed_on<talk_on`).
        #[serde(default, skip_serializing_if = "String::is_empty")]
        how: String,
    },
    /// Nothing in a period that is over.
    Missing {
        source: String,
        at: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        group: String,
    },
    Number {
        source: String,
        /// The number in hundredths.
        n: i64,
    },
    /// People of whom something lacks.
    People { source: String, members: Vec<MemberId> },
}

/// All that a suggestion rests on, sorted, each once: two are equal where they are written the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Trace>")]
pub struct Grounds(Vec<Trace>);

impl From<Vec<Trace>> for Grounds {
    fn from(mut all: Vec<Trace>) -> Self {
        all.sort();
        all.dedup();
        Self(all)
    }
}

/// A place where something is counted: source, period or day, and 党小组.
type Spot<'a> = (&'a str, &'a str, &'a str);

/// What there is in one place.
#[derive(Default)]
struct Found<'a> {
    ids: BTreeMap<i64, &'a str>,
    missing: bool,
}

impl Grounds {
    /// The grounds with other ids: what was counted by hand stands once more on another sheet.
    pub fn copied(&self, ids: &BTreeMap<i64, i64>) -> Self {
        let copy = |ground: &Trace| {
            let mut ground = ground.clone();
            if let Trace::Counted { id, .. } = &mut ground {
                *id = ids.get(id).copied().unwrap_or(*id);
            }
            ground
        };
        Self::from(self.0.iter().map(copy).collect::<Vec<_>>())
    }

    /// What is other `now` than when these grounds were kept, in words: `多了7月支委会`. `name`: what a source is called.
    pub fn changed(&self, now: &Self, name: impl Fn(&str) -> String) -> Vec<String> {
        if self == now {
            return Vec::new();
        }
        let (was, is) = (self.spots(), now.spots());
        let nothing = Found::default();
        let mut out = Vec::new();
        for spot in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let (was, is) = (was.get(spot).unwrap_or(&nothing), is.get(spot).unwrap_or(&nothing));
            if let Some(how) = difference(was, is) {
                let (source, at, group) = spot;
                let group = if group.is_empty() { String::new() } else { format!("({group})") };
                out.push(format!("{how}{}{}{group}", when(at), name(source)));
            }
        }
        let (was, is) = (self.numbers(), now.numbers());
        for source in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let of = |all: &BTreeMap<&str, (i64, &[MemberId])>| {
                all.get(source).map_or((Amount(0), Vec::new()), |(n, who)| (Amount(*n), who.to_vec()))
            };
            let ((a, before), (b, after)) = (of(&was), of(&is));
            if a != b {
                out.push(format!("{}由{a}变为{b}", name(source)));
            } else if before != after {
                out.push(format!("{}的人变了", name(source)));
            }
        }
        out
    }

    fn spots(&self) -> BTreeMap<Spot<'_>, Found<'_>> {
        let mut spots: BTreeMap<Spot<'_>, Found<'_>> = BTreeMap::new();
        for ground in &self.0 {
            match ground {
                Trace::Counted { source, at, group, id, how } => {
                    spots.entry((source, at, group)).or_default().ids.insert(*id, how);
                }
                Trace::Missing { source, at, group } => {
                    spots.entry((source, at, group)).or_default().missing = true;
                }
                Trace::Number { .. } | Trace::People { .. } => {}
            }
        }
        spots
    }

    fn numbers(&self) -> BTreeMap<&str, (i64, &[MemberId])> {
        self.0.iter().filter_map(Trace::number).collect()
    }
}

impl Trace {
    /// Something counted on its day.
    pub(super) fn on_day(source: &str, day: Date, id: i64, how: String) -> Self {
        Self::Counted { source: source.to_owned(), at: day.to_string(), group: String::new(), id, how }
    }

    pub(super) fn number_of(source: &str, hundredths: i64) -> Self {
        Self::Number { source: source.to_owned(), n: hundredths }
    }

    pub(super) fn people(source: &str, who: impl Iterator<Item = MemberId>) -> Self {
        Self::People { source: source.to_owned(), members: who.collect() }
    }

    /// What a number counts, the number in hundredths, and whom; `None` for any other ground.
    fn number(&self) -> Option<(&str, (i64, &[MemberId]))> {
        match self {
            Self::Number { source, n } => Some((source, (*n, &[]))),
            Self::People { source, members } => {
                let n = i64::try_from(members.len()).unwrap_or(i64::MAX).saturating_mul(100);
                Some((source, (n, members)))
            }
            Self::Counted { .. } | Self::Missing { .. } => None,
        }
    }
}

/// How what there is in one place differs from what there was.
fn difference(was: &Found<'_>, is: &Found<'_>) -> Option<&'static str> {
    let more = is.ids.keys().any(|id| !was.ids.contains_key(id));
    let fewer = was.ids.keys().any(|id| !is.ids.contains_key(id));
    match (fewer, more) {
        (true, true) => Some("换了"),
        (true, false) => Some("少了"),
        (false, true) => Some("多了"),
        (false, false) if was.ids.iter().zip(&is.ids).any(|(was, is)| differ(was.1, is.1)) => Some("改了"),
        (false, false) if is.missing && !was.missing => Some("过期没办:"),
        (false, false) if was.missing && !is.missing => Some("不再要求"),
        (false, false) => None,
    }
}

/// What else counts of a record. Early versions wrote down in words what a row lacked: that it lacks something still is as
/// much as they tell.
fn differ(was: &str, is: &str) -> bool {
    if was.is_ascii() { was != is } else { is.is_empty() }
}

/// The place in the year in words: `7月` for `2026-07`, `7月5日` for `2026-07-05`.
fn when(at: &str) -> String {
    match (at.parse::<Date>(), at.parse::<Period>()) {
        (Ok(day), _) => format!("{}月{}日", day.month(), day.day()),
        (_, Ok(period)) => period.name(),
        _ => at.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(at: &str, id: i64, how: &str) -> Trace {
        Trace::Counted { source: "committee".into(), at: at.into(), group: String::new(), id, how: how.into() }
    }

    fn told(was: Vec<Trace>, is: Vec<Trace>) -> String {
        let name = |source: &str| if source == "committee" { "支委会".to_owned() } else { source.to_owned() };
        Grounds::from(was).changed(&Grounds::from(is), name).join("、")
    }

    #[test]
    fn a_difference_is_told_once_and_by_its_place() {
        let missing = || Trace::Missing { source: "committee".into(), at: "2026-07".into(), group: "一组".into() };
        let n = |n: i64| Trace::Number { source: "班子成员".into(), n };
        let who = |ids: &[i64]| Trace::People {
            source: "花名册缺项".into(),
            members: ids.iter().map(|id| MemberId(*id)).collect(),
        };
        for (was, is, words) in [
            (vec![held("2026-07", 1, "")], vec![held("2026-07", 1, "")], ""),
            (
                vec![held("2026-07", 1, ""), held("2026-03", 2, "")],
                vec![held("2026-03", 2, ""), held("2026-07", 1, "")],
                "",
            ),
            (vec![], vec![held("2026-07", 1, "")], "多了7月支委会"),
            (vec![held("2026-07-05", 1, "")], vec![], "少了7月5日支委会"),
            (vec![held("2026-Q3", 1, "")], vec![held("2026-Q3", 2, "")], "换了三季度支委会"),
            (vec![held("2026-07", 1, "late")], vec![held("2026-07", 1, "")], "改了7月支委会"),
            (vec![], vec![missing()], "过期没办:7月支委会(一组)"),
            (vec![n(300)], vec![n(450)], "班子成员由3变为4.5"),
            (vec![who(&[1, 2])], vec![who(&[1])], "花名册缺项由2变为1"),
            (vec![who(&[1, 2])], vec![who(&[1, 3])], "花名册缺项的人变了"),
        ] {
            assert_eq!(told(was, is), words);
        }
    }

    #[test]
    fn they_are_read_as_they_were_written() {
        let all = Grounds::from(vec![held("2026-07", 7, "18/20"), Trace::Number { source: "学时".into(), n: 150 }]);
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(
            text,
            r#"[{"counted":{"source":"committee","at":"2026-07","id":7,"how":"18/20"}},{"number":{"source":"学时","n":150}}]"#
        );
        assert_eq!(serde_json::from_str::<Grounds>(&text).unwrap(), all);
        assert_eq!(all.copied(&[(7, 8)].into()).changed(&all, str::to_owned), ["换了7月committee"]);
    }
}
