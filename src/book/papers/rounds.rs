//! The rounds of a year, and all organisations of a checklist side by side, as tables.
//! Not here: one round's sheets item by item (`sheet`), the arithmetic (`model`).

use super::sheet::sum_cell;
use crate::model::{
    all_orgs::{AllOrgs, OrgRow, Standing},
    paper::{Column, Table, Value},
    points::Points,
    rounds::{Round, YearOfRounds},
};

/// The table of the rounds of one organisation, and of the year that follows.
pub fn rounds_table(org: &str, year: i32, of: &YearOfRounds) -> Table {
    let columns =
        [("轮次", 20), ("评完日期", 12), ("均分", 9), ("去高低均分", 11), ("复核", 9), ("自查", 9), ("算作", 24)];
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for r in &of.rounds {
        let figures = [r.means.all, r.means.trimmed, r.review].map(points);
        let row = [text(&r.name), text(r.on.to_string())].into_iter().chain(figures).chain([own(r), text(r.basis())]);
        rows.push(row.collect());
    }
    let whole = if of.missing.is_empty() { "全年" } else { "全年到目前" };
    let year_row = of.points.map(|p| {
        let empty = || text("");
        vec![
            text(whole),
            empty(),
            Value::Points(p),
            empty(),
            empty(),
            empty(),
            text(of.rule.clone().unwrap_or_default()),
        ]
    });
    rows.extend(year_row);
    let notes = of.missing.iter().map(|m| format!("缺:{m}"));
    Table {
        title: format!("{org} {year}年各轮得分"),
        columns: columns.map(column).to_vec(),
        rows,
        notes: notes.collect(),
    }
}

/// The table of all organisations in the order given. Equal points are equal: nothing here is a rank.
pub fn all_orgs_table(all: &AllOrgs, order: &[usize]) -> Table {
    let rows: Vec<&OrgRow> = order.iter().filter_map(|i| all.rows.get(*i)).collect();
    let parents = rows.windows(2).any(|pair| pair[0].above != pair[1].above);
    let figures: &[(&str, u16)] = match all.round {
        None => &[("预估", 9), ("已确认", 9), ("待评", 9), ("满分", 8)],
        Some(_) => &[("得分", 9), ("算作", 22), ("去高低均分", 11), ("自查", 9), ("评完", 8)],
    };
    let mut columns = vec![column(("单位", 24))];
    columns.extend(parents.then(|| column(("上级", 18))));
    columns.extend(figures.iter().copied().map(column));
    columns.extend(all.has_bands.then(|| column(("等次", 16))));
    columns.push(column(("说明", 30)));
    let cells = |row: &&OrgRow| {
        let mut cells = vec![text(&row.name)];
        cells.extend(parents.then(|| text(&row.above)));
        match &row.standing {
            Standing::Own(t) => {
                let figures = [Value::Points(t.expected), Value::Points(t.confirmed), text(t.open_text())];
                cells.extend(figures.into_iter().chain([Value::Points(t.max)]));
            }
            Standing::Round(r) => {
                let means = [points(r.means.trimmed), own(r), text(format!("{}/{}", r.finished, r.raters))];
                cells.extend([points(r.figure()), text(r.basis())].into_iter().chain(means));
            }
            Standing::NotScored => cells.extend(["", "没有评", "", "", ""].map(text)),
        }
        cells.extend(all.has_bands.then(|| text(row.band_text())));
        cells.push(text(row.told.join(";")));
        cells
    };
    let round = all.round.as_deref().unwrap_or("");
    let own = all.round.is_none().then(|| "预估 = 记录和评定给出的;待评 = 还要人看了才能定的,不等于0分。".to_owned());
    let notes = all.notes().into_iter().chain(own).chain(["内部掌握;得分相同的不分先后。".to_owned()]);
    Table {
        title: format!("{} {}年{round} 各单位得分", all.checklist, all.year),
        columns,
        rows: rows.iter().map(cells).collect(),
        notes: notes.collect(),
    }
}

fn column((name, width): (&str, u16)) -> Column {
    Column { name: name.to_owned(), width }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn own(round: &Round) -> Value {
    round.own.as_ref().map_or_else(|| text(""), sum_cell)
}

fn points(points: Option<Points>) -> Value {
    points.map_or(text(""), Value::Points)
}
