//! One item of the checklist decided by a person: the deduction and its reason, or not applicable.

use crate::{
    model::{
        date::Date,
        score::{Points, Scored},
        sheet::Which,
    },
    text::number::half_width,
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

pub struct Decide {
    which: Which,
    item: Scored,
    form: Form,
    leave: Leave,
    today: Date,
}

const APPLIES: &str = "适用";
const NOT: &str = "不适用";

impl Decide {
    pub fn new(which: &Which, item: &Scored, today: Date) -> Self {
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
        Self { which: which.clone(), item: item.clone(), form, leave: Leave::default(), today }
    }

    fn decide(&self, cx: &mut Cx) {
        let reason = self.form.get("reason");
        let points = if self.form.get("applies") == NOT {
            None
        } else {
            let text = half_width(self.form.get("deduction")).replace('。', ".");
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
        if cx.tried(result).is_none() {
            return;
        }
        cx.ask(Action::Pop);
        cx.ask(Action::Changed);
        cx.say(format!(
            "{} 已定:{}",
            self.item.no,
            points.map_or("不适用".to_owned(), |p| format!("得 {p} / {}", self.item.max))
        ));
    }
}

impl Layer for Decide {
    fn place(&self) -> Place {
        Place::Ask
    }

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.decide(cx),
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        // Enter after the reason decides: "applies" is the rare field, reached with Tab.
        let at_reason = self.form.focused().is_some_and(|f| f.id == "reason");
        let enter = matches!(input, Input::Key(k) if k.code == crossterm::event::KeyCode::Enter);
        if at_reason && enter || self.form.input(input) == Event::Finished {
            self.decide(cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let title = format!("{} 满分 {}", self.item.no, self.item.max);
        let inner = canvas.popup(centred(area, 76, 13), &title);
        let theme = canvas.theme;
        let lines = crate::text::wrap::wrap(&self.item.text, inner.width.into());
        for (y, range) in (inner.y..inner.y + 3).zip(lines) {
            canvas.text(inner.x, y, inner.width, &self.item.text[range], theme.normal);
        }
        let suggestion = match self.item.suggestion {
            Some(p) => format!("建议 {p}:{}", self.item.reason),
            None => "记录里看不出,要看现场和材料".to_owned(),
        };
        canvas.text(inner.x, inner.y + 4, inner.width, &suggestion, theme.message);
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 6, inner.width, 3), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "回车下一栏,写完原因回车即定;扣分栏空着不改", theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
