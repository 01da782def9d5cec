//! Which paper of the record or sheet in front of one: the menus, and making what was chosen.
//! Not here: what stands on them (`book::papers`).

use super::{
    pick::{Choice, Item, Pick},
    reader::Reader,
};
use crate::{
    book::{Book, Earlier, InHand},
    model::{
        activity::Meeting,
        date::Period,
        paper::{Block, Paper},
        score::Scored,
        sheet::Decision,
    },
    tui::layer::{Action, Answer, Cx, DuesPaper, Printout, SheetPaper},
};
use chrono::Datelike;

/// The menu of a record's papers, with the plan of a kind that has one. The record comes first: Enter prints it, Ctrl+X
/// shows it. A digit only selects: from a form, some of them save its changes.
pub fn papers(with_plan: bool) -> Pick {
    let plan = (Printout::Plan, "活动计划", "主题、负责人、安排;会前也能打");
    let items = [
        (Printout::Record, "记录", "与 Ctrl+P 相同"),
        (Printout::SignIn, "签到表", "按花名册编号排列,留签字处;会前也能打"),
        (Printout::Notice, "会议通知", "时间、地点、议题;文字可贴到微信"),
        (Printout::Pack, "当月主题党日材料", "计划、签到表、记录、照片装成一份"),
        (Printout::Handbook, "支部工作手册", "全年:班子、名册、各季度、全年数据"),
    ];
    let item = |(what, name, detail)| Item::new(name, detail, Choice::Answer(Answer::Printout(what)));
    let items = items.into_iter().chain(with_plan.then_some(plan));
    Pick::papers("打印哪一种?", items.map(item).collect())
}

/// A menu of several papers: name, what there is to say of it, the answer.
pub fn choose<T: AsRef<str>>(papers: impl IntoIterator<Item = (T, T, Answer)>) -> Pick {
    let item =
        |(name, detail, answer): (T, T, Answer)| Item::new(name.as_ref(), detail.as_ref(), Choice::Answer(answer));
    Pick::numbered("打印哪一种?", papers.into_iter().map(item).collect())
}

/// Writes the paper and shows it; a notice is shown to read at once too.
pub fn make(what: Printout, meeting: &Meeting, cx: &mut Cx) {
    let (year, month) = (meeting.activity.on.year(), meeting.activity.on.month());
    let written = match what {
        Printout::Record => cx.book.print_meeting(meeting.activity.id),
        Printout::SignIn => cx.book.print_sign_in(meeting),
        Printout::Notice => cx.book.print_notice(meeting),
        Printout::Plan => cx.book.print_plan(meeting),
        Printout::Pack => cx.book.print_pack(Period::month(year, month)),
        Printout::Handbook => cx.book.print_handbook(year),
    };
    let Some(path) = cx.tried(written) else { return };
    if what == Printout::Notice {
        cx.push(Reader::paper("会议通知", notice(meeting, cx.book)));
    }
    cx.ask(Action::OpenFile(path));
}

/// Shows the paper on screen; nothing is written.
pub fn look(what: Printout, meeting: &Meeting, cx: &mut Cx) {
    let (year, month) = (meeting.activity.on.year(), meeting.activity.on.month());
    let paper = match what {
        Printout::Record => Ok(cx.book.meeting_paper(meeting)),
        Printout::SignIn => Ok(cx.book.sign_in_paper(meeting)),
        Printout::Notice => Ok(notice(meeting, cx.book)),
        Printout::Plan => Ok(cx.book.plan_paper(meeting)),
        Printout::Pack => cx.book.pack_paper(Period::month(year, month)),
        Printout::Handbook => cx.book.handbook_paper(year, true),
    };
    if let Some(paper) = cx.tried(paper) {
        cx.push(Reader::paper("预览", paper));
    }
}

fn notice(meeting: &Meeting, book: &Book) -> Paper {
    let text = book.notice_text(meeting);
    let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
    Paper { title: title.to_owned(), landscape: false, blocks: vec![Block::Text(rest.to_owned())] }
}

/// The menu of a sheet's papers. The workbook comes first: Enter prints it.
pub fn sheet_papers() -> Pick {
    let items = [
        (SheetPaper::Workbook, "得分表(xlsx)", "与 Ctrl+P 相同;扣分可改,得分和合计自动算"),
        (SheetPaper::Document, "得分表(docx)", "序号、考核指标、考核内容、扣分、扣分原因、得分"),
        (SheetPaper::Evidence, "佐证清单(docx)", "逐项列出算数的记录、备注、附件和缺口"),
        (SheetPaper::Blank, "空白评分表(docx)", "给评分人手填"),
    ];
    choose(items.map(|(what, name, detail)| (name, detail, Answer::SheetPaper(what))))
}

/// The menu of a year's dues. What lies in front comes first: the register, or who has not paid.
pub fn dues_papers(month: Period, only_unpaid: bool) -> Pick {
    let unpaid = format!("{}年{}没交的人;内部用,不张贴", month.year, month.name());
    let mut items = [
        (DuesPaper::Document, "收缴登记表(docx)", "姓名、标准、各月金额、合计、收款人签章"),
        (DuesPaper::Workbook, "收缴登记表(xlsx)", "同样的内容,电子表"),
        (DuesPaper::Reminder, "未交名单(docx)", unpaid.as_str()),
    ];
    items.sort_by_key(|(what, ..)| only_unpaid && *what != DuesPaper::Reminder);
    choose(items.map(|(what, name, detail)| (name, detail, Answer::DuesPaper(what))))
}

/// Writes a paper of a year's dues and shows it.
pub fn make_dues(what: DuesPaper, month: Period, cx: &mut Cx) {
    let written = match what {
        DuesPaper::Document => cx.book.print_dues(month.year, "docx"),
        DuesPaper::Workbook => cx.book.print_dues(month.year, "xlsx"),
        DuesPaper::Reminder => cx.book.print_unpaid_dues(month),
    };
    cx.show_file(written);
}

/// Writes a paper of a sheet and shows it.
pub fn make_sheet(what: SheetPaper, hand: &InHand, cx: &mut Cx) {
    let written = match what {
        SheetPaper::Workbook => cx.book.print_sheet(hand),
        SheetPaper::Document => cx.book.print_sheet_paper(hand),
        SheetPaper::Evidence => cx.book.print_evidence(hand),
        SheetPaper::Blank => cx.book.print_blank_sheet(hand),
    };
    cx.show_file(written);
}

/// The menu of what could be taken over from the last sheet: on the selected item, where it can be, and on all.
pub fn earlier(selected: Option<&Scored>, here: Option<&Earlier>, all: usize) -> Pick {
    let mut items = Vec::new();
    if let (Some(item), Some(earlier)) = (selected, here) {
        let points = match earlier.decision {
            Decision::Points(p) => format!("得{p}/{}", item.max),
            Decision::NotApplicable => "不适用".to_owned(),
        };
        let detail = format!("{points} {}", earlier.reason);
        items.push(Item::new(
            &format!("只沿用 {}", item.no),
            &detail,
            Choice::Answer(Answer::CarryOver { all: false }),
        ));
    }
    let detail = "待评的项里以前评过的全部沿用,原因里记明;可以一次撤销";
    items.push(Item::new(&format!("全部沿用({all}项)"), detail, Choice::Answer(Answer::CarryOver { all: true })));
    Pick::numbered("沿用上次的评定?", items)
}
