//! Reads an activities file (全年组织生活台账, the yearly list of meetings): one row, one activity.
//! Not here: matching names with members (`book::import`).

use crate::{
    model::{
        activity::{ActivityKind, Roll},
        date::Date,
        doubt::{Doubt, InWords},
        import::{FileKind, Problem, Severity, Skipped, Unread},
    },
    office::{
        grid::{Cell, Grid, ReadError},
        heading::{self, Aliases, Heading},
    },
    text::{
        date::{parse_day, parse_partial, parse_time, split_time},
        number::{digits, half_width},
        width::clean,
    },
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

mod absent;
mod kind;

const NUMBER: &str = "序号";
const DAY: &str = "日期";
const KIND: &str = "类别";
const DUE: &str = "应到人数";
const PRESENT: &str = "实到人数";
/// The columns of people who did not come, and what somebody named there is taken to be.
const AWAY: [(&str, Roll); 2] = [("请假人员", Roll::Excused), ("缺席人员", Roll::Absent)];
/// Headings of a column for the time of day, beside one for the day.
const TIMES: [&str; 2] = ["时间", "开始时间"];

#[rustfmt::skip]
const ALIASES: &Aliases = &[
    (NUMBER, &["序号", "编号"]),
    (DAY, &["日期", "时间", "会议时间", "会议日期", "活动时间", "活动日期", "召开时间", "召开日期", "开展时间", "开会时间"]),
    (KIND, &["类别", "会议类型", "会议类别", "类型", "活动类型", "活动类别", "会议名称", "形式", "活动形式", "组织生活类别", "组织生活形式", "项目"]),
    ("主题", &["主题", "主题/议题", "议题", "会议议题", "会议主题", "活动主题", "标题", "题目", "课题", "议题/主题", "主题议题", "主题或议题"]),
    ("地点", &["地点", "会议地点", "活动地点", "开会地点"]),
    ("主持人", &["主持人", "主持", "会议主持", "会议主持人"]),
    ("记录人", &["记录人", "记录", "会议记录人", "记录员"]),
    (DUE, &["应到人数", "应到", "应到会人数", "应参加人数", "应参会人数"]),
    (PRESENT, &["实到人数", "实到", "实到会人数", "实参加人数", "参加人数", "实际到会人数", "到会人数", "参会人数", "实参会人数"]),
    (AWAY[0].0, &["请假人员及原因", "请假人员", "请假情况", "请假及缺席人员", "请假缺席人员及原因"]),
    (AWAY[1].0, &["缺席人员及原因", "缺席人员", "缺席原因", "缺席情况", "未到人员及原因", "未到人员"]),
    ("内容", &["主要内容", "内容", "会议内容", "活动内容", "会议记录", "内容摘要", "主要内容及决议", "记录内容"]),
    ("党小组", &["党小组", "所在党小组", "党小组名称"]),
    ("备注", &["备注", "说明", "备注说明"]),
];

/// What an activities file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActivitiesFile {
    pub grid: String,
    /// The heading's (last) row in the file, from 1.
    pub header_row: u32,
    /// Each column's heading and the field it was taken for.
    pub columns: Vec<(String, Option<&'static str>)>,
    pub rows: Vec<ActivitiesRow>,
    /// Rows that hold no activity, with the reason; of another grid left unread, its heading's row.
    pub skipped: Vec<Skipped>,
}

/// One activity of an activities file. `on` and `kind` are there unless the row is held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActivitiesRow {
    /// The row number in the file, from 1.
    pub row: u32,
    pub on: Option<Date>,
    /// The hour it began, `HH:MM`, where the date's cell has a time too; else empty.
    pub starts: String,
    /// The id of the [`ActivityKind`].
    pub kind: Option<String>,
    /// The 党小组 that met, as far as a column or the kind's cell names it.
    pub group: String,
    pub title: String,
    pub place: String,
    pub chair: String,
    pub recorder: String,
    pub stated_due: Option<u32>,
    pub stated_present: Option<u32>,
    pub away: Vec<Away>,
    pub minutes: String,
    pub note: String,
    /// The cells of columns that have no field here, by their heading.
    pub extra: BTreeMap<String, String>,
    /// All that the row says under the file's own headings, but for the running number: what is known of the row
    /// whatever later versions take the columns for.
    pub words: String,
    /// The cells that are not empty, verbatim, each with its field's name (or the file's heading).
    pub cells: Vec<(String, String)>,
    pub problems: Vec<Problem>,
}

/// Somebody who did not come, as the activities file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    pub name: String,
    /// The reason as the cell has it; may be empty.
    pub reason: String,
    /// What the person is taken to be: 请假 or 缺席.
    pub roll: Roll,
    /// The field whose cell names the person.
    pub column: &'static str,
}

