//! Finding the heading of a table among title rows, and matching its columns with fields by their aliases; its footers.
//! Not here: what the cells below it mean (`roster`, `activities`).

use crate::{
    model::import::{Skipped, Unread},
    office::grid::{Cell, Grid, ReadError},
    text::number::half_width,
};
use std::collections::BTreeSet;

/// A heading stands within the first rows of its grid.
const SEARCHED: usize = 30;

/// A field's name and the headings that mean it, the surest first. None has brackets or blanks.
pub type Aliases = [(&'static str, &'static [&'static str])];

/// Where the heading is and what its columns are.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading<'a> {
    pub grid: &'a Grid,
    /// The index in the grid's rows of the first row below it.
    pub below: usize,
    /// The heading's last row in the file, from 1.
    pub row: u32,
    /// Each column's heading, `第5列` where it has none, and its field.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// Other grids that seem to hold the same kind of table, with their heading's row.
    pub others: Vec<(&'a str, u32)>,
}

impl Heading<'_> {
    /// The cell of a field in a row of the grid.
    pub fn cell<'c>(&self, cells: &'c [Cell], field: &str) -> &'c Cell {
        let column = self.columns.iter().position(|(_, f)| *f == Some(field));
        column.and_then(|c| cells.get(c)).unwrap_or(&Cell::Empty)
    }

    pub fn has(&self, field: &str) -> bool {
        self.columns.iter().any(|(_, f)| *f == Some(field))
    }

    /// Whether a row repeats the heading, as on a new printed page.
    pub fn repeats(&self, cells: &[Cell]) -> bool {
        let mut filled = cells.iter().zip(&self.columns).filter(|(c, _)| !c.is_blank()).peekable();
        filled.peek().is_some() && filled.all(|(cell, (heading, _))| heading.ends_with(&shown(cell)))
    }

    /// Why a row below the heading holds no person and no activity; `None` where it does.
    pub fn no_record(&self, cells: &[Cell]) -> Option<Unread> {
        if self.repeats(cells) {
            return Some(Unread::HeadingAgain);
        }
        let mut filled = cells.iter().filter(|c| !c.is_blank());
        let first: String = filled.next()?.text().chars().filter(|c| !c.is_whitespace()).collect();
        if is_footer(&first) {
            return Some(Unread::Footer(first.chars().take(20).collect()));
        }
        let only_number = filled.next().is_none() && !self.cell(cells, "序号").is_blank();
        only_number.then_some(Unread::NumberAlone)
    }
}

/// The heading that matches the most fields, of one row or two, in any grid. It must have every needed field.
///
/// # Errors
///
/// No grid has such a heading.
pub fn find<'a>(grids: &'a [Grid], aliases: &Aliases, needed: &[&str]) -> Result<Heading<'a>, ReadError> {
    let mut found: Vec<(usize, Heading<'a>)> = Vec::new();
    for grid in grids {
        let mut best: Option<(usize, Heading<'a>)> = None;
        // One row before two: a title above a heading is no part of it.
        let places = (1..=2).flat_map(|depth| (0..grid.rows.len().min(SEARCHED)).map(move |top| (top, depth)));
        for (top, depth) in places {
            let Some(rows) = grid.rows.get(top..top + depth) else { continue };
            let columns = matched(headings(rows), aliases);
            let fields = columns.iter().filter(|(_, f)| f.is_some()).count();
            let complete = needed.iter().all(|n| columns.iter().any(|(_, f)| *f == Some(*n)));
            if complete && best.as_ref().is_none_or(|(most, _)| fields > *most) {
                let row = rows.last().map_or(0, |(number, _)| *number);
                best = Some((fields, Heading { grid, below: top + depth, row, columns, others: Vec::new() }));
            }
        }
        found.extend(best);
    }
    let rows_below = |h: &Heading| h.grid.rows.len() - h.below;
    // The first of equals: sort is stable.
    found.sort_by_key(|(fields, h)| std::cmp::Reverse((*fields, rows_below(h))));
    let others = found.iter().skip(1).map(|(_, h)| (h.grid.name.as_str(), h.row)).collect();
    let (_, heading) = found.into_iter().next().ok_or_else(|| no_heading(needed))?;
    Ok(Heading { others, ..heading })
}

fn no_heading(needed: &[&str]) -> ReadError {
    let needed = needed.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("和");
    ReadError::NoHeading { rows: SEARCHED, needed }
}

/// Every column's heading over one or two rows. A heading over several columns stands in the first of them only, so the
/// one above is carried to the right over what stands below it.
fn headings(rows: &[(u32, Vec<Cell>)]) -> Vec<(String, String)> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let text =
        |row: usize, column: usize| rows.get(row).and_then(|(_, c)| c.get(column)).map(shown).unwrap_or_default();
    let mut above = String::new();
    (0..width)
        .map(|column| {
            let (upper, lower) = (text(0, column), text(1, column));
            if !upper.is_empty() || lower.is_empty() {
                above.clone_from(&upper);
            }
            if lower.is_empty() { (String::new(), upper) } else { (above.clone(), lower) }
        })
        .collect()
}

