//! What is known of the organisation at hand, and who is at the keyboard, to be put right; and what a further one is.
//! Not here: founding the first one (`start`), switching (`switch`).

use crate::{
    book::{self, Book},
    model::{
        date::PartialDate,
        id::OrgId,
        org::{Org, OrgKind, told_apart},
    },
    text::{date::parse_partial, number::digits},
    tui::{
        go::Go,
        layer::{Action, Cx},
        widget::{
            ask::{Ask, Asking, Look},
            form::{Field, Form, Kind},
        },
    },
};

/// No organisation above in this file.
const NOBODY: &str = "这份数据里没有";

pub struct OrgInfo {
    org: Org,
    /// The other organisations, as the list of those above calls them.
    above: Vec<(OrgId, String)>,
}

impl OrgInfo {
    /// The dialogue about the organisation at hand; `None` before there is one.
    pub fn ask(book: &Book) -> book::Result<Option<Asking<Self>>> {
        let Some(org) = book.org().cloned() else { return Ok(None) };
        Ok(Some(Self::about(book, org)))
    }

    /// The dialogue that founds a further organisation: under the one at hand where that keeps no books, else beside
    /// it.
    pub fn found(book: &Book) -> book::Result<Asking<Self>> {
        let here = book.org();
        let parent = here.and_then(|o| if o.kind.keeps_books() { o.parent } else { Some(o.id) });
        let township = here.map_or(String::new(), |o| o.township.clone());
        let org = Org { parent, township, ..Org::new(OrgKind::Village, "") };
        Ok(Self::about(book, org))
    }

    /// What it may be where it is put is said when it is saved: that follows from what is put above it.
    fn about(book: &Book, org: Org) -> Asking<Self> {
        let kinds = OrgKind::ALL.into_iter().filter(|k| *k != OrgKind::Group || *k == org.kind);
        let kinds = kinds.map(|k| k.name().to_owned()).collect();
        let founded = org.founded.map_or(String::new(), |d| d.to_string());
        let above: Vec<(OrgId, String)> = told_apart(book.orgs()).into_iter().filter(|(id, _)| *id != org.id).collect();
        let parent = above.iter().find(|(id, _)| Some(*id) == org.parent).map_or(NOBODY, |(_, name)| name).to_owned();
        let names = [NOBODY.to_owned()].into_iter().chain(above.iter().map(|(_, name)| name.clone())).collect();
        let mut form = Form::new(vec![
            Field::line("name", "党组织名称", &org.name),
            Field::new("kind", "类别", Kind::Choice(kinds), org.kind.name()),
            Field::new("parent", "上级党组织", Kind::Choice(names), &parent),
            Field::line("township", "所属乡镇(街道)", &org.township).hint("可不填"),
            Field::line("theme_day", "主题党日", &org.theme_day.to_string()).hint("每月几日,1至28"),
            Field::line("founded", "成立时间", &founded).hint("可不填,例如 2019.7;这之前的月份不算缺"),
        ]);
        if org.id.0 != 0 {
            form.fields.push(Field::line("person", "谁在用这台电脑", book.person()).hint("姓名,记在改动记录里"));
            form.mark_saved();
        }
        Asking::new(Self { org, above }, form, book.today())
    }
}

impl Ask for OrgInfo {
    fn look(&self, form: &Form) -> Look {
        // The names of the kinds are long: all of them stand in a line of their own.
        let hint = match form.focused() {
            Some(Field { id, kind: Kind::Choice(kinds), .. }) if id == "kind" => {
                kinds.iter().enumerate().map(|(i, k)| format!("{}{k}", i + 1)).collect::<Vec<_>>().join(" ")
            }
            _ => "回车下一栏,Ctrl+S 保存(可以撤销)".to_owned(),
        };
        Look::new(if self.org.id.0 == 0 { "新建党组织" } else { "支部信息" }, (78, 12), hint)
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
        let parent = self.above.iter().find(|(_, name)| name == form.get("parent")).map(|(id, _)| *id);
        let org = Org {
            kind,
            parent,
            name: form.get("name").to_owned(),
            township: form.get("township").to_owned(),
            theme_day,
            founded,
            ..self.org.clone()
        };
        if org.id.0 == 0 {
            let name = org.name.trim().to_owned();
            let result = cx.book.add_org(org);
            let Some(changed) = cx.tried(result) else { return };
            cx.ask(Action::Pop);
            cx.ask(Action::Changed);
            // One that keeps no books is there to stand above others: the work goes on where it was.
            if kind.keeps_books() {
                changed.orgs.first().into_iter().for_each(|id| cx.ask(Action::Go(Go::Org(*id))));
            }
            return cx.say(format!("已新建“{name}”(可以撤销)"));
        }
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
