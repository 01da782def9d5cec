//! 会议 and 主题党日 (F3, F4): lists, the form of one record, its roll, votes and grades, 调阅.
//! Not here: what a kind of meeting is (`model::activity`), what may be done with one (`book`).

pub mod commands;
pub mod form;
pub mod grades;
pub mod hints;
pub mod list;
pub mod readings;
pub mod roll_call;
pub mod votes;
