//! Rows on standard output: those that a query asks for, as a table for people or as JSON for programs.
//! Not here: what stands in a row (`list` and the nouns beside it).

use super::Outcome;
use crate::text::{
    pinyin,
    width::{clean, width},
};
use serde_json::Value;

/// Whether the query is empty, is in one of the texts, or spells the name in pinyin.
pub fn fits(query: Option<&str>, name: &str, texts: &[&str]) -> bool {
    let Some(query) = query.map(str::trim).filter(|q| !q.is_empty()) else {
        return true;
    };
    pinyin::matches(name, query) || texts.iter().any(|t| t.contains(query))
}

/// The rows as JSON.
pub fn json_list(rows: Vec<Value>) -> Outcome {
    Ok(serde_json::to_string_pretty(&rows)?.into())
}

/// Lines of a table with its headings, aligned by the columns that Chinese takes on a terminal. Control characters are shown as `·`, line breaks as blanks.
pub fn render<'h>(headings: impl AsRef<[&'h str]>, rows: &[impl AsRef<[String]>]) -> String {
    let headings = headings.as_ref();
    let mut lines: Vec<Vec<String>> = vec![headings.iter().map(|h| (*h).to_owned()).collect()];
    let cell = |cell: &String| clean(&cell.replace(['\r', '\n'], " ")).into_owned();
    lines.extend(rows.iter().map(|row| row.as_ref().iter().map(cell).collect()));
    let mut widths = vec![0; headings.len()];
    for line in &lines {
        for (w, cell) in widths.iter_mut().zip(line) {
            *w = (*w).max(width(cell));
        }
    }
    let mut out = String::new();
    for line in &lines {
        let mut text = String::new();
        for (w, cell) in widths.iter().zip(line) {
            text.push_str(cell);
            text.push_str(&" ".repeat(w - width(cell) + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_chinese() {
        let rows = [["张三".into(), "1".into()], ["a\u{1b}b\nc".into(), "2".into()]];
        assert_eq!(render(["姓名", "号"], &rows), "姓名   号\n张三   1\na·b c  2\n");
    }
}
