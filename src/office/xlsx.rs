//! Writes a [`Table`] as a workbook that prints well: A4 landscape, one page wide, headings on every page.
//! Not here: reading workbooks.

use crate::model::paper::{self, Table, Value};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, XlsxError,
    utility::row_col_to_cell,
};
use std::io;

/// What a cell of a workbook can hold; the program that opens it refuses more.
const CELL_MAX: usize = 32_767;
const A4: u8 = 9;
/// How many rows the title and the headings take.
const HEAD: u32 = 2;

/// The bytes of an `.xlsx`. Text stays text whatever it looks like (identity numbers, phones, a leading `=`).
///
/// # Errors
/// Only where packing fails, or with more rows or columns than a grid can have.
pub fn write(table: &Table) -> io::Result<Vec<u8>> {
    build(table).map_err(io::Error::other)
}

fn build(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let base = Format::new().set_font_name("宋体").set_font_size(11);
    let title = base.clone().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    let ruled = base.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let heading = ruled.clone().set_bold().set_align(FormatAlign::Center);
    let text = ruled.clone().set_num_format("@");
    // “0.##” would show 3 as “3.”.
    let points = ruled.clone().set_num_format("General").set_align(FormatAlign::Center);
    let integer = ruled.set_num_format("0").set_align(FormatAlign::Center);

    let mut book = Workbook::new();
    // A fixed day: the same table gives the same bytes, and no clock is read here.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let grid = book.add_worksheet();
    let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    if last > 0 {
        grid.merge_range(0, 0, 0, last, &cell_text(&table.title), &title)?;
    } else {
        grid.write_string_with_format(0, 0, cell_text(&table.title), &title)?;
    }
    // A cell that is reckoned to nothing shows nothing until then, and no 0.
    grid.set_formula_result_default("");
    grid.set_row_height(0, 30)?;
    for (c, column) in (0u16..).zip(&table.columns) {
        grid.set_column_width(c, f64::from(column.width) + 1.5)?;
        grid.write_string_with_format(1, c, cell_text(&column.name), &heading)?;
    }
    let mut r = HEAD;
    for row in &table.rows {
        for (c, value) in (0u16..).zip(row) {
            match value {
                Value::Text(s) => grid.write_string_with_format(r, c, cell_text(s), &text)?,
                Value::Integer(n) => grid.write_number_with_format(r, c, *n as f64, &integer)?,
                Value::Points(p) => grid.write_number_with_format(r, c, p.0 as f64 / 100.0, &points)?,
                Value::Reckoned { from, result } => {
                    let shown = result.map_or(String::new(), |p| p.to_string());
                    let formula = Formula::new(formula(from, r, c)).set_result(shown);
                    grid.write_formula_with_format(r, c, formula, &points)?
                }
            };
        }
        r += 1;
    }
    let note = base.set_num_format("@");
    for line in &table.notes {
        grid.write_string_with_format(r, 0, cell_text(line), &note)?;
        r += 1;
    }
    grid.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    grid.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C第 &P 页 共 &N 页");
    grid.set_repeat_rows(0, 1)?.set_freeze_panes(2, 0)?;
    book.save_to_buffer()
}

/// The formula as the cells of a workbook are named.
fn formula(from: &paper::Formula, row: u32, column: u16) -> String {
    match from {
        paper::Formula::Less { max, column } => {
            let from = row_col_to_cell(row, u16::try_from(*column).unwrap_or(u16::MAX));
            format!("=IF(ISNUMBER({from}),{max}-{from},\"\")")
        }
        paper::Formula::Sum(rows) => {
            let mut parts: Vec<(u32, u32)> = Vec::new();
            for at in rows.iter().filter_map(|r| u32::try_from(*r).ok()).map(|r| r + HEAD) {
                match parts.last_mut() {
                    Some((_, last)) if *last + 1 == at => *last = at,
                    _ => parts.push((at, at)),
                }
            }
            let name = |(first, last): (u32, u32)| match row_col_to_cell(first, column) {
                one if first == last => one,
                from => format!("{from}:{}", row_col_to_cell(last, column)),
            };
            format!("=SUM({})", parts.into_iter().map(name).collect::<Vec<_>>().join(","))
        }
    }
}

/// The text without control characters, and no longer than a cell can be; a cut is marked.
fn cell_text(text: &str) -> String {
    let clean: String =
        text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    // Counted as the file format counts, in UTF-16 units.
    if clean.encode_utf16().count() <= CELL_MAX {
        return clean;
    }
    let mark = "……(过长,此处截断)";
    let mut room = CELL_MAX - mark.encode_utf16().count();
    let kept = clean.chars().take_while(|c| room.checked_sub(c.len_utf16()).map(|left| room = left).is_some());
    let mut cut: String = kept.collect();
    cut.push_str(mark);
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{paper::Column, points::Points};
    use calamine::{Data, Reader, Xlsx};

    fn read(bytes: Vec<u8>) -> calamine::Range<Data> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(io::Cursor::new(bytes)).unwrap();
        book.worksheet_range_at(0).unwrap().unwrap()
    }

    fn table(cells: &[&str]) -> Table {
        Table {
            title: "党员花名册".into(),
            columns: vec![Column { name: "公民身份号码".into(), width: 20 }, Column { name: "得分".into(), width: 8 }],
            rows: cells
                .iter()
                .map(|c| vec![Value::Text((*c).into()), Value::Points("2.25".parse::<Points>().unwrap())])
                .collect(),
            notes: vec!["=共1人".into()],
        }
    }

    #[test]
    fn text_stays_text_and_points_are_numbers() {
        let cells =
            ["11010519491231002X", "110105194912310021", "013800138000", "=1+1", "+86", "-5", "@x", "a\u{1b}[31mb\nc"];
        let grid = read(write(&table(&cells)).unwrap());
        assert_eq!(grid.get_value((0, 0)), Some(&Data::String("党员花名册".into())));
        assert_eq!(grid.get_value((1, 0)), Some(&Data::String("公民身份号码".into())));
        for (r, cell) in (2u32..).zip(cells) {
            let expected = cell.replace('\u{1b}', "");
            assert_eq!(grid.get_value((r, 0)), Some(&Data::String(expected)), "{cell:?}");
            assert_eq!(grid.get_value((r, 1)), Some(&Data::Float(2.25)));
        }
        assert_eq!(grid.get_value((10, 0)), Some(&Data::String("=共1人".into())));
    }

    #[test]
    fn a_cell_too_long_for_the_format_is_cut_with_a_mark() {
        let grid = read(write(&table(&["𠮷".repeat(20_000).as_str()])).unwrap());
        let Some(Data::String(s)) = grid.get_value((2, 0)) else { panic!() };
        assert!(s.encode_utf16().count() <= CELL_MAX && s.ends_with("此处截断)"));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(write(&table(&["a"])).unwrap(), write(&table(&["a"])).unwrap());
        assert!(write(&Table::default()).is_ok());
    }
}
