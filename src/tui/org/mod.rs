//! The organisations of the file: the first start, what one is called, switching.

pub mod commands;
pub mod info;
pub mod start;
pub mod switch;
