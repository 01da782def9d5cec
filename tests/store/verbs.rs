//! The verbs: what they refuse, and what a saved record holds.

use crate::{Home, add_meeting, add_member, branch, day};
use zhibu::{
    book::{Book, Hit},
    model::{
        activity::Roll,
        id::OrgId,
        member::{Category, EventKind, Member, MemberEvent, Role},
        org::{Org, OrgKind},
        points::Points,
        score::State,
        sheet::Which,
    },
};

#[test]
fn a_member_needs_a_name_and_a_number_of_its_own() {
    let home = Home::empty();
    let mut book = home.book();
    let mut member = book.new_member().unwrap();
    assert_eq!(member.no, 1);
    assert!(book.save_member(&member).unwrap_err().to_string().contains("姓名"));
    member.name = " 张三 ".into();
    member.id_number = "11010519491231002X".into();
    book.save_member(&member).unwrap();
    assert_eq!(book.members().unwrap()[0].name, "张三");
    let mut other = book.new_member().unwrap();
    assert_eq!(other.no, 2);
    other.name = "李四".into();
    let twice = Member { no: 1, ..other.clone() };
    assert!(book.save_member(&twice).unwrap_err().to_string().contains("编号1已是张三"));
    let same = Member { id_number: "11010519491231002x".into(), ..other.clone() };
    assert!(book.save_member(&same).unwrap_err().to_string().contains("与张三(编号1)相同"));
    book.save_member(&other).unwrap();
    let unchanged = book.members().unwrap()[0].clone();
    assert_eq!(book.save_member(&unchanged).unwrap().label, "", "no step where nothing changed");
    book.delete_member(unchanged.id).unwrap();
    assert!(book.save_member(&unchanged).unwrap_err().to_string().contains("已不在名册上"));
}

#[test]
fn everything_of_a_member_comes_back() {
    let home = Home::empty();
    let mut book = home.book();
    let mut member = book.new_member().unwrap();
    member.name = "欧阳\u{1b}[31m建国".into();
    member.sex = Some(zhibu::model::member::Sex::Female);
    member.birth = Some("1985-07".parse().unwrap());
    member.joined = Some("2010".parse().unwrap());
    member.full = Some("2011-07-01".parse().unwrap());
    member.role = Some(Role::Deputy);
    member.floating = true;
    member.extra = [("网格".to_owned(), "三\n网格".to_owned())].into();
    member.id = book.save_member(&member).unwrap().members[0];
    assert_eq!(book.member(member.id).unwrap().unwrap(), member);
}

#[test]
fn who_is_due_follows_from_kind_group_and_day() {
    let home = Home::empty();
    let mut book = home.book();
    for (name, group, role, category) in [
        ("张三", "第一党小组", Some(Role::Secretary), Category::Full),
        ("李四", "第二党小组", None, Category::Full),
        ("王五", "第二党小组", None, Category::Probationary),
        ("赵六", "第二党小组", None, Category::Activist),
    ] {
        let new = book.new_member().unwrap();
        book.save_member(&Member { name: name.into(), group: group.into(), role, category, ..new }).unwrap();
    }
    let li = book.members().unwrap().remove(1);
    let event = MemberEvent::new(&li, EventKind::TransferredOut, "2026-02-10".parse().unwrap());
    let coming = MemberEvent { on: "2030-01".parse().unwrap(), ..event.clone() };
    assert!(book.add_member_event(&coming).unwrap_err().to_string().contains("还没到"));
    book.add_member_event(&event).unwrap();
    let due = |kind: &str, group: &str, on: &str| -> Vec<(String, bool)> {
        let due = book.due_at(kind, group, day(on)).unwrap();
        assert!(due.iter().all(|a| a.roll == Roll::Unmarked));
        due.into_iter().map(|a| (a.name, a.votes)).collect()
    };
    let (zhang, li, wang) = (("张三".to_owned(), true), ("李四".to_owned(), true), ("王五".to_owned(), false));
    assert_eq!(due("theme_day", "", "2026-02-09"), [zhang.clone(), li.clone(), wang.clone()]);
    assert_eq!(due("theme_day", "", "2026-02-10"), [zhang.clone(), wang.clone()]);
    assert_eq!(due("committee_meeting", "", "2026-02-09"), [zhang]);
    assert_eq!(due("group_meeting", "第二党小组", "2026-02-09"), [li, wang]);
}

