//! A meeting or activity as a printed form: who, when, where, 应到 and 实到, content, votes, grades, signatures.
//! Not here: the other papers (`papers`), how votes are judged (`model::vote`).

use crate::model::{
    activity::{ActivityKind, Attendance, FieldType, Meeting, Roll, Tally},
    date::Date,
    duty::LATE_DAYS,
    grade::{Grade, GradeTally},
    paper::{Block, FormCell, Paper},
    vote::{Outcome, Vote, VoteRule},
};
use chrono::Datelike;

/// What the list of matters is called on a form.
const TOPICS: &str = "议题";

/// A meeting or activity as a form: who, when, where, 应到 and 实到, absences with reasons, content, votes, signatures.
/// `kind` is `None` where the data files no longer know it; everything is printed all the same.
pub fn meeting_paper(org: &str, kind: Option<&ActivityKind>, rules: &[VoteRule], meeting: &Meeting) -> Paper {
    let a = &meeting.activity;
    let name = kind.map_or(a.kind.as_str(), |k| k.name.as_str());
    let title_label = kind.map_or("主题", |k| k.title_label.as_str());
    let pair = |l1: &str, t1: String, l2: &str, t2: String| {
        vec![FormCell::label(l1), FormCell::content(t1), FormCell::label(l2), FormCell::content(t2)]
    };
    let wide = |label: &str, text: String, room: usize| {
        vec![FormCell::label(label), FormCell::content(text).span(3).room(room)]
    };

    let (due, present) = heads(kind, meeting);
    let mut rows = vec![
        pair("时间", when(meeting), "地点", a.place.clone()),
        pair("主持人", a.chair.clone(), "记录人", a.recorder.clone()),
        pair("应到", due, "实到", present),
    ];
    if !a.group.is_empty() {
        rows.insert(0, wide("党小组", a.group.clone(), 1));
    }
    let named = |roll| names(&meeting.attendance, roll);
    let present = named(Roll::Present);
    if !present.is_empty() {
        rows.push(wide("出席人员", present, 1));
    }
    rows.push(wide("请假、缺席\n人员及原因", away(meeting), 2));
    let corrected = corrected(&meeting.attendance);
    if !corrected.is_empty() {
        rows.push(wide("应到更正", corrected, 1));
    }
    let observers = named(Roll::Observer);
    if !observers.is_empty() {
        rows.push(wide("列席人员", observers, 1));
    }
    if title_label == TOPICS {
        let both = [a.title.as_str(), a.topics.as_str()];
        let lines: Vec<&str> = both.into_iter().filter(|t| !t.is_empty()).collect();
        rows.push(wide(TOPICS, lines.join("\n"), 2));
    } else {
        rows.push(wide(title_label, a.title.clone(), 1));
        if !a.topics.is_empty() {
            rows.push(wide(TOPICS, a.topics.clone(), 2));
        }
    }
    let known = kind.map_or(&[][..], |k| k.fields.as_slice());
    for field in known {
        let value = a.extra.get(&field.id).map_or("", String::as_str);
        let (text, room) = match field.kind {
            FieldType::YesNo => (yes_no(value), 1),
            FieldType::Lines => (value.to_owned(), 2),
            _ => (value.to_owned(), 1),
        };
        rows.push(wide(&field.label, text, room));
    }
    for (key, value) in a.extra.iter().filter(|(k, v)| !v.is_empty() && known.iter().all(|f| &f.id != *k)) {
        rows.push(wide(key, value.clone(), 1));
    }
    if GradeTally::of(&meeting.attendance).begun() {
        rows.push(wide("评定等次", grades(&meeting.attendance), 2));
    }
    rows.push(wide("内容记录", a.minutes.clone(), 8));
    if !meeting.votes.is_empty() || kind.is_some_and(|k| k.votes) {
        let matters: Vec<String> = (1..).zip(&meeting.votes).map(|(i, v)| format!("{i}.{}", voted(v, rules))).collect();
        rows.push(wide("表决情况", matters.join("\n"), 2));
    }

    let no = if a.no.is_empty() { String::new() } else { format!("\u{3000}\u{3000}编号:{}", a.no) };
    let mut blocks = vec![Block::Text(format!("党组织:{org}{no}")), Block::Form { widths: vec![18, 34, 13, 35], rows }];
    if a.days_late() > LATE_DAYS {
        let on = chinese(a.recorded_at.date());
        blocks.push(Block::Text(format!("注:本记录于{on}补录(活动后{}天)。", a.days_late())));
    }
    blocks.push(Block::Signatures(vec!["主持人(签字)".into(), "记录人(签字)".into()]));
    Paper { title: format!("{name}记录"), landscape: false, blocks }
}

