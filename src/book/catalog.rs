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
use serde::de::DeserializeOwned;
use std::{
    borrow::Cow,
    fs, io,
    path::Path,
    sync::{Arc, OnceLock},
    thread,
};

/// The folder of a township's own data files, in the data folder.
pub(super) const FOLDER: &str = "数据";
const VOTE_RULES: (&str, &str) = ("vote_rules.toml", include_str!("../../data/vote_rules.toml"));
const KINDS: (&str, &str) = ("activities.toml", include_str!("../../data/activities.toml"));
const DUTIES: (&str, &str) = ("duties.toml", include_str!("../../data/duties.toml"));
/// The checklists of the program, by id.
const CHECKLISTS: [(&str, &str); 2] = [
    ("village", include_str!("../../data/checklists/village.toml")),
    ("enterprise", include_str!("../../data/checklists/enterprise.toml")),
];
/// The ledgers of the program by id, in the order of the screen.
const LEDGERS: [(&str, &str); 15] = [
    ("rectification", include_str!("../../data/ledgers/rectification.toml")),
    ("problem_list", include_str!("../../data/ledgers/problem_list.toml")),
    ("task_list", include_str!("../../data/ledgers/task_list.toml")),
    ("duty_list", include_str!("../../data/ledgers/duty_list.toml")),
    ("secretary", include_str!("../../data/ledgers/secretary.toml")),
    ("procedures", include_str!("../../data/ledgers/procedures.toml")),
    ("reserve", include_str!("../../data/ledgers/reserve.toml")),
    ("development", include_str!("../../data/ledgers/development.toml")),
    ("posts", include_str!("../../data/ledgers/posts.toml")),
    ("home_visits", include_str!("../../data/ledgers/home_visits.toml")),
    ("points", include_str!("../../data/ledgers/points.toml")),
    ("vanguard", include_str!("../../data/ledgers/vanguard.toml")),
    ("in_service", include_str!("../../data/ledgers/in_service.toml")),
    ("star_rating", include_str!("../../data/ledgers/star_rating.toml")),
    ("enterprise_link", include_str!("../../data/ledgers/enterprise_link.toml")),
];

/// A file that describes one thing. One that the program brings along is read when somebody first asks for it: the first
/// screen wants one checklist and seldom a ledger.
#[derive(Clone, Debug)]
pub struct File<T> {
    id: String,
    /// The file's path as people are told it: `数据/checklists/own.toml`.
    pub name: String,
    /// The file's text, word for word.
    pub body: Cow<'static, str>,
    read: OnceLock<Option<Arc<T>>>,
    hash: OnceLock<String>,
}

impl<T: DeserializeOwned> File<T> {
    fn built_in((id, body): &(&str, &'static str), folder: &str) -> Self {
        let (id, name) = ((*id).to_owned(), format!("{folder}/{id}.toml"));
        Self { id, name, body: Cow::Borrowed(body), read: OnceLock::new(), hash: OnceLock::new() }
    }

    fn own(id: &str, name: &str, body: &str, read: T) -> Self {
        let (id, name, body) = (id.to_owned(), name.to_owned(), Cow::Owned(body.to_owned()));
        Self { id, name, body, read: OnceLock::from(Some(Arc::new(read))), hash: OnceLock::new() }
    }

    /// What the file describes; `None` only in a faulty build: the tests keep one from being made.
    pub fn get(&self) -> Option<&Arc<T>> {
        self.read.get_or_init(|| catalog::sound(&self.name, &self.body).ok().map(Arc::new)).as_ref()
    }

    /// The SHA-256 of the file's text, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| blob::hash_of(&self.body))
    }
}

/// The rules for votes, kinds, duties, checklists and ledgers in force.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub vote_rules: Vec<VoteRule>,
    pub kinds: Vec<ActivityKind>,
    pub duties: Vec<Duty>,
    checklists: Vec<Arc<File<Checklist>>>,
    ledgers: Vec<Arc<File<Ledger>>>,
    /// Files of the data folder that were refused, with line and reason; the rest is in force.
    pub faults: Vec<String>,
}