/// Gives each column its field; of several for one field the surest alias has it.
fn matched(headings: Vec<(String, String)>, aliases: &Aliases) -> Vec<(String, Option<&'static str>)> {
    let mut claims: Vec<(usize, usize, &'static str)> = Vec::new();
    for (column, (above, own)) in headings.iter().enumerate() {
        let joined = format!("{above}{own}");
        let names: Vec<String> = [own, &joined].into_iter().flat_map(|h| spellings(h)).collect();
        for (field, known) in aliases {
            let sure = known.iter().position(|alias| names.iter().any(|n| n == alias));
            claims.extend(sure.map(|sure| (sure, column, *field)));
        }
    }
    claims.sort_by_key(|(sure, column, _)| (*sure, *column));
    let mut taken = BTreeSet::new();
    let mut fields = vec![None; headings.len()];
    for (_, column, field) in claims {
        if fields[column].is_none() && taken.insert(field) {
            fields[column] = Some(field);
        }
    }
    let label = |(i, (above, own)): (usize, (String, String))| {
        if own.is_empty() { format!("第{}列", i + 1) } else { format!("{above}{own}") }
    };
    headings.into_iter().enumerate().map(label).zip(fields).collect()
}

/// The heading without blanks, line breaks and stars.
fn shown(cell: &Cell) -> String {
    half_width(&cell.text()).chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '"')).collect()
}

/// A heading without its hints in brackets, and those hints: `工作岗位(党内外职务)`.
fn spellings(heading: &str) -> Vec<String> {
    let mut outer = String::new();
    let mut hints = Vec::new();
    for c in heading.chars() {
        match (c, hints.last_mut()) {
            ('(' | '[' | '【', _) => hints.push((String::new(), false)),
            (')' | ']' | '】', Some((_, closed))) => *closed = true,
            (c, Some((hint, false))) => hint.push(c),
            (c, _) => outer.push(c),
        }
    }
    std::iter::once(heading.to_owned()).chain([outer]).chain(hints.into_iter().map(|(hint, _)| hint)).collect()
}

/// Words that begin a row below the table.
const FOOTERS: &[&str] = &[
    "制表",
    "填表",
    "填报",
    "审核",
    "审批",
    "单位负责人",
    "负责人",
    "经办人",
    "联系人",
    "联系电话",
    "党支部书记签字",
    "书记签字",
    "盖章",
    "说明",
    "备注",
    "注",
    "统计",
    "打印日期",
    "日期",
];
const SUMS: &[&str] = &["合计", "总计", "共计", "小计", "汇总"];

