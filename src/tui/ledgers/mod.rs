//! 台账 (F7): the list of one ledger, the form of a row, closing rows, taking problems over into 整改.
//! Not here: what a ledger is (`model::ledger`, `data/ledgers`).

pub mod close_row;
pub mod commands;
pub mod form;
pub mod list;
pub mod rectify;
