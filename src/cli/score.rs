//! The score: for people, or as JSON whose shape scripts rely on; of the year's own sheet or any other.
//! Not here: how a score is reckoned (`model::score`), other lists (`list`).

use super::{
    Failure, Outcome, Place,
    all_orgs::round_json,
    args::{ScoreArgs, Which},
    table,
};
use crate::{
    book::{Book, InHand},
    model::{
        date::{Date, Period},
        id::{ActivityId, SheetId},
        score::{Change, Score, Scored, State},
        sheet::{self, Sheet},
    },
};
use chrono::Datelike;
use serde_json::{Value, json};

/// The sheet that the options ask for.
pub fn in_hand(book: &Book, sheet: &Which) -> Result<InHand, Failure> {
    if let Some(named) = &sheet.sheet {
        return Ok(book.sheet_in_hand(&find(book, sheet.year.unwrap_or_else(|| book.today().year()), named)?, None)?);
    }
    let on = score_day(sheet.year, sheet.on, book.today())?;
    if let Some(id) = &sheet.checklist
        && book.catalog().checklist(id).is_none()
    {
        let known: Vec<String> = book.catalog().checklists().map(|c| format!("{}({})", c.id, c.name)).collect();
        return Err(Failure::refused(format!("没有考核表“{id}”。现有:{}", known.join("、"))));
    }
    let own = book.checklist_in_force()?;
    let id = sheet.checklist.as_ref().unwrap_or(&own);
    Ok(book.sheet_in_hand(&sheet::Which::running(id, on.year()), Some(on))?)
}

/// The sheet named by its id, by its name, or by the rater where only one sheet of the year is that rater's.
fn find(book: &Book, year: i32, named: &str) -> Result<sheet::Which, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(sheet::Which::Saved(id));
    }
    let sheets = book.sheets(year)?;
    if let Some(found) = sheets.iter().find(|s| s.name() == named) {
        return Ok(found.which());
    }
    let same: Vec<&Sheet> = sheets.iter().filter(|s| s.rater == named || s.round == named).collect();
    match same[..] {
        [one] => Ok(one.which()),
        _ => {
            let names: Vec<String> = sheets.iter().map(Sheet::name).collect();
            Err(Failure::refused(format!("{year}年没有(或不止一张)叫“{named}”的评分表。现有:{}", names.join("、"))))
        }
    }
}

/// The day that counts: the one named, the last day of a past year, else today.
fn score_day(year: Option<i32>, on: Option<Date>, today: Date) -> Result<Date, Failure> {
    match (year, on) {
        (Some(y), Some(on)) if on.year() != y => Err(Failure::Usage(format!("{on} 不在 {y} 年内。"))),
        // Of a day to come this year the score is what would be found then; of a later year nothing is known.
        (_, Some(on)) if on.year() > today.year() => Err(Failure::Usage(format!("{} 年还没有开始。", on.year()))),
        (_, Some(on)) => Ok(on),
        (Some(y), None) if y < today.year() => Ok(Period::year(y).last()),
        (Some(y), None) if y > today.year() => Err(Failure::Usage(format!("{y} 年还没有开始。"))),
        _ => Ok(today),
    }
}

pub fn score(place: &Place, args: &ScoreArgs) -> Outcome {
    let book = place.read_branch()?;
    let hand = in_hand(&book, &args.which)?;
    if args.json.json {
        Ok(serde_json::to_string_pretty(&score_json(&book, &hand)?)?.into())
    } else {
        Ok(score_text(&book, &hand)?.into())
    }
}

