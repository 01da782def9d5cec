//! What a wide screen shows beside the roster: the selected member's main facts and last meetings.
//! Not here: the page with everything (`member_form`).

use crate::{
    book::{self, Attended, Book, LedgerLine},
    model::{
        date::{Date, PartialDate},
        id::MemberId,
        member::{Member, Sex},
    },
    text::{mask::mask_text, wrap::wrap},
    tui::paint::Canvas,
};
use chrono::Datelike;
use ratatui::layout::Rect;
use std::cmp::Reverse;

/// Meetings of this year and the last that are listed at most.
const MEETINGS: usize = 12;

/// What stands beside the roster, read for one member.
#[derive(Default)]
pub struct Side {
    of: Option<MemberId>,
    /// The newest first.
    attended: Vec<Attended>,
    /// The names of the activities' kinds.
    kinds: Vec<String>,
    /// What ledgers say of this year and the last, by day.
    rows: Vec<LedgerLine>,
}

impl Side {
    /// Reads what is to be shown of a member, unless it is there already.
    pub fn look(&mut self, book: &Book, member: Option<MemberId>) -> book::Result<()> {
        if self.of == member {
            return Ok(());
        }
        self.forget();
        let Some(id) = member else { return Ok(()) };
        let year = book.today().year();
        for year in [year, year - 1] {
            self.attended.extend(book.member_attendance(id, year)?.into_iter().rev());
            if self.attended.len() >= MEETINGS {
                break;
            }
        }
        self.attended.truncate(MEETINGS);
        let name = |a: &Attended| book.catalog().kind(&a.kind).map_or_else(|| a.kind.clone(), |k| k.name.clone());
        self.kinds = self.attended.iter().map(name).collect();
        self.rows = book.rows_of_member(id, year - 1)?;
        self.of = member;
        Ok(())
    }

    /// Forgets what was read, since the records changed.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect, m: &Member, today: Date) {
        let theme = canvas.theme;
        for y in area.top()..area.bottom() {
            canvas.text(area.x, y, 1, "│", theme.frame);
        }
        let (x, cols) = (area.x + 2, area.width.saturating_sub(3));
        let date = |d: Option<PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
        let age = m.age_on(today).map_or(String::new(), |a| format!("({a}岁)"));
        let role = m.role.map_or(String::new(), |r| format!("支部{} ", r.name()));
        let floating = if m.floating { format!("流动 {}", m.floating_place) } else { String::new() };
        let facts = [
            ("类别", m.category.name().to_owned()),
            ("出生", format!("{}{age}", date(m.birth))),
            ("民族学历", format!("{} {}", m.ethnicity, m.education)),
            ("身份证号", m.id_number.to_string()),
            ("入党", date(m.joined)),
            ("转正", date(m.full)),
            ("党小组", m.group.clone()),
            ("职务", format!("{role}{}", m.post)),
            ("从业", m.job.clone()),
            ("电话", m.phone.to_string()),
            ("住址", m.address.clone()),
            ("外出", floating),
            ("备注", m.note.clone()),
        ];
        let mut lines = vec![(format!("{} {} {}", m.no, m.name, m.sex.map_or("", Sex::name)), theme.label)];
        let filled = facts.iter().filter(|(_, text)| !text.trim().is_empty());
        lines.extend(filled.map(|(label, text)| (format!("{label} {}", mask_text(text.trim())), theme.normal)));
        let missing = m.missing();
        if !missing.is_empty() {
            lines.push((format!("缺 {}", missing.join("、")), theme.due));
        }
        lines.push(("最近的会议、活动和台账".to_owned(), theme.label));
        let held = self.attended.iter().zip(&self.kinds);
        let held = held.map(|(a, kind)| (a.on, format!("{kind} {} {}", a.roll.name(), a.reason)));
        let mut done: Vec<(Date, String)> = held.chain(self.rows.iter().map(|r| (r.on, r.text.clone()))).collect();
        done.sort_by_key(|(on, _)| Reverse(*on));
        if done.is_empty() {
            lines.push(("今年和去年都没有".to_owned(), theme.dim));
        }
        lines.extend(done.into_iter().map(|(on, text)| (format!("{on} {text}"), theme.normal)));
        let rows = lines.iter().flat_map(|(text, style)| {
            wrap(text, cols.into()).into_iter().map(|line| (&text[line], *style)).collect::<Vec<_>>()
        });
        for (y, (line, style)) in (area.top()..area.bottom()).zip(rows) {
            canvas.text(x, y, cols, line, style);
        }
    }
}
