//! Start to first settled frame of the program and of its bare twin, each in a pseudo-terminal of 80×25, and their memory.
//! Run `cargo bench --no-run` first, which builds the twin; then `cargo bench --bench startup [-- TIMES]`. Linux only.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::{
    env,
    error::Error,
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZE: PtySize = PtySize { rows: 25, cols: 80, pixel_width: 0, pixel_height: 0 };
/// A screen on which nothing has changed for so long is settled.
const QUIET: Duration = Duration::from_millis(150);
/// How a program asks where the cursor is.
const WHERE: &[u8] = b"\x1b[6n";
const PATIENCE: Duration = Duration::from_secs(10);

struct Start {
    /// From the start of the process to the last change of the screen.
    settled: Duration,
    /// Resident, in kB.
    memory: u64,
}

fn main() -> Result<()> {
    let times: usize = env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(30);
    let dir = tempfile::tempdir()?;
    let program = Path::new(env!("CARGO_BIN_EXE_zhibu"));
    let data = dir.path().join("data");
    let made = Command::new(program)
        .args(["init", "--name", "示例村党支部", "--kind", "village", "--demo", "--today", "2026-03-31", "--data"])
        .arg(&data)
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into());
    }
    let mut zhibu = CommandBuilder::new(program);
    zhibu.args(["--today", "2026-03-31", "--data"]);
    zhibu.arg(&data);
    let mut bare = CommandBuilder::new(twin()?);
    bare.arg(dir.path().join("twin.db"));
    for command in [&mut zhibu, &mut bare] {
        command.env("TERM", "xterm-256color");
        command.env("HOME", dir.path());
    }

    // In turns, so that both meet the same moods of the machine; the first round only warms up.
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=times {
        let pair = (start(&zhibu, "示例村")?, start(&bare, "twin")?);
        if round > 0 {
            ours.push(pair.0);
            theirs.push(pair.1);
        }
    }
    let (a, b) = (report("zhibu", &mut ours), report("twin", &mut theirs));
    println!("ratio {:.2}", a / b);
    Ok(())
}

/// The newest twin beside this program.
fn twin() -> Result<PathBuf> {
    let exe = env::current_exe()?;
    let folder = exe.parent().ok_or("no folder")?;
    let is_twin = |p: &PathBuf| {
        p.extension().is_none() && p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("twin-"))
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path())).filter(is_twin).collect();
    found.sort_by_key(|p| p.metadata().and_then(|m| m.modified()).ok());
    found.pop().ok_or_else(|| "build the twin first: cargo bench --no-run".into())
}

/// Starts a program, waits until its screen shows `marker` and has settled, and ends it.
fn start(command: &CommandBuilder, marker: &str) -> Result<Start> {
    let pty = native_pty_system().openpty(SIZE)?;
    let mut reader = pty.master.try_clone_reader()?;
    let mut writer = pty.master.take_writer()?;
    let (sender, receiver) = mpsc::channel();
    let begin = Instant::now();
    let mut child = pty.slave.spawn_command(command.clone())?;
    drop(pty.slave);
    thread::spawn(move || {
        let mut buffer = [0; 65_536];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..n].to_vec())).is_err() {
                break;
            }
        }
    });
    let (rows, columns) =
        (NonZeroU16::new(SIZE.rows).ok_or("no rows")?, NonZeroU16::new(SIZE.cols).ok_or("no columns")?);
    let mut screen = vt100::Parser::new(rows, columns, 0);
    let mut shown = String::new();
    let mut changed = begin;
    loop {
        match receiver.recv_timeout(QUIET) {
            Ok((at, bytes)) => {
                // A terminal answers where its cursor is; a silent one would hold up a program that asks.
                let mut rest = &bytes[..];
                while let Some(at) = rest.windows(WHERE.len()).position(|w| w == WHERE) {
                    screen.process(&rest[..at]);
                    rest = &rest[at + WHERE.len()..];
                    let (row, column) = screen.screen().cursor_position();
                    write!(writer, "\x1b[{};{}R", row + 1, column + 1)?;
                }
                screen.process(rest);
                let now = screen.screen().contents();
                if now != shown {
                    (shown, changed) = (now, at);
                }
            }
            Err(RecvTimeoutError::Timeout) if shown.contains(marker) => break,
            Err(RecvTimeoutError::Timeout) if begin.elapsed() < PATIENCE => {}
            Err(_) => {
                child.kill()?;
                return Err(format!("never showed {marker:?}:\n{shown}").into());
            }
        }
    }
    let memory = child.process_id().map_or(0, resident);
    child.kill()?;
    child.wait()?;
    Ok(Start { settled: changed - begin, memory })
}

fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("");
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Prints and returns the median time in milliseconds.
fn report(name: &str, starts: &mut [Start]) -> f64 {
    starts.sort_by_key(|s| s.settled);
    let at = |part: usize| starts.get((starts.len() * part / 100).min(starts.len().saturating_sub(1)));
    let ms = |s: Option<&Start>| s.map_or(f64::NAN, |s| s.settled.as_secs_f64() * 1000.0);
    let memory = starts.iter().map(|s| s.memory).max().unwrap_or(0);
    println!(
        "{name:6} median {:.1} ms  10%–90% {:.1}–{:.1} ms  resident {:.1} MB  ({} starts)",
        ms(at(50)),
        ms(at(10)),
        ms(at(90)),
        memory as f64 / 1024.0,
        starts.len()
    );
    ms(at(50))
}
