//! What a row of a ledger or a member's entry lacks: by the field, with its words.
//! Not here: finding it (`ledger`, `member`), what it costs (`score`).

use super::id::MemberId;

/// Something that a row of a ledger lacks, or a step of it that is dated before the one that it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The field's id, or `opened`.
    pub field: String,
    /// The step that its date may not come before, and does; `None` where the field is blank.
    pub before: Option<String>,
    /// The lack as people read it: the field's name, `政审日期早于谈话日期`.
    pub words: String,
}

impl Lack {
    /// The lack in ids, whatever the fields are called.
    pub fn code(&self) -> String {
        self.before.as_ref().map_or_else(|| self.field.clone(), |before| format!("{}<{before}", self.field))
    }
}

/// What a row lacks, in one line.
pub fn in_words(lacks: &[Lack]) -> String {
    lacks.iter().map(|lack| lack.words.as_str()).collect::<Vec<_>>().join("、")
}

/// A member by name, and the columns of the roster that the member's entry lacks.
pub type Lacking = (MemberId, String, Vec<&'static str>);
