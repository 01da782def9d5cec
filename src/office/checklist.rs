//! A township's scoring file from a workbook, a csv or a plain text: groups, items, maxima, its own words.
//! Not here: what its phrases may mean as rules (`model::propose`), saving it (`book::import`).

mod lines;

use crate::{
    model::{
        checklist_file::{ChecklistFile, FileItem, FileSection, points_in_brackets},
        import::{Skipped, Unread},
        points::Points,
    },
    office::{
        grid::{Cell, Grid, ReadError},
        heading::{self, Aliases, Heading},
    },
    text::number::half_width,
};
use std::collections::HashSet;

/// The columns of checklist files.
const COLUMNS: &Aliases = &[
    ("序号", &["序号", "序", "编号", "条目", "项目编号"]),
    ("大类", &["考核指标", "大类", "一级指标", "类别", "指标类别", "考核项目", "项目", "指标", "条线"]),
    ("大类分", &["大类分", "类别分", "指标分"]),
    (
        "内容",
        &[
            "考核内容",
            "评价标准",
            "评分标准",
            "考核标准",
            "考核要点",
            "二级指标",
            "内容",
            "考核细则",
            "指标内容",
            "工作内容",
        ],
    ),
    ("分值", &["分值", "满分", "标准分", "总分", "分数", "基准分", "赋分", "权重"]),
    ("办法", &["评分方法", "评分办法", "考核办法", "扣分标准", "计分办法", "评分细则", "计分方法", "加扣分标准"]),
    ("备注", &["备注", "说明", "佐证材料"]),
    ("否决", &["单项否决", "一票否决", "否决"]),
];

/// Reads the first grid that has a table of items; without one, all grids row by row as text.
///
/// # Errors
///
/// No item was found in any grid.
pub fn read_checklist(grids: &[Grid]) -> Result<ChecklistFile, ReadError> {
    let file = match heading::find(grids, COLUMNS, &["内容"]) {
        Ok(heading) if heading.columns.iter().filter(|(_, f)| f.is_some()).count() > 1 => table(&heading),
        _ => {
            let line =
                |(row, cells): &(u32, Vec<Cell>)| (*row, cells.iter().map(Cell::text).collect::<Vec<_>>().join(" "));
            lines::read(grids.iter().flat_map(|s| s.rows.iter().map(line)))
        }
    };
    finished(file)
}

/// Reads a checklist out of a text as it was pasted.
///
/// # Errors
///
/// No item was found in the text.
pub fn read_text(text: &str) -> Result<ChecklistFile, ReadError> {
    finished(lines::read((1..).zip(text.lines().map(str::to_owned))))
}

fn finished(mut file: ChecklistFile) -> Result<ChecklistFile, ReadError> {
    file.sections.retain(|s| !s.items.is_empty());
    if file.sections.is_empty() {
        return Err(ReadError::NoHeading {
            rows: 30, needed: "“考核内容”,也没有认出编号的条目".into()
        });
    }
    number(&mut file);
    Ok(file)
}

/// Keeps the file's own numbers where they are unique; else counts groups and items.
fn number(file: &mut ChecklistFile) {
    let mut seen = HashSet::new();
    if file.items().all(|i| !i.no.is_empty() && seen.insert(i.no.clone())) {
        return;
    }
    for (s, section) in (1..).zip(&mut file.sections) {
        for (i, item) in (1..).zip(&mut section.items) {
            item.no = format!("{s}.{i}");
        }
    }
}

fn table(heading: &Heading<'_>) -> ChecklistFile {
    let first = heading.grid.rows.first().filter(|(row, _)| *row < heading.row);
    let title = first.map_or(String::new(), |(_, cells)| cells.iter().map(Cell::text).collect::<String>());
    let mut file = ChecklistFile { title: title.trim().to_owned(), ..ChecklistFile::default() };
    for (row, cells) in &heading.grid.rows[heading.below..] {
        let text_of = |field| heading.cell(cells, field).text().trim().to_owned();
        let (content, group) = (text_of("内容"), text_of("大类"));
        let first = cells.iter().find(|c| !c.is_blank()).map(Cell::text).unwrap_or_default();
        let filled = cells.iter().filter(|c| !c.is_blank()).count();
        if heading.repeats(cells) || heading::is_footer(&first.split_whitespace().collect::<String>()) {
            file.skipped.push(Skipped { row: *row, reason: Unread::Edge(first.trim().to_owned()) });
        } else if filled == 1 && (content.is_empty() || lines::section(&first).is_some()) {
            file.sections.push(lines::section(&first).unwrap_or_else(|| section_heading(&first)));
        } else if content.is_empty() {
            file.skipped.push(Skipped { row: *row, reason: Unread::NoContent(first.trim().to_owned()) });
        } else {
            let last = file.sections.last().map(|s| s.name.clone());
            let own = section_heading(&group);
            if !group.is_empty() && last.as_deref() != Some(own.name.as_str()) {
                let max = text_of("大类分").parse().ok().or(own.max);
                file.sections.push(FileSection { max, ..own });
            } else if last.is_none() {
                file.sections.push(FileSection::default());
            }
            let item = item(*row, &text_of("序号"), &content, &text_of("分值"), [text_of("办法"), text_of("备注")]);
            let veto = matches!(text_of("否决").as_str(), "true" | "TRUE" | "是" | "√" | "1");
            if let Some(section) = file.sections.last_mut() {
                section.items.push(FileItem { veto, ..item });
            }
        }
    }
    file
}

/// A group by the text of its cell or line.
fn section_heading(text: &str) -> FileSection {
    let text = half_width(text);
    // Behind the brackets a heading may go on with a remark.
    let until = |(at, _)| points_in_brackets(&text[..=at]);
    let stated = text.match_indices([')', ']']).find_map(until);
    let (name, max) = stated.map_or((text.trim(), None), |(name, max)| (name, Some(max)));
    FileSection { name: name.split_whitespace().collect::<Vec<_>>().join(" "), max, items: Vec::new() }
}

/// One item from its cells. A value with a sign is no maximum: it tells how the line is scored.
fn item(row: u32, no: &str, content: &str, value: &str, notes: [String; 2]) -> FileItem {
    let counted = half_width(no).starts_with(|c: char| c.is_ascii_digit());
    // A text may begin with a year: only where the number has no cell of its own does it stand before the text.
    let own = if counted { None } else { lines::numbered(content) };
    let (no, text) = own.unwrap_or((half_width(no), content));
    let no = if no.starts_with(|c: char| c.is_ascii_digit()) { no } else { String::new() };
    let value = half_width(value);
    let max: Option<Points> = value.trim_end_matches('分').trim().parse().ok().filter(|p| *p >= Points::ZERO);
    let signed = value.starts_with(['+', '-']) || (max.is_none() && !value.is_empty());
    let max = if signed { None } else { max.or_else(|| points_in_brackets(&half_width(text)).map(|(_, max)| max)) };
    let value = if signed { value } else { String::new() };
    let method = notes.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(";");
    FileItem { row, no, text: text.trim().to_owned(), max, method, value, veto: false }
}

#[cfg(test)]
mod tests;
