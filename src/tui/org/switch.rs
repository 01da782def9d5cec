//! The picker that switches between the organisations of one file, and founds further ones.

use crate::{
    book::Book,
    model::org::told_apart,
    tui::{
        go::Go,
        widget::pick::{Choice, Item, Pick},
    },
};

pub fn switch(book: &Book) -> Pick {
    let named = book.orgs().iter().zip(told_apart(book.orgs())).filter(|(o, _)| o.kind.keeps_books());
    let mut items: Vec<Item> =
        named.map(|(o, (id, name))| Item::new(&name, o.kind.name(), Choice::Go(Go::Org(id)))).collect();
    if book.read_only().is_none() {
        items.push(Item::new("新建党组织……", "上级、下级或另一个支部", Choice::Go(Go::NewOrg)));
    }
    Pick::filtered("换到哪个党组织?", items)
}
