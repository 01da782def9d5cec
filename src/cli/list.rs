//! Lists of members, activities, duties and readings: for people, or as JSON whose shape scripts rely on.
//! Not here: the score (`score`), rows of ledgers (`ledger`).

use super::{
    Outcome, Place,
    args::{Filter, List},
    dues, ledger,
    table::{self, fits, json_list},
};
use crate::{
    book::{ActivityRow, Book, Hit, Listed},
    model::{
        duty::{Count, Entry, Status},
        member::{Member, MemberEvent, Standing},
        reading::{Reading, Since},
    },
};
use chrono::Datelike;
use serde_json::json;

/// A limit of hits that no branch ever reaches.
const ALL: usize = 1_000_000;

pub fn list(place: &Place, what: &List) -> Outcome {
    let book = place.read_branch()?;
    match what {
        List::Members { filter, unmasked, left } => members(&book, filter, *unmasked, *left),
        List::Activities { filter } => activities(&book, filter),
        List::Ledger(args) => ledger::list(&book, args),
        List::Duties { filter } => duties(&book, filter),
        List::Dues { filter } => dues::list(&book, filter, year(filter.year, &book)),
        List::Readings { filter } => readings(&book, filter),
    }
}

fn members(book: &Book, filter: &Filter, unmasked: bool, left: bool) -> Outcome {
    let query = filter.query.as_deref();
    let mut members = book.roster(book.today())?;
    members.retain(|l| {
        let m = &l.member;
        if l.left.is_some() && !left {
            return false;
        }
        let no = m.no.to_string();
        let texts = [&m.group, &m.post, &m.address, &m.job, &m.note, &m.floating_place].map(String::as_str);
        let found = |q: &str| m.id_number.contains(q) || m.phone.contains(q);
        fits(query, &m.name, &texts) || query.map(str::trim).is_some_and(|q| q == no || found(q))
    });
    let number = |m: &Member| {
        if unmasked {
            (m.id_number.whole().to_owned(), m.phone.whole().to_owned())
        } else {
            (m.id_number.to_string(), m.phone.to_string())
        }
    };
    let today = book.today();
    if filter.json.json {
        let row = |l: &Listed| {
            let m = &l.member;
            let (id_number, phone) = number(m);
            json!({
                "standing": standing_code(l), "id": m.id, "no": m.no, "name": m.name,
                "sex": m.sex.map(|s| s.code()), "sex_name": m.sex.map(|s| s.name()),
                "ethnicity": m.ethnicity, "birth": m.birth, "age": m.age_on(today), "id_number": id_number,
                "education": m.education, "category": m.category.code(), "category_name": m.category.name(),
                "joined": m.joined, "full": m.full, "group": m.group, "post": m.post, "role": m.role.map(|r| r.code()),
                "job": m.job, "phone": phone, "address": m.address,
                "floating": m.floating, "floating_place": m.floating_place, "note": m.note, "missing": m.missing(),
            })
        };
        return json_list(members.iter().map(row).collect());
    }
    let row = |l: &Listed| {
        let m = &l.member;
        let (id_number, phone) = number(m);
        [
            m.no.to_string(),
            m.name.clone(),
            m.sex.map_or("", |s| s.name()).to_owned(),
            m.birth.map(|b| b.to_string()).unwrap_or_default(),
            l.left.as_ref().map_or(m.category.name().to_owned(), MemberEvent::words),
            m.joined.map(|d| d.to_string()).unwrap_or_default(),
            m.group.clone(),
            m.post.clone(),
            id_number,
            phone,
        ]
    };
    let rows: Vec<_> = members.iter().map(row).collect();
    let headings = ["序号", "姓名", "性别", "出生", "类别", "入党", "党小组", "职务", "身份证号", "电话"];
    Ok(format!("{}共{}人", table::render(headings, &rows), rows.len()).into())
}

/// The standing of a person as JSON has it. `none`: on the way to membership, or not yet a member on that day.
fn standing_code(listed: &Listed) -> &'static str {
    match (&listed.left, listed.standing) {
        (Some(_), _) => "left",
        (None, Some(Standing::Full)) => "full",
        (None, Some(Standing::Probationary)) => "probationary",
        (None, None) => "none",
    }
}

