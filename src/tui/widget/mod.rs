//! Parts that screens and popups are made of. They know text and cells, not records.

pub mod cell;
pub mod figures;
pub mod finder;
pub mod form;
pub mod form_view;
pub mod leave;
pub mod list;
pub mod people;
