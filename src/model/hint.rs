//! Contradictions in one record, as hints and never as blocks: dates, quorum, people, two meetings at one hour.
//! Pure: the record, its organisation and the other records of that time in, plain sentences out.

use super::{
    activity::{ActivityKind, Attendance, MEMBERS_MEETING, Meeting, QuorumState, Roll, Tally},
    date::Date,
    duty::LATE_DAYS,
    org::Org,
    vote::Vote,
};
use crate::text::number::digits;

/// Further fields of an election: how many ballots went out and came back.
const ISSUED: &str = "issued";
const RETURNED: &str = "returned";

/// What a hint looks at besides the record.
pub struct Around<'a> {
    pub org: &'a Org,
    pub kind: Option<&'a ActivityKind>,
    pub today: Date,
    /// Other records of the same day that were not held on the same occasion.
    pub same_day: &'a [Other],
    /// What was held on the same occasion: how it is called, and its day.
    pub linked: &'a [(String, Date)],
    /// Who, by the roster, was due that day; empty where people are named one by one.
    pub due: &'a [Attendance],
    /// Everything that the committee wrote down in the year before: titles, topics, minutes.
    pub committee_saw: &'a [String],
}

/// Another record, as far as hints need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub title: String,
    pub starts: String,
    pub ends: String,
    pub chair: String,
}

/// Every contradiction found, in plain sentences; empty where all agrees.
pub fn hints(meeting: &Meeting, around: &Around<'_>) -> Vec<String> {
    let a = &meeting.activity;
    let t = Tally::of(&meeting.attendance);
    let mut found = Vec::new();
    let mut hint = |wrong: bool, text: String| {
        if wrong {
            found.push(text);
        }
    };
    hint(a.held_on > around.today, format!("日期 {} 还没到", a.held_on));
    if let Some(founded) = around.org.founded {
        hint(a.held_on < founded.earliest(), format!("日期 {} 早于支部成立({founded})", a.held_on));
    }
    hint(!a.ends.is_empty() && a.ends <= a.starts, format!("结束时间 {} 不晚于开始时间 {}", a.ends, a.starts));
    for (role, name) in [("主持人", &a.chair), ("记录人", &a.recorder)] {
        let person = meeting.attendance.iter().find(|p| p.name == *name);
        match person.map(|p| p.roll) {
            Some(roll @ (Roll::Excused | Roll::Absent)) => hint(true, format!("{role}{name}记为{}", roll.name())),
            None if !name.is_empty() && t.due > 0 => hint(true, format!("{role}{name}不在应到名单里")),
            _ => {}
        }
    }
    let strangers = if around.due.is_empty() { Vec::new() } else { not_due(&meeting.attendance, around.due) };
    hint(!strangers.is_empty(), format!("按名册,{}这一天不在应到之列", strangers.join("、")));
    if let Some(due) = a.stated_due {
        hint(t.due > 0 && due != t.due, format!("纸面应到{due}人,名单应到{}人", t.due));
    }
    if let Some(present) = a.stated_present {
        hint(
            t.unmarked == 0 && t.due > 0 && present != t.present,
            format!("纸面实到{present}人,点名到会{}人", t.present),
        );
        hint(present < t.present, format!("纸面实到{present}人,少于点名到会{}人", t.present));
    }
    hint(t.unmarked > 0 && a.stated_present.is_none(), format!("还有{}人没有点名", t.unmarked));
    if let Some((quorum, QuorumState::Short(short))) = around.kind.map(|k| (k.quorum, k.quorum.judge(t))) {
        let voted = if meeting.votes.is_empty() { "" } else { ",却有表决" };
        hint(a.stated_present.is_none(), format!("到会不足{}{voted}(差{short}人)", quorum.share()));
    }
    hint(a.written().is_empty(), "记录还是空的".into());
    hint(a.days_late() > LATE_DAYS, format!("会后{}天才录入,记为补录", a.days_late()));
    for other in around.same_day.iter().filter(|o| overlap(&a.starts, &a.ends, o) && o.chair == a.chair) {
        hint(!a.chair.is_empty(), format!("同一时间还有《{}》,主持人也是{}", other.title, a.chair));
    }
    for (name, day) in around.linked.iter().filter(|(_, day)| *day != a.held_on) {
        hint(true, format!("同日另记的{name}是 {day},这一条是 {}", a.held_on));
    }
    found.extend(ballots(meeting));
    if a.kind == MEMBERS_MEETING {
        let unseen = |matter: &str| !around.committee_saw.iter().any(|text| text.contains(matter));
        let unseen = meeting.votes.iter().map(|v| &v.matter).filter(|matter| unseen(matter));
        found.extend(unseen.map(|matter| format!("“{matter}”提交党员大会前,一年内的支委会记录里没有提到")));
    }
    found
}

