//! Popups over a screen: lists to choose from, short questions, papers to read. What they decide goes back as data.

pub mod attachments;
pub mod close_row;
pub mod comparison;
pub mod decide;
pub mod drafts;
pub mod file_picker;
pub mod find;
pub mod grades;
pub mod help;
pub mod hints;
pub mod history;
pub mod import_preview;
pub mod item_note;
pub mod member_event;
pub mod new_sheet;
pub mod org_info;
pub mod orgs;
pub mod palette;
pub mod papers;
pub mod pick;
pub mod preview;
pub mod reader;
pub mod rectify;
pub mod sheets;
pub mod trend;
pub mod votes;
