//! Commands by their names and keys by theirs. Not here: text that is typed (`driver`).

use super::Driver;
use crossterm::event::KeyCode;
use zhibu::tui::{
    command::Offer,
    input::Input,
    key::{self, Key},
};

impl Driver {
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
            self.run(step, key);
        }
        self
    }

    /// Runs a command that is offered but cannot act just now; what it says is on the screen.
    #[track_caller]
    pub fn refused(&mut self, name: &str) -> &mut Self {
        let (key, refusal) = self.offered(name);
        assert!(refusal.is_some(), "“{name}” can act in\n{}", self.text());
        self.run(name, key);
        self
    }

    /// Whether a command of this name is offered here and can act.
    pub fn can(&self, name: &str) -> bool {
        self.app.offers().iter().any(|o| (o.word == name || o.command.name == name) && o.refusal.is_none())
    }

    /// By its key, or out of the palette where it has none.
    fn run(&mut self, name: &str, key: Option<Key>) {
        match key {
            Some(key) => self.strike(key),
            None => {
                self.act("命令").type_text(name).press("Enter");
            }
        }
    }

    /// The first key that runs the command offered here by this name, and why it cannot act.
    #[track_caller]
    fn offered(&self, name: &str) -> (Option<Key>, Option<String>) {
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
        let typing = self.app.typing();
        (offer.keys.into_iter().find(|key| !key.edits(typing)), offer.refusal)
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
