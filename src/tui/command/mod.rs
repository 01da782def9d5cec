//! The one list of commands: name, explanation, keys, where it acts. The hint line, help, palette and key map are all
//! printed from it. Each noun has its rows in its own `commands.rs`; here they are joined. One rule stands over the key
//! map ([`find`]): while a text has the focus, a key that edits text edits it and is no command ([`Key::edits`]); so a form
//! has no command on such a key, and a row is deleted only once the focus is on the rows.
//! Not here: what a command does (each layer carries out its own), or whether it can just now
//! ([`super::layer::Layer::available`]).

mod cmd;
mod everywhere;
mod place;

pub use cmd::Cmd;
pub use place::{Is, Place};

use super::{
    dues, home, imports,
    key::{Key, Typing},
    ledgers, meetings, members, org, scoring,
};

/// One row of the list of commands.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    pub cmd: Cmd,
    /// The command's name on the hint line and in the palette.
    pub name: &'static str,
    /// What the command does, in a sentence.
    pub help: &'static str,
    /// The keys of the command; none: the palette runs it.
    pub keys: &'static [Key],
    pub on: On,
    /// The command needs a book that can be written.
    pub writes: bool,
}

/// The places where a command acts.
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
    /// This row for a command that needs a book that can be written.
    pub const fn writes(self) -> Self {
        Self { writes: true, ..self }
    }

    /// Whether the command acts in a place.
    pub fn acts_on(&self, place: Place) -> bool {
        match self.on {
            On::These(places) => places.contains(&place),
            On::Every(nature) => place.is(nature),
            On::All => true,
        }
    }

    /// The keys that mean the command in a place. In a form, which is all text, those that edit text never do.
    pub fn keys_on(&self, place: Place) -> impl Iterator<Item = Key> {
        self.keys.iter().copied().filter(move |key| !(place.is(Is::Form) && key.edits_text()))
    }
}

/// A command as it stands here and now.
pub struct Offer {
    pub command: &'static Command,
    /// The keys that mean the command in this place; none: the palette runs it.
    pub keys: Vec<Key>,
    /// What the command is called here: its name, or the word of the layer in front.
    pub word: String,
    /// Why the command cannot act now, in words; `None` where it can.
    pub refusal: Option<String>,
}

impl Offer {
    /// The keys as written on screen; those of the palette for a command without any.
    pub fn keys_text(&self) -> String {
        let keys = if self.keys.is_empty() { get(Cmd::Palette).keys } else { &self.keys };
        keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }
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

/// The command that a key means in a place. While a text has the focus, keys that edit it are no commands.
pub fn find(place: Place, pressed: Key, typing: Typing) -> Option<&'static Command> {
    if pressed.edits(typing) {
        return None;
    }
    commands_on(place).find(|c| c.keys_on(place).any(|key| key == pressed))
}

/// The row of a command.
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
                for k in command.keys_on(place) {
                    if let Some(other) = seen.insert(k, command.cmd) {
                        panic!("{place:?}: {k} means {other:?} and {:?}", command.cmd);
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_an_input_method_lets_through_or_stands_in_the_palette() {
        for &place in Place::ALL {
            for c in commands_on(place) {
                let keyed = c.keys_on(place).any(Key::survives_input_method);
                assert!(keyed || get(Cmd::Palette).acts_on(place), "{} at {place:?}", c.name);
            }
        }
        assert!(all().all(|c| c.keys.is_empty() || c.keys.iter().any(|k| k.survives_input_method())));
    }

    #[test]
    fn a_key_that_edits_text_edits_it_wherever_a_text_has_the_focus() {
        for &place in Place::ALL {
            for key in all().flat_map(|c| c.keys).filter(|k| k.edits_text()) {
                assert!(find(place, *key, Typing::Text).is_none(), "{place:?}: {key} is taken from a text");
                if let Some(command) = find(place, *key, Typing::Empty) {
                    let harmless = !key.erases() && !place.is(Is::Form);
                    assert!(harmless, "{place:?}: {key} in an empty line is {}", command.name);
                }
            }
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
