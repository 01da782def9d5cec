//! The stack of layers over one book: a key goes to the top layer, what it asks for is carried out here, and all is
//! drawn from the bottom. Not here: the terminal (`terminal`), what single screens show (`screen`, `popup`).

mod actions;
mod going;
mod stack;
mod undoing;

use super::{chrome, drafts, find, help, history::Steps, palette};
use crate::{
    book::{self, Book},
    model::{ledger::RECTIFICATION, score::Score, undo::Way},
    tui::{
        command::{self, Cmd, Command, Is, Offer, Place},
        home::overview::Home,
        input::Input,
        key::{Key, Typing},
        layer::Cx,
        ledgers::list::Ledgers,
        meetings::list::Meetings,
        members::roster::Members,
        org::{info::OrgInfo, start::Start, switch},
        paint::{Canvas, mark_halves, settle_glyphs},
        scoring::{checklist::ChecklistScreen, preview::Preview},
        theme::Theme,
    },
};
use crossterm::event::KeyCode;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use stack::Stack;
use std::path::PathBuf;
use undoing::Made;

/// Below this nothing sensible can be shown; what was typed waits.
const SMALLEST: (u16, u16) = (40, 12);

/// What the last act said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    pub bad: bool,
}

/// The running program, without a terminal: inputs in, a painted buffer out.
pub struct App {
    book: Book,
    theme: Theme,
    layers: Stack,
    made: Made,
    message: Message,
    score: Option<Score>,
    quits: bool,
    /// How many of the book's notices were shown.
    told: usize,
    /// Leaving was asked for once already, and would lose what could not be written.
    warned_of_loss: bool,
    /// Something was typed since drafts were last kept.
    draft_pending: bool,
    /// Ambiguous glyphs take two columns on this terminal.
    wide_glyphs: bool,
    /// Files waiting to be opened in the system's program; taken by whoever runs the app.
    to_open: Vec<PathBuf>,
    /// The sample branch lives here until the program ends.
    demo: Option<tempfile::TempDir>,
}

impl App {
    /// Opens on the overview, or on the first-start dialogue where the book has no organisation yet.
    pub fn new(book: Book, theme: Theme) -> book::Result<Self> {
        let mut app = Self {
            book,
            theme,
            layers: Stack::default(),
            made: Made::new(),
            message: Message::default(),
            score: None,
            quits: false,
            told: 0,
            warned_of_loss: false,
            draft_pending: false,
            wide_glyphs: false,
            to_open: Vec::new(),
            demo: None,
        };
        app.begin()?;
        Ok(app)
    }

    fn begin(&mut self) -> book::Result<()> {
        self.layers.clear();
        if self.book.org().is_none() {
            self.layers.push(Box::new(Start::new(&self.book)));
            return Ok(());
        }
        self.layers.push(Box::new(Home::new(&self.book)?));
        self.count_score();
        let drafts = self.book.drafts();
        self.told = self.book.notices().len();
        let faults = &self.book.catalog().faults;
        let notices = self.book.read_only().into_iter().chain(self.book.notices().iter().map(String::as_str));
        let mut parts: Vec<String> = notices.map(str::to_owned).collect();
        if let Some(first) = faults.first() {
            let others =
                if faults.len() > 1 { format!("(另有{}个文件)", faults.len() - 1) } else { String::new() };
            parts.push(format!("没有采用 {first}{others};其余照常(F1 看全部)"));
        }
        if let Some(first) = drafts.first() {
            parts.push(format!("有{}份没保存的草稿({}),按 Ctrl+D 接着填", drafts.len(), first.label));
        }
        self.message = Message { text: parts.join(" "), bad: self.book.read_only().is_some() || !faults.is_empty() };
        Ok(())
    }

    /// Where keys act just now.
    pub fn place(&self) -> Place {
        self.layers.last().map_or(Place::Home, |l| l.place())
    }

    /// Whether a text has the focus just now.
    pub fn typing(&self) -> Typing {
        self.layers.last().map_or(Typing::No, |l| l.typing())
    }

    /// The program is over.
    pub fn quits(&self) -> bool {
        self.quits
    }

    /// Ambiguous glyphs take two columns from now on (measured by the terminal).
    pub fn set_wide_glyphs(&mut self, wide: bool) {
        self.wide_glyphs = wide;
    }

    /// Something typed is in memory alone.
    pub fn draft_pending(&self) -> bool {
        self.draft_pending
    }

