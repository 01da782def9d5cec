//! The fields of a member's page: one for each column, what it shows, what is typed into it.
//! Not here: which columns there are (`model::member::columns`), saving, and what stands below the fields (`form`).

use crate::{
    model::member::{COLUMNS, Column, Member, cell::Misread, columns},
    tui::widget::form::{Field, Form, Kind},
};
use std::collections::BTreeMap;

/// The field that a column of a roster fills; `None` for a column without one.
pub fn of_heading(heading: &str) -> Option<&'static str> {
    columns::by_heading(heading).map(|c| c.id)
}

/// The page's fields; `revealed`: numbers of people with all their digits.
pub fn fields(m: &Member, revealed: bool) -> Vec<Field> {
    let field = |c: &Column| {
        let text = if revealed { c.whole(m) } else { c.shown(m) };
        let kind = match c.choices() {
            Some(names) => Kind::Choice(names.into_iter().map(str::to_owned).collect()),
            None => Kind::Line,
        };
        let field = Field::new(c.id, c.label, kind, &text);
        if c.wide { field } else { field.half() }
    };
    // A name is what one knows first of somebody.
    let named = |c: &&Column| c.id == "name";
    COLUMNS.iter().filter(named).chain(COLUMNS.iter().filter(|c| !named(c))).map(field).collect()
}

/// The member as typed, or the field at fault and what is wrong with it.
pub fn typed(form: &Form, member: &Member) -> Result<Member, (&'static str, String)> {
    let mut m = member.clone();
    for c in COLUMNS {
        c.retype(&mut m, form.get(c.id)).map_err(|why| (c.id, told(why, c.label, form.get(c.id))))?;
    }
    if m.name.is_empty() {
        return Err(("name", "姓名还没填".into()));
    }
    Ok(m)
}

/// What was typed so far, as the page has it when it shows numbers whole and did not before, or the other way round.
pub fn turned(form: &Form, m: &Member, revealed: bool) -> BTreeMap<String, String> {
    let before = Form::new(fields(m, revealed));
    let mut typed = form.values();
    typed.retain(|id, text| before.get(id) != text.trim());
    for (id, text) in &mut typed {
        let mut whole = m.clone();
        // What was typed anew is on record nowhere else, so it is not hidden again.
        if let Some(c) = columns::by_id(id).filter(|c| !revealed && c.retype(&mut whole, text.trim()).is_ok()) {
            *text = c.whole(&whole);
        }
    }
    typed
}

fn told(why: Misread, label: &str, text: &str) -> String {
    match why {
        Misread::Number => format!("{label}要写数字"),
        Misread::Date => format!("{label}“{text}”看不懂,例如 1985-07-15、1985.7、1985"),
        Misread::Masked => "号码隐去了中间几位,先按 Ctrl+O 显示全部再改,或整栏删掉重输".to_owned(),
        Misread::Sex | Misread::Category | Misread::YesNo => format!("{label}“{text}”看不懂"),
    }
}
