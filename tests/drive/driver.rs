//! Drives the program without a terminal: press, type, see. Finds things by what stands on the screen, never by
//! coordinates. Not here: what is expected (each behaviour has a file of its own), what it opens (`folders`).

mod folders;
mod keys;

use crate::glass::Glass;
use folders::{clock, open};
use ratatui::{buffer::Buffer, layout::Position, layout::Rect};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;
use zhibu::{
    book::{Access, Book, Catalog},
    tui::{app::App, input::Input, key, theme::Theme},
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

    pub fn size(&mut self, cols: u16, rows: u16) -> &mut Self {
        self.buf = Buffer::empty(Rect::new(0, 0, cols, rows));
        self.app.handle(&Input::Resize);
        self.draw();
        self
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
