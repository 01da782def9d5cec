//! Facts: what they count, and that many organisations and years cost no more statements.

use crate::{
    Home,
    acts::{Act, acts, run},
    add_meeting, add_member, branch, day,
};
use proptest::prelude::*;
use zhibu::{
    book::{Access, Book},
    model::{
        activity::{Attendance, Roll},
        date::Date,
        duty::{Entry, Status},
        member::{EventKind, Member, MemberEvent, Role},
        score::Score,
    },
    store::{
        Store,
        facts::{facts, people},
    },
};

fn today() -> Date {
    day("2026-03-05")
}

#[test]
fn they_count_what_is_there() {
    let home = Home::empty();
    let mut book = home.book();
    let org = book.org().unwrap().id;
    for (name, group) in [("张三", "第三党小组"), ("李四", "第一党小组"), ("王五", "第二党小组"), ("赵六", "")]
    {
        let new = book.new_member().unwrap();
        let role = (name == "张三").then_some(Role::Secretary);
        book.save_member(&Member { name: name.into(), group: group.into(), role, ..new }).unwrap();
    }
    let gone = book.members().unwrap().remove(3);
    let event = MemberEvent::new(&gone, EventKind::Died, "2026-01".parse().unwrap());
    book.add_member_event(&event).unwrap();
    add_meeting(&mut book, "2025-12-31", "去年");
    add_meeting(&mut book, "2026-03-01", "今年");
    for (title, field, value) in [("甲", "by_secretary", "是"), ("乙", "lecturer", "张三"), ("丙", "lecturer", "李四")]
    {
        let mut lecture = book.new_meeting("lecture", "", day("2026-03-02")).unwrap();
        lecture.activity.title = title.into();
        lecture.activity.minutes = " \n".into();
        lecture.activity.extra = [(field.to_owned(), value.to_owned()), ("hours".into(), "1.5".into())].into();
        lecture.attendance[0].roll = Roll::Present;
        book.save_meeting(&lecture).unwrap();
    }
    let away = book.members().unwrap()[1].clone();
    book.save_member(&Member { floating: true, phone: "13912345678".into(), ..away }).unwrap();
    drop(book);
    let store = Store::open(home.path(), Access::Read, zhibu::book::Clock::fixed(today()), None).unwrap();
    let all = facts(store.conn(), 2026, today(), &people(store.conn(), None).unwrap(), |_| None).unwrap();
    let own = &all[&org];
    let study: Vec<_> = own.study.iter().map(|s| (s.name.as_str(), s.secretary, s.hours)).collect();
    assert_eq!(study, [("张三", true, 450), ("李四", false, 0), ("王五", false, 0)]);
    let lost: Vec<_> =
        own.roster.unreachable.iter().map(|(_, name, lacks)| (name.as_str(), lacks.as_slice())).collect();
    assert_eq!((own.roster.floating, lost), (1, vec![("李四", &["流入地"][..])]));
    assert_eq!((own.full_members, own.probationary, own.committee, own.roster.members), (3, 0, 1, 3));
    assert_eq!(own.groups, ["第一党小组", "第二党小组", "第三党小组"]);
    assert!(own.roster.incomplete.iter().all(|(id, ..)| *id != gone.id));
    let titles: Vec<_> = own.activities.iter().map(|a| (a.title.as_str(), a.by_secretary)).collect();
    assert_eq!(titles, [("今年", false), ("甲", true), ("乙", true), ("丙", false)]);
    let first = &own.activities[0];
    assert_eq!((first.due, first.present, first.unmarked, first.days_late, first.hours), (3, 2, 0, 4, 0));
    assert_eq!((own.activities[1].has_minutes, own.activities[1].hours), (false, 150));
    assert_eq!(
        facts(store.conn(), 2026, today(), &people(store.conn(), Some(org)).unwrap(), |_| None).unwrap()[&org],
        *own
    );
}

