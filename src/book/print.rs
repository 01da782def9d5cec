//! Papers and tables as files: in the folder `输出`, or where the user says.
//! Not here: what stands on them (`papers`), papers of scoring sheets (`print_sheet`), the layout of a file format (`office`).

use super::{
    Book, Error, Result,
    papers::{
        Content, Day, Format, Handbook, How, Made, MemberPage, Printout, Setting, Subject, handbook_paper,
        ledger_paper, ledger_row_paper, ledger_table, meeting_paper, member_paper, notice_text, pack_paper,
        paper_table, plan_paper, rectification_notice, roster_table, row_paper, sign_in_paper, table_paper,
    },
};
use crate::{
    model::{
        activity::{ActivityKind, Meeting},
        date::Period,
        id::{ActivityId, MemberId},
        ledger::{Ledger, LedgerEntry, RECTIFICATION},
        org::Org,
        paper::{Paper, Photo, Table},
    },
    office::{csv, docx, picture, xlsx},
    store::whole,
};
use chrono::Datelike;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The folder of printed files, in the data folder.
pub const FOLDER: &str = "输出";

impl Book {
    /// The printed form of a record, under the name of the organisation whose record it is.
    pub fn meeting_paper(&self, meeting: &Meeting) -> Paper {
        let setting = Setting {
            org: self.whose(meeting),
            kind: self.kind_of(meeting),
            rules: &self.catalog().vote_rules,
            linked: &self.alongside(meeting),
            secretary: &self.secretary(meeting),
        };
        meeting_paper(&setting, meeting)
    }

    /// The name of who was secretary on the day of a meeting. What cannot be read keeps no record from being printed.
    fn secretary(&self, meeting: &Meeting) -> String {
        let people = self.people(Some(meeting.activity.org));
        people.map(|p| p.roster.secretary(meeting.activity.on)).unwrap_or_default()
    }

    /// What else was held on the occasion. What cannot be read keeps no record from being printed.
    fn alongside(&self, meeting: &Meeting) -> Vec<String> {
        let linked = self.linked(&meeting.activity).unwrap_or_default();
        linked.iter().map(|row| self.called(row)).collect()
    }

    /// The 签到表 of a meeting, saved or not.
    pub fn sign_in_paper(&self, meeting: &Meeting) -> Paper {
        sign_in_paper(self.whose(meeting), self.kind_of(meeting), meeting)
    }

    /// The plan of a meeting, saved or not.
    pub fn plan_paper(&self, meeting: &Meeting) -> Paper {
        plan_paper(self.whose(meeting), self.kind_of(meeting), meeting)
    }

    /// The notice to paste into a chat, saved or not.
    pub fn notice_text(&self, meeting: &Meeting) -> String {
        notice_text(self.whose(meeting), self.kind_of(meeting), meeting)
    }

    /// The papers of a month's theme days.
    ///
    /// # Errors
    /// Refuses a month without any.
    pub fn pack_paper(&self, month: Period) -> Result<Paper> {
        let theme_days = |kind: &str| self.catalog().kind(kind).is_some_and(|k| k.theme_day);
        let mut days = Vec::new();
        for row in self.activities(month.year)? {
            if month.contains(row.on)
                && theme_days(&row.kind)
                && let Some(meeting) = self.meeting(row.id)?
            {
                let (photos, unprinted) = self.photos(row.id)?;
                let (kind, linked) = (self.catalog().kind(&row.kind), self.alongside(&meeting));
                let secretary = self.secretary(&meeting);
                days.push(Day { kind, meeting, linked, secretary, photos, unprinted });
            }
        }
        let none = || Error::refused(format!("{}年{}没有主题党日的记录。", month.year, month.name()));
        pack_paper(self.org_name(), &self.catalog().vote_rules, &days).ok_or_else(none)
    }

    /// The pictures among the files of an activity, and the names of the other files.
    fn photos(&self, id: ActivityId) -> Result<(Vec<Photo>, Vec<String>)> {
        let (mut photos, mut others) = (Vec::new(), Vec::new());
        for attachment in self.attachments(id)? {
            let file = self.attachment_file(&attachment).ok().and_then(|path| fs::read(path).ok());
            match file.and_then(|bytes| picture::photo(&attachment.name, bytes)) {
                Some(photo) => photos.push(photo),
                None => others.push(attachment.name),
            }
        }
        Ok((photos, others))
    }

