//! The roster (F5): type to find — number, name, initials, pinyin, or anything else on the row; Enter opens the page.

use super::event::EventPopup;
use crate::{
    book::{
        self, Book,
        papers::{Format, How, ROSTER, Subject},
    },
    model::{
        date::{Date, Period, Span},
        id::MemberId,
        import::FileKind,
        member::{Member, Sex},
        undo::Touched,
    },
    text::pinyin::initials,
    tui::{
        command::{Cmd, Place},
        go::Go,
        imports::{issues::Issues, preview::ImportPreview},
        input::Input,
        key::{Key, Typing},
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            cell::Edit,
            file_picker::{FilePicker, TABLES},
            finder::{Finder, NOT_FROM_TEXT, is_del},
            list::{ListState, heading, row},
        },
    },
};
use crossterm::event::KeyCode;
use order::{Order, rank};
use ratatui::layout::Rect;
use side::Side;
use std::collections::{HashMap, HashSet};

/// What people who no longer belong are called, and found by.
const LEFT: &str = "已离开";

mod delete;
mod order;
mod side;

/// From this width on the selected member's facts stand beside the list.
const WITH_SIDE: u16 = 110;
const SIDE: u16 = 42;

pub struct Members {
    all: Vec<Member>,
    order: Order,
    /// How the people left who no longer belong: greyed, at the end, found by 已离开.
    left: HashMap<MemberId, String>,
    /// Members with open issues from an import.
    doubted: HashSet<MemberId>,
    /// How many issues are open, held rows among them.
    issues: usize,
    finder: Finder,
    /// What the typed text finds, as places in `all`.
    found: Vec<usize>,
    today: Date,
    list: ListState,
    side: Side,
}

impl Members {
    pub fn new(book: &Book) -> book::Result<Self> {
        let mut screen = Self {
            all: Vec::new(),
            order: Order::default(),
            left: HashMap::new(),
            doubted: HashSet::new(),
            issues: 0,
            finder: Finder::default(),
            found: Vec::new(),
            today: book.today(),
            list: ListState::default(),
            side: Side::default(),
        };
        screen.refresh(book)?;
        Ok(screen)
    }

    fn find(&mut self) {
        let query = self.finder.query().to_owned();
        self.found = self.answering(&query);
        // A word that names nobody was put together by the input method out of the initials that were meant.
        if self.found.is_empty() && !query.is_ascii() {
            self.found = self.answering(&initials(&query));
        }
    }

    fn answering(&self, query: &str) -> Vec<usize> {
        let answers = |m: &Member| {
            let left = self.left.contains_key(&m.id);
            let rank = if query.is_empty() { Some(0) } else { rank(m, query) };
            rank.or((left && LEFT.contains(query)).then_some(0)).map(|r| (left, r))
        };
        let mut found: Vec<_> = self.all.iter().enumerate().filter_map(|(i, m)| Some((answers(m)?, i))).collect();
        found.sort();
        found.into_iter().map(|(_, i)| i).collect()
    }

    /// Sorts by the next order; who was selected stays so.
    fn sort(&mut self) {
        let selected = self.selected().map(|m| m.id);
        self.order = self.order.next();
        self.order.sort(&mut self.all);
        self.all.sort_by_key(|m| self.left.contains_key(&m.id));
        self.find();
        let at = self.found.iter().position(|i| self.all.get(*i).map(|m| m.id) == selected);
        self.list = ListState::at(at.unwrap_or(0));
    }

    /// Reads what stands beside the list for whoever is selected now.
    fn look(&mut self, cx: &mut Cx) {
        let selected = self.selected().map(|m| m.id);
        let read = self.side.look(cx.book, selected);
        cx.tried(read);
    }

