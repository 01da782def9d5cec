//! Drives the program without a terminal: press, type, see. Finds things by what stands on the screen, never by
//! coordinates. Not here: what is expected (each behaviour has a file of its own).

use crate::{
    fixture::{self, Size},
    glass::Glass,
};
use crossterm::event::KeyCode;
use ratatui::{buffer::Buffer, layout::Position, layout::Rect};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Mutex,
};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;
use zhibu::{
    book::{Access, Book, Catalog, Clock, demo},
    model::{
        id::OrgId,
        org::{Org, OrgKind},
    },
    tui::{
        app::App,
        command::Offer,
        input::Input,
        key::{self, Key},
        theme::Theme,
    },
};

/// The day on which all of these tests happen unless they say otherwise.
pub const TODAY: &str = "2026-11-21";

pub struct Driver {
    pub app: App,
    folder: TempDir,
    today: String,
    buf: Buffer,
    glass: Glass,
    cursor: Option<Position>,
    /// Keys pressed so far; text typed with `type_text` does not count.
    pub keys: usize,
}

impl Driver {
    /// A folder without any book.
    pub fn empty() -> Self {
        Self::over(TempDir::new().unwrap(), TODAY)
    }

    /// The sample branch.
    pub fn demo() -> Self {
        Self::demo_on(TODAY)
    }

