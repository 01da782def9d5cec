//! 党员 (F5): the roster, a member's page and form, what happens to a member over time.
//! Not here: dues (`dues`), what an import left open (`imports`).

pub mod commands;
pub mod event;
pub mod form;
pub mod roster;
