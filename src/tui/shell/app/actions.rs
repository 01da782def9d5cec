//! Carrying out what layers ask for: pushing, popping, undoing, reading again after a change, keeping drafts of what is
//! left unsaved. Not here: which key means what, and drawing (`app`).

use super::{App, Message};
use crate::{
    book,
    tui::{
        command::{Cmd, Is},
        layer::{Action, Answer, Cx, Layer},
    },
};

impl App {
    pub(super) fn undo(&mut self, redo: bool) {
        match self.layers.last_mut().and_then(|l| l.undo_typing(redo)) {
            Some(true) => {}
            Some(false) => {
                self.say(if redo { "本栏没有可以恢复的输入" } else { "本栏没有可以撤销的输入" })
            }
            None => {
                let done = if redo { self.book.redo() } else { self.book.undo() };
                match done {
                    Ok(changed) => {
                        // Undoing the first start leaves no branch to show.
                        if self.book.org().is_none()
                            && let Err(e) = self.begin()
                        {
                            return self.warn(e.to_string());
                        }
                        self.carry_out(vec![Action::Changed, Action::Say(format!("已{}", changed.label))]);
                    }
                    Err(e) => self.warn(e.to_string()),
                }
            }
        }
    }

    pub(super) fn carry_out(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Push(layer) => match self.book.read_only().filter(|_| layer.place().is(Is::OnlyWrites)) {
                    Some(reason) => self.warn(reason.to_owned()),
                    None => self.layers.push(layer),
                },
                Action::Pop => self.pop(),
                Action::Answer(answer) => self.answer(answer),
                Action::Say(text) => self.say(text),
                Action::Warn(text) => self.warn(text),
                Action::Changed => self.refresh(),
                Action::Run(cmd) => self.run(cmd),
                Action::Go(go) => self.go_to(go),
                Action::OpenFile(path) => {
                    self.say(format!("已生成 {}", path.display()));
                    self.to_open.push(path);
                }
                Action::DropDraft(key) => {
                    if let Err(e) = self.book.drop_draft(&key) {
                        self.warn(e.to_string());
                    }
                }
                Action::Demo => {
                    if let Err(e) = self.show_demo() {
                        self.warn(e.to_string());
                    }
                }
                Action::Started => {
                    if let Err(e) = self.begin() {
                        self.warn(e.to_string());
                    } else {
                        // The roster comes first: everything else asks who belongs.
                        let notices = std::mem::take(&mut self.message);
                        self.run(Cmd::Members);
                        self.message = notices;
                        if self.message.text.is_empty() {
                            self.say("可以开始了。先按 Ctrl+O 导入花名册;F3 记会议,F2 看该做什么");
                        }
                    }
                }
            }
        }
    }

    fn show_demo(&mut self) -> book::Result<()> {
        let (book, folder) = book::demo_book(self.book.clock())?;
        self.book = book;
        self.demo = Some(folder);
        self.begin()?;
        self.say("这是示例支部,人和事都是编的,退出后不保留;正式使用请重新打开程序");
        Ok(())
    }

    pub(super) fn push(&mut self, layer: impl Layer + 'static) {
        self.layers.push(Box::new(layer));
    }

    /// Puts another screen in the place of all layers; unsaved forms stay as drafts.
    pub(super) fn show_screen(&mut self, screen: impl Layer + 'static) {
        self.hand_down();
        while !self.layers.is_empty() {
            if !self.drop_top() {
                return;
            }
        }
        self.push(screen);
    }

    /// Tells every layer what the popup above it holds, so that a draft is whole though the popup is still open.
    pub(super) fn hand_down(&mut self) {
        for above in (1..self.layers.len()).rev() {
            let (below, top) = self.layers.split_at_mut(above);
            if let (Some(layer), Some(answer)) = (below.last_mut(), top.first().and_then(|l| l.in_hand())) {
                let mut cx = Cx { book: &mut self.book, actions: Vec::new() };
                layer.receive(answer, &mut cx);
            }
        }
    }

    fn pop(&mut self) {
        if self.layers.len() > 1 {
            self.drop_top();
        }
    }

    /// Takes the top layer away once what is unsaved in it is a draft; whether it could be taken away.
    fn drop_top(&mut self) -> bool {
        let draft = self.layers.last().and_then(|l| l.draft());
        let kept = draft.is_some();
        if let Some(draft) = draft {
            if let Err(e) = self.book.keep_draft(&draft) {
                self.warn(format!("草稿没能写下,先不关这张表:{e}"));
                return false;
            }
            self.say(format!("{} 没有保存,已留作草稿(Ctrl+D 接着填)", draft.label));
        }
        self.layers.pop();
        if kept && let Some(top) = self.layers.last_mut() {
            // A list tells of drafts for days to come.
            let read = top.refresh(&self.book);
            read.unwrap_or_else(|e| self.warn(e.to_string()));
        }
        true
    }

    fn answer(&mut self, answer: Answer) {
        self.layers.pop();
        let Some(top) = self.layers.last_mut() else { return };
        let mut cx = Cx { book: &mut self.book, actions: Vec::new() };
        top.receive(answer, &mut cx);
        let actions = cx.actions;
        self.carry_out(actions);
    }

    fn refresh(&mut self) {
        for layer in &mut self.layers {
            if let Err(e) = layer.refresh(&self.book) {
                self.message = Message { text: e.to_string(), bad: true };
            }
        }
        self.count_score();
    }

    pub(super) fn count_score(&mut self) {
        self.score = None;
        if self.book.org().is_none() {
            return;
        }
        match self.book.score(None, self.book.today()) {
            Ok(score) => self.score = Some(score),
            Err(e) => self.warn(e.to_string()),
        }
    }
}
