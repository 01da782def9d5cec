//! What was seen on the spot on one item of a sheet: a note and, one key further, photos. Decides nothing.

use super::attachments::Attachments;
use crate::{
    book::{self, Book, FilesOf, InHand},
    model::{date::Date, score::Scored, sheet::Which},
    text::wrap::wrap,
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            form::{Field, Form, Kind},
            form_view,
            leave::Leave,
        },
    },
};
use ratatui::layout::Rect;

pub struct ItemNote {
    which: Which,
    item: Scored,
    files: usize,
    form: Form,
    leave: Leave,
    today: Date,
}

impl ItemNote {
    pub fn new(hand: &InHand, item: &Scored, today: Date) -> Self {
        let note =
            Field::new("note", "备注", Kind::Lines, hand.entered.note(&item.no)).hint("看到了什么、差什么;不影响得分");
        let files = hand.files.get(&item.no).map_or(0, Vec::len);
        let form = Form::new(vec![note]);
        Self { which: hand.sheet().which(), item: item.clone(), files, form, leave: Leave::default(), today }
    }

    fn files(&self) -> FilesOf {
        FilesOf::Item(self.which.clone(), self.item.no.clone())
    }
}

impl Layer for ItemNote {
    fn place(&self) -> Place {
        Place::ItemNote
    }

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => {
                let result = cx.book.note_item(&self.which, &self.item.no, self.form.get("note"));
                if cx.tried(result).is_some() {
                    cx.ask(Action::Pop);
                    cx.ask(Action::Changed);
                    cx.say(format!("{} 的备注已保存", self.item.no));
                }
            }
            Cmd::Attach => {
                let popup = Attachments::new(cx.book, self.files(), &format!("考核项 {}", self.item.no));
                if let Some(popup) = cx.tried(popup) {
                    cx.push(popup);
                }
            }
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.leave.stay();
        self.form.input(input);
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, 76, 14), &format!("备注:{}", self.item.no));
        let theme = canvas.theme;
        for (y, range) in (inner.y..inner.y + 2).zip(wrap(&self.item.text, inner.width.into())) {
            canvas.text(inner.x, y, inner.width, &self.item.text[range], theme.normal);
        }
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 3, inner.width, 6), self.today);
        let files = format!("照片等附件 {} 份:Ctrl+O 加入、打开", self.files);
        canvas.text(inner.x, inner.bottom() - 2, inner.width, &files, theme.message);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "Ctrl+S 保存;这一项是待评还是已定都不变", theme.dim);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.files = book.attachments(self.files())?.len();
        Ok(())
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