#[test]
fn who_leads_a_talk_takes_part_in_it() {
    let home = Home::empty();
    let mut book = home.book();
    for name in ["张三", "李四", "王五", "赵六", "赵六"] {
        add_member(&mut book, name);
    }
    let missing = |book: &Book| -> Vec<String> { book.untalked(2026).unwrap().into_iter().map(|(_, n)| n).collect() };
    assert_eq!(missing(&book), ["张三", "李四", "王五", "赵六", "赵六"]);
    let talk = |book: &mut Book, talker: &str, roll: Roll| {
        let mut talk = book.new_meeting("heart_talk", "", day("2026-03-01")).unwrap();
        talk.activity.title = "谈心".into();
        talk.activity.extra.insert("talker".into(), talker.into());
        let with = book.due_at("theme_day", "", day("2026-03-01")).unwrap().remove(1);
        talk.attendance.push(Attendance { roll, ..with });
        book.save_meeting(&talk).unwrap();
    };
    talk(&mut book, "张三", Roll::Unmarked);
    assert_eq!(missing(&book).len(), 5, "to whom nobody came");
    for talker in ["张三、镇上的人", "赵六"] {
        talk(&mut book, talker, Roll::Present);
    }
    assert_eq!(missing(&book), ["王五", "赵六", "赵六"], "which of the two 赵六 it was nobody can tell");
    // Done, and three are left out; who came in the new year is not missed in the old.
    let entry = |book: &Book, year| book.calendar(year).unwrap().into_iter().find(|e| e.duty == "heart_talk").unwrap();
    let now = entry(&book, 2026);
    assert_eq!((now.status, now.in_part(), now.remark().unwrap().as_str()), (Status::Done, true, "还有3人没谈到"));
    let new = Member { name: "钱七".into(), joined: "2026-01-05".parse().ok(), ..book.new_member().unwrap() };
    book.save_member(&new).unwrap();
    assert_eq!((entry(&book, 2025).unreached, entry(&book, 2026).unreached), (Some(5), Some(4)));
}

#[test]
fn a_group_is_asked_of_nothing_before_it_was_made() {
    let home = Home::empty();
    let mut book = home.book();
    for name in ["张三", "李四"] {
        let new = book.new_member().unwrap();
        book.save_member(&Member { name: name.into(), group: "第一党小组".into(), ..new }).unwrap();
    }
    let status = |book: &Book, year: i32, group: &str| -> Vec<Status> {
        let all = book.calendar(year).unwrap().into_iter();
        all.filter(|e| e.group.as_deref() == Some(group)).take(3).map(|e| e.status).collect()
    };
    let move_to = |book: &mut Book, no: usize, group: &str, on: &str| {
        let member = book.members().unwrap().remove(no);
        let event = MemberEvent::new(&member, EventKind::Group, on.parse().unwrap());
        book.add_member_event(&MemberEvent { was: member.group.clone(), became: group.into(), ..event }).unwrap();
    };
    move_to(&mut book, 1, "第二党小组", "2026-02-10");
    assert_eq!(status(&book, 2026, "第一党小组"), [Status::Missed, Status::Missed, Status::Due]);
    assert_eq!(status(&book, 2026, "第二党小组"), [Status::NotApplicable, Status::Missed, Status::Due]);
    // Whoever is in the first one now came in February too; it was there before, for somebody left it.
    move_to(&mut book, 0, "第二党小组", "2026-02-20");
    move_to(&mut book, 1, "第一党小组", "2026-02-25");
    assert_eq!(status(&book, 2026, "第一党小组"), [Status::Missed, Status::Missed, Status::Due]);
    assert_eq!(status(&book, 2026, "第二党小组")[0], Status::NotApplicable);
    // Who has always been in it says that it has always been there.
    let new = book.new_member().unwrap();
    book.save_member(&Member { name: "王五".into(), group: "第二党小组".into(), ..new }).unwrap();
    assert_eq!(status(&book, 2026, "第二党小组")[0], Status::Missed);
}

#[test]
fn renaming_a_group_leaves_the_years_before_as_they_were() {
    let home = Home::empty();
    let mut book = home.book();
    let new = book.new_member().unwrap();
    book.save_member(&Member { name: "张三".into(), group: "一组".into(), ..new }).unwrap();
    for on in ["2025-01-10", "2026-01-10"] {
        let meeting = book.new_meeting("group_meeting", "一组", day(on)).unwrap();
        book.save_meeting(&meeting).unwrap();
    }
    let groups = |book: &Book, year: i32| -> Vec<String> {
        let mut groups: Vec<String> = book.calendar(year).unwrap().into_iter().filter_map(|e| e.group).collect();
        groups.dedup();
        groups
    };
    let before = book.calendar(2025).unwrap();
    let member = book.members().unwrap().remove(0);
    book.save_member(&Member { group: "东片小组".into(), ..member }).unwrap();
    assert_eq!(book.calendar(2025).unwrap(), before);
    assert_eq!([2024, 2025, 2026].map(|y| groups(&book, y)), [["东片小组"], ["一组"], ["东片小组"]]);
}

#[test]
fn in_the_middle_of_a_past_year_the_groups_are_those_that_met_by_then() {
    let home = Home::empty();
    let mut book = home.book();
    for (group, on) in [("老一组", "2025-02-01"), ("新二组", "2025-09-01")] {
        let mut meeting = book.new_meeting("group_meeting", group, day(on)).unwrap();
        meeting.activity.title = "学习".into();
        book.save_meeting(&meeting).unwrap();
    }
    // What an inspection of that day finds missing names the groups of that day.
    let gaps = |on: &str| format!("{:?}", book.score(None, day(on)).unwrap());
    assert!(gaps("2025-06-30").contains("老一组") && !gaps("2025-06-30").contains("新二组"));
    assert!(gaps("2025-12-31").contains("老一组") && gaps("2025-12-31").contains("新二组"));
}

