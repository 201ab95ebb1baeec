//! What readers would stumble over in a text, as far as the text alone tells. Pure.

use comrak::{
    Node,
    nodes::{NodeHeading, NodeValue},
};

use super::{
    Link, Options, cells,
    links::{self, Destination},
    parse,
    plan::{Place, Plan},
};

/// Something that readers would stumble over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file where it stands, counted from 1.
    pub line: usize,
    /// What it is.
    pub kind: FaultKind,
}

/// What is wrong in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A heading of this level, as it is written, without one of the level above it before it.
    SkippedLevel(u8),
    /// Another heading of level 1; the first one stands on this line.
    SecondTitle(usize),
    /// A heading without words.
    EmptyHeading,
    /// A link without words.
    EmptyLink,
    /// A link that has no address, or none that may be followed.
    NoAddress,
    /// A link to a heading or block that the text does not have, as it is written.
    MissingPlace(String),
    /// A picture without words for those who do not see it: its name or address.
    NoAlternative(String),
}

impl Link {
    /// Whether it shows a picture, as far as its name tells.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        let kind = mime_guess::from_path(&self.target).first_raw();
        self.embed && kind.is_some_and(|kind| kind.starts_with("image/"))
    }
}

/// The faults of the body of a note, in the order of their lines. Links to other notes and files, and the words of
/// pictures among these, are [`super::Rendered::links`]'.
#[must_use]
pub fn faults(body: &str, options: &Options<'_>) -> Vec<Fault> {
    parse::with_document(&cells::with_whole_links(body), |root| match root {
        Ok(root) => of_tree(root, options),
        Err(_) => Vec::new(),
    })
}

fn of_tree(root: Node<'_>, options: &Options<'_>) -> Vec<Fault> {
    let plan = Plan::of(root, options);
    let mut headings = Headings { plan: &plan, shown: 1, title: None };
    let mut faults = Vec::new();
    for node in root.descendants() {
        let line = node.data().sourcepos.start.line + options.first_line.saturating_sub(1);
        let mut found = |kind| faults.push(Fault { line, kind });
        match &node.data().value {
            NodeValue::Heading(heading) => headings.look_at(node, *heading, line, &mut found),
            NodeValue::Link(link) => {
                let destination = links::page(&link.url, options.note_path_in_vault);
                if let Some(kind) = of_destination(&destination, &plan) {
                    found(kind);
                } else if node.collect_text().trim().is_empty() && !holds_picture(node) {
                    found(FaultKind::EmptyLink);
                }
            }
            NodeValue::WikiLink(link) => {
                let destination = links::wikilink(&link.url, options.note_path_in_vault);
                if let Some(kind) = of_destination(&destination, &plan) {
                    found(kind);
                }
            }
            NodeValue::Image(image) => match links::markdown(&image.url, options.note_path_in_vault) {
                Destination::External(url) if links::sized(&node.collect_text()).0.is_none() => {
                    found(FaultKind::NoAlternative(url));
                }
                Destination::Nowhere => found(FaultKind::NoAddress),
                _ => {}
            },
            _ => {}
        }
    }
    // Footnotes stand at the end of the tree, wherever they were written.
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn of_destination(destination: &Destination, plan: &Plan) -> Option<FaultKind> {
    match destination {
        Destination::Nowhere => Some(FaultKind::NoAddress),
        Destination::Here { fragment } if plan.id_of(fragment).is_none() => {
            Some(FaultKind::MissingPlace(fragment.clone()))
        }
        _ => None,
    }
}

/// Whether something stands in a link that is looked at by itself.
fn holds_picture(link: Node<'_>) -> bool {
    link.descendants().any(|node| matches!(node.data().value, NodeValue::Image(_) | NodeValue::HtmlInline(_)))
}

/// The headings, one after the other.
struct Headings<'a> {
    plan: &'a Plan,
    /// The level that the last one has on the page, below the title's 1.
    shown: u8,
    /// The line of the first heading of level 1.
    title: Option<usize>,
}

