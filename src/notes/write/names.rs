//! What a link may call a note or an attachment.

use super::limits::{is_name, storable};
use crate::text::{
    fold,
    front_matter::FrontMatter,
    markdown::{self, Link},
    slug,
};

/// How a name came to be, as `note_names` and `file_names` call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Path,
    Tail,
    Alias,
    Permalink,
}

impl Kind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Tail => "tail",
            Self::Alias => "alias",
            Self::Permalink => "permalink",
        }
    }
}

/// A name, folded for look-up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) key: String,
    pub(super) kind: Kind,
}

/// The names of a note: its path from the vault's root, each tail of it, its aliases and its permalink.
pub(super) fn of(path: &str, matter: &FrontMatter) -> Vec<Name> {
    let mut names = of_path(slug::strip_note_extension(path));
    let mut add = |name: &str, kind| {
        names.push(Name { key: fold::key(&storable(name.trim_matches('/').to_owned())), kind });
    };
    matter.aliases.iter().for_each(|alias| add(alias, Kind::Alias));
    matter.permalink.iter().for_each(|permalink| add(permalink, Kind::Permalink));
    usable(names)
}

/// How a note calls the one that it translates.
pub(super) fn of_original(path: &str, matter: &FrontMatter) -> Option<String> {
    let written = storable(matter.translation_of.clone()?);
    markdown::reference_key(&written, path).filter(|key| is_name(key))
}

/// The names of an attachment: its path and each tail, with the extension.
pub(super) fn of_attachment(path: &str) -> Vec<Name> {
    usable(of_path(path))
}

/// What a link that starts at its note's folder may mean besides: a path from the vault's root, or a name. Links
/// that begin with a slash or a dot mean what they say.
pub(super) fn tail_of(link: &Link) -> Option<String> {
    if !link.key.starts_with('/') || link.target.starts_with(['/', '.']) {
        return None;
    }
    let target = storable(link.target.clone());
    let segments = slug::strip_note_extension(&target).split('/').map(fold::key);
    let tail = segments.filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join("/");
    (!tail.is_empty()).then_some(tail)
}

fn of_path(path: &str) -> Vec<Name> {
    let key = fold::key(path);
    let mut names = vec![Name { key: format!("/{key}"), kind: Kind::Path }];
    let mut rest = key.as_str();
    loop {
        names.push(Name { key: rest.to_owned(), kind: Kind::Tail });
        let Some((_, shorter)) = rest.split_once('/') else { break };
        rest = shorter;
    }
    names
}

fn usable(mut names: Vec<Name>) -> Vec<Name> {
    names.retain(|name| is_name(&name.key));
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[Name], kind: Kind) -> Vec<&str> {
        names.iter().filter(|name| name.kind == kind).map(|name| name.key.as_str()).collect()
    }

    #[test]
    fn a_note_is_called_by_its_path_each_tail_and_its_other_names() {
        let matter = FrontMatter {
            aliases: vec!["Folha Única".into(), "x".repeat(5000)],
            permalink: Some("/Folha/".into()),
            ..FrontMatter::default()
        };
        let names = of("A/Árvores/Leaf.md", &matter);
        assert_eq!(keys(&names, Kind::Path), ["/a/arvores/leaf"]);
        assert_eq!(keys(&names, Kind::Tail), ["a/arvores/leaf", "arvores/leaf", "leaf"]);
        assert_eq!(keys(&names, Kind::Alias), ["folha unica"]);
        assert_eq!(keys(&names, Kind::Permalink), ["folha"]);
    }

    #[test]
    fn a_relative_link_has_a_second_meaning_unless_it_says_so() {
        let link = |target: &str, key: &str| Link {
            embed: false,
            target: target.into(),
            key: key.into(),
            fragment: None,
            label: None,
            width: None,
            height: None,
            line: 1,
            plain_at: 0,
        };
        assert_eq!(
            tail_of(&link("Imagens/Árvore.md", "/a/imagens/arvore")).as_deref(),
            Some("imagens/arvore")
        );
        assert_eq!(tail_of(&link("../b.md", "/b")), None);
        assert_eq!(tail_of(&link("/b", "/b")), None);
        assert_eq!(tail_of(&link("b", "b")), None);
    }

    #[test]
    fn an_attachment_keeps_its_extension() {
        assert_eq!(keys(&of_attachment("img/A.PNG"), Kind::Tail), ["a.png", "img/a.png"]);
    }
}
