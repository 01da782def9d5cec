//! Numbers of people leave the program whole only where this file says so: who calls `.whole()`, how often, and why.
//! Not here: what a masked number looks like (`text`), walking all outputs (`cli`, `drive`).

#![cfg(test)]

use std::{collections::BTreeMap, fs, path::Path};

/// The files that may take a number out of its type, how often, and what for.
const DOORS: &[(&str, usize, &str)] = &[
    ("book/papers/handbook.rs", 1, "a handbook that was asked for with whole numbers"),
    ("book/papers/table.rs", 1, "a roster that was asked for with whole numbers"),
    ("cli/list.rs", 1, "list members --unmasked"),
    ("model/member.rs", 1, "columns compared with what a file says"),
    ("model/member/cell.rs", 7, "what the columns' own ways out are made of"),
    ("model/member/columns.rs", 3, "the columns' own ways out, and finding somebody by a part of a number"),
    ("store/member.rs", 1, "the file of the book"),
    ("tui/members/form/fields.rs", 2, "the page's own fields, shown by Ctrl+O"),
];

/// How often each file below `folder` calls `whole`, outside its tests.
fn callers(folder: &Path, below: &Path, into: &mut BTreeMap<String, usize>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            callers(&path, below, into);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap_or_default();
        let code = source.split("#[cfg(test)]").next().unwrap();
        let code = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        let ways = [".whole(", "::whole(", ".to_file("];
        let calls = code.map(|l| ways.iter().map(|way| l.matches(way).count()).sum::<usize>());
        let name = path.strip_prefix(below).unwrap().to_string_lossy().replace('\\', "/");
        let calls: usize = calls.sum();
        if calls > 0 && !name.ends_with("/tests.rs") {
            into.insert(name, calls);
        }
    }
}

#[test]
fn whole_numbers_leave_by_these_doors_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    callers(&src, &src, &mut found);
    let allowed: BTreeMap<String, usize> = DOORS.iter().map(|(file, calls, _)| ((*file).to_owned(), *calls)).collect();
    assert_eq!(found, allowed, "a new door needs a reason in this list");
}
