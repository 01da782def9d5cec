//! What is to be put right (整改): deductions of a sheet and problems found at a meeting become rows of that ledger.
//! Nothing here writes on a sheet or a record, and nothing is said that people did not say.

use super::{Book, Error, InHand, Result, ledger, sheet::begin};
use crate::{
    model::{
        change::{Changed, Op},
        id::{ActivityId, LedgerEntryId},
        ledger::{LedgerEntry, MEASURE, MEASURES, PROBLEMS, PROPOSED_DAYS, RECTIFICATION, Rectified},
        points::Points,
        score::Scored,
        sheet::{SheetRole, Which},
    },
    store,
    text::number::numbered_lines,
};
use chrono::Days;
use std::collections::BTreeMap;

/// How many gaps a row names one by one at most, lest it be a page.
const MOST_NAMED: usize = 8;

impl Book {
    /// Where the rectification of the items of a sheet stands, by the item's number; only items that rows were made of.
    /// Of the year's own sheet those of the versions count that it was moved from.
    pub fn rectified(&self, which: &Which) -> Result<BTreeMap<String, Rectified>> {
        let mut out = BTreeMap::new();
        let sheet = self.opened(which)?.sheet;
        let sheets = match sheet.role {
            SheetRole::Running => store::sheet::running(self.store.conn(), sheet.org, &sheet.checklist, sheet.year)?,
            _ => vec![sheet],
        };
        for sheet in sheets {
            for row in store::ledger::of_sheet(self.store.conn(), sheet.id)? {
                let open = row.closed_on.is_none();
                let state = out.entry(row.item).or_insert(Rectified::ToReview);
                if open {
                    *state = Rectified::UnderWay;
                }
            }
        }
        Ok(out)
    }

    /// Makes rows of the rectification ledger of the items with a deduction, or of `only` that one: what it is about
    /// and why, to be done within thirty days, nobody in charge yet. An item with an open row gets no second one.
    ///
    /// # Errors
    ///
    /// Refuses where there is nothing left to make a row of.
    pub fn rectify_items(&mut self, which: &Which, only: Option<&str>) -> Result<(Vec<LedgerEntryId>, Changed)> {
        let InHand { opened, score, entered, .. } = self.sheet_in_hand(which, None)?;
        let known = self.rectified(which)?;
        let lost = |i: &&Scored| i.lost().is_some() && only.is_none_or(|no| no == i.no);
        let deducted: Vec<&Scored> = score.sections.iter().flat_map(|s| &s.items).filter(lost).collect();
        if deducted.is_empty() {
            return Err(Error::refused(if only.is_some() {
                "这一项没有扣分。"
            } else {
                "没有扣分的项。"
            }));
        }
        let under_way = |i: &&&Scored| known.get(&i.no) == Some(&Rectified::UnderWay);
        let mut rows: Vec<LedgerEntry> = Vec::new();
        for item in deducted.iter().filter(|i| !under_way(i)) {
            let own_reason = entered.mark(&item.no).filter(|m| m.decision.is_some()).map_or("", |m| &m.reason);
            let mut row = self.proposed(matter(item, own_reason))?;
            row.item.clone_from(&item.no);
            rows.push(row);
        }
        let Some(first) = rows.first() else {
            return Err(Error::refused("扣分的项都已在整改台账里,还没有销号。"));
        };
        let name = self.ledger(RECTIFICATION).name;
        let op = match rows.len() {
            1 => Op::AddLedgerRow { ledger: name, title: first.title.clone() },
            count => Op::AddLedgerRows { ledger: name, count },
        };
        self.act(&op, |tx| {
            let sheet = Some(begin(tx, &opened)?);
            rows.into_iter().map(|row| ledger::put(tx, &LedgerEntry { sheet, ..row })).collect()
        })
    }

    /// Rows that the problems of a saved record could become, not saved: one for each line that none was made of yet, with
    /// the measure that stands on the line of the same number, or on the same line where no line has one.
    pub fn rectifiable(&self, activity: ActivityId) -> Result<Vec<LedgerEntry>> {
        let record = store::activity::get(self.store.conn(), activity)?.ok_or_else(|| Error::gone("这条记录"))?;
        let field = |id: &str| numbered_lines(record.extra.get(id).map_or("", String::as_str));
        let (problems, measures) = (field(PROBLEMS), field(MEASURES));
        let by_place = problems.len() == measures.len() && measures.iter().chain(&problems).all(|(n, _)| n.is_none());
        let known = self.rectifications_of(activity)?;
        let mut rows = Vec::new();
        for (at, (number, problem)) in problems.iter().enumerate() {
            if known.iter().any(|row| row.title == *problem) {
                continue;
            }
            let by_number = || measures.iter().find(|(n, _)| n.is_some() && n == number);
            let measure = if by_place { measures.get(at) } else { by_number() };
            let mut row = self.proposed((*problem).to_owned())?;
            row.activity = Some(activity);
            row.set(MEASURE, measure.map_or("", |(_, text)| text));
            rows.push(row);
        }
        Ok(rows)
    }

    /// The rows that were made of a record.
    pub fn rectifications_of(&self, activity: ActivityId) -> Result<Vec<LedgerEntry>> {
        let mut rows = store::ledger::of_activity(self.store.conn(), activity)?;
        rows.retain(|row| row.ledger == RECTIFICATION);
        Ok(rows)
    }

    /// A row of the rectification ledger opened today, with a deadline that is a proposal; not saved.
    fn proposed(&self, title: String) -> Result<LedgerEntry> {
        let mut row = self.new_ledger_row(RECTIFICATION)?;
        row.title = title;
        row.due_on = self.today().checked_add_days(Days::new(PROPOSED_DAYS));
        Ok(row)
    }
}

/// What a row is about: the item's number and words, and what it lost: what a person decided and why, else what is
/// missing or came late.
fn matter(item: &Scored, own_reason: &str) -> String {
    let why = if own_reason.is_empty() { found(item) } else { own_reason.to_owned() };
    let decided = item.decided.and(item.lost()).map(|lost| format!("扣{lost}"));
    let parts = [Some(format!("{} {}", item.no, item.text)), decided, Some(why).filter(|w| !w.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(":").replace('\n', " ")
}

/// The gaps that cost something; where they do not tell all that is lost, the findings that do, without their arithmetic.
fn found(item: &Scored) -> String {
    let costly: Vec<_> = item.gaps.iter().filter(|g| g.cost > Points::ZERO).collect();
    let told: Points = costly.iter().map(|g| g.cost).sum();
    if item.decided.is_some() || item.lost().is_some_and(|lost| told >= lost) {
        let named = costly.iter().take(MOST_NAMED).map(|g| g.text.as_str()).collect::<Vec<_>>().join("、");
        let more = if costly.len() > MOST_NAMED { format!("等{}处", costly.len()) } else { String::new() };
        return named + &more;
    }
    if item.losses.is_empty() { item.reason.clone() } else { item.losses.join("、") }
}
