//! What an import would do, before it does it: counts, then every doubtful cell with its row and reason, then the rows
//! and sheets that were left unread and the columns that mean nothing here. Not here: the import itself (`book`).

use crate::{
    book::{self, Book},
    model::import::{FileKind, Report, Severity},
    text::{mask::mask_text, wrap::wrap},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        theme::Theme,
        widget::list::{ListState, row},
    },
};
use ratatui::{layout::Rect, style::Style};
use std::path::{Path, PathBuf};

/// Rows of the list that stay in sight whatever the detail below it needs.
const LEAST: u16 = 4;

pub struct ImportPreview {
    kind: FileKind,
    file: PathBuf,
    report: Report,
    lines: Vec<Line>,
    list: ListState,
}

/// One line of the list.
struct Line {
    place: String,
    what: &'static str,
    column: String,
    /// The cell from the file, people's numbers hidden; empty where there is nothing to show.
    value: String,
    message: String,
    severity: Option<Severity>,
}

impl Line {
    fn style(&self, theme: &Theme) -> Style {
        match self.severity {
            Some(Severity::Held) => theme.bad,
            Some(Severity::Flagged) => theme.due,
            None => theme.dim,
        }
    }
}

impl ImportPreview {
    /// Rehearses the import; nothing is written.
    pub fn new(book: &mut Book, kind: FileKind, file: PathBuf) -> book::Result<Self> {
        let report = run(book, kind, &file, true)?;
        Ok(Self { kind, file, lines: lines(&report), report, list: ListState::default() })
    }
}

fn lines(report: &Report) -> Vec<Line> {
    let problems = report.problems.iter().map(|p| Line {
        place: format!("第{}行", p.row),
        what: p.severity.name(),
        column: p.column.clone(),
        value: mask_text(&p.value).into_owned(),
        message: p.message.clone(),
        severity: Some(p.severity),
    });
    let skipped = report.skipped.iter().map(|s| Line {
        place: format!("第{}行", s.row),
        what: "未读",
        column: String::new(),
        value: String::new(),
        message: s.reason.to_string(),
        severity: None,
    });
    let columns = report.other_columns.iter().map(|name| Line {
        place: "整栏".to_owned(),
        what: "未识",
        column: name.clone(),
        value: String::new(),
        message: format!("没有认出“{name}”是哪一栏,内容逐行原样保留"),
        severity: None,
    });
    problems.chain(skipped).chain(columns).collect()
}

/// What was done, and the keys that go on from there.
fn outcome(r: &Report) -> String {
    let counts =
        [("新增", r.added), ("更新", r.updated), ("未变", r.unchanged), ("暂存", r.held), ("存疑行", r.flagged)];
    let counts: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what}{n}")).collect();
    let open = if r.problems.is_empty() { "" } else { "Ctrl+E 核对," };
    let years: Vec<String> = r.years.iter().map(|(year, n)| format!("{year}年{n}条")).collect();
    let years = if years.is_empty() { String::new() } else { format!(",{}", years.join("、")) };
    format!("已导入:{}{years};{open}Ctrl+Z 整批撤销", counts.join(" "))
}

fn run(book: &mut Book, kind: FileKind, file: &Path, dry_run: bool) -> book::Result<Report> {
    match kind {
        FileKind::Roster => book.import_roster(file, dry_run),
        FileKind::Activities => book.import_activities(file, dry_run),
    }
}

impl Layer for ImportPreview {
    fn place(&self) -> Place {
        Place::ImportPreview
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::TakeIn => {
                let result = run(cx.book, self.kind, &self.file, false);
                let Some(report) = cx.tried(result) else { return };
                cx.ask(Action::Answer(Answer::Imported(report.years.clone())));
                cx.ask(Action::Changed);
                cx.say(outcome(&report));
            }
            Cmd::Back => {
                cx.ask(Action::Pop);
                cx.say("没有导入,原数据未动");
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.lines.len());
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
        let mut y = inner.y + 1;
        for line in wrap(hint, inner.width.into()) {
            canvas.text(inner.x, y, inner.width, &hint[line], theme.dim);
            y += 1;
        }
        let top = y + 1;
        let Some(at) = self.lines.len().checked_sub(1).map(|last| self.list.selected.min(last)) else {
            canvas.text(inner.x, top, inner.width, "没有存疑的地方", theme.good);
            return;
        };
        let chosen = &self.lines[at];
        let value = if chosen.value.is_empty() { String::new() } else { format!("原文:{}", chosen.value) };
        let cols = usize::from(inner.width);
        let parts = [chosen.message.as_str(), &value].into_iter().filter(|part| !part.is_empty());
        let detail: Vec<&str> =
            parts.flat_map(|part| wrap(part, cols).into_iter().map(move |line| &part[line])).collect();
        // The list keeps its size while one goes through it, as long as the detail fits.
        let most = inner.bottom().saturating_sub(top + LEAST + 1);
        let rows = u16::try_from(detail.len()).unwrap_or(u16::MAX).max(4).min(most);
        let bottom = inner.bottom() - rows;
        let window = self.list.window(self.lines.len(), bottom.saturating_sub(top + 1).into());
        for (y, i) in (top..).zip(window) {
            let l = &self.lines[i];
            let columns = [(8, l.place.as_str()), (4, l.what), (14, &l.column), (inner.width, &l.message)];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, l.style(theme));
        }
        for (y, line) in (bottom..inner.bottom()).zip(detail) {
            canvas.text(inner.x, y, inner.width, line, theme.normal);
        }
    }
}
