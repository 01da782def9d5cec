//! Who changed what, and when: the last steps of the journal.

use super::reader::{Reader, Tone};
use crate::book::{self, Book};

const STEPS: usize = 300;

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
