//! 党费 (F5, second view): a year of dues, payments, standards.
//! Not here: what is owed (`model::dues`).

pub mod commands;
pub mod payment;
pub mod standard;
pub mod year;
