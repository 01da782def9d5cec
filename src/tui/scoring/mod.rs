//! 考核 (F6) and 得分预览 (F9): the checklist item by item, its sheets, rounds and comparisons.
//! Not here: the arithmetic (`model::score`).

pub mod all_orgs;
pub mod checklist;
pub mod commands;
pub mod comparison;
pub mod count_one;
pub mod counted;
pub mod decide;
pub mod freeze;
pub mod gaps;
pub mod inspection_day;
pub mod item_note;
pub mod new_sheet;
pub mod preview;
pub mod rounds;
pub mod sheets;
pub mod trend;
