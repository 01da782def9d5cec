//! The problems of one saved record and the rows of the rectification ledger that they became: those that are there, with
//! how they stand, then the lines that none was made of yet, to be ticked. Not here: which lines match (`book::rectify`).

use crate::{
    book::{self, Book},
    model::{
        date::Date,
        id::ActivityId,
        ledger::{Ledger, LedgerEntry, MEASURE, RECTIFICATION},
    },
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::list::{ListState, row},
    },
};
use ratatui::layout::Rect;

pub struct Rectify {
    activity: ActivityId,
    ledger: Ledger,
    today: Date,
    /// Rows that are there.
    rows: Vec<LedgerEntry>,
    /// Rows that could be made, and whether they are ticked.
    offered: Vec<(LedgerEntry, bool)>,
    list: ListState,
}

impl Rectify {
    pub fn new(book: &Book, activity: ActivityId) -> book::Result<Self> {
        let mut popup = Self {
            activity,
            ledger: book.ledger(RECTIFICATION),
            today: book.today(),
            rows: Vec::new(),
            offered: Vec::new(),
            list: ListState::default(),
        };
        popup.refresh(book)?;
        Ok(popup)
    }

    /// Some became rows already.
    pub fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    fn len(&self) -> usize {
        self.rows.len() + self.offered.len()
    }

    /// The offered row that is selected.
    fn selected_offer(&self) -> Option<usize> {
        let at = self.list.selected.checked_sub(self.rows.len())?;
        (at < self.offered.len()).then_some(at)
    }

    fn take(&self, cx: &mut Cx) {
        let ticked: Vec<LedgerEntry> = self.offered.iter().filter(|(_, on)| *on).map(|(e, _)| e.clone()).collect();
        let result = cx.book.add_ledger_rows(&ticked);
        let Some((ids, _)) = cx.tried(result) else { return };
        cx.ask(Action::Changed);
        let due = ticked.first().and_then(|e| e.due_on).map_or(String::new(), |d| d.to_string());
        cx.say(format!("已列入整改{}条,时限暂定 {due};逐条回车填责任人、措施", ids.len()));
    }
}

impl Layer for Rectify {
    fn place(&self) -> Place {
        Place::Rectify
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Tick if self.selected_offer().is_none() => Err("这一条已经列入".into()),
            Cmd::TakeRows if self.len() == 0 => Err("“查摆问题”栏里还没有内容".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match (cmd, self.rows.get(self.list.selected)) {
            (Cmd::TakeRows, Some(row)) => cx.ask(Action::OpenLedgerRow(row.id)),
            (Cmd::TakeRows, None) => self.take(cx),
            (Cmd::Tick, _) => {
                if let Some(at) = self.selected_offer() {
                    self.offered[at].1 ^= true;
                }
            }
            (Cmd::Back, _) => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let height = u16::try_from(self.len()).unwrap_or(u16::MAX).clamp(3, 20) + 4;
        let inner = canvas.popup(centred(area, area.width.saturating_sub(4).min(110), height), "会上查摆的问题 → 整改");
        let theme = canvas.theme;
        if self.len() == 0 {
            canvas.text(inner.x, inner.y, inner.width, "“查摆问题”栏里还没有内容,一行写一个,保存后再来", theme.dim);
        }
        let window = self.list.window(self.len(), inner.height.saturating_sub(1).into());
        let title_cols = inner.width.saturating_sub(12) / 2;
        for (y, i) in (inner.y..).zip(window) {
            let (entry, state, style) = match self.rows.get(i) {
                Some(row) => {
                    let standing = row.standing(self.today);
                    let style = if standing.is_overdue() { theme.bad } else { theme.good };
                    (row, self.ledger.state_words(standing), style)
                }
                None => {
                    let (entry, on) = &self.offered[i - self.rows.len()];
                    (entry, if *on { "[x]" } else { "[ ]" }.to_owned(), theme.normal)
                }
            };
            let measure = match entry.text(MEASURE) {
                "" => "(措施未填)",
                text => text,
            };
            let columns = [(9, state.as_str()), (title_cols, entry.title.as_str()), (inner.width, measure)];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, style);
        }
        let help = "空格勾选,回车把勾选的列入;已列入的回车打开";
        canvas.text(inner.x, inner.bottom() - 1, inner.width, help, theme.dim);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let unticked: Vec<String> = self.offered.iter().filter(|(_, on)| !on).map(|(e, _)| e.title.clone()).collect();
        self.rows = book.rectifications_of(self.activity)?;
        let offered = if book.refusal().is_some() { Vec::new() } else { book.rectifiable(self.activity)? };
        self.offered = offered.into_iter().map(|e| (!unticked.contains(&e.title), e)).map(|(on, e)| (e, on)).collect();
        Ok(())
    }
}