/// Whether somebody named in a column is excused or absent: by the reason, where there is one; else by the column. 未到 and
/// 缺席原因 are what forms print above those who asked for leave and those who did not.
pub fn away(column: &str, reason: &str) -> Roll {
    let said = absent::said(reason);
    said.or_else(|| AWAY.iter().find(|(name, _)| *name == column).map(|(_, roll)| *roll)).unwrap_or(Roll::Excused)
}

impl ActivitiesRow {
    /// Whether the row stays out until a person decides.
    pub fn is_held(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Held)
    }

    fn problem(&mut self, severity: Severity, column: &str, value: String, doubt: InWords) {
        self.problems.push(Problem::new(self.row, column, value, severity, doubt));
    }
}

/// Reads the grid whose heading matches best. A row without a day, of a day to come or of an unknown kind is held,
/// other doubtful cells are flagged. A date without a year belongs to the year of the file, which its title or its
/// other dates tell.
///
/// # Errors
///
/// No grid has such a heading.
pub fn read_activities(grids: &[Grid], kinds: &[ActivityKind], today: Date) -> Result<ActivitiesFile, ReadError> {
    let heading = heading::find(grids, ALIASES, &[DAY, KIND])?;
    let mut file = ActivitiesFile {
        grid: heading.grid.name.clone(),
        header_row: heading.row,
        columns: heading.columns.clone(),
        ..ActivitiesFile::default()
    };
    for (name, row) in &heading.others {
        let reason = Unread::OtherSheet { name: (*name).to_owned(), kind: FileKind::Activities };
        file.skipped.push(Skipped { row: *row, reason });
    }
    // A year-less date is looked for backwards from the year's last day, so that it falls into the year.
    let year_end = ledger_year(&heading).and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)).unwrap_or(today);
    let mut last = heading.row;
    for (row, cells) in &heading.grid.rows[heading.below..] {
        file.skipped.extend(heading::gap(last, *row));
        last = *row;
        match heading.no_record(cells) {
            Some(reason) => file.skipped.push(Skipped { row: *row, reason }),
            None => file.rows.push(Reader { heading: &heading, cells, kinds, today, year_end }.read(*row)),
        }
    }
    if file.rows.is_empty() { Err(ReadError::NoRows) } else { Ok(file) }
}

/// Reads one row whose heading and cells were kept: fields by their names here, all else as further columns. A day
/// without a year is not read: the file that told the year is no longer there.
pub fn read_row<'a>(
    row: u32,
    kept: impl Iterator<Item = (&'a str, &'a str)>,
    kinds: &[ActivityKind],
    today: Date,
) -> ActivitiesRow {
    let mut columns: Vec<(String, Option<&'static str>)> = Vec::new();
    let mut cells = Vec::new();
    for (name, text) in kept {
        let field = ALIASES.iter().map(|(field, _)| *field).find(|f| *f == name);
        if field == Some(DAY) && parse_partial(text).is_none() {
            continue;
        }
        let free = field.filter(|f| columns.iter().all(|(_, taken)| taken != &Some(*f)));
        columns.push((name.to_owned(), free));
        cells.push(Cell::Text(text.to_owned()));
    }
    let grid = Grid { name: String::new(), rows: Vec::new() };
    let heading = Heading { grid: &grid, below: 0, row: 0, columns, others: Vec::new() };
    Reader { heading: &heading, cells: &cells, kinds, today, year_end: today }.read(row)
}

/// The year that a title row, the grid's name or else most full dates name.
fn ledger_year(heading: &Heading) -> Option<i32> {
    let titles = heading.grid.rows[..heading.below].iter().flat_map(|(_, cells)| cells).map(Cell::text);
    let named = titles.chain([heading.grid.name.clone()]).find_map(|title| {
        let title = half_width(&title);
        let at = title.find("年").filter(|at| *at >= 4)?;
        parse_partial(title.get(at - 4..at)?).map(|(year, ..)| year)
    });
    let mut years: Vec<i32> = heading.grid.rows[heading.below..]
        .iter()
        .filter_map(|(_, cells)| match heading.cell(cells, DAY) {
            Cell::Date(day) => Some(day.year()),
            cell => parse_partial(&cell.text()).map(|(year, ..)| year),
        })
        .collect();
    years.sort_unstable();
    named.or_else(|| years.get(years.len() / 2).copied())
}

struct Reader<'a> {
    heading: &'a Heading<'a>,
    cells: &'a [Cell],
    kinds: &'a [ActivityKind],
    today: Date,
    year_end: Date,
}

