//! The frame around the nouns: the stack of layers and its keys, the lines around it, the terminal, and what is found from
//! anywhere (help, palette, search, drafts, history). Not here: what one noun shows (its own folder).

pub mod app;
pub mod chrome;
pub mod drafts;
pub mod find;
pub mod help;
pub mod history;
mod opener;
pub mod palette;
pub mod taking_back;
pub mod terminal;
