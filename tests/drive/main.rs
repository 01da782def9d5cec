//! What people do at the screen, behaviour by behaviour.

mod driver;

mod alongside;
mod budgets;
mod checklist;
mod everywhere;
mod forms;
mod kept;
mod kinds;
mod ledgers;
mod lists;
mod meetings;
mod popups;
mod preview;
mod print;
mod questions;
mod roster;
mod sheets;
mod start;
mod votes;
mod writing;