impl Reader<'_> {
    fn read(&self, number: u32) -> ActivitiesRow {
        let mut row = ActivitiesRow { row: number, ..ActivitiesRow::default() };
        self.day(&mut row);
        self.kind(&mut row);
        row.title = self.line("主题");
        row.place = self.line("地点");
        row.chair = self.line("主持人");
        row.recorder = self.line("记录人");
        row.minutes = self.lines("内容");
        row.note = self.lines("备注");
        self.others(&mut row);
        row.away = AWAY.iter().flat_map(|(column, _)| self.away(column)).collect();
        row.stated_due = self.count(DUE, Doubt::due_unclear, &mut row);
        row.stated_present = self.count(PRESENT, Doubt::present_unclear, &mut row);
        if let (Some(due), Some(present)) = (row.stated_due, row.stated_present)
            && present > due
        {
            row.problem(Severity::Flagged, PRESENT, self.raw(PRESENT), Doubt::present_above_due(present, due));
        }
        row
    }

    /// Keeps all cells verbatim, and those of columns without a field as far as they are not the time of day.
    fn others(&self, row: &mut ActivitiesRow) {
        for (cell, (heading, field)) in self.cells.iter().zip(&self.heading.columns).filter(|(c, _)| !c.is_blank()) {
            if *field != Some(NUMBER) {
                row.words.push_str(&format!("{heading}\u{1f}{}\u{1e}", cell.text()));
            }
            row.cells.push((field.map_or_else(|| heading.clone(), str::to_owned), cell.text()));
            let is_time = TIMES.contains(&heading.as_str()) && parse_time(&cell.text()).is_some();
            if field.is_none() && !is_time {
                let text = shown(&cell.text());
                // Two columns may have one heading.
                row.extra.entry(heading.clone()).and_modify(|old| *old = format!("{old}\n{text}")).or_insert(text);
            }
        }
    }

    fn raw(&self, field: &str) -> String {
        self.heading.cell(self.cells, field).text()
    }

    fn line(&self, field: &str) -> String {
        self.lines(field).lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The text of a field's cell: line breaks stay, other control characters are shown.
    fn lines(&self, field: &str) -> String {
        let text = shown(&self.raw(field));
        if matches!(text.as_str(), "无" | "—" | "-" | "/" | "——") { String::new() } else { text }
    }

    fn day(&self, row: &mut ActivitiesRow) {
        let raw = self.raw(DAY);
        row.on = match self.heading.cell(self.cells, DAY) {
            Cell::Date(day) => Some(*day),
            _ => {
                let (day, time) = split_time(&raw);
                row.starts = time.unwrap_or_default();
                // `昨天` and `5日` mean nothing in a file.
                let digits = day.chars().filter(char::is_ascii_digit).count();
                let month_known = digits >= 4 || (digits >= 2 && day.contains(['月', '.', '-', '/', '。']));
                month_known.then(|| parse_day(&day, self.year_end)).flatten()
            }
        };
        if row.starts.is_empty() {
            row.starts = self.time_elsewhere().unwrap_or_default();
        }
        match row.on {
            None if raw.trim().is_empty() => {
                row.problem(Severity::Held, DAY, self.all(), Doubt::day_missing());
            }
            None => row.problem(Severity::Held, DAY, raw, Doubt::day_unclear()),
            Some(day) if day > self.today => {
                row.problem(Severity::Held, DAY, raw, Doubt::day_ahead());
            }
            Some(_) => {}
        }
    }

    /// A column of its own for the time of day, beside the one for the day.
    fn time_elsewhere(&self) -> Option<String> {
        let column = self.heading.columns.iter().position(|(h, f)| f.is_none() && TIMES.contains(&h.as_str()))?;
        parse_time(&self.cells.get(column)?.text())
    }

    fn kind(&self, row: &mut ActivitiesRow) {
        let raw = self.raw(KIND);
        row.group = self.line("党小组");
        if row.group.is_empty() {
            row.group = kind::group(&raw).unwrap_or_default();
        }
        match kind::find(&raw, self.kinds) {
            Ok(kind) => row.kind = Some(kind.id.clone()),
            Err(_) if raw.trim().is_empty() => {
                row.problem(Severity::Held, KIND, self.all(), Doubt::kind_missing());
            }
            Err(doubt) => row.problem(Severity::Held, KIND, raw, doubt),
        }
    }

    fn away(&self, column: &'static str) -> impl Iterator<Item = Away> {
        let people = absent::people(&self.lines(column)).into_iter();
        people.map(move |(name, reason)| Away { roll: away(column, &reason), name, reason, column })
    }

    fn count(&self, field: &str, unclear: fn() -> InWords, row: &mut ActivitiesRow) -> Option<u32> {
        let raw = self.line(field);
        if raw.is_empty() {
            return None;
        }
        let count = digits(raw.trim_end_matches(['人', '名', '位']));
        if count.is_none() {
            row.problem(Severity::Flagged, field, self.raw(field), unclear());
        }
        count
    }

    fn all(&self) -> String {
        self.cells.iter().filter(|c| !c.is_blank()).map(Cell::text).collect::<Vec<_>>().join(" | ")
    }
}

/// The lines of a text without control characters.
fn shown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text.trim().split('\n').map(|l| clean(l).into_owned()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