    /// How many of these still belong.
    fn belonging<'a>(&self, members: impl Iterator<Item = &'a Member>) -> usize {
        members.filter(|m| !self.left.contains_key(&m.id)).count()
    }

    /// Whoever the typed text finds, as listed.
    fn shown(&self) -> impl Iterator<Item = &Member> {
        self.found.iter().filter_map(|i| self.all.get(*i))
    }

    fn selected(&self) -> Option<&Member> {
        self.found.get(self.list.selected).and_then(|i| self.all.get(*i))
    }

    /// What is typed to find somebody, and how many there are.
    fn draw_search(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let x = area.x + 1 + canvas.text(area.x + 1, area.y, area.width, "查找:", theme.label);
        let room = 24.min(area.width / 3);
        self.finder.draw(canvas, Rect::new(x, area.y, room, 1));
        let mut head = format!("{}人", self.belonging(self.shown()));
        if self.found.len() != self.all.len() {
            head = format!("{head}(共{}人)", self.belonging(self.all.iter()));
        }
        if !self.left.is_empty() {
            head = format!("{head} · {LEFT}{}人", self.left.len());
        }
        if self.all.len() > 1 {
            head = format!("{head} {}", self.order.name());
        }
        if self.issues > 0 {
            head = format!("{head} · 待核{}处 Ctrl+E", self.issues);
        }
        canvas.text(x + room + 2, area.y, area.right().saturating_sub(x + room + 2), &head, theme.message);
    }

    fn draw_list(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let wide = area.width >= 100;
        let mut cols = vec![4, 10, 2, 4, 8, 10, 12];
        let mut names = vec!["编号", "姓名", "", "年龄", "类别", "党小组", "电话"];
        if wide {
            cols.push(24);
            names.push("职务");
        }
        let rest = area.width.saturating_sub(cols.iter().sum::<u16>() + u16::try_from(cols.len()).unwrap_or(0) + 3);
        cols.push(rest);
        names.push("备注");
        let view =
            |texts: &[String]| -> Vec<(u16, String)> { cols.iter().copied().zip(texts.iter().cloned()).collect() };
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        draw_row(canvas, Rect::new(area.x, area.y, area.width, 1), &view(&names), None);
        let window = self.list.window(self.found.len(), usize::from(area.height).saturating_sub(1));
        for (y, i) in (area.y + 1..).zip(window) {
            let m = &self.all[self.found[i]];
            let mut texts = vec![
                format!("{:>3}", m.no),
                m.name.clone(),
                m.sex.map_or(String::new(), |s: Sex| s.name().to_owned()),
                m.age_on(self.today).map_or(String::new(), |a| format!("{a:>3}")),
                m.category.name().to_owned(),
                m.group.clone(),
                m.phone.to_string(),
            ];
            if wide {
                texts.push(m.post.clone());
            }
            let left = self.left.get(&m.id);
            let mut remarks: Vec<&str> = left.map(String::as_str).into_iter().collect();
            let doubted = self.doubted.contains(&m.id);
            if doubted {
                remarks.push("存疑");
            }
            if m.floating {
                remarks.push("流动");
            }
            remarks.extend(m.role.map(|r| r.name()));
            texts.push(remarks.join(" "));
            let style = match left {
                Some(_) => theme.dim,
                None if doubted => theme.due,
                None => theme.normal,
            };
            draw_row(
                canvas,
                Rect::new(area.x, y, area.width, 1),
                &view(&texts),
                Some((i == self.list.selected, style)),
            );
        }
    }
}

impl Layer for Members {
    fn place(&self) -> Place {
        Place::Members
    }

