//! Which file to take: the likely ones in the usual folders, newest first; or paths typed, pasted or dropped.
//! Not here: how such paths are wrapped (`text::dropped`).

use super::{
    cell::{self, Edit},
    list::{ListState, row},
};
use crate::{
    text::{dropped::readings, edit::Editor, width::width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Typing,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
    },
};
use ratatui::layout::Rect;
use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Files looked at per folder: a folder of thousands must not hold the screen up.
const PER_FOLDER: usize = 2000;

/// The endings of tables.
pub const TABLES: &[&str] = &["xlsx", "xls", "ods", "csv"];
/// The endings of checklist files.
pub const FORMS: &[&str] = &["xlsx", "xls", "ods", "csv", "txt"];
/// The endings of photos, scans and papers.
pub const PAPERS: &[&str] = &["jpg", "jpeg", "png", "bmp", "heic", "pdf", "doc", "docx", "wps", "xlsx", "mp4"];

pub struct FilePicker {
    title: String,
    endings: &'static [&'static str],
    /// A text pasted over several lines is what is asked for, not a path.
    takes_text: bool,
    /// The picker takes several files and answers with [`Answer::Files`].
    several: bool,
    files: Vec<PathBuf>,
    /// Where a path is typed: the files of the folder it names so far.
    there: Option<Vec<PathBuf>>,
    typed: Editor,
    list: ListState,
}

impl FilePicker {
    /// A picker that offers files with these endings; any other can be named.
    pub fn new(title: &str, data: &Path, endings: &'static [&'static str]) -> Self {
        Self {
            title: title.to_owned(),
            endings,
            takes_text: false,
            several: false,
            files: files(usual_folders(data), endings),
            there: None,
            typed: Editor::default(),
            list: ListState::default(),
        }
    }

    /// A picker that takes the content too, pasted as text.
    pub fn or_text(title: &str, data: &Path, endings: &'static [&'static str]) -> Self {
        Self { takes_text: true, ..Self::new(title, data, endings) }
    }

    /// A picker for one file or several.
    pub fn several(title: &str, data: &Path, endings: &'static [&'static str]) -> Self {
        Self { several: true, ..Self::new(title, data, endings) }
    }

    /// The files of the folder that is typed, or of the usual ones, whose name contains what is typed.
    fn shown(&self) -> Vec<&PathBuf> {
        let typed = self.typed.text().trim();
        match &self.there {
            Some(there) => {
                let begun = folder_and_name(typed).1;
                there.iter().filter(|f| f.file_name().is_some_and(|n| n.to_string_lossy().contains(&begun))).collect()
            }
            None => self.files.iter().filter(|f| typed.is_empty() || f.to_string_lossy().contains(typed)).collect(),
        }
    }

    fn typed_on(&mut self) {
        self.list.selected = 0;
        let (folder, _) = folder_and_name(self.typed.text());
        self.there = folder.filter(|f| f.is_dir()).map(|f| files(vec![f], self.endings));
    }

    fn choose(&self, cx: &mut Cx) {
        let mut named = paths(self.typed.text());
        if named.iter().all(|path| path.is_file()) && !named.is_empty() {
            return match (self.several, named.len()) {
                (true, _) => cx.ask(Action::Answer(Answer::Files(named))),
                (false, 1) => cx.ask(Action::Answer(Answer::File(named.remove(0)))),
                (false, n) => cx.warn(format!("这里一次只取一个文件,现有{n}个")),
            };
        }
        match self.shown().get(self.list.selected).map(|file| (*file).clone()) {
            Some(file) if self.several => cx.ask(Action::Answer(Answer::Files(vec![file]))),
            Some(file) => cx.ask(Action::Answer(Answer::File(file))),
            None => {
                let missing = named.iter().find(|path| !path.is_file()).map(|path| path.display().to_string());
                cx.warn(format!("没有这个文件:{}", missing.unwrap_or_default()));
            }
        }
    }
}

/// The files that the text names: of its readings the one of which the most are there.
fn paths(typed: &str) -> Vec<PathBuf> {
    let there = |paths: &Vec<PathBuf>| paths.iter().filter(|p| p.is_file()).count();
    let all = readings(typed).into_iter().map(|paths| paths.iter().map(|p| at_home(p)).collect::<Vec<_>>());
    // Of equals the likeliest: `max_by_key` would take the last.
    all.rev().max_by_key(there).unwrap_or_default()
}

/// A path with `~` read as the user's folder.
fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(user)) => user.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}

/// The folder that a typed path names so far, and the beginning of a name in it; no folder where no path is typed.
fn folder_and_name(typed: &str) -> (Option<PathBuf>, String) {
    let path = readings(typed).into_iter().flatten().next().map(|path| at_home(&path)).unwrap_or_default();
    let text = path.to_string_lossy();
    match text.rfind(['/', '\\']) {
        Some(at) => (Some(PathBuf::from(&text[..=at])), text[at + 1..].to_owned()),
        None => (None, text.into_owned()),
    }
}

