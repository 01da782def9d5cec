//! What the program knows: records and rules as plain data and pure functions.
//! Not here: SQL, screens, files, and the clock (a date is always passed in).

pub mod activity;
pub mod all_orgs;
pub mod amount;
pub mod attachment;
pub mod belongings;
pub mod catalog;
pub mod change;
pub mod checklist;
pub mod checklist_file;
pub mod compare;
pub mod date;
pub mod doubt;
pub mod dues;
pub mod duty;
pub mod facts;
pub mod field;
pub mod grade;
pub mod grounds;
pub mod hint;
pub mod id;
pub mod import;
pub mod lack;
pub mod ledger;
pub mod member;
pub mod org;
pub mod paper;
pub mod phrase;
pub mod points;
pub mod propose;
pub mod reading;
pub mod record;
pub mod rounds;
pub mod score;
pub mod sheet;
pub mod table;
pub mod trend;
pub mod undo;
pub mod vote;

/// Gives a closed set its stored code and its Chinese name.
macro_rules! closed_set {
    ($ty:ident { $($variant:ident = $code:literal, $name:literal;)+ }) => {
        impl $ty {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's code as stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value's name as shown.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}
use closed_set;
