//! Commands about the book as a whole: begin, back up, restore, check, undo, and opening the screen.
//! Not here: lists and the score (`list`), files in and out (`exchange`).

use super::{Answer, Failure, Outcome, Place, args::Init, find_org, must_keep_books, table, tell, telling};
use crate::{
    book::{self, Access, Book, CheckReport, Clock, NextStep},
    model::{
        org::{Org, OrgKind},
        undo::{Border, Way},
    },
    text::quote::quoted,
    tui,
};
use serde_json::json;
use std::path::Path;

/// A limit of steps that no file ever reaches.
const ALL: usize = 1_000_000;

/// Begins a book, or adds an organisation below another.
pub fn init(place: &Place, args: &Init) -> Outcome {
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Failure::Usage("党组织名称不能为空。".into()));
    }
    if args.parent.is_some() && !Book::exists(&place.folder) {
        return Err(Failure::refused("这个文件夹还没有党组织,第一个党组织不能有上级(去掉 --parent)。"));
    }
    let mut book = Book::open(&place.folder, Access::Write, place.clock)?;
    tell(book.notices());
    if let Some(why) = book.read_only() {
        return Err(Failure::refused(why));
    }
    let parent = match (&args.parent, book.orgs().first()) {
        (None, Some(first)) => {
            let why =
                format!("这个文件夹已有党组织“{}”。要增加下级请加 --parent;要另建请换一个文件夹(--data)。", first.name);
            return Err(Failure::refused(why));
        }
        (Some(named), _) => Some(find_org(book.orgs(), named)?),
        (None, None) => None,
    };
    if book.orgs().iter().any(|o| o.name == name && o.parent == parent) {
        return Err(Failure::refused(format!("已有同名的党组织“{name}”。")));
    }
    let above = parent.and_then(|id| book.orgs().iter().find(|o| o.id == id));
    let township =
        above.map_or(String::new(), |o| if o.kind == OrgKind::Township { o.name.clone() } else { o.township.clone() });
    if args.demo && !args.kind.keeps_books() {
        return Err(Failure::refused(format!("{}没有自己的党员和活动,不能装入示例。", args.kind.name())));
    }
    let org = Org { parent, township, founded: args.founded, ..Org::new(args.kind, name) };
    let changed = telling(&mut book, |book| Ok(book.add_org(org)?))?;
    let id = changed.orgs.first().copied().or_else(|| book.orgs().iter().find(|o| o.name == name).map(|o| o.id));
    let Some(id) = id else {
        return Err(Failure::refused("新建的党组织没有保存。"));
    };
    let mut text = format!("已新建“{name}”({}),编号 {id}\n数据文件夹:{}", args.kind.name(), place.folder.display());
    if args.demo {
        book.switch_org(id)?;
        book.add_demo()?;
        text.push_str("\n已装入示例党员和记录(均为虚构)。");
    }
    Ok(text.into())
}

pub fn backup(place: &Place, to: Option<&Path>) -> Outcome {
    let path = place.read()?.backup(to)?;
    Ok(format!("已备份到 {}", path.display()).into())
}

pub fn restore(place: &Place, file: &Path) -> Outcome {
    let aside = Book::restore(&place.folder, file, place.clock)?;
    let aside = aside.map_or(String::new(), |p| format!("\n原来的数据另存为 {}", p.display()));
    Ok(format!("已用 {} 恢复。{aside}", file.display()).into())
}

pub fn check(place: &Place, json: bool) -> Outcome {
    let found = match Book::open(&place.folder, Access::Read, place.clock) {
        Ok(book) => book.check()?,
        // What cannot even be opened is what one wants to hear of.
        Err(e) if e.is_corrupt() => CheckReport { problems: vec![e.to_string()], ..CheckReport::default() },
        Err(e) => return Err(e.into()),
    };
    let CheckReport { problems: wrong, counts } = found;
    let problems = !wrong.is_empty();
    let text = match (json, problems) {
        (true, _) => {
            let counts: serde_json::Map<_, _> = counts.iter().map(|(n, c)| ((*n).to_owned(), json!(c))).collect();
            serde_json::to_string_pretty(&json!({ "ok": !problems, "problems": wrong, "counts": counts }))?
        }
        (false, false) => {
            let counts: Vec<String> = counts.iter().map(|(name, n)| format!("{name}{n}")).collect();
            format!("检查完毕,没有发现问题。共有:{}", counts.join("、"))
        }
        (false, true) => format!("发现{}个问题:\n{}", wrong.len(), wrong.join("\n")),
    };
    Ok(Answer { text, problems })
}

/// Takes the last step back, or does again what was taken back. What asks on the screen is refused here until `yes`.
/// (A command line opens the book for one step: that it was another sitting says nothing.)
pub fn replay(place: &Place, way: Way, yes: bool) -> Outcome {
    let mut book = place.write()?;
    let NextStep { label, made, borders, toll, passed_over, .. } = book.next_step(way)?;
    let reasons: Vec<&str> = borders.iter().filter(|b| **b != Border::OtherSitting).map(|b| b.text()).collect();
    if !yes && !reasons.is_empty() {
        let (word, command) = match way {
            Way::Back => (way.name(), "undo"),
            Way::Forth => (way.name(), "redo"),
        };
        let over =
            if passed_over > 0 { format!("(以后别的电脑做的{passed_over}步不动)") } else { String::new() };
        let why = reasons.join(",");
        return Err(Failure::refused(format!(
            "还没有{word}:{}({made})。{word}它{}{over}。\n这一步{why}。确实要{word},请加 --yes:zhibu {command} --yes",
            quoted(&label),
            toll.text()
        )));
    }
    telling(&mut book, |book| Ok(book.replay(way)?))?;
    Ok(format!("已{}:{label}", way.name()).into())
}

pub fn history(place: &Place, json: bool) -> Outcome {
    let steps = place.read()?.history(ALL)?;
    if json {
        let steps: Vec<_> = steps
            .iter()
            .map(|s| {
                let at = s.at.format("%Y-%m-%d %H:%M:%S").to_string();
                json!({ "n": s.n, "seq": s.seq, "at": at, "device": s.device, "person": s.person, "label": s.label, "undone": s.undone })
            })
            .collect();
        return Ok(serde_json::to_string_pretty(&steps)?.into());
    }
    let rows: Vec<_> = steps
        .iter()
        .map(|s| {
            let undone = if s.undone { "已撤销" } else { "" };
            let at = s.at.format("%Y-%m-%d %H:%M").to_string();
            [s.n.to_string(), at, s.person.clone(), s.device.clone(), s.label.clone(), undone.to_owned()]
        })
        .collect();
    Ok(table::render(["步", "时间", "谁", "电脑", "做了什么", ""], &rows).into())
}

/// Opens the screen on a fresh copy of the sample branch, gone when the screen is closed.
pub fn sample(clock: Clock) -> Outcome {
    let (book, _folder) = book::demo_book(clock)?;
    tui::run(book, true).map_err(|e| Failure::refused(e.to_string()))?;
    Ok(Answer::default())
}

/// Opens the screen on a data folder, at the organisation named.
pub fn open_screen(folder: &Path, clock: Clock, org: Option<&str>) -> Outcome {
    let mut book = Book::open(folder, Access::Write, clock)?;
    if let Some(named) = org {
        let id = find_org(book.orgs(), named)?;
        book.switch_org(id)?;
        must_keep_books(&book)?;
    }
    tui::run(book, false).map_err(|e| Failure::refused(e.to_string()))?;
    Ok(Answer::default())
}
