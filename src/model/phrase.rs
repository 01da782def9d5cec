//! What the phrases of a form say about points: `每少一次扣1分,扣完为止`, `酌情扣0.5-2分`, `最高加2分`.
//! A reading, never a rule: a person confirms it first. Not here: rules (`checklist`), proposing them (`propose`).

use super::points::Points;
use crate::text::number::half_width;

/// One thing that a text says of points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words that the phrase was read from, from the points before (or the sentence's beginning) to its own.
    pub text: String,
    pub says: Says,
    /// The most that the phrase gives or takes (最高, 最多); `None` where the text states no limit.
    pub most: Option<Most>,
}

/// What a phrase says of points, negative where they are taken (扣) and positive where they are given (加、计、奖).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// 扣1分: once, whatever it is about.
    Once(Points),
    /// 每次扣0.5分, 每下降5%扣0.5分: for every `per` units (hundredths; 100 where no number is said).
    Each { points: Points, per: i64, unit: String },
    /// 少于2次,每少一次扣5分: for every one short of `need`.
    Short { points: Points, need: i64 },
    /// 酌情扣0.5-2分: a person decides between the two; the smaller amount first.
    Between(Points, Points),
    /// 镇、县、市、省级表扬的分别加2、4、6、10分: one of these, by a grade or level; named where the text names as many.
    OneOf(Vec<(String, Points)>),
    /// 不得分: all that the item has is taken.
    Nothing,
    /// 一票否决.
    Veto,
}

/// The most that something may give or take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    pub points: Points,
    pub per: Per,
}

/// The time that a limit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    Month,
    Year,
    /// The period that the sheet is for.
    Sheet,
}

/// Everything that a text says of points, in its order.
pub fn phrases(text: &str) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    for sentence in text.split(['。', ';', '\n', '\u{ff1b}']) {
        read_sentence(&Sentence::of(sentence), &mut found);
    }
    found
}

/// The most that a text allows, where it says so: `每年最多加3分`.
pub fn limit_in(text: &str) -> Option<Most> {
    let sentence = Sentence::of(text);
    let at = |at: usize| {
        let (_, numbers, _) = numbers_at(&sentence.plain, at)?;
        let per = limit(&sentence.plain[..at].iter().collect::<String>())?;
        Some(Most { points: *numbers.first()?, per })
    };
    (0..sentence.plain.len()).find_map(at)
}

/// Words about points that no phrase tells: what was read of the text is not all that it says.
pub fn unread(text: &str) -> Vec<&'static str> {
    const WORDS: &[&str] = &["加倍", "减半", "就高", "不重复", "分类", "除外", "减免", "折算", "参照"];
    WORDS.iter().copied().filter(|word| text.contains(word)).collect()
}

/// A sentence without blanks, as it stands and as it is read (ASCII signs, `-` for every dash between numbers).
struct Sentence {
    own: Vec<char>,
    plain: Vec<char>,
}

impl Sentence {
    fn of(text: &str) -> Self {
        let own: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut plain: Vec<char> = half_width(&own.iter().collect::<String>()).chars().collect();
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        for at in 1..plain.len() {
            if matches!(plain[at], '至' | '~' | '—' | '–') && digit(plain.get(at - 1)) && digit(plain.get(at + 1))
            {
                plain[at] = '-';
            }
        }
        Self { own, plain }
    }

    /// The words between two places, as they stand.
    fn words(&self, from: usize, to: usize) -> String {
        let words: String = self.own[from..to].iter().collect();
        words.trim_start_matches([',', '\u{ff0c}', '、']).to_owned()
    }
}

