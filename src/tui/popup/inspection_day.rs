//! When the next inspection is.

use crate::{
    model::date::Date,
    text::date::parse_day,
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

pub struct InspectionDay {
    form: Form,
    leave: Leave,
    today: Date,
}

impl InspectionDay {
    pub fn new(day: Option<Date>, today: Date) -> Self {
        let day = day.map_or(String::new(), |d| d.to_string());
        let field = Field::new("day", "检查日", Kind::Day, &day).hint("12月5日、12.5;空着就是没有");
        Self { form: Form::new(vec![field]), leave: Leave::default(), today }
    }

    fn save(&self, cx: &mut Cx) {
        let typed = self.form.get("day");
        let day = if typed.is_empty() { None } else { parse_day(typed, self.today) };
        match day {
            None if !typed.is_empty() => return cx.warn("日期看不懂,例如 12月5日、2026-12-5"),
            Some(day) if day < self.today => return cx.warn(format!("{day} 已经过去了,检查日要在今天以后")),
            _ => {}
        }
        let set = cx.book.set_inspection_day(day);
        if cx.tried(set).is_some() {
            cx.ask(Action::Pop);
            cx.ask(Action::Changed);
            cx.say(day.map_or("没有检查日了,按年底算".to_owned(), |d| format!("检查日:{d}")));
        }
    }
}

impl Layer for InspectionDay {
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
        if self.form.input(input) == Event::Finished {
            self.save(cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, 60, 6), "下一次检查是哪天?");
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 1, inner.width, 1), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "回车定下;空着回车就是没有检查", canvas.theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
