//! Who of the members on record a row of a roster is: by identity number, else by name and birth or phone.
//! Not here: what the row then changes (`roster`).

use super::roster::merge;
use crate::{
    model::{
        doubt::{Doubt, InWords},
        import::{Problem, Severity},
        member::Member,
    },
    office::roster::RosterRow,
    text::idcard::Identity,
};
use std::collections::HashMap;

/// Who a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    New,
    /// The member with this index among those on record.
    Member(usize),
    /// Nobody can tell from the file; the row is to be held for this.
    Unclear(Problem),
}

/// Finds the member of each row; no member is two rows. The sure ones go first, so that they leave only what is unsure
/// to the others.
pub fn pair(rows: &[RosterRow], old: &[Member]) -> Vec<Found> {
    let mut pairing = Pairing {
        rows,
        old,
        identities: (0..).zip(old).filter_map(|(m, other)| Some((other.id_number.identity()?, m))).collect(),
        names: HashMap::new(),
        taken: vec![false; old.len()],
        found: vec![None; rows.len()],
    };
    for (m, other) in old.iter().enumerate() {
        pairing.names.entry(&other.name).or_default().push(m);
    }
    for step in [Pairing::by_identity, Pairing::by_agreement, Pairing::by_name_alone] {
        for (i, row) in rows.iter().enumerate() {
            if pairing.found[i].is_some() || row.is_held() {
                continue;
            }
            pairing.found[i] = step(&pairing, i);
            if let Some(Found::Member(m)) = pairing.found[i] {
                pairing.taken[m] = true;
            }
        }
    }
    pairing.found.into_iter().map(|f| f.unwrap_or(Found::New)).collect()
}

struct Pairing<'a> {
    rows: &'a [RosterRow],
    old: &'a [Member],
    identities: HashMap<Identity, usize>,
    names: HashMap<&'a str, Vec<usize>>,
    taken: Vec<bool>,
    found: Vec<Option<Found>>,
}

impl Pairing<'_> {
    fn by_identity(&self, i: usize) -> Option<Found> {
        let row = &self.rows[i];
        let m = *self.identities.get(&row.member.id_number.identity()?).filter(|&&m| !self.taken[m])?;
        let other = &self.old[m];
        let name_is_sure = !row.problems.iter().any(|p| p.column == "姓名");
        if name_is_sure && other.name != row.member.name {
            return Some(unclear(row, "公民身份号码", Doubt::number_of_another(&other.name, other.no)));
        }
        Some(Found::Member(m))
    }

    fn by_agreement(&self, i: usize) -> Option<Found> {
        let row = &self.rows[i].member;
        let best = self.candidates(i).map(|m| agreement(row, &self.old[m])).max().filter(|n| *n > 0)?;
        let mut same = self.candidates(i).filter(|&m| agreement(row, &self.old[m]) == best);
        match (same.next(), same.next()) {
            (Some(m), None) => Some(Found::Member(m)),
            _ => None,
        }
    }

    fn by_name_alone(&self, i: usize) -> Option<Found> {
        let row = &self.rows[i];
        let candidates: Vec<usize> = self.candidates(i).collect();
        let first = *candidates.first()?;
        // Whoever of them it is, nothing would change.
        if let Some(&m) = candidates.iter().find(|&&m| merge(&self.old[m], row) == self.old[m]) {
            return Some(Found::Member(m));
        }
        let rivals = (0..self.rows.len()).any(|other| {
            let settled = matches!(self.found[other], Some(Found::Member(_)));
            other != i && !settled && self.rows[other].member.name == row.member.name
        });
        let differing = differences(&row.member, &self.old[first]);
        if candidates.len() == 1 && differing.is_empty() && !rivals {
            return Some(Found::Member(first));
        }
        let who: Vec<String> = candidates.iter().map(|&m| format!("序号{}", self.old[m].no)).collect();
        // Of several it would take a list to say how each differs.
        let how = match candidates.len() {
            1 => differing.iter().map(|d| format!(",{d}")).collect::<String>(),
            _ => String::new(),
        };
        Some(unclear(row, "姓名", Doubt::who_unclear(&row.member.name, who.join("、"), how)))
    }

    /// Members of that name who are not spoken for; not those with another sound identity number.
    fn candidates(&self, i: usize) -> impl Iterator<Item = usize> {
        let row = &self.rows[i].member;
        let named = self.names.get(row.name.as_str()).map_or(&[][..], Vec::as_slice);
        named.iter().copied().filter(move |&m| {
            let other = &self.old[m];
            let another = row.id_number.parse().is_ok()
                && other.id_number.parse().is_ok()
                && row.id_number.identity() != other.id_number.identity();
            !self.taken[m] && !another
        })
    }
}

fn agreement(row: &Member, other: &Member) -> u8 {
    let birth = matches!((row.birth, other.birth), (Some(a), Some(b)) if a.agrees_with(b));
    let phone = !row.phone.is_empty() && row.phone == other.phone;
    u8::from(birth) + u8::from(phone)
}

/// What is known of both and is not the same, in words.
fn differences(row: &Member, other: &Member) -> Vec<String> {
    let dates = [
        ("出生日期", row.birth, other.birth),
        ("入党时间", row.joined, other.joined),
        ("转正时间", row.full, other.full),
    ];
    let sex =
        row.sex.zip(other.sex).filter(|(a, b)| a != b).map(|(a, b)| ("性别", a.name().to_owned(), b.name().to_owned()));
    let dates = dates.into_iter().filter_map(|(what, a, b)| {
        let (a, b) = a.zip(b).filter(|(a, b)| !a.agrees_with(*b))?;
        Some((what, a.to_string(), b.to_string()))
    });
    let known = sex.into_iter().chain(dates);
    let mut all: Vec<String> = known.map(|(what, a, b)| format!("{what}名册上是{b}、这里是{a}")).collect();
    if !row.phone.is_empty() && !other.phone.is_empty() && row.phone != other.phone {
        all.push("联系电话不同".to_owned());
    }
    all
}

fn unclear(row: &RosterRow, column: &str, doubt: InWords) -> Found {
    let value = row.cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone()).unwrap_or_default();
    Found::Unclear(Problem::new(row.row, column, value, Severity::Held, doubt))
}
