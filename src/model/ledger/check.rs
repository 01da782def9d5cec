//! What a ledger's file gets wrong beyond its shape, and what a row leaves out that its ledger wants.
//! Not here: reading the file and finding the line (`model::catalog`).

use super::{COLUMNS, Ledger};
use crate::model::{date::Date, field::FieldType, lack::Lack};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is wrong with a ledger's file: the value to look for in it, and the reason in Chinese.
pub type Wrong = (String, String);

impl Ledger {
    /// The first fault of the ledger's file, if any.
    pub fn fault(&self) -> Option<Wrong> {
        let at_id = |reason: &str| Some((self.id.clone(), reason.to_owned()));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.id.is_empty() || !self.id.chars().all(plain) {
            return at_id("代号(id)只能用英文小写、数字和下划线");
        }
        if let Some(field) = self.fields.iter().find(|f| COLUMNS.contains(&f.id.as_str())) {
            return Some((field.id.clone(), format!("栏目不能叫“{}”,另有所指", field.id)));
        }
        if let Some((field, why)) = self.fields.iter().find_map(|f| Some((f, f.fault()?))) {
            return Some((field.id.clone(), format!("“{}”{why}", field.label)));
        }
        let labels = &self.labels;
        if labels.title.is_empty() || labels.opened.is_empty() {
            return at_id("labels 里要有 title 和 opened");
        }
        if self.closes && [&labels.closed, &labels.open, &labels.done].iter().any(|l| l.is_empty()) {
            return at_id("逐条销号的,labels 里要有 closed、open 和 done");
        }
        let papers = self.paper.iter().flat_map(|p| p.columns());
        let columns = self.list.iter().chain(self.form.iter().flat_map(|c| &c.value)).chain(papers);
        let known = |c: &&String| COLUMNS.contains(&c.as_str()) || self.field(c).is_some();
        if let Some(column) = columns.into_iter().find(|c| !known(c)) {
            return Some((column.clone(), format!("没有代号为“{column}”的栏目")));
        }
        if !self.list.iter().any(|c| c == "title") || self.form.is_empty() {
            return at_id("list 里要有 title,form 至少要有一列");
        }
        let line_of = |n: usize| (1..=3).contains(&n);
        if self.paper.iter().flat_map(|p| p.sheets.iter().flat_map(|s| &s.lines)).any(|line| !line_of(line.len())) {
            return at_id("逐条的表(paper)每行要有 1 到 3 格");
        }
        self.typed_fault()
    }

    /// The first fault of keys that need fields of a certain type.
    fn typed_fault(&self) -> Option<Wrong> {
        let of = |id: &str, kind: FieldType| self.field(id).is_some_and(|f| f.kind == kind);
        let wrong = |id: &String, reason: &str| Some((id.clone(), format!("“{id}”{reason}")));
        let ratios = self.paper.iter().flat_map(|p| p.sheets.iter().flat_map(|s| s.lines.iter().flatten()));
        let (mut numbers, mut dates) = (ratios.flat_map(|c| &c.ratio), self.steps.iter());
        if let Some(id) = numbers.find(|id| !of(id, FieldType::Number)) {
            return wrong(id, "要算比例(ratio),应是 number 栏目");
        }
        if let Some(id) = dates.find(|id| *id != "opened" && !of(id, FieldType::Date)) {
            return wrong(id, "是步骤(steps),应是 date 栏目或 opened");
        }
        if let Some(id) = self.required.iter().find(|id| self.field(id).is_none()) {
            return wrong(id, "必填(required),却没有这个栏目");
        }
        for (id, kind, reason) in [
            (&self.member, FieldType::Person, "指明党员(member),应是 person 栏目"),
            (&self.sum, FieldType::Number, "要累计(sum),应是 number 栏目"),
        ] {
            if !id.is_empty() && !of(id, kind) {
                return wrong(id, reason);
            }
        }
        (!self.stopped.is_empty() && self.field(&self.stopped).is_none())
            .then(|| (self.stopped.clone(), format!("没有代号为“{}”的栏目", self.stopped)))
    }

    /// Whether rows of the ledger can lack anything.
    pub fn wants(&self) -> bool {
        !self.required.is_empty() || !self.steps.is_empty()
    }

    /// What a row lacks: fields that no row may leave blank, steps passed over or out of their order. A step is
    /// missing only once a later one was taken, or the row is closed; never of what was stopped on the way.
    pub fn lacks(&self, opened: Date, closed: Option<Date>, fields: &BTreeMap<String, Value>) -> Vec<Lack> {
        let text = |id: &str| fields.get(id).and_then(Value::as_str).unwrap_or_default().trim();
        let required = self.required.iter().filter(|id| text(id).is_empty());
        let blank = |id: &str| Lack { field: id.to_owned(), before: None, words: self.heading(id).to_owned() };
        let mut out: Vec<Lack> = required.map(|id| blank(id)).collect();
        if !self.stopped.is_empty() && !text(&self.stopped).is_empty() {
            return out;
        }
        let days: Vec<(&str, Option<Date>)> = self
            .steps
            .iter()
            .map(|id| (id.as_str(), if id == "opened" { Some(opened) } else { text(id).parse().ok() }))
            .collect();
        let reached = if closed.is_some() && self.closes {
            days.len()
        } else {
            days.iter().rposition(|(_, day)| day.is_some()).map_or(0, |last| last + 1)
        };
        let mut before: Option<(&str, Date)> = None;
        for (id, day) in days.into_iter().take(reached) {
            match (day, before) {
                (None, _) => out.push(blank(id)),
                (Some(day), Some((earlier, than))) if day < than => {
                    let words = format!("{}早于{}", self.heading(id), self.heading(earlier));
                    out.push(Lack { field: id.to_owned(), before: Some(earlier.to_owned()), words });
                }
                (Some(day), _) => before = Some((id, day)),
            }
        }
        out
    }

