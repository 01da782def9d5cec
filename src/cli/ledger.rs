//! Ledgers on the command line: the rows of one as a list, for people or as JSON, and as a file.
//! Not here: what stands on the printed form (`book::papers`).

use super::{
    Failure, Outcome,
    args::{LedgerArgs, To},
    file::save,
    table::{self, fits},
};
use crate::{
    book::Book,
    model::ledger::{Around, Ledger, LedgerEntry, Standing},
};
use serde_json::json;

pub fn list(book: &Book, args: &LedgerArgs) -> Outcome {
    let ledger = find_ledger(book, &args.ledger)?;
    let today = book.today();
    let mut rows = book.ledger_rows(&ledger.id)?;
    rows.retain(|row| {
        let texts: Vec<&str> = row.fields.values().filter_map(|v| v.as_str()).collect();
        (!args.open || row.closed_on.is_none())
            && fits(args.query.as_deref(), &row.title, &[&[row.title.as_str()], &texts[..]].concat())
    });
    if args.json.json {
        let row = |row: &LedgerEntry| {
            let standing = row.standing(today);
            let days = match standing {
                Standing::Open(days) => days,
                Standing::Closed => None,
            };
            json!({
                "id": row.id, "ledger": row.ledger, "ledger_name": ledger.name, "title": row.title,
                "opened_on": row.opened_on, "due_on": row.due_on, "closed_on": row.closed_on,
                "state": state_code(standing), "days_left": days, "fields": row.fields, "member": row.member,
                "activity": row.activity, "sheet": row.sheet, "item": if row.item.is_empty() { None } else { Some(&row.item) },
            })
        };
        let rows: Vec<_> = rows.iter().map(row).collect();
        return Ok(serde_json::to_string_pretty(&rows)?.into());
    }
    let org = book.org().map_or("", |o| &o.name);
    let totals = ledger.totals(&rows);
    let line = |(no, row): (usize, &LedgerEntry)| -> Vec<String> {
        let around = Around { org, no, today, day: |d| d.to_string(), totals: &totals };
        ledger.list.iter().map(|column| ledger.value(row, column, &around)).collect()
    };
    let lines: Vec<_> = (1..).zip(&rows).map(line).collect();
    let headings: Vec<&str> = ledger.list.iter().map(|column| ledger.heading(column)).collect();
    Ok(format!("{}{}共{}条", table::render(headings, &lines), ledger.name, rows.len()).into())
}

/// The state of a row as JSON has it.
fn state_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Closed => "closed",
        s if s.is_overdue() => "overdue",
        s if s.is_due_soon() => "due_soon",
        Standing::Open(_) => "open",
    }
}

pub fn export(book: &Book, id: &str, to: &To) -> Outcome {
    let ledger = find_ledger(book, id)?;
    let rows = book.ledger_rows(&ledger.id)?;
    let bytes = book.ledger_bytes(&ledger, &rows, &to.to.extension);
    save(&to.to, bytes.ok_or_else(|| Failure::Usage("不能写这种文件。".into()))?)
}

/// The ledger named by its id or its name.
fn find_ledger(book: &Book, id: &str) -> Result<Ledger, Failure> {
    let all: Vec<Ledger> = book.ledgers()?.into_iter().map(|(ledger, _)| ledger).collect();
    let found = all.iter().find(|l| l.id == id || l.name == id);
    let known = || all.iter().map(|l| format!("{}({})", l.id, l.name)).collect::<Vec<_>>().join("、");
    found.cloned().ok_or_else(|| Failure::refused(format!("没有台账“{id}”。现有:{}", known())))
}
