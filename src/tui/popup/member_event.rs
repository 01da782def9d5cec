//! Something that happened to a membership: moved in or out, died, left the Party.

use crate::{
    model::{
        date::{Date, PartialDate},
        id::EventId,
        member::{EventKind, Member, MemberEvent},
    },
    text::date::{parse_day, parse_partial},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            form::{Event, Field, Form, Kind},
            form_view,
            leave::Leave,
        },
    },
};
use ratatui::layout::Rect;

pub struct EventPopup {
    member: Member,
    form: Form,
    leave: Leave,
    today: Date,
}

impl EventPopup {
    pub fn new(member: Member, today: Date) -> Self {
        let kinds = EventKind::ALL.iter().map(|k| k.name().to_owned()).collect();
        let form = Form::new(vec![
            Field::new("kind", "变动", Kind::Choice(kinds), EventKind::TransferredOut.name()),
            Field::line("on", "日期", "").hint("3月5日、2026-3-5、2026年3月"),
            Field::line("detail", "说明", "").hint("转往何处、文号等,可不填"),
        ]);
        Self { member, form, leave: Leave::default(), today }
    }

    fn save(&mut self, cx: &mut Cx) {
        let kind = EventKind::ALL.iter().copied().find(|k| k.name() == self.form.get("kind"));
        let typed = self.form.get("on");
        let on = parse_day(typed, self.today)
            .map(PartialDate::from)
            .or_else(|| parse_partial(typed).and_then(|(y, m, d)| PartialDate::new(y, m, d)));
        let (Some(kind), Some(on)) = (kind, on) else {
            self.form.focus_on("on");
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5");
        };
        let detail = self.form.get("detail").to_owned();
        let event = MemberEvent { id: EventId(0), org: self.member.org, member: self.member.id, kind, on, detail };
        let result = cx.book.add_member_event(&event);
        if cx.tried(result).is_none() {
            return;
        }
        cx.ask(Action::Pop);
        cx.ask(Action::Changed);
        cx.say(format!("已登记:{} {} {on}", self.member.name, kind.name()));
    }
}

impl Layer for EventPopup {
    fn place(&self) -> Place {
        Place::Ask
    }

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Save => self.save(cx),
            Cmd::Back => self.leave.back(self.form.is_dirty(), cx),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        self.leave.stay();
        if self.form.input(input) == Event::Finished {
            self.save(cx);
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas.popup(centred(area, 66, 8), &format!("登记变动:{}", self.member.name));
        form_view::draw(&mut self.form, canvas, Rect::new(inner.x, inner.y + 1, inner.width, 3), self.today);
        canvas.text(inner.x, inner.bottom() - 1, inner.width, "← → 选变动,回车下一栏,Ctrl+S 登记", canvas.theme.dim);
    }

    fn undo_typing(&mut self, redo: bool) -> Option<bool> {
        self.form.undo_typing(redo)
    }
}
