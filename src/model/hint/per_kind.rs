//! Contradictions that only single kinds can have: the grades of 民主评议, who taught a 党课.
//! Not here: what every record is looked at for (`hint`), votes (`votes`).

use crate::{
    model::{
        activity::{BY_SECRETARY, GradeTally, LECTURER, Meeting},
        grade::Grade,
    },
    text::number::digits,
};

/// The counts on the form against the grades given one by one, too many of the best by either, and nobody graded at all.
pub(super) fn grades(meeting: &Meeting) -> Vec<String> {
    let given = GradeTally::of(&meeting.attendance);
    let count = |g: Grade| meeting.activity.extra.get(g.code()).and_then(|text| digits(text));
    let open = (given.open > 0).then(|| format!("还有{}人没有评定等次", given.open));
    let Some(stated) = GradeTally::stated(count, &meeting.attendance, meeting.activity.stated_due) else {
        return open.into_iter().chain(given.begun().then(|| given.warning()).flatten()).collect();
    };
    let differs = (given.begun() && given.counts != stated.counts)
        .then(|| format!("等次栏写的是 {},逐人评定是 {given}", stated.counted()));
    [open.filter(|_| given.begun()), differs, stated.warning()].into_iter().flatten().collect()
}

/// Whether the secretary taught, against who was secretary that day.
pub(super) fn lecturer(meeting: &Meeting, secretary: &str) -> Option<String> {
    let field = |id: &str| meeting.activity.extra.get(id).map_or("", String::as_str);
    let (lecturer, taught) = (field(LECTURER), field(BY_SECRETARY) == "是");
    let who = if secretary.is_empty() { "没有书记".to_owned() } else { format!("书记是{secretary}") };
    match (taught, lecturer) {
        (true, "") => Some("写的是书记讲授,授课人还没填".into()),
        (true, lecturer) if lecturer != secretary => Some(format!("写的是书记讲授,授课人{lecturer};那天{who}")),
        (false, lecturer) if !lecturer.is_empty() && lecturer == secretary && !field(BY_SECRETARY).is_empty() => {
            Some(format!("授课人{lecturer}那天是书记,写的却不是书记讲授"))
        }
        _ => None,
    }
}