/// More ballots than there can be: an election is void when more came back than went out (基层组织选举工作条例).
fn ballots(meeting: &Meeting) -> Vec<String> {
    let count = |field: &str| meeting.activity.extra.get(field).and_then(|text| digits(text));
    let (issued, returned) = (count(ISSUED), count(RETURNED));
    let mut found = Vec::new();
    if let (Some(issued), Some(returned)) = (issued, returned)
        && returned > issued
    {
        found.push(format!("收回选票{returned}张,多于发出的{issued}张,选举无效"));
    }
    if let Some(returned) = returned {
        let cast = |v: &Vote| v.agree + v.against + v.abstain;
        let over = meeting.votes.iter().filter(|v| cast(v) > returned);
        found.extend(over.map(|v| format!("“{}”赞成、反对、弃权共{}票,多于收回的{returned}张", v.matter, cast(v))));
    }
    found
}

/// Who stands on a roll as due and, by the roster, was not due that day.
pub fn not_due<'a>(roll: &'a [Attendance], due: &[Attendance]) -> Vec<&'a str> {
    let counted = |a: &&Attendance| a.roll.is_due() && a.due_note.is_empty() && a.member.is_some();
    let expected = |a: &&Attendance| !due.iter().any(|d| d.member == a.member);
    roll.iter().filter(counted).filter(expected).map(|a| a.name.as_str()).collect()
}

