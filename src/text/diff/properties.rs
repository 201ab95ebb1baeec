//! Front matter as a list of properties, each as it is written.

/// A property: its name, and all lines that say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property<'a> {
    /// Its name.
    pub key: &'a str,
    /// What follows the colon, and the lines that belong to it, without blanks around.
    pub value: &'a str,
}

/// The properties of a YAML block in their order; `None` where it is not simply a list of them, or names one twice.
#[must_use]
pub fn properties(yaml: &str) -> Option<Vec<Property<'_>>> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let belongs = line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty();
        if !belongs {
            let (key, rest) = line.split_once(':')?;
            let plain = key.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '_' | ' ' | '.'));
            if !plain || !(rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) {
                return None;
            }
            let key = key.trim_end();
            if key.is_empty() || starts.iter().any(|(_, known)| *known == key) {
                return None;
            }
            starts.push((at, key));
        } else if starts.is_empty() && !line.trim().is_empty() {
            return None;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([yaml.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((start, key), end)| {
            let (_, value) = yaml.get(*start..end)?.split_once(':')?;
            Some(Property { key, value: value.trim() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(yaml: &str) -> Option<Vec<(&str, &str)>> {
        Some(properties(yaml)?.into_iter().map(|property| (property.key, property.value)).collect())
    }

    #[test]
    fn simple_front_matter_is_a_list() {
        assert_eq!(
            told("title: A leaf\r\ntags:\n  - a\n  - b # why\n\n# said twice\nlang: pt\nempty:\n"),
            Some(vec![
                ("title", "A leaf"),
                ("tags", "- a\n  - b # why\n\n# said twice"),
                ("lang", "pt"),
                ("empty", "")
            ])
        );
        assert_eq!(told(""), Some(Vec::new()));
    }

    #[test]
    fn what_is_no_such_list_is_none() {
        for yaml in
            ["a: 1\na: 2\n", "{a: 1}\n", "words\n", "\"a:b\": 1\n", "# first\na: 1\n", "- a\n", "a:b\n"]
        {
            assert_eq!(told(yaml), None, "{yaml}");
        }
    }
}
