//! Chinese as it is typed without an input method: pinyin in full, initials, and any mixture.
//! Not here: choosing from a list of people (`pick`), loose matching (`fuzzy`).

use crate::text::number::half_width;
use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// Surnames of two characters, and how they are read.
const DOUBLE_SURNAMES: &[(&str, [&str; 2])] = &[
    ("尉迟", ["yu", "chi"]),
    ("单于", ["chan", "yu"]),
    ("万俟", ["mo", "qi"]),
    ("长孙", ["zhang", "sun"]),
    ("澹台", ["tan", "tai"]),
    ("鲜于", ["xian", "yu"]),
    ("令狐", ["ling", "hu"]),
    ("皇甫", ["huang", "fu"]),
    ("宿勤", ["su", "qin"]),
    ("拓跋", ["tuo", "ba"]),
];

/// Surnames that are not read as the character usually is.
#[rustfmt::skip]
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"), ('仇', "qiu"), ('解', "xie"), ('查', "zha"), ('朴', "piao"), ('盖', "ge"), ('区', "ou"),
    ('曾', "zeng"), ('乐', "yue"), ('任', "ren"), ('华', "hua"), ('洗', "xian"), ('冼', "xian"), ('繁', "po"),
    ('缪', "miao"), ('覃', "qin"), ('那', "na"), ('宓', "mi"), ('员', "yun"), ('折', "she"), ('逄', "pang"),
    ('佴', "nai"), ('秘', "bi"), ('种', "chong"), ('祭', "zhai"), ('召', "shao"), ('黑', "he"), ('燕', "yan"),
    ('纪', "ji"), ('葛', "ge"), ('盛', "sheng"), ('瞿', "qu"), ('牟', "mu"), ('阚', "kan"), ('翟', "zhai"),
    ('宿', "su"), ('应', "ying"), ('车', "che"), ('谌', "chen"), ('钭', "tou"), ('郗', "xi"), ('都', "du"),
    ('乜', "nie"), ('句', "gou"), ('卜', "bu"), ('贾', "jia"), ('过', "guo"), ('莘', "shen"), ('相', "xiang"),
    ('曲', "qu"), ('柏', "bai"), ('薄', "bo"), ('费', "fei"), ('强', "qiang"), ('訾', "zi"), ('隗', "wei"),
    ('长', "chang"), ('石', "shi"), ('尹', "yin"), ('沈', "shen"), ('晁', "chao"), ('俞', "yu"), ('尉', "wei"),
    ('阿', "a"), ('和', "he"), ('重', "chong"), ('角', "jue"), ('行', "xing"), ('洪', "hong"), ('尧', "yao"),
];

/// Whether the query can mean the name or a part of it: its characters, full pinyin, initials, or any mixture
/// (`zsan`, `zhangs`, `张s`). Every reading of a character counts; the last syllable may be begun only.
pub fn matches(name: &str, query: &str) -> bool {
    rank(name, query).is_some()
}

/// How well the query names somebody, smaller is better: 0 the name itself, 1 all of it in pinyin or initials, 2 from
/// its start, 3 somewhere in it. `None` where it does not. An empty query is in every name.
pub fn rank(name: &str, query: &str) -> Option<u32> {
    let (name, query) = (folded(name), folded(query));
    if name == query {
        return Some(0);
    }
    if query.is_empty() {
        return Some(3);
    }
    let spellings: Vec<Vec<String>> = (0..name.len()).map(|i| readings(&name, i)).collect();
    let from = |start: usize| reach(&name[start..], &spellings[start..], &query);
    match from(0) {
        Some(len) if len == name.len() => Some(1),
        Some(_) => Some(2),
        None => (1..name.len()).any(|i| from(i).is_some()).then_some(3),
    }
}

/// A key that orders names by pinyin, the surname by its reading as a surname, the same characters together.
pub fn sort_key(name: &str) -> String {
    let name = folded(name);
    let mut key = String::new();
    for (i, c) in name.iter().enumerate() {
        if let Some(reading) = surname_reading(&name, i).or_else(|| usual_reading(*c)) {
            key.push_str(reading);
        }
        // A blank sorts before every letter, so that `zhan` comes before `zhang`.
        key.extend([' ', *c, ' ']);
    }
    key
}

/// The initials of a text in pinyin, by the usual readings; of two to four characters, which may be a name, the surname
/// as a surname. Anything but Chinese characters stays as it is.
pub fn initials(text: &str) -> String {
    let text = folded(text);
    let may_be_name = (2..=4).contains(&text.len());
    let initial = |(i, c): (usize, &char)| {
        let surname = if may_be_name { surname_reading(&text, i) } else { None };
        surname.or_else(|| usual_reading(*c)).and_then(|r| r.chars().next()).unwrap_or(*c)
    };
    text.iter().enumerate().map(initial).collect()
}

/// Half-width, small letters, without blanks and the signs that part syllables; `ü` as it is typed.
fn folded(text: &str) -> Vec<char> {
    half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '·' | '•'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ü' { 'v' } else { c })
        .collect()
}

fn usual_reading(c: char) -> Option<&'static str> {
    c.to_pinyin().map(Pinyin::plain)
}

/// The reading of the character at `i` if it is (part of) a surname read in its own way.
fn surname_reading(name: &[char], i: usize) -> Option<&'static str> {
    let double = DOUBLE_SURNAMES.iter().find(|(surname, _)| surname.chars().eq(name.iter().copied().take(2)));
    match (double, i) {
        (Some((_, sounds)), _) => sounds.get(i).copied(),
        (None, 0) => SURNAMES.iter().find(|(c, _)| name.first() == Some(c)).map(|(_, reading)| *reading),
        _ => None,
    }
}

