//! One row of a roster as a person: each cell read, and the cells compared with each other.
//! Not here: rows compared with each other (`roster`).

use super::{ID, RosterRow, post};
use crate::{
    model::{
        date::{Date, PartialDate},
        doubt::{Doubt, InWords},
        id::{MemberId, OrgId},
        member::{Category, Column, Member, Sex, cell::Misread, columns},
    },
    office::{grid::Cell, heading::Heading},
    text::{
        idcard::{IdCard, IdFault, normal},
        width::clean,
    },
};

/// A full member was on probation for a year; the roster of somebody who was for longer than this wants a look.
const LONGEST_PROBATION: i32 = 3;
const OF_AGE: i32 = 18;
/// Whole numbers above it may have lost digits in a number cell.
const EXACT_DIGITS: usize = 15;

/// Reads one row of a roster; problems between rows come later.
pub fn read(heading: &Heading, number: u32, cells: &[Cell]) -> RosterRow {
    let mut member = Member::named(MemberId(0), OrgId(0), 0, "");
    let mut verbatim = Vec::new();
    for (cell, (name, field)) in cells.iter().zip(&heading.columns).filter(|(c, _)| !c.is_blank()) {
        verbatim.push((field.map_or_else(|| name.clone(), str::to_owned), cell.text()));
        if field.is_none() {
            // Two columns may have one heading.
            let free = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}{n}") });
            let key = free.into_iter().find(|k| !member.extra.contains_key(k)).unwrap_or_default();
            member.extra.insert(key, clean(&cell.text()).into_owned());
        }
    }
    let row = RosterRow { row: number, cells: verbatim, member, problems: Vec::new() };
    let mut reader = Reader { heading, cells, row };
    reader.columns();
    reader.phone();
    let card = reader.identity();
    reader.sex_and_birth(card);
    reader.membership();
    reader.row
}

struct Reader<'a> {
    heading: &'a Heading<'a>,
    cells: &'a [Cell],
    row: RosterRow,
}

