//! 党小组 by their names.

use std::collections::BTreeSet;

/// 第一 before 第二 before 第三 …, which is not the order of their code points.
pub fn in_order(names: BTreeSet<String>) -> Vec<String> {
    let mut names: Vec<_> = names.into_iter().collect();
    let rank = |name: &String| -> Vec<usize> {
        let digit = |c: char| "一二三四五六七八九十".chars().position(|d| d == c);
        name.chars().map(|c| digit(c).unwrap_or(c as usize)).collect()
    };
    names.sort_by_cached_key(rank);
    names
}
