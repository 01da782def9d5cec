//! What is missing behind an item, and the records that count: a list whose lines lead there. Where a gap is put right.
//! Not here: how gaps are found (`model::score`).

use crate::{
    book::{self, Book, Missing},
    model::{duty::Status, score::Gap, sheet::Which},
    tui::{
        go::Go,
        layer::{Action, Cx},
        widget::pick::{Choice, Item, Pick},
    },
};

/// The list of what is behind an item: gaps that can be put right come first, then those that can not, then the records
/// that count. Read again whenever one was put right: one comes back to what is left.
///
/// # Errors
///
/// Refuses an item behind which there is neither.
pub fn list(book: &Book, which: &Which, no: &str) -> book::Result<Pick> {
    let (which, no) = (which.clone(), no.to_owned());
    let title = format!("{no} 缺什么、凭什么:回车去补、打开");
    if items(book, &which, &no)?.is_empty() {
        return Err(book::Error::refused(format!("{no} 没有可以去补的缺口,也没有算数的记录")));
    }
    Pick::rereading(&title, book, move |book| items(book, &which, &no))
}

fn items(book: &Book, which: &Which, no: &str) -> book::Result<Vec<Item>> {
    let hand = book.sheet_in_hand(which, None)?;
    let Some(item) = hand.score.items().find(|i| i.no == no) else { return Ok(Vec::new()) };
    let mut gaps: Vec<&Gap> = item.gaps.iter().filter(|g| g.status != Status::NotYet).collect();
    gaps.sort_by_key(|g| g.status == Status::Missed);
    let mut items = Vec::new();
    let may_begin = book.refusal().is_none();
    for gap in gaps {
        let item = Item::new(&gap.text, gap.status.name(), Choice::Go(Go::Gap(Box::new(gap.clone()))));
        // Where nothing can be recorded the list is still there to read.
        items.push(Item { disabled: way(book, gap)?.0.begins() && !may_begin, ..item });
    }
    for row in book.activities(hand.sheet().year)?.iter().filter(|a| item.records.contains(&a.id)) {
        items.push(Item::new(&format!("{} {}", row.on, row.title), "算数的记录", Choice::Go(Go::Activity(row.id))));
    }
    Ok(items)
}

/// Opens what puts a gap right over the layer that asks, at what is missing, and says what that is.
pub fn open(gap: &Gap, cx: &mut Cx) {
    if gap.status == Status::NotYet {
        return cx.say("还没到时候");
    }
    let way = way(cx.book, gap);
    let Some((way, how)) = cx.tried(way) else { return };
    cx.say(format!("{}{how}", gap.text));
    cx.ask(Action::Go(way));
}

/// Where a gap is put right, and what to do there.
fn way(book: &Book, gap: &Gap) -> book::Result<(Go, &'static str)> {
    let missing = match &gap.duty {
        Some(duty) => book.missing(duty, gap.group.as_deref(), gap.period)?,
        None => None,
    };
    let how = if matches!(missing, Some(Missing::Untold(_))) { ":按 Ctrl+T 点名" } else { "" };
    let way = match (missing, gap.member, &gap.ledger, gap.row) {
        (Some(missing), ..) => missing.into(),
        (None, _, _, Some(row)) => Go::LedgerRow(row),
        (None, about, Some(ledger), None) => Go::NewLedgerRow(ledger.clone(), about),
        (None, Some(id), None, None) => Go::MemberAt(id, gap.lacks.clone()),
        (None, None, None, None) => Go::Roster,
    };
    Ok((way, how))
}
