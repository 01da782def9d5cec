//! The picker that switches between the organisations of one file, and founds further ones.

use super::pick::{Choice, Item, Pick};
use crate::book::Book;

pub fn orgs(book: &Book) -> Pick {
    let kept = book.orgs().iter().filter(|o| o.kind.keeps_books());
    let mut items: Vec<Item> = kept.map(|o| Item::new(&o.name, o.kind.name(), Choice::SwitchOrg(o.id))).collect();
    if book.read_only().is_none() {
        items.push(Item::new("新建党组织……", "上级、下级或另一个支部", Choice::NewOrg));
    }
    Pick::filtered("换到哪个党组织?", items)
}
