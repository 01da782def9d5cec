//! Sheets: which version of a checklist each is scored by, and beginning, freezing, moving and deleting them.
//! Not here: what is decided on their items (`decide`), the arithmetic (`model::score`), how they compare (`compare`).

use super::{Book, Error, Result, catalog::File};
use crate::{
    model::{
        attachment::{Attachment, Owner},
        change::{Changed, Op},
        checklist::{Checklist, Item},
        date::Date,
        id::{AttachmentId, ChecklistId, MarkId, OccurrenceId, OrgId, SheetId},
        score::{Score, State},
        sheet::{Decision, Entered, Mark, Occurrence, Sheet, SheetRole, Which},
    },
    store::{self, Tx, checklist::Adopted},
    text::quote::quoted,
};
use std::{collections::BTreeMap, sync::Arc};

/// Texts of checklists that were adopted and are no longer in force, read once each, by their hash.
pub(super) type ReadLists = BTreeMap<String, Arc<Checklist>>;

/// A sheet with the checklist that it is scored by.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The sheet; `id` 0: the year's own, on which nobody has put anything yet.
    pub sheet: Sheet,
    pub list: Arc<Checklist>,
    /// A newer version of the checklist that the year's own sheet could be moved to; `None` on any other sheet.
    pub newer: Option<u32>,
    /// What a person must know of versions, in words.
    pub warnings: Vec<String>,
    /// The checklist's file that is adopted with the first thing put on the sheet.
    adopts: Option<Arc<File<Checklist>>>,
}

/// A sheet, what people put on it, and what that comes to.
#[derive(Clone, Debug)]
pub struct InHand {
    pub opened: Opened,
    pub entered: Entered,
    pub score: Score,
    /// The files of the sheet's items, by the item's number.
    pub files: BTreeMap<String, Vec<Attachment>>,
}

impl InHand {
    pub fn sheet(&self) -> &Sheet {
        &self.opened.sheet
    }
}

impl Book {
    /// The sheets of a year by the checklist in force: the running one first, saved or not.
    pub fn sheets(&self, year: i32) -> Result<Vec<Sheet>> {
        let org = self.here()?.id;
        let running = self.opened(&Which::running(&self.checklist_in_force()?, year))?.sheet;
        let mut sheets = store::sheet::list(self.store.conn(), org, year)?;
        sheets.retain(|s| s.checklist == running.checklist && s.role != SheetRole::Running);
        sheets.sort_by_key(|s| (s.scored_on, s.id));
        sheets.insert(0, running);
        Ok(sheets)
    }

    /// A sheet as it stands. `on`: the day that the year's own is looked at (see [`Book::score`]), `None` for today or
    /// the year's last; other sheets are judged as of the day they were scored on.
    pub fn sheet_in_hand(&self, which: &Which, on: Option<Date>) -> Result<InHand> {
        let opened = self.opened(which)?;
        let sheet = &opened.sheet;
        let conn = self.store.conn();
        let (entered, files) = if sheet.id == SheetId(0) {
            (Entered::default(), BTreeMap::new())
        } else {
            (store::mark::entered(conn, sheet.id)?, store::attachment::of_sheet(conn, sheet.id)?)
        };
        let on = sheet.scored_on.map_or_else(
            || on.unwrap_or_else(|| self.last_day_of(sheet.year)),
            |day| super::score::within(day, sheet.year),
        );
        let mut score = self.scored(sheet.org, &opened.list, &entered, on)?;
        score.warnings.splice(0..0, opened.warnings.iter().cloned());
        Ok(InHand { entered, score, files, opened })
    }

    /// A sheet with the version in force on it.
    ///
    /// # Errors
    /// No such sheet or checklist; a version whose text nobody has.
    pub(super) fn opened(&self, which: &Which) -> Result<Opened> {
        self.opened_of(self.here()?.id, which)
    }

    /// A sheet of any organisation with the version in force on it.
    ///
    /// # Errors
    ///
    /// Fails where [`Book::opened`] fails.
    pub(super) fn opened_of(&self, org: OrgId, which: &Which) -> Result<Opened> {
        let conn = self.store.conn();
        let (code, year) = match which {
            Which::Saved(id) => {
                let found = store::sheet::get(conn, *id)?.filter(|s| s.org == org);
                let sheet = found.ok_or_else(|| Error::gone("这张评分表"))?;
                if sheet.role != SheetRole::Running {
                    return self.with_list(sheet);
                }
                (sheet.checklist, sheet.year)
            }
            Which::Running { checklist, year } => (checklist.clone(), *year),
        };
        self.newest(org, &code, year, store::sheet::running(conn, org, &code, year)?)
    }