    pub fn demo_on(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("zhibu.db"), sample_file(today)).unwrap();
        Self::over(folder, today)
    }

    /// The sample branch after something was done to it.
    pub fn demo_changed(change: impl FnOnce(&mut Book)) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("zhibu.db"), sample_file(TODAY)).unwrap();
        change(&mut open(folder.path(), TODAY));
        Self::over(folder, TODAY)
    }

    /// The sample branch with a township's own file among the data.
    pub fn demo_with(file: &str, text: &str) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("zhibu.db"), sample_file(TODAY)).unwrap();
        let file = folder.path().join("数据").join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
        Self::over(folder, TODAY)
    }

    /// A village branch without members.
    pub fn village(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let mut book = open(folder.path(), today);
        book.add_org(Org::new(OrgKind::Village, "柳林村党支部")).unwrap();
        drop(book);
        Self::over(folder, today)
    }

    /// A township's file before any branch is in it.
    pub fn township_alone(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        open(folder.path(), today).add_org(Org::new(OrgKind::Township, "青石镇")).unwrap();
        Self::over(folder, today)
    }

    /// A township over two villages, each with its own people.
    pub fn township(today: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let mut book = open(folder.path(), today);
        let org = |kind, name: &str, parent| Org { parent, ..Org::new(kind, name) };
        book.add_org(org(OrgKind::Township, "青石镇", None)).unwrap();
        let top = book.orgs()[0].id;
        for (village, people) in [("柳林村党支部", ["韩秋水", "白小满"]), ("桃源村党支部", ["江春晓", "陆云"])]
        {
            book.add_org(org(OrgKind::Village, village, Some(top))).unwrap();
            let id = book.orgs().iter().find(|o| o.name == village).unwrap().id;
            book.switch_org(id).unwrap();
            for name in people {
                let mut member = book.new_member().unwrap();
                member.name = name.into();
                book.save_member(&member).unwrap();
            }
        }
        drop(book);
        Self::over(folder, today)
    }

    /// A 党总支 with branches, at the organisation that the program begins with.
    pub fn general_branch(size: Size) -> Self {
        let folder = TempDir::new().unwrap();
        drop(fixture::general_branch(folder.path(), size, TODAY.parse().unwrap()).unwrap());
        Self::over(folder, TODAY)
    }

    fn over(folder: TempDir, today: &str) -> Self {
        let app = App::new(open(folder.path(), today), Theme::sixteen().unwrap()).unwrap();
        let buf = Buffer::empty(Rect::new(0, 0, 80, 25));
        let glass = Glass::new(buf.area);
        let mut driver = Self { app, folder, today: today.to_owned(), buf, glass, cursor: None, keys: 0 };
        driver.draw();
        driver
    }

    /// The program is ended without warning and started again on the same folder.
    pub fn restart(self) -> Self {
        let Self { app, folder, today, .. } = self;
        drop(app);
        Self::over(folder, &today)
    }

    /// Ended, and started again on another day.
    pub fn restart_on(self, today: &str) -> Self {
        Self { today: today.to_owned(), ..self }.restart()
    }

    /// The program started a second time while this one runs.
    pub fn second_window(&self) -> Self {
        let link = TempDir::new().unwrap();
        let app = App::new(open(self.folder(), &self.today), Theme::sixteen().unwrap()).unwrap();
        let buf = Buffer::empty(Rect::new(0, 0, 80, 25));
        let glass = Glass::new(buf.area);
        let mut second = Self { app, folder: link, today: self.today.clone(), buf, glass, cursor: None, keys: 0 };
        second.draw();
        second
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn size(&mut self, cols: u16, rows: u16) {
        self.buf = Buffer::empty(Rect::new(0, 0, cols, rows));
        self.app.handle(&Input::Resize);
        self.draw();
    }

    /// Goes down a list of kinds to the one of this name, and takes it.
    pub fn choose(&mut self, kind: &str) {
        for _ in 0..25 {
            let named = |l: &str| l.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with(kind);
            if self.lines().iter().any(|l| l.split("│ >").skip(1).any(named)) {
                self.press("Enter");
                return;
            }
            self.press("Down");
        }
        panic!("no kind is called “{kind}” in\n{}", self.text());
    }

    /// Moves from field to field until the one with this label has the focus.
    #[track_caller]
    pub fn go_to(&mut self, label: &str) -> &mut Self {
        let there = |d: &Self| d.lines().iter().any(|l| l.split('>').skip(1).any(|rest| rest.starts_with(label)));
        for key in ["Tab", "BackTab"] {
            for _ in 0..40 {
                if there(self) {
                    return self;
                }
                self.press(key);
            }
        }
        panic!("no field is called “{label}” in\n{}", self.text());
    }

    /// Empties the line in focus.
    pub fn erase(&mut self) -> &mut Self {
        self.press("End");
        for _ in 0..30 {
            self.press("Backspace");
        }
        self
    }

    /// Runs commands by their names (the name, or the word that stands for it just now), with plain keys between them:
    /// `主题党日 Enter 点名 1 Space`. Fails where one is not offered or cannot act.
    #[track_caller]
    pub fn act(&mut self, steps: &str) -> &mut Self {
        for step in steps.split_whitespace() {
            if is_plain_key(step) {
                self.press_one(step);
                continue;
            }
            let (key, refusal) = self.offered(step);
            assert!(refusal.is_none(), "“{step}” cannot act: {}\n{}", refusal.unwrap(), self.text());
            self.strike(key);
        }
        self
    }

    /// Runs a command that is offered but cannot act just now; what it says is on the screen.
    #[track_caller]
    pub fn refused(&mut self, name: &str) -> &mut Self {
        let (key, refusal) = self.offered(name);
        assert!(refusal.is_some(), "“{name}” can act in\n{}", self.text());
        self.strike(key);
        self
    }

    /// The first key of the command that is offered here by this name, and why it cannot act.
    #[track_caller]
    fn offered(&self, name: &str) -> (Key, Option<String>) {
        let mut offers = self.app.offers();
        let named = |o: &Offer| o.word == name || o.command.name == name;
        let (at, others) = match offers.iter().position(named) {
            Some(at) => (at, offers[at + 1..].iter().filter(|o| named(o)).count()),
            None => {
                let words: Vec<&str> = offers.iter().map(|o| o.word.as_str()).collect();
                panic!("“{name}” is not offered at {:?}, only {}\n{}", self.app.place(), words.join(" "), self.text())
            }
        };
        assert_eq!(others, 0, "“{name}” means two things at {:?}", self.app.place());
        let offer = offers.swap_remove(at);
        (offer.command.keys[0], offer.refusal)
    }

    fn strike(&mut self, key: Key) {
        self.keys += 1;
        self.app.handle(&Input::Key(key));
        self.draw();
    }

    /// Presses keys by their names: `F4`, `Ctrl+S`, `Enter`, `Down`, `Space`, or single characters.
    pub fn press(&mut self, names: &str) -> &mut Self {
        names.split_whitespace().for_each(|name| self.press_one(name));
        self
    }

    /// One key by its name, which may be a blank.
    pub fn press_one(&mut self, name: &str) {
        self.strike(key_named(name));
    }

    /// Free text, character by character.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.app.handle(&Input::Key(key::plain(c)));
        }
        self.draw();
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.app.handle(&Input::Paste(text.to_owned()));
        self.draw();
        self
    }

    /// Somebody stops typing for a while.
    pub fn pause(&mut self) -> &mut Self {
        self.app.keep_drafts();
        self
    }

    /// Draws; whatever is drawn, a terminal that is told only the changes must show it.
    #[track_caller]
    pub fn draw(&mut self) {
        self.buf.reset();
        self.cursor = self.app.draw(&mut self.buf);
        let stale = self.glass.show(&self.buf);
        assert!(stale.is_none(), "the terminal still shows something old at {stale:?} of\n{}", self.text());
    }

    /// The screen as lines of text.
    pub fn lines(&self) -> Vec<String> {
        let area = self.buf.area;
        (0..area.height)
            .map(|y| {
                let mut line = String::new();
                let mut skip = 0;
                for x in 0..area.width {
                    let symbol = self.buf[(x, y)].symbol();
                    if skip == 0 {
                        line.push_str(symbol);
                        skip = symbol.width().saturating_sub(1);
                    } else {
                        skip -= 1;
                    }
                }
                line.trim_end().to_owned()
            })
            .collect()
    }

    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    pub fn buffer(&self) -> &Buffer {
        &self.buf
    }

    pub fn sees(&self, what: &str) -> bool {
        self.text().contains(what)
    }

    #[track_caller]
    pub fn see(&mut self, what: &str) -> &mut Self {
        assert!(self.sees(what), "does not see “{what}” in\n{}", self.text());
        self
    }

    #[track_caller]
    pub fn see_not(&mut self, what: &str) -> &mut Self {
        assert!(!self.sees(what), "sees “{what}” in\n{}", self.text());
        self
    }

    /// The title line, with the total.
    pub fn title(&self) -> String {
        self.lines()[0].clone()
    }

    /// The text to the left of the cursor, on its line.
    #[track_caller]
    pub fn before_cursor(&self) -> String {
        let at = self.cursor.unwrap_or_else(|| panic!("no cursor in\n{}", self.text()));
        let mut line = String::new();
        let mut x = 0;
        while x < at.x {
            let symbol = self.buf[(x, at.y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        line
    }

    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Files that the program wrote and would open.
    pub fn opened(&mut self) -> Vec<PathBuf> {
        self.app.take_files_to_open()
    }

    /// Another look at the same folder, as the command line has it while the screen is open.
    pub fn book(&self) -> Book {
        Book::open_with(self.folder(), Access::Read, clock(&self.today), Catalog::load(self.folder()), None).unwrap()
    }
}

/// The sample branch's file, made once for each day: making it takes longer than most tests.
fn sample_file(today: &str) -> Vec<u8> {
    static MADE: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let file = made.entry(today.to_owned()).or_insert_with(|| {
        let folder = TempDir::new().unwrap();
        let sample = demo::demo(today.parse().unwrap()).unwrap();
        let mut book = open(folder.path(), today);
        book.add_org(Org { id: OrgId(0), ..sample.org.clone() }).unwrap();
        book.fill(sample).unwrap();
        drop(book);
        std::fs::read(folder.path().join("zhibu.db")).unwrap()
    });
    file.clone()
}

fn clock(today: &str) -> Clock {
    Clock::fixed(today.parse().unwrap())
}

fn open(folder: &Path, today: &str) -> Book {
    let state = folder.join("machine");
    Book::open_with(folder, Access::Write, clock(today), Catalog::load(folder), Some(state)).unwrap()
}

/// Whether it names a key that is no way to one command alone: no function key, none with Ctrl.
fn is_plain_key(name: &str) -> bool {
    let function = name.strip_prefix('F').is_some_and(|n| n.parse::<u8>().is_ok());
    assert!(!function && !name.starts_with("Ctrl+"), "“{name}” is a command's key: call it by its name");
    name.is_ascii()
}

fn key_named(name: &str) -> Key {
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Del" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        _ => {
            if let Some(letter) = name.strip_prefix("Ctrl+") {
                return key::ctrl(letter.to_ascii_lowercase().chars().next().unwrap());
            }
            if let Some(n) = name.strip_prefix('F').and_then(|n| n.parse().ok()) {
                return key::f(n);
            }
            let mut chars = name.chars();
            let c = chars.next().unwrap();
            assert!(chars.next().is_none(), "no key is called “{name}”");
            KeyCode::Char(c)
        }
    };
    key::key(code)
}
