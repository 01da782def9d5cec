//! Kinds, duties, checklists and ledgers: those in the program, overridden and added to by files in the data folder (`数据/`).
//! Not here: what the files may say (`model::catalog`).

use crate::model::{
    activity::ActivityKind,
    catalog::{self, Fault},
    checklist::{Checklist, check::Known},
    duty::Duty,
    ledger::Ledger,
    vote::VoteRule,
};
use crate::store::blob;
use std::{collections::BTreeMap, fs, io, path::Path};

/// Where a township's own files lie in the data folder.
pub(super) const FOLDER: &str = "数据";
const VOTE_RULES: (&str, &str) = ("vote_rules.toml", include_str!("../../data/vote_rules.toml"));
const KINDS: (&str, &str) = ("activities.toml", include_str!("../../data/activities.toml"));
const DUTIES: (&str, &str) = ("duties.toml", include_str!("../../data/duties.toml"));
const CHECKLISTS: [(&str, &str); 2] = [
    ("checklists/village.toml", include_str!("../../data/checklists/village.toml")),
    ("checklists/enterprise.toml", include_str!("../../data/checklists/enterprise.toml")),
];
/// In the order of the screen.
const LEDGERS: [(&str, &str); 7] = [
    ("ledgers/rectification.toml", include_str!("../../data/ledgers/rectification.toml")),
    ("ledgers/problem_list.toml", include_str!("../../data/ledgers/problem_list.toml")),
    ("ledgers/task_list.toml", include_str!("../../data/ledgers/task_list.toml")),
    ("ledgers/duty_list.toml", include_str!("../../data/ledgers/duty_list.toml")),
    ("ledgers/secretary.toml", include_str!("../../data/ledgers/secretary.toml")),
    ("ledgers/procedures.toml", include_str!("../../data/ledgers/procedures.toml")),
    ("ledgers/reserve.toml", include_str!("../../data/ledgers/reserve.toml")),
];

/// The file that a checklist came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `数据/checklists/own.toml`.
    pub file: String,
    /// Word for word.
    pub body: String,
    /// SHA-256 of `body`.
    pub hash: String,
}

/// Kinds, duties, checklists and ledgers in force.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub vote_rules: Vec<VoteRule>,
    pub kinds: Vec<ActivityKind>,
    pub duties: Vec<Duty>,
    pub checklists: Vec<Checklist>,
    /// The files of the checklists, by id.
    sources: BTreeMap<String, Source>,
    pub ledgers: Vec<Ledger>,
    /// Files of the data folder that were refused, with line and reason; the rest is in force.
    pub faults: Vec<String>,
}

impl Catalog {
    /// What the program brings along.
    pub fn built_in() -> Self {
        let mut all = Self::default();
        let read = all
            .add_vote_rules(VOTE_RULES.0, VOTE_RULES.1)
            .and_then(|()| all.add_kinds(KINDS.0, KINDS.1))
            .and_then(|()| all.add_duties(DUTIES.0, DUTIES.1))
            // Checklists draw on ledgers.
            .and_then(|()| LEDGERS.iter().try_for_each(|(file, text)| all.add_ledger(file, text)))
            .and_then(|()| CHECKLISTS.iter().try_for_each(|(file, text)| all.add_checklist(file, text)));
        // Only a faulty build can have any; the tests keep it from being made.
        all.faults.extend(read.err().map(|f| f.to_string()));
        all
    }

    /// The same with the files of a data folder over it: an entry with a known id replaces that entry, one with a new id is
    /// added, everything else stays. A faulty file is refused as a whole and named in `faults`.
    pub fn load(folder: &Path) -> Self {
        let mut all = Self::built_in();
        let folder = folder.join(FOLDER);
        all.overlay(&folder, VOTE_RULES.0, Self::add_vote_rules);
        all.overlay(&folder, KINDS.0, Self::add_kinds);
        all.overlay(&folder, DUTIES.0, Self::add_duties);
        for name in toml_files(&folder.join("ledgers")) {
            all.overlay(&folder, &format!("ledgers/{name}"), Self::add_ledger);
        }
        for name in toml_files(&folder.join("checklists")) {
            all.overlay(&folder, &format!("checklists/{name}"), Self::add_checklist);
        }
        all
    }

