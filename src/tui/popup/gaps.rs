//! What is missing behind an item, and the records that count: a list whose lines lead there. Where a gap is put right.
//! Not here: how gaps are found (`model::score`).

use super::pick::{Choice, Item, Pick};
use crate::{
    book::{self, Book},
    model::{
        duty::Status,
        score::{Gap, Scored},
    },
    tui::{
        command::Cmd,
        layer::{Action, Cx},
    },
};

/// Gaps that can be put right come first, then those that can not, then the records that count.
///
/// # Errors
/// Refuses an item behind which there is neither.
pub fn list(book: &Book, year: i32, item: &Scored) -> book::Result<Pick> {
    let mut gaps: Vec<&Gap> = item.gaps.iter().filter(|g| g.status != Status::NotYet).collect();
    gaps.sort_by_key(|g| g.status == Status::Missed);
    let mut items = Vec::new();
    let may_begin = book.refusal().is_none();
    for gap in gaps {
        let item = Item::new(&gap.text, gap.status.name(), Choice::Gap(Box::new(gap.clone())));
        // Where nothing can be recorded the list is still there to read.
        let disabled = !may_begin && matches!(way(book, gap)?, Action::NewActivity(..) | Action::NewLedgerRow(..));
        items.push(Item { disabled, ..item });
    }
    for row in book.activities(year)?.iter().filter(|a| item.records.contains(&a.id)) {
        items.push(Item::new(&format!("{} {}", row.held_on, row.title), "算数的记录", Choice::OpenActivity(row.id)));
    }
    if items.is_empty() {
        return Err(book::Error::refused(format!("{} 没有可以去补的缺口,也没有算数的记录", item.no)));
    }
    Ok(Pick::filtered(&format!("{} 缺什么、凭什么:回车去补、打开", item.no), items))
}

/// Opens what puts a gap right, in place of the popup that asks.
pub fn open(gap: &Gap, cx: &mut Cx) {
    if gap.status == Status::NotYet {
        return cx.say("还没到时候");
    }
    let way = way(cx.book, gap);
    let Some(way) = cx.tried(way) else { return };
    cx.ask(Action::Pop);
    cx.ask(way);
}

/// Where a gap is put right.
fn way(book: &Book, gap: &Gap) -> book::Result<Action> {
    let missing = match &gap.duty {
        Some(duty) => book.missing(duty, gap.group.as_deref(), gap.period)?,
        None => None,
    };
    Ok(match (missing, gap.member, &gap.ledger, gap.row) {
        (Some(missing), ..) => missing.into(),
        (None, _, _, Some(row)) => Action::OpenLedgerRow(row),
        (None, about, Some(ledger), None) => Action::NewLedgerRow(ledger.clone(), about),
        (None, Some(id), None, None) => Action::OpenMember(id),
        (None, None, None, None) => Action::Run(Cmd::Members),
    })
}
