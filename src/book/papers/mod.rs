//! What is printed and exported, as plain papers and tables: one file per paper, pure builders of what they are given, and
//! the one list of all of them (`registry`).
//! Not here: the files that they become (`print`), the layout of a file format (`office`).

mod dues;
mod evidence;
mod handbook;
mod ledger;
mod lines;
mod member;
mod notice;
mod pack;
mod record;
mod registry;
mod rounds;
mod sheet;
mod sign_in;
mod table;
mod todo;
mod words;

pub use dues::{dues_table, unpaid_paper};
pub use evidence::{Counted, evidence_paper};
pub use handbook::{Handbook, handbook_paper};
pub use ledger::{ledger_paper, ledger_row_paper, ledger_table, rectification_notice, row_paper};
pub use lines::{Line, paper_lines};
pub use member::{MemberPage, member_paper};
pub use notice::notice_text;
pub use pack::{Day, pack_paper, plan_paper};
pub use record::{Setting, meeting_paper};
pub use registry::*;
pub use rounds::{all_orgs_table, rounds_table};
pub use sheet::{blank_sheet_paper, comparison_table, score_paper, score_table};
pub use sign_in::sign_in_paper;
pub use table::{paper_table, roster_table, table_paper};
pub use todo::todo_paper;