fn read_sentence(sentence: &Sentence, found: &mut Vec<Phrase>) {
    let chars = &sentence.plain;
    let all: String = chars.iter().collect();
    let (mut from, mut at) = (0, 0);
    let mut said = false;
    while at < chars.len() {
        let Some((end, numbers, joined)) = numbers_at(chars, at) else {
            at += 1;
            continue;
        };
        let context: String = chars[from..at].iter().collect();
        if context.ends_with(['(', '[', '【']) {
            // The item's maximum, not what something costs.
        } else if let Some(per) = limit(&context) {
            if let (Some(last), Some(points)) = (found.last_mut(), numbers.first()) {
                last.most = Some(Most { points: *points, per });
            }
        } else if let Some(sign) = sign(&context) {
            let says = says(&all, &context, sign, &numbers, joined);
            found.push(Phrase { text: sentence.words(from, end), says, most: None });
            said = true;
        }
        (from, at) = (end, end);
    }
    let whole =
        [("不得分", Says::Nothing), ("不给分", Says::Nothing), ("不计分", Says::Nothing), ("一票否决", Says::Veto)];
    for (words, says) in whole {
        if all.contains(words) && !(said && says == Says::Veto) {
            let own: String = sentence.own.iter().collect();
            let text = own.split([',', '\u{ff0c}']).find(|part| part.contains(words)).unwrap_or(words).to_owned();
            found.push(Phrase { text, says, most: None });
        }
    }
}

/// How numbers stand together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    Alone,
    /// A range: `0.5-2分`.
    Range,
    /// A list: `2、4、6、10分`.
    List,
}

/// Numbers that end in 分 and begin here.
fn numbers_at(chars: &[char], at: usize) -> Option<(usize, Vec<Points>, Joined)> {
    let digit = |i: usize| chars.get(i).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    // Not in the middle of a number.
    if at > 0 && digit(at - 1) {
        return None;
    }
    let (mut i, mut numbers, mut joined) = (at, Vec::new(), Joined::Alone);
    loop {
        let start = i;
        while digit(i) {
            i += 1;
        }
        numbers.push(chars[start..i].iter().collect::<String>().parse().ok()?);
        match chars.get(i)? {
            // `2分、1分、0.5分` is one list too.
            '分' if chars.get(i + 1) == Some(&'、') && digit(i + 2) => {
                joined = Joined::List;
                i += 1;
            }
            '分' if chars.get(i + 1) != Some(&'之') => return Some((i + 1, numbers, joined)),
            '-' => joined = Joined::Range,
            '、' | '/' => joined = Joined::List,
            _ => return None,
        }
        i += 1;
    }
}

/// Whether what stands before a number says that it is a limit, and for how long.
fn limit(context: &str) -> Option<Per> {
    let near: String = context.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    if !["最高", "最多", "不超过", "上限", "封顶"].iter().any(|w| near.contains(w)) {
        return None;
    }
    let clause = context.rsplit(',').next().unwrap_or_default();
    Some(match () {
        () if clause.contains("每月") => Per::Month,
        () if clause.contains("每年") || clause.contains("年度") => Per::Year,
        () => Per::Sheet,
    })
}

/// −1 for 扣, 1 for 加, 计 and 奖; `None` where no such word stands close before the number.
fn sign(context: &str) -> Option<i64> {
    let near: Vec<char> = context.chars().rev().take(5).collect();
    let at = |word: char| near.iter().position(|c| *c == word);
    // 倒扣, 加扣 and 扣 take; the word nearest to the number says it.
    let takes = at('扣');
    let gives = ['加', '计', '奖'].into_iter().filter_map(at).min();
    match (takes, gives) {
        (Some(t), Some(g)) if g < t => Some(1),
        (Some(_), _) => Some(-1),
        (None, Some(_)) => Some(1),
        (None, None) => None,
    }
}

