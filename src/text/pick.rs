//! Choosing people by what is typed before Space: a sign-in number, characters, initials or pinyin.
//! Not here: how names are spelt (`pinyin`).
/// Indexes of the people `(number, name)` that the text can mean, best first.
pub fn pick(_people: &[(u32, &str)], _typed: &str) -> Vec<usize> {
    todo!()
}
