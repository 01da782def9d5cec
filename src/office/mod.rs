//! Bytes ↔ records: xlsx, xls, ods, csv, docx.
//! Not here: SQL (`store`), what is done with what was read (`book`).

pub mod activities;
pub mod checklist;
pub mod csv;
pub mod docx;
pub mod grid;
mod heading;
pub mod picture;
pub mod roster;
pub mod xlsx;
