//! A list to choose one thing from, by arrows, by number, or by typing part of it (characters, initials, pinyin).
//! The palette, the kinds, the drafts and the organisations are all this.

use super::{
    cell::Edit,
    finder::{Finder, NOT_FROM_TEXT, is_del},
    list::{ListState, more_below, row},
};
use crate::{
    book::{self, Book},
    text::{
        fuzzy,
        number::{digits, half_width},
        pinyin,
        width::width,
    },
    tui::{
        command::{Cmd, Place},
        go::Go,
        input::Input,
        key::{Key, Typing},
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::collections::BTreeSet;

/// What choosing an item asks for; the popup is gone by then.
#[derive(Clone)]
pub enum Choice {
    Answer(Answer),
    /// One command after another.
    Run(Vec<Cmd>),
    Go(Go),
}

/// One line of the list.
#[derive(Clone)]
pub struct Item {
    pub label: String,
    pub detail: String,
    pub choice: Choice,
    /// The item is greyed, with the reason as detail.
    pub disabled: bool,
}

impl Item {
    pub fn new(label: &str, detail: &str, choice: Choice) -> Self {
        Self { label: label.to_owned(), detail: detail.to_owned(), choice, disabled: false }
    }

    fn tells_of(&self, typed: &str) -> bool {
        self.detail.to_lowercase().contains(&half_width(typed).to_lowercase())
    }
}

/// What a number does that is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// A number is text like any other.
    Text,
    /// A number chooses at once.
    Choose,
    /// A number selects, and Enter chooses.
    Select,
}

impl Numbers {
    /// What a number does, in words, before anything is typed.
    fn hint(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Choose => "数字马上选定;或输名称、首字母,再按回车",
            Self::Select => "数字或 ↑↓ 选中,再按回车",
        }
    }
}

/// Finds the items for what is typed, where they are not simply filtered.
pub type Search = fn(&Book, &str) -> Vec<Item>;

/// Reads the items anew after a change.
type Reread = Box<dyn Fn(&Book) -> book::Result<Vec<Item>>>;

pub struct Pick {
    title: String,
    place: Place,
    items: Vec<Item>,
    finder: Finder,
    search: Option<Search>,
    /// What is found is done at once: explanations are searched too, and nothing is guessed from a composed word.
    acts: bool,
    reread: Option<Reread>,
    numbers: Numbers,
    list: ListState,
}

impl Pick {
    /// A list that typing narrows.
    pub fn filtered(title: &str, items: Vec<Item>) -> Self {
        Self {
            title: title.to_owned(),
            place: Place::Popup,
            items,
            finder: Finder::default(),
            search: None,
            acts: false,
            reread: None,
            numbers: Numbers::Text,
            list: ListState::default(),
        }
    }

    /// A list of things to do, found by their explanations too.
    pub fn commands(title: &str, items: Vec<Item>) -> Self {
        Self { acts: true, ..Self::filtered(title, items) }
    }

    /// A list of drafts, which can be dropped from it.
    pub fn drafts(title: &str, items: Vec<Item>) -> Self {
        Self { place: Place::Drafts, ..Self::filtered(title, items) }
    }

    /// A list in which a number chooses at once; other typing narrows it.
    pub fn numbered(title: &str, items: Vec<Item>) -> Self {
        Self { numbers: Numbers::Choose, ..Self::filtered(title, items) }
    }

    /// A list of what to do about something that was asked for: a digit selects, Enter does it, Esc lets it be.
    pub fn asking(title: &str, items: Vec<Item>) -> Self {
        Self { numbers: Numbers::Select, ..Self::filtered(title, items) }
    }

    /// A list of the papers of a record, which can be looked at from the list. A number selects, for Enter to choose;
    /// other typing narrows the list.
    pub fn papers(title: &str, items: Vec<Item>) -> Self {
        Self { numbers: Numbers::Select, place: Place::Papers, ..Self::filtered(title, items) }
    }

