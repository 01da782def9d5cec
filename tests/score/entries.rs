//! What must hold on any of the townships' sheets whatever people enter and decide.
//! Not here: records and duties (`properties`), worked figures (`kinds`).

use crate::{day, entries, items, kinds::fixture, mark, pts, village};
use proptest::{prelude::*, sample::select};
use zhibu::model::{
    amount::Size,
    checklist::{Checklist, Rule},
    id::{OccurrenceId, OrgId, SheetId},
    points::Points,
    score::{Change, Score, Scored, State, Totals, evaluate},
    sheet::{Decision, Entered, Mark, Occurrence, SheetResult},
};

const SHEETS: [&str; 7] = ["ninghai", "wendeng", "archive", "starred", "hundred", "parts", "mixed"];

fn any_occurrence(list: &Checklist, only: &'static [&'static str]) -> BoxedStrategy<Occurrence> {
    let asks = list.items().flat_map(|(_, i)| i.rules.iter().filter(|r| r.asks()).map(|r| (i.no.clone(), r.clone())));
    let asks: Vec<(String, Rule)> = asks.filter(|(no, _)| only.is_empty() || only.contains(&no.as_str())).collect();
    let who = select(vec!["", "甲", "乙"]);
    (select(asks), any::<prop::sample::Index>(), any::<bool>(), who, 0u64..320, 0i64..2_000_000, any::<bool>())
        .prop_map(|((item, rule), pick, ticked, who, offset, amount, many)| {
            let mut choice = match rule.choices.len() {
                0 => String::new(),
                n => rule.choices[pick.index(n)].name.clone(),
            };
            if let Some(m) = rule.modifiers.first().filter(|_| ticked) {
                choice = [choice.as_str(), m.name.as_str()].join("+").trim_start_matches('+').to_owned();
            }
            Occurrence {
                id: OccurrenceId(1),
                org: OrgId(1),
                sheet: SheetId(1),
                item,
                rule: rule.id,
                day: day("2026-01-01") + chrono::Days::new(offset),
                who: who.into(),
                amount: if many { amount } else { amount % 500 },
                choice,
                note: String::new(),
            }
        })
        .boxed()
}

fn any_marks(list: &Checklist, all: bool) -> impl Strategy<Value = Vec<Mark>> + use<> {
    let decide = |(no, max): (String, i64)| {
        (any::<bool>(), 0..=max.max(1), any::<bool>()).prop_map(move |(decided, points, applies)| {
            let decision = if applies { Decision::Points(Points(points)) } else { Decision::NotApplicable };
            (all || decided).then(|| Mark { decision: Some(decision), ..mark(&no, None, None) })
        })
    };
    let items: Vec<_> = list.items().map(|(_, i)| decide((i.no.clone(), i.max_points().0))).collect();
    items.prop_map(|marks| marks.into_iter().flatten().collect())
}

fn any_entered(all_decided: bool) -> impl Strategy<Value = (&'static str, Entered)> {
    select(SHEETS.to_vec()).prop_flat_map(move |id| {
        let list = fixture(id);
        let result =
            |checklist: &str| SheetResult { checklist: checklist.into(), expected: pts("61.37"), reachable: pts("90") };
        let results = ["base", "vote", "soft"].map(result).to_vec();
        let occurrences = prop::collection::vec(any_occurrence(list, &[]), 0..40);
        (Just(id), any_marks(list, all_decided), occurrences)
            .prop_map(move |(id, marks, occurrences)| (id, Entered { marks, occurrences, results: results.clone() }))
    })
}

fn run(id: &str, entered: &Entered) -> Score {
    let facts = village();
    evaluate(fixture(id), entered, &facts, &entries(&facts, "2026-11-21"), day("2026-11-21"))
}

fn told(id: &str, occurrences: Vec<Occurrence>) -> Score {
    run(id, &Entered { occurrences, ..Entered::default() })
}

/// An item's part in each figure.
fn part(i: &Scored) -> Totals {
    Totals {
        max: i.max,
        confirmed: if i.state == State::Decided { i.expected } else { Points::ZERO },
        base: Points::ZERO,
        expected: i.expected,
        open: if i.state == State::Open { i.max } else { Points::ZERO },
        open_lines: 0,
        reachable: i.reachable,
        waived: if i.state == State::NotApplicable { i.max } else { Points::ZERO },
    }
}

