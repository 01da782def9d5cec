//! Going where a layer points to: opening the screen, the record or the form. A record is open in one form only.
//! Not here: the places one can go ([`Go`]), which key leads there (`app`).

use super::App;
use crate::{
    book::{self, Book},
    model::{id::IssueId, import::FileKind},
    tui::{
        command::{Cmd, Is},
        dues::year::Dues,
        go::Go,
        layer::{Cx, Layer},
        ledgers::{form::LedgerForm, list::Ledgers},
        meetings::form::MeetingForm,
        members::form::MemberForm,
        org::info::OrgInfo,
        scoring::{checklist::ChecklistScreen, gaps},
    },
};

impl App {
    pub(super) fn go_to(&mut self, go: Go) {
        match go {
            Go::Roster => self.run(Cmd::Members),
            Go::Member(id) => self.open(|book| MemberForm::open(book, id)),
            Go::MemberAt(id, column) if column.is_empty() => self.open(|book| MemberForm::open(book, id)),
            Go::MemberAt(id, column) => self.open(|book| MemberForm::open_at(book, id, &column)),
            Go::Activity(id) => self.open(|book| MeetingForm::open(book, id)),
            Go::NewActivity(kind, group, day) => {
                self.begin_record(|book| MeetingForm::create(book, &kind, &group, day))
            }
            Go::NewOfKind(kind) => {
                self.begin_record(|book| MeetingForm::create(book, &kind, "", book.usual_day(&kind)?));
            }
            Go::NewAlongside(with, kind) => self.begin_record(|book| MeetingForm::create_with(book, with, &kind)),
            Go::Issue(id) => self.open_issue(id),
            Go::HeldRow(id, kind) => self.begin_record(|book| MeetingForm::of_held_row(book, book.issue(id)?, &kind)),
            Go::Item(no) => self.try_screen(|book| ChecklistScreen::at(book, &no)),
            Go::Gap(gap) => {
                let mut cx = Cx { book: &mut self.book, actions: Vec::new() };
                gaps::open(&gap, &mut cx);
                let actions = cx.actions;
                self.carry_out(actions);
            }
            Go::Ledger(id) => self.try_screen(|book| Ledgers::new(book, &id)),
            Go::LedgerRow(id) => self.open(|book| LedgerForm::open(book, id)),
            Go::NewLedgerRow(ledger, about) => self.begin_record(|book| LedgerForm::create(book, &ledger, about)),
            Go::Dues(month) => self.try_screen(|book| Dues::new(book, month)),
            Go::Org(id) => {
                if let Err(e) = self.book.switch_org(id).and_then(|()| self.begin()) {
                    self.warn(e.to_string());
                }
            }
            Go::NewOrg => match OrgInfo::found(&self.book) {
                Ok(layer) => self.push(layer),
                Err(e) => self.warn(e.to_string()),
            },
            Go::Draft(key) => self.open_draft(&key),
        }
    }

    fn try_screen<L: Layer + 'static>(&mut self, make: impl FnOnce(&Book) -> book::Result<L>) {
        match make(&self.book) {
            Ok(screen) => self.show_screen(screen),
            Err(e) => self.warn(e.to_string()),
        }
    }

    fn open_issue(&mut self, id: IssueId) {
        let issue = match self.book.issue(id) {
            Ok(issue) => issue,
            Err(e) => return self.warn(e.to_string()),
        };
        let p = &issue.problem;
        match (issue.kind, issue.member, issue.activity) {
            (FileKind::Roster, Some(member), _) => self.open(|book| MemberForm::open_at(book, member, &p.column)),
            (FileKind::Roster, None, _) => self.begin_record(|book| MemberForm::of_held_row(book, &issue)),
            (FileKind::Activities, _, Some(activity)) => {
                self.open(|book| MeetingForm::open(book, activity));
                self.say(format!("{} 原文:{}", p.message, p.value));
            }
            // A held row: its kind is known or asked for before it gets here.
            (FileKind::Activities, ..) => {}
        }
    }

    /// Opens the form of a new record, where one could be kept.
    fn begin_record<L: Layer + 'static>(&mut self, make: impl FnOnce(&Book) -> book::Result<(L, Option<String>)>) {
        match self.book.refusal() {
            Some(why) => self.warn(why),
            None => self.open(make),
        }
    }

    fn open<L: Layer + 'static>(&mut self, make: impl FnOnce(&Book) -> book::Result<(L, Option<String>)>) {
        match make(&self.book) {
            Ok((layer, _)) if layer.record().is_some() && self.layers.iter().any(|l| l.record() == layer.record()) => {
                self.back_to(layer.record());
            }
            Ok((layer, note)) => {
                self.push(layer);
                if let Some(note) = note {
                    self.say(note);
                }
            }
            Err(e) => self.warn(e.to_string()),
        }
    }

    /// Goes back to the form of a record that is open below, where nothing but popups lies over it.
    fn back_to(&mut self, record: Option<String>) {
        let Some(at) = self.layers.iter().position(|l| l.record() == record) else { return };
        if self.layers[at + 1..].iter().any(|l| l.place().is(Is::Form)) {
            return self.warn("这条记录正开着,按 Esc 回到它");
        }
        self.layers.truncate(at + 1);
        self.say("这条记录正开着,已回到它");
    }

    /// Goes on with a draft: of a record, or of one that was never saved.
    fn open_draft(&mut self, key: &str) {
        let Some(draft) = self.book.drafts().into_iter().find(|d| d.key == key) else { return };
        match key.split_once(':') {
            Some(("member", _)) => self.open(|book| MemberForm::resume(book, draft)),
            Some(("ledger", _)) => self.open(|book| LedgerForm::resume(book, draft)),
            _ => self.open(|book| MeetingForm::resume(book, draft)),
        }
    }
}
