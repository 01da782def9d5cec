//! The program: hands the arguments to the command line, which opens the screen where none are given.
//! Not here: anything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    zhibu::cli::run(std::env::args_os())
}
