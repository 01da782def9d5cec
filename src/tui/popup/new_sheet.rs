//! A new sheet of a rater or of the review: which round, who, when.

use crate::{
    book::Book,
    model::{
        date::Date,
        id::SheetId,
        sheet::{Sheet, SheetRole},
    },
    text::{date::parse_day, quote::quoted},
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

pub struct NewSheet {
    like: Sheet,
    form: Form,
    leave: Leave,
    today: Date,
}

impl NewSheet {
    /// `like`: the year's own sheet.
    pub fn new(book: &Book, like: &Sheet) -> Self {
        // The next rater mostly belongs to the round of the last one.
        let round = book.rounds(like.year).ok().and_then(|r| r.into_iter().next()).unwrap_or_default();
        let today = book.today();
        let roles = [SheetRole::Rater, SheetRole::Review].map(|r| r.name().to_owned());
        let form = Form::new(vec![
            Field::line("round", "哪一轮", &round).hint("例如 三季度观摩"),
            Field::line("rater", "评分人", "").hint("姓名;复核可不填"),
            Field::new("day", "评分日期", Kind::Day, &today.to_string()),
            Field::new("role", "哪一种", Kind::Choice(roles.to_vec()), SheetRole::Rater.name()),
        ]);
        let mut form = form;
        if !round.is_empty() {
            form.focus_on("rater");
        }
        Self { like: like.clone(), form, leave: Leave::default(), today }
    }

    fn save(&mut self, cx: &mut Cx) {
        let Some(day) = parse_day(self.form.get("day"), self.today) else {
            self.form.focus_on("day");
            return cx.warn("评分日期看不懂,例如 9月28日、2026-9-28、昨天");
        };
        let review = self.form.get("role") == SheetRole::Review.name();
        let sheet = Sheet {
            id: SheetId(0),
            role: if review { SheetRole::Review } else { SheetRole::Rater },
            round: self.form.get("round").to_owned(),
            rater: self.form.get("rater").to_owned(),
            scored_on: Some(day),
            ..self.like.clone()
        };
        let name = sheet.name();
        let added = cx.book.add_sheet(sheet);
        if cx.tried(added).is_some() {
            cx.ask(Action::Pop);
            cx.ask(Action::Changed);
            cx.say(format!("已建{};回车打开评分", quoted(&name)));
        }
    }
}

impl Layer for NewSheet {
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
        let inner = canvas.popup(centred(area, 70, 9), &format!("新建评分表:{}年", self.like.year));
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 1, inner.width, 4), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "回车下一栏,Ctrl+S 建好", canvas.theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
