//! Esc in a small form that keeps no draft: the first one over something typed only asks.

use crate::tui::layer::{Action, Cx};

/// Whether the form was asked to close and has not been typed into since.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leave {
    asked: bool,
}

impl Leave {
    /// Takes an Esc; `typed`: something would be lost.
    pub fn back(&mut self, typed: bool, cx: &mut Cx) {
        if typed && !self.asked {
            self.asked = true;
            return cx.warn("还没有保存;再按 Esc 放弃输入");
        }
        cx.ask(Action::Pop);
    }

    /// Takes any other key: the form stays.
    pub fn stay(&mut self) {
        self.asked = false;
    }
}
