//! Handing a file to the program that this system opens it with, and hearing that there is none.
//! Not here: which files are opened, and when.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::{Duration, Instant},
};

/// How long, after a file was handed over, word of a failure is waited for without a key being pressed; what comes
/// later is told with the next key.
const AWAITED: Duration = Duration::from_secs(5);
/// How often word of a failure is looked for meanwhile.
const LOOK: Duration = Duration::from_millis(200);

/// Why a file is not on the screen, in Chinese.
#[derive(Debug, PartialEq, Eq)]
pub struct NotOpened {
    pub file: PathBuf,
    pub why: String,
}

/// The files handed over since the program began. Each helper is waited for in a thread of its own: it may live for as
/// long as the file is open, and left alone it would stay behind as a zombie.
#[derive(Debug)]
pub struct Opener {
    tell: Sender<NotOpened>,
    failures: Receiver<NotOpened>,
    latest: Option<Instant>,
}

impl Opener {
    pub fn new() -> Self {
        let (tell, failures) = channel();
        Self { tell, failures, latest: None }
    }

    /// Hands `file` over. What fails at once or later comes from [`Self::failure`].
    pub fn open(&mut self, file: &Path) {
        self.hand(file, &helpers());
    }

    /// The next failure that was heard of.
    pub fn failure(&self) -> Option<NotOpened> {
        self.failures.try_recv().ok()
    }

    /// How long the next key may be waited for before [`Self::failure`] should be asked; `None` for ever.
    pub fn patience(&self) -> Option<Duration> {
        self.latest.filter(|latest| latest.elapsed() < AWAITED).map(|_| LOOK)
    }

    /// Hands `file` to the first of the `helpers` that this system has.
    fn hand(&mut self, file: &Path, helpers: &[Helper]) {
        self.latest = Some(Instant::now());
        if let Err(why) = start(file, helpers, self.tell.clone()) {
            // The receiver lives as long as this does.
            let _ = self.tell.send(NotOpened { file: file.to_owned(), why });
        }
    }
}

/// A program that opens files with the programs meant for them.
struct Helper {
    program: &'static str,
    before: &'static [&'static str],
    /// Whether its exit code says how it went.
    truthful: bool,
}

fn helpers() -> Vec<Helper> {
    if cfg!(windows) {
        // Takes any name there is, unlike `rundll32`, which knows only those of the system's code page. Always exits with 1.
        vec![Helper { program: "explorer.exe", before: &[], truthful: false }]
    } else if cfg!(target_os = "macos") {
        vec![Helper { program: "open", before: &[], truthful: true }]
    } else {
        vec![
            Helper { program: "xdg-open", before: &[], truthful: true },
            Helper { program: "gio", before: &["open"], truthful: true },
        ]
    }
}

fn start(file: &Path, helpers: &[Helper], tell: Sender<NotOpened>) -> Result<(), String> {
    // Whole, so that no name is taken for an option or an address; on Windows with `\` alone, as explorer.exe wants it.
    let whole = std::path::absolute(file).map_err(|e| reason(&e))?;
    if !whole.exists() {
        return Err("文件已经不在了".to_owned());
    }
    for helper in helpers {
        let mut command = Command::new(helper.program);
        command.args(helper.before);
        name(&mut command, &whole);
        // Whatever it prints would stand across the screen; in a group of its own it outlives the terminal's window.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(reason(&e)),
        };
        let (file, truthful) = (file.to_owned(), helper.truthful);
        // Without a thread the file is opened all the same.
        let _ = thread::Builder::new().name("opener".to_owned()).spawn(move || {
            let end = child.wait();
            if truthful && end.is_ok_and(|status| !status.success()) {
                // Nobody listens any more once the program is left.
                let _ = tell.send(NotOpened { file, why: "系统里没有能打开它的程序".to_owned() });
            }
        });
        return Ok(());
    }
    let names: Vec<&str> = helpers.iter().map(|h| h.program).collect();
    Err(format!("系统里没有 {}", names.join("、")))
}

/// The file as one argument, never by way of a shell.
fn name(command: &mut Command, file: &Path) {
    #[cfg(windows)]
    {
        // explorer.exe splits what is not in quotes at commas; a name cannot hold a quote there.
        let mut quoted = std::ffi::OsString::from("\"");
        quoted.push(file);
        quoted.push("\"");
        std::os::windows::process::CommandExt::raw_arg(command, quoted);
    }
    #[cfg(not(windows))]
    command.arg(file);
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::OutOfMemory => "内存不够".to_owned(),
        // The system's own number: what to ask somebody about who knows the machine.
        _ => error.raw_os_error().map_or_else(|| "系统没有说原因".to_owned(), |code| format!("系统错误 {code}")),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};
    use tempfile::TempDir;

    /// A helper that does what `script` says, in `folder`.
    fn helper(folder: &Path, script: &str) -> Helper {
        let program = folder.join("helper");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Helper {
            program: Box::leak(program.to_str().unwrap().to_owned().into_boxed_str()),
            before: &[],
            truthful: true,
        }
    }

    fn heard(opener: &Opener) -> NotOpened {
        opener.failures.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    #[test]
    fn a_helper_that_finds_no_program_is_heard_of() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("2026-03-05 主题党日.docx");
        fs::write(&file, "").unwrap();
        let mut opener = Opener::new();
        opener.hand(&file, &[helper(folder.path(), "exit 3")]);
        assert_eq!(heard(&opener), NotOpened { file, why: "系统里没有能打开它的程序".to_owned() });
    }

    #[test]
    fn a_system_without_a_helper_and_a_file_that_is_gone_are_told() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a.docx");
        let missing = || [Helper { program: "no-such-helper", before: &[], truthful: true }];
        let mut opener = Opener::new();
        opener.hand(&file, &missing());
        assert_eq!(opener.failure().unwrap().why, "文件已经不在了");
        fs::write(&file, "").unwrap();
        opener.hand(&file, &missing());
        assert_eq!(opener.failure().unwrap().why, "系统里没有 no-such-helper");
    }

    #[test]
    fn the_name_reaches_the_helper_as_it_is() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("-a; touch 坏 `x` $(y) \"b\" 100%.docx");
        fs::write(&file, "").unwrap();
        let mut opener = Opener::new();
        // Fails so that its end is heard of.
        opener.hand(&file, &[helper(folder.path(), "printf %s \"$*\" > \"$0.got\"; exit 1")]);
        heard(&opener);
        assert_eq!(fs::read_to_string(folder.path().join("helper.got")).unwrap(), file.to_str().unwrap());
    }
}
