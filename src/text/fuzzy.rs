//! Loose matching for the command palette: letters in their order, in the text itself or in its pinyin.
//! Not here: names of people (`pinyin`, `pick`).

use crate::text::{number::half_width, pinyin};
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};
use std::sync::LazyLock;

static MATCHER: LazyLock<SkimMatcherV2> = LazyLock::new(|| SkimMatcherV2::default().ignore_case());

/// The least score of an exact match, above every score of a loose match in a command's name.
const EXACT: i64 = 100_000;

/// How well the query fits, larger is better; `None` where it does not. An empty query fits everything alike.
/// Literal text and initials or pinyin without gaps come before loose matches.
pub fn score(text: &str, query: &str) -> Option<i64> {
    let query: String = half_width(query).split_whitespace().collect();
    if query.is_empty() {
        return Some(0);
    }
    if let Some(rank) = pinyin::rank(text, &query) {
        let literal = i64::from(text.to_lowercase().contains(&query.to_lowercase()));
        return Some(EXACT * (4 - i64::from(rank)) + literal);
    }
    let loose = MATCHER.fuzzy_match(text, &query);
    loose.max(MATCHER.fuzzy_match(&pinyin::initials(text), &query))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_characters_and_pinyin() {
        for query in ["会议", "党支记", "hyjl", "huiyijilu", "ＨＹ", "zbjl", "hyj l"] {
            assert!(score("党支部会议记录", query).is_some(), "{query}");
        }
        assert_eq!(score("党支部会议记录", "xyz"), None);
    }

    #[test]
    fn the_closer_match_wins() {
        assert!(score("打印", "dy") > score("党员大会", "dy"));
        assert!(score("党员大会", "dy") > score("新建党员", "dy"));
        assert!(score("新建党员", "dy") > score("导入花名册与台账 Dummy", "dy"));
        assert!(score("任意", "").is_some());
    }
}
