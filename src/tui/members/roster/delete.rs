//! Del on the roster: who has a history is asked about, for whoever left or died stays on record with the day; only what
//! was typed in by mistake goes. Not here: the change of the membership itself (`members::event`).

use crate::{
    model::member::{EventKind, Member},
    tui::{
        layer::{Answer, Cx},
        widget::pick::{Choice, Item, Pick},
    },
};

/// Asks what happened to somebody; nothing is deleted by the key that asks.
pub fn ask(member: &Member, cx: &mut Cx) {
    let with = cx.book.member_belongings(member.id);
    let Some(with) = cx.tried(with) else { return };
    let mistaken = Choice::Answer(Answer::Mistaken);
    if with.is_empty() {
        let item = Item::new("登记错了,删除", "还没有会议、党费等记录;删了可以 Ctrl+Z 恢复", mistaken);
        return cx.push(Pick::asking(&format!("删除{}?回车删除,Esc 不删", member.name), vec![item]));
    }
    let departed = |kind: EventKind, detail| Item::new(kind.name(), detail, Choice::Answer(Answer::Departed(kind)));
    let items = vec![
        departed(EventKind::TransferredOut, "登记从哪天起;以前的记录都留着"),
        departed(EventKind::Died, "登记是哪一天;以前的记录都留着"),
        Item::new("登记错了,删除", &format!("没有这个人{};可以 Ctrl+Z 恢复", with.lost()), mistaken),
    ];
    cx.push(Pick::asking(&format!("{}名下有{}。怎么办?Esc 不删", member.name, with.words()), items));
}

/// Deletes somebody who should never have been on record.
pub fn delete(member: &Member, cx: &mut Cx) {
    let with = cx.book.member_belongings(member.id);
    let Some(with) = cx.tried(with) else { return };
    let result = cx.book.delete_member(member.id);
    cx.deleted(result, &with);
}
