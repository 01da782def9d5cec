//! The fields of a meeting's form: which there are for a kind, and what the texts typed into them mean.
//! Not here: the form itself (`form`).

use super::rectify;
use crate::{
    book::Catalog,
    model::{
        activity::{ActivityKind, Meeting, Who},
        date::Date,
        vote::{Ballots, Vote},
    },
    text::{
        date::{parse_day, parse_time},
        number::digits,
    },
    tui::widget::{
        form::{Field, Form, Kind},
        spec,
    },
};

/// The record as typed, or the field at fault and what is wrong with it.
pub type Typed = Result<Meeting, (String, String)>;

/// The record where it can be one.
///
/// # Errors
///
/// Refuses what cannot be a record yet, though it does for a notice or a sign-in sheet.
pub fn complete(meeting: Meeting, kind: &ActivityKind, today: Date) -> Typed {
    let a = &meeting.activity;
    if a.on > today {
        return Err(("day".into(), format!("{} 还没到:先留作计划(草稿),那天按 Ctrl+D 接着填", a.on)));
    }
    if kind.who == Who::Group && a.group.is_empty() {
        return Err(("group".into(), "还没选是哪个党小组".into()));
    }
    if a.title.is_empty() {
        return Err(("title".into(), format!("{}还没填", kind.title_label)));
    }
    Ok(meeting)
}

/// The record as typed. Roll and votes stay as they were, and so does what cannot be read but stands on record like
/// that: an old paper's text keeps nothing else from being put right.
pub fn typed(form: &Form, kind: &ActivityKind, was: &Meeting, today: Date) -> Typed {
    let get = |id| form.get(id).to_owned();
    let mut meeting = was.clone();
    let a = &mut meeting.activity;
    a.on = parse_day(form.get("day"), today)
        .ok_or(("day".to_owned(), "日期看不懂,例如 3月5日、2026-3-5、昨天".to_owned()))?;
    let time = |id: &str| match form.get(id) {
        "" => Ok(String::new()),
        text => parse_time(text).ok_or((id.to_owned(), format!("时间“{text}”看不懂,例如 9:00、下午2点半"))),
    };
    a.starts = time("starts")?;
    a.ends = time("ends")?;
    let number = |id: &str| match form.get(id) {
        "" => Ok(None),
        text => digits(text).map(Some).ok_or((id.to_owned(), format!("人数“{text}”要写数字"))),
    };
    a.stated_due = number("stated_due")?;
    a.stated_present = number("stated_present")?;
    a.place = get("place");
    a.chair = get("chair");
    a.recorder = get("recorder");
    a.title = get("title");
    if has_agenda(kind, was) {
        a.topics = get("topics");
    }
    a.minutes = get("minutes");
    a.group = get("group");
    for spec in &kind.fields {
        let text = form.get(&spec.id);
        let stands = was.activity.id.0 != 0 && was.activity.extra.get(&spec.id).is_some_and(|old| old == text);
        let read = if stands { Ok(text.to_owned()) } else { spec.read(text, today) };
        let text = read.map_err(|why| (spec.id.clone(), why))?;
        if text.is_empty() {
            a.extra.remove(&spec.id);
        } else {
            a.extra.insert(spec.id.clone(), text);
        }
    }
    Ok(meeting)
}

/// The votes in one line: `接收张三 20/0/1 通过;……`.
pub fn votes_line(votes: &[Vote], catalog: &Catalog, ballots: Ballots) -> String {
    let one = |v: &Vote| match catalog.vote_rule(&v.rule) {
        _ if v.cast() == 0 => format!("{} 没有填票数", v.matter),
        Some(rule) => format!("{v} {}", rule.judge(v, ballots).name()),
        None => v.to_string(),
    };
    votes.iter().map(one).collect::<Vec<_>>().join(";")
}

/// Whether the form has an agenda: one that is on record is shown whatever the kind has.
fn has_agenda(kind: &ActivityKind, meeting: &Meeting) -> bool {
    kind.has_agenda() || !meeting.activity.topics.is_empty()
}

pub fn fields(kind: &ActivityKind, meeting: &Meeting, groups: &[String]) -> Vec<Field> {
    let a = &meeting.activity;
    let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
    let mut fields = vec![
        Field::new("day", "日期", Kind::Day, &a.on.to_string()).half(),
        Field::new("starts", "开始", Kind::Time, &a.starts).half(),
        Field::line("place", "地点", &a.place).half(),
        Field::new("ends", "结束", Kind::Time, &a.ends).half(),
        Field::line("chair", "主持人", &a.chair).half().hint(&kind.convener),
        Field::line("recorder", "记录人", &a.recorder).half(),
    ];
    if kind.who == Who::Group {
        fields.push(Field::new("group", "党小组", Kind::Choice(groups.to_vec()), &a.group));
    }
    fields.push(Field::line("title", &kind.title_label, &a.title));
    if has_agenda(kind, meeting) {
        fields.push(Field::new("topics", "议程", Kind::Lines, &a.topics).hint("一行一个议题"));
    }
    let roll = "回车或 Ctrl+T 点名";
    fields.push(Field::new("roll", "点名", Kind::Action, "").hint(roll));
    fields.push(Field::line("stated_due", "纸面应到", &number(a.stated_due)).half().hint("签到纸上的人数,可不填"));
    fields.push(Field::line("stated_present", "纸面实到", &number(a.stated_present)).half());
    for spec in &kind.fields {
        fields.push(spec::field(spec, a.extra.get(&spec.id).map_or("", String::as_str)));
    }
    if rectify::finds_problems(kind) {
        fields.push(rectify::field());
    }
    if kind.votes || !meeting.votes.is_empty() {
        fields.push(Field::new("votes", "表决", Kind::Action, "").hint("回车或 Ctrl+E 逐项记票,当场看结果"));
    }
    fields.push(Field::new("minutes", "记录", Kind::Lines, &a.minutes));
    fields
}

/// The stand-in for a kind that the data files no longer describe: its records are still shown with the common fields.
pub fn unknown_kind(id: &str) -> ActivityKind {
    ActivityKind {
        id: id.to_owned(),
        name: format!("未知类别 {id}"),
        who: Who::Named,
        votes: true,
        title_label: "主题".into(),
        ..ActivityKind::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        book::{Clock, demo_book},
        model::catalog::OF_EVERY_KIND,
    };

    #[test]
    fn no_kind_may_take_the_name_of_a_field_that_all_have() {
        let (book, _folder) = demo_book(Clock::fixed("2026-11-21".parse().unwrap())).unwrap();
        for kind in &book.catalog().kinds {
            let meeting = book.new_meeting(&kind.id, "", book.today()).unwrap();
            for field in fields(kind, &meeting, &[]) {
                let own = kind.fields.iter().any(|f| f.id == field.id);
                assert!(own != OF_EVERY_KIND.contains(&field.id.as_str()), "{} {}", kind.name, field.id);
            }
        }
    }
}
