//! The first start: name the branch, or look at the sample branch first.

use crate::{
    book::Book,
    model::{
        date::{Date, PartialDate},
        org::{Org, OrgKind},
    },
    text::date::parse_partial,
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
        },
    },
};
use ratatui::layout::Rect;

pub struct Start {
    form: Form,
    folder: String,
    today: Date,
}

/// Kinds that keep books of their own, as a first start offers them.
fn kinds() -> impl Iterator<Item = OrgKind> {
    OrgKind::ALL.into_iter().filter(|k| k.keeps_books() && *k != OrgKind::Branch)
}

impl Start {
    pub fn new(book: &Book) -> Self {
        let names: Vec<String> = kinds().map(|k| k.name().to_owned()).collect();
        let form = Form::new(vec![
            Field::line("name", "党组织名称", "").hint("例如 柳林村党支部"),
            Field::new("kind", "类型", Kind::Choice(names.clone()), names.first().map_or("", |n| n)),
            Field::line("township", "所属乡镇(街道)", "").hint("可不填"),
            Field::line("founded", "成立时间", "").hint("可不填,如 2026-03;此前的月份不算缺"),
            Field::line("person", "谁在用这台电脑", "").hint("姓名,记在改动记录里"),
            Field::new("demo", "先看示例", Kind::Action, "回车打开示例支部(编的人和事,不保存)"),
        ]);
        Self { form, folder: book.folder().display().to_string(), today: book.today() }
    }

    /// The day of founding as far as it is known; `None` where the text is no date.
    fn founded(&self) -> Option<Option<PartialDate>> {
        match self.form.get("founded") {
            "" => Some(None),
            text => parse_partial(text).and_then(|(y, m, d)| PartialDate::new(y, m, d)).map(Some),
        }
    }

    fn create(&mut self, cx: &mut Cx) {
        let name = self.form.get("name").to_owned();
        if name.is_empty() {
            self.form.focus_on("name");
            return cx.warn("先填党组织名称");
        }
        let kind = kinds().find(|k| k.name() == self.form.get("kind")).unwrap_or(OrgKind::Village);
        let township = self.form.get("township").to_owned();
        let Some(founded) = self.founded() else {
            self.form.focus_on("founded");
            return cx.warn("成立时间看不懂:写 2026、2026-03 或 2026-03-05,不知道就空着");
        };
        let person = cx.book.set_person(self.form.get("person"));
        if cx.tried(person).is_none() {
            return;
        }
        let org = Org { township, founded, ..Org::new(kind, &name) };
        let result = cx.book.add_org(org);
        if cx.tried(result).is_some() {
            cx.ask(Action::Started);
        }
    }
}

impl Layer for Start {
    fn place(&self) -> Place {
        Place::Start
    }

    fn typing(&self) -> Typing {
        self.form.typing()
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.create(cx),
            Cmd::Back => cx.say("退出按 Ctrl+Q;填好按 Ctrl+S 开始"),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        let on_person = self.form.focused().is_some_and(|f| f.id == "person");
        let enter = matches!(input, Input::Key(k) if k.code == crossterm::event::KeyCode::Enter);
        if on_person && enter {
            return self.create(cx);
        }
        if let Event::Acted(_) = self.form.input(input) {
            cx.ask(Action::Demo);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, 76, 15), "支部工作台 第一次使用");
        let theme = canvas.theme;
        canvas.text(
            inner.x,
            inner.y,
            inner.width,
            "先给党组织起个名字。名称以后按 Ctrl+L 能改。回车下一栏,填完自动开始",
            theme.message,
        );
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 2, inner.width, 6), self.today);
        canvas.text(inner.x, inner.bottom() - 3, inner.width, "数据只存在这台电脑的一个文件夹里,不联网:", theme.dim);
        canvas.text(inner.x, inner.bottom() - 2, inner.width, &self.folder, theme.dim);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "Ctrl+S 开始  Ctrl+Q 退出", theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
