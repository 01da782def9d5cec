//! What terminals send, made plain in one place: key presses, typed text, pastes, resizes.
//! Not here: what a key does (`command`), reading from the terminal (`terminal`).

use super::key::Key;
use crate::text::number::half_width;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One thing that the user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key; a printable one without Ctrl is text where text is typed.
    Key(Key),
    /// Several characters at once; a newline inside is not Enter.
    Paste(String),
    Resize,
}

impl Input {
    /// The key as a command sees it: `／`, `？`, `１` and the ideographic space count as their half-width twins.
    pub fn as_command(&self) -> Option<Key> {
        match self {
            Self::Key(Key { code: KeyCode::Char(c), ctrl: false }) => {
                let narrow = match c {
                    '、' => '/',
                    c => half_width(&c.to_string()).chars().next().unwrap_or(*c),
                };
                Some(Key { code: KeyCode::Char(narrow), ctrl: false })
            }
            Self::Key(key) => Some(*key),
            _ => None,
        }
    }

    /// The text that the input types, if it types any.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Key(Key { code: KeyCode::Char(c), ctrl: false }) => Some(c.to_string()),
            Self::Paste(text) => Some(text.replace("\r\n", "\n").replace('\r', "\n")),
            _ => None,
        }
    }
}

/// Turns terminal events into inputs. Keeps the last press, because Windows consoles deliver characters made by
/// Alt codes and input methods (“ ” — …) as a *release* without a press.
#[derive(Debug, Default)]
pub struct Normaliser {
    last_press: Option<char>,
}

impl Normaliser {
    /// The input of one event; `None` where the event means nothing to us.
    pub fn input(&mut self, event: Event) -> Option<Input> {
        match event {
            Event::Key(key) => self.key(key).map(Input::Key),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(..) => Some(Input::Resize),
            _ => None,
        }
    }

    /// The inputs of a run of events that arrived together. Without bracketed paste (`bursts`: Windows consoles) a
    /// paste is a run of keys in which Enter must not submit: four characters or more with a newline before the last
    /// become one paste.
    pub fn inputs(&mut self, events: Vec<Event>, bursts: bool) -> Vec<Input> {
        let inputs: Vec<Input> = events.into_iter().filter_map(|e| self.input(e)).collect();
        if !bursts {
            return inputs;
        }
        let text: Option<String> = inputs.iter().map(burst_char).collect();
        match text {
            Some(text) if text.chars().count() >= 4 && text.trim_end_matches('\n').contains('\n') => {
                vec![Input::Paste(text)]
            }
            _ => inputs,
        }
    }

    fn key(&mut self, event: KeyEvent) -> Option<Key> {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        // AltGr arrives as Ctrl+Alt with the character that it makes.
        let (ctrl, alt) = if ctrl && alt { (false, false) } else { (ctrl, alt) };
        match (event.kind, event.code) {
            (KeyEventKind::Release, KeyCode::Char(c)) if !ctrl && !c.is_control() => {
                (self.last_press.take() != Some(c)).then_some(Key { code: event.code, ctrl: false })
            }
            (KeyEventKind::Release, _) => None,
            (_, KeyCode::Char(c)) if alt => {
                self.last_press = Some(c);
                None
            }
            (_, KeyCode::Char(c)) => {
                self.last_press = Some(c);
                let code = KeyCode::Char(if ctrl { c.to_ascii_lowercase() } else { c });
                Some(Key { code, ctrl })
            }
            (_, code) => Some(Key { code, ctrl }),
        }
    }
}

fn burst_char(input: &Input) -> Option<char> {
    match input {
        Input::Key(Key { code: KeyCode::Char(c), ctrl: false }) => Some(*c),
        Input::Key(Key { code: KeyCode::Enter, .. }) => Some('\n'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::{ctrl, key, plain};

    fn event(code: KeyCode, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, KeyModifiers::NONE, kind))
    }

    #[test]
    fn a_release_counts_only_without_its_press() {
        let mut n = Normaliser::default();
        assert_eq!(n.input(event(KeyCode::Char('a'), KeyEventKind::Press)), Some(Input::Key(plain('a'))));
        assert_eq!(n.input(event(KeyCode::Char('a'), KeyEventKind::Release)), None);
        assert_eq!(n.input(event(KeyCode::Char('“'), KeyEventKind::Release)), Some(Input::Key(plain('“'))));
        assert_eq!(n.input(event(KeyCode::Enter, KeyEventKind::Release)), None);
    }

    #[test]
    fn a_burst_with_a_newline_is_a_paste() {
        let events: Vec<Event> = "第一行\r第二行"
            .chars()
            .map(|c| event(if c == '\r' { KeyCode::Enter } else { KeyCode::Char(c) }, KeyEventKind::Press))
            .collect();
        let mut n = Normaliser::default();
        assert_eq!(n.inputs(events.clone(), true), vec![Input::Paste("第一行\n第二行".into())]);
        assert_eq!(n.inputs(events, false).len(), 7);
        let typed = ['z', 's'].map(|c| event(KeyCode::Char(c), KeyEventKind::Press)).to_vec();
        let mut quick = typed;
        quick.push(event(KeyCode::Enter, KeyEventKind::Press));
        assert_eq!(n.inputs(quick, true).len(), 3, "an Enter at the end is Enter");
    }

    #[test]
    fn full_width_keys_are_their_twins() {
        for (typed, twin) in [('？', '?'), ('／', '/'), ('、', '/'), ('１', '1'), ('\u{3000}', ' ')] {
            assert_eq!(Input::Key(plain(typed)).as_command(), Some(plain(twin)));
        }
    }

    #[test]
    fn capitals_with_ctrl_are_the_same_key_and_alt_chords_none() {
        let mut n = Normaliser::default();
        let with = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
        assert_eq!(n.input(with(KeyCode::Char('S'), KeyModifiers::CONTROL)), Some(Input::Key(ctrl('s'))));
        assert_eq!(n.input(with(KeyCode::Char('x'), KeyModifiers::ALT)), None);
        assert_eq!(n.input(with(KeyCode::Esc, KeyModifiers::NONE)), Some(Input::Key(key(KeyCode::Esc))));
    }
}