/// Whether another record's time and this one's share a moment; unknown times share nothing.
fn overlap(starts: &str, ends: &str, other: &Other) -> bool {
    if starts.is_empty() || other.starts.is_empty() {
        return false;
    }
    let end = |starts: &str, ends: &str| if ends.is_empty() { starts.to_owned() } else { ends.to_owned() };
    starts == other.starts || (*starts < *end(&other.starts, &other.ends) && other.starts < end(starts, ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        activity::{Activity, Quorum, Source},
        id::{ActivityId, MemberId, OrgId},
        org::OrgKind,
        vote::Vote,
    };

    fn meeting() -> Meeting {
        let person = |no: u32, name: &str| Attendance {
            member: Some(MemberId(no.into())),
            name: name.into(),
            no,
            roll: Roll::Present,
            votes: true,
            ..Attendance::default()
        };
        Meeting {
            activity: Activity {
                id: ActivityId(1),
                org: OrgId(1),
                no: "2026-001".into(),
                kind: "members_meeting".into(),
                held_on: "2026-03-05".parse().unwrap(),
                starts: "09:00".into(),
                ends: "11:00".into(),
                place: "会议室".into(),
                chair: "张三".into(),
                recorder: "李四".into(),
                title: "讨论接收".into(),
                topics: String::new(),
                minutes: "逐人表决。".into(),
                group: String::new(),
                stated_due: None,
                stated_present: None,
                extra: Default::default(),
                source: Source::Typed,
                recorded_at: "2026-03-06T09:00:00".parse().unwrap(),
                held_with: None,
                from_row: None,
            },
            attendance: vec![person(1, "张三"), person(2, "李四"), person(3, "王五")],
            votes: vec![Vote { matter: "接收赵六".into(), agree: 3, ..Vote::default() }],
        }
    }

    fn look_beside(
        meeting: &Meeting,
        same_day: &[Other],
        linked: &[(String, Date)],
        committee_saw: &[String],
    ) -> Vec<String> {
        let org = Org {
            id: OrgId(1),
            parent: None,
            kind: OrgKind::Village,
            name: "柳林村党支部".into(),
            township: String::new(),
            founded: "2001".parse().ok(),
            theme_day: 5,
        };
        let kind = ActivityKind {
            id: "members_meeting".into(),
            name: "党员大会".into(),
            aliases: Vec::new(),
            who: Default::default(),
            quorum: Quorum::HALF_OF_VOTERS,
            votes: true,
            vote_rule: String::new(),
            convener: String::new(),
            theme_day: false,
            title_label: "议题".into(),
            fields: Vec::new(),
            basis: String::new(),
            ..ActivityKind::default()
        };
        let today = "2026-03-10".parse().unwrap();
        hints(meeting, &Around { org: &org, kind: Some(&kind), today, same_day, linked, due: &[], committee_saw })
    }

    fn look(meeting: &Meeting, same_day: &[Other], committee_saw: &[String]) -> Vec<String> {
        look_beside(meeting, same_day, &[], committee_saw)
    }

    #[test]
    fn a_record_that_agrees_has_no_hint() {
        assert_eq!(look(&meeting(), &[], &["研究接收赵六为预备党员".into()]), Vec::<String>::new());
    }

    #[test]
    fn each_contradiction_is_told() {
        type Case = (&'static str, fn(&mut Meeting));
        let cases: [Case; 9] = [
            ("主持人张三记为请假", |m| m.attendance[0].roll = Roll::Excused),
            ("主持人外人不在应到名单里", |m| m.activity.chair = "外人".into()),
            ("早于支部成立", |m| m.activity.held_on = "1999-01-01".parse().unwrap()),
            ("还没到", |m| m.activity.held_on = "2026-04-01".parse().unwrap()),
            ("不晚于开始时间", |m| m.activity.ends = "08:30".into()),
            ("纸面应到5人", |m| m.activity.stated_due = Some(5)),
            ("还有1人没有点名", |m| m.attendance[2].roll = Roll::Unmarked),
            ("却有表决(差1人)", |m| m.attendance.iter_mut().take(2).for_each(|a| a.roll = Roll::Absent)),
            ("记录还是空的", |m| m.activity.minutes = " \n".into()),
        ];
        for (expected, change) in cases {
            let mut m = meeting();
            change(&mut m);
            let found = look(&m, &[], &["接收赵六".into()]);
            assert!(found.iter().any(|h| h.contains(expected)), "{expected}: {found:?}");
        }
    }

    #[test]
    fn ballots_are_counted_against_each_other() {
        let with = |issued: &str, returned: &str| {
            let mut m = meeting();
            m.activity.extra = [("issued", issued), ("returned", returned)].map(|(k, v)| (k.into(), v.into())).into();
            (m.votes[0].against, m.votes[0].abstain) = (2, 1);
            look(&m, &[], &["接收赵六".into()])
        };
        for fine in [("7", "6"), ("6", "6"), ("", ""), ("7", ""), ("", "6"), ("七", "六")] {
            assert_eq!(with(fine.0, fine.1), Vec::<String>::new(), "{fine:?}");
        }
        assert_eq!(with("６", "7"), ["收回选票7张,多于发出的6张,选举无效"]);
        assert_eq!(with("6", "5"), ["“接收赵六”赞成、反对、弃权共6票,多于收回的5张"]);
    }

    #[test]
    fn what_was_held_on_the_same_occasion_is_of_the_same_day() {
        let mut m = meeting();
        m.activity.held_on = "2026-03-04".parse().unwrap();
        let lecture = [("党课《一起的》".to_owned(), "2026-03-05".parse().unwrap())];
        let found = look_beside(&m, &[], &lecture, &["接收赵六".into()]);
        assert_eq!(look_beside(&meeting(), &[], &lecture, &["接收赵六".into()]), Vec::<String>::new());
        assert_eq!(found, ["同日另记的党课《一起的》是 2026-03-05,这一条是 2026-03-04"]);
    }

    #[test]
    fn two_meetings_at_one_hour_and_a_matter_that_the_committee_never_saw() {
        let at = |starts: &str, ends: &str| Other {
            title: "支委会".into(),
            starts: starts.into(),
            ends: ends.into(),
            chair: "张三".into(),
        };
        assert!(look(&meeting(), &[at("10:30", "")], &[])[0].contains("同一时间"));
        assert_eq!(look(&meeting(), &[at("11:00", "12:00")], &[]).len(), 1, "one after the other is no clash");
        assert!(look(&meeting(), &[], &[])[0].contains("接收赵六"));
    }
}
