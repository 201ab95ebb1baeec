//! Where sections and named blocks lie in the finished HTML.

use std::{collections::HashMap, ops::Range};

use super::{Block, Heading, tokens};

/// Elements without content, of those that a finished note may hold.
const VOID: [&str; 3] = ["br", "hr", "input"];

/// Finds the sections of `headings` and the named blocks of a note. The HTML is finished: whatever is open is
/// closed, quotes in attributes are escaped.
///
/// A section begins with its heading and ends before the next heading of its level or a higher one, and with
/// whatever it stands in: a callout, a quotation, the text above the footnotes.
pub(super) fn locate(html: &str, headings: &mut [Heading]) -> Vec<Block> {
    let known = headings.iter().enumerate().map(|(index, heading)| (heading.id.clone(), index)).collect();
    let mut reader = Reader { headings, known, open: Vec::new(), sections: Vec::new(), blocks: Vec::new() };
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let Some(tag) = html.get(start + 1..).and_then(|rest| rest.get(..tokens::end_of_tag(rest)?)) else {
            break;
        };
        at = start + tag.len() + 2;
        match tag.strip_prefix('/') {
            Some(_) => reader.close(start..at),
            None => reader.open(tag, start),
        }
    }
    reader.end_sections(0, html.len());
    reader.blocks
}

/// What is open at a place.
struct Reader<'h> {
    headings: &'h mut [Heading],
    /// The headings by their ids: in a table of raw HTML the browser's order is not the author's.
    known: HashMap<String, usize>,
    /// Where each open element begins, and the block that ends with it.
    open: Vec<(usize, Option<usize>)>,
    /// Open sections: which heading, and how many elements stand around it.
    sections: Vec<(usize, usize)>,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    fn open(&mut self, tag: &str, start: usize) {
        let name = tag.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-').next().unwrap_or_default();
        let id = tag.split_once(" id=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(id, _)| id);
        if let Some(index) = id.and_then(|id| self.known.get(id)).copied() {
            self.begin_section(index, start);
        } else if name == "section" && self.open.is_empty() {
            self.end_sections(0, start);
        }
        if VOID.contains(&name) || tag.ends_with('/') {
            return;
        }
        let block = id.filter(|id| id.starts_with('^')).map(|id| {
            self.blocks.push(Block { id: id.to_owned(), html: start..start });
            self.blocks.len() - 1
        });
        match (block, self.open.last_mut()) {
            // A table lies in the frame that scrolls it.
            (Some(block), Some(frame)) if name == "table" && frame.1.is_none() => {
                frame.1 = Some(block);
                self.open.push((start, None));
            }
            _ => self.open.push((start, block)),
        }
    }

    fn close(&mut self, tag: Range<usize>) {
        let Some((start, block)) = self.open.pop() else { return };
        self.end_sections(self.open.len() + 1, tag.start);
        if let Some(block) = block.and_then(|block| self.blocks.get_mut(block)) {
            block.html = start..tag.end;
        }
    }

    fn begin_section(&mut self, index: usize, start: usize) {
        let depth = self.open.len();
        let level =
            |headings: &[Heading], index: usize| headings.get(index).map_or(0, |heading| heading.level);
        let new = level(self.headings, index);
        while let Some((before, _)) = self
            .sections
            .last()
            .copied()
            .filter(|(before, at)| *at == depth && level(self.headings, *before) >= new)
        {
            self.sections.pop();
            self.end(before, start);
        }
        if let Some(heading) = self.headings.get_mut(index) {
            heading.html = start..start;
            self.sections.push((index, depth));
        }
    }

    /// Ends the sections that have at least so many elements around them.
    fn end_sections(&mut self, depth: usize, end: usize) {
        while let Some((index, _)) = self.sections.last().copied().filter(|(_, at)| *at >= depth) {
            self.sections.pop();
            self.end(index, end);
        }
    }

    fn end(&mut self, index: usize, end: usize) {
        if let Some(heading) = self.headings.get_mut(index) {
            heading.html.end = end;
        }
    }
}
