//! What people do at the screen, behaviour by behaviour.

mod driver;

mod budgets;
mod checklist;
mod everywhere;
mod lists;
mod meetings;
mod popups;
mod roster;
mod start;
mod votes;