fn usual_folders(data: &Path) -> Vec<PathBuf> {
    let user = directories::UserDirs::new();
    let mut folders: Vec<PathBuf> = std::env::current_dir().into_iter().collect();
    folders.extend(data.parent().map(Path::to_path_buf));
    if let Some(user) = &user {
        folders.extend(
            [user.desktop_dir(), user.download_dir(), user.document_dir()].into_iter().flatten().map(Path::to_path_buf),
        );
    }
    folders.sort();
    folders.dedup();
    folders
}

/// The files of these folders with these endings, the newest first.
fn files(folders: Vec<PathBuf>, endings: &[&str]) -> Vec<PathBuf> {
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten().take(PER_FOLDER) {
            let path = entry.path();
            let known = path.extension().is_some_and(|e| endings.iter().any(|k| e.eq_ignore_ascii_case(k)));
            if known && let Ok(changed) = entry.metadata().and_then(|m| m.modified()) {
                files.push((changed, path));
            }
        }
    }
    files.sort();
    files.into_iter().rev().map(|(_, path)| path).collect()
}

impl Layer for FilePicker {
    fn place(&self) -> Place {
        Place::Popup
    }

    fn typing(&self) -> Typing {
        Typing::of(&self.typed)
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Choose => self.choose(cx),
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            if self.takes_text && text.trim().contains('\n') {
                return cx.ask(Action::Answer(Answer::Pasted(text.to_owned())));
            }
            self.typed.insert(text.trim_end_matches(['\r', '\n']));
            return self.typed_on();
        }
        let edit = if self.typed.is_empty() { Edit::Not } else { cell::edit(&mut self.typed, input) };
        match edit {
            Edit::Changed => self.typed_on(),
            Edit::Kept => {}
            Edit::Not => {
                let len = self.shown().len();
                self.list.input(input, len);
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas
            .popup(centred(area, area.width.saturating_sub(4).min(100), area.height.saturating_sub(2)), &self.title);
        let theme = canvas.theme;
        let hint = match (self.takes_text, self.several) {
            (true, _) => "选文件回车,输入路径,或粘贴(Ctrl+V)整张表的文字:",
            (false, true) => "选文件回车,或把文件(可以几个)拖进来,或输入路径:",
            (false, false) => "选一个文件回车,或把文件拖进来,或输入路径:",
        };
        canvas.text(inner.x, inner.y, inner.width, hint, theme.label);
        let y = inner.y + 1;
        let style = if self.typed.is_marked() { theme.selected } else { theme.field };
        canvas.fill(Rect::new(inner.x, y, inner.width, 1), style);
        // Files that were dropped one a line stand side by side.
        let flat = |text: &str| text.replace(['\r', '\n'], " ");
        let before = width(&flat(&self.typed.text()[..self.typed.cursor()]));
        canvas.text(inner.x, y, inner.width, &flat(self.typed.text()), style);
        canvas.set_cursor(inner.x + u16::try_from(before).unwrap_or(0).min(inner.width - 1), y);
        let top = inner.y + 3;
        let len = self.shown().len();
        let window = self.list.window(len, inner.bottom().saturating_sub(top).into());
        let selected = self.list.selected;
        if len == 0 {
            let text = match (&self.there, self.typed.is_empty()) {
                (Some(_), _) => "这个文件夹里没有这类文件".to_owned(),
                (None, true) => format!("当前文件夹、桌面、下载里没有这类文件({})", self.endings.join(" ")),
                (None, false) => "没有找到".to_owned(),
            };
            canvas.text(inner.x, top, inner.width, &text, theme.dim);
        }
        let shown = self.shown();
        for (y, i) in (top..).zip(window) {
            let name = shown[i].file_name().unwrap_or_default().to_string_lossy().into_owned();
            let folder = shown[i].parent().map_or(String::new(), |p| p.display().to_string());
            row(
                canvas,
                Rect::new(inner.x, y, inner.width, 1),
                &[(44, &name), (inner.width, &folder)],
                i == selected,
                theme.normal,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_folder_is_told_from_the_name_begun_in_it() {
        let of = |typed| {
            let (folder, name) = folder_and_name(typed);
            (folder.map(|f| f.display().to_string()), name)
        };
        assert_eq!(of("/a/b/花"), (Some("/a/b/".into()), "花".into()));
        assert_eq!(of("D:\\表\\"), (Some("D:\\表\\".into()), String::new()));
        assert_eq!(of("花名册"), (None, "花名册".into()));
    }

    #[test]
    fn of_what_a_text_may_mean_what_is_there_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for name in ["a b.jpg", "a", "b.jpg", "it's.jpg"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let folder = dir.path().display();
        for (typed, names) in [
            (format!("{folder}/a b.jpg"), vec!["a b.jpg"]),
            (format!("{folder}/a\\ b.jpg"), vec!["a b.jpg"]),
            (format!("'{folder}/it'\\''s.jpg'"), vec!["it's.jpg"]),
            (format!("file://{folder}/a%20b.jpg"), vec!["a b.jpg"]),
            (format!("{folder}/a {folder}/b.jpg"), vec!["a", "b.jpg"]),
            (format!("'{folder}/a' '{folder}/none.jpg'"), vec!["a", "none.jpg"]),
            (format!("{folder}/none here.jpg"), vec!["none here.jpg"]),
        ] {
            assert_eq!(paths(&typed), names.into_iter().map(at).collect::<Vec<_>>(), "{typed}");
        }
    }
}
