//! The dialect, feature by feature, and what must hold for any text.

mod dialect;
mod safety;

use super::{Link, Options, Rendered, render};

fn rendered(body: &str) -> Rendered {
    render(body, &Options { note_path_in_vault: "Folder/Note.md", first_line: 1, title: Some("The note") })
}

fn html(body: &str) -> String {
    rendered(body).html.trim().to_owned()
}

/// The note's only link.
fn link(body: &str) -> Link {
    let links = rendered(body).links;
    assert_eq!(links.len(), 1, "{body}");
    links.into_iter().next().unwrap()
}

fn holes(html: &str) -> usize {
    html.matches("<q-link n=\"").count() + html.matches("<q-embed n=\"").count()
}
