//! Finding words in the source of a note, and putting others in their place. Pure: what is not hit, and what is hit and
//! not chosen, stays byte for byte.

use std::ops::Range;

use regex::{Captures, Regex, RegexBuilder};

use super::{front_matter, markdown};

/// The longest words that are sought, in bytes.
pub const LONGEST: usize = 500;
/// The longest words that are put in their place, in bytes.
pub const LONGEST_BY: usize = 2000;
/// The most memory that a regular expression may take, in bytes, and how deep it may be nested.
const PATTERN_SIZE: usize = 1024 * 1024;
const PATTERN_DEPTH: u32 = 50;
/// So many characters are shown on each side of a hit.
const AROUND: usize = 60;

/// What is sought and what takes its place.
#[expect(clippy::struct_excessive_bools, reason = "each is a box that somebody ticks by itself")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The words, or a regular expression.
    pub sought: String,
    /// What takes their place; empty takes them out. For a regular expression `$1` is its first group.
    pub by: String,
    /// Whether "A" is "a".
    pub ignore_case: bool,
    /// Whether only whole words are meant.
    pub whole_words: bool,
    /// Whether it is a regular expression.
    pub pattern: bool,
    /// Whether front matter is searched, too.
    pub front_matter: bool,
    /// Whether code and formulas are.
    pub code: bool,
}

/// Why nothing can be sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing to look for.
    Empty,
    /// It, or what takes its place, is too long.
    Long,
    /// It is no regular expression, or one too large: what is wrong with it, in English.
    Pattern(String),
}

/// One place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// The line of the file, from 1.
    pub line: usize,
    /// What would stand there instead.
    pub by: String,
}

/// Something that can be sought.
#[derive(Clone, Debug)]
pub struct Finder {
    regex: Regex,
    sought: Sought,
}

impl Finder {
    /// Makes ready what is sought.
    ///
    /// # Errors
    /// See [`Unfit`].
    pub fn new(sought: &Sought) -> Result<Self, Unfit> {
        if sought.sought.is_empty() {
            return Err(Unfit::Empty);
        }
        if sought.sought.len() > LONGEST || sought.by.len() > LONGEST_BY {
            return Err(Unfit::Long);
        }
        let words = if sought.pattern { sought.sought.clone() } else { regex::escape(&sought.sought) };
        // By itself first: what is wrong with it is told as it was written, and a group cannot be closed from within.
        let regex = compiled(&words, sought)?;
        let whole = format!(r"\b{{start-half}}(?:{words})\b{{end-half}}");
        let regex = if sought.whole_words { compiled(&whole, sought)? } else { regex };
        Ok(Self { regex, sought: sought.clone() })
    }

    /// The words as they must stand in every source with a hit, where they must.
    #[must_use]
    pub fn exactly(&self) -> Option<&str> {
        let Sought { pattern, ignore_case, sought, .. } = &self.sought;
        (!pattern && !ignore_case).then_some(sought.as_str())
    }

    /// The hits in a note's source, in their order; none overlaps another, and none is empty.
    #[must_use]
    pub fn hits(&self, source: &str) -> Vec<Hit> {
        let (block, body, _) = front_matter::split(source);
        let from = source.len() - body.len();
        let mut hits = Vec::new();
        if let Some(block) = block.filter(|_| self.sought.front_matter) {
            // It begins below the first line.
            let start = source.find('\n').map_or(from, |at| at + 1);
            self.seek(source, start..start + block.yaml.len(), &mut hits);
        }
        let kept = hits.len();
        self.seek(source, from..source.len(), &mut hits);
        if !self.sought.code && hits.len() > kept {
            let mut code: Vec<Range<usize>> = markdown::verbatim(body);
            code.sort_by_key(|place| place.start);
            let is_prose = |hit: &Hit| {
                let overlaps = |place: &Range<usize>| {
                    from + place.start < hit.range.end && hit.range.start < from + place.end
                };
                !code.iter().any(overlaps)
            };
            let prose: Vec<Hit> = hits.split_off(kept).into_iter().filter(is_prose).collect();
            hits.extend(prose);
        }
        hits
    }

