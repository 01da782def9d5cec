//! The history of one record: everything that happened to it and to what belongs to it, in words, also what is gone since.

use crate::{Home, add_meeting, add_member};
use zhibu::{
    book::Book,
    model::{
        activity::Roll,
        change::FieldChange,
        grade::Grade,
        id::ActivityId,
        member::{EventKind, MemberEvent},
        vote::Vote,
    },
};

/// What the newest step did to a record, field by field.
fn last(book: &Book, id: ActivityId) -> Vec<String> {
    let step = book.activity_history(id).unwrap().remove(0);
    step.changes.iter().filter_map(FieldChange::text).collect()
}

fn edit(book: &mut Book, id: ActivityId, change: impl FnOnce(&mut zhibu::model::activity::Meeting)) -> Vec<String> {
    let mut meeting = book.meeting(id).unwrap().unwrap();
    change(&mut meeting);
    book.save_meeting(&meeting).unwrap();
    last(book, id)
}

fn vote(matter: &str, agree: u32) -> Vote {
    Vote { matter: matter.into(), agree, ..Vote::default() }
}

#[test]
fn what_is_gone_stands_in_the_history_of_the_record_that_had_it() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    add_member(&mut book, "李四");
    let id = add_meeting(&mut book, "2026-03-01", "学习");
    let other = add_meeting(&mut book, "2026-03-02", "另一次");
    edit(&mut book, id, |m| m.votes = vec![vote("甲", 1), vote("乙", 2), vote("丙", 3)]);
    // The matter that is dropped is the one that is gone; the others stay what they are.
    let dropped = edit(&mut book, id, |m| drop(m.votes.remove(0)));
    assert!(dropped.contains(&"表决事项:甲 → (空)".to_owned()), "{dropped:?}");
    assert!(!dropped.iter().any(|c| c.contains('乙') || c.contains('丙')), "{dropped:?}");
    let gone = edit(&mut book, id, |m| drop(m.attendance.remove(0)));
    assert!(gone.contains(&"张三 点名:到会 → (空)".to_owned()), "{gone:?}");
    let steps = book.activity_history(id).unwrap().len();
    book.save_meeting(&book.meeting(other).unwrap().unwrap()).unwrap();
    edit(&mut book, other, |m| m.attendance.clear());
    assert_eq!(book.activity_history(id).unwrap().len(), steps, "what another record lost is not its own");
    // Undone, it is back, and both stand there.
    book.undo().unwrap();
    book.undo().unwrap();
    assert!(last(&book, id).contains(&"张三 点名:(空) → 到会".to_owned()));
}

#[test]
fn a_renamed_matter_is_the_same_vote() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_meeting(&mut book, "2026-03-01", "学习");
    edit(&mut book, id, |m| m.votes = vec![vote("甲", 1), vote("乙", 2)]);
    assert_eq!(edit(&mut book, id, |m| m.votes[0].matter = "甲甲".into()), ["表决事项:甲 → 甲甲"]);
    assert_eq!(edit(&mut book, id, |m| m.votes.swap(0, 1)), Vec::<String>::new(), "only the order changed");
    assert_eq!(edit(&mut book, id, |m| m.votes[1].agree = 3), ["“甲甲”赞成:1 → 3"]);
}

#[test]
fn every_field_is_told_by_its_name() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let id = add_meeting(&mut book, "2026-03-01", "学习");
    edit(&mut book, id, |m| m.votes = vec![vote("甲", 1)]);
    let changes = edit(&mut book, id, |m| {
        (m.votes[0].rule, m.votes[0].written) = ("election".into(), 1);
        m.attendance[0].grade = Some(Grade::Excellent);
        m.attendance[0].votes = !m.attendance[0].votes;
        (m.attendance[0].roll, m.attendance[0].due_note) = (Roll::NotDue, "长期患病".into());
        m.activity.extra.insert("study".into(), "党章".into());
        m.activity.extra.insert("血型".into(), "O型".into());
    });
    for expected in [
        "“甲”表决规则:(空) → 选举",
        "“甲”书面意见:0 → 1",
        "张三 评议等次:(空) → 优秀",
        "张三 不计应到的原因:(空) → 长期患病",
        "学党章党规:(空) → 党章",
        "血型:(空) → O型",
    ] {
        assert!(changes.iter().any(|c| c == expected), "{expected}: {changes:?}");
    }
    assert!(changes.iter().any(|c| c.starts_with("张三 表决权:")), "{changes:?}");
    assert!(!changes.iter().any(|c| c.contains('{') || c.contains("其他栏")), "{changes:?}");
    let mut meeting = book.meeting(id).unwrap().unwrap();
    meeting.activity.kind = "lecture".into();
    book.save_meeting(&meeting).unwrap();
    assert_eq!(last(&book, id), ["类别:主题党日 → 党课"]);
}

#[test]
fn a_long_text_is_shown_where_it_differs() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_meeting(&mut book, "2026-03-01", "学习");
    let minutes =
        |word: &str| format!("{}会上定了{word},大家都同意。{}", "先学文件。".repeat(60), "后收党费。".repeat(60));
    edit(&mut book, id, |m| m.activity.minutes = minutes("修路"));
    let change = edit(&mut book, id, |m| m.activity.minutes = minutes("修桥")).remove(0);
    let (before, after) = change.split_once(" → ").unwrap();
    assert!(before.contains("会上定了修路") && after.contains("会上定了修桥"), "{change}");
    assert!(change.contains("(613字)"), "{change}");
    // Where the beginning differs it is the beginning that is shown.
    let change = edit(&mut book, id, |m| m.activity.minutes.insert(0, '再')).remove(0);
    assert!(change.starts_with("记录:先学文件。"), "{change}");
    assert_eq!(change.split_once(" → ").unwrap().1.chars().next(), Some('再'));
}

#[test]
fn what_happened_to_a_membership_stands_in_the_members_history() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_member(&mut book, "张三");
    let last = |book: &Book| -> Vec<String> {
        let step = book.member_history(id).unwrap().remove(0);
        step.changes.iter().filter_map(FieldChange::text).collect()
    };
    let member = book.member(id).unwrap().unwrap();
    let stopped = MemberEvent::new(&member, EventKind::VoteStopped, "2026-02-01".parse().unwrap());
    book.add_member_event(&stopped).unwrap();
    assert_eq!(last(&book), ["从哪天起:(空) → 2026-02-01", "变动:(空) → 停止表决权"]);
    let office = MemberEvent::new(&member, EventKind::Office, "2026-03-01".parse().unwrap());
    book.add_member_event(&MemberEvent { became: "secretary".into(), ..office }).unwrap();
    let told = last(&book);
    assert!(["改为:(空) → 书记", "支委职务:(空) → 书记"].iter().all(|t| told.contains(&(*t).to_owned())), "{told:?}");
    let event = book.member_events(id).unwrap().remove(0);
    book.delete_member_event(&event).unwrap();
    assert_eq!(last(&book), ["从哪天起:2026-02-01 → (空)", "变动:停止表决权 → (空)"]);

    // A roster's own columns may hold any number of a person.
    let mut member = book.member(id).unwrap().unwrap();
    member.extra.insert("备用证号".into(), "419923197103124138".into());
    member.extra.insert("紧急电话".into(), "15912340791".into());
    book.save_member(&member).unwrap();
    assert_eq!(last(&book), ["备用证号:(空) → 419923********4138", "紧急电话:(空) → 159****0791"]);
}
