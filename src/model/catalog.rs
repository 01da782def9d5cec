//! Reads the toml files that describe kinds, duties, checklists and ledgers, and refuses faulty ones with line and reason.
//! Pure: text in, records out. Not here: where the files lie and which overrides which (`book::catalog`).

use super::{
    activity::ActivityKind,
    checklist::{Checklist, check::Known},
    date::Span,
    duty::{Applies, Duty},
    ledger::Ledger,
    vote::VoteRule,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashSet;

mod chinese;
mod kinds;

pub use kinds::{OF_EVERY_KIND, give_way, kinds};

/// Why a data file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第 {line} 行:{reason}")]
pub struct Fault {
    /// The file, as the caller names it: `数据/duties.toml`.
    pub file: String,
    /// The line of the fault, from 1.
    pub line: usize,
    pub reason: String,
}

/// One file while it is read.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rule: Vec<VoteRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duties {
    duty: Vec<Duty>,
}

/// Reads the rules for votes out of their file.
///
/// # Errors
///
/// The first fault: an id or a name twice, or what the toml cannot be.
pub fn vote_rules(file: &str, text: &str) -> Result<Vec<VoteRule>, Fault> {
    let source = Source { file, text };
    let rules = source.parse::<Rules>()?.rule;
    source.unique("规则", rules.iter().map(|r| r.id.as_str()))?;
    source.unique("名称", rules.iter().map(|r| r.name.as_str()))?;
    Ok(rules)
}

/// Reads the duties out of their file; `known` are the kinds that they may name.
///
/// # Errors
///
/// The first fault: an id twice, a kind of activity that `known` has not, a count of 0, a first month of anything but a
/// year.
pub fn duties(file: &str, text: &str, known: &[ActivityKind]) -> Result<Vec<Duty>, Fault> {
    let source = Source { file, text };
    let duties = source.parse::<Duties>()?.duty;
    source.unique("规定动作", duties.iter().map(|d| d.id.as_str()))?;
    for duty in &duties {
        let fault = |reason: String| source.fault_at(&duty.id, format!("“{}”{reason}", duty.name));
        if let Some(id) = duty.activities.iter().find(|id| !known.iter().any(|k| k.id == **id)) {
            return Err(source.fault_at(id, format!("没有代号为“{id}”的活动种类")));
        }
        if duty.activities.is_empty() != duty.dues {
            return Err(fault("应写明哪些种类算数(activities),或者看党费(dues = true),只能写一种".into()));
        }
        if duty.dues && duty.applies == Applies::EachGroup {
            return Err(fault("看党费的不能按党小组(each_group)".into()));
        }
        if duty.count == 0 {
            return Err(fault("的次数(count)应当不少于 1".into()));
        }
        if duty.from_month.is_some_and(|m| !(1..=12).contains(&m) || duty.every != Span::Year) {
            return Err(fault("的 from_month 应为 1 到 12,且只用于每年一次的".into()));
        }
    }
    Ok(duties)
}

/// Reads a checklist or a ledger that the program brings along and a test has shown to be sound: only its shape is
/// looked at.
///
/// # Errors
///
/// Where the toml does not have that shape.
pub fn sound<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Fault> {
    Source { file, text }.parse()
}

/// Reads one checklist out of its file; `known` is what its rules may name.
///
/// # Errors
///
/// The first fault: an item's number twice, or whatever [`Checklist::fault`] finds.
pub fn checklist(file: &str, text: &str, known: &Known<'_>) -> Result<Checklist, Fault> {
    let source = Source { file, text };
    let list: Checklist = source.parse()?;
    source.unique("考核项", list.items().map(|(_, i)| i.no.as_str()))?;
    match list.fault(known) {
        Some(wrong) => {
            let at = source.text.rfind(&format!("{} = \"{}\"", wrong.key, wrong.value));
            Err(at.map_or_else(
                || source.fault_at(&wrong.value, wrong.reason.clone()),
                |at| source.fault(at, wrong.reason.clone()),
            ))
        }
        None => Ok(list),
    }
}

/// Reads one ledger out of its file.
///
/// # Errors
///
/// The first fault: a field's id twice, or whatever [`Ledger::fault`] finds.
pub fn ledger(file: &str, text: &str) -> Result<Ledger, Fault> {
    let source = Source { file, text };
    let ledger: Ledger = source.parse()?;
    source.unique("栏目", ledger.fields.iter().map(|f| f.id.as_str()))?;
    if let Some((value, reason)) = ledger.fault() {
        return Err(source.fault_at(&value, reason));
    }
    Ok(ledger)
}

