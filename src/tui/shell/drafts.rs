//! What was typed and not saved, to go on with or to drop.

use crate::{
    book::Book,
    tui::{
        go::Go,
        widget::pick::{Choice, Item, Pick},
    },
};

pub fn drafts(book: &Book) -> Pick {
    let items = book.drafts().into_iter().map(|d| {
        let detail = format!("{} 没有保存", d.saved_at.format("%Y-%m-%d"));
        Item::new(&d.label, &detail, Choice::Go(Go::Draft(d.key)))
    });
    Pick::drafts("接着填哪一份草稿?回车接着填,Del 丢掉", items.collect())
}
