//! Agenda items as headings to write the minutes under: `一、…`, `二、…`.
//! Pure: texts in, texts out. Not here: when a form puts them in (`tui`).

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The matters of an agenda, one a line, without numbers of their own.
pub fn items(agenda: &str) -> Vec<&str> {
    agenda.lines().map(bare).filter(|item| !item.is_empty()).collect()
}

/// Minutes with headings put in, and where to write on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    pub text: String,
    /// Byte offset, in the new minutes, of the empty line below the first new heading.
    pub cursor: usize,
}

/// The minutes with a heading at the end for each of these `items` that has none yet, counted on from those there are.
/// A heading of a matter that is `gone` from the agenda goes where nothing was written below it. `None` where nothing
/// changes.
pub fn headed(minutes: &str, items: &[&str], gone: &[&str]) -> Option<Headed> {
    let lines: Vec<&str> = minutes.lines().collect();
    let heading_of = |line: &str, of: &[&str]| heading(line).is_some_and(|(_, item)| of.contains(&item));
    let written_below = |i: usize| {
        let below = lines[i + 1..].iter().find(|l| !l.trim().is_empty());
        below.is_some_and(|l| heading(l).is_none())
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut dropped = false;
    for (i, line) in lines.iter().enumerate() {
        let drop = heading_of(line, gone) && !written_below(i);
        // With a heading goes the room below it.
        if !(drop || dropped && line.trim().is_empty()) {
            kept.push(line);
        }
        dropped = drop || dropped && line.trim().is_empty();
    }
    let changed = kept.len() != lines.len();
    let mut text = kept.join("\n").trim_end().to_owned();
    let mut number = kept.iter().filter_map(|l| heading(l)).map(|(n, _)| n).max().unwrap_or(0);
    let mut cursor = None;
    for item in items.iter().filter(|item| !kept.iter().any(|line| bare(line) == **item)) {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            // The last heading keeps its room.
            text.push_str(if text.lines().last().is_some_and(|l| heading(l).is_some()) { "\n\n" } else { "\n" });
        }
        number += 1;
        text.push_str(&format!("{}、{item}\n", numeral(number)));
        cursor = cursor.or(Some(text.len()));
    }
    (changed || cursor.is_some()).then(|| Headed { cursor: cursor.unwrap_or(text.len()), text })
}

/// Whether minutes hold nothing but headings of this agenda: nothing was written down yet.
pub fn only_headings(minutes: &str, agenda: &str) -> bool {
    let items = items(agenda);
    let mut lines = minutes.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.all(|line| heading(line).is_some_and(|(_, item)| items.contains(&item)))
}

/// Whether one of these items stands in the minutes as a heading.
pub fn has_headings(minutes: &str, items: &[String]) -> bool {
    minutes.lines().filter_map(heading).any(|(_, item)| items.iter().any(|i| i == item))
}

/// The number and the matter of a heading `十二、…`; `None` for any other line.
fn heading(line: &str) -> Option<(usize, &str)> {
    let (number, item) = line.trim().split_once('、')?;
    let number = (1..100).find(|n| numeral(*n) == number)?;
    Some((number, item.trim()))
}

/// The numeral of a heading: from 1 to 99 in Chinese (`十二`), beyond that, and for 0, in digits.
fn numeral(n: usize) -> String {
    let digit = |n: usize| n.checked_sub(1).and_then(|i| NUMERALS.get(i)).copied().unwrap_or_default();
    match (n / 10, n % 10) {
        (0, 1..) => digit(n).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..10, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => n.to_string(),
    }
}

/// A line without the number in front: `1.`, `(2)`, `三、`. A number that is part of the matter (`10.1 活动`) stays.
pub fn bare(line: &str) -> &str {
    let line = line.trim();
    let opened = line.strip_prefix(['(', '（']);
    let rest = opened.unwrap_or(line);
    let counts =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || NUMERALS.iter().any(|n| n.starts_with(c));
    let after = rest.trim_start_matches(counts);
    let digits = rest[..rest.len() - after.len()].chars().count();
    if !(1..=3).contains(&digits) {
        return line;
    }
    let closes: &[char] = if opened.is_some() { &[')', '）'] } else { &['、', '.', '．', ')', '）'] };
    match after.strip_prefix(closes) {
        Some(item) if !item.starts_with(counts) || after.starts_with('、') => item.trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_lose_numbers_but_nothing_that_belongs_to_them() {
        let agenda = "1.学习文件\n（2）讨论 计划\n\n三、10.1 活动\n10.1 活动\n一带一路\n2026年计划\n一事一议";
        let expected = ["学习文件", "讨论 计划", "10.1 活动", "10.1 活动", "一带一路", "2026年计划", "一事一议"];
        assert_eq!(items(agenda), expected);
    }

    #[test]
    fn empty_minutes_get_a_heading_for_each_item_and_the_cursor_below_the_first() {
        let h = headed("", &["甲", "乙"], &[]).unwrap();
        assert_eq!(h.text, "一、甲\n\n二、乙\n");
        assert_eq!(&h.text[..h.cursor], "一、甲\n");
        assert_eq!(headed(&h.text, &["甲", "乙"], &[]), None, "not twice");
        assert_eq!(headed("", &[], &[]), None);
    }

    #[test]
    fn new_items_follow_at_the_end_and_count_on() {
        let h = headed("一、甲\n议定了。\n\n二、乙\n同意。", &["甲", "丙", "乙"], &[]).unwrap();
        assert_eq!(h.text, "一、甲\n议定了。\n\n二、乙\n同意。\n三、丙\n");
        assert_eq!(h.cursor, h.text.len());
        assert_eq!(headed("一、甲", &["甲", "乙"], &[]).unwrap().text, "一、甲\n\n二、乙\n");
        // However the user numbered it, it is there.
        assert_eq!(headed("1.甲\n议定了。", &["甲"], &[]), None);
    }

    #[test]
    fn a_heading_goes_with_its_item_unless_something_stands_below_it() {
        let gone = headed("一、甲\n\n二、乙\n写了。", &["丙"], &["甲", "乙"]).unwrap();
        assert_eq!(gone.text, "二、乙\n写了。\n三、丙\n");
        assert_eq!(headed("一、甲\n\n写了。", &[], &["甲"]), None);
    }

    #[test]
    fn headings_alone_are_no_minutes() {
        assert!(only_headings("一、甲\n\n二、乙\n", "1.甲\n乙"));
        assert!(only_headings(" \n", ""));
        assert!(!only_headings("一、甲\n同意。", "甲"));
        assert!(!only_headings("一、传达精神\n二、讨论计划", ""), "minutes written in numbered lines");
        assert!(!only_headings("甲", "甲"), "not a heading that was put in");
    }

    #[test]
    fn numbers_are_counted_in_words() {
        let words: Vec<String> = [1, 10, 11, 20, 35, 99, 100].map(numeral).to_vec();
        assert_eq!(words, ["一", "十", "十一", "二十", "三十五", "九十九", "100"]);
    }
}
