//! What XML can hold.

/// The text without the characters that no XML document may contain (XML 1.0, section 2.2), not even escaped; and
/// without carriage returns, which parsers take for line breaks or not.
pub(super) fn legal(mut xml: String) -> String {
    let is_legal = |ch: char| matches!(ch, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    xml.retain(is_legal);
    xml
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use proptest::prelude::*;

    use super::*;

    #[derive(Template)]
    #[template(source = "<a b=\"{{ text }}\">{{ text }}</a>", ext = "xml")]
    struct Element<'a> {
        text: &'a str,
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "(\\PC|[\u{0}-\u{1f}]|]]>|&amp;|<!--|\u{fffe}|\u{ffff}){0,40}") {
            let xml = legal(Element { text: &text }.render().unwrap());
            let read = roxmltree::Document::parse(&xml).unwrap();
            let text = legal(text);
            let element = read.root_element();
            prop_assert_eq!(element.text().unwrap_or_default(), &text);
            // White space in attributes is spaces (section 3.3.3).
            prop_assert_eq!(element.attribute("b").unwrap(), text.replace(['\t', '\n'], " "));
        }
    }
}
