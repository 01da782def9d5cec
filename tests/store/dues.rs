//! 党费: what the verbs refuse, what a year holds, what the facts of a year say of it.

use crate::{Home, add_member, branch, day};
use zhibu::{
    book::{Access, Book, Clock},
    model::{
        date::{Date, Period},
        dues::{
            Basis, Money, Payment, Standard,
            year::{self, Run, State},
        },
        id::{MemberId, StandardId},
        member::{Category, EventKind, Member, MemberEvent},
    },
    store::{
        Store,
        facts::{facts, people},
    },
};

fn month(m: u32) -> Period {
    Period::month(2026, m)
}

fn joined(book: &mut Book, name: &str, on: &str) -> MemberId {
    let new = book.new_member().unwrap();
    let member = Member { name: name.into(), joined: on.parse().ok(), ..new };
    book.save_member(&member).unwrap().members[0]
}

fn happened(book: &mut Book, member: MemberId, kind: EventKind, on: &str) {
    let member = book.member(member).unwrap().unwrap();
    book.add_member_event(&MemberEvent::new(&member, kind, on.parse().unwrap())).unwrap();
}

fn fixed(book: &Book, member: MemberId, from: u32, fen: i64) -> Standard {
    let (id, org, basis, note) = (StandardId(0), book.org().unwrap().id, Basis::Fixed, String::new());
    Standard { id, org, member, from: month(from), basis, base: None, amount: Money(fen), note }
}

/// The marks of a member's year, `-` for not owed.
fn marks(book: &Book, member: MemberId) -> String {
    let all = book.dues(2026).unwrap();
    let Some(line) = all.line(member) else { return String::new() };
    (1..=12).map(|m| all.state(line, m).mark()).collect()
}

fn pay(book: &mut Book, member: MemberId, months: &[u32]) {
    let all = book.dues(2026).unwrap();
    let line = all.line(member).unwrap();
    let one = |m: &u32| Payment { amount: Money(100), ..book.new_payment(line, month(*m)) };
    let payments: Vec<Payment> = months.iter().map(one).collect();
    book.save_dues(&payments).unwrap();
}

/// Somebody who moved away since paid for January, so that the records begin with it.
fn begin(book: &mut Book) {
    let gone = joined(book, "转走的", "2000-01-01");
    pay(book, gone, &[1]);
    happened(book, gone, EventKind::TransferredOut, "2026-01-10");
}

#[test]
fn who_owes_which_month_follows_from_membership() {
    let home = Home::empty();
    drop(home.book());
    let mut book = home.open_on(Access::Write, "2026-09-10").unwrap();
    let old = joined(&mut book, "老党员", "1990-07");
    let unknown = add_member(&mut book, "不详");
    let new = joined(&mut book, "新党员", "2026-03-20");
    let [moved_in, moved_out, died, removed] =
        ["转入", "转出", "去世", "出党"].map(|name| joined(&mut book, name, "2000-01-01"));
    happened(&mut book, moved_in, EventKind::TransferredIn, "2026-04-10");
    happened(&mut book, moved_out, EventKind::TransferredOut, "2026-04-10");
    happened(&mut book, died, EventKind::Died, "2026-04-10");
    happened(&mut book, removed, EventKind::Removed, "2026-04");
    let activist = book.new_member().unwrap();
    book.save_member(&Member { name: "积极分子".into(), category: Category::Activist, ..activist }).unwrap();
    assert_eq!(marks(&book, old), "////////////", "nothing was ever recorded");
    book.set_dues_for_all(month(1), Money(100)).unwrap();
    assert_eq!(book.dues(2026).unwrap().lines.len(), 7, "an activist owes nothing");
    // A standard alone says nothing of the months before it was set; the first payment does.
    assert_eq!(marks(&book, old), "////////待...");
    pay(&mut book, old, &[1]);
    for (who, expected) in [
        (old, "补未未未未未未未待..."),
        (unknown, "未未未未未未未未待..."),
        (new, "//未未未未未未待..."),
        (moved_in, "////未未未未待..."),
        (moved_out, "未未未未////////"),
        (died, "未未未/////////"),
        (removed, "未未未/////////"),
    ] {
        let name = book.member(who).unwrap().unwrap().name;
        assert_eq!(marks(&book, who), expected, "{name}");
    }
    // The next year begins where the standard holds on.
    let next = home.open_on(Access::Read, "2027-02-01").unwrap();
    let all = next.dues(2027).unwrap();
    assert_eq!(all.state(all.line(old).unwrap(), 1), State::Unpaid);
    assert_eq!(all.run(all.line(old).unwrap()), Run { months: 7, at_least: true }, "from July on, over New Year");
}

