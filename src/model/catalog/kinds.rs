//! Kinds of activities from their file, and what such a file gets wrong beyond its shape.
//! Not here: what a kind means (`activity`), finding the line of a fault (`catalog`).

use super::{Fault, Source};
use crate::model::{activity::ActivityKind, record::PARTS, vote::VoteRule};
use serde::Deserialize;

/// The ids of what every record has: no further field of a kind can be called so, or the form would take one for the
/// other.
pub const OF_EVERY_KIND: [&str; 16] = [
    "day",
    "starts",
    "ends",
    "place",
    "chair",
    "recorder",
    "group",
    "title",
    "topics",
    "roll",
    "linked",
    "stated_due",
    "stated_present",
    "rectify",
    "votes",
    "minutes",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    kind: Vec<ActivityKind>,
}

/// Reads the kinds of activities out of their file.
///
/// # Errors
///
/// The first fault: an id, a name or an alias twice; a field that every record has already, or that the printed record
/// cannot tell from what every record has; a printed record of things that there are not; a rule for votes that is not
/// known.
pub fn kinds(file: &str, text: &str, rules: &[VoteRule]) -> Result<Vec<ActivityKind>, Fault> {
    let source = Source { file, text };
    let kinds = source.parse::<Kinds>()?.kind;
    source.unique("种类", kinds.iter().map(|k| k.id.as_str()))?;
    source.unique("名称", kinds.iter().map(|k| k.name.as_str()))?;
    for (i, kind) in kinds.iter().enumerate() {
        source.unique("栏目", kind.fields.iter().map(|f| f.id.as_str()))?;
        let printed = |id: &str| PARTS.contains(&id) && kind.form.iter().flatten().any(|c| c.value == id);
        let taken = |id: &str| OF_EVERY_KIND.contains(&id) || printed(id);
        if let Some(field) = kind.fields.iter().find(|f| taken(&f.id)) {
            return Err(source.fault_in(&kind.id, &field.id, format!("栏目不能叫“{}”,另有所指", field.id)));
        }
        if let Some((field, why)) = kind.fields.iter().find_map(|f| Some((f, f.fault()?))) {
            return Err(source.fault_in(&kind.id, &field.id, format!("“{}”{why}", field.label)));
        }
        let held = |value: &str| PARTS.contains(&value) || kind.fields.iter().any(|f| f.id == value);
        if let Some(cell) = kind.form.iter().flatten().find(|c| !held(&c.value)) {
            return Err(source.fault_at(&cell.value, format!("记录表(form)里没有“{}”这一项", cell.value)));
        }
        if kind.form.iter().any(|row| !(1..=2).contains(&row.len())) {
            return Err(source.fault_at(&kind.id, "记录表(form)每行要有 1 到 2 格".into()));
        }
        if !kind.vote_rule.is_empty() && !rules.iter().any(|r| r.id == kind.vote_rule) {
            return Err(source.fault_at(&kind.vote_rule, format!("没有代号为“{}”的表决规则", kind.vote_rule)));
        }
        for name in names(kind) {
            // The word in an activities file would mean the first of the two.
            if let Some(other) = kinds[..i].iter().find(|o| names(o).any(|n| n == name)) {
                return Err(source.fault_at(name, format!("“{name}”已是“{}”的名称或别名", other.name)));
            }
        }
    }
    Ok(kinds)
}

/// Takes from one of the program's own kinds what a township's kinds claim: an alias that is a name of theirs, so that
/// the word in an activities file means theirs. Where the names are the same, its own is marked `(自带)`.
pub fn give_way(old: &mut ActivityKind, new: &[ActivityKind]) {
    let taken = |name: &str| new.iter().any(|k| k.id != old.id && names(k).any(|n| n == name.trim()));
    old.aliases.retain(|alias| !taken(alias));
    if taken(&old.name) {
        old.name.push_str("(自带)");
    }
}

