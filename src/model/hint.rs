//! Contradictions in one record, as hints and never as blocks: dates, quorum, people, two meetings at one hour.
//! Pure: the record, its organisation and the other records of that time in, plain sentences out.

mod per_kind;
mod seen;
#[cfg(test)]
mod tests;
mod votes;

use super::{
    activity::{ActivityKind, Attendance, LATE_DAYS, MEMBERS_MEETING, Meeting, QuorumState, Roll, Source, Tally, Who},
    date::Date,
    field::FieldType,
    id::MemberId,
    org::Org,
    vote::VoteRule,
};
/// How many people are named at most who are at two places.
const MOST_NAMED: usize = 5;

/// What a hint looks at besides the record.
pub struct Around<'a> {
    pub org: &'a Org,
    pub kind: Option<&'a ActivityKind>,
    /// The rules that votes are judged by.
    pub rules: &'a [VoteRule],
    pub today: Date,
    /// Other records of the same day that were not held on the same occasion.
    pub same_day: &'a [Other],
    /// The name and the day of what was held on the same occasion.
    pub linked: &'a [(String, Date)],
    /// The roll of who, by the roster, was due that day; empty where people are named one by one.
    pub due: &'a [Attendance],
    /// The name of whoever was secretary that day; empty where nobody was.
    pub secretary: &'a str,
    /// What the committee saw before; `None` where the branch has no committee.
    pub committee: Option<Seen<'a>>,
}

/// What may have come before the committee.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Everything that the committee wrote down in the year before: titles, topics, minutes.
    pub texts: &'a [String],
    /// The names of the people on the roster, by which a matter is known.
    pub names: &'a [String],
}

/// Another record, as far as hints need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub title: String,
    pub starts: String,
    pub ends: String,
    pub chair: String,
    /// The members who were there.
    pub present: Vec<MemberId>,
}

/// Every contradiction found in a record, in plain sentences; empty where all agrees.
pub fn hints(meeting: &Meeting, around: &Around<'_>) -> Vec<String> {
    let a = &meeting.activity;
    let t = Tally::of(&meeting.attendance);
    let who = around.kind.map_or(Who::Named, |k| k.who);
    let mut found = Vec::new();
    let mut hint = |wrong: bool, text: String| {
        if wrong {
            found.push(text);
        }
    };
    hint(a.title.is_empty(), format!("{}还没填", around.kind.map_or("主题", |k| &k.title_label)));
    let stands =
        |part: &str| around.kind.is_none_or(|k| k.form.is_empty() || k.form.iter().flatten().any(|c| c.value == part));
    let parts = [("place", "地点", &a.place), ("chair", "主持人", &a.chair), ("recorder", "记录人", &a.recorder)];
    let empty: Vec<&str> =
        parts.iter().filter(|(id, _, text)| text.is_empty() && stands(id)).map(|(_, label, _)| *label).collect();
    hint(!empty.is_empty(), format!("{}还没填", empty.join("、")));
    hint(who == Who::Group && a.group.is_empty(), "还没选是哪个党小组".into());
    hint(a.on > around.today, format!("日期 {} 还没到", a.on));
    if let Some(founded) = around.org.founded {
        hint(a.on < founded.earliest(), format!("日期 {} 早于支部成立({founded})", a.on));
    }
    hint(!a.ends.is_empty() && a.ends <= a.starts, format!("结束时间 {} 不晚于开始时间 {}", a.ends, a.starts));
    for (role, name, may_observe) in [("主持人", &a.chair, false), ("记录人", &a.recorder, true)] {
        let rolls = || meeting.attendance.iter().filter(|p| p.name == *name).map(|p| p.roll);
        let there =
            |roll: Roll| matches!(roll, Roll::Present | Roll::Unmarked) || may_observe && roll == Roll::Observer;
        match rolls().next() {
            Some(_) if rolls().any(there) => {}
            Some(Roll::Observer) => hint(true, format!("{role}{name}是列席,不在应到之列")),
            Some(roll) => hint(true, format!("{role}{name}记为{}", roll.name())),
            // Where people are named one by one nobody is due before being named.
            None => hint(!name.is_empty() && t.due > 0 && who != Who::Named, format!("{role}{name}不在应到名单里")),
        }
    }
    let strangers = if around.due.is_empty() { Vec::new() } else { not_due(&meeting.attendance, around.due) };
    hint(!strangers.is_empty(), format!("按名册,{}这一天不在应到之列", some(&strangers)));
    // The names of a ledger are never all.
    let typed = a.source == Source::Typed && !meeting.attendance.is_empty();
    let missing = if typed { missing(&meeting.attendance, around.due) } else { Vec::new() };
    let missing: Vec<&str> = missing.iter().map(|d| d.name.as_str()).collect();
    hint(!missing.is_empty(), format!("按名册,{}这一天应到,名单里没有", some(&missing)));
    if let Some(due) = a.stated_due {
        hint(t.due > 0 && due != t.due, format!("纸面应到{due}人,名单应到{}人", t.due));
    }
    if let Some(present) = a.stated_present {
        let due = a.stated_due.or((t.due > 0).then_some(t.due));
        if let Some(due) = due.filter(|due| present > *due) {
            hint(true, format!("实到{present}人,多于应到{due}人"));
        }
        hint(
            t.unmarked == 0 && t.due > 0 && present != t.present,
            format!("纸面实到{present}人,点名到会{}人", t.present),
        );
        hint(present < t.present, format!("纸面实到{present}人,少于点名到会{}人", t.present));
    }
    hint(t.unmarked > 0 && a.stated_present.is_none(), format!("还有{}人没有点名", t.unmarked));
    if let Some((quorum, QuorumState::Short(short))) = around.kind.map(|k| (k.quorum, k.quorum.judge(t))) {
        let voted = if meeting.votes.is_empty() { "" } else { ",却有表决" };
        hint(a.stated_present.is_none(), format!("到会{}{voted}(差{short}人)", quorum.missed()));
    }
    hint(a.written().is_empty(), "记录还是空的".into());
    hint(a.days_late() > LATE_DAYS, format!("会后{}天才录入,记为补录", a.days_late()));
    for spec in around.kind.map_or(&[][..], |k| &k.fields) {
        let value = a.extra.get(&spec.id).map_or("", String::as_str);
        found.extend(spec.read(value, around.today).err());
        if spec.kind == FieldType::Person {
            found.extend(no_name(&spec.label, value));
        }
    }
    found.extend([("主持人", &a.chair), ("记录人", &a.recorder)].iter().filter_map(|(role, name)| no_name(role, name)));
    found.extend(around.same_day.iter().filter_map(|other| clash(meeting, other)));
    for (name, day) in around.linked.iter().filter(|(_, day)| *day != a.on) {
        found.push(format!("同日另记的{name}是 {day},这一条是 {}", a.on));
    }
    found.extend(votes::votes(meeting, around));
    if around.kind.is_some_and(|k| k.grades) {
        found.extend(per_kind::grades(meeting));
    }
    found.extend(per_kind::lecturer(meeting, around.secretary));
    if let Some(seen) = around.committee.filter(|_| a.kind == MEMBERS_MEETING) {
        let unseen = seen.unseen(meeting).into_iter();
        found.extend(unseen.map(|matter| format!("“{matter}”提交党员大会前,一年内的支委会记录里没有提到")));
    }
    found
}

