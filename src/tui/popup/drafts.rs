//! What was typed and not saved, to go on with or to drop.

use super::pick::{Choice, Item, Pick};
use crate::{
    book::{self, Book},
    model::id::MemberId,
};

pub fn drafts(book: &Book) -> Pick {
    let items = book.drafts().into_iter().filter_map(|draft| {
        let (choice, there) = choice(book, &draft.key)?;
        // A record that cannot be read says why when it is opened.
        let gone = matches!(there, Ok(false));
        let detail = if gone { "记录已删除;按 Del 丢掉,或先撤销删除" } else { "没有保存" };
        Some(Item { disabled: gone, draft: Some(draft.key), ..Item::new(&draft.label, detail, choice) })
    });
    Pick::drafts("接着填哪一份草稿?", items.collect())
}

/// What a draft's key opens (see [`crate::book::Draft`]), and whether it is still there.
fn choice(book: &Book, key: &str) -> Option<(Choice, book::Result<bool>)> {
    let (noun, rest) = key.split_once(':')?;
    match (noun, rest.strip_prefix("new:")) {
        ("activity", Some(kind)) => Some((Choice::NewActivity(kind.to_owned(), String::new(), book.today()), Ok(true))),
        ("activity", None) => {
            let id = rest.parse().ok()?;
            Some((Choice::OpenActivity(id), book.meeting(id).map(|m| m.is_some())))
        }
        ("member", _) => {
            let id: MemberId = rest.parse().ok()?;
            let there = if id.0 == 0 { Ok(true) } else { book.member(id).map(|m| m.is_some()) };
            Some((Choice::OpenMember(id), there))
        }
        _ => None,
    }
}
