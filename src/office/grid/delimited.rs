//! Text tables: csv and its kin, in UTF-8, UTF-16 or GB18030, parted by commas, semicolons or tabs.
//! Not here: workbooks (`grid`).

use crate::office::grid::{Cell, MAX_COLUMNS, ReadError, trimmed};
use encoding_rs::{Encoding, GB18030};
use std::borrow::Cow;

/// Lines looked at to tell the delimiter.
const SNIFFED: usize = 20;

/// The rows of a delimited text, with their numbers as a spreadsheet program would show them.
///
/// # Errors
///
/// The bytes are no text in UTF-8, UTF-16 or GB18030.
pub fn rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<Cell>)>, ReadError> {
    let text = decode(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_ascii_lowercase();
    if ["<html", "<table", "<!doctype html", "<?xml"].iter().any(|tag| start.starts_with(tag)) {
        return Err(ReadError::WebPage);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut number = 0;
    for record in reader.records() {
        let record = record.map_err(|_| ReadError::Damaged)?;
        // The reader passes over empty lines; a spreadsheet shows them as rows.
        let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or_default();
        let empty = text.as_bytes()[start..].iter().take_while(|b| **b == b'\n').count();
        number += 1 + u32::try_from(empty).map_err(|_| ReadError::TooManyRows)?;
        let cells = record.iter().take(MAX_COLUMNS as usize).map(cell).collect();
        rows.extend(trimmed(cells).map(|cells| (number, cells)));
    }
    Ok(rows)
}

/// The cell of a field; `="110105…"` is how a text of digits is kept from becoming a number.
fn cell(field: &str) -> Cell {
    let field = field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')).unwrap_or(field);
    if field.trim().is_empty() { Cell::Empty } else { Cell::Text(field.to_owned()) }
}

pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    // Text has no zero bytes; pictures, programs and most other files do.
    if bytes.starts_with(b"%PDF") || bytes.contains(&0) {
        return Err(ReadError::NotAWorkbook);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let text = GB18030.decode_without_bom_handling(bytes).0;
    let broken = text.matches('\u{fffd}').count();
    if broken * 50 > text.chars().count() { Err(ReadError::NotAWorkbook) } else { Ok(text) }
}

fn delimiter(text: &str) -> u8 {
    let count = |d: u8| text.lines().take(SNIFFED).map(|l| l.bytes().filter(|b| *b == d).count()).sum::<usize>();
    // The last of equals wins, so the comma is last.
    [b';', b'\t', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grid(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        rows(bytes).unwrap().into_iter().map(|(n, cells)| (n, cells.iter().map(Cell::text).collect())).collect()
    }

    #[test]
    fn every_encoding_and_delimiter_gives_the_same_table() {
        let expected =
            vec![(1, vec!["姓名".to_owned(), "性别".to_owned()]), (2, vec!["单春".to_owned(), "女".to_owned()])];
        let text = "姓名,性别\r\n单春,女\r\n";
        assert_eq!(grid(text.as_bytes()), expected);
        assert_eq!(grid(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), expected);
        assert_eq!(grid(&GB18030.encode(text).0), expected);
        let wide: Vec<u8> = text.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(grid(&[b"\xff\xfe".as_slice(), &wide].concat()), expected);
        assert_eq!(grid(text.replace(',', ";").as_bytes()), expected);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let table = grid("a,\"b\r\nc\"\r\n\r\ne\r\n,,\r\nd,=\"0123\"\r\n".as_bytes());
        assert_eq!(table.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 3, 5]);
        assert_eq!(table[2].1, ["d", "0123"]);
    }

    #[test]
    fn other_files_are_refused_in_words() {
        assert_eq!(rows(b"\x89PNG\r\n\x1a\n\0\0"), Err(ReadError::NotAWorkbook));
        assert_eq!(rows(b"%PDF-1.4 x"), Err(ReadError::NotAWorkbook));
        assert_eq!(rows(b"\n<HTML><table>"), Err(ReadError::WebPage));
        assert_eq!(rows(&[0xff, 0x81, 0xff, 0xff, 0xff, 0xff]), Err(ReadError::NotAWorkbook));
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = rows(&bytes);
        }
    }
}
