//! `/llms.txt` (llmstxt.org): the garden in outline for language models, with links to the Markdown of its notes.

use std::fmt::Write as _;

use actix_web::{HttpRequest, web::Data};

use super::note_path;
use crate::{
    i18n::Locale,
    notes::read::addresses::{self, Shelf},
    state::State,
    web::{self, Content},
};

/// The longest text about a note, in characters.
const MAX_SUMMARY: usize = 200;

pub(super) async fn get(request: HttpRequest, state: Data<State>) -> web::Result {
    let site = state.site.load_full();
    let locale = site.locales.first().copied().unwrap_or_default();
    let mut db = state.pool.acquire().await?;
    let shelves = addresses::shelves(&mut db).await?;
    drop(db);
    let body = outline(&site.name, &state.address(), locale, &shelves).into();
    let media_type = "text/markdown; charset=utf-8";
    Ok(web::answer(&request, Content { media_type, body, modified: None, public: true }))
}

fn outline(name: &str, address: &str, locale: Locale, shelves: &[Shelf]) -> String {
    let t = locale.strings();
    let mut out = format!("# {}\n\n> {}\n", line(name), t.llms_description());
    for shelf in shelves {
        let title = if shelf.path.is_empty() { t.nav_notes() } else { line(&shelf.title) };
        // Writing to a String cannot fail.
        let _ = write!(out, "\n## {title}\n\n");
        for note in &shelf.notes {
            let (title, path) = (line(&note.title), note_path(&note.path));
            let _ = write!(out, "- [{title}]({address}{path}.md)");
            let summary: String = line(&note.summary).chars().take(MAX_SUMMARY).collect();
            if !summary.is_empty() {
                out.extend([": ", &summary]);
            }
            out.push('\n');
        }
    }
    let _ = write!(
        out,
        "\n## Optional\n\n- [{}]({address}/sitemap.xml)\n- [{}]({address}/feed.xml)\n",
        t.llms_all_notes(),
        t.nav_feed()
    );
    out
}

/// A text as part of one line of Markdown.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(ch, '[' | ']' | '\\' | '<' | '*' | '_' | '`') {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::read::addresses::Shelved;

    #[test]
    fn an_outline_has_a_name_sections_and_links() {
        let note = |path: &str, title: &str, summary: &str| Shelved {
            path: path.into(),
            title: title.into(),
            summary: summary.into(),
        };
        let shelf = |path: &str, notes| Shelf { path: path.into(), title: "A *b*".into(), notes };
        let shelves =
            [shelf("", vec![note("a", "[A]", "")]), shelf("x", vec![note("x/b", "B", "About\nit.")])];
        let outline = outline("Garden", "https://garden.example", Locale::En, &shelves);
        assert!(outline.starts_with("# Garden\n\n> "), "{outline}");
        assert!(outline.contains("\n- [\\[A\\]](https://garden.example/notes/a.md)\n"), "{outline}");
        assert!(
            outline.contains("\n## A \\*b\\*\n\n- [B](https://garden.example/notes/x/b.md): About it.\n")
        );
    }
}
