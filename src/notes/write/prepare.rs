//! From the text of a file to everything that is stored about it. Pure: the slow part, done off the database.

use std::collections::{BTreeSet, HashSet};

use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest as _, Sha256};

use super::{
    cover,
    limits::{self, storable},
    names::{self, Name},
};
use crate::{
    access::{self, Audience},
    i18n::Locale,
    ids::AudienceId,
    notes::vaults::Vault,
    text::{
        canvas, fold,
        form::Form,
        front_matter::{self, Body, FrontMatter},
        language::{self, Language},
        markdown::{self, Link, Rendered},
        slug,
    },
};

/// What a note inherits where it says nothing itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its vault.
    pub vault: Vault,
    /// Who reads its private notes: its author, or else the owner. `None`: there is nobody yet.
    pub private: Option<AudienceId>,
    /// The garden's first language, for notes whose language cannot be told.
    pub language: Language,
    /// The garden's zone, for dates without one.
    pub zone: TimeZone,
}

#[cfg(test)]
impl Settings {
    /// Those of a note in an English garden.
    pub(in crate::notes) fn sample() -> Self {
        Self {
            vault: Vault::new("Garden"),
            private: None,
            language: Language::parse("en").unwrap(),
            zone: TimeZone::UTC,
        }
    }
}

/// A note as it lies in its vault.
#[derive(Clone, Debug)]
pub struct NoteFile {
    /// From the vault's root, composed (NFC), with slashes: `Folder/Note.md`.
    pub path: String,
    /// The whole text, front matter and all.
    pub text: String,
    /// When the file was last changed, if that is known.
    pub modified: Option<Timestamp>,
}

/// Why a note cannot be saved as it is written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Its front matter cannot be meant; lines and columns count from 1.
    #[error("line {line}, column {column}: {wrong}")]
    FrontMatter {
        /// Line in the file.
        line: usize,
        /// Column in that line.
        column: usize,
        /// What is wrong there.
        wrong: front_matter::Wrong,
    },
    /// It is private, and there is nobody yet whose it could be.
    #[error("it is private, and the garden has neither an author for it nor an owner yet")]
    NobodyToReadIt,
}

/// A note that is ready to be stored.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) vault_path: String,
    pub(super) source: String,
    pub(super) source_hash: [u8; 32],
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) dir: Option<&'static str>,
    pub(super) description: Option<String>,
    pub(super) audience_id: AudienceId,
    pub(super) publish: bool,
    pub(super) created: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) modified: Option<Timestamp>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) names: Vec<Name>,
    /// How it calls the note that it translates, folded for look-up.
    pub(super) translation_of: Option<String>,
    pub(super) rendered: Rendered,
    pub(super) folded: Folded,
    /// Who may read it.
    pub audience: Audience,
    /// Whether that is the vault's default rather than the note's own word.
    pub audience_by_default: bool,
    /// How many tags are more than a note may have.
    pub tags_left_out: u64,
}

/// A title, another name or a heading, as suggestions know it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// 0 for the title alone.
    pub(super) ordinal: i16,
    pub(super) text: String,
    /// Empty for names of the whole note.
    pub(super) anchor: String,
    pub(super) key: String,
}

/// The texts that search looks at, folded.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// The title, other names and then the headings, those of them that have words.
    pub(super) named: Vec<Named>,
    /// The words of title and text that typing errors are measured by, each once.
    pub(super) vocabulary: BTreeSet<String>,
    pub(super) title: String,
    /// Other names are found like headings.
    pub(super) headings: String,
    pub(super) body: String,
}

