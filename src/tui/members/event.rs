//! Something that happened to a membership: moved in or out, died, left the Party; another part in the committee, another
//! 党小组; the vote stopped and restored. What was registered by mistake goes away here too.

use crate::{
    model::{
        date::{Date, PartialDate},
        member::{EventKind, Member, MemberEvent, Role},
    },
    text::date::{parse_day, parse_partial},
    tui::{
        layer::Cx,
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

/// What begins the choices that take an event away.
const DROP: &str = "删去:";
/// No part in the committee.
const NO_OFFICE: &str = "无";

pub struct EventPopup {
    member: Member,
    events: Vec<MemberEvent>,
    /// The choice that the fields are for.
    chosen: String,
    today: Date,
}

impl EventPopup {
    /// The dialogue that registers what happened to a membership; `events`: what is registered of the member already.
    pub fn ask(member: Member, events: Vec<MemberEvent>, today: Date) -> Asking<Self> {
        Self::of_kind(EventKind::TransferredOut, member, events, today)
    }

    /// The dialogue with the kind of what happened chosen already.
    pub fn of_kind(kind: EventKind, member: Member, events: Vec<MemberEvent>, today: Date) -> Asking<Self> {
        let popup = Self { member, events, chosen: kind.name().to_owned(), today };
        let form = Form::new(popup.fields());
        Asking::new(popup, form, today)
    }

    fn kind(&self) -> Option<EventKind> {
        EventKind::ALL.iter().copied().find(|k| k.name() == self.chosen)
    }

    /// The event that the choice takes away.
    fn dropped(&self) -> Option<&MemberEvent> {
        let words = self.chosen.strip_prefix(DROP)?;
        self.events.iter().find(|e| e.words() == words)
    }

    fn fields(&self) -> Vec<Field> {
        let kinds = EventKind::ALL.iter().map(|k| k.name().to_owned());
        let drops = self.events.iter().map(|e| format!("{DROP}{}", e.words()));
        let mut fields = vec![Field::new("kind", "变动", Kind::Choice(kinds.chain(drops).collect()), &self.chosen)];
        let Some(kind) = self.kind() else { return fields };
        fields.push(Field::line("on", "从哪天起", "").hint("3月5日、2026-3-5、2026年3月"));
        match kind {
            EventKind::Office => {
                let names =
                    || Kind::Choice(Role::ALL.iter().map(|r| r.name()).chain([NO_OFFICE]).map(str::to_owned).collect());
                let was = self.member.role.map_or(NO_OFFICE, Role::name);
                fields.push(Field::new("was", "原任", names(), was).half());
                fields.push(Field::new("became", "现任", names(), was).half());
            }
            EventKind::Group => {
                fields.push(Field::line("was", "原在", &self.member.group).hint("哪个党小组,没有就空着").half());
                fields.push(Field::line("became", "调到", "").hint("哪个党小组,不编组就空着").half());
            }
            _ => {}
        }
        fields.push(Field::line("detail", "说明", "").hint("转往何处、文号等,可不填"));
        fields
    }

    /// What was replaced, and by what, as stored.
    fn replaced(&self, kind: EventKind, form: &Form) -> [String; 2] {
        ["was", "became"].map(|id| match kind {
            EventKind::Office => {
                Role::ALL.iter().find(|r| r.name() == form.get(id)).map_or("", |r| r.code()).to_owned()
            }
            _ => form.get(id).to_owned(),
        })
    }
}

/// A day as typed, or a month or year where no more is known.
pub fn day_typed(typed: &str, today: Date) -> Option<PartialDate> {
    let partly = || parse_partial(typed).and_then(|(y, m, d)| PartialDate::new(y, m, d));
    parse_day(typed, today).map(PartialDate::from).or_else(partly)
}

impl Ask for EventPopup {
    fn look(&self, _form: &Form) -> Look {
        let note = match self.kind() {
            Some(EventKind::Office | EventKind::Group) => "这天以前的会仍按原来的算;名册改成现在的",
            Some(EventKind::VoteStopped) => "照常应到,没有表决权:留党察看、被留置或逮捕",
            None => "它改过的名册内容也改回去;Ctrl+Z 可以撤销",
            _ => "",
        };
        let hint = if self.kind().is_some() {
            "← → 选变动,回车下一栏,Ctrl+S 登记"
        } else {
            "← → 选,Ctrl+S 删去"
        };
        // All of them are in sight, also where the field has room for some.
        let kinds: Vec<String> = (1..).zip(EventKind::ALL).map(|(n, k)| format!("{n}{}", k.name())).collect();
        let kinds = kinds.chunks(5).map(|row| row.join(" ")).collect::<Vec<_>>().join("\n");
        let look = Look::new(format!("登记变动:{}", self.member.name), (72, 13), hint);
        Look { about: Some((kinds, 3)), note: Some(note.to_owned()), ..look }
    }

    fn typed(&mut self, form: &mut Form) {
        if form.get("kind") != self.chosen {
            form.get("kind").clone_into(&mut self.chosen);
            let mut typed = form.values();
            typed.retain(|id, _| ["on", "detail"].contains(&id.as_str()));
            *form = Form::new(self.fields());
            form.restore(&typed);
        }
        let typed = form.get("on");
        let reading = match day_typed(typed, self.today) {
            _ if typed.is_empty() => String::new(),
            Some(day) => format!("= {day}"),
            None => "看不懂的日期".to_owned(),
        };
        form.fields.iter_mut().filter(|f| f.id == "on").for_each(|f| f.told.clone_from(&reading));
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        if let Some(event) = self.dropped() {
            let result = cx.book.delete_member_event(event);
            return cx.answered(result, format!("已删去登记:{} {};Ctrl+Z 恢复", self.member.name, event.words()));
        }
        let typed = form.get("on");
        let (Some(kind), Some(on)) = (self.kind(), day_typed(typed, self.today)) else {
            form.focus_on("on");
            return cx.warn("没有登记:日期看不懂,例如 3月5日、2026-3-5");
        };
        let [was, became] = if kind.replaces() { self.replaced(kind, form) } else { Default::default() };
        let detail = form.get("detail").to_owned();
        let event = MemberEvent { was, became, detail, ..MemberEvent::new(&self.member, kind, on) };
        let words = event.words();
        let result = cx.book.add_member_event(&event);
        cx.answered(result, format!("已登记:{} {words}", self.member.name));
    }
}