#[test]
fn a_change_of_income_and_an_exemption_hold_from_their_month() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_member(&mut book, "张三");
    book.set_dues_standard(&fixed(&book, id, 1, 100)).unwrap();
    book.set_dues_standard(&fixed(&book, id, 3, 200)).unwrap();
    let refused = |book: &mut Book, s: &Standard| book.set_dues_standard(s).unwrap_err().to_string();
    let bare = Standard { basis: Basis::Exempt, ..fixed(&book, id, 2, 0) };
    assert!(refused(&mut book, &bare).contains("原因"));
    let wage = Standard { basis: Basis::Wage, ..fixed(&book, id, 2, 100) };
    assert!(refused(&mut book, &wage).contains("基数"));
    let nothing = fixed(&book, id, 2, 0);
    assert!(refused(&mut book, &nothing).contains("还没填"));
    book.set_dues_standard(&Standard { note: "住院".into(), ..bare }).unwrap();
    begin(&mut book);
    assert_eq!(marks(&book, id), "未免待.........");
    let (paid, without, _) = book.pay_all_dues(month(3)).unwrap();
    assert_eq!((paid, without), (1, 0));
    let all = book.dues(2026).unwrap();
    assert_eq!(all.lines[0].payments[&month(3)].amount, Money(200));
    // The same month again changes it; what was paid is then too little.
    book.set_dues_standard(&fixed(&book, id, 3, 300)).unwrap();
    assert_eq!(book.dues(2026).unwrap().lines[0].standards.len(), 3);
    assert_eq!(marks(&book, id), "未免差.........");
    let last = book.dues(2026).unwrap().lines[0].standards[2].clone();
    book.delete_dues_standard(&last).unwrap();
    assert_eq!(marks(&book, id), "未免已免免免免免免免免免", "exempt, and paid all the same");
}

#[test]
fn payments_are_refused_where_they_cannot_be() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_member(&mut book, "张三");
    book.set_dues_standard(&fixed(&book, id, 1, 100)).unwrap();
    begin(&mut book);
    let all = book.dues(2026).unwrap();
    let good = book.new_payment(&all.lines[0], month(3));
    assert_eq!((good.amount, good.paid_on), (Money(100), Some(day("2026-03-05"))));
    assert_eq!(book.new_payment(&all.lines[0], month(2)).paid_on, None, "nobody told the day");
    for (bad, why) in [
        (Payment { amount: Money(0), ..good.clone() }, "还没填"),
        (Payment { paid_on: Some(day("2026-03-06")), ..good.clone() }, "还没到"),
        (Payment { month: Period::month(2027, 1), ..good.clone() }, "2027年还没到"),
    ] {
        let told = book.save_dues(&[good.clone(), bad]).unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
        assert_eq!(marks(&book, id), "未未待.........", "all or nothing");
    }
    book.save_dues(std::slice::from_ref(&good)).unwrap();
    // Changed on a later day it keeps the day on which it was first typed in.
    drop(book);
    let mut book = home.open_on(Access::Write, "2026-11-21").unwrap();
    let known = book.dues(2026).unwrap().lines[0].payments[&month(3)].clone();
    let later = Payment { recorded_on: day("2026-11-21"), note: "收据补贴".into(), ..known.clone() };
    book.save_dues(&[later]).unwrap();
    let now = book.dues(2026).unwrap().lines[0].payments[&month(3)].clone();
    assert_eq!(now, Payment { note: "收据补贴".into(), ..known });
    assert_eq!(book.save_dues(&[now]).unwrap().label, "", "no step where nothing changed");
}

#[test]
fn who_is_deleted_comes_back_with_what_was_paid() {
    let home = Home::empty();
    let mut book = home.book();
    let id = add_member(&mut book, "张三");
    book.set_dues_standard(&fixed(&book, id, 1, 100)).unwrap();
    pay(&mut book, id, &[1, 2, 3]);
    let before = home.dump();
    let changed = book.delete_member(id).unwrap();
    assert_eq!(changed.members, [id]);
    assert!(!home.dump().iter().any(|row| row.starts_with("dues_")));
    book.undo().unwrap();
    assert_eq!(home.dump(), before);
    let labels: Vec<String> = book.member_history(id).unwrap().into_iter().map(|s| s.label).collect();
    assert!(labels.contains(&"记张三2026-01至3月党费".to_owned()), "{labels:?}");
    assert!(labels.contains(&"定张三党费标准".to_owned()), "{labels:?}");
}

