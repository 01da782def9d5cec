//! Form fields that data files describe, the same for kinds of activity and for ledgers: the field on the form, and whom
//! a person's field means. Not here: the descriptions (`model::field`), the form (`widget::form`).

use super::{
    form::{Field, Kind},
    people::several,
};
use crate::{
    model::{
        field::{FieldSpec, FieldType},
        member::Member,
    },
    text::{names::names, number::half_width, pick::pick_best, pinyin},
};

/// The hint in an empty field of a person.
pub const PERSON: &str = "编号或首字母选党员,也可写别人";

/// What is shown in an empty field that can be ticked off.
const TICK: &str = "空格打勾,再写一句";

/// The form's field of a further field, as it is typed into.
pub fn field(spec: &FieldSpec, text: &str) -> Field {
    let kind = match &spec.kind {
        FieldType::Line | FieldType::Number | FieldType::Person => Kind::Line,
        FieldType::Lines => Kind::Lines,
        FieldType::Date => Kind::Day,
        FieldType::YesNo => Kind::Choice(vec!["是".into(), "否".into()]),
        FieldType::Choice(options) => Kind::Choice(options.clone()),
    };
    let person = spec.kind == FieldType::Person && spec.hint.is_empty();
    let field = Field::new(&spec.id, &spec.label, kind, text);
    match (spec.tick, spec.hint.as_str()) {
        (true, "") => field.ticked_off().hint(TICK),
        (true, hint) => field.ticked_off().hint(&format!("{TICK};{hint}")),
        (false, hint) => field.hint(if person { PERSON } else { hint }),
    }
}

/// The member whose whole name has the initials of a word that names nobody on the roster: the input method made it of them.
pub fn member_misheard<'a>(members: &'a [Member], typed: &str) -> Option<&'a Member> {
    if typed.is_ascii() || members.iter().any(|m| pinyin::rank(&m.name, typed).is_some()) {
        return None;
    }
    let initials = pinyin::initials(typed);
    let mut meant = members.iter().filter(|m| pinyin::rank(&m.name, &initials) == Some(1));
    meant.next().filter(|_| meant.next().is_none())
}

/// The first of the people written in a field who is not on the roster, by name.
pub fn outsider<'a>(members: &[Member], text: &'a str) -> Option<&'a str> {
    let mut names = names(text);
    names.find(|name| !members.iter().any(|m| m.name == *name))
}

/// The member whom a number or initials name alone; nobody for a name in characters, which stands as it is.
pub fn member_meant<'a>(members: &'a [Member], typed: &str) -> Option<&'a Member> {
    members_meant(members, typed).first().copied().filter(|_| several_meant(members, typed).is_none())
}

/// Says whom a number or initials can mean, where that is more than one.
pub fn several_meant(members: &[Member], typed: &str) -> Option<String> {
    let found: Vec<(u32, &str)> = members_meant(members, typed).into_iter().map(|m| (m.no, m.name.as_str())).collect();
    (found.len() > 1).then(|| several(typed, &found))
}

fn members_meant<'a>(members: &'a [Member], typed: &str) -> Vec<&'a Member> {
    let typed = half_width(typed);
    if !typed.is_ascii() {
        return Vec::new();
    }
    let known: Vec<(u32, &str)> = members.iter().map(|m| (m.no, m.name.as_str())).collect();
    pick_best(&known, &typed).into_iter().filter_map(|at| members.get(at)).collect()
}