    /// Writes every unsaved form to the draft file; whether all of them could be written.
    pub fn keep_drafts(&mut self) -> bool {
        self.draft_pending = false;
        self.hand_down();
        let mut drafts = self.layers.iter().filter_map(|l| l.draft());
        let kept = drafts.try_for_each(|draft| self.book.keep_draft(&draft));
        if let Err(e) = &kept {
            self.warn(format!("草稿没能写下:{e}"));
        }
        kept.is_ok()
    }

    /// Files that were written and should now be shown in the system's program.
    pub fn take_files_to_open(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.to_open)
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: false };
    }

    pub fn warn(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: true };
    }

    /// One thing that the user did.
    pub fn handle(&mut self, input: &Input) {
        if *input == Input::Resize {
            return;
        }
        let (newest, before) = (self.book.newest_step(), self.layers.numbers().to_vec());
        let Some(top) = self.layers.last_mut() else { return };
        self.message = Message::default();
        if let Some(reason) = self.book.read_only()
            && top.place().is(Is::Written)
            && changes_text(input)
        {
            // Nothing may be typed that could not be kept.
            self.message = Message { text: reason.to_owned(), bad: true };
            return;
        }
        let bound = input.as_command().and_then(|key| command::find(top.place(), key, top.typing()));
        match bound {
            Some(command) => self.run(command.cmd),
            None => {
                let mut cx = Cx { book: &mut self.book, actions: Vec::new() };
                top.input(input, &mut cx);
                let actions = cx.actions;
                self.carry_out(actions);
            }
        }
        self.note_acts(newest, &before);
        self.hand_down();
        self.tell_notices();
        // Made only to learn whether there is one: not while one is known to wait.
        self.draft_pending = self.draft_pending || self.layers.iter().any(|l| l.draft().is_some());
    }

    /// What came up beside the last act (a backup that failed …).
    fn tell_notices(&mut self) {
        let news = self.book.notices().get(self.told..).unwrap_or_default().join(" ");
        self.told = self.book.notices().len();
        if !news.is_empty() {
            self.warn(format!("{news} {}", self.message.text));
        }
    }

    /// Why a command cannot act now; `Ok` where it can.
    pub fn available(&self, cmd: Cmd) -> Result<(), String> {
        let Some(top) = self.layers.last() else { return Err(String::new()) };
        if command::get(cmd).writes {
            // What the organisation is can be put right wherever it can be written at all.
            let about_org =
                matches!(cmd, Cmd::OrgInfo | Cmd::Undo | Cmd::Redo) || matches!(top.place(), Place::Ask | Place::Start);
            let why = if about_org { self.book.read_only().map(str::to_owned) } else { self.book.refusal() };
            why.map_or(Ok(()), Err)?;
        }
        let form_open = self.layers.iter().any(|l| l.place().is(Is::Form));
        match cmd {
            Cmd::Undo | Cmd::Redo if form_open && !top.place().is(Is::Form) && !top.place().is(Is::OverForm) => {
                Err("先保存或关闭正在填写的表".into())
            }
            Cmd::Orgs if self.book.read_only().is_some() && self.book.orgs().len() < 2 => {
                Err("这份数据里只有一个党组织".into())
            }
            Cmd::Drafts if self.book.drafts().is_empty() => Err("没有草稿".into()),
            _ => top.available(cmd, &self.book),
        }
    }

    /// What a command is called here and now.
    fn word(&self, cmd: Cmd) -> String {
        self.layers.last().and_then(|l| l.word(cmd)).unwrap_or_else(|| command::get(cmd).name.to_owned())
    }

    /// The commands of the place in front, as they stand here and now: what the hint line, help and palette show.
    pub fn offers(&self) -> Vec<Offer> {
        let place = self.place();
        let offer = |command: &'static Command| Offer {
            command,
            keys: command.keys_on(place).collect(),
            word: self.word(command.cmd),
            refusal: self.available(command.cmd).err(),
        };
        command::commands_on(place).map(offer).collect()
    }

    fn run(&mut self, cmd: Cmd) {
        if let Err(reason) = self.available(cmd) {
            self.warn(format!("{}:{reason}", self.word(cmd)));
            return;
        }
        let place = self.place();
        let shown = match cmd {
            Cmd::Quit => {
                // What could not be written is given up only when asked for twice.
                self.quits = self.keep_drafts() || self.warned_of_loss;
                if !self.quits {
                    self.warned_of_loss = true;
                    self.warn(format!("再按一次 Ctrl+Q 就放弃没保存的退出。{}", self.message.text));
                }
                return;
            }
            Cmd::Undo => return self.undo(Way::Back),
            Cmd::Redo => return self.undo(Way::Forth),
            Cmd::Home => Home::new(&self.book).map(|l| self.show_screen(l)),
            Cmd::Meetings => Meetings::new(&self.book, false).map(|l| self.show_screen(l)),
            Cmd::ThemeDays => Meetings::new(&self.book, true).map(|l| self.show_screen(l)),
            Cmd::Members => Members::new(&self.book).map(|l| self.show_screen(l)),
            Cmd::Checklist => ChecklistScreen::new(&self.book).map(|l| self.show_screen(l)),
            Cmd::Ledgers => Ledgers::new(&self.book, RECTIFICATION).map(|l| self.show_screen(l)),
            Cmd::Preview => {
                let item = self.layers.last().and_then(|l| l.item());
                Preview::new(&self.book, item.as_deref()).map(|l| self.push(l))
            }
            Cmd::Help => {
                let lines = self.offers();
                self.push(help::help(lines, &self.book.catalog().faults));
                Ok(())
            }
            Cmd::Palette => {
                let lines = self.offers();
                let ledgers = self.book.ledgers().unwrap_or_default().into_iter().map(|(l, _)| l);
                let kinds = &self.book.catalog().kinds;
                let palette = palette::palette(place, lines, kinds, ledgers);
                self.push(palette);
                Ok(())
            }
            Cmd::Find => {
                self.push(find::find());
                Ok(())
            }
            // A form shows the history of its own record.
            Cmd::History if !place.is(Is::Form) => Steps::new(&self.book).map(|l| self.push(l)),
            Cmd::Orgs => {
                self.push(switch::switch(&self.book));
                Ok(())
            }
            Cmd::OrgInfo => OrgInfo::ask(&self.book).map(|layer| {
                if let Some(layer) = layer {
                    self.push(layer);
                }
            }),
            Cmd::Drafts => {
                self.push(drafts::drafts(&self.book));
                Ok(())
            }
            _ => {
                let Some(top) = self.layers.last_mut() else { return };
                let mut cx = Cx { book: &mut self.book, actions: Vec::new() };
                top.run(cmd, &mut cx);
                let actions = cx.actions;
                return self.carry_out(actions);
            }
        };
        if let Err(e) = shown {
            self.warn(e.to_string());
        }
    }

    /// Paints everything; returns where typing happens.
    pub fn draw(&mut self, buf: &mut Buffer) -> Option<Position> {
        let area = buf.area;
        let mut canvas = Canvas { buf, theme: &self.theme, cursor: None };
        canvas.fill(area, self.theme.normal);
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            canvas.text(0, 0, area.width, "窗口太小,请拉大", self.theme.message);
            canvas.text(0, 1, area.width, "(已录入的都在)", self.theme.normal);
            return None;
        }
        let bottom = self.layers.first().map_or(Place::Home, |l| l.place());
        chrome::title(&mut canvas, &self.book, self.score.as_ref());
        chrome::tabs(&mut canvas, bottom);
        let mut cursor = self.draw_layers(buf, area.height - 4);
        let lines = chrome::message_lines(&self.message.text, area.width, area.height);
        let taken = u16::try_from(lines.len()).unwrap_or(1);
        // A long message lies over the last rows of what is there, so that nothing moves while it is read; only where
        // the field in hand would be under it does that make room.
        if cursor.is_some_and(|at| at.y + 1 + taken >= area.height) {
            cursor = self.draw_layers(buf, area.height - 3 - taken);
        }
        let mut canvas = Canvas { buf, theme: &self.theme, cursor };
        if taken > 1 {
            canvas.fill(Rect::new(0, area.height - 1 - taken, area.width, taken + 1), self.theme.normal);
        }
        let hints = self.offers();
        chrome::hints(&mut canvas, &hints, self.typing(), taken);
        chrome::message(&mut canvas, &lines, self.message.bad);
        if self.wide_glyphs {
            settle_glyphs(buf);
        }
        mark_halves(buf);
        cursor
    }

    /// All layers from the bottom, in so many rows below the line of screens; where typing happens.
    fn draw_layers(&mut self, buf: &mut Buffer, rows: u16) -> Option<Position> {
        let body = Rect::new(0, 2, buf.area.width, rows);
        let mut canvas = Canvas { buf, theme: &self.theme, cursor: None };
        for layer in self.layers.iter_mut() {
            if layer.fit(body)
                && let Err(e) = layer.refresh(&self.book)
            {
                self.message = Message { text: e.to_string(), bad: true };
            }
            canvas.cursor = None;
            layer.draw(&mut canvas, body);
        }
        canvas.cursor
    }
}

/// Whether an input would change the text of a form.
fn changes_text(input: &Input) -> bool {
    let erases = |key: &Key| matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
    input.as_text().is_some() || matches!(input, Input::Key(key) if erases(key))
}
