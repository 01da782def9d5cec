//! How long the book takes on the sample branch with ten years of records: the facts, the calendar, the score, saving a
//! meeting.
//! Not here: the screen and the start of the program (`startup`).

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has nothing to say")]

use criterion::{Criterion, criterion_group, criterion_main};
use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use zhibu::{
    book::{Access, Book, Catalog, Clock, demo::years},
    model::{
        activity::{Meeting, Roll},
        date::Date,
        duty,
        id::OrgId,
        org::Org,
        score::evaluate,
        sheet::Entered,
    },
    store::{
        Store,
        facts::{facts, people},
    },
};

const MEMBERS: usize = 60;
fn day(year: i32, month: u32) -> Date {
    Date::from_ymd_opt(year, month, 5).unwrap()
}

fn held(book: &Book, kind: &str, day: Date) -> Meeting {
    let mut meeting = book.new_meeting(kind, "", day).unwrap();
    for a in &mut meeting.attendance {
        a.roll = Roll::Present;
    }
    meeting.activity.title = format!("{kind} {day}");
    meeting.activity.minutes = "会议听取了本月工作情况,讨论了下一步安排。".repeat(8);
    meeting
}

/// The sample branch with 60 members and ten years of records.
fn ten_years(folder: &TempDir) -> Book {
    let mut book = Book::open(folder.path(), Access::Write, Clock::fixed(day(2026, 3))).unwrap();
    let sample = years(10, day(2026, 3)).unwrap();
    book.add_org(Org { id: OrgId(0), ..sample.org.clone() }).unwrap();
    book.fill(sample).unwrap();
    for i in book.members().unwrap().len()..MEMBERS {
        let mut member = book.new_member().unwrap();
        member.name = format!("测试{i}");
        book.save_member(&member).unwrap();
    }
    book
}

/// Saving a new meeting of 60 and having the new total, without the time of taking it away again.
fn save_and_total(book: &mut Book, times: u64) -> Duration {
    let on = day(2026, 3);
    let meeting = held(book, "theme_day", on);
    assert!(meeting.attendance.len() >= MEMBERS);
    let mut spent = Duration::ZERO;
    for _ in 0..times {
        let start = Instant::now();
        let (id, _) = book.save_meeting(&meeting).unwrap();
        black_box(book.score(None, on).unwrap().totals);
        spent += start.elapsed();
        book.delete_activity(id).unwrap();
    }
    spent
}

/// The facts of one year of the ten, and the score from them alone.
fn evaluation(c: &mut Criterion, folder: &TempDir) {
    let store = Store::open(folder.path(), Access::Read, Clock::fixed(day(2026, 3)), None).unwrap();
    let all = Catalog::built_in();
    let (on, sheet) = (day(2025, 12), all.checklist("village").unwrap());
    let read = || {
        facts(store.conn(), 2025, on, &people(store.conn(), None).unwrap(), |id| all.ledger(id))
            .unwrap()
            .into_values()
            .next()
            .unwrap()
    };
    c.bench_function("facts of a year", |b| b.iter(read));
    let year = read();
    let calendar = duty::calendar(&all.duties, &all.kinds, &year, on);
    let nothing = Entered::default();
    c.bench_function("score from facts", |b| b.iter(|| evaluate(sheet, &nothing, &year, &calendar, on)));
}

fn in_memory(c: &mut Criterion) {
    // In memory, so that the disk's own sync time stays out of the figures.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let mut book = ten_years(&folder);
    // The book keeps the facts of the year asked for last: two years by turns make it read them each time.
    let mut years = [2024, 2025].into_iter().cycle();
    let mut year = move || years.next().unwrap();
    c.bench_function("facts and calendar of a year", |b| b.iter(|| book.calendar(year()).unwrap()));
    evaluation(c, &folder);
    c.bench_function("facts, calendar and score", |b| b.iter(|| book.score(None, day(year(), 12)).unwrap()));
    c.bench_function("save a meeting of 60, new total", |b| b.iter_custom(|n| save_and_total(&mut book, n)));
}

/// With the disk's sync, which differs from machine to machine.
fn on_disk(c: &mut Criterion) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut book = ten_years(&folder);
    c.bench_function("save a meeting of 60, new total, on disk", |b| {
        b.iter_custom(|n| save_and_total(&mut book, n));
    });
}

criterion_group! { name = all; config = Criterion::default().sample_size(30); targets = in_memory, on_disk }
criterion_main!(all);
