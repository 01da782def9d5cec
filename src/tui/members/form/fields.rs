//! The fields of a member's page: what they show, what is typed into them, which one a roster's column fills.
//! Not here: saving, and what stands below them (`member_form`).

use crate::{
    model::{
        date::PartialDate,
        member::{Category, Member, Role, Sex},
    },
    text::{
        date::parse_partial,
        idcard::{IdNumber, normal},
        mask::mask_text,
        number::digits,
        phone::Phone,
    },
    tui::widget::form::{Field, Form, Kind},
};

const YES: &str = "是";
const NO: &str = "否";

/// The id of the field that a column of a roster fills; `None` for a column without one.
pub fn of_column(column: &str) -> Option<&'static str> {
    Some(match column {
        "序号" => "no",
        "姓名" => "name",
        "性别" => "sex",
        "民族" => "ethnicity",
        "出生日期" => "birth",
        "公民身份号码" => "id_number",
        "学历" => "education",
        "人员类别" => "category",
        "入党时间" => "joined",
        "转正时间" => "full",
        "党小组" => "group",
        "职务" => "post",
        "从业情况" => "job",
        "联系电话" => "phone",
        "家庭住址" => "address",
        "流动党员" => "floating",
        "外出地点" | "流入地" => "floating_place",
        "备注" => "note",
        _ => return None,
    })
}

/// A cell of a roster as shown: numbers of people hidden unless asked for.
pub fn shown(column: &str, text: &str, revealed: bool) -> String {
    match column {
        _ if revealed => text.to_owned(),
        "公民身份号码" => IdNumber::from(text).to_string(),
        "联系电话" => Phone::from(text).to_string(),
        _ => mask_text(text).into_owned(),
    }
}

/// The member as typed, or the field at fault and what is wrong with it.
pub fn typed(form: &Form, member: &Member) -> Result<Member, (&'static str, String)> {
    let get = |id| form.get(id).to_owned();
    let date = |id: &'static str| match form.get(id) {
        "" => Ok(None),
        text => parse_partial(text)
            .and_then(|(y, m, d)| PartialDate::new(y, m, d))
            .map(Some)
            .ok_or((id, format!("日期“{text}”看不懂,例如 1985-07-15、1985.7、1985"))),
    };
    let mut m = member.clone();
    m.no = digits(form.get("no")).filter(|n| *n > 0).ok_or(("no", "编号要写数字".to_owned()))?;
    m.name = get("name");
    m.sex = Sex::ALL.iter().copied().find(|s| s.name() == form.get("sex"));
    m.ethnicity = get("ethnicity");
    m.birth = date("birth")?;
    // A masked number stands for itself until somebody types another.
    let id_number = form.get("id_number");
    if id_number != member.id_number.to_string() {
        m.id_number = whole("id_number", &normal(id_number), member.id_number.whole())?.into();
    }
    let phone = form.get("phone");
    if phone != member.phone.to_string() {
        m.phone = whole("phone", phone, member.phone.whole())?.into();
    }
    m.education = get("education");
    m.category = Category::ALL.iter().copied().find(|c| c.name() == form.get("category")).unwrap_or_default();
    m.joined = date("joined")?;
    m.full = date("full")?;
    m.group = get("group");
    m.post = get("post");
    m.role = Role::ALL.iter().copied().find(|r| r.name() == form.get("role"));
    m.job = get("job");
    m.address = get("address");
    m.floating = form.get("floating") == YES;
    m.floating_place = get("floating_place");
    m.note = get("note");
    if m.name.is_empty() {
        return Err(("name", "姓名还没填".into()));
    }
    Ok(m)
}

/// A number typed anew; one with its middle still hidden would destroy the stored one.
fn whole(field: &'static str, typed: &str, stored: &str) -> Result<String, (&'static str, String)> {
    if typed.contains('*') && typed != stored {
        return Err((field, "号码隐去了中间几位,先按 Ctrl+O 显示全部再改,或整栏删掉重输".into()));
    }
    Ok(typed.to_owned())
}

/// The fields of a member's page; `revealed`: identity number and phone with all their digits.
pub fn fields(m: &Member, revealed: bool) -> Vec<Field> {
    let (id_number, phone) = if revealed {
        (m.id_number.whole().to_owned(), m.phone.whole().to_owned())
    } else {
        (m.id_number.to_string(), m.phone.to_string())
    };
    let date = |d: Option<PartialDate>| d.map_or(String::new(), |d| d.to_string());
    let choice = |id, label, names: Vec<&str>, value: &str| {
        Field::new(id, label, Kind::Choice(names.into_iter().map(str::to_owned).collect()), value).half()
    };
    let line = |id, label, value: &str| Field::line(id, label, value).half();
    let mut roles = vec![""];
    roles.extend(Role::ALL.iter().map(|r| r.name()));
    let mut fields = vec![
        line("name", "姓名", &m.name),
        line("no", "编号", &m.no.to_string()),
        choice("sex", "性别", Sex::ALL.iter().map(|s| s.name()).collect(), m.sex.map_or("", |s| s.name())),
        line("ethnicity", "民族", &m.ethnicity),
        line("birth", "出生日期", &date(m.birth)),
        line("id_number", "身份证号", &id_number),
        line("education", "学历", &m.education),
        choice("category", "类别", Category::ALL.iter().map(|c| c.name()).collect(), m.category.name()),
        line("joined", "入党时间", &date(m.joined)),
        line("full", "转正时间", &date(m.full)),
        line("group", "党小组", &m.group),
        choice("role", "支委职务", roles, m.role.map_or("", |r| r.name())),
        line("post", "党内外职务", &m.post),
        line("job", "从业情况", &m.job),
        line("phone", "联系电话", &phone),
        choice("floating", "流动党员", vec![YES, NO], if m.floating { YES } else { NO }),
        line("floating_place", "外出地点", &m.floating_place),
    ];
    fields.push(Field::line("address", "家庭住址", &m.address));
    fields.push(Field::line("note", "备注", &m.note));
    fields
}
