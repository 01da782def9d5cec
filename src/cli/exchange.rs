//! Files in and out: importing rosters, ledgers of meetings and checklists; exporting roster, ledgers, records and sheets.
//! Not here: how files are read and written (`office`).

use super::{
    Failure, Outcome, Place, all_orgs,
    args::{Export, Import, ImportFile, Target},
    file::save,
    must_keep_books, score, table, telling,
};
use crate::{
    book::{Book, print},
    model::{activity::Meeting, import::Report, paper::Paper, points::Points, propose},
    text::width::clean,
};
use chrono::Datelike;
use serde_json::json;

pub fn import(place: &Place, what: &Import) -> Outcome {
    let args = match what {
        Import::Roster(args) | Import::Activities(args) => args,
        Import::Checklist { file, with_rules, name, in_force } => {
            return checklist(place, file, (*with_rules, *in_force), name.as_deref());
        }
    };
    // A rehearsal only reads, so it works while a screen is open.
    let mut book = if args.dry_run { place.read()? } else { place.write()? };
    place.must_be_named(&book)?;
    must_keep_books(&book)?;
    let report = telling(&mut book, |book| match what {
        Import::Roster(_) => Ok(book.import_roster(&args.file, args.dry_run)?),
        _ => Ok(book.import_activities(&args.file, args.dry_run)?),
    })?;
    if args.json.json {
        return Ok(serde_json::to_string_pretty(&report)?.into());
    }
    Ok(report_text(&report, args.dry_run).into())
}

/// Imports a township's checklist: what was found in it, and, unless it is a rehearsal, its file in the data folder.
fn checklist(place: &Place, args: &ImportFile, (with_rules, in_force): (bool, bool), name: Option<&str>) -> Outcome {
    let mut book = if args.dry_run { place.read()? } else { place.write()? };
    must_keep_books(&book)?;
    let mut found = book.propose_checklist(&args.file)?;
    if let Some(name) = name {
        found.rename(name)?;
    }
    let all: Vec<usize> = if with_rules { found.fully_read() } else { Vec::new() };
    let id = if args.dry_run { None } else { Some(book.take_in_checklist(&found, &all)?) };
    if let Some(id) = id.as_ref().filter(|_| in_force) {
        telling(&mut book, |book| Ok(book.use_checklist(id)?))?;
    }
    if args.json.json {
        let rules: Vec<_> = found
            .rules
            .iter()
            .map(
                |(no, rule)| json!({ "item": no, "words": rule.name, "reading": propose::reading(rule), "rule": rule }),
            )
            .collect();
        let value = json!({ "id": id, "checklist": found.checklist, "rules": rules, "remarks": found.remarks });
        return Ok(serde_json::to_string_pretty(&value)?.into());
    }
    let mut out = if args.dry_run { "预览,没有写入。\n".to_owned() } else { String::new() };
    let stated: Points = found.read.sections.iter().filter_map(|s| s.max).sum();
    let (groups, items) = (found.read.sections.len(), found.read.items().count());
    let name = &found.checklist.name;
    let make_up = found.read.make_up();
    out += &clean(&format!("{name}:{groups}组{items}项,各组标明合计{stated}分,{make_up}。"));
    out.push('\n');
    for remark in &found.remarks {
        out += &clean(remark);
        out.push('\n');
    }
    let rows: Vec<_> = found.rules.iter().map(|(no, r)| [no.clone(), propose::reading(r), r.name.clone()]).collect();
    if !rows.is_empty() {
        let how = match (with_rules, found.rules.len() - all.len()) {
            (false, _) => "没有采用,由人评定;要采用加 --with-rules,或在屏幕上逐条选".to_owned(),
            (true, 0) => "全部采用".to_owned(),
            (true, left) => format!("采用{}条;文字没有读全的{left}条没有采用", all.len()),
        };
        out += &format!("从文字里认出的办法{}条({how}):\n", found.rules.len());
        out += &table::render(["项", "读作", "原文"], &rows);
    }
    if let Some(id) = id {
        out += &clean(&format!("已写进 数据/checklists/{id}.toml"));
    }
    Ok(out.into())
}

