//! The year's sheets: open one, begin a rater's or a review, freeze a self-check, compare, move to a new version.
//! Not here: scoring on one (`checklist`), the form of a new one (`new_sheet`).

use super::{
    all_orgs::AllOrgsView, comparison::ComparisonView, freeze::Freeze, new_sheet::NewSheet, rounds::RoundsView,
    trend::Trend,
};
use crate::{
    book::{self, Book, InHand},
    model::sheet::{SheetRole, Which},
    tui::{
        command::{Cmd, Place},
        input::Input,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        widget::{
            list::{ListState, heading, row},
            reader::{Reader, Tone},
        },
    },
};
use ratatui::layout::Rect;

pub struct Sheets {
    year: i32,
    sheets: Vec<InHand>,
    list: ListState,
}

impl Sheets {
    pub fn new(book: &Book, year: i32, shown: &Which) -> book::Result<Self> {
        let sheets = read(book, year)?;
        let at = sheets.iter().position(|h| h.sheet().which() == *shown).unwrap_or(0);
        Ok(Self { year, sheets, list: ListState::at(at) })
    }

    fn selected(&self) -> Option<&InHand> {
        self.sheets.get(self.list.selected)
    }

    fn move_on(&self, checklist: &str, cx: &mut Cx) {
        let moved = cx.book.move_to_new_version(checklist, self.year);
        let Some((left, _)) = cx.tried(moved) else { return };
        cx.ask(Action::Changed);
        if left.is_empty() {
            return cx.say("已换用新版,评定全部带过来了;Ctrl+Z 撤销");
        }
        let head = "这些项新版里没有或改了,评定没有带过来(旧表还在;Ctrl+Z 撤销):".to_owned();
        let lines = std::iter::once((Tone::Head, head)).chain(left.into_iter().map(|l| (Tone::Normal, l)));
        cx.push(Reader::new("换用新版", lines.collect()));
    }
}

fn read(book: &Book, year: i32) -> book::Result<Vec<InHand>> {
    book.sheets(year)?.iter().map(|s| book.sheet_in_hand(&s.which(), None)).collect()
}

impl Layer for Sheets {
    fn place(&self) -> Place {
        Place::Sheets
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Delete if self.selected().is_none_or(|h| h.sheet().role == SheetRole::Running) => {
                Err("本年的表不能删除".into())
            }
            Cmd::NewVersion if self.sheets.iter().all(|h| h.opened.newer.is_none()) => Err("没有更新的版本".into()),
            Cmd::SideBySide if self.sheets.len() < 2 => Err("只有一张表".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        let Some(running) = self.sheets.first().map(|h| h.sheet().clone()) else { return cx.ask(Action::Pop) };
        match cmd {
            Cmd::Back => cx.ask(Action::Pop),
            Cmd::New => cx.push(NewSheet::ask(cx.book, &running)),
            Cmd::Freeze => {
                let asked = self.sheets.first().map(|running| Freeze::ask(cx.book, running));
                if let Some(asked) = asked.and_then(|asked| cx.tried(asked)) {
                    cx.push(asked);
                }
            }
            Cmd::SideBySide => {
                let view = ComparisonView::new(cx.book, self.year);
                if let Some(view) = cx.tried(view) {
                    cx.push(view);
                }
            }
            Cmd::Trend => {
                let trend = Trend::new(cx.book, self.year);
                if let Some(trend) = cx.tried(trend) {
                    cx.push(trend);
                }
            }
            Cmd::Rounds => {
                let rounds = RoundsView::new(cx.book, self.year);
                if let Some(rounds) = cx.tried(rounds) {
                    cx.push(rounds);
                }
            }
            Cmd::AllOrgs => {
                let all = AllOrgsView::new(cx.book, self.year);
                if let Some(all) = cx.tried(all) {
                    cx.push(all);
                }
            }
            Cmd::NewVersion => self.move_on(&running.checklist, cx),
            _ => {}
        }
        let Some(sheet) = self.selected().map(|h| h.sheet().clone()) else { return };
        match cmd {
            Cmd::Open => cx.ask(Action::Answer(Answer::Sheet(sheet.which()))),
            Cmd::Delete => {
                let with = cx.book.sheet_belongings(sheet.id);
                let Some(with) = cx.tried(with) else { return };
                let result = cx.book.delete_sheet(sheet.id);
                cx.deleted(result, &with);
            }
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        self.list.input(input, self.sheets.len());
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let height = u16::try_from(self.sheets.len()).unwrap_or(u16::MAX).clamp(4, 16) + 4;
        let inner = canvas.popup(centred(area, 78, height), &format!("{}年的评分表", self.year));
        let theme = canvas.theme;
        // The name says which sheet it is: where room is short, what it also says goes first, then the version.
        let room = inner.width.saturating_sub(2 + 8 * 3);
        let [who, day, version] = match room {
            0..38 => [0, 0, 0],
            38..48 => [0, 11, 0],
            _ => [7, 11, 4],
        };
        let extra: u16 = [who, day, version].into_iter().filter(|c| *c > 0).map(|c| c + 1).sum();
        let cols = [room.saturating_sub(extra + 1), who, day, version, 7, 7, 7];
        let names = ["表", "谁评的", "日期", "版", "已定", "待评", "满分"];
        let head: Vec<_> = cols.iter().copied().zip(names).filter(|(c, _)| *c > 0).collect();
        heading(canvas, Rect::new(inner.x, inner.y, inner.width, 1), &head);
        let rows = Rect::new(inner.x, inner.y + 1, inner.width, inner.height.saturating_sub(2));
        for (y, i) in (rows.y..).zip(self.list.window(self.sheets.len(), rows.height.into())) {
            let hand = &self.sheets[i];
            let (s, t) = (hand.sheet(), hand.score.totals);
            let day = s.scored_on.map_or("至今".to_owned(), |d| d.to_string());
            let texts = [
                s.name(),
                s.role.name().to_owned(),
                day,
                s.version.to_string(),
                t.confirmed.to_string(),
                t.open_text(),
                t.max.to_string(),
            ];
            let columns: Vec<(u16, &str)> =
                cols.iter().copied().zip(texts.iter().map(String::as_str)).filter(|(c, _)| *c > 0).collect();
            row(canvas, Rect::new(rows.x, y, rows.width, 1), &columns, i == self.list.selected, theme.normal);
        }
        let note = self.sheets.iter().find_map(|h| h.opened.newer).map_or_else(
            || "回车打开评分;Ctrl+N 加评分人的表;Ctrl+W 各轮和全年;Ctrl+A 各单位".to_owned(),
            |v| format!("考核表有第{v}版:Ctrl+U 换用(同样的项带过来,旧表还在)"),
        );
        canvas.text(inner.x, inner.bottom() - 1, inner.width, &note, theme.message);
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let known: Vec<_> = self.sheets.iter().map(|h| h.sheet().id).collect();
        self.sheets = read(book, self.year)?;
        // A sheet that was just begun is the one to go on with.
        if let Some(new) = self.sheets.iter().position(|h| !known.contains(&h.sheet().id)) {
            self.list.selected = new;
        }
        Ok(())
    }
}