impl Headings<'_> {
    fn look_at(
        &mut self,
        node: Node<'_>,
        heading: NodeHeading,
        line: usize,
        found: &mut impl FnMut(FaultKind),
    ) {
        if heading.level == 1 {
            match self.title {
                Some(first) => found(FaultKind::SecondTitle(first)),
                None => self.title = Some(line),
            }
        }
        // The one that says the title is not shown.
        let Some(entry) = self.plan.outline.at(Place::of(node)) else { return };
        if node.collect_text().trim().is_empty() {
            found(FaultKind::EmptyHeading);
        } else if entry.level > self.shown + 1 {
            found(FaultKind::SkippedLevel(heading.level));
        }
        self.shown = entry.level;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::render, *};

    fn options(first_line: usize) -> Options<'static> {
        Options { note_path_in_vault: "Beds/Beans.md", first_line, title: Some("Beans") }
    }

    fn found(body: &str) -> Vec<(usize, FaultKind)> {
        faults(body, &options(1)).into_iter().map(|fault| (fault.line, fault.kind)).collect()
    }

    #[test]
    fn a_sound_text_has_none() {
        let body = "# Beans\n\nSee [Peas](Peas.md), [[Peas#Sowing]], [the web](https://garden.example) and \
                    [below](#sowing).\n\n## Sowing\n\n### In rows\n\nA hand apart. ^rows\n\n#### Deep\n\n## Harvest\n\n\
                    ![A pod](pod.png) ![[pod.png]] ![pod](https://garden.example/pod.png) [[#^rows]]\n";
        assert_eq!(found(body), []);
    }

    #[test]
    fn levels_follow_each_other_as_readers_meet_them() {
        use FaultKind::{EmptyHeading, SecondTitle, SkippedLevel};
        assert_eq!(found("## A\n\n#### B\n\n##### C\n"), [(3, SkippedLevel(4))]);
        assert_eq!(found("# Beans\n\n### A\n\n### B\n"), [], "all of them move up together");
        assert_eq!(found("### A\n\n## B\n"), [(1, SkippedLevel(3))]);
        assert_eq!(found("# Beans\n\ntext\n\n# Peas\n"), [(5, SecondTitle(1))]);
        assert_eq!(found("# One\n\nTwo\n===\n"), [(3, SecondTitle(1))]);
        assert_eq!(found("##\n\n## A\n"), [(1, EmptyHeading)]);
    }

    #[test]
    fn links_say_something_and_lead_somewhere() {
        use FaultKind::{EmptyLink, MissingPlace, NoAddress};
        assert_eq!(found("[](Peas.md)\n"), [(1, EmptyLink)]);
        assert_eq!(found("a\n\n[x]() [y](javascript:alert(1))\n"), [(3, NoAddress), (3, NoAddress)]);
        assert_eq!(found("[[#Nowhere]] [x](#gone)\n\n![[#Also]]").len(), 3);
        assert_eq!(found("[[#Nowhere]]\n"), [(1, MissingPlace("Nowhere".into()))]);
        assert_eq!(found("[[#Beans]]\n\n# Beans\n"), [], "the title is a place, too");
        assert_eq!(found("[![](leaf.png)](Peas.md)\n"), [], "the picture is what lacks words");
    }

    #[test]
    fn pictures_have_words() {
        let elsewhere = "https://garden.example/a.png";
        assert_eq!(
            found(&format!("> ![|300]({elsewhere})\n")),
            [(1, FaultKind::NoAlternative(elsewhere.into()))]
        );
        let rendered = render("![](a.png) ![[b.jpg|200]] ![[c.svg|words]] ![[Note]] [[d.png]]", &options(1));
        let silent: Vec<&str> = rendered
            .links
            .iter()
            .filter(|link| link.is_picture() && link.label.is_none())
            .map(|link| link.target.as_str())
            .collect();
        assert_eq!(silent, ["a.png", "b.jpg"]);
    }

    #[test]
    fn what_is_no_text_is_not_looked_at() {
        assert_eq!(found("```\n# A\n\n# B\n[](x.md)\n```\n\n%% [[#Gone]] %%\n\n`[](x.md)`\n"), []);
    }

    proptest! {
        #[test]
        fn every_fault_has_a_line_of_the_text(
            body in "(#{1,6} |\\[\\]\\(a\\.md\\)|!\\[\\]\\(https://b\\)|\\[\\[#c\\]\\]|\\[\\^1\\]: |\n|> |- |a|\\PC){0,40}",
            before in 1_usize..9
        ) {
            let lines = body.lines().count().max(1);
            for fault in faults(&body, &options(before)) {
                prop_assert!((before..before + lines).contains(&fault.line), "{fault:?} of {lines} lines after {before}");
            }
        }

        #[test]
        fn where_levels_go_down_one_by_one_none_is_skipped(steps in prop::collection::vec(0_u8..4, 0..20)) {
            let mut level = 2;
            let mut levels = vec![level];
            for step in steps {
                level = if step == 0 { (level + 1).min(6) } else { level.min(7 - step).max(2) };
                levels.push(level);
            }
            let headings = levels.into_iter().map(|level| format!("{} x\n\n", "#".repeat(level.into())));
            let body: String = headings.collect();
            prop_assert_eq!(found(&body), []);
        }
    }
}