    /// The year's own sheet among its versions, the newest first: the first whose text is known, else one not saved yet.
    pub(super) fn newest(&self, org: OrgId, code: &str, year: i32, running: Vec<Sheet>) -> Result<Opened> {
        let conn = self.store.conn();
        let mut lost = Vec::new();
        for sheet in running {
            let version = sheet.version;
            match self.with_list(sheet.clone()) {
                Ok(mut opened) => {
                    opened.warnings.extend(lost);
                    let newer = self.catalog.checklist(code).map(|c| c.version).filter(|v| *v > version);
                    opened.newer = newer;
                    opened.warnings.extend(newer.map(|v| {
                        format!("考核表有第{v}版,本年这张仍按第{version}版计分;在考核画面 Ctrl+T 里换用新版")
                    }));
                    return Ok(opened);
                }
                // A sheet from before versions were kept.
                Err(_) => {
                    let n = store::mark::entered(conn, sheet.id)?.marks.len();
                    lost.push(format!("{n}项评定是按第{version}版考核表作的,那一版的原文没有留存,没有算入(仍保留)"));
                }
            }
        }
        let list = self.catalog.checklist(code).ok_or_else(|| Error::refused(format!("没有考核表“{code}”。")))?;
        let mut opened = self.with_list(Sheet::running(org, code, list.version, year))?;
        opened.warnings.extend(lost);
        Ok(opened)
    }

    /// Finds the text of a sheet's version: as adopted, else the file's of that version.
    pub(super) fn with_list(&self, sheet: Sheet) -> Result<Opened> {
        let (code, version) = (&sheet.checklist, sheet.version);
        let conn = self.store.conn();
        let file = self.catalog.checklist_file(code);
        let file = file.and_then(|f| Some((f.get()?, f))).filter(|(list, _)| list.version == version);
        let mut warnings = Vec::new();
        let own = file.map_or("", |(_, file)| &file.body);
        let adopted = store::checklist::is_adopted(conn, sheet.org, code, version, own)?;
        let (list, adopts) = match (adopted, file) {
            (None, None) => {
                return Err(Error::refused(format!("没有第{version}版考核表“{code}”的原文。")));
            }
            (None, Some((list, file))) => (Arc::clone(list), Some(Arc::clone(file))),
            (Some(true), Some((list, _))) => (Arc::clone(list), None),
            (Some(_), file) => {
                let hash = store::checklist::hash(conn, sheet.org, code, version)?.unwrap_or_default();
                let read = self.read_once(&hash, || {
                    let body = store::checklist::body(conn, sheet.org, code, version)?.unwrap_or_default();
                    self.catalog
                        .read_checklist(&format!("已采用的第{version}版"), &body)
                        .map_err(|fault| Error::refused(fault.to_string()))
                });
                match (read, file) {
                    (Ok(list), Some((now, file))) => {
                        if list != *now {
                            warnings.push(altered(&file.name, version));
                        }
                        (list, None)
                    }
                    (Ok(list), None) => (list, None),
                    // Better the file of that number than no score at all.
                    (Err(e), Some((now, file))) => {
                        warnings.push(format!("采用时的原文读不懂({e}),暂按 {} 计分", file.name));
                        (Arc::clone(now), None)
                    }
                    (Err(e), None) => return Err(e),
                }
            }
        };
        Ok(Opened { sheet, list, newer: None, warnings, adopts })
    }

    fn read_once(&self, hash: &str, read: impl FnOnce() -> Result<Checklist>) -> Result<Arc<Checklist>> {
        if let Some(list) = self.lists.borrow().get(hash) {
            return Ok(Arc::clone(list));
        }
        let list = Arc::new(read()?);
        self.lists.borrow_mut().insert(hash.to_owned(), Arc::clone(&list));
        Ok(list)
    }

