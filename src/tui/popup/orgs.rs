//! The picker that switches between the organisations of one file.

use super::pick::{Choice, Item, Pick};
use crate::book::Book;

pub fn orgs(book: &Book) -> Pick {
    let items = book
        .orgs()
        .iter()
        .filter(|o| o.kind.keeps_books())
        .map(|o| Item::new(&o.name, o.kind.name(), Choice::SwitchOrg(o.id)))
        .collect();
    Pick::filtered("换到哪个党组织?", items)
}
