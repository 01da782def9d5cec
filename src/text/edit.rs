//! A text being typed: where the cursor is, what a key does to it, typing taken back and again.
//! Pure: no screen, no key names. Display lines come from `text::wrap`.

use crate::text::{width::width, wrap::wrap};
use unicode_segmentation::UnicodeSegmentation;

/// Steps of typing that can be taken back.
const UNDO_STEPS: usize = 200;

/// A text and its cursor, which always stands between two graphemes.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// Byte offset of the cursor in the text.
    cursor: usize,
    past: Vec<(String, usize)>,
    future: Vec<(String, usize)>,
    /// What the last change was, if the next of its kind may join it into one undo step.
    run: Option<Run>,
    /// All of it is marked: what is typed next takes its place.
    marked: bool,
}

/// Changes that make one undo step where they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Typing,
    /// Erasing character by character: a key held down.
    Erasing,
}

impl Editor {
    /// An editor with this text and its cursor at the end; there is nothing yet to undo.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text, ..Self::default() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces everything, as one step that can be taken back; the cursor stands at the end.
    pub fn set(&mut self, text: impl Into<String>) {
        let text = text.into();
        let end = text.len();
        self.set_at(text, end);
    }

    /// Replaces everything, as one step that can be taken back, with the cursor at a byte offset, or at the end where
    /// that is within a character.
    pub fn set_at(&mut self, text: String, cursor: usize) {
        if text != self.text {
            self.remember(None);
            self.cursor = if text.is_char_boundary(cursor) { cursor } else { text.len() };
            self.text = text;
        }
    }

    /// Puts text in place of what stands between a byte offset and the cursor, as one step that can be taken back.
    pub fn replace_before(&mut self, from: usize, s: &str) {
        if from <= self.cursor && self.text.is_char_boundary(from) {
            self.remember(None);
            self.text.replace_range(from..self.cursor, s);
            self.cursor = from + s.len();
        }
    }

    /// Puts text in at the cursor, or in place of all where all is marked. Single characters typed one after another join
    /// into one step.
    pub fn insert(&mut self, s: &str) {
        if s.is_empty() {
            return;
        }
        let typing = (s.chars().count() == 1 && s != "\n").then_some(Run::Typing);
        if std::mem::take(&mut self.marked) {
            self.set(s);
            self.run = typing;
            return;
        }
        self.remember(typing);
        self.text.insert_str(self.cursor, s);
        self.cursor += s.len();
    }

    /// Erases the character before the cursor, or all where all is marked. One after another they join into one step.
    pub fn backspace(&mut self) {
        if self.marked {
            return self.clear();
        }
        if let Some(from) = self.before() {
            self.remember(Some(Run::Erasing));
            self.text.replace_range(from..self.cursor, "");
            self.cursor = from;
        }
    }

    /// Erases the character after the cursor, or all where all is marked. One after another they join into one step.
    pub fn delete(&mut self) {
        if self.marked {
            return self.clear();
        }
        if let Some(to) = self.after() {
            self.remember(Some(Run::Erasing));
            self.text.replace_range(self.cursor..to, "");
        }
    }

    /// Erases everything, as one step that can be taken back.
    pub fn clear(&mut self) {
        self.set("");
    }

    /// Erases the word before the cursor and what stands between it and the cursor, as one step that can be taken back.
    /// Chinese has no blanks between words: what stands between two marks of punctuation counts as one.
    pub fn erase_word(&mut self) {
        let before = self.text[..self.cursor].trim_end_matches(|c: char| !c.is_alphanumeric());
        let from = before.trim_end_matches(char::is_alphanumeric).len();
        if from < self.cursor {
            self.remember(None);
            self.text.replace_range(from..self.cursor, "");
            self.cursor = from;
        }
    }

    /// Marks all of it, so that what is typed next takes its place.
    pub fn mark_all(&mut self) {
        self.run = None;
        self.marked = !self.text.is_empty();
        self.cursor = self.text.len();
    }

    /// Whether all of it is marked.
    pub fn is_marked(&self) -> bool {
        self.marked
    }

    pub fn left(&mut self) {
        self.moves();
        self.cursor = self.before().unwrap_or(0);
    }

    pub fn right(&mut self) {
        self.moves();
        self.cursor = self.after().unwrap_or(self.text.len());
    }

    /// Moves the cursor to the start of the line between newlines.
    pub fn home(&mut self) {
        self.moves();
        self.cursor = self.text[..self.cursor].rfind('\n').map_or(0, |i| i + 1);
    }

    /// Moves the cursor to the end of the line between newlines.
    pub fn end(&mut self) {
        self.moves();
        self.cursor = self.text[self.cursor..].find('\n').map_or(self.text.len(), |i| self.cursor + i);
    }

    /// The cursor goes elsewhere: what is typed there is a step of its own, and nothing is marked any more.
    fn moves(&mut self) {
        self.run = None;
        self.marked = false;
    }

    /// Moves by display lines `cols` wide, keeping the column; false where there is no such line.
    pub fn vertical(&mut self, lines: isize, cols: usize) -> bool {
        let layout = wrap(&self.text, cols);
        let (row, col) = self.place(cols);
        let Some(range) = row.checked_add_signed(lines).and_then(|r| layout.get(r)) else { return false };
        self.moves();
        let mut at = range.start;
        let mut used = 0;
        for g in self.text[range.clone()].graphemes(true) {
            if used + width(g) > col {
                break;
            }
            used += width(g);
            at += g.len();
        }
        self.cursor = at;
        true
    }

