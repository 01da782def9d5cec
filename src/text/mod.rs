//! Pure text: how wide it is, how it breaks, how it is spelt, and numbers and dates as people type them.
//! Not here: records (`model`) and anything that is drawn (`tui`).

pub mod agenda;
pub mod date;
pub mod dropped;
pub mod edit;
pub mod fuzzy;
pub mod idcard;
pub mod mask;
pub mod mention;
pub mod names;
pub mod number;
pub mod phone;
pub mod pick;
pub mod pinyin;
pub mod quote;
pub mod width;
pub mod wrap;
