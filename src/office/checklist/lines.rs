//! A scoring file as lines of text: which line opens a group, which is an item, which goes on with the one above.
//! Not here: forms with columns (`checklist`).

use super::{item, section_heading};
use crate::{
    model::{
        checklist_file::{ChecklistFile, FileItem, FileSection},
        import::{Skipped, Unread},
    },
    text::number::half_width,
};

/// Reads numbered lines. A line that is neither a group nor an item goes on with the item above it; before the first group
/// it is the title.
pub fn read(lines: impl Iterator<Item = (u32, String)>) -> ChecklistFile {
    let mut file = ChecklistFile::default();
    for (row, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some(section) = section(line) {
            file.sections.push(section);
        } else if let Some(parts) = columns(line) {
            let [no, text, value, note] = parts;
            let last = last_section(&mut file);
            let veto = line.split('|').any(|part| part.trim() == "true");
            last.items.push(FileItem { veto, ..item(row, no, text, value, [note.to_owned(), String::new()]) });
        } else if let Some((no, text)) = numbered(line) {
            let read = item(row, &no, text, "", [String::new(), String::new()]);
            last_section(&mut file).items.push(read);
        } else if let Some(above) = file.sections.last_mut().and_then(|s| s.items.last_mut()) {
            let more = item(row, "", line, "", [String::new(), String::new()]);
            above.text = format!("{}\n{}", above.text, more.text);
            above.max = above.max.or(more.max);
        } else if file.title.is_empty() && file.sections.is_empty() && is_title(line) {
            file.title = section_heading(line).name;
            file.max = section_heading(line).max;
        } else {
            file.skipped.push(Skipped { row, reason: Unread::NoItem(line.chars().take(30).collect()) });
        }
    }
    file
}

/// A note on where a text comes from is no title.
fn is_title(line: &str) -> bool {
    line.chars().next().is_some_and(|c| !c.is_ascii() || c.is_ascii_digit())
}

fn last_section(file: &mut ChecklistFile) -> &mut FileSection {
    if file.sections.is_empty() {
        file.sections.push(FileSection::default());
    }
    let last = file.sections.len() - 1;
    &mut file.sections[last]
}

/// A line that opens a group: `一、党建基础(25分)`, `(二)组织建设`, `## 3 组织工作 (常规, 10分)`, `第一部分 …`.
pub fn section(line: &str) -> Option<FileSection> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("##") {
        let rest = rest.trim_start_matches('#').trim();
        return Some(section_heading(numbered(rest).map_or(rest, |(_, name)| name)));
    }
    let half = half_width(line);
    let counted = |text: &str| text.trim_start_matches(|c| "一二三四五六七八九十".contains(c)).len();
    let rest = if let Some(inner) = half.strip_prefix('(') {
        let after = &inner[inner.len() - counted(inner)..];
        if after.len() == inner.len() { None } else { after.strip_prefix(')') }
    } else if let Some(part) = half.strip_prefix('第') {
        let after = &part[part.len() - counted(part)..];
        ["部分", "类", "项"].iter().find_map(|unit| after.strip_prefix(unit)).filter(|_| after.len() < part.len())
    } else {
        let after = &half[half.len() - counted(&half)..];
        if after.len() == half.len() { None } else { after.strip_prefix(['、', '.', ',']) }
    }?;
    Some(section_heading(rest.trim_start_matches(['、', ':', ' '])))
}

/// An item's number and its text: `1.……`, `3.12 ……`, `12、……`, `(4)……`.
pub fn numbered(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let opened = line.starts_with(['(', '\u{ff08}']);
    let body = line.trim_start_matches(['(', '\u{ff08}']);
    let digits = body
        .find(|c: char| {
            !(c.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&c) || matches!(c, '.' | '\u{ff0e}'))
        })
        .unwrap_or(body.len());
    let (no, rest) = body.split_at(digits);
    let own = half_width(no.trim_end_matches(['.', '\u{ff0e}']));
    let parted =
        no.ends_with(['.', '\u{ff0e}']) || rest.starts_with(['、', ' ', '\u{3000}', '.', '\t', ')', '\u{ff09}']);
    let right = if opened { rest.starts_with([')', '\u{ff09}']) } else { parted };
    (right && own.starts_with(|c: char| c.is_ascii_digit()) && !rest.is_empty())
        .then(|| (own, rest.trim_start_matches(['、', ' ', '\u{3000}', '.', '\t', ')', '\u{ff09}'])))
}

/// A line of columns parted by `|`: number, text, value, note (`true` and `false` belong to a column of vetoes). The text is the longest part, the value the first of the
/// others behind it that is a number or has a sign.
fn columns(line: &str) -> Option<[&str; 4]> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let no = *parts.first().filter(|_| parts.len() >= 3)?;
    if !no.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (at, text) = parts.iter().enumerate().skip(1).max_by_key(|(_, p)| p.len())?;
    let rest = || parts[at + 1..].iter().copied().filter(|p| !p.is_empty());
    let is_value =
        |p: &str| p.starts_with(['+', '-', '\u{ff0b}', '\u{ff0d}']) || p.trim_end_matches('分').parse::<f64>().is_ok();
    let value = rest().find(|p| is_value(p)).unwrap_or_default();
    let note = rest().rfind(|p| *p != value && !matches!(*p, "false" | "true")).unwrap_or_default();
    Some([no, text, value, note])
}
