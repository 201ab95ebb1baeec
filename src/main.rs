//! The program `quintal`.

fn main() {}
