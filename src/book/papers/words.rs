//! Words that several papers have in common: days, times, who is asked to come, what is on the agenda.
//! Not here: a paper of its own.

use crate::model::{
    activity::{Activity, ActivityKind, Attendance, Meeting, Roll, Who},
    date::Date,
    paper::PaperCell,
};
use chrono::Datelike;

/// What the list of matters is called on a form.
pub const TOPICS: &str = "议题";

/// A form of two labels with their contents in a row: the first content holds a day with its weekday on one line.
pub const FOUR_COLUMNS: [u32; 4] = [18, 38, 13, 31];

/// Room to write on where nothing is known.
pub const BLANK: &str = "____________";

/// The day in words: `2026年3月5日`.
pub fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The day and hours of an activity in words: `2026年3月5日(星期四) 9:00至11:00`.
pub fn when(a: &Activity) -> String {
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][a.on.weekday().num_days_from_monday() as usize];
    let mut text = format!("{}(星期{weekday})", chinese(a.on));
    if !a.starts.is_empty() {
        text.push_str(&format!(" {}", a.starts));
    }
    if !a.ends.is_empty() {
        text.push_str(&format!("至{}", a.ends));
    }
    text
}

/// The name of an activity's kind, or its id where the data files no longer know it.
pub fn kind_name<'a>(kind: Option<&'a ActivityKind>, a: &'a Activity) -> &'a str {
    kind.map_or(a.kind.as_str(), |k| k.name.as_str())
}

/// What the one-line title is called on this form.
pub fn title_label(kind: Option<&ActivityKind>) -> &str {
    kind.map_or("主题", |k| k.title_label.as_str())
}

/// The title and the matters of an activity, each under its label: one list where the title is itself a matter.
pub fn agenda(kind: Option<&ActivityKind>, a: &Activity) -> Vec<(String, String)> {
    let label = title_label(kind);
    if label == TOPICS {
        let lines: Vec<&str> = [a.title.as_str(), a.topics.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
        return vec![(TOPICS.to_owned(), lines.join("\n"))];
    }
    let mut rows = vec![(label.to_owned(), a.title.clone())];
    if !a.topics.is_empty() {
        rows.push((TOPICS.to_owned(), a.topics.clone()));
    }
    rows
}

/// The people on the roll who are due, in the order of the roll.
pub fn due(meeting: &Meeting) -> impl Iterator<Item = &Attendance> {
    meeting.attendance.iter().filter(|p| !matches!(p.roll, Roll::Observer | Roll::NotDue))
}

/// Who is asked to come, in words; `None` where people are named one by one.
pub fn asked(kind: Option<&ActivityKind>, a: &Activity) -> Option<String> {
    match kind.map(|k| k.who).unwrap_or_default() {
        Who::All => Some("支部全体党员".into()),
        Who::Committee => Some("支部委员".into()),
        Who::Group if a.group.is_empty() => Some("党小组全体党员".into()),
        Who::Group => Some(format!("{}全体党员", a.group)),
        Who::Named => None,
    }
}

/// Two labels with their contents in one row of four columns.
pub fn pair(l1: &str, t1: impl Into<String>, l2: &str, t2: impl Into<String>) -> Vec<PaperCell> {
    vec![PaperCell::label(l1), PaperCell::content(t1), PaperCell::label(l2), PaperCell::content(t2)]
}

/// A label with its content over the rest of four columns.
pub fn wide(label: &str, text: impl Into<String>, room: usize) -> Vec<PaperCell> {
    vec![PaperCell::label(label), PaperCell::content(text).span(3).room(room)]
}
