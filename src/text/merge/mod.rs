//! Two texts that grew out of one, united line by line; where both changed the same lines, sentence by sentence.
//!
//! What only one of them changed is taken over; what both changed alike is taken once; where they changed the same
//! lines, or lines with nothing unchanged between them, in different ways, they *clash*, and nobody but a person
//! can say what is meant. Nothing that either of them wrote is ever left out: it is in the united text, or in a clash.

mod note;
mod sentences;

pub use note::{merge_notes, merge_readers_text};
use similar::{MergeResolution, TextMerge};

/// So many lines of a text, between what all three have in common at their ends, are compared. What is longer
/// clashes as a whole: the time that a comparison takes grows with the square of its changes.
const MAX_LINES: usize = 20_000;

/// One of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first that is handed to [`merge`].
    Ours,
    /// The second.
    Theirs,
}

/// Lines that both changed in different ways. Each text is whole lines, or empty where a side has none there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What stood there before.
    pub base: String,
    /// What the first made of it.
    pub ours: String,
    /// What the second made of it.
    pub theirs: String,
}

impl Clash {
    /// What one of the two says here.
    #[must_use]
    pub fn says(&self, side: Side) -> &str {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }
}

/// How a person settles a clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// One of the two is right.
    As(Side),
    /// Both are, ours first.
    Both,
}

/// A piece of the united text: whole lines, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Neither changed it.
    Unchanged(String),
    /// One of them changed it, the other did not.
    Changed(Side, String),
    /// Both changed it, alike.
    Agreed(String),
    /// Both changed it, but other sentences of it.
    Woven(String),
    /// Both changed it, in different ways.
    Clash(Clash),
}

/// What became of two texts. The pieces one after the other, with either side of each clash, are a whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text from its first line to its last.
    pub pieces: Vec<Piece>,
}

impl Merged {
    /// What is left to a person to settle, in order.
    pub fn clashes(&self) -> impl Iterator<Item = &Clash> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Clash(clash) => Some(clash),
            _ => None,
        })
    }

    /// The united text; `None` while anything in it clashes.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.clashes().next().is_none().then(|| self.settled(Side::Ours))
    }

    /// The united text in which one side is right wherever the two clash.
    #[must_use]
    pub fn settled(&self, side: Side) -> String {
        self.written(|clash, text| text.push_str(clash.says(side)))
    }

    /// The united text with each clash settled, in order; `None` where there are more clashes than settlements.
    #[must_use]
    pub fn settled_each(&self, settlements: &[Settlement]) -> Option<String> {
        let newline = if self.any_line("\r\n") { "\r\n" } else { "\n" };
        let mut left = settlements.iter();
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Unchanged(lines)
                | Piece::Changed(_, lines)
                | Piece::Agreed(lines)
                | Piece::Woven(lines) => text.push_str(lines),
                Piece::Clash(clash) => match left.next()? {
                    Settlement::As(side) => text.push_str(clash.says(*side)),
                    Settlement::Both => {
                        text.push_str(&clash.ours);
                        if !clash.ours.is_empty() && !clash.ours.ends_with(['\n', '\r']) {
                            text.push_str(newline);
                        }
                        text.push_str(&clash.theirs);
                    }
                },
            }
        }
        Some(text)
    }

    /// The united text with both sides of each clash, between lines of marks as versioning tools write them:
    /// `<<<<<<<` and a name, `=======`, `>>>>>>>` and a name.
    #[must_use]
    pub fn marked(&self, ours: &str, theirs: &str) -> String {
        let newline = if self.any_line("\r\n") { "\r\n" } else { "\n" };
        let name = |name: &str| name.replace(['\r', '\n'], " ");
        let line = |text: &mut String, line: &str| {
            if !text.is_empty() && !text.ends_with(['\n', '\r']) {
                text.push_str(newline);
            }
            text.push_str(line);
        };
        self.written(|clash, text| {
            line(text, &format!("<<<<<<< {}{newline}", name(ours)));
            text.push_str(&clash.ours);
            line(text, &format!("======={newline}"));
            text.push_str(&clash.theirs);
            line(text, &format!(">>>>>>> {}{newline}", name(theirs)));
        })
    }

    fn written(&self, settle: impl Fn(&Clash, &mut String)) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Unchanged(lines)
                | Piece::Changed(_, lines)
                | Piece::Agreed(lines)
                | Piece::Woven(lines) => text.push_str(lines),
                Piece::Clash(clash) => settle(clash, &mut text),
            }
        }
        text
    }

    fn any_line(&self, ending: &str) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Unchanged(lines)
            | Piece::Changed(_, lines)
            | Piece::Agreed(lines)
            | Piece::Woven(lines) => lines.contains(ending),
            Piece::Clash(clash) => clash.ours.contains(ending) || clash.theirs.contains(ending),
        })
    }
}