fn says(sentence: &str, context: &str, sign: i64, numbers: &[Points], joined: Joined) -> Says {
    let signed: Vec<Points> = numbers.iter().map(|p| p.times(sign)).collect();
    let first = signed.first().copied().unwrap_or_default();
    let clause = context.rsplit(',').next().unwrap_or_default();
    match (joined, signed.as_slice()) {
        (Joined::Range, [a, b, ..]) => return Says::Between(*a, *b),
        (Joined::List, _) => return Says::OneOf(levels(context, &signed)),
        _ if context.contains("酌情") => return Says::Between(Points::ZERO, first),
        _ => {}
    }
    let Some((_, after)) = clause.rsplit_once('每') else {
        return match one_of_many(clause) {
            Some(unit) => Says::Each { points: first, per: 100, unit },
            // What is taken until nothing is left is taken again and again.
            None if sentence.contains("扣完为止") => Says::Each { points: first, per: 100, unit: "次".into() },
            None => Says::Once(first),
        };
    };
    let short = after.starts_with(['少', '缺']);
    if let Some(need) = required(sentence).filter(|_| short) {
        return Says::Short { points: first, need };
    }
    let number: String =
        after.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = after.trim_end_matches(|c| "扣加计奖再倒酌情分别得的".contains(c));
    let per = number.parse::<Points>().map_or(100, |p| p.0).max(1);
    Says::Each { points: first, per, unit: unit.to_owned() }
}

/// What is counted where a clause says it without 每: `缺一项扣1分`, `迟到一次扣0.1分`.
fn one_of_many(clause: &str) -> Option<String> {
    let (before, after) = clause.rsplit_once('一')?;
    let unit: String = after.chars().take_while(|c| !"扣加计奖".contains(*c)).collect();
    let counted = ["次", "项", "例", "处", "人", "人次", "件", "份", "个", "条", "期", "篇", "起", "天"];
    let verb =
        before.chars().next_back().filter(|c| "缺少漏差欠".contains(*c)).map_or(String::new(), |c| format!("{c}一"));
    counted.contains(&unit.as_str()).then(|| format!("{verb}{unit}"))
}

/// The levels of a list of points: the parts of the clause before them, where they are as many.
fn levels(context: &str, points: &[Points]) -> Vec<(String, Points)> {
    let clause = context.trim_end_matches(|c| "分别各扣加计奖酌情,".contains(c)).rsplit(',').next().unwrap_or_default();
    let parts: Vec<&str> = clause.split('、').collect();
    let name = |at: usize| match parts.get(at).filter(|_| parts.len() == points.len()) {
        Some(part) => part.trim_end_matches('的').to_owned(),
        None => format!("第{}档", at + 1),
    };
    points.iter().enumerate().map(|(at, p)| (name(at), *p)).collect()
}