    /// The 支部工作手册 of a year, as of its last day or today. `masked`: phone numbers without their middle.
    ///
    /// # Errors
    /// Refuses a year that has not begun.
    pub fn handbook_paper(&self, year: i32, masked: bool) -> Result<Paper> {
        let (first, last) = (Period::year(year).first(), Period::year(year).last());
        let on = last.min(self.today());
        if on < first {
            return Err(Error::refused(format!("{year}年还没到。")));
        }
        let org = self.here()?;
        let with_since = |r| self.since_reading(&r).map(|since| (r, since));
        Ok(handbook_paper(&Handbook {
            org,
            superior: self.superior(org),
            year,
            on,
            members: &self.people(Some(org.id))?.roster.standing(on),
            activities: &self.activities(year)?,
            calendar: &self.calendar(year)?,
            kinds: &self.catalog().kinds,
            readings: &self.readings(year)?.into_iter().map(with_since).collect::<Result<Vec<_>>>()?,
            masked,
        }))
    }

    /// The roster of today as a table, without who has left. `masked`: identity numbers and phones without their middle.
    pub fn roster_table(&self, masked: bool) -> Result<Table> {
        let here = self.roster(self.today())?.into_iter().filter(|l| l.left.is_none());
        let members: Vec<_> = here.map(|l| l.member).collect();
        Ok(roster_table(self.org_name(), &members, masked))
    }

    /// One person's page (党员信息页) as of today, numbers masked.
    ///
    /// # Errors
    /// Refuses somebody who is not on record.
    pub fn member_paper(&self, id: MemberId) -> Result<Paper> {
        let (member, today) = (self.known(id)?, self.today());
        let name = |kind: &ActivityKind| (kind.id.clone(), kind.name.clone());
        Ok(member_paper(&MemberPage {
            org: self.org_name(),
            events: &self.member_events(id)?,
            attended: &self.member_attendance(id, today.year())?,
            kinds: &self.catalog().kinds.iter().map(name).collect(),
            dues: &self.member_dues(id, today.year())?,
            member: &member,
            today,
        }))
    }

    /// Rows of a ledger under exactly the columns of its form.
    pub fn ledger_table(&self, ledger: &Ledger, rows: &[LedgerEntry]) -> Table {
        ledger_table(self.org_name(), ledger, rows, self.today())
    }

    /// Rows of a ledger as the bytes of a file of this extension; `None` for an extension that is not written.
    pub fn ledger_bytes(&self, ledger: &Ledger, rows: &[LedgerEntry], extension: &str) -> Option<io::Result<Vec<u8>>> {
        let table = self.ledger_table(ledger, rows);
        if extension == "docx" { Some(docx::write(&ledger_paper(&table))) } else { table_bytes(&table, extension) }
    }

    /// What is handed out for single rows: the 整改通知单 for all of them, else a sheet for each.
    ///
    /// # Errors
    /// Refuses where there is no row.
    pub fn ledger_rows_paper(&self, ledger: &Ledger, rows: &[LedgerEntry]) -> Result<Paper> {
        if ledger.id == RECTIFICATION && !rows.is_empty() {
            let sender = self.org().map_or("", |o| self.superior(o));
            return Ok(rectification_notice(sender, self.org_name(), rows, self.today()));
        }
        let sheets = rows.iter().map(|row| ledger_row_paper(self.org_name(), ledger, row, self.today()));
        sheets.reduce(Paper::then).ok_or_else(|| Error::refused("没有要打印的。"))
    }

    /// The sheets of one row that its ledger describes.
    ///
    /// # Errors
    /// Refuses where it describes none.
    pub fn row_paper(&self, ledger: &Ledger, row: &LedgerEntry) -> Result<Paper> {
        let none = || Error::refused(format!("{}没有逐条的表。", ledger.name));
        let paper = ledger.paper.as_ref().ok_or_else(none)?;
        Ok(row_paper(self.org_name(), ledger, paper, row, self.today()))
    }

    /// The organisation above: as the file has it, else as it is told; empty where neither.
    fn superior<'a>(&'a self, org: &'a Org) -> &'a str {
        let above = self.orgs().iter().find(|o| Some(o.id) == org.parent);
        above.map_or(org.township.as_str(), |o| o.name.as_str())
    }

    pub(super) fn org_name(&self) -> &str {
        self.org().map_or("", |o| o.name.as_str())
    }

    /// The name of the organisation whose record it is, which need not be the one at hand.
    fn whose(&self, meeting: &Meeting) -> &str {
        self.orgs().iter().find(|o| o.id == meeting.activity.org).map_or("", |o| o.name.as_str())
    }

    pub(super) fn kind_of(&self, meeting: &Meeting) -> Option<&ActivityKind> {
        self.catalog().kind(&meeting.activity.kind)
    }

    /// The name of a meeting's file: the day, the kind, the 党小组.
    pub(super) fn file_name(&self, meeting: &Meeting) -> String {
        let a = &meeting.activity;
        let kind = self.kind_of(meeting).map_or(a.kind.as_str(), |k| k.name.as_str());
        format!("{} {kind}{}", a.on, a.group)
    }

