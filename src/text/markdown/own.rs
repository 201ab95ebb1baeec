//! The garden's own addresses, which a note may link to as any site does: `[Search](/search?q=rain)`.

use uuid::Uuid;

/// The first segments of the garden's own addresses; the front has none. `tests/house` holds them against the routes.
pub const ADDRESSES: [&str; 32] = [
    "account",
    "admin",
    "bin",
    "bookmarks",
    "card.png",
    "feed.json",
    "feed.xml",
    "files",
    "graph",
    "healthz",
    "llms.txt",
    "login",
    "logout",
    "manifest.webmanifest",
    "new",
    "notes",
    "oembed",
    "preferences",
    "preview",
    "reading",
    "readyz",
    "robots.txt",
    "search",
    "setup",
    "shortcuts",
    "signup",
    "sitemap",
    "sitemap.xml",
    "static",
    "static-and-dynamic",
    "tags",
    "write",
];

/// Whether an address that begins with `/` is the garden's, and not a path in the vault. A vault may have a folder
/// of such a name, so what ends as a file does is looked up in the vault, unless it can only be ours.
pub(super) fn is_ours(url: &str) -> bool {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let Some(path) = url.get(..end).and_then(|path| path.strip_prefix('/')) else { return false };
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match first {
        "" => path.is_empty(),
        "static" => true,
        "files" => rest.split('/').next().is_some_and(|id| Uuid::try_parse(id).is_ok()),
        name if ADDRESSES.contains(&name) => {
            // After `-` stands what can be done with a page, whose name no note can have.
            rest.is_empty() || path.contains("/-/") || mime_guess::from_path(path).is_empty()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_ours_and_files_are_the_vaults() {
        for ours in [
            "/",
            "/#main",
            "/search",
            "/search?q=a%C3%A7%C3%A3o",
            "/notes/manual/en/people/the-potting-shed#door",
            "/notes/v1.2",
            "/feed.xml",
            "/tags/soil/-/feed.xml",
            "/static/specimen.html",
            "/admin/import",
            "/files/019aa3c0-7c00-7000-8000-000000000001/plan.pdf",
        ] {
            assert!(is_ours(ours), "{ours}");
        }
        for theirs in [
            "",
            "search",
            "//search",
            "/\\search",
            "/searches",
            "/Folder/Note",
            "/notes/Note.md",
            "/notes/plan.pdf?x",
            "/files/plan.pdf",
            "/files",
        ] {
            assert!(!is_ours(theirs), "{theirs}");
        }
    }
}
