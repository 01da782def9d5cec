//! Any spreadsheet file as plain grids: xlsx, xls, xlsb, ods through calamine, csv in the encodings that offices write.
//! Not here: what the columns mean (`roster`, `activities`, `checklist`), writing files.

use calamine::{
    Data, DataRef, Error as CalamineError, ExcelDateTime, Ods, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
    XlsxError, open_workbook_from_rs,
};
use chrono::NaiveDate;
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, ErrorKind},
    path::Path,
    thread,
};

mod delimited;
mod xls;

/// Columns further right are not read: nobody types there, and a stray cell at the edge would fill the memory.
const MAX_COLUMNS: u32 = 300;
const MAX_ROWS: usize = 100_000;
const MAX_BYTES: u64 = 50 << 20;

/// One cell as its file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// A number, with all its digits as text.
    Number(f64, String),
    Date(NaiveDate),
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(String),
}

impl Cell {
    /// The cell verbatim, as far as text can be: a date as `1985-07-15`.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(_, text) | Self::Error(text) => text.clone(),
            Self::Date(day) => day.to_string(),
            Self::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        }
    }

    /// Whether the cell has nothing, or nothing but blanks.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// A number cell that shows all its digits.
    pub fn number(value: f64) -> Self {
        Self::Number(value, value.to_string())
    }

    fn date(value: ExcelDateTime) -> Self {
        let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
        if value.is_duration() || value.as_f64() < 1.0 {
            return Self::Text(format!("{hour:02}:{minute:02}"));
        }
        let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        let date = date.map(|day| Self::moment(day, &format!("{hour:02}:{minute:02}")));
        date.unwrap_or_else(|| Self::number(value.as_f64()))
    }

    /// A day as a cell; where there is an hour too, both as text.
    fn moment(day: NaiveDate, hour: &str) -> Self {
        if hour.is_empty() || hour == "00:00" { Self::Date(day) } else { Self::Text(format!("{day} {hour}")) }
    }

    fn iso(text: String) -> Self {
        let date = text.get(..10).and_then(|t| t.parse().ok());
        let hour = text.get(11..16).unwrap_or_default().to_owned();
        date.map_or(Self::Text(text), |day| Self::moment(day, &hour))
    }
}

impl From<&Data> for Cell {
    fn from(data: &Data) -> Self {
        match data {
            Data::Empty => Self::Empty,
            Data::Int(n) => Self::Number(*n as f64, n.to_string()),
            Data::Float(n) => Self::number(*n),
            Data::String(text) | Data::DurationIso(text) => Self::Text(text.clone()),
            Data::Bool(yes) => Self::Bool(*yes),
            Data::DateTime(value) => Self::date(*value),
            Data::DateTimeIso(text) => Self::iso(text.clone()),
            Data::Error(error) => Self::Error(error.to_string()),
        }
    }
}

/// One grid of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    pub name: String,
    /// The row's number in the file, from 1, and its cells from column A. Empty rows are left out.
    pub rows: Vec<(u32, Vec<Cell>)>,
}

/// Why a file could not be read, for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("找不到文件: {0}")]
    NotFound(String),
    #[error("读不了这个文件: {0}")]
    Unreadable(String),
    #[error("文件是空的(0字节),请检查是不是拷贝时出了错")]
    EmptyFile,
    #[error("文件超过50MB,不像是花名册或台账;请删去图片后另存再试")]
    TooLarge,
    #[error("表格超过10万行,不像是花名册或台账")]
    TooManyRows,
    #[error("表格里有一格离其他内容太远,读它要占很多内存;请用 WPS 或 Excel 打开,另存为 xlsx 再导入")]
    Scattered,
    #[error("这不是表格文件;可以读取 xlsx、xls、ods、csv")]
    NotAWorkbook,
    #[error("这其实是网页格式的表格;请用 WPS 或 Excel 打开后另存为 xlsx 再导入")]
    WebPage,
    #[error("表格有打开密码;请用 WPS 或 Excel 去掉密码后另存再导入")]
    Locked,
    #[error("表格文件已损坏或不完整;请重新拷贝,或用 WPS、Excel 打开后另存一份再试")]
    Damaged,
    #[error("表格里没有内容")]
    NoRows,
    #[error("没有找到表头: 前{rows}行中没有一行有{needed}")]
    NoHeading { rows: usize, needed: String },
}

/// The grids of a file that have any row; at least one. What kind of file it is is told from its content, not its name.
///
/// # Errors
///
/// The file cannot be read, is damaged or empty, or is of a kind that this program does not read; see [`ReadError`].
pub fn read(path: &Path) -> Result<Vec<Grid>, ReadError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut grids = parse(bytes_of(path)?, name)?;
    grids.retain(|s| !s.rows.is_empty());
    if grids.is_empty() { Err(ReadError::NoRows) } else { Ok(grids) }
}

