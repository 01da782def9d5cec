//! The rounds of a year: those of the organisation at hand, and all organisations of a checklist side by side. Reads only.
//! Not here: the arithmetic (`model::rounds`, `model::all_orgs`), a round's sheets item by item (`compare`).

use super::{Book, Result, score::within};
use crate::{
    model::{
        all_orgs::{AllOrgs, OrgRow, Standing},
        checklist::Checklist,
        id::{OrgId, SheetId},
        org::Org,
        rounds::{Round, YearOfRounds},
        score::Score,
        sheet::{Entered, Sheet, SheetRole, Which},
    },
    store,
};
use std::collections::BTreeMap;

/// The sheets of all organisations, and what stands on them.
struct Read {
    sheets: Vec<Sheet>,
    entered: BTreeMap<SheetId, Entered>,
}

impl Book {
    /// The names of the rounds of a year, the newest first.
    pub fn rounds(&self, year: i32) -> Result<Vec<String>> {
        Ok(names(&self.sheets(year)?))
    }

    /// The names of the rounds that have a self-check of the branch's own.
    pub fn rounds_checked(&self, year: i32) -> Result<Vec<String>> {
        let mut sheets = self.sheets(year)?;
        sheets.retain(|s| s.role == SheetRole::SelfCheck);
        Ok(names(&sheets))
    }

    /// What each round of a year came to, and the year by the sheet's own rule.
    pub fn year_of_rounds(&self, year: i32) -> Result<YearOfRounds> {
        let sheets = self.sheets(year)?;
        let list = self.opened(&Which::running(&self.checklist_in_force()?, year))?.list;
        let mut rounds = Vec::new();
        for name in names(&sheets).iter().rev() {
            let own = sheets.iter().filter(|s| s.in_round() == Some(name.as_str()));
            let scored = own.map(|s| Ok((s.clone(), self.sheet_in_hand(&s.which(), None)?.score)));
            rounds.extend(Round::of(name, &scored.collect::<Result<Vec<_>>>()?));
        }
        Ok(YearOfRounds::of(list.rounds.as_ref(), rounds))
    }

    /// All organisations that are scored by a checklist (`None`: the one in force here), by their own sheets or in one round.
    /// How many there are costs no further statement for facts, sheets and marks.
    pub fn all_orgs(&self, year: i32, checklist: Option<&str>, round: Option<&str>) -> Result<AllOrgs> {
        let conn = self.store.conn();
        let code = checklist.map_or_else(|| self.checklist_in_force(), |id| Ok(id.to_owned()))?;
        let chosen = store::org::checklists(conn)?;
        let keepers: Vec<&Org> = self.in_tree_order().into_iter().filter(|o| o.kind.keeps_books()).collect();
        let is_meant = |o: &&&Org| chosen.get(&o.id).map_or(o.checklist(), String::as_str) == code;
        let (meant, others): (Vec<&Org>, Vec<&Org>) = keepers.iter().copied().partition(|o| is_meant(&o));
        let mut read = Read {
            sheets: store::sheet::of_year(conn, &code, year)?,
            entered: store::mark::of_year(conn, &code, year)?,
        };
        read.sheets.retain(|s| meant.iter().any(|o| o.id == s.org));
        read.sheets.sort_by_key(|s| (s.scored_on, s.id));

        let mut rows = Vec::new();
        let mut list = None;
        let scored = match round {
            Some(round) => self.scored_in_round(&read, round)?,
            None => BTreeMap::new(),
        };
        for org in meant {
            let (own, version, standing) = match round {
                None => {
                    let running = read.sheets.iter().filter(|s| s.org == org.id && s.role == SheetRole::Running);
                    let mut running: Vec<Sheet> = running.cloned().collect();
                    running.sort_by_key(|s| std::cmp::Reverse(s.version));
                    let opened = self.newest(org.id, &code, year, running)?;
                    let entered = read.entered.remove(&opened.sheet.id).unwrap_or_default();
                    let on = self.last_day_of(year);
                    self.read_facts_of_all(year, self.as_of(on))?;
                    let score = self.scored(org.id, &opened.list, &entered, on)?;
                    (opened.list, opened.sheet.version, Found::Own(Box::new(score)))
                }
                Some(name) => {
                    let sheets = scored.get(&org.id).map_or(&[][..], Vec::as_slice);
                    let opened = match sheets.first() {
                        Some((sheet, _)) => self.with_list(sheet.clone())?,
                        None => self.newest(org.id, &code, year, Vec::new())?,
                    };
                    (opened.list, opened.sheet.version, Found::Round(Round::of(name, sheets)))
                }
            };
            rows.push(self.row(org, version, &own, standing));
            list.get_or_insert(own);
        }
        let list = list.map_or_else(|| self.newest(self.here()?.id, &code, year, Vec::new()).map(|o| o.list), Ok)?;
        let all = AllOrgs {
            checklist: list.name.clone(),
            year,
            round: round.map(str::to_owned),
            rounds: names(&read.sheets),
            rows,
            left_out: others.iter().map(|o| o.name.clone()).collect(),
            has_bands: false,
            quotas: Vec::new(),
        };
        Ok(all.with_quotas(&list))
    }

