//! Notes that grew out of one: their properties are united one by one, their text by lines.

use super::{Clash, Merged, Piece, merge};
use crate::text::front_matter::{self, Change, FrontMatter, edit, parse};

/// Unites two notes as [`merge`] does, but knows what front matter is: two properties side by side, each changed by one
/// of the two, do not clash, lists of words get and lose what either gave or took, and what comes out can be read.
#[must_use]
pub fn merge_notes(base: &str, ours: &str, theirs: &str) -> Merged {
    let merged = merge(base, ours, theirs);
    let readable = |merged: &Merged| merged.text().is_some_and(|text| parse(&text).is_ok());
    if readable(&merged) {
        return merged;
    }
    if let Some(by_property) = by_property(base, ours, theirs).filter(readable) {
        return by_property;
    }
    if merged.text().is_some() && [ours, theirs].into_iter().all(|text| parse(text).is_ok()) {
        // Each line by itself was clear, but together they say nothing.
        return with_heads_apart(base, ours, theirs);
    }
    merged
}

/// Unites a change that was made of what a note's readers have of it (`text::source`) with the whole note. Readers have
/// neither comments nor all properties, so front matter and text are united each by itself: a line of the one is never
/// taken for a neighbour of the other.
#[must_use]
pub fn merge_readers_text(base: &str, ours: &str, whole: &str) -> Merged {
    let [base, ours, whole] = [base, ours, whole].map(parted);
    let head = if base.0 == ours.0 {
        vec![Piece::Unchanged(whole.0.to_owned())]
    } else {
        merge_notes(base.0, ours.0, whole.0).pieces
    };
    Merged { pieces: [head, merge(base.1, ours.1, whole.1).pieces].concat() }
}

/// A note's front matter with the lines around it, and its text.
fn parted(text: &str) -> (&str, &str) {
    let (_, body, _) = front_matter::split(text);
    text.split_at(text.len() - body.len())
}

/// Gives all three what either changed in its properties, so that only the rest is left to be compared.
fn by_property(base: &str, ours: &str, theirs: &str) -> Option<Merged> {
    let [was, first, second] = [base, ours, theirs].map(|text| parse(text).map(|(matter, _)| matter).ok());
    let changes = united(&was?, &first?, &second?)?;
    let [base, ours, theirs] = [base, ours, theirs].map(|text| edit(text, &changes).ok());
    Some(merge(&base?, &ours?, &theirs?))
}

/// What becomes of the properties that are not the same in all three; `None` where two say different things.
fn united(base: &FrontMatter, ours: &FrontMatter, theirs: &FrontMatter) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    let mut text = |property: fn(&FrontMatter) -> Option<String>, change: fn(Option<String>) -> Change| {
        let (was, first, second) = (property(base), property(ours), property(theirs));
        if first != second && first != was && second != was {
            return None;
        }
        if first != was || second != was {
            changes.push(change(if first == was { second } else { first }));
        }
        Some(())
    };
    text(|matter| matter.title.clone(), Change::Title)?;
    text(|matter| matter.description.clone(), Change::Description)?;
    text(|matter| matter.permalink.clone(), Change::Permalink)?;
    text(|matter| matter.lang.as_ref().map(ToString::to_string), Change::Lang)?;
    text(|matter| matter.audience.clone(), Change::Audience)?;
    text(|matter| matter.cover.clone(), Change::Cover)?;
    text(|matter| matter.translation_of.clone(), Change::TranslationOf)?;
    if base.tags != ours.tags || base.tags != theirs.tags {
        changes.push(Change::Tags(united_list(&base.tags, &ours.tags, &theirs.tags)));
    }
    if base.aliases != ours.aliases || base.aliases != theirs.aliases {
        changes.push(Change::Aliases(united_list(&base.aliases, &ours.aliases, &theirs.aliases)));
    }
    Some(changes)
}

/// Ours, without what they took away, with what they added.
fn united_list(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let kept = ours.iter().filter(|entry| !base.contains(entry) || theirs.contains(entry));
    let added = theirs.iter().filter(|entry| !base.contains(entry) && !ours.contains(entry));
    kept.chain(added).cloned().collect()
}

