//! The program `quintal`.

use std::process::ExitCode;

fn main() -> ExitCode {
    quintal::cli::run()
}
