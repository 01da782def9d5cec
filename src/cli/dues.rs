//! 党费 on the command line: members by months of a year, for people or as JSON (sums in yuan, as text).
//! Not here: the register as a file (`exchange`).

use super::{
    Outcome,
    args::Filter,
    table::{self, fits, json_list},
};
use crate::{
    book::Book,
    model::{
        date::Period,
        dues::{
            in_force,
            year::{DuesYear, Line},
        },
    },
};
use serde_json::{Value, json};

pub fn list(book: &Book, filter: &Filter, year: i32) -> Outcome {
    let all = book.dues(year)?;
    let query = filter.query.as_deref();
    let wanted = |l: &&Line| {
        let m = &l.member;
        query.map(str::trim) == Some(&m.no.to_string()) || fits(query, &m.name, &[&m.group])
    };
    let lines: Vec<&Line> = all.lines.iter().filter(wanted).collect();
    if filter.json.json {
        return json_list(lines.iter().map(|l| member(&all, l)).collect());
    }
    let row = |l: &&Line| {
        let standard = in_force(&l.standards, Period::month(year, 12)).map_or("未定".to_owned(), |s| s.words());
        let mut cells = vec![l.member.no.to_string(), l.member.name.clone(), standard];
        cells.extend((1..=12).map(|m| match l.payments.get(&Period::month(year, m)) {
            Some(paid) => format!("{}{}", all.state(l, m).mark(), paid.amount),
            None => all.state(l, m).mark().to_owned(),
        }));
        cells.push(l.sum(year).to_string());
        cells
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let months: Vec<String> = (1..=12).map(|m| format!("{m}月")).collect();
    let mut headings = vec!["编号", "姓名", "标准"];
    headings.extend(months.iter().map(String::as_str));
    headings.push("合计");
    let legend = "已 已交;补 补交或补录;差 没交足;未 未交;待 本月待交;免 免交;/ 不用交;. 还没到";
    Ok(format!("{}{legend}\n共{}人,全年收{}元", table::render(headings, &rows), rows.len(), all.sum()).into())
}

fn member(all: &DuesYear, line: &Line) -> Value {
    let m = &line.member;
    let standard = in_force(&line.standards, Period::month(all.year, 12));
    let months = (1..=12).map(|month| {
        let period = Period::month(all.year, month);
        let paid = line.payments.get(&period);
        let owed = in_force(&line.standards, period).map(|s| s.amount.to_string());
        json!({
            "month": period.to_string(), "state": all.state(line, month).code(), "owed": owed,
            "paid": paid.map(|p| p.amount.to_string()), "paid_on": paid.and_then(|p| p.paid_on),
            "payer": paid.map(|p| &p.payer).filter(|p| !p.is_empty()), "recorded_on": paid.map(|p| p.recorded_on),
        })
    });
    let run = all.run(line);
    json!({
        "id": m.id, "no": m.no, "name": m.name,
        "standard": standard.map(|s| json!({
            "from": s.from.to_string(), "basis": s.basis.code(), "basis_name": s.basis.name(),
            "base": s.base.map(|b| b.to_string()), "amount": s.amount.to_string(), "note": s.note,
        })),
        "months": months.collect::<Vec<_>>(), "year_paid": line.sum(all.year).to_string(),
        "unpaid_run": run.months, "unpaid_run_at_least": run.at_least,
    })
}
