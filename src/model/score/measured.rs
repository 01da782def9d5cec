//! What a rule looks at and what it found, whatever its source: records, the things counted, gaps.
//! Not here: the finding itself (`measure`, `duty`, `ledger`), what the things are worth (`value`).

use super::{Gap, value::Piece, words};
use crate::model::{
    amount::Amount,
    checklist::Rule,
    date::{Date, Period},
    duty::{Entry, Status},
    facts::Facts,
    grounds::Trace,
    id::ActivityId,
    sheet::Entered,
};
use std::collections::BTreeSet;

/// Hours thought to be needed for a gap in a ledger, where the rule says nothing.
pub(super) const LEDGER_HOURS: Amount = Amount(50);

/// All that there is to look at.
pub(super) struct Records<'a> {
    pub entered: &'a Entered,
    pub facts: &'a Facts,
    pub calendar: Vec<&'a Entry>,
    pub on: Date,
    /// Records of days after that.
    later: BTreeSet<ActivityId>,
    /// Nobody asks what the suggestions rest on.
    fleeting: bool,
}

/// A gap, and the thing that it is (or would be) counted as.
pub(super) struct Draft<'a> {
    pub gap: Gap,
    pub piece: Option<Piece<'a>>,
    /// Whether the gap counts already.
    pub counted: bool,
}

/// What a rule found.
#[derive(Default)]
pub(super) struct Measured<'a> {
    /// The records say something yet; without it nothing is suggested.
    pub evidence: bool,
    pub pieces: Vec<Piece<'a>>,
    /// The things counted at best, where that is not simply those that last.
    pub best: Option<Vec<Piece<'a>>>,
    /// The finding in words, without what it costs: `主题党日 11/12 月,缺 3月`.
    pub text: String,
    pub records: Vec<ActivityId>,
    pub gaps: Vec<Draft<'a>>,
    /// All that this rests on.
    pub grounds: Vec<Trace>,
    /// 无记录不得分: periods are over and nothing at all was recorded.
    pub nothing: bool,
    /// Whether a first record can still be made where nothing was recorded.
    pub can_begin: bool,
}

impl<'a> Records<'a> {
    pub fn new(entered: &'a Entered, facts: &'a Facts, calendar: Vec<&'a Entry>, on: Date) -> Self {
        let later = facts.activities.iter().filter(|a| a.on > on).map(|a| a.id).collect();
        Self { entered, facts, calendar, on, later, fleeting: false }
    }

    /// The records for figures that are looked at once and thrown away.
    pub fn fleeting(entered: &'a Entered, facts: &'a Facts, calendar: Vec<&'a Entry>, on: Date) -> Self {
        Self { entered, facts, calendar, on, later: BTreeSet::new(), fleeting: true }
    }

    /// Whether a record is of a day after the one that the score is of.
    pub fn is_later(&self, id: ActivityId) -> bool {
        self.later.contains(&id)
    }

    /// What a suggestion rests on, where anybody asks.
    pub fn traced(&self, traces: impl FnOnce() -> Vec<Trace>) -> Vec<Trace> {
        if self.fleeting { Vec::new() } else { traces() }
    }

    pub fn year_over(&self) -> bool {
        self.on > Period::year(self.facts.year).last()
    }
}

impl<'a> Measured<'a> {
    /// The finding that counts the gaps that count already.
    pub(super) fn counting(gaps: Vec<Draft<'a>>) -> Self {
        let pieces = gaps.iter().filter(|g| g.counted).filter_map(|g| g.piece).collect();
        Self { pieces, gaps, ..Self::default() }
    }
}

/// A gap that costs nothing yet and points nowhere.
pub(super) fn gap(text: String, status: Status, hours: Amount) -> Gap {
    Gap {
        text,
        status,
        duty: None,
        group: None,
        period: None,
        member: None,
        lacks: String::new(),
        ledger: None,
        row: None,
        short: 1,
        closed: false,
        cost: Default::default(),
        won: Default::default(),
        hours,
    }
}

/// What is missing to a number, as one gap that can be put right.
pub(super) fn shortfall(rule: &Rule, need: Amount, had: i64, hours: Amount) -> Option<Gap> {
    let short = need.0.saturating_sub(had);
    let text = format!("{} 还差 {} {}", rule.name, Amount(short), words::unit(rule));
    (short > 0).then(|| several(gap(text, Status::Due, hours), short))
}

/// So many hundredths of a thing are missing, each as much work as one; a part of one is one.
pub(super) fn several(one: Gap, short: i64) -> Gap {
    let n = short.saturating_add(99) / 100;
    Gap { short: u32::try_from(n).unwrap_or(u32::MAX), hours: Amount(one.hours.0.saturating_mul(n)), ..one }
}

/// A number that is known to be 0 is looked at too.
pub(super) fn with_zero(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    if pieces.is_empty() {
        pieces.push(Piece { num: 0, ..Piece::ONE });
    }
    pieces
}