fn score_json(book: &Book, hand: &InHand) -> Result<Value, Failure> {
    let (score, year) = (&hand.score, hand.sheet().year);
    let t = &score.totals;
    let section = |s: &crate::model::score::ScoredSection| {
        json!({
            "name": s.name, "max": s.totals.max, "confirmed": s.totals.confirmed, "expected": s.totals.expected,
            "open": s.totals.open, "reachable": s.totals.reachable, "changes": changes(&s.changes),
        })
    };
    let vetoes = score.vetoes.iter().map(|v| json!({ "scope": v.scope, "item": v.item, "text": v.text, "who": v.who }));
    let money = score.money.iter().map(|m| json!({ "item": m.item, "amount": m.amount, "unit": m.unit }));
    let records = book.evidence(year)?;
    let evidence = |id: &ActivityId| {
        records.get(id).map(|r| json!({"id": id, "no": r.no, "held_on": r.on, "kind": r.kind, "title": r.title}))
    };
    let item = |i: &Scored| {
        let gaps: Vec<Value> = i
            .gaps
            .iter()
            .map(|g| {
                json!({
                    "text": g.text, "status": g.status, "duty": g.duty, "group": g.group,
                    "period": g.period.map(|p| p.to_string()), "member": g.member, "ledger": g.ledger, "row": g.row,
                    "cost": g.cost, "won": g.won, "hours": g.hours,
                })
            })
            .collect();
        let mark = hand.entered.mark(&i.no);
        let files = hand.files.get(&i.no).map_or(&[][..], Vec::as_slice);
        json!({
            "no": i.no, "text": i.text, "max": i.max, "state": i.state, "expected": i.expected, "decided": i.decided,
            "suggestion": i.suggestion, "reason": i.reason, "reachable": i.reachable, "records": i.records, "gaps": gaps,
            "suggested_then": mark.and_then(|m| m.suggested), "stale": i.is_stale(), "changed": i.changed, "note": hand.entered.note(&i.no),
            "files": files.iter().map(|f| &f.name).collect::<Vec<_>>(),
            "evidence": i.records.iter().filter_map(evidence).collect::<Vec<_>>(),
        })
    };
    let mut out = json!({
        "checklist": score.checklist, "version": hand.sheet().version, "newer_version": hand.opened.newer,
        "name": score.name, "on": score.on, "max": t.max, "confirmed": t.confirmed,
        "expected": t.expected, "open": t.open, "open_lines": t.open_lines, "reachable": t.reachable,
        "base": t.base, "waived": t.waived, "sheet": head_json(hand.sheet()),
        "sections": score.sections.iter().map(section).collect::<Vec<_>>(),
        "items": score.items().map(item).collect::<Vec<_>>(),
        "changes": changes(&score.changes),
        "grade": score.grade.as_ref().map(|g| json!({ "band": g.band, "best": g.best, "reasons": g.reasons })),
        "vetoes": vetoes.collect::<Vec<_>>(),
        "money": money.collect::<Vec<_>>(),
        "warnings": score.warnings,
    });
    // Of the checklist in force.
    if book.checklist_in_force()? == score.checklist {
        let sheets = book.sheets(year)?;
        let sheets = sheets.iter().map(|s| {
            let mut head = head_json(s);
            let t = book.sheet_in_hand(&s.which(), None)?.score.totals;
            for (name, points) in
                [("max", t.max), ("confirmed", t.confirmed), ("expected", t.expected), ("open", t.open)]
            {
                head[name] = json!(points);
            }
            Ok(head)
        });
        let history = book.trend(year)?;
        let history = history.iter().map(|p| {
            json!({
                "quarter": p.quarter.to_string(), "on": p.on, "expected": p.expected, "open": p.open, "max": p.max,
                "basis": p.basis.code(), "basis_text": p.basis.text(),
            })
        });
        let year = book.year_of_rounds(year)?;
        out["year"] = json!({
            "rounds": year.rounds.iter().map(round_json).collect::<Vec<_>>(), "rule": year.rule, "points": year.points,
            "missing": year.missing,
        });
        out["sheets"] = Value::Array(sheets.collect::<Result<_, Failure>>()?);
        out["history"] = Value::Array(history.collect());
    }
    Ok(out)
}

/// What lies between a sum and its total, as JSON.
fn changes(changes: &[Change]) -> Vec<Value> {
    changes.iter().map(|c| json!({ "text": c.text, "expected": c.by.expected, "max": c.by.max })).collect()
}

fn head_json(sheet: &Sheet) -> Value {
    let saved = sheet.id != SheetId(0);
    json!({
        "id": saved.then_some(sheet.id), "name": sheet.name(), "role": sheet.role.code(), "round": sheet.round,
        "rater": sheet.rater, "year": sheet.year, "scored_on": sheet.scored_on, "version": sheet.version,
    })
}

