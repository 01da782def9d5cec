//! The dialogs before steps are taken back: what was done, by whom and when, what would change, why it asks.
//! Not here: when they are needed (`shell::app`), the way they look (`widget::confirm`).

use crate::{
    book::{GoingBack, NextStep, Step},
    model::undo::Way,
    tui::{
        layer::Action,
        shell::history,
        widget::{
            confirm::{Confirm, Deed},
            reader::Tone,
        },
    },
};

/// Asks about the one step that undo or redo comes to next.
pub fn one(way: Way, step: &NextStep) -> Confirm {
    let word = way.name();
    let why: Vec<&str> = step.borders.iter().map(|b| b.text()).collect();
    let mut text = vec![
        (Tone::Head, step.label.clone()),
        (Tone::Normal, format!("{}(电脑“{}”)", step.made, step.device)),
        (Tone::Normal, format!("{word}它{}。", step.toll.text())),
    ];
    if step.passed_over > 0 {
        text.push((Tone::Normal, format!("以后别的电脑做的{}步不动。", step.passed_over)));
    }
    text.push((Tone::Dim, format!("先问一声:这一步{}。", why.join(","))));
    let deeds =
        vec![Deed::new(&format!("{word}这一步"), move || Action::Replay(way)), Deed::leave(&format!("不{word}"))];
    Confirm::new(&format!("{word}这一步?"), text, deeds)
}

/// Asks about everything after a step that somebody wants to go back to.
pub fn all_after(step: &Step, back: &GoingBack) -> Confirm {
    let mut text = vec![(Tone::Head, format!("回到:{}", step.label)), (Tone::Normal, history::made(step))];
    let mut deeds = Vec::new();
    if let Some(why) = &back.refusal {
        text.push((Tone::Normal, format!("回不去:{why}")));
    } else {
        text.push((Tone::Normal, format!("要撤销以后的{}步,{}。", back.later.len(), back.toll.text())));
        let n = step.n;
        deeds.push(Deed::new(&format!("撤销以后的{}步", back.later.len()), move || Action::GoBack(n)));
    }
    deeds.push(Deed::leave("不动"));
    if !back.later.is_empty() {
        text.push((Tone::Head, "这一步以后做的(新的在前):".to_owned()));
    }
    text.extend(back.later.iter().map(|(made, label)| (Tone::Normal, format!("{made} {label}"))));
    Confirm::new("回到这一步?", text, deeds)
}