/// Parses and renders a note.
///
/// # Errors
/// See [`Unusable`]; nothing of such a note is stored.
pub fn prepare(file: NoteFile, settings: &Settings) -> Result<Prepared, Unusable> {
    let NoteFile { path, text, modified } = file;
    let source = storable(text);
    let form = Form::of(&path).unwrap_or(Form::Note);
    let (matter, body) = match form {
        Form::Note => front_matter::parse(&source).map_err(|error| Unusable::FrontMatter {
            line: error.line,
            column: error.column,
            wrong: error.wrong,
        })?,
        // They say nothing of themselves.
        Form::Canvas | Form::Base => (FrontMatter::default(), Body { text: &source, first_line: 1 }),
    };
    let own_audience = own_audience(&matter, &source)?;
    let audience = own_audience.unwrap_or(settings.vault.audience);
    let audience_id = match audience {
        Audience::Public | Audience::Unlisted => access::PUBLIC,
        Audience::Members => access::MEMBERS,
        Audience::Private => settings.private.ok_or(Unusable::NobodyToReadIt)?,
    };
    let own_title = matter.title.clone().map(storable);
    let (title, mut rendered) = match form {
        Form::Note => render(body, &path, own_title),
        Form::Canvas => (named(&path), canvas::render(&source, &options(&path, 1, None))),
        Form::Base => (named(&path), markdown::source(&source, "yaml", Some("base"))),
    };
    // After the links of the text, whose places are numbered.
    rendered.links.extend(cover::link(&matter, &source, &path));
    let language = matter
        .lang
        .clone()
        .or_else(|| settings.vault.language.clone())
        .or_else(|| {
            language::detect(if form == Form::Note { body.text } else { &rendered.plain }).map(usual_form)
        })
        .unwrap_or_else(|| settings.language.clone());
    let folded = Folded::of(&title, &matter.aliases, &rendered, &language);
    let names = names::of(&path, &matter);
    let (tags, tags_left_out) = tags(&matter, &rendered);
    let translation_of = names::of_original(&path, &matter);
    let time = |moment: Option<front_matter::Moment>| moment.map(|at| at.to_timestamp(&settings.zone));
    Ok(Prepared {
        source_hash: Sha256::digest(source.as_bytes()).into(),
        title,
        language,
        dir: matter.dir,
        description: matter.description.clone().map(storable).map(limits::description),
        audience_id,
        publish: matter.publish.unwrap_or(true),
        created: time(matter.created),
        updated: time(matter.updated),
        modified,
        tags,
        tags_left_out,
        names,
        translation_of,
        rendered,
        folded,
        audience,
        audience_by_default: own_audience.is_none(),
        vault_path: path,
        source,
    })
}

/// The title is the front matter's, else the heading of level 1 that opens the text (it is not shown twice then),
/// else the file's name.
fn render(body: Body<'_>, path: &str, own_title: Option<String>) -> (String, Rendered) {
    let render = |title: &str| markdown::render(body.text, &options(path, body.first_line, Some(title)));
    if let Some(title) = own_title {
        let rendered = render(&title);
        return (limits::title(title), rendered);
    }
    let opening =
        body.text.lines().find(|line| !line.trim().is_empty()).and_then(|line| line.strip_prefix("# "));
    let guess = opening.map_or_else(|| Form::stem(path), |heading| heading.trim_end_matches('#').trim());
    let rendered = render(guess);
    match rendered.title.clone().map(storable).filter(|title| opening.is_some() && !title.trim().is_empty()) {
        // What the heading says without its markup, `# *A* leaf`, was not to be guessed.
        Some(title) if fold::key(&title) != fold::key(guess) => {
            let rendered = render(&title);
            (limits::title(title), rendered)
        }
        Some(title) => (limits::title(title), rendered),
        None => (named(path), rendered),
    }
}

fn options<'a>(path: &'a str, first_line: usize, title: Option<&'a str>) -> markdown::Options<'a> {
    markdown::Options { note_path_in_vault: path, first_line, title }
}

/// The title of a file that says none.
fn named(path: &str) -> String {
    limits::title(Form::stem(path).to_owned())
}

