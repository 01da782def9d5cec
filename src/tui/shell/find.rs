//! Ctrl+F: members, activities and rows of ledgers by anything that is in them.

use crate::{
    book::{Book, Hit},
    tui::{
        go::Go,
        widget::pick::{Choice, Item, Pick},
    },
};

/// How many hits are shown at once; more typing narrows them.
const LIMIT: usize = 60;

pub fn find() -> Pick {
    Pick::searching("查找:姓名、首字母、主题、记录里的字", search)
}

fn search(book: &Book, query: &str) -> Vec<Item> {
    if query.is_empty() {
        return Vec::new();
    }
    match book.search(query, LIMIT) {
        Ok(hits) => hits.into_iter().map(|hit| item(book, hit)).collect(),
        // The next key asks again; an empty list says "not found".
        Err(_) => Vec::new(),
    }
}

fn item(book: &Book, hit: Hit) -> Item {
    match hit {
        Hit::Member { id, name, detail } => Item::new(&name, &format!("党员 {detail}"), Choice::Go(Go::Member(id))),
        Hit::Activity { id, on, kind, title, snippet } => {
            let kind = book.catalog().kind(&kind).map_or(kind.as_str(), |k| &k.name);
            Item::new(&format!("{on} {kind}《{title}》"), &snippet, Choice::Go(Go::Activity(id)))
        }
        Hit::Ledger { id, ledger, opened_on, title, snippet } => {
            let name = book.ledger(&ledger).name;
            Item::new(&format!("{opened_on} {name}《{title}》"), &snippet, Choice::Go(Go::LedgerRow(id)))
        }
    }
}