    /// The sheets of a round by organisation, scored day by day: facts are read once for each day that somebody scored on.
    fn scored_in_round(&self, read: &Read, round: &str) -> Result<BTreeMap<OrgId, Vec<(Sheet, Score)>>> {
        let mut out: BTreeMap<OrgId, Vec<(Sheet, Score)>> = BTreeMap::new();
        for sheet in read.sheets.iter().filter(|s| s.in_round() == Some(round)) {
            let opened = self.with_list(sheet.clone())?;
            let entered = read.entered.get(&sheet.id).cloned().unwrap_or_default();
            let on = within(sheet.scored_on.unwrap_or_else(|| self.last_day_of(sheet.year)), sheet.year);
            self.read_facts_of_all(sheet.year, self.as_of(on))?;
            let score = self.scored(sheet.org, &opened.list, &entered, on)?;
            out.entry(sheet.org).or_default().push((sheet.clone(), score));
        }
        Ok(out)
    }

    fn row(&self, org: &Org, version: u32, list: &Checklist, found: Found) -> OrgRow {
        let above = org.parent.and_then(|id| self.orgs().iter().find(|o| o.id == id));
        let row = OrgRow {
            org: org.id,
            name: org.name.clone(),
            above: above.map_or(String::new(), |o| o.name.clone()),
            version,
            standing: Standing::NotScored,
            band: None,
            best: None,
            told: Vec::new(),
        };
        match found {
            Found::Own(score) => {
                let vetoes = score.vetoes.iter().map(|v| format!("否决:{}", v.text));
                let told = vetoes.chain(score.grade.iter().flat_map(|g| g.reasons.iter().cloned())).collect();
                let (band, best) = score.grade.map(|g| (g.band, g.best)).unzip();
                OrgRow { standing: Standing::Own(score.totals), band, best, told, ..row }
            }
            Found::Round(None) => row,
            Found::Round(Some(round)) => {
                // A veto or a drop that some rater entered: which band that makes is not for the mean to say.
                let band = round.figure().filter(|_| round.told.is_empty());
                let band = band.and_then(|points| list.band_of(points)).map(str::to_owned);
                OrgRow { band, told: round.told.clone(), standing: Standing::Round(round), ..row }
            }
        }
    }

    /// All organisations, each after the one above it and before that one's next.
    fn in_tree_order(&self) -> Vec<&Org> {
        let mut order = Vec::new();
        let known = |id: OrgId| self.orgs().iter().any(|o| o.id == id);
        let mut left: Vec<&Org> = self.orgs().iter().filter(|o| o.parent.is_none_or(|p| !known(p))).rev().collect();
        while let Some(org) = left.pop() {
            order.push(org);
            left.extend(self.orgs().iter().filter(|o| o.parent == Some(org.id)).rev());
        }
        order
    }
}

/// What was read of one organisation.
enum Found {
    Own(Box<Score>),
    Round(Option<Round>),
}

/// The names of the rounds that sheets belong to, the newest first.
fn names(sheets: &[Sheet]) -> Vec<String> {
    let mut rounds: Vec<String> = Vec::new();
    for round in sheets.iter().rev().filter_map(Sheet::in_round) {
        if !rounds.iter().any(|r| r == round) {
            rounds.push(round.to_owned());
        }
    }
    rounds
}
