//! The one list of commands: name, explanation, keys, where it acts. The hint line, help, palette and key map are all
//! printed from it. Each noun has its rows in its own `commands.rs`; here they are joined.
//! Not here: what a command does (each layer carries out its own), or whether it can just now
//! ([`super::layer::Layer::available`]).

mod cmd;
mod everywhere;
mod place;

pub use cmd::Cmd;
pub use place::{Is, Place};

use super::{dues, home, imports, key::Key, ledgers, meetings, members, org, scoring};

/// One row of the list.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    pub cmd: Cmd,
    /// On the hint line and in the palette.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    pub keys: &'static [Key],
    pub on: On,
    /// Needs a book that can be written.
    pub writes: bool,
}

/// Where a command acts.
#[derive(Clone, Copy, Debug)]
pub enum On {
    These(&'static [Place]),
    /// Every place of one nature.
    Every(Is),
    All,
}

/// A row for a command that only looks; see [`Command::writes`].
pub const fn command(cmd: Cmd, name: &'static str, keys: &'static [Key], on: On, help: &'static str) -> Command {
    Command { cmd, name, help, keys, on, writes: false }
}

impl Command {
    /// The same row for a command that needs a book that can be written.
    pub const fn writes(self) -> Self {
        Self { writes: true, ..self }
    }

    /// Whether it acts in a place.
    pub fn acts_on(&self, place: Place) -> bool {
        match self.on {
            On::These(places) => places.contains(&place),
            On::Every(nature) => place.is(nature),
            On::All => true,
        }
    }

    /// The keys as written on screen.
    pub fn keys_text(&self) -> String {
        self.keys.iter().map(|k| k.to_string()).collect::<Vec<_>>().join(" ")
    }
}

/// A command as it stands here and now.
pub struct Offer {
    pub command: &'static Command,
    /// What it is called: its name, or the word of the layer in front.
    pub word: String,
    /// Why it cannot act.
    pub refusal: Option<String>,
}

/// The rows of all nouns, in the order of the hint line: what one does here first, then where one can go.
const LISTS: &[&[Command]] = &[
    everywhere::FIRST,
    imports::commands::COMMANDS,
    scoring::commands::COMMANDS,
    meetings::commands::COMMANDS,
    dues::commands::COMMANDS,
    ledgers::commands::COMMANDS,
    members::commands::COMMANDS,
    home::commands::COMMANDS,
    everywhere::LAST,
    org::commands::COMMANDS,
];

/// Every command, in the order of the hint line.
pub fn all() -> impl Iterator<Item = &'static Command> {
    LISTS.iter().copied().flatten()
}

/// The commands that act in a place.
pub fn commands_on(place: Place) -> impl Iterator<Item = &'static Command> {
    all().filter(move |c| c.acts_on(place))
}

/// The command that a key means in a place. While text is typed, printable keys are text.
pub fn find(place: Place, pressed: Key, typing: bool) -> Option<&'static Command> {
    if typing && pressed.is_text() {
        return None;
    }
    commands_on(place).find(|c| c.keys.contains(&pressed))
}

/// A command's row.
pub fn get(cmd: Cmd) -> &'static Command {
    &BY_NAME[cmd as usize]
}

/// How many rows there are.
const COUNT: usize = {
    let (mut list, mut count) = (0, 0);
    while list < LISTS.len() {
        count += LISTS[list].len();
        list += 1;
    }
    count
};

/// The rows by their command. Made by the compiler, which refuses a command that stands twice or has no row.
static BY_NAME: [Command; COUNT] = {
    let mut rows = [everywhere::FIRST[0]; COUNT];
    let mut known = [false; COUNT];
    let mut list = 0;
    while list < LISTS.len() {
        let mut at = 0;
        while at < LISTS[list].len() {
            let row = LISTS[list][at];
            assert!(!known[row.cmd as usize], "a command stands twice in the list");
            known[row.cmd as usize] = true;
            rows[row.cmd as usize] = row;
            at += 1;
        }
        list += 1;
    }
    rows
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::ctrl;
    use crossterm::event::KeyCode;
    use std::collections::HashMap;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for &place in Place::ALL {
            let mut seen: HashMap<Key, Cmd> = HashMap::new();
            for command in commands_on(place) {
                for k in command.keys {
                    if let Some(other) = seen.insert(*k, command.cmd) {
                        panic!("{place:?}: {k} means {other:?} and {:?}", command.cmd);
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_an_input_method_lets_through() {
        for c in all() {
            assert!(c.keys.iter().any(|k| k.survives_input_method()), "{}", c.name);
        }
    }

    #[test]
    fn keys_that_terminals_or_input_methods_need_are_never_bound() {
        for k in all().flat_map(|c| c.keys) {
            assert!(!matches!((k.ctrl, k.code), (true, KeyCode::Char('c' | 'i' | 'm' | 'h' | 'j' | '[' | ' '))), "{k}");
        }
    }

    #[test]
    fn every_function_key_has_a_second_way() {
        let palette_reaches = commands_on(Place::Home).any(|c| c.cmd == Cmd::Palette && c.keys.contains(&ctrl('k')));
        assert!(palette_reaches);
    }
}
