//! The commands beside the screen: reads the arguments, opens the book, prints for people or as JSON, and says by the exit
//! code how it went. Not here: what the verbs do (`book`).

mod all_orgs;
mod args;
mod dues;
mod exchange;
mod file;
mod keep;
mod ledger;
mod list;
mod place;
mod score;
mod table;

use crate::{
    book::{self, Access, Book, Clock},
    model::{id::OrgId, org::Org, undo::Way},
};
use args::{Cli, Command, Global};
use clap::{Parser, error::ErrorKind};
use std::{
    ffi::OsString,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

/// Why a command was not carried out.
enum Failure {
    /// The command was refused: exit code 1.
    Refused(String),
    /// The command line was wrong: exit code 2.
    Usage(String),
}

impl Failure {
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl From<book::Error> for Failure {
    fn from(e: book::Error) -> Self {
        Self::Refused(e.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(e: serde_json::Error) -> Self {
        Self::Refused(format!("无法输出 JSON:{e}"))
    }
}

/// What a command says on standard output, and whether it found problems (exit code 1).
#[derive(Default)]
struct Answer {
    text: String,
    problems: bool,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self { text, problems: false }
    }
}

type Outcome = Result<Answer, Failure>;

/// Carries out one command line. Exit code 0: done; 1: refused or problems found; 2: wrong usage.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) if matches!(e.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return say(&args::help(&e.to_string()), ExitCode::SUCCESS);
        }
        Err(e) => {
            eprintln!("{}", args::explain(&e));
            return ExitCode::from(2);
        }
    };
    match dispatch(cli) {
        Ok(answer) => say(&answer.text, ExitCode::from(u8::from(answer.problems))),
        Err(Failure::Refused(why)) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
        Err(Failure::Usage(why)) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

/// Prints and gives the exit code. Nobody reading on (`| head`) is no failure; output that could not be written is.
fn say(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout().lock();
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{end}").and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("不能输出:{e}");
            ExitCode::FAILURE
        }
        _ => code,
    }
}

fn dispatch(cli: Cli) -> Outcome {
    let Cli { global, command } = cli;
    let clock = global.today.map_or_else(Clock::system, Clock::fixed);
    let Some(command) = command else {
        return keep::open_screen(&place::folder(global.data)?, clock, global.org.as_deref());
    };
    let place = Place { folder: place::folder(global.data.clone())?, clock, global };
    match command {
        Command::Demo => keep::sample(clock),
        Command::Init(init) => keep::init(&place, &init),
        Command::Import(import) => exchange::import(&place, &import),
        Command::List(what) => list::list(&place, &what),
        Command::Score(args) if args.all => all_orgs::scores(&place, &args),
        Command::Score(args) => score::score(&place, &args),
        Command::Export(export) => exchange::export(&place, &export),
        Command::Backup { to } => keep::backup(&place, to.as_deref()),
        Command::Restore { file } => keep::restore(&place, &file),
        Command::Check { json } => keep::check(&place, json.json),
        Command::Undo(sure) => keep::replay(&place, Way::Back, sure.yes),
        Command::Redo(sure) => keep::replay(&place, Way::Forth, sure.yes),
        Command::History { json } => keep::history(&place, json.json),
    }
}

/// Where and when a command works.
struct Place {
    folder: PathBuf,
    clock: Clock,
    global: Global,
}

impl Place {
    fn read(&self) -> Result<Book, Failure> {
        self.open(Access::Read)
    }

    /// The book for writing; refused where it cannot be written, as while a screen is open.
    fn write(&self) -> Result<Book, Failure> {
        let book = self.open(Access::Write)?;
        match book.read_only() {
            Some(why) => Err(Failure::refused(why)),
            None => Ok(book),
        }
    }

    /// The book at an organisation that has members, meetings and a score.
    fn read_branch(&self) -> Result<Book, Failure> {
        let book = self.read()?;
        must_keep_books(&book)?;
        Ok(book)
    }

    /// Refuses to guess whose book is to be written: where several keep books, `--org` says which.
    fn must_be_named(&self, book: &Book) -> Result<(), Failure> {
        let keepers: Vec<&Org> = book.orgs().iter().filter(|o| o.kind.keeps_books()).collect();
        if self.global.org.is_some() || keepers.len() < 2 {
            return Ok(());
        }
        Err(Failure::refused(format!("这份数据里有几个党支部,请用 --org 指定导入到哪一个:{}", names(&keepers))))
    }

    fn open(&self, access: Access) -> Result<Book, Failure> {
        if !Book::exists(&self.folder) {
            return Err(Failure::refused(format!(
                "{} 里还没有数据。先新建:zhibu init --name 名称 --kind village",
                self.folder.display()
            )));
        }
        let mut book = Book::open(&self.folder, access, self.clock)?;
        tell(book.notices());
        tell(&book.catalog().faults);
        if let Some(named) = &self.global.org {
            let id = find_org(book.orgs(), named)?;
            book.switch_org(id)?;
        }
        Ok(book)
    }
}

/// Hints for the person, beside what the command answers.
fn tell(notices: &[String]) {
    for notice in notices {
        eprintln!("{notice}");
    }
}

/// Carries something out, and tells what came up meanwhile (a backup that failed …), refused or not.
fn telling<T>(book: &mut Book, verb: impl FnOnce(&mut Book) -> Result<T, Failure>) -> Result<T, Failure> {
    let told = book.notices().len();
    let done = verb(book);
    tell(book.notices().get(told..).unwrap_or_default());
    done
}

/// Refuses an organisation that has no members, meetings and score of its own, such as a township.
fn must_keep_books(book: &Book) -> Result<(), Failure> {
    let Some(org) = book.org().filter(|o| !o.kind.keeps_books()) else { return Ok(()) };
    let below: Vec<&Org> = book.orgs().iter().filter(|o| o.kind.keeps_books()).collect();
    let advice = if below.is_empty() {
        "请先用 zhibu init --parent 增加下级党支部".to_owned()
    } else {
        format!("请用 --org 指定:{}", names(&below))
    };
    Err(Failure::refused(format!("“{}”是{},没有自己的党员、活动和考核。{advice}", org.name, org.kind.name())))
}

/// The organisation of this id or name; a part of the name is enough where only one has it.
fn find_org(orgs: &[Org], named: &str) -> Result<OrgId, Failure> {
    let id = named.parse().ok();
    if let Some(org) = orgs.iter().find(|o| Some(o.id) == id) {
        return Ok(org.id);
    }
    let exactly: Vec<&Org> = orgs.iter().filter(|o| o.name == named).collect();
    let partly: Vec<&Org> = orgs.iter().filter(|o| o.name.contains(named)).collect();
    let (what, shown) = match (exactly.as_slice(), partly.as_slice()) {
        ([org], _) | ([], [org]) => return Ok(org.id),
        ([], []) => ("没有党组织", orgs.iter().collect()),
        ([], _) => ("不止一个党组织符合", partly),
        _ => ("不止一个党组织叫", exactly),
    };
    Err(Failure::refused(format!("{what}“{named}”。请写全名或编号,现有:{}", names(&shown))))
}

/// The names of organisations with their ids: `柳林村党支部(编号)、…`.
fn names(orgs: &[&Org]) -> String {
    orgs.iter().map(|o| format!("{}({})", o.name, o.id)).collect::<Vec<_>>().join("、")
}
