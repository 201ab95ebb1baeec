//! Where settings come from, and the one way to read them.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
};

/// Every key that may be set, in the order in which `quintal doctor` shows them.
pub(super) const KEYS: &[&str] = &[
    "data",
    "listen",
    "public_url",
    "trusted_proxies",
    "search_engines",
    "workers",
    "database_url",
    "database_connections",
    "statement_timeout",
    "secret",
    "session_idle",
    "session_lifetime",
    "import_max_file",
    "import_max_total",
    "import_max_entries",
    "log",
    "log_format",
];

/// Keys whose values are never shown.
const SECRETS: &[&str] = &["secret", "database_url"];

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(String),
    /// An environment variable.
    Environment(String),
    /// A file that an environment variable `…_FILE` names.
    SecretFile(String, PathBuf),
    /// A line of the settings file, counted from 1.
    File(PathBuf, usize),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::SecretFile(name, path) => write!(f, "file {} (named by {name})", path.display()),
            Self::File(path, line) => write!(f, "{}, line {line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// The value is not one that the key allows.
    #[error("the setting `{key}` cannot be `{value}` ({origin}); allowed: {allowed}")]
    Value {
        /// Which setting.
        key: String,
        /// What it says (hidden where it is a secret).
        value: String,
        /// What it may say.
        allowed: String,
        /// Where it stands.
        origin: Origin,
    },
    /// There is no such setting.
    #[error("there is no setting `{key}` ({origin}); allowed: {allowed}")]
    Key {
        /// The unknown key.
        key: String,
        /// Where it stands.
        origin: Origin,
        /// The keys there are.
        allowed: String,
    },
    /// The settings file is not TOML, or cannot be read.
    #[error("the settings file {} cannot be read: {reason}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it, with the line where there is one.
        reason: String,
    },
}

/// What the command line says; `None` where a flag was not given.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--listen`.
    pub listen: Option<String>,
    /// `--data`.
    pub data: Option<String>,
    /// `--database-url`.
    pub database_url: Option<String>,
    /// `--config`: the settings file; default `quintal.toml`, if there is one.
    pub config: Option<PathBuf>,
}

/// A setting's words before they are understood.
#[derive(Clone, Debug)]
struct Raw {
    text: String,
    origin: Origin,
}

/// The three sources, laid over each other.
#[derive(Debug)]
pub struct Sources {
    flags: BTreeMap<&'static str, Raw>,
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, Raw>,
    understood: RefCell<BTreeMap<&'static str, (String, Origin)>>,
}

