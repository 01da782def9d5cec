//! What goes with a record that is deleted, and what stays without it: to be named before and after.
//! Not here: counting it (`store::belongings`).

use std::fmt;

/// So many of one thing: `附件3个`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub what: &'static str,
    pub count: usize,
    /// The measure word.
    pub unit: &'static str,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.what, self.count, self.unit)
    }
}

/// What belongs to a record besides the record itself. Nothing of which there is none stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belongings {
    /// What is deleted with it.
    pub goes: Vec<Part>,
    /// What stays, and no longer leads to it.
    pub stays: Vec<Part>,
}

impl Belongings {
    pub fn is_empty(&self) -> bool {
        self.goes.is_empty() && self.stays.is_empty()
    }

    /// All of it: `变动2条、党费11笔、名单23次`; empty where there is nothing.
    pub fn words(&self) -> String {
        listed(self.goes.iter().chain(&self.stays))
    }

    /// What a deletion does to it: `,连同附件3个;台账2条还在`; empty where there is nothing.
    pub fn lost(&self) -> String {
        let part = |begins: &str, parts: &[Part], ends: &str| match parts {
            [] => String::new(),
            _ => format!("{begins}{}{ends}", listed(parts.iter())),
        };
        format!("{}{}", part(",连同", &self.goes, ""), part(";", &self.stays, "还在"))
    }
}

fn listed<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    parts.map(Part::to_string).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_stays_are_told_apart() {
        let part = |what, count, unit| Part { what, count, unit };
        let all = Belongings { goes: vec![part("变动", 2, "条")], stays: vec![part("名单", 3, "次")] };
        assert_eq!((all.words().as_str(), all.lost().as_str()), ("变动2条、名单3次", ",连同变动2条;名单3次还在"));
        let none = Belongings::default();
        assert!(none.is_empty() && none.words().is_empty() && none.lost().is_empty());
    }
}
