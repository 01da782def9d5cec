//! The screens (F2–F7) and the forms that they open. Each reads from the book, and asks it for verbs.

pub mod checklist;
pub mod dues;
pub mod home;
pub mod ledger_form;
pub mod ledgers;
pub mod meeting_form;
pub mod meetings;
pub mod member_form;
pub mod members;
pub mod questions;
pub mod roll_call;
pub mod spec;
pub mod start;
