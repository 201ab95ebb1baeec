//! Which addresses are the garden's own, for the links of notes.

use std::{collections::BTreeSet, fs};

use quintal::text::markdown::ADDRESSES;
use syn::visit::Visit;

/// What begins with a slash, in a file that lists routes: `resource("/login")`, `page!("/search", …)`.
#[derive(Default)]
struct Paths(BTreeSet<String>);

impl Paths {
    fn add(&mut self, text: &str) {
        if let Some(first) = text.strip_prefix('/').and_then(|path| path.split('/').next())
            && !first.is_empty()
        {
            match first.split_once("{kind:").and_then(|(name, kinds)| Some((name, kinds.strip_suffix('}')?)))
            {
                Some((name, kinds)) => self.0.extend(kinds.split('|').map(|kind| format!("{name}{kind}"))),
                None => drop(self.0.insert(first.to_owned())),
            }
        }
    }

    /// Macros are not parsed, so their words are read one by one.
    fn add_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Group(group) => self.add_tokens(group.stream()),
                proc_macro2::TokenTree::Literal(literal) => {
                    self.add(literal.to_string().trim_matches('"'));
                }
                _ => {}
            }
        }
    }
}

impl<'a> Visit<'a> for Paths {
    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.add(&text.value());
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        self.add_tokens(call.tokens.clone());
    }
}

#[test]
fn notes_know_every_address_of_the_garden() {
    let mut paths = Paths::default();
    for path in crate::sources() {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        for item in &file.items {
            if let syn::Item::Fn(function) = item
                && function.sig.ident == "routes"
            {
                paths.visit_item_fn(function);
            }
        }
    }
    assert_eq!(paths.0, ADDRESSES.map(ToOwned::to_owned).into());
}
