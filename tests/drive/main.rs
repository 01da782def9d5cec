//! What people do at the screen, behaviour by behaviour.

#![cfg(test)]

mod driver;
#[path = "../../benches/fixture/mod.rs"]
mod fixture;

mod alongside;
mod branches;
mod budgets;
mod calendar;
mod checklist;
mod delete;
mod dues;
mod everywhere;
mod evidence;
mod forms;
mod glass;
mod hints;
mod kept;
mod kinds;
mod ledger_rows;
mod ledgers;
mod lists;
mod meetings;
mod narrow;
mod new_member;
mod popups;
mod preview;
mod print;
mod questions;
mod readings;
mod refused;
mod roll;
mod roster;
mod rounds;
mod sheets;
mod start;
mod typing;
mod votes;
mod ways;
mod writing;
