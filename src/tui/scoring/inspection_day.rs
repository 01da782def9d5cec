//! When the next inspection is.

use crate::{
    model::date::Date,
    text::date::parse_day,
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

pub struct InspectionDay;

impl InspectionDay {
    pub fn ask(day: Option<Date>, today: Date) -> Asking<Self> {
        let day = day.map_or(String::new(), |d| d.to_string());
        let field = Field::new("day", "检查日", Kind::Day, &day).hint("12月5日、12.5;空着就是没有");
        Asking::new(Self, Form::new(vec![field]), today)
    }
}

impl Ask for InspectionDay {
    fn look(&self, _form: &Form) -> Look {
        Look::new("下一次检查是哪天?", (60, 6), "回车定下;空着回车就是没有检查")
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let today = cx.book.today();
        let typed = form.get("day");
        let day = if typed.is_empty() { None } else { parse_day(typed, today) };
        match day {
            None if !typed.is_empty() => return cx.warn("没有保存:日期看不懂,例如 12月5日、2026-12-5"),
            Some(day) if day < today => return cx.warn(format!("{day} 已经过去了,检查日要在今天以后")),
            _ => {}
        }
        let set = cx.book.set_inspection_day(day);
        cx.answered(set, day.map_or("没有检查日了,按年底算".to_owned(), |d| format!("检查日:{d}")));
    }
}
