//! 公民身份号码 by GB 11643-1999: what it says and whether it can be right; hiding its middle on paper.
//! Not here: comparing it with the rest of a record (`office::roster`, `book`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdCard {
    /// Year, month, day.
    pub birth: (i32, u32, u32),
    pub male: bool,
    /// A number of the old kind.
    pub fifteen: bool,
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    #[error("应为18位(旧号15位),现为{0}位")]
    Length(usize),
    #[error("含有数字以外的字符(末位可为X)")]
    NotDigits,
    #[error("出生日期部分不是有效日期")]
    Birth,
    #[error("校验码不符,末位应为{expected}")]
    Check { expected: char },
}
pub fn parse(_text: &str) -> Result<IdCard, IdFault> {
    todo!()
}
/// Half-width, capital X, no blanks.
pub fn normal(_text: &str) -> String {
    todo!()
}
pub fn mask_id(_text: &str) -> String {
    todo!()
}
pub fn mask_phone(_text: &str) -> String {
    todo!()
}
