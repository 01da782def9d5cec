//! Every kind of rule met in practice (numbered 1–50), each with a figure worked out by hand on a township's own lines.
//! Not here: what must hold for any figures (`properties`).

mod frame;
mod item;
mod limits;
mod result;

use crate::{YEAR, built_in, day, entries, mark, pts, record, village};
use std::sync::LazyLock;
use zhibu::model::{
    catalog,
    checklist::{Checklist, check::Known},
    facts::{ActivityFact, Facts, LedgerFact},
    id::{LedgerEntryId, OccurrenceId, OrgId, SheetId},
    score::{Score, evaluate},
    sheet::{Entered, Occurrence, SheetResult},
};

/// One worked figure: the kind's number, the words that it stands in, what the program makes of it, what it should.
pub type Figure = (u32, &'static str, fn() -> String, &'static str);

const FILES: [(&str, &str); 7] = [
    ("ninghai", include_str!("fixtures/ninghai.toml")),
    ("wendeng", include_str!("fixtures/wendeng.toml")),
    ("archive", include_str!("fixtures/archive.toml")),
    ("starred", include_str!("fixtures/starred.toml")),
    ("hundred", include_str!("fixtures/hundred.toml")),
    ("parts", include_str!("fixtures/parts.toml")),
    ("mixed", include_str!("fixtures/mixed.toml")),
];

/// A sheet of the fixtures, read as a township's file is.
pub fn fixture(id: &str) -> &'static Checklist {
    static SHEETS: LazyLock<Vec<Checklist>> = LazyLock::new(|| FILES.iter().map(|(id, text)| read(id, text)).collect());
    SHEETS.iter().find(|list| list.id == id).unwrap()
}

fn read(id: &str, text: &str) -> Checklist {
    let all = built_in();
    let (ledgers, others) = (all.ledgers().collect::<Vec<_>>(), ["base", "vote", "soft", "site"].map(str::to_owned));
    let known = Known { duties: &all.duties, kinds: &all.kinds, ledgers: &ledgers, checklists: &others };
    catalog::checklist(id, text, &known).unwrap()
}

/// Entries as `item rule amount @who =choice #day`, all but the first two where they matter.
pub fn told(lines: &[&str]) -> Vec<Occurrence> {
    let entry = |(n, line): (i64, &&str)| {
        let mut words = line.split(' ');
        let (item, rule) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        let mut o = Occurrence {
            id: OccurrenceId(n),
            org: OrgId(1),
            sheet: SheetId(1),
            item,
            rule,
            day: day("2026-03-05"),
            who: String::new(),
            amount: 100,
            choice: String::new(),
            note: String::new(),
        };
        for word in words {
            match word.split_at(1) {
                ("@", who) => o.who = who.into(),
                ("=", choice) => o.choice = choice.into(),
                ("#", on) => o.day = day(&format!("{YEAR}-{on}")),
                _ => o.amount = pts(word).0,
            }
        }
        o
    };
    (1..).zip(lines).map(entry).collect()
}

/// Decisions as `item points`.
pub fn scored(id: &str, lines: &[&str], decided: &[(&str, &str)], facts: &Facts, on: &str) -> Score {
    let marks = decided.iter().map(|(no, points)| mark(no, Some(points), None)).collect();
    let result = |(id, p): (&str, &str)| SheetResult { checklist: id.into(), expected: pts(p), reachable: pts(p) };
    let results = [("base", "87.35"), ("vote", "90"), ("soft", "66.5"), ("site", "28")].map(result).to_vec();
    let entered = Entered { marks, occurrences: told(lines), results };
    evaluate(fixture(id), &entered, facts, &entries(facts, on), day(on))
}

pub fn entered(id: &str, lines: &[&str]) -> Score {
    scored(id, lines, &[], &village(), "2026-11-21")
}

/// An item's expected points and the arithmetic.
pub fn item(id: &str, lines: &[&str], no: &str) -> String {
    line(&entered(id, lines), no)
}

/// An item's expected points alone.
pub fn points(id: &str, lines: &[&str], no: &str) -> String {
    crate::item(&entered(id, lines), no).expected.to_string()
}

pub fn line(score: &Score, no: &str) -> String {
    let item = crate::item(score, no);
    format!("{} | {}", item.expected, item.reason)
}

pub fn section(score: &Score, name: &str) -> String {
    let section = score.sections.iter().find(|s| s.name.starts_with(name)).unwrap();
    let changes: Vec<&str> = section.changes.iter().map(|c| c.text.as_str()).collect();
    format!("{}/{} | {}", section.totals.expected, section.totals.max, changes.join(";"))
}

pub fn band(id: &str, lines: &[&str]) -> String {
    let score = entered(id, lines);
    let grade = score.grade.unwrap();
    format!("{} {} | {}", score.totals.expected, grade.band, grade.reasons.join(";"))
}

/// A village with meetings of these kinds: date, present of 20 due.
pub fn with(records: &[(&str, &str, u32)]) -> Facts {
    let fact = |(kind, on, present): &(&str, &str, u32)| ActivityFact { present: *present, ..record(kind, on) };
    Facts { activities: records.iter().map(fact).collect(), ..village() }
}

/// A village with rows of 任务清单: opened, due, closed.
pub fn with_tasks(rows: &[(&str, &str, Option<&str>)]) -> Facts {
    let row = |(id, (opened, due, closed)): (i64, &(&str, &str, Option<&str>))| LedgerFact {
        id: LedgerEntryId(id),
        ledger: "task_list".into(),
        opened_on: day(opened),
        due_on: Some(day(due)),
        closed_on: closed.map(day),
        item: String::new(),
        member: None,
        title: String::new(),
        lacks: Vec::new(),
    };
    Facts { ledgers: (1..).zip(rows).map(row).collect(), ..village() }
}

fn figures() -> impl Iterator<Item = &'static Figure> {
    [frame::FIGURES, item::FIGURES, limits::FIGURES, result::FIGURES].into_iter().flatten()
}

#[test]
fn every_worked_figure_comes_out() {
    let wrong: Vec<String> = figures()
        .map(|(kind, words, got, want)| (kind, words, got(), want))
        .filter(|(.., got, want)| got != *want)
        .map(|(kind, words, got, want)| format!("{kind} {words}\n   is: {got}\n want: {want}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_a_worked_figure() {
    let missing: Vec<u32> = (1..=50).filter(|n| figures().all(|f| f.0 != *n)).collect();
    assert_eq!(missing, Vec::<u32>::new());
}
