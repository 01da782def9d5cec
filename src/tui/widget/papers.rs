//! Which paper of what lies in front of one: the menu, and making what was chosen.
//! Not here: which papers there are (`book::papers`).

use super::{
    pick::{Choice, Item, Pick},
    reader::Reader,
};
use crate::{
    book::{
        Book, Earlier,
        papers::{Format, How, PRINTOUTS, Printout, Subject},
    },
    model::{score::Scored, sheet::Decision},
    tui::{
        command::{self, Cmd},
        layer::{Action, Answer, Cx},
    },
};

/// What is offered of a thing, `first` before all else: what the key for printing makes.
fn offered<'a>(
    book: &'a Book,
    of: &'a Subject<'a>,
    first: Option<&'a Printout>,
) -> impl Iterator<Item = (&'static Printout, String, String)> + 'a {
    let is_first = move |p: &&'static Printout| first == Some(*p);
    let all = PRINTOUTS.iter().copied().filter(move |p| is_first(p));
    let all = all.chain(PRINTOUTS.iter().copied().filter(move |p| !is_first(p)));
    all.filter_map(move |p| p.offered(book, of).map(|(name, about)| (p, name, about)))
}

/// The menu of what lies in front. What the key for printing makes comes first. From a form some papers save its changes:
/// there a digit only selects.
pub fn menu(book: &Book, of: &Subject<'_>, first: Option<&Printout>) -> Pick {
    let mut items = Vec::new();
    // Where some are written in two formats, all tell theirs.
    let several = offered(book, of, first).any(|(what, ..)| what.formats.len() > 1);
    for (what, name, about) in offered(book, of, first) {
        for format in what.formats {
            let label = if several { format!("{name}({})", format.extension()) } else { name.clone() };
            let same = if items.is_empty() { print_key() } else { String::new() };
            items.push(Item::new(&label, &format!("{same}{about}"), Choice::Answer(Answer::Print(what, *format))));
        }
    }
    let title = "打印哪一种?";
    if matches!(of, Subject::Record(_)) { Pick::papers(title, items) } else { Pick::numbered(title, items) }
}

fn print_key() -> String {
    command::get(Cmd::Print).keys.first().map_or(String::new(), |key| format!("与 {key} 相同;"))
}

/// Writes the paper and shows it; a text is shown to read at once too.
pub fn print(what: &Printout, format: Format, of: &Subject<'_>, cx: &mut Cx) {
    let made = cx.book.make(what, of, How::masked(format));
    let written = made.and_then(|made| Ok((cx.book.write(&made, format)?, made)));
    let Some((path, made)) = cx.tried(written) else { return };
    if format == Format::Txt {
        cx.push(Reader::paper(what.name, made.content.into_paper()));
    }
    cx.ask(Action::OpenFile(path));
}

/// Writes what comes first on the menu and shows it.
pub fn print_first(of: &Subject<'_>, cx: &mut Cx) {
    let first = offered(cx.book, of, None).next().and_then(|(what, ..)| Some((what, *what.formats.first()?)));
    match first {
        Some((what, format)) => print(what, format, of, cx),
        None => cx.warn("这里没有可以打印的"),
    }
}

/// The chosen paper on screen; nothing is written.
pub fn look(what: &Printout, format: Format, of: &Subject<'_>, cx: &mut Cx) {
    let made = cx.book.make(what, of, How::masked(format));
    if let Some(made) = cx.tried(made) {
        cx.push(Reader::paper("预览", made.content.into_paper()));
    }
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
