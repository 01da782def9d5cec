//! What stands around every screen: the title line with the total, the line of screens, the hint line, the messages.

use crate::{
    book::Book,
    model::score::Score,
    text::{
        width::{clean, cut_with_sign, width},
        wrap::wrap,
    },
    tui::{
        command::{Cmd, Command, Offer, Place},
        key::{Key, Typing},
        paint::Canvas,
    },
};

/// Draws the title line: branch · year on the left; the total, always whole, on the right.
pub fn title(canvas: &mut Canvas, book: &Book, score: Option<&Score>) {
    let style = canvas.theme.title;
    let cols = canvas.buf.area.width;
    canvas.fill(ratatui::layout::Rect::new(0, 0, cols, 1), style);
    let total = score.map_or(String::new(), |s| {
        let t = s.totals;
        let veto = if s.is_vetoed() { " 否决" } else { "" };
        format!("预估 {} + 待评 {} / {}{veto} · 已确认 {} ", t.expected, t.open_text(), t.max, t.confirmed)
    });
    let room = usize::from(cols).saturating_sub(width(&total));
    let name = book.org().map_or("支部工作台", |o| &o.name);
    // The day goes first where room is short, then the end of the name; never the total.
    let dated = format!(" {name} · {}", book.today());
    let name = if width(&dated) < room { dated } else { format!(" {name}") };
    let room = u16::try_from(room).unwrap_or(cols);
    canvas.text(0, 0, room.saturating_sub(1), &name, style);
    canvas.text(room, 0, cols - room, &total, style);
}

const TABS: [(Place, &str); 6] = [
    (Place::Home, "F2 总览"),
    (Place::Meetings, "F3 会议"),
    (Place::ThemeDays, "F4 主题党日"),
    (Place::Members, "F5 党员"),
    (Place::Checklist, "F6 考核"),
    (Place::Ledgers, "F7 台账"),
];

/// Draws the second line: the screens, the one in front marked.
pub fn tabs(canvas: &mut Canvas, on: Place) {
    let cols = canvas.buf.area.width;
    let (tab, tab_on) = (canvas.theme.tab, canvas.theme.tab_on);
    let mut x = 1;
    // The views of the roster stand under its key.
    let on = if on == Place::Dues { Place::Members } else { on };
    for (place, name) in TABS {
        let (text, style) = if place == on { (format!("[{name}]"), tab_on) } else { (format!(" {name} "), tab) };
        x += canvas.text(x, 1, cols.saturating_sub(x), &text, style);
    }
    let room = usize::from(cols.saturating_sub(x));
    if let Some(more) = ["F9 得分预览  F1 帮助 ", "F9 得分  F1 帮助 "].into_iter().find(|m| width(m) < room)
        && let Ok(used) = u16::try_from(width(more))
    {
        canvas.text(cols - used, 1, used, more, tab);
    }
}

/// Draws the hint line: the keys that act here and now, as many as fit, right above the messages; greyed where one
/// cannot act, and left out where the text that has the focus takes the key.
pub fn hints(canvas: &mut Canvas, offers: &[Offer], typing: Typing, message_rows: u16) {
    let area = canvas.buf.area;
    let y = area.height - 1 - message_rows;
    let theme = canvas.theme;
    let mut x = 1;
    let on_other_lines = |c: &Command| {
        matches!(
            c.cmd,
            Cmd::Home
                | Cmd::Meetings
                | Cmd::ThemeDays
                | Cmd::Members
                | Cmd::Checklist
                | Cmd::Ledgers
                | Cmd::Preview
                | Cmd::Help
        )
    };
    for Offer { keys, word, refusal, .. } in offers.iter().filter(|o| !on_other_lines(o.command)) {
        let acts = |key: &&Key| refusal.is_some() || !(key.edits_text() && key.edits(typing));
        let Some(key) = keys.iter().find(acts) else { continue };
        let key = key.to_string();
        let needed = u16::try_from(width(&key) + width(word) + 3).unwrap_or(u16::MAX);
        if x + needed > area.width {
            continue;
        }
        let (key_style, name_style) =
            if refusal.is_none() { (theme.hint_key, theme.normal) } else { (theme.dim, theme.dim) };
        x += canvas.pieces(x, y, area.width - x, &[(&key, key_style), (" ", theme.normal), (word, name_style)]) + 2;
    }
}

/// The lines that a message takes in a window of this size: whole, as long as that leaves half of the window, else cut
/// with a sign. At least one.
pub fn message_lines(text: &str, cols: u16, rows: u16) -> Vec<String> {
    let text = clean(text);
    let cols = usize::from(cols.saturating_sub(2));
    let mut lines: Vec<String> = wrap(&text, cols).into_iter().map(|r| text[r].to_owned()).collect();
    let most = usize::from(rows / 2).saturating_sub(4).max(1);
    if let Some(left_out) = lines.get(most..).filter(|l| !l.is_empty()).map(<[String]>::concat) {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut_with_sign(&format!("{last}{left_out}"), cols).into_owned();
        }
    }
    lines
}

/// Draws the message in the last lines; the very last cell stays empty, because old consoles scroll when it is written.
pub fn message(canvas: &mut Canvas, lines: &[String], bad: bool) {
    let area = canvas.buf.area;
    let style = if bad { canvas.theme.bad } else { canvas.theme.message };
    let above = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
    for (y, line) in (area.height - above..).zip(lines) {
        canvas.text(1, y, area.width.saturating_sub(2), line, style);
    }
}
