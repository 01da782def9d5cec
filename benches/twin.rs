//! The bare twin that the start of the program is measured against: opens a database, draws one list, ends at a key.
//! `twin DATABASE`; without a database it ends at once, so that `cargo bench` does not wait for a key.

use ratatui::{
    Terminal,
    widgets::{Block, List},
};
use ratatui_crossterm::CrosstermBackend;
use rusqlite::Connection;
use std::{env, error::Error, io};

fn main() -> Result<(), Box<dyn Error>> {
    let Some(path) = env::args().nth(1).filter(|a| !a.starts_with("--")) else {
        return Ok(());
    };
    let db = Connection::open(path)?;
    db.execute_batch("CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")?;
    if db.query_row("SELECT count(*) FROM line", [], |r| r.get::<_, i64>(0))? == 0 {
        for i in 1..=50 {
            db.execute("INSERT INTO line (text) VALUES (?1)", [format!("第{i}行 党支部工作台")])?;
        }
    }
    let mut query = db.prepare("SELECT text FROM line ORDER BY id")?;
    let lines: Vec<String> = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;

    crossterm::terminal::enable_raw_mode()?;
    crossterm::execute!(io::stdout(), crossterm::terminal::EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    terminal
        .draw(|frame| frame.render_widget(List::new(lines).block(Block::bordered().title("twin")), frame.area()))?;
    while !crossterm::event::read()?.is_key() {}
    crossterm::execute!(io::stdout(), crossterm::terminal::LeaveAlternateScreen)?;
    crossterm::terminal::disable_raw_mode()?;
    Ok(())
}