/// Initials or a number that stand where a name should.
fn no_name(role: &str, text: &str) -> Option<String> {
    (!text.is_empty() && text.is_ascii()).then(|| format!("{role}写的是“{text}”,不像姓名"))
}

/// Another record at the same hour with somebody who cannot be at both.
fn clash(meeting: &Meeting, other: &Other) -> Option<String> {
    let a = &meeting.activity;
    if !overlap(&a.starts, &a.ends, other) {
        return None;
    }
    let mut why = Vec::new();
    if !a.chair.is_empty() && a.chair == other.chair {
        why.push(format!("主持人也是{}", a.chair));
    }
    let there = meeting.attendance.iter().filter(|p| p.roll == Roll::Present);
    let both: Vec<&str> =
        there.filter(|p| p.member.is_some_and(|m| other.present.contains(&m))).map(|p| p.name.as_str()).collect();
    if !both.is_empty() {
        why.push(format!("{}两边都记为到会", some(&both)));
    }
    (!why.is_empty()).then(|| format!("同一时间还有《{}》,{}", other.title, why.join(",")))
}

/// Who stands on a roll as due and, by the roster, was not due that day.
pub fn not_due<'a>(roll: &'a [Attendance], due: &[Attendance]) -> Vec<&'a str> {
    let counted = |a: &&Attendance| a.roll.is_due() && a.due_note.is_empty() && a.member.is_some();
    let expected = |a: &&Attendance| !due.iter().any(|d| d.member == a.member);
    roll.iter().filter(counted).filter(expected).map(|a| a.name.as_str()).collect()
}

/// Who, by the roster, was due that day and does not stand on a roll at all.
pub fn missing<'a>(roll: &[Attendance], due: &'a [Attendance]) -> Vec<&'a Attendance> {
    due.iter().filter(|d| !roll.iter().any(|a| a.member == d.member)).collect()
}

/// The first of the names, and how many there are where not all are said.
pub fn some(names: &[&str]) -> String {
    let first = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("、");
    if names.len() > MOST_NAMED { format!("{first}等{}人", names.len()) } else { first }
}

/// Whether another record's time and this one's share a moment; unknown times share nothing.
fn overlap(starts: &str, ends: &str, other: &Other) -> bool {
    if starts.is_empty() || other.starts.is_empty() {
        return false;
    }
    let end = |starts: &str, ends: &str| if ends.is_empty() { starts.to_owned() } else { ends.to_owned() };
    starts == other.starts || (*starts < *end(&other.starts, &other.ends) && other.starts < end(starts, ends))
}
