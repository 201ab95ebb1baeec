//! The report in plain lines, for a terminal.

use std::fmt;

use super::report::{Change, Changes, LinkAt, Listed, Report};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mount =
            if self.mount.is_empty() { String::new() } else { format!(" under /notes/{}", self.mount) };
        let tense = if self.dry_run { "would be imported (nothing was written)" } else { "is imported" };
        writeln!(f, "The vault “{}”{mount} {tense}, in {:.1} s.", self.vault, self.seconds)?;
        changes(f, "Notes", &self.notes)?;
        changes(f, "Attachments", &self.attachments)?;
        writeln!(
            f,
            "Links: {} resolved ({} of them ambiguous), {} broken.",
            self.links.resolved, self.links.ambiguous.count, self.links.broken.count
        )?;
        if self.by_default > 0 {
            writeln!(
                f,
                "{} of the notes saved now do not say who may read them: {}.",
                self.by_default, self.audience
            )?;
        }
        if self.resettled > 0 {
            writeln!(f, "{} unchanged notes follow new settings of the vault.", self.resettled)?;
        }
        list(f, "Repaired (they had been decoded wrongly)", &self.repaired, |one| {
            format!("{}, once read as {}", one.file, one.encoding)
        })?;
        list(f, "Converted to UTF-8", &self.converted, |one| format!("{}, from {}", one.file, one.encoding))?;
        list(f, "Left out", &self.skipped, |one| format!("{}: {}", one.file, one.why))?;
        list(f, "Too many tags (a note has 100 at most)", &self.many_tags, |one| {
            format!("{}, {} left out", one.file, one.left_out)
        })?;
        list(f, "Drafts until their time comes", &self.later, |one| format!("{}, {}", one.file, one.at))?;
        let edited = &self.edited;
        for (title, listed) in [
            ("Changed in the garden, not in the vault: left as they are", &edited.kept),
            ("Changed in the garden and in the vault: united", &edited.merged),
            ("Deleted in the garden, still in the vault: passed over", &edited.binned),
            ("Gone from the vault, but changed in the garden: not taken out", &edited.spared),
        ] {
            list(f, title, listed, place)?;
        }
        list(
            f,
            "Changed in the garden and in the vault, in the same places: the garden's text stays until somebody chooses",
            &edited.clashing,
            |one| match &one.address {
                Some(address) => format!("{}, at /notes/{address}/-/clash", one.file),
                None => one.file.clone(),
            },
        )?;
        list(f, "Ambiguous links", &self.links.ambiguous, link)?;
        list(f, "Broken links", &self.links.broken, link)?;
        for (kind, changes) in [("notes", &self.notes), ("attachments", &self.attachments)] {
            let gone = format!("Gone from the vault, still in the garden ({kind}; --prune takes them out)");
            list(f, &gone, &changes.gone, place)?;
            list(
                f,
                &format!("Gone from the vault, taken out of the garden ({kind})"),
                &changes.withdrawn,
                place,
            )?;
        }
        if self.hidden > 0 {
            writeln!(f, "{} hidden files and folders were passed over.", self.hidden)?;
        }
        Ok(())
    }
}

fn changes(f: &mut fmt::Formatter<'_>, kind: &str, changes: &Changes) -> fmt::Result {
    writeln!(
        f,
        "{kind}: {} added, {} changed, {} moved, {} unchanged, {} gone.",
        changes.added.count,
        changes.changed.count,
        changes.moved.count,
        changes.unchanged,
        changes.gone.count + changes.withdrawn.count
    )
}

fn link(link: &LinkAt) -> String {
    format!("{}:{}: {}", link.file, link.line, link.target)
}

fn place(change: &Change) -> String {
    change.file.clone()
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    listed: &Listed<T>,
    line: impl Fn(&T) -> String,
) -> fmt::Result {
    if listed.is_empty() {
        return Ok(());
    }
    writeln!(f, "{title}: {}", listed.count)?;
    for one in &listed.first {
        writeln!(f, "  {}", line(one))?;
    }
    match listed.unnamed() {
        0 => Ok(()),
        more => writeln!(f, "  … and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        text::front_matter::Wrong,
        transfer::import::report::{Skipped, Why},
    };

    #[test]
    fn a_report_names_file_line_and_column() {
        let mut report = Report { vault: "Help".into(), mount: "en".into(), ..Report::default() };
        let why = Why::FrontMatter { line: 3, column: 7, wrong: Wrong::Publish { text: "maybe".into() } };
        report.skipped.add(Skipped { file: "A b.md".into(), why });
        report.links.broken.extend((0..300).map(|line| LinkAt {
            file: "C.md".into(),
            line,
            target: "D".into(),
        }));
        let text = report.to_string();
        assert!(
            text.contains(
                "  A b.md: line 3, column 7: “maybe” is not true, false or a time such as 2027-03-01 09:00\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("Broken links: 300\n  C.md:0: D\n") && text.contains("  … and 100 more\n"),
            "{text}"
        );
    }

    #[test]
    fn a_report_is_read_back() {
        let mut report = Report::default();
        report.skipped.add(Skipped { file: "a".into(), why: Why::TooLarge { limit: 5 } });
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(serde_json::from_value::<Report>(json).unwrap(), report);
    }
}