    fn seek(&self, source: &str, place: Range<usize>, hits: &mut Vec<Hit>) {
        let Some(text) = source.get(place.clone()) else { return };
        let mut line = 1 + source.get(..place.start).unwrap_or_default().matches('\n').count();
        let mut seen = 0;
        for found in self.regex.captures_iter(text) {
            let Some(whole) = found.get(0).filter(|whole| !whole.is_empty()) else { continue };
            line += text.get(seen..whole.start()).unwrap_or_default().matches('\n').count();
            seen = whole.start();
            let range = place.start + whole.start()..place.start + whole.end();
            hits.push(Hit { range, line, by: self.instead(&found) });
        }
    }

    fn instead(&self, found: &Captures<'_>) -> String {
        if !self.sought.pattern {
            return self.sought.by.clone();
        }
        let mut by = String::new();
        found.expand(&self.sought.by, &mut by);
        by
    }
}

fn compiled(words: &str, sought: &Sought) -> Result<Regex, Unfit> {
    RegexBuilder::new(words)
        .case_insensitive(sought.ignore_case)
        .multi_line(true)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .nest_limit(PATTERN_DEPTH)
        .build()
        .map_err(|error| {
            let words = error.to_string();
            let last = words.lines().last().unwrap_or_default();
            Unfit::Pattern(last.trim_start_matches("error: ").to_owned())
        })
}

impl Hit {
    /// What stands there.
    #[must_use]
    pub fn words<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.range.clone()).unwrap_or_default()
    }

    /// What stands before and behind it in its lines, a few words of it.
    #[must_use]
    pub fn around(&self, source: &str) -> (String, String) {
        let before =
            source.get(..self.range.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        let behind =
            source.get(self.range.end..).unwrap_or_default().split(['\n', '\r']).next().unwrap_or_default();
        let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let end = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
        let before =
            format!("{}{}", if start > 0 { "…" } else { "" }, before.get(start..).unwrap_or_default());
        let cut = if end < behind.len() { "…" } else { "" };
        (before, format!("{}{cut}", behind.get(..end).unwrap_or_default()))
    }
}

