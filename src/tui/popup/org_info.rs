//! What is known of the organisation at hand, and who is at the keyboard, to be put right.
//! Not here: founding the first one (`screen::start`), switching (`orgs`).

use crate::{
    book::{self, Book},
    model::{
        date::PartialDate,
        org::{Org, OrgKind},
    },
    text::{date::parse_partial, number::digits},
    tui::{
        layer::{Action, Cx},
        popup::question::{Asked, Look, Question},
        widget::form::{Field, Form, Kind},
    },
};

pub struct OrgInfo {
    org: Org,
}

impl OrgInfo {
    /// `None` before there is an organisation.
    pub fn ask(book: &Book) -> book::Result<Option<Asked<Self>>> {
        let Some(org) = book.org().cloned() else { return Ok(None) };
        let kinds = book.kinds_that_fit(&org)?.into_iter().map(|k| k.name().to_owned()).collect();
        let founded = org.founded.map_or(String::new(), |d| d.to_string());
        let form = Form::new(vec![
            Field::line("name", "党组织名称", &org.name),
            Field::new("kind", "类别", Kind::Choice(kinds), org.kind.name()),
            Field::line("township", "所属乡镇(街道)", &org.township).hint("可不填"),
            Field::line("theme_day", "主题党日", &org.theme_day.to_string()).hint("每月几日,1至28"),
            Field::line("founded", "成立时间", &founded).hint("可不填,例如 2019.7;这之前的月份不算缺"),
            Field::line("person", "谁在用这台电脑", book.person()).hint("姓名,记在改动记录里"),
        ]);
        Ok(Some(Asked::new(Self { org }, form, book.today())))
    }
}

impl Question for OrgInfo {
    fn look(&self, form: &Form) -> Look {
        // The names of the kinds are long: all of them stand in a line of their own.
        let hint = match form.focused() {
            Some(Field { id, kind: Kind::Choice(kinds), .. }) if id == "kind" => {
                kinds.iter().enumerate().map(|(i, k)| format!("{}{k}", i + 1)).collect::<Vec<_>>().join(" ")
            }
            _ => "回车下一栏,Ctrl+S 保存(可以撤销)".to_owned(),
        };
        Look::new("支部信息", (78, 11), hint)
    }

    fn answer(&mut self, form: &mut Form, cx: &mut Cx) {
        let typed = form.get("founded");
        let founded = parse_partial(typed).and_then(|(y, m, d)| PartialDate::new(y, m, d));
        if founded.is_none() && !typed.is_empty() {
            form.focus_on("founded");
            return cx.warn("没有保存:成立时间看不懂,例如 2019、2019.7、2019-7-1");
        }
        let Some(theme_day) = digits(form.get("theme_day")).and_then(|n| u8::try_from(n).ok()) else {
            form.focus_on("theme_day");
            return cx.warn("没有保存:主题党日填每月几日,1至28");
        };
        let kind = OrgKind::ALL.into_iter().find(|k| k.name() == form.get("kind")).unwrap_or(self.org.kind);
        let org = Org {
            kind,
            name: form.get("name").to_owned(),
            township: form.get("township").to_owned(),
            theme_day,
            founded,
            ..self.org.clone()
        };
        if org != self.org {
            let result = cx.book.add_org(org);
            if !cx.changed(result) {
                return;
            }
        }
        let person = cx.book.set_person(form.get("person"));
        if cx.tried(person).is_some() {
            cx.ask(Action::Pop);
            cx.say("已保存支部信息");
        }
    }
}