    /// Files whose content was altered under a version that was adopted, in words.
    pub(super) fn altered_files(&self) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for (org, code, version) in store::checklist::adopted(self.store.conn())? {
            let list = self.catalog.checklist(&code).filter(|list| list.version == version);
            if list.is_some() {
                out.extend(self.with_list(Sheet::running(org, &code, version, 0))?.warnings);
            }
        }
        out.sort();
        out.dedup();
        Ok(out)
    }

    /// Begins an empty sheet of a rater or a review. `sheet`: as typed, `id` and `version` are given here.
    ///
    /// # Errors
    /// No round, no rater, a day to come or of no such year; there is one of that name already.
    pub fn add_sheet(&mut self, mut sheet: Sheet) -> Result<(SheetId, Changed)> {
        for text in [&mut sheet.round, &mut sheet.rater] {
            *text = text.trim().to_owned();
        }
        if sheet.round.is_empty() {
            return Err(Error::refused("请写明是哪一轮(例如 三季度观摩)。"));
        }
        if sheet.role == SheetRole::Rater && sheet.rater.is_empty() {
            return Err(Error::refused("请写明评分人。"));
        }
        if sheet.scored_on.is_none_or(|day| day > self.today()) {
            return Err(Error::refused("评分日期请填今天或以前的日子。"));
        }
        let running = self.opened(&Which::running(&sheet.checklist, sheet.year))?;
        (sheet.id, sheet.version) = (SheetId(0), running.sheet.version);
        self.insert_sheet(&Opened { sheet, ..running }, |_, _| Ok(()))
    }

    /// Freezes what stands on the year's own sheet today as a self-check: decisions and suggestions become decisions of
    /// that sheet with their reasons; what is open stays open; notes, files and what was counted come along.
    /// `round`: whose raters it stands beside; empty for none.
    ///
    /// # Errors
    /// That round has a self-check.
    pub fn freeze(&mut self, checklist: &str, year: i32, round: &str) -> Result<(SheetId, Changed)> {
        let InHand { opened, entered, score, files } = self.sheet_in_hand(&Which::running(checklist, year), None)?;
        let taken: Vec<String> = self.sheets(year)?.into_iter().map(|s| s.round).collect();
        let day = score.on.to_string();
        let mut names = std::iter::once(day.clone()).chain((2..).map(|n| format!("{day}({n})")));
        let round = match round.trim() {
            "" => names.find(|name| !taken.contains(name)).unwrap_or(day),
            round if self.rounds_checked(year)?.iter().any(|r| r == round) => {
                let why = format!("{}已有自查:先删去那张(Ctrl+T 里按 Del),或空着不归入哪一轮。", quoted(round));
                return Err(Error::refused(why));
            }
            round => round.to_owned(),
        };
        let scored_on = Some(score.on);
        let sheet = Sheet { id: SheetId(0), role: SheetRole::SelfCheck, round, scored_on, ..opened.sheet.clone() };
        let frozen = Opened { sheet, ..opened };
        let org = frozen.sheet.org;
        self.insert_sheet(&frozen, |tx, sheet| {
            let ids = bring(tx, sheet, &entered.occurrences, files.values().flatten(), |_| true)?;
            for item in score.items() {
                let own = entered.mark(&item.no);
                let decision = match item.state {
                    State::NotApplicable => Some(Decision::NotApplicable),
                    State::Decided => item.decided.map(Decision::Points),
                    State::Suggested => item.suggestion.map(Decision::Points),
                    State::Open => None,
                };
                let note = own.map_or(String::new(), |m| m.note.clone());
                if decision.is_none() && note.is_empty() {
                    continue;
                }
                let reason = if decision.is_some() { item.reason.clone() } else { String::new() };
                let carried = own.is_some_and(|m| m.carried);
                let (suggested, grounds) = (item.suggestion, decision.map(|_| item.grounds.copied(&ids)));
                let (id, item) = (MarkId(tx.new_id()), item.no.clone());
                store::mark::put(
                    tx,
                    &Mark { id, org, sheet, item, decision, reason, carried, suggested, grounds, note },
                )?;
            }
            Ok(())
        })
    }

    /// Moves the year's own sheet to the newest version of its checklist. What was put on items that are the same there
    /// (number, text and maximum) comes along; gives back, in words, what did not. The old sheet stays.
    ///
    /// # Errors
    /// There is no newer version, or nobody has put anything on the sheet yet.
    pub fn move_to_new_version(&mut self, checklist: &str, year: i32) -> Result<(Vec<String>, Changed)> {
        let InHand { opened: old, entered, files, .. } = self.sheet_in_hand(&Which::running(checklist, year), None)?;
        let version = old.newer.ok_or_else(|| Error::refused("没有更新版本的考核表。"))?;
        let org = old.sheet.org;
        let new = self.with_list(Sheet { id: SheetId(0), version, ..old.sheet.clone() })?;
        let same = |no: &str| {
            let (was, is) = (old.list.item(no), new.list.item(no));
            was.zip(is).is_some_and(|(was, is)| same_item(was, is))
        };
        let same_rules = |no: &str| old.list.item(no).map(|i| &i.rules) == new.list.item(no).map(|i| &i.rules);
        let left: Vec<String> = entered.marks.iter().filter(|m| !same(&m.item)).map(mark_words).collect();
        let op = Op::MoveSheet { version };
        let ((), changed) = self.act(&op, |tx| {
            let sheet = begin(tx, &new)?;
            let ids = bring(tx, sheet, &entered.occurrences, files.values().flatten(), same)?;
            for mark in entered.marks.iter().filter(|m| same(&m.item)) {
                // Of other rules nobody can say whether what a decision rested on is still the same.
                let grounds = mark.grounds.as_ref().filter(|_| same_rules(&mark.item)).map(|g| g.copied(&ids));
                store::mark::put(tx, &Mark { id: MarkId(tx.new_id()), sheet, org, grounds, ..mark.clone() })?;
            }
            Ok(())
        })?;
        Ok((left, changed))
    }

    /// Deletes a sheet with everything on it; never the year's own.
    pub fn delete_sheet(&mut self, id: SheetId) -> Result<Changed> {
        let sheet = self.opened(&Which::Saved(id))?.sheet;
        if sheet.role == SheetRole::Running {
            return Err(Error::refused("本年的表不能删除。"));
        }
        Ok(self.act(&Op::DeleteSheet { name: sheet.name() }, |tx| store::sheet::delete(tx, id))?.1)
    }

    fn insert_sheet(
        &mut self,
        opened: &Opened,
        fill: impl FnOnce(&Tx<'_>, SheetId) -> Result<()>,
    ) -> Result<(SheetId, Changed)> {
        let (s, name) = (&opened.sheet, opened.sheet.name());
        let same = |o: &Sheet| (o.role, &o.round, &o.rater) == (s.role, &s.round, &s.rater);
        if self.sheets(s.year)?.iter().any(same) {
            return Err(Error::refused(format!("已有评分表{}。", quoted(&name))));
        }
        self.act(&Op::AddSheet { name }, |tx| {
            let id = begin(tx, opened)?;
            fill(tx, id)?;
            Ok(id)
        })
    }
}