/// The source with other words at those hits that are chosen.
#[must_use]
pub fn put(source: &str, hits: &[Hit], is_chosen: impl Fn(&Hit) -> bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    for hit in hits.iter().filter(|hit| is_chosen(hit)) {
        out.push_str(source.get(from..hit.range.start).unwrap_or_default());
        out.push_str(&hit.by);
        from = hit.range.end;
    }
    out.push_str(source.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sought(words: &str, by: &str) -> Sought {
        Sought { sought: words.into(), by: by.into(), ..Sought::default() }
    }

    fn replaced(source: &str, sought: &Sought) -> String {
        put(source, &Finder::new(sought).unwrap().hits(source), |_| true)
    }

    #[test]
    fn words_are_found_as_asked() {
        let source = "Leaf leaf, leaflet. ÁRVORE árvore\n";
        assert_eq!(replaced(source, &sought("leaf", "x")), "Leaf x, xlet. ÁRVORE árvore\n");
        let whole = Sought { whole_words: true, ..sought("leaf", "$1") };
        assert_eq!(replaced(source, &whole), "Leaf $1, leaflet. ÁRVORE árvore\n");
        let any = Sought { ignore_case: true, ..sought("Árvore", "") };
        assert_eq!(replaced(source, &any), "Leaf leaf, leaflet.  \n");
        let sign = Sought { whole_words: true, ..sought("a.b*", "x") };
        assert_eq!(replaced("a.b* aab* a.b*c", &sign), "x aab* a.b*c");
        let group = Sought { pattern: true, ..sought(r"^(\w+) (\w+)", "$2 $1") };
        assert_eq!(replaced("a b c\nd e\n", &group), "b a c\ne d\n");
        let nothing = Sought { pattern: true, ..sought("x*", "y") };
        assert_eq!(replaced("axxa", &nothing), "aya", "what is empty is no hit");
    }

    #[test]
    fn front_matter_and_code_are_touched_when_that_is_asked() {
        let source = "\u{feff}---\r\ntitle: leaf\r\n---\r\nleaf `leaf`\r\n\r\n```\r\nleaf\r\n```\r\n";
        let mut words = sought("leaf", "x");
        assert_eq!(replaced(source, &words), source.replacen("leaf `", "x `", 1));
        words.front_matter = true;
        assert_eq!(
            replaced(source, &words),
            source.replacen("title: leaf", "title: x", 1).replacen("leaf `", "x `", 1)
        );
        words.code = true;
        assert_eq!(replaced(source, &words), source.replace("leaf", "x"));
        let fence = Sought { front_matter: true, code: true, pattern: true, ..sought("-+", "+") };
        assert_eq!(replaced("---\nx: a-b\n---\nc--d", &fence), "---\nx: a+b\n---\nc+d");
    }

    #[test]
    fn a_hit_says_where_it_is() {
        let source = "---\nx: 1\n---\n\nOne leaf\ntwo leaf leaf three";
        let hits = Finder::new(&sought("leaf", "x")).unwrap().hits(source);
        assert_eq!(hits.iter().map(|hit| hit.line).collect::<Vec<_>>(), [5, 6, 6]);
        assert_eq!(hits[1].around(source), ("two ".into(), " leaf three".into()));
        assert_eq!(hits[1].words(source), "leaf");
        let long = format!("{}leaf{}", "é".repeat(100), "ñ".repeat(100));
        let (before, behind) = Finder::new(&sought("leaf", "x")).unwrap().hits(&long)[0].around(&long);
        assert_eq!((before.chars().count(), behind.chars().count()), (61, 61));
        assert!(before.starts_with('…') && behind.ends_with('…'));
    }

    #[test]
    fn what_cannot_be_sought_is_told() {
        let pattern = |words: &str| Finder::new(&Sought { pattern: true, ..sought(words, "") }).unwrap_err();
        assert_eq!(Finder::new(&sought("", "x")).unwrap_err(), Unfit::Empty);
        assert_eq!(Finder::new(&sought(&"x".repeat(501), "")).unwrap_err(), Unfit::Long);
        assert_eq!(pattern("(a"), Unfit::Pattern("unclosed group".into()));
        assert!(matches!(pattern("a)|(b"), Unfit::Pattern(_)));
        assert!(matches!(pattern(r"(\w{100}){100}"), Unfit::Pattern(_)));
        assert!(Finder::new(&Sought { whole_words: true, ..sought("(a", "") }).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_not_chosen_stays(
            source in "(---\nx: [ab]{0,3}\n---\n)?[ab`é\r\n ]{0,60}", words in "[ab]{1,2}", by in "[xé$1]{0,3}",
            chosen in prop::collection::vec(any::<bool>(), 40), ignore_case: bool, whole_words: bool,
            front_matter: bool, code: bool
        ) {
            let sought = Sought { sought: words, by, ignore_case, whole_words, pattern: false, front_matter, code };
            let hits = Finder::new(&sought).unwrap().hits(&source);
            for pair in hits.windows(2) {
                prop_assert!(pair[0].range.end <= pair[1].range.start);
            }
            let is_chosen = |at: usize| chosen.get(at).copied().unwrap_or(false);
            let starts: Vec<usize> = hits.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, hit)| hit.range.start).collect();
            let after = put(&source, &hits, |hit| starts.contains(&hit.range.start));
            // Taking the new words out again, from the last, gives what was there.
            let mut back = after.clone();
            let mut shift = 0_isize;
            let mut places = Vec::new();
            for hit in hits.iter().filter(|hit| starts.contains(&hit.range.start)) {
                let start = hit.range.start.checked_add_signed(shift).unwrap();
                places.push((start, hit));
                shift += isize::try_from(hit.by.len()).unwrap() - isize::try_from(hit.range.len()).unwrap();
            }
            for (start, hit) in places.into_iter().rev() {
                prop_assert_eq!(&back[start..start + hit.by.len()], hit.by.as_str());
                back.replace_range(start..start + hit.by.len(), hit.words(&source));
            }
            prop_assert_eq!(&back, &source);
            prop_assert_eq!(put(&source, &hits, |_| false), source);
        }
    }
}
