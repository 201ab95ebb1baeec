//! What is said of lines that differ, to those who do not see where they stand.

use crate::{
    i18n::Strings,
    notes::history::changes::{Kind, Row, Side},
};

/// Of the old side of a row.
pub(super) fn before(t: &Strings, row: &Row, side: &Side) -> String {
    match row.kind {
        Kind::Removed => t.changes_line_removed(side.number),
        Kind::MovedAway(_) => t.changes_line_moved_away(side.number),
        _ => t.changes_line_before(side.number),
    }
}

/// Of the new side.
pub(super) fn after(t: &Strings, row: &Row, side: &Side) -> String {
    match row.kind {
        Kind::Added => t.changes_line_added(side.number),
        Kind::MovedHere(_) => t.changes_line_moved_here(side.number),
        _ => t.changes_line_after(side.number),
    }
}

/// Where a block went or came from, at its first line.
pub(super) fn moved(t: &Strings, row: &Row) -> Option<String> {
    match row.kind {
        _ if !row.begins_move => None,
        Kind::MovedAway(to) => Some(t.changes_moved_to(to)),
        Kind::MovedHere(from) => Some(t.changes_moved_from(from)),
        _ => None,
    }
}