    /// A list that typing fills, by searching the book.
    pub fn searching(title: &str, search: Search) -> Self {
        Self { search: Some(search), ..Self::filtered(title, Vec::new()) }
    }

    /// A list that one comes back to from what was chosen: it stays open, and what is left is read again.
    pub fn rereading(
        title: &str,
        book: &Book,
        reread: impl Fn(&Book) -> book::Result<Vec<Item>> + 'static,
    ) -> book::Result<Self> {
        let items = reread(book)?;
        Ok(Self { reread: Some(Box::new(reread)), ..Self::filtered(title, items) })
    }

    /// Whether what is typed so far can be a number of the list.
    fn counts(&self) -> bool {
        self.numbers != Numbers::Text && (self.finder.is_empty() || digits(self.finder.text()).is_some())
    }

    /// The items in sight, each with its place in the whole list.
    fn shown(&self) -> Vec<(usize, &Item)> {
        let typed = self.finder.query();
        let all = self.items.iter().enumerate();
        if typed.is_empty() || self.search.is_some() || self.counts() {
            return all.collect();
        }
        let mut found = self.matching(typed);
        if self.acts {
            let named: BTreeSet<usize> = found.iter().map(|(n, _)| *n).collect();
            found.extend(all.filter(|(n, item)| !named.contains(n) && item.tells_of(typed)));
            return found;
        }
        // A word that names nothing was put together by the input method out of the initials that were meant.
        if found.is_empty() && !typed.is_ascii() { self.matching(&pinyin::initials(typed)) } else { found }
    }

    fn matching(&self, typed: &str) -> Vec<(usize, &Item)> {
        let all = self.items.iter().enumerate();
        let mut scored: Vec<(i64, (usize, &Item))> =
            all.filter_map(|(n, i)| fuzzy::score(&i.label, typed).map(|s| (s, (n, i)))).collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, i)| i).collect()
    }

    fn choose(&self, at: usize, cx: &mut Cx) {
        let Some((_, item)) = self.shown().get(at).copied() else { return };
        if item.disabled {
            return cx.warn(format!("{}:{}", item.label, item.detail));
        }
        let then = match item.choice.clone() {
            Choice::Answer(answer) => return cx.ask(Action::Answer(answer)),
            Choice::Run(commands) => {
                cx.ask(Action::Pop);
                return commands.into_iter().for_each(|cmd| cx.ask(Action::Run(cmd)));
            }
            Choice::Go(go) => Action::Go(go),
        };
        if self.reread.is_none() {
            cx.ask(Action::Pop);
        }
        cx.ask(then);
    }

    /// A number chooses (where it does more than select) once no longer one can be meant; until then it selects, and a
    /// digit or Enter follows.
    fn number(&mut self, text: &str, cx: &mut Cx) {
        let len = self.items.len();
        let number = |text: &str| digits(text).map(|n| n as usize).filter(|n| (1..=len).contains(n));
        let longer = format!("{}{text}", self.finder.text());
        self.finder.clear();
        let Some((n, typed)) =
            number(&longer).map(|n| (n, longer.as_str())).or_else(|| number(text).map(|n| (n, text)))
        else {
            return cx.say(format!("没有第{}项,共{len}项", text.trim()));
        };
        let whole = n * 10 > len;
        if whole && self.numbers == Numbers::Choose {
            return self.choose(n - 1, cx);
        }
        self.list.selected = n - 1;
        if !whole {
            self.finder.set(typed);
            cx.say(format!("{n}:回车选定,或再输一位数字"));
        }
    }

    fn drop_draft(&mut self, cx: &mut Cx) {
        let at = self.list.selected;
        let Some((Choice::Go(Go::Draft(key)), label)) =
            self.shown().get(at).map(|(_, i)| (i.choice.clone(), i.label.clone()))
        else {
            return;
        };
        self.items.retain(|i| !matches!(&i.choice, Choice::Go(Go::Draft(k)) if *k == key));
        if self.items.is_empty() {
            cx.ask(Action::Pop);
        }
        cx.ask(Action::DropDraft(key));
        cx.say(format!("已丢掉草稿:{label}"));
    }

    fn typed_on(&mut self, cx: &mut Cx) {
        self.list = ListState::default();
        if let Some(search) = self.search {
            self.items = search(cx.book, self.finder.query());
        }
    }
}

