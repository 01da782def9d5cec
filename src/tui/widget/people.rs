//! Lists of people to go through with number, name or initials and Space: the line typed into and the columns below it.
//! Not here: what Space does (`meetings::roll_call`, `meetings::grades`).

use super::{
    cell,
    list::{ListState, more_of, row},
};
use crate::{
    text::{edit::Editor, pick::sure, width::width},
    tui::paint::Canvas,
};
use ratatui::{layout::Rect, style::Style};

/// Columns that one person needs.
const PERSON: u16 = 38;

/// One person of the list.
pub struct Row<'a> {
    /// The person's sign-in number; 0 for who is on no roster.
    pub no: u32,
    pub name: &'a str,
    pub state: &'a str,
    pub remark: &'a str,
    pub style: Style,
}

/// Draws the line typed into, with whom it names behind it; sets the cursor.
pub fn prompt(canvas: &mut Canvas, area: Rect, label: &str, typed: &Editor, names_of: &str) {
    let theme = canvas.theme;
    let x = area.x + canvas.text(area.x, area.y, area.width, label, theme.label);
    // Whoever can be meant is worth more room than what is typed, which is short then.
    let most = if names_of.is_empty() { 30 } else { u16::try_from(width(typed.text())).unwrap_or(30).clamp(9, 29) + 1 };
    let room = area.right().saturating_sub(x + 1).min(most);
    let at = cell::draw(canvas, typed, Rect::new(x, area.y, room, 1), theme.field);
    canvas.text(x + room + 1, area.y, area.right().saturating_sub(x + room + 1), names_of, theme.good);
    canvas.set_cursor(at.min(x + room.saturating_sub(1)), area.y);
}

/// Draws the people in pages of columns: the page with the selected one is shown.
pub fn grid(canvas: &mut Canvas, body: Rect, list: &mut ListState, rows: &[Row]) {
    let columns = (body.width / PERSON).max(1);
    let whole = usize::from(body.height.max(1));
    // The last row says how many follow, where they are more than fit.
    let height = if rows.len() > whole * usize::from(columns) { whole.saturating_sub(1).max(1) } else { whole };
    let page = height * usize::from(columns);
    list.window(rows.len(), page);
    let first = list.selected / page * page;
    more_of(canvas, body, rows.len().saturating_sub(first + page), "人");
    let each = body.width / columns;
    for (i, person) in rows.iter().enumerate().skip(first).take(page) {
        let (Ok(column), Ok(line)) = (u16::try_from((i - first) / height), u16::try_from((i - first) % height)) else {
            continue;
        };
        let area = Rect::new(body.x + column * each, body.y + line, each - 1, 1);
        let no = if person.no == 0 { String::new() } else { format!("{:>3}", person.no) };
        // A long name takes the room of a remark that there is none of.
        let spare = each.saturating_sub(28);
        let longer = if person.remark.is_empty() { u16::try_from(width(person.name)).unwrap_or(0) } else { 0 };
        let name = longer.clamp(10, 10 + spare);
        let texts = [(3, no.as_str()), (name, person.name), (8, person.state), (spare + 10 - name, person.remark)];
        row(canvas, area, &texts, i == list.selected, person.style);
    }
}

/// Whom the typed text names, for the end of the prompt: at most four.
pub fn names_of<'a>(people: impl Iterator<Item = (u32, &'a str)>) -> String {
    let shown = |(no, name)| if no == 0 { String::from(name) } else { format!("{no}{name}") };
    people.take(4).map(shown).collect::<Vec<_>>().join(" ")
}

/// The place of the one of these whom a text names beyond chance.
///
/// # Errors
///
/// Says in words why nobody is acted on.
pub fn the_one(typed: &str, found: &[(u32, &str)]) -> Result<usize, String> {
    match found {
        [(_, name)] if sure(name, typed) => Ok(0),
        [one] => Err(format!("“{typed}”不一定是{},没有记:是就输编号或姓名", names_of([*one].into_iter()))),
        _ => Err(several(typed, found)),
    }
}

/// Says that a text names more than one of them, and whom.
pub fn several(typed: &str, found: &[(u32, &str)]) -> String {
    format!("“{typed}”对得上不止一人({}),请再输几个字母,或输编号", names_of(found.iter().copied()))
}