fn score_text(book: &Book, hand: &InHand) -> Result<String, Failure> {
    let score = &hand.score;
    let t = &score.totals;
    let mut out = format!(
        "{} {} 截至{}{}\n预估 {} + 待评 {} / {}   已确认 {}   可达 {}\n\n",
        score.name,
        hand.sheet().name(),
        score.on,
        if score.on > book.today() { "(从今天起什么都不再做)" } else { "" },
        t.expected,
        t.open_text(),
        t.max,
        t.confirmed,
        t.reachable
    );
    for section in &score.sections {
        let s = &section.totals;
        out.push_str(&format!("{}:预估 {} + 待评 {} / {}\n", section.name, s.expected, s.open_text(), s.max));
        let rows: Vec<_> = section
            .items
            .iter()
            .map(|i| {
                let got = match i.state {
                    State::Decided | State::Suggested => i.expected.to_string(),
                    State::Open => "待评".to_owned(),
                    State::NotApplicable => "不适用".to_owned(),
                };
                let state = match i.state {
                    State::Decided | State::NotApplicable if i.is_stale() => "已评定,以后变了",
                    State::Decided => "已评定",
                    _ => "",
                };
                let note = hand.entered.note(&i.no);
                let mut told = i.reason.clone();
                if i.is_stale() {
                    told += &format!(" 评定以后变了:{}", i.changed.join(";"));
                }
                if !note.is_empty() {
                    told += &format!(" 备注:{note}");
                }
                [i.no.clone(), format!("{got}/{}", i.max), state.to_owned(), i.text.clone(), told.trim().to_owned()]
            })
            .collect();
        out.push_str(&table::render(["序号", "得分", "", "考核内容", "说明"], &rows));
        out.extend(section.changes.iter().map(change_text));
        out.push('\n');
    }
    out.push_str(&result_text(score));
    for warning in &score.warnings {
        out.push_str(&format!("注意:{warning}\n"));
    }
    let year = hand.sheet().year;
    if book.checklist_in_force()? == score.checklist {
        let sheets = book.sheets(year)?;
        if sheets.len() > 1 {
            let names: Vec<String> = sheets.iter().map(Sheet::name).collect();
            out.push_str(&format!("{year}年的评分表(--sheet 选一张):{}\n", names.join("、")));
        }
    }
    Ok(out)
}

fn change_text(change: &Change) -> String {
    format!("  {}: 预估 {}{}\n", change.text, if change.by.expected.0 < 0 { "" } else { "+" }, change.by.expected)
}

/// What the sheet does to the sum, and what follows from the total, in words.
fn result_text(score: &Score) -> String {
    let mut out: String = score.changes.iter().map(change_text).collect();
    out.extend(score.vetoes.iter().map(|v| format!("否决: {}\n", v.text)));
    if let Some(grade) = &score.grade {
        let why: String = grade.reasons.iter().map(|r| format!(";{r}")).collect();
        out.push_str(&format!("等次: {}(最好还能到{}){why}\n", grade.band, grade.best));
    }
    out.extend(score.money.iter().map(|m| format!("{} 奖励 {} {}\n", m.item, m.amount, m.unit)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_year_counts_to_its_last_day_and_a_coming_one_is_refused() {
        let day = |s: &str| s.parse::<Date>().unwrap();
        let today = day("2026-03-31");
        assert_eq!(score_day(None, None, today).ok(), Some(today));
        assert_eq!(score_day(Some(2026), None, today).ok(), Some(today));
        assert_eq!(score_day(Some(2025), None, today).ok(), Some(day("2025-12-31")));
        assert_eq!(score_day(None, Some(day("2025-06-30")), today).ok(), Some(day("2025-06-30")));
        assert!(score_day(Some(2025), Some(today), today).is_err());
        assert!(score_day(Some(2027), None, today).is_err());
        assert!(score_day(None, Some(day("2027-01-05")), today).is_err());
    }
}
