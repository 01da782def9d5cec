//! The list of meetings (F3) and of theme days (F4), by year and kind.

use super::{form::MeetingForm, readings::Readings};
use crate::{
    book::{
        self, ActivityRow, Book, Draft, Heads,
        papers::{Format, Printout, RECORD, Subject},
    },
    model::{
        activity::{ActivityKind, LATE_DAYS, Meeting, QuorumState},
        date::{Date, Period},
        id::ActivityId,
        import::FileKind,
        undo::Touched,
    },
    text::width::width,
    tui::{
        command::{Cmd, Place},
        go::Go,
        imports::{issues::Issues, preview::ImportPreview},
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::Canvas,
        widget::{
            file_picker::{FilePicker, TABLES},
            list::{ListState, heading, row},
            papers,
            pick::{Choice, Item, Pick},
        },
    },
};
use chrono::Datelike;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::collections::{BTreeMap, BTreeSet};

/// The most columns of remarks.
const REMARKS: u16 = 24;

pub struct Meetings {
    theme_days: bool,
    year: i32,
    /// The only kind listed, by its place among `kinds`; `None` for all.
    kind: Option<usize>,
    kinds: Vec<ActivityKind>,
    /// The whole year of this screen's kinds.
    all: Vec<ActivityRow>,
    /// The heads of activities that need a quorum, or are told apart by whom they were with.
    heads: BTreeMap<ActivityId, Heads>,
    /// The activities in whose course others were held.
    leading: BTreeSet<ActivityId>,
    /// How many issues activities files left open.
    issues: usize,
    /// Drafts of this screen's kinds for days to come, the next first.
    planned: Vec<(Date, String)>,
    today: Date,
    list: ListState,
}

impl Meetings {
    pub fn new(book: &Book, theme_days: bool) -> book::Result<Self> {
        let kinds = book.catalog().kinds.iter().filter(|k| k.theme_day == theme_days).cloned().collect();
        let today = book.today();
        let mut screen = Self {
            theme_days,
            year: today.year(),
            kind: None,
            kinds,
            all: Vec::new(),
            heads: BTreeMap::new(),
            leading: BTreeSet::new(),
            issues: 0,
            planned: Vec::new(),
            today,
            list: ListState::default(),
        };
        screen.refresh(book)?;
        screen.list.selected = screen.all.len().saturating_sub(1);
        Ok(screen)
    }

    fn rows(&self) -> Vec<&ActivityRow> {
        let only = self.kind.and_then(|k| self.kinds.get(k));
        self.all.iter().filter(|r| only.is_none_or(|k| k.id == r.kind)).collect()
    }

    fn selected(&self) -> Option<&ActivityRow> {
        self.rows().get(self.list.selected).copied()
    }

    /// The selected record as it is now.
    fn read(&self, cx: &mut Cx) -> Option<Meeting> {
        let id = self.selected()?.id;
        let meeting = cx.book.meeting(id).and_then(|m| m.ok_or_else(|| book::Error::gone("这条记录")));
        cx.tried(meeting)
    }

    fn print(&self, what: &Printout, format: Format, cx: &mut Cx) {
        if let Some(meeting) = self.read(cx) {
            papers::print(what, format, &Subject::Record(&meeting), cx);
        }
    }

    fn look(&self, what: &Printout, format: Format, cx: &mut Cx) {
        if let Some(meeting) = self.read(cx) {
            papers::look(what, format, &Subject::Record(&meeting), cx);
        }
    }

    fn kind_of(&self, row: &ActivityRow) -> Option<&ActivityKind> {
        self.kinds.iter().find(|k| k.id == row.kind)
    }

    /// The title of an activity; where each is recorded alone, behind whom it was with.
    fn title(&self, row: &ActivityRow) -> String {
        match self.heads.get(&row.id).filter(|_| self.kind_of(row).is_some_and(|k| k.each)) {
            Some(Heads { names, tally }) if tally.due > 0 => {
                let first = names.first().map_or("", String::as_str);
                let more = if tally.due > 1 { format!("等{}人", tally.due) } else { String::new() };
                format!("{first}{more}:{}", row.title)
            }
            _ => row.title.clone(),
        }
    }