fn report_text(report: &Report, dry_run: bool) -> String {
    let r = report;
    let mut out = if dry_run { "预览,没有写入。".to_owned() } else { String::new() };
    out.push_str(&format!(
        "共{}行:新增{},更新{},不变{},暂存{}(未导入,待人工处理);其中存疑{}行(已导入,待核对)。\n",
        r.rows, r.added, r.updated, r.unchanged, r.held, r.flagged
    ));
    // Blank rows are no news.
    for s in r.skipped.iter().filter(|s| !s.reason.is_blank()) {
        out.push_str(&clean(&format!("第{}行没有读:{}", s.row, s.reason)));
        out.push('\n');
    }
    if !r.other_columns.is_empty() {
        let names = clean(&r.other_columns.join("、")).into_owned();
        out.push_str(&format!("没有认出的栏(逐行原样保留):{names}\n"));
    }
    if !r.problems.is_empty() {
        let rows: Vec<_> = r
            .problems
            .iter()
            .map(|p| {
                [p.row.to_string(), p.severity.name().to_owned(), p.column.clone(), p.value.clone(), p.message.clone()]
            })
            .collect();
        out.push_str(&table::render(["行", "处理", "栏目", "原内容", "说明"], &rows));
    }
    out
}

pub fn export(place: &Place, what: &Export) -> Outcome {
    let book = match what {
        Export::AllScores { .. } => place.read()?,
        _ => place.read_branch()?,
    };
    let paper = |to: &Target, paper: &Paper| print::paper_bytes(paper, &to.extension);
    let (to, bytes) = match what {
        Export::Roster { to } => (&to.to, print::table_bytes(&book.roster_table(!to.unmasked)?, &to.to.extension)),
        Export::Activity { id, to } => (&to.to, paper(&to.to, &book.meeting_paper(&find_meeting(&book, id)?))),
        Export::Signin { id, to } => (&to.to, paper(&to.to, &book.sign_in_paper(&find_meeting(&book, id)?))),
        Export::Ledger { ledger, to } => return super::ledger::export(&book, ledger, to),
        Export::Dues { year, to } => {
            let table = book.dues_table(year.unwrap_or_else(|| book.today().year()))?;
            (&to.to, print::table_bytes(&table, &to.to.extension))
        }
        Export::Notice { id } => return Ok(book.notice_text(&find_meeting(&book, id)?).into()),
        Export::Pack { month, to } => (&to.to, paper(&to.to, &book.pack_paper(*month)?)),
        Export::Handbook { year, to, unmasked } => {
            let year = year.unwrap_or_else(|| book.today().year());
            (&to.to, paper(&to.to, &book.handbook_paper(year, !unmasked)?))
        }
        Export::Score { which, to } => {
            let hand = score::in_hand(&book, which)?;
            let bytes = match to.to.extension.as_str() {
                "docx" => paper(&to.to, &book.score_paper(&hand)),
                _ => print::table_bytes(&book.score_table(&hand), &to.to.extension),
            };
            (&to.to, bytes)
        }
        Export::Evidence { which, to } => {
            (&to.to, paper(&to.to, &book.evidence_paper(&score::in_hand(&book, which)?)?))
        }
        Export::BlankSheet { which, to } => {
            (&to.to, paper(&to.to, &book.blank_sheet_paper(&score::in_hand(&book, which)?)))
        }
        Export::AllScores { year, round, by_points, to } => {
            let year = year.unwrap_or_else(|| book.today().year());
            all_orgs::known(&book, year, None, round.as_deref())?;
            let table = book.all_orgs_table(year, None, round.as_deref(), *by_points)?;
            (&to.to, print::table_bytes(&table, &to.to.extension))
        }
        Export::Rounds { year, to } => {
            let table = book.rounds_table(year.unwrap_or_else(|| book.today().year()))?;
            (&to.to, print::table_bytes(&table, &to.to.extension))
        }
        Export::Comparison { year, round, to } => {
            let year = year.unwrap_or_else(|| book.today().year());
            let table = book.comparison_table(year, round.as_deref())?;
            (&to.to, print::table_bytes(&table, &to.to.extension))
        }
    };
    let bytes = bytes.ok_or_else(|| Failure::Usage("不能写这种文件。".into()))?;
    save(to, bytes)
}

/// The meeting named by its id, or by the number that people use (`2026-017`).
fn find_meeting(book: &Book, named: &str) -> Result<Meeting, Failure> {
    let found = match named.parse() {
        Ok(id) => book.meeting(id)?,
        Err(_) => book.meeting_by_no(named)?,
    };
    found.ok_or_else(|| Failure::refused(format!("没有编号为“{named}”的活动;编号见 zhibu list activities。")))
}
