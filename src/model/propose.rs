//! A checklist made of a township's form, and the rules that its phrases suggest. Nothing here is in force: the checklist
//! comes without rules, and every proposal waits for a person.
//! Not here: reading the form (`office::checklist`), reading phrases (`phrase`), the rule language (`checklist`).

use super::{
    checklist::{Amount, Cap},
    checklist::{Band, Checklist, Choice, Effect, Item, Rule, RuleSource, Scope, Section, Size, Worth},
    duty::Duty,
    form::{Form, FormItem},
    phrase::{Most, Per, Phrase, Says, phrases},
    score::Points,
};

/// The checklist of a form, every item for eyes alone. Lines without a maximum in a group with one take from, and add to,
/// the group's base.
pub fn checklist(form: &Form, id: &str, name: &str) -> Checklist {
    let item = |i: &FormItem| Item {
        no: i.no.clone(),
        text: if i.method.is_empty() { i.text.clone() } else { format!("{} 〔评分办法:{}〕", i.text, i.method) },
        max: i.max,
        ..Item::default()
    };
    let sections = form.sections.iter().map(|s| {
        let lines_only = s.items.iter().all(|i| i.max.is_none());
        Section {
            name: s.name.clone(),
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
        max: form.max,
        sections: sections.collect(),
        ..Checklist::default()
    }
}

/// The rules that an item's words suggest, in their order: what a person counts, or, where the text names a duty and says
/// what each one missing costs, the records.
pub fn rules(item: &FormItem, duties: &[Duty]) -> Vec<Rule> {
    let words = if item.method.is_empty() { &item.text } else { &item.method };
    let found = phrases(words);
    let named = duties.iter().filter(|d| item.text.contains(&d.name) || words.contains(&d.name));
    // The longest name: 书记讲党课 before 党课.
    let duty = named.max_by_key(|d| d.name.len());
    let mut rules: Vec<Rule> = (1..).zip(&found).map(|(n, p)| rule(item, duty, n, p)).collect();
    if item.veto && rules.is_empty() {
        rules.push(Rule { id: "v1".into(), effect: Some(Effect::Veto(Scope::Item)), ..Rule::default() });
    }
    rules
}

fn rule(item: &FormItem, duty: Option<&Duty>, n: usize, phrase: &Phrase) -> Rule {
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
            let choice = |(n, points): (usize, &Points)| Choice {
                name: format!("第{n}档"),
                points: Some(worth(*points)),
                effect: None,
            };
            Rule { choices: (1..).zip(list).map(choice).collect(), ..base }
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

/// A proposed rule in words, as it was understood: `每登记1次扣0.5,最多扣2`.
pub fn reading(rule: &Rule) -> String {
    let unit = if rule.unit.is_empty() { "次" } else { rule.unit.as_str() };
    let mut text = match (&rule.source, rule.each, rule.need) {
        (RuleSource::Duty(_), Some(each), _) => format!("看记录,每缺一次扣{}", shown(each)),
        (_, Some(each), _) if each.size == Size::All => "登记了就全扣,不得分".to_owned(),
        (_, Some(each), _) if rule.cap.entries == Some(1) => format!("登记了就{}", told(each)),
        (_, Some(each), Some(need)) => format!("登记次数,不足{need}次的每少一次{}", told(each)),
        (_, Some(each), None) => {
            let per = rule.per.map_or(String::new(), |p| format!("({p}算一个)"));
            format!("登记数量,{unit}{per}每个{}", told(each))
        }
        (_, None, _) => {
            let choices: Vec<String> =
                rule.choices.iter().filter_map(|c| Some(format!("{}{}", c.name, told(c.points?)))).collect();
            if choices.is_empty() {
                "登记了就一票否决".to_owned()
            } else {
                format!("登记时选一档:{}", choices.join("、"))
            }
        }
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

/// `扣0.5`, `加1-5(酌情)`.
fn told(worth: Worth) -> String {
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

    fn item(text: &str, max: Option<&str>, method: &str) -> FormItem {
        let max = max.map(|m| m.parse().unwrap());
        FormItem { row: 1, no: "1.1".into(), text: text.into(), max, method: method.into(), veto: false }
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

    fn readings(item: &FormItem, duties: &[Duty]) -> Vec<String> {
        rules(item, duties).iter().map(reading).collect()
    }

    #[test]
    fn phrases_become_rules_that_say_what_they_do() {
        let cases = [
            ("无故缺席每人次扣0.1分", "登记数量,人次每个扣0.1"),
            ("少于2次,每少一次扣5分", "登记次数,不足2次的每少一次扣5"),
            ("未落实的,酌情扣0.5-2分", "登记数量,次每个扣0.5-2(酌情)"),
            ("未落实的,扣1分", "登记了就扣1"),
            ("没有标牌的不得分", "登记了就全扣,不得分"),
            ("每增加1人加0.5分,最高加2分", "登记数量,增加1人每个加0.5,最多2分"),
            ("被通报的,分别加2、4分", "登记时选一档:第1档加2、第2档加4"),
            ("发生重大事故的一票否决", "登记了就一票否决"),
        ];
        for (text, reading) in cases {
            assert_eq!(readings(&item(text, None, ""), &[]), [reading], "{text}");
        }
    }

    #[test]
    fn what_the_records_know_is_read_from_them() {
        let duties = [duty("lecture", "党课"), duty("secretary_lecture", "书记讲党课"), duty("theme_day", "主题党日")];
        let with = item("每月开展主题党日,每少一次扣1分,扣完为止(4分)", Some("4"), "");
        assert_eq!(rules(&with, &duties)[0].source, RuleSource::Duty("theme_day".into()));
        assert_eq!(readings(&with, &duties), ["看记录,每缺一次扣1,最多扣4"]);
        let longest = item("书记讲党课", Some("2"), "每缺一次扣2分");
        assert_eq!(rules(&longest, &duties)[0].source, RuleSource::Duty("secretary_lecture".into()));
        let without_maximum = item("主题党日每少一次扣1分", None, "");
        assert_eq!(rules(&without_maximum, &duties)[0].source, RuleSource::Ask);
    }

    #[test]
    fn the_checklist_of_a_form_leaves_everything_to_people() {
        let form = Form {
            title: "某镇考核表".into(),
            max: None,
            sections: vec![crate::model::form::FormSection {
                name: "综合".into(),
                max: Some("10".parse().unwrap()),
                items: vec![item("每例扣1分", None, ""), item("党课", None, "每缺一次扣2分")],
            }],
            skipped: Vec::new(),
        };
        let list = checklist(&form, "own", "某镇考核表");
        let section = &list.sections[0];
        assert_eq!((section.start, section.max), ("10".parse().unwrap(), Some("10".parse().unwrap())));
        assert!(section.items.iter().all(|i| i.rules.is_empty()));
        assert_eq!(section.items[1].text, "党课 〔评分办法:每缺一次扣2分〕");
    }
}