impl Reader<'_> {
    fn raw(&self, field: &str) -> &Cell {
        self.heading.cell(self.cells, field)
    }

    fn flag(&mut self, field: &str, doubt: InWords) {
        self.row.flag(field, doubt);
    }

    /// Whether the row's cell is blank, or a sign that stands for that.
    fn says_nothing(&self, field: &str) -> bool {
        matches!(self.raw(field), Cell::Error(_)) || is_nothing(&self.raw(field).text())
    }

    /// The cell of a field in one tidy line; empty where it says that there is nothing. Signs that harm the screen are
    /// flagged.
    fn text(&mut self, field: &str) -> String {
        if let Cell::Error(error) = self.raw(field) {
            let doubt = Doubt::error_value(error);
            self.flag(field, doubt);
            return String::new();
        }
        let text = self.raw(field).text();
        let line = text
            .split(['\r', '\n', '\t', '\u{a0}'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let shown = clean(&line);
        if *shown != *line {
            self.flag(field, Doubt::control_characters());
        }
        if is_nothing(&shown) { String::new() } else { shown.into_owned() }
    }

    /// Reads every column of the row; what is no more than doubtful in itself is flagged.
    fn columns(&mut self) {
        let heading = self.heading;
        for column in columns::of_rosters().filter(|c| heading.has(c.name)) {
            let text = match self.raw(column.name) {
                Cell::Date(day) if column.is_date() => day.to_string(),
                _ => self.text(column.name),
            };
            // 1985.10 in a number cell is 1985.1.
            let lost = matches!(self.raw(column.name), Cell::Number(_, shown) if shown.ends_with(".1"));
            if self.take(column, &text) && lost && column.is_date() {
                self.flag(column.name, Doubt::month_cut());
            }
        }
        self.row.member.role = post::role(&self.row.member.post);
    }

    /// Takes a text for what its column holds; whether it means that.
    fn take(&mut self, column: &Column, text: &str) -> bool {
        let read = column.read(&mut self.row.member, text);
        let why = match read {
            Ok(()) => return true,
            Err(Misread::Date) => Doubt::no_date(),
            Err(Misread::Sex) => Doubt::sex_unclear(),
            Err(Misread::Category) => Doubt::category_unclear(),
            Err(Misread::YesNo) => Doubt::floating_unclear(),
            // The next free number is as good; and a masked one is doubted as what it is.
            Err(Misread::Number | Misread::Masked) => return false,
        };
        self.flag(column.name, why);
        false
    }

    fn identity(&mut self) -> Option<IdCard> {
        let lost = match self.raw(ID) {
            Cell::Number(_, shown) => shown.len() > EXACT_DIGITS,
            cell => normal(&cell.text()).to_ascii_uppercase().contains("E+"),
        };
        let number = std::mem::take(&mut self.row.member.id_number);
        if number.is_empty() {
            return None;
        }
        if lost {
            self.flag(ID, Doubt::id_digits_lost());
            return None;
        }
        let card = number.parse();
        match &card {
            Ok(card) if card.fifteen => self.flag(ID, Doubt::id_fifteen()),
            Ok(_) => {}
            Err(fault) => self.flag(ID, of_number(fault)),
        }
        if !matches!(card, Err(IdFault::Length(_) | IdFault::NotDigits)) {
            self.row.member.id_number = number;
        }
        card.ok()
    }

    fn phone(&mut self) {
        if let Some(digits) = self.row.member.phone.doubtful() {
            self.flag("联系电话", Doubt::phone_unlike(digits));
        }
    }

    fn sex_and_birth(&mut self, card: Option<IdCard>) {
        let Some(card) = card else { return };
        let said = if card.male { Sex::Male } else { Sex::Female };
        match self.row.member.sex {
            Some(sex) if sex != said => self.flag("性别", Doubt::sex_not_of_number(said.name())),
            None if self.says_nothing("性别") => self.row.member.sex = Some(said),
            _ => {}
        }
        let (year, month, day) = card.birth;
        let Some(said) = PartialDate::new(year, Some(month), Some(day)) else { return };
        match self.row.member.birth {
            Some(birth) if !birth.agrees_with(said) => {
                self.flag("出生日期", Doubt::birth_not_of_number(said));
            }
            None if self.raw("出生日期").is_blank() => self.row.member.birth = Some(said),
            _ => {}
        }
    }

    fn membership(&mut self) {
        let Member { category, joined, full, .. } = self.row.member;
        if let (Category::Probationary, Some(role)) = (category, self.row.member.role) {
            self.flag("职务", Doubt::probationer_in_office(role.name()));
        }
        if let (Some(joined), Some(birth)) = (joined, self.row.member.birth)
            && joined.latest() < years_after(birth, OF_AGE)
        {
            self.flag("入党时间", Doubt::under_age(birth, joined));
        }
        self.probation(category, joined, full);
    }

    fn probation(&mut self, category: Category, joined: Option<PartialDate>, full: Option<PartialDate>) {
        match (category, full) {
            (Category::Full, None) => {
                // A file without the column is not wrong in every row; a cell that is no date has been flagged.
                if self.heading.has("转正时间") && is_nothing(&self.raw("转正时间").text()) {
                    self.flag("转正时间", Doubt::full_unknown());
                }
            }
            (Category::Full, Some(full)) => {
                let Some(joined) = joined else { return };
                if full.latest() < joined.earliest() {
                    self.flag("转正时间", Doubt::full_before_joined(joined));
                } else if full.latest() < years_after(joined, 1) {
                    self.flag("转正时间", Doubt::full_too_soon(joined));
                } else if full.earliest() > joined.plus_years(LONGEST_PROBATION).latest() {
                    self.flag("转正时间", Doubt::full_too_late(joined));
                }
            }
            (_, Some(_)) => {
                self.flag("转正时间", Doubt::full_not_yet(category.name()));
            }
            (_, None) => {}
        }
    }
}

fn of_number(fault: &IdFault) -> InWords {
    match fault {
        IdFault::NotDigits => Doubt::id_not_digits(fault),
        IdFault::Length(_) => Doubt::id_length(fault),
        IdFault::Birth => Doubt::id_birth(fault),
        IdFault::Check { .. } => Doubt::id_check(fault),
    }
}

/// The first day on which so many years have passed since the date at its earliest.
fn years_after(date: PartialDate, years: i32) -> Date {
    date.plus_years(years).earliest()
}

/// Words and signs that stand for an empty cell: forms may not be left blank.
fn is_nothing(text: &str) -> bool {
    let text = text.trim().trim_end_matches('。');
    matches!(text, "无" | "没有" | "暂无")
        || text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–' | '─' | '/' | '／' | '\\' | ' '))
}