/// Every way to type the character at `i`: all its readings and, wherever it stands, its reading as a surname.
fn readings(name: &[char], i: usize) -> Vec<String> {
    let c = name[i];
    let mut all: Vec<String> = c.to_pinyin_multi().into_iter().flatten().map(|p| p.plain().replace('ü', "v")).collect();
    all.extend(surname_reading(name, i).or_else(|| surname_reading(&[c], 0)).map(str::to_owned));
    // 吕 is typed lv or lu, 略 lve or lue.
    all.extend(all.clone().iter().filter(|r| r.contains('v')).map(|r| r.replace('v', "u")));
    all.extend(
        all.clone().iter().filter(|r| matches!(r.as_str(), "lu" | "nu" | "lue" | "nue")).map(|r| r.replace('u', "v")),
    );
    all.sort();
    all.dedup();
    all
}

/// How many characters the query spells from the first on, or `None` where it does not spell a prefix.
/// Walks all ways at once: `open[j]` says that the characters so far can be spelt by the first `j` of the query.
fn reach(name: &[char], spellings: &[Vec<String>], query: &[char]) -> Option<usize> {
    let mut open = vec![false; query.len() + 1];
    open[0] = true;
    for (len, (c, sounds)) in name.iter().zip(spellings).enumerate() {
        let mut next = vec![false; query.len() + 1];
        for j in (0..query.len()).filter(|j| open[*j]) {
            if query[j] == *c {
                next[j + 1] = true;
            }
            for sound in sounds {
                for typed in spelt(sound, &query[j..]) {
                    next[j + typed] = true;
                }
            }
        }
        if next[query.len()] {
            return Some(len + 1);
        }
        if !next.contains(&true) {
            return None;
        }
        open = next;
    }
    None
}

/// How much of the query one syllable can take: its first letter, `zh ch sh`, all of it, or all the rest of the query.
fn spelt(sound: &str, query: &[char]) -> impl Iterator<Item = usize> {
    let common = sound.chars().zip(query).take_while(|(a, b)| a == *b).count();
    let double = if sound.starts_with(['z', 'c', 's']) && sound[1..].starts_with('h') { 2 } else { 1 };
    let (whole, rest) = (sound.len(), query.len());
    (1..=common).filter(move |&n| n == 1 || n == double || n == whole || n == rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        for query in [
            "张三",
            "张",
            "三",
            "zs",
            "zhangsan",
            "zsan",
            "zhangs",
            "ZhangSan",
            "ｚｓ",
            "zhs",
            "zh",
            "zhang san",
            "张s",
            "san",
            "zhangsa",
        ] {
            assert!(matches("张三", query), "{query}");
        }
        for query in ["李", "sz", "zhangsi", "zhn", "zss", "hang"] {
            assert!(!matches("张三", query), "{query}");
        }
    }

    #[test]
    fn every_reading_counts() {
        #[rustfmt::skip]
        let cases = [
            ("单春", "shanchun"), ("单春", "sc"), ("单春", "dc"), ("仇和", "qiuhe"), ("解然", "xieran"), ("解然", "jr"),
            ("查翠杰", "zhacuijie"), ("查翠杰", "ccj"), ("朴永", "piao"), ("盖强雨", "geqiangyu"), ("盖强雨", "gai"), ("区丽", "ouli"),
            ("曾国", "zengg"), ("曾国", "cg"), ("尉迟长建", "yuchichangjian"), ("尉迟长建", "yczj"), ("单于平", "chanyuping"),
            ("万俟海", "moqi"), ("乐山", "yues"), ("乐山", "ls"), ("任强", "renq"), ("华为", "hua"), ("洗星", "xianx"),
            ("吕德", "lvd"), ("吕德", "lud"), ("吕德", "lüde"), ("重庆", "cq"), ("重庆", "zq"), ("冼星海", "xxh"),
        ];
        for (name, query) in cases {
            assert!(matches(name, query), "{name} {query}");
        }
    }

    #[test]
    fn the_nearer_the_better() {
        assert_eq!(rank("张三", "张三"), Some(0));
        assert_eq!(rank("张三", "zs"), Some(1));
        assert_eq!(rank("张三丰", "zs"), Some(2));
        assert_eq!(rank("大张三", "zs"), Some(3));
        assert_eq!(rank("张三", "ls"), None);
        assert_eq!(rank("张三", ""), Some(3));
    }

    #[test]
    fn names_sort_by_their_surname_reading() {
        let mut names = ["张三", "单春", "曾国", "占山", "章三", "张一", "区丽", "尉迟长", "John", "盖强"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["John", "盖强", "区丽", "单春", "尉迟长", "曾国", "占山", "张三", "张一", "章三"]);
        assert_eq!(initials("单春雨"), "scy");
        assert_eq!(initials("主题党日"), "ztdr");
        assert_eq!(initials("正式"), "zs");
        assert_eq!(initials("4+X主题党日"), "4+xztdr");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(name in "([一-龥]|\\PC){0,6}", query in "[a-z一-龥üＡ ]{0,20}") {
            let _ = (rank(&name, &query), sort_key(&name), initials(&query));
        }

        #[test]
        fn a_name_is_found_by_its_own_initials(name in "[一-龥]{1,5}") {
            prop_assert!(matches(&name, &initials(&name)), "{}", initials(&name));
            prop_assert!(matches(&name, &name));
        }
    }
}
