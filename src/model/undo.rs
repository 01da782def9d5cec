//! What somebody is told before a step is taken back, or done again: why that asks, and what it would change.
//! Not here: which step is next (`store::journal`), the dialogue (`tui`).

use super::{
    change::Weight,
    date::Date,
    id::{ActivityId, LedgerEntryId, MemberId, OrgId, SheetId},
    table::Table,
};
use std::collections::BTreeMap;

/// Which way to go through a step's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Undo: to what was before the step.
    Back,
    /// Redo: to what was after it.
    Forth,
}

impl Way {
    /// The way as its command is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Back => "撤销",
            Self::Forth => "重做",
        }
    }
}

/// Why a step is not taken back without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Import,
    Founding,
    Rules,
    /// A kind of act that this version does not know.
    Unknown,
    OtherDay,
    OtherPerson,
    /// Done before the book was opened this time.
    OtherSitting,
    /// Done in the books of another organisation than the one in front.
    OtherOrg,
    /// What the step touched is not what one looks at.
    OutOfView,
}

impl Border {
    /// The border's reason in words, to follow `因为` or to stand alone.
    pub fn text(self) -> &'static str {
        match self {
            Self::Import => "是整批导入",
            Self::Founding => "是新建党组织",
            Self::Rules => "改的是规则(考核表、党费标准或支部信息)",
            Self::Unknown => "是这个版本不认识的操作",
            Self::OtherDay => "不是今天做的",
            Self::OtherPerson => "不是现在用电脑的人做的",
            Self::OtherSitting => "是这次打开程序以前做的",
            Self::OtherOrg => "记在另一个党组织的账上",
            Self::OutOfView => "改的不在眼前这一屏",
        }
    }
}

/// Who did something, on which day, and whether since the book was opened this time.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    pub day: Date,
    /// The person who did it; empty where nobody said.
    pub person: &'a str,
    pub in_sitting: bool,
}

/// The borders between what was done and somebody who would reverse it now, the most telling first. `weight` is of the
/// act that would be taken back; doing again takes nothing away, and weighs nothing.
pub fn borders(weight: Weight, done: Circumstances<'_>, today: Date, person: &str) -> Vec<Border> {
    let by_weight = match weight {
        Weight::Plain => None,
        Weight::Import => Some(Border::Import),
        Weight::Founding => Some(Border::Founding),
        Weight::Rules => Some(Border::Rules),
        Weight::Unknown => Some(Border::Unknown),
    };
    let known = !done.person.is_empty() && !person.is_empty();
    let crossed = [
        by_weight,
        (done.day != today).then_some(Border::OtherDay),
        // Somebody whose name was not asked yet and who gives it in the same sitting is the same person.
        (done.person != person && (known || !done.in_sitting)).then_some(Border::OtherPerson),
        (!done.in_sitting).then_some(Border::OtherSitting),
    ];
    crossed.into_iter().flatten().collect()
}

/// One row that a step touched: what the row belongs to, before or after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub table: Table,
    pub org: Option<OrgId>,
    /// The member that the row is or is about.
    pub member: Option<MemberId>,
    /// The activity that the row is or belongs to.
    pub activity: Option<ActivityId>,
    /// The sheet that the row is or stands on.
    pub sheet: Option<SheetId>,
    /// The row of a ledger that the row is or belongs to.
    pub entry: Option<LedgerEntryId>,
    /// The year of the row's own day, month or quarter.
    pub year: Option<i32>,
    /// The kind of activity or of imported file, or the ledger, by its code; else empty.
    pub kind: String,
}

/// What would become of how many rows of each table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// Rows that would be gone.
    pub removed: BTreeMap<Table, usize>,
    /// Rows that would be back.
    pub restored: BTreeMap<Table, usize>,
    /// Rows that would be otherwise.
    pub changed: BTreeMap<Table, usize>,
}

impl Toll {
    /// Counts one row by whether it is there now and would be then.
    pub fn count(&mut self, table: Table, now: bool, then: bool) {
        let counts = match (now, then) {
            (true, false) => &mut self.removed,
            (false, true) => &mut self.restored,
            (true, true) => &mut self.changed,
            (false, false) => return,
        };
        *counts.entry(table).or_default() += 1;
    }

    /// The toll as a person reads it (`会去掉58名党员、3处存疑与暂存;会改动1个党组织`).
    pub fn text(&self) -> String {
        let part = |word: &str, counts: &BTreeMap<Table, usize>| {
            let counted: Vec<String> = counts.iter().map(|(table, n)| table.counted(*n)).collect();
            (!counts.is_empty()).then(|| format!("会{word}{}", counted.join("、")))
        };
        let parts = [part("去掉", &self.removed), part("恢复", &self.restored), part("改回", &self.changed)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "没有记录会变".to_owned() } else { parts.join(";") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_it_when_and_what_it_was_decide() {
        let day = |d| Date::from_ymd_opt(2026, 3, d).unwrap_or_default();
        let done = |d, person, in_sitting| Circumstances { day: day(d), person, in_sitting };
        let plain = |done| borders(Weight::Plain, done, day(5), "王秀英");
        assert_eq!(plain(done(5, "王秀英", true)), []);
        assert_eq!(plain(done(5, "", true)), [], "the name was given after that");
        assert_eq!(plain(done(4, "王秀英", true)), [Border::OtherDay]);
        assert_eq!(plain(done(5, "李四", true)), [Border::OtherPerson]);
        assert_eq!(plain(done(5, "王秀英", false)), [Border::OtherSitting]);
        assert_eq!(plain(done(5, "", false)), [Border::OtherPerson, Border::OtherSitting]);
        for (weight, border) in [
            (Weight::Import, Border::Import),
            (Weight::Founding, Border::Founding),
            (Weight::Rules, Border::Rules),
            (Weight::Unknown, Border::Unknown),
        ] {
            assert_eq!(borders(weight, done(5, "王秀英", true), day(5), "王秀英"), [border]);
        }
    }

    #[test]
    fn the_toll_is_told_by_kind() {
        let mut toll = Toll::default();
        assert_eq!(toll.text(), "没有记录会变");
        (0..58).for_each(|_| toll.count(Table::Member, true, false));
        toll.count(Table::ImportIssue, true, false);
        toll.count(Table::Activity, false, true);
        toll.count(Table::Org, true, true);
        toll.count(Table::Vote, false, false);
        assert_eq!(toll.text(), "会去掉58名党员、1处存疑与暂存;会恢复1次活动;会改回1个党组织");
    }
}
