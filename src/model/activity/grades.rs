//! 民主评议: how many got which grade, and how many may be the best. 预备党员 take part without a grade.
//! Not here: the grades (`model::grade`), how the meeting is run (`data/activities.toml`).

use super::{Attendance, Tally};
use crate::model::grade::Grade;
use std::fmt;

impl Attendance {
    /// Whether the person is graded in 民主评议: who was due and had a vote; 预备党员 take part without a grade.
    pub fn gets_grade(&self) -> bool {
        self.votes && self.member.is_some() && self.roll.is_due()
    }
}

/// How many members got which grade in a 民主评议.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GradeTally {
    /// Members with each grade, in the order of [`Grade::ALL`].
    pub counts: [u32; 4],
    pub open: u32,
    /// Members who were due and get no grade (预备党员).
    pub without: u32,
}

impl GradeTally {
    pub fn of(people: &[Attendance]) -> Self {
        let mut tally = Self::default();
        for a in people {
            match a.grade.filter(|_| a.gets_grade()) {
                Some(grade) => tally.counts[grade as usize] += 1,
                None if a.gets_grade() => tally.open += 1,
                None => tally.without += u32::from(a.roll.is_due()),
            }
        }
        tally
    }

    /// The tally as the counts on a form have it, typed or imported; whoever was due and is in none of the counts is
    /// open: of the roll, or where the roll names nobody, of as many as the paper states. `None` where no count is
    /// filled in.
    pub fn stated(
        count: impl Fn(Grade) -> Option<u32>,
        people: &[Attendance],
        stated_due: Option<u32>,
    ) -> Option<Self> {
        let due = match Tally::of(people).due_voting {
            0 => stated_due.unwrap_or_default(),
            due => due,
        };
        let stated: Vec<Option<u32>> = Grade::ALL.iter().map(|g| count(*g)).collect();
        if stated.iter().all(Option::is_none) {
            return None;
        }
        let counts: [u32; 4] = std::array::from_fn(|i| stated.get(i).copied().flatten().unwrap_or_default());
        let open = counts.iter().fold(due, |left, n| left.saturating_sub(*n));
        Some(Self { counts, open, without: 0 })
    }

    pub fn of_grade(&self, grade: Grade) -> u32 {
        self.counts[grade as usize]
    }

    /// The counts in words: `优秀14 合格29 基本合格1 不合格0`.
    pub fn counted(&self) -> String {
        let counts: Vec<String> = Grade::ALL.iter().map(|g| format!("{}{}", g.name(), self.of_grade(*g))).collect();
        counts.join(" ")
    }

    /// Whether anybody has a grade yet.
    pub fn begun(&self) -> bool {
        self.counts.iter().any(|n| *n > 0)
    }

    /// The hint that too many are 优秀: normally at most a third, and exactly a third is within it. Never a
    /// block.
    pub fn warning(&self) -> Option<String> {
        let members = self.counts.iter().fold(self.open, |sum, n| sum.saturating_add(*n));
        let most = members / 3;
        let excellent = self.of_grade(Grade::Excellent);
        (excellent > most).then(|| format!("优秀{excellent}人,一般不超过三分之一({members}人中最多{most}人)"))
    }
}

impl fmt::Display for GradeTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.counted())?;
        if self.open > 0 {
            write!(f, " 未评{}", self.open)?;
        }
        if self.without > 0 {
            write!(f, " | 不定等次{}", self.without)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{activity::Roll, id::MemberId};

    fn people(excellent: usize, qualified: usize) -> Vec<Attendance> {
        let one =
            |grade| Attendance { member: Some(MemberId(1)), votes: true, grade: Some(grade), ..Default::default() };
        let mut all = vec![one(Grade::Excellent); excellent];
        all.extend(vec![one(Grade::Qualified); qualified]);
        all
    }

    #[test]
    fn a_third_may_be_excellent_and_not_one_more() {
        assert_eq!(GradeTally::of(&people(2, 4)).warning(), None);
        assert!(GradeTally::of(&people(3, 4)).warning().unwrap().contains("7人中最多2人"));
    }

    #[test]
    fn counts_on_a_form_are_judged_by_all_who_were_due() {
        let stated = |excellent, qualified| {
            let count = |g| match g {
                Grade::Excellent => excellent,
                Grade::Qualified => qualified,
                _ => None,
            };
            GradeTally::stated(count, &[], Some(44))
        };
        assert_eq!(stated(None, None), None);
        assert_eq!(stated(Some(14), None).unwrap().warning(), None);
        assert_eq!(stated(Some(14), None).unwrap().open, 30);
        assert!(stated(Some(30), Some(14)).unwrap().warning().unwrap().contains("44人中最多14人"));
        let of_the_roll = GradeTally::stated(|_| Some(2), &people(0, 9), Some(44)).unwrap();
        assert_eq!(of_the_roll.open, 1, "the names count before the paper");
    }

    #[test]
    fn probationary_members_and_guests_get_none() {
        let mut all = people(0, 2);
        all.push(Attendance { member: Some(MemberId(3)), grade: Some(Grade::Excellent), ..Default::default() });
        all.push(Attendance { roll: Roll::Observer, ..Default::default() });
        all[0].grade = None;
        let tally = GradeTally::of(&all);
        assert_eq!((tally.counts, tally.open, tally.without), ([0, 1, 0, 0], 1, 1));
        assert_eq!(tally.to_string(), "优秀0 合格1 基本合格0 不合格0 未评1 | 不定等次1");
    }
}
