//! Bringing in a township's own scoring file: read, shown with its sums and with what its phrases suggest, and written as
//! a file of the data folder with the rules that a person confirmed.
//! Not here: reading files (`office::checklist`), what phrases suggest (`model::propose`).

use super::unusable;
use crate::{
    book::{Book, Catalog, Error, Result, catalog, print},
    model::{
        checklist::{Checklist, Rule},
        checklist_file::ChecklistFile,
        phrase, propose,
    },
    office::{
        checklist::{read_checklist, read_text},
        grid,
    },
    text::quote::quoted,
};
use std::{collections::BTreeSet, fs, path::Path};

/// A checklist file as read, with the rules that its words suggest; nothing of it is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub read: ChecklistFile,
    /// The checklist with every item for eyes alone.
    pub checklist: Checklist,
    /// The rules that a person may confirm, each with its item's number, in the order of the items.
    pub rules: Vec<(String, Rule)>,
    /// Items whose words say more of points than was read: their rules are confirmed one by one, never all at once.
    pub unread: BTreeSet<String>,
    /// What a person should know of the file, in words: maxima that do not add up, words and rows that were not read.
    pub remarks: Vec<String>,
}

impl Proposal {
    /// Gives the checklist another name than the one found in the file.
    ///
    /// # Errors
    ///
    /// Refuses an empty name.
    pub fn rename(&mut self, name: &str) -> Result<()> {
        let name = one_line(name);
        if name.is_empty() {
            return Err(Error::refused("考核表要有名称。"));
        }
        self.checklist.id = print::file_name(&name);
        self.checklist.name = name;
        Ok(())
    }

    /// The rules that may be confirmed all at once, by their place in `rules`.
    pub fn fully_read(&self) -> Vec<usize> {
        let whole = self.rules.iter().enumerate().filter(|(_, (no, _))| !self.unread.contains(no));
        whole.map(|(at, _)| at).collect()
    }
}

impl Book {
    /// Reads a file from a workbook, a csv or a text file; writes nothing.
    ///
    /// # Errors
    /// A file that cannot be used or has no items, with the reason.
    pub fn propose_checklist(&self, file: &Path) -> Result<Proposal> {
        let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase());
        let read = match ending.as_deref() {
            Some("txt" | "md") => grid::plain_text(file).and_then(|text| read_text(&text)),
            _ => grid::read(file).and_then(|grids| read_checklist(&grids)),
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.proposal(read.map_err(unusable)?, &stem)
    }

    /// Reads a checklist from a text as it was pasted; writes nothing.
    ///
    /// # Errors
    ///
    /// The text has no items.
    pub fn propose_checklist_text(&self, text: &str) -> Result<Proposal> {
        self.proposal(read_text(text).map_err(unusable)?, "考核表")
    }

    fn proposal(&self, read: ChecklistFile, otherwise: &str) -> Result<Proposal> {
        let name = if read.title.is_empty() { otherwise } else { &read.title };
        let name = one_line(name);
        let checklist = propose::checklist(&read, &print::file_name(&name), &name);
        let known: Vec<&Checklist> = self.catalog.checklists().collect();
        let mut rules = Vec::new();
        let mut unread = Vec::new();
        for (section, item) in read.sections.iter().flat_map(|s| s.items.iter().map(move |i| (s, i))) {
            let own = propose::rules(item, &section.name, &self.catalog.duties, &known);
            let words = phrase::unread(&format!("{} {}", item.text, item.method));
            if !own.is_empty() && !words.is_empty() {
                unread.push((item.no.clone(), words.join("、")));
            }
            rules.extend(own.into_iter().map(|rule| (item.no.clone(), rule)));
        }
        let skipped = read.skipped.iter().map(|s| format!("第{}行没有读:{}", s.row, s.reason));
        let half = unread.iter().map(|(no, words)| format!("{no} 的文字没有读全(“{words}”要自己写进规则或由人评定)"));
        let warnings = checklist.sum_warnings();
        // Where the sums meet, a mixed group is told all the same.
        let mixed = checklist.sections.iter().filter(|s| s.is_mixed() && s.max.is_none_or(|max| max == s.sum()));
        let mixed = mixed.map(|s| format!("{}{}", quoted(&s.name), s.make_up()));
        let remarks = warnings.into_iter().chain(mixed).chain(half).chain(skipped).collect();
        let unread = unread.into_iter().map(|(no, _)| no).collect();
        if rules.is_empty() && checklist.items().all(|(_, i)| i.max.is_none()) {
            return Err(Error::refused("没有一项写着分值或扣分加分的办法,不像是考核表,没有导入。"));
        }
        Ok(Proposal { read, checklist, rules, unread, remarks })
    }