impl Sources {
    /// Gathers the sources. `environment` is handed in, so that a test need not change the process's own.
    ///
    /// # Errors
    /// When a settings file was named but cannot be read, or is not TOML.
    pub fn gather(
        flags: Flags,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Invalid> {
        let environment: BTreeMap<_, _> = environment
            .into_iter()
            .filter(|(name, _)| name.starts_with("QUINTAL_") || name.starts_with("DATABASE_URL"))
            .collect();
        let named = flags.config.or_else(|| environment.get("QUINTAL_CONFIG").map(PathBuf::from));
        let file = match named {
            Some(path) => read_file(&path)?,
            None if Path::new("quintal.toml").exists() => read_file(Path::new("quintal.toml"))?,
            None => BTreeMap::new(),
        };
        let flags = [
            ("listen", "--listen", flags.listen),
            ("data", "--data", flags.data),
            ("database_url", "--database-url", flags.database_url),
        ]
        .into_iter()
        .filter_map(|(key, flag, text)| Some((key, Raw { text: text?, origin: Origin::Flag(flag.into()) })))
        .collect();
        Ok(Self { flags, environment, file, understood: RefCell::default() })
    }

    pub(super) fn refuse_unknown_keys(&self) -> Result<(), Invalid> {
        let unknown = self.file.iter().find(|(key, _)| !KEYS.contains(&key.as_str()));
        unknown.map_or(Ok(()), |(key, raw)| {
            Err(Invalid::Key { key: key.clone(), origin: raw.origin.clone(), allowed: KEYS.join(", ") })
        })
    }

    /// Reads a setting that has a default.
    pub(super) fn read<T>(
        &self,
        key: &'static str,
        default: &str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Invalid> {
        let raw = match self.find(key)? {
            Some(raw) => raw,
            None => Raw { text: default.to_owned(), origin: Origin::Default },
        };
        self.parse(key, &raw, allowed, parse)
    }

    /// Reads a setting that may be left out.
    pub(super) fn read_optional<T>(
        &self,
        key: &'static str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Invalid> {
        if let Some(raw) = self.find(key)? {
            return self.parse(key, &raw, allowed, parse).map(Some);
        }
        self.understood.borrow_mut().insert(key, ("not set".into(), Origin::Default));
        Ok(None)
    }

    pub(super) fn understood(&self) -> Vec<(&'static str, String, Origin)> {
        let understood = self.understood.borrow();
        KEYS.iter()
            .filter_map(|key| understood.get(key).map(|(text, origin)| (*key, text.clone(), origin.clone())))
            .collect()
    }

    fn parse<T>(
        &self,
        key: &'static str,
        raw: &Raw,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Invalid> {
        let shown = if SECRETS.contains(&key) { "(hidden)".to_owned() } else { raw.text.clone() };
        let Some(value) = parse(raw.text.trim()) else {
            return Err(Invalid::Value {
                key: key.into(),
                value: shown,
                allowed: allowed.into(),
                origin: raw.origin.clone(),
            });
        };
        self.understood.borrow_mut().insert(key, (shown, raw.origin.clone()));
        Ok(value)
    }

    fn find(&self, key: &'static str) -> Result<Option<Raw>, Invalid> {
        if let Some(raw) = self.flags.get(key) {
            return Ok(Some(raw.clone()));
        }
        let mut names = vec![format!("QUINTAL_{}", key.to_uppercase())];
        if key == "database_url" {
            names.push("DATABASE_URL".into());
        }
        for name in names {
            if let Some(text) = self.environment.get(&name) {
                return Ok(Some(Raw { text: text.clone(), origin: Origin::Environment(name) }));
            }
            let name_of_file = format!("{name}_FILE");
            if let Some(path) = self.environment.get(&name_of_file).filter(|_| SECRETS.contains(&key)) {
                let path = PathBuf::from(path);
                let text = fs::read_to_string(&path)
                    .map_err(|error| Invalid::File { path: path.clone(), reason: error.to_string() })?;
                return Ok(Some(Raw { text, origin: Origin::SecretFile(name_of_file, path) }));
            }
        }
        Ok(self.file.get(key).cloned())
    }
}

/// Reads a settings file into words with their lines.
fn read_file(path: &Path) -> Result<BTreeMap<String, Raw>, Invalid> {
    let refuse = |reason: String| Invalid::File { path: path.to_owned(), reason };
    let text = fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    let table = toml::de::DeTable::parse(&text).map_err(|error| refuse(error.to_string()))?;
    let mut settings = BTreeMap::new();
    for (key, value) in table.get_ref() {
        let line = text.get(..key.span().start).unwrap_or_default().matches('\n').count() + 1;
        let words = words_of(value.get_ref())
            .ok_or_else(|| refuse(format!("line {line}: `{}` is a table", key.get_ref())))?;
        let raw = Raw { text: words, origin: Origin::File(path.to_owned(), line) };
        settings.insert(key.get_ref().to_string(), raw);
    }
    Ok(settings)
}

/// A TOML value as the words that a flag or a variable would carry; lists are joined by commas.
fn words_of(value: &toml::de::DeValue<'_>) -> Option<String> {
    use toml::de::DeValue;
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => {
            items.iter().map(|item| words_of(item.get_ref())).collect::<Option<Vec<_>>>()?.join(",")
        }
        DeValue::Table(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::config::Config;

    fn sources(environment: &[(&str, &str)], file: &str) -> (tempfile::NamedTempFile, Sources) {
        let mut settings = tempfile::NamedTempFile::new().unwrap();
        settings.write_all(file.as_bytes()).unwrap();
        let flags = Flags { config: Some(settings.path().to_owned()), ..Flags::default() };
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let sources = Sources::gather(flags, environment).unwrap();
        (settings, sources)
    }

    #[test]
    fn the_environment_beats_the_file_and_the_file_the_default() {
        let (_file, sources) =
            sources(&[("QUINTAL_LISTEN", "127.0.0.1:1")], "listen = '127.0.0.1:2'\ndata = 'there'\n");
        let config = Config::load(&sources).unwrap();
        assert_eq!(config.server.listen.port(), 1);
        assert_eq!(config.data, Path::new("there"));
        assert_eq!(config.imports.max_entries, 200_000);
    }

    #[test]
    fn a_wrong_value_names_key_value_allowed_and_origin() {
        let (file, sources) = sources(&[], "\n# wire\nlisten = 'here'\n");
        let message = Config::load(&sources).unwrap_err().to_string();
        assert!(message.contains("`listen`") && message.contains("`here`"), "{message}");
        assert!(message.contains("allowed: an address and port"), "{message}");
        assert!(message.contains(&format!("{}, line 3", file.path().display())), "{message}");
    }

    #[test]
    fn a_wrong_secret_is_not_shown() {
        let (_file, sources) = sources(&[("QUINTAL_SECRET", "hunter2")], "");
        let message = Config::load(&sources).unwrap_err().to_string();
        assert!(message.contains("QUINTAL_SECRET") && !message.contains("hunter2"), "{message}");
    }

    #[test]
    fn an_unknown_key_of_the_file_is_refused_with_its_line() {
        let (_file, sources) = sources(&[], "listen = '127.0.0.1:0'\nlisen = 'x'\n");
        let message = Config::load(&sources).unwrap_err().to_string();
        assert!(message.contains("`lisen`") && message.contains("line 2"), "{message}");
    }

    #[test]
    fn a_secret_may_stand_in_a_file_of_its_own() {
        let mut secret = tempfile::NamedTempFile::new().unwrap();
        writeln!(secret, "postgres://u:p@localhost/g").unwrap();
        let path = secret.path().display().to_string();
        let (_file, sources) = sources(&[("DATABASE_URL_FILE", &path)], "");
        let config = Config::load(&sources).unwrap();
        assert!(config.database.url.is_some());
        let shown = config.understood.iter().find(|(key, ..)| *key == "database_url").unwrap();
        assert_eq!(shown.1, "(hidden)");
    }
}