impl Layer for Pick {
    fn place(&self) -> Place {
        self.place
    }

    fn typing(&self) -> Typing {
        self.finder.typing()
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        if cmd == Cmd::DropDraft { self.finder.in_rows() } else { Ok(()) }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Choose => self.choose(self.list.selected, cx),
            Cmd::DropDraft => self.drop_draft(cx),
            Cmd::Look => {
                let chosen = self.shown().get(self.list.selected).map(|(_, item)| item.choice.clone());
                if let Some(Choice::Answer(Answer::Print(what, format))) = chosen {
                    cx.ask(Action::Answer(Answer::Look(what, format)));
                }
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            if self.counts() && digits(&text).is_some() {
                return self.number(&text, cx);
            }
            if self.counts() {
                // A name takes the place of a number begun.
                self.finder.clear();
            }
        }
        match self.finder.input(input) {
            Edit::Changed => self.typed_on(cx),
            Edit::Kept if self.place == Place::Drafts && is_del(input) => {
                cx.say(NOT_FROM_TEXT);
            }
            Edit::Kept => {}
            Edit::Not => {
                // Moving away gives up the first digit of a number.
                if self.counts() {
                    self.finder.clear();
                }
                let len = self.shown().len();
                let moved = self.list.input(input, len);
                if moved || matches!(input, Input::Key(Key { code: KeyCode::Tab, ctrl: false })) {
                    self.finder.go_to_rows();
                }
            }
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        if let Some(reread) = &self.reread {
            self.items = reread(book)?;
            self.list.selected = self.list.selected.min(self.shown().len().saturating_sub(1));
        }
        Ok(())
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let len = self.shown().len();
        let height = u16::try_from(len).unwrap_or(u16::MAX).clamp(3, 40).saturating_add(4);
        let inner = canvas.popup(centred(area, area.width.saturating_sub(6).min(90), height), &self.title);
        let theme = canvas.theme;
        self.finder.draw(canvas, Rect::new(inner.x, inner.y, inner.width, 1));
        if self.finder.is_empty() {
            canvas.text(inner.x, inner.y, inner.width, self.numbers.hint(), theme.dim);
        }
        let top = inner.y + 2;
        let rows = inner.bottom().saturating_sub(top);
        let window = self.list.window_over_sign(len, rows.into());
        more_below(canvas, Rect::new(inner.x, top, inner.width, rows), len - window.end);
        let selected = self.list.selected;
        let shown = self.shown();
        if shown.is_empty() && !self.finder.is_empty() {
            canvas.text(inner.x, top, inner.width, "没有找到", theme.dim);
        } else if self.items.is_empty() && self.reread.is_some() {
            canvas.text(inner.x, top, inner.width, "都补上了,按 Esc 返回", theme.good);
        }
        let widest = shown.iter().map(|(_, i)| width(&i.label)).max().unwrap_or(0);
        let label_cols = u16::try_from(widest).unwrap_or(u16::MAX).min(inner.width * 2 / 3);
        for (y, i) in (top..).zip(window) {
            let (n, item) = shown[i];
            let number = if self.numbers == Numbers::Text { String::new() } else { format!("{:>2}", n + 1) };
            let columns = [
                (u16::try_from(number.len()).unwrap_or(0), number.as_str()),
                (label_cols, &item.label),
                (inner.width, &item.detail),
            ];
            let style = if item.disabled { theme.dim } else { theme.normal };
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == selected, style);
        }
    }
}