impl Prepared {
    /// Where it lies in its vault.
    #[must_use]
    pub fn vault_path(&self) -> &str {
        &self.vault_path
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its whole text, front matter and all.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The language that it is written in.
    #[must_use]
    pub const fn language(&self) -> &Language {
        &self.language
    }

    /// Whether it says that it is to be published.
    #[must_use]
    pub const fn is_published(&self) -> bool {
        self.publish
    }

    /// Its links, in the order of its text.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.rendered.links
    }

    /// Its text as HTML with holes.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.rendered.html
    }

    /// About how much memory it takes, in bytes, so that a batch can be bounded.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.source.len() + self.rendered.html.len() + 2 * self.rendered.plain.len()
    }

    /// The address that it asks for, below `/notes/`.
    pub(super) fn wanted_address(&self, mount: &str) -> String {
        wanted_address(mount, &self.vault_path)
    }
}

/// The address that a place in a vault asks for, below `/notes/`.
pub(in crate::notes) fn wanted_address(mount: &str, vault_path: &str) -> String {
    limits::address(mount, &slug::note_path(vault_path))
}

/// The keys that links would find a text by, in a place of its vault.
pub(in crate::notes) fn names_of(vault_path: &str, source: &str) -> Vec<String> {
    let matter = front_matter::parse(source).map(|(matter, _)| matter).unwrap_or_default();
    names::of(vault_path, &matter).into_iter().map(|name| name.key).collect()
}

/// The key that stands for a place in a vault itself.
pub(in crate::notes) fn path_key(vault_path: &str) -> String {
    let names = names::of(vault_path, &FrontMatter::default());
    names.into_iter().find(|name| name.kind == names::Kind::Path).map(|name| name.key).unwrap_or_default()
}

impl Folded {
    fn of(title: &str, aliases: &[String], rendered: &Rendered, language: &Language) -> Self {
        let headings = rendered.headings.iter().map(|heading| (heading.text.as_str(), heading.id.as_str()));
        let named: Vec<(&str, &str)> = std::iter::once((title, ""))
            .chain(aliases.iter().map(|alias| (alias.as_str(), "")))
            .chain(headings)
            .collect();
        let others: Vec<&str> = named.iter().skip(1).map(|(text, _)| *text).collect();
        let suggested =
            named.iter().take(limits::SUGGESTED).zip(0_i16..).map(|((text, anchor), ordinal)| Named {
                ordinal,
                text: storable((*text).to_owned()),
                anchor: storable((*anchor).to_owned()),
                key: limits::suggested(text),
            });
        let text = limits::head(&rendered.plain, 2 * limits::SEARCHABLE_BODY);
        Self {
            named: suggested.filter(|named| !named.key.is_empty()).collect(),
            vocabulary: std::iter::once(title)
                .chain(aliases.iter().map(String::as_str))
                .chain([text])
                .flat_map(fold::bare_words)
                .filter(|word| is_plain(word))
                .collect(),
            title: limits::searchable(fold::for_search(title, language), limits::SEARCHABLE_TITLE),
            headings: limits::searchable(
                fold::for_search(&others.join("\n"), language),
                limits::SEARCHABLE_HEADINGS,
            ),
            body: limits::searchable(
                fold::for_search(limits::head(&rendered.plain, 2 * limits::SEARCHABLE_BODY), language),
                limits::SEARCHABLE_BODY,
            ),
        }
    }
}