impl Catalog {
    /// The catalog that the program brings along.
    pub fn built_in() -> Self {
        let mut all = Self::default();
        let read = all
            .add_vote_rules(VOTE_RULES.0, VOTE_RULES.1)
            .and_then(|()| all.add_kinds(KINDS.0, KINDS.1))
            .and_then(|()| all.add_duties(DUTIES.0, DUTIES.1));
        // Only a faulty build can have any; the tests keep it from being made.
        all.faults.extend(read.err().map(|f| f.to_string()));
        all.checklists = CHECKLISTS.iter().map(|c| Arc::new(File::built_in(c, "checklists"))).collect();
        all.ledgers = LEDGERS.iter().map(|l| Arc::new(File::built_in(l, "ledgers"))).collect();
        all
    }

    /// The program's own catalog with the files of a data folder over it: an entry with a known id replaces that entry,
    /// one with a new id is added, everything else stays. A faulty file is refused as a whole and named in `faults`.
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

    /// Reads beside everything else what somebody will soon ask for; who asks before it is read waits for no more than that.
    pub fn read_ahead(&self) {
        let (checklists, ledgers) = (self.checklists.clone(), self.ledgers.clone());
        thread::spawn(move || {
            if let Some(first) = checklists.first() {
                first.get();
            }
            for ledger in &ledgers {
                ledger.get();
            }
        });
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

    /// All checklists, in the order of the files. To ask for one reads that one alone.
    pub fn checklists(&self) -> impl Iterator<Item = &Checklist> {
        self.checklists.iter().filter_map(|f| f.get()).map(AsRef::as_ref)
    }

    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklist_file(id)?.get().map(AsRef::as_ref)
    }

    /// The file of a checklist, by the checklist's id.
    pub fn checklist_file(&self, id: &str) -> Option<&Arc<File<Checklist>>> {
        self.checklists.iter().find(|f| f.id == id)
    }

    /// All ledgers, in the order of the screen.
    pub fn ledgers(&self) -> impl Iterator<Item = &Ledger> {
        self.ledgers.iter().filter_map(|f| f.get()).map(AsRef::as_ref)
    }

    /// The place of a ledger among all, from 0; behind all for one that no file describes.
    pub fn place_of_ledger(&self, id: &str) -> usize {
        self.ledgers.iter().position(|f| f.id == id).unwrap_or(self.ledgers.len())
    }

    pub fn ledger(&self, id: &str) -> Option<&Ledger> {
        self.ledgers.iter().find(|f| f.id == id)?.get().map(AsRef::as_ref)
    }

    /// Reads a checklist's text, with the duties, kinds and ledgers in force.
    ///
    /// # Errors
    ///
    /// The first fault in the text, with its line.
    pub fn read_checklist(&self, file: &str, text: &str) -> Result<Checklist, Fault> {
        // Only those that it may mean are read.
        let named = self.ledgers.iter().filter(|l| text.contains(&l.id));
        let ledgers: Vec<&Ledger> = named.filter_map(|f| f.get()).map(AsRef::as_ref).collect();
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
        let kinds = catalog::kinds(file, text, &self.vote_rules)?;
        self.kinds.iter_mut().for_each(|old| catalog::give_way(old, &kinds));
        put(&mut self.kinds, kinds, |k| &k.id);
        Ok(())
    }

    fn add_duties(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        put(&mut self.duties, catalog::duties(file, text, &self.kinds)?, |d| &d.id);
        Ok(())
    }

    pub(super) fn add_checklist(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        let list = self.read_checklist(file, text)?;
        put(&mut self.checklists, vec![Arc::new(File::own(&list.id.clone(), file, text, list))], |c| &c.id);
        Ok(())
    }

    fn add_ledger(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        let ledger = catalog::ledger(file, text)?;
        put(&mut self.ledgers, vec![Arc::new(File::own(&ledger.id.clone(), file, text, ledger))], |l| &l.id);
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

/// The toml files of a folder in order of their names; none where there is no such folder.
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
        ledger::{CLOSED_BY, IN_CHARGE, MEASURE, RECTIFICATION, REQUIREMENT},
    };

