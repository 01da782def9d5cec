//! A few runs of the real program in a pseudo-terminal, its screen read by a terminal emulator.

#![cfg(test)]

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that the program sent.
    raw: Vec<u8>,
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    fn start(home: &Path, args: &[&str], env: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 25, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zhibu"));
        command.args(args);
        command.env("HOME", home);
        command.env("XDG_DATA_HOME", home.join("xdg"));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buf = [0; 65536];
            while let Ok(n @ 1..) = reader.read(&mut buf) {
                if send.send(buf[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(NonZeroU16::MIN.saturating_add(24), NonZeroU16::MIN.saturating_add(79), 0);
        Self { child, keys, output, screen, raw: Vec::new(), _master: pair.master }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        // The program asks where the cursor is to measure glyphs; terminals answer as soon as they have read the question.
        const WHERE: &[u8] = b"\x1b[6n";
        let mut rest = bytes;
        while let Some(at) = rest.windows(WHERE.len()).position(|w| w == WHERE) {
            self.screen.process(&rest[..at]);
            rest = &rest[at + WHERE.len()..];
            let (row, col) = self.screen.screen().cursor_position();
            write!(self.keys, "\x1b[{};{}R", row + 1, col + 1).unwrap();
            self.keys.flush().unwrap();
        }
        self.screen.process(rest);
    }

    #[track_caller]
    fn wait_for(&mut self, what: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.text().contains(what) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(e) => panic!("“{what}” never came ({e}):\n{}", self.text()),
            }
        }
    }

    fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the program is over; its exit code.
    fn end(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the program does not end:\n{}", self.text()),
            }
        }
        self.child.wait().unwrap().exit_code()
    }
}

const F4: &str = "\x1bOS";
const F5: &str = "\x1b[15~";
const F9: &str = "\x1b[20~";
const CTRL_P: &str = "\x10";
const CTRL_Q: &str = "\x11";

#[test]
fn the_demo_is_shown_driven_and_left() {
    let home = TempDir::new().unwrap();
    let mut t = Terminal::start(home.path(), &["demo", "--today", "2026-11-21"], &[]);
    t.wait_for("预估 43.98 + 待评 49 / 100");
    t.send(F5);
    t.wait_for("曾庆和");
    t.send("zqh");
    t.wait_for("1人(共46人)");
    t.send("\r");
    t.wait_for("党员 曾庆和");
    t.send(F9);
    t.wait_for("得分预览");
    t.send(CTRL_Q);
    assert_eq!(t.end(), 0);
    let end = String::from_utf8_lossy(&t.raw).into_owned();
    assert!(end.contains("\x1b[?1049l"), "the terminal is left as it was found");
}

#[test]
fn without_colour_nothing_is_coloured_and_the_selection_is_still_reversed() {
    let home = TempDir::new().unwrap();
    let mut t = Terminal::start(home.path(), &["demo", "--today", "2026-11-21"], &[("NO_COLOR", "1")]);
    t.wait_for("还剩9天");
    let screen = t.screen.screen();
    let mut reversed = false;
    for row in 0..25 {
        for col in 0..80 {
            let cell = screen.cell(row, col).unwrap();
            assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
            reversed |= row > 2 && cell.inverse();
        }
    }
    assert!(reversed, "the selected row is reversed");
    t.send(CTRL_Q);
    t.end();
}

#[test]
fn a_killed_program_leaves_the_saved_records_and_the_draft() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    let args = ["--data", data.to_str().unwrap(), "--today", "2026-11-21"];
    let mut init = assert_cmd::Command::new(env!("CARGO_BIN_EXE_zhibu"));
    let init = init.args(args).args(["init", "--name", "青石桥村党支部", "--kind", "village", "--demo"]);
    init.env("HOME", home.path()).env("XDG_DATA_HOME", home.path().join("xdg")).assert().success();

    let mut t = Terminal::start(home.path(), &args, &[]);
    t.wait_for("青石桥村党支部");
    t.send(F4);
    t.wait_for("[F4 主题党日]");
    t.send("\x0e");
    t.wait_for("新建");
    t.send("写到一半就停电");
    t.wait_for("写到一半就停电");
    // The draft is on disk once its file is there; then the power goes.
    let draft = data.join("草稿.json");
    let end = Instant::now() + PATIENCE;
    while !std::fs::read_to_string(&draft).is_ok_and(|text| text.contains("写到一半就停电")) {
        assert!(Instant::now() < end, "no draft was written");
        if let Ok(bytes) = t.output.recv_timeout(Duration::from_millis(20)) {
            t.take(&bytes);
        }
    }
    t.child.kill().unwrap();
    t.child.wait().unwrap();

    let mut t = Terminal::start(home.path(), &args, &[]);
    t.wait_for("没保存的草稿");
    t.send("\x04");
    t.wait_for("接着填哪一份");
    t.send("\r");
    t.wait_for("写到一半就停电");
    t.send(CTRL_Q);
    assert_eq!(t.end(), 0);
}

