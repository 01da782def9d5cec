//! One thing counted on an item: by which rule, when, whom it concerns, how many, of which grade, on what grounds.

use crate::{
    book::Counted,
    model::{
        amount::{Amount, Size},
        checklist::Rule,
        date::Date,
        sheet::Which,
    },
    text::{date::parse_day, number::half_width, wrap::wrap},
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

/// No modifier.
const NONE: &str = "无";
/// Columns inside the popup in a narrow window.
const NARROW: usize = 56;

pub struct CountOne {
    which: Which,
    item: String,
    rules: Vec<Rule>,
    /// The rule that this is counted by.
    rule: Rule,
    today: Date,
}

impl CountOne {
    /// The dialogue that counts one thing; `rules`: those that ask; `None` where there is none.
    pub fn ask(which: &Which, item: &str, rules: Vec<Rule>, today: Date) -> Option<Asking<Self>> {
        let rule = rules.first()?.clone();
        let form = form(&rules, &rule, today);
        let ask = Self { which: which.clone(), item: item.to_owned(), rules, rule, today };
        Some(Asking::new(ask, form, today))
    }
}

/// What tells a rule from the others: its name, with its id where that is not enough.
fn label(rules: &[Rule], rule: &Rule) -> String {
    match rule.name.as_str() {
        "" => rule.id.clone(),
        name if rules.iter().filter(|r| r.name == name).count() > 1 => format!("{name}({})", rule.id),
        name => name.to_owned(),
    }
}

/// Whether the points themselves are typed.
fn at_discretion(rule: &Rule) -> bool {
    rule.each.is_some_and(|w| matches!(w.size, Size::Range(..)))
}

/// The fields that a rule wants; the rule itself is asked for where there are several.
fn form(rules: &[Rule], rule: &Rule, today: Date) -> Form {
    let mut fields = Vec::new();
    if rules.len() > 1 {
        let names = rules.iter().map(|r| label(rules, r)).collect();
        fields.push(Field::new("rule", "哪一条", Kind::Choice(names), &label(rules, rule)));
    }
    fields.push(Field::new("day", "日期", Kind::Day, &today.to_string()));
    if !rule.choices.is_empty() {
        let names: Vec<String> = rule.choices.iter().map(|c| c.name.clone()).collect();
        let first = names.first().cloned().unwrap_or_default();
        fields.push(Field::new("choice", "哪一档", Kind::Choice(names), &first));
    }
    let range = at_discretion(rule);
    let hint = match (range, rule.unit.is_empty()) {
        (true, _) => "酌情定的分数".to_owned(),
        (false, true) => "空着就是1".to_owned(),
        // 没登记过的不给建议,所以“没有”也要登记。
        (false, false) if rule.share.is_some() => format!("空着就是1({});看过没有的填 0", rule.unit),
        (false, false) => format!("空着就是1({})", rule.unit),
    };
    fields.push(Field::line("amount", if range { "分数" } else { "数量" }, "").hint(&hint));
    if !rule.modifiers.is_empty() {
        let names = std::iter::once(NONE.to_owned()).chain(rule.modifiers.iter().map(|m| m.name.clone())).collect();
        fields.push(Field::new("modifier", "另外", Kind::Choice(names), NONE));
    }
    fields.push(Field::line("who", "人或单位", "").hint("可不填"));
    fields.push(Field::line("note", "依据", "").hint("什么事,哪份材料"));
    Form::new(fields)
}

impl Ask for CountOne {
    fn look(&self, form: &Form) -> Look {
        let rows = u16::try_from(form.fields.len()).unwrap_or(u16::MAX).min(8);
        let title = format!("{} 登记一笔", self.item);
        // The whole rule, also in the smallest window that is whole.
        let lines = u16::try_from(wrap(&self.rule.name, NARROW).len()).unwrap_or(u16::MAX).min(3);
        let about = Some((self.rule.name.clone(), lines));
        Look { about, ..Look::new(title, (74, rows + 5 + lines), "回车下一栏,Ctrl+S 登记") }
    }

    /// Another rule asks for other things.
    fn typed(&mut self, fields: &mut Form) {
        let chosen = self.rules.iter().find(|r| label(&self.rules, r) == fields.get("rule"));
        if let Some(rule) = chosen.filter(|r| r.id != self.rule.id).cloned() {
            *fields = form(&self.rules, &rule, self.today);
            self.rule = rule;
        }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let Some(day) = parse_day(form.get("day"), cx.book.today()) else {
            form.focus_on("day");
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5、昨天");
        };
        let typed = half_width(form.get("amount"));
        let typed = typed.trim();
        // Points given at discretion are never guessed.
        let usual = if typed.is_empty() && !at_discretion(&self.rule) { "1" } else { typed };
        let Ok(amount) = usual.parse::<Amount>() else {
            form.focus_on("amount");
            return cx.warn("没有登记:数量看不懂,应是数字,例如 1、2.5");
        };
        let choices: Vec<&str> =
            [form.get("choice"), form.get("modifier")].into_iter().filter(|c| !c.is_empty() && *c != NONE).collect();
        let counted = Counted {
            rule: &self.rule.id,
            day,
            who: form.get("who"),
            amount: amount.0,
            choice: &choices.join("+"),
            note: form.get("note"),
        };
        let result = cx.book.count(&self.which, &self.item, &counted);
        cx.answered(result, format!("{} 已登记一笔", self.item));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_several_rules_can_be_told_from_the_others() {
        let rule = |id: &str, name: &str| Rule { id: id.into(), name: name.into(), ..Rule::default() };
        let rules = [rule("a", "扣1分"), rule("b", ""), rule("c", "扣1分"), rule("d", "加2分")];
        assert_eq!(rules.each_ref().map(|r| label(&rules, r)), ["扣1分(a)", "b", "扣1分(c)", "加2分"]);
    }
}