/// An election, a change of group and a stopped vote count from their day: what is entered late for a day before them has
/// who was in the committee, the group and the vote then.
#[test]
fn office_group_and_vote_are_those_of_the_day() {
    let home = Home::empty();
    let mut book = home.book();
    for (name, group, role) in [
        ("张三", "第一党小组", Some(Role::Secretary)),
        ("李四", "第一党小组", None),
        ("王五", "第二党小组", Some(Role::Commissioner)),
    ] {
        let new = book.new_member().unwrap();
        book.save_member(&Member { name: name.into(), group: group.into(), role, ..new }).unwrap();
    }
    let replaced = |book: &mut Book, no: usize, kind: EventKind, on: &str, was: &str, became: &str| {
        let member = book.members().unwrap().remove(no - 1);
        let event = MemberEvent::new(&member, kind, on.parse().unwrap());
        book.add_member_event(&MemberEvent { was: was.into(), became: became.into(), ..event })
    };
    replaced(&mut book, 1, EventKind::Office, "2026-02-20", "secretary", "").unwrap();
    replaced(&mut book, 2, EventKind::Office, "2026-02-20", "", "secretary").unwrap();
    replaced(&mut book, 2, EventKind::Group, "2026-01-15", "第一党小组", "第二党小组").unwrap();
    let same = replaced(&mut book, 3, EventKind::Group, "2026-01-15", "第二党小组", "第二党小组");
    assert!(same.unwrap_err().to_string().contains("前后一样"));
    let stopped = MemberEvent::new(&book.members().unwrap()[2], EventKind::VoteStopped, "2026-02-25".parse().unwrap());
    book.add_member_event(&stopped).unwrap();

    let now: Vec<_> = book.members().unwrap().into_iter().map(|m| (m.role, m.group)).collect();
    assert_eq!(now[0], (None, "第一党小组".to_owned()));
    assert_eq!(now[1], (Some(Role::Secretary), "第二党小组".to_owned()), "the roster follows");
    let due = |book: &Book, kind: &str, group: &str, on: &str| -> Vec<String> {
        book.due_at(kind, group, day(on)).unwrap().into_iter().map(|a| a.name).collect()
    };
    assert_eq!(due(&book, "committee_meeting", "", "2026-02-19"), ["张三", "王五"]);
    assert_eq!(due(&book, "committee_meeting", "", "2026-02-20"), ["李四", "王五"]);
    assert_eq!(due(&book, "group_meeting", "第一党小组", "2026-01-14"), ["张三", "李四"]);
    assert_eq!(due(&book, "group_meeting", "第二党小组", "2026-01-15"), ["李四", "王五"]);
    let votes = |on: &str| -> Vec<bool> {
        book.due_at("members_meeting", "", day(on)).unwrap().into_iter().map(|a| a.votes).collect()
    };
    assert_eq!(votes("2026-02-24"), [true, true, true]);
    assert_eq!(votes("2026-02-25"), [true, true, false], "due all the same");

    // One entered later for a day before changes what was found there, not the roster of today.
    replaced(&mut book, 2, EventKind::Group, "2025-06", "第三党小组", "第四党小组").unwrap();
    assert_eq!(book.members().unwrap()[1].group, "第二党小组");
    let li = book.members().unwrap()[1].id;
    let events = book.member_events(li).unwrap();
    assert_eq!(
        events.iter().map(|e| (e.was.as_str(), e.became.as_str())).collect::<Vec<_>>(),
        [("第三党小组", "第四党小组"), ("第四党小组", "第二党小组"), ("", "secretary"),]
    );
    assert_eq!(due(&book, "group_meeting", "第四党小组", "2025-12-01"), ["李四"]);
    // Taken back, it takes back what it did to the roster or to the next one.
    book.delete_member_event(&events[2]).unwrap();
    assert!(book.delete_member_event(&events[2]).is_err());
    assert_eq!(book.members().unwrap()[1].role, None);
    assert_eq!(due(&book, "committee_meeting", "", "2026-02-20"), ["王五"]);
    book.undo().unwrap();
    assert_eq!(due(&book, "committee_meeting", "", "2026-02-20"), ["李四", "王五"]);
    book.delete_member_event(&events[0]).unwrap();
    assert_eq!(due(&book, "group_meeting", "第三党小组", "2025-12-01"), ["李四"]);

    // The right day turns out to be an earlier one: the same again replaces what was registered first.
    let second = replaced(&mut book, 2, EventKind::Office, "2026-02-20", "", "deputy").unwrap_err();
    assert!(second.to_string().contains("这一天已登记“任书记 2026-02-20”"), "{second}");
    replaced(&mut book, 2, EventKind::Office, "2026-02-10", "", "secretary").unwrap();
    let offices: Vec<_> = book.member_events(li).unwrap().into_iter().filter(|e| e.kind == EventKind::Office).collect();
    assert_eq!(offices.iter().map(MemberEvent::words).collect::<Vec<_>>(), ["任书记 2026-02-10"]);
    assert_eq!(due(&book, "committee_meeting", "", "2026-02-10"), ["张三", "李四", "王五"]);
}

