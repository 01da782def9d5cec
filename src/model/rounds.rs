//! The rounds of a year: what each came to, which period of the year it is of, and the year's figure by the sheet's own rule.
//! Pure. Not here: which sheets there are (`book::rounds`), the arithmetic of a year (`score::year_points`).

use super::{
    checklist::{OfYear, Rounds},
    compare::{Means, Sum, compare},
    date::{Date, Period},
    points::Points,
    score::{Score, year_points},
    sheet::{Sheet, SheetRole},
};
use chrono::Datelike;

/// One round of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub name: String,
    /// The last day that anybody scored the round on.
    pub on: Date,
    pub raters: usize,
    /// How many raters have decided every item, whose sheets alone go into the means.
    pub finished: usize,
    pub means: Means,
    /// The names of raters who have not decided every item.
    pub unfinished: Vec<String>,
    /// The points of the review, once nothing is open on it.
    pub review: Option<Points>,
    /// The branch's own self-check for this round; no figure yet while items are open on it.
    pub own: Option<Sum>,
    /// What the sheets that count say of vetoes and grades beside the points.
    pub told: Vec<String>,
}

impl Round {
    /// The round of this name out of its sheets; `None` where there are none.
    pub fn of(name: &str, sheets: &[(Sheet, Score)]) -> Option<Self> {
        // One scored when the year was over is of its last day.
        let day = |s: &Sheet| Some(s.scored_on?.min(Period::year(s.year).last()));
        let on = sheets.iter().filter_map(|(s, _)| day(s)).max()?;
        let compared = compare(sheets);
        let with = |role| sheets.iter().zip(&compared.totals).filter(move |((s, _), _)| s.role == role);
        let unfinished = with(SheetRole::Rater).filter(|(_, sum)| sum.open > 0).map(|((s, _), _)| s.rater.clone());
        let review = with(SheetRole::Review).filter(|(_, sum)| sum.open == 0).map(|(_, sum)| sum.points).next_back();
        let counts = |s: &Sheet| s.role == if review.is_some() { SheetRole::Review } else { SheetRole::Rater };
        let mut told: Vec<String> = Vec::new();
        for (_, score) in sheets.iter().filter(|(s, _)| counts(s)) {
            let vetoes = score.vetoes.iter().map(|v| format!("否决:{}", v.text));
            for one in vetoes.chain(score.grade.iter().flat_map(|g| g.reasons.iter().cloned())) {
                if !told.contains(&one) {
                    told.push(one);
                }
            }
        }
        Some(Self {
            name: name.to_owned(),
            on,
            raters: compared.raters,
            finished: compared.finished,
            means: compared.means,
            unfinished: unfinished.collect(),
            review,
            own: with(SheetRole::SelfCheck).map(|(_, sum)| *sum).next_back(),
            told,
        })
    }

    /// What the round came to: the review, else the mean of those who have finished.
    pub fn figure(&self) -> Option<Points> {
        self.review.or(self.means.all)
    }

    /// What the figure is, in words.
    pub fn basis(&self) -> String {
        match (self.review, self.finished) {
            (Some(_), _) => "复核".to_owned(),
            (None, 0) => "没评完".to_owned(),
            (None, n) if n < self.raters => format!("{n}人均分({}人没评完)", self.raters - n),
            (None, n) => format!("{n}人均分"),
        }
    }
}

/// All rounds of a year, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOfRounds {
    /// The rounds, in the order of the year.
    pub rounds: Vec<Round>,
    /// How the year follows from its rounds, in the sheet's own terms; `None` where the sheet says nothing of it.
    pub rule: Option<String>,
    /// The year's points so far; those of the whole year where nothing is missing.
    pub points: Option<Points>,
    /// What is missing to the whole year, in words.
    pub missing: Vec<String>,
}

