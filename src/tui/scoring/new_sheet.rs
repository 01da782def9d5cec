//! A new sheet of a rater or of the review: which round, who, when.

use crate::{
    book::Book,
    model::{
        id::SheetId,
        sheet::{Sheet, SheetRole},
    },
    text::{date::parse_day, quote::quoted},
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

pub struct NewSheet {
    like: Sheet,
}

impl NewSheet {
    /// The dialogue that begins a sheet of a rater or a review; `like`: the year's own sheet.
    pub fn ask(book: &Book, like: &Sheet) -> Asking<Self> {
        // The next rater mostly belongs to the round of the last one.
        let round = book.rounds(like.year).ok().and_then(|r| r.into_iter().next()).unwrap_or_default();
        let today = book.today();
        let roles = [SheetRole::Rater, SheetRole::Review].map(|r| r.name().to_owned());
        let mut form = Form::new(vec![
            Field::line("round", "哪一轮", &round).hint("例如 三季度观摩"),
            Field::line("rater", "评分人", "").hint("姓名;复核可不填"),
            Field::new("day", "评分日期", Kind::Day, &today.to_string()),
            Field::new("role", "哪一种", Kind::Choice(roles.to_vec()), SheetRole::Rater.name()),
        ]);
        if !round.is_empty() {
            form.focus_on("rater");
        }
        Asking::new(Self { like: like.clone() }, form, today)
    }
}

impl Ask for NewSheet {
    fn look(&self, _form: &Form) -> Look {
        Look::new(format!("新建评分表:{}年", self.like.year), (70, 9), "回车下一栏,Ctrl+S 建好")
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let Some(day) = parse_day(form.get("day"), cx.book.today()) else {
            form.focus_on("day");
            return cx.warn("没有建表:评分日期看不懂,例如 9月28日、2026-9-28、昨天");
        };
        let review = form.get("role") == SheetRole::Review.name();
        let sheet = Sheet {
            id: SheetId(0),
            role: if review { SheetRole::Review } else { SheetRole::Rater },
            round: form.get("round").to_owned(),
            rater: form.get("rater").to_owned(),
            scored_on: Some(day),
            ..self.like.clone()
        };
        let name = sheet.name();
        let added = cx.book.add_sheet(sheet);
        cx.answered(added, format!("已建{};回车打开评分", quoted(&name)));
    }
}
