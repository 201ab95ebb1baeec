//! Speed of the renderer.
//!
//! `cargo bench --bench render` renders a thousand made-up notes, plain ones and rich ones, and tells notes and
//! bytes a second. `cargo bench --bench render -- FILE…` renders notes of your own instead, the longest last.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on shall stop, and it prints"
)]

use std::{env, fmt::Write as _, fs, hint::black_box, time::Instant};

use quintal::text::{
    front_matter,
    markdown::{Options, render},
};

const NOTES: u32 = 1_000;

fn main() {
    let files: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    // Grammars are compiled on first use: that is no part of any note.
    for text in [plain(0), rich(0)] {
        black_box(rendered("warm.md", &text));
    }
    if files.is_empty() {
        measure("plain", &(0..NOTES).map(plain).collect::<Vec<_>>());
        measure("rich", &(0..NOTES).map(rich).collect::<Vec<_>>());
        return;
    }
    let mut notes: Vec<(String, String)> =
        files.into_iter().map(|file| (fs::read_to_string(&file).unwrap(), file)).collect();
    notes.sort_by_key(|(text, _)| text.len());
    for (text, file) in &notes {
        let start = Instant::now();
        black_box(rendered(file, text));
        println!("{:>9.2} ms {:>9} bytes  {file}", start.elapsed().as_secs_f64() * 1000.0, text.len());
    }
}

fn measure(kind: &str, notes: &[String]) {
    let start = Instant::now();
    for note in notes {
        black_box(rendered("Folder/Note.md", note));
    }
    let seconds = start.elapsed().as_secs_f64();
    let count = u32::try_from(notes.len()).unwrap();
    let bytes = u32::try_from(notes.iter().map(String::len).sum::<usize>()).unwrap();
    println!(
        "{kind:<6} {:>7.0} notes/s {:>6.2} MB/s {:>7.3} ms a note of {} bytes",
        f64::from(count) / seconds,
        f64::from(bytes) / seconds / 1e6,
        seconds * 1000.0 / f64::from(count),
        bytes / count
    );
}

fn rendered(path: &str, text: &str) -> usize {
    let (_, body) = front_matter::parse(text).unwrap();
    let options = Options { note_path_in_vault: path, first_line: body.first_line, title: None };
    render(body.text, &options).html.len()
}

/// A page of prose with links, as most notes are.
fn plain(seed: u32) -> String {
    let mut text = format!("---\ntags: [bench, t{}]\n---\n", seed % 20);
    for part in 0..4 {
        write!(text, "## Part {part} of {seed}\n\n").unwrap();
        for line in 0..6 {
            write!(
                text,
                "Leaves of *kind {line}* lie on [[Bed {}|a bed]] that [was dug](https://example.org/{seed}) in **{part}** days #soil/{line}. ",
                (seed * 7 + line) % 1000
            )
            .unwrap();
        }
        text.push_str("\n\n- one\n- two\n  - [x] three\n\n");
    }
    text
}

/// The same with everything the dialect has.
fn rich(seed: u32) -> String {
    let mut text = plain(seed);
    text.push_str("> [!tip]+ A hint\n> Water ==early==.[^1]\n\n[^1]: Or late.\n\n| a | b |\n|:-|-:|\n| [[x\\|y]] | $x^2$ |\n\n");
    text.push_str("$$\n\\int_0^1 \\frac{x}{2}\\,dx\n$$\n\n```rust {2} showLineNumbers\nfn grow(days: u32) -> u32 {\n    days * 2\n}\n```\n\n");
    text.push_str("```mermaid\nflowchart LR\n  A[Seed] --> B[Sprout] --> C[Tree]\n```\n\n![[Plan.png|300]]\n\n![[Soil#Clay]]\n\nend ^last\n");
    text
}
