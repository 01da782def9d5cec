//! 党费 (beside the roster on F5): members by months of a year. ← → choose the month, a number, name or initials and
//! Space marks it paid; everybody at once, then the exceptions. Not here: drawing (`view`), who owes what (`model::dues`).

mod view;

use super::{
    payment::DuesPayment,
    standard::{DuesForAll, DuesStandard},
};
use crate::{
    book::{
        self, Book,
        papers::{Subject, UNPAID},
    },
    model::{
        date::{Date, Period},
        dues::{
            in_force,
            year::{DuesYear, Line, State},
        },
        table::Table,
        undo::Touched,
    },
    text::{
        edit::Editor,
        pick::{pick, pick_best},
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::{Key, Typing},
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            cell::{self, Edit},
            list::ListState,
            papers,
            people::the_one,
        },
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

pub struct Dues {
    all: DuesYear,
    /// The month in focus, 1–12.
    month: u32,
    typed: Editor,
    only_unpaid: bool,
    /// Places in `all.lines` of the rows shown.
    rows: Vec<usize>,
    list: ListState,
}

impl Dues {
    pub fn new(book: &Book, month: Period) -> book::Result<Self> {
        let (typed, list) = (Editor::default(), ListState::default());
        let all = book.dues(month.year)?;
        let mut screen = Self { all, month: month.index, typed, only_unpaid: false, rows: Vec::new(), list };
        screen.filter();
        Ok(screen)
    }

    fn period(&self) -> Period {
        Period::month(self.all.year, self.month)
    }

    fn today(&self) -> Date {
        self.all.today
    }

    fn filter(&mut self) {
        let wanted = |l: &Line| !self.only_unpaid || self.all.state(l, self.month).open();
        self.rows = (0..self.all.lines.len()).filter(|i| wanted(&self.all.lines[*i])).collect();
        self.list.selected = self.list.selected.min(self.rows.len().saturating_sub(1));
    }

    fn shown(&self) -> impl Iterator<Item = &Line> {
        self.rows.iter().filter_map(|i| self.all.lines.get(*i))
    }

    fn selected(&self) -> Option<&Line> {
        self.rows.get(self.list.selected).and_then(|i| self.all.lines.get(*i))
    }

    fn people(&self) -> Vec<(u32, &str)> {
        self.shown().map(|l| (l.member.no, l.member.name.as_str())).collect()
    }

    /// The row of whom the typed text names alone, or the selected one where nothing is typed.
    fn row_meant(&mut self, cx: &mut Cx) -> Option<usize> {
        let typed = self.typed.text().trim().to_owned();
        if typed.is_empty() {
            return (self.list.selected < self.rows.len()).then_some(self.list.selected);
        }
        let known = self.people();
        let best = pick_best(&known, &typed);
        let at = match best[..] {
            [first, ..] => match the_one(&typed, &best.iter().map(|&i| known[i]).collect::<Vec<_>>()) {
                Ok(_) => first,
                Err(why) => {
                    cx.warn(why);
                    return None;
                }
            },
            [] => {
                cx.warn(format!("这里没有“{typed}”(可输编号、姓名或首字母)"));
                return None;
            }
        };
        self.typed = Editor::default();
        self.list.selected = at;
        Some(at)
    }

    /// Pays the standard for the month in focus, or takes the payment back.
    fn turn(&mut self, cx: &mut Cx) {
        if self.row_meant(cx).is_none() {
            return;
        }
        let month = self.period();
        let Some(line) = self.selected() else { return };
        let name = line.member.name.clone();
        if let Some(paid) = line.payments.get(&month) {
            // What Space could not write again is not its to take.
            let usual = in_force(&line.standards, month).is_some_and(|s| s.amount == paid.amount);
            if !usual || !paid.payer.is_empty() || !paid.note.is_empty() {
                let why = "有代交人、备注或不同的金额;按回车改,写0就取消";
                return cx.warn(format!("没有取消{name}{}的{}元:{why}", month.name(), paid.amount));
            }
            let late = !paid.is_late() && cx.book.new_payment(line, month).is_late();
            let again = if late { "(再按空格就算补交)" } else { "" };
            let said = format!("已取消{name}{}的{}元;Ctrl+Z 恢复{again}", month.name(), paid.amount);
            let result = cx.book.delete_dues(paid);
            if cx.changed(result) {
                cx.say(said);
            }
            return;
        }
        // Whoever is marked begins the record, so that a month from before it can be marked too.
        let state = line.state(month, Some(month), self.today());
        let payment = cx.book.new_payment(line, month);
        match state {
            State::NotOwed => return cx.warn(format!("{name}{}不用在这里交党费", month.name())),
            State::Exempt => return cx.warn(format!("{name}{}免交;确实交了的按回车写金额", month.name())),
            _ if in_force(&line.standards, month).is_none() => {
                return cx.warn(format!("{name}还没定标准:F12 单独定,Ctrl+E 统一定,或按回车写金额"));
            }
            _ => {}
        }
        let amount = payment.amount;
        let result = cx.book.save_dues(&[payment]);
        if cx.changed(result) {
            let day = if self.today() > month.last() { ",哪天交的没写,按回车可补" } else { "" };
            cx.say(format!("{name}{}已交{amount}元{day}", month.name()));
        }
    }

    fn pay_all(&self, cx: &mut Cx) {
        let month = self.period();
        if month.first() > self.today() {
            return cx.warn(format!("全部已交:{}还没到", month.name()));
        }
        let result = cx.book.pay_all_dues(month);
        let Some((paid, without, _)) = cx.tried(result) else { return };
        cx.ask(Action::Changed);
        let rest =
            if without > 0 { format!(";{without}人没定标准,没有记(Ctrl+E 统一定)") } else { String::new() };
        match paid {
            0 => cx.say(format!("{}没有要记的{rest}", month.name())),
            _ => cx.say(format!("{}记{paid}人已交;没交的输编号按空格取消{rest}", month.name())),
        }
    }

    fn move_month(&mut self, to: u32) {
        self.month = to.clamp(1, 12);
        self.refilter();
    }

    /// Filters anew; who was selected stays so.
    fn refilter(&mut self) {
        let member = self.selected().map(|l| l.member.id);
        self.filter();
        let at = self.shown().position(|l| Some(l.member.id) == member);
        self.list.selected = at.unwrap_or(self.list.selected);
    }

    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        let read = cx.book.dues(self.all.year + by);
        if let Some(all) = cx.tried(read) {
            self.all = all;
            self.list = ListState::default();
            self.filter();
        }
    }

    /// Goes to whom the text names best.
    fn look_up(&mut self) {
        let found = pick(&self.people(), self.typed.text().trim());
        if let Some(first) = found.first() {
            self.list.selected = *first;
        }
    }
}

