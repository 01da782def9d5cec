//! Choosing people by what is typed before Space: a sign-in number, characters, initials or pinyin.
//! Not here: how names are spelt (`pinyin`).

use crate::text::{number, pinyin};

/// The commonest surnames: a word that begins with one, in characters, is somebody's name more likely than what an input
/// method made of initials.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭\
    陆汪范廖贾韦邹孟熊秦邱薛闫侯龙陶黎贺顾郝龚邵钱覃武戴莫孔汤";

/// Indexes of the people `(sign-in number, name)` that the text can mean, best first, equals in the given order.
///
/// Digits are a number and nothing else. A Chinese word that names nobody was put together by the input method out of
/// the initials that were meant: its own initials are tried (`正式` for `zs` finds 张三).
pub fn pick(people: &[(u32, &str)], typed: &str) -> Vec<usize> {
    let typed = number::half_width(typed);
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        let wanted = number::digits(typed);
        // Who is on no roster has no number.
        return (0..people.len()).filter(|&i| people[i].0 != 0 && Some(people[i].0) == wanted).collect();
    }
    let named = by_name(people, typed);
    if named.is_empty() && !typed.is_ascii() { by_name(people, &pinyin::initials(typed)) } else { named }
}

/// Indexes of the people whom the text means best, all of them equally well: more than one says that the text does not
/// decide.
pub fn pick_best(people: &[(u32, &str)], typed: &str) -> Vec<usize> {
    let typed = number::half_width(typed);
    let typed = typed.trim();
    let found = pick(people, typed);
    let rank = |i: usize| {
        let name = people[i].1;
        pinyin::rank(name, typed).or_else(|| pinyin::rank(name, &pinyin::initials(typed)))
    };
    let best = found.first().map(|i| rank(*i));
    found.into_iter().take_while(|i| Some(rank(*i)) == best).collect()
}

/// Whether the text names this person beyond chance, so that it may act on them unseen. Letters from the middle of a name
/// do not, nor does another's name in characters that only has their initials; a number always does.
pub fn sure(name: &str, typed: &str) -> bool {
    let typed = number::half_width(typed);
    let typed = typed.trim();
    match pinyin::rank(name, typed) {
        Some(0..=2) => true,
        Some(_) => !typed.is_ascii(),
        None if typed.is_ascii() => true,
        None => {
            let is_name = (2..=4).contains(&typed.chars().count()) && typed.starts_with(|c| SURNAMES.contains(c));
            !is_name && pinyin::rank(name, &pinyin::initials(typed)) < Some(3)
        }
    }
}

fn by_name(people: &[(u32, &str)], query: &str) -> Vec<usize> {
    let ranked = |(i, (_, name)): (usize, &(u32, &str))| pinyin::rank(name, query).map(|rank| (rank, i));
    let mut found: Vec<(u32, usize)> = people.iter().enumerate().filter_map(ranked).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [(u32, &str); 5] = [(1, "李张三"), (2, "张三丰"), (3, "张三"), (12, "单春"), (13, "区丽")];

    #[test]
    fn numbers_name_exactly_one() {
        assert_eq!(pick(&PEOPLE, "1"), [0]);
        assert_eq!(pick(&PEOPLE, " １２ "), [3]);
        assert!(pick(&PEOPLE, "4").is_empty());
        assert!(pick(&PEOPLE, "99999999999").is_empty());
        assert_eq!(pick(&[(0, "王镇长"), (0, "赵芳")], "0"), [0usize; 0], "guests have none");
    }

    #[test]
    fn what_acts_on_somebody_names_them_beyond_chance() {
        for (name, typed) in [
            ("张三", "zs"),
            ("张三", "正式"),
            ("张三丰", "zs"),
            ("谢子山", "子山"),
            ("程雨英", "cyy"),
            ("程雨英", "24"),
        ] {
            assert!(sure(name, typed), "{name} {typed}");
        }
        for (name, typed) in [("谢子山", "zs"), ("程雨英", "陈宇英"), ("程冬梅", "陈大明"), ("谢子山", "正式")]
        {
            assert!(!sure(name, typed), "{name} {typed}");
        }
    }

    #[test]
    fn the_best_name_comes_first() {
        assert_eq!(pick(&PEOPLE, "zs"), [2, 1, 0]);
        assert_eq!(pick(&PEOPLE, "张"), [1, 2, 0]);
        assert_eq!(pick(&PEOPLE, "sc"), [3]);
        assert_eq!(pick(&PEOPLE, "ｏｌ"), [4]);
        assert!(pick(&PEOPLE, "").is_empty());
        assert!(pick(&PEOPLE, "xx").is_empty());
    }

    #[test]
    fn only_the_best_are_named_and_equals_all() {
        assert_eq!(pick_best(&PEOPLE, "zs"), [2], "the whole name beats its beginning");
        assert_eq!(pick_best(&PEOPLE, "张"), [1, 2], "two begin so");
        assert_eq!(pick_best(&PEOPLE, "正式"), [2]);
        assert_eq!(pick_best(&PEOPLE, "12"), [3]);
        assert!(pick_best(&PEOPLE, "xx").is_empty());
    }

    #[test]
    fn a_word_the_input_method_made_counts_by_its_initials() {
        assert_eq!(pick(&PEOPLE, "正式"), [2, 1, 0]);
        assert_eq!(pick(&PEOPLE, "素材"), [3]);
    }
}