    /// What the last step is called that was taken; empty before the first.
    pub fn step(&self, fields: &BTreeMap<String, Value>) -> &str {
        let taken =
            |id: &&String| *id == "opened" || fields.get(*id).and_then(Value::as_str).is_some_and(|t| !t.is_empty());
        self.steps.iter().rev().find(taken).map_or("", |id| self.heading(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{catalog, lack::in_words, ledger::LedgerEntry};

    const DEVELOPMENT: &str = include_str!("../../../data/ledgers/development.toml");

    fn lacks(ledger: &str, closed: Option<&str>, fields: &[(&str, &str)]) -> String {
        let ledger = catalog::ledger("l.toml", ledger).unwrap();
        let fields = fields.iter().map(|(id, text)| ((*id).to_owned(), Value::from(*text))).collect();
        in_words(&ledger.lacks("2024-01-15".parse().unwrap(), closed.map(|d| d.parse().unwrap()), &fields))
    }

    #[test]
    fn a_step_is_missing_once_a_later_one_was_taken_or_the_row_is_closed() {
        let of = |fields: &[(&str, &str)]| lacks(DEVELOPMENT, None, fields);
        assert_eq!(of(&[]), "", "only the application: nothing was passed over");
        assert_eq!(of(&[("talk_on", "2024-02-10")]), "");
        assert_eq!(of(&[("activist_filed_on", "2024-04-02")]), "2 派人谈话、3 确定积极分子");
        assert_eq!(of(&[("talk_on", "2024-01-14")]), "2 派人谈话早于1 递交申请书");
        // The step after one that stands too early is measured by the last that was in order.
        let order = of(&[("talk_on", "2024-01-14"), ("activist_on", "2024-01-20")]);
        assert_eq!(order, "2 派人谈话早于1 递交申请书");
        assert_eq!(lacks(DEVELOPMENT, Some("2026-01-01"), &[("talk_on", "2024-02-10")]).split('、').count(), 22);
        let stopped = [("oath_on", "2025-01-01"), ("stopped", "本人提出")];
        assert_eq!(lacks(DEVELOPMENT, Some("2026-01-01"), &stopped), "");
    }

    #[test]
    fn a_row_without_any_step_lacks_none() {
        let procedures = include_str!("../../../data/ledgers/procedures.toml");
        let reason = ("reason", "党员群众建议");
        assert_eq!(lacks(procedures, None, &[reason]), "");
        assert_eq!(lacks(procedures, None, &[reason, ("consultation_on", "2024-02-01")]), "党支部提议");
        assert_eq!(lacks(procedures, Some("2024-03-01"), &[reason]).split('、').count(), 6);
    }

    #[test]
    fn what_no_row_may_leave_blank_is_named() {
        let posts = include_str!("../../../data/ledgers/posts.toml");
        assert_eq!(lacks(posts, None, &[("post", "政策宣传岗"), ("duty", "  ")]), "岗位职责、公开日期");
    }

    #[test]
    fn the_last_step_taken_is_known() {
        let ledger = catalog::ledger("l.toml", DEVELOPMENT).unwrap();
        let mut row = LedgerEntry::new(crate::model::id::OrgId(1), &ledger, "2024-01-15".parse().unwrap());
        assert_eq!(ledger.step(&row.fields), "1 递交申请书");
        row.set("oath_on", "2025-01-01");
        assert_eq!(ledger.step(&row.fields), "20 入党宣誓");
    }

    #[test]
    fn keys_that_need_a_field_of_a_type_are_refused_with_it() {
        let posts = include_str!("../../../data/ledgers/posts.toml");
        let fault = |was: &str, is: &str| {
            let text = posts.replacen(was, is, 1);
            assert_ne!(text, posts, "{was}");
            catalog::ledger("l.toml", &text).unwrap_err()
        };
        let paper = |lines: &str| {
            format!("basis = \"x\"\n[paper]\nname = \"表\"\n[[paper.sheet]]\ntitle = \"页\"\nlines = [{lines}]\n#")
        };
        for (was, is, said) in [
            ("person = true", "member = \"post\"", "指明党员(member)"),
            ("person = true", "member = \"nobody\"", "指明党员(member)"),
            ("person = true", "sum = \"post\"", "要累计(sum)"),
            ("person = true", "steps = [\"opened\", \"post\"]", "是步骤(steps)"),
            ("person = true", "stopped = \"nobody\"", "没有代号为“nobody”"),
            ("\"post\", \"duty\", \"notice_on\"]", "\"post\", \"nobody\"]", "必填(required)"),
            ("basis =", &paper("[{ label = \"甲\", value = [\"nobody\"] }]"), "没有代号为“nobody”的栏目"),
            ("basis =", &paper("[{ label = \"甲\", ratio = [\"post\", \"post\"] }]"), "要算比例(ratio)"),
            ("basis =", &paper("[]"), "每行要有 1 到 3 格"),
        ] {
            let fault = fault(was, is);
            assert!(fault.reason.contains(said), "{is}: {fault}");
            assert!(fault.line > 1, "{is}: {fault}");
        }
    }
}