/// The facts of a year, of one organisation and of all at once, agree with the view of that year.
#[test]
fn facts_count_what_the_view_shows() {
    let home = Home::empty();
    let mut book = home.book();
    let first = book.org().unwrap().id;
    let names: Vec<MemberId> = ["甲", "乙", "丙"].iter().map(|n| add_member(&mut book, n)).collect();
    let second = book.add_org(branch("桃源村党支部")).unwrap().orgs[0];
    let of = |on: Date, only| {
        let store = Store::open(home.path(), Access::Read, Clock::fixed(on), None).unwrap();
        facts(store.conn(), 2026, on, &people(store.conn(), only).unwrap(), |_| None).unwrap()
    };
    let today = day("2026-03-05");
    assert!(of(today, None).values().all(|f| f.dues.is_empty()));
    book.set_dues_for_all(month(2), Money(100)).unwrap();
    pay(&mut book, names[0], &[2, 3]);
    pay(&mut book, names[1], &[3]);
    let all = book.dues(2026).unwrap();
    drop(book);
    let known = of(today, None);
    assert_eq!(known[&first], of(today, Some(first))[&first]);
    assert!(known[&second].dues.is_empty());
    let dues = &known[&first].dues;
    assert_eq!(dues.iter().map(|d| d.month).collect::<Vec<_>>(), (2..=12).collect::<Vec<_>>());
    for fact in dues {
        assert_eq!(fact.of, all.month(fact.month).0, "month {}", fact.month);
    }
    assert_eq!((dues[0].of.paid, dues[1].of.paid, dues[1].of.owing), (1, 2, 3));
    // On the day before they were typed in, nothing of this was known.
    assert!(of(day("2026-02-20"), Some(first))[&first].dues.iter().all(|d| d.of.paid == 0));
}

/// Where nobody ever paid, a standard begins the records with the month that runs, and that of who owes nothing does not.
#[test]
fn a_standard_alone_holds_no_past_month_against_anybody() {
    let home = Home::empty();
    drop(home.book());
    let mut book = home.open_on(Access::Write, "2026-11-21").unwrap();
    let id = joined(&mut book, "韩秋水", "1990-07");
    let activist = book.new_member().unwrap();
    let activist = Member { name: "积极分子".into(), category: Category::Activist, ..activist };
    let activist = book.save_member(&activist).unwrap().members[0];
    book.set_dues_standard(&fixed(&book, activist, 1, 100)).unwrap();
    assert_eq!(marks(&book, id), "////////////");
    book.set_dues_standard(&fixed(&book, id, 1, 100)).unwrap();
    assert_eq!(marks(&book, id), "//////////待.");
    let run = |book: &Book, year| {
        let all = book.member_dues(id, year).unwrap();
        all.run(&all.lines[0])
    };
    assert_eq!(run(&book, 2026), Run::default());
    pay(&mut book, id, &[3]);
    assert_eq!(marks(&book, id), "//补未未未未未未未待.");
    assert_eq!(run(&book, 2026), Run { months: 7, at_least: false });
    let org = book.org().unwrap().id;
    let months = |year, on| -> Vec<u32> {
        let store = Store::open(home.path(), Access::Read, Clock::fixed(day(on)), None).unwrap();
        let known = facts(store.conn(), year, day(on), &people(store.conn(), Some(org)).unwrap(), |_| None).unwrap();
        known[&org].dues.iter().map(|d| d.month).collect()
    };
    assert_eq!(months(2026, "2026-11-21"), (3..=12).collect::<Vec<_>>());
    // The next year knows that the records began before it, though nobody paid anything in it.
    let next = home.open_on(Access::Read, "2027-08-10").unwrap();
    assert_eq!(months(2027, "2027-08-10")[0], 1);
    assert_eq!(run(&next, 2027), Run { months: 7, at_least: true }, "of January to July alone it was read");
    let all = next.dues(2027).unwrap();
    assert_eq!(all.run(all.line(id).unwrap()), run(&next, 2027));
    assert!(year::DuesYear::warning(run(&next, 2027)).unwrap().starts_with("连续至少7个月没有"));
}