    /// What is said where too few were there; `None` where enough were.
    fn missed(&self, row: &ActivityRow) -> Option<String> {
        let quorum = self.kind_of(row)?.quorum;
        let heads = self.heads.get(&row.id).filter(|_| !row.turnout.stated)?;
        matches!(quorum.judge(heads.tally), QuorumState::Short(_)).then(|| quorum.missed())
    }

    /// What is to be known of a record beside its figures, what is wrong with it first.
    fn remarks(&self, row: &ActivityRow) -> String {
        let unmarked = row.unmarked > 0 && !row.turnout.stated;
        let same_day = row.held_with.is_some() || self.leading.contains(&row.id);
        let remarks = [
            self.missed(row),
            (row.days_late > LATE_DAYS).then(|| format!("补录{}天", row.days_late)),
            unmarked.then(|| format!("未点名{}", row.unmarked)),
            same_day.then(|| "同日".to_owned()),
            row.imported.then(|| "导入".to_owned()),
        ];
        remarks.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Selects what was just recorded, for the next key to act on; else what was selected before, wherever it is now.
    fn keep_selection(&mut self, (selected, before): (Option<ActivityId>, Vec<ActivityRow>)) {
        let new: Vec<ActivityId> =
            self.all.iter().map(|r| r.id).filter(|id| before.iter().all(|old| old.id != *id)).collect();
        let wanted = match new[..] {
            [only] => Some(only),
            _ => selected,
        };
        if let Some(at) = self.rows().iter().position(|r| Some(r.id) == wanted) {
            self.list.selected = at;
        }
    }

    fn turn_year(&mut self, by: i32, cx: &mut Cx) {
        self.year += by;
        let read = self.refresh(cx.book);
        cx.tried(read);
    }

    /// Begins a record: a theme day at once in the form used last; other meetings ask for the kind first.
    fn create(&self, cx: &mut Cx) {
        let last = || self.all.last().map(|r| r.kind.clone()).or_else(|| self.kinds.first().map(|k| k.id.clone()));
        let kind = match self.kind.and_then(|k| self.kinds.get(k)) {
            Some(kind) => Some(kind.id.clone()),
            None if self.theme_days => last(),
            None => None,
        };
        match kind {
            Some(kind) => cx.ask(Action::Go(Go::NewOfKind(kind))),
            None => {
                let item = |k: &ActivityKind| Item::new(&k.name, &k.basis, Choice::Go(Go::NewOfKind(k.id.clone())));
                cx.push(Pick::numbered("新建哪一类会议?", self.kinds.iter().map(item).collect()));
            }
        }
    }
}

impl Layer for Meetings {
    fn place(&self) -> Place {
        if self.theme_days { Place::ThemeDays } else { Place::Meetings }
    }