impl YearOfRounds {
    /// The year out of its `rounds`, given in the order of the year.
    pub fn of(rule: Option<&Rounds>, rounds: Vec<Round>) -> Self {
        let mut missing: Vec<String> = Vec::new();
        for round in &rounds {
            if round.review.is_none() && !round.unfinished.is_empty() {
                missing.push(format!("{} {}没评完", round.name, round.unfinished.join("、")));
            } else if round.figure().is_none() {
                missing.push(format!("{} 没有评完的表", round.name));
            }
        }
        let Some(rule) = rule else { return Self { rounds, rule: None, points: None, missing } };
        let slots = usize::try_from(12 / rule.months.max(1)).unwrap_or(1);
        let mut figures: Vec<Option<Points>> = vec![None; slots];
        let mut held: Vec<Vec<&str>> = vec![Vec::new(); slots];
        for round in &rounds {
            let slot = slot(&round.name, round.on, rule.months).min(slots - 1);
            held[slot].push(&round.name);
            figures[slot] = round.figure();
        }
        let none: Vec<String> =
            (0..slots).filter(|slot| held[*slot].is_empty()).map(|slot| slot_name(slot, rule.months)).collect();
        if !none.is_empty() {
            missing.push(format!("还没有评的 {}", none.join("、")));
        }
        let twice = held.iter().enumerate().filter(|(_, names)| names.len() > 1);
        let twice = twice.map(|(slot, names)| {
            let period = slot_name(slot, rule.months);
            format!("{period}有{}轮({}),只能算一轮:不算的改个名或删去,全年才能算", names.len(), names.join("、"))
        });
        let twice: Vec<String> = twice.collect();
        let points = if twice.is_empty() { year_points(rule, &figures) } else { None };
        missing.extend(twice);
        Self { rule: Some(rule_text(rule, &figures)), points, missing, rounds }
    }
}

/// The period of the year that a round is of, from 0: by its name (`三季度观摩`, `9月`, `上半年`), else by its day: those
/// who score often come some days after.
fn slot(name: &str, on: Date, months: u32) -> usize {
    let month = named_month(name).unwrap_or(on.month());
    usize::try_from((month - 1) / months.max(1)).unwrap_or(0)
}

/// The last month of the period that a name tells of.
fn named_month(name: &str) -> Option<u32> {
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let number = |before: &str, most: u32| {
        let digits: String =
            before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
        let spelled = || {
            // Ten and more end like one.
            let at = numbers.iter().rposition(|word| before.ends_with(word))?;
            u32::try_from(at + 1).ok()
        };
        digits.parse().ok().or_else(spelled).filter(|n| (1..=most).contains(n))
    };
    let before = |unit: &str| name.find(unit).map(|at| &name[..at]);
    let quarter = before("季度").or_else(|| before("季")).and_then(|b| number(b, 4)).map(|q| q * 3);
    let half = || if name.contains("上半年") { Some(6) } else { name.contains("下半年").then_some(12) };
    quarter.or_else(half).or_else(|| before("月").and_then(|b| number(b, 12)))
}

fn slot_name(slot: usize, months: u32) -> String {
    let last = (u32::try_from(slot).unwrap_or(0) + 1) * months;
    let names = |names: &[&str]| names.get(slot).map_or_else(String::new, |n| (*n).to_owned());
    match months {
        1 => format!("{last}月"),
        3 => names(&["一季度", "二季度", "三季度", "四季度"]),
        6 => names(&["上半年", "下半年"]),
        12 => "全年".to_owned(),
        n => format!("{}-{last}月", last - n + 1),
    }
}

