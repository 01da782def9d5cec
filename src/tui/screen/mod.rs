//! The screens (F2–F6) and the forms that they open. Each reads from the book, and asks it for verbs.

pub mod checklist;
pub mod home;
pub mod meeting_form;
pub mod meetings;
pub mod member_form;
pub mod members;
pub mod questions;
pub mod roll_call;
pub mod start;
