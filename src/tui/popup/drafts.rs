//! What was typed and not saved, to go on with.

use super::pick::{Choice, Item, Pick};
use crate::book::Book;

pub fn drafts(book: &Book) -> Pick {
    let items = book
        .drafts()
        .into_iter()
        .filter_map(|d| choice(book, &d.key).map(|c| Item::new(&d.label, "没有保存", c)))
        .collect();
    Pick::filtered("接着填哪一份草稿?", items)
}

/// What a draft's key opens; see [`crate::book::Draft`].
fn choice(book: &Book, key: &str) -> Option<Choice> {
    let (noun, rest) = key.split_once(':')?;
    match (noun, rest.strip_prefix("new:")) {
        ("activity", Some(kind)) => Some(Choice::NewActivity(kind.to_owned(), String::new(), book.today())),
        ("activity", None) => rest.parse().ok().map(Choice::OpenActivity),
        ("held", _) => rest.parse().ok().map(Choice::OpenIssue),
        ("member", _) => rest.parse().ok().map(Choice::OpenMember),
        _ => None,
    }
}
