//! The roster (F5): type to find — number, name, initials, pinyin, or anything else on the row; Enter opens the page.

use crate::{
    book::{self, Book},
    model::{
        date::Date,
        id::MemberId,
        member::{Member, Sex},
    },
    text::{edit::Editor, idcard::mask_phone, pinyin, width::width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        popup::{
            file_picker::{FilePicker, TABLES},
            import_preview::{ImportPreview, What},
        },
        widget::list::{ListState, heading, row},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::collections::HashSet;

pub struct Members {
    all: Vec<Member>,
    /// Members with open questions from an import.
    questioned: HashSet<MemberId>,
    held: usize,
    typed: Editor,
    /// What the typed text finds, as places in `all`.
    found: Vec<usize>,
    today: Date,
    list: ListState,
}

impl Members {
    pub fn new(book: &Book) -> book::Result<Self> {
        let mut screen = Self {
            all: Vec::new(),
            questioned: HashSet::new(),
            held: 0,
            typed: Editor::default(),
            found: Vec::new(),
            today: book.today(),
            list: ListState::default(),
        };
        screen.refresh(book)?;
        Ok(screen)
    }

    fn find(&mut self) {
        let query = self.typed.text().trim();
        if query.is_empty() {
            self.found = (0..self.all.len()).collect();
            return;
        }
        let mut found: Vec<(u32, usize)> =
            self.all.iter().enumerate().filter_map(|(i, m)| rank(m, query).map(|r| (r, i))).collect();
        found.sort();
        self.found = found.into_iter().map(|(_, i)| i).collect();
    }

    fn selected(&self) -> Option<&Member> {
        self.found.get(self.list.selected).and_then(|i| self.all.get(*i))
    }
}

/// How well a member answers a query: the number, then the name, then anything else on the row.
fn rank(member: &Member, query: &str) -> Option<u32> {
    const ELSEWHERE: u32 = 1000;
    if member.no.to_string() == query {
        return Some(0);
    }
    pinyin::rank(&member.name, query).or_else(|| {
        let texts = [
            &member.group,
            &member.post,
            &member.job,
            &member.phone,
            &member.id_number,
            &member.address,
            &member.floating_place,
            &member.note,
        ];
        (texts.iter().any(|t| t.contains(query)) || member.category.name().contains(query)).then_some(ELSEWHERE)
    })
}

impl Layer for Members {
    fn place(&self) -> Place {
        Place::Members
    }

    fn typing(&self) -> bool {
        true
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::Delete if self.selected().is_none() => Err("没有选中的党员".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Open => {
                if let Some(member) = self.selected() {
                    cx.ask(Action::OpenMember(member.id));
                }
            }
            Cmd::New => cx.ask(Action::OpenMember(MemberId(0))),
            Cmd::Delete => {
                let Some((id, name)) = self.selected().map(|m| (m.id, m.name.clone())) else { return };
                let result = cx.book.delete_member(id);
                if cx.changed(result) {
                    cx.say(format!("已删除{name};Ctrl+Z 撤销。转出、去世请不要删,打开后按 Ctrl+E 登记变动"));
                }
            }
            Cmd::Import => cx.push(FilePicker::new("导入党员花名册", cx.book.folder(), TABLES)),
            Cmd::Print => {
                let written = cx.book.print_roster();
                if let Some(path) = cx.tried(written) {
                    cx.ask(Action::OpenFile(path));
                }
            }
            Cmd::Back if !self.typed.is_empty() => {
                self.typed = Editor::default();
                self.find();
            }
            Cmd::Back => cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            self.typed.insert(&text.replace('\n', " "));
        } else {
            match input {
                Input::Key(Key { code: KeyCode::Backspace, ctrl: false }) => self.typed.backspace(),
                Input::Key(Key { code: KeyCode::Left, ctrl: false }) => return self.typed.left(),
                Input::Key(Key { code: KeyCode::Right, ctrl: false }) => return self.typed.right(),
                _ => {
                    self.list.input(input, self.found.len());
                    return;
                }
            }
        }
        self.find();
        self.list = ListState::default();
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let x = area.x + 1 + canvas.text(area.x + 1, area.y, area.width, "查找:", theme.label);
        let room = 24.min(area.width / 3);
        canvas.fill(Rect::new(x, area.y, room, 1), theme.field);
        canvas.text(x, area.y, room, self.typed.text(), theme.field);
        let at = u16::try_from(width(&self.typed.text()[..self.typed.cursor()])).unwrap_or(0);
        let cursor = (x + at.min(room.saturating_sub(1)), area.y);
        let mut head = format!("{}人", self.found.len());
        if self.found.len() != self.all.len() {
            head = format!("{head}(共{}人)", self.all.len());
        }
        if !self.questioned.is_empty() || self.held > 0 {
            head = format!("{head} · 存疑{}人 · 暂存{}行", self.questioned.len(), self.held);
        }
        canvas.text(x + room + 2, area.y, area.right().saturating_sub(x + room + 2), &head, theme.message);

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
        draw_row(canvas, Rect::new(area.x, area.y + 1, area.width, 1), &view(&names), None);
        if self.all.is_empty() {
            let text = "花名册还是空的。Ctrl+O 从表格导入(xlsx、xls、csv),或 Ctrl+N 逐个添加";
            canvas.text(area.x + 2, area.y + 3, area.width - 2, text, theme.dim);
        }
        let window = self.list.window(self.found.len(), usize::from(area.height).saturating_sub(2));
        for (y, i) in (area.y + 2..).zip(window) {
            let m = &self.all[self.found[i]];
            let mut texts = vec![
                format!("{:>3}", m.no),
                m.name.clone(),
                m.sex.map_or(String::new(), |s: Sex| s.name().to_owned()),
                m.age_on(self.today).map_or(String::new(), |a| format!("{a:>3}")),
                m.category.name().to_owned(),
                m.group.clone(),
                mask_phone(&m.phone),
            ];
            if wide {
                texts.push(m.post.clone());
            }
            let mut remarks: Vec<&str> = Vec::new();
            let questioned = self.questioned.contains(&m.id);
            if questioned {
                remarks.push("存疑");
            }
            if m.floating {
                remarks.push("流动");
            }
            remarks.extend(m.role.map(|r| r.name()));
            texts.push(remarks.join(" "));
            let style = if questioned { theme.due } else { theme.normal };
            draw_row(
                canvas,
                Rect::new(area.x, y, area.width, 1),
                &view(&texts),
                Some((i == self.list.selected, style)),
            );
        }
        canvas.set_cursor(cursor.0, cursor.1);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.all = book.members()?;
        let issues = book.issues()?;
        self.held = issues.iter().filter(|i| i.member.is_none()).count();
        self.questioned = issues.into_iter().filter_map(|i| i.member).collect();
        self.find();
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        if let Answer::File(path) = answer {
            let preview = ImportPreview::new(cx.book, What::Roster, path);
            if let Some(preview) = cx.tried(preview) {
                cx.push(preview);
            }
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
