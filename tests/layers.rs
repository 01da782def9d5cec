//! Guards the shape of the source: which layer may name which, SQL in one place; no file of it, of the tests or of the
//! benches too long, each introduced; docs that can be read alone.
//! Not here: what the program does.

#![cfg(test)]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

const LAYERS: [&str; 7] = ["book", "cli", "model", "office", "store", "text", "tui"];

/// What each layer may name besides itself.
fn allowed(layer: &str) -> &'static [&'static str] {
    match layer {
        "main" => &["cli", "tui"],
        "cli" => &["book", "tui", "model", "text"],
        "tui" => &["book", "model", "text"],
        "book" => &["store", "office", "model", "text"],
        "store" | "office" => &["model", "text"],
        "model" => &["text"],
        _ => &[],
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The source without comments; with `strings: false` also without what stands in string and character literals. Each
/// line stays where it was.
fn code(source: &str, strings: bool) -> String {
    let mut out = String::new();
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
            continue;
        }
        if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 1;
            i += 2;
            while i < chars.len() && depth > 0 {
                out.extend((at(i) == '\n').then_some('\n'));
                (depth, i) = match (at(i), at(i + 1)) {
                    ('/', '*') => (depth + 1, i + 2),
                    ('*', '/') => (depth - 1, i + 2),
                    _ => (depth, i + 1),
                };
            }
            continue;
        }
        let mut hashes = i + 1;
        while at(hashes) == '#' {
            hashes += 1;
        }
        let raw = at(i) == 'r' && at(hashes) == '"' && (i == 0 || !is_word(at(i - 1)) || at(i - 1) == 'b');
        if raw {
            let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes - i - 1)).collect();
            i = hashes + 1;
            while i < chars.len() && !chars[i..].iter().copied().take(end.len()).eq(end.chars()) {
                i += 1;
            }
            i += end.len();
        } else if at(i) == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else {
            out.push(at(i));
            i += 1;
            continue;
        }
        if strings {
            out.extend(&chars[start..i.min(chars.len())]);
        } else {
            out.push_str("\"\"");
            out.extend(chars[start..i.min(chars.len())].iter().filter(|c| **c == '\n'));
        }
    }
    out
}

/// The layers that code names by a path: `crate::store::x`, `use crate::{store, text::width}`, `zhibu::tui::run`, `super::super::tui`.
fn named_layers(source: &str) -> Vec<String> {
    let code = code(source, false);
    let mut found = Vec::new();
    for root in ["crate", "zhibu", "super"] {
        for (at, _) in code.match_indices(root) {
            if code[..at].chars().next_back().is_some_and(is_word) {
                continue;
            }
            if let Some(path) = code[at + root.len()..].trim_start().strip_prefix("::") {
                found.extend(heads(path.trim_start()));
            }
        }
    }
    found.retain(|name| LAYERS.contains(&name.as_str()));
    found.sort();
    found.dedup();
    found
}

/// First names of a path or of every branch of a `{…}` group.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|c| is_word(*c)).collect()];
    };
    let mut depth = 0;
    let mut branches = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => branches.push(String::new()),
            c if depth == 0 => branches.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    branches.iter().map(|b| b.trim().chars().take_while(|c| is_word(*c)).collect()).collect()
}

