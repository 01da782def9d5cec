//! Who changed what, and when: of one record, and the last steps of the journal, each to go back to.
//! Not here: the dialog before one goes back (`taking_back`).

use super::taking_back;
use crate::{
    book::{self, Book, RecordStep, Step},
    model::{change::FieldChange, date::Date},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            list::{ListState, more_below, row},
            reader::{Reader, Tone},
        },
    },
};
use chrono::Datelike;
use ratatui::layout::Rect;

/// How many of the newest steps are listed.
const STEPS: usize = 300;
/// More changed fields than these of one step are counted, not listed.
const FIELDS: usize = 12;

/// The history of one record: who changed which field from what to what.
pub fn of_record(title: &str, steps: Vec<RecordStep>) -> Reader {
    let mut lines = Vec::new();
    for step in steps {
        lines.push((Tone::Head, format!("{} {} {}", step.at.format("%Y-%m-%d %H:%M"), step.person, step.label)));
        let changes: Vec<String> = step.changes.iter().filter_map(FieldChange::text).collect();
        lines.extend(changes.iter().take(FIELDS).map(|text| (Tone::Normal, format!("  {text}"))));
        if changes.len() > FIELDS {
            lines.push((Tone::Dim, format!("  另有{}处", changes.len() - FIELDS)));
        }
    }
    if lines.is_empty() {
        lines.push((Tone::Dim, "还没有保存过".into()));
    }
    Reader::new(&format!("改动记录:{title}(新的在前)"), lines)
}

/// The steps of the whole book, the newest first, each to go back to.
pub struct Steps {
    steps: Vec<Step>,
    today: Date,
    list: ListState,
}

impl Steps {
    pub fn new(book: &Book) -> book::Result<Self> {
        Ok(Self { steps: book.history(STEPS)?, today: book.today(), list: ListState::default() })
    }
}

/// When and by whom a step was made, and on which computer.
pub fn made(step: &Step) -> String {
    format!("{} {}(电脑“{}”)", step.at.format("%Y-%m-%d %H:%M"), step.person, step.device)
}

/// Columns of the moment, of a year that is over and of this one; of a name.
const WHEN: u16 = 11;
const WHO: u16 = 8;

impl Layer for Steps {
    fn place(&self) -> Place {
        Place::History
    }

    fn available(&self, cmd: Cmd, book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Choose => book.read_only().map_or(Ok(()), |why| Err(why.to_owned())),
            _ => Ok(()),
        }
    }

    fn word(&self, cmd: Cmd) -> Option<String> {
        (cmd == Cmd::Choose).then(|| "回到这一步".to_owned())
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Choose => {
                let Some(step) = self.steps.get(self.list.selected) else { return };
                let back = cx.book.going_back(step.n);
                if let Some(back) = cx.tried(back) {
                    cx.push(taking_back::all_after(step, &back));
                }
            }
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.steps.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let len = self.steps.len();
        let wanted = u16::try_from(len).unwrap_or(u16::MAX).clamp(1, area.height).saturating_add(3);
        let inner = canvas.popup(centred(area, area.width.saturating_sub(2).min(100), wanted), "改动记录(新的在前)");
        let theme = canvas.theme;
        if self.steps.is_empty() {
            canvas.text(inner.x, inner.y, inner.width, "还没有改动", theme.dim);
        }
        let rows = inner.height.saturating_sub(1);
        let window = self.list.window_over_sign(len, rows.into());
        more_below(canvas, Rect::new(inner.x, inner.y, inner.width, rows), len - window.end);
        for (y, i) in (inner.y..).zip(window) {
            let step = &self.steps[i];
            let (undone, style) = if step.undone { ("(已撤销) ", theme.dim) } else { ("", theme.normal) };
            let when = if step.at.year() == self.today.year() { "%m-%d %H:%M" } else { "%Y-%m-%d" };
            let (when, what) = (step.at.format(when).to_string(), format!("{undone}{}", step.label));
            let columns = [(WHEN, when.as_str()), (WHO, &step.person), (inner.width, &what)];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, style);
        }
        canvas.text(
            inner.x,
            inner.bottom() - 1,
            inner.width,
            "回车:列出这一步以后做的,再决定要不要回到这里",
            theme.dim,
        );
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.steps = book.history(STEPS)?;
        self.list.selected = self.list.selected.min(self.steps.len().saturating_sub(1));
        Ok(())
    }
}
