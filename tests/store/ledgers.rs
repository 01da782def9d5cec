//! Rows of ledgers: what is refused, what is kept, what becomes of them when what they came from goes.

use crate::{Home, add_meeting, add_member, day};
use zhibu::{
    book::{Access, Book, Hit},
    model::{
        id::LedgerEntryId,
        lack::in_words,
        ledger::{CLOSED_BY, LedgerEntry, RECTIFICATION, Rectified},
        points::Points,
        sheet::Which,
    },
    store::{
        Store,
        facts::{facts, people},
    },
};

fn add(book: &mut Book, title: &str) -> LedgerEntryId {
    let mut row = book.new_ledger_row(RECTIFICATION).unwrap();
    row.title = title.into();
    book.save_ledger_row(&row).unwrap().0
}

#[test]
fn a_field_of_a_later_program_survives_every_verb() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add(&mut book, "甲");
    let mut row = book.ledger_row(id).unwrap().unwrap();
    row.fields.insert("later".into(), serde_json::json!({ "deep": [1] }));
    row.fields.insert("count".into(), 3.into());
    book.save_ledger_row(&row).unwrap();
    let row = book.ledger_row(id).unwrap().unwrap();
    book.save_ledger_row(&LedgerEntry { title: "乙".into(), ..row }).unwrap();
    book.close_ledger_row(id, day("2026-03-05"), "王主任").unwrap();
    let fields = book.ledger_row(id).unwrap().unwrap().fields;
    assert_eq!((&fields["later"]["deep"][0], &fields["count"]), (&1.into(), &3.into()));
    assert_eq!(fields[CLOSED_BY], "王主任");
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_stored() {
    let home = Home::empty();
    let mut book = home.book();
    let refusal = |result: zhibu::book::Result<_>| result.map(|_: (_, _)| ()).unwrap_err().to_string();
    let row = book.new_ledger_row(RECTIFICATION).unwrap();
    assert!(refusal(book.save_ledger_row(&row)).contains("整改事项还没填"));
    let row = LedgerEntry { title: "甲".into(), ..row };
    let early = LedgerEntry { opened_on: day("2026-03-06"), ..row.clone() };
    assert!(refusal(book.save_ledger_row(&early)).contains("还没到"));
    let gone = LedgerEntry { id: LedgerEntryId(7), ..row };
    assert!(refusal(book.save_ledger_row(&gone)).contains("不在了"));
    let id = add(&mut book, "甲");
    assert!(book.reopen_ledger_row(id).is_err());
    assert!(book.close_ledger_row(id, day("2026-03-04"), "王").unwrap_err().to_string().contains("早于"));
    assert!(book.close_ledger_row(id, day("2026-03-06"), "王").unwrap_err().to_string().contains("还没到"));
    assert!(book.close_ledger_row(id, day("2026-03-05"), " ").is_err());
    book.close_ledger_row(id, day("2026-03-05"), "王").unwrap();
    assert!(book.close_ledger_row(id, day("2026-03-05"), "王").is_err());
    assert_eq!(book.history(100).unwrap().len(), 3, "branch, row, closing");
}

#[test]
fn each_verb_is_one_step_that_tells_what_it_did() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add(&mut book, "村口公示栏陈旧");
    let mut row = book.ledger_row(id).unwrap().unwrap();
    row.set("measure", "更换");
    assert_eq!(book.save_ledger_row(&row).unwrap().1.ledgers, [id]);
    book.close_ledger_row(id, day("2026-03-05"), "王主任").unwrap();
    book.reopen_ledger_row(id).unwrap();
    book.delete_ledger_row(id).unwrap();
    let labels: Vec<String> = book.history(5).unwrap().into_iter().map(|s| s.label).collect();
    assert_eq!(
        labels,
        [
            "删除整改台账《村口公示栏陈旧》",
            "重新打开整改台账《村口公示栏陈旧》",
            "整改台账《村口公示栏陈旧》已销号",
            "修改整改台账《村口公示栏陈旧》",
            "整改台账新增《村口公示栏陈旧》",
        ]
    );
    assert_eq!(book.undo().unwrap().ledgers, [id]);
    let steps = book.ledger_history(&row).unwrap();
    let edit = steps.iter().find(|s| s.label.starts_with("修改")).unwrap();
    let told: Vec<String> = edit.changes.iter().filter_map(|c| c.text()).collect();
    assert_eq!(told, ["整改措施:(空) → 更换"]);
}

