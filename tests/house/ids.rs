//! The ids of the page around a note.

use std::fs;

/// A heading's id is made of its text, so it must know which ids the page has already.
#[test]
fn headings_keep_off_the_ids_of_their_page() {
    let taken = fs::read_to_string("src/text/markdown/outline.rs").unwrap();
    let mut found = 0;
    for template in ["layout.html", "notes/note.html", "notes/macros.html"] {
        let text = fs::read_to_string(format!("templates/{template}")).unwrap();
        for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            found += 1;
            // An id with a variable in it, such as of a form's field, is no heading's slug by itself.
            assert!(
                id.contains("{{") || taken.contains(&format!("\"{id}\"")),
                "{template} has the id {id:?}: add it to TAKEN in src/text/markdown/outline.rs"
            );
        }
    }
    assert!(found > 3, "ids are found");
}
