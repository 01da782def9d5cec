//! A scoring sheet (F6), the year's own or another: item by item what the records suggest, what was decided and why;
//! Enter decides. Not here: which sheets there are (`sheets`).

mod view;

use super::{counted::CountedList, decide::Decide, gaps, item_note::ItemNote, sheets::Sheets};
use crate::{
    book::{self, Book, InHand, papers::Subject},
    model::{
        date::Date,
        ledger::Rectified,
        score::{Scored, State},
        sheet::{SheetRole, Which},
        undo::Touched,
    },
    tui::{
        command::{Cmd, Place},
        go::Go,
        imports::checklist_preview,
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            file_picker::{FORMS, FilePicker},
            list::ListState,
            papers,
        },
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// Lines under the list that explain the selected item, at the most.
const DETAIL: u16 = 7;

pub struct ChecklistScreen {
    today: Date,
    hand: InHand,
    /// How the items stand that are being put right or were, by their numbers.
    rectified: BTreeMap<String, Rectified>,
    /// Section and item of each row; a row without item is the section's heading.
    rows: Vec<(usize, Option<usize>)>,
    list: ListState,
    /// Digits typed so far that name an item: `41` is 4.1.
    jump: String,
}

fn rows(hand: &InHand) -> Vec<(usize, Option<usize>)> {
    let sections = hand.score.sections.iter().enumerate();
    let of = |(s, section): (usize, &crate::model::score::ScoredSection)| {
        std::iter::once((s, None)).chain((0..section.items.len()).map(move |i| (s, Some(i)))).collect::<Vec<_>>()
    };
    sections.flat_map(of).collect()
}

impl ChecklistScreen {
    /// The screen of the checklist on the year's own sheet.
    pub fn new(book: &Book) -> book::Result<Self> {
        let today = book.today();
        let hand = book.sheet_in_hand(&Which::running(&book.checklist_in_force()?, today.year()), None)?;
        let rectified = book.rectified(&hand.sheet().which())?;
        Ok(Self { today, rows: rows(&hand), hand, rectified, list: ListState::at(1), jump: String::new() })
    }

    /// The screen of the checklist with an item in front, by its number; with the first where there is none of that
    /// number.
    pub fn at(book: &Book, no: &str) -> book::Result<Self> {
        let mut screen = Self::new(book)?;
        let of = |(s, i): &(usize, Option<usize>)| i.is_some_and(|i| screen.hand.score.sections[*s].items[i].no == no);
        screen.list = ListState::at(screen.rows.iter().position(of).unwrap_or(1));
        Ok(screen)
    }

    fn which(&self) -> Which {
        self.hand.sheet().which()
    }

    fn show(&mut self, which: &Which, book: &Book) -> book::Result<()> {
        self.hand = book.sheet_in_hand(which, None)?;
        self.rectified = book.rectified(which)?;
        self.rows = rows(&self.hand);
        self.list.selected = self.list.selected.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn selected(&self) -> Option<&Scored> {
        let (section, item) = self.rows.get(self.list.selected)?;
        self.hand.score.sections.get(*section)?.items.get((*item)?)
    }

    /// How the rectification of an item stands; of one that was put right, as long as it still loses points.
    fn rectified(&self, item: &Scored) -> Option<Rectified> {
        let state = self.rectified.get(&item.no).copied()?;
        (state == Rectified::UnderWay || item.lost().is_some()).then_some(state)
    }

    fn rectify(&self, only: Option<&str>, cx: &mut Cx) {
        let result = cx.book.rectify_items(&self.which(), only);
        let Some((ids, _)) = cx.tried(result) else { return };
        cx.ask(Action::Changed);
        if let (Some(_), [id]) = (only, &ids[..]) {
            cx.ask(Action::Go(Go::LedgerRow(*id)));
            return cx.say("已列入整改台账;时限是暂定的,请填责任人、措施");
        }
        cx.say(format!("已列入整改台账{}条,时限暂定30天;F7 逐条填责任人、措施", ids.len()));
    }

    /// The year's own sheet of another year.
    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        let sheet = self.hand.sheet();
        if sheet.year + by > self.today.year() {
            return cx.say("还没到下一年");
        }
        let read = self.show(&Which::running(&sheet.checklist.clone(), sheet.year + by), cx.book);
        cx.tried(read);
    }

    /// Asks whether to take over the last sheet's decision on this item or on all that are open.
    fn offer_earlier(&self, cx: &mut Cx) {
        let earlier = cx.book.earlier_decisions(&self.which());
        let Some(earlier) = cx.tried(earlier) else { return };
        if earlier.is_empty() {
            return cx.warn("沿用上次:待评的项在以前的表上都没有评定");
        }
        let here = self.selected().and_then(|i| earlier.iter().find(|e| e.item == i.no));
        cx.push(papers::earlier(self.selected(), here, earlier.len()));
    }

    /// Moves to the item whose number, without its dot, is what was typed.
    fn jump_to(&mut self, digit: char) {
        self.jump.push(digit);
        let places = |jump: &str| {
            self.rows
                .iter()
                .position(|(s, i)| i.is_some_and(|i| self.hand.score.sections[*s].items[i].no.replace('.', "") == jump))
        };
        let starts = self
            .hand
            .score
            .sections
            .iter()
            .flat_map(|s| &s.items)
            .any(|i| i.no.replace('.', "").starts_with(&self.jump));
        match places(&self.jump) {
            Some(at) => self.list.selected = at,
            None if starts => {}
            None => self.jump = digit.to_string(),
        }
    }
}

impl Layer for ChecklistScreen {
    fn place(&self) -> Place {
        Place::Checklist
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        let item = self.selected();
        let changes =
            matches!(cmd, Cmd::Open | Cmd::Accept | Cmd::ClearDecision | Cmd::CarryOver | Cmd::Note | Cmd::Count);
        if let Some(why) = self.hand.sheet().fixed().filter(|_| changes) {
            return Err(why.into());
        }
        match cmd {
            Cmd::Open | Cmd::Note | Cmd::Count | Cmd::ItemGaps if item.is_none() => Err("没有选中的考核项".into()),
            Cmd::Rectify if item.is_none_or(|i| i.lost().is_none()) => Err("这一项没有扣分".into()),
            Cmd::Accept if item.is_none_or(|i| i.suggestion.is_none()) => Err("这一项没有建议,按回车自己定".into()),
            Cmd::ClearDecision if item.is_none_or(|i| !matches!(i.state, State::Decided | State::NotApplicable)) => {
                Err("这一项还没有评定".into())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        self.jump.clear();
        match cmd {
            Cmd::PreviousYear => return self.turn_year(-1, cx),
            Cmd::NextYear => return self.turn_year(1, cx),
            Cmd::Print => return papers::print_first(&Subject::Sheet(&self.hand), cx),
            Cmd::Papers => {
                let menu = papers::menu(cx.book, &Subject::Sheet(&self.hand), None);
                return cx.push(menu);
            }
            Cmd::Sheets => {
                let sheets = Sheets::new(cx.book, self.hand.sheet().year, &self.which());
                if let Some(sheets) = cx.tried(sheets) {
                    cx.push(sheets);
                }
                return;
            }
            Cmd::Import => {
                return cx.push(FilePicker::or_text("导入乡镇的考核表", cx.book.folder(), FORMS));
            }
            Cmd::OtherChecklist => return cx.push(checklist_preview::checklists(cx.book)),
            Cmd::CarryOver => return self.offer_earlier(cx),
            Cmd::RectifyAll => return self.rectify(None, cx),
            Cmd::Back => return cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {}
        }
        let Some(item) = self.selected().cloned() else { return };
        let which = self.which();
        match cmd {
            Cmd::Rectify => self.rectify(Some(&item.no), cx),
            Cmd::Open => cx.push(Decide::ask(&which, &item, self.today)),
            Cmd::Note => cx.push(ItemNote::ask(&self.hand, &item, self.today)),
            Cmd::ItemGaps => {
                let list = gaps::list(cx.book, &which, &item.no);
                if let Some(list) = cx.tried(list) {
                    cx.push(list);
                }
            }
            Cmd::Count => {
                let counted = CountedList::new(cx.book, &which, &item);
                if let Some(counted) = cx.tried(counted) {
                    cx.push(counted);
                }
            }
            Cmd::Accept => {
                let result = cx.book.decide(&which, &item.no, item.suggestion, &item.reason);
                if cx.changed(result) {
                    cx.say(format!("{} 按建议定:{}", item.no, item.suggestion.unwrap_or_default()));
                }
            }
            Cmd::ClearDecision => {
                let was = item.decided.map_or("不适用".to_owned(), |points| format!("得 {points}"));
                let was = format!("{was} {}", item.reason);
                let result = cx.book.clear_decision(&which, &item.no);
                if cx.changed(result) {
                    cx.say(format!("{} 已取消评定(原为{});Ctrl+Z 恢复", item.no, was.trim_end()));
                }
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        match input.as_command() {
            Some(Key { code: KeyCode::Char(c), ctrl: false }) if c.is_ascii_digit() => return self.jump_to(c),
            Some(Key { code: KeyCode::Char('.' | '。'), ctrl: false }) => return,
            Some(Key { code: KeyCode::Left, .. }) => self.turn_year(-1, cx),
            Some(Key { code: KeyCode::Right, .. }) => self.turn_year(1, cx),
            _ => {
                self.list.input(input, self.rows.len());
            }
        }
        self.jump.clear();
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        self.draw_all(canvas, area);
    }

    fn item(&self) -> Option<String> {
        self.selected().map(|i| i.no.clone())
    }

    fn shows(&self, touched: &[Touched]) -> Option<bool> {
        touched.iter().filter_map(Touched::of_sheet).map(|id| id == self.hand.sheet().id).max()
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let sheet = self.hand.sheet().clone();
        let in_force = book.checklist_in_force()?;
        if sheet.checklist != in_force {
            self.list = ListState::at(1);
            return self.show(&Which::running(&in_force, sheet.year), book);
        }
        match self.show(&sheet.which(), book) {
            // The sheet was deleted, or what made it undone: the year's own is always there.
            Err(_) if sheet.role != SheetRole::Running => {
                self.show(&Which::running(&sheet.checklist, sheet.year), book)
            }
            read => read,
        }
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::Sheet(which) => {
                let read = self.show(&which, cx.book);
                cx.tried(read);
            }
            Answer::Print(what, format) => papers::print(what, format, &Subject::Sheet(&self.hand), cx),
            Answer::CarryOver { all } => {
                let item = self.selected().map(|i| i.no.clone()).unwrap_or_default();
                let carried = cx.book.carry_over(&self.which(), if all { None } else { Some(&item) });
                if let Some((n, _)) = cx.tried(carried) {
                    cx.ask(Action::Changed);
                    cx.say(format!("沿用上次:已定{n}项(Ctrl+Z 一次撤销)"));
                }
            }
            Answer::Checklist(id) => {
                let result = cx.book.use_checklist(&id);
                cx.changed(result);
            }
            Answer::File(path) => {
                let proposal = cx.book.propose_checklist(&path);
                checklist_preview::show(proposal, cx);
            }
            Answer::Pasted(text) => {
                let proposal = cx.book.propose_checklist_text(&text);
                checklist_preview::show(proposal, cx);
            }
            _ => {}
        }
    }
}
