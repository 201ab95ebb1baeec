//! What the editor's script says: the page carries its words.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::i18n::Strings;

#[derive(Serialize)]
struct Words {
    #[serde(flatten)]
    own: BTreeMap<&'static str, String>,
    /// By what the library says in English.
    phrases: BTreeMap<&'static str, String>,
}

/// The words of `static/js/editor`, as JSON for the attribute `data-words`. What is filled in there stands in them as
/// `{name}`.
pub(super) fn words(t: &Strings) -> String {
    let words = Words { own: own(t).into(), phrases: phrases(t).into() };
    // A map of texts can always be written.
    serde_json::to_string(&words).unwrap_or_default()
}

fn own(t: &Strings) -> [(&'static str, String); 76] {
    [
        ("text", t.editor_text()),
        ("leaveByKeys", t.editor_leave_by_keys()),
        ("tools", t.editor_tools()),
        ("more", t.editor_more()),
        ("bold", t.editor_bold()),
        ("italic", t.editor_italic()),
        ("heading", t.editor_heading()),
        ("bullets", t.editor_bullets()),
        ("numbers", t.editor_numbers()),
        ("tasks", t.editor_tasks()),
        ("quote", t.editor_quote()),
        ("code", t.editor_code()),
        ("link", t.editor_link()),
        ("table", t.editor_table()),
        ("attach", t.editor_attach()),
        ("undo", t.editor_undo()),
        ("redo", t.editor_redo()),
        ("find", t.editor_find()),
        ("preview", t.editor_preview()),
        ("focusMode", t.editor_focus_mode()),
        ("fullScreen", t.editor_full_screen()),
        ("tableTools", t.editor_table_tools()),
        ("rowAbove", t.editor_row_above()),
        ("rowBelow", t.editor_row_below()),
        ("removeRow", t.editor_remove_row()),
        ("columnBefore", t.editor_column_before()),
        ("columnAfter", t.editor_column_after()),
        ("removeColumn", t.editor_remove_column()),
        ("align", t.editor_align()),
        ("words", t.editor_words("{count}")),
        ("server", t.editor_server("{time}")),
        ("browser", t.editor_browser()),
        ("offline", t.editor_offline()),
        ("signedOut", t.editor_signed_out()),
        ("signIn", t.editor_sign_in()),
        ("refused", t.editor_refused()),
        ("refusedRight", t.editor_refused_right()),
        ("refusedGone", t.editor_refused_gone()),
        ("refusedLong", t.editor_refused_long()),
        ("nowhere", t.editor_nowhere()),
        ("trying", t.editor_trying()),
        ("alsoHere", t.editor_also_here("{name}", "{time}")),
        ("newer", t.editor_newer()),
        ("otherTab", t.editor_other_tab()),
        ("keptBeside", t.editor_kept_beside()),
        ("uploading", t.editor_uploading("{name}")),
        ("uploaded", t.editor_uploaded("{name}")),
        ("uploadTooLarge", t.editor_upload_too_large("{name}")),
        ("uploadFailed", t.editor_upload_failed("{name}")),
        ("uploadAgain", t.editor_upload_again()),
        ("uploadDrop", t.editor_upload_drop()),
        ("previewStale", t.editor_preview_stale()),
        ("previewSignedOut", t.editor_preview_signed_out()),
        ("lost", t.editor_lost()),
        ("lostText", t.editor_lost_text("{moment}")),
        ("restore", t.editor_restore()),
        ("compare", t.editor_compare()),
        ("discard", t.editor_discard()),
        ("comparing", t.editor_comparing()),
        ("compareEnd", t.editor_compare_end()),
        ("tagNotes", t.editor_tag_notes("{count}")),
        ("blockHeading1", t.editor_block_heading_1()),
        ("blockHeading2", t.editor_block_heading_2()),
        ("blockHeading3", t.editor_block_heading_3()),
        ("blockList", t.editor_block_list()),
        ("blockNumbers", t.editor_block_numbers()),
        ("blockTasks", t.editor_block_tasks()),
        ("blockQuote", t.editor_block_quote()),
        ("blockCallout", t.editor_block_callout()),
        ("blockTable", t.editor_block_table()),
        ("blockCode", t.editor_block_code()),
        ("blockMaths", t.editor_block_maths()),
        ("blockDiagram", t.editor_block_diagram()),
        ("blockEmbed", t.editor_block_embed()),
        ("blockFootnote", t.editor_block_footnote()),
        ("blockRule", t.editor_block_rule()),
    ]
}

/// What the library says by itself.
fn phrases(t: &Strings) -> [(&'static str, String); 22] {
    [
        ("Find", t.editor_phrase_find()),
        ("Replace", t.editor_phrase_replace()),
        ("next", t.editor_phrase_next()),
        ("previous", t.editor_phrase_previous()),
        ("all", t.editor_phrase_all()),
        ("match case", t.editor_phrase_case()),
        ("regexp", t.editor_phrase_pattern()),
        ("by word", t.editor_phrase_by_word()),
        ("replace", t.editor_phrase_replace_one()),
        ("replace all", t.editor_phrase_replace_all()),
        ("close", t.editor_phrase_close()),
        ("current match", t.editor_phrase_current()),
        ("replaced $ matches", t.editor_phrase_replaced()),
        ("replaced match on line $", t.editor_phrase_replaced_line()),
        ("on line", t.editor_phrase_line()),
        ("Go to line", t.editor_phrase_go_to_line()),
        ("go", t.editor_phrase_go()),
        ("Completions", t.editor_phrase_completions()),
        ("Selection deleted", t.editor_phrase_deleted()),
        ("Control character", t.editor_phrase_control()),
        ("Accept", t.editor_phrase_accept()),
        ("Reject", t.editor_phrase_reject()),
    ]
}
