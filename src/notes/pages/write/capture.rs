//! `/write/capture?title=&text=&url=`: a new note of what somebody came across, for a bookmark of their browser and the
//! menu by which a phone shares.

use actix_web::{HttpRequest, web::Data};
use serde::Deserialize;

use super::{
    editor::{EditorPage, MAX_FORM, Typed, web_error},
    new,
};
use crate::{
    access::Role,
    notes::{
        editing::{EditError, place},
        pages::{moving::mover, view},
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, Visitor,
        forms::Query,
        kept::{Kept, PersonsForm},
    },
};

const ADDRESS: &str = "/write/capture";
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// What was come across.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Find {
    title: String,
    text: String,
    url: String,
    /// Not empty: it comes from a sign-in, to be gone on with.
    resumed: String,
}

impl Find {
    /// Some phones put the address at the end of the text.
    fn address(&self) -> Option<&str> {
        let is_address = |text: &&str| {
            (text.starts_with("https://") || text.starts_with("http://"))
                && !text.contains(['<', '>', '"', '\\'])
        };
        let url = Some(self.url.trim()).filter(is_address);
        url.or_else(|| self.text.split_whitespace().next_back().filter(is_address))
    }

    fn title(&self) -> String {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        title.chars().take(LONGEST_TITLE).collect()
    }

    /// The text of the note: what was marked as a quotation, and where it stood.
    fn source(&self) -> String {
        let (title, address) = (self.title(), self.address());
        let text = self.text.replace("\r\n", "\n");
        let text = address.map_or(text.trim(), |address| text.trim().trim_end_matches(address).trim());
        let mut parts: Vec<String> = Vec::new();
        if !text.is_empty() && address.is_some() && text != title {
            parts.push(text.lines().map(|line| format!("> {line}").trim_end().to_owned() + "\n").collect());
        } else if !text.is_empty() && text != title {
            parts.push(format!("{text}\n"));
        }
        if let Some(address) = address {
            let words = if title.is_empty() { address } else { &title };
            parts.push(format!(
                "[{}](<{address}>)\n",
                words.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
            ));
        }
        parts.join("\n")
    }

    fn typed(&self) -> Typed {
        Typed { source: self.source(), place: place::name_for(&self.title()), ..Typed::default() }
    }

    fn kept(self) -> Kept {
        let fields = [("title", self.title), ("text", self.text), ("url", self.url)];
        Kept {
            address: ADDRESS.to_owned(),
            fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}

/// A filled form. Whoever is not signed in takes what they found along through the sign-in.
pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Query(find): Query<Find>,
) -> web::Result {
    let Some(person) = Visitor::of(&request).and_then(|visitor| visitor.person.clone()) else {
        return Err(Error::SignedOut(find.kept()));
    };
    if person.role < Role::Author {
        return Err(Error::Forbidden);
    }
    EditorPage::new(chrome, None, find.typed()).shown(&request)
}

/// Saves it at once, as it is.
pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, find): PersonsForm<Find, MAX_FORM>,
) -> web::Result {
    if person.role < Role::Author {
        return Err(Error::Forbidden);
    }
    let mut page = EditorPage::new(chrome, None, find.typed());
    if !find.resumed.is_empty() {
        page.notices.resumed = true;
        return page.answer(actix_web::http::StatusCode::OK).map(super::editor::private);
    }
    match new::create(&state, &page, &mover(&person)).await {
        Ok(stored) => web::see_other_saying(&view::note_address(&stored.path), Flash::Saved),
        Err(error @ (EditError::TooLong | EditError::Place | EditError::Unusable(_))) => {
            page.refuse(error)?;
            page.answer(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(web_error(error)),
    }
}

/// What a bookmark of a browser says, to send the page that is open here.
pub(in crate::notes::pages) fn bookmarklet(garden: &str) -> String {
    format!(
        "javascript:location.href='{garden}{ADDRESS}?title='+encodeURIComponent(document.title)+'&url='\
         +encodeURIComponent(location.href)+'&text='+encodeURIComponent(String(getSelection()).slice(0,4000))"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(title: &str, text: &str, url: &str) -> Find {
        Find { title: title.into(), text: text.into(), url: url.into(), resumed: String::new() }
    }

    #[test]
    fn what_was_found_becomes_a_text() {
        for (found, source) in [
            (
                find("A [b]", "one\r\ntwo", "https://a.example/x"),
                "> one\n> two\n\n[A \\[b\\]](<https://a.example/x>)\n",
            ),
            (find("A", "https://a.example/x", ""), "[A](<https://a.example/x>)\n"),
            (
                find("", "Look: https://a.example/", ""),
                "> Look:\n\n[https://a.example/](<https://a.example/>)\n",
            ),
            (find("A", "A", "https://a.example/"), "[A](<https://a.example/>)\n"),
            (find("A", "just text", "javascript:alert(1)"), "just text\n"),
            (find("", "", ""), ""),
        ] {
            assert_eq!(found.source(), source);
        }
        assert_eq!(find("What: is/this?", "", "").typed().place, "What is this");
    }

    #[test]
    fn a_bookmark_is_one_address() {
        let address = bookmarklet("https://garden.example");
        assert!(
            address.starts_with("javascript:location.href='https://garden.example/write/capture?title='")
        );
        assert!(!address.contains([' ', '\n', '"']));
    }

    proptest! {
        #[test]
        fn anything_may_be_found(title in any::<String>(), text in any::<String>(), url in any::<String>()) {
            let source = find(&title, &text, &url).source();
            prop_assert!(!source.contains("javascript:") || text.contains("javascript:") || title.contains("javascript:"));
        }
    }
}
