//! What is printed and exported, as plain papers and tables: a record, the roster, the score.
//! Not here: the files that they become (`print`), the layout of a file format (`office`).

use crate::{
    model::{
        activity::{ActivityKind, Attendance, FieldType, Meeting, Roll, Tally},
        date::{Date, PartialDate},
        duty::LATE_DAYS,
        member::Member,
        org::Org,
        paper::{Block, Column, FormCell, Paper, Table, Value},
        score::{Points, Score, Scored, State},
        vote::{Outcome, Vote, VoteRule},
    },
    text::idcard::{mask_id, mask_phone},
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

fn chinese(day: Date) -> String {
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

/// The roster as it is handed in. `masked`: identity numbers and phones without their middle, and without the file's own further columns.
pub fn roster_table(org: &str, members: &[Member], masked: bool) -> Table {
    let mut columns: Vec<Column> = [
        ("序号", 6),
        ("姓名", 9),
        ("性别", 5),
        ("民族", 7),
        ("出生日期", 11),
        ("公民身份号码", 20),
        ("学历", 9),
        ("人员类别", 9),
        ("入党时间", 11),
        ("转正时间", 11),
        ("党小组", 11),
        ("职务", 14),
        ("从业情况", 14),
        ("联系电话", 13),
        ("家庭住址", 22),
        ("流动党员", 9),
        ("外出地点", 12),
        ("备注", 14),
    ]
    .into_iter()
    .map(|(name, width)| Column { name: name.into(), width })
    .collect();
    let mut further: Vec<&String> = if masked { vec![] } else { members.iter().flat_map(|m| m.extra.keys()).collect() };
    further.sort();
    further.dedup();
    columns.extend(further.iter().map(|k| Column { name: (*k).clone(), width: 12 }));

    let date = |d: Option<PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let rows = members.iter().map(|m| {
        let (id, phone) =
            if masked { (mask_id(&m.id_number), mask_phone(&m.phone)) } else { (m.id_number.clone(), m.phone.clone()) };
        let mut cells = vec![Value::Integer(i64::from(m.no))];
        cells.extend(
            [
                m.name.clone(),
                m.sex.map_or("", |s| s.name()).to_owned(),
                m.ethnicity.clone(),
                date(m.birth),
                id,
                m.education.clone(),
                m.category.name().to_owned(),
                date(m.joined),
                date(m.full),
                m.group.clone(),
                m.post.clone(),
                m.job.clone(),
                phone,
                m.address.clone(),
                if m.floating { "是" } else { "" }.to_owned(),
                m.floating_place.clone(),
                m.note.clone(),
            ]
            .map(Value::Text),
        );
        cells.extend(further.iter().map(|k| Value::Text(m.extra.get(*k).cloned().unwrap_or_default())));
        cells
    });
    Table {
        title: format!("{org}党员花名册"),
        columns,
        rows: rows.collect(),
        notes: vec![format!("共{}人", members.len())],
    }
}

/// The scoring sheet with deductions and reasons. An item that nobody can judge from the records stays blank: 待评 is not 0.
pub fn score_table(org: Option<&Org>, score: &Score) -> Table {
    let columns = [
        ("序号", 6),
        ("考核指标", 16),
        ("考核内容", 40),
        ("标准分", 8),
        ("扣分", 8),
        ("扣分原因", 36),
        ("得分", 8),
        ("状态", 8),
    ];
    let mut rows = Vec::new();
    for section in &score.sections {
        for item in &section.items {
            let mut cells = vec![Value::Text(item.no.clone()), Value::Text(section.name.clone())];
            cells.extend(score_cells(item));
            rows.push(cells);
        }
        let lost = lost(section.items.iter());
        rows.push(total_row(&format!("{} 小计", section.name), section.totals.max, lost, section.totals.expected));
    }
    let lost = lost(score.sections.iter().flat_map(|s| &s.items));
    rows.push(total_row("合计", score.totals.max, lost, score.totals.expected));

    let t = score.totals;
    let mut notes = vec![
        format!(
            "预估{} + 待评{} / {};已确认{};可达{}。截至{}。",
            t.expected,
            t.open,
            t.max,
            t.confirmed,
            t.reachable,
            chinese(score.on)
        ),
        "“建议”由记录推算,可由人改定;“待评”尚未评分,不等于0分。".into(),
    ];
    notes.extend(score.warnings.iter().cloned());
    let org = org.map_or("", |o| o.name.as_str());
    let columns = columns.into_iter().map(|(name, width)| Column { name: name.into(), width });
    Table { title: format!("{org} {}", score.name).trim().to_owned(), columns: columns.collect(), rows, notes }
}

fn total_row(name: &str, max: Points, lost: Points, got: Points) -> Vec<Value> {
    let blank = || Value::Text(String::new());
    vec![
        blank(),
        Value::Text(name.into()),
        blank(),
        Value::Points(max),
        Value::Points(lost),
        blank(),
        Value::Points(got),
        blank(),
    ]
}

/// Content, maximum, deduction, reason, points and state of one item.
fn score_cells(item: &Scored) -> [Value; 6] {
    let blank = || Value::Text(String::new());
    let (state, counts) = match item.state {
        State::Decided => ("已评定", true),
        State::Suggested => ("建议", true),
        State::Open => ("待评", false),
        State::NotApplicable => ("不适用", false),
    };
    let (lost, got) = if counts {
        (Value::Points(item.max - item.expected), Value::Points(item.expected))
    } else {
        (blank(), blank())
    };
    let text = |s: &str| Value::Text(s.to_owned());
    [text(&item.text), Value::Points(item.max), lost, text(&item.reason), got, text(state)]
}

fn lost<'a>(items: impl Iterator<Item = &'a Scored>) -> Points {
    items.filter(|i| matches!(i.state, State::Decided | State::Suggested)).map(|i| i.max - i.expected).sum()
}

/// A table on paper, landscape.
pub fn table_paper(table: &Table) -> Paper {
    let mut rows = vec![table.columns.iter().map(|c| FormCell::label(&c.name)).collect::<Vec<_>>()];
    rows.extend(table.rows.iter().map(|row| row.iter().map(|v| FormCell::content(value_text(v))).collect()));
    let mut blocks = vec![Block::Form { widths: table.columns.iter().map(|c| u32::from(c.width)).collect(), rows }];
    blocks.extend(table.notes.iter().cloned().map(Block::Text));
    Paper { title: table.title.clone(), landscape: true, blocks }
}

/// A form as a table of labels and contents.
pub fn paper_table(paper: &Paper) -> Table {
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Form { rows: lines, .. } => {
                for pair in lines.iter().flat_map(|cells| cells.chunks(2)) {
                    rows.push(
                        pair.iter()
                            .map(|c| Value::Text(c.text.replace('\n', if c.label { "" } else { "\n" })))
                            .collect(),
                    );
                }
            }
            Block::Text(text) => notes.push(text.clone()),
            Block::Signatures(labels) => {
                notes.push(labels.iter().map(|l| format!("{l}:")).collect::<Vec<_>>().join("\u{3000}"))
            }
        }
    }
    let columns = [("项目", 16), ("内容", 80)].into_iter().map(|(name, width)| Column { name: name.into(), width });
    Table { title: paper.title.clone(), columns: columns.collect(), rows, notes }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Text(s) => s.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Points(p) => p.to_string(),
    }
}
