//! Several sheets at once: side by side, and the totals by quarter. Reads only.
//! Not here: the arithmetic (`model::compare`), which rounds there are (`rounds`).

use super::{Book, InHand, Result, score::within};
use crate::{
    model::{
        compare::{Comparison, compare},
        date::{Date, Period, Span},
        points::Points,
        score::Score,
        sheet::{Entered, Sheet, SheetRole, Which},
        trend::{Basis, Point},
    },
    store,
};

impl Book {
    /// The sheets of a year side by side, the year's own first. `round`: only that round's beside it; means are given of
    /// one round only, so with `None` there are some only where the year has no more than one.
    pub fn comparison(&self, year: i32, round: Option<&str>) -> Result<Comparison> {
        let mut sheets = self.sheets(year)?;
        sheets.retain(|s| s.role == SheetRole::Running || round.is_none_or(|r| s.round == r));
        let scored = sheets.into_iter().map(|s| Ok((s.clone(), self.sheet_in_hand(&s.which(), None)?.score)));
        let mut comparison = compare(&scored.collect::<Result<Vec<_>>>()?);
        if round.is_none() && self.rounds(year)?.len() > 1 {
            comparison.forget_means();
        }
        Ok(comparison)
    }

    /// The totals at the end of each quarter of two years, up to the present one: of the last dated sheet (a round's
    /// review, else the mean of its raters), where there is none of the records alone; for today of the year's own sheet.
    pub fn trend(&self, year: i32) -> Result<Vec<Point>> {
        let (org, code) = (self.here()?.id, self.checklist_in_force()?);
        let sheets = store::sheet::of_checklist(self.store.conn(), org, &code)?;
        let quarters = [year - 1, year].into_iter().flat_map(|y| Period::all_of(Span::Quarter, y));
        let mut out = Vec::new();
        for quarter in quarters.filter(|q| q.first() <= self.today()) {
            let on = quarter.last().min(self.today());
            let of =
                |s: &&Sheet| s.scored_on.is_some_and(|d| quarter.contains(within(d, s.year)) && s.year == quarter.year);
            let dated: Vec<&Sheet> = sheets.iter().filter(of).collect();
            let point = match self.of_sheets(quarter, &dated)? {
                Some(point) => point,
                None if quarter.contains(self.today()) => {
                    let score = self.score(None, on)?;
                    point(quarter, on, &score, Basis::Today)
                }
                None => {
                    let list = self.opened(&Which::running(&code, quarter.year))?.list;
                    point(quarter, on, &self.scored(org, &list, &Entered::default(), on)?, Basis::Records)
                }
            };
            out.push(point);
        }
        Ok(out)
    }

    /// The figure that dated sheets of a quarter give.
    fn of_sheets(&self, quarter: Period, dated: &[&Sheet]) -> Result<Option<Point>> {
        let mut left: Vec<&Sheet> = dated.to_vec();
        left.sort_by_key(|s| (s.scored_on, s.role == SheetRole::Review, s.id));
        while let Some(last) = left.pop() {
            let on = last.scored_on.unwrap_or(quarter.last());
            // A self-check made for a round says less than those who came for it.
            let raters = dated.iter().any(|s| s.role != SheetRole::SelfCheck && last.in_round() == s.in_round());
            if last.role == SheetRole::SelfCheck && last.in_round().is_some() && raters {
                continue;
            }
            if last.role != SheetRole::Rater {
                let InHand { score, .. } = self.sheet_in_hand(&last.which(), None)?;
                return Ok(Some(point(quarter, on, &score, Basis::Sheet(last.name()))));
            }
            let round: Vec<&Sheet> = dated.iter().copied().filter(|s| s.round == last.round).collect();
            if let Some(review) = round.iter().find(|s| s.role == SheetRole::Review) {
                let InHand { score, .. } = self.sheet_in_hand(&review.which(), None)?;
                return Ok(Some(point(quarter, on, &score, Basis::Sheet(review.name()))));
            }
            let scored = round.iter().map(|s| Ok(((*s).clone(), self.sheet_in_hand(&s.which(), None)?.score)));
            let scored = scored.collect::<Result<Vec<_>>>()?;
            let compared = compare(&scored);
            if let Some(expected) = compared.means.all {
                let max = scored.first().map(|(_, s)| s.totals.max).unwrap_or_default();
                let basis = Basis::Raters { round: last.round.clone(), raters: compared.finished };
                let open = Points::ZERO;
                return Ok(Some(Point { quarter, on, expected, open, max, basis }));
            }
            left.retain(|s| s.round != last.round);
        }
        Ok(None)
    }
}

fn point(quarter: Period, on: Date, score: &Score, basis: Basis) -> Point {
    let t = score.totals;
    Point { quarter, on, expected: t.expected, open: t.open, max: t.max, basis }
}
