//! What a list of notes to manage is asked, as fields of a form.

use sqlx::PgConnection;

use crate::{
    access::{Audience, Role},
    i18n::Strings,
    notes::{
        moving::Mover,
        works::list::{self, Author, Filter, Order, Standing},
    },
};

/// The fields with what was asked.
pub(super) struct Sieve {
    pub(super) filter: Filter,
    /// Those whose notes an editor may choose among.
    pub(super) authors: Vec<Author>,
    /// Whether these are one's own notes alone.
    pub(super) own: bool,
    /// Whether nothing is asked.
    pub(super) open: bool,
    t: &'static Strings,
}

impl Sieve {
    pub(super) async fn of(
        db: &mut PgConnection,
        filter: Filter,
        by: &Mover,
        t: &'static Strings,
    ) -> sqlx::Result<Self> {
        Ok(Self {
            authors: list::authors(db, by).await?,
            own: by.role < Role::Editor,
            open: filter.is_open(by),
            filter,
            t,
        })
    }

    /// Whether a field beside the title is filled in.
    pub(super) fn is_used(&self) -> bool {
        self.filter.parameters().iter().any(|(name, _)| *name != "title")
    }

    pub(super) fn by_title(&self) -> bool {
        self.filter.order() == Order::Title
    }

    pub(super) fn readers(&self, audience: Audience) -> String {
        readers(audience, self.t)
    }

    pub(super) fn standing(&self, one: Standing) -> String {
        standing(one, self.t)
    }
}

/// Who may read a note, in words.
pub(super) fn readers(audience: Audience, t: &Strings) -> String {
    match audience {
        Audience::Public => t.properties_audience_public(),
        Audience::Unlisted => t.properties_audience_unlisted(),
        Audience::Members => t.properties_audience_members(),
        Audience::Private => t.properties_audience_private(),
    }
}

/// Whether a note is published, in words.
pub(super) fn standing(standing: Standing, t: &Strings) -> String {
    match standing {
        Standing::Published => t.bulk_published(),
        Standing::Scheduled => t.bulk_scheduled(),
        Standing::Draft => t.bulk_draft(),
    }
}