/// The front matters as one clash, and the texts below united by lines.
fn with_heads_apart(base: &str, ours: &str, theirs: &str) -> Merged {
    let [base, ours, theirs] = [base, ours, theirs].map(parted);
    let [head, first, second] = [base.0, ours.0, theirs.0].map(str::to_owned);
    let clash = Piece::Clash(Clash { base: head, ours: first, theirs: second });
    let below = merge(base.1, ours.1, theirs.1).pieces;
    Merged { pieces: [vec![clash], below].concat() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn properties_side_by_side_do_not_clash() {
        let base = "---\ntitle: A\ntags: [a, b]\nx: 1\n---\nText\n";
        let ours = "---\ntitle: New\ntags: [a, b, c]\nx: 1\n---\nText\n";
        let theirs = "---\ntitle: A\ntags: [b, d]\ndescription: D\nx: 1\n---\nText\n\nMore\n";
        assert!(merge(base, ours, theirs).text().is_none());
        let united = merge_notes(base, ours, theirs).text().unwrap();
        let (matter, body) = parse(&united).unwrap();
        assert_eq!((matter.title.as_deref(), matter.description.as_deref()), (Some("New"), Some("D")));
        assert_eq!((matter.tags.join(" ").as_str(), body.text), ("b c d", "Text\n\nMore\n"));
        assert!(united.contains("\nx: 1\n"));
    }

    #[test]
    fn what_both_add_in_other_places_is_no_note_with_two_titles() {
        let base = "---\na: 1\nb: 2\nc: 3\n---\nText\n";
        let ours = "---\ntitle: One\na: 1\nb: 2\nc: 3\n---\nText\n";
        let theirs = "---\na: 1\nb: 2\nc: 3\ntitle: Two\n---\nText\nmore\n";
        let merged = merge_notes(base, ours, theirs);
        assert_eq!(merged.clashes().count(), 1);
        assert!(merged.settled(super::super::Side::Theirs).ends_with("Text\nmore\n"));
        let same = merge_notes(base, ours, &theirs.replace("Two", "One")).text().unwrap();
        assert_eq!(same.matches("title").count(), 1, "{same}");
    }

    #[test]
    fn what_readers_do_not_have_stays() {
        let whole = "---\nreviewer: Ana\ntitle: 'A'\n---\nFirst.\n\n%%secret%%\n\nLast.\n";
        let base = crate::text::source::for_readers(whole);
        let united = |ours: &str| merge_readers_text(&base, ours, whole).text();
        let ours = base.replace("First.", "The first.").replace("Last.", "The last.");
        let expected = whole.replace("First.", "The first.").replace("Last.", "The last.");
        assert_eq!(united(&ours).as_deref(), Some(&*expected));
        assert_eq!(united(&base).as_deref(), Some(whole), "who changed nothing has no say");
        let titled = united(&base.replace("title: A", "title: B")).unwrap();
        let (matter, body) = parse(&titled).unwrap();
        assert_eq!(matter.title.as_deref(), Some("B"));
        assert!(titled.contains("reviewer: Ana") && body.text == parse(whole).unwrap().1.text, "{titled}");
        // Without any property that readers have, their text begins where the note's front matter ends.
        let bare = "---\nreviewer: Ana\n---\nFirst.\n\nLast.\n";
        let merged = merge_readers_text("First.\n\nLast.\n", "Second.\n\nLast.\n", bare);
        assert_eq!(merged.text().as_deref(), Some("---\nreviewer: Ana\n---\nSecond.\n\nLast.\n"));
        assert!(
            merge_readers_text("A %\n", "B %\n", "A %%x%% %\n").text().is_none(),
            "a hidden comment clashes"
        );
    }

    proptest! {
        #[test]
        fn both_sides_are_in_it(
            base in "[ab]\n{1,2}[ab]\n", first in "[a-c]{0,2}", second in "[a-c]{0,2}", title in "[A-C]?", tag in "[x-z]"
        ) {
            let note = |title: &str, tags: &str, body: &str| format!("---\ntitle: \"{title}\"\ntags: [{tags}]\n---\n{body}");
            let base_note = note("", "t", &base);
            let ours = note(&title, "t", &format!("{first}\n\n{base}"));
            let theirs = note("", &format!("t, {tag}"), &format!("{base}\n\n{second}\n"));
            let merged = merge_notes(&base_note, &ours, &theirs);
            // What both put in at one place may clash; it is there all the same.
            let marked = merged.marked("ours", "theirs");
            prop_assert!(marked.contains(&first) && marked.contains(&second), "{marked}");
            if let Some(text) = merged.text() {
                let (matter, _) = parse(&text).unwrap();
                prop_assert_eq!(matter.title.unwrap_or_default(), title);
                prop_assert_eq!(matter.tags, ["t".to_owned(), tag]);
            }
        }
    }
}
