//! The handbook of a year: it agrees with the records, and has who belonged then.

use crate::{day, sample, table, texts};
use zhibu::{
    book::{Book, Clock},
    model::{
        duty::Status,
        member::{EventKind, MemberEvent, Role},
        org::{Org, OrgKind},
        paper::Block,
    },
};

#[test]
fn the_handbook_agrees_with_the_records_and_invents_nothing() {
    let (mut book, _folder) = sample();
    let paper = book.handbook_paper(2026, true).unwrap();
    let rows = book.activities(2026).unwrap();
    let held = table(&paper, &["类别", "次数"]);
    assert_eq!(held.last().unwrap()[..2], ["合计".to_owned(), rows.len().to_string()]);
    let theme_days = rows.iter().filter(|r| r.kind == "theme_day").count();
    assert!(held.iter().any(|r| r[0] == "主题党日" && r[1] == theme_days.to_string()), "{held:?}");
    let whole: Vec<_> = rows.iter().filter(|r| r.turnout.stated || r.unmarked == 0).collect();
    let present: u32 = whole.iter().map(|r| r.turnout.present).sum();
    assert_eq!(held.last().unwrap()[3], present.to_string());
    assert!(rows.len() > whole.len(), "the sample has a roll call that was not finished");
    assert!(texts(&paper).iter().any(|t| t.contains(&format!("有{}次没有人数", rows.len() - whole.len()))));

    let duties = table(&paper, &["任务", "全年应完成"]);
    let missed = book.calendar(2026).unwrap().iter().filter(|e| e.status == Status::Missed).count();
    let told: usize = duties[1..].iter().map(|r| r[4].parse::<usize>().unwrap()).sum();
    assert!(missed > 0 && told == missed, "{missed} missed, {told} told");

    let roster = table(&paper, &["序号", "姓名", "性别"]);
    assert_eq!(roster.len() - 1, 46);
    let members = book.members().unwrap();
    let open = texts(&book.handbook_paper(2026, false).unwrap()).concat();
    for m in members.iter().filter(|m| !m.phone.is_empty()) {
        assert!(!texts(&paper).concat().contains(m.phone.whole()) && open.contains(m.phone.whole()), "{}", m.name);
        assert!(!open.contains(m.id_number.whole()), "no identity numbers");
    }
    for sheet in ["年度工作计划", "年度工作总结"] {
        let at = paper.blocks.iter().position(|b| *b == Block::Sheet(sheet.into())).unwrap();
        let Block::Table { rows, .. } = &paper.blocks[at + 1] else { panic!() };
        assert!(rows[0][0].text.is_empty() && rows[0][0].min_lines > 20, "{sheet} is room to write");
    }
    assert!(book.handbook_paper(2027, true).unwrap_err().to_string().contains("2027年还没到"));
    // In the order of their numbers, whoever is the first on the roster.
    let mut moved = book.members().unwrap().remove(0);
    moved.group = "第三党小组".into();
    book.save_member(&moved).unwrap();
    let groups = "3个:第一党小组、第二党小组、第三党小组".to_owned();
    assert!(texts(&book.handbook_paper(2026, true).unwrap()).contains(&groups));
}

#[test]
fn the_handbook_of_a_year_has_who_belonged_then() {
    let (mut book, _folder) = sample();
    let leaver = book.members().unwrap().remove(4);
    let event = MemberEvent::new(&leaver, EventKind::TransferredOut, "2026-02-10".parse().unwrap());
    book.add_member_event(&event).unwrap();
    let there = |year| {
        let roster = table(&book.handbook_paper(year, true).unwrap(), &["序号", "姓名", "性别"]);
        roster.iter().any(|r| r[1] == leaver.name)
    };
    assert_eq!((there(2025), there(2026)), (true, false));
}

#[test]
fn what_stands_above_is_named_as_the_book_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let above = Org::new(OrgKind::Village, "清河社区党总支");
    let (mut book, _) = Book::create(folder.path(), Clock::fixed(day("2026-11-21")), above).unwrap();
    let parent = Some(book.org().unwrap().id);
    let below = Org { parent, township: "旧镇党委".into(), ..Org::new(OrgKind::Branch, "第一党支部") };
    let id = book.add_org(below).unwrap().orgs[0];
    book.switch_org(id).unwrap();
    let told = texts(&book.handbook_paper(2026, true).unwrap());
    assert!(told.contains(&"上级党组织:清河社区党总支".to_owned()), "{told:?}");
    assert!(!told.iter().any(|t| t.contains("旧镇党委")), "{told:?}");
}

#[test]
fn the_committee_of_a_past_year_is_that_of_its_last_day() {
    let (mut book, _folder) = sample();
    let members = book.members().unwrap();
    let old = members.iter().find(|m| m.role == Some(Role::Secretary)).unwrap().clone();
    let new = members.iter().find(|m| m.role.is_none()).unwrap().clone();
    for (who, was, became) in [(&old, "secretary", ""), (&new, "", "secretary")] {
        let event = MemberEvent::new(who, EventKind::Office, "2026-02-10".parse().unwrap());
        book.add_member_event(&MemberEvent { was: was.into(), became: became.into(), ..event }).unwrap();
    }
    let secretary = |year| {
        let committee = table(&book.handbook_paper(year, true).unwrap(), &["党内职务", "姓名"]);
        committee.into_iter().find(|r| r[0] == "书记").unwrap().swap_remove(1)
    };
    assert_eq!((secretary(2025), secretary(2026)), (old.name.clone(), new.name.clone()));
}
