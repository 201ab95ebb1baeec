//! Feeds of the garden, of a folder and of a tag, each as Atom and as JSON Feed: `?lang=es` narrows them to a
//! language, `?page=2` leads back in time (RFC 5005).

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};

use super::{atom, json, note_path};
use crate::{
    i18n::Locale,
    notes::read::{
        feed::{self, Entry},
        list::{Of, Wish},
    },
    state::State,
    text::{fold, markdown},
    web::{self, Content, Error, forms::Query},
};

/// Longer tags are nobody's.
const MAX_TAG: usize = 200;

/// A page of a feed, ready to be written in one format or the other. Addresses are whole.
pub(super) struct Feed {
    pub(super) title: String,
    /// The garden's name.
    pub(super) garden: String,
    pub(super) site: String,
    /// Where people read the same.
    pub(super) home: String,
    /// The feed without its ending.
    pub(super) base: String,
    pub(super) language: Option<String>,
    pub(super) number: u32,
    pub(super) previous: Option<u32>,
    pub(super) next: Option<u32>,
    pub(super) entries: Vec<Entry>,
    /// The language of words where a note's own is not one of the interface.
    pub(super) locale: Locale,
}

impl Feed {
    /// The address of this page.
    pub(super) fn this(&self, ending: &str) -> String {
        self.address(ending, self.number)
    }

    /// The address of the newest page, which is the feed's own.
    pub(super) fn first(&self, ending: &str) -> String {
        self.address(ending, 1)
    }

    /// The address of the page with newer notes.
    pub(super) fn before(&self, ending: &str) -> Option<String> {
        self.previous.map(|page| self.address(ending, page))
    }

    /// The address of the page with older notes.
    pub(super) fn after(&self, ending: &str) -> Option<String> {
        self.next.map(|page| self.address(ending, page))
    }

    fn address(&self, ending: &str, page: u32) -> String {
        let mut address = format!("{}.{ending}", self.base);
        let mut sign = '?';
        if let Some(language) = &self.language {
            address.extend(["?lang=", language]);
            sign = '&';
        }
        if page > 1 {
            address.push(sign);
            address.push_str("page=");
            address.push_str(&page.to_string());
        }
        address
    }

    /// The address of a note.
    pub(super) fn address_of(&self, entry: &Entry) -> String {
        format!("{}{}", self.site, note_path(&entry.path))
    }

    /// The text of a note with whole addresses; of one that is too long, its summary.
    pub(super) fn text_of(&self, entry: &Entry) -> Option<String> {
        let html = entry.html.as_ref()?;
        Some(markdown::portable(html, &self.site, &note_path(&entry.path)))
    }

    /// What stands for a text that is too long for a feed.
    pub(super) fn too_long(&self, entry: &Entry) -> String {
        Locale::of(&entry.language).unwrap_or(self.locale).strings().feed_too_long()
    }

    /// When the newest of its notes was changed.
    pub(super) fn updated(&self) -> jiff::Timestamp {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

pub(super) async fn of_garden(
    request: HttpRequest,
    kind: Path<String>,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    answer(&request, &kind, (Of::All, "/"), &wish.0, &state).await
}

pub(super) async fn of_folder(
    request: HttpRequest,
    path: Path<(String, String)>,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let (path, kind) = path.into_inner();
    if path.len() > 1000 || path.contains('\0') {
        return Err(Error::NotFound);
    }
    answer(&request, &kind, (Of::Below(&path), &note_path(&path)), &wish.0, &state).await
}

pub(super) async fn of_tag(
    request: HttpRequest,
    path: Path<(String, String)>,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let (tag, kind) = path.into_inner();
    let key = fold::key(&tag);
    if key.is_empty() || key.len() > MAX_TAG || key.contains('\0') {
        return Err(Error::NotFound);
    }
    let home = format!("/tags/{}", percent_encoding::utf8_percent_encode(&key, super::PATH));
    answer(&request, &kind, (Of::Tag(&key), &home), &wish.0, &state).await
}

async fn answer(
    request: &HttpRequest,
    kind: &str,
    (of, home): (Of<'_>, &str),
    wish: &Wish,
    state: &Data<State>,
) -> web::Result {
    let site = state.site.load_full();
    let locale = site.locales.first().copied().unwrap_or_default();
    let mut db = state.pool.acquire().await?;
    let found = feed::feed(&mut db, of, wish, locale).await?.ok_or(Error::NotFound)?;
    drop(db);
    let address = state.address();
    let base =
        if matches!(of, Of::All) { format!("{address}/feed") } else { format!("{address}{home}/-/feed") };
    let page = &found.page;
    let of_language =
        found.language.as_deref().map(|tag| Locale::of(tag).map_or(tag, |locale| locale.name()));
    let title = [found.name.as_deref(), of_language, Some(site.name.as_str())];
    let title = title.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let feed = Feed {
        title,
        garden: site.name.clone(),
        home: format!("{address}{home}"),
        base,
        language: found.language,
        number: page.number.get(),
        previous: page.previous(),
        next: page.next(),
        locale,
        site: address,
        entries: found.page.items,
    };
    let modified = (!feed.entries.is_empty()).then(|| feed.updated());
    let is_atom = kind == "xml";
    // Many texts are looked through for their addresses: not what a server's thread should wait for.
    let written =
        tokio::task::spawn_blocking(move || if is_atom { atom::write(&feed) } else { json::write(&feed) });
    let body = written.await.map_err(|error| Error::Internal(error.into()))??;
    let media_type = if is_atom { atom::MEDIA_TYPE } else { json::MEDIA_TYPE };
    Ok(web::answer(request, Content { media_type, body: body.into(), modified, public: true }))
}