#[test]
fn open_rows_come_first_by_deadline_and_counts_agree() {
    let home = Home::empty();
    let mut book = home.book();
    for (title, due) in
        [("无", ""), ("晚", "2026-12-31"), ("早", "2026-03-01"), ("近", "2026-03-08"), ("完", "2026-03-01")]
    {
        let mut row = book.new_ledger_row(RECTIFICATION).unwrap();
        (row.title, row.due_on) = (title.into(), due.parse().ok());
        book.save_ledger_row(&row).unwrap();
    }
    let done = book.ledger_rows(RECTIFICATION).unwrap().into_iter().find(|r| r.title == "完").unwrap().id;
    book.close_ledger_row(done, day("2026-03-05"), "王").unwrap();
    let titles: Vec<String> = book.ledger_rows(RECTIFICATION).unwrap().into_iter().map(|r| r.title).collect();
    assert_eq!(titles, ["早", "近", "晚", "无", "完"]);
    let counts = book.ledgers().unwrap();
    let (_, count) = counts.iter().find(|(l, _)| l.id == RECTIFICATION).unwrap();
    assert_eq!((count.all, count.open, count.overdue, count.soon, count.nearest), (5, 4, 1, 1, Some(3)));
}

#[test]
fn a_row_outlives_what_it_came_from() {
    let home = Home::empty();
    let mut book = home.book();
    let member = add_member(&mut book, "张三");
    let activity = add_meeting(&mut book, "2026-03-01", "组织生活会");
    let id = add(&mut book, "甲");
    let row = book.ledger_row(id).unwrap().unwrap();
    book.save_ledger_row(&LedgerEntry { member: Some(member), activity: Some(activity), ..row.clone() }).unwrap();
    assert_eq!(book.rectifications_of(activity).unwrap().len(), 1);
    book.delete_activity(activity).unwrap();
    book.delete_member(member).unwrap();
    assert_eq!(book.ledger_row(id).unwrap().unwrap(), row);
    book.undo().unwrap();
    book.undo().unwrap();
    assert_eq!(book.rectifications_of(activity).unwrap()[0].member, Some(member));
}

#[test]
fn an_items_state_follows_its_rows_and_its_mark_is_never_touched() {
    let home = Home::empty();
    let mut book = home.book();
    let item = book.catalog().checklists().next().unwrap().sections[4].items[0].no.clone();
    book.decide(&Which::running("village", 2026), &item, Some(Points(100)), "资料不全").unwrap();
    let before = home.dump().into_iter().filter(|r| r.starts_with("mark ")).collect::<Vec<_>>();
    let (ids, _) = book.rectify_items(&Which::running("village", 2026), Some(&item)).unwrap();
    assert_eq!(book.rectified(&Which::running("village", 2026)).unwrap().get(&item), Some(&Rectified::UnderWay));
    assert!(book.rectify_items(&Which::running("village", 2026), Some(&item)).is_err());
    book.close_ledger_row(ids[0], day("2026-03-05"), "王").unwrap();
    assert_eq!(book.rectified(&Which::running("village", 2026)).unwrap().get(&item), Some(&Rectified::ToReview));
    assert_eq!(book.rectified(&Which::running("village", 2025)).unwrap().len(), 0);
    assert_eq!(home.dump().into_iter().filter(|r| r.starts_with("mark ")).collect::<Vec<_>>(), before);
}

#[test]
fn the_search_finds_any_text_of_a_row() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add(&mut book, "村口公示栏陈旧");
    let mut row = book.ledger_row(id).unwrap().unwrap();
    row.set("measure", "换成100%不锈钢");
    book.save_ledger_row(&row).unwrap();
    for query in ["公示栏", "100%", "不锈钢"] {
        let hits = book.search(query, 9).unwrap();
        assert!(matches!(&hits[..], [Hit::Ledger { id: found, .. }] if *found == id), "{query}: {hits:?}");
    }
    assert_eq!(book.search("measure", 9).unwrap(), [], "names of fields are no text");
    assert_eq!(book.search("公示栏", 0).unwrap(), []);
}

#[test]
fn rows_of_a_ledger_that_no_file_describes_are_still_there() {
    let home = Home::empty();
    let mut book = home.book();
    let row = book.new_ledger_row("visits").unwrap();
    let (id, _) = book.save_ledger_row(&LedgerEntry { title: "甲".into(), ..row }).unwrap();
    let ledgers = book.ledgers().unwrap();
    let (ledger, count) = ledgers.last().unwrap();
    assert_eq!((ledger.name.as_str(), count.all), ("未知台账 visits", 1));
    let table = book.ledger_table(ledger, &book.ledger_rows("visits").unwrap());
    assert_eq!(table.columns[0].name, "事项");
    book.close_ledger_row(id, day("2026-03-05"), "王").unwrap();
}

