//! Reads a roster workbook (党员花名册): which rows hold people, and what keeps a row out.
//! Not here: single cells (`person`), matching with the members on record (`book::import`).

use crate::{
    model::{
        doubt::{Doubt, InWords},
        import::{FileKind, Problem, Severity, Skipped, Unread},
        member::Member,
    },
    office::{
        grid::{Cell, Grid, ReadError},
        heading::{self, Heading},
    },
    text::idcard::Identity,
};
use std::collections::HashMap;

mod columns;
mod person;
mod post;

/// What a roster file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RosterFile {
    /// The name of the grid that was read.
    pub grid: String,
    /// The heading's (last) row in the file, from 1.
    pub header_row: u32,
    /// Each column's heading and the field it was taken for.
    pub columns: Vec<(String, Option<&'static str>)>,
    pub rows: Vec<RosterRow>,
    /// Rows that hold no person, with the reason; of another grid left unread, its heading's row.
    pub skipped: Vec<Skipped>,
}

/// One person of a roster file.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterRow {
    /// The row number in the file, from 1.
    pub row: u32,
    /// The cells that are not empty, verbatim, each with its field's name (or the file's heading).
    pub cells: Vec<(String, String)>,
    /// The member as far as one could be read; ids are 0, `no` is the file's 序号 or 0.
    pub member: Member,
    pub problems: Vec<Problem>,
}

impl RosterRow {
    /// Whether the row stays out until a person decides.
    pub fn is_held(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Held)
    }

    fn cell(&self, field: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    fn hold(&mut self, column: &str, value: String, doubt: InWords) {
        self.problems.insert(0, Problem::new(self.row, column, value, Severity::Held, doubt));
    }

    fn flag(&mut self, column: &str, doubt: InWords) {
        let value = self.cell(column).to_owned();
        self.problems.push(Problem::new(self.row, column, value, Severity::Flagged, doubt));
    }
}

/// Reads the grid whose heading matches best. A row without a name, or whose identity number another row has too, is
/// held; every other doubtful cell is flagged. A flagged cell leaves its field empty, unless it can be used as it is.
///
/// # Errors
///
/// No grid has such a heading.
pub fn read_roster(grids: &[Grid]) -> Result<RosterFile, ReadError> {
    let heading = heading::find(grids, columns::ALIASES, &["姓名"])?;
    let mut file = RosterFile {
        grid: heading.grid.name.clone(),
        header_row: heading.row,
        columns: heading.columns.clone(),
        ..RosterFile::default()
    };
    for (name, row) in &heading.others {
        let reason = Unread::OtherSheet { name: (*name).to_owned(), kind: FileKind::Roster };
        file.skipped.push(Skipped { row: *row, reason });
    }
    let mut last = heading.row;
    for (row, cells) in &heading.grid.rows[heading.below..] {
        file.skipped.extend(heading::gap(last, *row));
        last = *row;
        match heading.no_record(cells) {
            Some(reason) => file.skipped.push(Skipped { row: *row, reason }),
            None => file.rows.push(person::read(&heading, *row, cells)),
        }
    }
    if file.rows.is_empty() {
        return Err(ReadError::NoRows);
    }
    hold_nameless(&mut file.rows);
    hold_same_identity(&mut file.rows);
    flag_same_name(&mut file.rows);
    Ok(file)
}

/// Reads one row whose heading and cells were kept: fields by their names here, all else as further columns.
pub fn read_row<'a>(row: u32, kept: impl Iterator<Item = (&'a str, &'a str)>) -> RosterRow {
    let mut columns: Vec<(String, Option<&'static str>)> = Vec::new();
    let mut cells = Vec::new();
    for (name, text) in kept {
        let field = columns::ALIASES.iter().map(|(field, _)| *field).find(|f| *f == name);
        let free = field.filter(|f| columns.iter().all(|(_, taken)| taken != &Some(*f)));
        columns.push((name.to_owned(), free));
        cells.push(Cell::Text(text.to_owned()));
    }
    let grid = Grid { name: String::new(), rows: Vec::new() };
    person::read(&Heading { grid: &grid, below: 0, row: 0, columns, others: Vec::new() }, row, &cells)
}

fn hold_nameless(rows: &mut [RosterRow]) {
    for row in rows.iter_mut().filter(|r| r.member.name.is_empty()) {
        let all = row.cells.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" | ");
        row.hold("姓名", all, Doubt::nameless());
    }
}

/// Every row of several with one number is held: nobody can tell from the file whose it is.
fn hold_same_identity(rows: &mut [RosterRow]) {
    let mut owners: HashMap<Identity, Vec<usize>> = HashMap::new();
    for (i, row) in rows.iter().enumerate() {
        if let Some(identity) = row.member.id_number.identity() {
            owners.entry(identity).or_default().push(i);
        }
    }
    for same in owners.into_values().filter(|same| same.len() > 1) {
        let who: Vec<String> = same.iter().map(|&i| format!("第{}行{}", rows[i].row, rows[i].member.name)).collect();
        for (n, &i) in same.iter().enumerate() {
            let others: Vec<&str> = who.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, w)| w.as_str()).collect();
            let value = rows[i].cell(columns::ID).to_owned();
            rows[i].hold(columns::ID, value, Doubt::same_number(others.join("、")));
        }
    }
}

fn flag_same_name(rows: &mut [RosterRow]) {
    let mut owners: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| !r.member.name.is_empty()) {
        owners.entry(row.member.name.clone()).or_default().push(i);
    }
    for same in owners.into_values().filter(|same| same.len() > 1) {
        for &i in &same {
            if !rows[i].member.id_number.is_empty() {
                continue;
            }
            let other = same.iter().find(|&&o| o != i).map_or(0, |&o| rows[o].row);
            rows[i].flag("姓名", Doubt::same_name(other));
        }
    }
}

#[cfg(test)]
mod tests;
