//! Drawing the checklist: the figures on top, the items group by group, and below them all that is known of one.
//! Not here: what the keys do (`checklist`).

use super::{ChecklistScreen, DETAIL};
use crate::{
    model::{
        checklist::Item,
        duty::Status,
        ledger::Rectified,
        points::Points,
        score::{Change, Gap, State},
        sheet::SheetRole,
    },
    text::{
        width::{cut, cut_with_sign, whole_parts, width},
        wrap::wrap,
    },
    tui::{
        paint::Canvas,
        widget::list::{heading, row},
    },
};
use ratatui::{layout::Rect, style::Style};

/// Lines under the rule of an area, wrapped, as many as there is room for.
fn draw_lines(canvas: &mut Canvas, area: Rect, lines: &[(String, Style)]) {
    let cols = usize::from(area.width);
    let of = |(text, style): &(String, Style)| -> Vec<(String, Style)> {
        wrap(text, cols).into_iter().map(|range| (text[range].to_owned(), *style)).collect()
    };
    let wrapped: Vec<(String, Style)> = lines.iter().flat_map(of).collect();
    let room = usize::from(area.height.saturating_sub(1));
    for (y, (n, (text, style))) in (area.y + 1..area.bottom()).zip(wrapped.iter().enumerate()) {
        // The last line says that there is more.
        let more = if n + 1 == room && wrapped.len() > room { "…" } else { "" };
        let kept = cut(text, cols.saturating_sub(width(more)));
        canvas.text(area.x, y, area.width, &format!("{kept}{more}"), *style);
    }
}

/// What was done to a sum, in words; `None` where nothing was.
fn change_words(changes: &[Change]) -> Option<String> {
    let texts: Vec<&str> = changes.iter().map(|c| c.text.as_str()).collect();
    (!texts.is_empty()).then(|| texts.join(";"))
}

/// The gaps in a line; people who lack the same stand together.
fn in_short<'a>(gaps: impl Iterator<Item = &'a Gap>) -> String {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for gap in gaps {
        let person = gap.text.rsplit_once(' ').filter(|_| gap.member.is_some() && gap.ledger.is_some());
        match (person, parts.last_mut()) {
            (Some((what, name)), Some((same, text))) if *same == what => text.push_str(&format!("、{name}")),
            _ => parts.push((person.map_or("", |(what, _)| what), gap.text.clone())),
        }
    }
    parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(";")
}

