//! Freezing a self-check: which round it stands beside the raters of, or none.

use crate::{
    book::{self, Book, InHand},
    model::{
        score::State,
        sheet::{Sheet, Which},
    },
    text::quote::quoted,
    tui::{
        layer::{Action, Cx},
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form},
        },
    },
};

pub struct Freeze {
    /// What the self-check is made of, in words.
    kept: String,
    running: Sheet,
}

impl Freeze {
    /// The dialogue that freezes a self-check; it offers the newest round that has none yet.
    pub fn ask(book: &Book, running: &InHand) -> book::Result<Asking<Self>> {
        let sheet = running.sheet().clone();
        let checked = book.rounds_checked(sheet.year)?;
        let round = book.rounds(sheet.year)?.into_iter().find(|round| !checked.contains(round)).unwrap_or_default();
        let field = Field::line("round", "哪一轮", &round).hint("例如 三季度观摩;空着就单独存,不归入哪一轮");
        Ok(Asking::new(Self { kept: kept(running), running: sheet }, Form::new(vec![field]), book.today()))
    }
}

/// What a sheet frozen now is made of: `评定12项、建议30项、仍待评8项`.
fn kept(running: &InHand) -> String {
    let count = |states: &[State]| running.score.items().filter(|i| states.contains(&i.state)).count();
    let (decided, suggested) = (count(&[State::Decided, State::NotApplicable]), count(&[State::Suggested]));
    format!("评定{decided}项、建议{suggested}项、仍待评{}项", count(&[State::Open]))
}

impl Ask for Freeze {
    fn look(&self, _form: &Form) -> Look {
        let about = format!("把本年表今天的分定成一张自查表,以后不再变:{}", self.kept);
        let told = "写了哪一轮,就和那一轮的评分人并排比较".to_owned();
        let hint = "回车存好;空着也可以";
        Look { about: Some((about, 2)), told: Some(told), ..Look::new("存为自查", (70, 10), hint) }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let frozen = cx.book.freeze(&self.running.checklist, self.running.year, form.get("round"));
        let Some((id, _)) = cx.tried(frozen) else { return };
        let name = cx.book.sheet_in_hand(&Which::Saved(id), None).map(|h| h.sheet().name()).unwrap_or_default();
        cx.ask(Action::Pop);
        cx.ask(Action::Changed);
        cx.say(format!("已存为{}:{}(可以撤销)", quoted(&name), self.kept));
    }
}