#[test]
fn the_classes_of_a_year_that_is_over_are_those_of_its_last_day() {
    let home = Home::empty();
    let mut book = home.book();
    for (name, birth, joined) in [
        ("老张", "1960-12-31", "1990-07-01"),
        ("小李", "1961-01-01", "1990-07-01"),
        ("新王", "1990-01-01", "2026-02-01"),
    ] {
        let id = add_member(&mut book, name);
        let member = book.member(id).unwrap().unwrap();
        let birth = birth.parse().ok();
        book.save_member(&Member { birth, joined: joined.parse().ok(), full: joined.parse().ok(), ..member }).unwrap();
    }
    drop(book);
    let store = Store::open(home.path(), Access::Read, zhibu::book::Clock::fixed(today()), None).unwrap();
    let classes = |year: i32| {
        let facts = facts(store.conn(), year, today(), &people(store.conn(), None).unwrap(), |_| None).unwrap();
        let classes = &facts.values().next().unwrap().classes;
        classes.iter().map(|c| format!("{} {}", c.name, c.class.name())).collect::<Vec<_>>()
    };
    assert_eq!(classes(2025), ["老张 65岁以上党员", "小李 在村无职党员", "新王 发展中的人员"]);
    assert_eq!(classes(2026), ["老张 65岁以上党员", "小李 65岁以上党员", "新王 在村无职党员"]);
}

#[test]
fn all_organisations_at_once_are_the_same_as_one_by_one() {
    let home = Home::empty();
    let mut book = home.open();
    for i in 0..12 {
        let id = book.add_org(branch(&format!("{i}村党支部"))).unwrap().orgs[0];
        book.switch_org(id).unwrap();
        for n in 0..i {
            add_member(&mut book, &format!("党员{n}"));
        }
        add_meeting(&mut book, "2026-03-01", "学习");
    }
    drop(book);
    let store = Store::open(home.path(), Access::Read, zhibu::book::Clock::fixed(today()), None).unwrap();
    let all = facts(store.conn(), 2026, today(), &people(store.conn(), None).unwrap(), |_| None).unwrap();
    assert_eq!(all.len(), 12);
    for (id, own) in &all {
        assert_eq!(
            &facts(store.conn(), 2026, today(), &people(store.conn(), Some(*id)).unwrap(), |_| None).unwrap()[id],
            own
        );
    }
    assert_eq!(all.values().map(|f| f.roster.members).sum::<u32>(), 66);
}

/// Lists and facts read the year asked for and nothing else.
#[test]
fn the_index_serves_the_year() {
    let home = Home::empty();
    drop(home.book());
    let raw = home.raw();
    let plan = |filter: &str| -> String {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT * FROM org o CROSS JOIN activity a ON a.org = o.id
             WHERE {filter} AND a.held_on BETWEEN ?2 AND ?3 ORDER BY a.org, a.held_on, a.id"
        );
        let mut stmt = raw.prepare(&sql).unwrap();
        let rows = stmt.query_map((1, "2026-01-01", "2026-12-31"), |r| r.get::<_, String>(3)).unwrap();
        rows.map(Result::unwrap).collect::<Vec<_>>().join(";")
    };
    for filter in ["o.id = ?1", "?1 IS NULL"] {
        let plan = plan(filter);
        assert!(plan.contains("activity_org_held (org=? AND held_on>? AND held_on<?)"), "{plan}");
    }
}

/// What follows from the facts of every organisation, of two years.
fn told(book: &mut Book) -> Vec<(Vec<Entry>, Vec<Entry>, Score)> {
    // An undo may take the organisations themselves away.
    let Some(here) = book.org().map(|o| o.id) else { return Vec::new() };
    let all: Vec<_> = book.orgs().iter().map(|o| o.id).collect();
    let told = all.into_iter().map(|id| {
        book.switch_org(id).unwrap();
        (book.calendar(2025).unwrap(), book.calendar(2026).unwrap(), book.score(None, today()).unwrap())
    });
    let told = told.collect();
    book.switch_org(here).unwrap();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Facts are kept while no act touches what they are made of: never longer than they are true.
    #[test]
    fn what_is_kept_is_what_the_file_says(acts in acts()) {
        let home = Home::empty();
        let mut book = home.book();
        book.add_org(branch("杨树村党支部")).unwrap();
        for act in &acts {
            if let Act::Reopen = act {
                drop(book);
                book = home.open();
            } else if let Err(refused) = run(&mut book, act) {
                prop_assert!(matches!(refused, zhibu::book::Error::Refused(_)), "{}", refused);
            }
            let mut fresh = home.open_on(Access::Read, "2026-03-05").unwrap();
            // Either side is pages long.
            prop_assert!(told(&mut book) == told(&mut fresh), "after {:?}", act);
        }
    }
}
