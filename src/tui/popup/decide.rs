//! One item of the checklist decided by a person: the deduction and its reason, or not applicable.

use crate::{
    model::{
        date::Date,
        score::{Points, Scored},
        sheet::Which,
    },
    text::number::half_width,
    tui::{
        layer::Cx,
        popup::question::{Asked, Look, Question},
        widget::form::{Field, Form, Kind},
    },
};

pub struct Decide {
    which: Which,
    item: Scored,
}

const APPLIES: &str = "适用";
const NOT: &str = "不适用";

impl Decide {
    pub fn ask(which: &Which, item: &Scored, today: Date) -> Asked<Self> {
        // Left empty, a decision stays as it is, and where there is none the suggestion is taken.
        let deduction = match (item.decided, item.suggestion) {
            (Some(decided), _) => format!("已定扣 {}(空着不变)", item.max - decided),
            (None, Some(suggested)) => format!("建议扣 {}(空着就照建议)", item.max - suggested),
            (None, None) => "不扣填 0".to_owned(),
        };
        let full = item.decided.or(item.suggestion) == Some(item.max);
        let reason = if full { "" } else { item.reason.as_str() };
        let form = Form::new(vec![
            Field::line("deduction", "扣分", "").hint(&deduction),
            Field::line("reason", "扣分原因", "").hint(reason),
            Field::new("applies", "本项", Kind::Choice(vec![APPLIES.into(), NOT.into()]), APPLIES),
        ]);
        Asked::new(Self { which: which.clone(), item: item.clone() }, form, today)
    }
}

impl Question for Decide {
    fn look(&self, _form: &Form) -> Look {
        let title = format!("{} 满分 {}", self.item.no, self.item.max);
        let told = match self.item.suggestion {
            Some(p) => format!("建议 {p}:{}", self.item.reason),
            None => "记录里看不出,要看现场和材料".to_owned(),
        };
        Look {
            about: Some((self.item.text.clone(), 3)),
            told: Some(told),
            ..Look::new(title, (76, 13), "回车下一栏,写完原因回车即定;扣分栏空着不改")
        }
    }

    /// "Applies" is the rare field, reached with Tab.
    fn last_field(&self) -> Option<&str> {
        Some("reason")
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let reason = form.get("reason");
        let points = if form.get("applies") == NOT {
            None
        } else {
            let text = half_width(form.get("deduction")).replace('。', ".");
            match (text.trim(), self.item.decided.or(self.item.suggestion)) {
                ("", None) => return cx.warn("先填扣分(不扣填 0)"),
                ("", Some(kept)) => Some(kept),
                (text, _) => match text.parse::<Points>() {
                    Ok(deduction) => Some(self.item.max - deduction),
                    Err(e) => return cx.warn(e.to_string()),
                },
            }
        };
        // Nothing typed and nothing changed: the reason stays, or the suggestion's arithmetic is the reason.
        let taken = points.is_some() && points == self.item.decided.or(self.item.suggestion);
        let reason = if reason.is_empty() && taken { self.item.reason.as_str() } else { reason };
        let result = cx.book.decide(&self.which, &self.item.no, points, reason);
        let given = points.map_or(NOT.to_owned(), |p| format!("得 {p} / {}", self.item.max));
        cx.answered(result, format!("{} 已定:{given}", self.item.no));
    }
}
