//! Which paper of the record in front of one: the menu, and making what was chosen.
//! Not here: what stands on them (`book::papers`).

use super::{
    pick::{Choice, Item, Pick},
    reader::Reader,
};
use crate::{
    model::{
        activity::Meeting,
        date::Period,
        paper::{Block, Paper},
    },
    tui::layer::{Action, Answer, Cx, Printout},
};
use chrono::Datelike;

/// The menu. The record comes first: Enter prints it.
pub fn papers() -> Pick {
    let items = [
        (Printout::Record, "记录", "与 Ctrl+P 相同"),
        (Printout::SignIn, "签到表", "按花名册编号排列,留签字处;会前也能打"),
        (Printout::Notice, "会议通知", "时间、地点、议题;文字可贴到微信"),
        (Printout::Pack, "当月主题党日材料", "计划、签到表、记录、照片装成一份"),
        (Printout::Handbook, "支部工作手册", "全年:班子、名册、各季度、全年数据"),
    ];
    let items =
        items.into_iter().map(|(what, name, detail)| Item::new(name, detail, Choice::Answer(Answer::Printout(what))));
    Pick::numbered("打印哪一种?输数字或 ↑↓ 回车", items.collect())
}

/// Writes the paper and shows it; a notice is shown to read at once too.
pub fn make(what: Printout, meeting: &Meeting, cx: &mut Cx) {
    let (year, month) = (meeting.activity.held_on.year(), meeting.activity.held_on.month());
    let written = match what {
        Printout::Record => cx.book.print_meeting(meeting.activity.id),
        Printout::SignIn => cx.book.print_sign_in(meeting),
        Printout::Notice => cx.book.print_notice(meeting),
        Printout::Pack => cx.book.print_pack(Period::month(year, month)),
        Printout::Handbook => cx.book.print_handbook(year),
    };
    let Some(path) = cx.tried(written) else { return };
    if what == Printout::Notice {
        let text = cx.book.notice_text(meeting);
        let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let blocks = vec![Block::Text(rest.to_owned())];
        cx.push(Reader::paper("会议通知", Paper { title: title.to_owned(), landscape: false, blocks }));
    }
    cx.ask(Action::OpenFile(path));
}
