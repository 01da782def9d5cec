//! What does not agree in a record, to read: hints, never blocks.
//! Not here: finding them (`model::hint`).

use crate::tui::widget::reader::{Reader, Tone};

pub fn hints(hints: Vec<String>) -> Reader {
    let lines = match hints.is_empty() {
        true => vec![(Tone::Normal, "没有发现前后不一致的地方".to_owned())],
        false => hints.into_iter().map(|h| (Tone::Normal, format!("- {h}"))).collect(),
    };
    Reader::new("检查(只是提示,改不改由您定)", lines)
}