/// Whether the first filled cell of a row, without blanks, says that the row stands below the table.
pub fn is_footer(first: &str) -> bool {
    let sums = SUMS.iter().any(|w| {
        first
            .strip_prefix(w)
            .is_some_and(|rest| !rest.chars().any(char::is_alphabetic) || rest.contains(['人', ':', '：']))
    });
    // A person may be called 注…; a footer goes on with a colon.
    let notes = FOOTERS.iter().filter_map(|w| first.strip_prefix(w));
    sums || notes.into_iter().any(|rest| rest.chars().take(8).any(|c| matches!(c, ':' | '：')))
        || (first.starts_with('共') && first.ends_with('人'))
}

/// The empty rows between two rows, as one: a stray cell at the end of a grid is a million rows away.
pub fn gap(last: u32, next: u32) -> Option<Skipped> {
    let row = last + 1;
    let rows = next.saturating_sub(row);
    (rows > 0).then_some(Skipped { row, reason: Unread::Blank(rows) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALIASES: &Aliases = &[
        ("姓名", &["姓名", "党员姓名"]),
        ("职务", &["党内职务", "工作岗位"]),
        ("出生日期", &["出生日期", "出生年月"]),
    ];

    fn grid(rows: &[&[&str]]) -> Grid {
        let cell = |t: &&str| if t.is_empty() { Cell::Empty } else { Cell::Text((*t).to_owned()) };
        let rows = (1..).zip(rows.iter().map(|r| r.iter().map(cell).collect())).collect();
        Grid { name: "表".into(), rows }
    }

    fn fields(h: &Heading) -> Vec<Option<&'static str>> {
        h.columns.iter().map(|(_, f)| *f).collect()
    }

    #[test]
    fn a_heading_is_found_below_titles_and_through_hints() {
        let grids = [grid(&[
            &["某村党员花名册"],
            &["序号", "*姓 名", "出生\n年月（yyyy-MM）", "工作岗位\n(党内外职务)"],
            &["1", "张三", "", ""],
        ])];
        let heading = find(&grids, ALIASES, &["姓名"]).unwrap();
        assert_eq!((heading.row, heading.below), (2, 2));
        assert_eq!(fields(&heading), [None, Some("姓名"), Some("出生日期"), Some("职务")]);
        assert_eq!(heading.columns[1].0, "姓名");
    }

    #[test]
    fn a_heading_may_have_two_rows() {
        let grids = [grid(&[
            &["姓名", "职务情况", "", "出生日期"],
            &["", "党内职务", "行政职务", ""],
            &["张三", "书记", "主任", "1980"],
        ])];
        let heading = find(&grids, ALIASES, &["姓名"]).unwrap();
        assert_eq!((heading.row, heading.below), (2, 2));
        assert_eq!(fields(&heading), [Some("姓名"), Some("职务"), None, Some("出生日期")]);
        assert_eq!(heading.columns[2].0, "职务情况行政职务");
    }

    #[test]
    fn the_surest_alias_has_the_field() {
        let grids = [grid(&[&["姓名", "工作岗位", "党内职务"], &["张三", "医生", "书记"]])];
        assert_eq!(fields(&find(&grids, ALIASES, &["姓名"]).unwrap()), [Some("姓名"), None, Some("职务")]);
    }

    #[test]
    fn without_a_heading_the_needed_columns_are_named() {
        let error = find(&[grid(&[&["收入", "支出"]])], ALIASES, &["姓名"]).unwrap_err();
        assert_eq!(error.to_string(), "没有找到表头: 前30行中没有一行有“姓名”");
    }

    #[test]
    fn footers_are_told_from_people() {
        for footer in [
            "制表人:审核人:",
            "合计",
            "合计:58人",
            "填表说明：",
            "注:1.出生年月",
            "共58人",
            "审核人（签字）：",
            "总计58",
        ] {
            assert!(is_footer(footer), "{footer}");
        }
        for person in ["1", "共伟", "注小明", "张三", "总书记"] {
            assert!(!is_footer(person), "{person}");
        }
    }
}
