//! Key to flushed frame on the sample branch with ten years of records: every key of a working round, the frame
//! encoded by the real backend, without the terminal's own time. Prints the median, the 99th percentile and the worst,
//! for all keys and for those without the minutes: a record has some 300 characters of them, typed one by one, which
//! makes the saves rarer among the keys than in a round that types no more than a title.
//! Then the same round, with the picker between branches and both years of the calendar, on a 党总支 of six branches with
//! ten years each in one file, 300 members in the one at hand.
//! Run with `cargo bench --bench keys [-- sample|branches]`.

mod fixture;

use crossterm::event::KeyCode;
use fixture::{Size, general_branch};
use ratatui::{Terminal, TerminalOptions, Viewport, layout::Rect};
use ratatui_crossterm::CrosstermBackend;
use std::time::{Duration, Instant};
use zhibu::{
    book::{Access, Book, Catalog, Clock, demo::years},
    model::{date::Date, id::OrgId, org::Org},
    tui::{
        app::App,
        input::Input,
        key::{Key, ctrl, f, key, plain},
        theme::Theme,
    },
};

const MINUTES: &str = "会议听取了本月工作情况,讨论了村内道路硬化的下一步安排,大家围绕资金和用工提了意见。";

/// Keys that only look: at a screen, down a list, for somebody or something, at another branch.
const LOOKING: &[&str] = &["screen", "switch", "find", "search", "open", "move", "close"];

type Failure = Box<dyn std::error::Error>;

/// One round of work: looking around, finding people, a meeting with its roll, a decision, undo.
fn round() -> Vec<(&'static str, Key)> {
    let mut keys: Vec<(&str, Key)> = Vec::new();
    let down = key(KeyCode::Down);
    let enter = key(KeyCode::Enter);
    let esc = key(KeyCode::Esc);
    for screen in [f(2), f(3), f(4), f(5), f(6), f(7)] {
        keys.push(("screen", screen));
        keys.extend([("move", down); 10]);
    }
    keys.push(("preview", f(9)));
    keys.extend([("move", down); 10]);
    keys.push(("close", esc));
    keys.push(("screen", f(5)));
    keys.extend("zeng".chars().map(|c| ("find", plain(c))));
    keys.extend([("open", enter), ("close", esc)]);
    keys.push(("search", ctrl('f')));
    keys.extend("huiyi".chars().map(|c| ("search", plain(c))));
    keys.push(("close", esc));
    keys.extend([("screen", f(4)), ("form", ctrl('n'))]);
    keys.extend("学习文件并讨论道路硬化".chars().map(|c| ("type", plain(c))));
    // The minutes are the last field of a form, where Tab stops.
    keys.extend([("move", key(KeyCode::Tab)); 12]);
    keys.extend(MINUTES.chars().cycle().take(300).map(|c| ("minutes", plain(c))));
    keys.extend([("roll", ctrl('t')), ("roll", ctrl('a')), ("roll", plain('7')), ("roll", plain(' '))]);
    keys.extend("生病".chars().map(|c| ("type", plain(c))));
    keys.extend([("roll", enter), ("roll", esc), ("save", ctrl('s')), ("close", esc), ("undo", ctrl('z'))]);
    keys.extend([
        ("screen", f(6)),
        ("decide", plain('4')),
        ("decide", plain('1')),
        ("save", plain(' ')),
        ("undo", ctrl('z')),
    ]);
    keys
}

/// Round about the branches of one file: to another and back, the calendar of two years, long lists.
fn branches_round() -> Vec<(&'static str, Key)> {
    let enter = key(KeyCode::Enter);
    let mut keys: Vec<(&str, Key)> = vec![("screen", f(2))];
    for number in ['二', '一'] {
        keys.extend([("switch", ctrl('g')), ("switch", plain(number)), ("switch", enter)]);
    }
    keys.extend([("screen", ctrl('t')), ("move", key(KeyCode::Right))]);
    keys.extend([("move", key(KeyCode::Down)); 20]);
    keys.extend([("screen", ctrl('b')), ("screen", ctrl('w')), ("screen", ctrl('t'))]);
    keys.extend([("screen", f(3)), ("screen", ctrl('b')), ("screen", ctrl('b')), ("move", key(KeyCode::PageUp))]);
    keys.extend([("screen", f(5)), ("move", key(KeyCode::End)), ("screen", key(KeyCode::Tab))]);
    keys.extend(round());
    keys
}

