//! 总览 (F2): what is due, done and late, and what to do about it.
//! Not here: how duties follow from the records (`model::duty`).

pub mod commands;
pub mod overview;
