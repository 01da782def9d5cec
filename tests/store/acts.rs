//! Any verbs in any order, for the property of the journal: what they are, and carrying one out.
//! Not here: what must hold of them (`journal`).

use crate::{branch, day};
use proptest::prelude::*;
use zhibu::{
    book::{Book, Error, Result},
    model::{
        activity::{Attendance, Roll},
        change::Changed,
        date::Period,
        dues::{Basis, Money, Payment, Standard},
        id::StandardId,
        ledger::LedgerEntry,
        member::{EventKind, MemberEvent},
        points::Points,
        reading::Reading,
        sheet::{Sheet, SheetRole, Which},
        vote::Vote,
    },
};

#[derive(Clone, Debug)]
pub enum Act {
    AddMember(u8),
    EditMember(usize, u8),
    DeleteMember(usize),
    Event(usize),
    DropEvent(usize),
    AddMeeting(u8),
    EditMeeting(usize, u8),
    DeleteMeeting(usize),
    Decide(u8),
    Clear(u8),
    Note(u8),
    Freeze,
    AddSheet(u8),
    DeleteSheet(usize),
    CarryOver(usize),
    AddOrg(u8),
    SwitchOrg(usize),
    AddRow(u8),
    EditRow(usize, u8),
    CloseRow(usize),
    ReopenRow(usize),
    DeleteRow(usize),
    Rectify,
    PayDues(usize, u8),
    PayAllDues(u8),
    DeleteDues(usize),
    SetStandard(usize, u8),
    StandardForAll(u8),
    DropStandard(usize),
    TakeProblems(usize),
    SaveReading(u8),
    DeleteReading(usize),
    Undo,
    Redo,
    /// To some earlier step.
    GoBack(usize),
    Reopen,
}

pub fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => any::<u8>().prop_map(Act::AddMember),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(i, x)| Act::EditMember(i, x)),
        2 => any::<usize>().prop_map(Act::DeleteMember),
        3 => any::<usize>().prop_map(Act::Event),
        1 => any::<usize>().prop_map(Act::DropEvent),
        3 => any::<u8>().prop_map(Act::AddMeeting),
        3 => (any::<usize>(), any::<u8>()).prop_map(|(i, x)| Act::EditMeeting(i, x)),
        1 => any::<usize>().prop_map(Act::DeleteMeeting),
        2 => (0..3_u8).prop_map(Act::Decide),
        1 => (0..3_u8).prop_map(Act::Clear),
        1 => (0..3_u8).prop_map(Act::Note),
        1 => Just(Act::Freeze),
        1 => (0..3_u8).prop_map(Act::AddSheet),
        1 => any::<usize>().prop_map(Act::DeleteSheet),
        1 => any::<usize>().prop_map(Act::CarryOver),
        1 => (0..3_u8).prop_map(Act::AddOrg),
        2 => any::<usize>().prop_map(Act::SwitchOrg),
        3 => any::<u8>().prop_map(Act::AddRow),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(i, x)| Act::EditRow(i, x)),
        2 => any::<usize>().prop_map(Act::CloseRow),
        1 => any::<usize>().prop_map(Act::ReopenRow),
        1 => any::<usize>().prop_map(Act::DeleteRow),
        1 => Just(Act::Rectify),
        3 => (any::<usize>(), 0..6_u8).prop_map(|(i, x)| Act::PayDues(i, x)),
        2 => (0..3_u8).prop_map(Act::PayAllDues),
        2 => any::<usize>().prop_map(Act::DeleteDues),
        2 => (any::<usize>(), 0..6_u8).prop_map(|(i, x)| Act::SetStandard(i, x)),
        2 => (0..3_u8).prop_map(Act::StandardForAll),
        1 => any::<usize>().prop_map(Act::DropStandard),
        2 => any::<usize>().prop_map(Act::TakeProblems),
        1 => (0..6_u8).prop_map(Act::SaveReading),
        1 => any::<usize>().prop_map(Act::DeleteReading),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => any::<usize>().prop_map(Act::GoBack),
        1 => Just(Act::Reopen),
    ];
    prop::collection::vec(act, 1..30)
}

fn nth<T>(list: Vec<T>, i: usize) -> Result<T> {
    let n = list.len().max(1);
    list.into_iter().nth(i % n).ok_or_else(|| Error::refused("none"))
}

