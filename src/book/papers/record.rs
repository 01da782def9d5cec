//! The record of a meeting or activity as a form. Not here: what is printed before it is held (`sign_in`, `notice`).

use super::words::{TOPICS, agenda, chinese, kind_name, pair, when, wide};
use crate::model::{
    activity::{ActivityKind, Attendance, Meeting, PLAN, Roll, Tally, Who},
    duty::LATE_DAYS,
    field::{FieldType, ticked},
    grade::{Grade, GradeTally},
    paper::{Block, Paper},
    vote::{Outcome, Vote, VoteRule},
};

/// A meeting or activity as a form: who, when, where, 应到 and 实到, absences with reasons, content, votes, signatures.
/// `kind` is `None` where the data files no longer know it; everything is printed all the same. `linked`: what else was
/// held on the occasion, as it is called.
pub fn meeting_paper(
    org: &str,
    kind: Option<&ActivityKind>,
    rules: &[VoteRule],
    linked: &[String],
    meeting: &Meeting,
) -> Paper {
    let a = &meeting.activity;
    let mut rows = vec![pair("时间", when(a), "地点", &a.place), pair("主持人", &a.chair, "记录人", &a.recorder)];
    let by_name = kind.is_some_and(|k| k.who == Who::Named);
    if let Some((due, present)) = heads(kind, meeting) {
        rows.push(pair("应到", due, "实到", present));
    }
    if !a.group.is_empty() {
        rows.insert(0, wide("党小组", a.group.clone(), 1));
    }
    if !linked.is_empty() {
        rows.push(wide("同日并行", linked.join(";"), 1));
    }
    let named = |roll| names(&meeting.attendance, roll);
    let present = named(Roll::Present);
    if !present.is_empty() {
        rows.push(wide("出席人员", present, 1));
    }
    if by_name && meeting.attendance.is_empty() {
        rows.push(wide("参加人员", "", 2));
    } else {
        rows.push(wide("请假、缺席\n人员及原因", away(meeting), 2));
    }
    let corrected = corrected(&meeting.attendance);
    if !corrected.is_empty() {
        rows.push(wide("应到更正", corrected, 1));
    }
    let observers = named(Roll::Observer);
    if !observers.is_empty() {
        rows.push(wide("列席人员", observers, 1));
    }
    rows.extend(agenda(kind, a).into_iter().map(|(label, text)| {
        let room = if label == TOPICS { 2 } else { 1 };
        wide(&label, text, room)
    }));
    let known = kind.map_or(&[][..], |k| k.fields.as_slice());
    for field in known {
        let value = a.extra.get(&field.id).map_or("", String::as_str);
        // The plan has a sheet of its own to be written on.
        if field.id == PLAN && value.is_empty() {
            continue;
        }
        let (text, room) = match field.kind {
            _ if field.tick => (checked(value), 1),
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
    // What has many fields of its own would else run over the page with nothing on the second.
    let room = if known.len() > 3 { 5 } else { 8 };
    rows.push(wide("内容记录", a.written(), room));
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
    Paper { title: format!("{}记录", kind_name(kind, a)), landscape: false, blocks }
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

/// 应到 and 实到 in words. Named figures and those that the paper states are never mixed silently. Room to write where
/// nobody was counted; `None` where nobody was and nobody need be.
fn heads(kind: Option<&ActivityKind>, meeting: &Meeting) -> Option<(String, String)> {
    const ROOM: &str = "\u{3000}\u{3000}人";
    let turnout = meeting.turnout();
    if turnout.stated {
        let source = "(据原记录,未逐人点名)";
        return Some((format!("{}人{source}", turnout.due), format!("{}人{source}", turnout.present)));
    }
    let t = Tally::of(&meeting.attendance);
    let a = &meeting.activity;
    if t.due == 0 && a.stated_due.is_none() && a.stated_present.is_none() {
        return kind.is_none_or(|k| k.who != Who::Named).then(|| (ROOM.into(), ROOM.into()));
    }
    let voting = |n: u32| match kind {
        Some(k) if k.votes || k.quorum.of_voters() => format!("(其中有表决权{n}人)"),
        _ => String::new(),
    };
    let mut due = format!("{}人{}", t.due, voting(t.due_voting));
    let mut present = format!("{}人{}", t.present, voting(t.present_voting));
    if t.due == 0 {
        (due, present) = (ROOM.into(), ROOM.into());
    } else if t.unmarked == t.due {
        present = format!("{ROOM}(未点名)");
    } else if t.unmarked > 0 {
        present.push_str(&format!(",另有{}人未点名", t.unmarked));
    }
    let stated = |figure: Option<u32>, named: u32| match figure {
        Some(n) if n != named => format!(";原记录为{n}人"),
        _ => String::new(),
    };
    due.push_str(&stated(meeting.activity.stated_due, t.due));
    present.push_str(&stated(meeting.activity.stated_present, t.present));
    Some((due, present))
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

/// A box before what was done: with a tick, or to be ticked by hand. What says neither stands as it is.
fn checked(value: &str) -> String {
    match ticked(value) {
        Some(done) => format!("☑ {done}").trim_end().to_owned(),
        None if value.is_empty() => "☐".into(),
        None => yes_no(value),
    }
}

fn yes_no(value: &str) -> String {
    match value {
        "true" | "yes" | "1" | "是" => "是".into(),
        "false" | "no" | "0" | "否" => "否".into(),
        other => other.to_owned(),
    }
}
