//! Reading and writing the values that SQLite has no type for: dates, closed sets, maps.
//! Columns are read by number, in the order of the SELECT: looking every name up doubled the cost of a long list.
//! Not here: which columns a record has (the nouns' own files).

use super::error::Result;
use super::schema::JOURNALLED;
use crate::model::date::{Date, PartialDate, Period};
use chrono::{NaiveDateTime, NaiveTime};
use rusqlite::{Connection, Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

/// The format in which a moment is stored.
const STAMP: &str = "%Y-%m-%dT%H:%M:%S";

/// A moment as it is stored.
pub fn stamp(at: NaiveDateTime) -> String {
    at.format(STAMP).to_string()
}

fn bad(row: &Row<'_>, column: usize, value: &str) -> rusqlite::Error {
    let name = row.as_ref().column_name(column).unwrap_or_default();
    let text = format!("“{name}”的内容读不懂:{value}");
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, text.into())
}

/// Reads a value of a closed set; `read` is the set's `from_code`.
pub fn closed<T>(row: &Row<'_>, column: usize, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let code: String = row.get(column)?;
    read(&code).ok_or_else(|| bad(row, column, &code))
}

/// Reads a value of a closed set that may be unknown.
pub fn closed_or_none<T>(
    row: &Row<'_>,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let code: Option<String> = row.get(column)?;
    code.map(|c| read(&c).ok_or_else(|| bad(row, column, &c))).transpose()
}

fn parsed<T: FromStr>(row: &Row<'_>, column: usize, text: &str) -> rusqlite::Result<T> {
    text.parse().map_err(|_| bad(row, column, text))
}

/// Reads a whole day.
pub fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    let text = row.get_ref(column)?.as_str()?;
    iso(text).ok_or_else(|| bad(row, column, text))
}

/// Reads a whole day, or none.
pub fn day_or_none(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(|t| iso(t).ok_or_else(|| bad(row, column, t))).transpose()
}

/// The day of `2026-03-05` and nothing else. A list has thousands of them: the general reader of dates takes ten times
/// as long.
fn iso(text: &str) -> Option<Date> {
    let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let in_form = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let year = i32::try_from(number(year)?).ok().filter(|_| in_form)?;
    Date::from_ymd_opt(year, number(month)?, number(day)?)
}

/// Reads a date as far as it is known.
pub fn partial(row: &Row<'_>, column: usize) -> rusqlite::Result<PartialDate> {
    parsed(row, column, &row.get::<_, String>(column)?)
}

/// Reads a date as far as it is known, or none.
pub fn partial_or_none(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<PartialDate>> {
    let text: Option<String> = row.get(column)?;
    text.map(|t| parsed(row, column, &t)).transpose()
}

/// Reads a calendar month.
pub fn month(row: &Row<'_>, column: usize) -> rusqlite::Result<Period> {
    let date = partial(row, column)?;
    Ok(Period::month(date.year(), date.month().unwrap_or(1)))
}

/// Reads a moment, in local time.
pub fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDateTime> {
    let text = row.get_ref(column)?.as_str()?;
    let (day, time) = text.split_once('T').unwrap_or_default();
    let at = iso(day).zip(time.parse::<NaiveTime>().ok());
    at.map(|(day, time)| day.and_time(time)).ok_or_else(|| bad(row, column, text))
}

/// Reads a value kept as JSON.
pub fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| bad(row, column, &text))
}

/// Reads a value kept as JSON, or none.
pub fn json_or_none<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| bad(row, column, &text))).transpose()
}

/// A value as JSON with its fields sorted, so that the same value is always the same text.
pub fn json_text(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap_or_default().to_string()
}

/// The largest identifier in the file.
pub fn largest_id(conn: &Connection) -> Result<i64> {
    let parts: Vec<_> = JOURNALLED.iter().map(|t| format!("SELECT max(id) AS m FROM {t}")).collect();
    let sql = format!("SELECT coalesce(max(m), 0) FROM ({})", parts.join(" UNION ALL "));
    Ok(conn.query_row(&sql, [], |r| r.get(0))?)
}
