//! Files as offices make them, whole and broken. Each is written by the test.

use super::*;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::PathBuf;
use tempfile::TempDir;

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let grid = book.add_worksheet().set_name("花名册").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    grid.write(1, 0, "姓名").unwrap();
    grid.write(1, 2, 13_500_007_874_f64).unwrap();
    grid.write_with_format(1, 3, ExcelDateTime::from_ymd(1958, 11, 27).unwrap(), &date).unwrap();
    grid.write(1, 4, true).unwrap();
    grid.write(1, 5, " ").unwrap();
    grid.write(4, 1, 419_923_195_811_247_600_f64).unwrap();
    grid.write(4, 16_000, "很远的一格").unwrap();
    book.add_worksheet().set_name("空表").unwrap();
    book.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, "看不见").unwrap();
    book.save_to_buffer().unwrap()
}

fn saved(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_workbook_comes_as_typed_cells_with_its_own_row_numbers() {
    let folder = TempDir::new().unwrap();
    // The name lies about what it is.
    let grids = read(&saved(&folder, "名册.xls", &book())).unwrap();
    assert_eq!(grids.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["花名册"]);
    let day = NaiveDate::from_ymd_opt(1958, 11, 27).unwrap();
    let phone = Cell::Number(13_500_007_874.0, "13500007874".into());
    assert_eq!(
        grids[0].rows,
        [
            (2, vec![Cell::Text("姓名".into()), Cell::Empty, phone, Cell::Date(day), Cell::Bool(true)]),
            (5, vec![Cell::Empty, Cell::Number(419_923_195_811_247_600.0, "419923195811247600".into())]),
        ]
    );
}

#[test]
fn what_is_no_readable_workbook_is_said_in_words() {
    let folder = TempDir::new().unwrap();
    let fault = |name: &str, bytes: &[u8]| read(&saved(&folder, name, bytes)).unwrap_err();
    let whole = book();
    assert_eq!(fault("空.xlsx", b""), ReadError::EmptyFile);
    assert_eq!(fault("断.xlsx", &whole[..whole.len() / 2]), ReadError::Damaged);
    assert_eq!(fault("图.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0"), ReadError::NotAWorkbook);
    assert_eq!(fault("包.xlsx", b"PK\x03\x04 word/document.xml"), ReadError::NotAWorkbook);
    assert_eq!(fault("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing"), ReadError::Damaged);
    assert_eq!(
        fault("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
        ReadError::NotAWorkbook
    );
    assert_eq!(
        fault("锁.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
        ReadError::Locked
    );
    assert_eq!(fault("白.csv", b"\n,,\n"), ReadError::NoRows);
    assert!(matches!(read(&folder.path().join("没有.xlsx")), Err(ReadError::NotFound(_))));
    assert!(matches!(read(folder.path()), Err(ReadError::Unreadable(_))));
}

#[test]
fn two_hundred_columns_are_read() {
    let mut book = Workbook::new();
    let grid = book.add_worksheet();
    for column in 0..200 {
        grid.write(0, column, format!("列{column}")).unwrap();
    }
    let folder = TempDir::new().unwrap();
    let grids = read(&saved(&folder, "宽.xlsx", &book.save_to_buffer().unwrap())).unwrap();
    assert_eq!(grids[0].rows[0].1.len(), 200);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_damaged_workbook_never_ends_the_program(at in 0usize..4000, byte in any::<u8>(), cut in 0usize..4000) {
        let mut bytes = book();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len().min(400));
        let _ = parse(bytes, String::new());
    }
}