/// The text of a file as it is, in UTF-8, UTF-16 or GB18030.
///
/// # Errors
///
/// The file cannot be read, is too large, or is no text.
pub fn plain_text(path: &Path) -> Result<String, ReadError> {
    match bytes_of(path)?.as_slice() {
        [] => Err(ReadError::EmptyFile),
        bytes => Ok(delimited::decode(bytes)?.into_owned()),
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadError> {
    let unreadable = |e: std::io::Error| match e.kind() {
        ErrorKind::NotFound => ReadError::NotFound(path.display().to_string()),
        _ => ReadError::Unreadable(format!("{} ({e})", path.display())),
    };
    let facts = fs::metadata(path).map_err(unreadable)?;
    if facts.is_dir() {
        return Err(ReadError::Unreadable(format!("{} 是文件夹", path.display())));
    }
    if facts.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    fs::read(path).map_err(unreadable)
}

fn parse(mut bytes: Vec<u8>, name: String) -> Result<Vec<Grid>, ReadError> {
    match bytes.as_slice() {
        [] => Err(ReadError::EmptyFile),
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            // The library panics on some damaged files; in a thread of its own that is an error like any other.
            let reading = thread::Builder::new().name("reading a workbook".into()).spawn(move || workbook(&mut bytes));
            reading.map_err(|e| ReadError::Unreadable(e.to_string()))?.join().unwrap_or(Err(ReadError::Damaged))
        }
        _ => Ok(vec![Grid { name, rows: capped(delimited::rows(&bytes)?)? }]),
    }
}

fn capped(rows: Vec<(u32, Vec<Cell>)>) -> Result<Vec<(u32, Vec<Cell>)>, ReadError> {
    if rows.len() > MAX_ROWS { Err(ReadError::TooManyRows) } else { Ok(rows) }
}

fn workbook(bytes: &mut [u8]) -> Result<Vec<Grid>, ReadError> {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|w| w == name);
    if bytes.starts_with(b"PK") {
        return if has(b"xl/workbook.bin") {
            dense::<Xlsb<_>>(bytes)
        } else if has(b"xl/") {
            streamed(bytes).map_err(|fault| fault.unwrap_or(ReadError::Damaged))
        } else if has(b"content.xml") && has(b"spreadsheet") {
            dense::<Ods<_>>(bytes)
        } else if has(b"word/") || has(b"ppt/") || has(b"PK\x05\x06") {
            Err(ReadError::NotAWorkbook)
        } else {
            // The list of contents at the end is missing.
            Err(ReadError::Damaged)
        };
    }
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    if has(&wide("EncryptedPackage")) {
        Err(ReadError::Locked)
    } else if has(&wide("WordDocument")) || has(&wide("PowerPoint Document")) {
        Err(ReadError::NotAWorkbook)
    } else {
        xls::secure(bytes)?;
        dense::<Xls<_>>(bytes)
    }
}

/// The grids read cell by cell, so that one stray cell far away costs nothing. The fault is `None` where the file is
/// damaged.
fn streamed(bytes: &[u8]) -> Result<Vec<Grid>, Option<ReadError>> {
    let damaged = |_: XlsxError| None;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let mut grids = Vec::new();
    for name in visible(&book) {
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        while let Some(found) = cells.next_cell().map_err(damaged)? {
            let (row, column) = found.get_position();
            let cell = match found.get_value() {
                DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
                other => Cell::from(&Data::from(other.clone())),
            };
            if column >= MAX_COLUMNS || cell.is_blank() {
                continue;
            }
            let cells = rows.entry(row + 1).or_default();
            cells.resize(cells.len().max(column as usize + 1), Cell::Empty);
            cells[column as usize] = cell;
            if rows.len() > MAX_ROWS {
                return Err(Some(ReadError::TooManyRows));
            }
        }
        grids.push(Grid { name, rows: rows.into_iter().collect() });
    }
    Ok(grids)
}

/// The grids read by whole ranges at a time.
fn dense<'a, R>(bytes: &'a [u8]) -> Result<Vec<Grid>, ReadError>
where
    R: Reader<Cursor<&'a [u8]>>,
    CalamineError: From<R::Error>,
{
    let locked = |e: R::Error| match CalamineError::from(e) {
        CalamineError::Xls(calamine::XlsError::Password) => ReadError::Locked,
        _ => ReadError::Damaged,
    };
    let mut book: R = open_workbook_from_rs(Cursor::new(bytes)).map_err(locked)?;
    let mut grids = Vec::new();
    for name in visible(&book) {
        let range = book.worksheet_range(&name).map_err(|_| ReadError::Damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let width = MAX_COLUMNS.saturating_sub(left) as usize;
        let rows = (top + 1..).zip(range.rows()).filter_map(|(number, data)| {
            let mut cells = vec![Cell::Empty; left as usize];
            cells.extend(data.iter().take(width).map(Cell::from));
            trimmed(cells).map(|cells| (number, cells))
        });
        grids.push(Grid { name, rows: capped(rows.collect())? });
    }
    Ok(grids)
}

/// A row without the blanks at its end; `None` for a row of blanks.
fn trimmed(mut cells: Vec<Cell>) -> Option<Vec<Cell>> {
    let last = cells.iter().rposition(|c| !c.is_blank())?;
    cells.truncate(last + 1);
    Some(cells)
}

/// Sheets that a person sees; hidden ones hold lists for drop-downs and last year's copies.
fn visible<'a, R: Reader<Cursor<&'a [u8]>>>(book: &R) -> Vec<String> {
    let seen = |s: &&calamine::Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    book.sheets_metadata().iter().filter(seen).map(|s| s.name.clone()).collect()
}

#[cfg(test)]
mod tests;
