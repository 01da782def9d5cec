//! A checklist made of a township's file, and the rules that its phrases suggest. Nothing here is in force: the checklist
//! comes without rules, and every proposal waits for a person.
//! Not here: reading the file (`office::checklist`), reading phrases (`phrase`), the rule language (`checklist`).

use super::{
    amount::{Amount, Size, Worth},
    checklist::{Band, Cap, Checklist, Choice, Effect, Item, Rule, RuleSource, Scope, Section},
    checklist_file::{ChecklistFile, FileItem, points_in_brackets},
    duty::Duty,
    phrase::{Most, Per, Phrase, Says, limit_in, phrases},
    points::Points,
};

/// The name of a group to which the file gives none.
const UNNAMED: &str = "考核项目";

/// The checklist that a file makes, every item for eyes alone. Lines without a maximum in a group with one take from,
/// and add to, the group's base.
pub fn checklist(file: &ChecklistFile, id: &str, name: &str) -> Checklist {
    let item = |i: &FileItem| Item {
        no: i.no.clone(),
        text: match [i.value.as_str(), i.method.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>() {
            how if how.is_empty() => i.text.clone(),
            how => format!("{} 〔评分办法:{}〕", i.text, how.join(";")),
        },
        max: i.max,
        ..Item::default()
    };
    let sections = file.sections.iter().map(|s| {
        let lines_only = s.items.iter().all(|i| i.max.is_none());
        Section {
            name: if s.name.is_empty() { UNNAMED.to_owned() } else { s.name.clone() },
            max: s.max,
            start: s.max.filter(|_| lines_only).unwrap_or_default(),
            items: s.items.iter().map(item).collect(),
            ..Section::default()
        }
    });
    Checklist {
        id: id.to_owned(),
        version: 1,
        name: name.to_owned(),
        max: file.max,
        sections: sections.collect(),
        ..Checklist::default()
    }
}

/// The rules that an item's words suggest, in their order: what a person counts, or, where the text names a duty and says
/// what each one missing costs, the records. An item that stands word for word on a checklist of `known` has the rules
/// of that one. `section`: the group that it stands in.
pub fn rules(item: &FileItem, section: &str, duties: &[Duty], known: &[&Checklist]) -> Vec<Rule> {
    let words = points_in_brackets(&item.text).map_or(item.text.as_str(), |(words, _)| words);
    let same = |i: &&Item| !i.wording.is_empty() && i.wording == words && i.max == item.max;
    if let Some(same) = known.iter().flat_map(|list| list.items()).map(|(_, i)| i).find(same) {
        return same.rules.clone();
    }
    let found = said(item);
    let named = duties.iter().filter(|d| item.text.contains(&d.name) || item.method.contains(&d.name));
    // The longest name: 书记讲党课 before 党课.
    let duty = named.max_by_key(|d| d.name.len());
    let mut rules: Vec<Rule> = (1..).zip(&found).map(|(n, p)| rule(item, duty, n, p)).collect();
    if rules.is_empty() && (item.veto || section.contains("否决")) {
        let scope = if item.veto { Scope::Item } else { Scope::Sheet };
        let name = item.text.clone();
        rules.push(Rule { id: "v1".into(), name, effect: Some(Effect::Veto(scope)), ..Rule::default() });
    }
    rules
}

/// The phrases of an item: of the column on scoring, else of the text, else the value itself with its limit.
fn said(item: &FileItem) -> Vec<Phrase> {
    let found = phrases(&item.method);
    let found = if found.is_empty() { phrases(&item.text) } else { found };
    if !found.is_empty() || item.value.is_empty() {
        let most = limit_in(&item.method);
        // A note may limit what the text says.
        return found.into_iter().map(|p| Phrase { most: p.most.or(most), ..p }).collect();
    }
    let sign = if item.value.starts_with('-') { -1 } else { 1 };
    let numbers: Vec<Points> = item
        .value
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter_map(|t| t.parse::<Points>().ok())
        .map(|p| p.times(sign))
        .collect();
    let says = match numbers.as_slice() {
        [one] => Says::Each { points: *one, per: 100, unit: "次".into() },
        [a, b] => Says::Between(*a, *b),
        _ => return Vec::new(),
    };
    vec![Phrase { text: format!("{} {}", item.text, item.value), says, most: limit_in(&item.method) }]
}

fn rule(item: &FileItem, duty: Option<&Duty>, n: usize, phrase: &Phrase) -> Rule {
    let base = Rule { id: format!("r{n}"), name: phrase.text.clone(), cap: cap(phrase.most), ..Rule::default() };
    let each = |points: Points| Some(worth(points));
    match &phrase.says {
        Says::Short { points, .. } | Says::Each { points, .. }
            if *points < Points::ZERO && missing(phrase) && duty.is_some() && item.max.is_some() =>
        {
            let source = duty.map(|d| RuleSource::Duty(d.id.clone())).unwrap_or_default();
            let each = Some(Worth { gain: None, size: Size::Points(Points::ZERO - *points) });
            let share = item.max.map(|max| max.max(Points::ZERO - *points));
            Rule { source, each, share: share.min(item.max), id: String::new(), ..base }
        }
        Says::Once(points) => once(base, *points),
        Says::Each { points, per, unit } => {
            let per = Some(Amount(*per)).filter(|p| *p != Amount::ONE);
            Rule { each: each(*points), per, unit: unit.clone(), ..base }
        }
        Says::Short { points, need } => {
            Rule { each: each(*points), need: Some(Amount(need * 100)), unit: "次".into(), ..base }
        }
        Says::Between(a, b) => {
            let (low, high) = (magnitude(*a).min(magnitude(*b)), magnitude(*a).max(magnitude(*b)));
            let gain = Some(a.max(b) > &Points::ZERO);
            Rule { each: Some(Worth { gain, size: Size::Range(low, high) }), ..base }
        }
        Says::OneOf(list) => {
            let choice = |(name, points): &(String, Points)| Choice {
                name: name.clone(),
                points: Some(worth(*points)),
                effect: None,
            };
            Rule { choices: list.iter().map(choice).collect(), ..base }
        }
        Says::Nothing => {
            let cap = Cap { entries: Some(1), ..base.cap };
            Rule { each: Some(Worth { gain: Some(false), size: Size::All }), cap, ..base }
        }
        Says::Veto => Rule { effect: Some(Effect::Veto(if item.veto { Scope::Item } else { Scope::Sheet })), ..base },
    }
}

fn once(base: Rule, points: Points) -> Rule {
    let cap = Cap { entries: Some(1), ..base.cap };
    Rule { each: Some(worth(points)), cap, ..base }
}

/// The phrase takes for what is missing, not for what happened.
fn missing(phrase: &Phrase) -> bool {
    matches!(phrase.says, Says::Short { .. }) || ["每少", "每缺", "未"].iter().any(|w| phrase.text.contains(w))
}

fn worth(points: Points) -> Worth {
    Worth { gain: Some(points > Points::ZERO), size: Size::Points(magnitude(points)) }
}

fn magnitude(points: Points) -> Points {
    points.max(Points::ZERO - points)
}

fn cap(most: Option<Most>) -> Cap {
    let Some(most) = most else { return Cap::default() };
    match most.per {
        Per::Month => Cap { month: Some(most.points), ..Cap::default() },
        Per::Year | Per::Sheet => Cap { year: Some(most.points), ..Cap::default() },
    }
}

/// Gives a sheet without grades the one that a veto over the whole sheet leads to. Below every total there can be, so
/// that only a veto leads there; whatever else the township's grades are, it writes them itself.
pub fn add_veto_band(list: &mut Checklist) {
    let vetoes = list.items().flat_map(|(_, i)| &i.rules).flat_map(Rule::effects);
    if list.bands.is_empty() && vetoes.into_iter().any(|e| *e == Effect::Veto(Scope::Sheet)) {
        let band = |name: &str, from| Band { name: name.to_owned(), from: Points(from) };
        list.bands = vec![band("未被否决", -9_999_999), band("一票否决", -99_999_999)];
    }
}

/// A proposed rule in words, as it was understood: `每人次扣0.5,最多2分`.
pub fn reading(rule: &Rule) -> String {
    let unit = if rule.unit.is_empty() { "次" } else { rule.unit.as_str() };
    let mut text = match (&rule.source, rule.each, rule.need) {
        (RuleSource::Duty(_), Some(each), _) => format!("看记录,每缺一次扣{}", shown(each)),
        (RuleSource::Ask, Some(each), _) if each.size == Size::All => "登记了就全扣,不得分".to_owned(),
        (RuleSource::Ask, Some(each), _) if rule.cap.entries == Some(1) => format!("登记了就{}", worth_words(each)),
        (RuleSource::Ask, Some(each), Some(need)) => format!("登记次数,不足{need}次的每少一次{}", worth_words(each)),
        (RuleSource::Ask, Some(each), None) => format!("每{unit}{}", worth_words(each)),
        (RuleSource::Ask, None, _) if rule.choices.is_empty() => "登记了就一票否决".to_owned(),
        (RuleSource::Ask, None, _) => {
            let choices = rule.choices.iter().filter_map(|c| Some(format!("{} {}", c.name, worth_words(c.points?))));
            format!("登记时选一档:{}", choices.collect::<Vec<_>>().join("、"))
        }
        _ => "看记录、台账或花名册,与自带考核表的同一项一样".to_owned(),
    };
    if let Some(share) = rule.share {
        text += &format!(",最多扣{share}");
    }
    for (name, most) in [("每月最多", rule.cap.month), ("最多", rule.cap.year)] {
        if let Some(most) = most {
            text += &format!(",{name}{most}分");
        }
    }
    text
}

/// A worth in words: `扣0.5`, `加1-5(酌情)`.
fn worth_words(worth: Worth) -> String {
    format!("{}{}", if worth.gains() { "加" } else { "扣" }, shown(worth))
}

fn shown(worth: Worth) -> String {
    match worth.size {
        Size::Points(points) => points.to_string(),
        Size::Range(low, high) => format!("{low}-{high}(酌情)"),
        Size::All => "全部".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Span;

    fn item(text: &str, max: Option<&str>, method: &str) -> FileItem {
        let max = max.map(|m| m.parse().unwrap());
        FileItem { row: 1, no: "1.1".into(), text: text.into(), max, method: method.into(), ..FileItem::default() }
    }

    fn duty(id: &str, name: &str) -> Duty {
        let text = format!(
            "[[duty]]\nid = \"{id}\"\nname = \"{name}\"\nactivities = [\"a\"]\nevery = \"month\"\nbasis = \"\"\n"
        );
        let kinds = "[[kind]]\nid = \"a\"\nname = \"甲会\"\ntitle_label = \"议题\"\n";
        let kinds = crate::model::catalog::kinds("k", kinds, &[]).unwrap();
        let duty = crate::model::catalog::duties("d", &text, &kinds).unwrap().remove(0);
        assert_eq!(duty.every, Span::Month);
        duty
    }

    fn readings(item: &FileItem, duties: &[Duty]) -> Vec<String> {
        rules(item, "", duties, &[]).iter().map(reading).collect()
    }

    #[test]
    fn phrases_become_rules_that_say_what_they_do() {
        let cases = [
            ("无故缺席每人次扣0.1分", "每人次扣0.1"),
            ("少于2次,每少一次扣5分", "登记次数,不足2次的每少一次扣5"),
            ("未落实的,酌情扣0.5-2分", "每次扣0.5-2(酌情)"),
            ("未落实的,扣1分", "登记了就扣1"),
            ("没有标牌的不得分", "登记了就全扣,不得分"),
            ("每增加1人加0.5分,最高加2分", "每增加1人加0.5,最多2分"),
            ("被通报的,分别加2、4分", "登记时选一档:第1档 加2、第2档 加4"),
            ("发生重大事故的一票否决", "登记了就一票否决"),
            ("会议记录,缺一项扣1分,扣完为止", "每缺一项扣1"),
        ];
        for (text, reading) in cases {
            assert_eq!(readings(&item(text, None, ""), &[]), [reading], "{text}");
        }
    }

    #[test]
    fn a_value_alone_and_a_group_of_vetoes_are_rules_too() {
        let value =
            |value: &str, method: &str| FileItem { value: value.into(), ..item("义务帮工的", None, method) };
        assert_eq!(readings(&value("+5", ""), &[]), ["每次加5"]);
        assert_eq!(readings(&value("-2", "每年最多扣10分"), &[]), ["每次扣2,最多10分"]);
        assert_eq!(readings(&value("+1至+10", ""), &[]), ["每次加1-10(酌情)"]);
        let donated =
            FileItem { value: "+1至+10".into(), ..item("捐款的,每100元加1分", None, "每年最多加40 分") };
        assert_eq!(readings(&donated, &[]), ["每100元加1,最多40分"]);
        let veto = item("连续3年未发展党员", None, "");
        assert_eq!(rules(&veto, "否决项", &[], &[])[0].effect, Some(Effect::Veto(Scope::Sheet)));
        assert_eq!(rules(&veto, "加分项", &[], &[]), Vec::new());
    }

    #[test]
    fn an_item_known_word_for_word_has_the_rules_that_are_known() {
        let known = Checklist {
            sections: vec![Section {
                items: vec![Item {
                    wording: "花名册及时更新".into(),
                    max: Some("2".parse().unwrap()),
                    rules: vec![Rule { source: RuleSource::RosterGaps, ..Rule::default() }],
                    ..Item::default()
                }],
                ..Section::default()
            }],
            ..Checklist::default()
        };
        let own = item("花名册及时更新(2分)", Some("2"), "");
        assert_eq!(rules(&own, "", &[], &[&known])[0].source, RuleSource::RosterGaps);
        assert_eq!(rules(&item("花名册及时更新(3分)", Some("3"), ""), "", &[], &[&known]), Vec::new());
    }

    #[test]
    fn what_the_records_know_is_read_from_them() {
        let duties = [duty("lecture", "党课"), duty("secretary_lecture", "书记讲党课"), duty("theme_day", "主题党日")];
        let with = item("每月开展主题党日,每少一次扣1分,扣完为止(4分)", Some("4"), "");
        assert_eq!(rules(&with, "", &duties, &[])[0].source, RuleSource::Duty("theme_day".into()));
        assert_eq!(readings(&with, &duties), ["看记录,每缺一次扣1,最多扣4"]);
        let longest = item("书记讲党课", Some("2"), "每缺一次扣2分");
        assert_eq!(rules(&longest, "", &duties, &[])[0].source, RuleSource::Duty("secretary_lecture".into()));
        let without_maximum = item("主题党日每少一次扣1分", None, "");
        assert_eq!(rules(&without_maximum, "", &duties, &[])[0].source, RuleSource::Ask);
    }

    #[test]
    fn the_checklist_of_a_form_leaves_everything_to_people() {
        let file = ChecklistFile {
            title: "某镇考核表".into(),
            max: None,
            sections: vec![crate::model::checklist_file::FileSection {
                name: "综合".into(),
                max: Some("10".parse().unwrap()),
                items: vec![item("每例扣1分", None, ""), item("党课", None, "每缺一次扣2分")],
            }],
            skipped: Vec::new(),
        };
        let list = checklist(&file, "own", "某镇考核表");
        let section = &list.sections[0];
        assert_eq!((section.start, section.max), ("10".parse().unwrap(), Some("10".parse().unwrap())));
        assert!(section.items.iter().all(|i| i.rules.is_empty()));
        assert_eq!(section.items[1].text, "党课 〔评分办法:每缺一次扣2分〕");
    }
}
