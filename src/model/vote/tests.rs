//! Votes judged by their rules, counts that cannot be, and how all of it is typed.

use super::*;

fn floor(text: &str) -> Floor {
    Floor::try_from(text.to_owned()).unwrap()
}

fn rule(present: &str, of: Base, written: bool) -> VoteRule {
    VoteRule {
        id: "r".into(),
        name: "规则".into(),
        present: floor(present),
        pass: floor(">1/2"),
        of,
        written,
        ballots: false,
        meant: Vec::new(),
        basis: "条例".into(),
        setting: String::new(),
    }
}

fn judge(rule: &VoteRule, vote: &Vote) -> Outcome {
    rule.judge(vote, Ballots::default())
}

fn vote(agree: u32, written: u32, due: u32, present: u32) -> Vote {
    Vote { matter: "甲".into(), agree, written, voters: Some(Voters { due, present }), ..Vote::default() }
}

#[test]
fn exactly_half_may_vote_in_an_ordinary_matter_but_not_pass_it() {
    let ordinary = rule(">=1/2", Base::Due, false);
    assert_eq!(judge(&ordinary, &vote(10, 0, 20, 9)), Outcome::Short(10));
    assert_eq!(judge(&ordinary, &vote(10, 0, 20, 10)), Outcome::Failed(11), "half of those due is not more than half");
    assert_eq!(judge(&ordinary, &vote(11, 0, 20, 11)), Outcome::Passed(11));
    assert_eq!(judge(&ordinary, &vote(11, 0, 21, 11)), Outcome::Passed(11), "11 is more than half of 21");
    assert_eq!(judge(&ordinary, &vote(11, 1, 20, 11)), Outcome::Failed(11), "nothing in writing counts");
}

#[test]
fn exactly_half_may_not_vote_on_an_admission_and_writing_counts() {
    let admission = rule(">1/2", Base::Due, true);
    assert_eq!(judge(&admission, &vote(20, 10, 20, 10)), Outcome::Short(11));
    assert_eq!(judge(&admission, &vote(10, 0, 20, 11)), Outcome::Failed(11));
    assert_eq!(judge(&admission, &vote(11, 1, 20, 11)), Outcome::Passed(11));
}

#[test]
fn four_fifths_are_enough_for_an_election_and_half_of_those_present_is_not() {
    let election = rule(">=4/5", Base::Present, false);
    assert_eq!(judge(&election, &vote(15, 0, 20, 15)), Outcome::Short(16));
    assert_eq!(judge(&election, &vote(8, 0, 20, 16)), Outcome::Failed(9));
    assert_eq!(judge(&election, &vote(9, 0, 20, 16)), Outcome::Passed(9));
    assert_eq!(judge(&election, &vote(10, 0, 21, 17)), Outcome::Passed(9), "17 of 21 is just above four fifths");
    assert_eq!(judge(&election, &vote(10, 0, 21, 16)), Outcome::Short(17));
}

#[test]
fn nothing_is_judged_before_the_roll_and_nobody_decides_nothing() {
    let ordinary = rule(">=1/2", Base::Due, false);
    assert_eq!(judge(&ordinary, &Vote { voters: None, ..vote(9, 0, 9, 9) }), Outcome::Open);
    assert_eq!(judge(&ordinary, &vote(0, 0, 0, 0)), Outcome::Short(1));
    assert_eq!(judge(&ordinary, &vote(0, 0, 9, 9)), Outcome::Open, "not a vote lost, but none counted");
}

#[test]
fn counts_that_cannot_be_decide_nothing() {
    let (ordinary, admission) = (rule(">=1/2", Base::Due, false), rule(">1/2", Base::Due, true));
    assert_eq!(judge(&ordinary, &vote(20, 0, 4, 2)), Outcome::Impossible, "more votes than people");
    assert_eq!(judge(&admission, &vote(13, 3, 20, 18)), Outcome::Impossible, "more people than are due");
    assert_eq!(judge(&admission, &vote(11, 12, 40, 21)), Outcome::Impossible, "more in writing than at all");
}