fn changed(sum: Totals, changes: &[Change]) -> Totals {
    changes.iter().map(|c| c.by).fold(sum, Totals::plus)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_total_is_the_sum_of_its_parts_and_the_changes_stated((id, entered) in any_entered(false)) {
        let score = run(id, &entered);
        for s in &score.sections {
            let sum = s.items.iter().map(part).fold(Totals::default(), Totals::plus);
            let totals = Totals { open_lines: 0, ..s.totals };
            prop_assert_eq!(totals, changed(sum, &s.changes), "{}", s.name);
            let lines = s.items.iter().filter(|i| i.state == State::Open && i.max == Points::ZERO).count();
            prop_assert!(s.totals.open_lines as usize == lines || s.changes.iter().any(|c| c.text.contains("否决")));
            prop_assert!(s.changes.iter().all(|c| !c.text.is_empty()));
        }
        let sum = score.sections.iter().map(|s| s.totals).fold(Totals::default(), Totals::plus);
        prop_assert_eq!(score.totals, changed(sum, &score.changes));
        prop_assert!(score.changes.iter().all(|c| !c.text.is_empty()));
    }

    #[test]
    fn figures_stay_in_order_and_items_in_bounds((id, entered) in any_entered(false)) {
        let list = fixture(id);
        let score = run(id, &entered);
        for i in items(&score) {
            let item = list.item(&i.no).unwrap();
            prop_assert!(i.expected <= i.reachable || i.state == State::Open, "{i:?}");
            prop_assert_eq!(i.decided.unwrap_or(i.expected), i.expected);
            if item.max.is_some() {
                prop_assert!(Points::ZERO <= i.expected && i.expected <= i.max && i.reachable <= i.max, "{i:?}");
            }
        }
        for t in score.sections.iter().map(|s| s.totals).chain([score.totals]) {
            prop_assert!(t.expected <= t.reachable && t.open >= Points::ZERO, "{t:?}");
        }
    }

    #[test]
    fn with_everything_decided_nothing_is_open((id, entered) in any_entered(true)) {
        let score = run(id, &entered);
        let t = score.totals;
        prop_assert_eq!((t.base + t.confirmed, t.open), (t.expected, Points::ZERO), "{:?}", score);
    }

    #[test]
    fn the_order_of_entries_does_not_matter(
        ((id, entered), marks, occurrences) in any_entered(false).prop_flat_map(|(id, e)| {
            let (m, o) = (e.marks.clone(), e.occurrences.clone());
            (Just((id, e)), Just(m).prop_shuffle(), Just(o).prop_shuffle())
        })
    ) {
        let shuffled = Entered { marks, occurrences, results: entered.results.clone() };
        let (mut a, mut b) = (run(id, &entered), run(id, &shuffled));
        // What is listed one by one keeps the order in which it was entered.
        for s in [&mut a, &mut b] {
            s.vetoes.sort_by(|a, b| a.text.cmp(&b.text));
            s.warnings.sort();
            if let Some(g) = &mut s.grade {
                g.reasons.sort();
            }
        }
        prop_assert_eq!(a, b);
    }

    #[test]
    fn caps_hold_whatever_is_entered(
        donations in prop::collection::vec(any_occurrence(fixture("wendeng"), &["53", "57"]), 0..30),
        neighbours in prop::collection::vec(any_occurrence(fixture("wendeng"), &["45", "46"]), 0..30),
        single in prop::collection::vec(any_occurrence(fixture("wendeng"), &["34", "44", "100"]), 0..30),
        persons in prop::collection::vec(any_occurrence(fixture("mixed"), &["2.13"]), 0..30),
        month in 1u32..=10,
    ) {
        prop_assert!(told("wendeng", donations).totals.expected <= pts("40"));
        let in_month = |o: &Occurrence| chrono::Datelike::month(&o.day) == month;
        let one_month: Vec<_> = neighbours.iter().filter(|o| in_month(o)).cloned().collect();
        prop_assert!(told("wendeng", one_month).totals.expected <= pts("2"));
        prop_assert!(told("wendeng", neighbours).totals.expected <= pts("24"));
        let score = told("wendeng", single);
        prop_assert!(crate::item(&score, "34").expected <= pts("3"));
        prop_assert!(crate::item(&score, "44").expected <= pts("12"));
        prop_assert!(crate::item(&score, "100").expected <= pts("10"));
        prop_assert!(crate::item(&told("mixed", persons), "2.13").expected >= pts("-3"), "three persons, one point each");
    }

    #[test]
    fn a_hundredth_never_drifts(count in 1i64..60, seed in any_occurrence(fixture("ninghai"), &["1.1", "3.1", "5.4", "10.1", "22.1"])) {
        let one = Occurrence { amount: 100, who: String::new(), ..seed };
        let many = told("ninghai", vec![one.clone(); usize::try_from(count).unwrap()]);
        let together = told("ninghai", vec![Occurrence { amount: count * 100, ..one.clone() }]);
        prop_assert_eq!(many.totals, together.totals);
        let single = told("ninghai", vec![one]).totals.expected - told("ninghai", vec![]).totals.expected;
        let all = many.totals.expected - told("ninghai", vec![]).totals.expected;
        prop_assert!(all == single.times(count) || all == pts("3"), "{all} is not {count} times {single}");
    }

    #[test]
    fn an_award_entered_never_lowers_and_a_deduction_never_raises((id, entered) in any_entered(false), at in any::<prop::sample::Index>()) {
        let Some(last) = entered.occurrences.len().checked_sub(1) else { return Ok(()) };
        let mut fewer = entered.clone();
        let gone = fewer.occurrences.remove(at.index(last + 1));
        let list = fixture(id);
        let item = list.item(&gone.item).unwrap();
        let rule = item.rules.iter().find(|r| r.id == gone.rule).unwrap();
        // A shortfall, a tier or a started step is no mere count, and the first entry opens an item that was open.
        let counts = rule.need.is_none() && rule.beyond.is_none() && rule.tiers.is_empty() && rule.modifiers.is_empty();
        let evident = item.max.is_none() || fewer.occurrences.iter().any(|o| o.item == gone.item);
        if counts && evident && rule.best.is_empty() && !rule.worths().any(|w| matches!(w.size, Size::All)) {
            let (before, after) = (run(id, &fewer), run(id, &entered));
            let (before, after) = (crate::item(&before, &gone.item).expected, crate::item(&after, &gone.item).expected);
            let gains = rule.worths().all(|w| w.gains());
            let loses = rule.worths().all(|w| !w.gains());
            prop_assert!(!gains || before <= after || rule.worths().count() == 0, "{before} then {after}");
            prop_assert!(!loses || before >= after, "{before} then {after}");
        }
    }
}