/// In memory where there is a place for it: the disk's own time stays out of the figures.
fn folder() -> std::io::Result<tempfile::TempDir> {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}

fn main() -> Result<(), Failure> {
    let today: Date = "2026-11-21".parse()?;
    let only = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|o| o == name);
    if wanted("sample") {
        let folder = folder()?;
        let state = Some(folder.path().join("machine"));
        let mut book = Book::open_with(folder.path(), Access::Write, Clock::fixed(today), Catalog::built_in(), state)?;
        let sample = years(10, today)?;
        println!("sample branch, {} records", sample.meetings.len());
        book.add_org(Org { id: OrgId(0), ..sample.org.clone() })?;
        book.fill(sample)?;
        measure(book, 20, round)?;
    }
    if wanted("branches") {
        let folder = folder()?;
        let size = Size { branches: 6, members: 300, years: 10 };
        println!("{size:?}");
        measure(general_branch(folder.path(), size, today)?, 10, branches_round)?;
    }
    Ok(())
}

fn measure(book: Book, rounds: usize, round: fn() -> Vec<(&'static str, Key)>) -> Result<(), Failure> {
    let mut app = App::new(book, Theme::sixteen()?)?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 25));
    let mut terminal = Terminal::with_options(CrosstermBackend::new(std::io::sink()), TerminalOptions { viewport })?;
    let mut taken: Vec<(Duration, &str)> = Vec::new();
    for round_no in 0..rounds {
        for (what, key) in round() {
            let start = Instant::now();
            app.handle(&Input::Key(key));
            terminal.draw(|frame| {
                if let Some(cursor) = app.draw(frame.buffer_mut()) {
                    frame.set_cursor_position(cursor);
                }
            })?;
            let time = start.elapsed();
            // The first round reads the file for the first time.
            if round_no > 0 {
                taken.push((time, what));
            }
        }
    }
    taken.sort();
    percentiles("all keys", &taken);
    let only = |wanted: fn(&str) -> bool| taken.iter().copied().filter(|(_, what)| wanted(what)).collect::<Vec<_>>();
    percentiles("without the minutes", &only(|what| what != "minutes"));
    percentiles("lists, grid and search", &only(|what| LOOKING.contains(&what)));
    for kind in [
        "screen", "preview", "switch", "find", "search", "open", "form", "type", "minutes", "roll", "save", "undo",
        "decide", "move", "close",
    ] {
        let times: Vec<Duration> = taken.iter().filter(|(_, w)| *w == kind).map(|(t, _)| *t).collect();
        let at = |part: usize| times.get((times.len() * part / 100).min(times.len().saturating_sub(1)));
        if let (Some(median), Some(most), Some(worst)) = (at(50), at(99), times.last()) {
            let ms = |t: &Duration| t.as_secs_f64() * 1000.0;
            println!("{kind:>16}: median {:.3} ms, 99 % {:.3} ms, worst {:.3} ms", ms(median), ms(most), ms(worst));
        }
    }
    Ok(())
}

/// `taken` is sorted.
fn percentiles(of: &str, taken: &[(Duration, &str)]) {
    println!("{of}: {}", taken.len());
    for (name, share) in [("median", 500), ("90th percentile", 900), ("99th percentile", 990), ("worst", 1000)] {
        if let Some((time, what)) = taken.get((taken.len() * share / 1000).min(taken.len().saturating_sub(1))) {
            println!("{name:>16}: {:.3} ms ({what})", time.as_secs_f64() * 1000.0);
        }
    }
}