/// One matter with its counts, what came of it, and the rule that says so.
fn voted(v: &Vote, rules: &[VoteRule]) -> String {
    let mut text = format!("{}:赞成{}票,反对{}票,弃权{}票", v.matter, v.agree, v.against, v.abstain);
    if v.written > 0 {
        text.push_str(&format!("(其中书面意见{}票)", v.written));
    }
    let Some(rule) = rules.iter().find(|r| r.id == v.rule) else { return text };
    match rule.judge(v) {
        Outcome::Open => {}
        outcome => text.push_str(&format!(";{}", outcome.name())),
    }
    text.push_str(&format!("\n规则:{}({})", rule.words(), rule.source()));
    text
}

/// `2026年3月5日(星期四) 9:00至11:00`.
fn when(meeting: &Meeting) -> String {
    let a = &meeting.activity;
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][a.held_on.weekday().num_days_from_monday() as usize];
    let mut text = format!("{}(星期{weekday})", chinese(a.held_on));
    if !a.starts.is_empty() {
        text.push_str(&format!(" {}", a.starts));
    }
    if !a.ends.is_empty() {
        text.push_str(&format!("至{}", a.ends));
    }
    text
}

/// `2026年3月5日`.
pub(super) fn chinese(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 应到 and 实到 in words. Named figures and those that the paper states are never mixed silently.
fn heads(kind: Option<&ActivityKind>, meeting: &Meeting) -> (String, String) {
    let turnout = meeting.turnout();
    if turnout.stated {
        let source = "(据原记录,未逐人点名)";
        return (format!("{}人{source}", turnout.due), format!("{}人{source}", turnout.present));
    }
    let t = Tally::of(&meeting.attendance);
    let voting = |n: u32| match kind {
        Some(k) if k.votes || k.quorum.of_voters() => format!("(其中有表决权{n}人)"),
        _ => String::new(),
    };
    let mut due = format!("{}人{}", t.due, voting(t.due_voting));
    let mut present = format!("{}人{}", t.present, voting(t.present_voting));
    if t.unmarked > 0 {
        present.push_str(&format!(",另有{}人未点名", t.unmarked));
    }
    let stated = |figure: Option<u32>, named: u32| match figure {
        Some(n) if n != named => format!(";原记录为{n}人"),
        _ => String::new(),
    };
    due.push_str(&stated(meeting.activity.stated_due, t.due));
    present.push_str(&stated(meeting.activity.stated_present, t.present));
    (due, present)
}

/// Who was put on 应到 or taken off it by hand, and why.
fn corrected(attendance: &[Attendance]) -> String {
    let lines = attendance.iter().filter(|a| !a.due_note.is_empty()).map(|a| {
        let what = if a.roll == Roll::NotDue { "不计应到" } else { "列入应到" };
        format!("{}:{what}({})", a.name, a.due_note)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The tally, then the names under each grade but 合格, which is everybody else.
fn grades(attendance: &[Attendance]) -> String {
    let mut lines = vec![GradeTally::of(attendance).to_string()];
    for grade in Grade::ALL.iter().filter(|g| **g != Grade::Qualified) {
        let got = attendance.iter().filter(|a| a.gets_grade() && a.grade == Some(*grade));
        let names: Vec<&str> = got.map(|a| a.name.as_str()).collect();
        if !names.is_empty() {
            lines.push(format!("{}:{}", grade.name(), names.join("、")));
        }
    }
    lines.join("\n")
}

fn names(attendance: &[Attendance], roll: Roll) -> String {
    let names: Vec<&str> = attendance.iter().filter(|a| a.roll == roll).map(|a| a.name.as_str()).collect();
    names.join("、")
}

/// Who was away and why; 无 only where the roll call is complete and says so.
fn away(meeting: &Meeting) -> String {
    let tally = Tally::of(&meeting.attendance);
    let lines: Vec<String> = [Roll::Excused, Roll::Absent]
        .into_iter()
        .filter_map(|roll| {
            let people: Vec<String> = meeting
                .attendance
                .iter()
                .filter(|a| a.roll == roll)
                .map(|a| if a.reason.is_empty() { a.name.clone() } else { format!("{}({})", a.name, a.reason) })
                .collect();
            (!people.is_empty()).then(|| format!("{}{}人:{}", roll.name(), people.len(), people.join("、")))
        })
        .collect();
    if lines.is_empty() && tally.due > 0 && tally.unmarked == 0 { "无".into() } else { lines.join("\n") }
}

fn yes_no(value: &str) -> String {
    match value {
        "true" | "yes" | "1" | "是" => "是".into(),
        "false" | "no" | "0" | "否" => "否".into(),
        other => other.to_owned(),
    }
}
