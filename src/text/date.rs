//! Dates and times as people type them.
//! Not here: dates as records hold them (`model::date`).
use chrono::NaiveDate;
pub fn parse_day(_text: &str, _today: NaiveDate) -> Option<NaiveDate> {
    todo!()
}
pub fn parse_partial(_text: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    todo!()
}
pub fn parse_time(_text: &str) -> Option<String> {
    todo!()
}