/// Whether typing errors in a word are forgiven: short words are too near to one another, and what holds other signs
/// is a number, a name of a program, or in a script whose words are not told apart like this.
fn is_plain(word: &str) -> bool {
    matches!(word.len(), 4..=30) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A word that is no audience must not open a note to anybody, nor to nobody without a word: it is an error.
fn own_audience(matter: &FrontMatter, source: &str) -> Result<Option<Audience>, Unusable> {
    let Some(word) = &matter.audience else { return Ok(None) };
    word.trim().to_lowercase().parse().map(Some).map_err(|_: access::UnknownWord| {
        let line = source.lines().position(|line| line.trim_start().starts_with("audience"));
        Unusable::FrontMatter {
            line: line.map_or(1, |index| index + 1),
            column: 1,
            wrong: front_matter::Wrong::audience(word),
        }
    })
}

/// Tags of the front matter and of the text, each once, with the key that a tag's page is found by; and how many
/// are too many.
fn tags(matter: &FrontMatter, rendered: &Rendered) -> (Vec<(String, String)>, u64) {
    let mut seen = HashSet::new();
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in matter.tags.iter().chain(&rendered.tags) {
        let tag = storable(tag.clone());
        let key = fold::key(&tag);
        if limits::is_name(&key) && seen.insert(key.clone()) && tags.len() < limits::TAGS {
            tags.push((key, tag));
        }
    }
    let left_out = seen.len() - tags.len();
    (tags, left_out as u64)
}

/// A guessed language as the garden itself calls it: a guess knows no region, and one language under two names would
/// fall apart in lists and feeds.
fn usual_form(guess: Language) -> Language {
    Locale::of(guess.as_str()).and_then(|locale| Language::parse(locale.tag()).ok()).unwrap_or(guess)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> Result<Prepared, Unusable> {
        let file = NoteFile { path: "Folder/A leaf.md".into(), text: text.into(), modified: None };
        prepare(file, &Settings::sample())
    }

    #[test]
    fn a_note_without_a_word_inherits() {
        let note = prepared("Text.").unwrap();
        assert_eq!((note.title.as_str(), note.language.as_str()), ("A leaf", "en"));
        assert!(note.publish && note.audience_by_default);
        assert_eq!((note.audience, note.audience_id), (Audience::Public, access::PUBLIC));
    }

    #[test]
    fn a_guessed_language_is_called_as_the_garden_calls_it() {
        let text = "As folhas caem no outono e as crianças não querem voltar para casa antes do jantar.";
        assert_eq!(prepared(text).unwrap().language.as_str(), "pt-BR");
        let declared = prepared(&format!("---\nlang: pt\n---\n{text}")).unwrap();
        assert_eq!(declared.language.as_str(), "pt");
    }

    #[test]
    fn the_front_matter_decides() {
        let text = "---\ntitle: Folha\nlang: pt-BR\naudience: Members\npublish: false\n\
                    tags: [Árvore, arvore]\ncreated: 2026-01-05\n---\nTexto.";
        let note = prepared(text).unwrap();
        assert_eq!((note.title.as_str(), note.language.as_str()), ("Folha", "pt-BR"));
        assert_eq!((note.audience_id, note.publish), (access::MEMBERS, false));
        assert_eq!(note.tags, [("arvore".to_owned(), "Árvore".to_owned())]);
        assert_eq!(note.created.unwrap().to_string(), "2026-01-05T00:00:00Z");
    }

    #[test]
    fn an_unknown_audience_opens_nothing() {
        let error = prepared("---\ntitle: A\naudience: friends\n---\n").unwrap_err();
        assert!(matches!(&error, Unusable::FrontMatter { line: 3, .. }), "{error}");
        assert!(error.to_string().contains("public, unlisted, members, private"));
        assert_eq!(prepared("---\naudience: private\n---\n").unwrap_err(), Unusable::NobodyToReadIt);
    }

    #[test]
    fn what_cannot_be_stored_is_replaced() {
        let note = prepared("---\ntitle: \"A\\0B\"\ntags: [\"c\\0d\"]\n---\nx\0y").unwrap();
        assert_eq!(note.title, "A\u{fffd}B");
        assert!(
            !note.source.contains('\0')
                && !note.tags.iter().any(|(key, tag)| key.contains('\0') || tag.contains('\0'))
        );
    }

    #[test]
    fn a_huge_note_stays_within_what_search_can_hold() {
        let text = "palavra ".repeat(200_000);
        let note = prepared(&text).unwrap();
        assert!(note.folded.body.len() <= limits::SEARCHABLE_BODY);
        assert_eq!(note.source, text);
    }
}
