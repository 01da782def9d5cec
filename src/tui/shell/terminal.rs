//! The terminal: entering and leaving its modes (also after a panic), measuring ambiguous glyphs, reading keys,
//! flushing frames. Nothing wakes up while nobody types, but for one write of drafts after a second's pause.

use super::{
    app::App,
    opener::{NotOpened, Opener},
};
use crate::tui::input::Normaliser;
use crossterm::{
    cursor::{self, Show},
    event::{self, DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    style::Print,
    terminal::{
        self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::Terminal;
use ratatui_crossterm::CrosstermBackend;
use std::{
    io::{self, BufWriter, Stdout, Write, stdout},
    time::{Duration, Instant},
};

/// The pause in typing after which a draft is written.
const DRAFT_PAUSE: Duration = Duration::from_secs(1);
/// The time in typing after which a draft is written at the latest.
const DRAFT_LATEST: Duration = Duration::from_secs(3);

/// The modes that were switched on; dropping it switches them off again.
struct Modes;

impl Modes {
    fn enter() -> io::Result<Self> {
        enable_raw_mode()?;
        let modes = Modes;
        execute!(stdout(), EnterAlternateScreen)?;
        if cfg!(unix) {
            execute!(stdout(), EnableBracketedPaste)?;
        }
        Ok(modes)
    }
}

fn leave() {
    // Nothing can be done about a terminal that is gone; what can be undone is undone.
    if cfg!(unix) {
        let _ = execute!(stdout(), DisableBracketedPaste);
    }
    let _ = execute!(stdout(), LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

impl Drop for Modes {
    fn drop(&mut self) {
        leave();
    }
}

/// Runs the app until it quits. `wide`: whether ambiguous glyphs take two columns; `None` to measure.
pub fn run(app: &mut App, wide: Option<bool>) -> io::Result<()> {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // Reading a damaged workbook may panic in a thread of its own, which is caught; the screen goes on.
        if std::thread::current().name() == Some("main") {
            leave();
            before(info);
        }
    }));
    let _modes = Modes::enter()?;
    // Windows answers at once, and its first frame must be right; elsewhere a silent terminal would hold the start up.
    if let Some(wide) = wide {
        app.set_wide_glyphs(wide);
    } else if cfg!(windows) {
        app.set_wide_glyphs(ambiguous_is_wide()?);
    }
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())))?;
    frame(&mut terminal, app)?;
    if wide.is_none() && cfg!(unix) {
        if ambiguous_is_wide().unwrap_or(false) {
            app.set_wide_glyphs(true);
            terminal.clear()?;
        }
        // Measuring moved the cursor away from where the input method must compose.
        frame(&mut terminal, app)?;
    }
    keys(&mut terminal, app)
}

fn keys(terminal: &mut Terminal<CrosstermBackend<BufWriter<Stdout>>>, app: &mut App) -> io::Result<()> {
    let mut normaliser = Normaliser::default();
    let mut opener = Opener::new();
    let mut unsaved_since: Option<Instant> = None;
    let mut last_key = Instant::now();
    let draft_wait = |since: Instant, last_key: Instant| {
        DRAFT_PAUSE.saturating_sub(last_key.elapsed()).min(DRAFT_LATEST.saturating_sub(since.elapsed()))
    };
    while !app.quits() {
        let draft = unsaved_since.map(|since| draft_wait(since, last_key));
        let event = match draft.into_iter().chain(opener.patience()).min() {
            None => Some(event::read()?),
            Some(wait) => event::poll(wait)?.then(event::read).transpose()?,
        };
        let mut stale = event.is_some();
        if unsaved_since.is_some_and(|since| draft_wait(since, last_key).is_zero()) {
            // A draft that could not be written is told at once.
            stale |= !app.keep_drafts();
            unsaved_since = None;
        }
        if let Some(event) = event {
            last_key = Instant::now();
            let mut events = vec![event];
            while event::poll(Duration::ZERO)? {
                events.push(event::read()?);
            }
            for input in normaliser.inputs(events, cfg!(windows)) {
                app.handle(&input);
            }
            if app.draft_pending() {
                unsaved_since.get_or_insert_with(Instant::now);
            } else {
                unsaved_since = None;
            }
        }
        while let Some(NotOpened { file, why }) = opener.failure() {
            app.warn(format!("没能自动打开({why}),文件在:{}", file.display()));
            stale = true;
        }
        if stale {
            frame(terminal, app)?;
        }
        for path in app.take_files_to_open() {
            opener.open(&path);
        }
    }
    Ok(())
}

fn frame(terminal: &mut Terminal<CrosstermBackend<BufWriter<Stdout>>>, app: &mut App) -> io::Result<()> {
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        if let Some(cursor) = app.draw(frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    })?;
    queue!(terminal.backend_mut(), EndSynchronizedUpdate)?;
    terminal.backend_mut().flush()
}

/// Writes a line-drawing sign and looks how far the cursor went: consoles with 新宋体 draw it two columns wide.
/// It is written into the cell at the bottom left, which every frame leaves blank.
fn ambiguous_is_wide() -> io::Result<bool> {
    const SIGN: &str = "─";
    // Asks a terminal where the cursor is.
    const WHERE: &str = "\x1b[6n";
    let corner = cursor::MoveTo(0, terminal::size()?.1.saturating_sub(1));
    if cfg!(windows) {
        execute!(stdout(), corner, Print(SIGN))?;
        let (column, _) = cursor::position()?;
        execute!(stdout(), corner, Print(" "))?;
        return Ok(column >= 2);
    }
    // Asking and wiped out in one go, so that the sign is never seen. `position` asks once more and takes the first answer,
    // which is that to the question here.
    execute!(stdout(), corner, Print(SIGN), Print(WHERE), corner, Print(" "))?;
    Ok(cursor::position()?.0 >= 2)
}
