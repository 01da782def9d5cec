//! Old .xls files, whole and with the damage for which the library would ask for more memory than there is: without the
//! first look, a request that cannot be met ends the test run.

use super::*;
use crate::office::grid::{Cell, parse};
use proptest::prelude::*;

const WORKBOOK_SECTOR: usize = 2;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

/// A cell of text.
fn text(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let head = words(&[row, column, 0, u16::try_from(units.len()).unwrap()]);
    record(0x0204, &[head, vec![1], words(&units)].concat())
}

/// A file with one grid, its size as stated and its cells.
fn file(dimensions: [u32; 2], cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = |what: u16| record(BOF, &words(&[0x0600, what, 0, 0, 0, 0, 0, 0]));
    let globals = |at: u32| {
        let grid = [&at.to_le_bytes()[..], &[0, 0, 2, 1], &words(&[0x540D, 0x518C])].concat();
        [begin(5), record(0x0042, &words(&[1200])), record(SHEET, &grid), record(EOF, &[])].concat()
    };
    let stated = [0, dimensions[0]].map(u32::to_le_bytes).concat();
    let columns = words(&[0, u16::try_from(dimensions[1]).unwrap(), 0]);
    let at = u32::try_from(globals(0).len()).unwrap();
    let mut stream = [globals(at), begin(0x10), record(DIMENSIONS, &[stated, columns].concat())].concat();
    stream.extend(cells.concat());
    stream.extend(record(EOF, &[]));
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    contained(&stream)
}

/// In the container of such files: header, table of sectors, directory, the stream.
fn contained(stream: &[u8]) -> Vec<u8> {
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut bytes = vec![0; 512 * (1 + WORKBOOK_SECTOR)];
    let put = |bytes: &mut [u8], at: usize, value: u32| bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[24..34].copy_from_slice(&words(&[0x3E, 3, 0xFFFE, 9, 6]));
    bytes[76..1024].fill(0xFF);
    for (at, value) in [(44, 1), (48, 1), (60, END_OF_CHAIN), (68, END_OF_CHAIN), (76, 0)] {
        put(&mut bytes, at, value);
    }
    put(&mut bytes, 512, 0xFFFF_FFFD);
    put(&mut bytes, 516, END_OF_CHAIN);
    for i in 0..sectors {
        put(&mut bytes, 520 + 4 * i as usize, if i + 1 < sectors { i + 3 } else { END_OF_CHAIN });
    }
    for (at, name, first, len) in
        [(1024, "Root Entry", END_OF_CHAIN, 0), (1024 + ENTRY, "Workbook", 2, u32::try_from(stream.len()).unwrap())]
    {
        let name = words(&name.encode_utf16().collect::<Vec<_>>());
        bytes[at..at + name.len()].copy_from_slice(&name);
        put(&mut bytes, at + 116, first);
        put(&mut bytes, at + 120, len);
    }
    [bytes, stream.to_vec()].concat()
}

fn roster() -> Vec<u8> {
    file([2, 2], &[text(0, 0, "姓名"), text(0, 1, "性别"), text(1, 0, "张三"), text(1, 1, "男")])
}

/// The first row of the first grid.
fn first_row(bytes: Vec<u8>) -> Result<Vec<String>, ReadError> {
    Ok(parse(bytes, String::new())?[0].rows[0].1.iter().map(Cell::text).collect())
}

#[test]
fn a_whole_file_is_read() {
    assert_eq!(first_row(roster()).unwrap(), ["姓名", "性别"]);
}

#[test]
fn what_a_sheet_states_of_its_size_is_not_believed() {
    let heading = [text(0, 0, "姓名")];
    for stated in [[u32::MAX, 256], [65_536, 65_535], [0, 0]] {
        assert_eq!(first_row(file(stated, &heading)).unwrap(), ["姓名"], "{stated:?}");
    }
}

#[test]
fn a_cell_far_away_is_refused_before_memory_is_asked_for_all_between() {
    let with = |row, column| first_row(file([2, 2], &[text(0, 0, "姓名"), text(row, column, "远")]));
    assert_eq!(with(1, 60_000), Err(ReadError::Damaged), "no such file has so many columns");
    assert_eq!(with(65_535, 255), Err(ReadError::Scattered));
    assert_eq!(with(65_535, 9).unwrap(), ["姓名"], "ten whole columns are read");
}

#[test]
fn sectors_that_run_in_a_ring_are_refused() {
    let put = |at: usize, value: u32| {
        let mut bytes = roster();
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        bytes
    };
    // The directory's, the workbook's under a length that never ends, the table's own.
    assert_eq!(first_row(put(516, 1)), Err(ReadError::Damaged));
    let mut endless = put(520, 2);
    endless[1024 + ENTRY + 120..1024 + ENTRY + 124].fill(0xFF);
    assert_eq!(first_row(endless), Err(ReadError::Damaged));
    assert_eq!(first_row(put(68, 1)), Err(ReadError::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn no_damage_ends_the_program(hits in prop::collection::vec((0usize..2100, any::<u8>(), 1usize..5), 1..6)) {
        let mut bytes = roster();
        for (at, byte, len) in hits {
            bytes[at..at + len].fill(byte);
        }
        let _ = parse(bytes, String::new());
    }
}
