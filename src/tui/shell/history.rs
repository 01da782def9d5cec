//! Who changed what, and when: the last steps of the journal.

use crate::{
    book::{self, Book, RecordStep},
    model::change::FieldChange,
    tui::widget::reader::{Reader, Tone},
};

/// How many of the newest steps are listed.
const STEPS: usize = 300;
/// More changed fields than these of one step are counted, not listed.
const FIELDS: usize = 12;

/// The history of one record: who changed which field from what to what.
pub fn of_record(title: &str, steps: Vec<RecordStep>) -> Reader {
    let mut lines = Vec::new();
    for step in steps {
        lines.push((Tone::Head, format!("{} {} {}", step.at.format("%Y-%m-%d %H:%M"), step.person, step.label)));
        let changes: Vec<String> = step.changes.iter().filter_map(FieldChange::text).collect();
        lines.extend(changes.iter().take(FIELDS).map(|text| (Tone::Normal, format!("  {text}"))));
        if changes.len() > FIELDS {
            lines.push((Tone::Dim, format!("  另有{}处", changes.len() - FIELDS)));
        }
    }
    if lines.is_empty() {
        lines.push((Tone::Dim, "还没有保存过".into()));
    }
    Reader::new(&format!("改动记录:{title}(新的在前)"), lines)
}

pub fn history(book: &Book) -> book::Result<Reader> {
    let steps = book.history(STEPS)?;
    let mut lines: Vec<(Tone, String)> = steps
        .into_iter()
        .map(|s| {
            let tone = if s.undone { Tone::Dim } else { Tone::Normal };
            let undone = if s.undone { " (已撤销)" } else { "" };
            (tone, format!("{} {} {}{undone}", s.at.format("%Y-%m-%d %H:%M"), s.person, s.label))
        })
        .collect();
    if lines.is_empty() {
        lines.push((Tone::Dim, "还没有改动".into()));
    }
    Ok(Reader::new("改动记录(新的在前)", lines))
}