    pub fn vote_rule(&self, id: &str) -> Option<&VoteRule> {
        self.vote_rules.iter().find(|r| r.id == id)
    }

    pub fn kind(&self, id: &str) -> Option<&ActivityKind> {
        self.kinds.iter().find(|k| k.id == id)
    }

    pub fn duty(&self, id: &str) -> Option<&Duty> {
        self.duties.iter().find(|d| d.id == id)
    }

    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|c| c.id == id)
    }

    pub fn ledger(&self, id: &str) -> Option<&Ledger> {
        self.ledgers.iter().find(|l| l.id == id)
    }

    /// The file of a checklist, by the checklist's id.
    pub fn source(&self, checklist: &str) -> Option<&Source> {
        self.sources.get(checklist)
    }

    /// A checklist's text, with the duties, kinds and ledgers in force.
    pub fn read_checklist(&self, file: &str, text: &str) -> Result<Checklist, Fault> {
        let ledgers: Vec<String> = self.ledgers.iter().map(|l| l.id.clone()).collect();
        let checklists: Vec<String> = self.checklists.iter().map(|c| c.id.clone()).collect();
        let known = Known { duties: &self.duties, kinds: &self.kinds, ledgers: &ledgers, checklists: &checklists };
        catalog::checklist(file, text, &known)
    }

    fn overlay(&mut self, folder: &Path, name: &str, add: fn(&mut Self, &str, &str) -> Result<(), Fault>) {
        let shown = format!("{FOLDER}/{name}");
        match fs::read_to_string(folder.join(name)) {
            // A BOM is what the old Notepad puts before UTF-8.
            Ok(text) => {
                let refused = add(self, &shown, text.trim_start_matches('\u{feff}')).err();
                self.faults.extend(refused.map(|f| f.to_string()));
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) if e.kind() == io::ErrorKind::InvalidData => {
                self.faults.push(format!("{shown}:不是 UTF-8 文本,请另存为 UTF-8"));
            }
            Err(e) => self.faults.push(format!("{shown}:读不出({e})")),
        }
    }

    fn add_vote_rules(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        put(&mut self.vote_rules, catalog::vote_rules(file, text)?, |r| &r.id);
        Ok(())
    }

    fn add_kinds(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        put(&mut self.kinds, catalog::kinds(file, text, &self.vote_rules)?, |k| &k.id);
        Ok(())
    }

    fn add_duties(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        put(&mut self.duties, catalog::duties(file, text, &self.kinds)?, |d| &d.id);
        Ok(())
    }

    pub(super) fn add_checklist(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        let list = self.read_checklist(file, text)?;
        let source = Source { file: file.to_owned(), body: text.to_owned(), hash: blob::hash_of(text) };
        self.sources.insert(list.id.clone(), source);
        put(&mut self.checklists, vec![list], |c| &c.id);
        Ok(())
    }

    fn add_ledger(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        put(&mut self.ledgers, vec![catalog::ledger(file, text)?], |l| &l.id);
        Ok(())
    }
}

/// Replaces what has the same id in place, and adds the rest at the end.
fn put<T>(all: &mut Vec<T>, new: Vec<T>, id: fn(&T) -> &String) {
    for item in new {
        match all.iter_mut().find(|old| id(old) == id(&item)) {
            Some(old) => *old = item,
            None => all.push(item),
        }
    }
}

