//! One item of the checklist decided by a person: the deduction and its reason, or not applicable.

use super::gaps;
use crate::{
    book::{self, Book},
    model::{date::Date, points::Points, score::Scored, sheet::Which},
    text::number::half_width,
    tui::{
        command::{Cmd, Place},
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

pub struct Decide {
    which: Which,
    item: Scored,
}

const APPLIES: &str = "适用";
const NOT: &str = "不适用";

impl Decide {
    pub fn ask(which: &Which, item: &Scored, today: Date) -> Asking<Self> {
        let lines_only = adds_and_takes(item);
        let (points, reason) = hints(item);
        let form = Form::new(vec![
            Field::line("points", if lines_only { "加扣分" } else { "扣分" }, "").hint(&points),
            Field::line("reason", if lines_only { "原因" } else { "扣分原因" }, "").hint(reason),
            Field::new("applies", "本项", Kind::Choice(vec![APPLIES.into(), NOT.into()]), APPLIES),
        ]);
        Asking::new(Self { which: which.clone(), item: item.clone() }, form, today)
    }
}

/// What stands in the empty fields. Left empty, a decision stays as it is, and where there is none the suggestion is taken.
fn hints(item: &Scored) -> (String, &str) {
    let lines_only = adds_and_takes(item);
    let word = if lines_only { "得" } else { "扣" };
    let typed = |points: Points| if lines_only { points } else { item.max - points };
    let points = match (item.decided, item.suggestion) {
        (Some(decided), _) => format!("已定{word} {}(空着不变)", typed(decided)),
        (None, Some(suggested)) => format!("建议{word} {}(空着就照建议)", typed(suggested)),
        (None, None) if lines_only => "加分如 2,扣分如 -1;不加不扣填 0".to_owned(),
        (None, None) => "不扣填 0".to_owned(),
    };
    let full = item.decided.or(item.suggestion) == Some(item.max);
    (points, if full { "" } else { item.reason.as_str() })
}

/// A line without a maximum: its points are typed as they are given or taken.
fn adds_and_takes(item: &Scored) -> bool {
    item.max == Points::ZERO
}

impl Ask for Decide {
    fn place(&self) -> Place {
        Place::Decide
    }

    /// What is missing is put right before anything is decided.
    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if cmd != Cmd::Gaps {
            return;
        }
        let list = gaps::list(cx.book, &self.which, &self.item.no);
        if let Some(list) = cx.tried(list) {
            cx.push(list);
        }
    }

    /// What is suggested follows the records.
    fn refresh(&mut self, book: &Book, form: &mut Form) -> book::Result<()> {
        let hand = book.sheet_in_hand(&self.which, None)?;
        if let Some(item) = hand.score.items().find(|i| i.no == self.item.no) {
            self.item = item.clone();
        }
        let (points, reason) = hints(&self.item);
        for field in &mut form.fields {
            match field.id.as_str() {
                "points" => field.hint.clone_from(&points),
                "reason" => reason.clone_into(&mut field.hint),
                _ => {}
            }
        }
        Ok(())
    }

    fn look(&self, _form: &Form) -> Look {
        let title = match adds_and_takes(&self.item) {
            true => format!("{} 加扣分", self.item.no),
            false => format!("{} 满分 {}", self.item.no, self.item.max),
        };
        let told = match self.item.suggestion {
            Some(p) => format!("建议 {p}:{}", self.item.reason),
            None => "记录里看不出,要看现场和材料".to_owned(),
        };
        Look {
            about: Some((self.item.text.clone(), 3)),
            told: Some(told),
            ..Look::new(title, (76, 13), "回车下一栏,写完原因回车即定;分数空着不改;Ctrl+T 去补缺口")
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
            let text = half_width(form.get("points")).replace('。', ".");
            match (text.trim(), self.item.decided.or(self.item.suggestion)) {
                ("", None) => return cx.warn("先填分数(不加不扣填 0)"),
                ("", Some(kept)) => Some(kept),
                (text, _) => match text.parse::<Points>() {
                    Ok(points) if adds_and_takes(&self.item) => Some(points),
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