#[test]
fn ballots_that_cannot_be_decide_nothing_where_a_rule_goes_by_ballots() {
    let election = VoteRule { ballots: true, ..rule(">=4/5", Base::Present, false) };
    let counted = |issued, returned| Ballots { issued: Some(issued), returned: Some(returned) };
    let vote = vote(50, 0, 51, 51);
    assert_eq!(election.judge(&vote, counted(51, 52)), Outcome::Void);
    assert_eq!(election.judge(&vote, counted(51, 49)), Outcome::Impossible);
    assert_eq!(election.judge(&vote, counted(51, 50)), Outcome::Passed(26));
    let by_hand = rule(">=1/2", Base::Due, false);
    assert_eq!(by_hand.judge(&vote, counted(51, 52)), Outcome::Passed(26));
}

#[test]
fn the_words_of_a_matter_say_which_rule_is_meant() {
    let meant = vec!["接收…预备党员".to_owned(), "转正".to_owned()];
    let rule = VoteRule { meant, ..rule(">1/2", Base::Due, true) };
    for meant in ["讨论接收李四为中共预备党员", "李四转正"] {
        assert!(rule.is_meant(meant), "{meant}");
    }
    for other in ["接收捐款", "预备党员接收教育", ""] {
        assert!(!rule.is_meant(other), "{other}");
    }
}

#[test]
fn counts_that_cannot_be_right_are_hinted_at() {
    let (ordinary, admission) = (rule(">=1/2", Base::Due, false), rule(">1/2", Base::Due, true));
    assert_eq!(vote(12, 2, 20, 10).doubts(Some(&admission)), Vec::<String>::new());
    assert!(vote(13, 2, 20, 10).doubts(Some(&admission))[0].contains("共13票,多于到会有表决权的10人"));
    assert!(vote(11, 0, 20, 12).doubts(Some(&ordinary))[0].contains("少1票"));
    assert!(vote(12, 2, 20, 10).doubts(Some(&ordinary))[0].contains("不计书面意见"));
    assert!(vote(1, 2, 20, 10).doubts(None)[0].contains("书面意见2票多于总票数1"));
    assert!(vote(22, 4, 20, 18).doubts(Some(&admission))[0].contains("多于有表决权应到20人"));
}

#[test]
fn floors_are_read_and_said() {
    for (text, words) in
        [(">=1/2", "半数以上"), (">1/2", "超过半数"), (">=4/5", "五分之四以上"), (">2/3", "超过三分之二")]
    {
        assert_eq!(floor(text).words(), words);
        assert_eq!(String::from(floor(text)), text);
    }
    for bad in ["1/2", ">=3/2", ">1/1", ">0/2", ">=半", ">1"] {
        assert!(Floor::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    assert_eq!((floor(">=1/2").missed(), floor(">1/2").missed()), ("不足半数".into(), "没有超过半数".into()));
}

#[test]
fn a_vote_is_read_as_people_type_it() {
    let vote = Vote { matter: "接收张三".into(), agree: 20, abstain: 1, ..Vote::default() };
    for line in [
        "接收张三 20/0/1",
        "接收张三 赞成20 反对0 弃权1",
        "接收张三:同意20票,反对0票,弃权1票",
        "接收张三  20 / 0 / 1 ",
        "接收张三　２０／０／１",
        "接收张三：赞成２０，反对０，弃权１",
    ] {
        assert_eq!(line.parse::<Vote>().as_ref(), Ok(&vote), "{line}");
    }
    assert_eq!(vote.to_string().parse::<Vote>(), Ok(vote));
    for line in ["接收张三", "20/0/1", "接收张三 20/0", ""] {
        assert!(line.parse::<Vote>().is_err(), "{line}");
    }
}