    #[test]
    fn what_the_program_brings_along_is_sound() {
        let all = Catalog::built_in();
        assert_eq!(all.faults, Vec::<String>::new());
        assert_eq!((all.kinds.len(), all.duties.len()), (19, 13));
        // Read as a township's own would be: nothing in them is refused, and their names are their ids.
        for file in &all.checklists {
            assert_eq!(all.read_checklist(&file.name, &file.body).unwrap().id, file.id);
        }
        for file in &all.ledgers {
            assert_eq!(catalog::ledger(&file.name, &file.body).unwrap().id, file.id);
        }
        assert!(all.duties.iter().all(|d| !d.basis.is_empty()));
        assert!(all.kinds.iter().all(|k| !k.basis.is_empty() && !k.convener.is_empty()));
        assert_eq!(all.kinds.iter().filter(|k| k.theme_day).count(), 2);
        for id in [MEMBERS_MEETING, COMMITTEE_MEETING] {
            assert!(all.kind(id).is_some(), "rules in code ask for {id}");
        }
    }

    #[test]
    fn the_ledgers_are_those_that_code_and_scripts_ask_for() {
        let all = Catalog::built_in();
        let mut ids: Vec<&str> = all.ledgers().map(|l| l.id.as_str()).collect();
        ids.sort_unstable();
        let known = "development duty_list enterprise_link home_visits in_service points posts problem_list procedures \
                     rectification reserve secretary star_rating task_list vanguard";
        assert_eq!(ids, known.split(' ').collect::<Vec<_>>());
        let rectification = all.ledger(RECTIFICATION).unwrap();
        let headings: Vec<&str> = rectification.form.iter().map(|c| c.heading.as_str()).collect();
        assert_eq!(headings, ["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]);
        for field in [REQUIREMENT, MEASURE, IN_CHARGE, CLOSED_BY] {
            assert!(rectification.fields.iter().any(|f| f.id == field), "{field}");
        }
        assert!(all.ledgers().all(|l| !l.basis.is_empty()));
        let logs: Vec<&str> = all.ledgers().filter(|l| !l.closes).map(|l| l.id.as_str()).collect();
        assert_eq!(logs, ["secretary", "home_visits", "points", "star_rating", "enterprise_link"]);
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
        assert_eq!(all.kinds.len(), 19);
        let added = all.ledgers().last().map(|l| l.id.as_str());
        assert_eq!((all.ledgers().count(), added), (16, Some("visits")));
        assert_eq!(all.faults.len(), 3, "{:?}", all.faults);
        assert!(all.faults[1].starts_with("数据/ledgers/worse.toml 第 14 行:"), "{:?}", all.faults);
        assert!(all.faults[0].starts_with("数据/activities.toml:不是 UTF-8"), "{:?}", all.faults);
        assert!(all.faults[2].starts_with("数据/checklists/bad.toml 第 2 行:"), "{:?}", all.faults);
    }

    #[test]
    fn a_townships_kind_may_be_called_as_one_of_ours_is() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(FOLDER)).unwrap();
        let kind = |id: &str, name: &str, field: &str| {
            format!(
                "[[kind]]\nid = \"{id}\"\nname = \"{name}\"\ntitle_label = \"主题\"\n                 fields = [{{ id = \"{field}\", label = \"来了几人\" }}]\n"
            )
        };
        let text = kind("own", "志愿服务", "present") + &kind("own2", "党员夜校", "came");
        fs::write(dir.path().join(FOLDER).join("activities.toml"), text).unwrap();
        let all = Catalog::load(dir.path());
        assert_eq!(all.faults, Vec::<String>::new());
        assert_eq!((all.kinds.len(), all.kind("own").unwrap().name.as_str()), (21, "志愿服务"));
        let ours = all.kind("member_activity").unwrap();
        assert_eq!(ours.name, "党员活动");
        assert!(ours.aliases.iter().any(|a| a == "参观学习") && ours.aliases.iter().all(|a| a != "志愿服务"));
    }
}