impl ChecklistScreen {
    pub(super) fn draw_all(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let top = self.draw_head(canvas, area);
        let area = Rect { y: area.y + top, height: area.height - top, ..area };
        let text_cols = area.width.saturating_sub(2 + 5 + 5 + 6 + 6 + 7 + 6);
        let cols = [5, text_cols, 5, 6, 6, 6];
        let names = ["序号", "考核内容", "满分", "建议", "已定", "状态"];
        heading(canvas, Rect::new(area.x, area.y, area.width, 1), &cols.iter().copied().zip(names).collect::<Vec<_>>());
        let explained = DETAIL.min((area.height + top) / 3);
        let list = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1 + explained));
        let window = self.list.window(self.rows.len(), list.height.into());
        for (y, i) in (list.y..).zip(window) {
            let (s, item) = self.rows[i];
            let section = &self.hand.score.sections[s];
            let line = Rect::new(area.x, y, area.width, 1);
            let selected = i == self.list.selected;
            let Some(item) = item.map(|i| &section.items[i]) else {
                let t = section.totals;
                let mut text = format!("{}  满分{} 预估{} 待评{}", section.name, t.max, t.expected, t.open_text());
                if let Some(changes) = change_words(&section.changes) {
                    text += &format!("({changes})");
                }
                row(canvas, line, &[(area.width, &text)], selected, theme.label);
                continue;
            };
            let (state, style) = match item.state {
                State::Decided | State::NotApplicable if item.is_stale() => ("已变", theme.due),
                State::Decided => ("已定", theme.good),
                State::Suggested => ("建议", theme.normal),
                State::Open => ("待评", theme.due),
                State::NotApplicable => ("不适用", theme.dim),
            };
            let (state, style) = match self.rectified(item) {
                Some(Rectified::UnderWay) => ("整改中", theme.due),
                Some(Rectified::ToReview) => ("待复核", theme.due),
                None => (state, style),
            };
            let show = |p: Option<Points>| p.map_or(String::new(), |p| p.to_string());
            let texts =
                [&item.no, &item.text, &item.max.to_string(), &show(item.suggestion), &show(item.decided), state];
            let columns: Vec<(u16, &str)> = cols.iter().copied().zip(texts).collect();
            row(canvas, line, &columns, selected, style);
        }
        let detail = Rect::new(area.x, list.bottom(), area.width, explained);
        self.draw_detail(canvas, detail);
    }

    /// All that is known of the item in front, in as many lines as there are.
    fn draw_detail(&self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        canvas.text(area.x, area.y, area.width, &"-".repeat(area.width.into()), theme.dim);
        let detail = Rect { x: area.x + 2, width: area.width - 3, ..area };
        let Some(item) = self.selected() else { return self.draw_section(canvas, detail) };
        let mut lines: Vec<(String, Style)> = vec![(format!("{} {}", item.no, item.text), theme.normal)];
        let basis = match item.state {
            State::Decided | State::NotApplicable => "评定",
            _ if item.suggestion.is_some() => "建议(规则可改)",
            _ => "依据",
        };
        let reason = match (item.reason.as_str(), item.decided) {
            ("", Some(points)) => format!("得{points},没有写原因"),
            ("", None) => "记录里看不出,要看现场和材料".to_owned(),
            (reason, _) => reason.to_owned(),
        };
        lines.push((format!("{basis}:{reason}"), theme.message));
        let scored_by = self.hand.opened.list.item(&item.no).map(Item::scored_by).unwrap_or_default();
        if !scored_by.is_empty() {
            lines.push((scored_by, theme.normal));
        }
        if let Some(state) = self.rectified(item) {
            lines.push((format!("整改:{}", state.name()), theme.due));
        }
        if item.is_stale() {
            lines.push((format!("评定以后变了:{}", item.changed.join(";")), theme.bad));
        }
        let gaps = in_short(item.gaps.iter().filter(|g| g.status != Status::NotYet));
        if !gaps.is_empty() {
            lines.push((format!("缺口(F8 去补):{gaps}"), theme.due));
        }
        let note = self.hand.entered.note(&item.no);
        if !note.is_empty() {
            lines.push((format!("备注:{}", note.replace('\n', ";")), theme.normal));
        }
        if let Some(files) = self.hand.files.get(&item.no) {
            let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
            lines.push((format!("附件:{}", names.join("、")), theme.normal));
        }
        draw_lines(canvas, detail, &lines);
    }

    /// How the points of the group in front come about.
    fn draw_section(&self, canvas: &mut Canvas, detail: Rect) {
        let theme = canvas.theme;
        let Some((s, _)) = self.rows.get(self.list.selected) else { return };
        let Some((section, scored)) = self.hand.opened.list.sections.get(*s).zip(self.hand.score.sections.get(*s))
        else {
            return;
        };
        let meets = section.max.is_none_or(|max| max == section.sum());
        let style = if meets { theme.normal } else { theme.bad };
        let mut lines = vec![(section.name.clone(), theme.label), (section.make_up(), style)];
        lines.extend(change_words(&scored.changes).map(|changes| (changes, theme.message)));
        draw_lines(canvas, detail, &lines);
    }

    /// The sheet's name and figures, and what must be known of its versions and sums; gives back the lines used.
    fn draw_head(&self, canvas: &mut Canvas, area: Rect) -> u16 {
        let (sheet, score) = (self.hand.sheet(), &self.hand.score);
        let t = score.totals;
        let own = sheet.role == SheetRole::Running;
        let waived = (t.waived > Points::ZERO).then(|| format!("不适用{}", t.waived));
        let figures = [
            if own { sheet.name() } else { format!("评分:{}", sheet.name()) },
            format!("预估{}", t.expected),
            format!("待评{}", t.open_text()),
            format!("已确认{}", t.confirmed),
            format!("满分{}", t.max),
            "(数字跳到该项)".to_owned(),
        ];
        let room = usize::from(area.width - 2);
        // The checklist's name gives way to the figures.
        let named = width(&score.name) + 1 + width(&figures[..5].join(" ")) <= room;
        let name = named.then(|| score.name.clone());
        // Another sheet than the year's own is named first of all.
        let (first, rest) = figures.split_at(if own { 0 } else { 1 });
        let parts: Vec<String> = first.iter().cloned().chain(name).chain(rest.iter().cloned()).chain(waived).collect();
        let style = if own { canvas.theme.message } else { canvas.theme.due };
        canvas.text(area.x + 2, area.y, area.width - 2, &whole_parts(&parts, room), style);
        let mut used = 1;
        let line = |canvas: &mut Canvas, used: &mut u16, text: &str, style| {
            canvas.text(area.x + 2, area.y + *used, area.width - 2, text, style);
            *used += 1;
        };
        if !score.vetoes.is_empty() {
            let vetoes: Vec<&str> = score.vetoes.iter().map(|v| v.text.as_str()).collect();
            line(canvas, &mut used, &format!("一票否决:{}", vetoes.join(";")), canvas.theme.bad);
        }
        if let Some(text) = self.beside_points() {
            line(canvas, &mut used, &text, canvas.theme.message);
        }
        if let Some((first, rest)) = score.warnings.split_first() {
            let more = if rest.is_empty() { String::new() } else { format!("(另有{}条)", rest.len()) };
            let text = cut_with_sign(&format!("{more}{first}"), room).into_owned();
            line(canvas, &mut used, &text, canvas.theme.bad);
        }
        used
    }

    /// The grade, what the sheet does to the sum of its groups, and what is not points at all; `None` on most sheets.
    fn beside_points(&self) -> Option<String> {
        let score = &self.hand.score;
        let grade = score.grade.as_ref().map(|g| {
            let best = if g.best == g.band { String::new() } else { format!(",最好可到{}", g.best) };
            let why = if g.reasons.is_empty() { String::new() } else { format!("({})", g.reasons.join(";")) };
            format!("等次:{}{best}{why}", g.band)
        });
        let money = score.money.iter().map(|m| format!("{} 另计 {}{}", m.item, m.amount, m.unit));
        let parts: Vec<String> = grade.into_iter().chain(change_words(&score.changes)).chain(money).collect();
        (!parts.is_empty()).then(|| parts.join("  "))
    }
}
