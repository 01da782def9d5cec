//! How a new member comes onto the roster, and since when: asked at the head of the page before anything else, because from
//! that day on the person is due. Not here: changes of somebody who is on record (`members::event`).

use super::super::event::day_typed;
use crate::{
    model::{
        date::Date,
        member::{Arrival, Category, EventKind, Member},
    },
    tui::widget::form::{Field, Form, Kind},
};

/// The id of the field that says how the new member came.
pub const HOW: &str = "how";
/// The id of the field that says since when the new member is here.
pub const SINCE: &str = "since";

/// The fields of how and since when; `late`: with 补录 chosen, for who comes from a list of those who have been here.
pub fn fields(late: bool) -> [Field; 2] {
    let names = EventKind::ARRIVALS.iter().map(|k| k.name().to_owned()).collect();
    let chosen = if late { EventKind::LateEntry.name() } else { "" };
    let how = Field::new(HOW, "怎么来的", Kind::Choice(names), chosen).half().hint("先按 1转入 2新发展 3补录");
    [how, Field::line(SINCE, "从哪天起", "").half().hint("这天起应到")]
}

fn kind(form: &Form) -> Option<EventKind> {
    EventKind::ARRIVALS.iter().copied().find(|k| k.name() == form.get(HOW))
}

/// Follows what is typed: says how the day reads, and what follows for who was taken in just now.
pub fn follow(form: &mut Form, today: Date) {
    let kind = kind(form);
    let typed = form.get(SINCE);
    let reading = match day_typed(typed, today) {
        _ if typed.is_empty() && kind == Some(EventKind::LateEntry) => "不知道就空着:以前的会都算应到".to_owned(),
        _ if typed.is_empty() => String::new(),
        Some(day) => format!("= {day}"),
        None => "看不懂的日期".to_owned(),
    };
    form.fields.iter_mut().filter(|f| f.id == SINCE).for_each(|f| f.told.clone_from(&reading));
    // Whoever the 支部大会 takes in is on probation; somebody may say otherwise.
    let (from, to) = match kind {
        Some(EventKind::Accepted) => (Category::Full, Category::Probationary),
        _ => (Category::Probationary, Category::Full),
    };
    if form.focused().is_some_and(|f| f.id == HOW) && form.get("category") == from.name() {
        form.set("category", to.name());
    }
}

/// How the new member came, or the field at fault and what is wrong with it.
///
/// # Errors
/// Nothing chosen; a day that cannot be read, or none where only a 补录 may go without.
pub fn typed(form: &Form, today: Date) -> Result<Arrival, (&'static str, String)> {
    let kind = kind(form).ok_or((HOW, "先选怎么来的:1转入 2新发展 3补录".to_owned()))?;
    let on = match form.get(SINCE) {
        "" if kind == EventKind::LateEntry => None,
        "" => return Err((SINCE, format!("{}从哪天起还没填,只知道月份就写 2026年3月", kind.name()))),
        text => Some(day_typed(text, today).ok_or((SINCE, format!("日期“{text}”看不懂,例如 3月5日、2026-3-5")))?),
    };
    Ok(Arrival { kind, on })
}

/// What the arrival says of the member where the page says nothing: the 支部大会 that took somebody in is when they joined.
pub fn fill(member: Member, arrival: Arrival) -> Member {
    let joined = arrival.on.filter(|_| arrival.kind == EventKind::Accepted && member.category.is_member());
    Member { joined: member.joined.or(joined), ..member }
}