    /// The cursor's display row and column in lines `cols` wide.
    pub fn place(&self, cols: usize) -> (usize, usize) {
        let lines = wrap(&self.text, cols);
        let row = lines.iter().rposition(|r| r.start <= self.cursor).unwrap_or(0);
        let start = lines.get(row).map_or(0, |r| r.start);
        (row, width(&self.text[start..self.cursor]))
    }

    /// Takes the last typing back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(state) = self.past.pop() else { return false };
        let now = (std::mem::replace(&mut self.text, state.0), std::mem::replace(&mut self.cursor, state.1));
        self.future.push(now);
        self.moves();
        true
    }

    /// Types again what was taken back; false where there is nothing.
    pub fn redo(&mut self) -> bool {
        let Some(state) = self.future.pop() else { return false };
        let now = (std::mem::replace(&mut self.text, state.0), std::mem::replace(&mut self.cursor, state.1));
        self.past.push(now);
        self.moves();
        true
    }

    /// Keeps the text as it stands for undoing, unless the change to come goes on with the run before it.
    fn remember(&mut self, run: Option<Run>) {
        if run.is_none() || run != self.run {
            self.past.push((self.text.clone(), self.cursor));
            if self.past.len() > UNDO_STEPS {
                self.past.remove(0);
            }
        }
        self.run = run;
        self.marked = false;
        self.future.clear();
    }

    fn before(&self) -> Option<usize> {
        self.text[..self.cursor].grapheme_indices(true).next_back().map(|(i, _)| i)
    }

    fn after(&self) -> Option<usize> {
        self.text[self.cursor..].graphemes(true).next().map(|g| self.cursor + g.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typing_joins_into_one_step() {
        let mut e = Editor::default();
        for c in ["支", "部", "\n", "会"] {
            e.insert(c);
        }
        assert!(e.undo());
        assert_eq!(e.text(), "支部\n");
        assert!(e.undo() && e.undo());
        assert_eq!(e.text(), "");
        assert!(!e.undo());
        assert!(e.redo());
        assert_eq!((e.text(), e.cursor()), ("支部", 6));
    }

    #[test]
    fn the_cursor_walks_over_wide_lines() {
        let mut e = Editor::new("一二三四五\nab");
        assert_eq!(e.place(6), (2, 2));
        assert!(e.vertical(-1, 6));
        assert_eq!(e.place(6), (1, 2));
        assert!(e.vertical(-1, 6));
        assert!(!e.vertical(-1, 6));
        e.insert("x");
        assert_eq!(e.text(), "一x二三四五\nab");
        e.end();
        e.backspace();
        e.home();
        e.delete();
        assert_eq!(e.text(), "x二三四\nab");
    }

    #[test]
    fn what_was_just_typed_is_replaced_in_one_step() {
        let mut e = Editor::new("请@zs");
        e.replace_before("请".len(), "张三");
        assert_eq!((e.text(), e.cursor()), ("请张三", 9));
        assert!(e.undo());
        assert_eq!(e.text(), "请@zs");
        e.set_at("一、甲\n\n二、乙".into(), 10);
        e.insert("议定");
        assert_eq!(e.text(), "一、甲\n议定\n二、乙");
    }

    #[test]
    fn erasing_joins_into_one_step_and_words_go_at_once() {
        let mut e = Editor::new("年度总结");
        e.backspace();
        e.backspace();
        assert_eq!(e.text(), "年度");
        assert!(e.undo());
        assert_eq!(e.text(), "年度总结", "a key held down is one step");
        for (text, left) in [("先学文件,再议事", "先学文件,"), ("甲  ", ""), ("zs, ls", "zs, "), ("。", "")]
        {
            let mut e = Editor::new(text);
            e.erase_word();
            assert_eq!(e.text(), left);
            assert!(e.undo());
            assert_eq!(e.text(), text);
        }
        let mut e = Editor::new("甲\n乙");
        e.clear();
        assert_eq!(e.text(), "");
        assert!(e.undo());
        assert_eq!(e.text(), "甲\n乙");
    }

    #[test]
    fn what_is_typed_takes_the_place_of_what_is_marked() {
        let mut e = Editor::new("旧的");
        e.mark_all();
        assert!(e.is_marked());
        for c in ["新", "的"] {
            e.insert(c);
        }
        assert_eq!(e.text(), "新的");
        assert!(e.undo());
        assert_eq!(e.text(), "旧的");
        e.mark_all();
        e.right();
        e.insert("x");
        assert_eq!(e.text(), "旧的x", "moving takes the mark away");
        e.mark_all();
        e.backspace();
        assert!(e.is_empty() && !e.is_marked());
        e.mark_all();
        assert!(!e.is_marked(), "there is nothing to mark");
    }

    proptest! {
        #[test]
        fn any_keys_keep_the_cursor_between_graphemes(keys in prop::collection::vec((0u8..12, "[a-z一-龥👨‍👩‍👧e\u{301}\n]{0,4}"), 0..60)) {
            let mut e = Editor::default();
            for (key, s) in keys {
                match key {
                    0 => e.insert(&s),
                    1 => e.backspace(),
                    2 => e.delete(),
                    3 => e.left(),
                    4 => e.right(),
                    5 => { e.vertical(-1, 4); }
                    6 => { e.vertical(1, 4); }
                    7 => e.home(),
                    8 => { e.undo(); }
                    9 => e.mark_all(),
                    10 => e.erase_word(),
                    _ => { e.redo(); }
                }
                prop_assert!(e.text().is_char_boundary(e.cursor()));
                let (_, col) = e.place(8);
                prop_assert!(col <= 8);
            }
            while e.undo() {}
            prop_assert_eq!(e.text(), "");
        }
    }
}
