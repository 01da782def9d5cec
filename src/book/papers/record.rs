//! The record of a meeting or activity as a form. Not here: what is printed before it is held (`sign_in`, `notice`).

use super::words::{FOUR_COLUMNS, TOPICS, agenda, chinese, kind_name, pair, when, wide};
use crate::model::{
    activity::{ActivityKind, Attendance, GradeTally, LATE_DAYS, Meeting, PLAN, Roll, Tally, Who},
    field::{FieldSpec, FieldType, ticked},
    grade::Grade,
    paper::{Block, Paper, PaperCell},
    record::RecordCell,
    vote::{Ballots, Outcome, Vote, VoteMethod, VoteRule},
};

/// What the record of a meeting stands in: whose it is, by which rules, beside what.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    pub org: &'a str,
    pub kind: Option<&'a ActivityKind>,
    pub rules: &'a [VoteRule],
    /// What else was held on the occasion, each as it is called.
    pub linked: &'a [String],
    /// Who was secretary on the day; empty where nobody is known.
    pub secretary: &'a str,
}

/// The printed record of a meeting or activity: who, when, where, 应到 and 实到, absences with reasons, content, votes,
/// signatures. A kind that the data files no longer know is printed all the same.
pub fn meeting_paper(setting: &Setting<'_>, meeting: &Meeting) -> Paper {
    let Setting { org, kind, secretary, .. } = *setting;
    let a = &meeting.activity;
    let rows = laid_out(kind.map_or(&[], |k| k.form.as_slice()), parts(setting, meeting));

    let no = if a.no.is_empty() { String::new() } else { format!("\u{3000}\u{3000}编号:{}", a.no) };
    let mut blocks =
        vec![Block::Text(format!("党组织:{org}{no}")), Block::Table { widths: FOUR_COLUMNS.to_vec(), rows }];
    if a.days_late() > LATE_DAYS {
        let on = chinese(a.recorded_at.date());
        blocks.push(Block::Text(format!("注:本记录于{on}补录(活动后{}天)。", a.days_late())));
    }
    let mut signatures = kind.map_or(Vec::new(), |k| k.signatures.clone());
    if signatures.is_empty() {
        signatures = vec!["主持人(签字)".to_owned(), "记录人(签字)".to_owned()];
        if secretary.is_empty() || a.chair != secretary {
            signatures.push("书记(签字)".to_owned());
        }
    }
    blocks.push(Block::Signatures(signatures));
    Paper { title: format!("{}记录", kind_name(kind, a)), landscape: false, blocks }
}

/// Something that a record tells.
struct Part {
    /// The part's name: one of [`PARTS`](crate::model::record::PARTS), the id of a further field, or a heading of the
    /// activities file that the record came from.
    value: String,
    label: String,
    text: String,
    /// Lines of writing room that the part keeps at least.
    room: usize,
    /// The part stands on a record as most are, though there may be nothing in it.
    usual: bool,
    /// The part that stands beside this one, where both are there; empty: none.
    beside: &'static str,
}

impl Part {
    fn new(value: &str, label: &str, text: impl Into<String>) -> Self {
        let (value, label, text) = (value.to_owned(), label.to_owned(), text.into());
        Self { usual: !text.is_empty(), value, label, text, room: 1, beside: "" }
    }

    /// The part with room to write where nothing is known.
    fn usual(self, room: usize) -> Self {
        Self { usual: true, room, ..self }
    }

    fn beside(self, next: &'static str) -> Self {
        Self { beside: next, ..self.usual(1) }
    }
}

/// First the rows that the kind's form names, then whatever else there is, in the order of most records.
fn laid_out(form: &[Vec<RecordCell>], parts: Vec<Part>) -> Vec<Vec<PaperCell>> {
    let cell = |c: &RecordCell| {
        let part = parts.iter().find(|p| p.value == c.value);
        let (label, text, room) = part.map_or(("", "", 1), |p| (&p.label, &p.text, p.room));
        (if c.label.is_empty() { label.to_owned() } else { c.label.clone() }, text.to_owned(), room)
    };
    let mut rows: Vec<Vec<PaperCell>> = form
        .iter()
        .map(|row| match row.as_slice() {
            [left, right] => {
                let ((l1, t1, _), (l2, t2, _)) = (cell(left), cell(right));
                pair(&l1, t1, &l2, t2)
            }
            cells => {
                let (label, text, room) = cells.first().map(cell).unwrap_or_default();
                wide(&label, text, room)
            }
        })
        .collect();
    let named = |p: &Part| form.iter().flatten().any(|c| c.value == p.value);
    let there = |p: &Part| !named(p) && if form.is_empty() { p.usual } else { !p.text.is_empty() };
    let mut rest = parts.iter().filter(|p| there(p)).peekable();
    while let Some(part) = rest.next() {
        rows.push(match rest.next_if(|next| next.value == part.beside) {
            Some(next) => pair(&part.label, &part.text, &next.label, &next.text),
            None => wide(&part.label, &part.text, part.room),
        });
    }
    rows
}

