//! Bytes ↔ records: xlsx, xls, ods, csv, docx.
//! Not here: SQL (`store`), what is done with what was read (`book`).

pub mod checklist;
pub mod csv;
pub mod docx;
mod heading;
pub mod ledger;
pub mod picture;
pub mod roster;
pub mod sheet;
pub mod xlsx;