/// Unites two texts that grew out of `base`.
///
/// Which way lines end (`\n` or `\r\n`), and whether the last one does, is no part of the lines: whoever changed it
/// from the base has their way, so that an editor that writes every line anew does not clash with everything. A text
/// that ends its lines in both ways is compared as it is.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let all = |piece: fn(String) -> Piece, text: &str| Merged { pieces: vec![piece(text.to_owned())] };
    if ours == theirs {
        return all(if ours == base { Piece::Unchanged } else { Piece::Agreed }, ours);
    }
    if theirs == base {
        return all(|text| Piece::Changed(Side::Ours, text), ours);
    }
    if ours == base {
        return all(|text| Piece::Changed(Side::Theirs, text), theirs);
    }
    let ending = [base, ours, theirs].map(Ending::of);
    if ending.contains(&Ending::Mixed) {
        return Merged { pieces: pieces(base, ours, theirs) };
    }
    let [plain_base, plain_ours, plain_theirs] = [base, ours, theirs].map(plain);
    let mut pieces = pieces(&plain_base, &plain_ours, &plain_theirs);
    let [was, first, second] = ending;
    if united(was, first, second) == Ending::CrLf {
        map_all(&mut pieces, |text| *text = text.replace('\n', "\r\n"));
    }
    let closed = [base, ours, theirs].map(|text| text.is_empty() || text.ends_with('\n'));
    if let Some(last) = pieces.last_mut() {
        close(last, closed);
    }
    Merged { pieces }
}

/// Two texts that cannot be united line by line, such as drawings: they clash as wholes, unless one of them says what
/// the other does, or what both grew out of.
#[must_use]
pub fn whole(base: &str, ours: &str, theirs: &str) -> Merged {
    if ours == theirs || ours == base || theirs == base {
        return merge(base, ours, theirs);
    }
    let [base, ours, theirs] = [base, ours, theirs].map(str::to_owned);
    Merged { pieces: vec![Piece::Clash(Clash { base, ours, theirs })] }
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Lf,
    CrLf,
    /// In both ways, or in one that is neither.
    Mixed,
}

impl Ending {
    fn of(text: &str) -> Self {
        let pairs = text.matches("\r\n").count();
        if text.matches('\r').count() > pairs {
            Self::Mixed
        } else if pairs == 0 {
            Self::Lf
        } else if text.matches('\n').count() == pairs {
            Self::CrLf
        } else {
            Self::Mixed
        }
    }
}

