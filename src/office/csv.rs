//! Writes a [`Table`] as CSV that Excel and WPS open by a double click: UTF-8 with BOM, one line of headings.
//! Not here: reading CSV.

use crate::model::paper::{Table, Value};
use std::io;

/// The bytes of a `.csv`: headings and rows, without the title and the notes.
///
/// A text that a spreadsheet would take for a formula (`=` `+` `-` `@` first), or whose digits it would lose (an identity
/// number, a leading 0), gets a tab before it: that makes it text, does not show in the cell, and every importer that
/// trims blanks drops it again. (A leading apostrophe would show.)
///
/// # Errors
/// None in practice: it writes to memory.
pub fn write(table: &Table) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(table.columns.iter().map(|c| safe(&c.name))).map_err(io::Error::other)?;
    for row in &table.rows {
        let cells = row.iter().map(|v| match v {
            Value::Text(s) => safe(s),
            number => number.shown(),
        });
        writer.write_record(cells).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(|e| e.into_error())
}

fn safe(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let digits = clean.trim_end_matches(['x', 'X']);
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let loses_digits = number && (digits.len() > 11 || (digits.len() > 1 && digits.starts_with('0')));
    if loses_digits || clean.trim_start().starts_with(['=', '+', '-', '@']) { format!("\t{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::paper::Column;

    #[test]
    fn rows_come_back_after_trimming_and_nothing_is_a_formula() {
        let cells =
            ["110105194912310021", "=1+1", "+86 1", "-5", "@x", "013800138000", "13800138000", "张三,“李四”\n\"王五\""];
        let table = Table {
            columns: cells.iter().map(|c| Column { name: format!("列{}", c.len()), width: 8 }).collect(),
            rows: vec![cells.iter().map(|c| Value::Text((*c).into())).collect(), vec![Value::Integer(-3); cells.len()]],
            ..Table::default()
        };
        let bytes = write(&table).unwrap();
        assert_eq!(&bytes[..3], b"\xef\xbb\xbf");
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        for (read, cell) in rows[0].iter().zip(cells) {
            assert_eq!(read.trim(), cell);
            assert!(!read.starts_with(['=', '+', '-', '@']), "{read}");
        }
        assert_eq!(rows[0].get(6), Some("13800138000"), "a phone keeps its digits as it is");
        assert_eq!(rows[1].get(0), Some("-3"), "a real number stays one");
    }
}
