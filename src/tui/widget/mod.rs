//! Parts that screens and popups are made of. They know text and cells, not records.

pub mod ask;
pub mod attachments;
pub mod cell;
pub mod figures;
pub mod file_picker;
pub mod finder;
pub mod form;
pub mod form_view;
pub mod leave;
pub mod list;
pub mod papers;
pub mod people;
pub mod pick;
pub mod reader;
pub mod spec;