#[test]
fn the_roll_is_frozen_and_unchanged_rows_leave_no_trace() {
    let home = Home::empty();
    let mut book = home.book();
    for i in 0..10 {
        add_member(&mut book, &format!("党员{i}"));
    }
    let id = add_meeting(&mut book, "2026-03-01", "学习");
    let first = book.meeting(id).unwrap().unwrap();
    assert_eq!((first.activity.no.as_str(), first.activity.days_late()), ("2026-001", 4));
    let renamed = Member { name: "改名".into(), ..book.members().unwrap()[0].clone() };
    book.save_member(&renamed).unwrap();
    assert_eq!(book.meeting(id).unwrap().unwrap(), first, "who was there then is who was there");
    drop(book);

    // On a later day one mark and the title change: two rows, and the time of recording stays.
    let mut book = home.open_on(zhibu::book::Access::Write, "2026-04-01").unwrap();
    let mut edited = first.clone();
    edited.activity.title = "学习(改)".into();
    edited.activity.recorded_at = book.today().and_hms_opt(0, 0, 0).unwrap();
    edited.attendance[3].roll = Roll::Absent;
    book.save_meeting(&edited).unwrap();
    edited.activity.recorded_at = first.activity.recorded_at;
    assert_eq!(book.meeting(id).unwrap().unwrap(), edited);
    let n: i64 = home
        .raw()
        .query_row("SELECT count(*) FROM journal_row WHERE seq = (SELECT max(seq) FROM journal_step)", [], |r| r.get(0))
        .unwrap();
    assert_eq!(n, 2);

    edited.attendance.push(edited.attendance[0].clone());
    assert!(book.save_meeting(&edited).unwrap_err().to_string().contains("两次"));
    let row = &book.activities(2026).unwrap()[0];
    assert_eq!((row.turnout.due, row.turnout.present, row.unmarked, row.days_late), (10, 8, 0, 4));
    assert_eq!(book.member_attendance(renamed.id, 2026).unwrap()[0].roll, Roll::Present);
}

#[test]
fn numbers_run_by_organisation_and_year() {
    let home = Home::empty();
    let mut book = home.book();
    let first = book.org().unwrap().id;
    let ids = ["2025-12-30", "2026-01-05", "2026-02-05"].map(|on| add_meeting(&mut book, on, "学习"));
    let no = |book: &zhibu::book::Book, id| book.meeting(id).unwrap().unwrap().activity.no;
    assert_eq!(ids.map(|id| no(&book, id)), ["2025-001", "2026-001", "2026-002"]);
    book.delete_activity(ids[1]).unwrap();
    let next = add_meeting(&mut book, "2026-03-05", "学习");
    assert_eq!(no(&book, next), "2026-003", "the number of a deleted record is not given again in between");
    let org = book.add_org(Org { kind: OrgKind::Branch, parent: Some(first), ..branch("下属") }).unwrap().orgs[0];
    book.switch_org(org).unwrap();
    let other = add_meeting(&mut book, "2026-03-05", "学习");
    assert_eq!(no(&book, other), "2026-001");
    assert_eq!(book.activities(2026).unwrap().len(), 1);
}