/// How many a sentence asks for: `少于2次`, `不少于4次`, `5次以上`, `8次,每少一次`. What no count is that long is none.
fn required(sentence: &str) -> Option<i64> {
    let read = |digits: String| digits.parse::<u32>().ok().map(i64::from);
    let number =
        |text: &str| read(text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect());
    if let Some((_, after)) = sentence.split_once("少于") {
        return number(after);
    }
    let before = sentence.split_once("每少").or_else(|| sentence.split_once("每缺"))?.0;
    let at = before
        .trim_end_matches([',', '的'])
        .trim_end_matches("以上")
        .trim_end_matches(['次', '个', '人', '篇', '件', '期']);
    let digits: Vec<char> = at.chars().rev().take_while(char::is_ascii_digit).collect();
    read(digits.into_iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pts(text: &str) -> Points {
        text.parse().unwrap()
    }

    fn only(text: &str) -> Says {
        let mut found = phrases(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0).says
    }

    #[test]
    fn common_phrases_are_read() {
        let each = |points: &str, per: i64, unit: &str| Says::Each { points: pts(points), per, unit: unit.into() };
        assert_eq!(only("每少一次扣1分,扣完为止"), each("-1", 100, "少一次"));
        assert_eq!(only("村干部缺席会议每人次扣0.1分"), each("-0.1", 100, "人次"));
        assert_eq!(only("体检率未达到100%,按每下降5%扣0.5分"), each("-0.5", 500, "下降5%"));
        assert_eq!(only("捐款100—1000元的,每100元加1分"), each("1", 10000, "100元"));
        assert_eq!(only("少于2次,每少一次扣5分"), Says::Short { points: pts("-5"), need: 2 });
        assert_eq!(only("全年开展文化活动等5次以上,每少一次扣0.5分"), Says::Short { points: pts("-0.5"), need: 5 });
        let longest = format!("少于{}次,每少一次扣5分", "9".repeat(18));
        assert_eq!(only(&longest), each("-5", 100, "少一次"));
        assert_eq!(only("未落实培育措施的,扣1分"), Says::Once(pts("-1")));
        assert_eq!(only("酌情扣0.5－2分"), Says::Between(pts("-0.5"), pts("-2")));
        assert_eq!(only("酌情加1-5分"), Says::Between(pts("1"), pts("5")));
        let levels = |names: &[&str], points: &[&str]| {
            Says::OneOf(names.iter().zip(points).map(|(n, p)| ((*n).to_owned(), pts(p))).collect())
        };
        assert_eq!(only("被通报表扬的,分别加2、4分"), levels(&["第1档", "第2档"], &["2", "4"]));
        assert_eq!(
            only("被评为AAA级、AA级、A级景区村庄的,分别加2分、1分、0.5分"),
            levels(&["被评为AAA级", "AA级", "A级景区村庄"], &["2", "1", "0.5"])
        );
        assert_eq!(only("缺一项扣1分,扣完为止(5分)"), each("-1", 100, "缺一项"));
        assert_eq!(only("无故迟到一次扣0.1分"), each("-0.1", 100, "次"));
        assert_eq!(only("未召开的扣2分,扣完为止"), each("-2", 100, "次"));
        assert_eq!(only("造成严重影响的,每例加扣2分"), each("-2", 100, "例"));
        assert_eq!(only("每少一次扣1分,扣完为止(4分)"), each("-1", 100, "少一次"));
        assert_eq!(only("没有标牌的不得分"), Says::Nothing);
        assert_eq!(only("重大事故以上实行“一票否决”"), Says::Veto);
        assert_eq!(only("逾期报送的,扣 3 分"), Says::Once(pts("-3")));
    }

    #[test]
    fn limits_belong_to_what_stands_before_them() {
        let found = phrases("积极分子达到5人以上的,每增加1人加0.5分,最高加2分");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].most, Some(Most { points: pts("2"), per: Per::Sheet }));
        let found = phrases("参加培训的(每次)加1分,每年最多加3分");
        assert_eq!(found[0].most, Some(Most { points: pts("3"), per: Per::Year }));
        let found = phrases("义务帮工的,加1分,每月最多1分");
        assert_eq!(found[0].most, Some(Most { points: pts("1"), per: Per::Month }));
    }

    #[test]
    fn a_line_may_say_several_things() {
        let found =
            phrases("未落实的,每例扣0.5分;三年以上未发展党员的,扣5分,每多一年加扣1分；完成的,加3分,未完成的,扣3分。");
        let said: Vec<Points> = found
            .iter()
            .map(|p| match &p.says {
                Says::Once(points) | Says::Each { points, .. } => *points,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(said, ["-0.5", "-5", "-1", "3", "-3"].map(pts));
        assert_eq!(found[1].text, "三年以上未发展党员的,扣5分");
    }

    #[test]
    fn words_are_kept_as_they_stand_and_what_was_not_read_is_told() {
        let found = phrases("未按规定上报至镇矛调中心，导致反映至县级的，每例扣２分");
        assert_eq!(found[0].text, "未按规定上报至镇矛调中心，导致反映至县级的，每例扣２分");
        assert_eq!(unread("集体访加倍扣分,其他干部减半"), ["加倍", "减半"]);
        assert_eq!(limit_in("区级平台捐款每年最多加40 分"), Some(Most { points: pts("40"), per: Per::Year }));
        assert_eq!(limit_in("每次"), None);
    }

    #[test]
    fn what_says_nothing_of_points_is_left_alone() {
        for text in ["党员花名册及时更新(2分)", "满分100分", "其他事项需要加扣分项", "3分之一", ""]
        {
            assert_eq!(phrases(text), Vec::new(), "{text}");
        }
    }
}
