//! Kinds of activities from their file, and what such a file gets wrong beyond its shape.
//! Not here: what a kind means (`activity`), finding the line of a fault (`catalog`).

use super::{Fault, Source};
use crate::model::{activity::ActivityKind, record::PARTS, vote::VoteRule};
use serde::Deserialize;

/// What every record has: no further field of a kind can be called so, or the form would take one for the other.
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

/// What kinds are held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    pub rules: &'a [VoteRule],
    /// Those in force before. Of one with the same id the new one takes the place.
    pub kinds: &'a [ActivityKind],
}

/// Refuses an id twice, a name or alias that another kind has, a field that every record has already, a printed record of
/// things that there are not, and a rule for votes that is not known.
pub fn kinds(file: &str, text: &str, known: &Known<'_>) -> Result<Vec<ActivityKind>, Fault> {
    let source = Source { file, text };
    let kinds = source.parse::<Kinds>()?.kind;
    source.unique("种类", kinds.iter().map(|k| k.id.as_str()))?;
    source.unique("名称", kinds.iter().map(|k| k.name.as_str()))?;
    for kind in &kinds {
        source.unique("栏目", kind.fields.iter().map(|f| f.id.as_str()))?;
        let taken = |id: &str| OF_EVERY_KIND.contains(&id) || PARTS.contains(&id);
        if let Some(field) = kind.fields.iter().find(|f| taken(&f.id)) {
            return Err(source.fault_at(&field.id, format!("栏目不能叫“{}”,另有所指", field.id)));
        }
        let held = |value: &str| PARTS.contains(&value) || kind.fields.iter().any(|f| f.id == value);
        if let Some(cell) = kind.form.iter().flatten().find(|c| !held(&c.value)) {
            return Err(source.fault_at(&cell.value, format!("记录表(form)里没有“{}”这一项", cell.value)));
        }
        if kind.form.iter().any(|row| !(1..=2).contains(&row.len())) {
            return Err(source.fault_at(&kind.id, "记录表(form)每行要有 1 到 2 格".into()));
        }
        if !kind.vote_rule.is_empty() && !known.rules.iter().any(|r| r.id == kind.vote_rule) {
            return Err(source.fault_at(&kind.vote_rule, format!("没有代号为“{}”的表决规则", kind.vote_rule)));
        }
    }
    let stays = |old: &&ActivityKind| kinds.iter().all(|k| k.id != old.id);
    let mut others: Vec<&ActivityKind> = known.kinds.iter().filter(stays).collect();
    for kind in &kinds {
        for name in names(kind) {
            // A ledger's word would mean the first of the two.
            if let Some(other) = others.iter().find(|o| names(o).any(|n| n == name)) {
                return Err(source.fault_at(name, format!("“{name}”已是“{}”的名称或别名", other.name)));
            }
        }
        others.push(kind);
    }
    Ok(kinds)
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

    fn fault(text: &str, others: &[ActivityKind]) -> String {
        kinds("k.toml", text, &Known { kinds: others, ..Known::default() }).unwrap_err().to_string()
    }

    #[test]
    fn a_field_that_every_record_has_is_refused() {
        for id in OF_EVERY_KIND.into_iter().chain(PARTS) {
            let text = kind("a", "甲会", &format!("fields = [{{ id = \"{id}\", label = \"甲\" }}]\n"));
            assert_eq!(fault(&text, &[]), format!("k.toml 第 5 行:栏目不能叫“{id}”,另有所指"));
        }
    }

    #[test]
    fn a_printed_record_has_only_what_there_is() {
        let form =
            |rows: &str| kind("a", "甲会", &format!("fields = [{{ id = \"own\", label = \"甲\" }}]\nform = {rows}\n"));
        let known = Known::default();
        let fine = form("[[{ value = \"day\" }, { value = \"own\", label = \"乙\" }]]");
        assert_eq!(kinds("k.toml", &fine, &known).unwrap()[0].form[0][1].label, "乙");
        assert_eq!(fault(&form("[[{ value = \"none\" }]]"), &[]), "k.toml 第 6 行:记录表(form)里没有“none”这一项");
        assert!(fault(&form("[[]]"), &[]).contains("每行要有 1 到 2 格"));
    }

    #[test]
    fn a_name_means_one_kind_only() {
        let a = kinds("k.toml", &kind("a", "甲会", "aliases = [\"甲\"]\n"), &Known::default()).unwrap();
        assert_eq!(fault(&kind("b", "甲", ""), &a), "k.toml 第 3 行:“甲”已是“甲会”的名称或别名");
        let alias = kind("b", "乙会", "aliases = [\"乙\", \"甲会\"]\n");
        assert_eq!(fault(&alias, &a), "k.toml 第 5 行:“甲会”已是“甲会”的名称或别名");
        let within = kind("b", "乙会", "") + &kind("c", "丙会", "aliases = [\"乙会\"]\n");
        assert_eq!(fault(&within, &[]), "k.toml 第 9 行:“乙会”已是“乙会”的名称或别名");
        // One's own name again, in place of what it was, is no clash.
        let again = kinds("k.toml", &kind("a", "甲会", ""), &Known { kinds: &a, ..Known::default() }).unwrap();
        assert_eq!(again.len(), 1);
    }
}