/// The layer a file belongs to; `lib.rs` only declares them.
fn layer_of(file: &Path) -> String {
    let first = file.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Wrong arrows of one file.
fn wrong_arrows(file: &Path, source: &str) -> Vec<String> {
    let layer = layer_of(file);
    let ok = |name: &String| *name == layer || allowed(&layer).contains(&name.as_str());
    named_layers(source).into_iter().filter(|n| !ok(n)).map(|n| format!("{}: {layer} → {n}", file.display())).collect()
}

/// Whether a string literal of the file holds a statement of SQL.
fn says_sql(source: &str) -> bool {
    let (with, without) = (code(source, true), code(source, false));
    ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE", "PRAGMA "]
        .iter()
        .any(|word| with.matches(word).count() > without.matches(word).count())
}

fn sources() -> BTreeMap<PathBuf, String> {
    files("src")
}

/// Every file of code below a folder of the project, by its path there.
fn files(folder: &str) -> BTreeMap<PathBuf, String> {
    fn walk(dir: &Path, root: &Path, into: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                into.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut into = BTreeMap::new();
    walk(&root, &root, &mut into);
    assert!(into.len() > 2, "the files of {folder} were found");
    into
}

#[test]
fn layers_name_only_what_lies_below_them() {
    let wrong: Vec<String> =
        sources().iter().filter(|(f, _)| layer_of(f) != "lib").flat_map(|(f, s)| wrong_arrows(f, s)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_store_says_sql() {
    let wrong: Vec<_> =
        sources().into_iter().filter(|(f, s)| layer_of(f) != "store" && says_sql(s)).map(|(f, _)| f).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How many lines of a file are code: not blank, not a comment, and not in a `#[cfg(test)] mod … { … }` below the code
/// that it tests. A statement of SQL or a sample over several lines counts, for somebody has to read it.
fn code_lines(source: &str) -> usize {
    let (code, braces) = (code(source, true), code(source, false));
    let mut lines = code.lines().zip(braces.lines());
    let mut count = 0;
    let mut for_tests = false;
    while let Some((line, bare)) = lines.next() {
        let bare = bare.trim();
        if for_tests && bare.starts_with("mod ") && bare.ends_with('{') {
            let mut depth = 1;
            while depth > 0
                && let Some((_, bare)) = lines.next()
            {
                depth += bare.matches('{').count();
                depth -= bare.matches('}').count();
            }
        } else if !line.trim().is_empty() {
            count += 1;
        }
        for_tests = bare == "#[cfg(test)]" || (for_tests && bare.starts_with("#["));
    }
    count
}

/// Where a file is looked at: it may hold two nouns.
const LONG: usize = 400;
/// Where it is too long whatever it holds.
const TOO_LONG: usize = 550;

#[test]
fn files_are_short_and_introduced() {
    let mut warnings = String::new();
    for folder in ["src", "tests", "benches"] {
        for (file, source) in files(folder) {
            let (file, lines) = (Path::new(folder).join(file), code_lines(&source));
            assert!(lines <= TOO_LONG, "{} has {lines} lines of code: split it where its noun splits", file.display());
            if lines > LONG {
                writeln!(warnings, "warning: {} has {lines} lines of code: does it hold two nouns?", file.display())
                    .unwrap();
            }
            assert!(source.starts_with("//!"), "{} does not say what lives in it", file.display());
        }
    }
    // Past the capture of the test runner, which keeps what a passing test prints.
    io::stderr().write_all(warnings.as_bytes()).unwrap();
}

#[test]
fn lines_of_code_are_counted_and_nothing_else() {
    assert_eq!(code_lines("//! What lives here.\n\nuse a;\n/* b\n c */\n/// Said.\nfn f() { // why\n}\n"), 3);
    let sql = "const Q: &str = \"SELECT a\n  FROM b // no comment\n\n  WHERE {c\";\n";
    assert_eq!(code_lines(sql), 3, "a statement over several lines is read like code");
    let tests = "#[cfg(test)]\nmod tests {\n    fn g() {\n        let s = \"}\";\n    }\n}\n";
    assert_eq!(code_lines(&format!("fn f() {{}}\n{tests}fn after() {{}}\n")), 3, "only its `#[cfg(test)]` is counted");
    assert_eq!(code_lines(&tests.replace("#[cfg(test)]\n", "")), 5, "a module of another kind is code");
    assert_eq!(code_lines("#[cfg(test)]\nfn helper() {\n}\n"), 3, "and so is a function for tests alone");
}

#[test]
fn the_checker_sees_every_way_to_name_a_layer() {
    let wrong = |file: &str, source: &str| wrong_arrows(Path::new(file), source);
    assert_eq!(wrong("model/x.rs", "use crate::store::Db;"), ["model/x.rs: model → store"]);
    assert_eq!(wrong("text/x.rs", "fn f() { crate :: model::date::today() }"), ["text/x.rs: text → model"]);
    assert_eq!(wrong("cli.rs", "use crate::{\n  book::{Book, Clock},\n  office::docx,\n};").len(), 1);
    assert_eq!(wrong("main.rs", "zhibu::store::open();").len(), 1);
    assert_eq!(wrong("office/a.rs", "pub(in crate::book) fn x() {}").len(), 1);
    assert_eq!(wrong("tui/a.rs", "let a = \"\\\"\"; let q = '\"'; use crate::store;").len(), 1);
    assert_eq!(wrong("book/a/b.rs", "use super::super::tui::Key;").len(), 1);
    for fine in [
        "use crate::{model::date::{self, Date}, text};",
        "// use crate::tui;\n/* crate::tui /* crate::cli */ */",
        "let s = \"crate::tui\"; let r = r#\"crate::tui \" crate::cli\"#;",
        "mycrate::tui::x();",
        "fn f<'a>(x: &'a str) -> &'a str { x }",
    ] {
        assert!(wrong("book/x.rs", fine).is_empty(), "{fine}");
    }
}

#[test]
fn the_checker_sees_sql_in_strings_only() {
    assert!(says_sql("db.execute(\"INSERT INTO member VALUES (?1)\")"));
    assert!(says_sql("let q = r#\"\n SELECT 1\"#;"));
    assert!(!says_sql("// SELECT 1\nfn select() {}"));
}

/// What a doc comment does not begin with: each leans on a neighbour that a hover does not show.
const LEANING: [&str; 10] =
    ["Of ", "The same ", "Those ", "As [", "As stored", "As shown", "As typed", "And ", "See [", "Below that"];

/// The doc comments of a file, each by its first line's number, in one line.
fn docs(source: &str) -> Vec<(usize, String)> {
    let mut docs: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (n, line) in (1..).zip(source.lines()) {
        let said = line.trim().strip_prefix("///").map(str::trim);
        match (said, docs.last_mut().filter(|_| goes_on)) {
            (Some(said), Some((_, doc))) => *doc = format!("{doc} {said}"),
            (Some(said), None) => docs.push((n, said.to_owned())),
            (None, _) => {}
        }
        goes_on = said.is_some();
    }
    docs
}

/// Whether a doc comment cannot be read without its neighbours, or is an example and nothing else.
fn leans(doc: &str) -> bool {
    let parts: Vec<&str> = doc.split('`').collect();
    let bare = parts.len() > 2 && parts.iter().step_by(2).all(|part| part.chars().all(|c| " ,.;、".contains(c)));
    bare || LEANING.iter().any(|begin| doc.starts_with(begin))
}

#[test]
fn docs_can_be_read_alone() {
    let mut wrong = Vec::new();
    for (file, source) in sources() {
        let docs = docs(&source).into_iter().filter(|(_, doc)| leans(doc));
        wrong.extend(docs.map(|(n, doc)| format!("src/{}:{n}: {doc}", file.display())));
    }
    assert!(wrong.is_empty(), "a hover shows these alone: say whose, and what\n{}", wrong.join("\n"));
}

#[test]
fn docs_are_found_and_judged() {
    let source = "//! Head.\n/// One\n/// two.\nfn f() {}\n// no doc\n    /// Of it.\n    x: u8,\n";
    assert_eq!(docs(source), [(2, "One two.".to_owned()), (6, "Of it.".to_owned())]);
    for doc in ["Of its draft.", "The same from a text.", "Those that stay.", "`2026-017`.", "`a`, `b`."] {
        assert!(leans(doc), "{doc}");
    }
    for doc in ["The draft's key.", "Offers files.", "The samples.", "The number, `2026-017`.", "`None` for none."] {
        assert!(!leans(doc), "{doc}");
    }
}
