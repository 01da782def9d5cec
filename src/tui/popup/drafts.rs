//! What was typed and not saved, to go on with.

use super::pick::{Choice, Item, Pick};
use crate::book::Book;

pub fn drafts(book: &Book) -> Pick {
    let items = book
        .drafts()
        .into_iter()
        .map(|d| Item::new(&d.label, &format!("{} 没有保存", d.saved_at.format("%Y-%m-%d")), Choice::Draft(d.key)))
        .collect();
    Pick::filtered("接着填哪一份草稿?", items)
}