/// In order of name; none where there is no such folder.
fn toml_files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        activity::{COMMITTEE_MEETING, MEMBERS_MEETING},
        ledger::{CLOSED_BY, MEASURE, RECTIFICATION, REQUIREMENT},
    };

    #[test]
    fn what_the_program_brings_along_is_sound() {
        let all = Catalog::built_in();
        assert_eq!(all.faults, Vec::<String>::new());
        assert_eq!((all.kinds.len(), all.duties.len(), all.checklists.len()), (18, 13, 2));
        assert!(all.duties.iter().all(|d| !d.basis.is_empty()));
        assert_eq!(all.kinds.iter().filter(|k| k.theme_day).count(), 2);
        for id in [MEMBERS_MEETING, COMMITTEE_MEETING] {
            assert!(all.kind(id).is_some(), "rules in code ask for {id}");
        }
    }

    #[test]
    fn the_ledgers_are_those_that_code_and_scripts_ask_for() {
        let all = Catalog::built_in();
        let mut ids: Vec<&str> = all.ledgers.iter().map(|l| l.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(
            ids,
            ["duty_list", "problem_list", "procedures", "rectification", "reserve", "secretary", "task_list"]
        );
        let rectification = all.ledger(RECTIFICATION).unwrap();
        let headings: Vec<&str> = rectification.form.iter().map(|c| c.heading.as_str()).collect();
        assert_eq!(headings, ["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]);
        for field in [REQUIREMENT, MEASURE, CLOSED_BY] {
            assert!(rectification.fields.iter().any(|f| f.id == field), "{field}");
        }
        assert!(all.ledgers.iter().all(|l| !l.basis.is_empty()));
        let logs: Vec<&str> = all.ledgers.iter().filter(|l| !l.closes).map(|l| l.id.as_str()).collect();
        assert_eq!(logs, ["secretary"]);
    }

    #[test]
    fn an_alias_means_one_kind_only() {
        let all = Catalog::built_in();
        let mut seen = std::collections::HashMap::new();
        for kind in &all.kinds {
            for name in kind.aliases.iter().chain([&kind.name]) {
                assert_eq!(seen.insert(name, &kind.id), None, "{name}");
            }
        }
    }

    #[test]
    fn a_folder_overrides_adds_and_a_faulty_file_is_refused_alone() {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &[u8]| {
            let path = dir.path().join(FOLDER).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        assert_eq!(Catalog::load(dir.path()).faults, Vec::<String>::new());

        let duty = |id: &str, every: &str| {
            format!(
                "[[duty]]\nid = \"{id}\"\nname = \"党课\"\nactivities = [\"lecture\"]\nevery = \"{every}\"\nbasis = \"本镇\"\n"
            )
        };
        put("duties.toml", format!("\u{feff}{}{}", duty("lecture", "half"), duty("own", "month")).as_bytes());
        let sheet = "id = \"own\"\nversion = 1\nname = \"本镇表\"\nmax = \"1\"\n[[section]]\nname = \"一\"\nmax = \"1\"\n\
                     [[section.item]]\nno = \"1.1\"\ntext = \"甲\"\nmax = \"1\"\nrule = [{ source = { duty = \"own\" }, share = \"1\", each = \"1\" }]\n";
        put("checklists/own.toml", sheet.as_bytes());
        put("checklists/bad.toml", "id = \"own\"\nversion = \"x\"\n".as_bytes());
        let log = include_str!("../../data/ledgers/secretary.toml");
        put("ledgers/visits.toml", log.replace("\"secretary\"", "\"visits\"").as_bytes());
        put("ledgers/worse.toml", log.replace("\"kind\", \"place\"]", "\"nowhere\"]").as_bytes());
        put("activities.toml", &[0xb5, 0xb3, 0xbf, 0xce]);
        let all = Catalog::load(dir.path());
        assert_eq!(all.duty("lecture").unwrap().basis, "本镇");
        assert_eq!(all.duties.iter().position(|d| d.id == "lecture"), Some(3), "keeps its place");
        assert_eq!(all.duties.len(), 14);
        assert_eq!(all.checklist("own").unwrap().name, "本镇表");
        assert_eq!(all.kinds.len(), 18);
        assert_eq!((all.ledgers.len(), all.ledgers[7].id.as_str()), (8, "visits"));
        assert_eq!(all.faults.len(), 3, "{:?}", all.faults);
        assert!(all.faults[1].starts_with("数据/ledgers/worse.toml 第 14 行:"), "{:?}", all.faults);
        assert!(all.faults[0].starts_with("数据/activities.toml:不是 UTF-8"), "{:?}", all.faults);
        assert!(all.faults[2].starts_with("数据/checklists/bad.toml 第 2 行:"), "{:?}", all.faults);
    }
}
