//! A record on its way from a held row of a ledger: what the row tells beyond doubt is filled in, all its cells stand
//! beside the form. Not here: what a row tells (`book`), the form itself.

use super::MeetingForm;
use crate::{
    book::{self, Book, Issue},
    model::{
        date::Date,
        id::{ActivityId, IssueId},
        import::{FileKind, HeldCell},
    },
    text::wrap::wrap,
    tui::{imports::issues::packed, layer::Cx, paint::Canvas},
};
use ratatui::layout::Rect;

/// What the keys of drafts begin with that come from a held row; its issue's id follows.
const HELD: &str = "activity:held:";
/// From this width on the row stands at the side of the form, else below it.
const WIDE: u16 = 118;

/// The row that a new record comes from.
pub(super) struct Held {
    pub issue: Issue,
    /// What is doubtful in the row beside its single cells.
    doubts: Vec<String>,
}

/// The issue that a draft's key names.
pub(super) fn of_draft(book: &Book, key: &str) -> Option<Issue> {
    let id = key.strip_prefix(HELD)?.parse().ok().map(IssueId)?;
    book.issue(id).ok()
}

/// The kind that a held row became in a draft, or that it tells itself.
pub fn kind(book: &Book, issue: &Issue) -> Option<String> {
    let draft = book.drafts().into_iter().find(|d| d.key == format!("{HELD}{}", issue.id));
    let drafted = draft.and_then(|d| d.body.get("kind")?.as_str().map(str::to_owned));
    drafted.or_else(|| book.held_kind(issue))
}

/// How many issues of a record are open.
pub(super) fn open_issues(book: &Book, id: ActivityId) -> usize {
    let issues = book.issues_of(FileKind::Activities).unwrap_or_default();
    issues.iter().filter(|i| i.activity == Some(id)).count()
}

impl MeetingForm {
    /// The form of a new record of this kind from a held row of an activities file, with its draft put back if there is
    /// one; saving settles the row.
    pub fn of_held_row(book: &Book, issue: Issue, kind: &str) -> book::Result<(Self, Option<String>)> {
        let found = book.held_meeting(&issue, kind, None)?;
        let key = format!("{HELD}{}", issue.id);
        let mut layer = Self::with(book, found.meeting, key)?;
        if !found.day_known {
            layer.form.set("day", "");
            layer.form.mark_saved();
            layer.form.focus_on("day");
        }
        layer.held = Some(Held { issue, doubts: found.doubts });
        let draft = book.drafts().into_iter().find(|d| d.key == layer.key);
        let note = draft.and_then(|draft| layer.take_back(book, draft.body));
        Ok((layer, note))
    }

    /// Looks for whoever the row names as excused among those due on that day, as long as the roll is as the row has
    /// it. Whether the roll was made anew.
    pub(super) fn expect_held(&mut self, day: Date, cx: &mut Cx) -> bool {
        let Some(held) = self.held.as_mut().filter(|_| self.roll == self.meeting.attendance) else { return false };
        let found = cx.book.held_meeting(&held.issue, &self.kind.id, Some((day, self.form.get("group"))));
        let Some(found) = cx.tried(found) else { return false };
        held.doubts = found.doubts;
        self.meeting.attendance = found.meeting.attendance;
        self.roll.clone_from(&self.meeting.attendance);
        true
    }

    /// Draws the row, and gives what is left of the area for the form.
    pub(super) fn draw_held(&self, canvas: &mut Canvas, area: Rect) -> Rect {
        let Some(held) = &self.held else { return area };
        let theme = canvas.theme;
        let p = &held.issue.problem;
        let mut notes = vec![(format!("暂存 “{}”第{}行:{}", held.issue.file, p.row, p.message), theme.due)];
        notes.extend(held.doubts.iter().map(|d| (format!("存疑 {d}"), theme.due)));
        let beside = area.width >= WIDE;
        let cols = if beside { area.width / 3 } else { area.width.saturating_sub(2) };
        // What was not filled in comes first: there may not be room for all.
        let (sure, doubtful): (Vec<_>, Vec<_>) = held.issue.cells.iter().partition(|c| c.doubt.is_empty());
        let cell = |c: &HeldCell| format!("原表 {}:{}", c.column, c.text.replace('\n', " "));
        notes.extend(doubtful.into_iter().map(|c| (cell(c), theme.due)));
        notes.extend(packed(sure.into_iter().map(cell), cols.into()).into_iter().map(|line| (line, theme.dim)));
        let lines: Vec<_> = notes
            .iter()
            .flat_map(|(text, style)| wrap(text, cols.into()).into_iter().map(|line| (&text[line], *style)))
            .collect();
        let (form, notes) = if beside {
            let form = Rect { width: area.width - cols - 3, ..area };
            (form, Rect { x: form.right() + 2, width: cols, ..area })
        } else {
            let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height * 2 / 5);
            let form = Rect { height: area.height - rows, ..area };
            (form, Rect { x: area.x + 1, y: form.bottom(), width: cols, height: rows })
        };
        for (y, (line, style)) in (notes.y..notes.bottom()).zip(&lines) {
            canvas.text(notes.x, y, cols, line, *style);
        }
        form
    }
}
