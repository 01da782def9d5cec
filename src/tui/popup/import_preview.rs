//! What an import would do, before it does it: counts, then every doubtful cell with its row and reason.

use crate::{
    book::{self, Book},
    model::import::{Report, Severity},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::list::{ListState, row},
    },
};
use ratatui::layout::Rect;
use std::path::PathBuf;

/// What the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Roster,
    Activities,
}

pub struct ImportPreview {
    what: What,
    file: PathBuf,
    report: Report,
    list: ListState,
}

impl ImportPreview {
    /// Rehearses the import; nothing is written.
    pub fn new(book: &mut Book, what: What, file: PathBuf) -> book::Result<Self> {
        let report = run(book, what, &file, true)?;
        Ok(Self { what, file, report, list: ListState::default() })
    }
}

fn run(book: &mut Book, what: What, file: &std::path::Path, dry_run: bool) -> book::Result<Report> {
    match what {
        What::Roster => book.import_roster(file, dry_run),
        What::Activities => book.import_activities(file, dry_run),
    }
}

impl Layer for ImportPreview {
    fn place(&self) -> Place {
        Place::ImportPreview
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::TakeIn => {
                let result = run(cx.book, self.what, &self.file, false);
                let Some(report) = cx.tried(result) else { return };
                cx.ask(Action::Pop);
                cx.ask(Action::Changed);
                let r = report;
                cx.say(format!(
                    "已导入:新增{} 更新{} 未变{} 暂存{}(存疑{}行)。Ctrl+Z 可整批撤销",
                    r.added, r.updated, r.unchanged, r.held, r.flagged
                ));
            }
            Cmd::Back => {
                cx.ask(Action::Pop);
                cx.say("没有导入,原数据未动");
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.report.problems.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let inner = canvas
            .popup(centred(area, area.width.saturating_sub(4).min(110), area.height), &format!("导入预览 {name}"));
        let theme = canvas.theme;
        let r = &self.report;
        let counts = format!(
            "共{}行:新增{} 更新{} 未变{} 暂存{} | 存疑{}行",
            r.rows, r.added, r.updated, r.unchanged, r.held, r.flagged
        );
        canvas.text(inner.x, inner.y, inner.width, &counts, theme.message);
        let hint = "回车或 Ctrl+S 导入(整批可撤销),Esc 不导入。暂存的行不入册,存疑的格照原样保留待核";
        canvas.text(inner.x, inner.y + 1, inner.width, hint, theme.dim);
        let detail = 2;
        let top = inner.y + 3;
        let height = inner.bottom().saturating_sub(top + detail + 1);
        let window = self.list.window(self.report.problems.len(), height.into());
        for (y, i) in (top..).zip(window) {
            let p = &self.report.problems[i];
            let (what, style) = match p.severity {
                Severity::Held => ("暂存", theme.bad),
                Severity::Flagged => ("存疑", theme.due),
            };
            let line = format!("第{}行", p.row);
            let columns = [(7, line.as_str()), (4, what), (14, &p.column), (inner.width, &p.message)];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, style);
        }
        match self.report.problems.get(self.list.selected) {
            Some(p) => {
                let y = inner.bottom() - detail;
                canvas.text(inner.x, y, inner.width, &format!("原文:{}", p.value), theme.normal);
                canvas.text(inner.x, y + 1, inner.width, &p.message, theme.normal);
            }
            None => {
                canvas.text(inner.x, top, inner.width, "没有存疑的地方", theme.good);
            }
        }
    }
}