impl Source<'_> {
    fn parse<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(self.text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            self.fault(at, chinese::in_chinese(e.message()))
        })
    }

    fn fault(&self, at: usize, reason: String) -> Fault {
        let line = self.text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
        Fault { file: self.file.to_owned(), line, reason }
    }

    /// A fault where the text last names this value: of a value that occurs twice, the second is the faulty one.
    fn fault_at(&self, value: &str, reason: String) -> Fault {
        self.fault(self.text.rfind(&format!("\"{value}\"")).unwrap_or(0), reason)
    }

    /// A fault at a value that other entries may have too: where the entry of this id first names it.
    fn fault_in(&self, entry: &str, value: &str, reason: String) -> Fault {
        let from = self.text.find(&format!("id = \"{entry}\"")).unwrap_or(0);
        let at = self.text.get(from..).and_then(|rest| rest.find(&format!("\"{value}\"")));
        self.fault(from + at.unwrap_or(0), reason)
    }

    fn unique<'v>(&self, what: &str, values: impl Iterator<Item = &'v str>) -> Result<(), Fault> {
        let mut seen = HashSet::new();
        for value in values {
            if value.trim().is_empty() {
                return Err(self.fault_at(value, format!("{what}为空")));
            }
            if !seen.insert(value) {
                return Err(self.fault_at(value, format!("{what}“{value}”重复")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: &str = "[[kind]]\nid = \"a\"\nname = \"甲会\"\ntitle_label = \"议题\"\n";
    const DUTIES: &str = "[[duty]]\nid = \"d\"\nname = \"甲\"\nactivities = [\"a\"]\nevery = \"month\"\nbasis = \"\"\n";

    fn sheet(item: &str) -> String {
        format!(
            "id = \"s\"\nversion = 1\nname = \"表\"\nmax = \"5\"\n[[section]]\nname = \"一\"\nmax = \"5\"\n\
             [[section.item]]\nno = \"1.1\"\ntext = \"甲\"\nmax = \"5\"\n{item}"
        )
    }

    fn duty_fault(text: &str) -> (usize, String) {
        let fault = duties("f.toml", text, &kinds("k.toml", KINDS, &[]).unwrap()).unwrap_err();
        (fault.line, fault.to_string())
    }

    fn sheet_fault(item: &str) -> (usize, String) {
        let known = duties("f.toml", DUTIES, &kinds("k.toml", KINDS, &[]).unwrap()).unwrap();
        let own = Ledger { id: "l".to_owned(), ..Ledger::default() };
        let ledgers = [&own];
        let known = Known { duties: &known, ledgers: &ledgers, ..Known::default() };
        let fault = checklist("s.toml", &sheet(item), &known).unwrap_err();
        (fault.line, fault.reason)
    }

    #[test]
    fn faults_name_file_line_and_reason() {
        let twice = kinds("k.toml", &format!("{KINDS}{KINDS}"), &[]).unwrap_err();
        assert_eq!(twice.to_string(), "k.toml 第 6 行:种类“a”重复");
        assert_eq!(kinds("k.toml", "[[kind]]\nid = 3\n", &[]).unwrap_err().line, 2);
        assert!(
            kinds("k.toml", &format!("{KINDS}colour = 1\n"), &[]).unwrap_err().reason.contains("不认识的栏目 colour")
        );
        assert!(kinds("k.toml", "[[kind]]\nid = \"a\"\n", &[]).unwrap_err().reason.contains("缺少栏目"));
        assert!(kinds("k.toml", "[[kind\n", &[]).is_err());
        let unknown = kinds("k.toml", &format!("{KINDS}vote_rule = \"x\"\n"), &[]).unwrap_err();
        assert_eq!(unknown.to_string(), "k.toml 第 5 行:没有代号为“x”的表决规则");
    }

    #[test]
    fn a_rule_that_nobody_can_meet_is_refused() {
        let rule = |pass: &str| {
            format!("[[rule]]\nid = \"a\"\nname = \"甲\"\npresent = \">=1/2\"\npass = \"{pass}\"\nof = \"due\"\n")
        };
        assert_eq!(vote_rules("r.toml", &rule(">1/2")).unwrap().len(), 1);
        let fault = vote_rules("r.toml", &rule(">3/2")).unwrap_err();
        assert_eq!(fault.line, 5);
        assert!(fault.reason.contains("“>3/2”要写成"), "{}", fault.reason);
        assert!(vote_rules("r.toml", &rule(">1/2").repeat(2)).unwrap_err().reason.contains("重复"));
    }

    #[test]
    fn duties_must_be_possible() {
        let (line, text) = duty_fault(&DUTIES.replace("[\"a\"]", "[\"x\"]"));
        assert_eq!((line, text.as_str()), (4, "f.toml 第 4 行:没有代号为“x”的活动种类"));
        assert!(duty_fault(&format!("{DUTIES}count = 0\n")).1.contains("count"));
        assert!(duty_fault(&format!("{DUTIES}from_month = 10\n")).1.contains("from_month"));
        assert!(duty_fault(&DUTIES.replace("month", "week")).1.contains("不认识的取值 week"));
    }

    #[test]
    fn a_ledger_knows_its_columns() {
        let text = |extra: &str, list: &str| {
            format!(
                "id = \"own\"\nname = \"甲\"\nversion = 1\ncloses = false\n\
                 labels = {{ title = \"事\", opened = \"日\" }}\nlist = [\"{list}\"]\n\
                 form = [{{ heading = \"事\", value = [\"title\"], width = 9 }}]\n{extra}"
            )
        };
        let fault = |text: &str| ledger("l.toml", text).unwrap_err();
        assert_eq!(ledger("l.toml", &text("", "title")).unwrap().heading("title"), "事");
        assert_eq!(fault(&text("", "x")).to_string(), "l.toml 第 6 行:没有代号为“x”的栏目");
        assert!(fault(&text("", "no")).reason.contains("list 里要有 title"));
        let field = |id: &str| format!("fields = [{{ id = \"{id}\", label = \"甲\" }}]\n");
        assert!(fault(&text(&field("due"), "title")).reason.contains("另有所指"));
        assert!(fault(&text("", "title").replace("false", "true")).reason.contains("closed、open"));
        assert!(fault(&text("", "title").replace("own", "甲:")).reason.contains("英文小写"));
    }

    #[test]
    fn rules_cannot_take_more_than_there_is() {
        let rule = |source: &str, share: &str, each: &str| {
            format!("rule = [{{ source = {source}, share = \"{share}\", each = \"{each}\" }}]\n")
        };
        let duty = "{ duty = \"d\" }";
        let known = duties("f.toml", DUTIES, &kinds("k.toml", KINDS, &[]).unwrap()).unwrap();
        assert!(
            checklist("s.toml", &sheet(&rule(duty, "5", "0.4")), &Known { duties: &known, ..Known::default() }).is_ok()
        );
        assert!(sheet_fault(&rule(duty, "5.5", "0.4")).1.contains("多于满分 5"));
        assert!(sheet_fault(&rule(duty, "0.2", "0.4")).1.contains("late ≤ each ≤ share"));
        assert_eq!(sheet_fault(&rule("{ duty = \"x\" }", "5", "0.4")).0, 9);
        let points = sheet_fault(&rule(duty, "5", "0.333"));
        assert_eq!(points.0, 12);
        assert!(points.1.contains("“0.333”写法不对"), "{}", points.1);
        assert!(sheet_fault("[[section.item]]\nno = \"1.1\"\ntext = \"\"\nmax = \"0\"\n").1.contains("重复"));
    }

    #[test]
    fn what_a_rule_gets_wrong_is_said_with_its_line() {
        let ask = |rest: &str| format!("rule = [{{ id = \"a\", {rest} }}]\n");
        for (item, said) in [
            (ask("each = \"1\""), "没有写明是加(+)还是扣(-)"),
            (ask("each = \"-1\", share = \"2\""), "不写正负号"),
            (ask("unit = \"次\""), "没有写明多少分"),
            (ask("each = \"-1\", weight = \"50%\""), "只能写一种"),
            (ask("each = \"-1\", need = \"2\", beyond = \"3\""), "need 和 beyond 只能写一种"),
            (ask("each = \"-1\", per = \"0\""), "per 应大于 0"),
            (ask("each = \"-1\", late = \"1\""), "没有 share,不能写 late"),
            (ask("each = \"-1\", cap = { year = \"0\" }"), "上限(cap)应大于 0"),
            (ask("tier = [{ from = \"1\", points = \"-1\" }, { from = \"2\", points = \"-2\" }]"), "次序不对"),
            (ask("tier = [{ below = \"80\", points = \"-1\" }, { from = \"2\", points = \"-2\" }]"), "次序不对"),
            (ask("tier = [{ points = \"-1\" }]"), "from、to、below 其中一个"),
            (ask("tier = [{ from = \"1\" }]"), "points 或 each"),
            (ask("choice = [{ name = \"甲+乙\", points = \"-1\" }]"), "不能有 + 号"),
            (ask("choice = [{ name = \"甲\", points = \"-1\" }, { name = \"甲\", points = \"-2\" }]"), "选项“甲”重复"),
            (ask("each = \"-1\", modifier = [{ name = \"加倍\" }]"), "times 或 plus"),
            (ask("effect = { drop = 1 }"), "应有等次"),
            (ask("effect = { at_most = \"五星\" }"), "没有的等次“五星”"),
            (ask("effect = { veto = \"all\" }"), "不认识的取值 all"),
            (ask("each = \"-1\", source = \"moon\""), "不认识的取值 moon"),
            ("rule = [{ each = \"-1\" }]\n".into(), "应有代号(id)"),
            ("rule = [{ source = \"roster_gaps\", each = \"-0~1\" }]\n".into(), "只能由人登记"),
            ("rule = [{ source = { records = [\"x\"] }, each = \"+1\" }]\n".into(), "没有的活动种类“x”"),
            (
                "rule = [{ source = { ledger = { id = \"x\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "没有的台账“x”",
            ),
            ("rule = [{ source = { ledger = { id = \"l\" } }, each = \"-1\" }]\n".into(), "应有名称(name)"),
            (
                "rule = [{ source = { ledger = { id = \"l\", rows = \"incomplete\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "却没有 steps 或 required",
            ),
            (
                "rule = [{ source = { without = { who = \"aged\", ledger = \"l\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "却没有 person 或 member",
            ),
            (
                "rule = [{ source = { without = { who = \"aged\", ledger = \"l\", rows = \"closed\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "只能写 all 或 open",
            ),
            (
                "rule = [{ source = { without = { who = \"aged\", ledger = \"x\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "没有的台账“x”",
            ),
            (
                "rule = [{ source = { without = { who = \"rich\", ledger = \"l\" } }, name = \"甲\", each = \"-1\" }]\n".into(),
                "不认识的取值 rich",
            ),
            ("rule = [{ source = { sheet = \"s\" }, weight = \"50%\" }]\n".into(), "没有的考核表“s”"),
            ("group = \"捐款\"\n".into(), "没有名为“捐款”的共用上限"),
            ("floor = \"6\"\n".into(), "floor 大于 ceiling"),
            ("step = \"0\"\n".into(), "step 应大于 0"),
        ] {
            let (line, reason) = sheet_fault(&item);
            assert!(reason.contains(said), "{item}{reason}");
            // A value that the reader itself refuses is pointed at; all else at its item.
            assert_eq!(line, if reason.starts_with("不认识") { 12 } else { 9 }, "{item}");
        }
    }

    #[test]
    fn what_the_frame_gets_wrong_is_said_with_its_line() {
        let fault = |head: &str| {
            let text = sheet("").replacen("max = \"5\"\n", &format!("max = \"5\"\n{head}"), 1);
            let fault = checklist("s.toml", &text, &Known::default()).unwrap_err();
            (fault.line, fault.reason)
        };
        let band = |name: &str, from: &str| format!("[[band]]\nname = \"{name}\"\nfrom = \"{from}\"\n");
        let cap = |max: &str, per: &str| format!("[[cap]]\ngroup = \"甲\"\nmax = \"{max}\"\nper = \"{per}\"\n");
        for (head, line, said) in [
            (band("优", "80") + &band("良", "90"), 9, "应低于上一等次"),
            (band("优", "80") + &band("优", "70"), 9, "等次“优”重复"),
            ("veto = \"不合格\"\n".into(), 5, "没有名为“不合格”的等次"),
            (band("优", "80") + "[[quota]]\nband = \"良\"\nmost = \"30%\"\n", 9, "没有名为“良”的等次"),
            (band("优", "80") + "[[quota]]\nband = \"优\"\n", 9, "most 或 least"),
            (cap("0", "year"), 6, "max 应大于 0"),
            (cap("1", "quarter"), 6, "per 应为 month 或 year"),
            (cap("1", "year") + &cap("2", "year"), 10, "共用上限“甲”重复"),
            ("rounds = { months = 5, year = \"sum\" }\n".into(), 1, "应能整除 12"),
            ("rounds = { months = 6, year = { weights = [\"40%\"] } }\n".into(), 1, "weights 每期一个"),
        ] {
            let (at, reason) = fault(&head);
            assert!(reason.contains(said), "{head}{reason}");
            assert_eq!(at, line, "{head}{reason}");
        }
    }
}