#[test]
fn a_new_meeting_takes_over_from_the_last_of_its_kind() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "张三");
    let mut first = book.new_meeting("theme_day", "", day("2026-02-05")).unwrap();
    first.activity.place = "村部会议室".into();
    first.activity.chair = "张三".into();
    first.activity.title = "二月".into();
    book.save_meeting(&first).unwrap();
    let next = book.new_meeting("theme_day", "", day("2026-03-05")).unwrap();
    assert_eq!(
        (next.activity.place.as_str(), next.activity.chair.as_str(), next.activity.title.as_str()),
        ("村部会议室", "张三", "")
    );
    assert_eq!(next.attendance.len(), 1);
    let other = book.new_meeting("lecture", "", day("2026-03-05")).unwrap();
    assert_eq!(other.activity.place, "");
    assert!(book.last_of_kind("theme_day", "", day("2026-02-05")).unwrap().is_none());
}

#[test]
fn a_tree_of_organisations() {
    let home = Home::empty();
    let mut book = home.open();
    let town = book.add_org(Org { kind: OrgKind::Township, ..branch("清水镇党委") }).unwrap().orgs[0];
    let village = book.add_org(Org { parent: Some(town), ..branch("柳林村党支部") }).unwrap().orgs[0];
    assert_eq!(book.org().unwrap().id, town, "the one at hand stays");
    drop(book);
    let mut book = home.open();
    assert_eq!(book.org().unwrap().id, village, "the first that keeps books");
    assert!(
        book.add_org(Org { parent: Some(town), ..branch("柳林村党支部") }).unwrap_err().to_string().contains("已经有")
    );
    assert!(book.add_org(Org { parent: Some(OrgId(7)), ..branch("无上级") }).is_err());
    let ring = Org { parent: Some(village), ..book.orgs()[0].clone() };
    assert!(book.add_org(ring).unwrap_err().to_string().contains("自己"));
    assert!(book.add_org(Org { theme_day: 31, ..branch("坏日子") }).is_err());
    book.undo().unwrap();
    assert_eq!(book.orgs().len(), 1);
}

#[test]
fn a_decision_needs_a_reason_and_stays_within_the_item() {
    let home = Home::empty();
    let mut book = home.book();
    let sheet = book.catalog().checklist("village").unwrap().clone();
    let item = &sheet.sections[0].items[0];
    let mut decide =
        |points: Option<Points>, reason: &str| book.decide(&Which::running("village", 2026), &item.no, points, reason);
    assert!(decide(Some(item.max_points() + Points(1)), "多").is_err());
    assert!(decide(Some(Points(-1)), "少").is_err());
    assert!(decide(Some(Points(0)), " ").is_err());
    assert!(decide(None, "").is_err());
    assert!(decide(Some(item.max_points()), "").unwrap().marks);
    assert!(decide(None, "无此项").unwrap().marks);
    let on = book.today();
    let state = |book: &zhibu::book::Book| book.score(None, on).unwrap().sections[0].items[0].state;
    assert_eq!(state(&book), State::NotApplicable);
    book.undo().unwrap();
    assert_eq!(state(&book), State::Decided);
    book.clear_decision(&Which::running("village", 2026), &item.no).unwrap();
    assert!(book.clear_decision(&Which::running("village", 2026), &item.no).is_err());
    assert!(book.decide(&Which::running("village", 2026), "99.9", None, "无").is_err());
}