    /// Makes a paper of what lies in front and writes it into the folder for printed files, never over an existing file of
    /// other content (`输出/2026-03-05 主题党日.docx`); returns its path.
    ///
    /// # Errors
    /// Refuses what there is no such paper of, and what cannot be written.
    pub fn print(&self, what: &Printout, of: &Subject<'_>, how: How) -> Result<PathBuf> {
        self.write(&self.make(what, of, how)?, how.format)
    }

    /// Prints a paper that was made already, like [`Book::print`].
    ///
    /// # Errors
    /// Refuses what cannot be written.
    pub fn write(&self, made: &Made, format: Format) -> Result<PathBuf> {
        let folder = self.folder().join(FOLDER);
        let written = bytes(&made.content, format).and_then(|b| save_new(&folder, &made.file, format.extension(), &b));
        written.map_err(|e| Error::file(folder, e))
    }
}

/// What was made as the bytes of a file.
///
/// # Errors
/// There is no such file of it.
pub fn bytes(content: &Content, format: Format) -> io::Result<Vec<u8>> {
    let made = match (content, format) {
        // The old Notepad knows UTF-8 by its mark and lines by both signs.
        (Content::Text(text), Format::Txt) => Some(Ok(format!("\u{feff}{text}\n").replace('\n', "\r\n").into_bytes())),
        (Content::Text(_), _) => None,
        (Content::Paper(paper), _) => paper_bytes(paper, format.extension()),
        (Content::Table(table), _) => table_bytes(table, format.extension()),
    };
    made.unwrap_or_else(|| Err(io::Error::other("不能写这种文件")))
}

/// A paper as the bytes of a file of this extension; `None` for an extension that is not written.
pub fn paper_bytes(paper: &Paper, extension: &str) -> Option<io::Result<Vec<u8>>> {
    match extension {
        "docx" => Some(docx::write(paper)),
        _ => table_bytes(&paper_table(paper), extension),
    }
}

/// A table as the bytes of a file of this extension; `None` for an extension that is not written.
pub fn table_bytes(table: &Table, extension: &str) -> Option<io::Result<Vec<u8>>> {
    match extension {
        "docx" => Some(docx::write(&table_paper(table))),
        "xlsx" => Some(xlsx::write(table)),
        "csv" => Some(csv::write(table)),
        _ => None,
    }
}

/// Writes `name.extension` into the folder. A file of that name with other content stays: the new one is called `name(2)` and so on.
fn save_new(folder: &Path, name: &str, extension: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let name = file_name(name);
    let mut file = whole::begin(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    for n in 1.. {
        let number = if n == 1 { String::new() } else { format!("({n})") };
        let path = folder.join(format!("{name}{number}.{extension}"));
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(path);
        }
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => file = e.file,
            Err(e) => return Err(e.error),
        }
    }
    Err(io::Error::other("文件太多"))
}

/// Writes a file that the user named, whole or not at all.
pub fn save_as(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = whole::begin(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// A name that every system takes: Windows forbids some signs, some names, and a blank or dot at the end.
pub(super) fn file_name(name: &str) -> String {
    const RESERVED: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let forbidden = |c: char| c.is_control() || r#"<>:"/\|?*"#.contains(c);
    let clean: String = name.chars().map(|c| if forbidden(c) { '_' } else { c }).take(70).collect();
    let clean = clean.trim().trim_end_matches(['.', ' ']);
    let stem = clean.split('.').next().unwrap_or("").to_ascii_uppercase();
    let port = stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT"));
    if clean.is_empty() {
        "未命名".into()
    } else if port || RESERVED.contains(&stem.as_str()) {
        format!("_{clean}")
    } else {
        clean.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_suit_every_system() {
        for (name, expected) in [
            ("2026-03-05 主题党日", "2026-03-05 主题党日"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
            ("名字. . ", "名字"),
            ("con.x", "_con.x"),
            ("COM1", "_COM1"),
            ("\u{1b}[31m", "_[31m"),
            ("", "未命名"),
            ("..", "未命名"),
        ] {
            assert_eq!(file_name(name), expected);
        }
        assert!(file_name(&"长".repeat(300)).len() < 250, "255 bytes are the most that a file name may have");
    }

    #[test]
    fn a_file_of_other_content_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("新");
        let first = save_new(&out, "名册", "xlsx", b"a").unwrap();
        assert_eq!(save_new(&out, "名册", "xlsx", b"a").unwrap(), first);
        let second = save_new(&out, "名册", "xlsx", b"b").unwrap();
        assert_eq!(second.file_name().unwrap(), "名册(2).xlsx");
        assert_eq!((fs::read(first).unwrap(), fs::read(second).unwrap()), (b"a".to_vec(), b"b".to_vec()));
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2, "nothing temporary stays");
    }
}