impl Layer for Dues {
    fn place(&self) -> Place {
        Place::Dues
    }

    fn typing(&self) -> Typing {
        Typing::of(&self.typed)
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::PayDues | Cmd::DuesStandard if self.selected().is_none() => Err("没有选中的党员".into()),
            Cmd::PayAllDues | Cmd::DuesForAll | Cmd::Print if self.all.lines.is_empty() => {
                Err("这一年没有该交党费的人;先在名册上登记党员".into())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        let (month, today) = (self.period(), self.today());
        match cmd {
            Cmd::PayDues => self.turn(cx),
            Cmd::PayAllDues => self.pay_all(cx),
            Cmd::Open if self.row_meant(cx).is_none() => {}
            Cmd::Open => {
                if let Some(line) = self.selected() {
                    cx.push(DuesPayment::ask(cx.book, line, month, today));
                }
            }
            Cmd::DuesStandard if self.row_meant(cx).is_none() => {}
            Cmd::DuesStandard => {
                if let Some(line) = self.selected() {
                    cx.push(DuesStandard::ask(&line.member, &line.standards, month, today));
                }
            }
            Cmd::DuesForAll => {
                let without = cx.book.without_standard(month);
                match cx.tried(without).map(|w| w.len()) {
                    Some(0) => cx.say("该交党费的人都有标准了;个别的选中后按 F12 改"),
                    Some(people) => cx.push(DuesForAll::ask(people, month.year, today)),
                    None => {}
                }
            }
            Cmd::OnlyUnpaid => {
                self.only_unpaid = !self.only_unpaid;
                self.refilter();
            }
            Cmd::PreviousYear => self.turn_year(-1, cx),
            Cmd::NextYear if self.all.year >= chrono::Datelike::year(&today) => cx.say("还没到下一年"),
            Cmd::NextYear => self.turn_year(1, cx),
            Cmd::Print => {
                let menu = papers::menu(cx.book, &Subject::Dues(month), self.only_unpaid.then_some(&UNPAID));
                cx.push(menu);
            }
            Cmd::Back if !self.typed.is_empty() => self.typed = Editor::default(),
            Cmd::NextView | Cmd::Back => cx.ask(Action::Run(Cmd::Members)),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            if matches!(text.as_str(), " " | "\u{3000}") {
                return match cx.book.read_only().map(str::to_owned) {
                    Some(reason) => cx.warn(reason),
                    None => self.turn(cx),
                };
            }
            self.typed.insert(&text.replace('\n', " "));
            return self.look_up();
        }
        let edit = if self.typed.is_empty() { Edit::Not } else { cell::edit(&mut self.typed, input) };
        let Input::Key(Key { code, ctrl: false }) = input else { return self.look_up() };
        match code {
            _ if edit == Edit::Changed => self.look_up(),
            _ if edit == Edit::Kept => {}
            KeyCode::Left => self.move_month(self.month - 1),
            KeyCode::Right => self.move_month(self.month + 1),
            KeyCode::Home => self.move_month(1),
            KeyCode::End => self.move_month(12),
            // Whoever is gone to by hand is meant, no longer whom the text named.
            _ if self.list.input(input, self.rows.len()) => self.typed = Editor::default(),
            _ => {}
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        self.draw_all(canvas, area);
    }

    fn shows(&self, touched: &[Touched]) -> Option<bool> {
        let year = Some(self.all.year);
        touched.iter().filter(|t| t.of_dues().is_some()).map(|t| t.table == Table::DuesStandard || t.year == year).max()
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.all = book.dues(self.all.year)?;
        self.refilter();
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        if let Answer::Print(what, format) = answer {
            papers::print(what, format, &Subject::Dues(self.period()), cx);
        }
    }
}
