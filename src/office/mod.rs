//! Bytes ↔ records: xlsx, xls, ods, csv, docx.
//! Not here: SQL (`store`), what is done with what was read (`book`).

mod heading;
pub mod ledger;
pub mod roster;
pub mod sheet;
