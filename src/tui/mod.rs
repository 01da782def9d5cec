//! The screen: keys in, painted cells out. [`shell::app::App`] holds a stack of layers over one book and knows no terminal;
//! [`shell::terminal`] runs it in one. One list of commands ([`command`]) feeds key map, hint line, help and palette.

pub mod command;
mod dues;
mod go;
mod home;
mod imports;
pub mod input;
pub mod key;
pub mod layer;
mod ledgers;
mod meetings;
mod members;
mod org;
mod paint;
mod scoring;
mod shell;
pub mod theme;
mod widget;

pub use shell::app;

use crate::book::{self, Book};
use shell::{app::App, terminal};
use theme::Theme;

/// Runs the screen over an open book until the user leaves. `NO_COLOR` in the environment chooses the colourless theme;
/// `ZHIBU_WIDTH=narrow|wide` overrides the measuring of ambiguous glyphs.
pub fn run(book: Book, demo: bool) -> Result<(), Failure> {
    // crossterm's own handling of NO_COLOR would wipe REVERSED too, and with it the selection.
    crossterm::style::force_color_output(true);
    let colourless = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let theme = if colourless { Theme::none() } else { Theme::sixteen() }?;
    let wide = match std::env::var("ZHIBU_WIDTH").as_deref() {
        Ok("wide" | "宽") => Some(true),
        Ok("narrow" | "窄") => Some(false),
        _ => None,
    };
    let mut app = App::new(book, theme)?;
    if demo {
        app.say("示例支部:人和事都是编的,退出后不保留。按 F1 看这里能用的键");
    }
    terminal::run(&mut app, wide)?;
    Ok(())
}

/// Why the screen could not run.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Book(#[from] book::Error),
    #[error("终端不能用:{0}")]
    Terminal(#[from] std::io::Error),
    #[error(transparent)]
    Theme(#[from] theme::ThemeError),
}
