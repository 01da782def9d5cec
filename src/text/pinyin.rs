//! Chinese as it is typed without an input method: pinyin in full, initials, and any mixture.
//! Not here: choosing from a list of people (`pick`).
pub fn matches(_name: &str, _query: &str) -> bool {
    todo!()
}
/// How well the query names it, smaller is better: exactly, from the start, anywhere. `None` where it does not.
pub fn rank(_name: &str, _query: &str) -> Option<u32> {
    todo!()
}
/// Orders names by pinyin.
pub fn sort_key(_name: &str) -> String {
    todo!()
}
pub fn initials(_text: &str) -> String {
    todo!()
}