fn names(kind: &ActivityKind) -> impl Iterator<Item = &str> {
    std::iter::once(&kind.name).chain(&kind.aliases).map(|name| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(id: &str, name: &str, rest: &str) -> String {
        format!("[[kind]]\nid = \"{id}\"\nname = \"{name}\"\ntitle_label = \"议题\"\n{rest}")
    }

    fn fault(text: &str) -> String {
        kinds("k.toml", text, &[]).unwrap_err().to_string()
    }

    #[test]
    fn a_field_that_is_taken_for_another_is_refused() {
        let text = |id: &str, rest: &str| {
            kind("a", "甲会", &format!("fields = [{{ id = \"{id}\", label = \"甲\" }}]\n{rest}"))
        };
        for id in OF_EVERY_KIND {
            assert_eq!(fault(&text(id, "")), format!("k.toml 第 5 行:栏目不能叫“{id}”,另有所指"));
        }
        for id in PARTS.into_iter().filter(|id| !OF_EVERY_KIND.contains(id)) {
            assert!(kinds("k.toml", &text(id, ""), &[]).is_ok(), "{id} is no field of the form");
            let printed = text(id, &format!("form = [[{{ value = \"{id}\" }}]]\n"));
            assert!(fault(&printed).ends_with(&format!("栏目不能叫“{id}”,另有所指")), "{id}");
        }
    }

    #[test]
    fn what_a_fields_type_does_not_allow_is_refused_at_its_line() {
        let field = |id: &str, rest: &str| format!("  {{ id = \"{id}\", label = \"甲栏\"{rest} }},\n");
        // Another kind has a field of the same id, which is sound.
        let text = |rest: &str| {
            let fields = |rest: &str| format!("fields = [\n{}{}]\n", field("x", ""), field("y", rest));
            kind("a", "甲会", &fields(rest)) + &kind("b", "乙会", &fields(""))
        };
        for rest in [
            ", tick = true",
            ", type = \"lines\", tick = true, matters = true",
            ", type = \"number\", units = [\"人\"]",
        ] {
            assert!(kinds("k.toml", &text(rest), &[]).is_ok(), "{rest}");
        }
        for (rest, said) in [
            (", type = \"number\", tick = true", "要打勾(tick),应是 line 或 lines 栏目"),
            (", type = { choice = [\"是\"] }, tick = true", "要打勾(tick),应是 line 或 lines 栏目"),
            (", matters = true", "一行一件事(matters),应是 lines 栏目"),
            (", type = \"person\", units = [\"人\"]", "有单位(units),应是 number 栏目"),
        ] {
            assert_eq!(fault(&text(rest)), format!("k.toml 第 7 行:“甲栏”{said}"));
        }
    }

    #[test]
    fn a_printed_record_has_only_what_there_is() {
        let form =
            |rows: &str| kind("a", "甲会", &format!("fields = [{{ id = \"own\", label = \"甲\" }}]\nform = {rows}\n"));
        let fine = form("[[{ value = \"day\" }, { value = \"own\", label = \"乙\" }]]");
        assert_eq!(kinds("k.toml", &fine, &[]).unwrap()[0].form[0][1].label, "乙");
        assert_eq!(fault(&form("[[{ value = \"none\" }]]")), "k.toml 第 6 行:记录表(form)里没有“none”这一项");
        assert!(fault(&form("[[]]")).contains("每行要有 1 到 2 格"));
    }

    #[test]
    fn a_name_means_one_kind_only() {
        let within = kind("b", "乙会", "") + &kind("c", "丙会", "aliases = [\"乙会\"]\n");
        assert_eq!(fault(&within), "k.toml 第 9 行:“乙会”已是“乙会”的名称或别名");
    }

    #[test]
    fn a_townships_name_takes_the_place_of_the_programs() {
        let read = |text: &str| kinds("k.toml", text, &[]).unwrap();
        let old = || read(&kind("a", "甲会", "aliases = [\"甲\", \"甲活动\"]\n")).remove(0);
        let after = |text: &str| {
            let mut old = old();
            give_way(&mut old, &read(text));
            (old.name, old.aliases)
        };
        let all = vec!["甲".to_owned(), "甲活动".to_owned()];
        assert_eq!(after(&kind("b", "甲活动", "")), ("甲会".to_owned(), all[..1].to_vec()));
        assert_eq!(after(&kind("b", "乙会", "aliases = [\"甲会\"]\n")), ("甲会(自带)".to_owned(), all.clone()));
        // One's own name again, in place of what it was, is no clash.
        assert_eq!(after(&kind("a", "甲会", "")), ("甲会".to_owned(), all));
    }
}
