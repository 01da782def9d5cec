//! What was seen on the spot on one item of a sheet: a note and, one key further, photos. Decides nothing.

use crate::{
    book::{self, Book, FilesOf, InHand},
    model::{date::Date, score::Scored, sheet::Which},
    tui::{
        command::{Cmd, Place},
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            attachments::Attachments,
            form::{Field, Form, Kind},
        },
    },
};

pub struct ItemNote {
    which: Which,
    item: Scored,
    files: usize,
}

impl ItemNote {
    pub fn ask(hand: &InHand, item: &Scored, today: Date) -> Asking<Self> {
        let note =
            Field::new("note", "备注", Kind::Lines, hand.entered.note(&item.no)).hint("看到了什么、差什么;不影响得分");
        let files = hand.files.get(&item.no).map_or(0, Vec::len);
        let ask = Self { which: hand.sheet().which(), item: item.clone(), files };
        Asking::new(ask, Form::new(vec![note]), today)
    }

    fn files(&self) -> FilesOf {
        FilesOf::Item(self.which.clone(), self.item.no.clone())
    }
}

impl Ask for ItemNote {
    fn place(&self) -> Place {
        Place::ItemNote
    }

    fn look(&self, _form: &Form) -> Look {
        let hint = "Ctrl+S 保存;这一项是待评还是已定都不变";
        Look {
            about: Some((self.item.text.clone(), 2)),
            note: Some(format!("照片等附件 {} 份:Ctrl+O 加入、打开", self.files)),
            ..Look::new(format!("备注:{}", self.item.no), (76, 14), hint)
        }
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let result = cx.book.note_item(&self.which, &self.item.no, form.get("note"));
        cx.answered(result, format!("{} 的备注已保存", self.item.no));
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if cmd == Cmd::Attach {
            let popup = Attachments::new(cx.book, self.files(), &format!("考核项 {}", self.item.no));
            if let Some(popup) = cx.tried(popup) {
                cx.push(popup);
            }
        }
    }

    fn refresh(&mut self, book: &Book, _form: &mut Form) -> book::Result<()> {
        self.files = book.attachments(self.files())?.len();
        Ok(())
    }
}
