//! Tables that come in: the preview before one counts, and what it left open afterwards.
//! Not here: reading a file (`office`), what becomes of a row (`book`).

pub mod checklist_preview;
pub mod commands;
pub mod issues;
pub mod preview;