fn activities(book: &Book, filter: &Filter) -> Outcome {
    let query = filter.query.as_deref();
    let in_text: Vec<_> = match query {
        Some(q) if !q.trim().is_empty() => book.search(q, ALL)?,
        _ => vec![],
    }
    .into_iter()
    .filter_map(|hit| match hit {
        Hit::Activity { id, .. } => Some(id),
        Hit::Member { .. } | Hit::Ledger { .. } => None,
    })
    .collect();
    let kind = |row: &ActivityRow| book.catalog().kind(&row.kind).map_or(row.kind.clone(), |k| k.name.clone());
    let mut rows = book.activities(year(filter.year, book))?;
    rows.retain(|r| in_text.contains(&r.id) || fits(query, &kind(r), &[&r.title, &r.place, &r.group, &r.no]));
    if filter.json.json {
        let row = |r: &ActivityRow| {
            json!({
                "id": r.id, "no": r.no, "kind": r.kind, "kind_name": kind(r), "held_on": r.on, "title": r.title,
                "group": if r.group.is_empty() { None } else { Some(&r.group) }, "place": r.place,
                "due": r.turnout.due, "present": r.turnout.present, "stated": r.turnout.stated, "unmarked": r.unmarked,
                "days_late": r.days_late, "imported": r.imported, "held_with": r.held_with,
            })
        };
        return json_list(rows.iter().map(row).collect());
    }
    let line = |r: &ActivityRow| {
        let mut remarks = Vec::new();
        if r.turnout.stated {
            remarks.push("人数据原记录".to_owned());
        }
        if r.unmarked > 0 {
            remarks.push(format!("{}人未点名", r.unmarked));
        }
        if r.days_late > 0 {
            remarks.push(format!("{}天后录入", r.days_late));
        }
        if r.imported {
            remarks.push("导入".to_owned());
        }
        [
            r.no.clone(),
            r.on.to_string(),
            kind(r),
            r.group.clone(),
            r.title.clone(),
            format!("{}/{}", r.turnout.present, r.turnout.due),
            remarks.join(","),
        ]
    };
    let lines: Vec<_> = rows.iter().map(line).collect();
    let headings = ["编号", "日期", "类别", "党小组", "主题", "实到/应到", "说明"];
    Ok(format!("{}共{}次", table::render(headings, &lines), lines.len()).into())
}

/// Lists the duties as the overview shows them: each period of each duty, with the count of its line and whom 谈心谈话 has
/// not reached.
fn duties(book: &Book, filter: &Filter) -> Outcome {
    let query = filter.query.as_deref();
    let year = year(filter.year, book);
    let all = book.calendar(year)?;
    let count = |e: &Entry| Count::of(all.iter().filter(|o| (&o.duty, &o.group) == (&e.duty, &e.group)));
    let fitting = |e: &&Entry| fits(query, &e.name, &[e.group.as_deref().unwrap_or(""), &e.period.to_string()]);
    let entries: Vec<&Entry> = all.iter().filter(fitting).collect();
    if filter.json.json {
        let row = |e: &&Entry| {
            let Count { done, of } = count(e);
            json!({
                "duty": e.duty, "name": e.name, "group": e.group, "period": e.period.to_string(),
                "status": e.status, "days_left": e.days_left, "records": e.records, "unpaid": e.dues.map(|d| d.unpaid()),
                "year_done": done, "year_due": of, "untalked": e.unreached,
            })
        };
        return json_list(entries.iter().map(row).collect());
    }
    let row = |e: &&Entry| {
        let status = match (e.status, e.days_left) {
            (Status::Due, Some(days)) => format!("{}(还剩{days}天)", Status::Due.name()),
            (status, _) => status.name().to_owned(),
        };
        let remark = e.remark().unwrap_or_default();
        [e.name.clone(), e.group.clone().unwrap_or_default(), e.period.name(), status, count(e).to_string(), remark]
    };
    let rows: Vec<_> = entries.iter().map(row).collect();
    Ok(table::render(["任务", "党小组", "时段", "情况", "全年", "说明"], &rows).into())
}

fn readings(book: &Book, filter: &Filter) -> Outcome {
    let mut found = Vec::new();
    for reading in book.readings(year(filter.year, book))? {
        let grade = reading.grade.map_or("", |g| g.name());
        if fits(filter.query.as_deref(), &reading.reader, &[&reading.opinion, grade, &reading.period().name()]) {
            let since = book.since_reading(&reading)?;
            found.push((reading, since));
        }
    }
    if filter.json.json {
        let row = |(r, since): &(Reading, Since)| {
            json!({
                "period": r.period().to_string(), "grade": r.grade.map(|g| g.code()),
                "grade_name": r.grade.map(|g| g.name()), "opinion": r.opinion, "reader": r.reader,
                "read_on": r.read_on, "records_changed_since": r.read_on.map(|_| since.records),
            })
        };
        return json_list(found.iter().map(row).collect());
    }
    let row = |(r, since): &(Reading, Since)| {
        [
            r.period().name(),
            r.grade.map_or(String::new(), |g| g.name().to_owned()),
            r.reader.clone(),
            r.read_on.map_or(String::new(), |d| d.to_string()),
            r.opinion.clone(),
            since.text().unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    Ok(table::render(["季度", "等次", "调阅人", "日期", "意见", "说明"], &rows).into())
}

fn year(named: Option<i32>, book: &Book) -> i32 {
    named.unwrap_or_else(|| book.today().year())
}