    fn typing(&self) -> Typing {
        self.finder.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::Delete if self.selected().is_none() => Err("没有选中的党员".into()),
            Cmd::Delete => self.finder.in_rows(),
            Cmd::Issues if self.issues == 0 => Err("没有存疑的地方".into()),
            Cmd::Print | Cmd::PrintWhole if self.all.is_empty() => Err("花名册还是空的".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Open => {
                if let Some(member) = self.selected() {
                    cx.ask(Action::Go(Go::Member(member.id)));
                }
            }
            Cmd::New => cx.ask(Action::Go(Go::Member(MemberId(0)))),
            Cmd::Delete => {
                if let Some(member) = self.selected() {
                    delete::ask(member, cx);
                }
            }
            Cmd::Import => cx.push(FilePicker::new("导入党员花名册", cx.book.folder(), TABLES)),
            Cmd::Issues => {
                let issues = Issues::new(cx.book, FileKind::Roster);
                if let Some(issues) = cx.tried(issues) {
                    cx.push(issues);
                }
            }
            Cmd::Sort => {
                self.sort();
                cx.say(format!("名册{}排列", self.order.name()));
            }
            Cmd::Print | Cmd::PrintWhole => {
                let query = self.finder.query();
                let written = match cmd {
                    Cmd::Print if self.found.is_empty() => return cx.warn(format!("没有找到“{query}”,没有打印")),
                    Cmd::Print if !query.is_empty() => {
                        let found: Vec<Member> = self.shown().cloned().collect();
                        cx.book.print(&ROSTER, &Subject::Roster(Some((&found, query))), How::masked(Format::Xlsx))
                    }
                    _ => {
                        let how = How { masked: cmd == Cmd::Print, ..How::masked(Format::Xlsx) };
                        cx.book.print(&ROSTER, &Subject::Roster(None), how)
                    }
                };
                if let Some(path) = cx.tried(written) {
                    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    cx.ask(Action::OpenFile(path));
                    if cmd == Cmd::PrintWhole {
                        cx.say(format!("已生成 输出/{file} 注意保管,不要外传"));
                    }
                }
            }
            Cmd::NextView => cx.ask(Action::Go(Go::Dues(Period::of(Span::Month, self.today)))),
            Cmd::Back if !self.finder.is_empty() => {
                self.finder.clear();
                self.find();
                self.look(cx);
            }
            Cmd::Back => cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match self.finder.input(input) {
            Edit::Changed => {}
            Edit::Kept if is_del(input) => return cx.say(NOT_FROM_TEXT),
            Edit::Kept => return,
            Edit::Not if matches!(input, Input::Key(Key { code: KeyCode::Left | KeyCode::Right, ctrl: false })) => {
                return self.run(Cmd::NextView, cx);
            }
            Edit::Not => {
                if self.list.input(input, self.found.len()) {
                    self.finder.go_to_rows();
                }
                return self.look(cx);
            }
        }
        self.find();
        self.list = ListState::default();
        self.look(cx);
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        self.draw_search(canvas, area);
        let mut area = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
        if self.all.is_empty() {
            return invite(canvas, area);
        }
        if area.width >= WITH_SIDE
            && let Some(member) = self.selected()
        {
            area.width -= SIDE;
            self.side.draw(canvas, Rect::new(area.right(), area.y, SIDE, area.height), member, self.today);
        }
        self.draw_list(canvas, area);
    }

    fn shows(&self, touched: &[Touched]) -> Option<bool> {
        let found = |id| self.found.iter().any(|i| self.all.get(*i).is_some_and(|m| m.id == id));
        // Who is gone would be back here.
        let gone = |id| self.all.iter().all(|m| m.id != id);
        touched.iter().filter_map(Touched::of_member).map(|id| found(id) || gone(id)).max()
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let roster = book.roster(self.today)?;
        self.left = roster.iter().filter_map(|l| Some((l.member.id, l.left.as_ref()?.words()))).collect();
        self.all = roster.into_iter().map(|l| l.member).collect();
        self.order.sort(&mut self.all);
        // Who has left stands last, in the same order.
        self.all.sort_by_key(|m| self.left.contains_key(&m.id));
        let issues = book.issues_of(FileKind::Roster)?;
        self.issues = issues.len();
        self.doubted = issues.into_iter().filter_map(|i| i.member).collect();
        self.find();
        self.list.selected = self.list.selected.min(self.found.len().saturating_sub(1));
        self.side.forget();
        let selected = self.selected().map(|m| m.id);
        self.side.look(book, selected)
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match (answer, self.selected()) {
            (Answer::File(path), _) => {
                let preview = ImportPreview::new(cx.book, FileKind::Roster, path);
                if let Some(preview) = cx.tried(preview) {
                    cx.push(preview);
                }
            }
            (Answer::Departed(kind), Some(member)) => {
                let events = cx.book.member_events(member.id);
                if let Some(events) = cx.tried(events) {
                    cx.push(EventPopup::of_kind(kind, member.clone(), events, self.today));
                }
            }
            (Answer::Mistaken, Some(member)) => delete::delete(member, cx),
            _ => {}
        }
    }
}

/// A heading, or a row with whether it is selected.
fn draw_row(canvas: &mut Canvas, area: Rect, columns: &[(u16, String)], kind: Option<(bool, ratatui::style::Style)>) {
    let columns: Vec<(u16, &str)> = columns.iter().map(|(c, t)| (*c, t.as_str())).collect();
    match kind {
        Some((selected, style)) => row(canvas, area, &columns, selected, style),
        None => heading(canvas, area, &columns),
    }
}

/// What to do with a roster that is still empty.
fn invite(canvas: &mut Canvas, area: Rect) {
    let theme = canvas.theme;
    let lines = [
        ("花名册还是空的", theme.label),
        ("", theme.normal),
        ("Ctrl+O  从现成的表格导入(xlsx、xls、ods、csv)", theme.message),
        ("        先预览,有疑问的逐条列出,确认后才入库", theme.dim),
        ("Ctrl+N  逐个添加党员", theme.message),
    ];
    for (y, (line, style)) in (area.y + 2..area.bottom()).zip(lines) {
        canvas.text(area.x + 4, y, area.width.saturating_sub(4), line, style);
    }
}