/// The theme day in front of the user printed while this `xdg-open` is the one that the system has.
#[cfg(target_os = "linux")]
fn printed_with(home: &Path, xdg_open: &str) -> Terminal {
    use std::os::unix::fs::PermissionsExt;
    let programs = home.join("bin");
    std::fs::create_dir(&programs).unwrap();
    let opener = programs.join("xdg-open");
    std::fs::write(&opener, format!("#!/bin/sh\n{xdg_open}\n")).unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut t = Terminal::start(home, &["demo", "--today", "2026-11-21"], &[("PATH", &path)]);
    t.wait_for("还剩9天");
    t.send(F4);
    t.wait_for("[F4 主题党日]");
    t.send(CTRL_P);
    t
}

#[cfg(target_os = "linux")]
#[test]
fn a_printed_paper_is_opened_and_what_opens_it_leaves_nothing_behind() {
    let home = TempDir::new().unwrap();
    let got = home.path().join("got");
    let script = format!(
        "echo NOISE; echo NOISE >&2; printf '%s\\n' \"$$\" \"$@\" > '{0}.new'; mv '{0}.new' '{0}'",
        got.display()
    );
    let mut t = printed_with(home.path(), &script);
    let end = Instant::now() + PATIENCE;
    let told = loop {
        if let Ok(told) = std::fs::read_to_string(&got) {
            break told;
        }
        assert!(Instant::now() < end, "the paper is not opened:\n{}", t.text());
        if let Ok(bytes) = t.output.recv_timeout(Duration::from_millis(20)) {
            t.take(&bytes);
        }
    };
    let told: Vec<&str> = told.lines().collect();
    let [pid, paper] = told[..] else { panic!("one file is opened: {told:?}") };
    assert!(Path::new(paper).is_absolute() && paper.ends_with(".docx"), "{paper}");
    // A helper that nobody waited for would stay in the list of processes for as long as the program runs.
    while Path::new("/proc").join(pid).exists() {
        assert!(Instant::now() < end, "the helper is left as a zombie");
        if let Ok(bytes) = t.output.recv_timeout(Duration::from_millis(20)) {
            t.take(&bytes);
        }
    }
    t.send(CTRL_Q);
    assert_eq!(t.end(), 0);
    assert!(!String::from_utf8_lossy(&t.raw).contains("NOISE"), "it prints nothing across the screen");
}

#[cfg(target_os = "linux")]
#[test]
fn a_paper_that_nothing_can_open_is_told_without_a_key() {
    let home = TempDir::new().unwrap();
    let mut t = printed_with(home.path(), "exit 3");
    t.wait_for("没能自动打开(系统里没有能打开它的程序)");
    t.send(CTRL_Q);
    assert_eq!(t.end(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_wakes_up_while_nobody_types() {
    let home = TempDir::new().unwrap();
    let mut t = Terminal::start(home.path(), &["demo", "--today", "2026-11-21"], &[]);
    t.wait_for("还剩9天");
    t.send("\x1b[B");
    // All threads asleep, and none of them scheduled again while the program is left alone.
    let switches = |pid: u32| -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let lines = status.lines().filter(|l| l.contains("ctxt_switches"));
        lines.map(|l| l.rsplit('\t').next().unwrap().trim().parse::<u64>().unwrap()).sum()
    };
    let pid = t.child.process_id().unwrap();
    let quiet = |t: &mut Terminal| {
        while let Ok(bytes) = t.output.recv_timeout(Duration::from_millis(500)) {
            t.take(&bytes);
        }
    };
    quiet(&mut t);
    let before = switches(pid);
    quiet(&mut t);
    quiet(&mut t);
    assert_eq!(switches(pid), before);
    t.send(CTRL_Q);
    t.end();
}
