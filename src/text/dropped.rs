//! File names as they arrive when files are typed, pasted or dropped: in quotes, escaped for a shell, as `file:` addresses,
//! several at once. Not here: which files there are (`tui::widget::file_picker`).

/// What the text may mean, the likeliest first: each reading is the paths of one or more files.
pub fn readings(typed: &str) -> Vec<Vec<String>> {
    let text = typed.trim();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let whole = |escapes: bool| lines.iter().map(|l| one(l, escapes)).collect::<Vec<_>>();
    let words = lines.iter().flat_map(|l| words(l)).map(|w| local(&w)).collect();
    let mut all: Vec<Vec<String>> = Vec::new();
    for reading in [whole(false), whole(true), words] {
        if !reading.is_empty() && !all.contains(&reading) {
            all.push(reading);
        }
    }
    all
}

/// One path on a line: the blanks in it are its own.
fn one(line: &str, escapes: bool) -> String {
    let bare = line.trim_matches(['"', '\'', '“', '”']);
    if escapes && !is_windows(bare) { local(&unescaped(bare)) } else { local(bare) }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

/// Whether a path is `D:\…` or `\\server\…`, where a backslash parts folders.
fn is_windows(path: &str) -> bool {
    let mut chars = path.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':');
    drive || path.starts_with("\\\\")
}

/// The words of a shell's line: `'it'\''s' b\ c "d e"`.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let begun = word.get_or_insert_default();
        let server = begun == "\\" || (begun.is_empty() && chars.peek() == Some(&'\\'));
        let literal = is_windows(begun) || server;
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\\', None | Some('"')) if !literal => begun.extend(chars.next()),
            (_, Some(_)) => begun.push(c),
            ('"' | '\'', None) => quote = Some(c),
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            _ => begun.push(c),
        }
    }
    words.extend(word);
    words.retain(|w| !w.is_empty());
    words
}

/// The path of a `file:` address; any other text as it is.
fn local(text: &str) -> String {
    let Some(rest) = text.strip_prefix("file://") else { return text.to_owned() };
    let rest = rest.strip_prefix("localhost/").map_or_else(|| rest.to_owned(), |path| format!("/{path}"));
    let path = decoded(&rest).unwrap_or(rest);
    match path.strip_prefix('/').filter(|p| is_windows(p)) {
        Some(windows) => windows.to_owned(),
        None => path,
    }
}

/// The text with `%E5` and its like read as bytes; `None` where that gives no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        bytes.push(u8::from_str_radix(rest.get(at + 1..at + 3)?, 16).ok()?);
        rest = &rest[at + 3..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_is_found_in_its_wrapping() {
        for (typed, path) in [
            ("/tmp/a b.jpg", "/tmp/a b.jpg"),
            (" \"/tmp/a b.jpg\" ", "/tmp/a b.jpg"),
            ("“/tmp/a b.jpg”", "/tmp/a b.jpg"),
            ("/tmp/a\\ b\\(1\\).jpg", "/tmp/a b(1).jpg"),
            ("'/tmp/it'\\''s.jpg'", "/tmp/it's.jpg"),
            ("file:///tmp/a b.jpg", "/tmp/a b.jpg"),
            ("file:///tmp/%E5%90%88%E5%BD%B1%20a.jpg", "/tmp/合影 a.jpg"),
            ("'file:///tmp/%E5%90%88%E5%BD%B1.jpg'", "/tmp/合影.jpg"),
            ("file://localhost/tmp/a.jpg", "/tmp/a.jpg"),
            ("file:///D:/%E7%85%A7%E7%89%87/a.jpg", "D:/照片/a.jpg"),
            ("file:///tmp/100%.jpg", "/tmp/100%.jpg"),
            ("/tmp/100%20.jpg", "/tmp/100%20.jpg"),
            ("D:\\照片\\a b.jpg", "D:\\照片\\a b.jpg"),
            ("\"D:\\照片\\a b.jpg\"", "D:\\照片\\a b.jpg"),
            ("\\\\srv\\照片\\a.jpg", "\\\\srv\\照片\\a.jpg"),
            ("~/a.jpg", "~/a.jpg"),
        ] {
            let found = readings(typed);
            assert!(found.contains(&vec![path.to_owned()]), "{typed}: {found:?}");
        }
        // Where nothing has to be undone, nothing is.
        for windows in ["D:\\照片\\a.jpg", "\\\\srv\\照片\\a.jpg"] {
            assert_eq!(readings(windows), [vec![windows.to_owned()]]);
        }
    }

    #[test]
    fn several_files_come_at_once() {
        for (typed, paths) in [
            ("'/tmp/a b.jpg' '/tmp/c.jpg'", ["/tmp/a b.jpg", "/tmp/c.jpg"]),
            ("/tmp/a\\ b.jpg /tmp/c.jpg", ["/tmp/a b.jpg", "/tmp/c.jpg"]),
            ("/tmp/a b.jpg\r\n/tmp/c.jpg\n", ["/tmp/a b.jpg", "/tmp/c.jpg"]),
            ("\"D:\\照片\\a b.jpg\" D:\\c.jpg", ["D:\\照片\\a b.jpg", "D:\\c.jpg"]),
            ("file:///tmp/a%20b.jpg\nfile:///tmp/c.jpg", ["/tmp/a b.jpg", "/tmp/c.jpg"]),
        ] {
            let found = readings(typed);
            assert!(found.contains(&paths.map(str::to_owned).to_vec()), "{typed}: {found:?}");
        }
        assert_eq!(readings("  "), Vec::<Vec<String>>::new());
    }

    proptest! {
        #[test]
        fn any_text_is_read(typed in "([a ]|[\\\\'\"%/:\n]|file://|\\PC){0,20}") {
            prop_assert!(readings(&typed).iter().all(|r| !r.is_empty()));
        }
    }
}
