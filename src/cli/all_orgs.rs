//! All organisations of a checklist side by side: for people, or as JSON. Not here: the score of one (`score`).

use super::{Failure, Outcome, Place, args::ScoreArgs, table};
use crate::{
    book::Book,
    model::{
        all_orgs::{AllOrgs, OrgRow, Standing},
        compare::Sum,
        paper,
        points::Points,
        rounds::Round,
    },
    text::width::clean,
};
use chrono::Datelike;
use serde_json::{Value, json};

pub fn scores(place: &Place, args: &ScoreArgs) -> Outcome {
    let book = place.read()?;
    let year = args.which.year.unwrap_or_else(|| book.today().year());
    let all = known(&book, year, args.which.checklist.as_deref(), args.round.as_deref())?;
    let order = if args.by_points { all.by_points() } else { (0..all.rows.len()).collect() };
    if args.json.json {
        return Ok(serde_json::to_string_pretty(&all_json(&all, &order))?.into());
    }
    let made = book.all_orgs_table(year, args.which.checklist.as_deref(), args.round.as_deref(), args.by_points)?;
    let names: Vec<&str> = made.columns.iter().map(|c| c.name.as_str()).collect();
    let rows: Vec<Vec<String>> = made.rows.iter().map(|row| row.iter().map(paper::Value::shown).collect()).collect();
    let mut out = format!("{}\n{}", clean(&made.title), table::render(&names, &rows));
    for note in &made.notes {
        out += &format!("{}\n", clean(note));
    }
    if all.round.is_none() && !all.rounds.is_empty() {
        out += &clean(&format!("各轮(--round 选一轮):{}", all.rounds.join("、")));
    }
    Ok(out.into())
}

/// All organisations of a checklist side by side.
///
/// # Errors
///
/// Refuses a round that nobody has, and a checklist that is not there.
pub fn known(book: &Book, year: i32, checklist: Option<&str>, round: Option<&str>) -> Result<AllOrgs, Failure> {
    let all = book.all_orgs(year, checklist, round)?;
    match round {
        Some(named) if !all.rounds.iter().any(|r| r == named) => {
            let rounds =
                if all.rounds.is_empty() { "还没有评分人的表".to_owned() } else { all.rounds.join("、") };
            Err(Failure::refused(format!("{year}年没有叫“{named}”的一轮。现有:{rounds}")))
        }
        _ => Ok(all),
    }
}

fn all_json(all: &AllOrgs, order: &[usize]) -> Value {
    let banded = all.rows.iter().filter(|r| r.band.is_some()).count();
    let quotas = all.quotas.iter().map(|q| {
        json!({
            "band": q.band, "is": q.is, "bound": q.bound, "share": q.share.to_string(), "too_many": q.too_many,
            "text": q.text(banded),
        })
    });
    json!({
        "checklist": all.checklist, "year": all.year, "round": all.round, "rounds": all.rounds,
        "organisations": order.iter().filter_map(|i| all.rows.get(*i)).map(row_json).collect::<Vec<_>>(),
        "quotas": quotas.collect::<Vec<_>>(), "left_out": all.left_out,
    })
}

fn row_json(row: &OrgRow) -> Value {
    let mut out = json!({
        "id": row.org, "name": row.name, "above": row.above, "version": row.version, "points": row.points(),
        "band": row.band, "best": row.best, "told": row.told,
    });
    match &row.standing {
        Standing::Own(t) => {
            out["expected"] = json!(t.expected);
            out["confirmed"] = json!(t.confirmed);
            out["open"] = json!(t.open);
            out["open_lines"] = json!(t.open_lines);
            out["reachable"] = json!(t.reachable);
            out["max"] = json!(t.max);
        }
        Standing::Round(round) => out["round"] = round_json(round),
        Standing::NotScored => out["round"] = Value::Null,
    }
    out
}

/// One round of one organisation as JSON.
pub fn round_json(round: &Round) -> Value {
    let points = |p: Option<Points>| p.map_or(Value::Null, |p| json!(p));
    json!({
        "name": round.name, "on": round.on, "raters": round.raters, "finished": round.finished,
        "unfinished": round.unfinished, "mean": points(round.means.all), "trimmed": points(round.means.trimmed),
        "review": points(round.review), "own": points(round.own.filter(|own| own.open == 0).map(|own| own.points)),
        "own_text": round.own.map(Sum::text), "points": points(round.figure()),
        "basis": round.basis(), "told": round.told,
    })
}