/// All that a record tells, in the order of most records.
fn parts(setting: &Setting<'_>, meeting: &Meeting) -> Vec<Part> {
    let Setting { kind, rules, linked, .. } = *setting;
    let a = &meeting.activity;
    let mut parts = vec![
        Part::new("group", "党小组", &a.group),
        Part::new("day", "时间", when(a)).beside("place"),
        Part::new("place", "地点", &a.place).usual(1),
        Part::new("chair", "主持人", &a.chair).beside("recorder"),
        Part::new("recorder", "记录人", &a.recorder).usual(1),
    ];
    if let Some((due, present)) = heads(kind, meeting) {
        parts.extend([Part::new("due", "应到", due).beside("present"), Part::new("present", "实到", present).usual(1)]);
    }
    parts.push(Part::new("linked", "同日并行", linked.join(";")));
    let named = |roll| names(&meeting.attendance, roll);
    if kind.is_some_and(|k| k.who == Who::Named) && meeting.attendance.is_empty() {
        parts.push(Part::new("came", "参加人员", "").usual(2));
    } else {
        parts.push(Part::new("came", "出席人员", named(Roll::Present)));
        parts.push(Part::new("away", "请假、缺席\n人员及原因", away(meeting)).usual(2));
    }
    parts.push(Part::new("corrected", "应到更正", corrected(&meeting.attendance)));
    parts.push(Part::new("observers", "列席人员", named(Roll::Observer)));
    for (value, (label, text)) in ["title", "topics"].into_iter().zip(agenda(kind, a)) {
        let room = if label == TOPICS { 2 } else { 1 };
        parts.push(Part::new(value, &label, text).usual(room));
    }
    let known = kind.map_or(&[][..], |k| k.fields.as_slice());
    parts.extend(known.iter().map(|field| of_field(field, a.extra.get(&field.id).map_or("", String::as_str))));
    let others = a.extra.iter().filter(|(k, _)| known.iter().all(|f| &f.id != *k));
    parts.extend(others.map(|(key, value)| Part::new(key, key, value)));
    if GradeTally::of(&meeting.attendance).begun() {
        parts.push(Part::new("grades", "评定等次", grades(&meeting.attendance)).usual(2));
    }
    // What has many fields of its own would else run over the page with nothing on the second.
    let room = if known.len() > 3 { 5 } else { 8 };
    parts.push(Part::new("minutes", "内容记录", a.written()).usual(room));
    if !meeting.votes.is_empty() || kind.is_some_and(|k| k.votes) {
        let ballots = Ballots::read(|id| a.extra.get(id).map(String::as_str));
        let matter = |(i, v)| format!("{i}.{}", voted(v, rules, ballots));
        let matters: Vec<String> = (1..).zip(&meeting.votes).map(matter).collect();
        parts.push(Part::new("vote_form", "表决形式", forms(&meeting.votes)).usual(1));
        parts.push(Part::new("votes", "表决情况", matters.join("\n")).usual(2));
    }
    parts
}

fn of_field(field: &FieldSpec, value: &str) -> Part {
    let (text, room) = match field.kind {
        _ if field.tick => (checked(value), 1),
        FieldType::YesNo => (yes_no(value), 1),
        FieldType::Lines => (value.to_owned(), 2),
        _ => (value.to_owned(), 1),
    };
    let part = Part::new(&field.id, &field.label, text).usual(room);
    // The plan has a sheet of its own to be written on.
    Part { usual: field.id != PLAN || !value.is_empty(), ..part }
}

/// How it was voted: once where all matters were voted on alike. What nobody said is left to be written in.
fn forms(votes: &[Vote]) -> String {
    let name = |v: &Vote| v.form.map_or("", VoteMethod::name);
    match votes {
        [] => String::new(),
        [first, rest @ ..] if rest.iter().all(|v| v.form == first.form) => name(first).to_owned(),
        _ => (1..).zip(votes).map(|(i, v)| format!("{i}.{}", name(v))).collect::<Vec<_>>().join(";"),
    }
}

/// Room for a count.
const BLANK_COUNT: &str = "\u{3000}\u{3000}";

/// One matter with its counts, what came of it, and the rule that says so.
fn voted(v: &Vote, rules: &[VoteRule], ballots: Ballots) -> String {
    // What nobody counted is left to be written in.
    let count = |n: u32| if v.cast() == 0 { BLANK_COUNT.to_owned() } else { n.to_string() };
    let [agree, against, abstain] = [v.agree, v.against, v.abstain].map(count);
    let mut text = format!("{}:赞成{agree}票,反对{against}票,弃权{abstain}票", v.matter);
    if v.written > 0 {
        text.push_str(&format!("(其中书面意见{}票)", v.written));
    }
    let Some(rule) = rules.iter().find(|r| r.id == v.rule) else { return text };
    match rule.judge(v, ballots) {
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

/// A box before what was written: with a tick, or to be ticked by hand.
fn checked(value: &str) -> String {
    let text = match ticked(value) {
        Some(done) => format!("☑ {done}"),
        None => format!("☐ {}", yes_no(value)),
    };
    text.trim_end().to_owned()
}

fn yes_no(value: &str) -> String {
    match value {
        "true" | "yes" | "1" | "是" => "是".into(),
        "false" | "no" | "0" | "否" => "否".into(),
        other => other.to_owned(),
    }
}