#[test]
fn a_number_finds_its_record_in_whatever_year_it_was_held() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_meeting(&mut book, "2026-03-05", "学习");
    let mut meeting = book.meeting(id).unwrap().unwrap();
    meeting.activity.on = day("2025-12-30");
    book.save_meeting(&meeting).unwrap();
    assert_eq!(book.meeting_by_no("2026-001").unwrap().unwrap().activity.id, id);
    assert_eq!(book.meeting_by_no("2025-001").unwrap(), None);
}

#[test]
fn the_search_finds_people_and_records() {
    let home = Home::empty();
    let mut book = home.book();
    add_member(&mut book, "单田芳");
    let id = add_meeting(&mut book, "2026-03-05", "讨论 100% 完成");
    let hits = |q: &str| book.search(q, 10).unwrap();
    assert!(matches!(&hits("stf")[..], [Hit::Member { name, .. }] if name == "单田芳"));
    assert!(matches!(&hits("100%")[..], [Hit::Activity { id: found, .. }] if *found == id));
    assert!(hits("0_%").is_empty(), "no wildcards");
    assert!(hits(" ").is_empty());
}

#[test]
fn the_sample_goes_only_into_an_empty_branch_and_out_again() {
    let home = Home::empty();
    let mut book = home.book();
    let before = home.dump();
    book.add_demo().unwrap();
    let people = zhibu::book::demo::demo(book.today()).unwrap().members.len();
    assert_eq!(book.members().unwrap().len(), people);
    assert!(book.add_demo().unwrap_err().to_string().contains("不能装入示例"));
    book.undo().unwrap();
    assert_eq!(home.dump(), before);
    book.redo().unwrap();
    assert_eq!(book.members().unwrap().len(), people);
}

#[test]
fn an_organisation_becomes_only_what_its_place_and_its_books_allow() {
    let home = Home::empty();
    let mut book = home.book();
    let top = book.org().unwrap().clone();
    let child =
        Org {
            id: OrgId(0), parent: Some(top.id), kind: OrgKind::Branch, name: "东片党支部".into(), ..top.clone()
        };
    book.add_org(child).unwrap();
    let child = book.orgs().iter().find(|o| o.kind == OrgKind::Branch).unwrap().clone();
    let becomes = |book: &mut Book, org: &Org, kind| {
        let before = org.clone();
        let done = book.add_org(Org { kind, ..before.clone() });
        if done.is_ok() && kind != before.kind {
            book.undo().unwrap();
        }
        done.is_ok()
    };
    assert!(becomes(&mut book, &top, OrgKind::Township), "it has no books yet");
    assert!(!becomes(&mut book, &top, OrgKind::Branch), "a branch stands below it");
    assert!(!becomes(&mut book, &child, OrgKind::Village), "a village stands above it");
    add_member(&mut book, "张三");
    let fits = OrgKind::ALL.into_iter().filter(|kind| becomes(&mut book, &top, *kind));
    assert_eq!(fits.collect::<Vec<_>>(), [OrgKind::Village, OrgKind::Community, OrgKind::Enterprise]);
    let why = book.add_org(Org { kind: OrgKind::Township, ..top.clone() }).unwrap_err().to_string();
    assert!(why.contains("已有党员或活动记录,不能改成乡镇"), "{why}");
    book.add_org(Org { kind: OrgKind::Community, ..top }).unwrap();
}

#[test]
fn another_checklist_can_be_chosen_and_the_choice_undone() {
    let home = Home::empty();
    let mut book = home.book();
    let name = |book: &Book| book.score(None, book.today()).unwrap().checklist;
    assert_eq!((book.checklist_in_force().unwrap().as_str(), name(&book).as_str()), ("village", "village"));
    assert!(book.use_checklist("village").is_err());
    assert!(book.use_checklist("nowhere").is_err());
    book.use_checklist("enterprise").unwrap();
    assert_eq!(name(&book), "enterprise");
    let org = Org { name: "新名".into(), ..book.org().unwrap().clone() };
    book.add_org(org).unwrap();
    assert_eq!(name(&book), "enterprise", "other changes leave the choice alone");
    book.undo().unwrap();
    book.undo().unwrap();
    assert_eq!(name(&book), "village");
}
