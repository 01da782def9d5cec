//! What one member paid for a month, or for several on end: the sum, the day, who paid it for them, a note.
//! Not here: who owes what (`model::dues`).

use crate::{
    book::Book,
    model::{
        date::{Date, Period},
        dues::{
            Money, Payment, in_force,
            year::{Line, State},
        },
    },
    text::{date::parse_day, number::half_width},
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
            spec::{PERSON, member_meant},
        },
    },
};

pub struct DuesPayment {
    line: Line,
    /// The payment as it stands, or as it would begin.
    payment: Payment,
}

impl DuesPayment {
    pub fn ask(book: &Book, line: &Line, month: Period, today: Date) -> Asking<Self> {
        let known = line.payments.get(&month);
        let payment = known.cloned().unwrap_or_else(|| book.new_payment(line, month));
        let amount = if payment.amount > Money(0) { payment.amount.to_string() } else { String::new() };
        let day = payment.paid_on.map_or(String::new(), |d| d.to_string());
        let hint = if known.is_some() { "写 0 就是取消这一笔" } else { "每月多少,如 0.2、1、12.5" };
        let mut fields = vec![
            Field::line("amount", "金额(元)", &amount).hint(hint),
            Field::new("paid_on", "交款日期", Kind::Day, &day).hint("3月5日、2026-3-5;不知道就空着"),
            Field::line("payer", "代交人", &payment.payer).hint(PERSON),
            Field::line("note", "备注", &payment.note),
        ];
        if known.is_none() && month.index < 12 {
            let months = spans(month);
            let first = months.first().cloned().unwrap_or_default();
            fields.insert(1, Field::new("until", "月份", Kind::Choice(months), &first));
        }
        Asking::new(Self { line: line.clone(), payment }, Form::new(fields), today)
    }

    /// The months paid for, without those that are paid already or not to be paid.
    fn months(&self, form: &Form, today: Date) -> Vec<Period> {
        let first = self.payment.month;
        let more = spans(first).iter().position(|s| s == form.get("until")).unwrap_or(0);
        let last = first.index + u32::try_from(more).unwrap_or(0);
        let months = (first.index..=last).map(|m| Period::month(first.year, m));
        // Whoever pays begins the record, as for the month in focus.
        let open = |m: &Period| {
            let state = self.line.state(*m, Some(*m), today);
            !self.line.payments.contains_key(m) && !matches!(state, State::NotOwed | State::Exempt)
        };
        months.filter(|m| *m == first || open(m)).collect()
    }

    /// A sum that was not altered is the standard, and so another month has its own.
    fn amount(&self, month: Period, typed: Money) -> Money {
        let own = in_force(&self.line.standards, month).map(|s| s.amount);
        own.filter(|_| typed == self.payment.amount && month != self.payment.month).unwrap_or(typed)
    }

    fn take_back(&self, cx: &mut Cx) {
        let said = format!("已取消{}{}的{}元", self.line.member.name, self.payment.month.name(), self.payment.amount);
        let result = cx.book.delete_dues(&self.payment);
        cx.answered(result, format!("{said};Ctrl+Z 恢复"));
    }
}

/// The choices of months: `3月`, `3-4月` … to the end of the year.
fn spans(month: Period) -> Vec<String> {
    let span = |last| if last == month.index { month.name() } else { format!("{}-{last}月", month.index) };
    (month.index..=12).map(span).collect()
}

impl Ask for DuesPayment {
    fn look(&self, _form: &Form) -> Look {
        let month = self.payment.month;
        let title = format!("党费:{} {}年{}", self.line.member.name, month.year, month.name());
        let standard = in_force(&self.line.standards, month).map_or("没有定标准".to_owned(), |s| s.words());
        let note = (self.payment.paid_on.is_none() && self.payment.id.0 != 0)
            .then(|| format!("{} 记的,没写哪天交的", self.payment.recorded_on));
        Look { told: Some(standard), note, ..Look::new(title, (66, 12), "回车下一栏,Ctrl+S 保存(可以撤销)") }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let known = self.line.payments.contains_key(&self.payment.month);
        if known && half_width(form.get("amount")).trim() == "0" {
            return self.take_back(cx);
        }
        let Some(amount) = Money::typed(form.get("amount")) else {
            form.focus_on("amount");
            return cx.warn("没有保存:金额看不懂,写多少元,最多两位小数,如 0.2、1、12.5");
        };
        let typed = form.get("paid_on");
        let paid_on = parse_day(typed, cx.book.today());
        if paid_on.is_none() && !typed.is_empty() {
            form.focus_on("paid_on");
            return cx.warn("没有保存:日期看不懂,例如 3月5日、2026-3-5");
        }
        let members = cx.book.members();
        let Some(members) = cx.tried(members) else { return };
        if let Some(member) = member_meant(&members, form.get("payer")) {
            form.set("payer", &member.name);
        }
        let (payer, note) = (form.get("payer").to_owned(), form.get("note").to_owned());
        let one = |month| Payment {
            month,
            amount: self.amount(month, amount),
            paid_on,
            payer: payer.clone(),
            note: note.clone(),
            ..self.payment.clone()
        };
        let payments: Vec<Payment> = self.months(form, cx.book.today()).into_iter().map(one).collect();
        let sum: Money = payments.iter().map(|p| p.amount).sum();
        let result = cx.book.save_dues(&payments);
        let said = format!("已记 {} {}个月共{sum}元", self.line.member.name, payments.len());
        cx.answered(result, said);
    }
}