#[test]
fn counts_are_of_this_year_and_old_ledgers_stay_in_the_list() {
    let home = Home::empty();
    let mut book = home.book();
    let mut put = |ledger: &str, opened: &str, closed: &str| {
        let mut row = book.new_ledger_row(RECTIFICATION).unwrap();
        (row.ledger, row.title) = (ledger.into(), "甲".into());
        (row.opened_on, row.closed_on) = (day(opened), closed.parse().ok());
        book.save_ledger_row(&row).unwrap();
    };
    for year in 2017..2026 {
        put("secretary", &format!("{year}-05-01"), "");
        put(RECTIFICATION, &format!("{year}-05-01"), &format!("{year}-06-01"));
    }
    put("secretary", "2026-02-01", "");
    put(RECTIFICATION, "2025-12-01", "2026-01-08");
    put(RECTIFICATION, "2025-12-02", "");
    put("gone", "2019-01-01", "2019-02-01");
    let counts = book.ledgers().unwrap();
    let count = |id: &str| counts.iter().find(|(l, _)| l.id == id).map(|(_, c)| (c.all, c.open)).unwrap();
    assert_eq!((count("secretary"), count(RECTIFICATION), count("gone")), ((1, 0), (2, 1), (0, 0)));
    let of = |ledger: &str, year: i32| book.ledger_rows_of(ledger, year).unwrap().len();
    assert_eq!((of(RECTIFICATION, 2026), of("secretary", 2026), of("secretary", 2020)), (2, 1, 1));
    assert_eq!(book.ledger_rows("secretary").unwrap().len(), 10);
}

#[test]
fn facts_of_a_day_know_what_was_closed_by_it_and_which_ledgers_were_used_before() {
    let home = Home::empty();
    let mut book = home.book();
    let mut put = |ledger: &str, opened: &str| {
        let row = book.new_ledger_row(ledger).unwrap();
        let row = LedgerEntry { title: "甲".into(), opened_on: day(opened), ..row };
        book.save_ledger_row(&row).unwrap().0
    };
    put("points", "2026-01-05");
    put("secretary", "2025-05-01");
    let row = put("procedures", "2026-02-01");
    book.close_ledger_row(row, day("2026-03-04"), "王").unwrap();
    let store = Store::open(home.path(), Access::Read, zhibu::book::Clock::fixed(day("2026-03-05")), None).unwrap();
    let of = |on: &str, only| {
        let facts =
            facts(store.conn(), 2026, day(on), &people(store.conn(), only).unwrap(), |id| book.catalog().ledger(id))
                .unwrap();
        let facts = facts.into_values().next().unwrap();
        let lacks = in_words(&facts.ledgers.iter().find(|l| l.id == row).unwrap().lacks);
        (lacks, facts.used_before.into_iter().collect::<Vec<_>>())
    };
    let org = book.org().map(|o| o.id);
    for only in [None, org] {
        assert_eq!(of("2026-02-28", only), ("动议事由".to_owned(), vec!["secretary".to_owned()]));
        assert!(of("2026-03-04", only).0.contains("党支部提议"));
    }
}

#[test]
fn a_row_belongs_to_the_member_that_it_was_begun_for_even_among_two_of_one_name() {
    let home = Home::empty();
    let mut book = home.book();
    let (first, second) = (add_member(&mut book, "张三"), add_member(&mut book, "张三"));
    let posts = book.new_ledger_row_about("posts", second).unwrap();
    let points = book.new_ledger_row_about("points", second).unwrap();
    let none = book.new_ledger_row_about("task_list", second).unwrap();
    assert_eq!((posts.title.as_str(), posts.member, points.text("who")), ("张三", Some(second), "张三"));
    assert_eq!((none.title.as_str(), none.member), ("", None), "it is about no member");
    book.save_ledger_row(&posts).unwrap();
    book.save_ledger_row(&LedgerEntry { title: "修桥".into(), ..points }).unwrap();
    let told = |id| book.rows_of_member(id, 2026).unwrap().into_iter().map(|l| l.text).collect::<Vec<_>>();
    assert_eq!(told(second), ["设岗定责 在岗", "党员积分 修桥"]);
    assert!(told(first).is_empty());
}
