//! Where in a front matter each property stands, as the parser saw it.

use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

/// A front matter that is a list of properties, a line or more each.
pub(super) struct Layout<'a> {
    pub(super) yaml: &'a str,
    pub(super) entries: Vec<Entry>,
    pub(super) comments: Vec<Range<usize>>,
}

/// A property.
pub(super) struct Entry {
    /// Empty where its name is no text.
    pub(super) name: String,
    /// Where its name stands.
    pub(super) key: Range<usize>,
    pub(super) value: Node,
    /// Its name and value as the parser tells them: the same for another layout of the same.
    pub(super) says: String,
}

/// A value.
pub(super) struct Node {
    /// Where it stands: empty for one that is not written. Of a block scalar, its lines without its header.
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
    /// It has an anchor or a tag, so more hangs on it than it says.
    pub(super) marked: bool,
}

pub(super) enum Kind {
    Scalar { style: ScalarStyle, text: String },
    List { flow: bool, items: Vec<Node> },
    Other,
}

impl<'a> Layout<'a> {
    /// `None` where the whole is something else, such as a list or a mapping in braces.
    pub(super) fn read(yaml: &'a str) -> Option<Self> {
        let mut events = Events { source: Parser::new_from_str(yaml), comments: Vec::new() };
        let mut entries = Vec::new();
        loop {
            match events.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::MappingStart(StructureStyle::Block, 0, None), _) => break,
                // Nothing but comments.
                (Event::StreamEnd, _) => return Some(Self { yaml, entries, comments: events.comments }),
                _ => return None,
            }
        }
        loop {
            let mut says = String::new();
            let (event, at) = events.next()?;
            if event == Event::MappingEnd {
                break;
            }
            let name = match &event {
                Event::Scalar(text, _, 0, None) => text.to_string(),
                _ => String::new(),
            };
            let key = events.node(event, at, &mut says)?.at;
            let (event, at) = events.next()?;
            let value = events.node(event, at, &mut says)?;
            entries.push(Entry { name, key, value, says });
        }
        // A second document would be no part of the front matter.
        let ends = [events.next()?.0, events.next()?.0];
        (ends == [Event::DocumentEnd, Event::StreamEnd]).then_some(Self {
            yaml,
            entries,
            comments: events.comments,
        })
    }

    /// Where the line begins that a place is on.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.yaml.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |newline| newline + 1)
    }

    /// Where the line of a place ends, and its newline.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.yaml.get(at..).unwrap_or_default();
        let Some(newline) = rest.find(['\n', '\r']) else { return self.yaml.len() };
        at + newline + if rest.get(newline..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 }
    }

    /// Where a node's last line ends, and its newline: blank lines below it are no part of it.
    pub(super) fn end(&self, node: &Node) -> usize {
        let text = self.yaml.get(node.at.clone()).unwrap_or_default();
        self.line_end(node.at.start + text.trim_end().len())
    }

    /// Whether a comment stands in a place.
    pub(super) fn has_comment(&self, place: &Range<usize>) -> bool {
        self.comments.iter().any(|comment| comment.start < place.end && place.start < comment.end)
    }
}

/// Events that mean something; comments are put aside.
struct Events<'a> {
    source: Parser<'a, serde_saphyr::granit_parser::StrInput<'a>>,
    comments: Vec<Range<usize>>,
}

impl<'a> Events<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        loop {
            let (event, span): (Event<'a>, Span) = self.source.next()?.ok()?;
            let at = span.byte_range()?;
            match event {
                Event::Comment(..) => self.comments.push(at),
                event => return Some((event, at)),
            }
        }
    }

    /// The node that begins with an event. Front matter that was read before is nowhere deep.
    fn node(&mut self, event: Event<'a>, at: Range<usize>, says: &mut String) -> Option<Node> {
        use std::fmt::Write as _;

        // How a scalar is quoted changes what it says where YAML has numbers and the like. Writing cannot fail.
        let _ = write!(says, "{event:?}");
        let (kind, end, marked) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let marked = anchor != 0 || tag.is_some();
                (Kind::Scalar { style, text: text.into_owned() }, at.end, marked)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let (items, end) = self.children(&at, says)?;
                let flow = style == StructureStyle::Flow;
                (Kind::List { flow, items }, end, anchor != 0 || tag.is_some())
            }
            Event::MappingStart(..) => (Kind::Other, self.children(&at, says)?.1, true),
            Event::Alias(..) => (Kind::Other, at.end, true),
            _ => return None,
        };
        Some(Node { at: at.start..end, kind, marked })
    }

    fn children(&mut self, at: &Range<usize>, says: &mut String) -> Option<(Vec<Node>, usize)> {
        let mut children: Vec<Node> = Vec::new();
        loop {
            let (event, place) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
                says.push(';');
                // One in brackets ends with its bracket, another with its last child.
                let last = children.iter().map(|child| child.at.end).max().unwrap_or(at.end);
                let end = if place.is_empty() { last } else { place.end };
                return Some((children, end));
            }
            let child = self.node(event, place, says)?;
            children.push(child);
        }
    }
}
