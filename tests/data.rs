//! What `data/README.md` tells a township of the data files is so: its examples load, its broken ones are refused in the
//! words it gives, and no key or value that the program reads is left out.
//! Not here: what else a file can get wrong (`model::catalog`), what the kinds, rules and ledgers do.

#![cfg(test)]

use serde::de::DeserializeOwned;
use std::fs;
use zhibu::{
    book::Catalog,
    model::{
        activity::{ActivityKind, QuorumBase, QuorumShare, Who},
        checklist::{
            Band, Cap, Checklist, Choice, Convert, Effect, Item, LedgerCount, Modifier, OfYear, Partial, Quota, Rounds,
            Rows, Rule, RuleSource, Scope, Section, SharedCap, Step, Tier, Together, Without,
        },
        date::Span,
        duty::{Applies, Duty},
        field::{FieldSpec, FieldType},
        ledger::{COLUMNS, Labels, Ledger, PaperColumn, RowCell, RowPaper, RowSheet},
        member::Class,
        record::{PARTS, RecordCell},
        vote::{Base, VoteRule},
    },
};

const README: &str = include_str!("../data/README.md");
/// Before the message that a broken example is refused with.
const SAYS: &str = "# 程序会说:";

/// A fenced block: the file that its first line names, the message that it expects, and what stands in it, comments and
/// all.
struct Example {
    file: &'static str,
    says: Option<&'static str>,
    text: &'static str,
}

fn examples() -> Vec<Example> {
    let blocks = README.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks
        .map(|text| {
            let mut lines = text.lines();
            let file = lines.next().and_then(|l| l.strip_prefix("# ")).expect("the first line names the file");
            Example { file, says: lines.next().and_then(|l| l.strip_prefix(SAYS)), text }
        })
        .collect()
}

#[test]
fn every_example_loads_or_is_refused_in_the_words_given() {
    let (mut sound, mut broken) = (Vec::new(), 0);
    for Example { file, says, text } in examples() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let all = Catalog::load(data.path());
        assert_eq!(all.faults, says.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{file}\n{text}");
        match says {
            Some(_) => broken += 1,
            None => sound.push((file.split('/').nth(1).unwrap(), all)),
        }
    }
    assert_eq!((sound.len(), broken), (8, 5), "each block was found");
    // Loaded and not merely overlooked: each file has brought something that the program itself has not.
    let own = Catalog::built_in();
    let size = |c: &Catalog| (c.kinds.len(), c.vote_rules.len(), c.ledgers().count(), c.checklists().count());
    for (what, all) in &sound {
        let brought = size(all) != size(&own) || all.duties != own.duties;
        assert!(brought, "{what}");
    }
    for what in ["activities.toml", "duties.toml", "vote_rules.toml", "ledgers", "checklists"] {
        assert!(sound.iter().any(|(file, _)| *file == what), "no example of {what}");
    }
}

/// What the reader of the files would have known instead of a key, or of a value, that nobody writes.
fn known<T: DeserializeOwned>(text: &str) -> Vec<String> {
    let said = toml::from_str::<T>(text).err().expect("no such key").message().to_owned();
    assert!(said.starts_with("unknown "), "{said}");
    said.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn keys<T: DeserializeOwned>() -> Vec<String> {
    known::<T>("zzz = 1")
}

fn values<T: DeserializeOwned>() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Only<T> {
        #[serde(rename = "value")]
        _value: T,
    }
    known::<Only<T>>("value = \"zzz\"")
}

/// The chapter under a heading of the second level, with what stands below it.
fn chapter(heading: &str) -> &'static str {
    let mut chapters = README.split("\n## ");
    chapters.find(|c| c.starts_with(heading)).unwrap_or_else(|| panic!("no chapter {heading}"))
}

/// Whether a text has the word where no letter, digit or `_` goes on.
fn has_word(text: &str, word: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(goes_on) && !text[at + word.len()..].starts_with(goes_on))
}

/// A chapter without its examples, which show a key and do not tell what it means.
fn told(heading: &str) -> String {
    chapter(heading).split("```").step_by(2).collect()
}

#[test]
fn every_key_and_value_is_told_in_its_chapter() {
    let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let chapters: [(&str, Vec<Vec<String>>); 5] = [
        (
            "会议和活动",
            vec![
                keys::<ActivityKind>(),
                keys::<FieldSpec>(),
                keys::<RecordCell>(),
                keys::<QuorumShare>(),
                values::<Who>(),
                values::<QuorumBase>(),
                values::<FieldType>(),
                owned(&PARTS),
            ],
        ),
        ("规定动作", vec![keys::<Duty>(), values::<Span>(), values::<Applies>()]),
        ("表决规则", vec![keys::<VoteRule>(), values::<Base>()]),
        (
            "台账",
            vec![
                keys::<Ledger>(),
                keys::<Labels>(),
                keys::<PaperColumn>(),
                keys::<RowPaper>(),
                keys::<RowSheet>(),
                keys::<RowCell>(),
                owned(&COLUMNS),
            ],
        ),
        (
            "考核表",
            vec![
                keys::<Checklist>(),
                keys::<Section>(),
                keys::<Item>(),
                keys::<Rule>(),
                keys::<Band>(),
                keys::<Quota>(),
                keys::<SharedCap>(),
                keys::<Rounds>(),
                keys::<Step>(),
                keys::<Tier>(),
                keys::<Choice>(),
                keys::<Modifier>(),
                keys::<Cap>(),
                keys::<LedgerCount>(),
                keys::<Without>(),
                values::<Convert>(),
                values::<OfYear>(),
                values::<RuleSource>(),
                values::<Rows>(),
                values::<Class>(),
                values::<Partial>(),
                values::<Together>(),
                values::<Effect>(),
                values::<Scope>(),
            ],
        ),
    ];
    for (heading, words) in chapters {
        let text = told(heading);
        let missing: Vec<&String> = words.iter().flatten().filter(|w| !has_word(&text, w)).collect();
        assert!(missing.is_empty(), "{heading}: {missing:?}");
        assert!(words.iter().all(|w| w.len() > 1), "{heading}: {words:?}");
    }
}
