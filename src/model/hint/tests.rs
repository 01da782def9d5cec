//! What is a contradiction and what is none, one by one.

use super::*;
use crate::model::{
    activity::{Activity, Quorum},
    grade::Grade,
    id::{ActivityId, MemberId, OrgId},
    org::OrgKind,
    vote::{Base, Floor, Vote},
};

fn meeting() -> Meeting {
    let person = |no: u32, name: &str| Attendance {
        member: Some(MemberId(no.into())),
        name: name.into(),
        no,
        roll: Roll::Present,
        votes: true,
        grade: Some(Grade::Qualified),
        ..Attendance::default()
    };
    Meeting {
        activity: Activity {
            id: ActivityId(1),
            org: OrgId(1),
            no: "2026-001".into(),
            kind: "members_meeting".into(),
            on: "2026-03-05".parse().unwrap(),
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
    committee_saw: Option<&[String]>,
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
        quorum: Quorum::HALF_OF_VOTERS,
        votes: true,
        grades: true,
        title_label: "议题".into(),
        ..ActivityKind::default()
    };
    let today = "2026-03-10".parse().unwrap();
    let names = ["张三", "李四", "王五", "赵六"].map(str::to_owned);
    let committee = committee_saw.map(|texts| Seen { texts, names: &names });
    hints(
        meeting,
        &Around {
            org: &org,
            kind: Some(&kind),
            rules: &rules(),
            today,
            same_day,
            linked,
            due: &[],
            secretary: "张三",
            committee,
        },
    )
}

fn rules() -> Vec<VoteRule> {
    let rule = |id: &str, name: &str| VoteRule {
        id: id.into(),
        name: name.into(),
        present: Floor::HALF,
        pass: Floor::HALF,
        of: Base::Due,
        written: false,
        ballots: id == "election",
        meant: if id == "admission" { vec!["转正".into()] } else { Vec::new() },
        basis: String::new(),
        setting: String::new(),
    };
    vec![rule("ordinary", "一般表决"), rule("admission", "接收、转正"), rule("election", "选举")]
}

fn look(meeting: &Meeting, same_day: &[Other], committee_saw: &[String]) -> Vec<String> {
    look_beside(meeting, same_day, &[], Some(committee_saw))
}

#[test]
fn a_record_that_agrees_has_no_hint() {
    assert_eq!(look(&meeting(), &[], &["研究接收赵六为预备党员".into()]), Vec::<String>::new());
}

#[test]
fn each_contradiction_is_told() {
    type Case = (&'static str, fn(&mut Meeting));
    let cases: [Case; 20] = [
        ("主持人张三记为请假", |m| m.attendance[0].roll = Roll::Excused),
        ("主持人外人不在应到名单里", |m| m.activity.chair = "外人".into()),
        ("早于支部成立", |m| m.activity.on = "1999-01-01".parse().unwrap()),
        ("主持人张三是列席,不在应到之列", |m| m.attendance[0].roll = Roll::Observer),
        ("主持人张三记为不计应到", |m| m.attendance[0].roll = Roll::NotDue),
        ("议题还没填", |m| m.activity.title.clear()),
        ("实到6人,多于应到5人", |m| (m.activity.stated_due, m.activity.stated_present) = (Some(5), Some(6))),
        ("实到4人,多于应到3人", |m| m.activity.stated_present = Some(4)),
        ("优秀2人,一般不超过三分之一(3人中最多1人)", |m| {
            m.activity.extra.insert("excellent".into(), "２".into());
        }),
        ("等次栏写的是 优秀1 合格2 基本合格0 不合格0,逐人评定是 优秀0 合格3", |m| {
            m.activity.extra = [("excellent", "1"), ("qualified", "2")].map(|(k, v)| (k.into(), v.into())).into();
        }),
        ("还没到", |m| m.activity.on = "2026-04-01".parse().unwrap()),
        ("不晚于开始时间", |m| m.activity.ends = "08:30".into()),
        ("纸面应到5人", |m| m.activity.stated_due = Some(5)),
        ("还有1人没有点名", |m| m.attendance[2].roll = Roll::Unmarked),
        ("却有表决(差1人)", |m| m.attendance.iter_mut().take(2).for_each(|a| a.roll = Roll::Absent)),
        ("主持人、记录人还没填", |m| (m.activity.chair, m.activity.recorder) = Default::default()),
        ("还有3人没有评定等次", |m| m.attendance.iter_mut().for_each(|a| a.grade = None)),
        ("写的是书记讲授,授课人李四;那天书记是张三", |m| {
            m.activity.extra = [("lecturer", "李四"), ("by_secretary", "是")].map(|(k, v)| (k.into(), v.into())).into();
        }),
        ("授课人张三那天是书记,写的却不是", |m| {
            m.activity.extra = [("lecturer", "张三"), ("by_secretary", "否")].map(|(k, v)| (k.into(), v.into())).into();
        }),
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
fn votes_that_cannot_be_and_rules_that_do_not_fit_are_told() {
    let with = |change: fn(&mut Vote)| {
        let mut m = meeting();
        m.votes[0] = Vote { matter: "赵六转正".into(), rule: "admission".into(), agree: 3, ..Vote::default() };
        change(&mut m.votes[0]);
        look(&m, &[], &["赵六转正".into()])
    };
    assert_eq!(with(|_| {}), Vec::<String>::new());
    assert_eq!(with(|v| v.agree = 20), ["“赵六转正”共20票,多于到会有表决权的3人加书面意见0票"]);
    assert_eq!(with(|v| v.agree = 0), ["“赵六转正”没有填票数"]);
    assert_eq!(with(|v| v.rule = "ordinary".into()), ["“赵六转正”一般按“接收、转正”表决,按的是“一般表决”"]);
    assert_eq!(with(|v| v.rule.clear()), ["“赵六转正”一般按“接收、转正”表决,没有选规则"]);
}

#[test]
fn ballots_are_counted_against_each_other() {
    let with = |issued: &str, returned: &str| {
        let mut m = meeting();
        m.activity.extra = [("issued", issued), ("returned", returned)].map(|(k, v)| (k.into(), v.into())).into();
        (m.votes[0].agree, m.votes[0].against, m.votes[0].abstain) = (1, 1, 1);
        look(&m, &[], &["接收赵六".into()])
    };
    for fine in [("4", "3"), ("3", "3"), ("", ""), ("4", ""), ("", "3"), ("七", "六")] {
        assert_eq!(with(fine.0, fine.1), Vec::<String>::new(), "{fine:?}");
    }
    assert_eq!(with("３", "4"), ["收回选票4张,多于发出的3张,选举无效"]);
    assert_eq!(with("3", "2"), ["“接收赵六”赞成、反对、弃权共3票,多于收回的2张"]);
}

#[test]
fn what_was_held_on_the_same_occasion_is_of_the_same_day() {
    let mut m = meeting();
    m.activity.on = "2026-03-04".parse().unwrap();
    let lecture = [("党课《一起的》".to_owned(), "2026-03-05".parse().unwrap())];
    let found = look_beside(&m, &[], &lecture, Some(&["接收赵六".into()]));
    assert_eq!(look_beside(&meeting(), &[], &lecture, Some(&["接收赵六".into()])), Vec::<String>::new());
    assert_eq!(found, ["同日另记的党课《一起的》是 2026-03-05,这一条是 2026-03-04"]);
}

#[test]
fn who_takes_the_minutes_may_be_there_as_an_observer_and_of_two_of_one_name_one_is_enough() {
    let mut m = meeting();
    (m.attendance[1].roll, m.votes[0].agree) = (Roll::Observer, 2);
    let twin = Attendance { member: Some(MemberId(9)), roll: Roll::Excused, ..m.attendance[0].clone() };
    m.attendance.insert(0, twin);
    assert_eq!(look(&m, &[], &["接收赵六".into()]), Vec::<String>::new());
}

fn at(starts: &str, ends: &str, chair: &str, present: &[i64]) -> Other {
    let present = present.iter().map(|id| MemberId(*id)).collect();
    Other { title: "支委会".into(), starts: starts.into(), ends: ends.into(), chair: chair.into(), present }
}

#[test]
fn nobody_is_at_two_meetings_at_one_hour() {
    let clash = |other: Other| look(&meeting(), &[other], &["接收赵六".into()]);
    assert_eq!(clash(at("10:30", "", "张三", &[])), ["同一时间还有《支委会》,主持人也是张三"]);
    assert_eq!(clash(at("08:00", "10:00", "", &[3, 2, 7])), ["同一时间还有《支委会》,李四、王五两边都记为到会"]);
    assert_eq!(clash(at("09:00", "", "张三", &[1])), ["同一时间还有《支委会》,主持人也是张三,张三两边都记为到会"]);
    for fine in [at("11:00", "12:00", "张三", &[1, 2]), at("09:00", "", "", &[7]), at("", "", "张三", &[1])] {
        assert_eq!(clash(fine.clone()), Vec::<String>::new(), "{fine:?}");
    }
    let mut away = meeting();
    (away.attendance[2].roll, away.votes[0].agree) = (Roll::Excused, 2);
    assert_eq!(look(&away, &[at("09:00", "", "", &[3])], &["接收赵六".into()]), Vec::<String>::new());
}

#[test]
fn what_the_committee_saw_is_known_by_its_words_or_the_person() {
    let of = |matter: &str, topics: &str, saw: &str| {
        let mut m = meeting();
        (m.votes[0].matter, m.votes[0].rule) = (matter.into(), "admission".into());
        m.activity.topics = topics.into();
        look(&m, &[], &[saw.into()])
    };
    for (matter, saw) in [
        ("接收赵六", "研究接收赵六为预备党员"),
        ("接收赵六为预备党员", "1.研究接收赵六"),
        ("赵六转正", "入党积极分子情况\n讨论发展赵六"),
        ("表决村道硬化方案", "碰头\n(2)研究村道硬化方案事宜"),
        ("通过2026年工作计划", "研究2026年工作计划"),
    ] {
        assert_eq!(of(matter, "", saw), Vec::<String>::new(), "{matter}");
    }
    for (matter, saw) in [("村道硬化", "研究路灯电费"), ("接收赵六", "研究接收张三"), ("接收赵六", "")]
    {
        assert!(of(matter, "", saw)[0].contains(&format!("“{matter}”提交党员大会前")), "{matter}");
    }
    // Decided without a vote; what was only read or reported needs no committee, nor what was voted on twice.
    let found = of("接收赵六", "1.传达学习上级文件\n2.讨论路灯电费\n3.讨论接收赵六事宜", "接收赵六");
    assert_eq!(found, ["“讨论路灯电费”提交党员大会前,一年内的支委会记录里没有提到"]);
    // A branch without a committee has nothing to bring before one.
    assert_eq!(look_beside(&meeting(), &[], &[], None), Vec::<String>::new());
    let mut untold = meeting();
    (untold.votes, untold.activity.title) = (Vec::new(), "讨论村道硬化".into());
    assert!(look(&untold, &[], &[])[0].contains("“讨论村道硬化”"));
}
