//! What an import has to say, in the language of whoever asks.

use crate::{
    access::Audience,
    i18n::{self, Locale, Strings},
    transfer::import::{Failure, Why},
};

/// Who may read, as the import's form says it.
pub(super) fn audience(t: &Strings, audience: Audience) -> String {
    match audience {
        Audience::Public => t.import_for_public(),
        Audience::Unlisted => t.import_for_unlisted(),
        Audience::Members => t.import_for_members(),
        Audience::Private => t.import_for_private(),
    }
}

/// Why a file was left out.
pub(super) fn why(why: &Why, locale: Locale) -> String {
    let t = locale.strings();
    match why {
        Why::FrontMatter { column, wrong, .. } => t.why_front_matter(column.to_string(), wrong.told(t)),
        Why::NobodyToReadIt => t.why_nobody(),
        Why::Forbidden => t.why_forbidden(),
        Why::Unreadable { message } => t.why_unreadable(message),
        Why::LeavesTheVault => t.why_leaves(),
        Why::SymbolicLink => t.why_link(),
        Why::SpecialFile => t.why_special(),
        Why::TooLarge { limit } => t.why_large(i18n::size_limit(*limit, locale)),
        Why::LongNote { limit } => t.why_long_note(i18n::size_limit(*limit, locale)),
        Why::BadName => t.why_bad_name(),
        Why::LongName => t.why_long_name(),
        Why::SameName => t.why_same_name(),
        Why::Compression => t.why_compression(),
    }
}

/// Why an import failed.
pub(super) fn failure(failure: &Failure, locale: Locale) -> String {
    let t = locale.strings();
    match failure {
        Failure::Unreadable { message } => t.failure_unreadable(message),
        Failure::NotAZip => t.failure_not_a_zip(),
        Failure::Encrypted => t.failure_encrypted(),
        Failure::Bomb { file } if file.is_empty() => t.failure_bomb(),
        Failure::Bomb { file } => t.failure_bomb_in(file),
        Failure::TooMuch { limit } => t.failure_too_much(i18n::size_limit(*limit, locale)),
        Failure::TooMany { limit } => t.failure_too_many(i18n::grouped(*limit, locale)),
        Failure::Busy { vault } => t.failure_busy(vault),
        Failure::UnknownAuthor { email } => t.failure_author(email),
        Failure::BadName => t.failure_name(),
        Failure::Database => t.failure_database(),
        Failure::Storage { message } => t.failure_storage(message),
        Failure::Interrupted => t.failure_interrupted(),
        Failure::Broken => t.failure_broken(),
    }
}