const LEDGERS: [&str; 2] = ["rectification", "secretary"];

fn ledger_rows(book: &Book) -> Result<Vec<LedgerEntry>> {
    Ok(book.ledger_rows(LEDGERS[0])?.into_iter().chain(book.ledger_rows(LEDGERS[1])?).collect())
}

pub fn run(book: &mut Book, act: &Act) -> Result<Changed> {
    match *act {
        Act::AddMember(x) => {
            let mut m = book.new_member()?;
            m.name = format!("党员{x}");
            m.group = format!("第{}党小组", x % 3);
            book.save_member(&m)
        }
        Act::EditMember(i, x) => {
            let mut m = nth(book.members()?, i)?;
            m.phone = format!("1380000{x:04}").into();
            m.extra.insert("备注\"'".into(), format!("{x}\n"));
            book.save_member(&m)
        }
        Act::DeleteMember(i) => {
            let id = nth(book.members()?, i)?.id;
            book.delete_member(id)
        }
        Act::Event(i) => {
            let m = nth(book.members()?, i)?;
            let kind = EventKind::ALL[i % EventKind::ALL.len()];
            let on = ["2024-03", "2025-07", "2026-01-02"][i % 3].parse().unwrap();
            let event = MemberEvent { detail: "转往县城".into(), ..MemberEvent::new(&m, kind, on) };
            let became = match kind {
                EventKind::Office => "secretary",
                EventKind::Group => "第二党小组",
                _ => "",
            };
            book.add_member_event(&MemberEvent { became: became.into(), ..event })
        }
        Act::DropEvent(i) => {
            let m = nth(book.members()?, i)?;
            let event = nth(book.member_events(m.id)?, i)?;
            book.delete_member_event(&event)
        }
        Act::AddMeeting(x) => {
            let mut m = book.new_meeting("theme_day", "", day(if x % 4 == 0 { "2025-12-05" } else { "2026-02-05" }))?;
            m.activity.title = format!("议题{x}");
            m.activity.extra.insert("problems".into(), format!("1.问题{x}\n2.会风"));
            let guest = |name: &str| Attendance { name: name.into(), roll: Roll::Observer, ..Attendance::default() };
            m.attendance.extend([guest("来宾"), guest("来宾")]);
            m.votes.push(Vote { matter: "甲".into(), agree: u32::from(x), abstain: 1, ..Vote::default() });
            Ok(book.save_meeting(&m)?.1)
        }
        Act::EditMeeting(i, x) => {
            let id = nth(book.activities(2026)?, i)?.id;
            let mut m = book.meeting(id)?.unwrap();
            if let Some(a) = m.attendance.get_mut(usize::from(x) % 7) {
                a.roll = Roll::Present;
            }
            if x % 3 == 0 {
                m.activity.on = day(if x % 2 == 0 { "2025-11-20" } else { "2026-01-20" });
            }
            if x % 5 == 0 {
                m.attendance.pop();
                m.attendance.reverse();
                m.votes.clear();
            }
            Ok(book.save_meeting(&m)?.1)
        }
        Act::DeleteMeeting(i) => {
            let id = nth(book.activities(2026)?, i)?.id;
            book.delete_activity(id)
        }
        Act::Decide(x) => {
            let item = book.catalog().checklists().next().unwrap().sections[0].items[usize::from(x)].no.clone();
            book.decide(&Which::running("village", 2026), &item, Some(Points(i64::from(x))), "查看台账")
        }
        Act::Clear(x) => {
            let item = book.catalog().checklists().next().unwrap().sections[0].items[usize::from(x)].no.clone();
            book.clear_decision(&Which::running("village", 2026), &item)
        }
        Act::AddOrg(x) => book.add_org(branch(&format!("下属{x}"))),
        Act::SwitchOrg(i) => {
            let id = nth(book.orgs().to_vec(), i)?.id;
            book.switch_org(id).map(|()| Changed::default())
        }
        Act::AddRow(x) => {
            let mut row = book.new_ledger_row(LEDGERS[usize::from(x) % 2])?;
            row.title = format!("事项{x}");
            row.member = book.members()?.first().map(|m| m.id);
            row.fields.insert("later".into(), serde_json::json!({ "deep": [x] }));
            Ok(book.save_ledger_row(&row)?.1)
        }
        Act::EditRow(i, x) => {
            let mut row = nth(ledger_rows(book)?, i)?;
            row.set("measure", &format!("措施{x}"));
            row.due_on = (x % 2 == 0).then(|| day("2026-06-30"));
            Ok(book.save_ledger_row(&row)?.1)
        }
        Act::CloseRow(i) => {
            let id = nth(ledger_rows(book)?, i)?.id;
            book.close_ledger_row(id, book.today(), "王主任")
        }
        Act::ReopenRow(i) => {
            let id = nth(ledger_rows(book)?, i)?.id;
            book.reopen_ledger_row(id)
        }
        Act::DeleteRow(i) => {
            let id = nth(ledger_rows(book)?, i)?.id;
            book.delete_ledger_row(id)
        }
        Act::Rectify => Ok(book.rectify_items(&Which::running("village", 2026), None)?.1),
        Act::PayDues(i, x) => {
            let all = book.dues(2026)?;
            let line = nth(all.lines, i)?;
            let month = |m: u8| Period::month(2026, u32::from(m) + 1);
            let pay =
                |m| Payment { amount: Money(50), payer: format!("代交{x}"), ..book.new_payment(&line, month(m)) };
            let payments = [pay(x), pay((x + 1) % 6)];
            book.save_dues(&payments)
        }
        Act::PayAllDues(x) => Ok(book.pay_all_dues(Period::month(2026, u32::from(x) + 1))?.2),
        Act::DeleteDues(i) => {
            let lines = book.dues(2026)?.lines;
            let paid = nth(lines.into_iter().flat_map(|l| l.payments.into_values()).collect(), i)?;
            book.delete_dues(&paid)
        }
        Act::SetStandard(i, x) => {
            let m = nth(book.members()?, i)?;
            let (id, org, member, from) = (StandardId(0), m.org, m.id, Period::month(2026, u32::from(x) + 1));
            let (basis, base, note) = match x {
                0 => (Basis::Exempt, None, "困难".to_owned()),
                1 => (Basis::Wage, Some(Money(300_000)), String::new()),
                _ => (Basis::Fixed, None, String::new()),
            };
            let amount = Money(i64::from(x) * 10);
            book.set_dues_standard(&Standard { id, org, member, from, basis, base, amount, note })
        }
        Act::StandardForAll(x) => Ok(book.set_dues_for_all(Period::month(2026, u32::from(x) + 1), Money(100))?.1),
        Act::DropStandard(i) => {
            let lines = book.dues(2026)?.lines;
            let standard = nth(lines.into_iter().flat_map(|l| l.standards).collect(), i)?;
            book.delete_dues_standard(&standard)
        }
        Act::TakeProblems(i) => {
            let id = nth(book.activities(2026)?, i)?.id;
            let rows = book.rectifiable(id)?;
            Ok(book.add_ledger_rows(&rows)?.1)
        }
        Act::Note(x) => book.note_item(&Which::running("village", 2026), &format!("1.{}", x + 1), "看过"),
        Act::Freeze => Ok(book.freeze("village", 2026, "")?.1),
        Act::AddSheet(x) => {
            let own = nth(book.sheets(2026)?, 0)?;
            let (role, scored_on) = (SheetRole::Rater, Some(book.today()));
            let (round, rater) = ("观摩".into(), format!("评分人{x}"));
            Ok(book.add_sheet(Sheet { role, scored_on, round, rater, ..own })?.1)
        }
        Act::DeleteSheet(i) => {
            let id = nth(book.sheets(2026)?, i)?.id;
            book.delete_sheet(id)
        }
        Act::CarryOver(i) => {
            let which = nth(book.sheets(2026)?, i)?.which();
            Ok(book.carry_over(&which, None)?.1)
        }
        Act::SaveReading(x) => {
            let reading = book.new_reading(2026, 1)?;
            book.save_reading(&Reading { opinion: format!("意见{x}"), ..reading })
        }
        Act::DeleteReading(i) => {
            let reading = nth(book.readings(2026)?, i)?;
            book.delete_reading(&reading)
        }
        Act::Undo => book.undo(),
        Act::Redo => book.redo(),
        Act::GoBack(i) => {
            let step = nth(book.history(usize::MAX)?, i)?;
            book.go_back(step.n)
        }
        Act::Reopen => Ok(Changed::default()),
    }
}
