//! What a member pays a month and since when; and one sum for everybody who has no standard yet.
//! Not here: what the rates come to (`model::dues`).

use crate::{
    model::{
        date::{Date, Period},
        dues::{Basis, Money, Standard, in_force},
        id::StandardId,
        member::Member,
    },
    text::{
        date::parse_partial,
        number::{digits, half_width},
    },
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

/// The choice that takes the standard of that month away.
const DROP: &str = "删去这一条";
const MONTH: &str = "哪个月起:2026-03、3月";
const WRONG_MONTH: &str = "没有保存:月份看不懂,例如 2026-03、3月";
const WRONG_SUM: &str = "没有保存:金额看不懂,写多少元,最多两位小数,如 0.2、1、12.5";

pub struct DuesStandard {
    member: Member,
    standards: Vec<Standard>,
    /// The month in focus where the standard was asked for.
    month: Period,
}

impl DuesStandard {
    /// A change begins with the month in focus, a first standard with the year.
    pub fn ask(member: &Member, standards: &[Standard], month: Period, today: Date) -> Asking<Self> {
        let known = in_force(standards, month);
        let from = if known.is_some() { month } else { Period::month(month.year, 1) };
        let basis = known.map(|s| s.basis).unwrap_or_default();
        let sum = |m: Option<Money>| m.filter(|m| *m > Money(0)).map_or(String::new(), |m| m.to_string());
        let choices = Basis::ALL.iter().map(|b| b.name()).chain((!standards.is_empty()).then_some(DROP));
        let mut form = Form::new(vec![
            Field::line("from", "从哪月起", &from.to_string()).hint(MONTH),
            Field::new("basis", "办法", Kind::Choice(choices.map(str::to_owned).collect()), basis.name()),
            Field::line("base", "基数(元)", &sum(known.and_then(|s| s.base))).hint("按比例的填月工资或离退休费"),
            Field::line("amount", "每月(元)", &sum(known.map(|s| s.amount))).hint("如 0.2、1;按比例的空着就自动算"),
            Field::line("note", "免交原因", known.map_or("", |s| &s.note)).hint("免交的要写"),
        ]);
        form.focus_on("amount");
        Asking::new(Self { member: member.clone(), standards: standards.to_vec(), month }, form, today)
    }
}

fn basis(form: &Form) -> Option<Basis> {
    Basis::ALL.iter().copied().find(|b| b.name() == form.get("basis"))
}

impl Ask for DuesStandard {
    fn look(&self, form: &Form) -> Look {
        let now = in_force(&self.standards, self.month);
        let told = now.map_or("还没有标准".to_owned(), |s| format!("现在:{},{}起", s.words(), s.from));
        let suggested = basis(form).zip(Money::typed(form.get("base"))).and_then(|(b, base)| b.suggested(base));
        let note = match (suggested, basis(form)) {
            (Some(sum), _) => Some(format!("按规定的比例每月{sum}元;金额空着就按它")),
            (None, basis) => basis.map(|b| b.hint().to_owned()),
        };
        let title = format!("党费标准:{}", self.member.name);
        Look {
            told: Some(told), note, ..Look::new(title, (72, 12), "回车下一栏,← → 选办法,Ctrl+S 保存(可以撤销)")
        }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let Some(from) = month_typed(form.get("from"), self.month.year) else {
            form.focus_on("from");
            return cx.warn(WRONG_MONTH);
        };
        let Some(basis) = basis(form) else {
            let Some(old) = self.standards.iter().find(|s| s.from == from) else {
                form.focus_on("from");
                return cx.warn(format!("没有从 {from} 起的标准可删"));
            };
            let result = cx.book.delete_dues_standard(old);
            return cx.answered(result, format!("已删去{}从 {from} 起的标准;Ctrl+Z 恢复", self.member.name));
        };
        let sum = |id| Some(form.get(id)).filter(|t| !t.is_empty()).map(|t| Money::typed(t).ok_or(id)).transpose();
        let (base, amount) = match (sum("base"), sum("amount")) {
            (Ok(base), Ok(amount)) => (base, amount),
            (Err(id), _) | (_, Err(id)) => {
                form.focus_on(id);
                return cx.warn(WRONG_SUM);
            }
        };
        let amount = amount.or_else(|| base.and_then(|base| basis.suggested(base))).unwrap_or(Money(0));
        let note = if basis == Basis::Exempt { form.get("note").to_owned() } else { String::new() };
        let (id, org, member) = (StandardId(0), self.member.org, self.member.id);
        let standard = Standard { id, org, member, from, basis, base, amount, note };
        let result = cx.book.set_dues_standard(&standard);
        cx.answered(result, format!("{} 从 {from} 起{}", self.member.name, standard.words()));
    }
}

/// One sum of dues for all who have no standard.
pub struct DuesForAll {
    people: usize,
    year: i32,
}

impl DuesForAll {
    pub fn ask(people: usize, year: i32, today: Date) -> Asking<Self> {
        let mut form = Form::new(vec![
            Field::line("from", "从哪月起", &Period::month(year, 1).to_string()).hint(MONTH),
            Field::line("amount", "每月(元)", "").hint("如 1、0.5"),
        ]);
        form.focus_on("amount");
        Asking::new(Self { people, year }, form, today)
    }
}

impl Ask for DuesForAll {
    fn look(&self, _form: &Form) -> Look {
        let told = format!("还没有标准的{}人都按这个数;例外的保存后逐个按 F12 改", self.people);
        let note = Some(Basis::Fixed.hint().to_owned());
        Look {
            told: Some(told), note, ..Look::new("统一党费标准", (72, 9), "填金额,回车保存(可以撤销)")
        }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let Some(from) = month_typed(form.get("from"), self.year) else {
            form.focus_on("from");
            return cx.warn(WRONG_MONTH);
        };
        let Some(amount) = Money::typed(form.get("amount")) else {
            form.focus_on("amount");
            return cx.warn(WRONG_SUM);
        };
        let result = cx.book.set_dues_for_all(from, amount);
        let people = result.as_ref().map_or(0, |(n, _)| *n);
        cx.answered(result, format!("已定{people}人:从 {from} 起每月{amount}元"));
    }
}

/// A month as people type it: `2026-03`, `2026年3月`, or of the year at hand `3月`, `3`.
fn month_typed(text: &str, year: i32) -> Option<Period> {
    let month = |year, m: u32| (1..=12).contains(&m).then(|| Period::month(year, m));
    let text = half_width(text);
    match digits(text.trim().trim_end_matches('月')).filter(|m| *m <= 12) {
        Some(m) => month(year, m),
        None => parse_partial(&text).and_then(|(y, m, _)| month(y, m?)),
    }
}