fn rule_text(rule: &Rounds, figures: &[Option<Points>]) -> String {
    let every = match rule.months {
        1 => "每月".to_owned(),
        3 => "每季".to_owned(),
        6 => "每半年".to_owned(),
        12 => "每年".to_owned(),
        n => format!("每{n}个月"),
    };
    let done = figures.iter().flatten().count();
    let so_far = if done < figures.len() { format!(",现有{done}轮") } else { String::new() };
    match &rule.year {
        OfYear::Sum => format!("{every}一轮,全年{}轮相加{so_far}", figures.len()),
        OfYear::Mean => format!("{every}一轮,全年{}轮平均{so_far}", figures.len()),
        OfYear::Weights(weights) => {
            let weights: Vec<String> = weights.iter().map(|w| w.to_string()).collect();
            format!("{every}一轮,全年按 {} 加权{so_far}", weights.join("、"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(name: &str, on: &str, points: Option<i64>) -> Round {
        Round {
            name: name.into(),
            on: on.parse().unwrap(),
            raters: 1,
            finished: usize::from(points.is_some()),
            means: Means { all: points.map(Points), trimmed: None },
            unfinished: if points.is_some() { vec![] } else { vec!["李四".into()] },
            review: None,
            own: None,
            told: vec![],
        }
    }

    fn year(months: u32, year: OfYear, rounds: Vec<Round>) -> (Option<String>, String, String) {
        let y = YearOfRounds::of(Some(&Rounds { months, year }), rounds);
        (y.points.map(|p| p.to_string()), y.missing.join(";"), y.rule.unwrap())
    }

    #[test]
    fn a_round_is_of_the_period_that_its_name_or_its_day_tells() {
        let day = |d: &str| d.parse().unwrap();
        for (name, on, months, at) in [
            ("三季度观摩", "2026-10-08", 3, 2),
            ("第四季度", "2026-12-31", 3, 3),
            ("2季观摩", "2026-09-01", 3, 1),
            ("上半年测评", "2026-08-01", 6, 0),
            ("11月考核", "2026-12-05", 1, 10),
            ("十二月", "2026-12-05", 1, 11),
            ("国庆抽查", "2026-10-02", 3, 3),
            ("5季度", "2026-02-02", 3, 0),
        ] {
            assert_eq!(slot(name, day(on), months), at, "{name}");
        }
    }

    #[test]
    fn the_year_follows_by_the_rule_and_says_what_is_missing() {
        let two = || vec![round("一季度", "2026-03-30", Some(9000)), round("三季度", "2026-10-08", Some(9500))];
        let (points, missing, rule) = year(3, OfYear::Mean, two());
        assert_eq!((points.as_deref(), missing.as_str()), (Some("92.5"), "还没有评的 二季度、四季度"));
        assert_eq!(rule, "每季一轮,全年4轮平均,现有2轮");
        assert_eq!(year(3, OfYear::Sum, two()).0.as_deref(), Some("185"));
        let weights = || OfYear::Weights(vec!["40%".parse().unwrap(), "60%".parse().unwrap()]);
        let second = vec![round("下半年", "2026-12-08", Some(9500))];
        let (points, missing, rule) = year(6, weights(), second);
        assert_eq!(
            (points.as_deref(), missing.as_str()),
            (Some("57"), "还没有评的 上半年"),
            "the weight of its own half"
        );
        assert_eq!(rule, "每半年一轮,全年按 40%、60% 加权,现有1轮");
        let whole = vec![round("上半年", "2026-06-08", Some(9100)), round("下半年", "2026-12-08", Some(9500))];
        let (points, missing, _) = year(6, weights(), whole);
        assert_eq!((points.as_deref(), missing.as_str()), (Some("93.4"), ""));
    }

    #[test]
    fn two_rounds_of_one_period_and_an_unfinished_one_are_said_and_not_guessed() {
        let rounds = vec![round("上半年", "2026-06-08", Some(9100)), round("端午抽查", "2026-06-20", Some(8000))];
        let (points, missing, _) = year(6, OfYear::Mean, rounds);
        assert_eq!(points, None);
        assert!(missing.contains("上半年有2轮(上半年、端午抽查)"), "{missing}");
        let (points, missing, _) = year(12, OfYear::Sum, vec![round("全年", "2026-12-08", None)]);
        assert_eq!((points, missing.as_str()), (None, "全年 李四没评完"));
        let y = YearOfRounds::of(None, vec![round("上半年", "2026-06-08", Some(9100))]);
        assert_eq!((y.rule, y.points, y.missing.len()), (None, None, 0));
    }
}
