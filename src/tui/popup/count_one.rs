//! One thing counted on an item: by which rule, when, whom it concerns, how many, of which grade, on what grounds.

use crate::{
    book::Counted,
    model::{
        checklist::{Amount, Rule, Size},
        date::Date,
        sheet::Which,
    },
    text::{date::parse_day, number::half_width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
            leave::Leave,
        },
    },
};
use ratatui::layout::Rect;

/// No modifier.
const NONE: &str = "无";

pub struct CountOne {
    which: Which,
    item: String,
    rules: Vec<Rule>,
    form: Form,
    leave: Leave,
    today: Date,
}

impl CountOne {
    /// `rules`: those that ask, at least one.
    pub fn new(which: &Which, item: &str, rules: Vec<Rule>, today: Date) -> Self {
        let form = form(&rules, 0, today);
        Self { which: which.clone(), item: item.to_owned(), rules, form, leave: Leave::default(), today }
    }

    fn rule(&self) -> usize {
        let name = self.form.get("rule");
        self.rules.iter().position(|r| r.name == name).unwrap_or(0)
    }

    fn save(&mut self, cx: &mut Cx) {
        let Some(day) = parse_day(self.form.get("day"), self.today) else {
            self.form.focus_on("day");
            return cx.warn("日期看不懂,例如 3月5日、2026-3-5、昨天");
        };
        let typed = half_width(self.form.get("amount"));
        let Ok(amount) = typed.trim().parse::<Amount>() else {
            self.form.focus_on("amount");
            return cx.warn("数量看不懂,应是数字,例如 1、2.5");
        };
        let choices: Vec<&str> = [self.form.get("choice"), self.form.get("modifier")]
            .into_iter()
            .filter(|c| !c.is_empty() && *c != NONE)
            .collect();
        let rule = self.rules[self.rule()].id.clone();
        let counted = Counted {
            rule: &rule,
            day,
            who: self.form.get("who"),
            amount: amount.0,
            choice: &choices.join("+"),
            note: self.form.get("note"),
        };
        let result = cx.book.count(&self.which, &self.item, &counted);
        if cx.tried(result).is_some() {
            cx.ask(Action::Pop);
            cx.ask(Action::Changed);
            cx.say(format!("{} 已登记一笔", self.item));
        }
    }
}

/// The fields that a rule wants; the rule itself is asked for where there are several.
fn form(rules: &[Rule], at: usize, today: Date) -> Form {
    let rule = &rules[at];
    let mut fields = Vec::new();
    if rules.len() > 1 {
        let names = rules.iter().map(|r| r.name.clone()).collect();
        fields.push(Field::new("rule", "哪一条", Kind::Choice(names), &rule.name));
    }
    fields.push(Field::new("day", "日期", Kind::Day, &today.to_string()));
    if !rule.choices.is_empty() {
        let names: Vec<String> = rule.choices.iter().map(|c| c.name.clone()).collect();
        let first = names.first().cloned().unwrap_or_default();
        fields.push(Field::new("choice", "哪一档", Kind::Choice(names), &first));
    }
    let range = rule.each.is_some_and(|w| matches!(w.size, Size::Range(..)));
    let hint = match (range, rule.unit.is_empty()) {
        (true, _) => "酌情定的分数".to_owned(),
        (false, true) => "1 就是一次".to_owned(),
        // 没登记过的不给建议,所以“没有”也要登记。
        (false, false) if rule.share.is_some() => format!("{};看过没有的填 0", rule.unit),
        (false, false) => rule.unit.clone(),
    };
    let amount = if range { "" } else { "1" };
    fields.push(Field::line("amount", if range { "分数" } else { "数量" }, amount).hint(&hint));
    if !rule.modifiers.is_empty() {
        let names = std::iter::once(NONE.to_owned()).chain(rule.modifiers.iter().map(|m| m.name.clone())).collect();
        fields.push(Field::new("modifier", "另外", Kind::Choice(names), NONE));
    }
    fields.push(Field::line("who", "人或单位", "").hint("可不填"));
    fields.push(Field::line("note", "依据", "").hint("什么事,哪份材料"));
    Form::new(fields)
}

impl Layer for CountOne {
    fn place(&self) -> Place {
        Place::Ask
    }

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.save(cx),
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        let before = self.rule();
        let event = self.form.input(input);
        let now = self.rule();
        if now != before {
            // Another rule asks for other things.
            self.form = form(&self.rules, now, self.today);
        }
        if event == Event::Finished {
            self.save(cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let rows = u16::try_from(self.form.fields.len()).unwrap_or(u16::MAX).min(8);
        let inner = canvas.popup(centred(area, 74, rows + 6), &format!("{} 登记一笔", self.item));
        let theme = canvas.theme;
        canvas.text(inner.x, inner.y, inner.width, &self.rules[self.rule()].name, theme.message);
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 2, inner.width, rows), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "回车下一栏,Ctrl+S 登记", theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
