//! Something that happened to a membership: moved in or out, died, left the Party.

use crate::{
    model::{
        date::{Date, PartialDate},
        id::EventId,
        member::{EventKind, Member, MemberEvent},
    },
    text::date::{parse_day, parse_partial},
    tui::{
        layer::Cx,
        popup::question::{Asked, Look, Question},
        widget::form::{Field, Form, Kind},
    },
};

pub struct EventPopup {
    member: Member,
}

impl EventPopup {
    pub fn ask(member: Member, today: Date) -> Asked<Self> {
        let kinds = EventKind::ALL.iter().map(|k| k.name().to_owned()).collect();
        let form = Form::new(vec![
            Field::new("kind", "变动", Kind::Choice(kinds), EventKind::TransferredOut.name()),
            Field::line("on", "日期", "").hint("3月5日、2026-3-5、2026年3月"),
            Field::line("detail", "说明", "").hint("转往何处、文号等,可不填"),
        ]);
        Asked::new(Self { member }, form, today)
    }
}

impl Question for EventPopup {
    fn look(&self, _form: &Form) -> Look {
        let title = format!("登记变动:{}", self.member.name);
        Look::new(title, (66, 8), "← → 选变动,回车下一栏,Ctrl+S 登记")
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let kind = EventKind::ALL.iter().copied().find(|k| k.name() == form.get("kind"));
        let typed = form.get("on");
        let on = parse_day(typed, cx.book.today())
            .map(PartialDate::from)
            .or_else(|| parse_partial(typed).and_then(|(y, m, d)| PartialDate::new(y, m, d)));
        let (Some(kind), Some(on)) = (kind, on) else {
            form.focus_on("on");
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5");
        };
        let detail = form.get("detail").to_owned();
        let event = MemberEvent { id: EventId(0), org: self.member.org, member: self.member.id, kind, on, detail };
        let result = cx.book.add_member_event(&event);
        cx.answered(result, format!("已登记:{} {} {on}", self.member.name, kind.name()));
    }
}