/// Puts a sheet and the text of its version on record, where they are not yet.
pub(super) fn begin(tx: &Tx<'_>, opened: &Opened) -> Result<SheetId> {
    if let Some(file) = &opened.adopts {
        let Sheet { org, checklist: code, version, .. } = opened.sheet.clone();
        // Another sheet begun in the same act may have adopted it already.
        if store::checklist::hash(tx, org, &code, version)?.is_none() {
            let (body, hash) = (file.body.to_string(), file.hash().to_owned());
            store::checklist::insert(tx, &Adopted { id: ChecklistId(tx.new_id()), org, code, version, body, hash })?;
        }
    }
    if opened.sheet.id != SheetId(0) {
        return Ok(opened.sheet.id);
    }
    let id = SheetId(tx.new_id());
    store::sheet::insert(tx, &Sheet { id, ..opened.sheet.clone() })?;
    Ok(id)
}

/// Copies what was counted, and the files, of those items onto another sheet; the ids of what was counted, old and new.
fn bring<'a>(
    tx: &Tx<'_>,
    sheet: SheetId,
    occurrences: &[Occurrence],
    files: impl Iterator<Item = &'a Attachment>,
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<i64, i64>> {
    let mut ids = BTreeMap::new();
    for o in occurrences.iter().filter(|o| wanted(&o.item)) {
        let id = OccurrenceId(tx.new_id());
        store::mark::insert_occurrence(tx, &Occurrence { id, sheet, ..o.clone() })?;
        ids.insert(o.id.0, id.0);
    }
    for file in files {
        if let Owner::Item { item, .. } = &file.owner
            && wanted(item)
        {
            let owner = Owner::Item { sheet, item: item.clone() };
            store::attachment::insert(tx, &Attachment { id: AttachmentId(tx.new_id()), owner, ..file.clone() })?;
        }
    }
    Ok(ids)
}

/// Whether a decision on one is a decision on the other: the number, the words and the maximum are the same.
pub(super) fn same_item(a: &Item, b: &Item) -> bool {
    (&a.no, &a.text, a.max) == (&b.no, &b.text, b.max)
}

fn mark_words(mark: &Mark) -> String {
    let decision = match mark.decision {
        Some(Decision::Points(p)) => format!("得{p}"),
        Some(Decision::NotApplicable) => "不适用".to_owned(),
        None => "备注".to_owned(),
    };
    let words = if mark.decision.is_some() { &mark.reason } else { &mark.note };
    format!("{} {decision} {words}", mark.item).trim_end().to_owned()
}

fn altered(file: &str, version: u32) -> String {
    format!("{file} 的内容改了,版本号还是{version}:没有采用,仍按已采用的第{version}版计分;要换用请把 version 加一")
}
