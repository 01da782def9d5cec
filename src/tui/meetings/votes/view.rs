//! The votes as they are drawn: a row for each matter, and below them what is known of the one in focus.
//! Not here: typing (`votes`).

use super::{COLUMNS, FIRST_COUNT, MATTER, RULE, VotesPopup};
use crate::{
    model::vote::{Outcome, VoteMethod},
    text::{width::cut_with_sign, wrap::wrap},
    tui::{
        paint::{Canvas, centred},
        widget::{cell, list::heading},
    },
};
use ratatui::layout::Rect;

const HEADINGS: [&str; COLUMNS + 1] = ["事项", "规则", "赞成", "反对", "弃权", "书面", "结果"];
/// Lines below the rows: the rule, its basis (two lines), what is doubtful, the keys.
const BELOW: u16 = 6;

impl VotesPopup {
    /// What is known of the matter in focus: the rule, its basis, the outcome, what is doubtful.
    fn notes(&self) -> (String, String, String) {
        let Some(line) = self.line() else { return Default::default() };
        let vote = line.vote(self.voters);
        let rule = self.rules.iter().find(|r| r.id == line.rule);
        let doubts = if line.is_open() { Vec::new() } else { vote.doubts(rule) };
        let offered = line.offered && line.is_open();
        let doubts = if offered {
            vec!["议程、候选人里的,记了票才算;直接打字就另写一项".to_owned()]
        } else {
            doubts
        };
        let Some(rule) = rule else {
            return ("没有选规则,不判断结果".into(), String::new(), doubts.join(";"));
        };
        let needed = match rule.judge(&vote, self.ballots) {
            Outcome::Open if self.voters.is_none() => "点完名才判断".to_owned(),
            Outcome::Open => "还没记票".to_owned(),
            Outcome::Short(n) => format!("人数不足:要{n}人到会"),
            outcome @ (Outcome::Impossible | Outcome::Void) => outcome.name().to_owned(),
            outcome @ (Outcome::Passed(n) | Outcome::Failed(n)) => format!("要{n}票:{}", outcome.name()),
        };
        (format!("{};{needed}", rule.words()), rule.source(), doubts.join(";"))
    }

    pub(super) fn show(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let rows = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).clamp(3, 40);
        let inner = canvas.popup(centred(area, 90, rows.saturating_add(BELOW + 4)), "表决");
        let head = match self.voters {
            Some(v) => format!("有表决权应到{} 到会{}", v.due, v.present),
            None => "还没点完名:票数先记下,点完名再看结果".to_owned(),
        };
        let form = self.line().and_then(|l| l.form).map_or("没写(Ctrl+T 选)", VoteMethod::name);
        canvas.text(inner.x, inner.y, inner.width, &format!("{head} 表决方式 {form}"), theme.message);
        // A small window leaves the matter no less than it needs.
        let (rule, count) = if inner.width < 70 { (8, 4) } else { (12, 5) };
        let matter = inner.width.saturating_sub(2 + rule + 1 + 4 * (count + 1) + 9).max(8);
        let cols = [matter - 1, rule, count, count, count, count, 8];
        let headings: Vec<(u16, &str)> = cols.into_iter().zip(HEADINGS).collect();
        heading(canvas, Rect::new(inner.x, inner.y + 1, inner.width, 1), &headings);
        let height = inner.height.saturating_sub(2 + BELOW).max(1);
        let mut cursor = None;
        for (y, i) in (inner.y + 2..).zip(self.list.window(self.lines.len(), height.into())) {
            let (line, here) = (&self.lines[i], i == self.list.selected);
            let rule = self.rules.iter().find(|r| r.id == line.rule);
            canvas.text(inner.x, y, 1, if here { ">" } else { " " }, theme.label);
            let mut x = inner.x + 2;
            for (column, width_of) in cols.into_iter().enumerate() {
                let focused = here && column == self.column;
                let plain = if line.is_open() { theme.dim } else { theme.normal };
                let style = if focused { theme.field } else { plain };
                match column {
                    RULE => {
                        let name = rule.map_or(line.rule.as_str(), |r| &r.name);
                        canvas.cell(x, y, width_of, name, if focused { theme.selected } else { plain });
                    }
                    COLUMNS => {
                        let outcome =
                            rule.filter(|_| !line.is_open()).map(|r| r.judge(&line.vote(self.voters), self.ballots));
                        let style = match outcome {
                            Some(Outcome::Passed(_)) => theme.good,
                            Some(Outcome::Open) | None => theme.dim,
                            Some(_) => theme.bad,
                        };
                        canvas.text(x, y, width_of, outcome.map_or("", Outcome::name), style);
                    }
                    _ => {
                        let editor = if column == MATTER { &line.matter } else { &line.counts[column - FIRST_COUNT] };
                        if focused {
                            let at = cell::draw(canvas, editor, Rect::new(x, y, width_of, 1), style);
                            cursor = Some((at, y));
                        } else {
                            canvas.cell(x, y, width_of, &cut_with_sign(editor.text(), width_of.into()), style);
                        }
                    }
                }
                x += width_of + 1;
            }
        }
        let (rule, source, doubts) = self.notes();
        let y = inner.bottom().saturating_sub(BELOW - 1);
        canvas.text(inner.x, y, inner.width, &rule, theme.normal);
        for (y, part) in (y + 1..y + 3).zip(wrap(&source, inner.width.into())) {
            canvas.text(inner.x, y, inner.width, &source[part], theme.dim);
        }
        canvas.text(inner.x, y + 3, inner.width, &doubts, theme.due);
        let keys = match self.column {
            RULE => {
                let rules: Vec<String> = (1..).zip(&self.rules).map(|(n, r)| format!("{n}{}", r.name)).collect();
                format!("← → {}", rules.join(" "))
            }
            _ => "回车下一格;空行上回车完成;也可整行写:接收张三 20/0/1".to_owned(),
        };
        canvas.text(inner.x, y + 4, inner.width, &keys, theme.dim);
        if let Some((x, y)) = cursor {
            canvas.set_cursor(x, y);
        }
    }
}