/// The text with its lines ended by `\n`, the last one too.
fn plain(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What one of the two made of something, if they did; the first if both did.
fn united<T: PartialEq + Copy>(base: T, ours: T, theirs: T) -> T {
    if ours == base { theirs } else { ours }
}

fn map_all(pieces: &mut [Piece], change: impl Fn(&mut String)) {
    for piece in pieces {
        match piece {
            Piece::Unchanged(text) | Piece::Changed(_, text) | Piece::Agreed(text) | Piece::Woven(text) => {
                change(text);
            }
            Piece::Clash(clash) => {
                [&mut clash.base, &mut clash.ours, &mut clash.theirs].into_iter().for_each(&change);
            }
        }
    }
}

/// Ends the last piece as the texts end; where they clash, each as its own does.
fn close(last: &mut Piece, [base, ours, theirs]: [bool; 3]) {
    let close = |text: &mut String, closed: bool| {
        let open = text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
        text.truncate(open.filter(|_| !closed).unwrap_or(text.len()));
    };
    match last {
        Piece::Unchanged(text) | Piece::Changed(_, text) | Piece::Agreed(text) | Piece::Woven(text) => {
            close(text, united(base, ours, theirs));
        }
        Piece::Clash(clash) => {
            close(&mut clash.base, base);
            close(&mut clash.ours, ours);
            close(&mut clash.theirs, theirs);
        }
    }
}

fn pieces(base: &str, ours: &str, theirs: &str) -> Vec<Piece> {
    let (head, [base, ours, theirs], tail) = common_ends(base, ours, theirs);
    let unchanged = |text: &str| (!text.is_empty()).then(|| Piece::Unchanged(text.to_owned()));
    let mut pieces: Vec<Piece> = unchanged(head).into_iter().collect();
    if [base, ours, theirs].iter().any(|text| text.lines().nth(MAX_LINES).is_some()) {
        let [base, ours, theirs] = [base, ours, theirs].map(str::to_owned);
        pieces.push(Piece::Clash(Clash { base, ours, theirs }));
    } else {
        pieces.extend(compared(base, ours, theirs));
    }
    pieces.extend(unchanged(tail));
    pieces
}

fn compared(base: &str, ours: &str, theirs: &str) -> Vec<Piece> {
    let merge = TextMerge::from_lines(base, ours, theirs);
    let regions = merge.regions().iter().map(|region| {
        let base = || region.base_range().filter_map(|line| merge.base_line(line)).collect();
        let ours = || region.ours_range().filter_map(|line| merge.ours_line(line)).collect();
        let theirs = || region.theirs_range().filter_map(|line| merge.theirs_line(line)).collect();
        match region.resolution() {
            MergeResolution::Unchanged => Piece::Unchanged(base()),
            MergeResolution::Ours => Piece::Changed(Side::Ours, ours()),
            MergeResolution::Theirs => Piece::Changed(Side::Theirs, theirs()),
            MergeResolution::Both => Piece::Agreed(ours()),
            // The library may come to know more ways; what we do not know is for a person to see.
            _ => {
                let clash = Clash { base: base(), ours: ours(), theirs: theirs() };
                sentences::woven(&clash).map_or(Piece::Clash(clash), Piece::Woven)
            }
        }
    });
    regions.collect()
}

/// The lines that open all three, what is between, and the lines that close all three.
fn common_ends<'a>(base: &'a str, ours: &'a str, theirs: &'a str) -> (&'a str, [&'a str; 3], &'a str) {
    let lines = |text: &'a str| text.split_inclusive('\n');
    let head: usize = lines(base)
        .zip(lines(ours))
        .zip(lines(theirs))
        .take_while(|((base, ours), theirs)| base == ours && base == theirs && base.ends_with('\n'))
        .map(|((base, _), _)| base.len())
        .sum();
    let (opening, middle) = base.split_at(head);
    let rest = [middle, ours.split_at(head).1, theirs.split_at(head).1];
    let [in_base, in_ours, in_theirs] = rest.map(|text| lines(text).rev());
    let tail: usize = in_base
        .zip(in_ours)
        .zip(in_theirs)
        .take_while(|((base, ours), theirs)| base == ours && base == theirs)
        .map(|((base, _), _)| base.len())
        .sum();
    let closing = middle.split_at(middle.len() - tail).1;
    (opening, rest.map(|text| text.split_at(text.len() - tail).0), closing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clean(base: &str, ours: &str, theirs: &str) -> String {
        merge(base, ours, theirs).text().unwrap()
    }

    #[test]
    fn edits_that_do_not_touch_unite() {
        assert_eq!(clean("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), "A\nb\nC\n");
        assert_eq!(clean("a\n\nb\n", "a\n\nb\n\nmore\n", "first\n\na\n\nb\n"), "first\n\na\n\nb\n\nmore\n");
        assert_eq!(clean("a\nb\nc\n", "b\nc\n", "a\nb\n"), "b\n");
    }

    #[test]
    fn whoever_takes_everything_out_changed_something() {
        let all_gone = Merged { pieces: vec![Piece::Changed(Side::Ours, String::new())] };
        assert_eq!(merge("\nb", "", "\nb"), all_gone);
    }

    #[test]
    fn edits_that_touch_clash() {
        let merged = merge("a\nb\nc\n", "a\nours\nc\n", "a\ntheirs\nc\n");
        assert_eq!(merged.text(), None);
        let clash = Clash { base: "b\n".into(), ours: "ours\n".into(), theirs: "theirs\n".into() };
        assert_eq!(merged.clashes().collect::<Vec<_>>(), [&clash]);
        assert_eq!(merged.settled(Side::Ours), "a\nours\nc\n");
        assert_eq!(merged.settled(Side::Theirs), "a\ntheirs\nc\n");
        assert_eq!(merged.marked("Ana", "B\no"), "a\n<<<<<<< Ana\nours\n=======\ntheirs\n>>>>>>> B o\nc\n");
        assert!(merge("a\nb\n", "A\nb\n", "a\nB\n").text().is_none(), "nothing unchanged between them");
    }

    #[test]
    fn each_clash_is_settled_by_itself() {
        let merged = merge("a\n\nb\n\nc", "1\n\nb\n\n2", "3\n\nb\n\n4");
        let [ours, theirs] = [Side::Ours, Side::Theirs].map(Settlement::As);
        assert_eq!(merged.settled_each(&[ours, theirs]).as_deref(), Some("1\n\nb\n\n4"));
        assert_eq!(merged.settled_each(&[Settlement::Both; 2]).as_deref(), Some("1\n3\n\nb\n\n2\n4"));
        assert_eq!(merged.settled_each(&[ours]), None);
    }

    #[test]
    fn the_ends_of_lines_are_no_change_of_lines() {
        assert_eq!(clean("a\nb\nc\n", "A\r\nb\r\nc\r\n", "a\nb\nC\n"), "A\r\nb\r\nC\r\n");
        assert_eq!(clean("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\nb\nC\n"), "A\nb\nC\n");
        assert_eq!(clean("a\nb\nc", "A\nb\nc", "a\nb\nc\nd"), "A\nb\nc\nd");
        assert_eq!(clean("a\nb\nc", "A\nb\nc", "a\nb\nc\nd\n"), "A\nb\nc\nd\n");
        assert_eq!(clean("a\nb\nc\n", "a\nb\nc", "a\nb\nc\nd\n"), "a\nb\nc\nd");
        assert_eq!(clean("a\r\nb\nc\r\n", "A\r\nb\nc\r\n", "a\r\nb\nC\r\n"), "A\r\nb\nC\r\n", "mixed stays");
        assert_eq!(
            merge("a\r\nb", "a\r\nc", "a\r\nd").marked("1", "2"),
            "a\r\n<<<<<<< 1\r\nc\r\n=======\r\nd\r\n>>>>>>> 2\r\n"
        );
    }

    #[test]
    fn what_is_too_long_to_compare_clashes() {
        let long = |first: &str| format!("head\n{first}\n{}tail\n", format!("{first}\n").repeat(MAX_LINES));
        let merged = merge(&long("a"), &long("b"), &long("c"));
        assert_eq!(merged.clashes().count(), 1);
        assert_eq!(merged.settled(Side::Theirs), long("c"));
        let long = |first: &str, last: &str| format!("{first}\n{}{last}\n", "x\n".repeat(MAX_LINES));
        assert!(merge(&long("a", "b"), &long("A", "b"), &long("a", "B")).text().is_none());
    }

    /// Lines of a small alphabet, so that texts have much in common.
    fn text() -> impl Strategy<Value = String> {
        ("([abcde]?(\n|\r\n)){0,8}[ab]?", "([abcde]?\n){0,10}[ab]?")
            .prop_flat_map(|(any, plain)| prop_oneof![1 => Just(any), 3 => Just(plain)])
    }

    fn lines(text: &str) -> Vec<&str> {
        text.lines().collect()
    }

    proptest! {
        #[test]
        fn who_changed_nothing_has_no_say(base in text(), changed in text()) {
            prop_assert_eq!(merge(&base, &changed, &base).text(), Some(changed.clone()));
            prop_assert_eq!(merge(&base, &base, &changed).text(), Some(changed.clone()));
            prop_assert_eq!(merge(&base, &changed, &changed).text(), Some(changed));
        }

        #[test]
        fn nothing_is_lost(base in text(), ours in text(), theirs in text()) {
            let merged = merge(&base, &ours, &theirs);
            for (side, text) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
                let settled = merged.settled(side);
                let kept = lines(&settled);
                let old = lines(&base);
                for line in lines(text).iter().filter(|line| !line.is_empty() && !old.contains(line)) {
                    prop_assert!(kept.contains(line), "{line:?} of {text:?} is in {merged:?}");
                }
            }
            // Not a line that nobody wrote.
            let known: Vec<&str> = [&base, &ours, &theirs].iter().flat_map(|text| text.lines()).collect();
            for side in [Side::Ours, Side::Theirs] {
                let settled = merged.settled(side);
                prop_assert!(settled.lines().all(|line| line.is_empty() || known.contains(&line)), "{merged:?}");
            }
            // Whoever is right wherever the two clash, has their own text where nothing of the other's was taken over.
            let both = |piece: &Piece| matches!(piece, Piece::Changed(..) | Piece::Woven(_));
            if !merged.pieces.iter().any(both) {
                let plainly = |text: &str| text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
                prop_assert_eq!(plainly(&merged.settled(Side::Ours)), plainly(&ours));
                prop_assert_eq!(plainly(&merged.settled(Side::Theirs)), plainly(&theirs));
            }
        }

        #[test]
        fn sides_are_alike(base in text(), ours in text(), theirs in text()) {
            let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
            prop_assert_eq!(one.clashes().count(), other.clashes().count());
            if Ending::of(&ours) == Ending::of(&theirs) && ours.ends_with('\n') == theirs.ends_with('\n') {
                prop_assert_eq!(one.text(), other.text());
            }
        }

        #[test]
        fn edits_apart_from_each_other_unite(
            lines in prop::collection::vec("[a-z ]{0,6}", 5..12), first in "[A-Z]{1,4}", second in "[A-Z]{1,4}",
            at in any::<prop::sample::Index>(), crlf: bool,
        ) {
            let ending = if crlf { "\r\n" } else { "\n" };
            // Every line is one of a kind, so that there is one way only to see what was changed.
            let lines: Vec<String> = lines.iter().enumerate().map(|(n, line)| format!("{n} {line}")).collect();
            let at = at.index(lines.len() - 2);
            let with = |changes: &[(usize, &str)]| {
                let mut lines = lines.clone();
                for (at, text) in changes {
                    lines[*at] = (*text).to_owned();
                }
                lines.join(ending) + ending
            };
            let (ours, theirs) = (with(&[(at, &first)]), with(&[(at + 2, &second)]));
            let united = with(&[(at, &first), (at + 2, &second)]);
            prop_assert_eq!(merge(&with(&[]), &ours, &theirs).text(), Some(united));
        }
    }
}
