//! Which file to take: the likely ones in the usual folders, newest first; or a path typed, pasted or dropped.

use crate::{
    text::{edit::Editor, width::width},
    tui::{
        command::{Cmd, Place},
        input::Input,
        key::Key,
        layer::{Action, Answer, Cx, Layer},
        paint::{Canvas, centred},
        widget::list::{ListState, row},
    },
};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;
use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Files looked at per folder: a folder of thousands must not hold the screen up.
const PER_FOLDER: usize = 2000;

/// Endings of tables.
pub const TABLES: &[&str] = &["xlsx", "xls", "ods", "csv"];
/// Endings of photos, scans and papers.
pub const PAPERS: &[&str] = &["jpg", "jpeg", "png", "bmp", "heic", "pdf", "doc", "docx", "wps", "xlsx", "mp4"];

pub struct FilePicker {
    title: String,
    endings: &'static [&'static str],
    files: Vec<PathBuf>,
    typed: Editor,
    list: ListState,
}

impl FilePicker {
    /// Offers files with these endings; any other can be named.
    pub fn new(title: &str, data: &Path, endings: &'static [&'static str]) -> Self {
        Self {
            title: title.to_owned(),
            endings,
            files: files(data, endings),
            typed: Editor::default(),
            list: ListState::default(),
        }
    }

    /// The files that contain what is typed, where that is no path of its own.
    fn shown(&self) -> Vec<&PathBuf> {
        let typed = self.typed.text().trim();
        self.files.iter().filter(|f| typed.is_empty() || f.to_string_lossy().contains(typed)).collect()
    }

    fn choose(&self, cx: &mut Cx) {
        let path = plain_path(self.typed.text());
        if path.is_file() {
            return cx.ask(Action::Answer(Answer::File(path)));
        }
        match self.shown().get(self.list.selected) {
            Some(file) => cx.ask(Action::Answer(Answer::File((*file).clone()))),
            None => cx.warn(format!("没有这个文件:{}", path.display())),
        }
    }
}

/// A path as people paste or drop it: in quotes, as `file://`, with `~`.
fn plain_path(typed: &str) -> PathBuf {
    let text = typed.trim().trim_matches(['"', '\'', '“', '”']);
    let text = text.strip_prefix("file://").unwrap_or(text);
    match (text.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(user)) => user.home_dir().join(rest),
        _ => PathBuf::from(text),
    }
}

fn files(data: &Path, endings: &[&str]) -> Vec<PathBuf> {
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

    fn typing(&self) -> bool {
        true
    }

    fn run(&mut self, cmd: Cmd, cx: &mut Cx) {
        match cmd {
            Cmd::Choose => self.choose(cx),
            Cmd::Back => cx.ask(Action::Pop),
            _ => {}
        }
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) {
        if let Some(text) = input.as_text() {
            self.typed.insert(text.trim_end_matches('\n'));
            self.list.selected = 0;
            return;
        }
        match input {
            Input::Key(Key { code: KeyCode::Backspace, .. }) => self.typed.backspace(),
            _ => {
                let len = self.shown().len();
                self.list.input(input, len);
            }
        }
    }

    fn draw(&mut self, canvas: &mut Canvas, area: Rect) {
        let inner = canvas
            .popup(centred(area, area.width.saturating_sub(4).min(100), area.height.saturating_sub(2)), &self.title);
        let theme = canvas.theme;
        canvas.text(
            inner.x,
            inner.y,
            inner.width,
            &format!("选一个文件回车;也可以把文件拖进来,或输入文件路径({}):", self.endings.join(" ")),
            theme.label,
        );
        let y = inner.y + 1;
        canvas.fill(Rect::new(inner.x, y, inner.width, 1), theme.field);
        let before = width(&self.typed.text()[..self.typed.cursor()]);
        canvas.text(inner.x, y, inner.width, self.typed.text(), theme.field);
        canvas.set_cursor(inner.x + u16::try_from(before).unwrap_or(0).min(inner.width - 1), y);
        let top = inner.y + 3;
        let len = self.shown().len();
        let window = self.list.window(len, inner.bottom().saturating_sub(top).into());
        let selected = self.list.selected;
        if len == 0 {
            canvas.text(inner.x, top, inner.width, "当前文件夹、桌面、下载里没有这类文件", theme.dim);
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
    fn dropped_paths_lose_their_wrapping() {
        for typed in ["/tmp/a b.xlsx", "'/tmp/a b.xlsx'", "\"/tmp/a b.xlsx\" ", "file:///tmp/a b.xlsx"] {
            assert_eq!(plain_path(typed), PathBuf::from("/tmp/a b.xlsx"), "{typed}");
        }
    }
}