    fn available(&self, cmd: Cmd, _book: &Book) -> Result<(), String> {
        match cmd {
            Cmd::Open | Cmd::Delete | Cmd::Print | Cmd::Papers | Cmd::Look if self.selected().is_none() => {
                Err("没有选中的记录".into())
            }
            Cmd::Issues if self.issues == 0 => Err("没有存疑的地方".into()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::New => self.create(cx),
            Cmd::PreviousYear => self.turn_year(-1, cx),
            Cmd::NextYear => self.turn_year(1, cx),
            Cmd::Kind => {
                self.kind = match self.kind {
                    None => Some(0),
                    Some(k) if k + 1 < self.kinds.len() => Some(k + 1),
                    Some(_) => None,
                };
                self.list.selected = self.rows().len().saturating_sub(1);
            }
            Cmd::Issues => {
                let issues = Issues::new(cx.book, FileKind::Activities);
                if let Some(issues) = cx.tried(issues) {
                    cx.push(issues);
                }
            }
            Cmd::Untalked => {
                let missing = cx.book.untalked(self.year);
                let Some(missing) = cx.tried(missing) else { return };
                let item = |(id, name): &(_, String)| Item::new(name, "", Choice::Go(Go::Member(*id)));
                let title = format!("{}年谈心谈话还没谈到的{}人(回车看党员页)", self.year, missing.len());
                cx.push(Pick::filtered(&title, missing.iter().map(item).collect()));
            }
            Cmd::Readings => {
                // The quarter of the record in front of one, or of today.
                let today = if self.year == self.today.year() { self.today } else { Period::year(self.year).last() };
                let popup = Readings::new(cx.book, self.selected().map_or(today, |r| r.on));
                if let Some(popup) = cx.tried(popup) {
                    cx.push(popup);
                }
            }
            Cmd::Import => cx.push(FilePicker::new("导入组织生活台账", cx.book.folder(), TABLES)),
            Cmd::Back => cx.say("已经在最上层;退出按 Ctrl+Q"),
            _ => {
                let Some(id) = self.selected().map(|r| r.id) else { return };
                match cmd {
                    Cmd::Open => cx.ask(Action::Go(Go::Activity(id))),
                    Cmd::Delete => {
                        let with = cx.book.activity_belongings(id);
                        let Some(with) = cx.tried(with) else { return };
                        let result = cx.book.delete_activity(id);
                        cx.deleted(result, &with);
                    }
                    Cmd::Print => self.print(&RECORD, Format::Docx, cx),
                    Cmd::Papers => {
                        if let Some(meeting) = self.read(cx) {
                            let menu = papers::menu(cx.book, &Subject::Record(&meeting), None);
                            cx.push(menu);
                        }
                    }
                    Cmd::Look => self.look(&RECORD, Format::Docx, cx),
                    _ => {}
                }
            }
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        let len = self.rows().len();
        match input {
            Input::Key(Key { code: KeyCode::Left, .. }) => self.turn_year(-1, cx),
            Input::Key(Key { code: KeyCode::Right, .. }) => self.turn_year(1, cx),
            _ => {
                self.list.input(input, len);
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let theme = canvas.theme;
        let kind = self.kind.and_then(|k| self.kinds.get(k)).map_or("全部类别", |k| &k.name);
        let len = self.rows().len();
        let mut head = format!("{}年 · {kind} · {len}次", self.year);
        if self.issues > 0 {
            head.push_str(&format!(" · 台账导入后待核{}处(Ctrl+E)", self.issues));
        }
        if let Some((day, label)) = self.planned.first() {
            let others = if self.planned.len() > 1 { format!("等{}项", self.planned.len()) } else { String::new() };
            head.push_str(&format!(" · 计划 {} {label}{others}(Ctrl+D 接着填)", day.format("%-m月%-d日")));
        }
        canvas.text(area.x + 2, area.y, area.width - 2, &head, theme.message);
        let height = usize::from(area.height.saturating_sub(2));
        let window = self.list.window(len, height);
        let rows = self.rows();
        let remarks: Vec<String> = rows[window.clone()].iter().map(|r| self.remarks(r)).collect();
        // As wide as what there is to be said, for the titles have the rest.
        let said = remarks.iter().map(|r| width(r)).max().and_then(|w| u16::try_from(w).ok()).unwrap_or_default();
        let said = said.clamp(4, REMARKS);
        let title_cols = area.width.saturating_sub(2 + 11 + 15 + 10 + 1 + said).max(8);
        let cols = [10, 14, title_cols, 9, said];
        let zip =
            |texts: [&str; 5]| -> Vec<(u16, String)> { cols.iter().copied().zip(texts.map(str::to_owned)).collect() };
        fn view(columns: &[(u16, String)]) -> Vec<(u16, &str)> {
            columns.iter().map(|(c, t)| (*c, t.as_str())).collect()
        }
        heading(
            canvas,
            Rect::new(area.x, area.y + 1, area.width, 1),
            &view(&zip(["日期", "类别", "主题", "到会/应到", "备注"])),
        );
        if rows.is_empty() {
            let text = if self.theme_days {
                "本年还没有主题党日。Ctrl+N 记一次"
            } else {
                "本年还没有会议。Ctrl+N 记一次,Ctrl+O 从台账导入"
            };
            canvas.text(area.x + 2, area.y + 3, area.width - 2, text, theme.dim);
        }
        for ((y, i), remarks) in (area.y + 2..).zip(window).zip(&remarks) {
            let r = rows[i];
            let turnout = format!("{}/{}{}", r.turnout.present, r.turnout.due, if r.turnout.stated { "*" } else { "" });
            let kind = self.kind_of(r).map_or(&r.kind, |k| &k.name);
            let kind = if r.group.is_empty() { kind } else { &r.group };
            let columns = zip([&r.on.to_string(), kind, &self.title(r), &turnout, remarks]);
            let style = match r.days_late > LATE_DAYS {
                _ if self.missed(r).is_some() => theme.bad,
                true => theme.due,
                false => theme.normal,
            };
            row(canvas, Rect::new(area.x, y, area.width, 1), &view(&columns), i == self.list.selected, style);
        }
    }

    fn shows(&self, touched: &[Touched]) -> Option<bool> {
        let rows = self.rows();
        let listed = |t: &Touched| rows.iter().any(|row| Some(row.id) == t.activity);
        // What is gone would be back here.
        let belongs = |t: &Touched| {
            let kind = self.kinds.iter().position(|k| k.id == t.kind);
            t.year == Some(self.year) && kind.is_some() && (self.kind.is_none() || self.kind == kind)
        };
        touched.iter().filter(|t| t.of_activity().is_some()).map(|t| listed(t) || belongs(t)).max()
    }

    fn refresh(&mut self, book: &Book) -> book::Result<()> {
        let mut all = book.activities(self.year)?;
        let ids = |wanted: fn(&ActivityKind, &ActivityRow) -> bool| -> Vec<ActivityId> {
            all.iter().filter(|r| self.kind_of(r).is_some_and(|k| wanted(k, r))).map(|r| r.id).collect()
        };
        let doubtful = |k: &ActivityKind, r: &ActivityRow| {
            k.each || !r.turnout.stated && k.quorum.in_doubt(r.turnout.due, r.turnout.present)
        };
        self.heads = book.heads(&ids(doubtful), &ids(|k, _| k.each))?;
        self.leading = all.iter().filter_map(|r| r.held_with).collect();
        all.retain(|r| {
            self.kinds.iter().any(|k| k.id == r.kind) || (!self.theme_days && book.catalog().kind(&r.kind).is_none())
        });
        let before = (self.selected().map(|r| r.id), std::mem::replace(&mut self.all, all));
        self.keep_selection(before);
        self.issues = book.issues_of(FileKind::Activities)?.len();
        let planned = |draft: Draft| {
            let (kind, day) = MeetingForm::plan_of(&draft, self.today)?;
            self.kinds.iter().any(|k| k.id == kind).then_some((day, draft.label))
        };
        self.planned = book.drafts().into_iter().filter_map(planned).collect();
        self.planned.sort();
        Ok(())
    }

    fn receive(&mut self, answer: Answer, cx: &mut Cx) {
        match answer {
            Answer::File(path) => {
                let preview = ImportPreview::new(cx.book, FileKind::Activities, path);
                if let Some(preview) = cx.tried(preview) {
                    cx.push(preview);
                }
            }
            // What was just imported is shown, whatever year it is of.
            Answer::Imported(years) if !years.contains_key(&self.year) => {
                let newest = years.last_key_value().map_or(self.year, |(year, _)| *year);
                self.turn_year(newest - self.year, cx);
                self.list.selected = self.rows().len().saturating_sub(1);
            }
            Answer::Print(what, format) => self.print(what, format, cx),
            Answer::Look(what, format) => self.look(what, format, cx),
            _ => {}
        }
    }
}