    /// Writes the checklist with the rules confirmed (by their place in `rules`) into the data folder and reads the folder
    /// anew. A file of the same name becomes the next version. Which checklist is in force stays as it is. Gives its id.
    ///
    /// # Errors
    /// A book that is only read; the same content as before; a combination that the language refuses, with the reason; a
    /// folder that cannot be written.
    pub fn take_in_checklist(&mut self, proposal: &Proposal, confirmed: &[usize]) -> Result<String> {
        if let Some(why) = self.read_only() {
            return Err(Error::refused(why));
        }
        let mut list = proposal.checklist.clone();
        for (no, rule) in confirmed.iter().filter_map(|at| proposal.rules.get(*at)) {
            let items = list.sections.iter_mut().flat_map(|s| &mut s.items);
            items.filter(|i| i.no == *no).for_each(|i| i.rules.push(rule.clone()));
        }
        propose::add_veto_band(&mut list);
        if let Some(known) = self.catalog.checklist(&list.id) {
            // What was confirmed for the version before stays in force where the words are the same.
            for item in list.sections.iter_mut().flat_map(|s| &mut s.items).filter(|i| i.rules.is_empty()) {
                let same = known.item(&item.no).filter(|was| (&was.text, was.max) == (&item.text, item.max));
                item.rules = same.map_or(Vec::new(), |was| was.rules.clone());
            }
            propose::add_veto_band(&mut list);
            list.version = known.version;
            if *known == list {
                return Err(Error::refused(format!("已经有内容相同的{},没有再导入。", quoted(&list.name))));
            }
            list.version += 1;
        }
        let text = written(&list)?;
        let file = self.folder().join(catalog::FOLDER).join("checklists").join(format!("{}.toml", list.id));
        // Read back before it is in force: a rule may be refused in this combination.
        let mut trial = self.catalog.clone();
        trial.add_checklist(&file.display().to_string(), &text).map_err(|f| Error::refused(f.to_string()))?;
        let put =
            fs::create_dir_all(file.parent().unwrap_or(&file)).and_then(|()| print::save_as(&file, text.as_bytes()));
        put.map_err(|e| Error::refused(format!("考核表没能写进 {}:{e}。原来的没有变。", file.display())))?;
        self.catalog = Catalog::load(self.folder());
        Ok(list.id)
    }
}

/// A name as it can be taken in: one line, not endless.
fn one_line(name: &str) -> String {
    name.trim_start_matches(['#', ' ']).chars().take(60).collect::<String>().trim().to_owned()
}

/// The checklist as a file that a clerk can read on: without what is empty.
fn written(list: &Checklist) -> Result<String> {
    let refused = |e: toml::ser::Error| Error::refused(format!("考核表写不成文件:{e}。"));
    let mut value = toml::Value::try_from(list).map_err(refused)?;
    prune(&mut value);
    let body = toml::to_string_pretty(&value).map_err(refused)?;
    Ok(format!("# 从乡镇的表导入,文字照原样。改了内容就把 version 加一;rule 的写法见程序自带的村表。\n{body}"))
}

/// Drops empty texts, lists and tables, and values that mean that nothing was said.
fn prune(value: &mut toml::Value) {
    match value {
        toml::Value::Table(table) => {
            table.iter_mut().for_each(|(_, v)| prune(v));
            table.retain(|key, v| match v {
                toml::Value::String(text) => match key {
                    "late" | "start" => text != "0",
                    "applies" => text != "always",
                    "partial" => text != "down",
                    _ => !text.is_empty(),
                },
                toml::Value::Array(list) => !list.is_empty(),
                toml::Value::Table(table) => !table.is_empty(),
                _ => true,
            });
        }
        toml::Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}
