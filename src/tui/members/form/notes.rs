//! What stands below the fields of a member's page: a held row's cells, open issues, dues, changes of the membership, what
//! the person took part in this year. Not here: the fields (`fields`), saving (`form`).

use super::MemberForm;
use crate::{
    model::{date::Date, dues::year::DuesYear, member::columns},
    text::mask::mask_text,
    tui::theme::Theme,
};
use ratatui::style::Style;
use std::cmp::Reverse;

impl MemberForm {
    /// What stands below the fields, in the order of urgency.
    pub(super) fn notes(&self, theme: &Theme) -> Vec<(String, Style)> {
        let cell = |heading: &str, text: &str| {
            if self.revealed { text.to_owned() } else { columns::masked(heading, text) }
        };
        let mut notes = Vec::new();
        if let Some(issue) = &self.held {
            let p = &issue.problem;
            notes.push((format!("暂存 “{}”第{}行:{}", issue.file, p.row, p.message), theme.due));
            // What was not filled in comes first: there may not be room for all.
            let (sure, doubtful): (Vec<_>, Vec<_>) = issue.cells.iter().partition(|c| c.doubt.is_empty());
            for c in doubtful.into_iter().chain(sure) {
                let text = cell(&c.column, &c.text);
                let doubt = if c.doubt.is_empty() { String::new() } else { format!("({})", c.doubt) };
                let style = if c.doubt.is_empty() { theme.dim } else { theme.due };
                notes.push((format!("原表 {}:{text}{doubt}", c.column), style));
            }
        }
        for i in &self.issues {
            let p = &i.problem;
            let value = cell(&p.column, &p.value);
            let from = format!("{}第{}行;改好存盘即销,无误按 Ctrl+G", i.kind.name(), p.row);
            notes.push((format!("存疑 {}“{value}”:{}({from})", p.column, p.message), theme.due));
        }
        if let Some((all, line)) = self.dues.as_ref().and_then(|all| Some((all, all.lines.first()?)))
            && self.member.category.is_member()
        {
            let run = DuesYear::warning(all.run(line));
            notes.push((format!("党费 {}(F12 定标准)", all.words(line)), theme.normal));
            notes.extend(run.map(|text| (text, theme.due)));
        }
        for e in &self.events {
            notes.push((format!("变动 {} {} {}", e.on, e.what(), e.detail), theme.normal));
        }
        if !self.member.extra.is_empty() {
            let extra: Vec<String> = self.member.extra.iter().map(|(k, v)| format!("{k}:{}", cell(k, v))).collect();
            notes.push((format!("原表其他栏 {}", extra.join(" ")), theme.dim));
        }
        let held = self.attended.iter().map(|a| {
            let kind = self.kinds.get(&a.kind).unwrap_or(&a.kind);
            (a.on, format!("{} {kind}《{}》 {}", a.roll.name(), a.title, a.reason))
        });
        let mut done: Vec<(Date, String)> = held.chain(self.rows.iter().map(|r| (r.on, r.text.clone()))).collect();
        done.sort_by_key(|(on, _)| Reverse(*on));
        notes.extend(done.into_iter().map(|(on, text)| (format!("{on} {text}"), theme.dim)));
        if !self.revealed {
            notes.iter_mut().for_each(|(text, _)| *text = mask_text(text).into_owned());
        }
        notes
    }
}
