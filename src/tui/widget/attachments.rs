//! The files of one record, one item of a sheet or one row of a ledger: take in, open, let go.

use super::{
    file_picker::{FilePicker, PAPERS},
    list::{ListState, row},
};
use crate::{
    book::{self, Book, FilesOf},
    model::attachment::Attachment,
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
    },
};
use ratatui::layout::Rect;

pub struct Attachments {
    of: FilesOf,
    title: String,
    files: Vec<Attachment>,
    list: ListState,
}

impl Attachments {
    pub fn new(book: &Book, of: impl Into<FilesOf>, title: &str) -> book::Result<Self> {
        let of = of.into();
        let files = book.attachments(of.clone())?;
        Ok(Self { of, title: title.to_owned(), files, list: ListState::default() })
    }

    fn picker(&self, cx: &Cx) -> FilePicker {
        FilePicker::several("加附件", cx.book.folder(), PAPERS)
    }
}

impl Layer for Attachments {
    fn place(&self) -> Place {
        Place::Attachments
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::Delete if self.files.is_empty() => Err("还没有附件".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        if cmd == Cmd::New {
            let picker = self.picker(cx);
            return cx.push(picker);
        }
        if cmd == Cmd::Back {
            return cx.ask(Action::Pop);
        }
        let Some(file) = self.files.get(self.list.selected) else { return };
        match cmd {
            Cmd::Open => {
                let path = cx.book.attachment_file(file);
                cx.show_file(path);
            }
            Cmd::Delete => {
                let name = file.name.clone();
                let result = cx.book.detach(file.id);
                if cx.changed(result) {
                    cx.say(format!("已去掉附件“{name}”;在列表画面按 Ctrl+Z 撤销"));
                }
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        // A file that is dropped or pasted here is to be taken in.
        if let Input::Paste(_) = input {
            let mut picker = self.picker(cx);
            picker.input(input, cx);
            return cx.push(picker);
        }
        self.list.input(input, self.files.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let height = u16::try_from(self.files.len()).unwrap_or(u16::MAX).clamp(3, 20) + 2;
        let inner = canvas.popup(centred(area, 72, height), &format!("附件:{}", self.title));
        let theme = canvas.theme;
        if self.files.is_empty() {
            canvas.text(inner.x, inner.y, inner.width, "还没有附件。Ctrl+N 加照片、扫描件、签到表", theme.dim);
        }
        let window = self.list.window(self.files.len(), inner.height.into());
        for (y, i) in (inner.y..).zip(window) {
            let file = &self.files[i];
            let size = format!("{:>8} KB", file.size.div_ceil(1024));
            let columns = [(inner.width.saturating_sub(16), file.name.as_str()), (12, size.as_str())];
            row(canvas, Rect::new(inner.x, y, inner.width, 1), &columns, i == self.list.selected, theme.normal);
        }
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        self.files = book.attachments(self.of.clone())?;
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        let Answer::Files(paths) = answer else { return };
        let (mut added, mut failed) = (Vec::new(), Vec::new());
        for path in &paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match cx.book.attach(self.of.clone(), path) {
                Ok(_) => added.push(name),
                Err(why) => failed.push(format!("“{name}”没有加:{why}")),
            }
        }
        let said = match &added[..] {
            [] => None,
            [only] => Some(format!("已加入附件“{only}”")),
            several => Some(format!("已加入附件{}个", several.len())),
        };
        if said.is_some() {
            cx.ask(Action::Changed);
        }
        let told = said.into_iter().chain(failed.iter().cloned()).collect::<Vec<_>>().join(";");
        if failed.is_empty() { cx.say(told) } else { cx.warn(told) }
    }
}
